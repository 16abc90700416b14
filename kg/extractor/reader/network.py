"""The trained network: what it scores, and how it is run from its files without the library that trained it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.bundled import folder
from kg.errors import ReaderError
from kg.extractor.reader.labels import Labels, read_labels

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

WEIGHTS = "extractor/weights"
PARTS = ("encoder", "mentions", "vectors", "identity", "relations", "facts")
"""The network's parts, a file each."""

WINDOW, OVERLAP = 510, 128
"""Pieces that the encoder reads at once, and those that two windows share."""

SPANS, PAIRS = 4_096, 2_048
"""Spans, and pairs of mentions or of things, that are scored at once."""

Encoded = tuple["NDArray[np.float32]", ...]
"""What the encoder gives for each piece: an array for mentions, one for their vectors, one for relations."""


@dataclass(frozen=True, slots=True)
class PairInputs:
    """A list of pairs of mentions: their numbers, features, and buckets of distance."""

    a: NDArray[np.int64]
    b: NDArray[np.int64]
    features: NDArray[np.float32]
    distances: NDArray[np.int64]
    sentences: NDArray[np.int64]
    gap_starts: NDArray[np.int64]
    gap_ends: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Network:
    """The network from its files; `tokenizer` cuts texts into its pieces.

    All rows that `encode` gives are of pieces, between a mark before the first and one behind the last.
    """

    labels: Labels
    tokenizer: Tokenizer
    sessions: dict[str, InferenceSession]
    marks: tuple[int, int]
    path: Path | None = None

    def __reduce__(self) -> tuple[Callable[..., Network], tuple[Path | None]]:
        """Be loaded anew in another process."""
        return load_network, (self.path,)

    def encode(self, ids: NDArray[np.int64], seen: NDArray[np.int64]) -> Encoded:
        """Read pieces (n) with what is seen of each (n × 4: shape, kind of line, break, name).

        Windows are read one by one: in a batch, a neighbour would change the scale of the 8-bit numbers.
        """
        edge = np.array([[5, 0, 2, 0]], dtype=np.int64)
        outer = [(np.array([mark]), edge) for mark in self.marks]
        parts: list[tuple[int, tuple[NDArray[np.float32], ...]]] = []
        for start, end in cut_windows(len(ids), WINDOW, OVERLAP):
            window = np.concatenate([outer[0][0], ids[start:end], outer[1][0]])
            around = np.concatenate([edge, seen[start:end], edge])
            given = {"ids": window[None], "seen": around[None]}
            parts.append((start, tuple(self.sessions["encoder"].run(None, given))))
        return join_windows(parts, np.concatenate)

    def score_mentions(
        self, tokens: Encoded, firsts: NDArray[np.int64], lasts: NDArray[np.int64]
    ) -> NDArray[np.float32]:
        """Return logits: spans × kinds."""
        return self._score("mentions", SPANS, {"firsts": firsts, "lasts": lasts}, tokens=tokens[0])

    def represent(
        self, tokens: Encoded, firsts: NDArray[np.int64], lasts: NDArray[np.int64], families: NDArray[np.int64]
    ) -> NDArray[np.float32]:
        """Return a vector for each mention."""
        given = {"tokens": tokens[1], "firsts": firsts, "lasts": lasts, "families": families}
        return self.sessions["vectors"].run(None, given)[0]  # type: ignore[no-any-return]

    def score_identity(
        self, vectors: NDArray[np.float32], families: NDArray[np.int64], pairs: PairInputs
    ) -> NDArray[np.float32]:
        """Return logits, pairs × 2: the second takes up the first; the second is a group with the first."""
        return self._score("identity", PAIRS, _name_pairs(pairs), g=vectors, families=families)

    def score_relations(
        self,
        tokens: Encoded,
        vectors: NDArray[np.float32],
        families: NDArray[np.int64],
        pairs: PairInputs,
    ) -> NDArray[np.float32]:
        """Return logits, pairs × (relations × states); `families` are those of the mentions."""
        rows = _name_pairs(pairs) | {"low": pairs.gap_starts, "high": pairs.gap_ends}
        return self._score("relations", PAIRS, rows, tokens=tokens[2], g=vectors, families=families)

    def score_facts(
        self,
        things: NDArray[np.float32],
        families: NDArray[np.int64],
        ranks: NDArray[np.int64],
        pairs: tuple[NDArray[np.int64], NDArray[np.int64]],
    ) -> NDArray[np.float32]:
        """Return logits, pairs of things × (relations × states), to add to what their mentions say."""
        return self._score("facts", PAIRS, {"a": pairs[0], "b": pairs[1]}, v=things, families=families, ranks=ranks)

    def _score(self, part: str, most: int, rows: dict[str, NDArray[Any]], **given: NDArray[Any]) -> NDArray[np.float32]:
        """Score rows by a part of the network, so many at once: of a dense page memory couldn't hold what all take."""
        total = len(next(iter(rows.values())))
        blocks = [
            self.sessions[part].run(None, given | {name: each[at : at + most] for name, each in rows.items()})[0]
            for at in range(0, max(1, total), most)
        ]
        return blocks[0] if len(blocks) == 1 else np.concatenate(blocks)


def _name_pairs(pairs: PairInputs) -> dict[str, NDArray[Any]]:
    return {"a": pairs.a, "b": pairs.b, "f": pairs.features, "d": pairs.distances, "q": pairs.sentences}


def cut_windows(total: int, size: int, overlap: int) -> list[tuple[int, int]]:
    """List windows that overlap and that together hold a number of pieces; the last one is as long as the others.

    >>> cut_windows(10, 6, 2)
    [(0, 6), (4, 10)]
    """
    windows = [(0, min(size, total))]
    while windows[-1][1] < total:
        start = min(windows[-1][1] - overlap, total - size)
        windows.append((start, min(start + size, total)))
    return windows


def join_windows(parts: Sequence[tuple[int, tuple[Any, ...]]], concatenate: Callable[..., Any]) -> tuple[Any, ...]:
    """Join what was read in windows: each piece from the window in which it stands farther from the edge.

    Args:
        parts: for each window the number of its first piece, and arrays whose rows are a mark, its pieces, a mark.
        concatenate: that of the arrays' library; training has its own.
    """
    joined = list(parts[0][1])
    for start, arrays in parts[1:]:
        middle = (len(joined[0]) - 2 - start) // 2
        joined = [
            concatenate([old[: 1 + start + middle], new[1 + middle :]]) for old, new in zip(joined, arrays, strict=True)
        ]
    return tuple(joined)


@lru_cache(maxsize=2)
def load_network(path: Path | None = None) -> Network:
    """Load the network.

    Args:
        path: a folder that `python -m kg.training` wrote; without it, the one that is shipped.

    Raises:
        ReaderError: a file is missing or can't be read.
    """
    from onnxruntime import InferenceSession, SessionOptions
    from tokenizers import Tokenizer

    source: Traversable = path or folder(WEIGHTS)
    try:
        labels = read_labels(source.joinpath("labels.json").read_text(encoding="utf-8"))
        tokenizer = Tokenizer.from_str(source.joinpath("tokenizer.json").read_text(encoding="utf-8"))
        options = SessionOptions()
        # One thread: the order in which threads add floats would change the last digits.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Every text has its own shapes: to plan and to keep memory for each of them takes more than it saves.
        options.enable_mem_pattern = False
        options.enable_cpu_mem_arena = False
        sessions = {
            part: InferenceSession(
                source.joinpath(f"{part}.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
            )
            for part in PARTS
        }
    except (OSError, ValueError, KeyError) as error:
        raise ReaderError(str(source), f"can't be read as a reader's weights ({error}); install kg anew") from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    opening, closing = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    if opening is None or closing is None:
        raise ReaderError(str(source), "its tokenizer lacks the marks [CLS] and [SEP]; install kg anew")
    return Network(labels, tokenizer, sessions, (opening, closing), path)

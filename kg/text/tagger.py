"""The trained component: a spaCy tagger that says what stood behind each word."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.bundled import folder
from kg.text.marks import LABELS

if TYPE_CHECKING:
    from spacy.language import Language
    from thinc.api import Model

WEIGHTS = "text/weights/punctuation"


def make_tagger(tok2vec: dict[str, Any]) -> Language:
    """Make the pipeline without weights.

    Args:
        tok2vec: the configuration of spaCy's tok2vec layer, as `settings.json` keeps it beside the weights.
    """
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": tok2vec}})
    for label in LABELS:
        nlp.get_pipe("tagger").add_label(label)  # type: ignore[attr-defined]
    return nlp


def get_network(nlp: Language) -> Model[Any, Any]:
    """Return the tagger's layers."""
    return nlp.get_pipe("tagger").model  # type: ignore[attr-defined, no-any-return]


def save_tagger(nlp: Language, tok2vec: dict[str, Any], path: Path) -> None:
    """Write the weights, in half precision and without a vocabulary, and the settings that rebuild the layers."""
    import srsly  # type: ignore[import-untyped]

    message = get_network(nlp).to_dict()
    message["params"] = [_cast(node, "float16") for node in message["params"]]
    path.mkdir(parents=True, exist_ok=True)
    (path / "weights.msgpack").write_bytes(srsly.msgpack_dumps(message))
    settings = {"labels": LABELS, "tok2vec": tok2vec}
    (path / "settings.json").write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")


def _cast(node: dict[str, Any], kind: str) -> dict[str, Any]:
    return {name: value if value is None else value.astype(kind) for name, value in node.items()}


@lru_cache(maxsize=2)
def load_tagger(path: Path | None = None) -> Language:
    """Load the pipeline with its weights, once.

    Args:
        path: a folder that `save_tagger` wrote; None means the one shipped with kg.

    Raises:
        FileNotFoundError: the weights are missing.
    """
    import srsly

    source = path or folder(WEIGHTS)
    settings = json.loads(source.joinpath("settings.json").read_text(encoding="utf-8"))
    nlp = make_tagger(settings["tok2vec"])
    message = srsly.msgpack_loads(source.joinpath("weights.msgpack").read_bytes())
    message["params"] = [_cast(node, "float32") for node in message["params"]]
    get_network(nlp).from_dict(message)
    return nlp


def tag_windows(nlp: Language, windows: Sequence[Sequence[str]]) -> list[list[int]]:
    """Return the label (an index into LABELS) of every word of every window."""
    from spacy.tokens import Doc

    # No memory zone of spaCy's here: there can be but one at a time, and a server has threads.
    docs = [Doc(nlp.vocab, words=list(words)) for words in windows]
    return [guesses.tolist() for guesses in nlp.get_pipe("tagger").predict(docs)]  # type: ignore[attr-defined]

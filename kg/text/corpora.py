"""Corpora → sentences of words without punctuation, each word labelled with what stood behind it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.text.marks import CLOSING, COMMA, DASHES, END, NONE, OPENING, is_abbreviation

# Sessions of the General Assembly and the genre of GUM that are never trained on.
HELD_OUT_SESSIONS = frozenset({"75", "76"})
HELD_OUT_GENRE = "news"
# GUM's README in the corpora gives no licence for these.
LEFT_OUT_GENRES = frozenset({"vlog"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words without the punctuation around them; `labels[i]` (NONE, COMMA, END) is what stood behind `words[i]`."""

    words: tuple[str, ...]
    labels: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a corpus: where it comes from (`un`, `gum` or `ewt`), its sentences, and whether it is held out."""

    source: str
    held_out: bool
    sentences: tuple[Sentence, ...]


def read_corpora(folder: Path) -> list[Text]:
    """Read the three corpora that the weights are trained on.

    Args:
        folder: holds `un-general-debate.jsonl.gz`, `gum-open.jsonl.gz` and `ewt-train.jsonl.gz`.

    Returns:
        The texts in the order of the files.

    Raises:
        FileNotFoundError: one of the files is missing.
    """
    texts = [_make_text("un", row["id"].split("_")[1], row) for row in _read(folder / "un-general-debate.jsonl.gz")]
    for row in _read(folder / "gum-open.jsonl.gz"):
        if row["genre"] not in LEFT_OUT_GENRES:
            texts.append(_make_text("gum", row["genre"], row))
    return texts + [_make_text("ewt", "", row) for row in _read(folder / "ewt-train.jsonl.gz")]


def _read(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _make_text(source: str, part: str, row: dict[str, str]) -> Text:
    held_out = part in HELD_OUT_SESSIONS if source == "un" else part == HELD_OUT_GENRE
    sentences = [s for line in row["text"].splitlines() for s in split_sentences(line)]
    return Text(source, held_out, tuple(sentences))


def split_sentences(line: str) -> list[Sentence]:
    """Split a punctuated paragraph into sentences of bare words; what has no end (a heading) is left out.

    >>> split_sentences("Ms. Ada, a poet, spoke. News")
    [Sentence(words=('Ms', 'Ada', 'a', 'poet', 'spoke'), labels=(0, 1, 0, 1, 2))]
    """
    sentences: list[Sentence] = []
    words: list[str] = []
    labels: list[int] = []
    for word, label in label_words(line):
        words.append(word)
        labels.append(label)
        if label == END:
            sentences.append(Sentence(tuple(words), tuple(labels)))
            words, labels = [], []
    return sentences


def label_words(line: str) -> list[tuple[str, int]]:
    """Return the words of a line without the punctuation around them, and what stood behind each."""
    tokens = line.replace("\ufeff", "").replace("—", " — ").split()
    pairs: list[tuple[str, int]] = []
    for i, token in enumerate(tokens):
        word = token.lstrip(OPENING).rstrip(CLOSING).rstrip("-")
        following = tokens[i + 1] if i + 1 < len(tokens) else ""
        label = _judge(token, word, following)
        if word and token not in DASHES:
            pairs.append((word, label))
        elif pairs and label > pairs[-1][1]:
            pairs[-1] = (pairs[-1][0], label)
    return pairs


def _judge(token: str, word: str, following: str) -> int:
    """Read the label off the punctuation at a token's end."""
    if token in DASHES:
        return COMMA
    tail = token[token.rfind(word) + len(word) :] if word else token
    if set(tail) & set(".!?…") and not is_abbreviation(word, tail) and _may_begin(following):
        return END
    return COMMA if set(tail) & set(",;:") else NONE


def _may_begin(token: str) -> bool:
    bare = token.lstrip(OPENING + "-—–.")
    return not bare or not bare[0].islower()

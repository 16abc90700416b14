"""Gives the people of a document other names, so that a reader learns from the wording and not from the names."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.alignment import AlignedText
from kg.annotations.documents import AnnotatedDocument

PERSON = "Person"
SHARE = 0.7
"""Of the people of a document as many get another name."""

_TOKEN = re.compile(r"[^\W\d_][\w’'.-]*")
_PARTICLES = frozenset(
    ("de", "da", "do", "dos", "del", "della", "di", "la", "le", "van", "von", "der", "den", "bin", "ibn", "al", "y")
)

Pool = Mapping[int, tuple[tuple[str, ...], ...]]
"""Full names, as their words, by how many words they have."""


def gather_names(documents: Iterable[AnnotatedDocument]) -> Pool:
    """List the full names of the people of documents."""
    found: dict[int, dict[tuple[str, ...], None]] = defaultdict(dict)
    for document in documents:
        for full, _ in _find_people(document):
            if len(full) > 1:
                found[len(full)][full] = None
    return {size: tuple(names) for size, names in found.items()}


def rename(document: AnnotatedDocument, pool: Pool, chance: random.Random) -> AlignedText:
    """Write a document's text with other names for most of its people.

    Args:
        document: the document.
        pool: names to take from.
        chance: decides who is renamed, and how.

    Returns:
        The text, aligned with the document's own.
    """
    edits: list[tuple[int, int, str]] = []
    for full, spans in _find_people(document):
        names = pool.get(len(full), ())
        if names and chance.random() < SHARE:
            new = dict(zip(full, chance.choice(names), strict=True))
            edits += [(start, end, new[word]) for start, end, word in spans]
    return AlignedText.of(document.text).edit(sorted(edits))


def _find_people(document: AnnotatedDocument) -> Iterator[tuple[tuple[str, ...], list[tuple[int, int, str]]]]:
    """Yield each person whose names are all made of the words of the fullest one: these words, and where they stand."""
    marks: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for mark in document.marks:
        if mark.key in document.things and document.things[mark.key].kind == PERSON:
            marks[mark.key].append((mark.start, mark.end))
    for spans in marks.values():
        named = [span for span in spans if document.text[span[0]].isupper()]
        words = [list(_TOKEN.finditer(document.text, start, end)) for start, end in named]
        full = max((tuple(word[0] for word in each) for each in words), key=len, default=())
        known = set(full)
        if _can_be_changed(full) and all(word[0] in known for each in words for word in each):
            yield full, [(word.start(), word.end(), word[0]) for each in words for word in each]


def _can_be_changed(words: Sequence[str]) -> bool:
    """Whether a name is one of two to four plain words that differ."""
    plain = all(word[0].isupper() and len(word) > 1 and word.lower() not in _PARTICLES for word in words)
    return 2 <= len(words) <= 4 and len(set(words)) == len(words) and plain

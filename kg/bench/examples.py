"""Annotated documents → examples: pieces with their mentions, things and relations as numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from kg.alignment import AlignedText
from kg.annotations import AnnotatedDocument, Thing
from kg.annotations.conventions import infer_open
from kg.annotations.forms import write_form
from kg.documents.markdown import parse_markdown
from kg.documents.plain import parse_plain
from kg.extractor.reader.labels import GIVES, RECEIVES, STATES, Labels
from kg.extractor.reader.pieces import Pieces, cut_pieces
from kg.extractor.transcript import Transcript, transcribe
from kg.model import Document
from kg.text import prepare
from kg.turtle import local_name

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from kg.gazetteer import Entry, Gazetteer
    from kg.ontology import Ontology

OPEN = -1
"""The state of a relation that is left open: neither for nor against."""

_MARKDOWN = re.compile(r"^(#|\|)", re.MULTILINE)


class Marker(Protocol):
    """What says how a text is cut and what is told apart in it: a network's labels and tokenizer."""

    @property
    def labels(self) -> Labels:
        """What the network tells apart."""

    @property
    def tokenizer(self) -> Tokenizer:
        """What cuts texts into pieces."""


@dataclass(frozen=True, slots=True)
class Example:
    """A document in one of its forms.

    `firsts`, `lasts` and `kinds` are those of its mentions, `things` the number of what each stands for; `thing_kinds`
    those of things; `members` (things × mentions) says which mentions speak of a thing, groups' included; `states`
    (things × things × relations) is 0 for none, 1 + the index of a state, or `OPEN`. `lost` counts mentions that the
    form doesn't hold.
    """

    id: str
    form: str
    pieces: Pieces
    entries: Mapping[tuple[int, int], tuple[Entry, ...]]
    firsts: NDArray[np.int64]
    lasts: NDArray[np.int64]
    kinds: NDArray[np.int64]
    things: NDArray[np.int64]
    thing_kinds: NDArray[np.int64]
    keys: tuple[str, ...]
    members: NDArray[np.bool_]
    states: NDArray[np.int8]
    lost: int


def make_example(
    document: AnnotatedDocument,
    form: str,
    network: Marker,
    ontology: Ontology,
    gazetteer: Gazetteer,
    *,
    text: AlignedText | None = None,
) -> tuple[Example, str]:
    """Make an example of a document in a form, as the program would read it, and return it with the form's text.

    Args:
        document: a text with its annotations.
        form: one of `kg.annotations.forms.FORMS`.
        network: its labels and its tokenizer.
        ontology: whose classes and relations the document names by their local names.
        gazetteer: whose names are marked.
        text: the document's text with changes, aligned with it.
    """
    labels = network.labels
    names = {local_name(kind): number for number, kind in enumerate(labels.kinds)}
    names |= {kind: number for number, kind in enumerate(labels.kinds)}
    written = write_form(text or document.text, form, document.id)
    transcript = transcribe(read_form(written.text))
    pieces, entries = cut_pieces(transcript, network.tokenizer, gazetteer, labels.name_kinds)
    form_of = Transcript(written, ())
    found = []
    for mark in document.marks:
        thing = document.things.get(mark.key)
        kind = names.get(kind_of(thing, ontology)) if thing else None
        place = form_of.locate(mark.start, mark.end)
        place = transcript.locate(*place) if place else None
        span = _find_pieces(pieces, *place) if place and kind else None
        if span and kind:
            found.append((*span, kind, mark.key))
    return _make_example(document, form, pieces, entries, sorted(set(found)), labels), written.text


def kind_of(thing: Thing, ontology: Ontology) -> str:
    """Return the kind by which a reader knows a thing: a class, an individual that is its value, or a kind of value."""
    individual = next((i for i in ontology.individuals.values() if thing.value and i.code == thing.value), None)
    return individual.iri if individual else thing.kind


def read_form(text: str) -> Document:
    """Read a text as a file of it would be read: as Markdown where it has Markdown's headings or tables."""
    contents = (parse_markdown if _MARKDOWN.search(text) else parse_plain)(text)
    return prepare(Document("urn:x", "x", text, contents.blocks, contents.title, contents.date))


def _find_pieces(pieces: Pieces, start: int, end: int) -> tuple[int, int] | None:
    """The first and the last piece of a stretch of characters, if it ends where pieces do."""
    first, last = np.searchsorted(pieces.starts, start), np.searchsorted(pieces.ends, end)
    if first > last or last >= len(pieces) or pieces.starts[first] != start or pieces.ends[last] != end:
        return None
    return int(first), int(last)


def _make_example(
    document: AnnotatedDocument,
    form: str,
    pieces: Pieces,
    entries: Mapping[tuple[int, int], tuple[Entry, ...]],
    mentions: Sequence[tuple[int, int, int, str]],
    labels: Labels,
) -> Example:
    keys = tuple(dict.fromkeys(key for *_, key in mentions))
    number = {key: index for index, key in enumerate(keys)}
    kind_of: dict[str, int] = {key: kind for *_, kind, key in mentions}
    members = np.zeros((len(keys), len(mentions)), dtype=bool)
    for column, (*_, key) in enumerate(mentions):
        members[number[key], column] = True
        for member in document.things[key].members:
            if member in number:
                members[number[member], column] = True
    return Example(
        id=document.id,
        form=form,
        pieces=pieces,
        entries=entries,
        firsts=np.array([first for first, *_ in mentions], dtype=np.int64),
        lasts=np.array([last for _, last, *_ in mentions], dtype=np.int64),
        kinds=np.array([kind for _, _, kind, _ in mentions], dtype=np.int64),
        things=np.array([number[key] for *_, key in mentions], dtype=np.int64),
        thing_kinds=np.array([kind_of[key] for key in keys], dtype=np.int64),
        keys=keys,
        members=members,
        states=_mark_states(document, number, labels),
        lost=len(document.marks) - len(mentions),
    )


def _mark_states(document: AnnotatedDocument, number: Mapping[str, int], labels: Labels) -> NDArray[np.int8]:
    relations = {local_name(iri): index for index, iri in enumerate(labels.relations)}
    states = np.zeros((len(number), len(number), len(labels.relations)), dtype=np.int8)
    same = _find_equal(document, number)

    def mark(subject: str, relation: str, object_: str, state: int) -> None:
        if subject in number and object_ in number and relation in relations:
            states[number[subject], number[object_], relations[relation]] = state
            if relations[relation] in labels.symmetric:
                states[number[object_], number[subject], relations[relation]] = state

    for subject, relation, object_ in infer_open(document):
        mark(subject, relation, object_, OPEN)
    told = [fact for fact in document.facts if fact.status != "arguable"]
    for fact in told:  # the same date or title may stand in two places: it is enough to find one
        for twin in same.get(fact.object, ()):
            mark(fact.subject, fact.relation, twin, OPEN)
    for fact in told:
        mark(fact.subject, fact.relation, fact.object, 1 + STATES.index(fact.status))
        if fact.amount:
            mark(fact.subject, GIVES, fact.amount, 1)
            mark(fact.object, RECEIVES, fact.amount, 1)
    return states


def _find_equal(document: AnnotatedDocument, number: Mapping[str, int]) -> dict[str, list[str]]:
    """The other things of the same value, for each that has one."""
    by_value: dict[tuple[str, str], list[str]] = {}
    for thing in document.things.values():
        if thing.value and thing.key in number:
            by_value.setdefault((thing.kind, thing.value), []).append(thing.key)
    return {key: [other for other in keys if other != key] for keys in by_value.values() for key in keys}

"""What tools answer; the protocol's schemas are made of these classes and what they say of themselves."""

from __future__ import annotations

from dataclasses import dataclass

# No slots: the SDK would take what stands in their place for defaults.

Scalar = str | int | float | bool | None


@dataclass(frozen=True)
class Support:
    """A fact as a sentence states it, and where that stands.

    `start` and `end` count characters of the document's text, `words` are what stands between them; `page` is null
    where there are no pages. `confidence` is from 0 to 1; `planned` says that it's only planned, `negated` that the
    sentence denies it.
    """

    subject: str
    relation: str
    object: str
    sentence: str
    words: str
    document: str
    document_iri: str
    page: int | None
    start: int
    end: int
    confidence: float
    planned: bool
    negated: bool


@dataclass(frozen=True)
class Subject:
    """Something that the graph knows: its IRI, its name, what it is."""

    iri: str
    name: str
    kind: str


@dataclass(frozen=True)
class Match:
    """A thing whose name is near to what was looked for: the name by which it was found, and how near, from 0 to 1."""

    thing: Subject
    found_by: str
    score: float


@dataclass(frozen=True)
class Matches:
    """The things that were found, the nearest first; `has_more` where others follow: ask again with a higher offset."""

    things: list[Match]
    offset: int
    has_more: bool


@dataclass(frozen=True)
class Stated:
    """A fact, seen from one thing: the relation ("organizer", "organizer of"), and what stands at its other end.

    `iri` is null where `value` is a text, number or date. `sentences` counts the sentences that say so, of which
    `evidence` holds the first; a fact without any was inferred, or comes from no text.
    """

    relation: str
    predicate: str
    value: str
    iri: str | None
    planned: bool
    sentences: int
    evidence: list[Support]


@dataclass(frozen=True)
class Profile:
    """What the graph says of one thing; `facts` is a page of them, `total` counts all."""

    iri: str
    name: str
    other_names: list[str]
    kinds: list[str]
    facts: list[Stated]
    total: int
    offset: int
    has_more: bool


@dataclass(frozen=True)
class Premise:
    """A fact that another follows from, and the first of the sentences that state it."""

    subject: str
    relation: str
    object: str
    evidence: list[Support]


@dataclass(frozen=True)
class Inferred:
    """A fact that no sentence states, the rule by which it follows, and from which facts."""

    subject: str
    relation: str
    object: str
    rule: str
    premises: list[Premise]


@dataclass(frozen=True)
class Identified:
    """That a thing is the same as one with a public identifier: how sure, why, by which source of which day."""

    subject: str
    identifier: str
    confidence: float
    reason: str
    source: str
    date: str


@dataclass(frozen=True)
class Reasons:
    """The sentences that facts rest on, in the order of the texts (a page of them; `total` counts all).

    Beside them the first of the facts that follow from others (`inferred_total` counts all), and public identifiers.
    """

    evidence: list[Support]
    total: int
    offset: int
    has_more: bool
    inferred: list[Inferred]
    inferred_total: int
    identifiers: list[Identified]


@dataclass(frozen=True)
class Step:
    """One step of a way: the facts that join two things, each seen from `start`."""

    start: Subject
    end: Subject
    facts: list[Stated]


@dataclass(frozen=True)
class Ways:
    """The shortest ways from one thing to another, each a list of steps; none where nothing connects them."""

    ways: list[list[Step]]


@dataclass(frozen=True)
class Wanted:
    """A parameter of a question; without a default it must be given. Types: name, text, iri, integer, date, goal."""

    name: str
    type: str
    description: str
    example: str
    default: str | None


@dataclass(frozen=True)
class Question:
    """A question that the graph answers, its parameters, and what its columns mean."""

    name: str
    summary: str
    parameters: list[Wanted]
    columns: dict[str, str]


@dataclass(frozen=True)
class Questions:
    """The questions that `ask` takes."""

    questions: list[Question]


@dataclass(frozen=True)
class Line:
    """One row of an answer, by column, and the sentences that speak of what stands in it."""

    values: dict[str, Scalar]
    evidence: list[Support]


@dataclass(frozen=True)
class Table:
    """Rows of an answer; triples are rows of subject, predicate and object; `truth` is what an ASK gives."""

    columns: list[str]
    rows: list[Line]
    offset: int
    has_more: bool
    truth: bool | None = None


@dataclass(frozen=True)
class Paper:
    """A document that the graph was built from; what isn't known of it is empty."""

    iri: str
    name: str
    title: str
    date: str
    author: str
    url: str
    language: str
    media_type: str


@dataclass(frozen=True)
class Papers:
    """Documents, sorted by IRI; `total` counts all that were asked for."""

    documents: list[Paper]
    total: int
    offset: int
    has_more: bool

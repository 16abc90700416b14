"""The values that flow through the extractor, frozen, free of spaCy and of the network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from kg.model import Value

Modality = Literal["stated", "planned", "denied"]


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """Words that stand for something: characters of the transcript, a class IRI or a kind of value, how sure it is."""

    start: int
    end: int
    kind: str
    chance: float


@dataclass(frozen=True, slots=True)
class Name:
    """A name of an entity as the text writes it, and the characters of the transcript where it stands."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing that the document speaks of.

    `kinds` are the classes that it may have with their chances, the likeliest first. `names` are its names, the best
    one first; where it has no proper name, `proper` is false and a noun phrase stands for one. `iri` is the public
    one, where the gazetteer has it.
    """

    number: int
    kinds: tuple[tuple[str, float], ...]
    mentions: tuple[Mention, ...]
    names: tuple[Name, ...]
    proper: bool = True
    iri: str = ""

    @property
    def kind(self) -> str:
        """The likeliest class."""
        return self.kinds[0][0]

    @property
    def name(self) -> str:
        """The best name."""
        return self.names[0].text


@dataclass(frozen=True, slots=True)
class Candidate:
    """A relation that somebody proposes.

    `subject` and `object` are numbers of entities, or the object is a literal or the IRI of something that the ontology
    declares. `spans` are the characters of the transcript that it rests on. `chances` says how probable each modality
    is, in the proposer's own view; `proposer` who proposes it and `reason` why (a frame's name, a label); `qualifier`
    is a value that belongs to the relation itself, such as the amount that is given.
    """

    subject: int
    predicate: str
    object: int | Value | str
    spans: tuple[tuple[int, int], ...]
    chances: Mapping[Modality, float]
    proposer: str
    reason: str = ""
    qualifier: str = ""

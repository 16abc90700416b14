"""Candidates → one probability for each relation: the only place where chances are made into what the graph says."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.bundled import folder
from kg.errors import ReaderError
from kg.extractor.reader.network import WEIGHTS
from kg.extractor.values import Candidate, Modality

if TYPE_CHECKING:
    from kg.extractor.values import Entity
    from kg.model import Value

End = "int | Value | str"
Key = tuple[int, str, "int | Value | str"]

READER, PATTERN = "reader", "pattern"

FEATURES = (
    "reader", "stated", "planned", "denied", "pattern", "pattern denied", "patterns",
    "subject chance", "subject mentions", "subject proper", "subject linked", "subject class", "subject letters",
    "object chance", "object mentions", "object proper", "object linked", "object class", "object letters",
    "object is value", "passages", "distance", "rival of subject", "rival of object", "rival of pair",
    "values of subject", "subjects of object",
)  # fmt: skip
"""What is known of a relation that is proposed; see `list_features`."""

_FLOOR = 0.01


@dataclass(frozen=True, slots=True)
class Scored:
    """A relation with all that was proposed for it: how probable it is that it holds or will, and that it is denied."""

    candidates: tuple[Candidate, ...]
    chance: float
    planned: bool
    denied: float

    @property
    def best(self) -> Candidate:
        """The candidate whose words the relation is said to rest on: the surest."""
        return self.candidates[0]

    @property
    def key(self) -> Key:
        """What tells the relation from others of the document."""
        return self.best.subject, self.best.predicate, self.best.object


@dataclass(frozen=True, slots=True)
class Judge:
    """A trained model that makes a probability of features; `relations` are those that it was trained with."""

    weights: Mapping[str, float]
    relations: Mapping[str, float]
    bias: float

    def weigh(self, features: Mapping[str, float], predicate: str) -> float:
        """Return how probable a relation is."""
        total = self.bias + self.relations.get(predicate, 0.0)
        total += sum(self.weights.get(name, 0.0) * value for name, value in features.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def score(candidates: Iterable[Candidate], entities: Mapping[int, Entity], judge: Judge | None = None) -> list[Scored]:
    """Join the candidates for each relation and say how probable it is.

    Args:
        candidates: from all proposers, in any order.
        entities: that they are about.
        judge: weighs what is known of relations that it was trained with; others are as probable as their surest
            proposer says.
    """
    groups: dict[Key, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        groups[candidate.subject, candidate.predicate, candidate.object].append(candidate)
    joined = [_join(group) for group in groups.values()]
    if judge is None:
        return joined
    features = list_features(joined, entities)
    return [_weigh(each, known, judge) for each, known in zip(joined, features, strict=True)]


def _join(group: Sequence[Candidate]) -> Scored:
    ordered = tuple(sorted(group, key=lambda c: (-asserted(c.chances), c.proposer, c.spans, c.reason)))
    best = ordered[0].chances
    return Scored(
        candidates=ordered,
        chance=round(asserted(best), 3),
        planned=best.get("planned", 0.0) > best.get("stated", 0.0),
        denied=round(max(c.chances.get("denied", 0.0) for c in ordered), 3),
    )


def _weigh(each: Scored, features: Mapping[str, float], judge: Judge) -> Scored:
    predicate = each.best.predicate
    # Of what is rather denied the judge has seen nothing: it is asked how sure an assertion is.
    if predicate not in judge.relations or each.denied > each.chance:
        return each
    return Scored(each.candidates, round(judge.weigh(features, predicate), 3), each.planned, each.denied)


def asserted(chances: Mapping[Modality, float]) -> float:
    """The chance that a relation holds or is to hold."""
    return chances.get("stated", 0.0) + chances.get("planned", 0.0)


def list_features(joined: Sequence[Scored], entities: Mapping[int, Entity]) -> list[dict[str, float]]:
    """Say what is known of each of a document's relations: who proposes it, its ends, its words, its rivals.

    Rivals are what the reader proposes for the same ends; thus no pattern weighs on what another one is about.
    """
    of_subject: dict[tuple[int, str], _Group] = defaultdict(_Group)
    of_object: dict[tuple[str, int | Value | str], _Group] = defaultdict(_Group)
    of_pair: dict[tuple[int, int | Value | str], _Group] = defaultdict(_Group)
    read = [asserted(_find_read(each)) for each in joined]
    for each, chance in zip(joined, read, strict=True):
        if chance:
            subject, predicate, object_ = each.key
            of_subject[subject, predicate].add(chance)
            of_object[predicate, object_].add(chance)
            of_pair[subject, object_].add(chance)
    subjects = {number: _tell_entity("subject", entity) for number, entity in entities.items()}
    objects = {number: _tell_entity("object", entity) for number, entity in entities.items()}
    rows = []
    for each, chance in zip(joined, read, strict=True):
        subject, predicate, object_ = each.key
        known = _tell_proposals(each) | subjects.get(subject, {})
        known |= objects.get(object_, {}) if isinstance(object_, int) else {}
        known |= {
            "object is value": float(not isinstance(object_, int)),
            "passages": float(len(each.best.spans)),
            "distance": math.log(1 + each.best.spans[-1][1] - each.best.spans[0][0]),
            "rival of subject": logit(of_subject[subject, predicate].rival(chance)),
            "rival of object": logit(of_object[predicate, object_].rival(chance)),
            "rival of pair": logit(of_pair[subject, object_].rival(chance)),
            "values of subject": math.log(1 + of_subject[subject, predicate].size),
            "subjects of object": math.log(1 + of_object[predicate, object_].size),
        }
        rows.append(known)
    return rows


def logit(chance: float) -> float:
    """The logarithm of the odds, within bounds."""
    bounded = min(max(chance, _FLOOR), 1 - _FLOOR / 10)
    return math.log(bounded / (1 - bounded))


@dataclass(slots=True)
class _Group:
    """Relations that share an end: how many the reader proposes, and the chances of the two surest."""

    size: int = 0
    first: float = 0.0
    second: float = 0.0

    def add(self, chance: float) -> None:
        self.size += 1
        self.first, self.second = sorted((self.first, self.second, chance))[:0:-1]

    def rival(self, own: float) -> float:
        """The chance of the surest of the others."""
        return self.second if own == self.first else self.first


def _find_read(each: Scored) -> Mapping[Modality, float]:
    """What the reader says of a relation."""
    return next((c.chances for c in each.candidates if c.proposer == READER), {})


def _tell_proposals(each: Scored) -> dict[str, float]:
    read = _find_read(each)
    patterns = [c for c in each.candidates if c.proposer == PATTERN]
    return {
        "reader": logit(asserted(read)),
        "stated": logit(read.get("stated", 0.0)),
        "planned": logit(read.get("planned", 0.0)),
        "denied": logit(read.get("denied", 0.0)),
        "pattern": max((asserted(c.chances) for c in patterns), default=0.0),
        "pattern denied": max((c.chances.get("denied", 0.0) for c in patterns), default=0.0),
        "patterns": math.log(1 + len(patterns)),
    }


def _tell_entity(end: str, entity: Entity) -> dict[str, float]:
    return {
        f"{end} chance": logit(max(mention.chance for mention in entity.mentions)),
        f"{end} mentions": math.log(len(entity.mentions)),
        f"{end} proper": float(entity.proper),
        f"{end} linked": float(bool(entity.iri)),
        f"{end} class": entity.kinds[0][1],
        f"{end} letters": math.log(1 + len(entity.name)),
    }


JUDGE = "judge.json"
"""The file of the weights, beside those of the network."""


def load_judge(path: Path | None = None) -> Judge | None:
    """Load the judge that belongs to a network's weights, or nothing where there is none.

    Args:
        path: a folder that `python -m kg.training` wrote; without it, the one that is shipped.

    Raises:
        ReaderError: the file isn't a judge's.
    """
    source = (path or folder(WEIGHTS)).joinpath(JUDGE)
    if not source.is_file():
        return None
    try:
        return Judge(**json.loads(source.read_text(encoding="utf-8")))
    except (ValueError, TypeError) as error:
        raise ReaderError(str(source), f"can't be read as a judge's weights ({error}); install kg anew") from error

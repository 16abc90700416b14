"""The groups of classes that a picture tells apart, at most seven, as `ontologies/pictures.ttl` has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from kg.bundled import folder
from kg.iris import expand
from kg.turtle import Facts, read_facts

_MOST_GROUPS = 7  # more colours can't be told apart, least of all by the colour-blind
_SPARE = ("other-0", "goal", "instrument", "place", "organisation", "person", "event")


@dataclass(frozen=True, slots=True)
class Group:
    """Classes that look alike: `colour` is a variable of palette.css, `size` the least in px, `weight` their import.

    What `folds` is shown with the thing it belongs to, on demand; classes that are `unsaid` go without saying;
    `one` is what one thing of it is called.
    """

    label: str
    colour: str
    shape: str = "dot"
    size: float = 10
    weight: float = 1.5
    folds: bool = False
    unsaid: bool = False
    one: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """How a sentence leads along a relation, and back; how one begins on whom most lead to; its place in a sentence."""

    tells: str
    tells_back: str
    most: str
    rank: int


@dataclass(frozen=True, slots=True)
class Kind:
    """A class of a graph: its family in the ontology, its label, how many things it has."""

    family: str
    label: str
    count: int


def assign_groups(kinds: Mapping[str, Kind]) -> dict[str, Group]:
    """Give each class its group.

    Args:
        kinds: the classes of a graph by IRI.

    Returns:
        class IRI → group, in the order of the legend; families that the shipped data doesn't know get groups of their
        own as long as there are colours, the largest first.
    """
    known = {iri: _by_family()[kind.family] for iri, kind in kinds.items() if kind.family in _by_family()}
    strange = _group_strangers({iri: kind for iri, kind in kinds.items() if iri not in known}, set(known.values()))
    found = {**known, **strange}
    order = {group: place for place, group in enumerate([*_shown(), *dict.fromkeys(strange.values()), *_folding()])}
    return {iri: found[iri] for iri in sorted(found, key=lambda iri: (order[found[iri]], -kinds[iri].count, iri))}


def _group_strangers(kinds: Mapping[str, Kind], known: set[Group]) -> dict[str, Group]:
    """Group what no shipped family holds by its own families; what finds no colour is put together as "Other"."""
    families = _order_families(kinds)
    colours = _spare_colours(known)
    alone = families if len(families) <= len(colours) else families[: len(colours) - 1]
    groups = {family: Group(label, colour) for (family, label), colour in zip(alone, colours, strict=False)}
    other = Group("Other", colours[len(alone)] if len(alone) < len(colours) else _SPARE[0])
    order = [family for family, _ in families]
    ranked = sorted(kinds, key=lambda iri: order.index(_family_of(iri, kinds[iri])))
    return {iri: groups.get(_family_of(iri, kinds[iri]), other) for iri in ranked}


def _spare_colours(known: set[Group]) -> list[str]:
    shown = {group.colour for group in known if not group.folds}
    spare = [colour for colour in _SPARE if colour not in shown]
    return spare[: max(1, _MOST_GROUPS - len(shown))]


def _order_families(kinds: Mapping[str, Kind]) -> list[tuple[str, str]]:
    """The families and what to call each, after its largest class; the largest first."""
    counts: dict[str, int] = {}
    names: dict[str, str] = {}
    for iri, kind in sorted(kinds.items(), key=lambda pair: (-pair[1].count, pair[0])):
        family = _family_of(iri, kind)
        counts[family] = counts.get(family, 0) + kind.count
        names.setdefault(family, kind.label)
    return [(family, names[family]) for family in sorted(counts, key=lambda family: (-counts[family], family))]


def _family_of(iri: str, kind: Kind) -> str:
    return iri if kind.family in ("", "other") else kind.family


def find_group(family: str) -> Group | None:
    """Return the shipped group that a family of classes belongs to, if there is one."""
    return _by_family().get(family)


@cache
def read_wordings() -> Mapping[str, Wording]:
    """Return how sentences tell relations, by their IRIs."""
    facts = _facts()
    told = (iri for iri in facts.values if facts.of(iri, "kg:tells"))
    return {iri: _wording(facts, iri) for iri in told}


def _wording(facts: Facts, iri: str) -> Wording:
    tells, tells_back, most = (facts.one(iri, f"kg:{name}") for name in ("tells", "tellsBack", "most"))
    return Wording(tells, tells_back, most, _rank(facts, iri))


def _rank(facts: Facts, iri: str) -> int:
    return int(facts.one(iri, "kg:rank", "99"))


@cache
def _facts() -> Facts:
    return read_facts([folder("ontologies") / "pictures.ttl"])


@cache
def _by_family() -> Mapping[str, Group]:
    facts = _facts()
    groups = sorted(facts.typed([expand("kg:Group")]), key=lambda iri: _rank(facts, iri))
    return {family: _group(facts, iri) for iri in groups for family in facts.of(iri, "kg:family")}


def _group(facts: Facts, iri: str) -> Group:
    label, colour, shape = (facts.one(iri, name) for name in ("rdfs:label", "kg:colour", "kg:shape"))
    size, weight = (float(facts.one(iri, name)) for name in ("kg:size", "kg:weight"))
    folds, unsaid = (facts.one(iri, name) == "true" for name in ("kg:folds", "kg:unsaid"))
    return Group(label, colour, shape, size, weight, folds, unsaid, facts.one(iri, "kg:one"))


def _shown() -> Iterable[Group]:
    return [group for group in dict.fromkeys(_by_family().values()) if not group.folds]


def _folding() -> Iterable[Group]:
    return [group for group in dict.fromkeys(_by_family().values()) if group.folds]

"""What speaks for it that two profiles tell one thing, and what against it, with its weight."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import product

from kg.ontology import is_a
from kg.resolution.kinship import match_names, match_persons
from kg.resolution.knowledge import Comparison
from kg.resolution.names import Names
from kg.resolution.profiles import WHERE, Profile, Values

Feature = tuple[str, float]
"""What is found, in words, and its weight."""

_REMEMBERED = 20_000
"""Pairs of values: documents that tell of one thing mostly say the same of it."""

STEM = 6
"""So many letters of two words, from their beginnings, tell that they are akin."""

_EQUAL = frozenset(("same name", "same common noun", "same noun and number"))
"""Kinships that make one name of two, which one document wouldn't give to two things without need."""

ALIKE = frozenset(
    (
        *("same name", "same words", "same name in another order", "beginning of the name", "shorter name"),
        *(
            "same acronym",
            "same long acronym",
            "acronym of the name",
            "long acronym of the name",
            "name of the same country",
        ),
    )
)
"""Kinships of the names of one thing, where they are only named as evidence for another one."""


def find_features(one: Profile, other: Profile, names: Names, *, together: bool) -> Iterator[Feature]:
    """Yield what is found by comparing two profiles, first how their names are akin.

    Args:
        one: a profile.
        other: another one.
        names: reads names.
        together: whether one document tells both.
    """
    known, families = names.known, _families(one, other, names)
    match = match_persons if one.family == "person" else match_names

    def weighed(labels: Iterable[str]) -> Iterator[Feature]:
        return ((label, known.weigh(label, *families)) for label in labels)

    told = match(one.names, other.names, names)
    yield max(weighed(told or (_tell_difference(one, other, names),)), key=lambda each: each[1])
    yield from weighed(_compare_kinds(one, other, names))
    if together and one.family == other.family and any(each in _EQUAL for each in told):
        yield from weighed(["same name told apart in one document"])
    elif together:
        yield from weighed(["told apart in one document"])
    if one.family != "person":
        yield from weighed(_compare_numbers(one, other, names))
        yield from weighed(_compare_years(one, other, names))
        yield from weighed(_compare_countries(one, other))
    yield from weighed(_compare_around(one, other))
    yield from weighed(_compare_company(one, other))
    yield from _compare_facts(one, other, names)


def _tell_difference(one: Profile, other: Profile, names: Names) -> str:
    """Full names that differ tell two things; an acronym beside a full name tells nothing."""
    if one.family == "person" or (names.full(one.names) and names.full(other.names)):
        return "different names"
    return (
        "different names"
        if names.acronyms(one.names) and names.acronyms(other.names)
        else "names that can't be compared"
    )


def _families(one: Profile, other: Profile, names: Names) -> tuple[str, ...]:
    """The families whose weights count: that of state bodies is asked first."""
    state = _is_state_body(one, names) and _is_state_body(other, names)
    return (*(("state body",) if state else ()), one.family, other.family)


def _is_state_body(profile: Profile, names: Names) -> bool:
    nouns = names.known.state_nouns
    by_name = any(nouns.intersection(names.read(name).kinds) for name in profile.names)
    return names.known.is_state_body(profile.classes) or (profile.family == "organization" and by_name)


def _compare_kinds(one: Profile, other: Profile, names: Names) -> Iterator[str]:
    ontology = names.known.ontology
    if one.family != other.family:
        yield "other kind of thing"
    elif not any(is_a(ontology, a, b) or is_a(ontology, b, a) for a, b in product(one.classes, other.classes)):
        yield "other class"
    elif not set(one.classes) & set(other.classes):
        yield "wider class"


def _compare_numbers(one: Profile, other: Profile, names: Names) -> Iterator[str]:
    a, b = (frozenset(each.numbers).union(*(names.read(n).numbers for n in each.names)) for each in (one, other))
    if a and b:
        yield "same number" if a <= b or b <= a else "different number"
    elif a or b:
        yield "number in one only"


def _compare_years(one: Profile, other: Profile, names: Names) -> Iterator[str]:
    a, b = (_spans(each.dates) for each in (one, other))
    if a and b:
        yield "same days" if one.dates == other.dates and len(one.dates) > 1 else _compare_dates(a, b)
        return
    a_years, b_years = (_years(each, names) for each in (one, other))
    if a_years and b_years:
        yield "same year" if a_years & b_years else "different year"


def _years(profile: Profile, names: Names) -> frozenset[int]:
    told = frozenset(int(each[:4]) for each in profile.dates if each[:4].isdigit())
    return told or frozenset().union(*(names.read(name).years for name in profile.names))


def _spans(dates: Sequence[str]) -> tuple[date, date, int] | None:
    """The first and the last day of what may be meant, and how exact the least exact date is."""
    try:
        days = [(date.fromisoformat(f"{each}-01-01"[:10] if len(each) < 8 else each), len(each)) for each in dates]
    except ValueError:
        return None
    if not days:
        return None
    exact = min(size for _, size in days)
    longest = {4: 365, 7: 30}.get(exact, 0)
    return min(day for day, _ in days), max(day for day, _ in days) + timedelta(days=longest), exact


def _compare_dates(a: tuple[date, date, int], b: tuple[date, date, int]) -> str:
    gap = max(a[0], b[0]) - min(a[1], b[1])
    if gap.days <= 0:
        exact = min(a[2], b[2])
        return "same date" if exact > 7 else "same month" if exact == 7 else "same year"
    if gap.days <= 7:
        return "dates some days apart"
    return "different date" if a[0].year == b[0].year else "different year"


def _compare_countries(one: Profile, other: Profile) -> Iterator[str]:
    a, b = set(one.home), set(other.home)
    if a and b:
        yield "same country" if a & b else "different country"


def _compare_around(one: Profile, other: Profile) -> Iterator[str]:
    a, b = (set(each.home or each.around) for each in (one, other))
    if a and b and not (one.home and other.home):
        either = "another country around" if one.home or other.home else "different country around"
        yield "same country around" if a & b else either


def _compare_company(one: Profile, other: Profile) -> Iterator[str]:
    """Whether the documents speak of the same other things."""
    both = len(set(one.company) & set(other.company))
    if both:
        yield "one other name around" if both == 1 else "other names around"


def _compare_facts(one: Profile, other: Profile, names: Names) -> Iterator[Feature]:
    """Compare the values of relations; those of relations with one label are put together."""
    for group in names.known.evidence(one.family).values():
        a = _values(one, group)
        if a and (b := _values(other, group)):
            yield _compare_values(a, b, group[0], names)


def _compare_values(a: Values, b: Values, by: Comparison, names: Names) -> Feature:
    """Compare two sets of values; several that agree weigh half as much again."""
    same = sum(any(_is_alike(x, y, by.kind, names) for y in b) for x in a)
    if same:
        return f"same {by.label}", by.same * (1.5 if same > 1 else 1.0)
    # A hall isn't another place than its city: only places that are known tell two apart.
    open_ended = by.kind == "place" and not all(any(v[0] in names.known.entries for v in each) for each in (a, b))
    return f"different {by.label}", 0.0 if open_ended else by.other


def _values(profile: Profile, group: Sequence[Comparison]) -> Values:
    if len(group) == 1:
        return profile.by_relation.get(group[0].key, ())
    return tuple(dict.fromkeys(value for each in group for value in profile.by_relation.get(each.key, ())))


@lru_cache(maxsize=_REMEMBERED)
def _is_alike(one: tuple[str, ...], other: tuple[str, ...], kind: str, names: Names) -> bool:
    return _is_text_alike(one, other, names) if kind == "text" else _is_thing_alike(one, other, names)


def _is_text_alike(one: tuple[str, ...], other: tuple[str, ...], names: Names) -> bool:
    """Whether one of two titles has all the words of the other, or they share a longer stem ("hydrology")."""
    ranks = names.known.lists["rank"]
    read = (frozenset(names.read(each[0]).words) for each in (one, other))
    a, b = (words - ranks or words for words in read)
    stems = [{word[:STEM] for word in words if len(word) >= STEM} for words in (a, b)]
    return bool(a and b) and (a <= b or b <= a or bool(stems[0] & stems[1]))


def _is_thing_alike(one: tuple[str, ...], other: tuple[str, ...], names: Names) -> bool:
    wheres = [{each for each in value if each.startswith(WHERE)} for value in (one, other)]
    if all(wheres) and wheres[0].isdisjoint(wheres[1]):
        return False
    if {each for each in one if not each.startswith(WHERE)} & set(other):
        return True
    one, other = (tuple(each for each in value if not each.startswith("@")) for value in (one, other))
    found = set(match_names(one, other, names)) | set(match_persons(one, other, names))
    return not ALIKE.isdisjoint(found)

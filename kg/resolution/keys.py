"""The keys that profiles are looked up by: things that share none aren't compared."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

from kg.iris import expand
from kg.resolution.names import Name, Names
from kg.resolution.profiles import Profile

_PARTNERS = {
    "initials": ("acronym",),
    "acronym": ("acronym", "initials"),
    "short": ("initialled",),
    "initialled": ("initialled", "short"),
    "surname": ("alone",),
    "alone": ("alone", "surname"),
}

_PLACE, _ORGANIZER, _BODY = expand("schema:location"), expand("schema:organizer"), expand("kg:sessionOf")


def make_keys(profile: Profile, names: Names) -> list[str]:
    """Return the keys of a profile, each once.

    All that share an IRI are compared, and all that bear one label of the user's. Persons are looked up by how two
    words of a name sound, other things by pairs of words, acronyms and numbers, events by day and place, too.
    """
    own = [f"iri {profile.iri}", *([f"user {profile.label}"] if profile.label else [])]
    if profile.family == "person":
        return list(dict.fromkeys([*own, *_person_keys(profile, names)]))
    found = [*own, *_name_keys(profile, names)]
    if profile.family == "event":
        found += _event_keys(profile, names)
    return list(dict.fromkeys(found))


def find_partners(key: str) -> tuple[str, ...]:
    """Return the keys of those that something with a key is compared with.

    What has a full name isn't compared with all that have its initials or its surname, but with those that are known by
    an acronym, an initial or a single name.
    """
    kind, _, rest = key.partition(" ")
    return tuple(f"{each} {rest}" for each in _PARTNERS.get(kind, (kind,)))


def _person_keys(profile: Profile, names: Names) -> Iterator[str]:
    for words in map(names.person, profile.names):
        full = [word for word in words if len(word) > 1]
        skeletons = sorted({names.skeleton(word) for word in full})
        yield from (f"pair {one} {other}" for one, other in combinations(skeletons, 2))
        yield from (f"{'surname' if len(words) > 1 else 'alone'} {each}" for each in skeletons)
        kind = "short" if len(full) == len(words) else "initialled"
        for word in full:
            initials = {first for other in words if other != word for first in (other[0], names.sound(other)[:1])}
            yield from (f"{kind} {names.skeleton(word)} {first}" for first in sorted(initials))


def _name_keys(profile: Profile, names: Names) -> Iterator[str]:
    for name in map(names.read, profile.names):
        yield from _word_keys(name, names)
        if name.acronym:
            yield f"acronym {name.acronym.upper()}"
        else:
            yield from (f"initials {letters}" for letters in names.initials(name) if len(letters) > 2)


def _word_keys(name: Name, names: Names) -> Iterator[str]:
    numbers = " ".join(map(str, sorted(name.numbers)))
    countries = " ".join(sorted(name.countries))
    core = [names.skeleton(word) if len(word) > 4 else word for word in name.core]
    if len(name.words) > 1:
        yield f"begins {' '.join(name.words[:2])}"
        yield f"ends {' '.join(name.words[-2:])}"
    if len(core) == 1 or name.countries:
        yield f"words {' '.join(core)} {countries}".strip()
    if not core:
        yield f"kind {' '.join(name.kinds[-1:])} {numbers} {countries}".strip()
    if len(name.numbers) + len(name.years) > 1:
        yield f"numbers {numbers} {' '.join(map(str, sorted(name.years)))}"
    yield from (f"words {one} {other}" for one, other in pairwise(sorted(set(core))))
    yield from (f"words {one} {other}" for one, other in pairwise(core))


def _event_keys(profile: Profile, names: Names) -> Iterator[str]:
    """Where or by whom something is held on which day; the month will do where no day is told."""
    for date in profile.dates:
        for relation in (_PLACE, _ORGANIZER, _BODY):
            for value in profile.by_relation.get(relation, ()):
                yield from (f"day {date} {' '.join(names.read(each).words) or each}" for each in value)

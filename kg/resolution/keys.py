"""The keys that profiles are looked up by: things that share none aren't compared."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from kg.iris import expand
from kg.resolution.names import Name, Names
from kg.resolution.profiles import Profile

_PARTNERS = {
    "initials": ("acronym",),
    "acronym": ("acronym", "initials"),
    "surname": ("alone",),
    "alone": ("alone", "surname"),
}

_PLACE, _ORGANIZER, _BODY = expand("schema:location"), expand("schema:organizer"), expand("kg:sessionOf")


def make_keys(profile: Profile, names: Names) -> list[str]:
    """Return the keys of a profile, each once.

    All that share an IRI are compared, and all that bear one label of the user's. Persons are looked up by how a name
    sounds and an initial, other things by pairs of words, acronyms and numbers, events by day and place, too.
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

    What has a full name isn't compared with all that have the same initials or the same surname, but with those that
    have an acronym or a single name.
    """
    kind, _, rest = key.partition(" ")
    return tuple(f"{each} {rest}" for each in _PARTNERS.get(kind, (kind,)))


def _person_keys(profile: Profile, names: Names) -> Iterator[str]:
    for text in profile.names:
        words = names.person(text)
        kind = "surname" if len(words) > 1 else "alone"
        yield from (f"{kind} {names.skeleton(word)}" for word in words if len(word) > 2)
        for place, word in enumerate(words):
            others = [other for at, other in enumerate(words) if at != place]
            if len(word) > 2:
                initials = (first for other in others for first in (other[0], names.sound(other)[:1]))
                yield from (f"person {names.skeleton(word)} {first}" for first in initials)


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

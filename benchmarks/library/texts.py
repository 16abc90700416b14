"""Writes institutional documents, each another one: minutes, news and press releases with names that recur.

A document depends on the seed and its number alone, so that the first thousand of twenty are those of one. Things recur
as they do in an archive: an event is told of by some four documents that follow one another, a person by some ten, a
body by ever more.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

_GIVEN = """Ana Bram Chidi Dalia Emeka Farida Goran Hana Ibrahim Jonna Kofi Lucia Mehdi Nadia Oskar Priya Rafael Sana
Tomas Ulrike Viktor Wanjiru Ximena Yusuf Zofia Amara Benoit Celeste Dmitri Esther""".split()  # noqa: SIM905
_FAMILY = """Abadi Bergstrom Castellanos Dlamini Eriksen Fofana Grabowski Haddad Ivanova Jimenez Kovacs Lindqvist
Mbeki Novak Okonkwo Petrov Quispe Rahman Sorensen Tanaka Ueda Vasquez Wambui Yilmaz Zhang Adeyemi Bonnard
Chaudhry Dubois Engel""".split()  # noqa: SIM905
_PLACES = """Accra Bergen Cusco Dakar Erbil Fukuoka Gdynia Hobart Iquique Jinja Kandy Lahti Maputo Nantes Oaxaca
Porto Quito Rabat Split Tartu Uppsala Valdivia Windhoek Yaounde Zadar""".split()  # noqa: SIM905
_FIELDS = """Tides Harbours Literacy Soils Archives Lagoons Vaccines Statistics Rivers Glaciers Teachers Seeds Bridges
Languages Forests Orchards Aquifers Museums Radio Grids""".split()  # noqa: SIM905
_BODIES = ("Institute", "Council", "Commission", "Trust", "Agency", "Centre", "Network", "Foundation")
_EVENTS = ("Forum", "Dialogue", "Conference", "Workshop", "Round Table", "Summit")
_POSTS = ("Director", "Secretary", "Deputy Minister", "Head of Unit", "Special Envoy", "President")
_WORKS = ("Declaration", "Compact", "Framework", "Guidelines", "Charter")
_KNOWN = ("UNESCO", "the World Bank", "the International Labour Organization", "the European Commission", "UNICEF")
_MONTHS = """January February March April May June July August September October November December""".split()  # noqa: SIM905

_OPENINGS = (
    "{place}, {day} – {body} and {known} organised the {event} in {place} on {day}.",
    "The {event} was held in {place} on {day}, organised by {body} together with {known}.",
    "{body} hosted the {event} in {place} on {day} with the support of {known}.",
)
_SENTENCES = (
    "{person}, {post} of {body}, chaired the {event}.",
    "{other}, {post} at {second}, moderated the closing session.",
    "{second} and {known} took part in the {event}.",
    "Participants adopted the {work}.",
    "{second} pledged {number} million dollars to {body}.",
    "{other} urged all ministries to publish their figures by {year}.",
    "{person} said that {number} districts have no trained staff.",
    "In partnership with {known}, {body} will launch the {place} Programme on {field}.",
    "{third} did not attend the {event}.",
    "The next {event} will be held in {elsewhere} in {year}.",
    "{person} met {other} of {second} in {elsewhere}.",
    "More than {number} delegates from {small} countries discussed {field} and the state of the profession.",
    "{second} signed the {work} with {third} in {place}.",
    "The meeting was held in support of Sustainable Development Goal {goal}.",
    "{other} recalled what had been agreed in {elsewhere} a year before.",
    "Small offices need trained people as much as new rooms, and rooms as much as money.",
)


def write_text(number: int, seed: int = 1) -> str:
    """Write the document of a number.

    >>> write_text(7) == write_text(7) != write_text(8)
    True
    """
    rng = Random(f"{seed} {number}")
    names = _choose(number, seed, rng)
    said = rng.sample(_SENTENCES, rng.randint(6, 13))
    sentences = [rng.choice(_OPENINGS), *said]
    cuts = sorted(rng.sample(range(1, len(sentences)), 3))
    parts = [sentences[a:b] for a, b in zip([0, *cuts], [*cuts, None], strict=True)]
    paragraphs = [" ".join(parts).format_map(names) for parts in parts]
    return "\n\n".join([f"{names['body']} on {names['field']}", *paragraphs]) + "\n"


def _choose(number: int, seed: int, rng: Random) -> dict[str, str]:
    """The things that a document tells of."""
    event = Random(f"{seed} event {number // 4}")
    place, field = event.choice(_PLACES), event.choice(_FIELDS)
    year = 2000 + event.randrange(25)
    body, second, third = (f"the {_name_body(event, number)}" for _ in range(3))
    return {
        "event": f"{event.choice(_EVENTS)} on {field} and {event.choice(_FIELDS)}",
        "work": f"{place} {event.choice(_WORKS)} on {field}",
        "day": f"{event.randint(1, 28)} {event.choice(_MONTHS)} {year}",
        "body": body[0].upper() + body[1:],
        "second": second[0].upper() + second[1:],
        "third": third[0].upper() + third[1:],
        "person": _name_person(rng, number),
        "other": _name_person(rng, number),
        "post": rng.choice(_POSTS),
        "known": event.choice(_KNOWN),
        "elsewhere": rng.choice(_PLACES),
        "year": str(year + 1),
        "number": str(rng.randint(2, 900)),
        "small": str(rng.randint(2, 90)),
        "goal": str(rng.randint(1, 17)),
        "place": place,
        "field": field,
    }


def _name_body(rng: Random, number: int) -> str:
    """One of few names at first, of ever more later on."""
    drawn = Random(f"body {rng.randrange(20 + number // 20)}")
    return f"{drawn.choice(_PLACES)} {drawn.choice(_BODIES)} for {drawn.choice(_FIELDS)}"


def _name_person(rng: Random, number: int) -> str:
    drawn = Random(f"person {rng.randrange(40 + number // 5)}")
    return f"{drawn.choice(_GIVEN)} {drawn.choice(_FAMILY)}-{drawn.choice(_FAMILY)}"


def write_library(folder: Path, documents: int, seed: int = 1) -> int:
    """Write documents into a folder, a hundred to a folder below it; return how many bytes they have."""
    total = 0
    for number, path in enumerate(list_paths(folder, documents)):
        path.parent.mkdir(parents=True, exist_ok=True)
        total += path.write_bytes(write_text(number, seed).encode())
    return total


def list_paths(folder: Path, documents: int) -> Iterator[Path]:
    """Yield where the documents go."""
    return (folder / f"{number // 100:05}" / f"{number:07}.txt" for number in range(documents))

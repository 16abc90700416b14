"""The lenient rule: when a triple states a gold fact at all, whatever it calls the relation.

One side of the triple has to hold one of the subject's names, the other side one of the object's; in which order
doesn't matter, and the relation isn't looked at. A name may be one of the gold document's or its head word
("Forum", a surname); one of the two sides may also be a bare pronoun of the fitting kind. A day is stated by its number
and its month, an attendance mode by one of the usual words. Wrong triples cost nothing.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.scores.gold import Fact, Gold, words

Side = tuple[str, ...]
"""What a triple says on one side: a peer's words, or all the names of a node."""

PEOPLE = frozenset("he she him her his hers i me who whom whose they them we us".split())  # noqa: SIM905
THINGS = frozenset("it its they them we which that who whom whose this these".split())  # noqa: SIM905
MODES = {
    "online": ("online", "virtual", "virtually", "remote", "remotely", "webinar", "video", "videoconference", "zoom"),
    "offline": ("offline", "in person", "inperson", "face to face", "facetoface", "onsite", "on site"),
    "mixed": ("mixed", "hybrid"),
}
_TAIL = re.compile(r",|\s(?:of|for|on|in|at|to|with|from|against|by|between)\s")
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


@dataclass(frozen=True, slots=True)
class Reader:
    """Judges triples by one gold document; `people` are the keys of its persons."""

    gold: Gold
    people: frozenset[str]

    def stated(self, triples: Iterable[tuple[Side, Side]]) -> list[Fact]:
        """Return the facts that at least one of the triples states."""
        pairs = [(_sides(one), _sides(two)) for one, two in triples]
        both = [*pairs, *((two, one) for one, two in pairs)]
        return [fact for fact in self.gold.facts if any(self._says(one, two, fact) for one, two in both)]

    def _says(self, one: Sequence[str], two: Sequence[str], fact: Fact) -> bool:
        subject, _, thing = fact
        first, second = self._holds(one, subject), self._holds(two, thing)
        stands_in = (first and self._is_pronoun(two, thing)) or (second and self._is_pronoun(one, subject))
        return (first and second) or stands_in

    def _holds(self, side: Sequence[str], key: str) -> bool:
        return any(all(f" {part} " in said for part in form) for said in side for form in self._forms(key))

    def _forms(self, key: str) -> list[tuple[str, ...]]:
        """The ways to write an entity or a value; each is several phrases that must all be there."""
        names = self.gold.names.get(key)
        if names is None:
            return _value_forms(key)
        whole = [" ".join(words(name)) for name in names]
        heads = [found[-1] for name in names if (found := words(_TAIL.split(name)[0]))]
        return [(phrase,) for phrase in dict.fromkeys([*whole, *heads]) if phrase]

    def _is_pronoun(self, side: Sequence[str], key: str) -> bool:
        fitting = PEOPLE if key in self.people else THINGS
        return key in self.gold.names and any(said.strip() in fitting for said in side)


def _sides(side: Side) -> list[str]:
    return [f" {' '.join(words(said))} " for said in side]


def _value_forms(value: str) -> list[tuple[str, ...]]:
    if value in MODES:
        return [(phrase,) for phrase in MODES[value]]
    date = _DATE.fullmatch(value)
    if date is None:
        return [(" ".join(words(value)),)]
    year, month, day = date.groups()
    said = tuple(part for part in (month and calendar.month_name[int(month)].casefold(), day and str(int(day))) if part)
    return [said or (year,), ("".join(words(value)),)]

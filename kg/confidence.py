"""How sure a statement is: what its rule claims, corrected by how often the rule was right in gold documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.iris import expand
from kg.turtle import Facts

STRENGTH, DISCOUNT = 10.0, 0.1


@dataclass(frozen=True, slots=True)
class Tried:
    """How many statements of a rule were right, and how many wrong, in gold documents."""

    right: int = 0
    wrong: int = 0


@dataclass(frozen=True, slots=True)
class Calibration:
    """How rules fared, and how much that counts against what they claim.

    `strength` is the number of statements that a rule's own claim is worth. `discount` is what a right statement
    counts for, a wrong one counting in full: rules that were written against the gold documents make fewer mistakes
    there than elsewhere, so that being right there shows little. It is 1 for documents that no rule was made with.
    """

    rules: Mapping[str, Tried] = field(default_factory=dict)
    strength: float = STRENGTH
    discount: float = DISCOUNT

    def correct(self, rule: str, claimed: float) -> float:
        """Return how probably a statement is right: the mean of a beta distribution.

        Args:
            rule: the rule that made it; one that was never tried is taken at its word.
            claimed: what the rule claims, from 0 to 1.

        >>> fair = Calibration({"chair": Tried(9, 1)}, strength=10, discount=1)
        >>> fair.correct("chair", 0.9), fair.correct("chair", 0.8), fair.correct("other", 0.8)
        (0.9, 0.85, 0.8)
        """
        tried = self.rules.get(rule)
        if tried is None:
            return claimed
        right = self.discount * tried.right
        return (self.strength * claimed + right) / (self.strength + right + tried.wrong)


def read_calibration(facts: Facts) -> Calibration:
    """Read kg:Calibration and kg:TriedRule nodes; without any, rules are taken at their word.

    Raises:
        OntologyError: a count or a weight is missing, or isn't a number from 0.
    """
    rules = {
        facts.one(iri, "kg:rule"): Tried(int(_number(facts, iri, "kg:right")), int(_number(facts, iri, "kg:wrong")))
        for iri in facts.typed([expand("kg:TriedRule")])
    }
    for iri in facts.typed([expand("kg:Calibration")]):
        return Calibration(rules, _number(facts, iri, "kg:strength"), _number(facts, iri, "kg:discount"))
    return Calibration(rules)


def _number(facts: Facts, iri: str, name: str) -> float:
    said = facts.one(iri, name)
    try:
        number = float(said)
    except ValueError:
        number = -1
    if not 0 <= number < float("inf"):
        raise facts.error(
            iri, f"has {name} {said!r}; write a number from 0; `python -m kg.calibration` writes such files"
        )
    return number

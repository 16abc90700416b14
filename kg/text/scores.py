"""Precision, recall and F1 of restored marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.text.augmentation import Pairs
from kg.text.marks import COMMA, END
from kg.text.tagger import tag_windows

if TYPE_CHECKING:
    from spacy.language import Language


@dataclass(frozen=True, slots=True)
class Score:
    """How well one mark was restored: `right` of `given` that were put in and `wanted` that should have been."""

    right: int
    given: int
    wanted: int

    @property
    def precision(self) -> float:
        """The share of the marks put in that are right."""
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """The share of the marks wanted that were put in."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / (self.given + self.wanted) if self.given + self.wanted else 0.0

    def __str__(self) -> str:
        return f"P {self.precision:.3f} R {self.recall:.3f} F1 {self.f1:.3f} ({self.wanted} wanted)"


def count_marks(gold: Sequence[int], guess: Sequence[int], mark: int) -> Score:
    """Count one mark in two label sequences of the same words."""
    right = sum(a == b == mark for a, b in zip(gold, guess, strict=True))
    return Score(right, list(guess).count(mark), list(gold).count(mark))


def measure(nlp: Language, streams: Sequence[Pairs]) -> dict[str, Score]:
    """Restore whole texts and count; the last word of a text isn't counted, since its full stop is never in doubt."""
    gold: list[int] = []
    guess: list[int] = []
    for stream in streams:
        gold += [label for _, label in stream[:-1]]
        guess += tag_windows(nlp, [[word for word, _ in stream]])[0][:-1]
    return {"sentence ends": count_marks(gold, guess, END), "commas": count_marks(gold, guess, COMMA)}

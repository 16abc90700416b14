"""How well confidence says how often statements are right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Statements of like confidence: the bounds, how many, their mean confidence, the share of them that is right."""

    low: float
    high: float
    number: int
    stated: float
    right: float


def fill_bins(judged: Iterable[tuple[float, bool]], bins: int = BINS) -> list[Bin]:
    """Put statements (confidence, whether it is right) into bins of equal width; empty bins are left out.

    >>> fill_bins([(0.95, True), (0.91, False)])
    [Bin(low=0.9, high=1.0, number=2, stated=0.93, right=0.5)]
    """
    held: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for confidence, right in judged:
        held[min(bins - 1, int(confidence * bins))].append((confidence, right))
    return [
        Bin(n / bins, (n + 1) / bins, len(rows), _mean(c for c, _ in rows), _mean(float(r) for _, r in rows))
        for n, rows in enumerate(held)
        if rows
    ]


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return round(sum(found) / len(found), 4)


def find_error(bins: Sequence[Bin]) -> float:
    """Return the expected calibration error: how far confidence and truth lie apart, on average over statements."""
    total = sum(each.number for each in bins)
    return sum(each.number * abs(each.stated - each.right) for each in bins) / total if total else 0.0


def write_bins(bins: Sequence[Bin]) -> Iterator[str]:
    """Yield the lines of a reliability table."""
    yield f"{'confidence':12}{'facts':>8}{'stated':>8}{'right':>8}"
    for each in bins:
        yield f"{each.low:.1f} to {each.high:.1f}  {each.number:8}{each.stated:8.3f}{each.right:8.3f}"
    yield f"expected calibration error {find_error(bins):.3f}"

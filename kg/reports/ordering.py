"""Rows in the orders in which one may want them: a report without scripts holds them all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kg.drawing.content import Json
from kg.store.turtle import natural

Key = Callable[[Json], Any]


def order_rows(rows: Sequence[Json], keys: Mapping[str, Key], most: int) -> list[Json]:
    """Return `name` and `rows` for each order.

    Args:
        rows: in the order in which equals stay.
        keys: what rows are sorted by, by the names of the orders.
        most: how many rows of each.
    """
    return [{"name": name, "rows": sorted(rows, key=key)[:most]} for name, key in keys.items()]


def by_text(key: str) -> Key:
    """Return what sorts by a text in any case, numbers in it as numbers, rows without one last."""
    return lambda row: (not row[key], natural(str(row[key]).casefold()))


def by_number(key: str) -> Key:
    """Return what sorts by a number, the largest first."""
    return lambda row: -row[key]

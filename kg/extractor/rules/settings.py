"""When, where and how an event takes place."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extractor.facts import Fact
from kg.extractor.rules.days import read_dates
from kg.extractor.rules.modes import read_modes
from kg.extractor.rules.places import read_places
from kg.extractor.scenes import Scene


def read_settings(scene: Scene) -> Iterator[Fact]:
    """Find when, where and how the events of a sentence take place."""
    yield from read_dates(scene)
    yield from read_places(scene)
    yield from read_modes(scene)

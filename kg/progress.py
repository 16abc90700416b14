"""A bar of tqdm's that follows a build, in a terminal or a notebook."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from warnings import catch_warnings, simplefilter

from kg.documents.sources import find_sources

if TYPE_CHECKING:
    from kg.builder import BuildReport
    from kg.documents.values import Given
    from kg.model import Extraction


class ProgressBar:
    """Shows documents of how many, rate, time left, statements, warnings and what couldn't be read.

    Args:
        given: what is read; a file that holds several documents counts as one of the total.
    """

    def __init__(self, given: Iterable[Given]) -> None:
        with catch_warnings():
            simplefilter("ignore")  # that Jupyter's widgets aren't installed: the bar is a text then
            from tqdm.auto import tqdm

        total = sum(1 for _ in find_sources(given, lambda error: None))
        self._bar = tqdm(total=total, desc="loading models", unit=" documents", dynamic_ncols=True)

    def show(self, _: Extraction, report: BuildReport) -> None:
        """Say how far the build has come with a document."""
        self.count(report)

    def count(self, report: BuildReport) -> None:
        """Say how far the build has come."""
        found = {"statements": report.statements, "warnings": report.warnings, "failed": len(report.errors)}
        self._bar.set_description(None, refresh=False)
        self._bar.set_postfix({name: number for name, number in found.items() if number}, refresh=False)
        self._bar.update(report.documents + len(report.errors) - self._bar.n)

    def close(self) -> None:
        """Leave the bar as it stands."""
        self._bar.close()

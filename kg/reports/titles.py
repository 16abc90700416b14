"""What one would call a report."""

from __future__ import annotations

from collections.abc import Sequence

from kg.drawing.content import Json
from kg.drawing.dates import tell_dates
from kg.reports.wording import list_words

_LONG = 48  # letters of a name
_FEWEST = 3
_YEAR, _MONTH = 4, 7  # letters of a date
_RARE = 20  # one date in so many at either end is left out
_LONG_TIME = 2  # years: of a longer time, months don't matter


def make_title(summary: Json, things: Sequence[Json]) -> str:
    """Return the title of the one document; or how many there are, what most of them speak of, and when.

    Args:
        summary: what `kg.reports.content.summarise` has so far.
        things: all things.
    """
    documents = summary["documents"]
    if len(documents) == 1:
        return str(documents[0]["title"] or documents[0]["name"])
    about = list_words(_find_subjects(things, len(documents)))
    when = _tell_when(summary)
    said = f"What {len(documents):,} documents say" if documents else "What the graph says"
    return said + (f" of {about}" if about else "") + (f", {when}" if when else "")


def _find_subjects(things: Sequence[Json], documents: int) -> list[str]:
    """Return the one or two things that two documents in three speak of; fewer than three documents have none."""
    if documents < _FEWEST:
        return []
    least = 2 * documents / 3
    found = [one for one in things if one["documents"] >= least and not one["folds"] and len(one["label"]) <= _LONG]
    ranked = sorted(found, key=lambda one: (-one["documents"], -one["weight"], one["label"]))
    return [one["label"] for one in ranked[:2]]


def _tell_when(summary: Json) -> str:
    """Return when the documents were published, if each tells it; else when that which they tell of took place.

    Of many dates, nine in ten count: one that is read wrongly, or a look back, shall not make a title.
    """
    published = [row["date"][:_MONTH] for row in summary["documents"]]
    whole = bool(published) and all(date[:_YEAR].isdigit() for date in published)
    dates = sorted(published if whole else (date[:_MONTH] for one in summary["events"] for date in one["dates"]))
    if not dates:
        return ""
    first, last = dates[len(dates) // _RARE], dates[-1 - len(dates) // _RARE]
    by_year = int(last[:_YEAR]) - int(first[:_YEAR]) > _LONG_TIME or min(len(first), len(last)) < _MONTH
    return tell_dates(first[:_YEAR], last[:_YEAR]) if by_year else tell_dates(first, last)

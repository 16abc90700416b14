"""What one should know of a corpus before the details: a screen of plain sentences, each part with what it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kg.drawing.content import Json
from kg.drawing.dates import tell_date, tell_dates
from kg.reports.statements import UNSURE
from kg.reports.wording import count, shorten

Part = tuple[str, str]
"""Words of a sentence, and the place in the report that they rest on, if they rest on one."""

_NAMED = 3  # of a ranking
_CONFLICTS = 2
_AGREE = "Documents don't contradict each other: nothing that can have one value only has several"


def write_headlines(summary: Json) -> list[Json]:
    """Return sentences, each under a head, as lists of parts; heads of which the corpus gives nothing are left out.

    Args:
        summary: what `kg.reports.content.summarise` has so far.
    """
    heads = {
        "In here": _tell_contents(summary),
        "When": _tell_dates(summary["events"]),
        "Most told of": _tell_most(summary["told"]),
        "Who": _tell_ranking(summary["organisers"], "organisers", ("Most often organised by ", "Organised by ")),
        "Where": _tell_ranking(summary["places"], "places", ("Most often held in ", "Held in ")),
        "Goals": _tell_ranking(summary["goals"], "goals", ("Most often addressed: ", "Addressed: ")),
        "Planned": _tell_planned(summary["planned"]),
        "In doubt": _tell_doubt(summary["doubtful"], summary["said"]),
        "Told differently": _tell_conflicts(summary),
        "Refused": _tell_refusals(summary["refusals"]),
        "Worth a look": _tell_warnings(summary["warnings"]),
    }
    return [{"head": head, "parts": [*parts, (".", "")]} for head, parts in heads.items() if parts]


def _tell_contents(summary: Json) -> list[Part]:
    documents = len(summary["documents"])
    told = _join([[(_name_group(group), f"group-{group['number']}")] for group in summary["groups"]])
    who = (count(documents, "document"), "documents") if documents else ("The graph", "")
    return [who, (" tell of " if documents > 1 else " tells of ", ""), *(told or [("nothing", "")])]


def _name_group(group: Json) -> str:
    """Return "46 events"; of a class of one's own nobody knows the plural."""
    if not group["one"]:
        return f"{group['count']:,} “{group['label']}”"
    return f"{group['count']:,} {group['one'] if group['count'] == 1 else group['label'].lower()}"


def _tell_dates(dated: Sequence[Json]) -> list[Part]:
    if not dated:
        return []
    span = tell_dates(dated[0]["dates"][0], max(one["dates"][-1] for one in dated))
    years = Counter(one["dates"][0][:4] for one in dated)
    year, most = min(years.items(), key=lambda pair: (-pair[1], pair[0]))
    busiest = f", the most in {year} ({most:,})" if len(years) > 2 and most > 1 else ""
    return [("1 has a date" if len(dated) == 1 else f"{len(dated):,} have dates", "events"), (f": {span}{busiest}", "")]


def _tell_most(told: Sequence[Json]) -> list[Part]:
    return _join(
        [
            [(shorten(one["label"]), f"told-{place}"), (f" ({count(one['sentences'], 'sentence')})", "")]
            for place, one in enumerate(told)
        ]
    )


def _tell_ranking(ranking: Json, place: str, heads: tuple[str, str]) -> list[Part]:
    """Tell where several things lead to, and how many; or else some of that to which one leads."""
    rows = ranking["rows"]
    often = [row for row in rows if row["count"] > 1]
    named = [
        [(shorten(row["label"]), f"{place}-{at}"), *([(f" ({row['count']:,})", "")] if often else [])]
        for at, row in enumerate((often or rows)[:_NAMED])
    ]
    more = 0 if often else len(rows) + ranking["more"] - len(named)
    rest = [[(f"{more:,} more", place)]] if more else []
    once = [(", once each", "")] if len(rows) > 1 and not often else []
    return [(heads[0 if often else 1], ""), *_join([*named, *rest]), *once] if rows else []


def _tell_planned(planned: Json) -> list[Part]:
    if not planned["all"]:
        return []
    return [(count(planned["all"], "fact"), "planned"), (" only announced, not told of as done", "")]


def _tell_doubt(doubtful: Json, said: int) -> list[Part]:
    if not doubtful["all"]:
        return [(f"No fact rests on a confidence below {UNSURE:g}", "")] if said else []
    least = doubtful["rows"][0]
    fact = " – ".join(shorten(part) for part in (least["subject"]["label"], least["relation"], least["value"]))
    rest = "rests" if doubtful["all"] == 1 else "rest"
    return [
        (f"{doubtful['all']:,} of {count(said, 'fact')}", "doubtful"),
        (f" {rest} on a confidence below {UNSURE:g}; least sure, with {least['confidence']:.2f}: ", ""),
        (f"“{fact}”", "doubtful-0"),
    ]


def _tell_conflicts(summary: Json) -> list[Part]:
    rows = summary["conflicts"]
    if not rows:
        several = len(summary["documents"]) > 1 and summary["said"]
        return (
            [("Documents don't contradict each other: nothing that can have one value only has several", "")]
            if several
            else []
        )
    named = [[(_tell_conflict(row), f"conflicts-{place}")] for place, row in enumerate(rows[:_CONFLICTS])]
    more = len(rows) + summary["more_conflicts"] - len(named)
    rest = [[(f"{more:,} more", "conflicts")]] if more else []
    return _join([*named, *rest], "; ", "; ")


def _tell_conflict(row: Json) -> str:
    values = " or ".join(shorten(tell_date(one["value"])) for one in row["values"])
    return f"{shorten(row['label'])}, {row['relation']}: {values}"


def _tell_refusals(refusals: Sequence[Json]) -> list[Part]:
    if not refusals:
        return []
    total = sum(one["count"] for one in refusals)
    reasons = ", ".join(f"{one['reason']} ({one['count']:,})" for one in refusals[:_NAMED])
    rest = ", …" if len(refusals) > _NAMED else ""
    return [(count(total, "statement"), "refused"), (f" that the reading proposed: {reasons}{rest}", "")]


def _tell_warnings(warnings: Sequence[Json]) -> list[Part]:
    counted = [[(f"{one['count']:,} {one['said']}", "warnings")] for one in warnings if one["count"]]
    given = sum(not one["count"] for one in warnings)
    rest = [[(f"{count(given, 'warning')} of the build", "warnings")]] if given else []
    return _join([*counted, *rest], "; ", "; ")


def _join(items: Sequence[Sequence[Part]], between: str = ", ", last: str = " and ") -> list[Part]:
    """List items, each of which is some parts, as a sentence does."""
    joined: list[Part] = []
    for place, item in enumerate(items):
        if place:
            joined.append((last if place == len(items) - 1 else between, ""))
        joined.extend(item)
    return joined

"""What a report says, as plain values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.drawing.content import Json, clean, describe
from kg.drawing.dates import tell_dates
from kg.network import network
from kg.reports.doubts import describe_conflict, describe_refusal, list_warnings
from kg.reports.headlines import write_headlines
from kg.reports.notes import Notes
from kg.reports.ordering import by_number, by_text, order_rows
from kg.reports.ranking import GOALS, LOCATION, ORGANIZER, match_organisers, rank_ends, rank_groups
from kg.reports.statements import UNSURE, Said, list_said, list_sentences, present
from kg.reports.titles import make_title
from kg.resolution.listing import Conflict, find_conflicts
from kg.store.lookup import source_of
from kg.store.vocabulary import vocabulary

if TYPE_CHECKING:
    import networkx

    from kg.graph import Store
    from kg.store import Info, Source
    from kg.store.vocabulary import Vocabulary

_MOST_EVENTS = 200
_MOST_DOCUMENTS = 500
_MOST_SAID = 20  # facts of a list
_MOST_CONFLICTS = 50
_TOLD = 3  # things of which most is said
_EVENT_ORDERS = {"date": by_text("dates"), "name": by_text("label"), "sentences": by_number("sentences")}
_DOCUMENT_ORDERS = {
    "facts": by_number("facts"),
    "name": by_text("name"),
    "title": by_text("title"),
    "date": by_text("date"),
}


@dataclass(frozen=True, slots=True)
class Corpus:
    """What a store holds, as a report wants it: things and facts, documents, counts, conflicts, what to call terms."""

    network: networkx.MultiDiGraph
    sources: tuple[Source, ...]
    info: Info
    conflicts: tuple[Conflict, ...]
    words: Vocabulary


def read_corpus(store: Store) -> Corpus:
    """Read what a report tells of a store."""
    told = tuple(
        Conflict(one.iri, one.name, one.relation, one.predicate, tuple(
            (value, tuple(source_of(store.engine, document) for document in there)) for value, there in one.values
        ))
        for one in find_conflicts(store.engine)
    )  # fmt: skip
    return Corpus(network(store), store.documents(), store.info(), told, vocabulary(store.engine))


def summarise(corpus: Corpus, *, title: str = "", notes: Notes | None = None) -> Json:
    """Return what the template wants.

    Args:
        corpus: what `read_corpus` returns.
        title: the heading; without it, one is made of what the documents tell of, and when.
        notes: what the build of the store wrote of itself.

    Returns:
        title; headlines; counts (pairs of a number and what it counts); groups; told (of what most is said); events and
        bins of them by year or month; rankings (organisers, places, goals); matrix; planned and doubtful facts;
        conflicts; refusals; documents; warnings. Things are `iri` and `label`, with what is told of them.
    """
    content = {**describe(corpus.network, title), "markup": _find_markup(corpus.sources)}
    said = list_said(content)
    things = _things(content, said)
    summary = {
        "counts": _counts(corpus.info, content),
        "groups": rank_groups(things, content),
        "told": _told(things, said, content),
        **_date(things),
        "organisers": rank_ends(said, content, things, ORGANIZER),
        "places": rank_ends(said, content, things, LOCATION),
        "goals": rank_ends(said, content, things, GOALS),
        "matrix": match_organisers(things, content),
        "planned": _list([one for one in said if one.planned], content, things),
        **_doubt(corpus, said, content, things),
        **_lack(corpus, said, content, things, notes or Notes()),
    }
    made = content["title"] or make_title(summary, things)
    return {**summary, "title": made, "headlines": write_headlines(summary)}


def _date(things: Sequence[Json]) -> Json:
    dated = sorted((one for one in things if one["dates"]), key=lambda one: (one["dates"], one["label"], one["iri"]))
    return {"events": dated, "event_orders": order_rows(dated, _EVENT_ORDERS, _MOST_EVENTS), "bins": _bins(dated)}


def _doubt(corpus: Corpus, said: Sequence[Said], content: Json, things: Sequence[Json]) -> Json:
    unsure = sorted((one for one in said if one.confidence < UNSURE), key=lambda one: one.confidence)
    return {
        "said": len(said),
        "doubtful": _list(unsure, content, things),
        "conflicts": [describe_conflict(one, said, content, things) for one in corpus.conflicts[:_MOST_CONFLICTS]],
        "more_conflicts": max(0, len(corpus.conflicts) - _MOST_CONFLICTS),
        "differing": {clean(one.iri) for one in corpus.conflicts},
    }


def _lack(corpus: Corpus, said: Sequence[Said], content: Json, things: Sequence[Json], notes: Notes) -> Json:
    """What the documents gave, and what they didn't."""
    documents = _documents(said, content, corpus.sources)
    return {
        "refusals": [describe_refusal(one, corpus.words) for one in notes.refusals],
        "documents": documents,
        "document_orders": order_rows(documents, _DOCUMENT_ORDERS, _MOST_DOCUMENTS),
        "warnings": list_warnings(things, said, documents, notes),
    }


def _find_markup(sources: Sequence[Source]) -> frozenset[str]:
    """The names of the documents whose texts are HTML."""
    return frozenset(clean(source.name) for source in sources if "html" in source.media_type)


def _things(content: Json, said: Sequence[Said]) -> list[Json]:
    places: list[set[tuple[int, int]]] = [set() for _ in content["nodes"]]
    relations: Counter[int] = Counter()
    for one in said:
        ends = {one.subject} if one.other is None else {one.subject, one.other}
        relations.update(ends if one.other is not None else ())
        for end in ends:
            places[end] |= one.places
    return [
        _thing(node, content, number, relations[number], places[number]) for number, node in enumerate(content["nodes"])
    ]


def _thing(node: Json, content: Json, number: int, relations: int, places: set[tuple[int, int]]) -> Json:
    look = content["classes"][node["class"]]
    group = content["groups"][look["group"]]
    return {
        "iri": node["iri"],
        "label": node["label"],
        "dates": node["dates"],
        "when": tell_dates(node["dates"][0], node["dates"][-1]) if node["dates"] else "",
        "kind": look["label"],
        "group": look["group"],
        "family": look["family"],
        "folds": group["folds"],
        "weight": content["weights"][number],
        "relations": relations,
        "facts": len(node["facts"]),
        "sentences": len(places),
        "documents": len({document for document, _ in places}),
    }


def _counts(info: Info, content: Json) -> list[tuple[int, str]]:
    return [
        (info.documents, "documents"),
        (len(content["nodes"]), "entities"),
        (len(content["edges"]), "relations"),
        (info.facts, "facts, with classes and names"),
        (info.evidence, "places in the texts that say so"),
    ]


def _told(things: Sequence[Json], said: Sequence[Said], content: Json) -> list[Json]:
    """The things of which most is said, with the sentences; events, where there are any."""
    open_ones = [number for number, one in enumerate(things) if not one["folds"] and one["sentences"]]
    first = [number for number in open_ones if things[number]["family"] == "event"] or open_ones
    top = sorted(first, key=lambda number: (-things[number]["sentences"], -things[number]["weight"], number))[:_TOLD]
    return [{**things[number], "quotes": list_sentences(number, said, content, things)[:_MOST_SAID]} for number in top]


def _list(said: Sequence[Said], content: Json, things: Sequence[Json]) -> Json:
    """The first of some facts, and how many there are."""
    return {"rows": [present(one, content, things) for one in said[:_MOST_SAID]], "all": len(said)}


def _bins(dated: Sequence[Json]) -> list[Json]:
    """How many there are by month, or by year where the months are too many."""
    starts = [one["dates"][0] for one in dated]
    months = Counter(start[:7] for start in starts)
    by_month = len(months) <= 36 and all(len(start) > 4 for start in starts)
    counts = months if by_month else Counter(start[:4] for start in starts)
    most = max(counts.values(), default=1)
    return [
        {"unit": unit, "count": count, "share": round(100 * count / most)} for unit, count in sorted(counts.items())
    ]


def _documents(said: Sequence[Said], content: Json, sources: Sequence[Source]) -> list[Json]:
    gave: Counter[str] = Counter()
    for one in said:
        gave.update({content["texts"][document] for document, _ in one.places})
    most = max(gave.values(), default=1)
    rows: list[Json] = [
        {
            "name": clean(source.name or source.iri),
            "title": clean(source.title),
            "date": clean(source.date),
            "facts": gave[clean(source.name or source.iri)],
        }
        for source in sources
    ]
    for row in rows:
        row["share"] = round(100 * row["facts"] / most)
    return sorted(rows, key=lambda row: (-row["facts"], row["name"]))

"""Tells an agent what a graph holds: in a few lines of Markdown, and by its ontology."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.exports.definitions import define_terms
from kg.graph import Store
from kg.iris import BASE, expand
from kg.queries import Query, describe
from kg.store.turtle import write_turtle
from kg.store.vocabulary import Vocabulary, vocabulary

_MOST = 20


def write_description(store: Store, name: str, queries: Mapping[str, Query]) -> str:
    """Write what a graph holds.

    Args:
        store: the graph.
        name: what to call it.
        queries: the questions that it answers.
    """
    info, words = store.info(), vocabulary(store.engine)
    lines = [
        f"# {name}",
        f"{info.documents} documents{_span(store)}, {info.entities} things, {info.facts} facts, {info.evidence} places "
        "in the texts that state them.",
        *_list("Things by class", info.classes, words),
        *_list("Facts by property", info.properties, words),
        "## Questions",
        *(f"- {each.name}: {each.summary}. Parameters: {describe(each.parameters)}" for each in queries.values()),
    ]
    return "\n".join(lines) + "\n"


def _span(store: Store) -> str:
    dates = sorted(one.date for one in store.documents() if one.date)
    return f" from {dates[0]} to {dates[-1]}" if dates else ""


def _list(title: str, counts: Mapping[str, int], words: Vocabulary) -> Iterable[str]:
    yield f"## {title}"
    for name, count in list(counts.items())[:_MOST]:
        yield f"- {words.label(expand(name))} ({name}): {count}"
    if len(counts) > _MOST:
        yield f"- and {len(counts) - _MOST} more"


def write_ontology(store: Store) -> str:
    """Write the classes and properties of a graph as Turtle."""
    return write_turtle(define_terms(store, [], f"{BASE}ontology"))

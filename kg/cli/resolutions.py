"""`kg entities`, `kg split`, `kg join`: the things that documents share, and the user's word on which are one."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

from kg.cli.commands import Verbs, add_verb, complain, open_graph, table_width, tell
from kg.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.graph import Store
    from kg.resolution import Conflict, Merge, Tally

_ENTITIES = """
List the things of a graph, what was merged and why, or what documents tell differently.

examples:
  kg entities news.kg
  kg entities news.kg --merged
  kg entities news.kg --conflicts --format json

Things that documents tell alike are taken for one, and have one IRI in all that is asked, drawn and exported; each
document's own graph stays as it was read. --merged lists what got another IRI than its document's own, why, and how
sure that is: names of one thing that were put together, and namesakes that were parted. --conflicts lists where
documents give several values for what can have one only, such as two dates for one event; all are kept. `kg split` and
`kg join` change what is taken for one.
exit status: 0; 1 if there is nothing to list; 2 for errors.
"""
_SPLIT = """
Tell a thing apart, now and in later builds.

examples:
  kg split news.kg "Anna Berg" 2024/rowing.txt
  kg split news.kg https://w3id.org/kg-builder/data/person/anna-berg

What the named documents call so becomes a thing of its own. Without documents, each IRI that was merged into this one
stands for itself again. `kg join` takes it back.
"""
_JOIN = """
Take two things for one, now and in later builds.

examples:
  kg join news.kg "A. Berg" "Anna Berg"

`kg split` takes it back.
"""


def add_entities(verbs: Verbs) -> None:
    """Add the verb."""
    parser = add_verb(verbs, "entities", _list, _ENTITIES)
    parser.add_argument("graph", metavar="GRAPH", help="a store's folder, a file of RDF, or a folder of such files")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--merged", action="store_true", help="what got another IRI than its document's own, and why")
    which.add_argument("--conflicts", action="store_true", help="where documents tell different values")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print (default: text)")


def add_split(verbs: Verbs) -> None:
    """Add the verb."""
    parser = add_verb(verbs, "split", _split, _SPLIT)
    parser.add_argument("store", metavar="STORE", help="the store's folder")
    parser.add_argument("thing", metavar="THING", help="a thing: a name, an IRI, or a prefixed name")
    parser.add_argument("documents", metavar="DOCUMENT", nargs="*", help="a document's name or IRI")


def add_join(verbs: Verbs) -> None:
    """Add the verb."""
    parser = add_verb(verbs, "join", _join, _JOIN)
    parser.add_argument("store", metavar="STORE", help="the store's folder")
    parser.add_argument("thing", metavar="THING", help="a thing: a name, an IRI, or a prefixed name")
    parser.add_argument("other", metavar="OTHER", help="another one")


def _list(options: argparse.Namespace) -> int:
    from kg.resolution import count_things, find_conflicts

    with open_graph(options.graph) as store:
        documents = {source.iri: source.name for source in store.documents()}
        if options.merged:
            found: Sequence[Merge | Conflict | Tally] = store.merges()
        else:
            found = find_conflicts(store.engine) if options.conflicts else count_things(store.engine)
    if options.format == "json":
        json.dump([asdict(each) for each in found], sys.stdout, ensure_ascii=False, indent=2)
        print()
    elif found:
        _print(found, documents)
    else:
        complain(f"{options.graph}: nothing to list")
    return 0 if found else 1


def _print(found: Sequence[Merge | Conflict | Tally], documents: dict[str, str]) -> None:
    from kg.store.tables import table

    rows = [_row(each, documents) for each in found]
    print(table(tuple(rows[0]), [tuple(row.values()) for row in rows], table_width()))


def _row(one: Merge | Conflict | Tally, documents: dict[str, str]) -> dict[str, str]:
    """The cells of a row, by the heads of their columns."""
    from kg.iris import shorten
    from kg.resolution import Conflict, Merge

    def tell_places(iris: Sequence[str]) -> str:
        return ", ".join(documents.get(iri, iri) for iri in iris)

    if isinstance(one, Merge):
        told = {"name": ", ".join(one.names), "reason": one.reason, "confidence": f"{one.confidence:.2f}"}
        return {**told, "documents": tell_places(one.documents), "iri": shorten(one.iri)}
    if isinstance(one, Conflict):
        values = "; ".join(f"{value} ({tell_places(iris)})" for value, iris in one.values)
        return {"name": one.name, "relation": one.relation, "values": values, "iri": shorten(one.iri)}
    counted = {"name": one.name, "class": one.class_label, "documents": str(one.documents)}
    return {**counted, "iri": shorten(one.iri)}


def _find_one(store: Store, name: str) -> str:
    """The IRI of the one thing of a name.

    Raises:
        QueryError: nothing has this name, or several things have.
    """
    from kg.store.lookup import find

    found = sorted(node.value for node in find(store.engine, name) if hasattr(node, "value"))
    if len(found) > 1:
        raise QueryError(name, f"is the name of {len(found)} things; give the IRI of one: {', '.join(found)}")
    return found[0]


def _split(options: argparse.Namespace) -> int:
    from kg.cli.stores import open_store
    from kg.store import match_sources

    with open_store(options.store) as store:
        known = store.documents()
        named = {name: [one.iri for one in match_sources(known, name)] for name in options.documents}
        for name in (name for name, iris in named.items() if not iris):
            raise QueryError(name, f"isn't in {options.store}; list its documents with: kg query documents")
        store.split(_find_one(store, options.thing), *(iri for iris in named.values() for iri in iris))
    tell("1 thing split")
    return 0


def _join(options: argparse.Namespace) -> int:
    from kg.cli.stores import open_store

    with open_store(options.store) as store:
        store.join(_find_one(store, options.thing), _find_one(store, options.other))
    tell("2 things joined")
    return 0

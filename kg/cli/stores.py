"""`kg remove`, `kg infer` and `kg store`: what one does to a store that is there."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.commands import Verbs, add_verb, complain, tell
from kg.errors import StoreError

if TYPE_CHECKING:
    from kg.graph import Store

_REMOVE = """
Take documents out of a store, with all that no other document supports.

examples:
  kg remove 2021/old.txt --store news.kg
  kg remove https://w3id.org/kg-builder/data/document/a.txt --store news.kg

A document is named as it was given to `kg build`, by its file's name if there is one such, or by its IRI; `kg query
documents` lists them.
exit status: 0; 1 if a document isn't there (each is named; the others go); 2 for errors.
"""
_INFER = """
Infer what follows from the facts, and keep it true as documents change.

examples:
  kg infer --store news.kg
  kg infer --store news.kg --ontology mine.ttl
  kg infer --store news.kg --off
  kg export --graph news.kg -o whole.ttl --inferred

Rules: wider classes and relations, inverse, symmetric and transitive relations, who organised an event with whom. What
follows stands in the graph kg:inferred; queries see it, and files hold it only with --inferred. It's inferred anew
whenever documents are added or removed. `kg why` tells what it follows from.
"""
_STORE = """
Copy, bring back and compact stores.

examples:
  kg store backup news.kg news-monday.kg
  kg store restore news-monday.kg news.kg
  kg store compact news.kg
  kg store snapshot news.kg reading.kg
"""
_BACKUP = """
Copy a store into a new folder, which is a store itself.

examples:
  kg store backup news.kg news-monday.kg

On the same file system it takes no time and little space (hard links). For a copy that survives the disk, choose a
folder on another one. A backup that was killed leaves .news-monday.kg.part, which the next one of that name takes away.
"""
_RESTORE = """
Put what a backup holds in the place of what a store holds.

examples:
  kg store restore news-monday.kg news.kg
  kg store restore news.kg news.kg

The backup is read through first: what is damaged is told, and the store stays as it was. A store whose engine's files
are lost or damaged is its own backup: it holds the state that was acknowledged last.
"""
_COMPACT = """
Rewrite a store's files without what was deleted.

examples:
  kg store compact news.kg

While it runs, it takes as much space again.
"""
_SNAPSHOT = """
Copy what a store has acknowledged into a new folder to read from, while somebody writes to the store or not.

examples:
  kg store snapshot news.kg reading.kg
"""


def add_remove(verbs: Verbs) -> None:
    """Add the verb `remove`."""
    parser = add_verb(verbs, "remove", _remove, _REMOVE)
    parser.add_argument("documents", metavar="DOCUMENT", nargs="+", help="a document's name or IRI")
    _add_store(parser)


def add_infer(verbs: Verbs) -> None:
    """Add the verb `infer`."""
    parser = add_verb(verbs, "infer", _infer, _INFER)
    _add_store(parser)
    parser.add_argument(
        "--ontology",
        action="append",
        default=[],
        metavar="FILE",
        help="Turtle with further classes and relations; may be repeated",
    )
    parser.add_argument("--off", action="store_true", help="take out what was inferred, and infer no more")


def add_store(verbs: Verbs) -> None:
    """Add the verb `store` with those below it."""
    parser = add_verb(verbs, "store", lambda _: 2, _STORE)
    below = parser.add_subparsers(title="verbs", metavar="VERB", required=True, help="what to do with it")
    backup = add_verb(below, "backup", _backup, _BACKUP)
    backup.add_argument("store", metavar="STORE", help="the store's folder")
    backup.add_argument("into", metavar="FOLDER", help="a folder that isn't there yet")
    restore = add_verb(below, "restore", _restore, _RESTORE)
    restore.add_argument("backup", metavar="BACKUP", help="a backup, or another store")
    restore.add_argument("store", metavar="STORE", help="the store's folder, made if it isn't there")
    add_verb(below, "compact", _compact, _COMPACT).add_argument("store", metavar="STORE", help="the store's folder")
    snapshot = add_verb(below, "snapshot", _snapshot, _SNAPSHOT)
    snapshot.add_argument("store", metavar="STORE", help="the store's folder")
    snapshot.add_argument("into", metavar="FOLDER", help="a folder that isn't there yet")


def _add_store(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--store", metavar="STORE", required=True, help="the store's folder, or a SPARQL endpoint's URL"
    )


def open_store(path: str) -> Store:
    """Open a store that a change stays in.

    Raises:
        StoreError: the path is a file, or no store.
    """
    from kg.graph import Store

    if Path(path).is_file():
        raise StoreError(path, "is a file, and no store; build one with: kg build FOLDER --store news.kg")
    return Store.open(path)


def _remove(options: argparse.Namespace) -> int:
    from kg.store import match_sources

    with open_store(options.store) as store:
        known = store.documents()
        found = {name: match_sources(known, name) for name in options.documents}
        for iri in {one.iri for documents in found.values() for one in documents}:
            store.remove(iri)
        if store.is_resolved:
            store.resolve()
    missing = [name for name, documents in found.items() if not documents]
    for name in missing:
        complain(f"{name}: isn't in {options.store}; list its documents with: kg query documents -g {options.store}")
    tell(f"{sum(map(bool, found.values()))} removed")
    return 1 if missing else 0


def _infer(options: argparse.Namespace) -> int:
    from kg.store import inference

    with open_store(options.store) as store:
        if options.off:
            inference.forget(store.engine)
        else:
            tell(f"{store.infer(*options.ontology)} facts inferred")
    return 0


def _backup(options: argparse.Namespace) -> int:
    with open_store(options.store) as store:
        store.backup(options.into)
    return 0


def _restore(options: argparse.Namespace) -> int:
    from kg.store import restore

    restore(options.backup, options.store)
    return 0


def _compact(options: argparse.Namespace) -> int:
    with open_store(options.store) as store:
        store.compact()
    return 0


def _snapshot(options: argparse.Namespace) -> int:
    from kg.store import snapshot

    snapshot(options.store, options.into)
    return 0

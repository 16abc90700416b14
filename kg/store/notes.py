"""Remembers of each document what made its graph, so that the next build needn't make it again."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable

import pyoxigraph as ox

from kg.store.evidence import Spo
from kg.store.graphs import NOTES
from kg.store.merge import Notes
from kg.store.terms import named

_MADE = named("kg:made")


def notes_of(engine: ox.Store, document: ox.NamedNode, triples: Collection[Spo], made: str) -> Notes:
    """Return the notes on a document that go and come as its graph becomes these triples.

    Args:
        engine: the store.
        document: the document's graph.
        triples: what it will hold.
        made: what stands for all that the triples depend on; none for no note.
    """
    old = list(engine.quads_for_pattern(document, _MADE, None, NOTES))
    new = [ox.Quad(document, _MADE, _note(made, triples), NOTES)] if made and triples else []
    return ([], []) if old == new else (old, new)


def is_made(engine: ox.Store, document: ox.NamedNode, made: str) -> bool:
    """Whether a document has this note, and its graph is what it was when the note was written."""
    note = next(iter(engine.quads_for_pattern(document, _MADE, None, NOTES)), None)
    if note is None or not str(note.object).startswith(f'"{made} '):
        return False
    return note.object == _write(made, engine.quads_for_pattern(None, None, None, document))


def _note(made: str, triples: Iterable[Spo]) -> ox.Literal:
    scratch = ox.Store()  # it writes literals as the store does
    scratch.extend(ox.Quad(*triple) for triple in triples)
    return _write(made, scratch)


def _write(made: str, quads: Iterable[ox.Quad]) -> ox.Literal:
    lines = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES) or b""
    return ox.Literal(f"{made} {hashlib.sha256(b''.join(sorted(lines.splitlines()))).hexdigest()[:16]}")

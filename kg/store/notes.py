"""Remembers of each document what made its graph, so that it needn't be made again, and the file that it came from."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable, Iterator
from itertools import islice, starmap
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit

import pyoxigraph as ox

from kg.store.evidence import Spo
from kg.store.graphs import NOTES
from kg.store.merge import Notes
from kg.store.terms import named, text
from kg.store.updates import write_update

_BATCH = 10_000
"""So many triples are written at once."""

_MADE, _FILE = named("kg:made"), named("kg:file")


def notes_of(
    engine: ox.Store, document: ox.NamedNode, triples: Collection[Spo], made: str = "", file: str = ""
) -> Notes:
    """Return the notes on a document that go and come as its graph becomes these triples.

    Args:
        engine: the store.
        document: the document's graph.
        triples: what it will hold.
        made: what stands for all that the triples depend on; none for no note.
        file: the URI of the file that the document came from; none for no note.
    """
    old = list_notes(engine, document)
    new = [ox.Quad(document, _MADE, _note(made, triples), NOTES)] if made and triples else []
    new += [ox.Quad(document, _FILE, ox.NamedNode(file), NOTES)] if file and triples else []
    return ([], []) if old == new else (old, new)


def list_notes(engine: ox.Store, document: ox.NamedNode) -> list[ox.Quad]:
    """Return the notes on a document."""
    return [quad for term in (_MADE, _FILE) for quad in engine.quads_for_pattern(document, term, None, NOTES)]


def without_files(notes: Iterable[ox.Quad]) -> list[ox.Quad]:
    """Return notes but those on files, which are of no use, and nobody's business, behind an endpoint."""
    return [note for note in notes if note.predicate != _FILE]


def files(engine: ox.Store) -> dict[str, Path]:
    """Return the file that each document came from, by the document's IRI, as far as it's known."""
    noted = engine.quads_for_pattern(None, _FILE, None, NOTES)
    paths = {text(quad.subject): unquote_to_bytes(urlsplit(text(quad.object)).path) for quad in noted}
    return {document: Path(os.fsdecode(path)) for document, path in sorted(paths.items())}


def move(engine: ox.Store, document: ox.NamedNode, file: str) -> None:
    """Note that the file of a document, which is as it was, lies elsewhere."""
    old = list(engine.quads_for_pattern(document, _FILE, None, NOTES))
    new = [ox.Quad(document, _FILE, ox.NamedNode(file), NOTES)]
    if old != new:
        engine.update(write_update(old, new))


def is_made(engine: ox.Store, document: ox.NamedNode, made: str) -> bool:
    """Whether a document has this note, and its graph is what it was when the note was written."""
    note = next(iter(engine.quads_for_pattern(document, _MADE, None, NOTES)), None)
    if note is None or not str(note.object).startswith(f'"{made} '):
        return False
    return note.object == _write(made, engine.quads_for_pattern(None, None, None, document))


def _note(made: str, triples: Iterable[Spo]) -> ox.Literal:
    scratch = ox.Store()  # it writes literals as the store does
    scratch.extend(starmap(ox.Quad, triples))
    lines = scratch.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()) or b""
    return _sum(made, lines.splitlines())


def note_all(engine: ox.Store, document: ox.NamedNode, made: str, file: str) -> Notes:
    """Return the notes on a document whose graph is complete: see `notes_of`."""
    written = _write(made, engine.quads_for_pattern(None, None, None, document))
    new = [ox.Quad(document, _MADE, written, NOTES)] if made else []
    return [], [*new, *([ox.Quad(document, _FILE, ox.NamedNode(file), NOTES)] if file else [])]


def _write(made: str, quads: Iterable[ox.Quad]) -> ox.Literal:
    """Write a note: the digest of a set of triples is the sum of theirs, for a graph may be too large to be sorted."""
    return _sum(made, _lines(iter(quads)))


def _sum(made: str, lines: Iterable[bytes]) -> ox.Literal:
    total = sum(int.from_bytes(hashlib.blake2b(line, digest_size=16).digest()) for line in lines)
    return ox.Literal(f"{made} {total % 2**64:016x}")


def _lines(quads: Iterator[ox.Quad]) -> Iterator[bytes]:
    while some := [quad.triple for quad in islice(quads, _BATCH)]:
        yield from (ox.serialize(some, format=ox.RdfFormat.N_TRIPLES) or b"").splitlines()

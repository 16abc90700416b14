"""Keeps the default graph the RDF merge of the documents' graphs.

The engine can answer over the union of its named graphs, but then a fact that k documents state counts k times, and a
join of two such facts k² times. So each triple is held a second time in the default graph, once, as long as one
document states it. Both are changed in one transaction. Things that are one have one IRI in the default graph:
see `kg.store.aliases`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, islice, repeat, starmap

import pyoxigraph as ox

from kg.store.aliases import read_aliases, rename_all, supporters
from kg.store.evidence import Spo
from kg.store.graphs import HIDDEN, late
from kg.store.remote import Remote
from kg.store.updates import write_update, write_withdrawal

_BATCH = 10_000
"""So many quads go out at once."""

Notes = tuple[Sequence[ox.Quad], Sequence[ox.Quad]]
"""What goes and what comes of the graphs that aren't merged, in the same transaction."""


def replace(
    engine: ox.Store, graph: ox.NamedNode, triples: Collection[Spo], *, notes: Notes = ((), ()), merge: bool = True
) -> bool:
    """Make the triples the whole content of a named graph, in one transaction.

    Args:
        engine: the store to change.
        graph: the named graph.
        triples: its new content; none removes the graph.
        notes: quads of graphs that aren't merged, which go and come with it.
        merge: whether the default graph holds the triples, too.

    Returns:
        Whether anything changed, notes aside.
    """
    old = set(engine.quads_for_pattern(None, None, None, graph))
    due = late(engine, graph)
    if not (old or notes[0] or isinstance(engine, Remote) or read_aliases(engine, graph)):
        engine.extend(chain(_in(graph, triples), starmap(ox.Quad, triples) if merge else (), notes[1], due))
        return bool(triples)
    # The engine normalises literals ("1.50" becomes "1.5") as it takes them in: compare what it would hold,
    # and send it so to those that don't.
    scratch = ox.Store()
    scratch.extend(_in(graph, triples))
    new = set(scratch)
    if old == new:
        if notes[0] or notes[1]:
            engine.update(write_update(*notes))
        return False
    gone, come = sorted(old - new, key=str), sorted(new - old, key=str)
    if not merge:
        notes, gone, come = ([*gone, *notes[0]], [*come, *notes[1]]), [], []
    _exchange(engine, gone, come, (notes[0], [*notes[1], *due]), drop=None if new else graph)
    return True


def extend(engine: ox.Store, graph: ox.NamedNode, triples: Iterable[Spo]) -> None:
    """Add triples to a document's graph and to the merge, in one transaction."""
    quads = _in(graph, triples)
    if isinstance(engine, Remote):
        _exchange(engine, [], list(quads), ((), late(engine, graph)))
    else:
        engine.extend(chain(with_merge(quads, engine), late(engine, graph)))


def remove(engine: ox.Store, graph: ox.NamedNode) -> None:
    """Take a document's graph out in several transactions, for one may be too large for memory."""
    while gone := list(islice(engine.quads_for_pattern(None, None, None, graph), _BATCH)):
        delete(engine, gone, notes=((), late(engine, graph)))


def _in(graph: ox.NamedNode, triples: Iterable[Spo]) -> Iterator[ox.Quad]:
    columns = tuple(zip(*triples, strict=True))
    return map(ox.Quad, *columns, repeat(graph)) if columns else iter(())


def delete(engine: ox.Store, gone: Sequence[ox.Quad], *, notes: Notes = ((), ())) -> None:
    """Take quads out of named graphs, in one transaction."""
    _exchange(engine, gone, [], notes)


def _exchange(
    engine: ox.Store,
    gone: Sequence[ox.Quad],
    come: Sequence[ox.Quad],
    notes: Notes,
    *,
    drop: ox.NamedNode | None = None,
) -> None:
    into = [*with_merge(come, engine), *notes[1]]
    if isinstance(engine, Remote):
        engine.update(write_withdrawal(gone) + write_update(notes[0], into, drop=drop), repeatable=True)
    else:
        engine.update(write_update([*gone, *without_support(engine, gone), *notes[0]], into, drop=drop))


def with_merge(quads: Iterable[ox.Quad], engine: ox.Store | None = None) -> list[ox.Quad]:
    """Return the quads, each that says something of documents' things followed by its triple in the default graph.

    Args:
        quads: of named graphs.
        engine: the store whose alias table says what stands for what; without it, each thing for itself.
    """
    pairs = rename_all(ox.Store() if engine is None else engine, quads)
    return [each for quad, merged in pairs for each in ((quad,) if quad.graph_name in HIDDEN else (quad, merged))]


def without_support(engine: ox.Store, gone: Sequence[ox.Quad]) -> list[ox.Quad]:
    """Return what must leave the default graph when these quads go: triples that no other document states."""
    going = set(gone)
    pairs = rename_all(engine, gone)
    return [merged for _, merged in pairs if all(other in going for other in supporters(engine, merged))]

"""What the user decided: things kept apart, and things kept together.

A decision is a quad of the graph `kg:decisions`: the document, a node that stands for the decision, and the thing. With
the thing itself as subject it holds in all documents.
"""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from kg.errors import QueryError
from kg.iris import digest, expand
from kg.resolution.changes import Changes
from kg.resolution.comparison import APART, TOGETHER
from kg.resolution.register import Register, Unit
from kg.store.aliases import find_aliased
from kg.store.graphs import DECISIONS, pending
from kg.store.terms import node, text

_KINDS = {APART: expand("kg:apart-"), TOGETHER: expand("kg:together-")}


def read_labels(engine: ox.Store, document: ox.NamedNode, things: Iterable[str]) -> dict[str, str]:
    """Return the user's labels of things in a document, by IRI."""
    everywhere = (
        (thing, row) for thing in things for row in engine.quads_for_pattern(node(thing), None, None, DECISIONS)
    )
    labels = {thing: _label(row.predicate.value) for thing, row in everywhere}
    here = engine.quads_for_pattern(document, None, None, DECISIONS)
    return labels | {text(row.object): _label(row.predicate.value) for row in here}


def _label(iri: str) -> str:
    return next(kind + iri.removeprefix(start) for kind, start in _KINDS.items() if iri.startswith(start))


def label(kind: str, parts: Iterable[str]) -> ox.NamedNode:
    """Return the node of a decision of a kind about some things; the same for the same."""
    return ox.NamedNode(_KINDS[kind] + digest(*sorted(set(parts))))


def decide(
    engine: ox.Store, decision: ox.NamedNode, *, things: Iterable[str] = (), units: Iterable[Unit] = ()
) -> tuple[list[ox.Quad], list[ox.Quad]]:
    """Return the quads that go and that come for a decision to hold, in the place of older ones of the same things.

    Args:
        engine: the store.
        decision: from `label`.
        things: what it holds of in all documents.
        units: what it holds of in single ones.
    """
    wide, narrow = list(dict.fromkeys(things)), list(dict.fromkeys(units))
    old = [row for thing in wide for row in engine.quads_for_pattern(None, None, node(thing), DECISIONS)]
    old += [
        row for place, thing in narrow for row in engine.quads_for_pattern(node(place), None, node(thing), DECISIONS)
    ]
    pairs = [*((thing, thing) for thing in wide), *narrow]
    return old, [ox.Quad(node(place), decision, node(thing), DECISIONS) for place, thing in pairs]


def find_units(engine: ox.Store, iri: str) -> list[Unit]:
    """Return the things of documents that the merge knows by an IRI, each with its document.

    Raises:
        QueryError: no thing of the store's documents has this IRI, or things weren't resolved yet.
    """
    register = Register(engine)
    aliased = [(document.value, text(own)) for own, document in find_aliased(engine, iri)]
    own = [each for each in register.holders(f"iri {iri}") if register.choice(each) is None]
    found = sorted({*aliased, *(unit for each in own for unit in register.units_of(each))})
    if not found:
        raise QueryError(iri, "is no thing that documents share; kg entities lists them")
    return found


def split(engine: ox.Store, iri: str, documents: Iterable[str] = ()) -> None:
    """Have a thing told apart from now on: what some documents call so from the rest, or else each of its own IRIs.

    Args:
        engine: the store.
        iri: the thing's, in the merge.
        documents: the IRIs of documents.

    Raises:
        QueryError: there is no such thing, or nothing to tell apart.
    """
    units, chosen = find_units(engine, iri), set(documents)
    apart = [unit for unit in units if unit[0] in chosen]
    things = sorted({thing for _, thing in units})
    changes = Changes()
    if apart and len(apart) < len(units):
        changes.replace(*decide(engine, label(APART, [f"{place} {thing}" for place, thing in apart]), units=apart))
    elif not chosen and len(things) > 1:
        for thing in things:
            changes.replace(*decide(engine, label(APART, [thing]), things=[thing]))
    else:
        raise QueryError(iri, "nothing to split: name some of the documents that tell of it, and not all")
    _commit(engine, changes, units)


def join(engine: ox.Store, one: str, other: str) -> None:
    """Have two things told as one from now on.

    Args:
        engine: the store.
        one: a thing's IRI in the merge.
        other: another's.

    Raises:
        QueryError: there is no such thing, or the two are one already.
    """
    if one == other:
        raise QueryError(one, "is one thing already; give the IRIs of two")
    units = [*find_units(engine, one), *find_units(engine, other)]
    things = {thing for _, thing in units}
    whole = [thing for thing in sorted(things) if set(_all_units(engine, thing)) <= set(units)]
    rest = [unit for unit in units if unit[1] not in whole]
    changes = Changes()
    changes.replace(*decide(engine, label(TOGETHER, things), things=whole, units=rest))
    _commit(engine, changes, units)


def _all_units(engine: ox.Store, thing: str) -> list[Unit]:
    register = Register(engine)
    return [unit for each in register.holders(f"iri {thing}") for unit in register.units_of(each)]


def _commit(engine: ox.Store, changes: Changes, units: Iterable[Unit]) -> None:
    """Write decisions, and that the documents they are about must be looked at."""
    changes.come += [pending(node(document)) for document in sorted({document for document, _ in units})]
    changes.commit(engine)

"""Infers what the documents don't say but what follows, by the rules in `ontologies/rules/`.

A rule is a SELECT: `?s ?p ?o` is what follows, `?s1 ?p1 ?o1` (and `?s2 ?p2 ?o2`) what it follows from; classes and
relations are in `GRAPH kg:schema`. What follows goes to the named graph `kg:inferred` and to the merge of all
documents. It's inferred anew after documents have changed, from what they state alone, so that nothing holds itself up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import starmap
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.bundled import folder
from kg.iris import PREFIXES
from kg.store import lookup
from kg.store.assertions import stated
from kg.store.definitions import read_definitions, select_axioms
from kg.store.evidence import Spo
from kg.store.graphs import INFERRED, SCHEMA, infers, is_stale, spent, switch
from kg.store.merge import replace
from kg.store.terms import Term, named
from kg.store.vocabulary import vocabulary
from kg.turtle import parse_triples

ONTOLOGIES = ("events.ttl", "inference.ttl")

_RECORDS = {named(name) for name in ("kg:Evidence", "kg:Passage", "schema:DigitalDocument")}


@dataclass(frozen=True, slots=True)
class Inference:
    """Why something follows: the name of the rule, and the triples that it follows from."""

    triple: ox.Triple
    rule: str
    premises: tuple[ox.Triple, ...]


def infer(engine: ox.Store, ontologies: Iterable[str | Path] = ()) -> int:
    """Turn inference on, or renew it: apply the rules of this version now, and after each change of documents.

    Args:
        engine: the store.
        ontologies: Turtle files whose classes and relations count beside those that are shipped and those of the
            ontology that the store was built with.

    Returns:
        How many triples are inferred.

    Raises:
        OntologyError: a file can't be read.
    """
    replace(engine, SCHEMA, _schema(engine, ontologies), notes=((), [switch(), spent()]), merge=False)
    return derive(engine)


def forget(engine: ox.Store) -> None:
    """Turn inference off, and take out what was inferred."""
    schema = [*engine.quads_for_pattern(None, None, None, SCHEMA)]
    replace(engine, INFERRED, [], notes=([*schema, switch(), spent()], []))
    engine.remove_graph(SCHEMA)


def refresh(engine: ox.Store) -> None:
    """Infer anew if documents have changed since."""
    if is_stale(engine):
        derive(engine)


def derive(engine: ox.Store) -> int:
    """Make `kg:inferred` what follows from the documents as they are, in one transaction; return how much it is."""
    found = _apply(_scratch(engine))
    replace(engine, INFERRED, found, notes=([spent()], []))
    return len(found)


def explain(engine: ox.Store, triple: ox.Triple) -> tuple[Inference, ...]:
    """Return the ways in which a triple follows from others, by rule; premises may be inferred themselves."""
    if not infers(engine):
        return ()
    parts = (triple.subject, triple.predicate, triple.object)
    wanted = {ox.Variable(name): part for name, part in zip("spo", parts, strict=True)}
    return tuple(
        Inference(triple, rule, premises)
        for rule, text in rules().items()
        for premises in map(_premises, _solve(engine, text, wanted))
        if triple not in premises
    )


def _premises(row: Any) -> tuple[ox.Triple, ...]:  # noqa: ANN401 - a solution of the engine
    terms = list(row)
    return tuple(ox.Triple(*terms[at : at + 3]) for at in range(3, len(terms), 3))


def find(engine: ox.Store, subject: str, predicate: str | None, thing: str | None) -> tuple[Inference, ...]:
    """Return why the inferred facts about a thing follow, one way each; its classes only if they are asked for.

    Args:
        engine: the store.
        subject: the thing, at either end, by name or IRI.
        predicate: only this relation, by label or name.
        thing: only what joins the thing with this one.

    Raises:
        QueryError: nothing has such a name.
    """
    these, those = lookup.find(engine, subject), lookup.find(engine, thing) if thing else None
    ends = [pair for node in these for pair in ((node, None), (None, node))]
    found = {quad.triple for s, o in ends for quad in engine.quads_for_pattern(s, None, o, INFERRED)}
    words = vocabulary(engine)
    kept = [
        one
        for one in sorted(found, key=str)
        if (those is None or one.subject in those or one.object in those)
        and (one.predicate != named("rdf:type") if predicate is None else words.matches(one.predicate.value, predicate))
    ]
    return tuple(ways[0] for one in kept if (ways := explain(engine, one)))


def describe(engine: ox.Store, triple: ox.Triple) -> tuple[str, str, str]:
    """Return how to call the parts of a triple."""
    name = lookup.name_of
    label = vocabulary(engine).label(triple.predicate.value)
    return name(engine, triple.subject), label, name(engine, triple.object)


@cache
def rules() -> dict[str, str]:
    """Return the shipped rules by name."""
    files = (folder("ontologies") / "rules").iterdir()
    return {
        file.name.removesuffix(".rq"): file.read_text(encoding="utf-8")
        for file in sorted(files, key=lambda file: file.name)
        if file.name.endswith(".rq")
    }


def _scratch(engine: ox.Store) -> ox.Store:
    """Facts and schema, without evidence, in a store in memory."""
    facts = stated(engine)
    types = named("rdf:type")
    records = {triple.subject for triple in facts if triple.predicate == types and triple.object in _RECORDS}
    scratch = ox.Store()
    scratch.extend(ox.Quad(one.subject, one.predicate, one.object) for one in facts if one.subject not in records)
    scratch.extend(engine.quads_for_pattern(None, None, None, SCHEMA))
    return scratch


def _apply(scratch: ox.Store) -> list[Spo]:
    """Apply all rules until they give nothing new."""
    found: dict[Spo, None] = {}
    while True:
        followed = dict.fromkeys((row[0], row[1], row[2]) for text in rules().values() for row in _solve(scratch, text))
        fresh = [spo for spo in followed if spo not in found and ox.Quad(*spo) not in scratch]
        if not fresh:
            return list(found)
        found |= dict.fromkeys(fresh)
        scratch.extend(starmap(ox.Quad, fresh))


def _solve(engine: ox.Store, text: str, wanted: dict[ox.Variable, Term] | None = None) -> Iterable[Any]:
    """Return what follows by a rule, each row with its premises behind it; all of it, or of one triple."""
    rows: Iterable[Any] = engine.query(text, prefixes=PREFIXES, substitutions=wanted)  # type: ignore[assignment]
    return rows


def _schema(engine: ox.Store, ontologies: Iterable[str | Path]) -> list[Spo]:
    files = [*(folder("ontologies") / name for name in ONTOLOGIES), *map(Path, ontologies)]
    triples = [triple for file in files for triple in parse_triples(file)[0]]
    axioms = select_axioms([*triples, *read_definitions(engine)[0]])
    return [(one.subject, one.predicate, one.object) for one in axioms]  # type: ignore[misc]

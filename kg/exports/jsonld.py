"""Writes JSON-LD 1.1 that people can read: a context of prefixes, a node per thing."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import pyoxigraph as ox

from kg.iris import PREFIXES, shorten
from kg.store.terms import STRING, XSD, Term, named
from kg.store.turtle import natural

Json = dict[str, Any]


def write_jsonld(graphs: Mapping[ox.NamedNode, Iterable[ox.Triple]]) -> str:
    """Write named graphs as one JSON-LD document, sorted."""
    names = _Names()
    content = [
        {"@id": names.iri(graph.value), "@graph": _nodes(graphs[graph], names)} for graph in sorted(graphs, key=str)
    ]
    return _write(content, names)


def write_nodes(triples: Iterable[ox.Triple]) -> str:
    """Write triples that belong to no named graph as one JSON-LD document, sorted."""
    names = _Names()
    return _write(_nodes(triples, names), names)


def _write(content: list[Json], names: _Names) -> str:
    context = {prefix: PREFIXES[prefix] for prefix in sorted(names.used)}
    return json.dumps({"@context": context, "@graph": content}, ensure_ascii=False, indent=2) + "\n"


class _Names:
    """Shortens IRIs, and remembers by which prefixes."""

    def __init__(self) -> None:
        self.used: set[str] = set()

    def iri(self, iri: str) -> str:
        short = shorten(iri)
        prefix, colon, local = short.partition(":")
        # A reader takes what begins with two slashes after the colon for an IRI written out.
        if not colon or PREFIXES.get(prefix, "\0") + local != iri or local.startswith("//"):
            return iri
        self.used.add(prefix)
        return short

    def value(self, term: Term) -> Json | str | bool:
        if not isinstance(term, ox.Literal):
            return {"@id": self.iri(term.value) if isinstance(term, ox.NamedNode) else str(term)}
        if term.language:
            return {"@language": term.language, "@value": term.value}
        datatype = term.datatype.value
        if datatype == XSD + "boolean" and term.value in ("true", "false"):
            return term.value == "true"
        return term.value if datatype == STRING else {"@type": self.iri(datatype), "@value": term.value}


def _nodes(triples: Iterable[ox.Triple], names: _Names) -> list[Json]:
    subjects: dict[Term, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for triple in dict.fromkeys(triples):
        subjects[triple.subject][triple.predicate.value].append(triple.object)
    return [_node(subject, subjects[subject], names) for subject in sorted(subjects, key=lambda one: natural(str(one)))]


def _node(subject: Term, said: dict[str, list[Term]], names: _Names) -> Json:
    node: Json = {"@id": names.value(subject)["@id"]}  # type: ignore[index]
    types = named("rdf:type").value
    classes = [term for term in said.get(types, ()) if isinstance(term, ox.NamedNode)]
    if classes:
        node["@type"] = _one(sorted(names.iri(term.value) for term in classes))
        # What else a graph from elsewhere may give as a type, `@type` can't hold.
        said = {**said, types: [term for term in said[types] if term not in classes]}
    for predicate in sorted(filter(said.get, said), key=shorten):
        ordered = sorted(said[predicate], key=lambda term: natural(str(term)))
        node[names.iri(predicate)] = _one([names.value(term) for term in ordered])
    return node


def _one(values: list[Any]) -> object:
    return values[0] if len(values) == 1 else values

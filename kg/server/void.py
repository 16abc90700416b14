"""`/.well-known/void`: the data set, described in RDF (https://www.w3.org/TR/void/)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from kg.iris import PREFIXES, expand
from kg.server import media
from kg.server.backend import Ask, Backend
from kg.server.context import write_triples
from kg.server.errors import HttpError
from kg.server.responses import tagged
from kg.server.summary import Summaries, Summary
from kg.server.templates import entity_path
from kg.server.texts import ask_rows

if TYPE_CHECKING:
    from kg.store import Rows

_VOID = "http://rdfs.org/ns/void#"
_DESCRIBED = ("kg", "schema", "dcterms", "oa", "sdgo")  # vocabularies, if properties or classes are of them
_FEATURES = "http://www.w3.org/ns/formats/"


async def show(request: Request) -> Response:
    """Return the description."""
    kind = media.choose(request.headers.get("accept"), media.GRAPHS)
    if kind is None:
        raise HttpError(406, f"the data set is described as {', '.join(media.GRAPHS)}")
    backend: Backend = request.app.state.backend
    summaries: Summaries = request.app.state.summaries
    summary = await summaries.get(request)

    def count(put: Ask) -> list[Rows]:
        engine = cast("ox.Store", backend.engine(put, own=True))
        return [ask_rows(engine, name) for name in ("totals", "classes", "properties")]

    totals, classes, properties = await backend.run(request, count)
    base = str(request.base_url)
    triples = list(_describe(base, backend.settings.name, summary, totals))
    triples += _part(base, "classPartition", "class", "entities", classes)
    triples += _part(base, "propertyPartition", "property", "triples", properties)
    triples += _vocabularies(base, [str(row[0]) for row in (*classes, *properties)])
    return tagged(request, write_triples(triples, media.GRAPHS[kind], {"void": _VOID, **PREFIXES}), kind)


def _describe(base: str, name: str, summary: Summary, totals: Rows) -> Iterator[ox.Triple]:
    """Where the data set is, what it's called, how much it holds, and what one may look at first."""
    whole = _dataset(base)
    (total,) = totals
    yield ox.Triple(ox.NamedNode(base + ".well-known/void"), _named("rdf:type"), _void("DatasetDescription"))
    yield ox.Triple(
        ox.NamedNode(base + ".well-known/void"), ox.NamedNode("http://xmlns.com/foaf/0.1/primaryTopic"), whole
    )
    yield ox.Triple(whole, _named("rdf:type"), _void("Dataset"))
    yield ox.Triple(whole, _named("dcterms:title"), ox.Literal(name))
    told = " ".join("".join(word.text for word in sentence) for sentence in summary.sentences)
    yield ox.Triple(whole, _named("dcterms:description"), ox.Literal(told))
    for term, path in (
        ("sparqlEndpoint", "sparql"),
        ("dataDump", "graphs?default"),
        ("uriLookupEndpoint", "entity?iri="),
    ):
        yield ox.Triple(whole, _void(term), ox.NamedNode(base + path))
    for term in ("triples", "distinctSubjects", "distinctObjects"):
        yield ox.Triple(whole, _void(term), ox.Literal(cast("int", total[_COLUMNS[term]])))
    yield ox.Triple(whole, _void("documents"), ox.Literal(summary.documents))
    for thing in summary.things[:3]:
        yield ox.Triple(whole, _void("exampleResource"), ox.NamedNode(thing))
        yield ox.Triple(
            ox.NamedNode(thing), _named("rdfs:seeAlso"), ox.NamedNode(base.rstrip("/") + entity_path(thing))
        )
    for form in ("Turtle", "N-Triples", "RDF_XML", "JSON-LD"):
        yield ox.Triple(whole, _void("feature"), ox.NamedNode(_FEATURES + form))


_COLUMNS = {"triples": "triples", "distinctSubjects": "subjects", "distinctObjects": "objects"}


def _part(base: str, link: str, kind: str, counts: str, rows: Rows) -> Iterator[ox.Triple]:
    """How many things each class has, or how many triples each property."""
    for number, (term, count) in enumerate(rows.terms):
        part = ox.BlankNode(f"{kind}{number}")
        if isinstance(term, ox.NamedNode) and isinstance(count, ox.Literal):
            yield ox.Triple(_dataset(base), _void(link), part)
            yield ox.Triple(part, _void(kind), term)
            yield ox.Triple(part, _void(counts), count)


def _vocabularies(base: str, used: list[str]) -> Iterator[ox.Triple]:
    for space in (PREFIXES[name] for name in _DESCRIBED):
        if any(iri.startswith(space) for iri in used):
            yield ox.Triple(_dataset(base), _void("vocabulary"), ox.NamedNode(space))


def _dataset(base: str) -> ox.NamedNode:
    return ox.NamedNode(base + ".well-known/void#dataset")


def _void(name: str) -> ox.NamedNode:
    return ox.NamedNode(_VOID + name)


def _named(name: str) -> ox.NamedNode:
    return ox.NamedNode(expand(name))

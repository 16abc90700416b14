"""`/context.jsonld`: the words of the vocabulary for readers of JSON-LD; and answers that bring what they use of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

import anyio.to_thread
import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from kg.exports.jsonld import write_nodes
from kg.iris import PREFIXES, expand
from kg.server.responses import tagged
from kg.store.vocabulary import vocabulary
from kg.turtle import local_name

JSON_LD = ox.RdfFormat.JSON_LD.media_type
_LITERAL = expand("rdfs:Literal")
_VALUES = (PREFIXES["xsd"], PREFIXES["rdf"])


async def show(request: Request) -> Response:
    """Return the context, of the ontology that is shipped."""
    return tagged(request, await anyio.to_thread.run_sync(write_context), JSON_LD)


def write_context() -> bytes:
    """Write prefixes, and what properties and classes are called without one; of two of one name kg's own has it."""
    ontology = vocabulary().ontology
    terms: dict[str, object] = {local_name(iri): iri for iri in sorted(ontology.classes)}
    own = sorted(ontology.properties.values(), key=lambda each: (each.iri.startswith(PREFIXES["kg"]), each.iri))
    terms |= {local_name(each.iri): _define(each.iri, each.ranges) for each in own}
    context = {"id": "@id", "type": "@type", **PREFIXES, **dict(sorted(terms.items()))}
    return (json.dumps({"@context": context}, ensure_ascii=False, indent=1) + "\n").encode()


def _define(iri: str, ranges: Iterable[str]) -> object:
    """A property whose values are things leads to them by their IRIs, one with dates alone holds dates."""
    told = tuple(ranges)
    if told and not any(each == _LITERAL or each.startswith(_VALUES) for each in told):
        return {"@id": iri, "@type": "@id"}
    typed = len(told) == 1 and told[0].startswith(PREFIXES["xsd"]) and told[0] != expand("xsd:string")
    return {"@id": iri, "@type": told[0]} if typed else iri


def write_triples(triples: Iterable[ox.Triple], media_type: str, prefixes: Mapping[str, str] = PREFIXES) -> bytes:
    """Write triples; as JSON-LD with the prefixes that they use as its context.

    Args:
        triples: in any order.
        media_type: of an RDF format that the engine writes, or it will be Turtle.
        prefixes: for formats that have some.
    """
    if media_type == JSON_LD:
        return write_nodes(triples).encode()
    written = ox.RdfFormat.from_media_type(media_type) or ox.RdfFormat.TURTLE
    return ox.serialize(triples, format=written, prefixes=dict(prefixes)) or b""


def wrap(expanded: bytes) -> bytes:
    """Put a context before JSON-LD that was written without one."""
    context = json.dumps(PREFIXES).encode()
    return b'{"@context":' + context + b',"@graph":' + expanded + b"}"

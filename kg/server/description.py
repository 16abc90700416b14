"""Describes the service in RDF (SPARQL 1.1 Service Description)."""

from __future__ import annotations

import pyoxigraph as ox

from kg.iris import PREFIXES
from kg.server.context import write_triples

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_GRAPHS = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads")


def describe_service(endpoint: str, media_type: str, *, updates: bool) -> bytes:
    """Write the description of the endpoint.

    Args:
        endpoint: its URL.
        media_type: of an RDF format that the engine writes.
        updates: whether it takes updates.
    """
    service, dataset, graph = ox.BlankNode("service"), ox.BlankNode("dataset"), ox.BlankNode("graph")
    kind = ox.NamedNode(PREFIXES["rdf"] + "type")
    languages = ["SPARQL11Query", "SPARQL11Update"] if updates else ["SPARQL11Query"]
    triples = [
        ox.Triple(service, kind, _term("Service")),
        ox.Triple(service, _term("endpoint"), ox.NamedNode(endpoint)),
        *(ox.Triple(service, _term("supportedLanguage"), _term(name)) for name in languages),
        *(ox.Triple(service, _term("resultFormat"), ox.NamedNode(_FORMATS + name)) for name in (*_RESULTS, *_GRAPHS)),
        ox.Triple(service, _term("defaultDataset"), dataset),
        ox.Triple(dataset, kind, _term("Dataset")),
        ox.Triple(dataset, _term("defaultGraph"), graph),
        ox.Triple(graph, kind, _term("Graph")),
    ]
    return write_triples(triples, media_type, {"sd": _SD, "formats": _FORMATS})


def _term(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SD + name)

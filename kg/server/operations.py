"""What the server does beside its named queries, as OpenAPI describes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kg.iris import expand
from kg.server import media

Json = dict[str, Any]

TAGS = {
    "SPARQL": "The SPARQL 1.1 Protocol, and the Graph Store Protocol to read.",
    "Things": "What the graph tells of, by name and by IRI.",
    "Questions": "Named queries with parameters: pages for people, JSON and CSV for programs.",
    "About": "The server and the data set.",
}
_TEXT: Json = {"type": "string"}
_PATH = r"^https?://[a-z0-9./#-]+$"
_THING = expand("sdg:4")
_FOUND = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": dict.fromkeys(("iri", "name", "class", "found_by", "path"), _TEXT),
        "required": ["iri", "name", "class", "found_by", "path"],
    },
}


def describe_operations() -> Json:
    """Return the paths of what every server does."""
    return {
        "/sparql": {"get": _sparql()},
        "/graphs": {"get": _graphs()},
        "/search.json": {"get": _search()},
        "/entity": {"get": _entity()},
        "/picture.svg": {"get": _picture()},
        "/.well-known/void": {
            "get": _operation("void", "The data set, described in RDF (VoID)", "About", media.GRAPHS)
        },
        "/context.jsonld": {
            "get": _operation("context", "The context of the vocabulary, for JSON-LD", "About", ["application/ld+json"])
        },
    }


def _sparql() -> Json:
    summary = "Ask SPARQL; a POST takes application/sparql-query and forms, and updates if the server allows them"
    told = _operation("sparql", summary, "SPARQL", [*media.ROWS, *media.GRAPHS])
    asked = "SELECT ?name { ?thing a schema:Person ; schema:name ?name } ORDER BY ?name LIMIT 25"
    told["parameters"] = [parameter("query", "SPARQL 1.1; the usual prefixes need no declaration", asked)]
    return told


def _graphs() -> Json:
    told = _operation("graphs", "A document's graph whole, or the merge of all", "SPARQL", media.GRAPHS)
    given = [
        parameter("graph", "the IRI of a document", "https://w3id.org/kg-builder/data/document/a.txt", pattern=_PATH),
        parameter("default", "the merge of all documents; give one of the two", ""),
    ]
    told["parameters"] = [{**each, "required": False} for each in given]
    return told


def _search() -> Json:
    told = _operation("search", "Things by their names; slips of the pen are forgiven", "Things", [])
    told["responses"]["200"] = {"description": "the nearest first", "content": {"application/json": {"schema": _FOUND}}}
    most = parameter("most", "how many things at most", 8)
    most |= {"required": False, "schema": {"type": "integer", "minimum": 1, "maximum": 50}}
    told["parameters"] = [parameter("q", "a name, or some of its words", "UNESCO", longest=200), most]
    return told


def _entity() -> Json:
    kinds = [media.HTML, *media.GRAPHS]
    told = _operation("entity", "What is said of a thing; also as /entity.ttl, .jsonld and .nt", "Things", kinds)
    told["parameters"] = [parameter("iri", "an IRI", _THING, pattern=_PATH)]
    return told


def _picture() -> Json:
    told = _operation("picture", "A thing and what is joined with it, as SVG; or what matters most", "Things", [])
    told["responses"]["200"] = {"description": "the picture", "content": {"image/svg+xml": {"schema": _TEXT}}}
    dark = {**parameter("dark", "1 for the colours of the night", "1"), "required": False}
    dark["schema"] = {"enum": ["0", "1"]}
    told["parameters"] = [{**parameter("focus", "an IRI", _THING, pattern=_PATH), "required": False}, dark]
    return told


def parameter(name: str, description: str, example: object, *, pattern: str = "", longest: int = 0) -> Json:
    """Describe a parameter of an address, which must be given.

    Args:
        name: of the parameter.
        description: in a few words.
        example: a value.
        pattern: that values match.
        longest: in characters.
    """
    schema = {**_TEXT, **({"pattern": pattern} if pattern else {}), **({"maxLength": longest} if longest else {})}
    said = {"name": name, "in": "query", "required": True, "description": description}
    return {**said, "schema": schema, "example": example}


def _operation(name: str, summary: str, tag: str, kinds: Iterable[str]) -> Json:
    content: Mapping[str, Json] = {kind: {"schema": {}} for kind in kinds}
    plain = {"text/plain": {"schema": _TEXT}, "text/html": {"schema": _TEXT}}
    responses: Json = {"200": {"description": "the answer", "content": content}}
    for status, said in (
        ("400", "the address asks for what can't be given; the text says what"),
        ("404", "there is no such thing"),
        ("406", "none of the media types that are accepted can be written"),
        ("503", "stopped at a limit, or the store can't be read; Retry-After says when to try again"),
    ):
        responses[status] = {"description": said, "content": plain}
    return {"operationId": name, "summary": summary, "tags": [tag], "responses": responses}

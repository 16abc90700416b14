"""`/openapi.json`: what the server answers, described for programs (OpenAPI 3.1)."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg.queries import Parameter, Query
from kg.server.operations import TAGS, describe_operations
from kg.server.settings import Settings

Json = dict[str, Any]

_ERROR = {"type": "object", "properties": {"error": {"type": "string"}}, "required": ["error"]}
# What a value of each type may look like, where a pattern can tell.
_PATTERNS = {
    "integer": r"^[+-]?[0-9]{1,18}$",
    "date": r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$",
    "goal": r"^([1-9]|1[0-7])(\.[0-9a-z]{1,2})?$",
    "iri": r"^https?://[a-z0-9./#-]+$",
}


async def describe(request: Request) -> Response:
    """Return the description of the queries that this server offers."""
    return JSONResponse(make_description(request.app.state.settings))


def make_description(settings: Settings) -> Json:
    """Describe what a server answers by GET.

    Args:
        settings: its name and its queries.
    """
    paths = {f"/queries/{query.name}.json": {"get": _operation(query)} for query in settings.queries.values()}
    listed = _simple("list_queries", "The named queries", "Questions", {"type": "array", "items": _LISTED})
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"kg: {settings.name}",
            "version": "1",
            "description": "Named queries, things by name, and SPARQL 1.1 over a graph made from documents.",
        },
        "tags": [{"name": name, "description": said} for name, said in TAGS.items()],
        "paths": {
            **describe_operations(),
            "/queries": {"get": listed},
            **paths,
            "/health": {"get": _health()},
        },
    }


_HEALTH = {
    "type": "object",
    "properties": {
        "status": {"enum": ["ok", "trouble"]},
        "reason": {"type": "string", "description": "of trouble"},
        "store": {"type": "string"},
        "updates": {"type": "boolean"},
        "isolated": {"type": "boolean", "description": "whether queries run without a network"},
    },
    "required": ["status", "store", "updates", "isolated"],
}
_LISTED = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "summary": {"type": "string"}},
    "required": ["name", "summary", "parameters", "columns", "links"],
}


def _simple(name: str, summary: str, tag: str, schema: Json) -> Json:
    return {"operationId": name, "summary": summary, "tags": [tag], "responses": {"200": _body("the answer", schema)}}


def _health() -> Json:
    told = _simple("health", "Whether the server is up, and can read its store", "About", _HEALTH)
    told["responses"]["503"] = _body("the store can't be read", _HEALTH)
    return told


def _operation(query: Query) -> Json:
    row = {
        "type": "object",
        "properties": {name: {"description": said} for name, said in query.columns.items()},
        "required": list(query.columns),
        "additionalProperties": False,
    }
    responses = {
        "200": _body("the rows", {"type": "array", "items": row}),
        "304": {"description": "the client has this answer already (If-None-Match)"},
        "400": _body("a value is missing, left over or unfit, or there are more rows than allowed", _ERROR),
        "503": _body("stopped at a limit, or the store can't be read; Retry-After says when to try again", _ERROR),
    }
    given = [_parameter(one) for one in query.parameters]
    said = {"operationId": query.name, "summary": query.summary, "tags": ["Questions"]}
    return {**said, "parameters": given, "responses": responses}


def _parameter(one: Parameter) -> Json:
    schema: Json = {"type": "string"}
    if one.type in _PATTERNS:
        schema["pattern"] = _PATTERNS[one.type]
    said = {"name": one.name, "in": "query", "required": one.default is None, "description": one.description}
    return {**said, "schema": schema, "example": one.example}


def _body(description: str, schema: Json) -> Json:
    return {"description": description, "content": {"application/json": {"schema": schema}}}

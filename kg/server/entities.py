"""`/entity?iri=…`: one thing, as a page for people, as RDF for programs; `/entity?name=…` finds it by its name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import anyio.to_thread
import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.drawing.content import clean, public_link
from kg.drawing.dates import tell_date
from kg.iris import expand
from kg.sandbox import messages as sandbox
from kg.server import media
from kg.server.backend import Backend
from kg.server.context import JSON_LD, write_triples
from kg.server.errors import HttpError
from kg.server.protocol import Operation, read_pairs, read_thing
from kg.server.responses import tagged
from kg.server.sparql import check, evaluate
from kg.server.templates import PLAIN, entity_path, in_query, render
from kg.server.texts import read_text
from kg.server.things import MOST_FACTS
from kg.store.sparql import bind

Json = dict[str, Any]

SUFFIXES: Mapping[str, str] = {"ttl": "text/turtle", "jsonld": JSON_LD, "nt": "application/n-triples"}
_SHOWN = 8  # facts of one relation, before the rest folds
_DESCRIPTION = 300  # characters; who shows a link shows no more
_WITHOUT_PAGE = (expand("kg:"), expand("schema:"), expand("sdgo:"), "_:")  # words of vocabularies, and blank nodes
_EVIDENCE = ("before", "words", "after", "source", "document", "page", "start", "end", "confidence", "planned")


async def show(request: Request) -> Response:
    """Return what is said of a thing, in the form that the client accepts."""
    pairs = read_pairs(request.scope["query_string"])
    if [name for name, _ in pairs] == ["name"]:
        return await _find(request, pairs[0][1])
    iri = _read_iri(request)
    kind = media.choose(request.headers.get("accept"), [media.HTML, *media.GRAPHS])
    if kind is None:
        raise HttpError(406, f"a thing is written as {', '.join([media.HTML, *media.GRAPHS])}")
    return await (_page(request, iri) if kind == media.HTML else _triples(request, iri, kind))


async def download(request: Request) -> Response:
    """Return what is said of a thing in the form that the address names, for links on pages."""
    kind = SUFFIXES.get(request.path_params["suffix"])
    if kind is None:
        raise HttpError(404, f"a thing is written as /entity.{', /entity.'.join(SUFFIXES)}")
    return await _triples(request, _read_iri(request), kind)


def _read_iri(request: Request) -> str:
    """The IRI of the thing that is asked for."""
    pairs = read_pairs(request.scope["query_string"])
    if [name for name, _ in pairs] != ["iri"]:
        raise HttpError(400, "name one thing: ?iri=IRI, or a prefixed name; or ?name=NAME")
    request.state.asked = iri = read_thing(pairs[0][1])
    return iri


async def _find(request: Request, name: str) -> Response:
    """Lead to the one thing of a name, or to a search for it."""
    request.state.asked = name
    found = (await ask_child(request, sandbox.Request("names", json.dumps([name])))).get(name, [])
    return RedirectResponse(entity_path(found[0]) if len(found) == 1 else f"/search?q={in_query(name)}", 303)


async def ask_child(request: Request, wanted: sandbox.Request, missing: str = "") -> Any:  # noqa: ANN401 - what JSON holds
    """Ask a child of the server for something that is told as JSON.

    Args:
        request: to be ended with.
        wanted: what to ask.
        missing: what to say where there is nothing to tell.

    Raises:
        StoppedError: it was refused or stopped.
        HttpError: 404, there is nothing to tell.
    """
    backend: Backend = request.app.state.backend
    reply = await backend.run(request, lambda ask: ask(wanted))
    if reply.outcome == "missing":
        raise HttpError(404, missing or reply.reason)
    check(reply, backend.settings.limits)
    return json.loads(reply.body)


async def _triples(request: Request, iri: str, kind: str) -> Response:
    text = bind(read_text("triples"), {"thing": ox.NamedNode(iri)}, name="triples")
    lines = await evaluate(request, Operation("query", text), None, "application/n-triples")
    if not lines.body:
        raise HttpError(404, f"nothing is said of {iri}; search for its name")
    return tagged(request, await anyio.to_thread.run_sync(_write, lines.body, media.GRAPHS[kind]), kind)


def _write(lines: bytes, media_type: str) -> bytes:
    return write_triples((quad.triple for quad in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)), media_type)


async def _page(request: Request, iri: str) -> Response:
    thing = await ask_child(request, sandbox.Request("thing", iri), f"nothing is said of {iri}; search for its name")
    page = render(
        "entity.html",
        site=request.app.state.settings.name,
        title=clean(thing["name"]),
        description=describe(thing),
        address=str(request.base_url).rstrip("/") + entity_path(iri),
        link=public_link(iri),
        thing=prepare(thing),
        shown=_SHOWN,
        most=MOST_FACTS,
    )
    return tagged(request, page.encode(), media.HTML, {"Content-Security-Policy": PLAIN})


def describe(thing: Json) -> str:
    """Return the sentence that tells what a thing is, as plain text of a length that fits beside a link."""
    told = "".join(word["text"] for word in thing["story"])
    return told if len(told) <= _DESCRIPTION else told[:_DESCRIPTION].rpartition(" ")[0] + " …"


def prepare(thing: Json) -> Json:
    """Put what a child tells of a thing into the form that the page wants."""
    relations = {name: [_prepare_fact(fact) for fact in facts] for name, facts in thing["relations"].items()}
    return {**thing, "relations": relations}


def _prepare_fact(fact: Json) -> Json:
    evidence = [dict(zip(_EVIDENCE, said, strict=True)) for said in fact["evidence"]]
    is_page = fact["iri"] and not fact["iri"].startswith(_WITHOUT_PAGE)
    return {
        **fact,
        "text": _write_value(fact),
        "link": entity_path(fact["iri"]) if is_page else "",
        "evidence": evidence,
    }


def _write_value(fact: Json) -> str:
    """Dates, numbers and truths as people write them."""
    value: str = fact["value"]
    if fact["is_date"]:
        return tell_date(value)
    if fact["datatype"] == "xsd:boolean":
        return {"true": "yes", "false": "no"}.get(value, value)
    is_whole = fact["datatype"] == "xsd:integer" and value.lstrip("+-").isdecimal() and len(value) < 30
    return f"{int(value):,}" if is_whole else value

"""`/entity?iri=…`: one thing, as a page for people, as RDF for programs."""

from __future__ import annotations

from functools import cache
from urllib.parse import quote

import anyio.to_thread
import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from kg.bundled import folder
from kg.drawing.content import clean, public_link
from kg.iris import PREFIXES, expand, shorten
from kg.server import media
from kg.server.backend import Ask, Backend
from kg.server.errors import HttpError
from kg.server.protocol import Operation, read_iri, read_pairs
from kg.server.responses import tagged
from kg.server.sparql import evaluate
from kg.server.templates import render
from kg.store import Row, Rows, Triples
from kg.store.sparql import bind, run
from kg.store.vocabulary import Vocabulary, make_vocabulary


async def show(request: Request) -> Response:
    """Return what is said of a thing, in the form that the client accepts."""
    pairs = read_pairs(request.scope["query_string"])
    if [name for name, _ in pairs] != ["iri"]:
        raise HttpError(400, "name one thing: ?iri=IRI, or a prefixed name")
    iri = _expand(pairs[0][1])
    request.state.asked = iri
    kind = media.choose(request.headers.get("accept"), [media.HTML, *media.GRAPHS])
    if kind is None:
        raise HttpError(406, f"a thing is written as {', '.join([media.HTML, *media.GRAPHS])}")
    return await (_page(request, iri) if kind == media.HTML else _triples(request, iri, kind))


def _expand(name: str) -> str:
    """Write a prefixed name out; an IRI may have any scheme."""
    return read_iri(expand(name) if name.partition(":")[0] in PREFIXES else name)


async def _triples(request: Request, iri: str, kind: str) -> Response:
    lines = await evaluate(request, Operation("query", _bound("triples", iri)), None, "application/n-triples")
    if not lines.body:
        raise _missing(iri)
    return tagged(request, await anyio.to_thread.run_sync(_write, lines.body, media.GRAPHS[kind]), kind)


def _write(lines: bytes, media_type: str) -> bytes:
    triples = [quad.triple for quad in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)]
    written = ox.RdfFormat.from_media_type(media_type) or ox.RdfFormat.TURTLE
    return ox.serialize(triples, format=written, prefixes=PREFIXES) or b""


async def _page(request: Request, iri: str) -> Response:
    backend: Backend = request.app.state.backend

    def work(put: Ask) -> tuple[Rows, Vocabulary]:
        engine = backend.engine(put)
        rows = run(engine, _bound("facts", iri))  # type: ignore[arg-type]
        kept = run(engine, _text("definitions"))  # type: ignore[arg-type]
        assert isinstance(rows, Rows)  # it's a SELECT
        assert isinstance(kept, Triples)  # it's a CONSTRUCT
        return rows, make_vocabulary(kept)

    rows, words = await backend.run(request, work)
    if not rows:
        raise _missing(iri)
    facts = [_fact(row, terms[2], words) for row, terms in zip(rows, rows.terms, strict=True)]
    names = sorted(str(fact["text"]) for fact in facts if fact["property"] == "name" and fact["side"] == "out")
    title = names[0] if names else clean(shorten(iri))
    page = render(
        "entity.html",
        title=title,
        iri=clean(iri),
        link=public_link(iri),
        focus=quote(iri),
        facts=facts,
        most=len(facts) >= 500,
    )
    return tagged(request, page.encode(), media.HTML, {"Content-Security-Policy": PLAIN_PAGE})


PLAIN_PAGE = (
    "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


def _bound(name: str, iri: str) -> str:
    return bind(_text(name), {"thing": ox.NamedNode(iri)}, name=name)


@cache
def _text(name: str) -> str:
    return folder("server/rq").joinpath(f"{name}.rq").read_text("utf-8")


def _fact(row: Row, other: object, words: Vocabulary) -> dict[str, object]:
    """A fact as the page says it; a thing at its other end is a link to its own page."""
    iri = other.value if isinstance(other, ox.NamedNode) else ""
    value = row.name or (words.label(iri) if iri.startswith(_VOCABULARIES) else shorten(iri) if iri else row.other)
    return {
        "side": row.side,
        "property": words.label(str(row.property)),
        "text": clean(value),
        "link": f"/entity?iri={quote(iri, safe='')}" if iri else "",
        "sentence": clean(row.sentence or ""),
        "document": clean(row.document or ""),
        "planned": row.planned,
    }


_VOCABULARIES = (expand("kg:"), expand("schema:"), expand("sdgo:"))


def _missing(iri: str) -> HttpError:
    return HttpError(404, f"nothing is said of {iri}; find things with /queries or on the query page")

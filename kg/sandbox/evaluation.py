"""Does what a request asks and writes the answer as bytes; runs in the child, and loads nothing but the engine."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias, TypeVar

import pyoxigraph as ox

from kg.iris import PREFIXES
from kg.sandbox.messages import Reply, Request

if TYPE_CHECKING:
    from typing_extensions import Buffer

_Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_Thing = TypeVar("_Thing")

TSV = ox.QueryResultsFormat.TSV


class _OverError(Exception):
    """A limit was passed; the outcome that says which."""

    def __init__(self, outcome: str) -> None:
        super().__init__(outcome)
        self.outcome = outcome


class _Sink(io.BytesIO):
    """Takes bytes up to a limit."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def write(self, part: Buffer, /) -> int:
        if self.tell() + memoryview(part).nbytes > self._most:
            raise _OverError("size")
        return super().write(part)


def answer(engine: ox.Store, request: Request) -> Reply:
    """Do what a request asks; what goes wrong is told in the reply."""
    try:
        return _KINDS[request.kind](engine, request)
    except _OverError as over:
        return Reply(over.outcome)
    except (SyntaxError, RecursionError) as error:
        return Reply("syntax", reason=str(error))
    except MemoryError:
        return Reply("memory")
    except (RuntimeError, ValueError, OSError) as error:
        return Reply("failed", reason=str(error))


def _query(engine: ox.Store, request: Request) -> Reply:
    result = _evaluate(engine, request)
    if isinstance(result, ox.QueryTriples):
        return _triples(_counted(result, request.rows), request)
    form = "boolean" if isinstance(result, ox.QueryBoolean) else "rows"
    kind = ox.QueryResultsFormat.from_media_type(request.rows_type or "")
    if kind is None:
        return Reply("unacceptable", form=form)
    if isinstance(result, ox.QuerySolutions):
        return Reply("done", _rows(result, request, kind), form, kind.media_type)
    return Reply("done", result.serialize(format=kind) or b"", form, kind.media_type)


def _evaluate(engine: ox.Store, request: Request) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    if not request.default_graphs and not request.named_graphs:
        return engine.query(request.text, base_iri=request.base, prefixes=PREFIXES)
    return engine.query(
        request.text,
        base_iri=request.base,
        prefixes=PREFIXES,
        default_graph=list(map(ox.NamedNode, request.default_graphs)),
        named_graphs=list(map(ox.NamedNode, request.named_graphs)),
    )


def _rows(result: ox.QuerySolutions, request: Request, kind: ox.QueryResultsFormat) -> bytes:
    """Count the rows as they come; the engine writes only whole results, but reads lines of TSV and writes those."""
    sink = _Sink(request.size)
    sink.write(("\t".join(map(str, result.variables)) + "\n").encode())
    for row in _counted(result, request.rows):
        sink.write(("\t".join("" if term is None else _write(term) for term in row) + "\n").encode())
    lines = sink.getvalue()
    if kind == TSV:
        return lines
    written = _Sink(request.size)
    parsed = ox.parse_query_results(lines, format=TSV)
    assert isinstance(parsed, ox.QuerySolutions)  # TSV holds nothing else
    parsed.serialize(written, format=kind)
    return written.getvalue()


def _write(term: _Term) -> str:
    if isinstance(term, ox.Triple):
        return f"<<( {_write(term.subject)} {_write(term.predicate)} {_write(term.object)} )>>"
    return str(term)


def _counted(things: Iterable[_Thing], most: int | None) -> Iterator[_Thing]:
    for number, thing in enumerate(things, 1):
        if most is not None and number > most:
            raise _OverError("rows")
        yield thing


def _triples(triples: Iterable[ox.Triple], request: Request) -> Reply:
    kind = ox.RdfFormat.from_media_type(request.graph_type or "")
    if kind is None:
        return Reply("unacceptable", form="triples")
    sink = _Sink(request.size)
    ox.serialize(triples, sink, format=kind, prefixes=PREFIXES)
    return Reply("done", sink.getvalue(), "triples", kind.media_type)


def _graph(engine: ox.Store, request: Request) -> Reply:
    """Write a graph whole; `rows` isn't heeded, `size` is."""
    name = ox.NamedNode(request.text) if request.text else ox.DefaultGraph()
    if isinstance(name, ox.NamedNode) and not engine.contains_named_graph(name):
        return Reply("missing")
    return _triples((quad.triple for quad in engine.quads_for_pattern(None, None, None, name)), request)


def _update(engine: ox.Store, request: Request) -> Reply:
    engine.update(request.text, base_iri=request.base, prefixes=PREFIXES)
    return Reply("done")


_KINDS: Mapping[str, Callable[[ox.Store, Request], Reply]] = {
    "query": _query,
    "graph": _graph,
    "update": _update,
}

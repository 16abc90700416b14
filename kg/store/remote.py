"""A store behind a SPARQL 1.1 endpoint, with the methods of the engine's store that kg uses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar
from urllib.parse import urlsplit

import pyoxigraph as ox

from kg.errors import StoreError
from kg.store.endpoint import RESULTS, TRIPLES, Endpoint
from kg.store.patterns import DEFAULT, Node
from kg.store.updates import write_update

_VARIABLES = tuple(map(ox.Variable, ("s", "p", "o", "g")))

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Pattern = tuple[Node | None, ox.NamedNode | None, Term | None, ox.NamedNode | ox.DefaultGraph | None]
Answer = TypeVar("Answer")
Results = ox.QuerySolutions | ox.QueryBoolean | Iterator[ox.Triple]


_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:(?://.*)?", re.IGNORECASE)


def is_url(path: object) -> bool:
    """Whether what names a store is an endpoint's URL.

    Raises:
        StoreError: it's empty, or a URL that is none of an endpoint ("htps://…", "file:///…", "http:").
    """
    if path == "":
        raise StoreError("''", "names no store; give a folder, a file or an endpoint's URL")
    if not isinstance(path, str) or not _SCHEME.fullmatch(path):
        return False
    if path.lower().startswith(("http://", "https://")) and urlsplit(path).hostname:
        return True
    raise StoreError(path, f"is no endpoint's URL, which begins with http:// or https://; for a folder write ./{path}")


class Remote:
    """What is behind an endpoint.

    Args:
        url: where queries go.

    Raises:
        StoreError: the URL holds a password, or a password would go over the network unencrypted.
    """

    def __init__(self, url: str) -> None:
        self._endpoint = Endpoint(url)
        self.url = self._endpoint.url

    @property
    def used(self) -> bool:
        """Whether anything was sent."""
        return self._endpoint.used

    def query(
        self,
        query: str,
        *,
        prefixes: Mapping[str, str] | None = None,
        substitutions: Mapping[ox.Variable, Term] | None = None,
    ) -> Results:
        """Ask, as the engine's own `query` does.

        Raises:
            SyntaxError: the endpoint can't read the query.
            RuntimeError: it can't evaluate it.
            StoreError: it can't be reached, or refuses who asks.
        """
        text = _declare(prefixes) + query
        if substitutions:
            names, terms = (" ".join(map(str, each)) for each in (substitutions, substitutions.values()))
            text += f"\nVALUES ({names}) {{ ({terms}) }}"
        answer = self._endpoint.query(text)
        kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if kind == TRIPLES:
            return (quad.triple for quad in ox.parse(answer.data, format=ox.RdfFormat.N_TRIPLES))
        if kind == RESULTS:
            return ox.parse_query_results(answer.data, format=ox.QueryResultsFormat.JSON)
        raise StoreError(self.url, f"answers with {kind or 'nothing'}, not with results of SPARQL; check the URL")

    def quads_for_pattern(
        self,
        subject: Node | None,
        predicate: ox.NamedNode | None,
        object: Term | None,  # noqa: A002 - as the engine calls it
        graph_name: ox.NamedNode | ox.DefaultGraph | None = None,
    ) -> Iterator[ox.Quad]:
        """Look quads up; None stands for anything."""
        if (subject, predicate, object) == (None, None, None) and isinstance(graph_name, ox.NamedNode):
            lines = self._told(self._endpoint.graph, graph_name.value)
            if lines is not None:
                triples = ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)
                return (ox.Quad(one.subject, one.predicate, one.object, graph_name) for one in triples)
        given = (subject, predicate, object, graph_name)
        if any(isinstance(term, ox.BlankNode) for term in given):
            return iter(())  # a blank node has no name outside its own server
        written = [str(variable if term is None else term) for term, variable in zip(given, _VARIABLES, strict=True)]
        asked = {variable: None for term, variable in zip(given, _VARIABLES, strict=True) if term is None}
        triple = f"{{ {' '.join(written[:3])} }}"
        places = [triple] if graph_name in (None, DEFAULT) else []
        places += [f"{{ GRAPH {written[3]} {triple} }}"] if graph_name != DEFAULT else []
        where = f"{{ {' UNION '.join(places)} }}"
        if not asked:
            return iter([ox.Quad(*given)] if self._ask(f"ASK {where}") else [])  # type: ignore[arg-type]
        rows = self._ask(f"SELECT {' '.join(map(str, asked))} {where}")
        return (_quad(given, row, asked) for row in rows)  # type: ignore[arg-type, union-attr]

    def _ask(self, query: str) -> Results:
        return self._told(self.query, query)

    def _told(self, question: Callable[[str], Answer], text: str) -> Answer:
        """What is asked here is right: where it can't be answered, that's the endpoint's fault."""
        try:
            return question(text)
        except (SyntaxError, RuntimeError) as error:
            raise StoreError(self.url, f"can't answer what any endpoint can ({error}); see its own log") from error

    def __iter__(self) -> Iterator[ox.Quad]:
        return self.quads_for_pattern(None, None, None)

    def __contains__(self, quad: ox.Quad) -> bool:
        return any(self.quads_for_pattern(quad.subject, quad.predicate, quad.object, quad.graph_name))  # type: ignore[arg-type]

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def named_graphs(self) -> Iterator[ox.NamedNode]:
        """Return the names of the graphs that hold something."""
        rows = self._ask("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
        return (row["g"] for row in rows)  # type: ignore[union-attr]

    def update(self, update: str, *, prefixes: Mapping[str, str] | None = None, repeatable: bool = False) -> None:
        """Change the store by one request.

        Args:
            update: SPARQL 1.1 Update.
            prefixes: as for the engine's own `update`.
            repeatable: twice is as good as once, so that it may be sent again when the answer is lost.

        Raises:
            StoreError: the endpoint can't be reached, or refuses the update.
        """
        self._endpoint.update(_declare(prefixes) + update, repeatable=repeatable)

    def extend(self, quads: Iterable[ox.Quad]) -> None:
        """Add quads by one request."""
        if added := list(quads):
            self.update(write_update([], added), repeatable=True)

    def remove_graph(self, graph_name: ox.NamedNode) -> None:
        """Take a graph out, as far as it is there; the default graph stays as it is."""
        self.update(f"DROP SILENT GRAPH {graph_name}", repeatable=True)

    def flush(self) -> None:
        """Do nothing: what an endpoint has acknowledged is kept as it keeps things."""

    def close(self) -> None:
        """Hang up."""
        self._endpoint.close()


def descriptions(engine: ox.Store) -> ox.Store:
    """Return a store that holds what graphs say of themselves; the same one, unless each look would be a request."""
    if not isinstance(engine, Remote):
        return engine
    copy = ox.Store()
    rows: Iterable[Any] = engine.query("SELECT ?g ?p ?o { GRAPH ?g { ?g ?p ?o } }")
    copy.extend(ox.Quad(row["g"], row["p"], row["o"], row["g"]) for row in rows)
    return copy


def fetch(engine: ox.Store) -> ox.Store:
    """Return a copy in memory of what is behind an endpoint, for those who look up thousands of things in it."""
    if not isinstance(engine, Remote):
        return engine
    copy = ox.Store()
    copy.extend(engine)
    return copy


def _declare(prefixes: Mapping[str, str] | None) -> str:
    """Declarations in front of a text, on its first line: errors name the lines as they are."""
    return "".join(f"PREFIX {name}: {ox.NamedNode(iri)} " for name, iri in (prefixes or {}).items())


def _quad(given: Pattern, row: ox.QuerySolution, asked: Mapping[ox.Variable, None]) -> ox.Quad:
    pairs = zip(given, _VARIABLES, strict=True)
    terms: list[Any] = [row[variable] if variable in asked else term for term, variable in pairs]
    return ox.Quad(terms[0], terms[1], terms[2], terms[3] or DEFAULT)

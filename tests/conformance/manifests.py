"""Reads the manifests of the W3C test suites."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from rdflib import RDF, RDFS, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")

HOME = "https://w3c.github.io/rdf-tests/"
_OLD_HOME = "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/"


@dataclass(frozen=True)
class Data:
    """What a store holds before or after a test: files of the default graph, and of named graphs by name."""

    default: tuple[Path, ...] = ()
    named: tuple[tuple[str, Path], ...] = ()


@dataclass(frozen=True)
class Case:
    """A test: its kind, such as `QueryEvaluationTest`, what is to be read or run, and what shall come of it."""

    name: str
    kind: str
    action: Path
    base: str
    before: Data = field(default_factory=Data)
    result: Path | None = None
    after: Data = field(default_factory=Data)


@dataclass(frozen=True)
class Suites:
    """The folder that holds `rdf/` and `sparql/`."""

    root: Path

    def cases(self, manifest: str) -> Iterator[Case]:
        """Yield the tests of a manifest, with those that it includes; `manifest` is a path below the root."""
        graph = Graph().parse(self.root / manifest, format="turtle", publicID=HOME + manifest)
        here = URIRef(HOME + manifest)
        for included in graph.objects(here, MF.include):
            for other in Collection(graph, included):
                yield from self.cases(str(other).removeprefix(HOME))
        base = str(graph.value(here, MF.assumedTestBase) or "")
        for entries in graph.objects(here, MF.entries):
            for node in Collection(graph, entries):
                yield self._case(graph, node, base)

    def _case(self, graph: Graph, node: Node, base: str) -> Case:
        action, result = graph.value(node, MF.action), graph.value(node, MF.result)
        request = next((one for key in (QT.query, UT.request) for one in graph.objects(action, key)), action)
        file = self._file(request)
        return Case(
            name=str(node).removeprefix(HOME).removeprefix(_OLD_HOME),
            kind=str(graph.value(node, RDF.type)).rpartition("#")[2],
            action=file,
            base=base + file.name if base else str(request),
            before=self._data(graph, action),
            result=self._file(result) if isinstance(result, URIRef) else None,
            after=self._data(graph, result),
        )

    def _data(self, graph: Graph, node: Node | None) -> Data:
        default = tuple(self._file(one) for key in (QT.data, UT.data) for one in graph.objects(node, key))
        named = [one for key in (QT.graphData, UT.graphData) for one in graph.objects(node, key)]
        return Data(default, tuple(sorted(self._named(graph, one) for one in named)))

    def _named(self, graph: Graph, node: Node) -> tuple[str, Path]:
        file, label = graph.value(node, UT.graph), graph.value(node, RDFS.label)
        return (str(label), self._file(file)) if isinstance(label, Literal) else (str(node), self._file(node))

    def _file(self, node: Node | None) -> Path:
        return self.root / unquote(str(node).removeprefix(HOME))

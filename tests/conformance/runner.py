"""Runs one test of a W3C suite through kg; what isn't as it should be is told in a few words."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox
import rdflib

from kg.errors import KgError
from kg.graph import Store
from kg.store import Rows, Triples
from kg.store.files import parse_file
from kg.store.turtle import write_trig, write_turtle
from tests.conformance.manifests import HOME, Case, Data

DEFAULT = ox.DefaultGraph()
RS = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
ALGORITHM = ox.CanonicalizationAlgorithm.RDFC_1_0


def run(case: Case) -> str:
    """Return why a test fails, or nothing where it passes.

    Raises:
        KeyError: there is no such kind of test.
    """
    return KINDS[case.kind](case)


def refuses(case: Case) -> str:
    try:
        parse_file(case.action, base=case.base)
    except KgError:
        return ""
    return "takes what isn't right"


def reads(case: Case) -> str:
    parse_file(case.action, base=case.base)
    return ""


def gives(case: Case) -> str:
    assert case.result is not None
    found = ox.Dataset(parse_file(case.action, base=case.base))
    if not same(found, ox.Dataset(parse_file(case.result))):
        return "reads another graph"
    return "" if same(written_again(found), found) else "what kg writes of it is another graph"


def written_again(data: ox.Dataset) -> ox.Dataset:
    """What comes of writing a graph as Turtle or TriG, and reading that."""
    quads = list(data)
    graphs: dict[ox.NamedNode, list[ox.Triple]] = {}
    for quad in quads:
        graphs.setdefault(quad.graph_name, []).append(quad.triple)  # type: ignore[arg-type]
    default = graphs.pop(DEFAULT, [])  # type: ignore[call-overload]
    if any(isinstance(graph, ox.BlankNode) for graph in graphs):
        return data  # kg has no such graphs
    lines = [*ox.parse(write_turtle(default), format=ox.RdfFormat.TURTLE)]
    return ox.Dataset([*lines, *ox.parse(write_trig(graphs), format=ox.RdfFormat.TRIG)] if graphs else lines)


def same(one: ox.Dataset, other: ox.Dataset) -> bool:
    """Whether two graphs are the same but for the names of blank nodes."""
    for each in (one, other):
        each.canonicalize(ALGORITHM)
    return one == other


def parses(case: Case) -> str:
    try:
        ask(case, Store())
    except KgError as error:  # whether it can be evaluated isn't asked
        return str(error) if isinstance(error.__cause__, SyntaxError) else ""
    return ""


def refuses_query(case: Case) -> str:
    try:
        ask(case, Store())
    except KgError:
        return ""
    return "takes what isn't SPARQL"


def ask(case: Case, store: Store) -> Rows | Triples | bool:
    text = case.action.read_text(encoding="utf-8")
    return store.sparql(f"BASE <{case.base}> {text}")


def change(case: Case, store: Store) -> None:
    store.engine.update(case.action.read_text(encoding="utf-8"), base_iri=case.base)


def updates(case: Case) -> str:
    with suppress(RuntimeError):  # there is nothing to change
        change(case, Store())
    return ""


def refuses_update(case: Case) -> str:
    try:
        change(case, Store())
    except SyntaxError:
        return ""
    return "takes what isn't SPARQL"


def evaluates_update(case: Case) -> str:
    store = filled(case.before)
    change(case, store)
    return "" if same(ox.Dataset(store.engine), ox.Dataset(filled(case.after).engine)) else "leaves another graph"


def filled(data: Data) -> Store:
    store = Store()
    for graph, file in [*((None, file) for file in data.default), *data.named]:
        quads = parse(file)
        home = DEFAULT if graph is None else ox.NamedNode(graph)
        store.engine.extend(ox.Quad(one.subject, one.predicate, one.object, home) for one in quads)
        if graph is not None:
            store.engine.add_graph(ox.NamedNode(graph))
    return store


def parse(file: Path) -> list[ox.Quad]:
    """A file of data; RDF/XML, which kg doesn't read, is read by the engine."""
    base = HOME + file.as_posix().partition("/conformance/")[2]
    if file.suffix == ".rdf":
        return list(ox.parse(path=str(file), format=ox.RdfFormat.RDF_XML, base_iri=base))
    return parse_file(file, base=base)


def evaluates(case: Case) -> str:
    assert case.result is not None
    found = ask(case, filled(case.before))
    suffix = case.result.suffix
    if isinstance(found, Triples):
        wanted = ox.Dataset(parse(case.result))
        graph = ox.Dataset(ox.Quad(one.subject, one.predicate, one.object) for one in found)
        return "" if same(graph, wanted) else "constructs another graph"
    if suffix == ".csv":
        assert isinstance(found, Rows)
        return compare_csv(found, case.result)
    if suffix == ".ttl":
        expected = ox.parse_query_results(result_set(case.result), format=ox.QueryResultsFormat.JSON)
    else:
        expected = ox.parse_query_results(case.result.read_bytes(), format=FORMATS[suffix])
    if isinstance(expected, ox.QueryBoolean):
        return "" if found is bool(expected) else f"answers {found}"
    assert isinstance(found, Rows)
    ordered = "order by" in case.action.read_text(encoding="utf-8").casefold()
    # What kg writes is what is compared.
    written = ox.parse_query_results(found.to_srj(), format=ox.QueryResultsFormat.JSON)
    return compare(written, expected, ordered=ordered)  # type: ignore[arg-type]


def result_set(file: Path) -> str:
    """A result that is written as a graph (rs:ResultSet), as JSON."""
    graph = rdflib.Graph().parse(file, publicID=HOME + file.as_posix().partition("/conformance/")[2])
    rows = [
        {
            str(graph.value(one, RS.variable)): as_json(graph.value(one, RS.value))
            for one in graph.objects(row, RS.binding)
        }
        for row in graph.objects(None, RS.solution)
    ]
    names = [str(name) for name in graph.objects(None, RS.resultVariable)]
    return json.dumps({"head": {"vars": names}, "results": {"bindings": rows}})


def as_json(term: object) -> dict[str, str]:
    if not isinstance(term, rdflib.Literal):
        return {"type": "uri" if isinstance(term, rdflib.URIRef) else "bnode", "value": str(term)}
    return {"type": "literal", "value": str(term)} | ({"datatype": str(term.datatype)} if term.datatype else {})


FORMATS = {
    ".srx": ox.QueryResultsFormat.XML,
    ".srj": ox.QueryResultsFormat.JSON,
    ".tsv": ox.QueryResultsFormat.TSV,
}


def compare(found: ox.QuerySolutions, wanted: ox.QuerySolutions, *, ordered: bool) -> str:
    """Rows are the same in any order, numbers by value: the engine writes each in one way."""
    names = [one.value for one in found.variables]
    if set(names) != {one.value for one in wanted.variables}:
        return f"has the columns {', '.join(names)}"
    rows = [[{name: by_value(row[name]) for name in names} for row in one] for one in (found, wanted)]
    if not has_blank(rows[0]) and not has_blank(rows[1]):
        lists = [[tuple(str(row[name]) for name in names) for row in one] for one in rows]
        right = lists[0] == lists[1] if ordered else Counter(lists[0]) == Counter(lists[1])
    else:
        right = same(*(as_graph(one, ordered=ordered) for one in rows))
    return "" if right else "gives other rows"


Table = list[dict[str, object]]


def has_blank(rows: Table) -> bool:
    return any(isinstance(term, ox.BlankNode) for row in rows for term in row.values())


def as_graph(rows: Table, *, ordered: bool) -> ox.Dataset:
    """Rows as blank nodes, so that graphs can be compared; two equal rows differ in their number."""
    seen: Counter[str] = Counter()
    quads = []
    for place, row in enumerate(rows):
        key = str(sorted((name, str(term)) for name, term in row.items()))
        number = place if ordered else seen[key]
        seen[key] += 1
        node = ox.BlankNode()
        quads.append(ox.Quad(node, ox.NamedNode("urn:number"), ox.Literal(number)))
        quads += [
            ox.Quad(node, ox.NamedNode(f"urn:{name}"), term)  # type: ignore[arg-type]
            for name, term in row.items()
            if term is not None
        ]
    return ox.Dataset(quads)


def by_value(term: object) -> object:
    """A literal as the engine writes it."""
    if not isinstance(term, ox.Literal):
        return term
    store, name = ox.Store(), ox.NamedNode("urn:x")
    store.add(ox.Quad(name, name, term))
    return next(iter(store)).object


def compare_csv(rows: Rows, file: Path) -> str:
    texts = (rows.to_csv(), file.read_bytes().decode())  # SELECT * has its columns in any order
    read = [list(csv.DictReader(io.StringIO(text, newline=""))) for text in texts]
    blank = [[{name: cell_of(cell) for name, cell in row.items()} for row in one] for one in read]
    return "" if same(*(as_graph(one, ordered=False) for one in blank)) else "writes another CSV"  # type: ignore[arg-type]


def cell_of(cell: str) -> ox.BlankNode | ox.Literal:
    return ox.BlankNode(cell[2:]) if cell.startswith("_:") else ox.Literal(cell)


KINDS = {
    **{f"Test{kind}PositiveSyntax": reads for kind in ("Turtle", "Trig", "NQuads", "NTriples")},
    **{f"Test{kind}NegativeSyntax": refuses for kind in ("Turtle", "Trig", "NQuads", "NTriples")},
    **{f"Test{kind}NegativeEval": refuses for kind in ("Turtle", "Trig")},
    **{f"Test{kind}Eval": gives for kind in ("Turtle", "Trig")},
    "QueryEvaluationTest": evaluates,
    "CSVResultFormatTest": evaluates,
    "PositiveSyntaxTest11": parses,
    "NegativeSyntaxTest11": refuses_query,
    "UpdateEvaluationTest": evaluates_update,
    "PositiveUpdateSyntaxTest11": updates,
    "NegativeUpdateSyntaxTest11": refuses_update,
}

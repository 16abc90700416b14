"""In a notebook a graph, an entity, a path and a result show themselves; run by a real kernel."""

from __future__ import annotations

import pickle
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from kg.drawing.picture import Picture
from kg.graph import Store
from kg.store.rows import SHOWN
from tests.samples import EVENT, PERSON, filled

# The libraries of Jupyter warn of each other's old names.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning", "ignore::UserWarning")

CELLS = [
    "from kg import Store; graph = Store.open('news.kg', read_only=True)",
    "graph",
    "graph.entity('unesco')",
    "graph.query('people')",
    "graph.sparql('CONSTRUCT { ?s schema:name ?n } WHERE { ?s schema:name ?n }')",
    "graph.path('Ana Example', 'Japan')[0]",
    "graph.draw(focus='Ana Example', title='Around Ana')",
    "graph.why('Ana Example', 'chair')",
    "graph.search('learning')",
    "graph.path('Ana Example', 'Japan')",
    "graph.query('events_of', organization='UNESCO').draw()",
]
FRAMED = (1, 6, 10)


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What each cell of a notebook shows as HTML."""
    folder: Path = tmp_path_factory.mktemp("notebook")
    filled(folder / "news.kg").close()
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS])
    NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(folder)}}
    ).execute()
    outputs = [[output for output in cell.outputs if output.output_type == "execute_result"] for cell in notebook.cells]
    return [each[0].data.get("text/html", "") if each else "" for each in outputs]


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        (1, ["<iframe", "2 documents", "Dialogue on Digital Learning"]),
        (2, ["UNESCO", "Intergovernmental organization", "organizer of", "Dialogue on Digital Learning"]),
        (3, ["<th", "person", "Ana Example", "rows"]),
        (4, ["wd:Q7809 schema:name", "triples"]),
        (5, ["chair of", "chaired the dialogue", "<cite>dialogue.txt</cite>"]),
        (6, ["<iframe", "Around Ana", "2 documents"]),
        (7, ["<mark>", "chaired the dialogue", "<cite>dialogue.txt</cite>", "confidence 0.9"]),
        (8, ["<td>1</td>", "Dialogue on Digital Learning", "score", "event/dialogue-on-digital-learning"]),
        (9, ["chair of", "chaired the dialogue"]),
        (10, ["<iframe", "UNESCO"]),
    ],
)
def test_a_notebook_shows_it(shown: list[str], cell: int, parts: list[str]) -> None:
    for part in parts:
        assert part in shown[cell]
    assert "<script" not in shown[cell]


def test_rows_are_escaped_cut_and_counted() -> None:
    text = "SELECT * { VALUES (?a ?b) { ('<b>x</b>' '&') " + "('y' <http://e/x>) " * 30 + "} }"
    page = Store().sparql(text)._repr_html_()  # type: ignore[union-attr]
    assert "&lt;b&gt;x&lt;/b&gt;" in page
    assert "<b>" not in page
    assert page.count("<tr>") == SHOWN + 1
    assert f"31 rows, {31 - SHOWN} not shown" in page
    assert "1 row<" in Store().sparql("SELECT (1 AS ?x) {}")._repr_html_()  # type: ignore[union-attr]


@pytest.mark.parametrize("cell", FRAMED)
def test_a_picture_is_in_a_sandbox_and_escaped(shown: list[str], cell: int) -> None:
    frame = ET.fromstring(shown[cell])  # a single element, which ends where it should
    assert frame.tag == "iframe"
    assert frame.get("srcdoc", "").startswith("<!doctype html>")
    assert "allow-scripts" in frame.get("sandbox", "")
    assert "allow-same-origin" not in frame.get("sandbox", "")


def test_nothing_breaks_out_of_a_frame() -> None:
    hostile = "\"></iframe><script>alert(1)</script>'&amp;"
    frame = ET.fromstring(Picture(hostile, hostile)._repr_html_())
    assert (frame.get("title"), frame.get("srcdoc"), len(frame)) == (hostile, hostile, 0)


def test_a_large_graph_is_counted_and_tells_how_to_see_it(monkeypatch: pytest.MonkeyPatch) -> None:
    store = filled()
    assert store._repr_html_() == store.draw().frame
    for limit in ("MOST_SHOWN", "LARGEST_SHOWN"):
        with monkeypatch.context() as patch:
            patch.setattr(f"kg.drawing.picture.{limit}", 5)
            assert all(part in store._repr_html_() for part in ("schema:organizer", "draw(&#39;graph.html&#39;)"))


def test_what_isnt_found_says_so_and_the_rest_is_readable() -> None:
    store = filled()
    nothing = store.search("zzzz")
    assert (str(nothing), "nothing was found" in nothing._repr_html_()) == ("nothing was found", True)
    assert "nothing connects the two" in store.path("Italy", "Ana Example", longest=1)._repr_html_()
    hits, reasons = store.search("dialogue"), store.why("Ana Example", "chair")
    assert str(hits).splitlines() == [str(hit) for hit in hits]
    assert str(reasons).startswith("Dialogue on Digital Learning — chair — Ana Example\n  “Ana Example, Director")
    assert reasons[0]._repr_html_() == reasons._repr_html_()


def test_words_are_marked_where_it_is_certain_which_they_are() -> None:
    (evidence,) = filled().why("Ana Example", "chair")
    statement = evidence.statement
    for sentence, marked in {
        "He chaired it.": ("He ", "chaired", " it."),
        "He chaired; she chaired.": ("He chaired; she chaired. … ", "chaired", ""),
        "": ("", "chaired", ""),
    }.items():
        passage = replace(statement.passage, exact="chaired", sentence=sentence)
        assert replace(evidence, statement=replace(statement, passage=passage)).marked == marked


def test_a_graph_as_networkx_has_it() -> None:
    graph = filled().networkx(focus="Ana Example", hops=1)
    assert graph.nodes[PERSON]["label"] == "Ana Example"
    assert graph.has_edge(EVENT, PERSON)


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_frames_of_rows_keep_the_names_of_columns(library: str) -> None:
    frames = pytest.importorskip(library)
    rows = filled().query("people")
    assert list(frames.DataFrame(rows).columns) == list(rows.columns)
    assert frames.DataFrame(rows).shape == (len(rows), len(rows.columns))


def test_a_row_is_what_a_named_tuple_is() -> None:
    row = filled().query("people")[0]
    assert row.index("Ana Example") == 0
    assert pickle.loads(pickle.dumps(row)) == row
    assert {row: 1}[filled().query("people")[0]] == 1
    assert repr(row).startswith("Row(person='Ana Example', role=")
    with pytest.raises(AttributeError, match="can't be changed"):
        row.person = "Another"
    (counted,) = Store().sparql("SELECT (0 AS ?count) {}")  # type: ignore[union-attr]
    assert counted.count == 0  # type: ignore[union-attr]


def test_a_graph_is_escaped(tmp_path: Path) -> None:
    page = Store(tmp_path / "<b>.kg")._repr_html_()
    assert re.search(r"/&lt;b&gt;\.kg", page)
    assert "0 documents" in page

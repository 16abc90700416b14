"""In a notebook a graph, an entity, a path and a result show themselves; run by a real kernel."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from kg.graph import Store
from kg.store.rows import SHOWN
from tests.samples import filled

# The libraries of Jupyter warn of each other's old names.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning", "ignore::UserWarning")

CELLS = [
    "from kg import Store; graph = Store.open('news.kg', read_only=True)",
    "graph",
    "graph.entity('unesco')",
    "graph.query('people')",
    "graph.sparql('CONSTRUCT { ?s schema:name ?n } WHERE { ?s schema:name ?n }')",
    "graph.path('Ana Example', 'Japan')[0]",
]


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
        (1, ["2 documents", "facts", "schema:organizer"]),
        (2, ["UNESCO", "Intergovernmental organization", "organizer of", "Dialogue on Digital Learning"]),
        (3, ["<th", "person", "Ana Example", "rows"]),
        (4, ["wd:Q7809 schema:name", "triples"]),
        (5, ["chair of", "chaired the dialogue", "<cite>dialogue.txt</cite>"]),
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


def test_a_graph_is_escaped(tmp_path: Path) -> None:
    page = Store(tmp_path / "<b>.kg")._repr_html_()
    assert re.search(r"/&lt;b&gt;\.kg", page)
    assert "0 documents" in page

"""How soon a page shows a picture, how it moves and how large it is, beside pyvis as it comes; writes results.md.

Run by hand: pytest benchmarks/pages -m benchmark. pyvis gets LIMIT seconds for its first picture.
"""

from __future__ import annotations

from pathlib import Path

import networkx
import pytest

from benchmarks.pages.watching import Sight, find_browser, watch
from kg.drawing import draw
from tests.generated import generate_network

LIMIT = 120.0
SIZES = (100, 1_000, 2_000, 5_000, 20_000)
RESULTS = Path(__file__).with_name("results.md")
HEAD = ("nodes", "edges", "page", "first picture, s", "frame while panning, ms", "file, MB")

Row = tuple[int, int, str, Sight, float]


def test_pages_are_soon_there_and_move(tmp_path: Path) -> None:
    if find_browser() is None:
        pytest.skip("no Chromium and chromedriver here")
    rows = [row for count in SIZES for row in _measure(count, tmp_path)]
    RESULTS.write_text(_write(rows), encoding="utf-8")
    ours = {(count, name): (sight, size) for count, _, name, sight, size in rows if name.startswith("kg")}
    thousand, _ = ours[1_000, "kg"]
    assert _or_late(thousand.first_picture) < 2
    for name in ("kg", "kg, all opened"):
        sight, size = ours[20_000, name]
        assert _or_late(sight.first_picture) < 3, name
        assert _or_late(sight.frame) < 200, name
        assert size < 12, name


def _or_late(seen: float | None) -> float:
    return float("inf") if seen is None else seen


def _measure(count: int, folder: Path) -> list[Row]:
    graph = generate_network(count)
    views = [("kg", _draw_ours, ""), *([("kg, all opened", _draw_ours, "#open=all")] if count > 2_000 else [])]
    rows = []
    for name, make, fragment in (*views, ("pyvis, as it comes", _draw_plain, "")):
        path = folder / f"{name.split()[0].strip(',')}-{count}.html"
        make(graph, path)
        sight = watch(path, limit=LIMIT, fragment=fragment)
        rows.append((count, graph.number_of_edges(), name, sight, path.stat().st_size / 1e6))
    return rows


def _draw_ours(graph: networkx.MultiDiGraph, path: Path) -> None:
    draw(graph, path, title="A benchmark")


def _draw_plain(graph: networkx.MultiDiGraph, path: Path) -> None:
    """Draw with pyvis and nothing of ours: labels, all else as it comes."""
    from pyvis.network import Network

    drawing = Network(directed=True, cdn_resources="in_line")
    places = {iri: number for number, iri in enumerate(graph)}
    for iri, data in graph.nodes(data=True):
        drawing.add_node(places[iri], label=data["label"])
    for start, end, data in graph.edges(data=True):
        drawing.add_edge(places[start], places[end], label=data["label"])
    path.write_text(drawing.generate_html(), encoding="utf-8")


def _write(rows: list[Row]) -> str:
    lines = [HEAD, ("---:", "---:", "---", "---:", "---:", "---:"), *map(_row, rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _row(row: Row) -> tuple[str, ...]:
    count, edges, name, sight, size = row
    first = f"> {LIMIT:.0f}" if sight.first_picture is None else f"{sight.first_picture:.1f}"
    frame = "–" if sight.frame is None else f"{sight.frame:.0f}"
    return f"{count:,}", f"{edges:,}", name, first, frame, f"{size:.1f}"

"""How soon a page shows a picture, how it moves and how large it is, beside pyvis as it comes; writes measured.md.

Run by hand: pytest benchmarks/pages -m benchmark. pyvis gets LIMIT seconds for its first picture. What was measured on
what day, and before what, stands in results.md.
"""

from __future__ import annotations

import time
from pathlib import Path

import networkx
import pytest

from benchmarks.pages.corpus import generate_corpus
from benchmarks.pages.watching import Sight, find_browser, watch
from kg.drawing import draw

LIMIT = 120.0
SIZES = (500, 2_000, 3_000, 20_000, 100_000)
PLAIN = 500  # the most that pyvis as it comes shows in LIMIT seconds
ALL = "#open=all&unfold=all"
RESULTS = Path(__file__).with_name("measured.md")
HEAD = (
    *("nodes", "relations", "page", "Python, CPU s", "file, MB", "first picture, s", "its work, CPU s"),
    *("frame while panning, ms", "its work, CPU ms"),
)

Row = tuple[int, int, str, float, float, Sight]


def test_pages_are_soon_there_and_move(tmp_path: Path) -> None:
    if find_browser() is None:
        pytest.skip("no Chromium and chromedriver here")
    rows = [row for count in SIZES for row in _measure(count, tmp_path)]
    RESULTS.write_text(_write(rows), encoding="utf-8")
    ours = {(count, name): (making, sight) for count, _, name, making, _, sight in rows if name.startswith("kg")}
    assert ours[20_000, "kg"][0] < 3
    for count in (20_000, 100_000):
        assert _or_late(ours[count, "kg"][1].first_picture) < 3
        assert _or_late(ours[count, "kg, all opened"][1].frame) < 400


def _or_late(seen: float | None) -> float:
    return float("inf") if seen is None else seen


def _measure(count: int, folder: Path) -> list[Row]:
    graph = generate_corpus(count)
    views = [("kg", _draw_ours, ""), *([("kg, all opened", _draw_ours, ALL)] if count > 2_000 else [])]
    plain = [("pyvis, as it comes", _draw_plain, "")] if count <= PLAIN else []
    rows = []
    for name, make, fragment in (*views, *plain):
        path = folder / f"{name.split()[0].strip(',')}-{count}.html"
        began = time.process_time()
        make(graph, path)
        making = time.process_time() - began
        sight = watch(path, limit=LIMIT, fragment=fragment)
        rows.append((count, graph.number_of_edges(), name, making, path.stat().st_size / 1e6, sight))
    return rows


def _draw_ours(graph: networkx.MultiDiGraph, path: Path) -> None:
    draw(graph, path, title=f"{len(graph):,} things of a corpus")


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
    lines = [HEAD, ("---:", "---:", "---", *["---:"] * 6), *map(_row, rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _row(row: Row) -> tuple[str, ...]:
    count, edges, name, making, size, sight = row
    first = f"> {LIMIT:.0f}" if sight.first_picture is None else f"{sight.first_picture:.1f}"
    seen = [
        "–" if value is None else f"{value:.{digits}f}"
        for value, digits in ((sight.work, 1), (sight.frame, 0), (sight.frame_work, 0))
    ]
    return f"{count:,}", f"{edges:,}", name, f"{making:.1f}", f"{size:.1f}", first, *seen

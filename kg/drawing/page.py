"""The page, drawn with pyvis: the only file that knows pyvis."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.drawing.arrangement import arrange
from kg.drawing.collection import without_collection
from kg.drawing.content import Json, describe
from kg.drawing.large import render_large
from kg.drawing.svg import read_palette
from kg.drawing.templates import fill_template

if TYPE_CHECKING:
    import networkx
    from pyvis.network import Network

MOST_WITH_PYVIS = 2_000
_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"


def render_page(network: networkx.MultiDiGraph, title: str) -> str:
    """Return one HTML file that holds the graph, the controls and what draws them, and asks the network for nothing.

    Up to 2,000 entities are drawn with pyvis and vis-network; more with force-graph, communities first.

    Args:
        network: as for `kg.drawing.render`.
        title: the page's heading, any text.
    """
    with without_collection():
        return _render(describe(network, title))


def _render(content: Json) -> str:
    if len(content["nodes"]) > MOST_WITH_PYVIS:
        return render_large(content)
    drawing = _make_drawing(content, range(len(content["nodes"])))
    shown = {"nodes": drawing.nodes, "edges": drawing.edges}
    return fill_template(content, shown, ["naming", "vis-canvas"], library=_vis_network())


def to_pyvis(network: networkx.MultiDiGraph, title: str = "") -> Network:
    """Return the network as pyvis has it, with the page's places, sizes, shapes and light colours, to go on from.

    Nodes are named by their IRIs; what nodes and lines say stands in their `title`, which shows under the pointer. Its
    physics are off, and pyvis gets slow beyond some 2,000 nodes.

    Args:
        network: as for `kg.drawing.render`.
        title: the heading, any text.
    """
    content = describe(network, title)
    iris = sorted(map(str, network))
    drawing = _make_drawing(content, iris, heading=html.escape(content["title"]))
    palette = read_palette()
    for node, said in zip(drawing.nodes, content["nodes"], strict=True):
        look = content["classes"][node["class"]]
        node.update(color=palette[look["family"]], title=f"{said['label']}\n{look['label']}")
    for edge, said in zip(drawing.edges, content["edges"], strict=True):
        edge.update(title=said["label"], color=palette["edge"])
    return drawing


def _make_drawing(content: Json, names: Sequence[int | str], *, heading: str = "") -> Network:
    from pyvis.network import Network

    drawing = Network(directed=True, heading=heading, cdn_resources="in_line")
    drawing.toggle_physics(False)
    nodes, edges = arrange(content)
    for name, node in zip(names, nodes, strict=True):
        drawing.add_node(name, **node)
    for number, edge in enumerate(edges):
        drawing.add_edge(names[edge.pop("from")], names[edge.pop("to")], id=number, **edge)
    return drawing


def _vis_network() -> str:
    import pyvis

    script = Path(pyvis.__file__).parent.joinpath(_VIS).read_text("utf-8")
    # Developer tools would ask for the map.
    return re.sub(r"\n//# sourceMappingURL=\S*\s*$", "\n", script)

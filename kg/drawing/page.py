"""The page, drawn with pyvis: the only file that knows pyvis."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from kg.drawing.arrangement import arrange
from kg.drawing.content import Json, describe
from kg.drawing.large import render_large
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
    content = describe(network, title)
    if len(content["nodes"]) > MOST_WITH_PYVIS:
        return render_large(content)
    drawing = _make_drawing(content)
    shown = {"nodes": drawing.nodes, "edges": drawing.edges}
    return fill_template(content, shown, ["naming", "vis-canvas"], library=_vis_network())


def _make_drawing(content: Json) -> Network:
    from pyvis.network import Network

    drawing = Network(directed=True, heading=content["title"], cdn_resources="in_line")
    drawing.toggle_physics(False)
    nodes, edges = arrange(content)
    for number, node in enumerate(nodes):
        drawing.add_node(number, **node)
    for number, edge in enumerate(edges):
        drawing.add_edge(edge.pop("from"), edge.pop("to"), id=number, **edge)
    return drawing


def _vis_network() -> str:
    import pyvis

    script = Path(pyvis.__file__).parent.joinpath(_VIS).read_text("utf-8")
    # Developer tools would ask for the map.
    return re.sub(r"\n//# sourceMappingURL=\S*\s*$", "\n", script)

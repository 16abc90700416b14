"use strict";

/* The picture. All that knows vis-network is in this file: another renderer offers the same functions.

   `content` says what the page says, `drawing` holds pyvis's nodes and edges (positions, sizes, shapes); `heard` is told
   of clicks and hovers: node(id), edge(id), nothing(), over(kind, id, x, y), out(). */
function makeCanvas(container, content, drawing, heard) {
  const large = content.nodes.length > 400;
  const hidden = new Set();
  const neighbours = content.nodes.map(() => new Set());
  for (const edge of content.edges) {
    neighbours[edge.from].add(edge.to);
    neighbours[edge.to].add(edge.from);
  }
  let selected = { node: null, edge: null };
  let over = { node: null, edge: null };
  let colours = readColours();

  const nodes = new vis.DataSet(drawing.nodes.map((node) => ({ ...node, ...nodeStyle(node) })));
  const edges = new vis.DataSet(drawing.edges.map((edge) => ({ ...edge, ...edgeStyle(edge) })));
  const view = new vis.DataView(nodes, { filter: (node) => !hidden.has(node.class) });
  const network = new vis.Network(container, { nodes: view, edges }, {
    physics: { enabled: false, solver: "forceAtlas2Based", stabilization: false,
      forceAtlas2Based: { gravitationalConstant: -90, springLength: 120, avoidOverlap: 0.6 } },
    layout: { improvedLayout: false, randomSeed: 1 },
    interaction: { hover: true, keyboard: false, hoverConnectedEdges: false, selectConnectedEdges: false,
      hideEdgesOnDrag: large, hideEdgesOnZoom: large, zoomSpeed: 0.6 },
    nodes: { borderWidth: large ? 0 : 2, borderWidthSelected: 3, labelHighlightBold: false },
    edges: { smooth: false, width: 1.2, hoverWidth: 0.8, selectionWidth: 1.2, labelHighlightBold: false,
      arrows: { to: { enabled: true, scaleFactor: 0.55 } } },
  });

  function readColours() {
    const style = getComputedStyle(document.documentElement);
    const read = (name) => style.getPropertyValue("--" + name).trim();
    const surface = read("surface");
    return {
      surface, ink: read("ink"), soft: read("soft"), edge: read("edge"), accent: read("accent"),
      classes: content.classes.map((one) => mixColours(read(one.family), surface, Math.min(one.shade, 3) * 0.22)),
    };
  }

  /* Nodes that have nothing to do with what is selected step back. */
  function isNear(id) {
    if (selected.edge !== null) {
      const edge = content.edges[selected.edge];
      return id === edge.from || id === edge.to;
    }
    return selected.node === null || id === selected.node || neighbours[selected.node].has(id);
  }

  function nodeStyle(node) {
    const near = isNear(node.id);
    const colour = near ? colours.classes[node.class] : mixColours(colours.classes[node.class], colours.surface, 0.75);
    const rim = node.id === selected.node ? colours.ink : colours.surface;
    return {
      color: { background: colour, border: rim, highlight: { background: colour, border: colours.ink },
        hover: { background: colour, border: colours.ink } },
      font: { size: node.font.size, face: "system-ui, sans-serif", strokeWidth: 5, strokeColor: colours.surface,
        color: near ? (node.font.size < 12 ? colours.soft : colours.ink) : mixColours(colours.soft, colours.surface, 0.6) },
    };
  }

  function edgeStyle(edge) {
    const ends = [edge.from, edge.to];
    const chosen = edge.id === selected.edge || edge.id === over.edge || ends.includes(selected.node);
    const near = chosen || ends.includes(over.node);
    const free = selected.node === null && selected.edge === null;
    const labelled = near || (free && !content.crowded);
    const colour = near ? colours.soft : free ? colours.edge : mixColours(colours.edge, colours.surface, 0.6);
    return {
      label: labelled ? shorten(content.edges[edge.id].label, 40) : " ", // vis-network keeps the old label when the new one is empty
      width: chosen ? 1.8 : 1.2,
      color: { color: colour, highlight: colours.accent, hover: colours.accent, inherit: false },
      font: { size: 11, face: "system-ui, sans-serif", color: near ? colours.ink : colours.soft, strokeWidth: 4,
        strokeColor: colours.surface, align: "horizontal" },
    };
  }

  function paintNodes() {
    nodes.update(drawing.nodes.map((node) => ({ id: node.id, ...nodeStyle(node) })));
  }

  function paintEdges(which = drawing.edges) {
    edges.update(which.map((edge) => ({ id: edge.id, ...edgeStyle(edge) })));
  }

  function select(node, edge) {
    selected = { node, edge };
    network.setSelection({ nodes: node === null ? [] : [node], edges: edge === null ? [] : [edge] });
    paintNodes();
    paintEdges();
  }

  function hover(node, edge) {
    const before = over;
    over = { node, edge };
    const touched = (edge) => [before, over].some((one) =>
      one.edge === edge.id || (one.node !== null && (one.node === edge.from || one.node === edge.to)));
    paintEdges(drawing.edges.filter(touched));
  }

  const glide = matchMedia("(prefers-reduced-motion: reduce)").matches ? false : { duration: 350, easingFunction: "easeInOutQuad" };

  function fit() {
    network.setSize("100%", "100%");
    network.redraw();
    network.fit({ animation: false, maxZoomLevel: 1.4 });
  }

  /* On a small screen the whole would be too small to read: begin at the best connected entity. */
  function begin() {
    fit();
    if (content.nodes.length && container.clientWidth < 600) {
      network.focus(hub(), { scale: Math.max(network.getScale(), 0.75), animation: false });
    }
  }

  function isShown(id) {
    return view.get(id) !== null;
  }

  function hub() {
    return neighbours.reduce((best, near, id) => (near.size > neighbours[best].size ? id : best), 0);
  }

  network.on("click", (what) => {
    if (what.nodes.length) heard.node(what.nodes[0]);
    else if (what.edges.length) heard.edge(what.edges[0]);
    else heard.nothing();
  });
  const pointer = (what) => [what.event.clientX, what.event.clientY];
  network.on("hoverNode", (what) => { hover(what.node, null); heard.over("node", what.node, ...pointer(what)); });
  network.on("hoverEdge", (what) => { hover(null, what.edge); heard.over("edge", what.edge, ...pointer(what)); });
  for (const gone of ["blurNode", "blurEdge", "dragStart", "zoom"]) {
    network.on(gone, () => { hover(null, null); heard.out(); });
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    colours = readColours();
    paintNodes();
    paintEdges();
  });

  return {
    begin,
    select,
    fit,
    neighbours,
    colour: (number) => colours.classes[number],
    isShown,
    zoom: (factor) => network.moveTo({ scale: network.getScale() * factor, animation: glide }),
    centre: (id) => network.fit({ nodes: [id, ...neighbours[id]].filter(isShown), maxZoomLevel: 1.2, animation: glide }),
    place: (id) => network.canvasToDOM(network.getPosition(id)),
    move: (on) => network.setOptions({ physics: { enabled: on } }),
    show(number, shown) {
      // Nodes that come back stand where they were left (storePositions fails when a node is hidden).
      nodes.update(Object.entries(network.getPositions()).map(([id, at]) => ({ id: Number(id), ...at })));
      if (shown) hidden.delete(number); else hidden.add(number);
      view.refresh();
    },
  };
}

/* Mix two colours written #rrggbb; `share` is the second one's. */
function mixColours(first, second, share) {
  const parts = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  const [a, b] = [parts(first), parts(second)];
  return "#" + a.map((value, at) => Math.round(value + (b[at] - value) * share).toString(16).padStart(2, "0")).join("");
}

function shorten(text, length) {
  const letters = Array.from(text);
  return letters.length > length ? letters.slice(0, length - 1).join("") + "…" : text;
}

"use strict";

/* The picture of a small graph. All that knows vis-network is in this file; force-canvas.js offers the same functions.

   `content` says what the page says, `drawing` holds pyvis's nodes and edges (positions, sizes, shapes); `heard` is told
   of clicks and hovers: node(id), edge(id), nothing(), over(kind, id, x, y), out(). */
function makeCanvas(container, content, drawing, heard) {
  const large = content.nodes.length > 400;
  const { neighbours } = content;
  let shown = { nodes: new Uint8Array(content.nodes.length).fill(1), edges: new Uint8Array(content.edges.length).fill(1) };
  let selected = { node: null, edge: null };
  let over = { node: null, edge: null };
  let colours = readColours(content.classes);

  const nodes = new vis.DataSet(drawing.nodes.map((node) => ({ ...node, ...nodeStyle(node) })));
  const edges = new vis.DataSet(drawing.edges.map((edge) => ({ ...edge, ...edgeStyle(edge) })));
  const view = { nodes: new vis.DataView(nodes, { filter: (node) => shown.nodes[node.id] === 1 }),
    edges: new vis.DataView(edges, { filter: (edge) => shown.edges[edge.id] === 1 }) };
  const network = new vis.Network(container, view, {
    physics: { enabled: false, solver: "forceAtlas2Based", stabilization: false,
      forceAtlas2Based: { gravitationalConstant: -90, springLength: 120, avoidOverlap: 0.6 } },
    layout: { improvedLayout: false, randomSeed: 1 },
    interaction: { hover: true, keyboard: false, hoverConnectedEdges: false, selectConnectedEdges: false,
      hideEdgesOnDrag: large, hideEdgesOnZoom: large, zoomSpeed: 0.6 },
    nodes: { borderWidth: large ? 0 : 2, borderWidthSelected: 3, labelHighlightBold: false },
    edges: { smooth: false, width: 1.2, hoverWidth: 0.8, selectionWidth: 1.2, labelHighlightBold: false,
      arrows: { to: { enabled: true, scaleFactor: 0.55 } } },
  });

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
    const labelled = near || (free && !isCrowded());
    const colour = near ? colours.soft : free ? colours.edge : mixColours(colours.edge, colours.surface, 0.6);
    return {
      label: labelled ? shorten(content.edges[edge.id].label, 40) : " ", // vis-network keeps the old label when the new one is empty
      width: chosen ? 1.8 : 1.2,
      color: { color: colour, highlight: colours.accent, hover: colours.accent, inherit: false },
      font: { size: 11, face: "system-ui, sans-serif", color: near ? colours.ink : colours.soft, strokeWidth: 4,
        strokeColor: colours.surface, align: "horizontal" },
    };
  }

  function isCrowded() {
    return content.crowded && shown.edges.reduce((sum, one) => sum + one, 0) > 30;
  }

  function paintNodes() {
    nodes.update(drawing.nodes.map((node) => ({ id: node.id, ...nodeStyle(node) })));
  }

  function paintEdges(which = drawing.edges) {
    edges.update(which.map((edge) => ({ id: edge.id, ...edgeStyle(edge) })));
  }

  function select(node, edge) {
    if (node === selected.node && edge === selected.edge) return;
    selected = { node, edge };
    network.setSelection({ nodes: node === null ? [] : [node], edges: edge === null || !shown.edges[edge] ? [] : [edge] });
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
    const [hub] = content.byDegree.filter(isShown);
    if (hub !== undefined && container.clientWidth < 600) {
      network.focus(hub, { scale: Math.max(network.getScale(), 0.75), animation: false });
    }
  }

  function isShown(id) {
    return shown.nodes[id] === 1;
  }

  function show(next) {
    if (["nodes", "edges"].every((kind) => next[kind].every((one, id) => one === shown[kind][id]))) return;
    // Nodes that come back stand where they were left (storePositions fails when a node is hidden).
    nodes.update(Object.entries(network.getPositions()).map(([id, at]) => ({ id: Number(id), ...at })));
    const before = isCrowded();
    shown = next;
    view.nodes.refresh();
    view.edges.refresh();
    if (isCrowded() !== before) paintEdges();
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

  /* What is to be seen, for a file of it: see saving.js. */
  function scene() {
    const places = network.getPositions();
    const marks = drawing.nodes.filter((node) => isShown(node.id)).map((node) => ({ ...places[node.id], size: node.size, shape: node.shape,
      colour: colours.classes[node.class], label: node.label.split("\n"), font: node.font.size }));
    const lines = drawing.edges.filter((edge) => shown.edges[edge.id]).map((edge) => ({
      from: places[edge.from], to: places[edge.to], gap: drawing.nodes[edge.to].size, dashed: edge.dashes, bend: bendOf(edge),
      label: isCrowded() ? "" : shorten(content.edges[edge.id].label, 40) }));
    return { marks, lines, colours, arrows: true };
  }

  function bendOf({ smooth }) {
    return smooth ? (smooth.type === "curvedCW" ? 1 : -1) * smooth.roundness : 0;
  }

  return {
    begin, select, fit, show, isShown, scene,
    grouped: false,
    colour: (number) => colours.classes[number],
    zoom: (factor) => network.moveTo({ scale: network.getScale() * factor, animation: glide }),
    centre: (id) => network.fit({ nodes: [id, ...neighbours[id]].filter(isShown), maxZoomLevel: 1.2, animation: glide }),
    place: (id) => network.canvasToDOM(network.getPosition(id)),
    move: (on) => network.setOptions({ physics: { enabled: on } }),
    repaint() {
      colours = readColours(content.classes);
      paintNodes();
      paintEdges();
    },
  };
}

"use strict";

/* The picture of a small graph. All that knows vis-network is in this file; force-canvas.js offers the same functions.

   `content` says what the page says, `drawing` holds pyvis's nodes and edges (positions, sizes, shapes); `heard` is told
   of clicks and hovers: node(id), edge(id), nothing(), over(kind, id, x, y), out(). */
function makeCanvas(container, content, drawing, heard) {
  const large = content.nodes.length > 400;
  let shown = { nodes: new Uint8Array(content.nodes.length).fill(1), edges: new Uint8Array(content.edges.length).fill(1) };
  let selected = { node: null, edge: null };
  let beside = null; // with what is selected
  let over = { node: null, edge: null };
  let anew = false; // whether what is shown stands apart, as a neighbourhood or a path
  let colours = readColours(content.classes);

  const thick = Math.min(1.7, (drawing.nodes.find((node) => node.named)?.font.size ?? 13) / 13); // far from the eye, lines must be
  const marks = drawing.nodes.map(({ id, x, y, size, shape }) => ({ id, x, y, size, shape }));
  const nodes = new vis.DataSet(drawing.nodes.map((node, id) => ({ ...marks[id], ...nodeStyle(node) })));
  const edges = new vis.DataSet(drawing.edges.map((edge) => ({ ...edge, ...edgeStyle(edge) })));
  const view = { nodes: new vis.DataView(nodes, { filter: (node) => shown.nodes[node.id] === 1 }),
    edges: new vis.DataView(edges, { filter: (edge) => shown.edges[edge.id] === 1 }) };
  const network = new vis.Network(container, view, {
    autoResize: false,
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
    return anew || selected.node === null || id === selected.node || beside.has(id);
  }

  function nodeStyle(node) {
    const near = isNear(node.id);
    const colour = near ? colours.classes[node.class] : mixColours(colours.classes[node.class], colours.surface, 0.75);
    const rim = node.id === selected.node ? colours.ink : colours.surface;
    return {
      color: { background: colour, border: rim, highlight: { background: colour, border: colours.ink },
        hover: { background: colour, border: colours.ink } },
    };
  }

  function edgeStyle(edge) {
    const ends = [edge.from, edge.to];
    const chosen = edge.id === selected.edge || edge.id === over.edge || ends.includes(selected.node);
    const near = chosen || ends.includes(over.node);
    const free = anew || (selected.node === null && selected.edge === null);
    const colour = near ? colours.soft : free ? colours.edge : mixColours(colours.edge, colours.surface, 0.6);
    return {
      width: (chosen ? 1.4 : 1.1) * thick,
      color: { color: colour, highlight: colours.accent, hover: colours.accent, inherit: false },
    };
  }

  function isCrowded() {
    return content.crowded && shown.edges.reduce((sum, one) => sum + one, 0) > 30;
  }

  const bendOf = ({ smooth }) => (smooth ? (smooth.type === "curvedCW" ? 1 : -1) * smooth.roundness : 0);
  const aside = drawing.nodes.filter((node) => node.aside).map((node) => node.id);
  const naming = makeNaming(network, container, content, drawing, () => ({ selected, over, colours, whole, aside, isShown, isNear, lines }));

  /* What is drawn stays as large as it was, and where it was on the page, whatever opens beside it. */
  watchFrame(container, ({ width, height, x, y }) => {
    if (!begun) return;
    if (waits) return fit();
    const [corner, scale] = [network.DOMtoCanvas({ x: 0, y: 0 }), network.getScale()];
    network.setSize("100%", "100%");
    network.moveTo({ position: { x: corner.x + (x + width / 2) / scale, y: corner.y + (y + height / 2) / scale }, scale, animation: false });
    network.redraw();
  });
  let begun = false;
  let waits = false;
  let whole = 0; // the scale at which all is seen

  function paintNodes() {
    nodes.update(drawing.nodes.map((node) => ({ id: node.id, ...nodeStyle(node) })));
  }

  function paintEdges(which = drawing.edges) {
    edges.update(which.map((edge) => ({ id: edge.id, ...edgeStyle(edge) })));
  }

  function select(node, edge) {
    if (node === selected.node && edge === selected.edge) return;
    selected = { node, edge };
    beside = node === null ? null : content.neighboursOf(node);
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

  /* All of the picture, names as well, which are as large at any scale. */
  function fit() {
    waits = !container.clientWidth; // where the table stands, there is nothing to fit into
    if (waits) return;
    network.setSize("100%", "100%");
    const places = Object.entries(network.getPositions()).map(([id, at]) => ({ ...at, ...drawing.nodes[id], x: at.x, y: at.y }));
    if (!places.length) return;
    const [wide, high] = [container.clientWidth - 40, container.clientHeight - 40];
    let scale = 1.4;
    let box = null;
    for (let round = 0; round < 14; round += 1) {
      box = measure(places, scale);
      scale = (scale + Math.min(1.4, wide / (box[2] - box[0]), high / (box[3] - box[1]))) / 2;
    }
    whole = scale;
    network.moveTo({ position: { x: (box[0] + box[2]) / 2, y: (box[1] + box[3]) / 2 }, scale, animation: false });
    network.redraw();
  }

  function measure(places, scale) {
    const font = 13 / Math.min(scale, 1);
    const few = places.length <= 45;
    const half = (node) => (node.named || few ? Math.max(...node.label.split("\n").map((line) => line.length)) * font * LETTER / 2 : 0);
    const least = (side) => places.reduce((far, node) => Math.min(far, side(node)), Infinity);
    const caption = aside.some(isShown) && aside.length === places.length ? 40 / scale : 0;
    return [least((node) => node.x - Math.max(node.size, half(node))), least((node) => node.y - node.size) - caption, -least((node) => -node.x - Math.max(node.size, half(node))),
      -least((node) => -node.y - node.size - (node.named || few ? node.label.split("\n").length * font * 1.2 : 0))];
  }

  /* On a small screen the whole would be too small to read: begin at what matters most. */
  function begin() {
    fit();
    begun = true;
    const [hub] = content.order.filter(isShown);
    if (hub !== undefined && container.clientWidth < 600) {
      network.focus(hub, { scale: Math.max(network.getScale(), 12 / drawing.nodes[hub].font.size), animation: false });
    }
  }

  function isShown(id) {
    return shown.nodes[id] === 1;
  }

  function show(next) {
    if (["nodes", "edges"].every((kind) => next[kind].every((one, id) => one === shown[kind][id]))) return;
    // Nodes that come back stand where they were left (storePositions fails when a node is hidden).
    nodes.update(Object.entries(network.getPositions()).map(([id, at]) => ({ id: Number(id), ...at })));
    shown = next;
    view.nodes.refresh();
    view.edges.refresh();
  }

  /* A neighbourhood or a path stands anew, by steps; without one, all goes back to where it was. */
  function rearrange(steps, inColumns) {
    const places = steps ? placeBySteps(new Map([...steps].filter(([id]) => isShown(id))), inColumns, content) : null;
    anew = places !== null;
    paintNodes();
    paintEdges();
    nodes.update(marks.map(({ id, x, y }) => ({ id, x: places?.get(id)?.x ?? x, y: places?.get(id)?.y ?? y })));
    fit();
  }

  network.on("click", (what) => {
    const named = naming.at(what.pointer.canvas); // a name is as good as its mark
    if (what.nodes.length) heard.node(what.nodes[0]);
    else if (named !== null) heard.node(named);
    else if (what.edges.length) heard.edge(what.edges[0]);
    else heard.nothing();
  });
  const pointer = (what) => [what.event.clientX, what.event.clientY];
  network.on("hoverNode", (what) => { hover(what.node, null); heard.over("node", what.node, ...pointer(what)); });
  network.on("hoverEdge", (what) => { hover(null, what.edge); heard.over("edge", what.edge, ...pointer(what)); });
  for (const gone of ["blurNode", "blurEdge", "dragStart", "zoom"]) {
    network.on(gone, () => { hover(null, null); heard.out(); });
  }

  function lines(places) {
    const silent = isCrowded() || selected.node !== null || selected.edge !== null;
    return drawing.edges.filter((edge) => shown.edges[edge.id]).map((edge) => ({ id: edge.id,
      from: places[edge.from], to: places[edge.to], gap: drawing.nodes[edge.to].size, dashed: edge.dashes, bend: bendOf(edge),
      label: silent ? "" : shorten(content.edges[edge.id].label, 40) }));
  }

  /* What is to be seen, for a file of it: see saving.js. */
  function scene() {
    const places = network.getPositions();
    const marks = drawing.nodes.filter((node) => isShown(node.id)).map((node) => ({ ...places[node.id], size: node.size, shape: node.shape,
      colour: colours.classes[node.class], label: node.named ? node.label.split("\n") : [], font: node.font.size }));
    return { marks, lines: lines(places), colours, arrows: true };
  }

  return {
    begin, select, fit, show, rearrange, isShown, scene,
    scale: () => network.getScale(),
    at: (id) => network.getPosition(id),
    labels: naming.labels,
    grouped: false,
    colour: (number) => colours.classes[number],
    zoom: (factor) => network.moveTo({ scale: network.getScale() * factor, animation: glide }),
    centre: (id) => network.fit({ nodes: [id, ...content.neighboursOf(id)].filter(isShown), maxZoomLevel: 1.2, animation: glide }),
    place: (id) => network.canvasToDOM(network.getPosition(id)),
    move: (on) => network.setOptions({ physics: { enabled: on } }),
    repaint() {
      colours = readColours(content.classes);
      paintNodes();
      paintEdges();
    },
  };
}

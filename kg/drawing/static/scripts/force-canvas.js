"use strict";

/* The picture of a large graph: communities at first, entities where one opens them. All that knows force-graph is in
   this file; vis-canvas.js offers the same functions. force-graph moves the view and, on request, the nodes; what is
   seen is painted here, all marks of a colour and all lines in one go, which keeps 20,000 entities fluent.

   `drawing` holds columns: x, y, size and group of each node. `heard` is told of clicks and hovers: node(id), edge(id),
   group(number), nothing(), over(kind, id, x, y), out(). */
function makeCanvas(container, content, drawing, heard) {
  const groups = makeGroups(content, drawing);
  const items = [...content.nodes.map((_, id) => ({ id, kind: "node", x: drawing.x[id], y: drawing.y[id], r: drawing.size[id] })), ...groups.items];
  const first = content.nodes.length; // of the communities among the items
  let shown = null;
  let seen = { marks: [], lines: [], near: null };
  let selected = { node: null, edge: null };
  let over = null;
  let colours = readColours(content.classes);

  const graph = new ForceGraph(container)
    .enablePointerInteraction(false).cooldownTicks(0).warmupTicks(0).autoPauseRedraw(true).minZoom(0.005).maxZoom(12)
    .nodeVisibility(false).linkVisibility(false)
    .onRenderFramePre((context, scale) => paint(context, { ...seen, scale, content, colours, selected, over, items, ...viewport() }));
  watchFrame(container, ({ width, height, middle }) => {
    const at = graph.centerAt();
    graph.centerAt(at.x + middle.x / graph.zoom(), at.y + middle.y / graph.zoom()).width(width).height(height); // which keeps the middle
  });

  function redraw() {
    graph.nodeVisibility(false); // any change makes force-graph paint again
  }

  function viewport() {
    const [from, to] = [graph.screen2GraphCoords(0, 0), graph.screen2GraphCoords(container.clientWidth, container.clientHeight)];
    return { left: from.x, top: from.y, right: to.x, bottom: to.y };
  }

  /* The mark that stands for an entity: its own, or that of its closed community. */
  const markOf = (id, closed) => (closed(drawing.group[id]) ? first + drawing.group[id] : id);

  function show(next, opened) {
    shown = next;
    const isOpen = new Set(opened === "all" ? [] : opened);
    const closed = (number) => opened !== "all" && !isOpen.has(number);
    groups.count(shown);
    const marks = [];
    content.nodes.forEach((_, id) => { if (shown.nodes[id] && !closed(drawing.group[id])) marks.push(id); });
    groups.items.forEach((item, number) => { if (item.size && closed(number)) marks.push(first + number); });
    marks.sort((a, b) => items[b].r - items[a].r || a - b);
    const joined = new Map();
    const lines = [];
    content.edges.forEach((edge, id) => {
      if (!shown.edges[id]) return;
      const ends = [markOf(edge.from, closed), markOf(edge.to, closed)].sort((a, b) => a - b);
      if (ends[0] === ends[1]) return;
      const key = ends[0] * items.length + ends[1];
      const line = joined.get(key);
      if (line) line.weight += 1;
      else {
        joined.set(key, { from: ends[0], to: ends[1], edge: id, weight: 1 });
        lines.push(joined.get(key));
      }
    });
    seen = { marks, lines, near: null };
    step();
  }

  /* What has nothing to do with what is selected steps back. */
  function step() {
    const edge = selected.edge === null ? null : content.edges[selected.edge];
    seen.near = edge ? new Set([edge.from, edge.to]) : selected.node === null ? null : new Set([selected.node, ...content.neighbours[selected.node]]);
    redraw();
  }

  function select(node, edge) {
    selected = { node, edge };
    step();
  }

  function fitTo(ids, most) {
    if (!ids.length) return;
    const edge = (pick, at) => ids.reduce((far, id) => Math[pick](far, at(items[id])), pick === "min" ? Infinity : -Infinity);
    const [left, right] = [edge("min", (one) => one.x - one.r), edge("max", (one) => one.x + one.r)];
    const [top, bottom] = [edge("min", (one) => one.y - one.r), edge("max", (one) => one.y + one.r)];
    const room = 0.9;
    graph.centerAt((left + right) / 2, (top + bottom) / 2);
    graph.zoom(Math.min(most, room * container.clientWidth / Math.max(1, right - left), room * container.clientHeight / Math.max(1, bottom - top)));
  }

  function fit() {
    graph.width(container.clientWidth).height(container.clientHeight);
    fitTo(seen.marks, 3);
  }

  /* Marks lie over lines, and small ones over large ones. */
  function find(x, y) {
    const at = graph.screen2GraphCoords(x, y);
    const slack = 4 / graph.zoom();
    for (let place = seen.marks.length - 1; place >= 0; place -= 1) {
      const one = items[seen.marks[place]];
      if (Math.abs(at.x - one.x) <= one.r + slack && Math.hypot(at.x - one.x, at.y - one.y) <= one.r + slack) return one;
    }
    const line = seen.lines.find((one) => distance(at, items[one.from], items[one.to]) < slack);
    return line ? { kind: "edge", id: line.edge } : null;
  }

  listen(container, find, heard, {
    hover(one) {
      if (one === over || (one && over && one.kind === over.kind && one.id === over.id)) return;
      over = one;
      redraw();
    },
    open: (number) => heard.open(number),
  });

  function move(on) {
    if (on) {
      graph.graphData({ nodes: seen.marks.map((id) => items[id]), links: seen.lines.map((line) => ({ source: items[line.from], target: items[line.to] })) });
      graph.cooldownTicks(Infinity).d3ReheatSimulation();
    } else graph.cooldownTicks(0);
  }

  /* What is to be seen, for a file of it: see saving.js. */
  function scene() {
    const named = new Set(seen.marks.slice(0, 150));
    const marks = seen.marks.map((id) => ({ x: items[id].x, y: items[id].y, size: items[id].r, shape: shapeOf(items[id], content), colour: colourOf(items[id], content, colours),
      label: named.has(id) ? wrapWords(nameOf(items[id], content), 24) : [], font: Math.max(13, items[id].r / 3) }));
    const lines = seen.lines.map((line) => ({ from: items[line.from], to: items[line.to], gap: 0, dashed: false, bend: 0, label: "" }));
    return { marks, lines, colours, arrows: false };
  }

  const isShown = (id) => shown.nodes[id] === 1;
  return {
    show, select, fit, begin: fit, rearrange: fit, isShown, move, scene,
    grouped: groups.items.length > 1,
    group: (number) => groups.items[number],
    groupOf: (id) => drawing.group[id],
    colour: (number) => colours.classes[number],
    zoom: (factor) => graph.zoom(graph.zoom() * factor, 200),
    centre: (id) => fitTo([id, ...content.neighbours[id]].filter((one) => seen.marks.includes(one)), 2),
    centreGroup: (number) => fitTo(seen.marks.filter((id) => id < first && drawing.group[id] === number), 2),
    place: (id) => graph.graph2ScreenCoords(items[id].x, items[id].y),
    placeOfGroup: (number) => graph.graph2ScreenCoords(items[first + number].x, items[first + number].y),
    seen: () => ({ marks: seen.marks.length, lines: seen.lines.length }),
    repaint() {
      colours = readColours(content.classes);
      redraw();
    },
  };
}

/* Communities: each with its place, its reach, and the most important of its members to call it by. */
function makeGroups(content, drawing) {
  const members = [];
  for (const id of content.order) (members[drawing.group[id]] ??= []).push(id);
  const items = members.map((ids, id) => {
    const middle = (column) => ids.reduce((sum, one) => sum + column[one], 0) / ids.length;
    const [x, y] = [middle(drawing.x), middle(drawing.y)];
    const reach = ids.reduce((far, one) => far + Math.hypot(drawing.x[one] - x, drawing.y[one] - y), 0) / ids.length;
    return { id, kind: "group", x, y, r: Math.max(20, 1.35 * reach), hub: ids[0], size: ids.length, main: findMain(ids, content), rest: id === drawing.rest };
  });
  function count({ nodes }) {
    items.forEach((item, number) => {
      const there = members[number].filter((id) => nodes[id]);
      item.size = there.length;
      if (there.length) [item.hub] = there;
    });
  }
  return { items, count };
}

/* The class of those of which a community has the most, as groups go. */
function findMain(ids, { nodes, classes, groups }) {
  const counts = groups.map(() => 0);
  for (const id of ids) counts[classes[nodes[id].class].group] += 1;
  const main = counts.indexOf(Math.max(...counts));
  return nodes[ids.find((id) => classes[nodes[id].class].group === main)].class;
}

/* Clicks, double clicks and the pointer's moves; a press that moves the view is no click. */
function listen(container, find, heard, { hover, open }) {
  const at = (event) => {
    const box = container.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  let pressed = null;
  container.addEventListener("pointerdown", (event) => { pressed = [event.clientX, event.clientY]; }, true);
  container.addEventListener("click", (event) => {
    if (pressed && Math.hypot(event.clientX - pressed[0], event.clientY - pressed[1]) > 4) return;
    const found = find(...at(event));
    if (found) heard[found.kind](found.id);
    else heard.nothing();
  });
  container.addEventListener("dblclick", (event) => {
    const found = find(...at(event));
    if (found?.kind !== "group") return;
    event.stopPropagation(); // else the view zooms as well
    open(found.id);
  }, true);
  container.addEventListener("pointermove", (event) => {
    if (event.buttons || event.pointerType === "touch") return;
    const found = find(...at(event));
    hover(found);
    container.style.cursor = found ? "pointer" : "grab";
    if (found) heard.over(found.kind, found.id, event.clientX, event.clientY);
    else heard.out();
  });
  container.addEventListener("pointerleave", () => { hover(null); heard.out(); });
  container.addEventListener("wheel", () => { hover(null); heard.out(); }, { passive: true });
}

function distance(at, from, to) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const share = Math.max(0, Math.min(1, ((at.x - from.x) * dx + (at.y - from.y) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(at.x - from.x - share * dx, at.y - from.y - share * dy);
}

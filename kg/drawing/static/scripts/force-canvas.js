"use strict";

/* The picture of a large graph: communities at first, entities where one opens them. All that knows force-graph is in
   this file; vis-canvas.js offers the same functions. force-graph moves the view and, on request, the nodes; what is
   seen is painted here, all marks of a colour and all lines in one go, which keeps 100,000 entities fluent.

   `drawing` holds the communities and each node's place among them (see places.js). `heard` is told of clicks and hovers:
   node(id), edge(id), group(number) of an open community, open(number) of a closed one, nothing(),
   over(kind, id, x, y), out(). */
function makeCanvas(container, content, drawing, heard) {
  const places = makePlaces(content, drawing);
  const groups = makeGroups(content, drawing, places.members);
  const items = [...content.nodes.map((_, id) => ({ id, kind: "node", x: 0, y: 0, r: 1 })), ...groups.items];
  const first = content.nodes.length; // of the communities among the items
  let shown = null;
  let now = []; // the communities that are open, or "all"
  let apart = null; // where a neighbourhood or a path stands anew
  let seen = { marks: [], lines: [], near: null, open: [] };
  let selected = { node: null, edge: null };
  let over = null;
  let colours = readColours(content.classes);
  const naming = makeLargeNaming(content, items, first);

  const graph = new ForceGraph(container)
    .enablePointerInteraction(false).cooldownTicks(0).warmupTicks(0).autoPauseRedraw(true).minZoom(0.005).maxZoom(60)
    .nodeVisibility(false).linkVisibility(false)
    .onRenderFramePre((context, scale) => paint(context, { ...view(), scale, ...viewport() }, naming));
  watchFrame(container, ({ width, height, middle }) => {
    const at = graph.centerAt();
    graph.centerAt(at.x + middle.x / graph.zoom(), at.y + middle.y / graph.zoom()).width(width).height(height); // which keeps the middle
  });

  const view = () => ({ ...seen, content, colours, selected, over, items });

  function redraw() {
    graph.nodeVisibility(false); // any change makes force-graph paint again
  }

  function viewport() {
    const [from, to] = [graph.screen2GraphCoords(0, 0), graph.screen2GraphCoords(container.clientWidth, container.clientHeight)];
    return { left: from.x, top: from.y, right: to.x, bottom: to.y };
  }

  const isOpen = (number) => apart !== null || now === "all" || now.includes(number);

  /* The mark that stands for an entity: its own, or that of its closed community. */
  const markOf = (id) => (isOpen(drawing.group[id]) ? id : first + drawing.group[id]);

  function show(next, opened) {
    shown = next;
    now = opened === "all" || groups.items.length === 1 ? "all" : opened.filter((number) => number < groups.items.length);
    groups.count(shown);
    place();
  }

  function place() {
    const discs = places.placeDiscs(apart ? [] : now, shown);
    groups.items.forEach((item, number) => {
      Object.assign(item, discs[number], { open: isOpen(number) });
      if (item.open && !apart) places.placeMembers(number, item, items, shown);
    });
    const reach = [...(apart?.values() ?? [])].reduce((far, { x, y }) => Math.max(far, Math.abs(x), Math.abs(y)), 0);
    for (const [id, at] of apart ?? []) Object.assign(items[id], at, { r: Math.max(8, 0.013 * reach) }); // far from the eye, marks must be large
    const closed = groups.items.filter((item) => item.size && !item.open).map((item) => first + item.id);
    const single = now === "all" || apart ? content.order : now.flatMap((number) => places.members[number]);
    const lines = joinMarks();
    seen = { marks: [...closed, ...single.filter((id) => shown.nodes[id])], lines, near: null,
      open: apart ? [] : groups.items.filter((item) => item.size && item.open) };
    naming.forget();
    step();
  }

  /* What joins the marks, each pair once, those first that matter most. */
  function joinMarks() {
    const joined = new Map();
    content.edges.forEach((edge, id) => {
      if (!shown.edges[id]) return;
      const [a, b] = [markOf(edge.from), markOf(edge.to)];
      if (a === b) return;
      const key = Math.min(a, b) * items.length + Math.max(a, b);
      const line = joined.get(key);
      if (line) line.weight += 1;
      else joined.set(key, { from: a, to: b, edge: id, weight: 1, strong: apart !== null || drawing.group[edge.from] === drawing.group[edge.to] });
    });
    return keepStrong([...joined.values()], first).sort((a, b) => b.weight - a.weight || a.edge - b.edge);
  }

  /* What has nothing to do with what is selected steps back. */
  function step() {
    const edge = selected.edge === null ? null : content.edges[selected.edge];
    const ids = edge ? [edge.from, edge.to] : selected.node === null ? null : [selected.node, ...content.neighboursOf(selected.node)];
    seen.near = ids && new Set(ids.map(markOf));
    naming.forget();
    redraw();
  }

  function select(node, edge) {
    if (node === selected.node && edge === selected.edge) return;
    selected = { node, edge };
    step();
  }

  function fitTo(ids, most, room = 0.94) {
    if (!ids.length) return;
    const edge = (at) => ids.reduce((far, id) => Math.min(far, at(items[id])), Infinity);
    const [left, right] = [edge((one) => one.x - one.r), -edge((one) => -one.x - one.r)];
    const [top, bottom] = [edge((one) => one.y - one.r), -edge((one) => -one.y - one.r)];
    const below = 44; // px for the names of what stands lowest
    graph.zoom(Math.min(most, room * container.clientWidth / Math.max(1, right - left), room * (container.clientHeight - below) / Math.max(1, bottom - top)));
    graph.centerAt((left + right) / 2, (top + bottom) / 2 + below / 2 / graph.zoom());
  }

  function fit() {
    graph.width(container.clientWidth).height(container.clientHeight);
    fitTo([...seen.marks, ...seen.open.map((item) => first + item.id)], 2.5);
  }

  /* On a small screen the whole would be too small to read: begin in its middle. */
  function begin() {
    fit();
    if (container.clientWidth < 600) graph.zoom(Math.max(0.72, graph.zoom()));
  }

  /* Marks lie over lines, and small ones over large ones; an open community is behind all. */
  function find(x, y) {
    const at = graph.screen2GraphCoords(x, y);
    const slack = 4 / graph.zoom();
    const isOn = (one, more) => Math.abs(at.x - one.x) <= one.r + more && Math.hypot(at.x - one.x, at.y - one.y) <= one.r + more;
    const named = naming.at(at);
    if (named) return named;
    for (let place = seen.marks.length - 1; place >= 0; place -= 1) {
      if (isOn(items[seen.marks[place]], slack)) return items[seen.marks[place]];
    }
    const line = seen.lines.find((one) => isDrawn(one, view()) && distance(at, items[one.from], items[one.to]) < slack);
    return line ? { kind: "edge", id: line.edge } : seen.open.find((one) => isOn(one, 0)) ?? null;
  }

  listen(container, find, heard, (one) => {
    if (one === over || (one && over && one.kind === over.kind && one.id === over.id)) return;
    over = one;
    redraw();
  });

  function move(on) {
    if (on) {
      graph.graphData({ nodes: seen.marks.map((id) => items[id]), links: seen.lines.map((line) => ({ source: items[line.from], target: items[line.to] })) });
      graph.cooldownTicks(Infinity).d3ReheatSimulation();
    } else graph.cooldownTicks(0);
  }

  /* A neighbourhood or a path stands anew, by steps; without one, all goes back to where it was. */
  function rearrange(steps, inColumns) {
    apart = steps && steps.size <= 1500 ? placeBySteps(new Map([...steps].filter(([id]) => isShown(id))), inColumns, content) : null;
    place();
    fit();
  }

  const isShown = (id) => shown.nodes[id] === 1;
  const centreGroup = (number) => (isOpen(number) ? fitTo([...seen.marks.filter((id) => id >= first), ...seen.open.map((item) => first + item.id)], 2.5) : fit());
  return {
    show, select, fit, begin, rearrange, isShown, move, centreGroup,
    scene: () => makeScene(view(), first),
    grouped: groups.items.length > 1,
    group: (number) => groups.items[number],
    groupOf: (id) => drawing.group[id],
    isOpen,
    colour: (number) => colours.classes[number],
    zoom: (factor) => graph.zoom(graph.zoom() * factor, 200),
    centre: (id) => fitTo([id, ...content.neighboursOf(id)].filter((one) => isShown(one) && isOpen(drawing.group[one])), 4),
    place: (id) => graph.graph2ScreenCoords(items[id].x, items[id].y),
    placeOfGroup: (number) => graph.graph2ScreenCoords(items[first + number].x, items[first + number].y),
    seen: () => ({ marks: seen.marks.length, lines: seen.lines.length }),
    labels: () => naming.labels().map(({ kind, id, lines, box, font }) => ({ kind, id, lines, font: font * graph.zoom(),
      box: [graph.graph2ScreenCoords(box[0], box[1]), graph.graph2ScreenCoords(box[2], box[3])].flatMap(({ x, y }) => [x, y]) })),
    repaint() {
      colours = readColours(content.classes);
      redraw();
    },
  };
}

/* Communities as marks: each with how many of its things are shown, how many of each group, and the most important. */
function makeGroups({ nodes, classes, groups }, drawing, members) {
  const groupOf = (id) => classes[nodes[id].class].group;
  const items = drawing.communities.map(({ name, named, x, y, r, rest }, id) => ({ id, kind: "group", name, named, x, y, r, rest, size: members[id].length,
    hub: members[id][0], mix: [], open: false }));
  function count(shown) {
    for (const item of items) {
      const there = members[item.id].filter((id) => shown.nodes[id]);
      item.size = there.length;
      item.mix = groups.map(() => 0);
      for (const id of there) item.mix[groupOf(id)] += 1;
      if (there.length) [item.hub] = there;
    }
  }
  return { items, count };
}

/* Between closed communities only what joins each the most is drawn; all of them would hide everything. */
function keepStrong(lines, first) {
  const kept = 2;
  const isOuter = (line) => line.from >= first && line.to >= first;
  const counts = new Map();
  for (const line of lines.filter(isOuter).sort((a, b) => b.weight - a.weight || a.edge - b.edge)) {
    const those = [line.from, line.to].map((end) => counts.get(end) ?? 0);
    line.strong = those[0] < kept || those[1] < kept;
    [line.from, line.to].forEach((end, at) => counts.set(end, those[at] + 1));
  }
  return lines;
}

/* Clicks and the pointer's moves; a press that moves the view is no click. */
function listen(container, find, heard, hover) {
  const at = (event) => {
    const box = container.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  let pressed = null;
  container.addEventListener("pointerdown", (event) => { pressed = [event.clientX, event.clientY]; }, true);
  container.addEventListener("click", (event) => {
    if (pressed && Math.hypot(event.clientX - pressed[0], event.clientY - pressed[1]) > 4) return;
    const found = find(...at(event));
    if (!found) heard.nothing();
    else if (found.kind === "group" && !found.open) heard.open(found.id);
    else heard[found.kind](found.id);
  });
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

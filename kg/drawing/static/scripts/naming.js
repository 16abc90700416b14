"use strict";

/* Writes the names into the picture of vis-network: as large on the screen at any scale, the most important first, as
   many as have room. `state()` tells what is shown, selected, pointed at, and in which colours. */
function makeNaming(network, container, content, drawing, state) {
  const most = 45; // names at once: more aren't read
  const lasts = 120; // ms for which names stay where they are while the view moves
  const tried = 300; // so many are looked at for a name
  const wrapped = drawing.nodes.map((node) => node.label.split("\n"));

  /* What is to be named in view, what is chosen or pointed at and what is beside it first; the small get no larger type. */
  function* nameable(places, scale, frame) {
    const { selected, over, whole, isShown, isNear } = state();
    const isInView = ({ x, y }) => x >= frame[0] && x <= frame[2] && y >= frame[1] && y <= frame[3];
    const isDue = (id) => drawing.nodes[id].named || !drawing.nodes[id].aside || scale > 1.5 * whole; // what stands aside waits
    const ahead = new Set([over.node, selected.node].filter((id) => id !== null && isShown(id)));
    const name = (id) => ({ id, ...places[id], r: drawing.nodes[id].size, lines: wrapped[id], due: drawing.nodes[id].named || ahead.has(id),
      font: Math.max(12.5, Math.min(drawing.nodes[id].named ? 15 : 13, drawing.nodes[id].font.size * scale)) / scale });
    for (const id of ahead) yield name(id);
    let left = tried;
    for (const id of content.order) {
      if (!isShown(id) || ahead.has(id) || !isInView(places[id]) || !isNear(id) || !isDue(id)) continue;
      if ((left -= 1) < 0) return;
      yield name(id);
    }
  }

  let labels = [];
  let arranged = { at: -Infinity };
  function arrange() {
    const scale = network.getScale();
    const now = performance.now();
    if (dragged && scale === arranged.scale && now - arranged.at < lasts) return arranged;
    const places = network.getPositions();
    const frame = [[0, 0], [container.clientWidth, container.clientHeight]].map(([x, y]) => network.DOMtoCanvas({ x, y })).flatMap(({ x, y }) => [x, y]);
    const obstacles = Object.keys(places).map((id) => ({ x: places[id].x, y: places[id].y, r: drawing.nodes[id].size }));
    arranged = { at: now, scale, places, room: placeLabels(nameable(places, scale, frame), obstacles, { gap: 3 / scale, most, frame }), words: [] };
    for (const line of state().lines(places)) {
      if (!line.label && !isPointed(drawing.edges[line.id])) continue;
      const text = shorten(content.edges[line.id].label, 40);
      const at = placeOnLine(line, text, 11.5 / scale, arranged.room);
      if (at) arranged.words.push({ text, ...at });
    }
    return arranged;
  }

  let dragged = false;
  network.on("dragStart", (what) => { dragged = !what.nodes.length; });
  network.on("dragEnd", () => { dragged = false; network.redraw(); });

  function paintNames(context) {
    const { colours, aside, isShown } = state();
    const { scale, room, words } = arrange();
    labels = room.placed;
    setType(context, 11.5 / scale, colours.surface, 4 / scale);
    context.fillStyle = colours.soft;
    for (const { text, x, y } of words) write(context, text, x, y);
    for (const label of labels) writeLabel(context, label, { surface: colours.surface, halo: 4 / scale, ink: colours.ink });
    const lonely = aside.filter(isShown);
    if (lonely.length) writeAside(context, scale, lonely, colours);
  }

  /* Lines that are chosen or pointed at, and those of what is. */
  function isPointed(edge) {
    const { selected, over } = state();
    return [selected, over].some((one) => one.edge === edge.id || (one.node !== null && (one.node === edge.from || one.node === edge.to)));
  }

  function writeAside(context, scale, lonely, colours) {
    const least = (side) => lonely.reduce((far, id) => Math.min(far, side(drawing.nodes[id])), Infinity);
    const [x, y] = [least((node) => node.x), least((node) => node.y - node.size)];
    setType(context, 12 / scale, colours.surface, 4 / scale);
    Object.assign(context, { textAlign: "left", fillStyle: colours.soft });
    write(context, `${count(lonely.length, "thing")} that nothing joins to the rest`, x, y - 18 / scale);
  }

  network.on("afterDrawing", paintNames);

  return {
    at: ({ x, y }) => labels.find(({ box }) => x > box[0] && x < box[2] && y > box[1] && y < box[3])?.id ?? null,
    labels: () => labels.map(({ id, box, font }) => ({ id, box, font: font * network.getScale() })),
  };
}

"use strict";

/* Paints a large graph on a canvas, in the graph's coordinates; `scale` is px of the screen for one of theirs. */

const MOST_LINES = 12_000; // at once: more are a grey mist, and slow
const MOST_MARKS = 400; // in view, for all lines between them to be drawn

function paint(context, given, naming) {
  const frame = [given.left, given.top, given.right, given.bottom];
  const view = { ...given, few: given.marks.length > MOST_MARKS && areFew(given, frame) };
  for (const item of view.open) paintGround(context, item, view);
  paintLines(context, view);
  paintDiscs(context, view);
  paintMarks(context, view);
  paintRims(context, view);
  const room = naming.arrange(view);
  nameLines(context, view, room);
  for (const label of room.placed) writeName(context, label, view);
}

function areFew({ marks, items }, frame) {
  let left = MOST_MARKS;
  return marks.every((id) => !isInFrame(items[id], frame) || (left -= 1) >= 0);
}

/* What a thing is called, a community's first line weightier than what else it's called after. */
function writeName(context, { box, lines, strong, font, kind }, { colours, scale }) {
  lines.forEach((line, at) => {
    const isFirst = at < strong;
    Object.assign(context, { font: `${kind === "group" && isFirst ? 600 : 400} ${font}px system-ui, sans-serif`, textAlign: "center", textBaseline: "middle",
      lineJoin: "round", strokeStyle: colours.surface, lineWidth: 4 / scale, fillStyle: isFirst ? colours.ink : colours.soft });
    write(context, line, (box[0] + box[2]) / 2, box[1] + (at + 0.5) * font * 1.2);
  });
}

function shapeOf(one, content) {
  return one.kind === "group" ? "dot" : content.classes[content.nodes[one.id].class].shape;
}

/* A group's own colour, that of its classes. */
function colourOfGroup(group, { classes }, colours) {
  return colours.classes[classes.findIndex((one) => one.group === group)];
}

/* A community has the colour of the group of which it holds the most. */
function mainOf({ mix }) {
  return mix.indexOf(Math.max(...mix));
}

function colourOf(one, content, colours) {
  if (one.kind === "node") return colours.classes[content.nodes[one.id].class];
  return one.rest ? colours.edge : colourOfGroup(mainOf(one), content, colours);
}

/* Whether a line is seen: those within communities, the strongest between them, those of what is chosen or pointed at;
   all where one has come near. */
function isDrawn(line, { items, selected, over, near, few }) {
  return line.strong || few || isOwn(line, { selected, items, near }) || (over !== null && (items[line.from] === over || items[line.to] === over));
}

function isOwn(line, { selected, items, near }) {
  if (near === null) return false;
  if (selected.edge !== null) return line.edge === selected.edge;
  const isSelected = (place) => items[place].kind === "node" && items[place].id === selected.node;
  return isSelected(line.from) || isSelected(line.to);
}

function paintLines(context, view) {
  const { lines, items, near, over, colours, scale, left, right, top, bottom } = view;
  const outside = (a, b) => (a.x < left && b.x < left) || (a.x > right && b.x > right) || (a.y < top && b.y < top) || (a.y > bottom && b.y > bottom);
  const short = 3 / scale;
  const batches = new Map();
  let room = MOST_LINES;
  for (const line of lines) {
    if (!isDrawn(line, view)) continue;
    const [from, to] = [items[line.from], items[line.to]];
    if (outside(from, to) || Math.abs(from.x - to.x) + Math.abs(from.y - to.y) < short) continue;
    if ((room -= 1) < 0) break;
    const chosen = isOwn(line, view) || (over !== null && (from === over || to === over));
    const outer = from.kind === "group" || to.kind === "group";
    const key = chosen ? 99 : outer ? Math.round(4 * Math.sqrt(line.weight / lines[0].weight)) : 10;
    if (!batches.has(key)) batches.set(key, []);
    batches.get(key).push(from, to);
  }
  // The more lines there are, the fainter each: else nothing but lines is to be seen.
  const faint = near ? 0.75 : Math.min(0.72, 0.3 + (MOST_LINES - room) / 12_000);
  for (const [key, ends] of [...batches].sort((a, b) => a[0] - b[0])) { // what is chosen last, over the others
    context.strokeStyle = key === 99 ? colours.soft : mixColours(colours.edge, colours.surface, key === 10 ? faint : near ? 0.7 : 0.35);
    context.lineWidth = (key === 99 ? 1.5 : key === 10 ? 0.8 : (0.7 + 0.5 * key) * Math.max(0.5, Math.min(1, scale))) / scale;
    strokeAll(context, ends);
  }
}

/* Long paths are slow to paint, and so is one for each line. */
function strokeAll(context, ends) {
  const batch = 400;
  for (let start = 0; start < ends.length; start += batch) {
    context.beginPath();
    for (let at = start; at < Math.min(start + batch, ends.length); at += 2) {
      context.moveTo(ends[at].x, ends[at].y);
      context.lineTo(ends[at + 1].x, ends[at + 1].y);
    }
    context.stroke();
  }
}

/* What joins the one that is selected, in words, where they cover no name. */
function nameLines(context, view, room) {
  if (view.near === null) return;
  const { lines, items, scale, colours, content } = view;
  const font = 11.5 / scale;
  setType(context, font, colours.surface, 4 / scale);
  context.fillStyle = colours.soft;
  for (const line of lines.filter((one) => isOwn(one, view)).slice(0, 40)) {
    const text = shorten(content.edges[line.edge].label, 40);
    const at = placeOnLine({ from: items[line.from], to: items[line.to], bend: 0 }, text, font, { names: room.names, marks: { isFree: () => true } });
    if (at) write(context, text, at.x, at.y);
  }
}

/* An open community: a pale ground for what is in it. */
function paintGround(context, { x, y, r, rest, mix }, { colours, content, scale }) {
  const colour = rest ? colours.edge : colourOfGroup(mainOf({ mix }), content, colours);
  context.beginPath();
  context.arc(x, y, r * 1.02, 0, 2 * Math.PI);
  context.fillStyle = mixColours(colour, colours.surface, 0.93);
  context.fill();
  context.strokeStyle = mixColours(colour, colours.surface, 0.6);
  context.lineWidth = 1.2 / scale;
  context.stroke();
}

/* Closed communities: a disc in the colour of most that is in it, around it a ring that tells the shares of all groups. */
function paintDiscs(context, view) {
  const { marks, items, near, colours, content, scale } = view;
  for (const id of marks) {
    const one = items[id];
    if (one.kind !== "group" || !isInFrame(one, [view.left, view.top, view.right, view.bottom])) continue;
    const pale = near !== null && !near.has(id) ? 0.75 : 0;
    const colour = colourOf(one, content, colours);
    context.beginPath();
    context.arc(one.x, one.y, one.r, 0, 2 * Math.PI);
    context.fillStyle = mixColours(colour, colours.surface, pale ? 0.92 : 0.62);
    context.fill();
    paintRing(context, one, { colours, content, pale });
    if (one.r * scale > 11) writeCount(context, one, pale ? mixColours(colours.ink, colours.surface, 0.6) : colours.ink, scale);
  }
}

function paintRing(context, { x, y, r, mix, rest }, { colours, content, pale }) {
  const whole = mix.reduce((sum, one) => sum + one, 0);
  context.lineWidth = r * 0.17;
  let turn = -Math.PI / 2;
  mix.forEach((part, group) => {
    if (!part) return;
    const next = turn + (2 * Math.PI * part) / whole;
    const colour = rest ? mixColours(colours.edge, colours.surface, 0.3) : colourOfGroup(group, content, colours);
    context.beginPath();
    context.arc(x, y, r * 0.915, turn, next);
    context.strokeStyle = mixColours(colour, colours.surface, Math.max(pale, 0.1));
    context.stroke();
    turn = next;
  });
}

function writeCount(context, { x, y, r, size }, ink, scale) {
  const text = size.toLocaleString("en");
  const font = Math.min(17 / scale, (r * 1.45) / (text.length * LETTER), r * 0.75);
  if (font * scale < 9) return;
  Object.assign(context, { font: `${font}px system-ui, sans-serif`, textAlign: "center", textBaseline: "middle", fillStyle: ink });
  context.fillText(text, x, y);
}

/* Entities, those of a class in one go; the smallest are specks. */
function paintMarks(context, view) {
  const { marks, items, near, colours, scale, content, left, top, right, bottom } = view;
  const batches = new Map();
  for (const id of marks) {
    const one = items[id];
    if (one.kind !== "node" || one.x + one.r < left || one.x - one.r > right || one.y + one.r < top || one.y - one.r > bottom) continue;
    const key = content.nodes[id].class * 4 + (near !== null && !near.has(id) ? 2 : 0) + (one.r * scale < 3 ? 1 : 0);
    const batch = batches.get(key);
    if (batch) batch.push(one);
    else batches.set(key, [one]);
  }
  for (const [key, those] of batches) {
    const number = Math.floor(key / 4);
    const colour = colours.classes[number];
    context.fillStyle = key % 4 > 1 ? mixColours(colour, colours.surface, 0.75) : colour;
    if (key % 2) paintSpecks(context, those, 0.5 / scale);
    else paintShapes(context, those, content.classes[number].shape);
  }
}

function paintSpecks(context, those, least) {
  for (const { x, y, r } of those) {
    const half = Math.max(r * 0.9, least);
    context.fillRect(x - half, y - half, 2 * half, 2 * half);
  }
}

function paintShapes(context, those, shape) {
  for (let start = 0; start < those.length; start += 200) {
    context.beginPath();
    for (const one of those.slice(start, start + 200)) trace(context, one, shape);
    context.fill();
  }
}

/* A rim around what is selected or pointed at. */
function paintRims(context, { items, selected, over, marks, colours, scale, content }) {
  const chosen = selected.node !== null && marks.includes(selected.node) ? items[selected.node] : null;
  for (const one of [chosen, over?.kind === "edge" || over?.open ? null : over]) {
    if (!one || !("x" in one)) continue;
    context.beginPath();
    trace(context, one, shapeOf(one, content));
    context.strokeStyle = colours.ink;
    context.lineWidth = 2 / scale;
    context.stroke();
  }
}

function trace(context, { x, y, r }, shape) {
  if (shape === "dot") {
    context.moveTo(x + r, y);
    context.arc(x, y, r, 0, 2 * Math.PI);
    return;
  }
  CORNERS[shape].forEach(([dx, dy], at) => (at ? context.lineTo(x + dx * r, y + dy * r) : context.moveTo(x + dx * r, y + dy * r)));
  context.closePath();
}

/* What is to be seen, for a file of it: see saving.js. Names stand below their marks, those that have room there. */
function makeScene(view, first) {
  const { marks, lines, items, content, colours, open } = view;
  const [names, discs, most] = [makeRoom(120), makeRoom(120), 150];
  for (const { kind, x, y, r } of marks.map((id) => items[id])) if (kind === "group") discs.take([x - r, y - r, x + r, y + r]);
  const label = (one) => {
    const [font, wrapped] = one.kind === "group" ? [13, Object.values(nameCommunity(one, one.r)).flat()] : [Math.max(4, Math.min(13, one.r * 1.6)), wrapWords(content.nodes[one.id].label, 24)];
    const wide = Math.max(...wrapped.map((line) => line.length)) * font * LETTER / 2;
    const box = [one.x - wide, one.y + one.r, one.x + wide, one.y + one.r + wrapped.length * font * 1.2];
    if (!names.isFree(box) || (!one.named && discs.count(box) > 0)) return { label: [], font };
    names.take(box);
    return { label: wrapped, font };
  };
  const draw = (one, named) => ({ x: one.x, y: one.y, size: one.r, shape: shapeOf(one, content), ...(named ? label(one) : { label: [], font: 13 }),
    colour: one.kind === "group" ? mixColours(colourOf(one, content, colours), colours.surface, one.open ? 0.93 : 0.4) : colourOf(one, content, colours) });
  const kept = lines.filter((line) => isDrawn(line, { ...view, over: null })).slice(0, MOST_LINES);
  return { colours, arrows: false, marks: [...open.map((one) => draw(one, true)), ...marks.map((id, at) => draw(items[id], at < most))],
    lines: kept.map((line) => ({ from: items[line.from], to: items[line.to], gap: 0, dashed: false, bend: 0, label: "" })) };
}

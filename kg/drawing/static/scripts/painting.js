"use strict";

/* Paints a large graph on a canvas, in the graph's coordinates; `scale` is px of the screen for one of theirs. */

const MOST_LABELS = 60;

function paint(context, view) {
  paintLines(context, view);
  paintMarks(context, view);
  paintNames(context, view);
}

function isInView(one, { left, right, top, bottom }) {
  return one.x + one.r >= left && one.x - one.r <= right && one.y + one.r >= top && one.y - one.r <= bottom;
}

function nameOf(one, content) {
  return one.rest ? "Others, joined with few" : content.nodes[one.kind === "group" ? one.hub : one.id].label;
}

function shapeOf(one, content) {
  return one.kind === "group" ? "dot" : content.classes[content.nodes[one.id].class].shape;
}

function colourOf(one, content, colours) {
  const colour = colours.classes[one.kind === "group" ? one.main : content.nodes[one.id].class];
  return one.rest ? mixColours(colours.edge, colours.surface, 0.4) : one.kind === "group" ? mixColours(colour, colours.surface, 0.3) : colour;
}

function paintLines(context, view) {
  const { lines, items, near, colours, scale, selected, left, right, top, bottom, content } = view;
  const outside = (a, b) => (a.x < left && b.x < left) || (a.x > right && b.x > right) || (a.y < top && b.y < top) || (a.y > bottom && b.y > bottom);
  const own = (line) => (selected.edge !== null ? line.edge === selected.edge : line.from === selected.node || line.to === selected.node);
  const batches = new Map();
  for (const line of lines) {
    const [from, to] = [items[line.from], items[line.to]];
    if (outside(from, to)) continue;
    const chosen = near !== null && own(line);
    const key = chosen ? 99 : Math.min(5, Math.floor(Math.log2(line.weight)));
    if (!batches.has(key)) batches.set(key, []);
    batches.get(key).push(from, to);
  }
  // The more lines there are, the fainter each: else nothing but lines is to be seen.
  const faint = near ? 0.7 : Math.min(0.75, lines.length / 5_000);
  for (const [key, ends] of batches) {
    context.strokeStyle = key === 99 ? colours.soft : mixColours(colours.edge, colours.surface, key > 2 ? faint * 0.3 : key ? faint * 0.65 : faint);
    context.lineWidth = (key === 99 ? 1.6 : 0.6 + 0.7 * key) / scale;
    strokeAll(context, ends);
  }
  if (near) nameLines(context, view, own, content);
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

function nameLines(context, { lines, items, scale, colours }, own, content) {
  setType(context, 11 / scale, colours.surface, 4 / scale);
  context.fillStyle = colours.soft;
  for (const line of lines.filter(own).slice(0, 40)) {
    const [from, to] = [items[line.from], items[line.to]];
    write(context, shorten(content.edges[line.edge].label, 40), (from.x + to.x) / 2, (from.y + to.y) / 2);
  }
}

function paintMarks(context, view) {
  const { marks, items, near, colours, scale, content, selected, over } = view;
  const batches = new Map();
  for (const id of marks) {
    const one = items[id];
    if (!isInView(one, view)) continue;
    const far = near !== null && one.kind === "node" && !near.has(id);
    const key = `${colourOf(one, content, colours)}${far ? "-" : "+"}${one.r * scale < 3 ? "square" : shapeOf(one, content)}`;
    if (!batches.has(key)) batches.set(key, []);
    batches.get(key).push(one);
  }
  for (const [key, those] of batches) {
    const colour = key.slice(0, 7);
    context.fillStyle = key[7] === "-" ? mixColours(colour, colours.surface, 0.75) : colour;
    for (let start = 0; start < those.length; start += 200) {
      context.beginPath();
      for (const one of those.slice(start, start + 200)) trace(context, one, key.slice(8));
      context.fill();
    }
  }
  for (const one of [selected.node === null ? null : items[selected.node], over?.kind === "edge" ? null : over]) {
    if (!one || one.kind === "edge" || !("x" in one)) continue;
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

/* Names of what is largest in view, as many as have room; what is selected and pointed at, and what is near it, first. */
function paintNames(context, view) {
  const { marks, items, near, selected, over, scale, colours, content } = view;
  const taken = [];
  const ahead = [selected.node, ...(near ?? [])].filter((id) => id !== null && id !== undefined).map((id) => items[id]);
  if (over && "x" in over) ahead.unshift(over);
  context.fillStyle = colours.ink;
  const isFree = (box) => !taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]);
  const place = (one) => {
    const size = one.kind === "group" ? Math.max(12, Math.min(16, one.r * scale / 3)) : 12;
    const lines = wrapWords(nameOf(one, content), one.kind === "group" ? 15 : 22);
    if (one.kind === "group") lines.push(one.size.toLocaleString("en"));
    const [wide, high] = [Math.max(...lines.map((line) => line.length)) * size * 0.56 / scale, lines.length * size * 1.2 / scale];
    const [below, above, middle] = [one.y + one.r + 2 / scale, one.y - one.r - 2 / scale - high, one.y - high / 2];
    const y = (one.kind === "group" && one.r * scale > 24 ? [middle, below, above] : [below, above]).find((top) => isFree([one.x - wide / 2, top, one.x + wide / 2, top + high]));
    if (y === undefined) return;
    taken.push([one.x - wide / 2, y, one.x + wide / 2, y + high]);
    setType(context, size / scale, colours.surface, 4 / scale);
    lines.forEach((line, at) => write(context, line, one.x, y + (at + 0.6) * size * 1.2 / scale));
  };
  const there = new Set(marks);
  for (const one of ahead) if (one.kind === "group" || there.has(one.id)) place(one);
  for (const id of marks) {
    if (taken.length >= MOST_LABELS) break;
    const one = items[id];
    const far = near !== null && one.kind === "node" && !near.has(id);
    if (!far && one.r * scale > (one.kind === "group" ? 5 : 3) && isInView(one, view)) place(one);
  }
}

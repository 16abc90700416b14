"use strict";

/* Where names stand: beside their marks, none over another, the most important first. */

const LETTER = 0.56; // the mean width of a letter, in font sizes

/* Boxes [left, top, right, bottom], and which of them another one touches; found by a grid of cells. */
function makeRoom(cell) {
  const cells = new Map();
  const isTouching = (one, other) => one[0] < other[2] && one[2] > other[0] && one[1] < other[3] && one[3] > other[1];
  function* within([left, top, right, bottom]) {
    for (let x = Math.floor(left / cell); x <= Math.floor(right / cell); x += 1) {
      for (let y = Math.floor(top / cell); y <= Math.floor(bottom / cell); y += 1) yield x * 100_003 + y;
    }
  }
  function touching(box) {
    const found = new Set();
    for (const key of within(box)) for (const other of cells.get(key) ?? []) if (isTouching(box, other)) found.add(other);
    return found.size;
  }
  return {
    take(box) {
      for (const key of within(box)) {
        if (!cells.has(key)) cells.set(key, []);
        cells.get(key).push(box);
      }
    },
    isFree: (box) => touching(box) === 0,
    count: touching,
  };
}

function isOver([left, top, right, bottom], { x, y, r }) {
  return Math.hypot(x - Math.max(left, Math.min(right, x)), y - Math.max(top, Math.min(bottom, y))) < r;
}

/* In the middle of what is asked to have it there; else below the mark, above it, beside it: the first place where it covers no name, and as few marks as can be. What has no
   right to a name must cover none; none covers a circle that it is to avoid. */
function placeLabel({ x, y, r, due, centred, avoid = [] }, wide, high, { gap, names, marks, frame }) {
  if (centred) {
    const box = [x - wide / 2, y - high / 2, x + wide / 2, y + high / 2];
    return names.isFree(box) ? box : null;
  }
  const places = [[x - wide / 2, y + r + gap], [x - wide / 2, y - r - gap - high], [x + r + 2 * gap, y - high / 2], [x - r - 2 * gap - wide, y - high / 2]];
  let best = null;
  for (const [left, top] of places) {
    const box = [left, top, left + wide, top + high];
    if (!names.isFree(box) || avoid.some((one) => isOver(box, one))) continue;
    const outside = box[0] < frame[0] || box[1] < frame[1] || box[2] > frame[2] || box[3] > frame[3];
    const covered = marks.count(box) + (outside ? 9 : 0);
    if (covered && !due) continue;
    if (best === null || covered < best.covered) best = { box, covered };
    if (!covered) break;
  }
  return best?.box ?? null;
}

/* Give names to things (x, y, r, lines, font, due), as many as have room; returns those that have, each with its box.
   All is in the picture's own px; `gap` is what lies between a mark and its name, `frame` what is in view. */
function placeLabels(things, obstacles, { gap, most, frame }) {
  const [names, marks] = [makeRoom(40 * gap), makeRoom(14 * gap)];
  for (const { x, y, r } of obstacles) marks.take([x - r * 0.8, y - r * 0.8, x + r * 0.8, y + r * 0.8]);
  const placed = [];
  for (const thing of things) {
    if (placed.length >= most) break;
    const wide = Math.max(...thing.lines.map((line) => line.length)) * thing.font * LETTER;
    const box = placeLabel(thing, wide, thing.lines.length * thing.font * 1.2, { gap, names, marks, frame });
    if (!box) continue;
    names.take(box);
    placed.push({ ...thing, box });
  }
  return { placed, names, marks };
}

/* A word for a line, where it covers no name: near the middle, or nowhere. */
function placeOnLine({ from, to, bend }, text, font, { names, marks }) {
  for (const share of [0.5, 0.42, 0.58, 0.34, 0.66]) {
    const bow = 2 * share * (1 - share) * bend;
    const [x, y] = [from.x + (to.x - from.x) * share + (to.y - from.y) * bow, from.y + (to.y - from.y) * share - (to.x - from.x) * bow];
    const [wide, high] = [text.length * font * LETTER, font * 1.2];
    const box = [x - wide / 2, y - high / 2, x + wide / 2, y + high / 2];
    if (!names.isFree(box) || !marks.isFree(box)) continue;
    names.take(box);
    return { x, y };
  }
  return null;
}

function writeLabel(context, { box, lines, font }, colour) {
  setType(context, font, colour.surface, colour.halo);
  context.fillStyle = colour.ink;
  lines.forEach((line, at) => write(context, line, (box[0] + box[2]) / 2, box[1] + (at + 0.5) * font * 1.2));
}

function setType(context, size, surface, halo) {
  Object.assign(context, { font: `${size}px system-ui, sans-serif`, textAlign: "center", textBaseline: "middle", lineJoin: "round",
    strokeStyle: surface, lineWidth: halo });
}

function write(context, text, x, y) {
  context.strokeText(text, x, y);
  context.fillText(text, x, y);
}

/* Places for what is some steps away from one: in columns from left to right, or in rings around it, each ring long
   enough for all names; in an order in which what is joined, and what is alike, stands together. */
function placeBySteps(steps, inColumns, { nodes, joints, other }) {
  const rings = [];
  for (const [id, step] of steps) (rings[step] ??= []).push(id);
  const places = new Map();
  const turns = new Map(); // where on its ring, from 0 to 1
  let reach = 0;
  rings.forEach((ring, step) => {
    const mean = (id) => {
      const before = joints[id].map((edge) => other(edge, id)).filter((one) => steps.get(one) === step - 1 && turns.has(one)).map((one) => turns.get(one));
      return before.length ? before.reduce((sum, one) => sum + one, 0) / before.length : 0;
    };
    const key = new Map(ring.map((id) => [id, step > 1 ? mean(id) : 0]));
    ring.sort((a, b) => key.get(a) - key.get(b) || nodes[a].class - nodes[b].class || a - b);
    reach = step ? Math.max(reach + 200, ring.length * 28) : 0;
    ring.forEach((id, at) => {
      turns.set(id, (at + 0.5) / ring.length);
      const angle = 2 * Math.PI * turns.get(id) - Math.PI / 2;
      places.set(id, inColumns ? { x: 320 * step, y: 150 * (at - (ring.length - 1) / 2) } : { x: 1.35 * reach * Math.cos(angle), y: reach * Math.sin(angle) });
    });
  });
  return places;
}

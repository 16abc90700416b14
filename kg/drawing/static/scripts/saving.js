"use strict";

/* The picture as SVG and PNG. A scene holds marks (x, y, size, shape, colour, label as lines, font), lines (from, to,
   gap before the end, dashed, bend, label), the colours and whether lines have arrows; the canvases make it. */
function drawScene({ marks, lines, colours, arrows }, title) {
  const room = 60;
  const reach = marks.map((mark) => Math.max(mark.size, ...mark.label.map((line) => line.length * mark.font * 0.3)));
  const extent = (pick, at) => marks.reduce((far, mark, place) => Math[pick](far, at(mark, reach[place])), pick === "min" ? Infinity : -Infinity);
  const [left, right] = [extent("min", (mark, wide) => mark.x - wide), extent("max", (mark, wide) => mark.x + wide)];
  const [top, bottom] = [extent("min", (mark) => mark.y - mark.size), extent("max", (mark) => mark.y + mark.size + mark.label.length * mark.font * 1.2)];
  const box = marks.length ? [left - room, top - room, right - left + 2 * room, bottom - top + 2 * room] : [0, 0, 100, 100];
  const one = (number) => Math.round(number * 10) / 10;
  return makeSvg("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: box.map(one).join(" "), width: one(box[2]), height: one(box[3]),
    role: "img", "font-family": "system-ui, sans-serif" },
    makeSvg("title", { text: title }),
    makeSvg("defs", {}, makeSvg("marker", { id: "tip-of-line", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" },
      makeSvg("path", { d: "M0 0.5L8 4L0 7.5z", fill: colours.soft }))),
    makeSvg("rect", { x: one(box[0]), y: one(box[1]), width: one(box[2]), height: one(box[3]), fill: colours.surface }),
    makeSvg("g", { fill: "none", stroke: colours.edge, "stroke-width": 1.2 }, ...lines.map((line) => drawLine(line, arrows, one))),
    makeSvg("g", { "text-anchor": "middle", "font-size": 11, ...halo(colours), fill: colours.soft }, ...lines.map((line) => (line.label
      ? makeSvg("text", { x: one(bent(line).x), y: one(bent(line).y), text: line.label }) : null))),
    makeSvg("g", {}, ...marks.map((mark) => drawMark(mark, one))),
    makeSvg("g", { "text-anchor": "middle", ...halo(colours), fill: colours.ink }, ...marks.flatMap((mark) => mark.label.map((words, at) =>
      (words ? makeSvg("text", { x: one(mark.x), y: one(mark.y + mark.size + mark.font * (1.1 + 1.2 * at)), "font-size": mark.font, text: words }) : null)))));
}

function halo(colours) {
  return { stroke: colours.surface, "stroke-width": 4, "stroke-linejoin": "round", "paint-order": "stroke" };
}

/* The middle of a line, off its straight where it's bent. */
function bent({ from, to, bend }) {
  return { x: (from.x + to.x) / 2 + (to.y - from.y) * bend / 2, y: (from.y + to.y) / 2 - (to.x - from.x) * bend / 2 };
}

function drawLine(line, arrows, one) {
  const { from, to, bend, gap, dashed } = line;
  const middle = { x: (from.x + to.x) / 2 + (to.y - from.y) * bend, y: (from.y + to.y) / 2 - (to.x - from.x) * bend };
  const last = bend ? middle : from;
  const length = Math.hypot(to.x - last.x, to.y - last.y) || 1;
  const end = { x: to.x - (to.x - last.x) / length * gap, y: to.y - (to.y - last.y) / length * gap };
  const way = bend ? `Q${one(middle.x)} ${one(middle.y)} ${one(end.x)} ${one(end.y)}` : `L${one(end.x)} ${one(end.y)}`;
  return makeSvg("path", { d: `M${one(from.x)} ${one(from.y)}${way}`, ...(dashed ? { "stroke-dasharray": "5 4" } : {}),
    ...(arrows ? { "marker-end": "url(#tip-of-line)" } : {}) });
}

/* The corners of each shape, for a radius of 1; a dot has none. */
const CORNERS = {
  square: [[-1, -1], [1, -1], [1, 1], [-1, 1]],
  diamond: [[0, -1], [1, 0], [0, 1], [-1, 0]],
  triangle: [[0, -1], [1, 0.9], [-1, 0.9]],
  hexagon: [[-0.5, -0.87], [0.5, -0.87], [1, 0], [0.5, 0.87], [-0.5, 0.87], [-1, 0]],
};

function drawMark({ x, y, size, shape, colour }, one) {
  if (!CORNERS[shape]) return makeSvg("circle", { cx: one(x), cy: one(y), r: one(size), fill: colour });
  return makeSvg("polygon", { points: CORNERS[shape].map(([dx, dy]) => `${one(x + dx * size)},${one(y + dy * size)}`).join(" "), fill: colour });
}

function save(blob, name) {
  const address = URL.createObjectURL(blob);
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

function saveSvg(svg, name) {
  save(new Blob([new XMLSerializer().serializeToString(svg)], { type: "image/svg+xml" }), name + ".svg");
}

/* `width` px wide; the page's policy lets pictures come from data: only. */
async function savePng(svg, name, width = 2400) {
  const picture = new Image();
  picture.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(new XMLSerializer().serializeToString(svg));
  await picture.decode();
  const share = Number(svg.getAttribute("height")) / Number(svg.getAttribute("width"));
  const canvas = make("canvas", { width, height: Math.max(1, Math.min(16_000, Math.round(width * share))) });
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  save(await new Promise((done) => canvas.toBlob(done, "image/png")), name + ".png");
}

"use strict";

/* Tells when a picture's frame has changed: its width and height, how far its upper left corner went on the page (x, y),
   and its middle (middle.x, middle.y), so that what it shows can stay where it was, whatever opens beside it. While it's
   hidden, nothing is told. */
function watchFrame(container, changed) {
  let last = null;
  new ResizeObserver(() => {
    const { left, top, width, height } = container.getBoundingClientRect();
    if (!width || !height) return;
    const now = { x: left + scrollX, y: top + scrollY, width, height };
    const before = last ?? now;
    last = now;
    const [x, y] = [now.x - before.x, now.y - before.y];
    changed({ width, height, x, y, middle: { x: x + (width - before.width) / 2, y: y + (height - before.height) / 2 } });
  }).observe(container);
}

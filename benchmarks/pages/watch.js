"use strict";

/* Notes when a page paints its first mark, on any canvas that is in the page; put in before its own scripts run. */
window.watched = { mark: null };
for (const name of ["arc", "rect", "fillRect", "lineTo", "ellipse"]) {
  const paint = CanvasRenderingContext2D.prototype[name];
  CanvasRenderingContext2D.prototype[name] = function (...where) {
    if (watched.mark === null && this.canvas.isConnected) {
      watched.mark = 0;
      requestAnimationFrame(() => setTimeout(() => { watched.mark = performance.now(); }));
    }
    return paint.apply(this, where);
  };
}

/* Call `done` with the mean time between frames, ms, while the pointer drags the picture about for some seconds. */
window.watchPanning = function (seconds, done) {
  const canvas = document.querySelector("canvas");
  const box = canvas.getBoundingClientRect();
  const [x, y] = [box.left + 5, box.top + 5];
  const send = (kind, type, dx) => canvas.dispatchEvent(new kind(type, { bubbles: true, cancelable: true, view: window, clientX: x + dx, clientY: y + dx / 2,
    button: 0, buttons: 1, pointerId: 1, pointerType: "mouse", isPrimary: true }));
  const times = [];
  for (const [kind, type] of [[PointerEvent, "pointerdown"], [MouseEvent, "mousedown"]]) send(kind, type, 0);
  const step = (now) => {
    times.push(now);
    for (const [kind, type] of [[PointerEvent, "pointermove"], [MouseEvent, "mousemove"]]) send(kind, type, (times.length * 7) % 240);
    if (now - times[0] < seconds * 1000 || times.length < 4) return requestAnimationFrame(step);
    for (const [kind, type] of [[PointerEvent, "pointerup"], [MouseEvent, "mouseup"]]) send(kind, type, 0);
    done((times[times.length - 1] - times[0]) / (times.length - 1));
  };
  requestAnimationFrame(step);
};

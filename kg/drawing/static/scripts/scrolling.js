"use strict";

/* What moves and zooms what scrolls: the wheel, the mouse, arrow keys. */

/* The wheel zooms at the pointer, which is so many px from the left; sideways it scrolls. */
function zoomByWheel(scroller, zoom) {
  scroller.addEventListener("wheel", (event) => {
    const movesPage = document.scrollingElement.scrollHeight > innerHeight + 1; // on a small screen
    if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY) || movesPage) return;
    event.preventDefault();
    zoom(Math.exp(-event.deltaY * 0.0018), event.clientX - scroller.getBoundingClientRect().left);
  }, { passive: false });
}

/* The mouse takes hold of what scrolls; fingers do by themselves. */
function dragToScroll(scroller) {
  let held = null;
  scroller.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "mouse" && event.button === 0 && !event.target.closest("button")) held = { x: event.clientX, left: scroller.scrollLeft };
  });
  addEventListener("pointermove", (event) => { if (held) scroller.scrollLeft = held.left - event.clientX + held.x; });
  addEventListener("pointerup", () => { held = null; });
}

/* Arrow keys go from one button of a list to the next. */
function walkButtons(root) {
  root.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    const buttons = [...root.querySelectorAll("button")];
    buttons[buttons.indexOf(document.activeElement) + by]?.focus();
    event.preventDefault();
    event.stopPropagation();
  });
}

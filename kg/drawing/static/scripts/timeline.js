"use strict";

/* What is shown, along an axis of years, months and days. Names have room by importance; bars count what begins when,
   where not all have one. `acts`: open(id), close(), leave() (to the details), period(title, ids), keep(since, until),
   over(id, x, y), out(); `looks` are those of makeEntries. */
function makeTimeline(root, content, looks, acts) {
  const [scroller, sheet, axis, list, bars] = ["timeline-scroller", "timeline-sheet", "axis", "dated", "bars"].map(find);
  const [pad, closest, longest] = [28, 60, 12e6]; // px: beside the first day, of a day at most, of all days at most
  const high = { axis: 46, bars: 86, lane: 27, most: 52 };
  const family = getComputedStyle(root).fontFamily;
  const pen = make("canvas").getContext("2d");
  const widths = new Map();
  const entries = makeEntries(list, content, looks, { ...acts, open: (id) => { pointed = null; acts.open(id); } });
  let items = [];
  let ordered = [];
  let span = [0, 1];
  let at = { scale: 1, width: 0 };
  let places = new Map();
  let periods = [];
  let counted = false; // whether there are bars
  let whole = ""; // from which year to which
  let chosen = null; // an entity
  let pointed = null; // which of its dates, where it has some
  let size = [0, 0];
  let kept = null; // what was in view before it was printed

  const x = (day) => pad + (day - span[0]) * at.scale;
  const dayAt = (px) => span[0] + (px - pad) / at.scale;
  const room = () => scroller.clientWidth - 2 * pad;

  function measureText(text) {
    if (!widths.has(text)) {
      pen.font = `13px ${family}`;
      widths.set(text, pen.measureText(text).width);
    }
    return widths.get(text);
  }

  /* A name takes what it needs, within reason; where there is room, its date stands beside it. */
  function measure(item, few, told, most) {
    const name = Math.min(measureText(shorten(item.text, 90)) + 38, few ? 420 : 260);
    return Math.min(told ? name + measureText(item.when) : name, most);
  }

  /* Where all is, where a day has `scale` px; all that the elements' sizes tell is read here, for that takes long. */
  function place(scale) {
    const [wide, all] = [scroller.clientWidth, scroller.clientHeight - high.axis - 12];
    const width = Math.max(wide, 2 * pad + (span[1] - span[0]) * scale);
    const lanes = Math.max(1, Math.floor((all - (counted ? high.bars : 0)) / high.lane) - 1);
    const few = items.length <= lanes;
    const told = few && wide >= 600; // whether dates stand beside names
    const measured = (item) => measure(item, few, told, wide - 20);
    const line = few ? Math.min(high.most, (all - 12) / items.length) : high.lane;
    const top = high.axis + 8 + (few ? 0 : line); // the line above is kept for what is chosen
    return { scale, width, told, measured, line, top, places: placeDated(items, { scale, start: span[0], width, pad, lanes, measure: measured }) };
  }

  const widest = () => Math.min(closest, room() / (span[1] - span[0]));

  /* All from the first to the last; a single day stands in the middle. */
  function measureSpan() {
    const days = [items.reduce((first, one) => Math.min(first, one.from), Infinity), items.reduce((last, one) => Math.max(last, one.to), -Infinity)];
    const missing = Math.max(0, room() / closest - (days[1] - days[0])) / 2;
    span = [days[0] - missing, days[1] + missing];
  }

  /* As near as `scale`, with a day where it is to be, in px from the left. */
  function look(scale, day, px) {
    const { places: found, ...rest } = place(Math.max(widest(), Math.min(closest, longest / (span[1] - span[0]), scale)));
    at = rest;
    places = found;
    placeChosen();
    periods = counted ? countPeriods(items, findPeriod(at.scale, 7)) : [];
    sheet.style.width = `${at.width}px`;
    scroller.scrollLeft = x(day) - px;
    render();
    tell();
  }

  function zoom(factor, px = scroller.clientWidth / 2) {
    look(at.scale * factor, dayAt(scroller.scrollLeft + px), px);
  }

  function lookAt([from, to]) {
    look(room() / (to - from), from, pad);
  }

  function fit() {
    if (items.length && room() > 0) lookAt(span);
  }

  /* Bars stand where not all have a place; what few things are far from all others doesn't crowd the rest into a corner. */
  function begin() {
    size = [scroller.clientWidth, scroller.clientHeight];
    if (!items.length || !size[0]) return;
    measureSpan();
    const years = items.flatMap(({ dates }) => dates.map((date) => date.slice(0, 4))).sort();
    whole = tellSpan([years[0], years[years.length - 1]]).replace(/\s–\s/, "–");
    counted = false;
    counted = place(widest()).places.size < items.length;
    const starts = ordered.map((one) => one.from);
    const [low, top] = [0.02, 0.98].map((share) => starts[Math.round(share * (starts.length - 1))]);
    const margin = 0.06 * (top - low) + 1;
    if (items.length >= 20 && span[1] - span[0] > 4 * (top - low + 2 * margin)) lookAt([low - margin, top + margin]);
    else fit();
    if (chosen !== null) choose(chosen);
  }

  /* What it shows */

  function render() {
    const [left, right] = [Math.max(0, scroller.scrollLeft - scroller.clientWidth), Math.min(at.width, scroller.scrollLeft + 2 * scroller.clientWidth)];
    drawMarks(axis, listMarks(at.scale, dayAt(left), dayAt(right)), x, pad);
    const isSeen = (from, to) => to >= left && from <= right;
    entries.draw(ordered.filter(({ key }) => places.has(key) && isSeen(places.get(key).left, places.get(key).right)), places, at, chosen);
    const seen = periods.filter(({ span: days }) => isSeen(x(days[0]), x(days[1])));
    drawBars(bars, seen, periods.reduce((most, { ids }) => Math.max(most, ids.length), 1), x, choosePeriod);
    bars.hidden = !counted;
  }

  /* In words: what is here, and what lies to both sides of what is seen. */
  function tell() {
    const nameless = items.filter(({ key }) => places.get(key)?.bare ?? true).length;
    const vague = items.length - periods.reduce((sum, { ids }) => sum + ids.length, 0);
    const told = `${count(items.length, "date")}, ${whole}`
      + (nameless ? ` · ${nameless.toLocaleString("en")} without room for a name: zoom in${counted ? " or choose a bar" : ""}` : "")
      + (counted && vague ? ` · ${vague.toLocaleString("en")} less exact than the bars` : "");
    Object.assign(find("timeline-told"), { textContent: told, title: told });
    const [left, right] = [dayAt(scroller.scrollLeft), dayAt(scroller.scrollLeft + scroller.clientWidth)];
    const beside = { earlier: items.filter((one) => one.to <= left).length, later: items.filter((one) => one.from >= right).length };
    find("earlier").textContent = `‹ ${beside.earlier.toLocaleString("en")} earlier`;
    find("later").textContent = `${beside.later.toLocaleString("en")} later ›`;
    for (const way of ["earlier", "later"]) find(way).disabled = !beside[way];
    find("keep-dates").disabled = !beside.earlier && !beside.later;
  }

  /* What is chosen has a place, come what may: the line above the others is kept for it. Returns it. */
  function placeChosen() {
    for (const [key, { lane, before }] of places) {
      if (lane !== -1) continue;
      if (before) places.set(key, before);
      else places.delete(key);
    }
    const those = ordered.filter((one) => one.id === chosen);
    const item = those.find(({ key }) => key === pointed) ?? those[0];
    if (!item) return null;
    const before = places.get(item.key);
    if (before && !before.bare) return before;
    const box = boxOf(item, { scale: at.scale, start: span[0], width: at.width, pad, wide: at.measured(item) });
    places.set(item.key, { ...box, lane: -1, bare: false, before });
    return places.get(item.key);
  }

  function choose(id) {
    chosen = id;
    if (!items.length || !at.width) return;
    const place = placeChosen();
    const [from, to] = [scroller.scrollLeft, scroller.scrollLeft + scroller.clientWidth];
    if (place && (place.right < from + 20 || place.left > to - 20)) {
      scroller.scrollLeft = (place.left + Math.min(place.right, place.left + 200)) / 2 - scroller.clientWidth / 2;
    }
    render();
  }

  function choosePeriod({ span: days, ids, text }) {
    acts.period(text, ids);
    const margin = 0.02 * (days[1] - days[0]);
    if (at.scale < closest) lookAt([days[0] - margin, days[1] + margin]);
  }

  /* What moves it */

  function step(by) {
    const here = ordered.findIndex((one) => one.key === entries.keyOf(document.activeElement));
    const next = ordered[Math.max(0, Math.min(ordered.length - 1, here + by))];
    pointed = next.key;
    acts.open(next.id);
    choose(next.id);
    entries.focus(pointed);
    render(); // which makes it the one that the tabulator reaches
  }

  const keys = { ArrowRight: () => step(1), ArrowLeft: () => step(-1), ArrowDown: () => step(1), ArrowUp: () => step(-1), Home: () => step(-Infinity), End: () => step(Infinity),
    "+": () => zoom(1.5), "-": () => zoom(1 / 1.5), 0: fit, Escape: acts.close };
  list.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const leaves = event.key === "Enter" && event.target.closest(".chosen") !== null;
    const act = leaves ? acts.leave : keys[event.key];
    if (!act) return;
    act();
    event.preventDefault();
  });
  walkButtons(bars);

  scroller.addEventListener("scroll", () => requestAnimationFrame(() => { if (at.width) { render(); tell(); } }), { passive: true });
  zoomByWheel(scroller, (factor, px) => { if (items.length) zoom(factor, px); });
  dragToScroll(scroller);
  for (const [way, by] of [["earlier", -0.8], ["later", 0.8]]) find(way).onclick = () => { scroller.scrollLeft += by * scroller.clientWidth; };
  find("keep-dates").onclick = () => acts.keep(...[scroller.scrollLeft, scroller.scrollLeft + scroller.clientWidth].map((px) => isoOf(dayAt(px)).slice(0, 10)));

  new ResizeObserver(() => {
    const now = [scroller.clientWidth, scroller.clientHeight];
    if (!now[0] || !items.length || String(now) === String(size)) return;
    if (!size[0]) return begin();
    size = now;
    look(at.scale, dayAt(scroller.scrollLeft), 0);
    if (chosen !== null) choose(chosen);
  }).observe(scroller);

  return {
    /* What was in view stays, as long as it begins and ends with the same days. */
    update(shown, now) {
      const before = [String(span), at.scale, dayAt(scroller.scrollLeft)];
      items = listDated(content, shown, now);
      ordered = inTime(items);
      chosen = now.node;
      entries.clear();
      root.classList.toggle("empty", !items.length);
      find("timeline-told").textContent = "Nothing of what is shown has a date.";
      begin();
      if (before[0] === String(span) && items.length && size[0]) look(before[1], before[2], 0);
      if (chosen !== null) choose(chosen);
    },
    choose, zoom, fit,
    /* All of it on a sheet of paper, and back to what was in view. */
    print(on) {
      if (!items.length || on === root.classList.contains("printing")) return;
      if (on) kept = [at.scale, dayAt(scroller.scrollLeft)];
      root.classList.toggle("printing", on);
      begin();
      if (!on) look(kept[0], kept[1], 0);
    },
    repaint() {
      entries.clear();
      if (items.length && at.width) render();
    },
  };
}

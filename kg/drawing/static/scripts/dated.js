"use strict";

/* What has a date: what lasts from a start to an end, and facts that have dates of their own ("Treaty · signing date"). */

/* The most important first, which are within the dates that were chosen; each with its days, the last left out,
   and whether it's a day or a period, or a day that isn't told exactly. */
function listDated(content, shown, chosen) {
  return content.order.filter((id) => shown.nodes[id] && content.nodes[id].dates.length).flatMap((id) => {
    const { label, facts, dates } = content.nodes[id];
    const named = new Map();
    for (const fact of facts) {
      const date = /^\d{4}(-\d\d(-\d\d)?)?/.exec(fact.value)?.[0];
      if (!date || !dates.includes(date) || !/date/i.test(fact.label)) continue;
      const name = /^(start|end)\b/i.test(fact.label) ? "" : fact.label; // the two are one period
      named.set(name, [...(named.get(name) ?? []), date]);
    }
    return [...named].map(([name, those]) => makeDated(id, name ? `${label} · ${name}` : label, [...new Set(those)].sort()));
  }).filter((item) => item !== null && ((!chosen.since && !chosen.until) || isWithin(item.dates, chosen)));
}

function makeDated(id, text, dates) {
  const spans = dates.map(spanOf).filter(Boolean);
  if (!spans.length) return null;
  return { key: `${id} ${text}`, id, text, dates, when: tellSpan(dates), exact: dates.length > 1 || dates[0].length === 10,
    from: spans[0][0], to: spans.reduce((last, [, to]) => Math.max(last, to), spans[0][1]) };
}

/* How many begin in each period, in order; what is told less exactly has none. */
function countPeriods(items, length) {
  const periods = new Map();
  for (const item of items) {
    const period = item.dates[0].slice(0, length);
    if (period.length < length) continue;
    if (!periods.has(period)) periods.set(period, []);
    periods.get(period).push(item.id);
  }
  return [...periods].map(([period, ids]) => ({ period, ids, ...tellPeriod(period) })).filter(({ span }) => span)
    .sort((a, b) => a.span[0] - b.span[0]);
}

/* Where each has room, where a day has `scale` px: a few stand in a line each, in order of time; of many, the most
   important take what lanes have room. The rest is marked without a name (`bare`) if there is room for all marks, else it
   goes without. Returns left and right in px and the lane, by key. */
function placeDated(items, { scale, start, width, pad, lanes, measure }) {
  const few = items.length <= lanes;
  const lines = new Map(few ? inTime(items).map((item, at) => [item, at]) : []);
  const take = makeLanes(lanes);
  const places = new Map();
  for (const item of items) {
    const place = { ...boxOf(item, { scale, start, width, pad, wide: measure(item) }), lane: lines.get(item), bare: false };
    if (!few) place.lane = take(place.left, place.right + 10);
    if (place.lane !== null) places.set(item.key, place);
  }
  return markRest(items.filter(({ key }) => !places.has(key)), places, take, (item) => boxOf(item, { scale, start, width, pad, wide: 13 }));
}

function markRest(rest, places, take, box) {
  if (rest.length > 2 * places.size) return places;
  const marked = new Map(places);
  for (const item of rest) {
    const place = { ...box(item), bare: true };
    place.lane = take(place.left, place.right + 4);
    if (place.lane === null) return places;
    marked.set(item.key, place);
  }
  return marked;
}

function inTime(items) {
  return [...items].sort((a, b) => a.from - b.from || a.to - b.to || (a.key < b.key ? -1 : 1));
}

/* A name stands to the right of its date; to the left, where that would lead over the edge and there is more room. */
function boxOf(item, { scale, start, width, pad, wide }) {
  const noon = isLong(item) ? 0 : 0.5;
  const [from, to] = [item.from + noon, item.to].map((day) => pad + (day - start) * scale);
  const long = isLong(item) ? to - from : 0;
  if (from + wide <= width || from < 0.45 * width) {
    return { left: from - 6, start: long ? from : from - 6, right: Math.max(from + long, Math.min(width - 2, from - 6 + wide)), long, turned: false };
  }
  const right = Math.max(from + 6, from + long);
  return { left: Math.max(2, Math.min(from, right - wide)), start: from, right, long, turned: true };
}

/* A single day is a mark, all else is drawn as long as it lasts. */
function isLong(item) {
  return item.to - item.from > 1;
}

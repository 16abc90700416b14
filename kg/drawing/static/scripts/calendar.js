"use strict";

/* Days of the calendar as numbers, the marks of an axis of time, and dates in words. A date is a year, a month or a day,
   as ISO 8601 writes it. */
const MONTH = 30.44; // days, on average
const YEAR = 365.25;

function toDay(year, month = 1, day = 1) {
  return new Date(0).setUTCFullYear(year, month - 1, day) / 86_400_000;
}

function isoOf(day) {
  return new Date(day * 86_400_000).toISOString();
}

/* From which day to which a date lasts, the last left out: "2021" is all of the year; null where there is no such day. */
function spanOf(date) {
  const [year, month, day] = date.split("-").map(Number);
  const from = toDay(year, month, day);
  if (!Number.isFinite(from) || !isoOf(from).startsWith(date)) return null;
  return [from, day ? from + 1 : month ? toDay(year, month + 1) : toDay(year + 1)];
}

function writeDate(date) {
  return dateWriter(date.length).format(spanOf(date)[0] * 86_400_000);
}

/* What writes years, months or days; made once, as that takes longer than to write. */
const dateWriter = (() => {
  const parts = { 4: { year: "numeric" }, 7: { year: "numeric", month: "long" }, 10: { year: "numeric", month: "long", day: "numeric" } };
  const made = {};
  return (length) => (made[length] ??= new Intl.DateTimeFormat("en-GB", { ...parts[length], timeZone: "UTC" }));
})();

/* "11–12 June 2024"; as it was written where the calendar has no such day. */
function tellSpan(dates) {
  if (!dates.length) return "";
  const [first, last] = [dates[0], dates[dates.length - 1]];
  if (!spanOf(first) || !spanOf(last)) return [...new Set([first, last])].join(" – ");
  if (first.length !== last.length) return `${writeDate(first)} – ${writeDate(last)}`;
  const [from, to] = [first, last].map((date) => spanOf(date)[0] * 86_400_000);
  return dateWriter(first.length).formatRange(from, to).replace(/^(\d+)\s–\s(\d+ \p{L})/u, "$1–$2");
}

/* How finely an axis can be marked: so many years, months or days lie between two marks, which need so many px. */
const STEPS = [
  { unit: "day", every: 1, days: 1, least: 24 }, { unit: "day", every: 7, days: 7, least: 40 },
  { unit: "month", every: 1, days: MONTH, least: 34 }, { unit: "month", every: 3, days: 3 * MONTH, least: 38 },
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].map((every) => ({ unit: "year", every, days: every * YEAR, least: 44 })),
];

/* The finest marks that have room where a day has `scale` px, from one day to another, each with what stands beside it. */
function listMarks(scale, from, to) {
  const step = STEPS.find(({ days, least }) => days * scale >= least) ?? STEPS[STEPS.length - 1];
  const years = yearsBetween(from, to, step.unit === "year" ? step.every : 1);
  const months = step.unit === "year" ? [] : years.flatMap((year) => Array.from({ length: 12 }, (_, month) => [year, month + 1]));
  const within = ({ at }) => at >= from && at <= to;
  const yearMarks = years.map((year) => ({ at: toDay(year), text: String(year) }));
  if (step.unit === "year") return { step, fine: yearMarks.filter(within), coarse: [] };
  if (step.unit === "month") {
    const fine = months.filter(([, month]) => (month - 1) % step.every === 0);
    return { step, fine: fine.map(([year, month]) => ({ at: toDay(year, month), text: MONTHS[month - 1].slice(0, 3) })).filter(within), coarse: yearMarks };
  }
  const near = months.map(([year, month]) => ({ at: toDay(year, month), until: toDay(year, month + 1), text: `${MONTHS[month - 1]} ${year}` }))
    .filter(({ at, until }) => until > from && at <= to);
  const days = near.flatMap(({ at, until }) => Array.from({ length: until - at }, (_, day) => ({ at: at + day, text: String(day + 1) })));
  return { step, fine: days.filter(({ text }) => step.every === 1 || ["1", "8", "15", "22"].includes(text)).filter(within), coarse: near };
}

function yearsBetween(from, to, every) {
  const [first, last] = [from, to].map((day) => new Date(day * 86_400_000).getUTCFullYear());
  const start = Math.floor(first / every) * every;
  return Array.from({ length: Math.floor((last - start) / every) + 1 }, (_, at) => start + at * every);
}

const MONTHS = Array.from({ length: 12 }, (_, month) => new Intl.DateTimeFormat("en", { month: "long", timeZone: "UTC" }).format(toDay(2000, month + 1) * 86_400_000));

/* The first letters of a date name its day, month, year, decade, century; the finest of which `least` px are wide. */
const PERIODS = [[10, 1], [7, MONTH], [4, YEAR], [3, 10 * YEAR], [2, 100 * YEAR]];
function findPeriod(scale, least) {
  return (PERIODS.find(([, days]) => days * scale >= least) ?? PERIODS[PERIODS.length - 1])[0];
}

/* From which day to which a period lasts, and what to call it: "202" are the twenties. */
function tellPeriod(period) {
  if (period.length >= 4) return { span: spanOf(period), text: writeDate(period) };
  const [first, length] = [Number(period.padEnd(4, "0")), 10 ** (4 - period.length)];
  return { span: [toDay(first), toDay(first + length)], text: `${first}–${first + length - 1}` };
}

/* Lanes in which nothing touches: returns the first of them that has room from one place to another, or null. */
function makeLanes(most) {
  const lanes = Array.from({ length: most }, () => ({ starts: [], ends: [] }));
  return (from, to) => {
    for (const [lane, { starts, ends }] of lanes.entries()) {
      const at = countUntil(ends, from);
      if (at < starts.length && starts[at] < to) continue;
      starts.splice(at, 0, from);
      ends.splice(at, 0, to);
      return lane;
    }
    return null;
  };
}

/* How many of sorted numbers are at most `most`. */
function countUntil(numbers, most) {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] <= most) low = middle + 1;
    else high = middle;
  }
  return low;
}

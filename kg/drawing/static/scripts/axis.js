"use strict";

/* The marks and the bars of an axis of time, as elements; `x(day)` says where a day is. */

function drawMarks(root, { fine, coarse }, x, pad) {
  const put = (className, { at, text }) => {
    const mark = make("span", { className, text });
    mark.style.left = `${x(at)}px`;
    return mark;
  };
  const spans = coarse.map((one, at) => {
    const mark = put("coarse", { at: one.at, text: "" });
    const end = coarse[at + 1] ? x(coarse[at + 1].at) : null;
    mark.style.width = end === null ? "auto" : `${end - x(one.at)}px`;
    mark.append(make("span", { text: one.text })); // stays in sight while its period is
    if (end !== null && end - x(one.at) < 30) mark.firstChild.hidden = true;
    return mark;
  });
  root.classList.toggle("single", !coarse.length);
  root.replaceChildren(...spans, ...fine.map((one) => put("fine", one)));
}

/* Bars of how many begin when; `choose(period)` is told of a click. */
function drawBars(root, periods, most, x, choose) {
  root.replaceChildren(...periods.map((period, at) => {
    const { span: [from, to], ids, text } = period;
    const wide = x(to) - x(from);
    const bar = make("button", { type: "button", className: "bar", tabIndex: at ? -1 : 0, title: `${text}: ${ids.length.toLocaleString("en")}`,
      onclick: () => choose(period), attributes: { "aria-label": `${text}: ${count(ids.length, "dated thing")}` } },
      make("span", { className: "column" }), wide > 22 ? make("span", { className: "tally", text: ids.length.toLocaleString("en"), attributes: { "aria-hidden": "true" } }) : null);
    bar.firstChild.style.height = `${Math.max(3, 52 * ids.length / most)}px`;
    const item = make("li", {}, bar);
    item.style.left = `${x(from)}px`;
    item.style.width = `${Math.max(4, wide - 1)}px`;
    return item;
  }));
}

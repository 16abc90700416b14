"use strict";

/* When what is shown took place: a few events by name; many as bars of years, months or days, of which each narrows the
   range of dates to its own. */
function makeTimeline(root, content, colour, open, choose) {
  const few = 16;

  function card(id) {
    const node = content.nodes[id];
    const dates = [node.dates[0], node.dates[node.dates.length - 1]];
    const button = make("button", { type: "button", className: "card", onclick: () => open(id) },
      make("span", { className: "day", text: [...new Set(dates)].join(" – ") }), make("span", { className: "name", dir: "auto", text: shorten(node.label, 90) }));
    button.style.borderColor = colour(node.class);
    return make("li", {}, button);
  }

  /* The finest of year, month and day that gives a bar the room of a finger. */
  function divide(dates) {
    const lengths = [10, 7, 4].filter((length) => dates.some((date) => date.length >= length));
    return lengths.find((length) => spell(dates[0], dates[dates.length - 1], length).length <= 60) ?? 4;
  }

  /* All days, months or years from one to another, gaps among them, as far as they can be shown. */
  function spell(first, last, length) {
    const units = [];
    const at = new Date(`${first.slice(0, 4)}-${first.slice(5, 7) || "01"}-${first.slice(8, 10) || "01"}T00:00:00Z`);
    for (; units.length < 400; ) {
      const unit = at.toISOString().slice(0, length);
      if (unit > last.slice(0, length)) break;
      units.push(unit);
      if (length === 10) at.setUTCDate(at.getUTCDate() + 1);
      else if (length === 7) at.setUTCMonth(at.getUTCMonth() + 1, 1);
      else at.setUTCFullYear(at.getUTCFullYear() + 1, 0, 1);
    }
    return units;
  }

  function bar(unit, ids, most, mark) {
    const button = make("button", { type: "button", className: "bar", title: `${unit}: ${ids.length}`, onclick: () => choose(unit, ids),
      attributes: { "aria-label": `${unit}: ${count(ids.length, "entity", "entities")}` } },
      make("span", { className: "column" }), mark ? make("span", { className: "mark", text: unit, attributes: { "aria-hidden": "true" } }) : null);
    const [column] = button.children;
    column.style.height = ids.length ? `${Math.max(8, 100 * ids.length / most)}%` : "0";
    button.disabled = !ids.length;
    return make("li", {}, button);
  }

  return (shown) => {
    const dated = content.nodes.map((_, id) => id).filter((id) => shown.nodes[id] && content.nodes[id].dates.length);
    if (!dated.length) return root.replaceChildren(make("li", { className: "quiet", text: "Nothing of what is shown has a date." }));
    dated.sort((a, b) => (content.nodes[a].dates[0] < content.nodes[b].dates[0] ? -1 : 1) || a - b);
    root.classList.toggle("few", dated.length <= few);
    if (dated.length <= few) return root.replaceChildren(...dated.map(card));
    const dates = dated.map((id) => content.nodes[id].dates[0]);
    const length = divide(dates);
    const bins = new Map(spell(dates[0], dates[dates.length - 1], length).map((unit) => [unit, []]));
    for (const id of dated) {
      const unit = content.nodes[id].dates[0].slice(0, length);
      if (!bins.has(unit)) bins.set(unit, []); // told to the year only, or too far from the rest
      bins.get(unit).push(id);
    }
    const units = [...bins.keys()].sort();
    const most = Math.max(...units.map((unit) => bins.get(unit).length));
    const every = Math.ceil(units.length / 12);
    root.replaceChildren(...units.map((unit, at) => bar(unit, bins.get(unit), most, at % every === 0)));
  };
}

"use strict";

/* What is shown, as a table: some hundred rows at first, more on request. A click on a head sorts, the other way round,
   and not at all. `open(id)` opens an entity. */
function makeTable(content, choices, open) {
  const [step, printed, most] = [300, 1000, 600]; // rows at once, on paper; letters of a cell: the file has them all
  const source = makeRows(content);
  const [body, more] = [find("rows-shown"), find("more-rows")];
  let listed = { all: 0, rows: [] };
  let drawn = 0;
  let now = choices.now; // what it shows; on paper, that may be something else

  function cell(column, row, at, again) {
    const text = shorten((column.brief ?? column.text)(row), most);
    const target = column.leads?.(row);
    const made = { dir: "auto", className: [column.number ? "number" : "", at === 0 && again ? "again" : ""].join(" ").trim(), attributes: { "data-column": column.name, "data-head": column.head } };
    if (at === 0) made.attributes.scope = "row";
    if (column.long && text) return make("td", { ...made, title: shorten(column.text(row), most) }, make("div", { className: "clamped", text }));
    return make(at === 0 ? "th" : "td", made, target === undefined ? text : makeButton(text, () => open(target), { className: "name" }));
  }

  /* A name that stood in the row above, too, steps back. */
  function add(number) {
    const those = source.columns(now.things);
    const next = listed.rows.slice(drawn, drawn + number);
    body.append(...next.map((row, at) => make("tr", {}, ...those.map((column, place) =>
      cell(column, row, place, listed.rows[drawn + at - 1]?.id === row.id)))));
    drawn += next.length;
    more.hidden = drawn >= listed.rows.length;
    more.textContent = `Show more rows (${(listed.rows.length - drawn).toLocaleString("en")} left)`;
  }

  /* Numbers begin with the largest. */
  function turn({ name, number }) {
    const ways = number ? [`-${name}`, name] : [name, `-${name}`];
    choices.change({ sort: [...ways, ""][ways.indexOf(choices.now.sort) + 1] });
    find("heads").querySelector(`[data-column="${name}"] button`).focus();
  }

  function head(column, sort, onPaper) {
    const way = sort === column.name ? "ascending" : sort === `-${column.name}` ? "descending" : null;
    const sign = way ? make("span", { text: way === "ascending" ? " ▲" : " ▼", className: "way-sorted", attributes: { "aria-hidden": "true" } }) : null;
    return make("th", { className: column.number ? "number" : "", attributes: { scope: "col", "data-column": column.name, ...(way ? { "aria-sort": way } : {}) } },
      ...(onPaper ? [column.head, sign] // buttons would be missing on all sheets but the first
        : [make("button", { type: "button", onclick: () => turn(column), title: `Sort by ${column.head.toLowerCase()}` }, column.head, sign)]));
  }

  function tell({ things, words }) {
    const whole = count(listed.all, things ? "thing" : "fact");
    return words.trim() ? `${listed.rows.length.toLocaleString("en")} of ${whole}` : whole;
  }

  more.onclick = () => add(step);
  for (const [id, things] of [["per-fact", false], ["per-thing", true]]) find(id).onclick = () => choices.change({ things, sort: "" });
  let waiting = null;
  find("words").oninput = ({ target }) => { // an address that changes with each letter is too much for a browser
    clearTimeout(waiting);
    waiting = setTimeout(() => choices.change({ words: target.value }), 150);
  };

  return {
    update(shown, chosen = choices.now, onPaper = false) {
      now = chosen;
      listed = source.list(shown, now);
      drawn = 0;
      find("table").className = now.things ? "things" : "facts";
      find("heads").replaceChildren(...source.columns(now.things).map((column) => head(column, now.sort, onPaper)));
      body.replaceChildren();
      find("rows-scroller").scrollTop = 0;
      add(onPaper ? printed : step);
      press(find("per-fact"), !now.things);
      press(find("per-thing"), now.things);
      if (find("words").value.trim() !== now.words.trim()) find("words").value = now.words;
      find("rows-told").textContent = tell(now);
    },
    told: () => find("rows-told").textContent,
    csv() {
      const those = source.columns(choices.now.things);
      return writeCsv(those.map(({ head: title }) => title), listed.rows.map((row) => those.map(({ text }) => text(row))));
    },
  };
}

"use strict";

/* What the reader has chosen: a frozen value. Each change makes a new one, which stands in the address and can be
   undone. In the address things go by their names, so that a link still fits when the graph has grown. */
const NOTHING_CHOSEN = Object.freeze({
  classes: [], unfolded: [], relations: [], document: null, since: "", until: "", least: 0, focus: null, hops: 1, path: null,
  opened: [], node: null, edge: null, filters: false, view: "graph", things: false, sort: "", words: "",
});
const VIEWS = ["graph", "timeline", "rows"];
const FILTERS = ["classes", "unfolded", "relations", "document", "since", "until", "least", "focus", "hops", "path"];

function makeChoices(content, changed) {
  let now = NOTHING_CHOSEN;
  let address = "";
  const past = [];
  const writing = makeAddresses(content);
  const addressed = location.protocol !== "about:"; // within a notebook a page has no address of its own

  function settle(next) {
    const before = now;
    now = Object.freeze(next);
    address = writing.write(now);
    if (addressed && location.hash.slice(1) !== address) history.replaceState(null, "", address ? "#" + address : location.pathname + location.search);
    changed(now, before);
  }

  addEventListener("hashchange", () => { if (location.hash.slice(1) !== address) settle(writing.read(location.hash.slice(1))); });

  return {
    get now() { return now; },
    get canUndo() { return past.length > 0; },
    begin: () => settle(writing.read(location.hash.slice(1))),
    change(part) {
      if (FILTERS.some((name) => name in part && part[name] !== now[name])) past.push(now);
      settle({ ...now, ...part });
    },
    undo() {
      if (!past.length) return;
      const before = past.pop();
      settle({ ...now, ...Object.fromEntries(FILTERS.map((name) => [name, before[name]])) });
    },
    clear() {
      this.change(Object.fromEntries(FILTERS.map((name) => [name, NOTHING_CHOSEN[name]])));
    },
  };
}

/* Writes choices as a fragment, and reads what may come from anywhere: what doesn't fit is left out. */
function makeAddresses(content) {
  const lists = { class: content.classes.map((one) => one.label), relation: content.relations.map((one) => one.label),
    document: content.documents, node: content.nodes.map((one) => one.iri) };
  const places = {};

  /* A long name would make a link that no mail carries: it goes by its number. */
  const name = (kind, number) => (lists[kind][number].length > 200 ? `~${number}` : lists[kind][number]);
  function place(kind, said) {
    if (said === null) return null;
    places[kind] ??= new Map(lists[kind].map((one, number) => [one, number]));
    const number = /^~\d+$/.test(said) ? Number(said.slice(1)) : places[kind].get(said);
    return number !== undefined && number < lists[kind].length ? number : null;
  }

  function write(chosen) {
    const words = new URLSearchParams();
    for (const number of chosen.classes) words.append("hide", name("class", number));
    if (chosen.unfolded === "all") words.set("unfold", "all");
    else for (const number of chosen.unfolded) words.append("unfold", name("node", number));
    for (const number of chosen.relations) words.append("without", name("relation", number));
    if (chosen.document !== null) words.set("document", name("document", chosen.document));
    for (const key of ["since", "until"]) if (chosen[key]) words.set(key, chosen[key]);
    if (chosen.least > 0) words.set("confidence", chosen.least);
    if (chosen.focus !== null) words.set("focus", name("node", chosen.focus));
    if (chosen.focus !== null && chosen.hops !== 1) words.set("hops", chosen.hops);
    if (chosen.path) { words.set("from", name("node", chosen.path[0])); words.set("to", name("node", chosen.path[1])); }
    if (chosen.opened === "all") words.set("open", "all");
    else if (chosen.opened.length) words.set("open", chosen.opened.join("."));
    if (chosen.node !== null) words.set("at", name("node", chosen.node));
    if (chosen.edge !== null) words.set("edge", chosen.edge);
    if (chosen.view !== "graph") words.set(chosen.view, "1");
    for (const key of ["things", "filters"]) if (chosen[key]) words.set(key, "1");
    for (const key of ["sort", "words"]) if (chosen[key]) words.set(key, chosen[key]);
    return words.toString();
  }

  function read(fragment) {
    const words = new URLSearchParams(fragment);
    const all = (key, kind) => words.getAll(key).map((said) => place(kind, said)).filter((one) => one !== null);
    const date = (key) => (/^\d{4}(-\d\d(-\d\d)?)?$/.test(words.get(key)) ? words.get(key) : "");
    const number = (key, least, most, otherwise) => {
      const said = words.get(key) === null ? NaN : Number(words.get(key));
      return said >= least && said <= most ? said : otherwise;
    };
    const ends = [place("node", words.get("from")), place("node", words.get("to"))];
    const opened = (words.get("open") ?? "").split(".").filter((one) => /^\d{1,6}$/.test(one)).map(Number);
    const edge = number("edge", 0, content.edges.length - 1, null);
    return {
      ...NOTHING_CHOSEN, classes: all("hide", "class"), unfolded: words.get("unfold") === "all" ? "all" : all("unfold", "node"), relations: all("without", "relation"), document: place("document", words.get("document")),
      since: date("since"), until: date("until"), least: number("confidence", 0, 1, 0), focus: place("node", words.get("focus")),
      hops: Math.round(number("hops", 0, 9, 1)), path: ends.includes(null) ? null : ends, opened: words.get("open") === "all" ? "all" : opened,
      node: place("node", words.get("at")), edge: Number.isInteger(edge) ? edge : null,
      view: VIEWS.find((view) => words.get(view) === "1") ?? "graph", filters: words.get("filters") === "1",
      things: words.get("things") === "1", sort: (words.get("sort") ?? "").slice(0, 40), words: (words.get("words") ?? "").slice(0, 200),
    };
  }

  return { write, read };
}

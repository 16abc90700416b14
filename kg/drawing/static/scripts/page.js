"use strict";

/* Joins the picture, the details, the filters, the table and the timeline; all follow what is chosen. */
readContent((content, drawing) => {
  const page = document.documentElement;
  let choices = null;
  page.classList.add("live");
  setTheme(matchMedia("(prefers-color-scheme: dark)").matches);

  const canvas = makeCanvas(find("graph"), content, drawing, {
    node: (id) => open(id), edge: openRelation, group: openDetailsOfGroup, open: openGroup, nothing: close, over: (...what) => tips.show(...what), out: () => tips.hide(),
  });
  const tips = makeTips(find("tip"), content, (number) => canvas.group(number));
  choices = makeChoices(content, apply);
  const rankNames = makeRanking(content);
  const panel = makePanel(find("panel"), content, canvas.colour, {
    open: (id) => open(id, true), openRelation, close, rankNames,
    focus: (id, hops) => choices.change({ focus: id, hops, path: null, opened: id === null ? [] : "all", node: id ?? choices.now.node }),
    findPath: (from, to) => choices.change(from === null ? { path: null, opened: [] } : { path: [from, to], focus: null, opened: "all", node: null, edge: null }),
    openGroup,
    chooseGroup: (number) => filters.choose(number),
    since: (since, until) => choices.change({ since, until }),
    fold: (id, open) => choices.change({ unfolded: open ? (choices.now.unfolded === "all" ? [] : choices.now.unfolded.filter((one) => one !== id)) : [...choices.now.unfolded, id] }),
  });
  const filters = makeFilters(content, choices, panel.sign);
  const table = makeTable(content, choices, (id) => {
    open(id, true);
    if (!find("panel").offsetWidth) choices.change({ view: "graph" }); // on a phone there is room for one of the two
  });
  const timeline = makeTimeline(find("timeline-view"), content, { sign: panel.sign, colour: (number) => canvas.colour(number) }, {
    open, close, leave: () => find("panel").focus(),
    period: (title, ids) => { choices.change({ node: null, edge: null }); panel.showDated(title, ids); },
    keep: (since, until) => choices.change({ since, until }),
    over: (id, x, y) => tips.show("node", id, x, y), out: tips.hide,
  });
  let shown = null;

  /* All that is to be seen follows from what is chosen. */
  function apply(chosen, before) {
    const first = shown === null;
    const differs = (...names) => names.some((name) => chosen[name] !== before[name]);
    const filtered = first || differs(...FILTERS);
    showView(chosen);
    if (filtered) {
      shown = findShown(content, chosen);
      canvas.show(shown, chosen.opened);
      tell(filters.update(chosen, shown));
      if (["focus", "hops", "path"].some((name) => chosen[name] !== (first ? NOTHING_CHOSEN : before)[name])) canvas.rearrange(shown.steps, chosen.path !== null);
      if (!first && chosen.node === null && chosen.edge === null && !chosen.path) showDetails(chosen);
    } else if (differs("opened")) canvas.show(shown, chosen.opened);
    canvas.select(chosen.node, chosen.edge);
    if (first || differs("node", "edge", "path", "focus", "hops", "unfolded")) showDetails(chosen);
    const unfolds = !first && !differs(...FILTERS.filter((name) => name !== "unfolded")); // the table has what is folded anyway
    if (chosen.view === "rows" && ((filtered && !unfolds) || differs("view", "things", "sort", "words"))) table.update(whole(chosen));
    if (chosen.view === "timeline" && (filtered || differs("view"))) timeline.update(shown, chosen);
    else if (chosen.view === "timeline" && differs("node")) timeline.choose(chosen.node);
    if (chosen.view === "rows" && differs("words")) say(table.told());
    find("undo").disabled = !choices.canUndo;
    press(find("groups"), chosen.opened !== "all");
  }

  /* The graph, the timeline or the table; and whether the filters are open. */
  function showView(chosen) {
    for (const [view, button] of [["graph", "picture"], ["timeline", "timeline"], ["rows", "rows"]]) {
      page.classList.toggle("with-" + view, chosen.view === view);
      press(find(button), chosen.view === view);
    }
    page.classList.toggle("with-filters", chosen.filters);
    press(find("filters"), chosen.filters);
  }

  /* The table tells of what is folded, too. */
  function whole(chosen) {
    return findShown(content, { ...chosen, unfolded: "all" });
  }

  function showDetails(chosen) {
    if (chosen.node !== null) panel.showEntity(chosen.node, chosen);
    else if (chosen.edge !== null) panel.showRelation(chosen.edge);
    else if (chosen.path) panel.showPath(chosen.path, findPath(content, shown, ...chosen.path));
    else panel.showStart(shown, find("shown").dataset.documents);
  }

  function tell(reasons) {
    const sum = (list) => list.reduce((total, one) => total + one, 0);
    const [nodes, edges] = [sum(shown.nodes), sum(shown.edges)];
    const whole = count(content.nodes.length, "entity", "entities");
    const part = reasons.length ? `${nodes.toLocaleString("en")} of ${whole}` : whole;
    find("shown").textContent = `${part} · ${count(edges, "relation")} · ${find("shown").dataset.documents}`;
    if (reasons.length) say(`${find("shown").textContent}: ${reasons.join(", ")}`);
  }

  /* Selection */

  function openedWith(id) {
    const { opened } = choices.now;
    return opened === "all" || !canvas.grouped || opened.includes(canvas.groupOf(id)) ? opened : [...opened, canvas.groupOf(id)];
  }

  /* What one opens is seen, with all that folds into the same thing. */
  function unfoldedWith(id) {
    const [{ unfolded }, home] = [choices.now, content.homes.get(id)];
    if (home === undefined || unfolded === "all" || unfolded.includes(home)) return unfolded;
    return home < 0 ? "all" : [...unfolded, home];
  }

  function open(id, centred = false) {
    const hidden = !shown.nodes[id] && !whole(choices.now).nodes[id]; // what is but folded needs no filter taken back
    const freed = hidden ? Object.fromEntries(FILTERS.map((name) => [name, NOTHING_CHOSEN[name]])) : {};
    choices.change({ ...freed, node: id, edge: null, opened: openedWith(id), unfolded: unfoldedWith(id) });
    if (centred && choices.now.view === "graph") canvas.centre(id);
    say(`${content.nodes[id].label}, ${content.classes[content.nodes[id].class].label}`);
    tips.hide();
  }

  function openGroup(number) {
    const { opened } = choices.now;
    choices.change({ opened: opened.includes(number) ? opened.filter((one) => one !== number) : [...opened, number] });
    canvas.centreGroup(number);
    openDetailsOfGroup(number);
  }

  function openRelation(id) {
    choices.change({ node: null, edge: id });
    say(inWords(content, id));
    tips.hide();
  }

  function openDetailsOfGroup(number) {
    const members = content.order.filter((id) => canvas.groupOf(id) === number && shown.nodes[id]);
    choices.change({ node: null, edge: null });
    panel.showGroup(canvas.group(number), members);
    say(`Community of ${members.length}: ${canvas.group(number).name}`);
    tips.hide();
  }

  function close() {
    choices.change({ node: null, edge: null });
    showDetails(choices.now);
  }

  function say(text) {
    find("spoken").textContent = shorten(text, 200);
  }

  /* Search, buttons and keys */

  makeSearch(find("search"), find("found"), "found", { content, rankNames, sign: panel.sign }, (id) => {
    // What one looks for is seen: in the graph, unless it has a place in the timeline.
    if (choices.now.view === "rows" || !content.nodes[id].dates.length) choices.change({ view: "graph" });
    open(id, true);
  });

  const fileName = () => plain(content.title).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60) || "graph";
  const drawn = () => drawScene(canvas.scene(), content.title);
  const seen = () => (choices.now.view === "timeline" ? timeline : canvas);
  const acts = {
    closer: () => seen().zoom(1.3), farther: () => seen().zoom(1 / 1.3), fit: () => seen().fit(), undo: () => choices.undo(),
    picture: () => choices.change({ view: "graph" }),
    timeline: () => choices.change({ view: "timeline" }),
    rows: () => choices.change({ view: "rows" }),
    filters: () => choices.change({ filters: !choices.now.filters }),
    groups: () => choices.change({ opened: choices.now.opened === "all" ? [] : "all" }),
    move: () => { press(find("move"), !isPressed(find("move"))); canvas.move(isPressed(find("move"))); },
    theme: () => setTheme(!page.classList.contains("dark")),
    link: () => say(copyAddress() ? "The link is copied" : "Copy the link from the address bar"),
    svg: () => saveSvg(drawn(), fileName()),
    png: () => savePng(drawn(), fileName()).catch(() => say("The picture is too large; save it as SVG")),
    csv: () => save(new Blob([table.csv()], { type: "text/csv;charset=utf-8" }), `${fileName()}-${choices.now.things ? "things" : "facts"}.csv`),
    print: () => print(),
  };
  for (const [id, act] of Object.entries(acts)) find(id).onclick = act;
  find("groups").hidden = !canvas.grouped;
  find("link").hidden = location.protocol === "about:";

  /* The clipboard's own interface isn't there for pages opened from a disk. */
  function copyAddress() {
    const field = make("textarea", { value: location.href, className: "unseen" });
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }

  function setTheme(dark) {
    page.classList.toggle("dark", dark);
    page.classList.toggle("light", !dark);
    press(find("theme"), dark);
    if (!choices) return;
    canvas.repaint();
    filters.repaint();
    showDetails(choices.now);
    timeline.repaint();
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", (event) => setTheme(event.matches));

  function step(by) {
    const there = content.order.filter((id) => shown.nodes[id]);
    const at = there.indexOf(choices.now.node);
    if (there.length) open(there[(at + (at < 0 && by < 0 ? 0 : by) + there.length) % there.length], true);
  }

  const keys = {
    ArrowRight: () => step(1), ArrowDown: () => step(1), ArrowLeft: () => step(-1), ArrowUp: () => step(-1),
    Enter: () => find("panel").focus(), Escape: close, "+": acts.closer, "-": acts.farther, 0: acts.fit,
  };
  find("graph").addEventListener("keydown", (event) => {
    if (!(event.key in keys) || event.ctrlKey || event.metaKey) return;
    keys[event.key]();
    event.preventDefault();
  });
  function focusView() {
    const { view } = choices.now;
    (view === "timeline" ? document.querySelector("#dated [tabindex='0']") : find(view === "rows" ? "statements" : "graph"))?.focus();
  }
  find("panel").addEventListener("keydown", (event) => {
    if (event.key === "Escape") { close(); focusView(); }
  });
  addEventListener("keydown", (event) => {
    const typing = event.target.matches("input, textarea, select");
    if (event.key === "/" && !typing) { find("search").focus(); event.preventDefault(); }
    if (event.key === "z" && (event.ctrlKey || event.metaKey) && !typing) { choices.undo(); event.preventDefault(); }
  });

  /* On paper, in the light: the picture as it is filtered and what it says, the timeline and what has a date, or the table. */
  let wasDark = false;
  addEventListener("beforeprint", () => {
    const { now } = choices;
    wasDark = page.classList.contains("dark");
    if (wasDark) setTheme(false);
    if (now.view === "graph") find("printed").replaceChildren(drawn());
    if (now.view === "timeline") {
      timeline.print(true);
      table.update({ ...shown, nodes: shown.nodes.map((one, id) => (content.nodes[id].dates.length ? one : 0)) }, { ...now, things: true, sort: "dates", words: "" }, true);
    } else table.update(whole(now), now, true);
  });
  addEventListener("afterprint", () => {
    find("printed").replaceChildren();
    if (choices.now.view === "timeline") timeline.print(false);
    if (choices.now.view === "rows") table.update(whole(choices.now));
    if (wasDark) setTheme(true);
  });

  choices.begin();
  canvas.begin();
  if (choices.now.node !== null && choices.now.focus === null) open(choices.now.node, true);
  requestAnimationFrame(() => requestAnimationFrame(() => performance.mark("drawn")));
  content.whole?.then(() => {
    if (choices.now.document !== null || choices.now.least > 0) apply(choices.now, NOTHING_CHOSEN);
    if (choices.now.view === "rows") table.update(whole(choices.now));
    showDetails(choices.now);
  });
  window.kgPage = { canvas, choices, content, open, openRelation, close, get shown() { return shown; } };
});

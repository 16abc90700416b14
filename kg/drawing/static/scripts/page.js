"use strict";

/* Joins the picture, the details, the filters, the table and the timeline; all follow what is chosen. */
readContent((content, drawing) => {
  const page = document.documentElement;
  let choices = null;
  page.classList.add("live");
  setTheme(matchMedia("(prefers-color-scheme: dark)").matches);

  const canvas = makeCanvas(find("graph"), content, drawing, {
    node: (id) => open(id), edge: openRelation, group: openDetailsOfGroup, open: openGroup, nothing: close, over: showTip, out: hideTip,
  });
  choices = makeChoices(content, apply);
  const panel = makePanel(find("panel"), content, canvas.colour, {
    open: (id) => open(id, true), openRelation, close,
    focus: (id, hops) => choices.change({ focus: id, hops, path: null, opened: id === null ? [] : "all", node: id ?? choices.now.node }),
    findPath: (from, to) => choices.change(from === null ? { path: null, opened: [] } : { path: [from, to], focus: null, opened: "all", node: null, edge: null }),
    openGroup,
    chooseGroup: (number) => filters.choose(number),
    since: (since, until) => choices.change({ since, until }),
    fold: (id, open) => choices.change({ unfolded: open ? (choices.now.unfolded === "all" ? [] : choices.now.unfolded.filter((one) => one !== id)) : [...choices.now.unfolded, id] }),
  });
  const filters = makeFilters(content, choices, panel.sign);
  const tabulate = makeTable(find("rows-shown"), find("more-rows"), content, (id) => {
    open(id, true);
    if (!find("panel").offsetWidth) choices.change({ rows: false }); // on a phone there is room for one of the two
  });
  const drawTimeline = makeTimeline(find("bars"), content, canvas.colour, (id) => open(id, true), (unit, ids) => {
    choices.change({ since: unit, until: unit, node: null, edge: null });
    panel.showDated(unit, ids);
  });
  let shown = null;

  /* All that is to be seen follows from what is chosen. */
  function apply(chosen, before) {
    const first = shown === null;
    if (first || FILTERS.some((name) => chosen[name] !== before[name])) {
      shown = findShown(content, chosen);
      canvas.show(shown, chosen.opened);
      tell(filters.update(chosen, shown));
      if (chosen.timeline) drawTimeline(shown);
      if (["focus", "hops", "path"].some((name) => chosen[name] !== (first ? NOTHING_CHOSEN : before)[name])) canvas.rearrange(shown.steps, chosen.path !== null);
      if (chosen.rows) tabulate(whole(chosen));
      if (!first && chosen.node === null && chosen.edge === null && !chosen.path) showDetails(chosen);
    } else if (chosen.opened !== before.opened) canvas.show(shown, chosen.opened);
    canvas.select(chosen.node, chosen.edge);
    if (first || ["node", "edge", "path", "focus", "hops", "unfolded"].some((name) => chosen[name] !== before[name])) showDetails(chosen);
    for (const part of ["rows", "timeline", "filters"]) {
      page.classList.toggle("with-" + part, chosen[part]);
      press(find(part), chosen[part]);
    }
    if (chosen.rows && !before.rows) tabulate(whole(chosen));
    if (chosen.timeline && !before.timeline) drawTimeline(shown);
    find("undo").disabled = !choices.canUndo;
    press(find("groups"), chosen.opened !== "all");
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
    const hidden = !shown.nodes[id];
    const freed = hidden ? Object.fromEntries(FILTERS.map((name) => [name, NOTHING_CHOSEN[name]])) : {};
    choices.change({ ...freed, node: id, edge: null, opened: openedWith(id), unfolded: unfoldedWith(id) });
    if (centred) canvas.centre(id);
    say(`${content.nodes[id].label}, ${content.classes[content.nodes[id].class].label}`);
    hideTip();
  }

  function openGroup(number) {
    const { opened } = choices.now;
    choices.change({ opened: opened.includes(number) ? opened.filter((one) => one !== number) : [...opened, number] });
    canvas.centreGroup(number);
    openDetailsOfGroup(number);
  }

  function openRelation(id) {
    choices.change({ node: null, edge: id });
    say(inWords(id));
    hideTip();
  }

  function openDetailsOfGroup(number) {
    const members = content.order.filter((id) => canvas.groupOf(id) === number && shown.nodes[id]);
    choices.change({ node: null, edge: null });
    panel.showGroup(canvas.group(number), members);
    say(`Community of ${members.length}: ${canvas.group(number).name}`);
    hideTip();
  }

  function close() {
    choices.change({ node: null, edge: null });
    showDetails(choices.now);
  }

  function inWords(id) {
    const edge = content.edges[id];
    return `${shorten(content.nodes[edge.from].label, 80)} — ${edge.label} → ${shorten(content.nodes[edge.to].label, 80)}`;
  }

  function say(text) {
    find("spoken").textContent = shorten(text, 200);
  }

  /* The words that follow the pointer */

  function showTip(kind, id, x, y) {
    const tip = find("tip");
    tip.replaceChildren(...(kind === "node" ? tellNode(content.nodes[id]) : kind === "edge" ? tellEdge(id) : tellGroup(id)));
    tip.hidden = false;
    tip.style.left = Math.max(8, Math.min(x + 14, innerWidth - tip.offsetWidth - 8)) + "px";
    tip.style.top = Math.max(8, y + 18 + tip.offsetHeight > innerHeight ? y - tip.offsetHeight - 12 : y + 18) + "px";
  }

  function hideTip() {
    find("tip").hidden = true;
  }

  function tellNode(node) {
    const facts = node.facts.slice(0, 4).map((fact) => make("p", { dir: "auto", text: `${fact.label}: ${shorten(fact.value, 160)}` }));
    return [make("p", { className: "name", dir: "auto", text: shorten(node.label, 200) }),
      make("p", { className: "quiet", text: content.classes[node.class].label }), ...facts];
  }

  function tellEdge(id) {
    const [first] = content.edges[id].evidence;
    const words = first ? [make("p", { className: "quiet", dir: "auto", text: `“${shorten(first.sentence, 260)}”` })] : [];
    return [make("p", { className: "name", dir: "auto", text: inWords(id) }), ...words];
  }

  function tellGroup(number) {
    const { name, size, open } = canvas.group(number);
    return [make("p", { className: "name", dir: "auto", text: name }), make("p", { className: "quiet", text: `${count(size, "entity", "entities")}${open ? "" : "; click to open"}` })];
  }

  /* Search, buttons and keys */

  makeSearch(find("search"), find("found"), "found", content, panel.sign, (id) => {
    choices.change({ rows: false });
    open(id, true);
  });

  const fileName = () => plain(content.title).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60) || "graph";
  const drawn = () => drawScene(canvas.scene(), content.title);
  const acts = {
    closer: () => canvas.zoom(1.3), farther: () => canvas.zoom(1 / 1.3), fit: canvas.fit, undo: () => choices.undo(),
    rows: () => choices.change({ rows: !choices.now.rows }),
    timeline: () => choices.change({ timeline: !choices.now.timeline }),
    filters: () => choices.change({ filters: !choices.now.filters }),
    groups: () => choices.change({ opened: choices.now.opened === "all" ? [] : "all" }),
    move: () => { press(find("move"), !isPressed(find("move"))); canvas.move(isPressed(find("move"))); },
    theme: () => setTheme(!page.classList.contains("dark")),
    link: () => say(copyAddress() ? "The link is copied" : "Copy the link from the address bar"),
    svg: () => saveSvg(drawn(), fileName()),
    png: () => savePng(drawn(), fileName()).catch(() => say("The picture is too large; save it as SVG")),
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
    if (choices.now.timeline) drawTimeline(shown);
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", (event) => setTheme(event.matches));

  function step(by) {
    const there = content.order.filter((id) => shown.nodes[id]);
    const at = there.indexOf(choices.now.node);
    if (there.length) open(there[(at + (at < 0 && by < 0 ? 0 : by) + there.length) % there.length], true);
  }

  const keys = {
    ArrowRight: () => step(1), ArrowDown: () => step(1), ArrowLeft: () => step(-1), ArrowUp: () => step(-1),
    Enter: () => find("panel").focus(), Escape: close, "+": acts.closer, "-": acts.farther, 0: canvas.fit,
  };
  find("graph").addEventListener("keydown", (event) => {
    if (!(event.key in keys) || event.ctrlKey || event.metaKey) return;
    keys[event.key]();
    event.preventDefault();
  });
  find("panel").addEventListener("keydown", (event) => {
    if (event.key === "Escape") { close(); find("graph").focus(); }
  });
  addEventListener("keydown", (event) => {
    const typing = event.target.matches("input, textarea, select");
    if (event.key === "/" && !typing) { find("search").focus(); event.preventDefault(); }
    if (event.key === "z" && (event.ctrlKey || event.metaKey) && !typing) { choices.undo(); event.preventDefault(); }
  });

  /* On paper: the picture as it is filtered, then what it says. */
  addEventListener("beforeprint", () => {
    const dark = page.classList.contains("dark");
    if (dark) setTheme(false);
    find("printed").replaceChildren(drawn());
    if (dark) setTheme(true);
    tabulate(whole(choices.now), 1000);
  });
  addEventListener("afterprint", () => find("printed").replaceChildren());

  choices.begin();
  canvas.begin();
  if (choices.now.node !== null && choices.now.focus === null) open(choices.now.node, true);
  requestAnimationFrame(() => requestAnimationFrame(() => performance.mark("drawn")));
  content.whole?.then(() => {
    if (choices.now.document !== null || choices.now.least > 0) apply(choices.now, NOTHING_CHOSEN);
    showDetails(choices.now);
  });
  window.kgPage = { canvas, choices, content, open, openRelation, close, get shown() { return shown; } };
});

"use strict";

/* Joins the picture, the details, the legend and the search. */
(function () {
  const find = (id) => document.getElementById(id);
  const content = JSON.parse(find("content").textContent);
  const drawing = JSON.parse(find("drawing").textContent);
  const page = document.documentElement;
  page.classList.add("live");

  const canvas = makeCanvas(find("graph"), content, drawing, {
    node: (id) => open(id, false), edge: openRelation, nothing: close, over: showTip, out: hideTip,
  });
  const panel = makePanel(find("panel"), content, { colour: canvas.colour, open: (id) => open(id, true), close });
  const byDegree = content.nodes.map((_, id) => id).sort((a, b) => canvas.neighbours[b].size - canvas.neighbours[a].size || a - b);
  const starts = byDegree.filter((id) => content.classes[content.nodes[id].class].size > 6).slice(0, 8);
  let current = null;

  /* Selection */

  function open(id, centred) {
    if (!canvas.isShown(id)) toggleClass(content.nodes[id].class, true);
    current = id;
    canvas.select(id, null);
    if (centred) canvas.centre(id);
    panel.showEntity(id);
    say(`${content.nodes[id].label}, ${content.classes[content.nodes[id].class].label}`);
    hideTip();
  }

  function openRelation(id) {
    current = null;
    canvas.select(null, id);
    panel.showRelation(id);
    say(inWords(id));
    hideTip();
  }

  function close() {
    current = null;
    canvas.select(null, null);
    panel.showStart(starts);
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
    tip.replaceChildren(...(kind === "node" ? tellNode(content.nodes[id]) : tellEdge(id)));
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
    const words = first ? [make("p", { className: "quiet", dir: "auto", text: `“${shorten(content.texts[first.sentence], 260)}”` })] : [];
    return [make("p", { className: "name", dir: "auto", text: inWords(id) }), ...words];
  }

  /* Legend */

  const chips = content.classes.map((one, number) => make("button",
    { type: "button", className: "legend", onclick: () => toggleClass(number), title: "Hide or show", attributes: { "aria-pressed": "true" } },
    panel.sign(number), make("span", { className: "name", text: one.label }), make("span", { className: "count", text: one.count })));
  find("legend").append(...chips.map((chip) => make("li", {}, chip)));

  function toggleClass(number, shown = chips[number].getAttribute("aria-pressed") === "false") {
    chips[number].setAttribute("aria-pressed", String(shown));
    if (!shown && current !== null && content.nodes[current].class === number) close();
    canvas.show(number, shown);
    for (const row of document.querySelectorAll(`#statements tr[data-class="${number}"]`)) row.hidden = !shown;
  }

  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    chips.forEach((chip, number) => { chip.querySelector(".sign").style.color = canvas.colour(number); });
    if (current === null) panel.showStart(starts); else panel.showEntity(current);
  });

  /* Search */

  const search = find("search");
  const found = find("found");
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const names = content.nodes.map((node) => [node.label, ...node.names].map(plain));
  let chosen = -1;

  function lookUp() {
    const wanted = plain(search.value.trim());
    const rank = (id) => Math.min(...names[id].map((name) => (name.startsWith(wanted) ? 0 : name.includes(wanted) ? 1 : 2)));
    const hits = wanted ? byDegree.filter((id) => rank(id) < 2).sort((a, b) => rank(a) - rank(b)).slice(0, 12) : [];
    const items = hits.map((id, place) => make("li",
      { id: `found-${place}`, role: "option", onmousedown: (event) => { event.preventDefault(); take(id); }, attributes: { "data-id": id } },
      panel.sign(content.nodes[id].class), make("span", { className: "name", dir: "auto", text: shorten(content.nodes[id].label, 120) })));
    found.replaceChildren(...(wanted && !hits.length ? [make("li", { className: "none", text: "Nothing of that name" })] : items));
    found.hidden = !wanted;
    search.setAttribute("aria-expanded", String(!found.hidden));
    choose(hits.length ? 0 : -1);
  }

  function choose(place) {
    const items = [...found.querySelectorAll("[role=option]")];
    chosen = items.length ? (place + items.length) % items.length : -1;
    items.forEach((item, at) => item.setAttribute("aria-selected", String(at === chosen)));
    if (chosen < 0) search.removeAttribute("aria-activedescendant");
    else {
      search.setAttribute("aria-activedescendant", items[chosen].id);
      items[chosen].scrollIntoView({ block: "nearest" });
    }
  }

  function take(id) {
    search.value = "";
    lookUp();
    showRows(false);
    open(Number(id), true);
  }

  search.addEventListener("input", lookUp);
  search.addEventListener("blur", () => { found.hidden = true; search.setAttribute("aria-expanded", "false"); });
  search.addEventListener("focus", lookUp);
  search.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") choose(chosen + (event.key === "ArrowDown" ? 1 : -1));
    else if (event.key === "Enter" && chosen >= 0) take(found.children[chosen].dataset.id);
    else if (event.key === "Escape") { search.value = ""; lookUp(); }
    else return;
    event.preventDefault();
  });

  /* Buttons and keys */

  function press(button, on) {
    button.setAttribute("aria-pressed", String(on));
    return on;
  }

  function showRows(on) {
    page.classList.toggle("rows", press(find("rows"), on));
    if (!on) window.dispatchEvent(new Event("resize"));
  }

  const isPressed = (button) => button.getAttribute("aria-pressed") === "true";
  find("closer").onclick = () => canvas.zoom(1.3);
  find("farther").onclick = () => canvas.zoom(1 / 1.3);
  find("fit").onclick = canvas.fit;
  find("move").onclick = (event) => canvas.move(press(event.currentTarget, !isPressed(event.currentTarget)));
  find("rows").onclick = (event) => showRows(!isPressed(event.currentTarget));

  function step(by) {
    const shown = byDegree.filter(canvas.isShown);
    if (shown.length) open(shown[(shown.indexOf(current) + (current === null && by < 0 ? 0 : by) + shown.length) % shown.length], true);
  }

  const keys = {
    ArrowRight: () => step(1), ArrowDown: () => step(1), ArrowLeft: () => step(-1), ArrowUp: () => step(-1),
    Enter: () => find("panel").focus(), Escape: close, "+": () => canvas.zoom(1.3), "-": () => canvas.zoom(1 / 1.3), 0: canvas.fit,
  };
  find("graph").addEventListener("keydown", (event) => {
    if (!(event.key in keys) || event.ctrlKey || event.metaKey) return;
    keys[event.key]();
    event.preventDefault();
  });
  find("panel").addEventListener("keydown", (event) => {
    if (event.key === "Escape") { close(); find("graph").focus(); }
  });

  close();
  canvas.begin();
  window.kgPage = { canvas, open, openRelation, close };
})();

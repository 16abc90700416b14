"use strict";

/* The legend and the filters: what they show follows the choices, what one does to them changes the choices. */
function makeFilters(content, choices, sign) {
  const used = tally(content);
  const toggle = (list, number) => (list.includes(number) ? list.filter((one) => one !== number) : [...list, number].sort((a, b) => a - b));

  const chips = content.classes.map((one, number) => make("button", { type: "button", className: "legend",
    onclick: (event) => choices.change({ classes: event.shiftKey ? allBut(number) : toggle(choices.now.classes, number) }),
    title: "Hide or show; with Shift, show only these" },
    sign(number), make("span", { className: "name", text: one.label }), make("span", { className: "count" })));
  find("legend").append(...chips.map((chip) => make("li", {}, chip)));

  function allBut(number) {
    const others = content.classes.map((_, place) => place).filter((place) => place !== number);
    return String(others) === String(choices.now.classes) ? [] : others;
  }

  const boxes = content.relations.map((one, number) => {
    const box = make("input", { type: "checkbox", onchange: () => choices.change({ relations: toggle(choices.now.relations, number) }) });
    return { box, item: make("li", {}, make("label", {}, box, make("span", { className: "name", text: one.label }),
      make("span", { className: "count", text: used.relations[number] }))) };
  });
  const inOrder = boxes.map((_, number) => number).sort((a, b) => used.relations[b] - used.relations[a] || a - b);
  find("relations").append(...inOrder.map((number) => boxes[number].item));
  find("all-relations").onclick = () => choices.change({ relations: choices.now.relations.length ? [] : boxes.map((_, number) => number) });

  const documents = content.documents.map((name, number) => ({ name, number })).filter((one) => one.name);
  documents.sort((a, b) => (a.name < b.name ? -1 : 1));
  find("document").append(...documents.map(({ name, number }) => make("option", { value: number, text: `${shorten(name, 80)} (${used.documents[number]})` })));
  find("document").onchange = (event) => choices.change({ document: event.target.value === "" ? null : Number(event.target.value) });

  const dates = content.nodes.flatMap((node) => node.dates).sort();
  for (const key of ["since", "until"]) {
    if (dates.length) find(key).placeholder = key === "since" ? dates[0] : dates[dates.length - 1];
    find(key).onchange = (event) => {
      const said = event.target.value.trim();
      const fits = !said || /^\d{4}(-\d\d(-\d\d)?)?$/.test(said);
      event.target.setAttribute("aria-invalid", String(!fits));
      if (fits) choices.change({ [key]: said });
    };
  }
  find("least").oninput = (event) => { find("least-said").textContent = Number(event.target.value).toFixed(2); };
  find("least").onchange = (event) => choices.change({ least: Number(event.target.value) });
  find("clear").onclick = () => choices.clear();

  /* Why not all is shown, in words; each with a button that takes it back. */
  function reasons(chosen) {
    const name = (id) => shorten(content.nodes[id].label, 40);
    return [
      chosen.classes.length ? [`${count(chosen.classes.length, "class", "classes")} hidden`, { classes: [] }] : null,
      chosen.relations.length ? [`${count(chosen.relations.length, "kind")} of relation hidden`, { relations: [] }] : null,
      chosen.document === null ? null : [`said in ${shorten(content.documents[chosen.document], 40)}`, { document: null }],
      chosen.since || chosen.until ? [`dated ${[chosen.since, chosen.until].join(" … ")}`, { since: "", until: "" }] : null,
      chosen.least > 0 ? [`confidence from ${chosen.least.toFixed(2)}`, { least: 0 }] : null,
      chosen.focus === null ? null : [`around ${name(chosen.focus)}, ${count(chosen.hops, "step")}`, { focus: null, hops: 1 }],
      chosen.path ? [`between ${chosen.path.map(name).join(" and ")}`, { path: null }] : null,
    ].filter(Boolean);
  }

  return {
    repaint() {
      chips.forEach((chip, number) => chip.replaceChild(sign(number), chip.firstChild));
    },
    update(chosen, shown) {
      const counts = content.classes.map(() => 0);
      shown.nodes.forEach((one, id) => { if (one) counts[content.nodes[id].class] += 1; });
      chips.forEach((chip, number) => {
        press(chip, !chosen.classes.includes(number));
        const all = content.classes[number].count;
        chip.lastChild.textContent = counts[number] === all || chosen.classes.includes(number) ? all : `${counts[number]} of ${all}`;
      });
      boxes.forEach(({ box }, number) => { box.checked = !chosen.relations.includes(number); });
      find("all-relations").textContent = chosen.relations.length ? "Show all" : "Hide all";
      find("document").value = chosen.document === null ? "" : String(chosen.document);
      for (const key of ["since", "until"]) find(key).value = chosen[key];
      find("least").value = chosen.least;
      find("least-said").textContent = chosen.least.toFixed(2);
      const parts = reasons(chosen);
      find("reasons").replaceChildren(...parts.map(([said, back]) => make("li", {}, make("button", { type: "button",
        onclick: () => choices.change(back), attributes: { "aria-label": `Take back: ${said}` } },
        make("span", { dir: "auto", text: said }), make("span", { text: " ×", attributes: { "aria-hidden": "true" } })))));
      find("reasons").hidden = !parts.length;
      return parts.map(([said]) => said);
    },
  };
}

/* How many relations there are of each kind, and how many statements rest on each document. */
function tally(content) {
  const relations = content.relations.map(() => 0);
  const documents = content.documents.map(() => 0);
  const add = ({ evidence }) => { for (const place of new Set(evidence.map((one) => one.document))) documents[place] += 1; };
  for (const edge of content.edges) {
    relations[edge.relation] += 1;
    add(edge);
  }
  for (const node of content.nodes) node.facts.forEach(add);
  return { relations, documents };
}

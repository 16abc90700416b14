"use strict";

/* The legend and the filters: what they show follows the choices, what one does to them changes the choices. */
function makeFilters(content, choices, sign) {
  const used = tally(content);
  const toggle = (list, number) => (list.includes(number) ? list.filter((one) => one !== number) : [...list, number].sort((a, b) => a - b));

  const { groups, classes } = content;
  const members = groups.map((_, group) => classes.map((_, number) => number).filter((number) => classes[number].group === group));
  const isIn = (chosen, group) => members[group].every((number) => !chosen.classes.includes(number));
  const isOnly = (chosen, group) => String(chosen.classes) === String(outside(group));
  const outside = (group) => classes.map((_, number) => number).filter((number) => classes[number].group !== group && !groups[classes[number].group].folds);

  /* A click shows a group alone, a second takes it back; what folds is opened and folded again. */
  function choose(group) {
    const { now } = choices;
    if (groups[group].folds) choices.change({ unfolded: now.unfolded === "all" ? [] : "all" });
    else choices.change({ classes: isOnly(now, group) ? [] : outside(group) });
  }

  const chips = groups.map((one, group) => make("button", { type: "button", className: one.folds ? "legend folds" : "legend", onclick: () => choose(group),
    title: one.folds ? "Show them all in the picture, or fold them into what they belong to" : `Show only these: ${members[group].map((number) => classes[number].label).join(", ")}` },
    sign(members[group][0]), make("span", { className: "name", text: one.label }), make("span", { className: "count" })));
  find("legend").append(...chips.map((chip) => make("li", {}, chip)));

  /* The classes, group by group, to hide and show one by one. */
  const kinds = classes.map((one, number) => {
    const box = make("input", { type: "checkbox", onchange: () => choices.change({ classes: toggle(choices.now.classes, number) }) });
    return { box, item: make("li", {}, make("label", {}, box, sign(number), make("span", { className: "name", text: one.label }), make("span", { className: "count", text: one.count }))) };
  });
  find("classes").append(...kinds.map(({ item }) => item));

  const boxes = content.relations.map((one, number) => {
    const box = make("input", { type: "checkbox", onchange: () => choices.change({ relations: toggle(choices.now.relations, number) }) });
    return { box, item: make("li", {}, make("label", {}, box, make("span", { className: "name", text: one.label }),
      make("span", { className: "count", text: used[number] }))) };
  });
  const inOrder = boxes.map((_, number) => number).sort((a, b) => used[b] - used[a] || a - b);
  find("relations").append(...inOrder.map((number) => boxes[number].item));
  find("all-relations").onclick = () => choices.change({ relations: choices.now.relations.length ? [] : boxes.map((_, number) => number) });

  /* Thousands of documents are listed when somebody is about to look. */
  const few = 500;
  let listed = false;
  function listDocuments() {
    if (listed) return;
    listed = true;
    const documents = content.documents.map((name, number) => ({ name, number })).filter((one) => one.name);
    documents.sort((a, b) => (a.name < b.name ? -1 : 1));
    find("document").append(...documents.map(({ name, number }) => make("option", { value: number, text: `${shorten(name, 80)} (${content.said[number]})` })));
  }
  if (content.documents.length <= few) listDocuments();
  for (const kind of ["pointerdown", "focus"]) find("document").addEventListener(kind, listDocuments);
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

  function tellClasses(chosen) {
    const only = groups.findIndex((_, group) => isOnly(chosen, group));
    return only < 0 ? `${count(chosen.classes.length, "class", "classes")} hidden` : `only ${groups[only].label}`;
  }

  /* Why not all is shown, in words; each with a button that takes it back. */
  function reasons(chosen) {
    const name = (id) => shorten(content.nodes[id].label, 40);
    return [
      chosen.classes.length ? [tellClasses(chosen), { classes: [] }] : null,
      chosen.relations.length ? [`${count(chosen.relations.length, "kind")} of relation hidden`, { relations: [] }] : null,
      chosen.document === null ? null : [`said in ${shorten(content.documents[chosen.document], 40)}`, { document: null }],
      chosen.since || chosen.until ? [`dated ${[chosen.since, chosen.until].join(" … ")}`, { since: "", until: "" }] : null,
      chosen.least > 0 ? [`confidence from ${chosen.least.toFixed(2)}`, { least: 0 }] : null,
      chosen.focus === null ? null : [`around ${name(chosen.focus)}, ${count(chosen.hops, "step")}`, { focus: null, hops: 1 }],
      chosen.path ? [`between ${chosen.path.map(name).join(" and ")}`, { path: null }] : null,
    ].filter(Boolean);
  }

  return {
    choose,
    repaint() {
      chips.forEach((chip, group) => chip.replaceChild(sign(members[group][0]), chip.firstChild));
      kinds.forEach(({ box }, number) => box.nextSibling.replaceWith(sign(number)));
    },
    update(chosen, shown) {
      const counts = groups.map(() => 0);
      shown.nodes.forEach((one, id) => { if (one) counts[classes[content.nodes[id].class].group] += 1; });
      chips.forEach((chip, group) => {
        press(chip, groups[group].folds ? chosen.unfolded === "all" : isOnly(chosen, group));
        chip.classList.toggle("off", !isIn(chosen, group));
        const all = members[group].reduce((sum, number) => sum + classes[number].count, 0);
        chip.lastChild.textContent = counts[group] === all || !counts[group] ? all : `${counts[group]} of ${all}`;
      });
      kinds.forEach(({ box }, number) => { box.checked = !chosen.classes.includes(number); });
      boxes.forEach(({ box }, number) => { box.checked = !chosen.relations.includes(number); });
      find("all-relations").textContent = chosen.relations.length ? "Show all" : "Hide all";
      if (chosen.document !== null) listDocuments();
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

/* How many relations there are of each kind. */
function tally(content) {
  const relations = content.relations.map(() => 0);
  for (const edge of content.edges) relations[edge.relation] += 1;
  return relations;
}

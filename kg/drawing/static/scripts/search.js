"use strict";

/* A field with suggestions over all names: a combobox with a listbox (WAI-ARIA Authoring Practices). */
function makeSearch(input, found, name, content, sign, take) {
  const most = 12;
  let chosen = -1;
  Object.assign(input, { autocomplete: "off", spellcheck: false, role: "combobox" });
  for (const [key, value] of [["aria-expanded", "false"], ["aria-controls", name], ["aria-autocomplete", "list"]]) input.setAttribute(key, value);
  Object.assign(found, { className: "found", id: name, role: "listbox", hidden: true });
  found.setAttribute("aria-label", "Entities found");

  /* Names that are just so, that begin so, in which a word does, the rest; what a thing is called before its other
     names, then the most important first. */
  function rank(id, wanted) {
    return Math.min(...namesOf(content, id).map((one, place) => {
      const at = one.indexOf(wanted);
      const nearness = one === wanted ? 0 : at === 0 ? 1 : at < 0 ? 9 : one[at - 1] === " " ? 2 : 3;
      return 2 * nearness + (place ? 1 : 0);
    }));
  }

  function lookUp() {
    const wanted = plain(input.value.trim());
    const ranks = Array.from({ length: 8 }, () => []);
    if (wanted) for (const id of content.order) ranks[rank(id, wanted)]?.push(id);
    const hits = ranks.flat();
    const items = hits.slice(0, most).map((id, place) => make("li",
      { id: `${name}-${place}`, role: "option", onmousedown: (event) => { event.preventDefault(); accept(id); }, attributes: { "data-id": id } },
      sign(content.nodes[id].class), make("span", { className: "name", dir: "auto", text: shorten(content.nodes[id].label, 120) }),
      make("span", { className: "count", text: otherName(id, wanted) })));
    const rest = hits.length - items.length;
    const note = !hits.length ? "Nothing of that name" : rest ? `and ${rest.toLocaleString("en")} more` : "";
    found.replaceChildren(...items, ...(note ? [make("li", { className: "none", role: "option", text: note, attributes: { "aria-disabled": "true" } })] : []));
    found.hidden = !wanted;
    input.setAttribute("aria-expanded", String(!found.hidden));
    choose(items.length ? 0 : -1);
  }

  /* The name by which it was found, where that isn't the one that is shown. */
  function otherName(id, wanted) {
    if (plain(content.nodes[id].label).includes(wanted)) return "";
    return shorten(content.nodes[id].names.find((one) => plain(one).includes(wanted)) ?? "", 40);
  }

  function choose(place) {
    const items = [...found.querySelectorAll("[data-id]")];
    chosen = items.length ? (place + items.length) % items.length : -1;
    items.forEach((item, at) => item.setAttribute("aria-selected", String(at === chosen)));
    if (chosen < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", items[chosen].id);
      items[chosen].scrollIntoView({ block: "nearest" });
    }
  }

  function accept(id) {
    input.value = "";
    lookUp();
    take(Number(id));
  }

  input.addEventListener("input", lookUp);
  input.addEventListener("blur", () => { found.hidden = true; input.setAttribute("aria-expanded", "false"); });
  input.addEventListener("focus", lookUp);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") choose(chosen + (event.key === "ArrowDown" ? 1 : -1));
    else if (event.key === "Enter" && chosen >= 0) accept(found.children[chosen].dataset.id);
    else if (event.key === "Escape") { input.value = ""; lookUp(); }
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}

/* All names of an entity as one types them; made when they are first needed. */
function namesOf(content, id) {
  content.plainNames ??= content.nodes.map((node) => [node.label, ...node.names].map(plain));
  return content.plainNames[id];
}

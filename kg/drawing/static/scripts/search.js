"use strict";

/* A field with suggestions over all names, the first of which Enter takes: a combobox with a listbox (WAI-ARIA Authoring
   Practices). `rankNames` is what makeRanking makes. */
function makeSearch(input, found, name, { content, rankNames, sign }, take) {
  const most = 12;
  let chosen = -1;
  Object.assign(input, { autocomplete: "off", spellcheck: false, role: "combobox" });
  for (const [key, value] of [["aria-expanded", "false"], ["aria-controls", name], ["aria-autocomplete", "list"]]) input.setAttribute(key, value);
  Object.assign(found, { className: "found", id: name, role: "listbox", hidden: true });
  found.setAttribute("aria-label", "Entities found");

  function lookUp() {
    const hits = rankNames(input.value);
    const items = hits.slice(0, most).map(({ id, name: by }, place) => make("li",
      { id: `${name}-${place}`, role: "option", onmousedown: (event) => { event.preventDefault(); accept(id); }, attributes: { "data-id": id } },
      sign(content.nodes[id].class), make("span", { className: "name", dir: "auto", text: shorten(content.nodes[id].label, 120) }),
      make("span", { className: "count", text: by === content.nodes[id].label ? "" : shorten(by, 40) })));
    const rest = hits.length - items.length;
    const note = !hits.length ? "Nothing of that name" : rest ? `and ${rest.toLocaleString("en")} more` : "";
    found.replaceChildren(...items, ...(note ? [make("li", { className: "none", role: "option", text: note, attributes: { "aria-disabled": "true" } })] : []));
    found.hidden = !input.value.trim();
    input.setAttribute("aria-expanded", String(!found.hidden));
    choose(items.length ? 0 : -1);
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

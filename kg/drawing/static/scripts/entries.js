"use strict";

/* What stands along the timeline: an entry for each thing in sight, a button in a list, in order of time. `sign(class)`
   and `colour(class)` are as in the legend; `acts`: open(id), over(id, x, y), out(). */
function makeEntries(list, content, { sign, colour }, acts) {
  const drawn = new Map(); // by key

  function makeEntry(item) {
    const { class: kind } = content.nodes[item.id];
    const button = make("button", { type: "button", onclick: () => acts.open(item.id),
      onpointerenter: (event) => acts.over(item.id, event.clientX, event.clientY), onpointerleave: acts.out,
      attributes: { "aria-label": `${item.text}, ${item.when}, ${content.classes[kind].label}` } },
      make("span", { className: "period" }),
      make("span", { className: "words" }, sign(kind), make("span", { className: "name", dir: "auto", text: shorten(item.text, 90) }),
        make("span", { className: "when", text: ` ${item.when}` })));
    button.style.setProperty("--colour", colour(kind));
    return make("li", {}, button);
  }

  function settle(element, item, { left, right, start, long, lane, turned, bare }, { told, line, top }, isChosen) {
    element.style.left = `${left}px`;
    element.style.width = `${right - left}px`;
    element.style.top = `${top + lane * line}px`;
    element.className = [turned ? "turned" : "", item.exact ? "" : "about", isChosen ? "chosen" : ""].join(" ").trim();
    const [period, name, when] = ["period", "name", "when"].map((part) => element.querySelector(`.${part}`));
    name.hidden = bare;
    when.hidden = !told;
    period.hidden = long < 14; // else its mark says as much
    period.style.left = `${start - left}px`;
    period.style.width = `${Math.max(4, long)}px`;
  }

  function clear() {
    list.replaceChildren();
    drawn.clear();
  }

  return {
    clear,
    /* Those that stay keep their elements, and so the focus; one of all is reached by the tabulator. */
    draw(items, places, at, chosen) {
      const wanted = new Set(items.map(({ key }) => key));
      for (const [key, element] of drawn) {
        if (wanted.has(key)) continue;
        element.remove();
        drawn.delete(key);
      }
      let next = list.firstChild;
      for (const item of items) {
        if (!drawn.has(item.key)) drawn.set(item.key, makeEntry(item));
        const element = drawn.get(item.key);
        if (element === next) next = next.nextSibling;
        else list.insertBefore(element, next);
        settle(element, item, places.get(item.key), at, item.id === chosen);
      }
      const stop = list.querySelector("button:focus") ?? list.querySelector(".chosen button") ?? list.querySelector("button");
      for (const one of list.querySelectorAll("button")) one.tabIndex = one === stop ? 0 : -1;
    },
    keyOf: (element) => [...drawn].find(([, one]) => one.contains(element))?.[0],
    focus: (key) => drawn.get(key)?.querySelector("button").focus({ preventScroll: true }),
  };
}

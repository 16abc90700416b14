/* Suggests names as one types: a list below a search, whose entries lead to a thing; the browser's own list in a field
   of a question. Without this, the forms work as they are. */

const WAIT = 150; // ms without a key

/* What was asked last and is answered late is left out. */
function makeAsker() {
  let running;
  return async (words) => {
    running?.abort();
    if (words.trim().length < 2) return [];
    running = new AbortController();
    try {
      const answer = await fetch(`/search.json?${new URLSearchParams({ q: words.trim() })}`, { signal: running.signal });
      return answer.ok ? await answer.json() : [];
    } catch {
      return null; // abandoned, or the server is gone
    }
  };
}

function whenTyped(field, act) {
  const ask = makeAsker();
  let timer;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const found = await ask(field.value);
      if (found) act(found);
    }, WAIT);
  });
}

function fillList(field) {
  const list = document.getElementById(field.getAttribute("list"));
  whenTyped(field, (found) => {
    list.replaceChildren(...found.map((one) => Object.assign(document.createElement("option"), { value: one.name, label: one.class })));
  });
}

function makeEntry(one, number) {
  const entry = Object.assign(document.createElement("li"), { id: `found-${number}`, role: "option", dir: "auto" });
  entry.setAttribute("aria-selected", "false");
  const kind = one.found_by === one.name ? one.class : [one.class, one.found_by].filter(Boolean).join(", ");
  entry.append(one.name, " ", Object.assign(document.createElement("span"), { className: "soft", textContent: kind }));
  entry.dataset.path = one.path;
  return entry;
}

/* A combobox as ARIA describes it: arrows choose, Enter goes there, Escape closes. */
function offerThings(field) {
  const list = Object.assign(document.createElement("ul"), { id: "found", className: "found", role: "listbox", hidden: true });
  list.setAttribute("aria-label", "Names");
  field.after(list);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-controls": "found", "aria-autocomplete": "list", "aria-expanded": "false" })) field.setAttribute(name, value);
  let chosen = -1;

  function show(found) {
    list.replaceChildren(...found.map(makeEntry));
    choose(-1);
    list.hidden = !found.length;
    field.setAttribute("aria-expanded", String(!list.hidden));
  }
  function choose(number) {
    chosen = number;
    [...list.children].forEach((entry, at) => entry.setAttribute("aria-selected", String(at === number)));
    if (number < 0) field.removeAttribute("aria-activedescendant");
    else field.setAttribute("aria-activedescendant", list.children[number].id);
    list.children[number]?.scrollIntoView({ block: "nearest" });
  }
  whenTyped(field, show);
  field.addEventListener("keydown", (event) => {
    const size = list.hidden ? 0 : list.children.length;
    if (event.key === "Escape" && size) show([]);
    else if (event.key === "ArrowDown" && size) choose((chosen + 1) % size);
    else if (event.key === "ArrowUp" && size) choose(chosen < 0 ? size - 1 : chosen - 1);
    else if (event.key === "Enter" && chosen >= 0) location.assign(list.children[chosen].dataset.path);
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => {
    const entry = event.target.closest("li");
    if (entry) location.assign(entry.dataset.path);
    event.preventDefault();
  });
  field.addEventListener("blur", () => show([]));
}

// Links to a query, as the first page took them before it welcomed.
if (location.pathname === "/" && /[#&](query|endpoint)=/.test(location.hash)) location.replace(`/query${location.hash}`);
document.querySelectorAll("[data-search]").forEach(offerThings);
document.querySelectorAll("[data-names]").forEach(fillList);

"use strict";

/* The details beside the picture. `colour(class)` gives a class's colour; `acts` does what buttons ask for: open(id),
   openRelation(id), close(), focus(id, hops), findPath(from, to), openGroup(number), chooseGroup(number), since(first, last), fold(id, open), rankNames(words). */
function makePanel(root, content, colour, acts) {
  const story = makeStory(content);

  function sign(number) {
    const mark = make("span", { className: "sign " + content.classes[number].shape, attributes: { "aria-hidden": "true" } });
    mark.style.color = colour(number);
    return mark;
  }

  function kind(node) {
    return make("span", { className: "kind" }, sign(node.class), make("span", { text: content.classes[node.class].label }));
  }

  function quote(one) {
    const at = one.exact ? one.sentence.indexOf(one.exact) : -1;
    const words = at < 0 || one.exact === one.sentence ? [one.sentence]
      : [one.sentence.slice(0, at), make("mark", { text: one.exact }), one.sentence.slice(at + one.exact.length)];
    const source = [content.documents[one.document], one.rule, one.confidence === null ? "" : `confidence ${one.confidence.toFixed(2)}`];
    return make("div", {},
      one.sentence ? make("blockquote", { dir: "auto" }, ...words) : null,
      make("p", { className: "source", dir: "auto", text: source.filter(Boolean).join(" · ") }));
  }

  function proof(evidence) {
    if (!evidence.length) return null;
    const title = evidence.length === 1 ? "Sentence" : `${evidence.length} sentences`;
    return make("details", {}, make("summary", { text: title }), ...evidence.map(quote));
  }

  function planned(statement) {
    return statement.planned ? make("span", { className: "planned", text: "planned" }) : null;
  }

  /* Sentences with all the words that matter marked, each once; `told` holds those that were shown before. */
  function quoteAll(statements, told) {
    const sentences = new Map();
    for (const one of statements.flatMap(({ evidence }) => evidence)) {
      const key = `${one.document} ${one.sentence}`;
      if (!sentences.has(key)) sentences.set(key, []);
      sentences.get(key).push(one);
    }
    const fresh = [...sentences].filter(([key]) => !told.has(key));
    const known = [...sentences].filter(([key]) => told.has(key));
    for (const [key] of fresh) told.add(key);
    const [open, more] = [fresh.slice(0, 3), [...fresh.slice(3), ...known]];
    const title = more.length === 1 ? "1 more sentence" : `${more.length} more sentences`;
    return [...open.map(([, rows]) => quoteMarked(rows)), more.length
      ? make("details", {}, make("summary", { text: open.length ? title : count(more.length, "sentence") }), ...more.map(([, rows]) => quoteMarked(rows))) : null];
  }

  function quoteMarked(rows) {
    const [{ sentence, document }] = rows;
    const marked = new Uint8Array(sentence.length);
    for (const { exact } of rows) {
      const at = exact && exact !== sentence ? sentence.indexOf(exact) : -1;
      if (at >= 0) marked.fill(1, at, at + exact.length);
    }
    const words = [];
    for (let from = 0, to = 0; from < sentence.length; from = to) {
      while (to < sentence.length && marked[to] === marked[from]) to += 1;
      const text = sentence.slice(from, to);
      words.push(marked[from] ? make("mark", { text }) : text);
    }
    const sure = rows.map((one) => one.confidence).filter((one) => one !== null);
    const rules = [...new Set(rows.map((one) => one.rule).filter(Boolean))].slice(0, 3);
    const source = [content.documents[document], ...rules, sure.length ? `confidence ${Math.max(...sure).toFixed(2)}` : ""];
    return make("div", {},
      sentence ? make("blockquote", { dir: "auto" }, ...words) : null,
      make("p", { className: "source", dir: "auto", text: source.filter(Boolean).join(" · ") }));
  }

  /* What is said of an entity, relation by relation: first its facts, then where its relations lead and whence they come. */
  function sections(id) {
    const found = new Map();
    const put = (title, item, statement) => {
      if (!found.has(title)) found.set(title, { items: [], statements: [] });
      found.get(title).items.push(item);
      found.get(title).statements.push(statement);
    };
    for (const fact of content.nodes[id].facts) put(fact.label, make("li", { className: "value", dir: "auto", text: fact.value }, planned(fact)), fact);
    for (const forth of [true, false]) {
      for (const edge of content.joints[id]) {
        const said = content.edges[edge];
        if ((said.from === id) !== forth) continue;
        const back = content.relations[said.relation].tells_back;
        put(forth ? said.label : back || `← ${said.label}`, make("li", {}, entityButton(forth ? said.to : said.from, "value"), planned(said)), said);
      }
    }
    const rank = (title) => content.told[title]?.rank ?? content.relations.find((one) => one.label === title || one.tells_back === title)?.rank ?? 60;
    return [...found].sort((a, b) => rank(a[0]) - rank(b[0]));
  }

  function saySections(id) {
    const told = new Set();
    return sections(id).flatMap(([title, { items, statements }]) => [make("h3", { text: title }),
      make("ul", { className: "said together" }, ...items), ...quoteAll(statements, told)]).filter(Boolean);
  }

  /* A sentence of the story, with its ways into the picture. */
  function tell(parts) {
    return make("p", { className: "told", dir: "auto" }, ...parts.flatMap((part) => {
      if (typeof part === "string") return [part];
      const go = part.id !== undefined ? () => acts.open(part.id) : part.group !== undefined ? () => acts.chooseGroup(part.group) : () => acts.since(part.since, part.until);
      return [makeLink(shorten(part.text ?? content.nodes[part.id].label, 90), go), part.beside ?? ""];
    }));
  }

  /* What folds into an entity and is joined with nothing: figures in the same sentences. */
  function sayFolded(id, chosen) {
    const folded = [...content.homes].filter(([, home]) => home === id).map(([one]) => one);
    if (!folded.length) return [];
    const open = chosen.unfolded === "all" || chosen.unfolded.includes(id);
    const loose = folded.filter((one) => !content.joints[one].length);
    const kind = content.groups[content.classes[content.nodes[folded[0]].class].group].label.toLowerCase();
    return [make("div", { className: "ways" }, makeButton(open ? `Fold its ${kind}` : `Show its ${kind} in the picture (${folded.length})`, () => acts.fold(id, open), { className: "way" })),
      ...(loose.length ? [make("h3", { text: "Beside it" }), roll(loose)] : [])];
  }

  function sayEdge(id, end, words) {
    const edge = content.edges[id];
    return make("li", {},
      make("div", { className: "relation", text: words(edge.label) }, planned(edge)),
      entityButton(edge[end], "value"),
      proof(edge.evidence));
  }

  function entityButton(id, className) {
    return makeButton(content.nodes[id].label, () => acts.open(id), { className, dir: "auto" });
  }

  function starter(id) {
    return make("li", {}, makeButton(undefined, () => acts.open(id)));
  }

  /* Entities as a list of buttons, each with a word beside its name. */
  function roll(ids, beside = () => "") {
    return make("ul", { className: "starts" }, ...ids.map((id) => {
      const item = starter(id);
      item.firstChild.append(sign(content.nodes[id].class),
        make("span", { className: "name", dir: "auto", text: shorten(content.nodes[id].label, 90) }), make("span", { className: "count", text: beside(id) }));
      return item;
    }));
  }

  function head(above, title) {
    const button = makeButton("×", acts.close, { className: "close", attributes: { "aria-label": "Close the details" } });
    return [make("div", { className: "head" }, above, button), make("h2", { dir: "auto", text: title })];
  }

  function address(node) {
    if (!node.linked || !isWeb(node.iri)) return make("p", { className: "quiet iri", dir: "ltr", text: node.iri });
    return make("p", { className: "quiet iri", dir: "ltr" },
      make("a", { href: node.iri, target: "_blank", rel: "noopener noreferrer", text: node.iri }));
  }

  function replace(...parts) {
    root.replaceChildren(...parts);
    root.scrollTop = 0;
  }

  /* Only what surrounds the entity; a path from it to another, which one looks up. */
  function ways(id, chosen) {
    const focused = chosen.focus === id;
    const buttons = [
      makeButton(focused ? "Show everything" : "Only its neighbourhood", () => acts.focus(focused ? null : id, 1), { className: "way" }),
      focused ? makeButton("One step further", () => acts.focus(id, chosen.hops + 1), { className: "way", disabled: chosen.hops > 8 }) : null,
      makeButton("Path to…", (event) => askPath(event.currentTarget, id), { className: "way", attributes: { "aria-expanded": "false" } }),
    ];
    return make("div", { className: "ways" }, ...buttons, loadLink(id));
  }

  /* Where a server gives the page, it has more to tell than is here. */
  function loadLink(id) {
    if (!content.more) return null;
    return make("a", { href: content.more + encodeURIComponent(content.nodes[id].iri), className: "way", text: "Load what surrounds it" });
  }

  function askPath(button, id) {
    const input = make("input", { type: "search", placeholder: "Another entity", attributes: { "aria-label": "Path to" } });
    const found = make("ul");
    const box = make("div", { className: "search" }, input, found);
    button.setAttribute("aria-expanded", "true");
    button.disabled = true;
    button.parentElement.append(box);
    makeSearch(input, found, "path-end", { content, rankNames: acts.rankNames, sign }, (other) => acts.findPath(id, other));
    input.focus();
  }

  return {
    sign, roll,
    showEntity(id, chosen) {
      const node = content.nodes[id];
      replace(...head(kind(node), node.label), tell(story.tellThing(id)),
        node.names.length ? make("p", { className: "quiet", dir: "auto", text: "Also: " + node.names.join("; ") }) : "",
        ways(id, chosen), ...sayFolded(id, chosen), ...saySections(id), address(node));
    },
    showRelation(id) {
      const edge = content.edges[id];
      replace(...head(make("span", { className: "kind", text: "Relation" }), edge.label), planned(edge) ?? "",
        make("h3", { text: "From" }), kind(content.nodes[edge.from]), make("div", { className: "said" }, entityButton(edge.from, "value")),
        make("h3", { text: "To" }), kind(content.nodes[edge.to]), make("div", { className: "said" }, entityButton(edge.to, "value")),
        make("h3", { text: "Evidence" }), ...(edge.evidence.length ? edge.evidence.map(quote) : [make("p", { className: "quiet", text: "None recorded." })]));
    },
    /* Each step of a path with the sentences it rests on; `path` is null where there is none. */
    showPath([start, end], path) {
      const steps = [];
      let at = start;
      for (const id of path ?? []) {
        const edge = content.edges[id];
        const forth = edge.from === at;
        at = forth ? edge.to : edge.from;
        steps.push(sayEdge(id, forth ? "to" : "from", (label) => (forth ? `${label} →` : `← ${label}`)));
      }
      replace(...head(make("span", { className: "kind", text: "Path" }), `${content.nodes[start].label} … ${content.nodes[end].label}`),
        path ? "" : make("p", { className: "quiet", text: "Nothing of what is shown joins the two. Take filters back, or choose another end." }),
        make("ul", { className: "said" }, make("li", {}, entityButton(start, "value")), ...steps),
        make("div", { className: "ways" }, makeButton("Show everything", () => acts.findPath(null), { className: "way" })));
    },
    /* What a community holds: how much of each group, and the most important of each. */
    showGroup({ id, name, rest, open }, members) {
      const what = rest ? "in none of the communities" : "joined more with each other than with the rest";
      const counted = content.groups.map(({ label }, group) => ({ label, ids: members.filter((one) => content.classes[content.nodes[one].class].group === group) }));
      const held = counted.filter(({ ids }) => ids.length);
      replace(...head(make("span", { className: "kind", text: "Community" }), name),
        make("p", { className: "quiet", text: `${count(members.length, "entity", "entities")} ${what}.` }),
        make("div", { className: "ways" }, makeButton(open ? "Close it in the picture" : "Open it in the picture", () => acts.openGroup(id), { className: "way" })),
        ...held.flatMap(({ label, ids }) => [make("h3", { text: `${label} (${ids.length.toLocaleString("en")})` }), roll(ids.slice(0, 6), story.beside)]));
    },
    showDated(title, ids) {
      replace(...head(make("span", { className: "kind", text: "Dates" }), title),
        ids.length ? roll(ids.slice(0, 200), (id) => content.nodes[id].dates[0]) : make("p", { className: "quiet", text: "Nothing of these days is shown." }),
        ids.length > 200 ? make("p", { className: "quiet", text: `and ${ids.length - 200} more` }) : "");
    },
    showStart(shown, documents) {
      replace(make("h2", { text: "What is in here" }), ...story.tellGraph(shown, documents).map(tell),
        ...story.leaders(shown).flatMap(({ label, ids }) => [make("h3", { text: label }), roll(ids, story.beside)]),
        make("p", { className: "quiet", text: "Choose an entity or a line to see what the documents say about it, word for word." }));
    },
  };
}

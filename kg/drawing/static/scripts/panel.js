"use strict";

/* The details beside the picture. `colour(class)` gives a class's colour; `acts` does what buttons ask for: open(id),
   openRelation(id), close(), focus(id, hops), findPath(from, to), openGroup(number), since(first, last). */
function makePanel(root, content, colour, acts) {
  const outgoing = content.nodes.map((_, id) => content.joints[id].filter((edge) => content.edges[edge].from === id));
  const incoming = content.nodes.map((_, id) => content.joints[id].filter((edge) => content.edges[edge].to === id));

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

  function sayFact(fact) {
    return make("li", {},
      make("div", { className: "relation", text: fact.label }, planned(fact)),
      make("div", { className: "value", dir: "auto", text: fact.value }),
      proof(fact.evidence));
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

  function list(title, items) {
    return items.length ? [make("h3", { text: title }), make("ul", { className: "said" }, ...items)] : [];
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
    makeSearch(input, found, "path-end", content, sign, (other) => acts.findPath(id, other));
    input.focus();
  }

  return {
    sign, roll,
    showEntity(id, chosen) {
      const node = content.nodes[id];
      replace(...head(kind(node), node.label),
        node.names.length ? make("p", { className: "quiet", dir: "auto", text: "Also: " + node.names.join("; ") }) : "",
        address(node), ways(id, chosen),
        ...list("Facts", node.facts.map(sayFact)),
        ...list("Relations", outgoing[id].map((edge) => sayEdge(edge, "to", (label) => `${label} →`))),
        ...list("Referred to by", incoming[id].map((edge) => sayEdge(edge, "from", (label) => `← ${label}`))));
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
    showGroup(number, members, rest) {
      const title = rest ? "Others, joined with few" : `Around ${content.nodes[members[0]].label}`;
      const what = rest ? "in none of the communities." : "that are joined more with each other than with the rest.";
      replace(...head(make("span", { className: "kind", text: "Community" }), title),
        make("p", { className: "quiet", text: `${count(members.length, "entity", "entities")} ${what}` }),
        make("div", { className: "ways" }, makeButton("Open it in the picture", () => acts.openGroup(number), { className: "way" })),
        make("h3", { text: "Best connected" }), roll(members.slice(0, 30)));
    },
    showDated(title, ids) {
      replace(...head(make("span", { className: "kind", text: "Dates" }), title),
        ids.length ? roll(ids.slice(0, 200), (id) => content.nodes[id].dates[0]) : make("p", { className: "quiet", text: "Nothing of these days is shown." }),
        ids.length > 200 ? make("p", { className: "quiet", text: `and ${ids.length - 200} more` }) : "");
    },
    showStart(ids) {
      replace(make("h2", { text: "Details" }),
        make("p", { className: "quiet", text: "Choose an entity or a line to see what the documents say about it, word for word." }),
        ...(ids.length ? [make("h3", { text: "Best connected" }), roll(ids)] : []));
    },
  };
}

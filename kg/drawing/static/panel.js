"use strict";

/* The details beside the picture. Every text comes in as textContent; no markup is ever parsed. */

/* Make an element; `made` holds properties (text is textContent), `inside` the children, null for none. */
function make(tag, made = {}, ...inside) {
  const element = document.createElement(tag);
  const { text, attributes = {}, ...properties } = made;
  Object.assign(element, properties);
  if (text !== undefined) element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...inside.filter((child) => child !== null));
  return element;
}

function isWeb(link) {
  try {
    return ["http:", "https:"].includes(new URL(link).protocol);
  } catch {
    return false;
  }
}

/* `colour(class)` gives a class's colour, `open(id)` opens an entity, `close()` goes back. */
function makePanel(root, content, { colour, open, close }) {
  const outgoing = content.nodes.map(() => []);
  const incoming = content.nodes.map(() => []);
  content.edges.forEach((edge, id) => {
    outgoing[edge.from].push(id);
    incoming[edge.to].push(id);
  });

  function sign(number) {
    const mark = make("span", { className: "sign " + content.classes[number].shape, attributes: { "aria-hidden": "true" } });
    mark.style.color = colour(number);
    return mark;
  }

  function kind(node) {
    return make("span", { className: "kind" }, sign(node.class), make("span", { text: content.classes[node.class].label }));
  }

  function quote(one) {
    const sentence = content.texts[one.sentence];
    const at = one.exact ? sentence.indexOf(one.exact) : -1;
    const words = at < 0 || one.exact === sentence ? [sentence]
      : [sentence.slice(0, at), make("mark", { text: one.exact }), sentence.slice(at + one.exact.length)];
    const source = [content.texts[one.document], one.rule, one.confidence === null ? "" : `confidence ${one.confidence.toFixed(2)}`];
    return make("div", {},
      sentence ? make("blockquote", { dir: "auto" }, ...words) : null,
      make("p", { className: "source", dir: "auto", text: source.filter(Boolean).join(" · ") }));
  }

  function proof(evidence, isOpen) {
    if (!evidence.length) return null;
    const title = evidence.length === 1 ? "Sentence" : `${evidence.length} sentences`;
    return make("details", { open: isOpen }, make("summary", { text: title }), ...evidence.map(quote));
  }

  function planned(statement) {
    return statement.planned ? make("span", { className: "planned", text: "planned" }) : null;
  }

  function sayFact(fact) {
    return make("li", {},
      make("div", { className: "relation", text: fact.label }, planned(fact)),
      make("div", { className: "value", dir: "auto", text: fact.value }),
      proof(fact.evidence, false));
  }

  function sayEdge(id, end, words) {
    const edge = content.edges[id];
    return make("li", {},
      make("div", { className: "relation", text: words(edge.label) }, planned(edge)),
      entityButton(edge[end], "value"),
      proof(edge.evidence, false));
  }

  function entityButton(id, className) {
    return make("button", { type: "button", className, dir: "auto", text: content.nodes[id].label, onclick: () => open(id) });
  }

  function list(title, items) {
    return items.length ? [make("h3", { text: title }), make("ul", { className: "said" }, ...items)] : [];
  }

  function head(above, title) {
    const button = make("button", { type: "button", className: "close", text: "×", onclick: close,
      attributes: { "aria-label": "Close the details" } });
    return [make("div", { className: "head" }, above, button), make("h2", { dir: "auto", text: title })];
  }

  function address(node) {
    if (!node.link || !isWeb(node.link)) return make("p", { className: "quiet iri", dir: "ltr", text: node.iri });
    return make("p", { className: "quiet iri", dir: "ltr" },
      make("a", { href: node.link, target: "_blank", rel: "noopener noreferrer", text: node.link }));
  }

  function replace(...parts) {
    root.replaceChildren(...parts);
    root.scrollTop = 0;
  }

  return {
    sign,
    showEntity(id) {
      const node = content.nodes[id];
      replace(...head(kind(node), node.label),
        node.names.length ? make("p", { className: "quiet", dir: "auto", text: "Also: " + node.names.join("; ") }) : "",
        address(node),
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
    showStart(ids) {
      replace(make("h2", { text: "Details" }),
        make("p", { className: "quiet", text: "Choose an entity or a line to see what the documents say about it, word for word." }),
        make("h3", { text: "Best connected" }),
        make("ul", { className: "starts" }, ...ids.map((id) => make("li", {},
          make("button", { type: "button", onclick: () => open(id) },
            sign(content.nodes[id].class), make("span", { className: "name", dir: "auto", text: shorten(content.nodes[id].label, 90) }))))));
    },
  };
}

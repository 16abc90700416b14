"use strict";

/* The words that follow the pointer: of an entity, a relation or a community (`groupOf(number)`). */
function makeTips(tip, content, groupOf) {
  function tellNode(node) {
    const facts = node.facts.slice(0, 4).map((fact) => make("p", { dir: "auto", text: `${fact.label}: ${shorten(fact.value, 160)}` }));
    return [make("p", { className: "name", dir: "auto", text: shorten(node.label, 200) }),
      make("p", { className: "quiet", text: content.classes[node.class].label }), ...facts];
  }

  function tellEdge(id) {
    const [first] = content.edges[id].evidence;
    const words = first ? [make("p", { className: "quiet", dir: "auto", text: `“${shorten(first.sentence, 260)}”` })] : [];
    return [make("p", { className: "name", dir: "auto", text: inWords(content, id) }), ...words];
  }

  function tellGroup(number) {
    const { name, size, open } = groupOf(number);
    return [make("p", { className: "name", dir: "auto", text: name }), make("p", { className: "quiet", text: `${count(size, "entity", "entities")}${open ? "" : "; click to open"}` })];
  }

  return {
    show(kind, id, x, y) {
      tip.replaceChildren(...(kind === "node" ? tellNode(content.nodes[id]) : kind === "edge" ? tellEdge(id) : tellGroup(id)));
      tip.hidden = false;
      tip.style.left = Math.max(8, Math.min(x + 14, innerWidth - tip.offsetWidth - 8)) + "px";
      tip.style.top = Math.max(8, y + 18 + tip.offsetHeight > innerHeight ? y - tip.offsetHeight - 12 : y + 18) + "px";
    },
    hide() {
      tip.hidden = true;
    },
  };
}

function inWords(content, id) {
  const edge = content.edges[id];
  return `${shorten(content.nodes[edge.from].label, 80)} — ${edge.label} → ${shorten(content.nodes[edge.to].label, 80)}`;
}

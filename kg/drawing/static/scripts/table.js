"use strict";

/* What is shown, as a table of statements: some hundred rows at first, more on request. */
function makeTable(body, more, content, open) {
  const step = 300;
  const order = content.nodes.map((_, id) => id).sort((a, b) => {
    const [one, other] = [content.nodes[a], content.nodes[b]];
    return one.class - other.class || (one.label < other.label ? -1 : one.label > other.label ? 1 : a - b);
  });
  let waiting = null;

  function* statements(shown) {
    for (const id of order) {
      if (!shown.nodes[id]) continue;
      const node = content.nodes[id];
      const relations = content.joints[id].filter((edge) => shown.edges[edge] && content.edges[edge].from === id);
      if (!node.facts.length && !relations.length) yield { id, label: "", value: "", evidence: [] };
      for (const fact of node.facts) yield { id, ...fact, evidence: fact.evidence };
      for (const edge of relations) yield { id, ...content.edges[edge], evidence: content.edges[edge].evidence, value: content.nodes[content.edges[edge].to].label, target: content.edges[edge].to };
    }
  }

  function nameCell(tag, id, text) {
    const attributes = tag === "th" ? { scope: "row" } : {};
    return make(tag, { dir: "auto", attributes }, id === undefined ? text : makeButton(text, () => open(id), { className: "name" }));
  }

  function tell(one) {
    const proof = one.evidence[0];
    return make("tr", {}, nameCell("th", one.id, content.nodes[one.id].label), make("td", { text: content.classes[content.nodes[one.id].class].label }),
      make("td", { text: one.label + (one.planned ? " (planned)" : "") }), nameCell("td", one.target, one.value),
      make("td", { dir: "auto", text: proof ? proof.sentence : "" }), make("td", { dir: "auto", text: proof ? content.documents[proof.document] : "" }));
  }

  function add(most) {
    const rows = [];
    let next = waiting.next();
    while (!next.done && rows.length < most) {
      rows.push(tell(next.value));
      next = rows.length < most ? waiting.next() : next;
    }
    body.append(...rows);
    more.hidden = next.done || rows.length < most;
  }

  more.onclick = () => add(step);
  return (shown, most = step) => {
    waiting = statements(shown);
    body.replaceChildren();
    add(most);
  };
}

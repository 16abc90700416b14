"use strict";

/* What the page says, unpacked: see kg/drawing/packing.py for the form it comes in. */
function unpack(packed) {
  const { texts, classes, relations, documents } = packed;
  const quote = (flat) => {
    const rows = [];
    for (let at = 0; at < flat.length; at += 5) {
      const [sentence, document, exact, confidence, rule] = flat.slice(at, at + 5);
      rows.push({ sentence: texts[sentence], document, exact: texts[exact], confidence, rule: texts[rule] });
    }
    return rows;
  };
  const nodes = packed.nodes.iri.map((iri, id) => ({
    iri: texts[iri], label: texts[packed.nodes.label[id]], class: packed.nodes.class[id], names: [], dates: [], facts: [], linked: false,
  }));
  for (const id of packed.nodes.linked) nodes[id].linked = true;
  for (const [id, ...names] of packed.nodes.names) nodes[id].names = names.map((name) => texts[name]);
  for (const [id, ...dates] of packed.nodes.dates) nodes[id].dates = dates;
  for (const [id, ...facts] of packed.nodes.facts) {
    nodes[id].facts = facts.map(([label, value, planned, flat]) => ({ label: texts[label], value: texts[value], planned: planned === 1, evidence: quote(flat) }));
  }
  const edges = packed.edges.from.map((from, id) => ({
    from, to: packed.edges.to[id], relation: packed.edges.relation[id], label: relations[packed.edges.relation[id]].label,
    planned: false, evidence: quote(packed.edges.evidence[id]),
  }));
  for (const id of packed.edges.planned) edges[id].planned = true;
  const homes = new Map(packed.homes); // of what folds, what it belongs to
  return { title: packed.title, more: packed.more, crowded: packed.crowded, groups: packed.groups, order: packed.order, told: packed.told, homes, classes, relations, documents, nodes, edges, ...join(nodes, edges) };
}

/* Who stands beside whom, and by which edges. */
function join(nodes, edges) {
  const joints = nodes.map(() => []);
  edges.forEach((edge, id) => {
    joints[edge.from].push(id);
    if (edge.to !== edge.from) joints[edge.to].push(id);
  });
  const other = (edge, id) => (edges[edge].from === id ? edges[edge].to : edges[edge].from);
  const neighbours = joints.map((near, id) => new Set(near.map((edge) => other(edge, id))));
  return { joints, neighbours, other };
}

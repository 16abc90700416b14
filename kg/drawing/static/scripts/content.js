"use strict";

/* Hands the content and its drawing to `begin`: at once; where they are compressed, as soon as they are unpacked. */
function readContent(begin) {
  const block = find("content");
  if (block.type === "application/json") {
    begin(unpack(JSON.parse(block.textContent)), JSON.parse(find("drawing").textContent));
    return;
  }
  document.documentElement.classList.add("live"); // the page is there while its content is unpacked
  unzip(block.textContent).then((packed) => {
    block.remove();
    begin(unpack(packed.content), packed.drawing);
  }).catch((error) => {
    find("panel").textContent = "This browser can’t unpack the graph; one of 2023 or later can.";
    throw error;
  });
}

async function unzip(text) {
  const bytes = Uint8Array.fromBase64 ? Uint8Array.fromBase64(text) : Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
}

/* What the page says, unpacked: see kg/drawing/packing.py for the form it comes in. Evidence is unpacked where it's asked
   for: of a large graph nobody looks at most of it. */
function unpack(packed) {
  const { texts, classes, relations, documents } = packed;
  const quote = (flat) => {
    const rows = [];
    for (let at = 0; at < flat.length; at += 5) {
      rows.push({ sentence: texts[flat[at]], document: flat[at + 1], exact: texts[flat[at + 2]], confidence: flat[at + 3], rule: texts[flat[at + 4]] });
    }
    return rows;
  };
  class Statement {
    #flat;
    constructor(said, flat) {
      Object.assign(this, said);
      this.#flat = flat;
    }
    get evidence() { return quote(this.#flat); }
  }
  const none = Object.freeze([]);
  const nodes = packed.nodes.iri.map((iri, id) => ({
    iri: texts[iri], label: texts[packed.nodes.label[id]], class: packed.nodes.class[id], names: none, dates: none, facts: none, linked: false,
  }));
  for (const id of packed.nodes.linked) nodes[id].linked = true;
  for (const [id, ...names] of packed.nodes.names) nodes[id].names = names.map((name) => texts[name]);
  for (const [id, ...dates] of packed.nodes.dates) nodes[id].dates = dates;
  for (const [id, ...facts] of packed.nodes.facts) {
    nodes[id].facts = facts.map(([label, value, planned, flat]) => new Statement({ label: texts[label], value: texts[value], planned: planned === 1 }, flat));
  }
  const { from, to, relation, evidence } = packed.edges;
  const edges = from.map((start, id) => new Statement({ from: start, to: to[id], relation: relation[id], label: relations[relation[id]].label, planned: false }, evidence[id]));
  for (const id of packed.edges.planned) edges[id].planned = true;
  const homes = new Map(packed.homes); // of what folds, what it belongs to
  return { title: packed.title, more: packed.more, crowded: packed.crowded, groups: packed.groups, order: packed.order, told: packed.told, homes, classes, relations, documents, nodes, edges,
    said: countSaid(packed), ...join(nodes, edges) };
}

/* How many statements rest on each document. */
function countSaid({ documents, nodes, edges }) {
  const counts = documents.map(() => 0);
  const add = (flat) => {
    if (flat.length === 5) counts[flat[1]] += 1;
    else for (const place of new Set(flat.filter((_, at) => at % 5 === 1))) counts[place] += 1;
  };
  for (const [, ...facts] of nodes.facts) for (const fact of facts) add(fact[3]);
  edges.evidence.forEach(add);
  return counts;
}

/* Who stands beside whom, and by which edges. */
function join(nodes, edges) {
  const joints = nodes.map(() => []);
  edges.forEach((edge, id) => {
    joints[edge.from].push(id);
    if (edge.to !== edge.from) joints[edge.to].push(id);
  });
  const other = (edge, id) => (edges[edge].from === id ? edges[edge].to : edges[edge].from);
  const neighboursOf = (id) => new Set(joints[id].map((edge) => other(edge, id)));
  return { joints, neighboursOf, other };
}

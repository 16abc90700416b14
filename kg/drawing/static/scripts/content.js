"use strict";

/* Hands the content and its drawing to `begin`: at once; where they are compressed, as soon as they are unpacked, and
   what all rests on after the first picture, part by part. `content.whole`, where there is one, is fulfilled once all is there. */
function readContent(begin) {
  const blocks = [...document.querySelectorAll("script.zipped")];
  if (!blocks.length) {
    const { proofs, ...packed } = JSON.parse(find("content").textContent);
    const content = unpack(packed);
    proofs.forEach(content.prove);
    begin(content, JSON.parse(find("drawing").textContent));
    return;
  }
  document.documentElement.classList.add("live"); // the page is there while its content is unpacked
  readParts(blocks, begin).catch((error) => {
    find("panel").textContent = "This browser can’t unpack the graph; one of 2023 or later can.";
    throw error;
  });
}

async function readParts([first, ...proofs], begin) {
  const { content: packed, drawing } = await unzip(first);
  const content = unpack(packed);
  let done = null;
  const whole = new Promise((resolve) => { done = resolve; });
  begin({ ...content, whole }, drawing);
  await new Promise((painted) => { requestAnimationFrame(() => setTimeout(painted)); });
  for (const block of proofs) content.prove(await unzip(block));
  done();
}

async function unzip(block) {
  const text = block.textContent;
  block.remove();
  const bytes = Uint8Array.fromBase64 ? Uint8Array.fromBase64(text) : Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
}

/* What the page says, unpacked: see kg/drawing/packing.py for the form it comes in. Evidence is made where it's asked for:
   of a large graph nobody looks at most of it. `prove` takes a part of the proofs. */
function unpack(packed) {
  const { texts, classes, relations, documents } = packed;
  const quote = (flat) => {
    const rows = [];
    for (let at = 0; at < flat.length; at += 5) {
      rows.push({ sentence: texts[flat[at]], document: flat[at + 1], exact: texts[flat[at + 2]], confidence: flat[at + 3], rule: texts[flat[at + 4]] });
    }
    return rows;
  };
  const none = Object.freeze([]);
  class Statement { // a class, since a getter in each of 300,000 objects takes a second
    flat = none;
    constructor(label, planned) {
      this.label = label;
      this.planned = planned;
    }
    get evidence() { return quote(this.flat); }
  }
  class Edge extends Statement {
    constructor(id) {
      super(relations[packed.edges.relation[id]].label, false);
      this.from = packed.edges.from[id];
      this.to = packed.edges.to[id];
      this.relation = packed.edges.relation[id];
    }
  }
  const nodes = packed.nodes.iri.map((iri, id) => ({
    iri: texts[iri], label: texts[packed.nodes.label[id]], class: packed.nodes.class[id], names: none, dates: none, facts: none, linked: false,
  }));
  for (const id of packed.nodes.linked) nodes[id].linked = true;
  for (const [id, ...names] of packed.nodes.names) nodes[id].names = names.map((name) => texts[name]);
  for (const [id, ...dates] of packed.nodes.dates) nodes[id].dates = dates;
  const facts = [];
  for (const [id, ...said] of packed.nodes.facts) {
    nodes[id].facts = said.map(([label, value, planned]) => Object.assign(new Statement(texts[label], planned === 1), { value: texts[value] }));
    facts.push(...nodes[id].facts);
  }
  const edges = packed.edges.from.map((_, id) => new Edge(id));
  for (const id of packed.edges.planned) edges[id].planned = true;
  const homes = new Map(packed.homes); // of what folds, what it belongs to
  const said = documents.map(() => 0); // how many statements rest on each document
  const rest = (statement, flat) => {
    statement.flat = flat;
    if (flat.length === 5) said[flat[1]] += 1;
    else for (const place of new Set(flat.filter((_, at) => at % 5 === 1))) said[place] += 1;
  };
  function prove(part) {
    for (const text of part.texts) texts.push(text);
    part.facts.forEach((flat, at) => rest(facts[at], flat));
    part.edges.forEach((flat, at) => rest(edges[part.first + at], flat));
  }
  return { title: packed.title, more: packed.more, crowded: packed.crowded, groups: packed.groups, order: packed.order, told: packed.told, homes, classes, relations, documents, nodes, edges,
    said, prove, ...join(nodes, edges) };
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

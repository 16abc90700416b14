"use strict";

/* Which entities and relations are to be seen. An entity of a hidden class isn't, nor one that is folded into another; a document or a confidence keeps what
   rests on it, a range of dates the events within it and what they are joined with; a neighbourhood or a path what is
   on it. Returns Uint8Arrays, 1 for what is shown; and of a neighbourhood or a path how many steps each is away. */
function findShown(content, chosen) {
  const { nodes, edges, joints, other, homes } = content;
  const hidden = new Set(chosen.classes);
  const open = new Set(chosen.unfolded === "all" ? [] : chosen.unfolded);
  const isFolded = (id) => chosen.unfolded !== "all" && homes.has(id) && !open.has(homes.get(id));
  const allowed = Uint8Array.from(nodes, (node, id) => (hidden.has(node.class) || isFolded(id) ? 0 : 1));
  const proves = proveWith(chosen);
  const anyProves = proves([]); // then there is no need to look
  const skipped = new Set(chosen.relations);
  const passing = Uint8Array.from(edges, (edge) =>
    (allowed[edge.from] && allowed[edge.to] && !skipped.has(edge.relation) && (anyProves || proves(edge.evidence)) ? 1 : 0));
  if (skipped.size || !anyProves) keepProven();
  if (chosen.since || chosen.until) keepDated();
  const near = chosen.path ? onPaths(...chosen.path) : chosen.focus === null ? null : around(chosen.focus, chosen.hops);
  const shownNodes = near ? allowed.map((one, id) => (near.has(id) ? one : 0)) : allowed;
  return { steps: near, nodes: shownNodes, edges: passing.map((one, id) => (one && shownNodes[edges[id].from] && shownNodes[edges[id].to] ? 1 : 0)) };

  /* What no sentence of the kind speaks of goes; where relations are chosen, what none of them joins. */
  function keepProven() {
    nodes.forEach((node, id) => {
      const told = !skipped.size && node.facts.some((fact) => proves(fact.evidence));
      if (!told && !joints[id].some((edge) => passing[edge])) allowed[id] = 0;
    });
  }

  function keepDated() {
    const within = nodes.map((node, id) => allowed[id] && isWithin(node.dates, chosen));
    nodes.forEach((node, id) => {
      const beside = !node.dates.length && joints[id].some((edge) => passing[edge] && within[other(edge, id)]);
      if (!within[id] && !beside) allowed[id] = 0;
    });
    edges.forEach((edge, id) => { if (!allowed[edge.from] || !allowed[edge.to]) passing[id] = 0; });
  }

  function reach(start, hops) {
    const steps = new Map([[start, 0]]);
    for (const id of steps.keys()) { // a Map hands out what is added on the way
      if (steps.get(id) >= hops) continue;
      for (const edge of joints[id]) {
        if (passing[edge] && !steps.has(other(edge, id))) steps.set(other(edge, id), steps.get(id) + 1);
      }
    }
    return steps;
  }

  function around(start, hops) {
    allowed[start] = 1;
    return reach(start, hops);
  }

  /* All that lies on a shortest path; both ends alone, where there is none. */
  function onPaths(start, end) {
    allowed[start] = allowed[end] = 1;
    const [from, to] = [reach(start, Infinity), reach(end, Infinity)];
    if (!from.has(end)) return new Map([[start, 0], [end, 1]]);
    return new Map([...from].filter(([id, step]) => to.has(id) && step + to.get(id) === from.get(end)));
  }
}

function proveWith({ document, least }) {
  if (document === null && least <= 0) return () => true;
  return (evidence) => evidence.some((one) => (document === null || one.document === document) && (one.confidence ?? 1) >= least);
}

/* Whether a period, given by one or more dates, meets the range; what isn't told as far as the day counts in whole. */
function isWithin(dates, { since, until }) {
  if (!dates.length) return false;
  const [first, last] = [dates[0], dates[dates.length - 1]];
  return (!until || first.slice(0, until.length) <= until) && (!since || last >= since.slice(0, last.length));
}

/* One shortest path as edges, in order; null where there is none. */
function findPath(content, shown, start, end) {
  const came = new Map([[start, null]]);
  for (const id of came.keys()) {
    for (const edge of content.joints[id]) {
      const next = content.other(edge, id);
      if (shown.edges[edge] && !came.has(next)) came.set(next, edge);
    }
  }
  if (!came.has(end)) return null;
  const path = [];
  for (let at = end; came.get(at) !== null; at = content.other(path[0], at)) path.unshift(came.get(at));
  return path;
}

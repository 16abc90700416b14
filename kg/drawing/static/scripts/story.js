"use strict";

/* What a graph holds, and what a thing is, as sentences that a person would write. A sentence is a list of texts and of
   things to go to: { id }, { group, text }, { since, until, text }. The words that lead from one to another come with
   the content (ontologies/pictures.ttl). */
function makeStory(content) {
  const { nodes, edges, classes, groups, relations, joints, order } = content;
  const places = new Uint32Array(nodes.length); // of each in the order of importance
  order.forEach((id, place) => { places[id] = place; });
  const groupOf = (id) => groups[classes[nodes[id].class].group];
  const inText = (label) => (label.slice(1) === label.slice(1).toLowerCase() ? label.toLowerCase() : label);

  /* "A, B and C", at most so many, then how many more. */
  function enumerate(parts, most = 3) {
    const rest = parts.length - most;
    const told = rest > 0 ? [...parts.slice(0, most), `${rest} more`] : parts;
    return told.flatMap((part, at) => (at === 0 ? [part] : [at === told.length - 1 ? " and " : ", ", part]));
  }

  /* What is said of a thing, by the words that lead there, in the order in which a sentence tells it. */
  function phrases(id) {
    const said = new Map();
    const add = (words, rank, part) => {
      if (!said.has(words + rank)) said.set(words + rank, { words, rank, parts: [] });
      said.get(words + rank).parts.push(part);
    };
    const hint = (one) => (one.planned ? " (planned)" : "");
    for (const fact of nodes[id].facts) {
      const told = content.told[fact.label];
      const isDate = nodes[id].dates.includes(fact.value);
      if (told) add(told.tells, told.rank, isDate ? tellSpan(nodes[id].dates) : fact.value + hint(fact));
    }
    for (const edge of joints[id]) {
      const forth = edges[edge].from === id;
      const told = relations[edges[edge].relation];
      const words = forth ? told.tells : told.tells_back;
      if (words) add(words, told.rank + (forth ? 0 : 50), { id: content.other(edge, id), beside: hint(edges[edge]) });
    }
    const seen = new Set();
    for (const one of inOrder(said)) one.parts = one.parts.filter((part) => !seen.has(part.id ?? part) && seen.add(part.id ?? part));
    return inOrder(said).filter((one) => one.parts.length);
  }

  function inOrder(said) {
    return [...said.values()].sort((a, b) => a.rank - b.rank || (a.words < b.words ? -1 : 1));
  }

  /* "Forum on Clean Harbours, a conference in Lisbon, 11–12 June 2024, organised by the Government of Portugal." */
  function tellThing(id) {
    const label = inText(classes[nodes[id].class].label);
    const said = phrases(id).slice(0, 6);
    const kind = groupOf(id).unsaid && said.length ? [] : [`${/^[aeiou]/i.test(label) ? "an" : "a"} ${label}`];
    const parts = [nodes[id].label];
    let open = false; // whether a place may follow without a comma
    if (kind.length) { parts.push(", ", ...kind); open = true; }
    for (const { words, parts: those } of said) {
      parts.push(open && /^(in|of)$/.test(words) ? " " : ", ", words ? `${words} ` : "", ...enumerate(those));
      open = !words && those.length === 1 && groupOf(id).unsaid;
    }
    return [...parts, "."].filter((part) => part !== "");
  }

  /* The sentences of what is shown. */
  function tellGraph(shown, documents) {
    const there = order.filter((id) => shown.nodes[id] && !groupOf(id).folds);
    if (!there.length) return [];
    const byGroup = groups.map((_, number) => ({ group: number, ids: there.filter((id) => classes[nodes[id].class].group === number) })).filter(({ ids }) => ids.length);
    const counted = byGroup.map(({ group, ids }) => ({ group, text: `${ids.length.toLocaleString("en")} ${nameOf(groups[group], ids.length)}` }));
    return [
      [`${documents} ${/^1 /.test(documents) ? "tells" : "tell"} of `, ...enumerate(counted, 9), "."],
      ...tellWhen(there), ...tellMost(shown),
    ];
  }

  /* "46 events"; of a class of one's own nobody knows the plural. */
  function nameOf(group, number) {
    return group.one ? (number === 1 ? group.one : inText(group.label)) : `“${group.label}”`;
  }

  function tellWhen(there) {
    const dated = there.filter((id) => nodes[id].dates.length);
    if (!dated.length) return [];
    const starts = dated.map((id) => nodes[id].dates[0]).sort();
    const last = dated.map((id) => nodes[id].dates[nodes[id].dates.length - 1]).sort().pop();
    const months = [starts[0], last].map((date) => date.slice(0, 7));
    const years = new Map();
    for (const start of starts) years.set(start.slice(0, 4), (years.get(start.slice(0, 4)) ?? 0) + 1);
    const [year, most] = [...years].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? 1 : -1))[0];
    const span = { since: months[0], until: months[1], text: starts.length > 1 ? tellSpan(months) : tellSpan([starts[0], last]) };
    const busiest = years.size > 2 && most > 1 ? [", the most in ", { since: year, until: year, text: year }, ` (${most})`] : [];
    return [[`${starts.length === 1 ? "One has a date" : `${starts.length.toLocaleString("en")} have dates`}: `, span, ...busiest, "."]];
  }

  /* Whom the most relations of a kind lead to, where the data has words for it. */
  function tellMost(shown) {
    return relations.flatMap((relation, number) => {
      if (!relation.most) return [];
      const ends = new Map();
      edges.forEach((edge, id) => { if (edge.relation === number && shown.edges[id]) ends.set(edge.to, (ends.get(edge.to) ?? new Set()).add(edge.from)); });
      const several = [...ends].filter(([, those]) => those.size > 1);
      const often = several.sort((a, b) => b[1].size - a[1].size || places[a[0]] - places[b[0]]).slice(0, 3);
      return often.length ? [[`${relation.most} `, ...enumerate(often.map(([id, those]) => ({ id, beside: ` (${those.size})` }))), "."]] : [];
    });
  }

  /* In how many sentences a thing is spoken of. */
  function countSentences(id) {
    const said = [...nodes[id].facts, ...joints[id].map((edge) => edges[edge])].flatMap((one) => one.evidence);
    return new Set(said.map((one) => `${one.document} ${one.sentence}`)).size;
  }

  /* The most important of each group of what is shown. */
  function leaders(shown) {
    return groups.map((group, number) => ({ group: number, label: group.label, ids: group.folds ? []
      : order.filter((id) => shown.nodes[id] && classes[nodes[id].class].group === number).slice(0, number === 0 ? 6 : 4) })).filter(({ ids }) => ids.length);
  }

  const beside = (id) => (nodes[id].dates.length ? tellSpan([nodes[id].dates[0]]) : countSentences(id) ? count(countSentences(id), "sentence") : "");
  return { tellThing, tellGraph, leaders, beside };
}

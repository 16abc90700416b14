"use strict";

/* What the table says: one row a fact, or one row a thing. A column has a `name`, a `head`, the `text` of a row's cell;
   where they differ from that, the `key` to sort by and the entity that the cell `leads` to. What is `long` is cut to some
   lines on the screen, and may be said in `brief`. */
const LOCATION = "https://schema.org/location";

function makeRows(content) {
  const { nodes, edges, joints, classes, relations, documents } = content;
  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  const classOf = (id) => classes[nodes[id].class].label;
  const order = nodes.map((_, id) => id).sort((a, b) =>
    nodes[a].class - nodes[b].class || collator.compare(nodes[a].label, nodes[b].label) || a - b);

  const columns = {
    facts: [
      { name: "entity", head: "Entity", text: (row) => nodes[row.id].label, leads: (row) => row.id },
      { name: "class", head: "Class", text: (row) => classOf(row.id) },
      { name: "relation", head: "Relation", text: (row) => row.label + (row.planned ? " (planned)" : "") },
      { name: "value", head: "Value", text: (row) => row.value, leads: (row) => row.target },
      { name: "sentence", head: "Sentence", long: true, text: (row) => row.proof?.sentence ?? "" },
      { name: "document", head: "Document", text: (row) => (row.proof ? documents[row.proof.document] : "") },
      { name: "confidence", head: "Confidence", number: true, key: (row) => row.proof?.confidence ?? null,
        text: (row) => row.proof?.confidence?.toFixed(2) ?? "" },
    ],
    things: [
      { name: "entity", head: "Name", text: (row) => nodes[row.id].label, leads: (row) => row.id },
      { name: "names", head: "Also called", long: true, text: (row) => nodes[row.id].names.join("; ") },
      { name: "class", head: "Class", text: (row) => classOf(row.id) },
      { name: "dates", head: "Dates", key: (row) => nodes[row.id].dates[0] ?? null, text: (row) => tellSpan(nodes[row.id].dates) },
      { name: "place", head: "Place", text: (row) => row.places.map((id) => nodes[id].label).join("; ") },
      { name: "facts", head: "Facts", number: true, key: (row) => row.facts, text: (row) => String(row.facts) },
      { name: "documents", head: "Documents", number: true, key: (row) => row.documents.length, text: (row) => String(row.documents.length) },
      { name: "sources", head: "Told in", long: true, text: (row) => row.documents.map((number) => documents[number]).join("; "),
        brief: (row) => row.documents.slice(0, 1).map((number) => documents[number] + (row.documents.length > 1 ? ` and ${row.documents.length - 1} more` : "")).join("") },
    ],
  };

  /* Of the evidence that the filters let through, the surest. */
  function prove(evidence, proves) {
    const passing = evidence.filter((one) => proves([one]));
    return passing.reduce((best, one) => (best === null || (one.confidence ?? 1) > (best.confidence ?? 1) ? one : best), null);
  }

  /* One row a fact that the filters let through; relations stand with what they begin at. */
  function listFacts(shown, proves) {
    const rows = [];
    for (const id of order) {
      if (!shown.nodes[id]) continue;
      for (const fact of nodes[id].facts) if (proves(fact.evidence)) rows.push({ id, label: fact.label, value: fact.value, planned: fact.planned, proof: prove(fact.evidence, proves) });
      for (const edge of joints[id]) {
        const { from, to, label, planned, evidence } = edges[edge];
        if (shown.edges[edge] && from === id) rows.push({ id, label, value: nodes[to].label, target: to, planned, proof: prove(evidence, proves) });
      }
    }
    return rows;
  }

  function listThings(shown, proves) {
    return order.filter((id) => shown.nodes[id]).map((id) => {
      const facts = nodes[id].facts.filter((fact) => proves(fact.evidence));
      const joined = joints[id].filter((edge) => shown.edges[edge]).map((edge) => edges[edge]);
      const told = new Set([...facts, ...joined].flatMap(({ evidence }) => evidence).filter((one) => proves([one])).map((one) => one.document));
      const places = joined.filter((edge) => edge.from === id && relations[edge.relation].predicate === LOCATION).map((edge) => edge.to);
      return { id, facts: facts.length + joined.length, documents: [...told].filter((number) => documents[number]), places: [...new Set(places)] };
    });
  }

  /* Rows that hold all the words, wherever; what a row says is looked up but once. */
  const said = new Map();
  function filterRows(rows, those, words) {
    const wanted = plain(words).split(/\s+/).filter(Boolean);
    if (!wanted.length) return rows;
    const fold = (text) => said.get(text) ?? (said.set(text, plain(text)), said.get(text));
    return rows.filter((row) => {
      const texts = those.map((column) => fold(column.text(row)));
      return wanted.every((word) => texts.some((text) => text.includes(word)));
    });
  }

  /* By a column's name, a "-" before it for the other way round; what is empty comes last either way. */
  function sortRows(rows, those, sort) {
    const column = those.find(({ name }) => name === sort.replace(/^-/, ""));
    if (!column) return rows;
    const way = sort.startsWith("-") ? -1 : 1;
    const key = column.key ?? column.text;
    const keyed = rows.map((row) => ({ row, key: key(row) }));
    const isEmpty = (one) => one.key === null || one.key === "";
    const compare = (a, b) => (typeof a.key === "number" ? a.key - b.key : collator.compare(a.key, b.key));
    keyed.sort((a, b) => isEmpty(a) - isEmpty(b) || (isEmpty(a) ? 0 : way * compare(a, b)));
    return keyed.map(({ row }) => row);
  }

  return {
    columns: (things) => (things ? columns.things : columns.facts),
    list(shown, chosen) {
      const those = chosen.things ? columns.things : columns.facts;
      const all = (chosen.things ? listThings : listFacts)(shown, proveWith(chosen));
      return { all: all.length, rows: sortRows(filterRows(all, those, chosen.words), those, chosen.sort) };
    },
  };
}

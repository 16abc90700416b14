"use strict";

/* How near names are to what somebody types; the same order as kg/store/search.py (tests/searches.json holds for both). */

/* Words as one types them: no accents, no capitals, no punctuation, a space between any two; of signs alone, the signs. */
function foldName(text) {
  const letters = plain(text).replaceAll("ß", "ss");
  return letters.replace(/[^\p{L}\p{N}]+/gu, " ").trim() || letters.replace(/\s+/g, "");
}

/* From 1, the name itself, to 6, the words that were asked for in any order; null where it isn't like that at all. */
function tellNearness(name, asked) {
  if (name === asked) return 1;
  const at = ` ${name}`.indexOf(` ${asked}`);
  if (at >= 0) return at ? 4 : 3;
  if (name.includes(asked)) return 5;
  const words = name.split(" ");
  return asked.includes(" ") && asked.split(" ").every((part) => words.some((word) => word.startsWith(part))) ? 6 : null;
}

/* Finds entities by their names and other names, the nearest first; equals as the content orders them: the more important,
   the shorter, then by the alphabet, with numbers as numbers. Returns { id, name }: by which name it was found. */
function makeRanking({ nodes, order }) {
  let folded = null;

  /* Other names stand behind names that are as near; none is nearer than an exact one. */
  function rank(id, asked) {
    let best = null;
    folded[id].forEach((name, at) => {
      const nearness = tellNearness(name, asked);
      const found = nearness === null ? null : { id, name: nodes[id].names[at - 1] ?? nodes[id].label, rank: 2 * nearness + (at ? 1 : 0) };
      if (found && (best === null || found.rank < best.rank)) best = found;
    });
    return best;
  }

  return (words) => {
    const asked = foldName(words);
    if (!asked) return [];
    folded ??= nodes.map((node) => [node.label, ...node.names].map(foldName));
    return order.map((id) => rank(id, asked)).filter((found) => found !== null).sort((a, b) => a.rank - b.rank);
  };
}

"use strict";

/* Where communities and what is in them stand. `drawing` holds the communities (name, named, x, y, r, rest) and for each
   node its community (`group`) and the part of it (`part`) it belongs to. */
function makePlaces(content, drawing) {
  const members = drawing.communities.map(() => []);
  for (const id of content.order) members[drawing.group[id]].push(id);
  const shells = members.map((ids) => ids.filter((id) => !content.homes.has(id))); // without what folds
  const spots = [[], []]; // of a community's members in a circle of radius 1, made when it's first opened

  /* What folds has no place as long as all of it is folded. */
  const isWhole = (number, shown) => shells[number].length < members[number].length && members[number].some((id) => shown.nodes[id] && content.homes.has(id));
  const insidesOf = (number, shown) => (isWhole(number, shown) || !shells[number].length ? members : shells)[number];
  const spotsOf = (number, ids) => (spots[ids === members[number] ? 1 : 0][number] ??= placeParts(ids, drawing.part));
  const side = (axis) => Math.max(...drawing.communities.map((one) => one[axis] + one.r)) - Math.min(...drawing.communities.map((one) => one[axis] - one.r));
  const [wide, high] = [side("x"), side("y")];
  /* An open community takes about half of the picture's height; a small one less. */
  const reachOf = (number) => 0.4 * high * Math.max(0.4, Math.min(1, Math.sqrt(members[number].length / 120)));

  /* Where the discs are: one that is opened grows and pushes the others outwards, where they stay in sight. */
  function placeDiscs(opened, shown) {
    const discs = drawing.communities.map(({ x, y, r }) => ({ x, y, r }));
    if (opened === "all") return placeAll(discs, shown);
    const shrink = opened.length ? 0.8 : 1;
    for (const number of opened) {
      const middle = discs[number];
      const [before, reach] = [middle.r, reachOf(number)];
      discs.forEach((disc, other) => {
        if (other === number) return;
        const [dx, dy] = [disc.x - middle.x, disc.y - middle.y];
        const far = Math.hypot(dx, dy) || 1;
        const away = (reach + 14 + Math.max(0, far - before) * shrink) / far;
        Object.assign(disc, { x: middle.x + dx * away, y: middle.y + dy * away, r: opened.includes(other) ? disc.r : disc.r * shrink });
      });
      middle.r = reach;
    }
    return discs;
  }

  /* All that is in communities side by side, each as near as there is room to where its disc is. */
  function placeAll(discs, shown) {
    const sizes = members.map((_, number) => insidesOf(number, shown).length);
    const share = Math.sqrt((0.5 * wide * high) / Math.PI / sizes.reduce((sum, size) => sum + size, 0));
    discs.forEach((disc, number) => { disc.r = share * (Math.sqrt(sizes[number]) + 1); });
    for (let round = 0; round < 120; round += 1) if (!partDiscs(discs)) break;
    return discs;
  }

  /* Puts a community's members where they stand in its disc, into what is drawn of them. */
  function placeMembers(number, { x, y, r }, items, shown) {
    const ids = insidesOf(number, shown);
    const { at, space } = spotsOf(number, ids);
    ids.forEach((id, place) => {
      Object.assign(items[id], { x: x + at[2 * place] * r, y: y + at[2 * place + 1] * r, r: space * r * measureMark(content, id) });
    });
  }

  return { members, placeDiscs, placeMembers };
}

/* What is joined with more is larger. */
function measureMark(content, id) {
  return 0.3 + 0.42 * Math.min(1, Math.sqrt(content.joints[id].length / 40));
}

/* The parts of a community side by side in a circle of radius 1, the largest in the middle; in each the members around
   the most important one, as the seeds of a sunflower stand (Vogel 1979).
   Returns their places and what room each has. */
function placeParts(ids, partOf) {
  const parts = new Map();
  ids.forEach((id, place) => {
    if (!parts.has(partOf[id])) parts.set(partOf[id], []);
    parts.get(partOf[id]).push(place);
  });
  const few = [...parts.values()].filter((part) => part.length < 4).flat();
  const discs = [...parts.values()].filter((part) => part.length > 3).sort((a, b) => b.length - a.length);
  if (few.length) discs.push(few);
  const middles = packDiscs(discs.map((part) => Math.sqrt(part.length) + 0.45));
  const reach = Math.max(...middles.map(({ x, y, r }) => Math.hypot(x, y) + r));
  const at = new Float32Array(2 * ids.length);
  discs.forEach((part, number) => part.forEach((place, seed) => {
    const [far, turn] = [Math.sqrt(seed + (seed ? 0.4 : 0)), seed * Math.PI * (3 - Math.sqrt(5))];
    at[2 * place] = (middles[number].x + far * Math.cos(turn)) / reach;
    at[2 * place + 1] = (middles[number].y + far * Math.sin(turn)) / reach;
  }));
  return { at, space: 1 / reach };
}

/* Push circles that overlap apart; tells whether there were any. */
function partDiscs(discs) {
  let touched = false;
  for (let one = 0; one < discs.length; one += 1) {
    for (let other = one + 1; other < discs.length; other += 1) {
      const [a, b] = [discs[one], discs[other]];
      const [dx, dy] = [b.x - a.x || 0.01, b.y - a.y];
      const far = Math.hypot(dx, dy);
      const need = 1.04 * (a.r + b.r) - far;
      if (need <= 0.01 * a.r) continue;
      touched = true;
      const [mine, yours] = [(need * b.r) / (a.r + b.r) / far, (need * a.r) / (a.r + b.r) / far];
      Object.assign(a, { x: a.x - dx * mine, y: a.y - dy * mine });
      Object.assign(b, { x: b.x + dx * yours, y: b.y + dy * yours });
    }
  }
  return touched;
}

/* Circles beside one another, each as near to the middle as there is room, found along a spiral. */
function packDiscs(radii) {
  const placed = [];
  const pace = Math.sqrt(radii.reduce((sum, r) => sum + r * r, 0)) / 160;
  const touches = (x, y, r) => placed.some((one) => (one.x - x) ** 2 + (one.y - y) ** 2 < (one.r + r) ** 2);
  let start = 0; // there is no room for the smaller much farther in than where the larger found some
  for (const r of radii) {
    let step = Math.floor(start * 0.6);
    const at = () => [pace * step * Math.cos(step * 0.55), pace * step * Math.sin(step * 0.55)];
    while (touches(...at(), r)) step += 1;
    const [x, y] = at();
    placed.push({ x, y, r });
    start = step;
  }
  return placed;
}

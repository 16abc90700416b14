"use strict";

/* Where communities and what is in them stand. `drawing` holds the communities (name, x, y, r, mix, rest) and for each
   node its community (`group`) and the part of it (`part`) it belongs to. */
function makePlaces(content, drawing) {
  const members = drawing.communities.map(() => []);
  for (const id of content.order) members[drawing.group[id]].push(id);
  const spots = []; // of a community's members in a circle of radius 1, made when it's first opened

  const spotsOf = (number) => (spots[number] ??= placeParts(members[number], drawing.part));
  const reachOf = (number) => Math.max(70, Math.min(420, 11 * Math.sqrt(members[number].length)));

  /* Where the discs are: one that is opened grows and pushes the others outwards, where they stay in sight. */
  function placeDiscs(opened) {
    const discs = drawing.communities.map(({ x, y, r }) => ({ x, y, r }));
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

  /* Puts a community's members where they stand in its disc, into what is drawn of them. */
  function placeMembers(number, { x, y, r }, items) {
    const { at, space } = spotsOf(number);
    members[number].forEach((id, place) => {
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
   the most important one, as the seeds of a sunflower stand (Vogel 1979). Returns their places and what room each has. */
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

/* Circles beside one another, each as near to the middle as there is room, found along a spiral. */
function packDiscs(radii) {
  const placed = [];
  for (const r of radii) {
    let spot = { x: 0, y: 0, r };
    for (let step = 0; placed.some((one) => Math.hypot(one.x - spot.x, one.y - spot.y) < one.r + r); step += 1) {
      const [turn, far] = [step * 0.35, 0.12 * step * Math.max(1, radii[radii.length - 1] * 0.3)];
      spot = { x: far * Math.cos(turn), y: far * Math.sin(turn), r };
    }
    placed.push(spot);
  }
  return placed;
}

"use strict";

/* Names over the picture of a large graph, as large on the screen at any scale: of what is chosen or pointed at, of the
   largest communities and of what matters most in those that are open; as many as have room. */
function makeLargeNaming(content, items, first) {
  const most = 46; // names at once: more aren't read
  const tried = 260; // so many entities are looked at for a name
  const lasts = 140; // ms for which names stay where they are while the view moves
  let last = null;

  /* What is to be named, in the order of its importance. */
  function* nameable(view, frame) {
    const { marks, near, selected, over, scale, open } = view;
    const several = open.length > 3; // whose names stand over what is in them, as long as that is small
    const given = new Set();
    const give = function* (one, due) {
      if (!one || given.has(one) || !isInFrame(one, frame)) return;
      given.add(one);
      yield { ...name(one, due, scale, near ? 3 : 2), avoid: one.kind === "group" && !one.open && !several ? open : [] };
    };
    if (over && "x" in over) yield* give(over, true);
    if (selected.node !== null && marks.includes(selected.node)) yield* give(items[selected.node], true);
    const entities = marks.filter((id) => id < first && (near === null || near.has(id)) && items[id].r * scale > (several ? 4 : 1.1)).slice(0, tried);
    const discs = marks.filter((id) => id >= first && (near === null || near.has(id)));
    for (const item of open) if (!several || (item.r * scale < 260 && item.r * scale > 36)) yield* give({ ...item, centred: several }, true);
    for (const id of entities.slice(0, 24)) yield* give(items[id], near !== null || !several);
    for (const id of discs.filter((one) => items[one].named)) yield* give(items[id], false);
    for (const id of entities) yield* give(items[id], false);
    for (const id of discs) yield* give(items[id], false);
  }

  function name(one, due, scale, rows) {
    const { strong, soft } = one.kind === "group" ? nameCommunity(one, one.r * scale) : { strong: breakWords(content.nodes[one.id].label, 22, rows), soft: [] };
    const font = (one.kind === "group" && one.r * scale > 40 ? 13.5 : 12.5) / scale;
    const { kind, id, x, y, r, centred } = one;
    return { kind, id, x, y, r, centred, lines: [...strong, ...(centred ? [] : soft)], strong: strong.length, font, due, one: items[kind === "group" ? first + id : id] };
  }

  /* Places for names; those found before, while the view is only moved. */
  function arrange(view) {
    const { marks, items: all, scale, left, top, right, bottom } = view;
    const now = performance.now();
    if (last && last.scale === scale && last.over === view.over && (last.left === left && last.top === top || now - last.at < lasts)) return last.room;
    const frame = [left, top, right, bottom];
    const obstacles = marks.filter((id) => all[id].r * scale > 2.5 && isInFrame(all[id], frame)).slice(0, 3000).map((id) => all[id]);
    const room = placeLabels(nameable(view, frame), obstacles, { gap: 3 / scale, most, frame });
    last = { at: now, scale, left, top, over: view.over, room };
    return room;
  }

  return {
    arrange,
    forget() { last = null; },
    labels: () => last?.room.placed ?? [],
    at: ({ x, y }) => (last?.room.placed.find(({ box }) => x > box[0] && x < box[2] && y > box[1] && y < box[3])?.one ?? null),
  };
}

function isInFrame({ x, y, r }, frame) {
  return x + r >= frame[0] && x - r <= frame[2] && y + r >= frame[1] && y - r <= frame[3];
}

/* What a community is called: the first of what it's called after on two lines, the second on one, the third where
   there is room; kg/drawing/large.py leaves room for as much. */
function nameCommunity({ name, open }, reach) {
  const letters = (open && reach > 120) || reach > 60 ? 40 : 19;
  const [head, ...others] = name.split(" · ");
  return { strong: breakWords(head, letters, 2), soft: others.slice(0, open ? 2 : 1).map((part) => breakWords(part, letters, 1)[0]) };
}

/* Break a text into at most so many lines, at words. */
function breakWords(text, letters, most) {
  const lines = [""];
  for (const word of text.split(/\s+/)) {
    const line = lines[lines.length - 1];
    if (line && line.length + word.length >= letters) lines.push(word);
    else lines[lines.length - 1] = line ? `${line} ${word}` : word;
  }
  const kept = lines.slice(0, most).map((line) => shorten(line, letters + 4));
  if (lines.length > most) kept[most - 1] = kept[most - 1].replace(/[\s…]*$/, "…");
  return kept;
}

"""What the reader's network is to give for an example, and how far it is from it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from kg.bench.examples import OPEN, Example
from kg.extractor.reader.labels import Labels
from kg.extractor.reader.network import OVERLAP, WINDOW, cut_windows, join_windows
from kg.extractor.reader.pairs import Pairs, pair_mentions
from kg.extractor.reader.reading import REACH, expand_pairs, rank_things
from kg.extractor.reader.spans import allow_ends, find_spans, pair_for_identity, pair_for_relations
from kg.training.model import Reader


@dataclass(frozen=True, slots=True)
class Weights:
    """What each loss counts; the sums over spans, pairs and relations of a document are of very different sizes."""

    mentions: float = 1 / 20
    identity: float = 1 / 10
    relations: float = 1 / 18


@dataclass(frozen=True, slots=True)
class Batch:
    """An example with what is the same in every pass over it."""

    example: Example
    ids: Tensor
    seen: Tensor
    firsts: Tensor
    lasts: Tensor
    kinds: Tensor


def prepare_batch(example: Example, cls: int, sep: int) -> Batch:
    """Make tensors of an example."""
    pieces = example.pieces
    firsts, lasts = find_spans(pieces)
    place = {span: index for index, span in enumerate(zip(firsts.tolist(), lasts.tolist(), strict=True))}
    kinds = np.zeros(len(firsts), dtype=np.int64)
    for first, last, kind in zip(example.firsts.tolist(), example.lasts.tolist(), example.kinds.tolist(), strict=True):
        if (first, last) in place:
            kinds[place[first, last]] = kind
    ids = np.concatenate([[cls], pieces.ids, [sep]])
    seen = np.stack([pieces.shapes, pieces.kinds, pieces.breaks, pieces.names], axis=-1)
    seen = np.concatenate([[[5, 0, 2, 0]], seen, [[5, 0, 2, 0]]])
    tensors = (torch.from_numpy(np.ascontiguousarray(each)) for each in (ids, seen, firsts, lasts, kinds))
    return Batch(example, *tensors)


def encode(model: Reader, batches: list[Batch]) -> list[Tensor]:
    """The vectors of each example's pieces, the encoder's own marks included; cut into windows as in reading."""
    windows = [
        (number, start, _mark(batch, start, end))
        for number, batch in enumerate(batches)
        for start, end in cut_windows(len(batch.ids) - 2, WINDOW, OVERLAP)
    ]
    longest = max(len(rows) for _, _, rows in windows)
    ids = torch.zeros(len(windows), longest, dtype=torch.long)
    seen = torch.zeros(len(windows), longest, 4, dtype=torch.long)
    mask = torch.zeros(len(windows), 1, 1, longest, dtype=torch.bool)
    for row, (number, _, rows) in enumerate(windows):
        ids[row, : len(rows)] = batches[number].ids[rows]
        seen[row, : len(rows)] = batches[number].seen[rows]
        mask[row, ..., : len(rows)] = True
    hidden = model.encoder(ids, seen, None if mask.all() else mask)
    parts: list[list[tuple[int, tuple[Tensor]]]] = [[] for _ in batches]
    for row, (number, start, rows) in enumerate(windows):
        parts[number].append((start, (hidden[row, : len(rows)],)))
    return [model.drop(join_windows(each, torch.cat)[0]) for each in parts]


def _mark(batch: Batch, start: int, end: int) -> Tensor:
    """The rows of a window of pieces, between the encoder's first and last mark."""
    last = len(batch.ids) - 1
    return torch.cat([torch.tensor([0]), torch.arange(start + 1, end + 1), torch.tensor([last])])


@dataclass(frozen=True, slots=True)
class Mentioned:
    """Mentions to learn identity and relations from: those of the example, and some that the network imagined.

    `things` numbers what they stand for; imagined ones that stand for nothing of the example are things of their own.
    """

    firsts: np.ndarray
    lasts: np.ndarray
    kinds: np.ndarray
    things: np.ndarray
    members: np.ndarray
    thing_kinds: np.ndarray
    states: np.ndarray


def gather_mentions(example: Example, imagined: list[tuple[int, int, int]], labels: Labels) -> Mentioned:
    """Join an example's mentions with imagined ones (first, last, kind); those that overlap well are of its things."""
    families = labels.kind_families
    firsts, lasts, kinds, things = (
        list(a.tolist()) for a in (example.firsts, example.lasts, example.kinds, example.things)
    )
    known = len(firsts)
    thing_kinds = example.thing_kinds.tolist()
    for first, last, kind in imagined:
        best, thing = 0.5, len(thing_kinds)
        for other in range(known):
            shared = min(last, lasts[other]) - max(first, firsts[other]) + 1
            if shared > 0 and families[kinds[other]] == families[kind]:
                share = shared / (max(last, lasts[other]) - min(first, firsts[other]) + 1)
                if share >= best:
                    best, thing = share, things[other]
        if thing == len(thing_kinds):
            thing_kinds.append(kind)
        firsts.append(first)
        lasts.append(last)
        kinds.append(kind)
        things.append(thing)
    order = sorted(range(len(firsts)), key=lambda i: (firsts[i], -lasts[i]))
    size, new = len(thing_kinds), len(example.thing_kinds)
    members = np.zeros((size, len(firsts)), dtype=bool)
    members[:new, :known] = example.members
    for index in range(known, len(firsts)):
        # Who takes up a group speaks of its members, too.
        members[:new, index] = (
            example.members[:, example.things == things[index]].any(1) if things[index] < new else False
        )
        members[things[index], index] = True
    states = np.zeros((size, size, len(labels.relations)), dtype=np.int8)
    states[:new, :new] = example.states
    return Mentioned(
        firsts=np.array(firsts, dtype=np.int64)[order],
        lasts=np.array(lasts, dtype=np.int64)[order],
        kinds=np.array(kinds, dtype=np.int64)[order],
        things=np.array(things, dtype=np.int64)[order],
        members=members[:, order],
        thing_kinds=np.array(thing_kinds, dtype=np.int64),
        states=states,
    )


@dataclass(frozen=True, slots=True)
class Context:
    """What the heads need beside the network: the labels as arrays."""

    labels: Labels
    families: np.ndarray
    ends: np.ndarray
    group: int
    pronouns: frozenset[str]


def make_context(labels: Labels, pronouns: frozenset[str]) -> Context:
    """Prepare labels for use."""
    group = labels.families.index("group") if "group" in labels.families else -1
    return Context(labels, np.array(labels.kind_families), allow_ends(labels), group, pronouns)


def pick(pairs: Pairs, a: np.ndarray, b: np.ndarray) -> tuple[Tensor, ...]:
    """The features of a list of pairs, as the heads take them."""
    return (
        torch.from_numpy(a), torch.from_numpy(b), torch.from_numpy(pairs.features[a, b]),
        torch.from_numpy(pairs.distances[a, b]), torch.from_numpy(pairs.sentences[a, b]),
    )  # fmt: skip


def find_losses(
    model: Reader, batch: Batch, tokens: Tensor, context: Context, imagined: int = 12
) -> tuple[Tensor, Tensor, Tensor]:
    """The losses of mentions, identity and relations on one example."""
    weights = Weights()
    example = batch.example
    scores = model.mentions(model.mentions.parts(tokens), batch.firsts, batch.lasts)
    mention_loss = functional.cross_entropy(scores, batch.kinds, reduction="sum") * weights.mentions
    found = _imagine(scores.detach(), batch, imagined)
    said = gather_mentions(example, found, context.labels)
    if len(said.firsts) < 2:
        return mention_loss, mention_loss * 0, mention_loss * 0
    families = context.families[said.kinds]
    pairs = pair_mentions(example.pieces, said.firsts, said.lasts, example.entries, context.pronouns)
    fam = torch.from_numpy(families)
    g = model.vectors(model.vectors.parts(tokens), torch.from_numpy(said.firsts), torch.from_numpy(said.lasts), fam)
    g = model.mix_mentions(g)
    identity_loss = _identity_loss(model, g, fam, said, families, pairs, context) * weights.identity
    relation_loss = _relation_loss(model, tokens, g, fam, said, families, pairs, context) * weights.relations
    return mention_loss, identity_loss, relation_loss


def _imagine(scores: Tensor, batch: Batch, most: int) -> list[tuple[int, int, int]]:
    """Spans that the network takes for mentions and that are none, or of another extent; a random choice of them."""
    chances = scores.softmax(-1)
    some = 1 - chances[:, 0]
    wrong = torch.nonzero((some > 0.2) & (batch.kinds == 0)).flatten()
    if len(wrong) > most:
        wrong = wrong[torch.randperm(len(wrong))[:most]]
    kinds = scores[:, 1:].argmax(-1) + 1
    return [(int(batch.firsts[i]), int(batch.lasts[i]), int(kinds[i])) for i in wrong.tolist()]


def _identity_loss(
    model: Reader, g: Tensor, fam: Tensor, said: Mentioned, families: np.ndarray, pairs: Pairs, context: Context
) -> Tensor:
    a, b = pair_for_identity(families, context.group, REACH)
    if not len(a):
        return g.sum() * 0
    logits = model.identity(g, fam, *pick(pairs, a, b))
    same = families[a] == families[b]
    total = len(families)
    # For each mention the mentions before it, and nothing, compete; all that stand for the same thing are right.
    scores = torch.full((total + 1, total), -1e4)
    scores[0] = 0.0
    sa, sb = torch.from_numpy(a[same]), torch.from_numpy(b[same])
    scores = scores.index_put((sa + 1, sb), logits[torch.from_numpy(same), 0])
    right = np.zeros((total + 1, total), dtype=bool)
    equal = said.things[:, None] == said.things[None]
    right[1:] = equal & np.triu(np.ones((total, total), dtype=bool), 1) & (families[:, None] == families[None])
    right[0] = ~right[1:].any(0)
    best = scores.masked_fill(torch.from_numpy(~right), -1e4)
    loss = (scores.logsumexp(0) - best.logsumexp(0)).sum()
    if (~same).any():
        target = said.members[said.things[a[~same]], b[~same]].astype(np.float32)
        grouped = logits[torch.from_numpy(~same), 1]
        loss = loss + functional.binary_cross_entropy_with_logits(grouped, torch.from_numpy(target), reduction="sum")
    return loss


def _relation_loss(
    model: Reader, tokens: Tensor, g: Tensor, fam: Tensor, said: Mentioned, families: np.ndarray, pairs: Pairs,
    context: Context,
) -> Tensor:  # fmt: skip
    thing_families = context.families[said.thing_kinds]
    scored = score_relations(model, tokens, g, fam, said.members, thing_families, families, pairs, context)
    if scored is None:
        return g.sum() * 0
    logits, s, o = scored
    full = functional.pad(logits, (1, 0))
    allowed = context.ends[thing_families[s], thing_families[o]]
    states = said.states[s, o]
    use = torch.from_numpy(allowed & (states != OPEN))
    return functional.cross_entropy(full[use], torch.from_numpy(states.astype(np.int64))[use], reduction="sum")


def score_relations(
    model: Reader, tokens: Tensor, g: Tensor, fam: Tensor, members: np.ndarray,
    thing_families: np.ndarray, families: np.ndarray, pairs: Pairs, context: Context,
) -> tuple[Tensor, np.ndarray, np.ndarray] | None:  # fmt: skip
    """Logits of pairs of things (pairs × relations × states), and the numbers of the subjects and objects."""
    s, o = pair_for_relations(thing_families, context.labels)
    a, b, where = expand_pairs(s, o, members, thing_families, context.labels)
    if not len(a):
        return None
    key, inverse = np.unique(a * len(families) + b, return_inverse=True)
    ua, ub = key // len(families), key % len(families)
    out = model.relations(
        model.relations.parts(tokens), g, fam, *pick(pairs, ua, ub),
        torch.from_numpy(pairs.gap_starts[ua, ub]), torch.from_numpy(pairs.gap_ends[ua, ub]),
    )  # fmt: skip
    said = torch.zeros(len(s), out.shape[1]).index_add(0, torch.from_numpy(where), out.exp()[torch.from_numpy(inverse)])
    own = torch.from_numpy(members.astype(np.float32))
    v = own @ g / own.sum(1, keepdim=True).clamp(min=1)
    ranks = torch.from_numpy(rank_things(thing_families, members))
    more = model.facts(v, torch.from_numpy(thing_families), ranks, torch.from_numpy(s), torch.from_numpy(o))
    logits = (said + 1e-9).log() + more
    return logits.view(len(s), len(context.labels.relations), -1), s, o

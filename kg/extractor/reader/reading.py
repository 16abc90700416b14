"""Pieces → what a network makes of them: mentions, things, and the relations that may hold between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kg.extractor.reader.decoding import choose_mentions, link_mentions
from kg.extractor.reader.labels import STATES, Labels
from kg.extractor.reader.network import PAIRS, Encoded, Network, PairInputs
from kg.extractor.reader.pairs import Pairs, pair_mentions
from kg.extractor.reader.spans import allow_ends, find_spans, pair_for_identity, pair_for_relations

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from numpy.typing import NDArray

    from kg.extractor.reader.pieces import Pieces
    from kg.gazetteer import Entry

REACH = 400
"""How many mentions back one may take up another."""

LEAST_MENTION, LEAST_RELATION = 0.35, 0.02
"""Mentions and relations that are less probable aren't looked at any more."""


@dataclass(frozen=True, slots=True)
class Related:
    """A relation that may hold: numbers of things and of the relation, the chance of each state.

    `pair` are the two mentions that say most for it.
    """

    subject: int
    relation: int
    object: int
    chances: tuple[float, ...]
    pair: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a network makes of a text.

    `firsts`, `lasts` (pieces) and `kinds` (mentions × kinds, chances) are those of mentions in reading order, `things`
    the number of what each stands for, `members` (things × mentions) which mentions speak of which things, groups'
    mentions included; `families` are those of things.
    """

    firsts: NDArray[np.int64]
    lasts: NDArray[np.int64]
    kinds: NDArray[np.float64]
    things: NDArray[np.int64]
    members: NDArray[np.bool_]
    families: NDArray[np.int64]
    related: tuple[Related, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """What is known beforehand of a text's mentions or things, in place of what the network finds."""

    firsts: NDArray[np.int64]
    lasts: NDArray[np.int64]
    kinds: NDArray[np.int64]
    things: NDArray[np.int64] | None = None
    members: NDArray[np.bool_] | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    """What relations are sought in: what the network made of pieces and mentions, and which mention is which thing.

    `kinds` are the families of mentions, `members` and `families` as in `Reading`.
    """

    tokens: Encoded
    vectors: NDArray[np.float32]
    kinds: NDArray[np.int64]
    pairs: Pairs
    members: NDArray[np.bool_]
    families: NDArray[np.int64]


def read(
    network: Network,
    pieces: Pieces,
    entries: Mapping[tuple[int, int], tuple[Entry, ...]],
    pronouns: AbstractSet[str],
    given: Given | None = None,
) -> Reading:
    """Read a text.

    Args:
        network: what scores it.
        pieces: the text.
        entries: the gazetteer's entries by characters.
        pronouns: in small letters.
        given: right mentions or things, to see how well the rest is read with them.
    """
    seen = np.stack([pieces.shapes, pieces.kinds, pieces.breaks, pieces.names], axis=-1)
    tokens = network.encode(pieces.ids, seen)
    labels = network.labels
    if given is None:
        firsts, lasts, kinds = _find_mentions(network, tokens, pieces)
    else:
        firsts, lasts, kinds = given.firsts, given.lasts, np.eye(len(labels.kinds))[given.kinds]
    if not len(firsts):
        none = np.zeros(0, dtype=np.int64)
        return Reading(none, none, kinds, none, np.zeros((0, 0), dtype=bool), none, ())
    families = np.array(labels.kind_families)[kinds[:, 1:].argmax(-1) + 1]
    pairs = pair_mentions(pieces, firsts, lasts, entries, pronouns)
    vectors = network.represent(tokens, firsts, lasts, families)
    if given is None or given.things is None or given.members is None:
        things, members = _identify(network, vectors, families, pairs)
    else:
        things, members = given.things, given.members
    thing_families = _settle_families(things, families, len(members))
    known = _Known(tokens, vectors, families, pairs, members, thing_families)
    return Reading(firsts, lasts, kinds, things, members, thing_families, tuple(_relate(network, known)))


def softmax(logits: NDArray[np.float32]) -> NDArray[np.float64]:
    """Chances of logits along the last axis, rounded so that the last digits of a processor's sums decide nothing."""
    grown = np.exp(logits.astype(np.float64) - logits.max(-1, keepdims=True))
    return np.round(grown / grown.sum(-1, keepdims=True), 5)  # type: ignore[no-any-return]


def _find_mentions(
    network: Network, tokens: Encoded, pieces: Pieces
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    firsts, lasts = find_spans(pieces)
    if not len(firsts):
        return firsts, lasts, np.zeros((0, len(network.labels.kinds)))
    chances = softmax(network.score_mentions(tokens, firsts, lasts))
    chosen = choose_mentions(chances, firsts, lasts, network.labels, least=LEAST_MENTION)
    return firsts[chosen], lasts[chosen], chances[chosen]


def _pick(pairs: Pairs, a: NDArray[np.int64], b: NDArray[np.int64]) -> PairInputs:
    return PairInputs(
        a, b, pairs.features[a, b], pairs.distances[a, b], pairs.sentences[a, b], pairs.gap_starts[a, b],
        pairs.gap_ends[a, b],
    )  # fmt: skip


def _identify(
    network: Network, vectors: NDArray[np.float32], families: NDArray[np.int64], pairs: Pairs
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    group = network.labels.group
    a, b = pair_for_identity(families, group, REACH)
    scores: NDArray[np.float64] = np.zeros((0, 2), dtype=np.float64)
    if len(a):
        found = network.score_identity(vectors, families, _pick(pairs, a, b))
        scores = np.round(found.astype(np.float64), 3).astype(np.float64)
    return link_mentions(len(families), a, b, scores, families[a] == families[b])


def _settle_families(things: NDArray[np.int64], families: NDArray[np.int64], total: int) -> NDArray[np.int64]:
    """The family of each thing: that of its first mention, for only mentions of one family are ever linked."""
    settled = np.zeros(total, dtype=np.int64)
    settled[things[::-1]] = families[::-1]
    return settled


def _relate(network: Network, known: _Known) -> Iterator[Related]:
    """Yield the relations that may hold between things; those of a dense page are looked at in blocks."""
    s, o = pair_for_relations(known.families, network.labels)
    weights = known.members / np.maximum(known.members.sum(1, keepdims=True), 1)
    things = (weights @ known.vectors).astype(np.float32)
    ranks = rank_things(known.families, known.members)
    for at in range(0, len(s), PAIRS):
        some = s[at : at + PAIRS], o[at : at + PAIRS]
        more = network.score_facts(things, known.families, ranks, some)
        yield from _relate_pairs(network, known, *some, more)


def _relate_pairs(
    network: Network, known: _Known, s: NDArray[np.int64], o: NDArray[np.int64], more: NDArray[np.float32]
) -> Iterator[Related]:
    """Yield the relations of some pairs of things: what their mentions say, with what the things themselves add."""
    labels = network.labels
    a, b, where = expand_pairs(s, o, known.members, known.families, labels)
    if not len(a):
        return
    total = known.members.shape[1]
    key, inverse = np.unique(a * total + b, return_inverse=True)
    picked = _pick(known.pairs, key // total, key % total)
    logits = network.score_relations(known.tokens, known.vectors, known.kinds, picked)
    said = np.zeros((len(s), logits.shape[1]))
    for at in range(0, len(a), PAIRS):
        rows = slice(at, at + PAIRS)
        np.add.at(said, where[rows], _grow(logits[inverse[rows]]))
    full = (np.log(said + 1e-9) + more).reshape(len(s), len(labels.relations), len(STATES))
    chances = softmax(np.pad(full, ((0, 0), (0, 0), (1, 0))))[..., 1:]
    chances = chances * allow_ends(labels)[known.families[s], known.families[o]][..., None]
    found = np.argwhere(chances.sum(-1) > LEAST_RELATION)
    starts = np.searchsorted(where, np.arange(len(s) + 1))
    for pair, relation in found.tolist():
        stretch = slice(starts[pair], starts[pair + 1])
        state = int(chances[pair, relation].argmax())
        column = logits[inverse[stretch], relation * len(STATES) + state]
        best = int(np.round(_grow(column), 6).argmax()) + starts[pair]
        states = tuple(chances[pair, relation].tolist())
        yield Related(int(s[pair]), relation, int(o[pair]), states, (int(a[best]), int(b[best])))


def _grow(logits: NDArray[np.float32]) -> NDArray[np.float64]:
    return np.exp(logits.astype(np.float64))


def expand_pairs(
    s: NDArray[np.int64],
    o: NDArray[np.int64],
    members: NDArray[np.bool_],
    families: NDArray[np.int64],
    labels: Labels,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """List all pairs of mentions of each pair of things: the two mentions, and the number of the pair of things."""
    # A group's mention speaks for its members, and no group is a thing that relations hold of.
    speaks = members & (families != labels.group)[:, None]
    spoken = np.nonzero(speaks)[1]
    sizes = speaks.sum(1)
    first = np.cumsum(sizes) - sizes
    counts = sizes[s] * sizes[o]
    where = np.repeat(np.arange(len(s)), counts)
    rank = np.arange(len(where)) - np.repeat(np.cumsum(counts) - counts, counts)
    a = spoken[first[s[where]] + rank // sizes[o[where]]]
    b = spoken[first[o[where]] + rank % sizes[o[where]]]
    apart = a != b
    return a[apart], b[apart], where[apart]


def rank_things(families: NDArray[np.int64], members: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return which thing of its family each is, in the order of their first mentions, up to 7."""
    seen: dict[int, int] = {}
    ranks = np.zeros(len(families), dtype=np.int64)
    for thing in np.argsort(members.argmax(1), kind="stable").tolist():
        family = int(families[thing])
        ranks[thing] = min(7, seen.get(family, 0))
        seen[family] = seen.get(family, 0) + 1
    return ranks

"""How well a network in training reads documents that it doesn't learn from."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import torch

from kg.annotations import AnnotatedDocument
from kg.annotations.conventions import infer_open
from kg.extractor.reader.decoding import choose_mentions, link_mentions
from kg.extractor.reader.pairs import pair_mentions
from kg.extractor.reader.spans import pair_for_identity
from kg.training.losses import REACH, Batch, Context, encode, pick, score_relations
from kg.training.model import Reader
from kg.turtle import local_name

UNSCORED = {"supports", "parentOrganization", "gives", "receives"}
_CUT = re.compile(r" (?:of|for|on|in|at|to|with|between|among|about|from|by|and|against|towards?) ")
_CUTTABLE = {"event", "instrument", "initiative"}


@dataclass(frozen=True, slots=True)
class Read:
    """What the network made of a document: mentions (first, last, kind), things, and chances of relations."""

    firsts: np.ndarray
    lasts: np.ndarray
    kinds: np.ndarray
    things: np.ndarray
    members: np.ndarray
    thing_kinds: np.ndarray
    facts: list[tuple[int, int, int, float]]


@torch.no_grad()
def read(model: Reader, batch: Batch, context: Context, *, gold: str = "", least: float = 0.5) -> Read:
    """Read a document; `gold` may give it the right mentions ("mentions") or the right things ("things")."""
    tokens = encode(model, [batch])[0]
    example, labels = batch.example, context.labels
    if gold:
        firsts, lasts, kinds = example.firsts, example.lasts, example.kinds
    else:
        chances = model.mentions(model.mentions.parts(tokens), batch.firsts, batch.lasts).softmax(-1).double().numpy()
        f, t = batch.firsts.numpy(), batch.lasts.numpy()
        chosen = choose_mentions(chances, f, t, labels, least=least)
        firsts, lasts, kinds = f[chosen], t[chosen], chances[chosen, 1:].argmax(-1) + 1
    if len(firsts) < 2:
        none = np.zeros(0, dtype=np.int64)
        return Read(none, none, none, none, np.zeros((0, 0), dtype=bool), none, [])
    families = context.families[kinds]
    pairs = pair_mentions(example.pieces, firsts, lasts, example.entries, context.pronouns)
    fam = torch.from_numpy(families)
    g = model.mix_mentions(
        model.vectors(model.vectors.parts(tokens), torch.from_numpy(firsts), torch.from_numpy(lasts), fam)
    )
    if gold == "things":
        things, members = example.things, example.members
    else:
        a, b = pair_for_identity(families, context.group, REACH)
        scores = model.identity(g, fam, *pick(pairs, a, b)).double().numpy() if len(a) else np.zeros((0, 2))
        things, members = link_mentions(len(firsts), a, b, scores, families[a] == families[b])
    thing_kinds = np.zeros(len(members), dtype=np.int64)
    for thing in range(len(members)):
        thing_kinds[thing] = Counter(kinds[things == thing].tolist()).most_common(1)[0][0]
    thing_families = context.families[thing_kinds]
    where = (torch.from_numpy(firsts), torch.from_numpy(lasts))
    scored = score_relations(model, tokens, g, fam, where, members, thing_families, families, pairs, context)
    facts = []
    if scored is not None:
        logits, s, o = scored
        chances = torch.nn.functional.pad(logits, (1, 0)).softmax(-1).numpy()
        allowed = context.ends[thing_families[s], thing_families[o]]
        good = (chances[..., 1] + chances[..., 2]) * allowed
        for pair, relation in zip(*np.nonzero(good > 0.02), strict=True):
            facts.append((int(s[pair]), int(relation), int(o[pair]), float(good[pair, relation])))
    return Read(firsts, lasts, kinds, things, members, thing_kinds, facts)


def fold(text: str) -> str:
    words = "".join(c for c in text.casefold() if c.isalnum() or c.isspace()).split()
    while len(words) > 1 and words[0] in ("the", "a", "an"):
        words.pop(0)
    return "".join(words)


@dataclass(slots=True)
class Gold:
    """What a document says, by the keys of things, dates and the like by their values."""

    names: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    right: set[tuple[str, str, str]] = field(default_factory=set)
    open: set[tuple[str, str, str]] = field(default_factory=set)
    denied: set[tuple[str, str, str]] = field(default_factory=set)


def end_of(document: AnnotatedDocument, key: str) -> str:
    thing = document.things[key]
    return f"{thing.kind}:{thing.value}" if thing.kind in ("goal", "date", "mode") else key


def make_gold(document: AnnotatedDocument, families: Mapping[str, str], pronouns: frozenset[str]) -> Gold:
    gold = Gold()
    for mark in document.marks:
        words = " ".join(document.text[mark.start : mark.end].split())
        if words.lower() in pronouns:
            continue
        names = {words}
        if families.get(document.things[mark.key].kind) in _CUTTABLE and re.match(r"[a-z0-9]", words):
            tails = [words] + [words[m.end() :] for m in re.finditer(" ", (_CUT.split(words) or [words])[0])]
            for tail in tails:
                names |= {tail, *(tail[: m.start()] for m in _CUT.finditer(tail))}
        for name in names:
            gold.names[fold(name)].add(end_of(document, mark.key))

    def norm(s: str, r: str, o: str) -> tuple[str, str, str]:
        s, o = end_of(document, s), end_of(document, o)
        return (min(s, o), r, max(s, o)) if r == "partnerOf" else (s, r, o)

    for f in document.facts:
        if f.status in ("stated", "planned") and f.relation not in UNSCORED:
            gold.right.add(norm(f.subject, f.relation, f.object))
        if f.status == "denied":
            gold.denied.add(norm(f.subject, f.relation, f.object))
    gold.open = {norm(*f) for f in infer_open(document)} - gold.right
    gold.denied -= gold.right | gold.open
    return gold


def judge(batch: Batch, document: AnnotatedDocument, found: Read, context: Context, pronouns: frozenset[str]):
    """[(chance, fact, verdict)]: right, wrong, open; each fact once."""
    labels = context.labels
    families = {
        local_name(kind): labels.families[f] for kind, f in zip(labels.kinds, labels.kind_families, strict=True)
    }
    gold = make_gold(document, families, pronouns)
    ex = batch.example
    exact = defaultdict(list)
    for f, t, thing, kind in zip(
        ex.firsts.tolist(), ex.lasts.tolist(), ex.things.tolist(), ex.kinds.tolist(), strict=True
    ):
        exact[f, t].append((end_of(document, ex.keys[thing]), kind))
    aligned: list[str | None] = []
    for thing, kind in enumerate(found.thing_kinds.tolist()):
        votes: Counter[str] = Counter()
        family = labels.families[labels.kind_families[kind]]
        value = family in ("date", "mode", "goal", "title", "amount")
        seen = set()
        for m in np.flatnonzero(found.things == thing).tolist():
            f, t = int(found.firsts[m]), int(found.lasts[m])
            words = " ".join(ex.pieces.text[ex.pieces.starts[f] : ex.pieces.ends[t]].split())
            if value:
                for key, k in exact.get((f, t), ()):
                    votes[key] += 1
                if not exact.get((f, t)):
                    for (a, b), each in exact.items():
                        share = (min(b, t) - max(a, f) + 1) / (max(b, t) - min(a, f) + 1)
                        if share >= 0.6:
                            votes.update(key for key, k in each if k == kind)
            elif words.lower() not in pronouns and fold(words) not in seen:
                seen.add(fold(words))
                votes.update(gold.names.get(fold(words), ()))
        aligned.append(votes.most_common(1)[0][0] if votes else None)
    best: dict[tuple, tuple[float, str]] = {}
    for s, r, o, chance in found.facts:
        relation = local_name(labels.relations[r])
        if relation in UNSCORED:
            continue
        a, b = aligned[s], aligned[o]
        if a is None or b is None:
            key, verdict = ("?", s, relation, o), "wrong"
        else:
            if relation == "partnerOf":
                a, b = min(a, b), max(a, b)
            key = (a, relation, b)
            verdict = (
                "right" if key in gold.right else "open" if key in gold.open or a == b
                else "denied" if key in gold.denied else "wrong"
            )  # fmt: skip
            if verdict == "wrong" and relation == "organizer" and (a, "host", b) in gold.right | gold.open:
                verdict = "open"
        if chance > best.get(key, (0.0,))[0]:
            best[key] = (chance, verdict)
    return [(c, k, v) for k, (c, v) in best.items()], gold


def bcubed(found: Read, batch: Batch) -> tuple[float, int, float, int]:
    ex = batch.example
    gold = dict(zip(zip(ex.firsts.tolist(), ex.lasts.tolist(), strict=True), ex.things.tolist(), strict=True))
    pred = dict(zip(zip(found.firsts.tolist(), found.lasts.tolist(), strict=True), found.things.tolist(), strict=True))

    def side(x, y):
        gx, gy = defaultdict(set), defaultdict(set)
        for s, k in x.items():
            gx[k].add(s)
        for s, k in y.items():
            gy[k].add(s)
        return sum(len(gx[k] & gy[y[s]]) / len(gx[k]) if s in y else 0 for s, k in x.items()), len(x)

    return (*side(pred, gold), *side(gold, pred))


def best_f1(rows: Iterable[tuple[float, tuple, str]], total: int) -> tuple[float, float, float, float]:
    """P, R, F1 and threshold at the best F1."""
    rows = sorted((r for r in rows if r[2] != "open"), key=lambda r: -r[0])
    right = wrong = 0
    best = (0.0, 0.0, 0.0, 1.0)
    for chance, _, verdict in rows:
        right += verdict == "right"
        wrong += {"right": 0, "denied": 2}.get(verdict, 1)
        p, r = right / (right + wrong), right / total
        f = 2 * p * r / (p + r) if right else 0
        if f > best[2]:
            best = (p, r, f, chance)
    return best


def at(rows, total, least):
    right = sum(v == "right" for c, _, v in rows if c >= least)
    wrong = sum({"wrong": 1, "denied": 2}.get(v, 0) for c, _, v in rows if c >= least)
    p, r = right / max(1, right + wrong), right / max(1, total)
    return p, r, 2 * p * r / max(1e-9, p + r)


def evaluate(
    model: Reader,
    batches: list[Batch],
    documents: Mapping[str, AnnotatedDocument],
    context: Context,
    pronouns: frozenset[str],
    modes=("", "mentions", "things"),
) -> dict:
    model.eval()
    out: dict = {}
    for mode in modes:
        rows, total = [], 0
        hits = Counter()
        b = [0.0, 0, 0.0, 0]
        for batch in batches:
            document = documents[batch.example.id]
            found = read(model, batch, context, gold=mode)
            judged, gold = judge(batch, document, found, context, pronouns)
            rows += [(c, (batch.example.id, *k), v) for c, k, v in judged]
            total += len(gold.right)
            if mode == "":
                g = set(
                    zip(
                        batch.example.firsts.tolist(),
                        batch.example.lasts.tolist(),
                        context.families[batch.example.kinds].tolist(),
                        strict=True,
                    )
                )
                p = set(
                    zip(
                        found.firsts.tolist(), found.lasts.tolist(), context.families[found.kinds].tolist(), strict=True
                    )
                )
                for name, each in (("gold", g), ("found", p), ("right", g & p)):
                    hits.update((name, context.labels.families[x[2]]) for x in each)
                    hits[name, "all"] += len(each)
            if mode != "things":
                b = [x + y for x, y in zip(b, bcubed(found, batch), strict=True)]
        out[mode or "end"] = {"rows": rows, "total": total, "best": best_f1(rows, total), "mentions": hits, "bcubed": b}
    model.train()
    return out


def tell(result: dict) -> str:
    parts = []
    for mode, r in result.items():
        parts.append(f"{mode} P {r['best'][0]:.3f} R {r['best'][1]:.3f} F {r['best'][2]:.3f} @{r['best'][3]:.2f}")
        h = r["mentions"]
        if h:
            p, q = h["right", "all"] / max(1, h["found", "all"]), h["right", "all"] / max(1, h["gold", "all"])
            parts.append(f"mentions P {p:.3f} R {q:.3f} F {2 * p * q / max(1e-9, p + q):.3f}")
        if mode != "things":
            a, n, c, m = r["bcubed"]
            p, q = a / max(1, n), c / max(1, m)
            parts.append(f"B3 {2 * p * q / max(1e-9, p + q):.3f}")
    return " | ".join(parts)

"""Fits the judge: which of the relations that are proposed in held-out documents are right."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import torch
from torch.nn import functional

from kg.annotations import AnnotatedDocument
from kg.bench.gold import make_gold
from kg.bench.reading import write_source
from kg.extractor import Extractor
from kg.extractor.grounding import Basis, Ledger, name_entities, write_relation
from kg.extractor.scoring import FEATURES, Judge, list_features
from kg.iris import shorten
from kg.model import Value
from kg.scores.judging import weigh_all
from kg.store.evidence import to_quads
from kg.store.terms import text as write_term

STRENGTH = 3.0
"""How strongly weights are drawn towards 0; the best of 1, 3 and 10 on the development part, in ten parts."""


@dataclass(frozen=True, slots=True)
class Row:
    """A relation that was proposed: what is known of it, and whether it is right."""

    document: str
    predicate: str
    features: tuple[float, ...]
    right: bool


def gather_rows(
    documents: Iterable[AnnotatedDocument],
    extractor: Extractor,
    forms: Sequence[str],
    progress: Callable[[int], None],
) -> list[Row]:
    """Read documents, and judge by their annotations each relation that is proposed; those left open are passed over.

    Args:
        documents: held-out documents.
        extractor: reads them; its judge isn't used.
        forms: in which the documents are read.
        progress: told after each document how many were read.
    """
    plain = replace(extractor, judge=None, least=0.0)
    rows: list[Row] = []
    for number, document in enumerate(documents, 1):
        for form in forms:
            rows += _judge_one(document, form, plain)
        progress(number)
    return rows


def _judge_one(document: AnnotatedDocument, form: str, extractor: Extractor) -> list[Row]:
    source = write_source(document, form)
    found = extractor.understand(source)
    gold = make_gold(document, form, extractor.ontology, extractor.ontology.words("pronoun"))
    verdicts = {}
    for verdict, _ in weigh_all(to_quads(extractor.ground(source, found)), gold):
        if verdict.found or verdict.weight:
            subject, predicate, thing = verdict.triple
            verdicts[write_term(subject), predicate, write_term(thing)] = verdict.found is not None
    basis = Basis(source, found.transcript, extractor.ontology, extractor.base)
    names = name_entities(found.scored, found.things.entities, basis, Ledger())
    rows = []
    for each, known in zip(found.scored, list_features(found.scored, found.things.entities), strict=True):
        said = next(write_relation(each, names, basis))
        end = said.object.lexical if isinstance(said.object, Value) else said.object
        right = verdicts.get((said.subject, shorten(said.predicate), end))
        if right is not None:
            values = tuple(known.get(name, 0.0) for name in FEATURES)
            rows.append(Row(document.id, each.best.predicate, values, right))
    return rows


def fit_judge(rows: Sequence[Row]) -> Judge:
    """Fit a logistic model: weights for features, shared by all relations, and one for each relation."""
    relations = sorted({row.predicate for row in rows})
    number = {predicate: index for index, predicate in enumerate(relations)}
    x = torch.tensor([row.features for row in rows], dtype=torch.float64)
    mean, spread = x.mean(0), x.std(0).clamp(min=1e-6)
    z = (x - mean) / spread
    r = torch.tensor([number[row.predicate] for row in rows])
    y = torch.tensor([float(row.right) for row in rows], dtype=torch.float64)
    weights = torch.zeros(len(FEATURES), dtype=torch.float64, requires_grad=True)
    of_relation = torch.zeros(len(relations), dtype=torch.float64, requires_grad=True)
    bias = torch.zeros(1, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights, of_relation, bias], max_iter=500, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        logits = z @ weights + of_relation[r] + bias
        told = functional.binary_cross_entropy_with_logits(logits, y, reduction="sum")
        whole = told + STRENGTH / 2 * (weights.square().sum() + of_relation.square().sum())
        whole.backward()  # type: ignore[no-untyped-call]
        return whole

    optimizer.step(loss)  # type: ignore[no-untyped-call]
    scaled = (weights / spread).detach()
    return Judge(
        weights={name: round(float(value), 5) for name, value in zip(FEATURES, scaled, strict=True)},
        relations={name: round(float(of_relation[index].detach()), 5) for name, index in number.items()},
        bias=round(float(bias.detach()) - float((scaled * mean).sum()), 5),
    )


def save_judge(judge: Judge, path: Path) -> None:
    """Write a judge where `kg.extractor.scoring.load_judge` finds it."""
    path.write_text(json.dumps(asdict(judge), indent=1, sort_keys=True) + "\n", encoding="utf-8")

"""The training itself: passes over the documents, with checkpoints from which it can go on."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from kg.training.losses import Batch, Context, encode, find_losses
from kg.training.model import Reader
from kg.training.settings import Settings

Say = Callable[[str], None]

_WARM = 12
"""The rates rise over the first of so many parts of the steps, and fall to the end."""

_PARTS = 10
"""Into how many parts a pass is divided, of which each is told when it is done."""

_POOL = 16
"""Batches of documents of like length are made from so many batches of chance ones."""


class Average:
    """The running mean of a network's weights, which generalises better than the last ones."""

    def __init__(self, reader: Reader, decay: float) -> None:
        self.decay, self.steps = decay, 0
        self.weights = {name: value.detach().clone() for name, value in _learned(reader).items()}

    def update(self, reader: Reader) -> None:
        """Take the present weights in."""
        self.steps += 1
        decay = min(self.decay, self.steps / (self.steps + 10))
        now = _learned(reader)
        with torch.no_grad():
            torch._foreach_lerp_(list(self.weights.values()), [now[name] for name in self.weights], 1 - decay)


def _learned(reader: Reader) -> dict[str, Tensor]:
    return {name: value.data for name, value in reader.named_parameters() if value.requires_grad}


def train(
    reader: Reader,
    documents: Sequence[Sequence[Batch]],
    held_out: Sequence[Batch],
    context: Context,
    settings: Settings,
    checkpoint: Path,
    say: Say,
) -> None:
    """Train a network; in the end it has the running mean of its weights.

    Args:
        reader: the network, with the published encoder's weights.
        documents: for each document its variants, the plain one first.
        held_out: documents that only the loss is told of after each pass.
        context: what the losses need.
        settings: sizes and rates.
        checkpoint: a file that is written after each pass; if it is there, training goes on from it.
        say: told what happens.
    """
    encoder = [p for name, p in reader.named_parameters() if p.requires_grad and name.startswith("encoder.")]
    heads = [p for name, p in reader.named_parameters() if p.requires_grad and not name.startswith("encoder.")]
    optimizer = torch.optim.AdamW([{"params": encoder}, {"params": heads}], weight_decay=settings.decay, fused=True)
    average = Average(reader, settings.average)
    first = _resume(reader, optimizer, average, checkpoint, settings, say)
    steps = settings.epochs * math.ceil(len(documents) / settings.batch)
    step = first * math.ceil(len(documents) / settings.batch)
    for epoch in range(first, settings.epochs):
        started, total = time.perf_counter(), torch.zeros(3)
        chance = random.Random(f"{settings.seed} {epoch}")
        torch.manual_seed(settings.seed * 1000 + epoch)
        reader.train()
        seen = 0
        for batch in _shuffle(documents, settings, chance):
            _set_rates(optimizer, settings, step, steps)
            total += _learn(reader, batch, context, settings, optimizer, [*encoder, *heads])
            average.update(reader)
            step += 1
            done, seen = _PARTS * seen // len(documents), seen + len(batch)
            if done < _PARTS * seen // len(documents) < _PARTS:
                say(f"pass {epoch + 1} of {settings.epochs}: {seen} of {len(documents)} documents")
        _save(reader, optimizer, average, checkpoint, settings, epoch + 1)
        losses = ", ".join(f"{value:.3f}" for value in (total / len(documents)).tolist())
        beside = ", ".join(f"{value:.3f}" for value in _measure(reader, average, held_out, context))
        seconds = time.perf_counter() - started
        say(f"pass {epoch + 1} of {settings.epochs}: losses {losses}; held out {beside}; {seconds:.0f} s")
    reader.load_state_dict(average.weights, strict=False)


def _shuffle(documents: Sequence[Sequence[Batch]], settings: Settings, chance: random.Random) -> Iterator[list[Batch]]:
    """Yield batches of documents of like length in a random order, each document in one of its variants."""
    chosen = [each[0] if chance.random() < settings.plain else chance.choice(each) for each in documents]
    chance.shuffle(chosen)
    batches: list[list[Batch]] = []
    for start in range(0, len(chosen), settings.batch * _POOL):
        pool = sorted(chosen[start : start + settings.batch * _POOL], key=lambda batch: len(batch.ids))
        batches += [pool[at : at + settings.batch] for at in range(0, len(pool), settings.batch)]
    chance.shuffle(batches)
    yield from batches


def _set_rates(optimizer: torch.optim.Optimizer, settings: Settings, step: int, steps: int) -> None:
    warm = max(1, steps // _WARM)
    share = min((step + 1) / warm, max(0.02, 1 - (step - warm) / max(1, steps - warm)))
    for group, rate in zip(optimizer.param_groups, (settings.encoder_rate, settings.head_rate), strict=True):
        group["lr"] = rate * share


def _learn(
    reader: Reader,
    batch: list[Batch],
    context: Context,
    settings: Settings,
    optimizer: torch.optim.Optimizer,
    weights: list[nn.Parameter],
) -> Tensor:
    losses = torch.zeros(3)
    whole = torch.zeros(())
    for each, tokens in zip(batch, encode(reader, batch), strict=True):
        found = find_losses(reader, each, tokens, context, settings.imagined)
        whole = whole + sum(found) / len(batch)
        losses += torch.stack(found).detach()
    optimizer.zero_grad()
    whole.backward()  # type: ignore[no-untyped-call]
    nn.utils.clip_grad_norm_(weights, 5.0)
    optimizer.step()
    return losses


@torch.no_grad()
def _measure(reader: Reader, average: Average, held_out: Sequence[Batch], context: Context) -> list[float]:
    """The losses of the averaged weights on documents that aren't learned from."""
    now = {name: value.clone() for name, value in _learned(reader).items()}
    reader.load_state_dict(average.weights, strict=False)
    reader.eval()
    total = torch.zeros(3)
    for batch in held_out:
        total += torch.stack(find_losses(reader, batch, encode(reader, [batch])[0], context, 0))
    reader.load_state_dict(now, strict=False)
    return (total / max(1, len(held_out))).tolist()  # type: ignore[no-any-return]


def _save(
    reader: Reader,
    optimizer: torch.optim.Optimizer,
    average: Average,
    checkpoint: Path,
    settings: Settings,
    epoch: int,
) -> None:
    state: dict[str, Any] = {
        "settings": asdict(settings), "epoch": epoch, "weights": _learned(reader), "optimizer": optimizer.state_dict(),
        "average": average.weights, "steps": average.steps,
    }  # fmt: skip
    partial = checkpoint.with_suffix(".partial")
    torch.save(state, partial)
    partial.replace(checkpoint)


def _resume(
    reader: Reader,
    optimizer: torch.optim.Optimizer,
    average: Average,
    checkpoint: Path,
    settings: Settings,
    say: Say,
) -> int:
    """Load a checkpoint of the same settings, and return how many passes it has seen."""
    if not checkpoint.is_file():
        return 0
    state = torch.load(checkpoint, weights_only=True)
    if state["settings"] != asdict(settings):
        say(f"{checkpoint} is of other settings; training begins anew")
        return 0
    reader.load_state_dict(state["weights"], strict=False)
    optimizer.load_state_dict(state["optimizer"])
    average.weights, average.steps = state["average"], state["steps"]
    say(f"going on from {checkpoint}, behind pass {state['epoch']}")
    return int(state["epoch"])

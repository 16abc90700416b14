"""Writes a trained network as ONNX files: weights of matrices as 8-bit integers, the rest as floats."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from kg.extractor.reader.labels import Labels
from kg.extractor.reader.pairs import FEATURES
from kg.training.model import Reader

_OPSET = 17


class _Encoder(nn.Module):
    """The encoder, and what the heads take of each piece."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.encoder = reader.encoder
        self.parts = nn.ModuleList((reader.mentions.parts, reader.vectors.parts, reader.relations.parts))

    def forward(self, ids: Tensor, seen: Tensor) -> tuple[Tensor, ...]:
        tokens = self.encoder(ids, seen)[0]
        return tuple(part(tokens) for part in self.parts)


class _Vectors(nn.Module):
    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, tokens: Tensor, firsts: Tensor, lasts: Tensor, families: Tensor) -> Tensor:
        return self.reader.mix_mentions(self.reader.vectors(tokens, firsts, lasts, families))


def export(reader: Reader, labels: Labels, tokenizer: str, folder: Path) -> None:
    """Write all files that `kg.extractor.reader.network.load_network` reads.

    Args:
        reader: the trained network.
        labels: what it tells apart.
        tokenizer: the tokenizer, as JSON.
        folder: where the files go.
    """
    reader.eval()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "labels.json").write_text(labels.write() + "\n", encoding="utf-8")
    (folder / "tokenizer.json").write_text(tokenizer, encoding="utf-8")
    for part in list_parts(reader):
        whole = folder / f"{part.name}.whole"
        trace(part, whole)
        _quantize(whole, folder / f"{part.name}.onnx")
        whole.unlink()


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the network that has a file of its own: what it is given, as an example, and what it gives."""

    name: str
    module: nn.Module
    given: dict[str, Tensor]
    outputs: tuple[str, ...] = ("out",)


def list_parts(reader: Reader) -> Iterator[Part]:
    """Yield the parts of a network."""
    ints = {
        name: torch.zeros(3, dtype=torch.long)
        for name in ("firsts", "lasts", "families", "a", "b", "d", "q", "low", "high", "ranks")
    }
    ints["b"] = ints["b"] + 1
    features = torch.zeros(3, FEATURES)
    vectors = torch.zeros(3, 192)
    sizes = [part.out_features for part in (reader.mentions.parts, reader.vectors.parts, reader.relations.parts)]
    tokens = [torch.zeros(9, size) for size in sizes]
    pair = {"a": ints["a"], "b": ints["b"], "f": features, "d": ints["d"], "q": ints["q"]}
    m = {name: ints[name] for name in ("firsts", "lasts", "families")}
    yield Part(
        "encoder",
        _Encoder(reader),
        {"ids": torch.zeros(1, 9, dtype=torch.long), "seen": torch.zeros(1, 9, 4, dtype=torch.long)},
        ("mentions", "vectors", "relations"),
    )
    yield Part("mentions", reader.mentions, {"tokens": tokens[0], "firsts": m["firsts"], "lasts": m["lasts"]})
    yield Part("vectors", _Vectors(reader), {"tokens": tokens[1], **m})
    yield Part("identity", reader.identity, {"g": vectors, "families": ints["families"], **pair})
    relations = {"tokens": tokens[2], "g": vectors, "families": ints["families"], **pair}
    relations |= {"low": ints["low"], "high": ints["high"]}
    yield Part("relations", reader.relations, relations)
    yield Part(
        "facts",
        reader.facts,
        {"v": vectors, "families": ints["families"], "ranks": ints["ranks"], "a": ints["a"], "b": ints["b"]},
    )


def trace(part: Part, path: Path) -> None:
    """Write one part with its weights as floats; every length is free."""
    import onnx

    axes = {"ids": {1: "n"}, "seen": {1: "n"}}
    free = {name: axes.get(name, {0: f"{name}_n"}) for name in part.given} | {n: {0: "rows"} for n in part.outputs}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            part.module.eval(), tuple(part.given.values()), str(path), input_names=list(part.given),
            output_names=list(part.outputs), dynamic_axes=free, opset_version=_OPSET, dynamo=False,
        )  # fmt: skip
    onnx.save(_fold(onnx.load(str(path))), str(path))


def _fold(model: object) -> object:
    """Write out tensors that the exporter made one of because they are equal: each layer has its own."""
    graph = model.graph  # type: ignore[attr-defined]
    same = {node.output[0]: node.input[0] for node in graph.node if node.op_type == "Identity"}
    known = {initial.name for initial in graph.initializer}
    for node in graph.node:
        for index, name in enumerate(node.input):
            while same.get(name) in known | set(same):
                name = same[name]
            node.input[index] = name
    return model


def _quantize(whole: Path, path: Path) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        # Seven bits of the eight: sums of products can't overflow on processors without instructions for them, so
        # all processors give the same integers.
        quantize_dynamic(
            str(whole), str(path), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
            op_types_to_quantize=["MatMul", "Gemm", "Gather"] if path.stem == "encoder" else ["MatMul", "Gemm"],
            extra_options={"MatMulConstBOnly": True},
        )  # fmt: skip

"""Fills a network with the weights of files that `export` wrote, so that training can go on from them."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import torch

from kg.errors import ReaderError
from kg.training.export import Part, list_parts, trace
from kg.training.model import Reader


def restore(reader: Reader, folder: Path) -> None:
    """Fill what a network learns; numbers of 8 bits become floats again.

    Args:
        reader: a network of the same sizes, whose weights are still those that it was made with by chance.
        folder: the files.

    Raises:
        ReaderError: the files are of a network of other sizes.
    """
    missing = {id(parameter): name for name, parameter in reader.named_parameters() if parameter.requires_grad}
    with tempfile.TemporaryDirectory() as passing:
        for part in list_parts(reader):
            for parameter in _restore_part(part, folder, Path(passing) / part.name):
                missing.pop(id(parameter), None)
    if missing:
        raise ReaderError(str(folder), f"lacks weights for {', '.join(sorted(missing.values()))}")


@torch.no_grad()
def _restore_part(part: Part, folder: Path, whole: Path) -> list[torch.nn.Parameter]:
    """Fill what a part uses, and return it."""
    trace(part, whole)
    traced = read_weights(whole)
    unnamed = {array.tobytes(): name for name, array in traced.items() if name.startswith("onnx::")}
    kept = read_weights(folder / f"{part.name}.onnx")
    filled = []
    for name, parameter in part.module.named_parameters():
        # Matrices stand transposed; where the exporter didn't keep a name, its numbers tell which it is.
        turned = unnamed.get(np.ascontiguousarray(parameter.numpy().T).tobytes(), f"{name}_Transposed")
        stored = kept[turned].T if turned in kept else kept.get(name)
        if not parameter.requires_grad or stored is None:
            continue
        if stored.shape != parameter.shape:
            raise ReaderError(str(folder), f"its {name} has the shape {stored.shape}, not {tuple(parameter.shape)}")
        parameter.copy_(torch.from_numpy(stored.copy()))
        filled.append(parameter)
    return filled


def read_weights(path: Path) -> dict[str, np.ndarray]:
    """The tensors of a file by name, as floats."""
    import onnx
    from onnx.numpy_helper import to_array

    tensors = {each.name: to_array(each) for each in onnx.load(str(path)).graph.initializer}
    weights = {}
    for name, tensor in tensors.items():
        if name.endswith("_quantized"):
            name = name.removesuffix("_quantized")
            zero = tensors[f"{name}_zero_point"].astype(np.float32)
            tensor = (tensor.astype(np.float32) - zero) * tensors[f"{name}_scale"]
        weights[name] = tensor
    return weights

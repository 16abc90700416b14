"""Finds what is shipped with kg: ontologies, queries, trained weights, its version; in a wheel and in a checkout."""

from __future__ import annotations

from importlib import metadata
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def folder(name: str) -> Traversable:
    """Return a shipped folder.

    Args:
        name: `ontologies`, `queries`, or a folder inside the package such as `drawing/static`.

    Raises:
        FileNotFoundError: the installation is broken.
    """
    packaged = files("kg").joinpath(*name.split("/"))
    if packaged.is_dir():
        return packaged
    # A checkout or an editable install keeps the folders beside the package.
    beside = Path(__file__).parent.parent / name
    if beside.is_dir():
        return beside
    raise FileNotFoundError(f"kg is installed without its folder {name!r}; install it again")


def version() -> str:
    """Return the version that is installed; "(checkout)" where kg runs without being installed."""
    try:
        return metadata.version("kg")
    except metadata.PackageNotFoundError:
        return "(checkout)"

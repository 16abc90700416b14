"""Training runs from one command, goes on where it was stopped, and what it writes can be read with."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("torch", reason='needs the extra "train"')
pytest.importorskip("onnx", reason='needs the extra "train"')

CORPUS = Path(__file__).parent.parent / "training"
SIZES = {"train": 40, "development": 10}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """A few documents of each part."""
    folder = tmp_path_factory.mktemp("corpus")
    for part, size in SIZES.items():
        documents = (CORPUS / part / "a.txt").read_text(encoding="utf-8").split("\n= ")[:size]
        (folder / part).mkdir()
        (folder / part / "a.txt").write_text("\n= ".join(documents) + "\n", encoding="utf-8")
    return folder


def train(corpus: Path, folder: Path, epochs: int) -> str:
    options = ["--corpus", corpus, "--work", folder, "--output", folder / "weights", "--epochs", str(epochs)]
    command = [sys.executable, "-m", "kg.training", *options, "--more", "0", "--head-rate", "0.004"]
    done = subprocess.run(command, cwd=CORPUS.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stderr


@pytest.mark.slow
def test_a_training_goes_on_and_what_it_writes_reads(corpus, tmp_path):
    assert "pass 6 of 6" in train(corpus, tmp_path, 6)
    again = train(corpus, tmp_path, 6)
    assert "going on from" in again
    assert "pass 6 of 6" not in again
    weights = {path.name for path in (tmp_path / "weights").iterdir()}
    assert weights >= {"encoder.onnx", "labels.json", "tokenizer.json"}

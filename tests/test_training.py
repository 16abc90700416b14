"""Training runs from one command, goes on where it was stopped, and what it writes can be read with."""

from __future__ import annotations

import re
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


def train(corpus: Path, folder: Path, *more: object) -> str:
    options = ["--corpus", corpus, "--work", folder, "--output", folder / "weights", "--head-rate", "0.004"]
    command = [sys.executable, "-m", "kg.training", *options, *map(str, more)]
    done = subprocess.run(command, cwd=CORPUS.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stderr


def find_loss(told: str, number: int) -> float:
    """The loss of mentions of held-out documents behind a pass."""
    return float(re.search(rf"pass {number} of .*held out ([\d.]+)", told)[1])


@pytest.mark.slow
def test_a_training_goes_on_and_what_it_writes_reads(corpus, tmp_path):
    first = train(corpus, tmp_path, "--epochs", 6, "--more", 0)
    assert "pass 1 of 6: 20 of 40 documents" in first
    assert "pass 6 of 6" in first
    again = train(corpus, tmp_path, "--epochs", 6, "--more", 0)
    assert "going on from" in again
    assert "pass 6 of 6" not in again
    weights = {path.name for path in (tmp_path / "weights").iterdir()}
    assert weights >= {"encoder.onnx", "labels.json", "tokenizer.json"}
    # What was written with 8 bits is learned on from, not from the beginning.
    on = train(corpus, tmp_path / "on", "--start", tmp_path / "weights", "--more", 1)
    assert find_loss(on, 1) < (find_loss(first, 1) + find_loss(first, 6)) / 2
    # The mean of two readers lies between them; 8 bits, on a scale of their own, leave it within a step.
    from kg.training.restoration import read_weights

    train(corpus, tmp_path / "mean", "--mean", tmp_path / "weights", tmp_path / "on" / "weights")
    folders = ("weights", "on/weights", "mean/weights")
    one, two, mean = (read_weights(tmp_path / folder / "facts.onnx") for folder in folders)
    learned = [name for name in mean if not name.endswith("_scale")]
    assert len(learned) > 8
    for name in learned:
        assert abs(mean[name] - (one[name] + two[name]) / 2).max() <= abs(mean[name]).max() / 32

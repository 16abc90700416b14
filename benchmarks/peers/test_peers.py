"""How many gold facts kg and the peers state, by a lenient rule; writes results.md and the table in README.md.

The peers live in a virtual environment of their own:

    python -m venv benchmarks/peers/.venv
    benchmarks/peers/.venv/bin/pip install -r benchmarks/peers/requirements.txt

(or KG_PEERS names another one's Python). Without it this is skipped.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.peers.table import make_readers, write_strict, write_table
from kg.scores import score

HERE = Path(__file__).parent
RESULTS = HERE / "results.md"
README = HERE.parent.parent / "README.md"


@pytest.fixture
def python_of_peers() -> Path:
    python = Path(os.environ.get("KG_PEERS", HERE / ".venv" / "bin" / "python"))
    if not python.is_file():
        pytest.skip(f"there is no {python}; {Path(__file__).name} tells how to make it")
    return python


def test_kg_states_more_than_every_peer(
    gold: Path, python_of_peers: Path, run_program: Callable[..., str], tmp_path: Path
) -> None:
    run_program(sys.executable, "-m", "benchmarks.peers.ours", gold, tmp_path)
    run_program(python_of_peers, HERE / "run.py", tmp_path / "texts.json", tmp_path / "peers.json")
    ours, peers = (json.loads((tmp_path / name).read_text(encoding="utf-8")) for name in ("kg.json", "peers.json"))
    readers = make_readers(gold / "gold.json")
    table = write_table([ours, *peers], readers)
    _renew(table + "\n" + write_strict(score(tmp_path / "graphs", gold / "gold.json")))
    stated = [int(row.split("|")[3]) for row in table.splitlines()[2:]]
    assert stated[0] > max(stated[1:]), table


def _renew(results: str) -> None:
    """Write the results, and put them in the place of the old ones in README.md."""
    old = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""
    RESULTS.write_text(results, encoding="utf-8")
    page = README.read_text(encoding="utf-8")
    if old and old in page:
        README.write_text(page.replace(old, results), encoding="utf-8")

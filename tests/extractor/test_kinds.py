"""The kinds of fault that a trial in the field brought to light: of each kind's expectations most must hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.documents import read
from kg.extraction import extract
from tests.extractor.tables import hold, list_said, read_table

KINDS = sorted((Path(__file__).parent / "kinds").glob("*.txt"))
LEAST: dict[str, float] = {
    "01-figures": 0.87,
    "02-initials": 0.75,
    "03-aliases": 0.86,
    "04-instruments": 0.81,
    "05-the-meeting": 0.97,
    "06-apposition": 0.89,
    "07-remarks": 0.77,
    "08-no-longer": 0.8,
    "09-minutes": 0.84,
    "10-event-names": 0.84,
    "11-quoted": 0.83,
    "12-names": 0.8,
    "13-partners": 0.91,
    "14-companies": 0.66,
    "15-footnotes": 0.84,
    "16-refused": 0.83,
}
"""The share of each kind's expectations that holds at least."""


@pytest.mark.parametrize("path", KINDS, ids=lambda path: path.stem)
def test_a_kind_of_fault(path, extractor, tmp_path):
    kept, failed = 0, []
    for number, entry in enumerate(read_table(path)):
        source = tmp_path / f"{number}.txt"
        source.write_text(entry.text, encoding="utf-8")
        (document,) = read(source)
        said = list_said(extract(document, extractor))
        for line in entry.lines:
            if hold(said, line):
                kept += 1
            else:
                failed.append(f"{entry.name}: {line}")
    assert kept >= LEAST[path.stem] * (kept + len(failed)), "\n".join(failed)

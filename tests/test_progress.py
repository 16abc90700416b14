"""`kg.build(progress=True)` shows how far it has come."""

from __future__ import annotations

import pytest

import kg
from tests.builds import sleeper


def test_a_bar_tells_documents_of_how_many_and_what_was_found(capsys):
    texts = {"one": "0.2 The Tide Institute.", "empty": "", "two": "0 The Tide Institute, too.", "last": " "}
    kg.build(texts, extractor=sleeper(), progress=True)
    shown = capsys.readouterr().err.splitlines()[-1]
    assert "4/4" in shown
    assert "documents/s" in shown
    assert "statements=4, warnings=2, failed=2" in shown


def test_without_it_nothing_is_shown(capsys):
    told: list[int] = []
    kg.build(
        {"one": "0 The Tide Institute."}, extractor=sleeper(), progress=lambda _, report: told.append(report.documents)
    )
    assert told == [1]
    assert "document" not in capsys.readouterr().err


def test_a_build_that_fails_ends_its_bar(capsys):
    with pytest.raises(kg.KgError, match="is empty"):
        kg.build({"one": ""}, extractor=sleeper(), progress=True)
    assert "1/1" in capsys.readouterr().err

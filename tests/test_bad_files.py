"""Every kind of bad file is refused with its own reason, in bounded time, and what is good beside it is built."""

from __future__ import annotations

import time

import pyoxigraph as ox
import pytest

from kg.builder import build_into
from kg.documents import read
from kg.extraction import prepare_extractor
from kg.graph import Store
from tests.damaged import BAD

GOOD = {
    "one.txt": "The Tide Institute organised the Harbour Forum in Lisbon on 3 May 2021. Ana Duarte chaired it.",
    "two.html": "<html><body><p>Ana Duarte of the Tide Institute opened the Harbour Forum.</p></body></html>",
    "three.eml": "Subject: Harbour Forum\n\nThe Tide Institute and the Reef Council organised it in Lisbon.\n",
}


def test_there_are_many_kinds_of_bad_files():
    assert len({bad.name for bad in BAD}) == len(BAD) >= 90


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.name)
def test_a_bad_file_is_refused_with_its_reason_in_bounded_time(bad, tmp_path):
    if bad.needs:
        pytest.importorskip(bad.needs)
    (tmp_path / bad.name).write_bytes(bad.make())
    errors = []
    started = time.process_time()
    list(read(tmp_path, on_error=errors.append))
    assert time.process_time() - started < 5
    assert any(bad.reason in str(error) for error in errors), list(map(str, errors))
    assert all(str(error).startswith(str(tmp_path / bad.name)) for error in errors)
    assert not any("a fault in kg" in str(error) for error in errors)
    (tmp_path / bad.name).unlink()  # some are large, and pytest keeps the folders of three runs


def describe(store):
    """The statements of each good document, by its name."""
    named = {source.name: ox.NamedNode(source.iri) for source in store.documents() if source.name in GOOD}
    return {
        name: {str(quad) for quad in store.engine.quads_for_pattern(None, None, None, iri)}
        for name, iri in named.items()
    }


@pytest.mark.extractor
def test_good_files_are_built_beside_every_kind_of_bad_one(tmp_path):
    for name, text in GOOD.items():
        (tmp_path / name).write_text(text)
    extractor, alone, beside = prepare_extractor(), Store(), Store()
    build_into(alone, tmp_path, extractor=extractor)
    for bad in BAD:
        if len(data := bad.make()) < 1_000_000:
            (tmp_path / f"z{bad.name}").write_bytes(data)
    report = build_into(beside, tmp_path, extractor=extractor)
    assert len(report.errors) > 80
    assert describe(beside) == describe(alone)
    assert set(describe(alone)) == set(GOOD)

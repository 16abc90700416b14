"""Resolution is counted by names: B-cubed, what was merged and split wrongly, with right things and facts."""

from __future__ import annotations

import pytest

from kg.annotations.documents import parse_documents
from kg.bench.resolution import Figures, Item, align, make_extraction, measure, run_resolution

TEXT = """= one | news
[[ana|Anna Berg]], [[t1|Minister of Education]] of [[nor|Norway]], chaired the [[f|Forum on Clean Harbours]] in [[lis|Lisbon]] on [[d1|11 June 2024]].
--
ana Person
t1 title
nor Country
f Conference
lis City
d1 date 2024-06-11
--
ana jobTitle t1
ana represents nor
f chair ana
f location lis
f startDate d1

= two | news
[[ana|A. Berg]] of [[nor|Norway]] chaired the [[f|Forum on Clean Harbours]] on [[d1|11 June 2024]]; [[keeper|Anna Berg]], a [[t2|goalkeeper]] from [[per|Peru]], didn't come.
--
ana Person
nor Country
f Conference
d1 date 2024-06-11
keeper Person
t2 title
per Country
--
ana represents nor
f chair ana
f startDate d1
keeper jobTitle t2
keeper represents per
"""  # noqa: E501 - a sentence is a line


def fail(fault):
    raise AssertionError(fault)


@pytest.fixture(scope="module")
def documents():
    return list(parse_documents(TEXT, fail))


def items(*pairs):
    return [Item("d", "x", key, thing) for key, thing in pairs]


@pytest.mark.parametrize(
    ("found", "precision", "recall"),
    [
        (items(("a", "1"), ("a", "1"), ("b", "2")), 1, 1),
        (items(("a", "1"), ("b", "1")), 1 / 2, 1),
        (items(("a", "1"), ("a", "2")), 1, 1 / 2),
        (
            items(("a", "1"), ("a", "1"), ("b", "1"), ("b", "2")),
            (2 / 3 + 2 / 3 + 1 / 3 + 1) / 4,
            (1 + 1 + 1 / 2 + 1 / 2) / 4,
        ),
        ([], 0, 0),
    ],
)
def test_b_cubed(found, precision, recall):
    assert measure(found) == Figures(pytest.approx(precision), pytest.approx(recall))


def test_names_are_aligned_with_marks(documents, extractor):
    extraction = make_extraction(documents[1], extractor)
    assert {(item.words, item.key) for item in align(documents[1], extraction)} == {
        ("A. Berg", "ana"),
        ("Norway", "nor"),
        ("Forum on Clean Harbours", "f"),
        ("Anna Berg", "keeper"),
        ("Peru", "per"),
    }


def test_right_things_and_facts_are_resolved(documents, extractor):
    read, given = run_resolution(documents, extractor)
    assert measure(given.before).precision < 1
    assert measure(given.after) == Figures(1, 1)
    assert (given.found, given.there) == (9, 9)
    assert "end to end" in str(read)
    assert "merged" not in str(given)

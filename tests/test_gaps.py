"""What an extraction lacks is told: documents that yield nothing, things without facts."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from kg.checks import check
from kg.documents import read
from kg.extraction import extract, keep_sure
from kg.gaps import DESCRIPTIONS, find_bare, find_ends, find_warnings, is_fact
from kg.graph import Store
from tests.samples import sample_extraction

STORY = Path(__file__).parent / "stories" / "harbour.txt"
LEVELS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.0)


def described():
    """The sample's classes and names alone."""
    return tuple(one for one in sample_extraction().statements if one.predicate in DESCRIPTIONS)


def test_a_document_that_yields_nothing_is_a_warning():
    assert find_warnings(()) == ("no facts were found in this document, nor any names",)
    (said,) = find_warnings(described())
    assert said.startswith("no facts were found in this document, only names: ")
    assert said.endswith(" more")


def test_things_without_facts_are_a_warning():
    statements = sample_extraction().statements
    assert find_bare(statements) == ()
    assert find_warnings(statements) == ()
    without = tuple(one for one in statements if not (is_fact(one) and "Italy" in one.passage.exact))
    assert [one.object.lexical for one in find_bare(without)] == ["Italy"]
    assert find_warnings(without) == ("a thing has no facts: Italy",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Nothing of note happened here.\n", "nor any names"),
        ("The sun shone. UNESCO. The rain fell.\n", "only names: UNESCO"),
    ],
)
def test_a_build_warns(tmp_path, extractor, text, said):
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (document,) = read([tmp_path / "a.txt"])
    assert said in extract(document, extractor).warnings[0]


@pytest.fixture(scope="module")
def story(extractor):
    (document,) = read([STORY])
    return extract(document, extractor)


class TestLeastConfidence:
    def facts(self, extraction):
        return {one for one in extraction.statements if is_fact(one) and not one.negated}

    def test_a_higher_one_leaves_a_part_of_the_facts(self, story):
        kept = [self.facts(keep_sure(story, level)) for level in LEVELS]
        assert all(more >= fewer for more, fewer in pairwise(kept))
        assert kept[0] == self.facts(story)
        assert kept[-1] < kept[0]

    def test_what_is_left_is_sure_and_the_rest_is_refused(self, story):
        for level in LEVELS:
            kept = keep_sure(story, level)
            assert all(one.confidence >= level for one in self.facts(kept))
            gone = len(self.facts(story)) - len(self.facts(kept))
            refused = kept.rejections[len(story.rejections) :]
            assert len(refused) == gone
            assert {one.reason for one in refused} <= {f"confidence below {level:g}"}
            assert not [one for one in refused if one.subject.startswith("http")]

    def test_things_keep_their_names_as_long_as_a_fact_is_about_them(self, story):
        for level in LEVELS:
            kept = keep_sure(story, level).statements
            named = {one.subject for one in kept if one.predicate in DESCRIPTIONS}
            known = {one.subject for one in story.statements if one.predicate in DESCRIPTIONS}
            assert find_ends(kept) & known <= named
            with Store() as store:
                store.add(replace(story, statements=kept))
                assert check(store).conforms

    def test_denials_stay(self):
        assert [one for one in keep_sure(sample_extraction(), 1.0).statements if one.negated]

"""Laws that hold whatever a text says: names don't matter, neighbours don't matter, a denial counts everywhere."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.builder import extract
from kg.documents import read

SIGNED = ("Andorra", "signed", "Pyrenees Charter")

# EVENT, PERSON and BODY stand for any names
PATTERNS = {
    "active": ("PERSON chaired the EVENT.", ("EVENT", "chair", "PERSON")),
    "passive": ("The EVENT was organised by the BODY.", ("EVENT", "organizer", "BODY")),
    "participle": ("The EVENT, moderated by PERSON, took place in Lima.", ("EVENT", "moderator", "PERSON")),
    "noun": ("PERSON was the keynote speaker at the EVENT.", ("EVENT", "speaker", "PERSON")),
    "preposition": ("The EVENT was held with the support of the BODY.", ("EVENT", "sponsor", "BODY")),
    "pronoun": ("The EVENT was held in Lima. It was hosted by the BODY.", ("EVENT", "host", "BODY")),
    "title": ("PERSON, Director of the BODY, attended the EVENT.", ("PERSON", "affiliation", "BODY")),
}
NAMES = [
    {"EVENT": "High-Level Dialogue on Rural Broadband", "PERSON": "Olena Hrytsenko", "BODY": "Global Shelter Alliance"},
    {"EVENT": "Expert Meeting on Seed Banks", "PERSON": "Kwame Mensah-Bonsu", "BODY": "Institute of Marine Policy"},
    {"EVENT": "Youth Summit", "PERSON": "Thandiwe Nkosi", "BODY": "Ministry of Education of Senegal"},
    {"EVENT": "World Congress of Beekeepers", "PERSON": "Claudia Restrepo", "BODY": "University of Leeds"},
]


@pytest.mark.parametrize("names", NAMES, ids=lambda names: names["EVENT"])
@pytest.mark.parametrize("pattern", PATTERNS.values(), ids=PATTERNS)
def test_a_fact_does_not_hang_on_its_names(pattern, names, facts):
    text, triple = pattern
    for word, name in names.items():
        text = text.replace(word, name)
    assert tuple(names.get(part, part) for part in triple) in facts(text)


def test_a_fact_that_is_denied_once_is_not_stated(facts, denied):
    text = "Andorra signed the Pyrenees Charter. In truth, Andorra did not sign the Pyrenees Charter."
    assert SIGNED in facts("Andorra signed the Pyrenees Charter.")
    assert SIGNED not in facts(text)
    assert SIGNED in denied(text)


def test_sentences_about_other_things_change_nothing(facts):
    text = "Andorra signed the Pyrenees Charter."
    other = "Rain fell on the hills. Nobody minded."
    assert facts(text) <= facts(f"{other} {text} {other}")


def test_the_same_text_states_the_same(find):
    text = "Ana Duarte chaired the Global Forum on Soil in Geneva on 3 May 2021."
    assert find(text) == find(text)


TEXT = """the a of by and not , . : ; ( ) “ ” – 12 4 May 2019 SDG UNESCO Georgia She It which chaired signed was held
    organised forum Forum on Director Ms Dr Ana Duarte Chair: Charter million % $ 76th session \u200b 水 é"""
WORDS = st.sampled_from([*TEXT.split(), "\n", "\u00a0"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, min_size=1, max_size=40))
def test_any_words_are_read_without_an_error_and_with_evidence(extractor, tmp_path, words):
    path = tmp_path / "words.txt"
    path.write_text("x " + " ".join(words), encoding="utf-8")
    (document,) = read(path)
    for statement in extract(document, extractor).statements:
        passage = statement.passage
        assert document.text[passage.start : passage.end] == passage.exact

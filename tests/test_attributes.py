"""The attribute table gives what spaCy's attribute ruler and lemmatizer give."""

import pytest
import spacy

from kg.attributes import make_attribute_table
from kg.language import load_language

PLAIN = [
    "The Forum that UNESCO organised was held in Rome, but Malta's minister didn't come.",
    "Meetings left open in 2019 have been leaving the best-known members better informed than those meeting now.",
]
TEXTS = [
    *PLAIN,
    "The Forum that UNESCO organised was held in Rome, but Malta didn't come; let's say nobody minded.",
    "Those who spoke included Ms Ana Duarte, who's leaving, and there are two others whose names I can't recall.",
    "It is to be hoped that all of this will have been agreed on by 3 May 2024 - or so they're told.",
    "Nothing was gonna stop them\n\nfrom signing what had been drafted; which text, and why, is anyone's guess.",
]


@pytest.mark.parametrize("text", TEXTS)
def test_the_table_agrees_with_the_components(text):
    nlp = load_language().nlp
    with nlp.select_pipes(enable=["tok2vec", "tagger", "parser"]):
        plain, looked_up = nlp(text), nlp(text)
    nlp.get_pipe("lemmatizer")(nlp.get_pipe("attribute_ruler")(plain))
    (looked_up,) = make_attribute_table(nlp).pipe([looked_up])
    assert describe(looked_up) == describe(plain)


def describe(doc):
    return [(t.text, t.tag_, t.dep_, t.pos_, str(t.morph), t.lemma_) for t in doc]


def test_a_pipeline_of_another_kind_is_left_to_itself():
    nlp = spacy.blank("en")
    assert make_attribute_table(nlp) is None
    nlp.add_pipe("attribute_ruler").add([[{"SHAPE": "Xxxx"}]], {"POS": "PROPN"})
    nlp.add_pipe("lemmatizer", config={"mode": "lookup"})
    assert make_attribute_table(nlp) is None


@pytest.mark.parametrize("text", PLAIN)
def test_a_plain_text_is_looked_up(text):
    nlp = load_language().nlp
    table = make_attribute_table(nlp)
    with nlp.select_pipes(enable=["tok2vec", "tagger", "parser"]):
        list(table.pipe([nlp(text)]))
    assert table.known
    assert None not in table.known.values()

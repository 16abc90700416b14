"""The attribute table gives what spaCy's attribute ruler gives."""

import pytest

from kg.attributes import make_attribute_table
from kg.language import load_language

TEXTS = [
    "The Forum that UNESCO organised was held in Rome, but Malta didn't come; let's say nobody minded.",
    "Those who spoke included Ms Ana Duarte, who's leaving, and there are two others whose names I can't recall.",
    "It is to be hoped that all of this will have been agreed on by 3 May 2024 - or so they're told.",
    "Nothing was gonna stop them\n\nfrom signing what had been drafted; which text, and why, is anyone's guess.",
]


@pytest.mark.parametrize("text", TEXTS)
def test_the_table_agrees_with_the_ruler(text):
    nlp = load_language().nlp
    ruler = nlp.get_pipe("attribute_ruler")
    with nlp.select_pipes(enable=["tok2vec", "tagger", "parser"]):
        plain, looked_up = nlp(text), nlp(text)
    ruler(plain)
    (looked_up,) = make_attribute_table(nlp, ruler).pipe([looked_up])
    assert [(t.pos_, str(t.morph), t.lemma_) for t in looked_up] == [(t.pos_, str(t.morph), t.lemma_) for t in plain]

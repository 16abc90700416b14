"""The annotated documents in training/: sound, split once, and as their card says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.annotations import read_folder
from kg.ontology import load_ontology
from kg.turtle import local_name

CORPUS = Path(__file__).parent.parent / "training"
PARTS = ("train", "development", "test")
OTHER_RELATIONS = {"funds"}
VALUES = {"goal", "date", "mode", "title", "amount", "group"}


@pytest.fixture(scope="module")
def corpus():
    return {part: list(read_folder(CORPUS / part, pytest.fail)) for part in PARTS}


def test_documents_are_read_without_a_fault(corpus):
    assert all(corpus.values())


def test_no_document_is_in_two_parts(corpus):
    ids = [document.id for part in PARTS for document in corpus[part]]
    assert len(ids) == len(set(ids))
    texts = [re.sub(r"\W+", " ", document.text.casefold()) for part in PARTS for document in corpus[part]]
    assert len(texts) == len(set(texts))


def test_each_held_out_part_has_a_writer_whom_the_reader_has_not_met(corpus):
    hands = {part: {re.match(r"[x-z]?[a-z]", document.id)[0] for document in corpus[part]} for part in PARTS}
    assert "h" not in hands["train"]
    assert "v" not in hands["train"] | hands["development"]


def test_the_ontology_has_every_class_and_relation(corpus):
    ontology = load_ontology()
    classes = {local_name(iri) for iri in ontology.classes} | VALUES
    relations = {local_name(iri) for iri in ontology.properties} | OTHER_RELATIONS
    for part in PARTS:
        for document in corpus[part]:
            assert {thing.kind for thing in document.things.values()} <= classes, document.id
            assert {fact.relation for fact in document.facts} <= relations, document.id


def test_the_card_tells_the_sizes(corpus):
    card = (CORPUS / "README.md").read_text(encoding="utf-8")
    said = {
        part: tuple(int(number.replace(",", "")) for number in numbers)
        for part, *numbers in re.findall(r"^\| `(\w+)/` \| ([\d,]+) \| ([\d,]+) \| ([\d,]+) \| ([\d,]+) \|", card, re.M)
    }
    for part in PARTS:
        documents, words, mentions, facts = said[part]
        assert documents == len(corpus[part])
        for told, found in (
            (words, sum(len(document.text.split()) for document in corpus[part])),
            (mentions, sum(len(document.marks) for document in corpus[part])),
            (facts, sum(len(document.facts) for document in corpus[part])),
        ):
            assert told == pytest.approx(found, rel=0.01)

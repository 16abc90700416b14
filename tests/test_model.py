"""The values that flow: frozen, comparable, with passages that a browser can find."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, is_dataclass

import pytest

from kg import model
from kg.alignment import AlignedText
from kg.model import Block, Document, Extraction, Passage, Rejection, Statement, Value

PASSAGE = Passage("https://example.org/d", 3, 7, "Hull")
BLOCK = Block("paragraph", AlignedText.of("In Hull."))
DOCUMENT = Document("https://example.org/d", "d.txt", "In Hull.", (BLOCK,))
STATEMENT = Statement("https://example.org/s", "https://example.org/p", Value("1"), PASSAGE, 0.9, "sample")
VALUES = [
    PASSAGE,
    BLOCK,
    DOCUMENT,
    STATEMENT,
    Value("1"),
    Rejection("a", "b", "c", "wrong range", PASSAGE, "sample"),
    Extraction(DOCUMENT, (STATEMENT,)),
]


def test_every_value_of_the_model_is_tested_here():
    classes = {thing for thing in vars(model).values() if is_dataclass(thing) and thing.__module__ == "kg.model"}
    assert classes == {type(value) for value in VALUES}


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_values_are_frozen(value):
    name = fields(value)[0].name
    with pytest.raises(FrozenInstanceError):
        setattr(value, name, None)
    assert not hasattr(value, "__dict__")


def test_a_passage_has_an_iri_with_its_offsets():
    assert PASSAGE.iri == "https://example.org/d#char=3,7"


def test_passages_stand_in_the_order_of_the_text():
    later = Passage("https://example.org/d", 10, 12, "it")
    assert sorted([later, PASSAGE]) == [PASSAGE, later]


def test_equal_values_are_one_in_a_set():
    assert len({PASSAGE, Passage("https://example.org/d", 3, 7, "Hull")}) == 1
    assert len({STATEMENT, Statement(STATEMENT.subject, STATEMENT.predicate, Value("1"), PASSAGE, 0.9, "sample")}) == 1


def test_a_literal_is_a_string_unless_it_says_otherwise():
    assert Value("1").datatype == "http://www.w3.org/2001/XMLSchema#string"
    assert Value("1") != Value("1", "http://www.w3.org/2001/XMLSchema#integer")


def test_a_statement_is_neither_denied_nor_planned_unless_it_says_so():
    assert (STATEMENT.negated, STATEMENT.planned) == (False, False)

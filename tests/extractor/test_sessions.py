"""Numbered sessions and the bodies that hold them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extractor.sessions import read_ordinal

# The body and the number
SESSIONS = {
    "numeral": (
        "The 41st session of the Board of the Almaty Water Institute opened on 2 June 2015.",
        "41st session of the Board of the Almaty Water Institute | sessionNumber | 41",
        "41st session of the Board of the Almaty Water Institute | startDate | 2015-06-02",
    ),
    "words": (
        "The twenty-second session of the Human Rights Council took place in Geneva.",
        "twenty-second session of the Human Rights Council | sessionOf | Human Rights Council",
        "twenty-second session of the Human Rights Council | sessionNumber | 22",
        "twenty-second session of the Human Rights Council | location | Geneva",
    ),
    "assembly": (
        "The Dialogue on Turtles was held on the margins of the 69th session of the United Nations General Assembly.",
        "69th session of the United Nations General Assembly | sessionOf | United Nations General Assembly",
        "69th session of the United Nations General Assembly | sessionNumber | 69",
        "Dialogue on Turtles | onTheMarginsOf | 69th session of the United Nations General Assembly",
    ),
    "chaired": (
        "Ambassador Thorsten Kjær chaired the fifth session of the Arctic Shipping Committee.",
        "fifth session of the Arctic Shipping Committee | chair | Thorsten Kjær",
        "fifth session of the Arctic Shipping Committee | sessionOf | Arctic Shipping Committee",
        "fifth session of the Arctic Shipping Committee | sessionNumber | 5",
    ),
    "special-session": (
        "The eleventh special session of the Sahel Grain Commission adopted the Millet Declaration.",
        "eleventh special session of the Sahel Grain Commission | sessionOf | Sahel Grain Commission",
        "eleventh special session of the Sahel Grain Commission | sessionNumber | 11",
        "eleventh special session of the Sahel Grain Commission | adopted | Millet Declaration",
    ),
    "acronym": (
        "The 12th session of the HRC ended on Friday.",
        "? 12th session of the HRC | sessionOf | HRC",
        "12th session of the HRC | sessionNumber | 12",
    ),
    "a-panels-session-isnt-numbered": (
        "The opening session of the Oslo Forum on Skis was chaired by Nils Berg.",
        "opening session | chair | Nils Berg",
        "- | sessionNumber |",
        "- Oslo Forum on Skis | chair | Nils Berg",
    ),
    "a-school-term": (
        "The third session of pupils arrived at noon.",
        "- | sessionOf |",
    ),
    "one-thing-in-two-spellings": (
        "The 15th session of the Sahel Grain Commission opened in Bamako. The fifteenth session of the "
        "Sahel Grain Commission was chaired by Fanta Diallo.",
        "15th session of the Sahel Grain Commission | location | Bamako",
        "15th session of the Sahel Grain Commission | chair | Fanta Diallo",
    ),
}


@pytest.mark.parametrize("entry", SESSIONS.values(), ids=SESSIONS)
def test_sessions(entry, check):
    text, *facts = entry
    check(text, facts)


UNITS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


@given(st.sampled_from(range(20, 100, 10)), st.integers(1, 9), st.booleans())
def test_ordinals_in_words(tens, unit, capital):
    words = [TENS[tens // 10 - 2], "-", UNITS[unit - 1]]
    assert read_ordinal([word.title() for word in words] if capital else words) == tens + unit


@given(st.integers(1, 9999), st.sampled_from(["st", "nd", "rd", "th"]))
def test_ordinals_in_figures(number, ending):
    assert read_ordinal([f"{number}{ending}"]) == number


@pytest.mark.parametrize(
    ("words", "number"),
    [
        (["first"], 1),
        (["twelfth"], 12),
        (["twentieth"], 20),
        (["ninetieth"], 90),
        (["hundredth"], 100),
        (["twenty"], None),
        (["twenty", "-", "two"], None),
        (["2018"], None),
        (["the"], None),
        ([], None),
    ],
)
def test_read_ordinal(words, number):
    assert read_ordinal(words) == number


@given(st.lists(st.text(max_size=6), max_size=4))
def test_an_ordinal_is_never_negative(words):
    number = read_ordinal(words)
    assert number is None or number >= 0

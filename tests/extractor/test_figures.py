"""Numbers with what they count."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extractor.rules.figures import read_number

# Counts and shares, exact and rough
FIGURES = {
    "million": (
        "The flood displaced 1.4 million people.",
        "1400000 people | value | 1400000",
        "1400000 people | unitText | people",
    ),
    "grouped-digits": (
        "The programme trained 12,500 midwives.",
        "12500 midwives | value | 12500",
        "12500 midwives | unitText | midwives",
    ),
    "nearly": (
        "Nearly 90 countries sent delegates.",
        "90 countries | value | 90",
        "90 countries | approximate | true",
    ),
    "more-than": (
        "More than 300 farmers came to the fair.",
        "300 farmers | value | 300",
        "300 farmers | approximate | true",
    ),
    "some": (
        "Some 40 radio stations broadcast the debate.",
        "40 radio stations | value | 40",
        "40 radio stations | approximate | true",
    ),
    "exact-isnt-rough": (
        "Exactly 90 countries sent delegates.",
        "90 countries | value | 90",
        "- 90 countries | approximate | true",
    ),
    "with-an-adjective": (
        "The bank lent money to 650 rural cooperatives.",
        "650 rural cooperatives | value | 650",
        "650 rural cooperatives | unitText | rural cooperatives",
    ),
    "two-figures": (
        "The fund reached 30 villages and 4,200 children.",
        "30 villages | value | 30",
        "4200 children | value | 4200",
    ),
    "per-cent": (
        "About 62 per cent of the teachers are women.",
        "62 per cent | value | 62",
        "62 per cent | approximate | true",
    ),
    "percent-sign": (
        "Only 7% of the wells were safe.",
        "7 % | value | 7",
    ),
    "money": (
        "Norway paid 25 million dollars to the Cod Fund.",
        "25000000 dollars | value | 25000000",
        "25000000 dollars | unitText | dollars",
    ),
}

# Numbers that count nothing
NO_FIGURES = {
    "a-year": (
        "The fair opened in 2019.",
        "- | value |",
    ),
    "an-ordinal": (
        "The third session opened late.",
        "- | value |",
    ),
    "a-goal": (
        "SDG 4 was discussed.",
        "- | value |",
    ),
    "a-room": (
        "The fair was held in Room 12.",
        "- | value |",
    ),
    "a-date": (
        "The fair was held on 4 May 2019.",
        "- | value |",
    ),
    "a-resolutions-number": (
        "The assembly recalled resolution 2250.",
        "- | value |",
    ),
}


@pytest.mark.parametrize("entry", FIGURES.values(), ids=FIGURES)
def test_figures(entry, check):
    text, *facts = entry
    check(text, facts)


@pytest.mark.parametrize("entry", NO_FIGURES.values(), ids=NO_FIGURES)
def test_no_figures(entry, check):
    text, *facts = entry
    check(text, facts)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        (["12"], "12"),
        (["12,500"], "12500"),
        (["1,250,000.75"], "1250000.75"),
        (["1.5", "million"], "1500000"),
        (["seven"], "7"),
        (["thirty", "-", "two"], "32"),
        (["two", "thousand"], "2000"),
        (["hundred"], "100"),
        (["3", "billion"], "3000000000"),
        (["several"], None),
        (["12", "apples"], None),
        ([], None),
    ],
)
def test_read_number(words, number):
    assert read_number(words) == (None if number is None else Decimal(number))


@given(st.integers(0, 10**15), st.booleans())
def test_digits_are_read_back(number, grouped):
    assert read_number([f"{number:,}" if grouped else str(number)]) == number


@given(st.decimals(0, 999, places=1), st.sampled_from([("thousand", 10**3), ("million", 10**6), ("billion", 10**9)]))
def test_scales_multiply(number, scale):
    assert read_number([str(number), scale[0]]) == number * scale[1]


@given(st.lists(st.text(max_size=8), max_size=5))
def test_any_words_are_read_or_refused(words):
    number = read_number(words)
    assert number is None or number >= 0

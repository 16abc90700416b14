"""Numbers: digits, words, ranges."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extractor.numbers import find_numbers

NUMBERS = {
    "12 apples": "12",
    "12,500 midwives": "12500",
    "1 500 000 francs": "1500000",
    "1.500.000 lei": "1500000",
    "1,250,000.75": "1250000.75",
    "12,5 million": "12500000",
    "1.5 million": "1500000",
    "3.1m of it": "3100000",
    "28k": "28000",
    "2bn": "2000000000",
    "5 crore rupees": "50000000",
    "seven": "7",
    "thirty-two ships": "32",
    "Two thousand three hundred pupils": "2300",
    "One hundred and seventeen teachers": "117",
    "four million two hundred thousand": "4200000",
    "Half a million people": "500000",
    "two and a half million": "2500000",
    "a hundred trees": "100",
    "two dozen": "24",
    "Some 150 to 200 delegates": "150–200",
    "between 40 and 50 schools": "40–50",
    "3-4 million": "3000000–4000000",
    "1.5 to 2 million": "1500000–2000000",
    "twenty to thirty": "20–30",
    "28 and 30": "28 30",
    "30 to 28": "30 28",
    "several of them": "",
    "thousands of people": "",
}


@pytest.mark.parametrize(("text", "numbers"), NUMBERS.items(), ids=NUMBERS)
def test_numbers(text, numbers):
    found = find_numbers(text)
    assert " ".join(str(n.value) if n.high is None else f"{n.value}–{n.high}" for n in found) == numbers


@given(st.integers(0, 10**15), st.booleans())
def test_digits_are_read_back(number, grouped):
    (found,) = find_numbers(f"{number:,}" if grouped else str(number))
    assert found.value == number


@given(st.decimals(1, 999, places=1), st.sampled_from([("thousand", 10**3), ("million", 10**6), ("billion", 10**9)]))
def test_scales_multiply(number, scale):
    (found,) = find_numbers(f"{number} {scale[0]}")
    assert found.value == Decimal(number) * scale[1]


@settings(deadline=None)
@given(st.text(max_size=40))
def test_any_words_are_read_and_found_where_they_stand(text):
    found = find_numbers(text)
    assert all(0 <= n.start < n.end <= len(text) and n.value >= 0 for n in found)
    assert all(one.end <= other.start for one, other in pairwise(found))

"""Lines wrapped at a column become one; lines that are lines stay."""

from __future__ import annotations

import pytest

from kg.alignment import AlignedText
from kg.documents import read
from kg.text.cleaning import clean_document
from kg.text.wraps import keeps_hyphen, unwrap

WRAPPED = """The Harbour Institute held a workshop on quiet ports in Lisbon on 3 May
2022, attended by harbour masters from the Atlantic coast and by Ms Inês
Caldeira-Mota of the Ministry of Tides. The chair also thanked the Uni-
versity of Porto and Ms Élodie Roussel-Martin, who had sent a full long-
term forecast, and Mr Benedict Amsterdam-Brown, who works for the Baltic-
Adriatic Pilots."""


def unwrapped(text: str, words: frozenset[str] = frozenset()) -> str:
    return unwrap(AlignedText.of(text), words).text


def test_a_wrapped_paragraph_becomes_one_line() -> None:
    line = unwrapped(WRAPPED)
    assert "\n" not in line
    assert "3 May 2022, attended" in line
    assert "University of Porto" in line
    assert "long-term forecast" in line
    assert "Baltic-Adriatic Pilots" in line


def test_offsets_stay_right_across_joined_lines() -> None:
    text = unwrap(AlignedText.of(WRAPPED))
    start = text.text.index("University")
    assert WRAPPED[slice(*text.span(start, start + len("University")))] == "Uni-\nversity"


def test_windows_line_ends_and_indents_go_with_the_wrap() -> None:
    assert unwrapped(WRAPPED.replace("\n", " \r\n    ")) == unwrapped(WRAPPED)


@pytest.mark.parametrize(
    "text",
    [
        "Chair: Ms Ada Cray\nVenue: Hall 3",
        "Harbour Institute\n12 Quay Street\nLisbon",
        "- bring a chart\n- bring a lamp\n- and go home",
        "1. charts\n2. lamps\n(a) spare lamps",
        "Permanent Mission of Japan to the United Nations, New York\n"
        "Permanent Mission of Malta to the United Nations, New York\n"
        "Permanent Mission of Kenya to the United Nations, New York",
        "The first paragraph is rather a long one, as these things go\n\nthe second isn't",
        "Each sentence has its line.\nThis one too.\nAnd this.",
        "One line only",
        "",
    ],
)
def test_lines_that_are_lines_stay(text: str) -> None:
    aligned = AlignedText.of(text)
    assert unwrap(aligned) is aligned


def test_a_sentence_that_goes_on_is_joined_even_if_short() -> None:
    assert unwrapped("She spoke for\nthe mission") == "She spoke for the mission"
    assert unwrapped("She spoke for the\nMission of Malta") == "She spoke for the Mission of Malta"


@pytest.mark.parametrize(
    ("first", "second", "words", "kept"),
    [
        ("mar", "gins", frozenset(), False),
        ("Uni", "versity", frozenset(), False),
        ("Whitebear", "Cardinal", frozenset(), True),
        ("long", "term", frozenset(), True),
        ("co", "operation", frozenset({"co-operation"}), True),
        ("co", "operation", frozenset(), False),
        ("ship", "owners", frozenset({"shipowners"}), False),
        ("UN", "WRA", frozenset({"UNWRA"}), False),
        ("xyl", "ograph", frozenset(), False),
        ("Grand", "daughter", frozenset(), False),
        ("Mc", "Bride", frozenset(), False),
        ("Grand", "Lodge", frozenset({"Grand-Lodge"}), True),
    ],
)
def test_the_hyphen_at_a_line_end(first: str, second: str, words: frozenset[str], kept: bool) -> None:
    assert keeps_hyphen(first, second, words) is kept


def test_the_width_of_the_whole_text_tells_where_a_name_was_broken() -> None:
    text = "Ines Valadares, sound archivist, Ethiopian Radio Heritage\n  Unit"
    assert unwrapped(text) == text
    assert unwrap(AlignedText.of(text), width=60).text == text.replace("\n  ", " ")
    assert unwrap(AlignedText.of(text), width=72).text == text
    label = "Ines Valadares, sound archivist, Ethiopian Radio Heritage\nVenue: Lisbon"
    assert unwrap(AlignedText.of(label), width=60).text == label


def test_labelled_lines_of_a_wrapped_text_are_joined_too() -> None:
    prose = "\n".join(["The Institute met in Lisbon on Monday, and its board came as well"] * 8)
    text = f"Present: Pat Doe, Tide Institute, and Ms Ana Caldeira of the\nHarbour Board\nVenue: Lisbon\n\n{prose}\n"
    (document,) = read({"a": text})
    blocks = clean_document(document).blocks
    assert [block.content.text for block in blocks if block.kind == "field"] == [
        "Pat Doe, Tide Institute, and Ms Ana Caldeira of the Harbour Board",
        "Lisbon",
    ]

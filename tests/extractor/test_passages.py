"""What blocks become for reading: lists join the sentence that they complete, years and datelines are found."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.alignment import AlignedText
from kg.documents import read
from kg.extractor.passages import make_readings
from kg.model import Block
from kg.text import prepare


def blocks(*parts: tuple[str, str]) -> tuple[str, list[Block]]:
    """A source and its blocks: (kind, text) joined by line ends."""
    source, made = "", []
    for kind, text in parts:
        made.append((kind, len(source), len(source) + len(text)))
        source += text + "\n"
    return source, [Block(kind, AlignedText.of(source, start, end)) for kind, start, end in made]


def texts(*parts: tuple[str, str]) -> list[str]:
    return [reading.content.text for reading in make_readings(blocks(*parts)[1])]


def test_a_list_completes_the_sentence_above_it():
    assert texts(("paragraph", "Signed by:"), ("item", "Samoa;"), ("item", "Tonga;"), ("item", "Vanuatu.")) == [
        "Signed by Samoa, Tonga, and Vanuatu"
    ]


def test_a_list_under_a_heading_stays_a_list():
    parts = (("heading", "Signatories:"), ("item", "Samoa"), ("item", "Tonga"))
    assert texts(*parts) == [text for _, text in parts]


def test_a_colon_without_a_list_stays():
    assert texts(("paragraph", "Signed by:"), ("paragraph", "Samoa")) == ["Signed by:", "Samoa"]


def test_words_of_a_joined_list_point_to_their_places():
    source, given_blocks = blocks(("paragraph", "Signed by:"), ("item", "Samoa;"), ("item", "Tonga;"))
    (reading,) = make_readings(given_blocks)
    for word in ("Signed", "by", "Samoa", "Tonga"):
        place = reading.content.text.index(word)
        start, end = reading.content.span(place, place + len(word))
        assert source[start:end] == word


def test_the_year_is_that_of_the_last_full_date_or_of_the_first():
    _, given_blocks = blocks(
        ("paragraph", "It opens soon."),
        ("paragraph", "It opened on 3 May 2014."),
        ("paragraph", "It closed on 5 May."),
        ("paragraph", "The next one opened on 6 May 2016."),
        ("paragraph", "It closed on 8 May."),
    )
    assert [reading.year for reading in make_readings(given_blocks)] == [2014, 2014, 2014, 2016, 2016]


def test_without_a_date_there_is_no_year():
    assert [reading.year for reading in make_readings(blocks(("paragraph", "It opens on 5 May."))[1])] == [None]


@pytest.mark.parametrize(
    ("text", "place", "day", "rest"),
    [
        ("Hull, 3 October 2014 – The forum opened.", "Hull", "2014-10-03", "The forum opened."),
        ("HULL, 3 October 2014 — The forum opened.", "HULL", "2014-10-03", "The forum opened."),
        ("Port of Spain (3 October 2014) - The forum opened.", "Port of Spain", "2014-10-03", "The forum opened."),
        ("New York, October 3, 2014: The forum opened.", "New York", "2014-10-03", "The forum opened."),
        ("3 October 2014 – The forum opened.", "", "2014-10-03", "The forum opened."),
    ],
)
def test_a_dateline_is_taken_off(text, place, day, rest):
    (reading,) = make_readings(blocks(("paragraph", text))[1])
    assert (reading.dateline_name, reading.dateline_day, reading.content.text) == (place, day, rest)
    assert (reading.dateline_place is None) == (not place)


@pytest.mark.parametrize(
    "text",
    [
        "On 3 October 2014 the forum opened.",
        "The forum opened on 3 October 2014 – a Friday.",
        "Hull, October 2014 – The forum opened.",
        "Hull – The forum opened.",
    ],
)
def test_what_is_no_dateline(text):
    (reading,) = make_readings(blocks(("paragraph", text))[1])
    assert (reading.dateline_day, reading.content.text) == ("", text)


KINDS = st.sampled_from(["heading", "paragraph", "item", "field"])
PARTS = st.lists(st.tuples(KINDS, st.text(st.characters(exclude_characters="\n"), max_size=30)), max_size=6)


@given(PARTS)
def test_every_reading_keeps_to_the_order_of_the_source(parts):
    source, given_blocks = blocks(*parts)
    for reading in make_readings(given_blocks):
        content = reading.content
        assert len(content.text) == len(content.starts) == len(content.ends)
        assert list(content.starts) == sorted(content.starts)
        for place, letter in enumerate(content.text):
            start, end = content.span(place, place + 1)
            assert source[start:end] in ("", letter)


def test_a_long_run_of_marks_takes_no_time(tmp_path, extractor):
    path = tmp_path / "marks.txt"
    path.write_text(
        "(" * 5_000 + " " + "!" * 20_000 + " word" * 30_000 + " UNESCO organised the Forum on Soil in Rome."
    )
    started = time.process_time()
    (document,) = read([path])
    extraction = extractor.extract(prepare(document))
    assert time.process_time() - started < 30
    assert all(document.text[s.passage.start : s.passage.end] == s.passage.exact for s in extraction.statements)

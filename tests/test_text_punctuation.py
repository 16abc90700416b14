"""Marks are put where they belong, and never where one stands."""

from __future__ import annotations

import pytest

from kg.alignment import AlignedText
from kg.text import punctuation
from kg.text.punctuation import restore
from kg.text.tagger import load_tagger, tag_windows

SENTENCES = [
    "We thank the Government of Peru for its hospitality and for the hard work of its people",
    "The Assembly must act now on behalf of the children of the world",
    "She recalled the importance of clean water and urged all States to share their knowledge",
    "It will take place in Geneva in the spring of 2024",
]


def restored(text: str) -> str:
    return restore(AlignedText.of(text)).text


def test_sentence_ends() -> None:
    text = restored(" ".join(SENTENCES)).replace(",", "")
    assert text.split(". ") == [*SENTENCES[:-1], SENTENCES[-1] + "."]


def test_a_list_and_an_opening_get_their_commas() -> None:
    text = restored("In that context we call for peace security and development in Africa Asia and Europe")
    assert text == "In that context, we call for peace, security and development in Africa, Asia and Europe."


def test_marks_that_stand_stay_alone() -> None:
    text = restored(f"{SENTENCES[0]}. {SENTENCES[1]} – {SENTENCES[2]} (and Mr. Bo) {SENTENCES[3]}!")
    assert ".." not in text
    assert "., " not in text
    assert ", –" not in text
    assert ",(" not in text
    assert text.endswith("2024!")


@pytest.mark.parametrize(
    ("text", "beginning"),
    [
        ("New York 29 September 2021 At the margins", "New York, 29 September 2021 – At the margins"),
        ("Port of Spain 3 May 2022 The forum met", "Port of Spain, 3 May 2022 – The forum met"),
        ("Geneva May 3 2022 Peru hosted", "Geneva, May 3 2022 – Peru hosted"),
        ("On 3 May 2022 Peru hosted", "On 3 May 2022"),
        ("Lima hosted it on 3 May 2022 The forum met", "Lima hosted it"),
    ],
)
def test_datelines(text: str, beginning: str) -> None:
    assert restored(text).startswith(beginning)
    assert ("–" in restored(text)) == ("–" in beginning)


def test_windows_leave_no_seam(monkeypatch: pytest.MonkeyPatch) -> None:
    text = " ".join(SENTENCES * 30)
    whole = tag_windows(load_tagger(), [text.split()])[0]
    assert punctuation._guess(text.split()) == whole
    monkeypatch.setattr(punctuation, "WINDOW", 17)
    assert punctuation._guess(text.split()) == whole


def test_loading_is_done_once_and_gives_the_same() -> None:
    assert load_tagger() is load_tagger()
    words = " ".join(SENTENCES).split()
    again = load_tagger.__wrapped__(None)
    assert tag_windows(again, [words]) == tag_windows(load_tagger(), [words])


def test_nothing_gives_nothing() -> None:
    assert restored("") == ""

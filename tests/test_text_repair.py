"""Characters that were lost or mangled come back; those that are right stay."""

from __future__ import annotations

import pytest

from kg.alignment import AlignedText
from kg.text.repair import repair


def repaired(text: str) -> str:
    return repair(AlignedText.of(text)).text


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        # a lost space
        ("and UNESCO?organized a forum", "and UNESCO organized a forum"),
        ("Ms?Stefania, Cape?Town, UN?Women", "Ms Stefania, Cape Town, UN Women"),
        ("15?million on 3?May", "15 million on 3 May"),
        ("UN??Women", "UN Women"),
        ("young?people met", "young people met"),
        ("UNESCO\ufffdorganized", "UNESCO organized"),
        # a lost apostrophe, dash, pair of quotation marks
        ("Peru?s plan", "Peru’s plan"),
        ("they don?t", "they don’t"),
        ("Mr O?Brien of Côte d?Ivoire", "Mr O’Brien of Côte d’Ivoire"),
        ("in 2019?2020", "in 2019–2020"),
        ("the forum ? held in Lima ? ended", "the forum – held in Lima – ended"),
        ("a talk on ?Quiet ports? was given", 'a talk on "Quiet ports" was given'),
        # decoded wrongly
        ("It isnâ€™t; cafÃ©", "It isn’t; café"),
        # left over by a converter
        ("Research &amp; Development&nbsp;Fund &#8211; 2022", "Research & Development Fund – 2022"),
        # not to be seen
        ("co\u00adop\u200ber\ufeffation", "cooperation"),
        ("mar\u00ad\n  gins", "margins"),
        ("3\u00a0May\u202f2022", "3 May 2022"),
        ("a\x00b\x1fc\x7f", "abc"),
    ],
)
def test_repairs(broken: str, whole: str) -> None:
    assert repaired(broken) == whole


@pytest.mark.parametrize(
    "text",
    [
        "Why? Because.",
        "Why?Because nobody asked.",
        "He asked: what?",
        "https://example.org/search?query=Lima",
        "www.example.org/page?next",
        "page.php?id=3 and a=b?c",
        "S?o Paulo and Universit?t",  # a lost letter: nobody can know which
        "R&D; AT&T; &c; &nosuchthing;",
        "“Quotes” and ‘these’ – fine…",
        "می‌خواهم",  # the non-joiner has work to do here
        "👩‍🔬",
        "tab\tand\r\nlines",
    ],
)
def test_leaves_alone(text: str) -> None:
    aligned = AlignedText.of(text)
    assert repair(aligned) is aligned


def test_what_was_repaired_stands_for_what_was_there() -> None:
    source = "It isnâ€™t so"
    text = repair(AlignedText.of(source))
    start = text.text.index("’")
    assert source[slice(*text.span(start, start + 1))] == "â€™"
    assert source[slice(*text.span(0, len(text)))] == source

"""Only prose that has lost its marks counts as such."""

from __future__ import annotations

import pytest

from kg.text import lacks_punctuation
from kg.text.marks import is_marked
from kg.text.prose import find_passages

CLAUSE = "the members of the council met in the hall and spoke of the plan for the coast "


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        (CLAUSE * 3, True),  # 51 words
        (CLAUSE * 2, False),  # 34 words: a long headline
        (CLAUSE * 3 + " . " + CLAUSE * 2, False),  # a mark of its own, as tokenizers write it
        (CLAUSE * 4 + "today.", False),  # one very long sentence
        (CLAUSE * 6 + "today.", True),
        ((CLAUSE * 2).strip() + ", " + (CLAUSE * 2).strip() + ".", False),
        ("Mr. Ada met Dr. Bo of the U.N. in the hall and " + CLAUSE * 3, True),
        ("\n".join([CLAUSE] * 6), False),  # six lines of seventeen words
        ("Peru Chile Japan Malta Kenya Ghana " * 20, False),
        ("el consejo se reunió ayer con los representantes de todas las regiones " * 6, False),
        ("", False),
    ],
)
def test_lacks_punctuation(text: str, lacking: bool) -> None:
    assert lacks_punctuation(text) is lacking


def test_passages_are_lines_or_bare_runs() -> None:
    bare = (CLAUSE * 6).strip()
    text = f"A title\n{bare}\nA line, with marks, and so on."
    assert [text[start:end] for start, end in find_passages(text)] == [bare]
    marked = "We met, and we spoke, and we left. " * 6
    assert [(marked + bare)[start:end] for start, end in find_passages(marked + bare)] == [bare]


@pytest.mark.parametrize(
    ("word", "marked"),
    [("met.", True), ("met,", True), ("met”.", True), ("met.)", True), ("Mr.", False), ("J.", False), ("(Dr.", False),
     ("met", False), ("1,400", False), ("H.E.", False)],
)  # fmt: skip
def test_is_marked(word: str, marked: bool) -> None:
    assert is_marked(word) is marked

"""Glued compounds get their hyphen back, names that are written so stay."""

from __future__ import annotations

import pytest

from kg.alignment import AlignedText
from kg.text.compounds import split_compounds


@pytest.mark.parametrize(
    ("glued", "whole"),
    [
        ("DirectorGeneral", "Director-General"),
        ("SecretaryGenerals", "Secretary-Generals"),
        ("PhiriBanda", "Phiri-Banda"),
        ("elSheikh", "el-Sheikh"),
        ("alAssad", "al-Assad"),
        ("AliBenHassan", "Ali-Ben-Hassan"),
        ("McGregorHall", "McGregor-Hall"),
        ("YouTubeKids", "YouTube-Kids"),
        ("ÉlodieAndré", "Élodie-André"),
        *(
            (word, word)
            for word in (
                *("McGregor", "MacDonald", "DeVries", "LaRouche", "FitzGerald", "YouTube", "LinkedIn", "WhatsApp"),
                *("eLearning", "iPhone", "UNESCO", "NGOs", "MoU", "COVID19", "SDG4", "BioNTech", "highlevel", "UNAids"),
            )
        ),
    ],
)
def test_compounds(glued: str, whole: str) -> None:
    assert split_compounds(AlignedText.of(f"the {glued} met")).text == f"the {whole} met"


def test_a_hyphen_put_in_stands_for_nothing_in_the_source() -> None:
    text = split_compounds(AlignedText.of("DirectorGeneral"))
    assert text.span(0, len(text)) == (0, len("DirectorGeneral"))
    assert text.starts[8] == text.ends[8] == 8

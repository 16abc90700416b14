"""Documents that surely aren't in English are named and left out; whatever may be English is read."""

from __future__ import annotations

import pytest

from benchmarks.languages import TEXTS
from kg.alignment import AlignedText
from kg.annotations import read_folder
from kg.documents import ReadOptions, read
from kg.documents.languages import find_language, name_language
from kg.errors import DocumentError
from kg.model import Block

ENGLISH = "The Tide Institute and the Reef Council organised a forum on clean harbours in Lisbon, and 200 people came. "


def find(text):
    return find_language([Block("paragraph", AlignedText.of(text))])


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, all_ in TEXTS.items() for text in all_[::2]])
def test_a_text_in_another_language_is_told(code, text):
    assert find(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Tides rise.",
        "La conférence régionale.",
        "Attendees: Jaume Aixalà, Rosa Maria Ferré Oliva, Kamal Benyahia Tomàs, Ponç Sabaté (left at 12.00)",
        "1. Tuan Haji Mohd Ridzuan bin Embong – Chairman\n2. Puan Saraswathy a/p Sinnappan – Principal",
        "COMUNIDAD DE REGANTES ACEQUIA DE LA CONDESA",
        "AFRICAN UNION UNION AFRICAINE الاتحاد الأفريقي",
        ENGLISH + TEXTS["fr"][0],
        ENGLISH * 2 + TEXTS["zh"][0],
        ENGLISH + "\x00\x07\u202e\ue000",
    ],
)  # fmt: skip
def test_short_and_mixed_texts_and_lists_of_names_count_as_english(text):
    assert find(text) == ""


def test_it_is_named_left_out_and_costs_no_other(tmp_path):
    (tmp_path / "a.txt").write_text(TEXTS["fr"][0])
    (tmp_path / "b.txt").write_text(ENGLISH)
    errors = []
    assert [document.name for document in read(tmp_path, on_error=errors.append)] == ["b.txt"]
    reason = "is written in French (fr), and kg reads English; --any-language reads it all the same"
    assert str(errors[0]) == f"{tmp_path}/a.txt: {reason}"
    with pytest.raises(DocumentError):
        list(read(tmp_path))
    documents = read(tmp_path, options=ReadOptions(any_language=True))
    assert [document.name for document in documents] == ["a.txt", "b.txt"]


def test_languages_have_names():
    assert [name_language(code) for code in ("sw", "zh-Hant", "xyz")] == ["Swahili", "Traditional Chinese", "xyz"]


@pytest.mark.shared
def test_nothing_of_the_corpora_is_refused(shared):
    texts = [document.text for document in read_folder(shared / "reading", lambda _: None)]
    assert len(texts) > 1000
    assert [text for text in texts if find(text)] == []
    gold = [path for path in (shared / "gold").glob("d*") if path.suffix in (".txt", ".md", ".html")]
    assert len(list(read(gold))) == 24

"""What `kg.text.prepare` promises: broken text gets whole, whole text stays, offsets point into the source."""

from __future__ import annotations

import sys
from subprocess import run

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.alignment import AlignedText
from kg.model import Block, BlockKind, Document
from kg.text import lacks_punctuation, prepare

# Our own, made up; no marks, hyphens glued, a lost space.
BARE = (
    "Lisbon 3 May 2022 The Ministry of Tides of Portugal and the Harbour Institute organized a workshop on quiet ports "
    "Opening the workshop Ms?Inês CaldeiraMota DirectorGeneral of the Institute recalled that ships wait for days "
    "outside crowded harbours She urged all ports to share their timetables The Ministry will publish the results in "
    "June 2022"
)


def document(text: str, kind: BlockKind = "paragraph") -> Document:
    return Document("urn:d", "d.txt", text, (Block(kind, AlignedText.of(text)),))


def cleaned(text: str, kind: BlockKind = "paragraph") -> str:
    return prepare(document(text, kind)).blocks[0].content.text


def test_restores_what_a_stripped_report_has_lost() -> None:
    assert cleaned(BARE).startswith("Lisbon, 3 May 2022 – The Ministry of Tides of Portugal")
    assert "quiet ports. Opening the workshop" in cleaned(BARE)
    assert "crowded harbours. She urged" in cleaned(BARE)
    assert "Ms Inês Caldeira-Mota, Director-General of the Institute" in cleaned(BARE)
    assert cleaned(BARE).endswith("in June 2022.")


def test_restoring_changes_no_letter() -> None:
    kept = [c for c in cleaned(BARE) if c.isalnum()]
    assert kept == [c for c in BARE if c.isalnum()]


def test_offsets_point_into_the_source_after_all_repairs() -> None:
    content = prepare(document(BARE)).blocks[0].content
    start = content.text.index("Inês Caldeira-Mota")
    first, last = content.span(start, start + len("Inês Caldeira-Mota"))
    assert BARE[first:last] == "Inês CaldeiraMota"
    assert list(content.starts) == sorted(content.starts)


def test_a_second_pass_finds_nothing_to_do() -> None:
    once = prepare(document(BARE))
    assert prepare(once) == once


def test_a_bare_run_inside_a_punctuated_line_is_restored_alone() -> None:
    before, after = "First, we met. ", " And so, in the end, all agreed."
    run_of_words = BARE.removeprefix("Lisbon 3 May 2022 ") + " " + BARE.removeprefix("Lisbon 3 May 2022 ") + "."
    text = cleaned((before * 3) + run_of_words + (after * 3))
    assert text.startswith(before * 3)
    assert text.endswith(after * 3)
    assert "crowded harbours. She urged" in text


def test_headings_get_no_marks() -> None:
    assert cleaned(BARE.replace("?", " "), "heading") == BARE.replace("?", " ")


def test_headings_above_a_stripped_text_get_their_hyphens() -> None:
    title = "DirectorGeneral opens talks"
    text = f"{title}\n{BARE}"
    heading = Block("heading", AlignedText.of(text, 0, len(title)))
    body = Block("paragraph", AlignedText.of(text, len(title) + 1))
    assert (
        prepare(Document("urn:d", "d", text, (heading, body))).blocks[0].content.text == "Director-General opens talks"
    )
    assert prepare(Document("urn:d", "d", text, (heading,))).blocks[0] is heading


def test_titles_and_labels_are_repaired_too() -> None:
    text = "Ms?Ada Cray"
    block = Block("field", AlignedText.of(text), label="Cha\u00adir")
    result = prepare(Document("urn:d", "d", text, (block,), title="UN?Women met"))
    assert (result.title, result.blocks[0].label) == ("UN Women met", "Chair")
    assert (result.blocks[0].content.text, result.text) == ("Ms Ada Cray", text)


ORDINARY = [
    "The forum, which Peru hosted, ended on 3 May 2022. Why? Nobody knows.",
    "See https://example.org/a?x=1&y=2 and mail ada@example.org?subject=hi (or don't).",
    "“Quotes”, ‘single’ ones, a dash – and another — stay; so does café, naïve, Łódź, 東京, Ελλάδα.",
    "Chair: Ms Ada Cray\nVenue: Hall 3\nDate: 3 May 2022",
    "Alpha Beta Gamma Delta Epsilon " * 20,
    "3 | 4 | 5 | 12 | 99 " * 30,
    "DirectorGeneral is how the programme spells it, and McGregor, eLearning and YouTube stay.",
]


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_text_passes_as_it_is(text: str) -> None:
    given_document = document(text)
    assert prepare(given_document) == given_document
    assert prepare(given_document).blocks[0] is given_document.blocks[0]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300))
def test_every_offset_lies_in_the_source_and_they_never_go_back(text: str) -> None:
    content = prepare(document(text)).blocks[0].content
    assert len(content.text) == len(content.starts) == len(content.ends)
    assert all(0 <= a <= b <= len(text) for a, b in zip(content.starts, content.ends, strict=True))
    assert list(content.starts) == sorted(content.starts)


@given(st.lists(st.sampled_from(["Peru,", "and", "Japan", "met.", "It", "was", "(so)", "1,400", "why?"]), max_size=80))
def test_punctuated_words_pass_as_they_are(words: list[str]) -> None:
    text = " ".join([*words, "end."])
    if not lacks_punctuation(text):
        assert cleaned(text) == text


def test_importing_the_room_loads_neither_spacy_nor_ftfy() -> None:
    code = "import sys, kg.text; raise SystemExit(bool({'spacy', 'ftfy', 'numpy'} & set(sys.modules)))"
    assert run([sys.executable, "-c", code], check=False).returncode == 0


def test_ordinary_text_loads_no_spacy() -> None:
    code = (
        "import sys\nfrom kg.alignment import AlignedText\nfrom kg.model import Block, Document\nimport kg.text\n"
        "text = 'It met, and it agreed. ' * 40\n"
        "kg.text.prepare(Document('urn:d', 'd', text, (Block('paragraph', AlignedText.of(text)),)))\n"
        "raise SystemExit('spacy' in sys.modules)"
    )
    assert run([sys.executable, "-c", code], check=False).returncode == 0

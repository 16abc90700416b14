"""Texts as values: read as files of them would be, called by their names, and never taken for files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import kg
from kg.absences import list_missing
from kg.builder import build_into
from kg.errors import DocumentError, EmptyError, StoreError
from kg.texts import find_in_store
from tests.builds import sleeper

STORY = (Path(__file__).parent / "stories" / "harbour.txt").read_text("utf-8")
TEXTS = {"one": "0 Tide Institute.", "two": "0 The Tide Institute, too."}


def refuse(*texts: kg.Text) -> list[tuple[type[Exception], str]]:
    """What reading says of texts."""
    errors: list[DocumentError] = []
    list(kg.read(texts, on_error=errors.append))
    return [(type(error), error.name) for error in errors]


def test_a_text_is_read_as_its_file_would_be(tmp_path, extractor, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("harbour.txt").write_text(STORY, "utf-8")
    one = kg.build("harbour.txt", extractor=extractor)
    other = kg.build({"harbour.txt": STORY}, extractor=extractor)
    assert len(one.why("Inês Valadares", "chair")) == 1
    one.export("one.ttl")
    other.export("other.ttl")
    assert Path("one.ttl").read_bytes() == Path("other.ttl").read_bytes()


def test_the_name_says_nothing_of_the_format_and_names_no_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("a.html").write_text("<p>What the file says.</p>", "utf-8")
    (plain,) = kg.read({"a.html": "<p>The text.</p>"})
    assert (plain.name, plain.text, plain.media_type, plain.file) == ("a.html", "<p>The text.</p>", "text/plain", "")
    (page,) = kg.read({"-": "<p>A page.</p>"}, options=kg.ReadOptions(form="html"))
    assert (page.name, page.media_type) == ("-", "text/html")
    assert [block.content.text for block in page.blocks] == ["A page."]
    (none,) = refuse(kg.Text("", "Some words."))
    assert none == (DocumentError, "''")


@pytest.mark.parametrize("day", [date(2024, 6, 12), "2024-06-12", "2024-06-12T10:00:00"])
def test_a_title_and_a_day_that_are_given_count(day):
    given = kg.Text("a", "A heading\n\nThe council met in Suva.", title="Another", date=day)
    (document,) = kg.read(given)
    assert (document.title, document.date) == ("Another", "2024-06-12")
    (document,) = kg.read(replace(given, title="", date=""))
    assert (document.title, document.date) == ("A heading", "")


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (kg.Text("a", " \n"), EmptyError),
        (kg.Text("a", None), DocumentError),  # type: ignore[arg-type]
        (kg.Text("a", "half \ud800 a letter"), DocumentError),
        (kg.Text("a", "Some words.", date="in June"), DocumentError),
        (kg.Text("b", "The same name, another text."), DocumentError),
    ],
)
def test_a_text_that_cant_be_read_costs_only_itself(text, error):
    assert refuse(kg.Text("b", "Some words."), text) == [(error, text.name)]


def test_a_store_knows_texts_again_and_misses_no_file(tmp_path):
    with kg.Store(tmp_path / "texts.kg") as store:
        build_into(store, TEXTS, extractor=sleeper())
        assert [source.name for source in store.documents()] == ["one", "two"]
        again = build_into(
            store, {"one": TEXTS["one"], "two": "0 The Tide Institute, changed."}, extractor=sleeper(), prune=True
        )
        assert (again.documents, again.skipped, again.absences, list_missing(store)) == (2, 1, [], [])
        only = build_into(store, [kg.Text("two", "0 The Tide Institute, changed.")], extractor=sleeper(), prune=True)
        assert (only.absences, len(store.documents())) == ([], 2)
        with pytest.raises(StoreError, match="knows no file of one"):
            find_in_store(store, "one")


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_columns_of_a_frame(library):
    frames = pytest.importorskip(library)
    days = [date(2024, 6, 12), None, date(2024, 6, 14)]
    frame = frames.DataFrame({"id": [7, 8, 9], "body": ["One.", None, "Three."], "day": days})
    if library == "pandas":
        frame["day"] = frames.to_datetime(frame["day"])  # what is missing is NaT now
    texts = kg.texts_of(frame, text="body", name="id", date="day")
    assert texts == [
        kg.Text("7", "One.", date=texts[0].date),
        kg.Text("8", ""),
        kg.Text("9", "Three.", date=texts[2].date),
    ]
    assert [text.find_day() for text in texts] == ["2024-06-12", "", "2024-06-14"]
    assert refuse(*texts) == [(EmptyError, "8")]
    assert [text.name for text in kg.texts_of(frame, text="body")] == ["row-1", "row-2", "row-3"]
    with pytest.raises(DocumentError, match="bod: is no column of the frame; it has id, body, day"):
        kg.texts_of(frame, text="bod")

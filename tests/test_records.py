"""Tables, JSON and Parquet: each row that holds prose is a document; which columns do is told, or said by the user."""

from __future__ import annotations

import io
import json

import pytest

from kg.documents import ReadOptions, read
from kg.documents.csv import parse_csv
from kg.documents.json import parse_json, parse_lines
from kg.documents.records import choose_columns
from kg.errors import DocumentError, EmptyError

PROSE = "The Tide Institute organised the Harbour Forum in Lisbon on 3 May 2021. Ana Duarte chaired it."
ROW = {"id": 7, "headline": "Forum", "link": "https://e.org/7", "published": "2024-06-12T10:00:00Z", "body": PROSE}
ROW |= {"meta": {"author": {"name": "Bo Li"}, "lang": "en"}, "tags": ["a", "b"], "note": "Short."}


def lines(*rows, options=ReadOptions()):  # noqa: B008 - frozen
    text = "\n".join(each if isinstance(each, str) else json.dumps(each) for each in rows)
    return list(parse_lines(text.encode(), "a.jsonl", options))


def table(text, options=ReadOptions()):  # noqa: B008 - frozen
    return list(parse_csv(text.encode(), "a.csv", options))


def said(contents):
    return [(block.kind, block.label, block.content.text) for block in contents.blocks]


def test_a_row_is_a_document_with_its_facts_by_their_usual_names():
    (contents,) = lines(ROW)
    assert said(contents) == [("heading", "", "Forum"), ("paragraph", "", PROSE)]
    assert (contents.title, contents.date, contents.source) == ("Forum", "2024-06-12", "https://e.org/7")
    assert (contents.author, contents.language, contents.part) == ("Bo Li", "en", "7")
    start, end = contents.blocks[1].content.span(0, len(PROSE))
    assert contents.text[start:end] == PROSE


@pytest.mark.parametrize(
    ("rows", "texts"),
    [
        ([{"a": PROSE, "b": "short", "c": 7}], ("a",)),
        ([{"a": PROSE}, {"a": ""}, {"a": None}, {"b": "x"}], ("a",)),
        ([{"a": PROSE}, {"a": "short"}], ("a",)),
        ([{"a": PROSE}, {"a": "short"}, {"a": "short"}], ()),
        ([{"summary": PROSE, "body": PROSE}], ("summary", "body")),
        ([{"a": " ".join("word" for _ in range(12))}], ("a",)),
        ([{"a": " ".join("word" for _ in range(11))}], ()),
    ],
)
def test_a_column_holds_prose_if_half_of_its_values_do(rows, texts):
    assert choose_columns(rows, ReadOptions()).texts == texts


def test_the_user_chooses_columns():
    (contents,) = lines(ROW, options=ReadOptions(columns=("note", "meta.lang")))
    assert [each[2] for each in said(contents)] == ["Forum", "Short.", "en"]
    with pytest.raises(DocumentError, match="has no column missing; it has id, headline"):
        lines(ROW, options=ReadOptions(columns=("missing",)))


def test_a_bad_line_is_named_and_costs_no_other():
    first, bad, deep, inf, last = lines(ROW, "{bad", "[" * 100_000, '{"id": 1e999, "body": ""}', ROW | {"id": 8})
    assert (first.part, last.part) == ("7", "8")
    assert str(bad).startswith("a.jsonl, line 2: isn't JSON (Expecting property name")
    assert str(deep) == "a.jsonl, line 3: isn't JSON (it nests too deeply); mend or delete the line"
    assert str(inf) == "a.jsonl, line 4: holds no text in body"
    assert isinstance(inf, EmptyError)


def test_halves_of_characters_are_marked():
    (contents,) = lines('{"body": "\\ud800 ' + PROSE + '"}')
    assert contents.text == f"\ufffd {PROSE}"
    assert contents.warnings == ("holds halves of characters; some letters are lost",)


def test_each_document_of_a_file_whose_encoding_was_guessed_says_so():
    data = json.dumps({"body": PROSE.replace("Lisbon", "S\u00e3o Tom\u00e9")}, ensure_ascii=False).encode("cp1252")
    for parse in (parse_lines, parse_json):
        (contents,) = parse(data, "a", ReadOptions())
        assert "S\u00e3o Tom\u00e9" in contents.text
        assert contents.warnings == ("isn't UTF-8; read as cp1252, which is a guess",)
    (contents,) = parse_csv(f"text\n{PROSE} caf\u00e9\n".encode("cp1252"), "a", ReadOptions())
    assert contents.warnings == ("isn't UTF-8; read as cp1252, which is a guess",)


def test_markup_in_a_column_is_read_as_such():
    (contents,) = lines({"body": f"<h2>News</h2><p>{PROSE}</p><ul><li>One</li></ul>"})
    assert [each[0] for each in said(contents)] == ["heading", "paragraph", "item"]


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        ([ROW, ROW | {"id": 8}], ["7", "8"]),
        ({"status": "ok", "articles": [ROW, ROW | {"id": 8}]}, ["7", "8"]),
        ({"response": {"results": [ROW, ROW | {"id": 8}], "other": [{"a": 1}]}}, ["7", "8"]),
        (ROW, ["7"]),
        ([PROSE, PROSE + " Again."], ["1", "2"]),
    ],
)
def test_json_gives_the_objects_of_its_longest_list(value, parts):
    found = list(parse_json(json.dumps(value).encode(), "a.json", ReadOptions()))
    assert [contents.part for contents in found] == parts


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("{", "isn't JSON"),
        ("[" * 100_000, "isn't JSON \\(it nests too deeply\\)"),
        ("[" + "9" * 5000 + "]", "isn't JSON \\(Exceeds the limit"),
        ('{"a": 1}\n{"a": 2}', "if each line is an object, rename it to .jsonl"),
        ("[]", "holds no records"),
        ('{"a": 1}', "has no column of prose .*name one with --text-column: it has a"),
        ("1e999", "has no column of prose"),
        ("null", "has no column of prose"),
    ],
)
def test_json_without_prose_is_refused_with_a_reason(data, reason):
    with pytest.raises(DocumentError, match=reason):
        list(parse_json(data.encode(), "a.json", ReadOptions()))


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_tables_are_read_whatever_parts_their_cells(separator):
    rows = [["id", "title", "text"], ["7", "Forum", f'"{PROSE}\n\nMore, of; it."'], ["8", "B", f'"{PROSE}"']]
    first, second = table("\n".join(separator.join(row) for row in rows))
    assert [each[2] for each in said(first)] == ["Forum", PROSE, "More, of; it."]
    assert (first.part, second.part, second.title) == ("7", "8", "B")


def test_a_table_without_heads_calls_its_columns_by_numbers():
    (first, second) = table(f'"{PROSE}",x\n"{PROSE}",y\n')
    assert [each[2] for each in said(first)] == [PROSE]
    assert second.part == "row 2"


def test_a_table_without_prose_is_one_document():
    error, contents = table("Name,Role,Place\nAna Duarte,Chair,Lisbon\nBo Li,Speaker\nA,B,C,D\n")
    assert said(contents) == [("field", "Chair", "Ana Duarte, Lisbon"), ("field", "Speaker", "Bo Li")]
    assert contents.blocks[0].heads == ("Name", "Role", "Place")
    assert [cell.text for cell in contents.blocks[0].cells] == ["Ana Duarte", "Chair", "Lisbon"]
    for cell in contents.blocks[0].cells:
        start, end = cell.span(0, len(cell))
        assert contents.text[start:end] == cell.text
    assert "4 cells" in str(error)


def test_a_row_that_is_too_long_is_named_and_costs_no_other():
    first, error, last = table(f"id,text\n7,{PROSE}\n8,{PROSE},more,yet\n9,{PROSE}\n")
    assert (first.part, last.part) == ("7", "9")
    assert str(error) == "a.csv, row 3: has 4 cells under 2 heads; mend the row"


def test_a_cell_beyond_all_bounds_costs_its_row():
    error, contents = table(f'id,text\n7,"{"a" * 200_000}"\n8,{PROSE}\n')
    assert str(error).startswith("a.csv, line 2: can't be read as CSV (field larger than field limit")
    assert contents.part == "8"


def test_options_reach_the_rows_of_a_file(tmp_path):
    (tmp_path / "a.jsonl").write_text(json.dumps(ROW))
    (document,) = read(tmp_path, options=ReadOptions(columns=("note",)))
    assert (document.name, document.text) == ("a.jsonl/7", "Forum\n\nShort.")


def test_parquet_is_read_row_by_row():
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    from kg.documents.parquet import parse_parquet

    stream = io.BytesIO()
    parquet.write_table(pyarrow.table({"title": ["A", "B"], "text": [PROSE, PROSE]}), stream)
    found = list(parse_parquet(stream.getvalue(), "a.parquet", ReadOptions()))
    assert [(contents.title, contents.part) for contents in found] == [("A", "row 1"), ("B", "row 2")]
    for data in (b"PAR1", stream.getvalue()[:-10], b""):
        with pytest.raises(DocumentError, match="is a damaged Parquet file"):
            list(parse_parquet(data, "a.parquet", ReadOptions()))


def test_a_text_in_markdown_is_read_as_such():
    text = f"{PROSE}\n\n## Speakers\n\n| Name | Role |\n|---|---|\n| Ana Duarte | **Chair** |\n"
    (contents,) = lines({"id": 1, "body": text})
    assert [block.kind for block in contents.blocks][:2] == ["paragraph", "heading"]
    (row,) = [block for block in contents.blocks if block.cells]
    assert ([cell.text for cell in row.cells], row.heads) == (["Ana Duarte", "Chair"], ("Name", "Role"))


def test_heads_tell_what_parts_the_cells_of_long_texts():
    body = "\n".join([f"{PROSE}; and more"] * 9).replace('"', "'")
    (contents,) = table(f'id,headline,url,body\n1,Forum,https://e.org/1,"{body}"\n')
    assert contents.title == "Forum"

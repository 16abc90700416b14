"""Tables that spreadsheets open: no cell becomes a formula, numbers and dates are real, accents survive."""

from __future__ import annotations

import csv
import datetime
import io
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg.store.sheets as sheets
from kg.cli import main
from kg.errors import OutputError
from kg.exports import export, write
from kg.exports.tables import COLUMNS
from kg.graph import Store
from kg.store.sheets import write_csv, write_xlsx


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\r=x", "'\r=x"),
        ("-2.5", "-2.5"),
        ("+7e3", "+7e3"),
        ("Łódź – 東京", "Łódź – 東京"),
        (None, ""),
        ("'quoted", "'quoted"),
    ],
)
def test_no_cell_of_csv_is_a_formula(cell, written):
    assert list(csv.reader(io.StringIO(write_csv(["a"], [[cell]]), newline="")))[1] == [written]


@given(st.text())
def test_whatever_the_text_csv_holds_no_formula(text):
    ((cell,),) = list(csv.reader(io.StringIO(write_csv(["a"], [[text + "x"]]), newline="")))[1:]
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def read(data):
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()], sheet


def test_a_workbook_has_real_numbers_dates_and_texts():
    day = datetime.date(2021, 5, 3)
    row = [1, 2.5, Decimal("3.25"), day, "=1+1", "Łódź", True, None, datetime.date(1648, 10, 24), 10**18, "a\x01b"]
    (_, cells), sheet = read(write_xlsx([f"c{n}" for n in range(len(row))], [row]))
    kinds = [cell.data_type for cell in sheet[2]]
    assert cells[:3] == [1, 2.5, 3.25]
    assert cells[3] == datetime.datetime(2021, 5, 3)
    assert sheet["D2"].number_format == "yyyy-mm-dd"
    assert cells[4:10] == ["=1+1", "Łódź", True, None, "1648-10-24", "1000000000000000000"]
    assert kinds[4] == "s"


def test_a_workbook_is_the_same_bytes_again():
    rows = [["a", datetime.date(2021, 5, 3)]]
    assert write_xlsx(["x", "y"], rows) == write_xlsx(["x", "y"], rows)


def test_a_text_too_long_for_a_cell_is_cut_and_too_many_rows_are_an_error(monkeypatch):
    (_, (cell,)), _ = read(write_xlsx(["a"], [["x" * 40_000]]))
    assert (len(cell), cell[-1]) == (32_767, "…")
    monkeypatch.setattr(sheets, "_MOST_ROWS", 3)
    with pytest.raises(OutputError, match="holds at most 2 rows; choose csv"):
        write_xlsx(["a"], [[1], [2], [3]])


@pytest.fixture(scope="module")
def store(extractor, tmp_path_factory):
    folder = tmp_path_factory.mktemp("sheets")
    (folder / "a.txt").write_text("The Łódź Institute organised the Tide Forum in Lisbon on 3 May 2021.", "utf-8")
    import kg

    return kg.build(folder, store=folder / "s.kg", extractor=extractor)


def test_the_network_is_written_as_a_workbook(store, tmp_path):
    store.export(tmp_path / "graph.xlsx")
    (head, *rows), _ = read((tmp_path / "graph.xlsx").read_bytes())
    assert tuple(head) == COLUMNS
    assert len(rows) == len(write(store, "csv").splitlines()) - 1
    assert {type(row[COLUMNS.index("confidence")]) for row in rows} == {float}
    assert any(row[1] == "Łódź Institute" or row[5] == "Łódź Institute" for row in rows)
    with pytest.raises(OutputError, match="is no text"):
        export(store, io.StringIO(), "xlsx")


def test_a_query_gives_a_workbook(store, tmp_path, capsysbinary):
    store.flush()
    command = ["query", "timeline", "--graph", str(store.location), "--format"]
    assert main([*command, "xlsx"]) == 0
    (head, *rows), _ = read(capsysbinary.readouterr().out)
    assert rows[0][head.index("date")] == datetime.datetime(2021, 5, 3)


def test_what_goes_down_a_pipe_is_not_padded_to_the_longest_cell():
    store = Store()
    rows = store.sparql('SELECT ?a ?b { VALUES (?a ?b) { ("x" "y") ("%s" "z") } }' % ("long " * 100))
    lines = rows.to_table(width=None).splitlines()
    assert max(map(len, lines[:3])) < 60
    assert "long " * 99 in lines[3]

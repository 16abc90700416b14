"""Tables typed in plain text are read as tables, in whatever style; what only looks like one stays text."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from kg.documents.plain import parse_plain

HEADS = ("When", "What", "Who")
ROWS = [
    ["9:30", "Opening", "Ana Duarte"],
    ["10:00", "Talk on tides and the people who live by them", "Inês Valadares, Tide Institute, who speaks at length"],
    ["12:00", "Lunch", ""],
]
RULED = """
  ----------------------------------------------------
  When  What                      Who
  ----- ------------------------- --------------------
  9:30  Opening                   Ana Duarte

  10:00 Talk on tides and the     Inês Valadares, Tide
        people who live by them   Institute, who
                                  speaks at length

  12:00 Lunch
  ----------------------------------------------------
"""
GRID = """
+-------+-------------------------+----------------------+
| When  | What                    | Who                  |
+=======+=========================+======================+
| 9:30  | Opening                 | Ana Duarte           |
+-------+-------------------------+----------------------+
| 10:00 | Talk on tides and the   | Inês Valadares, Tide |
|       | people who live by them | Institute, who       |
|       |                         | speaks at length     |
+-------+-------------------------+----------------------+
| 12:00 | Lunch                   |                      |
+-------+-------------------------+----------------------+
"""
BOXED = """
┌───────┬─────────────────────────┬──────────────────────┐
│ When  │ What                    │ Who                  │
├───────┼─────────────────────────┼──────────────────────┤
│ 9:30  │ Opening                 │ Ana Duarte           │
│ 10:00 │ Talk on tides and the   │ Inês Valadares, Tide │
│       │ people who live by them │ Institute, who       │
│       │                         │ speaks at length     │
│ 12:00 │ Lunch                   │                      │
└───────┴─────────────────────────┴──────────────────────┘
"""
MAILED = """
When| What| Who
---|---|---
9:30| Opening| Ana Duarte
10:00| Talk on tides and the people
who live by them| Inês Valadares, Tide Institute, who speaks
at length
12:00| Lunch|
"""


def pipes(rows: list[list[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def aligned(rows: list[list[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("   ".join(map(str.ljust, row, widths)) for row in rows)


STYLES = {
    "Markdown": pipes([list(HEADS), ["---"] * 3, *ROWS]),
    "without a ruler": pipes([list(HEADS), *ROWS]),
    "tabs": "\n".join("\t".join(row) for row in [list(HEADS), *ROWS]),
    "aligned": aligned([list(HEADS), *ROWS]),
    "ruled": RULED,
    "grid": GRID,
    "boxed": BOXED,
    "mailed": MAILED,
}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_table_is_read_with_its_heads(style: str, end: str) -> None:
    text = f"Programme\n\nAll are welcome to the day.\n\n{STYLES[style].strip(chr(10))}\n\nIt ends at noon.\n"
    blocks = parse_plain(text.replace("\n", end)).blocks
    rows = [block for block in blocks if block.cells]
    assert [[cell.text for cell in block.cells] for block in rows] == ROWS
    assert {block.heads for block in rows} == {HEADS}
    assert [block.content.text for block in blocks if not block.cells] == [
        "Programme",
        "All are welcome to the day.",
        "It ends at noon.",
    ]


@pytest.mark.parametrize("style", STYLES)
def test_each_cell_stands_where_the_text_has_it(style: str) -> None:
    text = f"Programme\n\n{STYLES[style]}\n"
    for block in parse_plain(text).blocks:
        for cell in block.cells:
            words = cell.text.split()
            start, end = cell.span(0, len(cell))
            assert not words or text[start:end].startswith(words[0])
            assert not words or text[start:end].endswith(words[-1])
            assert cell.written(0, len(cell)) == cell.text  # a space between lines stands for something, too


PROSE = [
    "The Institute met.  It spoke of tides.\nThe Board came.  It said no.\nAll left.  The end was near.",
    "Home | News | Contact\n\nThe Institute met in Lisbon.",
    "The chair | the vice-chair opened it.\nNobody spoke.",
    "1.\tOpen the forum\n2.\tClose the forum\n3.\tGo home",
    "Venue:\tLisbon\nDate:\t3 May 2021\nChair:\tAna Duarte",
    "\tThe Institute met in Lisbon on Monday.\n\tThe Board came, too, and said no.",
    "the  tide institute   which met on  monday in\nlisbon  and its  board,   said that the tide\n"
    "has  no  board   of its own,  and never had",
    "tides rise and fall     the board of the\nas they always have     institute, which\n"
    "in the harbour of       knows of tides",
    "Pat Doe\n--\nPress desk\n----------\nLisbon",
    "a -- b\nc -- d\ne -- f",
]


@pytest.mark.parametrize("text", PROSE)
def test_what_only_looks_like_a_table_stays_text(text: str) -> None:
    assert not [block for block in parse_plain(text).blocks if block.cells]


@pytest.mark.shared
def test_speeches_and_articles_hold_no_tables(shared: Path) -> None:
    texts = [path.read_text("utf-8") for path in sorted((shared / "gold").glob("d*.txt"))]
    assert texts
    assert not [block for text in texts for block in parse_plain(text).blocks if block.cells]


@pytest.mark.parametrize(
    "line", ["a  b {0}", "a|b|c{0}", "{0}\ta", "| {0}", "----  ----", "a | b | {0} |", "-----", "| a |  b{0}  | c"]
)
def test_a_text_made_of_such_lines_takes_no_time(line: str) -> None:
    text = "\n".join(line.format("x" * (number % 7)) + "|" * (number % 3 == 0) for number in range(20_000))
    began = time.process_time()
    parse_plain(text)
    assert time.process_time() - began < 5

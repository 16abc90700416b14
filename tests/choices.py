"""Files that are read otherwise with `--text-column remark --any-language` than without."""

from __future__ import annotations

from pathlib import Path

GERMAN = """fine Das Institut für Gezeiten, genannt The Tide Institute, hat am Montag in Hamburg getagt, und alle waren
mit dem Ergebnis der Beratungen zufrieden. Der Vorsitzende dankte den Teilnehmern und kündigte die nächste Sitzung an.
"""


def chosen_texts(folder: Path) -> Path:
    """Write a table whose texts are too short to be told as such, and a text that isn't in English."""
    folder.mkdir()
    (folder.parent / "tried" / "rows.csv").mkdir(parents=True)  # where `tests.faults` notes what it has tried
    (folder / "deutsch.txt").write_text(GERMAN, encoding="utf-8")
    rows = "id,remark\na,fine The Tide Institute met.\nb,fine The Tide Institute met again.\n"
    (folder / "rows.csv").write_text(rows, encoding="utf-8")
    return folder


def add_row(folder: Path) -> None:
    """Add a row to the table."""
    with (folder / "rows.csv").open("a", encoding="utf-8") as file:
        file.write("c,fine The Tide Institute met once more.\n")

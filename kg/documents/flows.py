"""Groups, paragraphs and tables of rich text as they come about, word by word."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.documents.composer import Composer, Table


@dataclass(frozen=True, slots=True)
class Form:
    """A paragraph's form: its style, what it says itself of its level, whether it has a bullet or stands in a table."""

    style: int = 0
    level: int = 0
    item: bool = False
    in_table: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, or a table."""

    text: str
    level: int = 0
    item: bool = False
    table: Table | None = None

    def add_to(self, composer: Composer) -> None:
        """Write it."""
        if self.table:
            composer.add_table(self.table)
        elif self.level:
            composer.add_heading(self.text, self.level)
        elif self.item:
            composer.add_item(self.text)
        else:
            composer.add_paragraph(self.text)


@dataclass(slots=True)
class Flow:
    """The body, a note or a box: its parts, and what is written so far of the next paragraph and table.

    `behind` are the parts of boxes that stand in the paragraph.
    """

    parts: list[Part]
    form: Form = Form()
    pieces: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    head: bool = False
    behind: list[Part] = field(default_factory=list)

    def take(self) -> str:
        """Return what was written; letters beyond 16 bits come as two halves."""
        text = "".join(self.pieces).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        self.pieces = []
        return text

    def end_paragraph(self, level: int) -> None:
        """End a paragraph; in a table, a line of a cell."""
        if self.form.in_table:
            self.pieces.append("\n")
            return
        self.end_table()
        self.parts += [Part(self.take(), level, self.form.item), *self.behind]
        self.behind.clear()

    def end_cell(self) -> None:
        """End a table's cell."""
        self.cells.append(self.take())

    def end_row(self) -> None:
        """End a table's row."""
        self.rows.append(self.cells)
        self.cells = []

    def mark_head(self) -> None:
        """Say that a row names the columns, which counts for a table's first one."""
        self.head = self.head or not self.rows

    def end_table(self) -> None:
        """End a table, if one is open."""
        if self.rows:
            self.parts.append(Part("", table=Table(self.rows, self.head)))
        self.rows, self.head = [], False


@dataclass(frozen=True, slots=True)
class Group:
    """What holds until a group's end: where its text goes, how many bytes repeat a letter for old programs (`uc`)."""

    target: str = "text"
    font: int = -1
    uc: int = 1
    hidden: bool = False
    deleted: bool = False
    apart: bool = False

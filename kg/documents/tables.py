"""How a row of a table is read: as a labelled value, or as a line in which the columns' heads label the cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.alignment import AlignedText
from kg.documents.leads import is_label
from kg.model import Block

EMPTY = AlignedText.of("")

# Heads that say what a cell is to the row's event; under other heads ("Name", "Title", "Body") the order says enough.
_LABEL = re.compile(
    r"(?:co-?)?(?:chair|chairperson|moderator|facilitator|speaker|presenter|organi[sz]er|convenor|convener|host|venue|place|"
    r"location|city|where|date|when|sponsor|donor|funder|participant)s?",
    re.IGNORECASE,
)
_NAME = re.compile(r"names?|who|persons?|participants?", re.IGNORECASE)
_PART = re.compile(r"roles?|part|capacity|contributions?|acting as", re.IGNORECASE)


# What the last word of a column's head is, where a table's first row isn't marked as one.
_HEAD = re.compile(
    r"(?:affiliation|agency|amount|body|budget|chair|city|contact|contribution|country|date|day|deadline|department|"
    r"description|designation|donor|email|event|focal point|from|function|host|hours?|institution|item|location|"
    r"meeting|mission|moderator|name|no|number|office|organi[sz]ation|organi[sz]er|outcome|part|participant|partner|"
    r"person|place|position|programme|project|region|representative|role|sdg|session|speaker|start|end|state|status|"
    r"time|title|to|topic|total|type|until|venue|what|when|where|who|year)(?:s|es|\(s\))?",
    re.IGNORECASE,
)
_LONGEST_HEAD = 40


def has_heads(rows: Sequence[Sequence[str]]) -> bool:
    """Tell by its words whether a table's first row names the columns.

    It does where half of its cells end in a word such as "role", or where a column has figures in every row but there;
    in a table of labels and values, only if both are such words.

    >>> has_heads([["Full name", "Role"], ["Ana Lopez", "Chair"]]), has_heads([["Chair", "Ana"], ["Time", "Noon"]])
    (True, False)
    """
    if len(rows) < 2:
        return False
    head = [cell.rstrip(": .") for cell in rows[0]]
    named = [_HEAD.fullmatch(cell.split()[-1]) is not None for cell in head if cell]
    if len(named) < max(2, len(head) - 1) or len(set(head)) < len(head):
        return False
    if any(len(cell) > _LONGEST_HEAD or any(map(str.isdigit, cell)) for cell in head) or _HEAD.fullmatch(rows[1][0]):
        return False
    if len(head) == 2:
        return all(named)
    return sum(named) * 2 >= len(named) or any(map(_has_figures, zip(*rows[1:], strict=False)))


def _has_figures(column: Sequence[str]) -> bool:
    return len(column) > 1 and all(any(map(str.isdigit, cell)) for cell in column)


def read_row(cells: Sequence[AlignedText], heads: Sequence[str]) -> Block:
    """Read a row of a table.

    Args:
        cells: their contents, the empty ones included.
        heads: the heads of the columns; none where the table has no such row.

    Returns:
        A field for a label and a value, or for a name and the part that it plays; else an item.
    """
    block = _read_row(cells, heads)
    return replace(block, cells=tuple(cells), heads=tuple(heads) if len(heads) == len(cells) else ("",) * len(cells))


def _read_row(cells: Sequence[AlignedText], heads: Sequence[str]) -> Block:
    cells = [cell if any(map(str.isalnum, cell.text)) else EMPTY for cell in cells]
    part = _find_part(cells, heads)
    if part is not None:
        others = [cell for index, cell in enumerate(cells) if index != part and cell.text]
        return Block("field", AlignedText.join(others, ", "), " ".join(cells[part].text.split()))
    filled = [cell for cell in cells if cell.text]
    if len(filled) == len(cells) == 2:
        first = " ".join(cells[0].text.split()).rstrip(": ")
        if is_label(first) and not (len(heads) == 2 and _LABEL.fullmatch(heads[1].strip())):
            return Block("field", cells[1], first)
    return Block("item", _join(cells, heads if len(heads) == len(cells) else [""] * len(cells)))


def _find_part(cells: Sequence[AlignedText], heads: Sequence[str]) -> int | None:
    """The column that says what part the person in the row plays: under "Role" beside "Name"."""
    if len(heads) != len(cells) or not any(_NAME.fullmatch(head.strip()) for head in heads):
        return None
    parts = [index for index, head in enumerate(heads) if _PART.fullmatch(head.strip()) and cells[index].text]
    return parts[0] if parts else None


def _join(cells: Sequence[AlignedText], heads: Sequence[str]) -> AlignedText:
    """Join cells by commas, and by their labels where the column's head is one."""
    line = EMPTY
    for cell, head in zip(cells, heads, strict=True):
        if cell.text and line.text and _LABEL.fullmatch(head.strip()):
            line = AlignedText.join([line, cell.edit([(0, 0, f"{head.strip().capitalize()}: ")])], ". ")
        elif cell.text:
            line = AlignedText.join([line, cell], ", ") if line.text else cell
    return line

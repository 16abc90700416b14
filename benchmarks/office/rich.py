"""Writes rich text."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.office.packages import Table, group_blocks, write_block
from kg.model import Block


def make_rtf(blocks: Sequence[Block]) -> bytes:
    """Write rich text."""
    return pack_rtf("".join(map(_write_rich, group_blocks(blocks))))


def pack_rtf(body: str, *, info: str = "") -> bytes:
    """Write rich text of what stands in its body.

    Args:
        body: RTF.
        info: what the group of the document's properties holds.
    """
    head = r"{\rtf1\ansi\ansicpg1252\uc1\deff0{\fonttbl{\f0\fswiss\fcharset0 Arial;}}{\colortbl;\red0\green0\blue0;}"
    styles = r"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}{\s2\outlinelevel1 heading 2;}}"
    return f"{head}{styles}{{\\info{info}}}\n{body}}}".encode("ascii")


def _write_rich(part: Block | Table) -> str:
    if isinstance(part, list):
        rows = ("".join(f"{escape_rich(cell)}\\cell " for cell in row) for row in part)
        return "".join(f"\\trowd\\pard\\intbl {row}\\row\n" for row in rows)
    said = escape_rich(write_block(part))
    if part.kind == "heading":
        return f"\\pard\\s{min(part.level or 1, 2)}\\outlinelevel{(part.level or 1) - 1} {said}\\par\n"
    bullet = r"{\listtext\bullet\tab}" if part.kind == "item" else ""
    return f"\\pard\\plain {bullet}{said}\\par\n"


def escape_rich(text: str) -> str:
    """Write a text as RTF: letters beyond ASCII as UTF-16, with a question mark for programs that know none."""
    said = []
    for char in text:
        if char in "\\{}":
            said.append(f"\\{char}")
        elif char == "\n":
            said.append("\\line ")
        elif char < "\x7f":
            said.append(char)
        else:
            said += [f"\\u{unit}?" for unit in memoryview(char.encode("utf-16-le")).cast("h")]
    return "".join(said)

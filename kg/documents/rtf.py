"""Reads rich text (RTF): headings by style, lists, tables, notes and boxes, without deleted and hidden text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from kg.documents.composer import Composer
from kg.documents.contents import Contents
from kg.documents.controls import MARKS, check_code_page, find_target, name_code_page, split_controls
from kg.documents.flows import Flow, Form, Group, Part
from kg.documents.formats import Format
from kg.documents.packages import check_start
from kg.documents.properties import make_properties
from kg.errors import DocumentError

DEEPEST = 1_000
"""The number of groups within groups; more are refused."""

_HEADING = re.compile(r"heading (\d)|title|subtitle", re.IGNORECASE)


def parse_rtf(data: bytes, name: str) -> Iterator[Contents]:
    """Read rich text.

    Args:
        data: the file's bytes.
        name: the file's, for errors.

    Raises:
        DocumentError: it's no rich text, or groups in it are nested as in no document.
    """
    data = data.lstrip()
    check_start(data, name, ".rtf", b"{\\rtf")
    reader = _Reader(name)
    reader.read(data)
    composer = Composer(name, headed=any(part.level for part in reader.parts))
    for part in (*reader.parts, *reader.notes):
        part.add_to(composer)
    for warning in reader.warnings:
        composer.warn(warning)
    said = reader.said
    date = "-".join(said.get(each, "").zfill(2) for each in ("yr", "mo", "dy"))
    yield composer.finish(make_properties(title=said.get("title", ""), author=said.get("author", ""), date=date))


class _Reader:
    """Goes through the tokens, keeps the open groups, and collects parts, notes and what the file says of itself."""

    def __init__(self, name: str) -> None:
        self.parts: list[Part] = []
        self.notes: list[Part] = []
        self.said: dict[str, str] = {}
        self.warnings: list[str] = []
        self._name = name
        self.group = Group()
        self._groups: list[Group] = []
        self._flows = [Flow(self.parts)]
        self._levels: dict[int, int] = {}
        self._style = (0, 0, "")  # number, level and name of the style that is being defined
        self._fonts: dict[int, str] = {}
        self._font = -1
        self._code_page = "cp1252"
        self._raw = bytearray()
        self._skip = 0
        self._starred = False

    def read(self, data: bytes) -> None:
        """Read a file's tokens."""
        for token in split_controls(data):
            if token.data:
                self._read_bytes(token.data)
                continue
            self._decode()
            self._skip = 0
            if token.word == "{":
                self._open()
            elif token.word == "}":
                self._close()
                if not self._groups:
                    break
            else:
                self._read_word(token.word, token.number)
        self._decode()
        if self._groups:
            self._warn("breaks off before its end; what is there was read")
        while self._flows:
            self._end_flow()

    # Groups

    def _open(self) -> None:
        if len(self._groups) > DEEPEST:
            raise DocumentError(self._name, f"has more than {DEEPEST:,} groups within groups; save it anew")
        self._groups.append(self.group)
        if self.group.apart:
            self.group = replace(self.group, apart=False)
        self._starred = False

    def _close(self) -> None:
        if self.group.target == "styles":
            self._keep_style()
        if self.group.apart:
            self._end_flow()
        self.group = self._groups.pop() if self._groups else Group()

    def _end_flow(self) -> None:
        flow = self._flows.pop()
        flow.form = replace(flow.form, in_table=False)
        flow.end_paragraph(self._level(flow.form))

    def _aim(self, word: str) -> bool:
        """Let the group's text go where its first word says; tell whether the word said so."""
        target = find_target(word, self.group.target, starred=self._starred)
        self._starred = False
        if target == "bullet":
            self.flow.form = replace(self.flow.form, item=True)
        if target == "comment":
            self._warn("left out comments")
        if target in ("note", "box"):
            self._flows.append(Flow(self.notes if target == "note" else self.flow.behind))
            self.group = replace(self.group, apart=True)
        elif target:
            self.group = replace(self.group, target=target)
        return bool(target)

    # Words

    def _read_word(self, word: str, number: int | None) -> None:
        target = self.group.target
        if word == "*":
            self._starred = True
        elif self._aim(word):
            return
        elif word in MARKS:
            self._write(MARKS[word])
        elif target == "created":
            self.said[word] = str(number)
        elif word in _ANYWHERE:
            _ANYWHERE[word](self, number)
        elif word in (words := _IN_TEXT if target == "text" else _IN_DEFINITIONS):
            words[word](self, number)

    @property
    def flow(self) -> Flow:
        """What is being written: the body, or the note or box that stands open in it."""
        return self._flows[-1]

    def end_paragraph(self) -> None:
        """End a paragraph."""
        self.flow.end_paragraph(self._level(self.flow.form))

    def set_form(self, form: Form) -> None:
        """Give the paragraph another form."""
        self.flow.form = form

    def set_group(self, group: Group) -> None:
        """Say what holds from here until the group ends."""
        self.group = group

    def write_unit(self, number: int) -> None:
        """Write a letter, or half of one, by its number in UTF-16; the next bytes repeat it."""
        self._write(chr(number % 0x10000))
        self._skip = self.group.uc

    def set_usual(self, *, font: int | None = None, code_page: str = "") -> None:
        """Say what counts where no font is named, and where the font doesn't tell its encoding."""
        self._font = self._font if font is None else font
        self._code_page = code_page or self._code_page

    def define_font(self, charset: int) -> None:
        """Say what alphabet the font has that is being defined."""
        self._fonts[self.group.font] = name_code_page(charset, self._code_page)

    def define_style(self, *, number: int | None = None, level: int | None = None, name: str = "") -> None:
        """Say more of the style that is being defined."""
        old, rank, title = self._style
        self._style = (old if number is None else number, rank if level is None else level, title + name)

    def _keep_style(self) -> None:
        number, level, name = self._style
        named = _HEADING.match(name.strip())
        self._levels[number] = level or (int(named[1] or 1) if named else 0)
        self._style = (0, 0, "")

    def _level(self, form: Form) -> int:
        level = form.level or self._levels.get(form.style, 0)
        return level if level < 10 else 0

    # Letters

    def _read_bytes(self, data: bytes) -> None:
        skipped = min(self._skip, len(data))
        self._skip -= skipped
        self._raw += data[skipped:]

    def _decode(self) -> None:
        """Write the bytes that were read, as the alphabet of their font has them."""
        if self._raw:
            font = self.group.font if self.group.font >= 0 else self._font
            self._write(self._raw.decode(self._fonts.get(font, self._code_page), "replace"))
            self._raw.clear()

    def _write(self, text: str) -> None:
        group = self.group
        if group.target == "text" and (group.hidden or group.deleted):
            self._warn("left out hidden text" if group.hidden else "left out text that was deleted")
        elif group.target == "text":
            self.flow.pieces.append(text)
        elif group.target in ("title", "author"):
            self.said[group.target] = self.said.get(group.target, "") + text
        elif group.target == "styles":
            self.define_style(name=text)

    def _warn(self, warning: str) -> None:
        if warning not in self.warnings:
            self.warnings.append(warning)


_Words = Mapping[str, Callable[[_Reader, int | None], None]]

# What control words do: wherever they stand, in the text, and in the tables of fonts and styles.
_ANYWHERE: _Words = {
    "u": lambda reader, number: reader.write_unit(number or 0),
    "uc": lambda reader, number: reader.set_group(replace(reader.group, uc=max(0, min(number or 0, 9)))),
    "f": lambda reader, number: reader.set_group(replace(reader.group, font=number or 0)),
    "deff": lambda reader, number: reader.set_usual(font=number or 0),
    "ansicpg": lambda reader, number: reader.set_usual(code_page=check_code_page(number or 0)),
}
_IN_TEXT: _Words = {
    **dict.fromkeys(["par", "sect", "\n", "\r"], lambda reader, _: reader.end_paragraph()),
    "pard": lambda reader, _: reader.set_form(Form()),
    "s": lambda reader, number: reader.set_form(replace(reader.flow.form, style=number or 0)),
    "outlinelevel": lambda reader, number: reader.set_form(replace(reader.flow.form, level=(number or 0) + 1)),
    "ls": lambda reader, number: reader.set_form(replace(reader.flow.form, item=bool(number))),
    "intbl": lambda reader, _: reader.set_form(replace(reader.flow.form, in_table=True)),
    "cell": lambda reader, _: reader.flow.end_cell(),
    "row": lambda reader, _: reader.flow.end_row(),
    "trhdr": lambda reader, _: reader.flow.mark_head(),
    "plain": lambda reader, _: reader.set_group(replace(reader.group, hidden=False, deleted=False, font=-1)),
    "v": lambda reader, number: reader.set_group(replace(reader.group, hidden=number != 0)),
    "deleted": lambda reader, number: reader.set_group(replace(reader.group, deleted=number != 0)),
}
_IN_DEFINITIONS: _Words = {
    "fcharset": lambda reader, number: reader.define_font(number or 0),
    "s": lambda reader, number: reader.define_style(number=number or 0),
    "outlinelevel": lambda reader, number: reader.define_style(level=(number or 0) + 1),
}

RTF = Format("application/rtf", parse_rtf)

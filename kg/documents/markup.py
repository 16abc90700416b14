"""HTML → candidate blocks in reading order, aligned with the source, each with the elements that it stands in."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import accumulate

from kg.alignment import AlignedText
from kg.documents.candidates import Candidate, Cell, Element, read_table
from kg.documents.collector import Collector
from kg.model import Block, BlockKind

DEEPEST = 200
"""Elements nested deeper than this are read as if they stood beside one another."""


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


_HEADINGS = {f"h{rank}": rank for rank in range(1, 7)}
_BLOCKS = _tags(
    "address article aside blockquote body center caption dd details dialog div dl dt fieldset figcaption figure "
    "footer form header hr html legend li main nav ol p pre section summary table tbody td tfoot th thead tr ul"
) | frozenset(_HEADINGS)
_VOID = _tags("area base br col embed hr img input link meta param source track wbr")
_SKIPPED = _tags(
    "script style noscript template svg math iframe object canvas audio video button select textarea datalist head map"
)
# An element that a new one closes, as the HTML standard implies end tags.
_CLOSED_BY: dict[str, frozenset[str]] = {
    "p": (_BLOCKS - {"body", "html", "td", "th", "tr", "tbody", "thead", "tfoot", "caption"}),
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "td": frozenset({"td", "th", "tr", "tbody", "tfoot"}),
    "th": frozenset({"td", "th", "tr", "tbody", "tfoot"}),
    "tr": frozenset({"tr", "tbody", "tfoot"}),
}
_BARRIERS = frozenset({"table", "ul", "ol", "dl", "div", "article", "section", "main", "body"})


def find_candidates(source: str) -> list[Candidate]:
    """Split a page into blocks; scripts, forms' buttons and what is hidden are left out."""
    text = _blank_unclosed(blank_comments(source))
    parser = _Parser(text)
    parser.feed(text)
    parser.close()
    parser.flush()
    return parser.found


def blank_comments(source: str) -> str:
    """Put spaces for comments; one that isn't closed goes to the end, as in a browser.

    Parsers look for the end of each comment through the whole rest of a text, which would take hours for a text that
    was made to hold many that aren't closed.
    """
    pieces, done = [], 0
    while (start := source.find("<!--", done)) >= 0:
        close = source.find("-->", start + 2)
        end = close + 3 if close >= 0 else len(source)
        pieces += [source[done:start], re.sub(r"[^\r\n]", " ", source[start:end])]
        done = end
    return "".join([*pieces, source[done:]])


def _blank_unclosed(source: str) -> str:
    """Put spaces for what opens tags behind the last `>`, for the same reason."""
    last = source.rfind(">") + 1
    return source[:last] + source[last:].replace("<", " ")


class _Parser(HTMLParser):
    """Walks the page's tags and keeps the open elements, the block being collected and the open tables."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[Candidate] = []
        self._source = source
        self._lines = list(accumulate((len(line) + 1 for line in source.split("\n")), initial=0))
        self._open: list[Element] = []
        self._count = 0
        self._text = Collector()
        self._linked = self._all = 0
        self._lead: AlignedText | None = None
        self._tables: list[list[list[Cell]]] = []

    # What html.parser calls

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._imply_ends(tag)
        if tag == "br":
            start = self._place()
            self._text.break_line(start, start + len(self.get_starttag_text() or ""))
        if tag in _BLOCKS:
            self.flush()
        if tag in _VOID or len(self._open) >= DEEPEST:
            return
        self._count += 1
        self._open.append(_element(self._count, tag, dict(attrs)))
        self._open_table_part(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID and tag not in _BLOCKS:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if not any(element.tag == tag for element in self._open):
            return
        while self._open:
            if self._open[-1].tag in _BLOCKS:
                self.flush()
            closed = self._open.pop()
            if closed.tag == "table":
                self._close_table()
            if closed.tag == tag:
                return

    def handle_data(self, data: str) -> None:
        if not self._is_hidden():
            start = self._place()
            self._text.add(data, start, keep_space=any(element.tag == "pre" for element in self._open))
            self._weigh(len(data.strip()))

    def handle_entityref(self, name: str) -> None:
        self._add_reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        self._add_reference(f"&#{name}")

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """Read `<![…>` as the comment that HTML takes it for; html.parser fails on it in Python 3.11."""
        return self.parse_bogus_comment(i, report)

    # How blocks come about

    def _add_reference(self, raw: str) -> None:
        if self._is_hidden():
            return
        start = self._place()
        end = start + len(raw)
        end += self._source[end : end + 1] == ";"
        self._text.add_as(html.unescape(self._source[start:end]), start, end)
        self._weigh(1)

    def _weigh(self, length: int) -> None:
        self._all += length
        self._linked += length if any(element.tag == "a" for element in self._open) else 0

    def flush(self) -> None:
        """End the block that is being collected."""
        content = self._text.take()
        share = self._linked / self._all if self._all else 0.0
        self._linked = self._all = 0
        if not content.text:
            return
        tags = [element.tag for element in self._open]
        if "dt" in tags:
            self._lead = content
            return
        kind, level = _kind(tags)
        block = Block(kind, content, level=level)
        if kind == "field" and self._lead is not None:
            block = replace(block, label=" ".join(self._lead.text.split()).rstrip(": "), lead=self._lead)
        self._emit(Candidate(block, tuple(self._open), share))

    def _emit(self, candidate: Candidate) -> None:
        if self._tables and self._tables[-1] and self._tables[-1][-1]:
            self._tables[-1][-1][-1].blocks.append(candidate)
        else:
            self.found.append(candidate)

    def _open_table_part(self, tag: str) -> None:
        if tag == "table":
            self._tables.append([])
        elif tag == "tr" and self._tables:
            self._tables[-1].append([])
        elif tag in ("td", "th") and self._tables and self._tables[-1]:
            self._tables[-1][-1].append(Cell(header=tag == "th"))
        elif tag == "dl":
            self._lead = None

    def _close_table(self) -> None:
        for candidate in read_table(self._tables.pop() if self._tables else []):
            self._emit(candidate)

    def _imply_ends(self, tag: str) -> None:
        for element in reversed(self._open):
            if tag in _CLOSED_BY.get(element.tag, ()):
                self.handle_endtag(element.tag)
                if element.tag in ("p", "li", "dt", "dd"):
                    return
            elif element.tag in _BARRIERS:
                return

    def _is_hidden(self) -> bool:
        return any(element.hidden for element in self._open)

    def _place(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column


def _element(number: int, tag: str, attributes: dict[str, str | None]) -> Element:
    style = re.sub(r"\s", "", attributes.get("style") or "").lower()
    hidden = tag in _SKIPPED or "hidden" in attributes or "display:none" in style
    mark = " ".join(attributes.get(name) or "" for name in ("class", "id", "role", "data-nosnippet", "type"))
    return Element(number, tag, mark, hidden)


def _kind(tags: list[str]) -> tuple[BlockKind, int]:
    """The kind of a block by the nearest element that says one."""
    for tag in reversed(tags):
        if tag in _HEADINGS:
            return "heading", _HEADINGS[tag]
        if tag == "dd":
            return "field", 0
        if tag == "li":
            return "item", 0
        if tag in ("p", "td", "th", "blockquote", "article", "main"):
            break
    return "paragraph", 0

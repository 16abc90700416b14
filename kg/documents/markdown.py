"""Reads Markdown: headings, paragraphs, list items and tables, without the marks of emphasis and links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from kg.alignment import AlignedText
from kg.documents.collector import Collector
from kg.documents.contents import Contents, choose_title, shift_block
from kg.documents.markup import blank_comments, find_candidates
from kg.documents.plain import settle_block
from kg.documents.tables import read_row
from kg.model import Block, BlockKind

_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*\r?$", re.DOTALL | re.MULTILINE)
_LINE_END = re.compile(r"\r\n?|\n")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TARGET = re.compile(r"\]\((?:[^()\\\n]|\\.|\([^()\n]*\)|\n)*\)|\]\[[^\]]*\]|\]")


def parse_markdown(text: str) -> Contents:
    """Find the blocks of a Markdown text; their offsets are those of the source, marks included."""
    front = _FRONT_MATTER.match(text)
    facts = dict(re.findall(r"^(\w+):[ \t]*[\"']?(.*?)[\"']?[ \t]*\r?$", front[1], re.MULTILINE)) if front else {}
    body = re.sub(r"[^\r\n]", " ", front[0]) + text[front.end() :] if front else text
    reader = _Reader(blank_comments(body))
    blocks = tuple(reader.read())
    date = _DATE.match(facts.get("date", ""))
    title = next((block for block in blocks if block.kind == "heading" and block.level == 1), None)
    return Contents(
        blocks=blocks,
        title=" ".join(title.content.text.split()) if title else facts.get("title") or choose_title(blocks),
        date=date[0] if date else "",
        warnings=(f"left out code ({reader.code} of the blocks)",) if reader.code else (),
    )


@dataclass(slots=True)
class _Reader:
    """Walks markdown-it's tokens; `cursor` is the place in the source behind what was read last."""

    source: str
    code: int = 0
    cursor: int = 0
    starts: list[int] = field(default_factory=list)

    def read(self) -> Iterator[Block]:
        self.starts = [0, *(match.end() for match in _LINE_END.finditer(self.source))]
        # Without text_join, escapes and entities keep tokens of their own, which say how the source writes them.
        parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("text_join")
        tokens = parser.parse(self.source)
        heading = ""
        for block in self._blocks(tokens):
            if block.kind == "heading":
                heading = " ".join(block.content.text.split())
            if block.content.text:
                yield settle_block(block, heading)

    def _blocks(self, tokens: Sequence[Token]) -> Iterator[Block]:
        items = 0
        row: list[AlignedText] = []
        heads: list[str] = []
        head = -1
        for before, token in zip((None, *tokens), tokens, strict=False):
            items += {"list_item_open": 1, "list_item_close": -1}.get(token.type, 0)
            if token.type == "inline":
                content = self._inline(token)
                if before and before.type in ("td_open", "th_open"):
                    row.append(content)
                else:
                    level = int(before.tag[1]) if before and before.type == "heading_open" else 0
                    kind: BlockKind = "heading" if level else "item" if items else "paragraph"
                    yield Block(kind, content, level=level)
            elif token.type == "tr_close":
                if token.level == head:
                    heads = [" ".join(cell.text.split()) for cell in row]
                elif any(cell.text for cell in row):
                    yield read_row(row, heads)
                row = []
            elif token.type == "thead_open":
                head = token.level + 1
            elif token.type == "thead_close":
                head = -1
            elif token.type in ("fence", "code_block"):
                self.code += 1
            elif token.type == "html_block":
                yield from self._html(token)

    def _span(self, token: Token) -> tuple[int, int]:
        first, last = token.map or [0, 0]
        end = self.starts[last] if last < len(self.starts) else len(self.source)
        return self.starts[first], end

    def _html(self, token: Token) -> Iterator[Block]:
        start, end = self._span(token)
        for each in find_candidates(self.source[start:end]):
            yield shift_block(each.block, start)

    def _inline(self, token: Token) -> AlignedText:
        start, end = self._span(token)
        self.cursor = max(self.cursor, start)
        collector = Collector()
        for child in token.children or ():
            self._child(child, end, collector)
        return collector.take()

    def _child(self, child: Token, end: int, collector: Collector) -> None:
        """Find what an inline token stands for behind the cursor, and add its text."""
        if child.type == "link_close" and child.info != "auto":
            target = _TARGET.match(self.source, self.source.find("]", self.cursor, end))
            self.cursor = target.end() if target else self.cursor
        elif child.type in ("softbreak", "hardbreak"):
            place = _LINE_END.search(self.source, self.cursor, end)
            if place:
                collector.add_as(" ", self.cursor, place.end())
                self.cursor = place.end()
        elif child.type == "image":
            self._skip_image(end)
        elif child.type == "text_special":
            self._add(child.content, child.markup, end, collector)
        elif child.type == "code_inline":
            self._pass(child.markup, end)
            self._add(child.content, child.content, end, collector)
            self._pass(child.markup, end)
        elif child.type == "html_inline":
            self._pass(child.content, end)
        elif child.type == "text":
            self._add(child.content, child.content, end, collector)
        elif child.markup:
            self._pass(child.markup, end)

    def _pass(self, mark: str, end: int) -> None:
        """Put the cursor behind a mark, if it is there."""
        place = self.source.find(mark, self.cursor, end)
        self.cursor = place + len(mark) if place >= 0 else self.cursor

    def _skip_image(self, end: int) -> None:
        self._pass("![", end)
        close = self.source.find("]", self.cursor, end)
        target = _TARGET.match(self.source, close) if close >= 0 else None
        self.cursor = target.end() if target else self.cursor

    def _add(self, text: str, written: str, end: int, collector: Collector) -> None:
        """Add a text that the source writes in a certain way; letter by letter if it isn't there in one piece."""
        place = self.source.find(written, self.cursor, end)
        if place >= 0 and text == written:
            collector.add(text, place)
        elif place >= 0:
            collector.add_as(text, place, place + len(written))
        else:
            self._add_letters(text, end, collector)
            return
        self.cursor = place + len(written)

    def _add_letters(self, text: str, end: int, collector: Collector) -> None:
        for letter in text:
            place = self.source.find(letter, self.cursor, end)
            if place >= 0:
                collector.add(letter, place)
                self.cursor = place + 1

"""Reads web pages: the blocks of the main text, without menus, banners, related links and footers."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from kg.documents.candidates import Candidate, Element
from kg.documents.contents import Contents
from kg.documents.markup import find_candidates
from kg.documents.plain import settle_block, split_block
from kg.model import Block

_BOILERPLATE = re.compile(
    r"cookie|consent|gdpr|related|read-?also|see-?also|share|sharing|social|menu|breadcrumb|newsletter|sidebar|subscri|"
    r"banner|advert|promo|pagination|pager|skip-?link|comments?\b|topbar|toolbar|navbar|\bnav\b|navigation|footer|"
    r"masthead|widget|popup|modal|tag-?cloud|recommend|most-?read|login|search|alert|copyright",
    re.IGNORECASE,
)
_CONTENT = re.compile(r"content|article|entry|post|story|body|main|text", re.IGNORECASE)
_ASIDE = frozenset({"nav", "aside", "footer", "header"})
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_DATED = re.compile(r"date|published_time|pubdate", re.IGNORECASE)
_META = re.compile(r"<(meta|time)\b([^>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))")
_PUBLISHED = re.compile(r"\"datePublished\"\s*:\s*\"(\d{4}-\d{2}-\d{2})")
_TITLE = re.compile(r"<title[^>]*>([^<]*)</title", re.IGNORECASE)
_UNHEARD = logging.NullHandler()
NO_MAIN_TEXT = "trafilatura found no main text; took the page without its navigation, header, footer and asides"


def parse_html(text: str) -> Contents:
    """Find the blocks of a page's main text; their offsets are those of the page's source."""
    candidates = _drop_boilerplate(find_candidates(text))
    extracted = _extract(text)
    page = _Page(candidates, [_is_extracted(each, extracted) for each in candidates])
    chosen = page.choose()
    warnings: tuple[str, ...] = ()
    if not any(each.block.kind != "heading" for each in chosen):
        chosen, warnings = _choose_by_tags(candidates), (NO_MAIN_TEXT,)
    return Contents(tuple(_blocks(chosen)), title=_title(chosen, text), date=_date(text), warnings=warnings)


def parse_fragment(text: str) -> Contents:
    """Find the blocks of HTML that is content as a whole, such as an entry of a feed."""
    return Contents(tuple(_blocks(find_candidates(text))), text=text)


def _drop_boilerplate(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Leave out what stands in menus, banners and the like; an element around the page's headline is none of these."""
    headline = next((each.path for each in candidates if each.block.level == 1), ())
    elements = {element.number: element for each in candidates for element in each.path}
    dropped = {number for number, element in elements.items() if _is_boilerplate(element)}
    dropped -= {element.number for element in headline}
    return [each for each in candidates if dropped.isdisjoint(element.number for element in each.path)]


def _is_boilerplate(element: Element) -> bool:
    if element.tag in ("html", "body", "main", "article"):
        return False
    return element.tag in _ASIDE or _BOILERPLATE.search(element.mark) is not None


@dataclass(frozen=True, slots=True)
class _Extracted:
    """What trafilatura takes for the main text, as letters and digits alone: the whole, and line by line."""

    whole: str
    lines: frozenset[str]


def _extract(text: str) -> _Extracted:
    import trafilatura  # takes half a second to load

    # What it has to say of odd pages isn't for standard error, where logging puts it when nobody listens.
    logging.getLogger("trafilatura").addHandler(_UNHEARD)
    found = trafilatura.extract(text, include_comments=False, include_tables=True, favor_recall=True) or ""
    return _Extracted(_letters(found), frozenset(map(_letters, found.splitlines())))


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def _is_extracted(candidate: Candidate, extracted: _Extracted) -> bool:
    letters = _letters(candidate.block.content.written(0, len(candidate.block.content)))
    if len(letters) < 20:  # so short that it may stand within another line by chance
        return letters in extracted.lines
    return letters in extracted.whole


@dataclass(frozen=True, slots=True)
class _Page:
    candidates: Sequence[Candidate]
    extracted: Sequence[bool]

    def choose(self) -> list[Candidate]:
        """The blocks that trafilatura took, the headline, and what stands among them in the main element."""
        main = self._find_main()
        inside = [i for i, each in enumerate(self.candidates) if main in _numbers(each)]
        taken = [i for i in inside if self._is_taken(i)]
        if not taken:
            return [each for each, found in zip(self.candidates, self.extracted, strict=True) if found]
        whole = self._is_content(main)
        first, last = (inside[0], inside[-1]) if whole else (self._begin(inside, taken[0]), taken[-1])
        among = {i for i in inside if first <= i <= last and self.candidates[i].linked < 0.6}
        return [each for i, each in enumerate(self.candidates) if self._is_taken(i) or i in among]

    def _begin(self, inside: Sequence[int], first: int) -> int:
        """The first of the headings that stand directly above what trafilatura took, which leaves some out."""
        for index in reversed(inside[: inside.index(first)]):
            if self.candidates[index].block.kind != "heading" or index != first - 1:
                break
            first = index
        return first

    def _is_taken(self, index: int) -> bool:
        return self.extracted[index] or self.candidates[index].block.level == 1

    def _find_main(self) -> int:
        """The number of the deepest element that holds nine tenths of what trafilatura took."""
        weights: dict[int, int] = {}
        depths: dict[int, int] = {}
        total = 0
        for candidate, found in zip(self.candidates, self.extracted, strict=True):
            if found:
                total += len(candidate.block.content)
                for depth, element in enumerate(candidate.path):
                    weights[element.number] = weights.get(element.number, 0) + len(candidate.block.content)
                    depths[element.number] = depth
        holding = [number for number, weight in weights.items() if weight * 10 >= total * 9]
        return max(holding, key=lambda number: depths[number], default=-1)

    def _is_content(self, main: int) -> bool:
        element = next(e for each in self.candidates for e in each.path if e.number == main)
        return element.tag in ("main", "article") or _CONTENT.search(element.mark) is not None


def _numbers(candidate: Candidate) -> set[int]:
    return {element.number for element in candidate.path}


def _choose_by_tags(candidates: Sequence[Candidate]) -> list[Candidate]:
    for tag in ("main", "article"):
        inside = [each for each in candidates if any(element.tag == tag for element in each.path)]
        if inside:
            return inside
    return [each for each in candidates if each.linked < 0.6] or list(candidates)


def _blocks(chosen: Sequence[Candidate]) -> list[Block]:
    blocks: list[Block] = []
    heading = ""
    for block in chain.from_iterable(split_block(each.block) for each in chosen):
        if block.kind == "heading":
            heading = " ".join(block.content.text.split())
        blocks.append(settle_block(block, heading))
    return blocks


def _title(chosen: Sequence[Candidate], text: str) -> str:
    headings = sorted((each for each in chosen if each.block.kind == "heading"), key=lambda each: each.block.level)
    if headings:
        return " ".join(headings[0].block.content.text.split())
    title = _TITLE.search(text)
    return re.split(r"\s+[|–—]\s+", title[1].strip())[0] if title else ""


def _date(text: str) -> str:
    """The day of publication as the page's metadata give it, in the order of their reliability."""
    found = {"meta": "", "time": ""}
    for tag, attributes in _META.findall(text):
        values = {name.lower(): a or b or c for name, a, b, c in _ATTRIBUTE.findall(attributes)}
        says = " ".join(values.get(name, "") for name in ("name", "property", "itemprop"))
        day = _DATE.match(values.get("content" if tag.lower() == "meta" else "datetime", ""))
        if day and (tag.lower() == "time" or _DATED.search(says)) and "modified" not in says:
            found[tag.lower()] = found[tag.lower()] or day[0]
    published = _PUBLISHED.search(text)
    return found["meta"] or (published[1] if published else "") or found["time"]

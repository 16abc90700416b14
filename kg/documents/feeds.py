"""Reads feeds, RSS and Atom: a document of each entry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from email.utils import parsedate_to_datetime
from typing import Any

from kg.documents.composition import Composition, is_url, name_parts, scrub
from kg.documents.contents import Contents
from kg.documents.decoding import decode
from kg.documents.formats import Format
from kg.documents.plain import parse_plain
from kg.errors import DocumentError, EmptyError

LARGEST_FEED = 10_000_000
"""The size of the largest feed that is read, in bytes: its reader takes its time, and thirty times as much memory."""

_LARGEST_DAMAGED = 300_000
"""The same of one that is no well-formed XML: its reader then takes a time that grows with its square."""

_LONGEST_TITLE = 2000
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>|&(?:\w{1,20}|#\d{1,7});")
_ROOT = re.compile(r"<(?:\w+:)?(?:rss|feed|RDF)\b")
_Entry = Mapping[str, Any]


def parse_feed(data: bytes, name: str) -> Iterator[Contents | DocumentError]:
    """Read a feed's entries, each called by its link or its identifier, which stay when others come before it."""
    text, guesses = decode(data, name)
    if not _ROOT.search(text[:10_000]):
        raise DocumentError(name, "is no feed; kg reads RSS and Atom, and web pages that end in .html")
    if len(data) > LARGEST_FEED:
        raise DocumentError(name, f"is a feed of more than {LARGEST_FEED // 1_000_000} MB; split it")
    if len(data) > _LARGEST_DAMAGED and (fault := _find_fault(data)):
        raise _tell_damage(name, fault)
    yield from name_parts(_read_entries(text, name, guesses))


def _find_fault(data: bytes) -> str:
    """What keeps a feed from being well-formed XML, if something does."""
    from lxml import etree

    try:
        etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        return str(error)
    return ""


def _read_entries(text: str, name: str, guesses: tuple[str, ...]) -> Iterator[Contents | DocumentError]:
    found = _parse(text, name)
    if found.bozo and not found.entries:
        raise _tell_damage(name, found.get("bozo_exception", ""))
    if not found.entries:
        raise EmptyError(name, "is a feed without entries; fetch it again when it has some")
    damaged = ("is a damaged feed; some entries may be missing",) if found.bozo else ()
    for number, entry in enumerate(found.entries, 1):
        # A plain dict: that of feedparser gives other values for some that are missing, with a warning.
        yield _read_entry(dict(entry), found.feed, str(number), (*guesses, *damaged))


def _parse(text: str, name: str) -> Any:  # noqa: ANN401 - feedparser has no types
    import feedparser

    try:
        return feedparser.parse(_without_declaration(text), sanitize_html=False, resolve_relative_uris=False)
    except Exception as fault:  # some damage brings out faults of its own
        raise _tell_damage(name, fault) from fault


def _tell_damage(name: str, fault: object) -> DocumentError:
    return DocumentError(name, f"is a damaged feed ({' '.join(str(fault).split())[:100]}); fetch it again")


def _without_declaration(text: str) -> bytes:
    """The text in UTF-8, without what declares another encoding."""
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text, count=1).encode("utf-8", "replace")


def _read_entry(entry: _Entry, feed: _Entry, number: str, warnings: tuple[str, ...]) -> Contents:
    title = _clean(_get(entry, "title"))
    composition = Composition()
    composition.add_heading(title)
    composition.add(_read_markup(_choose_body(entry)))
    link = _get(entry, "link")
    return Contents(
        tuple(composition.blocks),
        title=title,
        date=_read_date(entry),
        warnings=(*warnings, *composition.warnings),
        text=composition.text,
        author=_clean(_get(entry.get("author_detail") or {}, "name") or _get(entry, "author")),
        source=link if is_url(link) else "",
        language=_read_language(entry) or _get(feed, "language"),
        part=link or _get(entry, "id") or number,
    )


def _get(entry: _Entry, key: str) -> str:
    """What is said under a key, which may also be there without anything."""
    return scrub(str(entry.get(key) or ""))


def _choose_body(entry: _Entry) -> str:
    """The whole text where the feed has it, else its summary."""
    bodies: Sequence[_Entry] = [*entry.get("content", ()), {"value": _get(entry, "summary")}]
    return max((_get(body, "value") for body in bodies), key=len)


def _read_language(entry: _Entry) -> str:
    return next((str(body["language"]) for body in entry.get("content", ()) if body.get("language")), "")


def _read_markup(text: str) -> Contents:
    """Read what may be HTML or plain text; feeds don't say it reliably."""
    if not _TAG.search(text):
        plain = parse_plain(text)
        return Contents(plain.blocks, text=text)
    from kg.documents.html import parse_fragment

    return parse_fragment(text)


def _clean(text: str) -> str:
    return " ".join(re.sub(r"<[^<>]*>", "", text[:_LONGEST_TITLE]).split())


def _read_date(entry: _Entry) -> str:
    """The day of publication, or of the last change, in the publisher's own time zone."""
    for said in (_get(entry, "published"), _get(entry, "updated")):
        if day := _DAY.match(said):
            return day[0]
        try:
            return parsedate_to_datetime(said).date().isoformat()
        except (TypeError, ValueError, IndexError, OverflowError):
            continue
    return ""


FEED = Format("application/rss+xml", parse_feed)

"""Which reader reads which file: the shipped ones and those of other packages, told by the file name's suffix.

A package adds a reader by an entry point of the group `kg.formats`, whose name is the suffix without its dot and whose
value is a `Format`. The readers of kg that need a library of their own stand in the same group.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import PurePath
from types import MappingProxyType

from kg.documents.contents import Contents
from kg.documents.decoding import decode
from kg.documents.options import ReadOptions
from kg.documents.plain import parse_plain
from kg.errors import DocumentError

GROUP = "kg.formats"
"""The entry points that name readers."""

LARGEST_PAGE = 5_000_000
"""The size of the largest web page that is read, in bytes: an odd one takes a hundred times as much memory."""

Parser = Callable[[bytes, str], Iterable[Contents | DocumentError]]
"""Reads a file's bytes, under the name that errors give it, into the documents that it holds.

A part that can't be read is an error among the others; one that spoils the whole file is raised.
"""


OptionParser = Callable[[bytes, str, ReadOptions], Iterable[Contents | DocumentError]]
"""Reads as a `Parser` does, and heeds what the user chose."""


@dataclass(frozen=True, slots=True)
class Format:
    """A media type and what reads it; `parse_with` is for one that heeds options."""

    media_type: str
    parse: Parser
    parse_with: OptionParser | None = None

    @classmethod
    def heeding(cls, media_type: str, parse_with: OptionParser) -> Format:
        """Make a format whose reader heeds options."""
        return cls(media_type, lambda data, name: parse_with(data, name, ReadOptions()), parse_with)

    def read(self, data: bytes, name: str, options: ReadOptions) -> Iterable[Contents | DocumentError]:
        """Read a file's bytes, with the options if its reader heeds any."""
        return self.parse_with(data, name, options) if self.parse_with else self.parse(data, name)


def read_text(parse: Callable[[str], Contents], *, largest: int | None = None) -> Parser:
    """Make what reads a text into what reads a file: it is decoded first, and what was guessed becomes a warning.

    Args:
        parse: finds the blocks of a text.
        largest: how many bytes it can take in bounded time and memory.
    """

    def read(data: bytes, name: str) -> Iterator[Contents]:
        if largest is not None and len(data) > largest:
            raise DocumentError(name, f"is a page of more than {largest // 1_000_000} MB; save its text as .txt")
        text, guesses = decode(data, name)
        contents = parse(text)
        yield replace(contents, text=text, warnings=(*guesses, *contents.warnings))

    return read


def _parse_html(text: str) -> Contents:
    from kg.documents.html import parse_html  # trafilatura takes its time to load

    return parse_html(text)


def _parse_markdown(text: str) -> Contents:
    from kg.documents.markdown import parse_markdown

    return parse_markdown(text)


PLAIN = Format("text/plain", read_text(parse_plain))
HTML = Format("text/html", read_text(_parse_html, largest=LARGEST_PAGE))
MARKDOWN = Format("text/markdown", read_text(_parse_markdown))

_TEXTS: Mapping[str, Format] = MappingProxyType(
    {
        ".txt": PLAIN,
        ".text": PLAIN,
        ".md": MARKDOWN,
        ".markdown": MARKDOWN,
        ".html": HTML,
        ".htm": HTML,
        ".xhtml": HTML,
    }
)


def find_format(name: str) -> Format | None:
    """Return what reads a file of this name, or None.

    Args:
        name: a path or a file's name; of two suffixes, such as `.tar.gz`, both count before the last alone.

    Raises:
        DocumentError: another package's reader can't be loaded.

    >>> find_format("news/d01.TXT").media_type
    'text/plain'
    """
    suffixes = [suffix.lower() for suffix in PurePath(name).suffixes[-2:]]
    for suffix in dict.fromkeys(("".join(suffixes), *suffixes[-1:])):
        if suffix in _TEXTS:
            return _TEXTS[suffix]
        if suffix in (found := _find_entries()):
            return _load(found[suffix], name)
    return None


def list_suffixes() -> tuple[str, ...]:
    """Return the suffixes of all files that there are readers for."""
    return (*_TEXTS, *sorted(_find_entries()))


@cache
def _find_entries() -> Mapping[str, EntryPoint]:
    """The readers by suffix; kg's own come before those of others, these by the names of their modules."""
    found = sorted(entry_points(group=GROUP), key=lambda entry: (not entry.value.startswith("kg."), entry.value))
    return MappingProxyType({f".{entry.name.lower()}": entry for entry in reversed(found)})


def _load(entry: EntryPoint, name: str) -> Format:
    try:
        form = entry.load()
    except Exception as fault:
        reason = f"its reader {entry.value} can't be loaded ({type(fault).__name__}: {fault}); mend or uninstall it"
        raise DocumentError(name, reason) from fault
    if not isinstance(form, Format):
        raise DocumentError(name, f"its reader {entry.value} is no kg.documents.Format; mend or uninstall it")
    return form


def explain_missing(name: str, library: str, extra: str = "formats") -> DocumentError:
    """Make the error of a file whose reader needs a library that isn't installed.

    Args:
        name: the file's.
        library: what is missing.
        extra: of kg, which brings it.
    """
    return DocumentError(name, f"needs {library} to be read; install it with: pip install 'kg[{extra}]'")

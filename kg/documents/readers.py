"""Paths → Documents: chooses the reader by suffix and never lets one bad file cost another document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from kg.documents.contents import Contents
from kg.documents.decoding import decode
from kg.documents.plain import parse_plain
from kg.documents.sources import STANDARD_INPUT, OnError, Source, find_sources, holds, read_bytes
from kg.errors import DocumentError, EmptyError
from kg.iris import BASE, mint_document
from kg.model import Document

Reader = Callable[[str], Contents]
"""What reads a source's text; every block's offsets are those of the text."""


def _parse_html(text: str) -> Contents:
    from kg.documents.html import parse_html  # trafilatura takes its time to load

    return parse_html(text)


def _parse_markdown(text: str) -> Contents:
    from kg.documents.markdown import parse_markdown

    return parse_markdown(text)


@dataclass(frozen=True, slots=True)
class Format:
    """A media type and what reads it."""

    media_type: str
    parse: Reader


PLAIN = Format("text/plain", parse_plain)
HTML = Format("text/html", _parse_html)
MARKDOWN = Format("text/markdown", _parse_markdown)

READERS: Mapping[str, Format] = {
    ".txt": PLAIN,
    ".text": PLAIN,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
}


def read(
    paths: Iterable[str | Path] | str | Path, *, base: str = BASE, on_error: OnError | None = None
) -> Iterator[Document]:
    """Read documents, one after the other, as they are asked for.

    Args:
        paths: files, folders (read to the bottom, in the order of names, without hidden files), "-" for standard input.
        base: the graph's base, under which the documents' IRIs are made.
        on_error: told of every file that can't be read, and of files in folders that kg has no reader for; the other
            documents go on. Without it, the first file that can't be read raises its error, and files in folders that
            kg has no reader for are passed over.

    Yields:
        The documents.

    Raises:
        DocumentError: a file can't be read, and there is no `on_error`.
    """
    report = on_error or _raise
    taken: set[str] = set()
    for source in find_sources([paths] if isinstance(paths, str | Path) else paths, report):
        if source.in_folder and on_error is None and source.path.suffix.lower() not in READERS:
            continue
        try:
            document = _read_source(source, base, taken)
        except DocumentError as error:
            report(error)
            continue
        except Exception as fault:
            report(tell_fault(source.given, "reading", fault))
            continue
        taken.add(document.iri)
        yield document


def tell_fault(name: str, stage: str, fault: Exception) -> DocumentError:
    """Make the error of a fault in kg itself, or in a library that it uses, which a document brought out.

    Args:
        name: the document's.
        stage: what was done with it.
        fault: what was raised; it is the error's cause.
    """
    what = " ".join(f"{type(fault).__name__}: {fault}".split())
    error = DocumentError(name, f"{stage} it failed ({what[:200]}), which is a fault in kg; report it, with the file")
    error.__cause__ = fault
    return error


def _raise(error: DocumentError) -> None:
    raise error


def _read_source(source: Source, base: str, taken: set[str]) -> Document:
    form = _choose_format(source)
    data = read_bytes(source)
    text, guesses = decode(data, source.given)
    form = form or (HTML if text.lstrip()[:1] == "<" else PLAIN)
    contents = form.parse(text)
    if not contents.blocks:
        raise EmptyError(source.given, "holds no text to read; give a file with text in it")
    iri = _mint(base, source.name)
    return Document(
        # Two folders may hold files of one name: the second is told by the path as given.
        iri=_mint(base, source.given) if iri in taken else iri,
        name=source.given if iri in taken else source.name,
        text=text,
        blocks=contents.blocks,
        title=contents.title,
        date=contents.date,
        media_type=form.media_type,
        file="" if source.given == STANDARD_INPUT else source.path.resolve().as_uri(),
        warnings=(*guesses, *contents.warnings),
    )


def _choose_format(source: Source) -> Format | None:
    if source.given == STANDARD_INPUT:
        return None
    form = READERS.get(source.path.suffix.lower())
    if form is None and (source.in_folder or holds(source.path, Path.exists)):
        known = ", ".join(READERS)
        raise DocumentError(source.given, f"has a suffix that kg has no reader for; it reads {known}")
    return form


def _mint(base: str, name: str) -> str:
    """Make the document's IRI; what would be resolved away in an IRI (`..`, a leading slash) is left out."""
    parts = [part for part in PurePosixPath(name).parts if part not in ("/", "..", ".")]
    return mint_document(base, "stdin" if name == STANDARD_INPUT else "/".join(parts))

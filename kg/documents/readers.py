"""Paths → Documents: chooses the reader by suffix and never lets one bad file cost another document."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path, PurePosixPath

from kg.documents.contents import Contents
from kg.documents.formats import HTML, PLAIN, Format, find_format, list_suffixes
from kg.documents.sources import STANDARD_INPUT, OnError, Source, find_sources, holds, read_bytes
from kg.errors import DocumentError, EmptyError
from kg.iris import BASE, mint_document
from kg.model import Document

PassOver = Callable[[Path], Collection[str] | None]
"""Gives None for a file to read, or the IRIs of the documents that are known of it."""


def read(
    paths: Iterable[str | Path] | str | Path,
    *,
    base: str = BASE,
    on_error: OnError | None = None,
    pass_over: PassOver | None = None,
) -> Iterator[Document]:
    """Read documents, one after the other, as they are asked for.

    Args:
        paths: files, folders (read to the bottom, in the order of names, without hidden files), "-" for standard input.
        base: the graph's base, under which the documents' IRIs are made.
        on_error: told of every file that can't be read, and of files in folders that kg has no reader for; the other
            documents go on. Without it, the first file that can't be read raises its error, and files in folders that
            kg has no reader for are passed over.
        pass_over: tells the files that needn't be read again; without it, all are read.

    Yields:
        The documents.

    Raises:
        DocumentError: a file can't be read, and there is no `on_error`.
    """
    report = on_error or _raise
    sources = find_sources([paths] if isinstance(paths, str | Path) else paths, report)
    if on_error is None:
        sources = (each for each in sources if not each.in_folder or find_format(each.name) is not None)
    taken: set[str] = set()
    if pass_over is not None:
        sources = _leave_out(sources, pass_over, taken)
    yield from read_sources(sources, base=base, on_error=report, taken=taken)


def _leave_out(sources: Iterable[Source], pass_over: PassOver, taken: set[str]) -> Iterator[Source]:
    for source in sources:
        known = pass_over(source.path)
        if known is None:
            yield source
        else:
            taken.update(known)


def read_sources(sources: Iterable[Source], *, base: str, on_error: OnError, taken: set[str]) -> Iterator[Document]:
    """Read documents from files that `find_sources` has found.

    Args:
        sources: the files.
        base: as for `read`.
        on_error: as for `read`.
        taken: IRIs that other documents have; those of the documents that are read are added.

    Yields:
        The documents.
    """
    for source in sources:
        try:
            for found in _read_source(source, base, taken):
                if isinstance(found, DocumentError):
                    on_error(found)
                else:
                    taken.add(found.iri)
                    yield found
        except DocumentError as error:
            on_error(error)
        except Exception as fault:
            on_error(tell_fault(source.given, "reading", fault))


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


def _read_source(source: Source, base: str, taken: set[str]) -> Iterator[Document | DocumentError]:
    form = _choose_format(source)
    data = read_bytes(source)
    form = form or (HTML if data.lstrip()[:1] == b"<" else PLAIN)
    for found in form.parse(data, source.given):
        yield found if isinstance(found, DocumentError) else _make_document(source, form, found, base, taken)


def _make_document(
    source: Source, form: Format, contents: Contents, base: str, taken: set[str]
) -> Document | DocumentError:
    given, name = (f"{each}/{contents.part}" if contents.part else each for each in (source.given, source.name))
    if not contents.blocks:
        return EmptyError(given, "holds no text to read; give a file with text in it")
    iri = _mint(base, name)
    return Document(
        # Two folders may hold files of one name: the second is told by the path as given.
        iri=_mint(base, given) if iri in taken else iri,
        name=given if iri in taken else name,
        text=contents.text,
        blocks=contents.blocks,
        title=contents.title,
        date=contents.date,
        media_type=form.media_type,
        warnings=contents.warnings,
        author=contents.author,
        source=contents.source,
        language=contents.language,
        pages=contents.pages,
        file="" if source.given == STANDARD_INPUT else source.path.resolve().as_uri(),
    )


def _choose_format(source: Source) -> Format | None:
    if source.given == STANDARD_INPUT:
        return None
    form = find_format(source.name)
    if form is None and (source.in_folder or holds(source.path, Path.exists)):
        known = ", ".join(list_suffixes())
        raise DocumentError(source.given, f"has a suffix that kg has no reader for; it reads {known}")
    return form


def _mint(base: str, name: str) -> str:
    """Make the document's IRI; what would be resolved away in an IRI (`..`, a leading slash) is left out."""
    parts = [part for part in PurePosixPath(name).parts if part not in ("/", "..", ".")]
    return mint_document(base, "stdin" if name == STANDARD_INPUT else "/".join(parts))

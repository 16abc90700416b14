"""Paths → Documents: chooses the reader by suffix and never lets one bad file cost another document."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePath, PurePosixPath
from urllib.parse import urlsplit

from kg.documents.contents import Contents
from kg.documents.faults import tell_fault
from kg.documents.formats import HTML, PLAIN, Format, find_format, list_suffixes
from kg.documents.languages import find_language, name_language
from kg.documents.options import ReadOptions
from kg.documents.signatures import recognise
from kg.documents.sources import STANDARD_INPUT, OnError, Source, find_sources, holds, read_bytes
from kg.documents.values import Paths, Text, each_given
from kg.errors import DocumentError, EmptyError, FormatError
from kg.iris import BASE, mint_document
from kg.model import Document

PassOver = Callable[[Path], Collection[str] | None]
"""Gives None for a file to read, or the IRIs of the documents that are known of it."""


def read(
    paths: Paths,
    *,
    base: str = BASE,
    on_error: OnError | None = None,
    options: ReadOptions | None = None,
    pass_over: PassOver | None = None,
) -> Iterator[Document]:
    """Read documents, one after the other, as they are asked for.

    Args:
        paths: files, folders (read to the bottom, in the order of names, without hidden files), "-" for standard input,
            addresses such as `s3://bucket/news/` or `https://example.org/a.html`, which fsspec fetches; texts as
            `kg.Text`, or a mapping of names to texts.
        base: the graph's base, under which the documents' IRIs are made.
        on_error: told of every file that can't be read, and of files in folders that kg has no reader for; the other
            documents go on. Without it, the first file that can't be read raises its error, and files in folders that
            kg has no reader for are passed over.
        options: what of the reading is a matter of choice.
        pass_over: tells the files that needn't be read again; without it, all are read.

    Yields:
        The documents.

    Raises:
        DocumentError: a file can't be read, and there is no `on_error`.
    """
    sources = find_sources(each_given(paths), on_error or _raise)
    taken: set[str] = set()
    if pass_over is not None:
        sources = _leave_out(sources, pass_over, taken)
    yield from read_sources(sources, base=base, on_error=on_error, taken=taken, options=options)


def _leave_out(sources: Iterable[Source], pass_over: PassOver, taken: set[str]) -> Iterator[Source]:
    for source in sources:
        known = None if source.value else pass_over(source.path)
        if known is None:
            yield source
        else:
            taken.update(known)


def read_sources(
    sources: Iterable[Source],
    *,
    base: str,
    on_error: OnError | None,
    taken: set[str],
    options: ReadOptions | None = None,
) -> Iterator[Document]:
    """Read documents from files that `find_sources` has found.

    Args:
        sources: the files.
        base: as for `read`.
        on_error: as for `read`.
        taken: IRIs that other documents have; those of the documents that are read are added.
        options: as for `read`.

    Yields:
        The documents.
    """
    report = on_error or _raise
    for source in sources:
        for found in _try_source(source, base, taken, options or ReadOptions()):
            if isinstance(found, Document):
                taken.add(found.iri)
                yield found
            elif on_error or not _is_among_others(found, source):
                report(found)


def _raise(error: DocumentError) -> None:
    raise error


def _is_among_others(error: DocumentError, source: Source) -> bool:
    """Whether it's a file that kg has no reader for, in a folder or an archive, where files of all kinds lie."""
    return isinstance(error, FormatError) and (source.in_folder or error.name != source.given)


def _try_source(source: Source, base: str, taken: set[str], options: ReadOptions) -> Iterator[Document | DocumentError]:
    try:
        yield from _read_source(source, base, taken, options)
    except DocumentError as error:
        yield error
    except Exception as fault:
        yield tell_fault(source.given, "reading", fault)


def _read_source(
    source: Source, base: str, taken: set[str], options: ReadOptions
) -> Iterator[Document | DocumentError]:
    form = _choose_format(source, options)
    data = read_bytes(source)
    form = form or _sniff(source, data)
    for found in form.read(data, source.given, options):
        if isinstance(found, DocumentError):
            yield found
        else:
            contents = _heed(source.value, found) if source.value else found
            yield _make_document(source, form, contents, base, taken, options)


def _heed(text: Text, contents: Contents) -> Contents:
    """Give a document the title and the day that the user said."""
    return replace(contents, title=text.title or contents.title, date=text.find_day() or contents.date)


def _make_document(
    source: Source, form: Format, contents: Contents, base: str, taken: set[str], options: ReadOptions
) -> Document | DocumentError:
    given, name = (f"{each}/{contents.part}" if contents.part else each for each in (source.given, source.name))
    if not contents.blocks:
        return EmptyError(given, "holds no text to read; give a file with text in it")
    language = "" if options.any_language else find_language(contents.blocks)
    if language:
        reason = f"is written in {name_language(language)} ({language}), and kg reads English; --any-language reads it"
        return DocumentError(given, f"{reason} all the same")
    iri = _mint(base, name)
    if iri in taken and source.value:
        return DocumentError(name, "is the name of two texts; give each a name of its own")
    return Document(
        # Two folders may hold files of one name: the second is told by the path as given.
        iri=_mint(base, given) if iri in taken else iri,
        name=given if iri in taken else name,
        text=contents.text,
        blocks=contents.blocks,
        title=contents.title,
        date=contents.date,
        media_type=contents.media_type or form.media_type,
        warnings=contents.warnings,
        author=contents.author,
        source=contents.source or source.address,
        language=contents.language,
        pages=contents.pages,
        file=_find_file(source),
    )


def _find_file(source: Source) -> str:
    """The URI of a document's file, if it has one on this machine."""
    elsewhere = source.given == STANDARD_INPUT or source.address or source.value
    return "" if elsewhere else source.path.resolve().as_uri()


def _choose_format(source: Source, options: ReadOptions) -> Format | None:
    """What reads a file by its name; None where the first bytes shall tell."""
    if source.value:
        return _demand_format(options.form, source.name) if options.form else PLAIN
    if source.given == STANDARD_INPUT:
        return _demand_format(options.form, source.given) if options.form else None
    name = urlsplit(source.address).path if source.address else source.name
    form = find_format(name)
    there = source.in_folder or source.address or holds(source.path, Path.exists)
    if form is None and there and PurePath(name).suffix:
        known = ", ".join(list_suffixes())
        raise FormatError(source.given, f"has a suffix that kg has no reader for; it reads {known}")
    return form


def _demand_format(suffix: str, name: str) -> Format:
    form = find_format(f"-.{suffix.lstrip('.')}")
    if form is None:
        known = ", ".join(each.lstrip(".") for each in list_suffixes())
        raise DocumentError(name, f"kg has no reader for the format {suffix!r}; it reads {known}")
    return form


def _sniff(source: Source, data: bytes) -> Format:
    """What reads a file whose name doesn't say what it is; a text among the files of a folder may be anything."""
    kind = recognise(data)
    form = find_format(f"-{kind.suffix}") if kind and kind.suffix else None
    if kind and form is None:
        raise FormatError(source.given, f"is {kind.called}, which kg has no reader for; save its text as .txt")
    if form is None and source.in_folder:
        raise FormatError(source.given, "has no suffix, so kg can't tell what it is; rename it, or give it by itself")
    return form or (HTML if data.lstrip()[:1] == b"<" else PLAIN)


def _mint(base: str, name: str) -> str:
    """Make the document's IRI; what would be resolved away in an IRI (`..`, a leading slash) is left out."""
    parts = [part for part in PurePosixPath(name).parts if part not in ("/", "..", ".")]
    return mint_document(base, "stdin" if name == STANDARD_INPUT else "/".join(parts))

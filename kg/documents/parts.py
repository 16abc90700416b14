"""Reads the files within a file: members of an archive, attachments of a message."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.documents.contents import Contents
from kg.documents.faults import tell_fault
from kg.documents.formats import Format, find_format, list_suffixes
from kg.documents.options import ReadOptions
from kg.errors import DocumentError, FormatError

ARCHIVES = frozenset({"application/zip", "application/x-tar", "application/gzip"})
"""Media types of what holds files."""


def find_reader(name: str) -> Format | None:
    """Return what reads a file within a file; an archive there is none of them."""
    form = find_format(name)
    return None if form is None or form.media_type in ARCHIVES else form


def read_part(data: bytes, name: str, part: str, options: ReadOptions) -> Iterator[Contents | DocumentError]:
    """Read a file that lies within another one; whatever is wrong with it is an error among what it gives.

    Args:
        data: its bytes.
        name: the outer file's.
        part: its own name, which becomes the part's; what it holds itself is named behind it.
        options: what the user chose.
    """
    given = f"{name}/{part}"
    try:
        for found in _choose(given).read(data, given, options):
            yield found if isinstance(found, DocumentError) else _place(found, part)
    except DocumentError as error:
        yield error
    except Exception as fault:
        yield tell_fault(given, "reading", fault)


def _choose(given: str) -> Format:
    form = find_reader(given)
    if form is not None:
        return form
    if find_format(given) is not None:
        raise DocumentError(given, "is an archive within a file; unpack it, and give what it holds")
    raise FormatError(given, f"has a suffix that kg has no reader for; it reads {', '.join(list_suffixes())}")


def _place(contents: Contents, part: str) -> Contents:
    form = find_reader(part)
    kind = contents.media_type or (form.media_type if form else "")
    return replace(contents, part=f"{part}/{contents.part}" if contents.part else part, media_type=kind)

"""Paths and folders → files, in a stable order, each once."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.documents.addresses import fetch, find_files, is_address
from kg.documents.values import Given, Text
from kg.errors import DocumentError

LARGEST = 50_000_000
"""The size of the largest file that is read, in bytes."""

_LONGEST = 255
"""The length of a name that file systems take."""

STANDARD_INPUT = "-"

STORE = "kg-store.json"
"""What marks a folder as a store of kg: its files are no documents."""

OnError = Callable[[DocumentError], None]


@dataclass(frozen=True, slots=True)
class Source:
    r"""A file to be read: its path, and its name as given (within a folder, the path from there).

    Bytes of names that aren't UTF-8 are written as \xff. Of a file elsewhere, `address` is what fsspec finds it by; a
    text that was given as it is stands in `value`, and has no path.
    """

    path: Path
    name: str
    given: str
    in_folder: bool = False
    address: str = ""
    value: Text | None = None


def find_sources(paths: Iterable[Given], on_error: OnError) -> Iterator[Source]:
    """Walk paths and folders.

    Folders are walked to the bottom in the order of names; what begins with a dot is left out, and so are stores; links
    are followed, but no folder is entered twice. A file that is met twice counts once.

    Args:
        paths: files, folders, addresses with a scheme (`s3://…`), "-" for standard input, or texts.
        on_error: told of a path that is missing or can't be listed.

    Yields:
        The files.
    """
    seen: set[str] = set()  # as texts: a path takes four times the memory
    for given in paths:
        if isinstance(given, Text):
            yield Source(Path(), given.name, given.name, value=given)
            continue
        path = Path(given)
        if given == "":
            on_error(DocumentError("''", "is an empty path; give a file or a folder, . for the one where you are"))
        elif str(given) == STANDARD_INPUT:
            yield Source(path, STANDARD_INPUT, STANDARD_INPUT)
        elif is_address(str(given)):
            yield from _find_elsewhere(str(given), on_error)
        elif holds(path, Path.is_dir):
            for found in _walk(path, seen, on_error):
                yield Source(found, _write(found.relative_to(path)), _write(found), in_folder=True)
        elif _is_new(path, seen):
            yield Source(path, _write(path), _write(path))


def _find_elsewhere(address: str, on_error: OnError) -> Iterator[Source]:
    try:
        found = find_files(address)
    except DocumentError as error:
        on_error(error)
        return
    for each in found:
        name = each.removeprefix(address).lstrip("/") or each
        yield Source(Path(), name, each, in_folder=each != address, address=each)


def holds(path: Path, test: Callable[[Path], bool]) -> bool:
    """Ask something of a path; the answer is no where it can't be looked at, such as one that is too long."""
    try:
        return test(path)
    except (OSError, ValueError):
        return False


def _write(path: Path) -> str:
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


def _is_new(path: Path, seen: set[str]) -> bool:
    try:
        real = str(path.resolve())
    except (OSError, RuntimeError, ValueError):  # a link that points at itself, a NUL in a name; reading it will say so
        return True
    new = real not in seen
    seen.add(real)
    return new


def _walk(folder: Path, seen: set[str], on_error: OnError) -> Iterator[Path]:
    if not _is_new(folder, seen) or holds(folder / STORE, Path.is_file):
        return
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        on_error(DocumentError(str(folder), f"can't be listed: {error.strerror}; check its permissions"))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if holds(entry, Path.is_dir):
            yield from _walk(entry, seen, on_error)
        elif _is_new(entry, seen):
            yield entry


def read_bytes(source: Source) -> bytes:
    """Read a file, or standard input.

    Raises:
        DocumentError: the file is missing, isn't a file, is larger than `LARGEST`, or can't be read.
    """
    if source.value is not None:
        data = source.value.encode()
        _check_size(source.name, len(data))
        return data
    if source.given == STANDARD_INPUT:
        data = sys.stdin.buffer.read(LARGEST + 1)
        _check_size(source.name, len(data))
        return data
    if source.address:
        data = fetch(source.address, LARGEST)
        _check_size(source.given, len(data))
        return data
    try:
        _check_file(source)
        return source.path.read_bytes()
    except FileNotFoundError as error:
        raise DocumentError(source.given, f"doesn't exist; {_advise(source.given)}") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DocumentError(source.given, f"can't be read: {reason}; {_advise(source.given)}") from error


def _advise(given: str) -> str:
    """What to do about a path that can't be read; a text in its place is told by its length or its lines."""
    if len(given) > _LONGEST or "\n" in given:
        return "if it is a text, write it to a file, pipe it into kg build -, or give {name: text} in Python"
    return "check the path and its permissions"


def _check_file(source: Source) -> None:
    status = source.path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise DocumentError(source.given, "isn't a regular file; save its content as one, or pipe it in and give -")
    _check_size(source.given, status.st_size)


def _check_size(name: str, size: int) -> None:
    if size > LARGEST:
        limit = LARGEST // 1_000_000
        raise DocumentError(name, f"is larger than {limit} MB; split it into several files")

"""Reads extracts piece by piece: plain, compressed or zipped, in bounded memory."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from kg.errors import IdentifierError

_LONGEST = 1 << 25
"""A line of more bytes than this is no entry of any source."""

_CHUNK = 1 << 20
_BETWEEN = " \t\r\n,[]\ufeff"
_OPENERS: dict[str, Callable[[Path], IO[bytes]]] = {
    ".gz": gzip.GzipFile,  # type: ignore[dict-item]
    ".bz2": bz2.BZ2File,
    ".xz": lzma.LZMAFile,
}
_DAMAGE = (EOFError, zlib.error, zipfile.BadZipFile, lzma.LZMAError, gzip.BadGzipFile)


def read_lines(path: Path, *, suffix: str) -> Iterator[tuple[int, str | None]]:
    """Yield each line with its number; None for one that is too long or no UTF-8.

    Args:
        path: a file: as it is, .gz, .bz2, .xz, or a .zip.
        suffix: how the name of the file that is meant ends, in a .zip with several.

    Raises:
        IdentifierError: the file can't be read, or is damaged.
    """
    with _opened(path, suffix) as file:
        number = 0
        while line := file.readline(_LONGEST):
            number += 1
            yield number, _decode(line) if _is_whole(file, line) else None


def read_objects(path: Path, *, suffix: str) -> Iterator[tuple[int, dict[str, object] | None]]:
    """Yield each object of a JSON array, or of lines of JSON, with its number; None for one that is broken.

    After a broken object, reading goes on with the next one that begins a line as the first one does.

    Args:
        path: as for `read_lines`.
        suffix: as for `read_lines`.

    Raises:
        IdentifierError: the file can't be read, or is damaged.
    """
    with _opened(path, suffix) as raw:
        file = io.TextIOWrapper(raw, encoding="utf-8-sig", errors="replace")
        for number, found in enumerate(_objects(file), 1):
            yield number, found if isinstance(found, dict) else None


def _objects(file: io.TextIOWrapper) -> Iterator[object]:
    decoder, buffer, place, start = json.JSONDecoder(), "", 0, ""
    while True:
        place = _skip(buffer, place)
        if place == len(buffer):
            buffer, place = file.read(_CHUNK), 0
            if not buffer:
                return
            continue
        start = start or _line_start(buffer, place)
        try:
            found, place = decoder.raw_decode(buffer, place)
            yield found
        except ValueError:
            more = file.read(_CHUNK) if len(buffer) - place <= _CHUNK else ""
            if more:
                buffer, place = buffer[place:] + more, 0
                continue
            yield None
            after = buffer.find(start, place + 1)
            place = len(buffer) if after < 0 else after


def _skip(buffer: str, place: int) -> int:
    while place < len(buffer) and buffer[place] in _BETWEEN:
        place += 1
    return place


def _line_start(buffer: str, place: int) -> str:
    """How the line of the first object begins: an end of line, the indentation, the brace."""
    return "\n" + buffer[buffer.rfind("\n", 0, place) + 1 : place].lstrip("\ufeff[") + buffer[place]


def _decode(line: bytes) -> str | None:
    try:
        return line.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def _is_whole(file: IO[bytes], line: bytes) -> bool:
    """Whether a line was read to its end; if not, the rest is passed over."""
    if len(line) < _LONGEST or line.endswith(b"\n"):
        return True
    while (rest := file.readline(_LONGEST)) and not rest.endswith(b"\n"):
        pass
    return False


@contextmanager
def _opened(path: Path, suffix: str) -> Iterator[IO[bytes]]:
    with ExitStack() as stack:
        try:
            yield _open(path, suffix, stack)
        except _DAMAGE as error:
            raise IdentifierError(str(path), f"is damaged or ends early ({error}); fetch it again") from error
        except OSError as error:
            reason = error.strerror or str(error)
            raise IdentifierError(str(path), f"can't be read ({reason}); check the path") from error


def _open(path: Path, suffix: str, stack: ExitStack) -> IO[bytes]:
    opener = _OPENERS.get(path.suffix.lower())
    if opener is not None:
        return stack.enter_context(opener(path))
    if path.suffix.lower() != ".zip":
        return stack.enter_context(path.open("rb"))
    archive = stack.enter_context(zipfile.ZipFile(path))
    names = [name for name in archive.namelist() if name.lower().endswith(suffix)]
    # ROR puts several schemas into one archive; the newest is last in the order of names.
    found = max(names, key=lambda name: ("schema_v2" in name, archive.getinfo(name).file_size), default=None)
    if found is None:
        raise IdentifierError(str(path), f"holds no file that ends in {suffix}; unpack it, and name the file")
    return stack.enter_context(archive.open(found))

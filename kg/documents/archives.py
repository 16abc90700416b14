"""Reads archives: a document of each member that there is a reader for, in bounded time and memory.

Nothing is written to a disk. An archive within an archive is refused.
"""

from __future__ import annotations

import gzip
import lzma
import tarfile
import zipfile
import zlib
from bz2 import BZ2File
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedIOBase, BytesIO, RawIOBase
from pathlib import PurePath, PurePosixPath

from kg.documents.composition import name_parts
from kg.documents.contents import Contents
from kg.documents.formats import Format
from kg.documents.options import ReadOptions
from kg.documents.parts import read_part
from kg.documents.sources import LARGEST
from kg.errors import DocumentError, EmptyError

MEMBERS = 10_000
"""Files that are read of one archive."""

TOTAL = 500_000_000
"""Bytes that all members of an archive hold, unpacked."""

RATIO = 200
"""How many times smaller than its text a member may be packed; texts are packed ten times smaller."""

_SMALL = 1_000_000
"""Bytes; less than this is no bomb, however small it is packed."""

_DAMAGE = (
    *(OSError, EOFError, ValueError, RuntimeError),  # a NotImplementedError is among them
    *(zlib.error, lzma.LZMAError, tarfile.TarError, zipfile.BadZipFile),
)
_BOMB = f"unpacks to more than {RATIO} times its size, as bombs do; unpack it yourself if you trust it"


@dataclass(frozen=True, slots=True)
class _Member:
    """A file in an archive; `fault` says why it isn't read, before its bytes are looked at."""

    name: str
    size: int
    fault: str = ""


def parse_zip(data: bytes, name: str, options: ReadOptions) -> Iterator[Contents | DocumentError]:
    """Read the members of a zip archive in the order of their names."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except _DAMAGE as error:
        raise _tell_damage(name, error) from error
    infos = sorted((info for info in archive.infolist() if not info.is_dir()), key=lambda info: info.filename)
    members = [(_check_zipped(info), info) for info in infos]
    _check_whole([member for member, _ in members], name)
    yield from name_parts(_read_zipped(archive, members, name, options))


def _read_zipped(
    archive: zipfile.ZipFile, members: list[tuple[_Member, zipfile.ZipInfo]], name: str, options: ReadOptions
) -> Iterator[Contents | DocumentError]:
    for member, info in members:
        try:
            if member.fault:
                yield DocumentError(f"{name}/{member.name}", member.fault)
            elif not _is_hidden(member.name):
                yield from read_part(archive.read(info), name, member.name, options)
        except _DAMAGE as error:
            yield _tell_damage(f"{name}/{member.name}", error)


def _check_zipped(info: zipfile.ZipInfo) -> _Member:
    fault = _find_fault(info.filename, info.file_size)
    if info.flag_bits & 0x1:
        fault = "is encrypted; unpack it with its password, and give what it holds"
    elif info.file_size > max(_SMALL, RATIO * info.compress_size):
        fault = _BOMB
    return _Member(_clean(info.filename), info.file_size, fault)


def parse_tar(data: bytes, name: str, options: ReadOptions) -> Iterator[Contents | DocumentError]:
    """Read the members of a tar archive, packed or not, in their own order."""
    yield from name_parts(_read_tar(data, name, options))


def _read_tar(data: bytes, name: str, options: ReadOptions) -> Iterator[Contents | DocumentError]:
    members: list[_Member] = []
    try:
        with tarfile.open(fileobj=_Bounded(_unpack(data), len(data), name), mode="r|") as archive:
            for info in archive:
                if info.isdir() or _is_hidden(info.name):
                    continue
                member = _check_tarred(info)
                members.append(member)
                _check_whole(members, name)
                if member.fault:
                    yield DocumentError(f"{name}/{member.name}", member.fault)
                elif (file := archive.extractfile(info)) is not None:
                    yield from read_part(file.read(), name, member.name, options)
        _check_whole(members, name)
    except _DAMAGE as error:
        raise _tell_damage(name, error) from error


def _check_tarred(info: tarfile.TarInfo) -> _Member:
    fault = _find_fault(info.name, info.size)
    return _Member(
        _clean(info.name), info.size, fault if info.isreg() else "is a link or a device; give the file itself"
    )


def parse_gzip(data: bytes, name: str, options: ReadOptions) -> Iterator[Contents | DocumentError]:
    """Read the one file in a gzip file, which is called as the archive is, without `.gz`."""
    if not data:
        raise EmptyError(name, "is empty; give a file with text in it")
    try:
        unpacked = _Bounded(gzip.GzipFile(fileobj=BytesIO(data)), len(data), name).read(LARGEST + 1)
    except _DAMAGE as error:
        raise _tell_damage(name, error) from error
    if len(unpacked) > LARGEST:
        raise DocumentError(name, f"holds more than {LARGEST // 1_000_000} MB; split it into several files")
    yield from name_parts(read_part(unpacked, name, PurePath(name).stem, options))


def _unpack(data: bytes) -> BufferedIOBase:
    if data.startswith(b"\x1f\x8b"):
        return gzip.GzipFile(fileobj=BytesIO(data))
    if data.startswith(b"BZh"):
        return BZ2File(BytesIO(data))
    if data.startswith(b"\xfd7zXZ"):
        return lzma.LZMAFile(BytesIO(data))
    return BytesIO(data)


class _Bounded(RawIOBase):
    """A stream that counts what it unpacks, and ends in an error where that is a bomb."""

    def __init__(self, stream: BufferedIOBase, packed: int, name: str) -> None:
        self._stream, self._name = stream, name
        self._left = min(TOTAL, max(_SMALL, RATIO * packed))

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        data = self._stream.read(self._left + 1 if size < 0 else min(size, self._left + 1))
        self._left -= len(data)
        if self._left < 0:
            raise DocumentError(self._name, _BOMB)
        return data


def _find_fault(name: str, size: int) -> str:
    if name.startswith(("/", "\\")) or ".." in PurePosixPath(name.replace("\\", "/")).parts:
        return "has a path that leads out of the archive; pack it anew"
    if size > LARGEST:
        return f"is larger than {LARGEST // 1_000_000} MB; split it into several files"
    return ""


def _clean(name: str) -> str:
    """A member's name as it is told: what isn't UTF-8 in it is written as escapes."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _is_hidden(name: str) -> bool:
    """Whether a file is left out as in folders: one that begins with a dot, or what macOS adds."""
    return any((step.startswith(".") and step not in (".", "..")) or step == "__MACOSX" for step in name.split("/"))


def _check_whole(members: list[_Member], name: str) -> None:
    if not members:
        raise EmptyError(name, "is an archive without files; give one with texts in it")
    if len(members) > MEMBERS:
        raise DocumentError(name, f"holds more than {MEMBERS:,} files; unpack it, and give the folder")
    if sum(member.size for member in members if not member.fault) > TOTAL:
        raise DocumentError(name, f"holds more than {TOTAL // 1_000_000} MB; unpack it, and give the folder")


def _tell_damage(name: str, error: Exception) -> DocumentError:
    said = " ".join(str(error).split())[:100] or type(error).__name__
    return DocumentError(name, f"is a damaged archive ({said}); fetch it again")


ZIP = Format.heeding("application/zip", parse_zip)
TAR = Format.heeding("application/x-tar", parse_tar)
GZIP = Format.heeding("application/gzip", parse_gzip)

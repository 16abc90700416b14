"""Opens the zip files that office formats and e-books are, and the XML in them: bounded, without entities."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

from kg.errors import DocumentError, EmptyError

MEMBERS = 10_000
"""The largest number of files in a package."""

UNPACKED = 200_000_000
"""The size of all that is unpacked of a package, in bytes; of one member, half of it."""

RATIO = 250
"""How often a member of more than a megabyte may be larger than it is packed; text of an office is by 5 to 50 times."""

TAGS = 3_000_000
"""The number of tags in one member; a tree of that many takes some 0.5 GB."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KNOWN = ((b"%PDF", ".pdf"), (b"{\\rtf", ".rtf"), (b"PK", ".docx, .odt or other zip"))
_KINDS = (
    (b"wordprocessingml", ".docx"),
    (b"spreadsheetml", ".xlsx"),
    (b"presentationml", ".pptx"),
    (b"opendocument.text", ".odt"),
    (b"opendocument.spreadsheet", ".ods"),
    (b"opendocument.presentation", ".odp"),
    (b"application/epub+zip", ".epub"),
)
FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
    KeyError,
)
"""What zipfile raises at damaged files."""

# The namespaces of the strict form of Office Open XML, which few programs write, and those of the usual one.
_STRICT = b"http://purl.oclc.org/ooxml/"
_USUAL = (
    (_STRICT + b"officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (_STRICT + b"wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (_STRICT + b"drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (_STRICT + b"presentationml/main", b"http://schemas.openxmlformats.org/presentationml/2006/main"),
)


@dataclass(slots=True)
class Package:
    """An open zip file under the name that errors give it; what was unpacked of it so far is counted."""

    name: str
    zip: zipfile.ZipFile
    unpacked: int = 0

    def holds(self, member: str) -> bool:
        """Tell whether there is a member of this name."""
        return member in self.zip.NameToInfo

    def read(self, member: str) -> bytes:
        """Unpack a member.

        Raises:
            DocumentError: it's missing, damaged, encrypted, or too large.
        """
        with guard(self.name):
            info = self.zip.getinfo(member)
            if info.flag_bits & 1:
                raise explain_locked(self.name)
            self.unpacked += info.file_size
            _check_size(self.name, info, self.unpacked)
            return self.zip.read(info)

    def parse(self, member: str) -> etree._Element:
        """Unpack a member that holds XML.

        Raises:
            DocumentError: as for `read`, or it isn't XML, declares entities, or has too many tags.
        """
        return parse_xml(self.read(member), self.name)


def open_package(data: bytes, name: str, suffix: str) -> Package:
    """Open a file that should be a zip file of some kind.

    Args:
        data: the file's bytes.
        name: the file's, for errors.
        suffix: what files of this kind end in, such as ".docx".

    Raises:
        EmptyError: there is nothing in it.
        DocumentError: it's no zip file, a damaged one or one with too many members.
    """
    check_start(data, name, suffix)
    if data.count(b"PK\x01\x02") > MEMBERS:
        raise DocumentError(name, f"holds more than {MEMBERS:,} files, as no {suffix} file does; save it anew")
    with guard(name):
        return Package(name, zipfile.ZipFile(BytesIO(data)))


def check_start(data: bytes, name: str, suffix: str, start: bytes = b"PK") -> None:
    """Refuse a file that doesn't begin as files of its suffix do, and say what it is.

    Raises:
        EmptyError: there is nothing in it.
        DocumentError: it begins otherwise.
    """
    if not data.strip(b"\0 \r\n\t"):
        raise EmptyError(name, "is empty; give a file with text in it")
    if data.startswith(start):
        return
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise explain_locked(name)
        raise DocumentError(name, f"is of the old binary kind of Office files; save it as {suffix}")
    other = next((ending for sign, ending in _KNOWN if data.startswith(sign)), "")
    if other:
        raise DocumentError(name, f"is a {other} file by what it holds, not a {suffix} file; rename it")
    raise DocumentError(name, f"isn't a {suffix} file, or its beginning is lost; save it anew as {suffix}")


def explain_locked(name: str) -> DocumentError:
    """Make the error of a file that needs a password."""
    return DocumentError(name, "is protected by a password; open it with the password and save a copy without one")


def explain_kind(package: Package, suffix: str) -> DocumentError:
    """Make the error of a zip file that isn't one of the kind it is called."""
    said = b"".join(package.read(each) for each in ("[Content_Types].xml", "mimetype") if package.holds(each))
    other = next((ending for sign, ending in _KINDS if sign in said and ending != suffix), "")
    if other:
        return DocumentError(package.name, f"is a {other} file by what it holds, not a {suffix} file; rename it")
    return DocumentError(
        package.name, f"is a zip file without a {suffix} document in it; unpack it, and give the files"
    )


@contextmanager
def guard(name: str, faults: tuple[type[Exception], ...] = FAULTS) -> Iterator[None]:
    """Turn what a library raises at a damaged file into a `DocumentError`."""
    try:
        yield
    except DocumentError:
        raise
    except faults as fault:
        reason = f"is damaged ({type(fault).__name__}: {str(fault)[:100]}); open it in its program and save it anew"
        raise DocumentError(name, reason) from fault


def _check_size(name: str, info: zipfile.ZipInfo, unpacked: int) -> None:
    if info.file_size > 1_000_000 and info.file_size > RATIO * info.compress_size:
        times = info.file_size // max(1, info.compress_size)
        reason = f"unpacks {info.filename[:60]} to {times:,} times its size, as zip bombs do; save it anew"
        raise DocumentError(name, reason)
    if info.file_size > UNPACKED // 2 or unpacked > UNPACKED:
        reason = f"unpacks to more than {UNPACKED // 2_000_000} MB of text; split it into several files"
        raise DocumentError(name, reason)


def check_xml(data: bytes, name: str, *, most: int | None = TAGS) -> None:
    """Refuse XML that declares entities or has too many tags.

    Args:
        data: the XML.
        name: the file's, for errors.
        most: the largest number of tags, if there is any.

    Raises:
        DocumentError: it does.
    """
    if b"<!ENTITY" in data:
        raise DocumentError(name, "declares XML entities, as office programs never do; save it anew")
    if most is not None:
        check_tags(data, name, most)


def check_tags(data: bytes, name: str, most: int = TAGS) -> None:
    """Refuse XML or HTML of too many tags.

    Raises:
        DocumentError: it has more.
    """
    if data.count(b"<") > most:
        raise DocumentError(name, f"has a part of more than {most:,} tags; split it into several files")


def parse_xml(data: bytes, name: str) -> etree._Element:
    """Parse XML of a package; entities aren't resolved, nothing is loaded.

    Raises:
        DocumentError: it isn't XML, declares entities, or has too many tags.
    """
    check_xml(data, name)
    if _STRICT in data:
        for strict, usual in _USUAL:
            data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as fault:
        reason = f"is damaged (XML: {str(fault)[:100]}); open it in its program and save it anew"
        raise DocumentError(name, reason) from fault


def find_targets(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """List what a part of an Office file is related to: for each number, the kind of relation and the other part."""
    folder, file = posixpath.split(part)
    member = posixpath.join(folder, "_rels", f"{file}.rels")
    if not package.holds(member):
        return {}
    found = {}
    for each in package.parse(member):
        if each.get("TargetMode") != "External":
            kind, target = each.get("Type", "").rsplit("/", 1)[-1], each.get("Target", "")
            found[each.get("Id", "")] = (kind, posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"))
    return found


def find_related(package: Package, part: str, kind: str) -> str:
    """Return the part that stands in a relation of some kind to another one, or ""; the package itself is called ""."""
    targets = sorted(target for found, target in find_targets(package, part).values() if found == kind)
    return next((target for target in targets if package.holds(target)), "")

"""Bytes → text: byte order marks, declared and guessed encodings, and what isn't text at all."""

from __future__ import annotations

import codecs
import re
from warnings import catch_warnings, simplefilter

from kg.documents.signatures import Kind, recognise
from kg.errors import DocumentError, EmptyError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_ASCII = bytes(range(32, 127)) + rb" \u0041 \x41 +AEE- A"
_GUESSED_FROM = 1_000_000
READABLE = "kg reads .txt, .md and .html; save it as one of these"


def decode(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Turn a file's bytes into its text.

    Args:
        data: the bytes.
        name: the file's name, for the error.

    Returns:
        The text without a byte order mark, and what had to be guessed.

    Raises:
        EmptyError: there is no text in it.
        DocumentError: it's binary.
    """
    if not data.strip():
        raise EmptyError(name, "is empty; give a file with text in it")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_marked(data, encoding, name)
    if kind := recognise(data):
        raise DocumentError(name, f"is {kind.called}, whatever its name says; {_advise(kind)}")
    if b"\0" in data:
        raise DocumentError(name, f"is binary; {READABLE}")
    text, warnings = _decode_unmarked(data)
    if _is_noise(text):
        raise DocumentError(name, f"is binary; {READABLE}")
    return text, warnings


def _advise(kind: Kind) -> str:
    return f"rename it to end in {kind.suffix}" if kind.suffix else READABLE


def _decode_marked(data: bytes, encoding: str, name: str) -> tuple[str, tuple[str, ...]]:
    warnings: tuple[str, ...] = ()
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        text = data.decode(encoding, errors="replace")
        warnings = (f"isn't all {encoding}, as its first bytes say ({error.reason}); some letters are lost",)
    if "\0" in text:
        raise DocumentError(name, f"is binary; {READABLE}")
    if not text.strip():
        raise EmptyError(name, "is empty; give a file with text in it")
    return text, warnings


def _decode_unmarked(data: bytes) -> tuple[str, tuple[str, ...]]:
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _guess(data)


def _guess(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Decode what isn't UTF-8: as a page declares it, as its letters suggest, or byte by byte."""
    declared = _DECLARED.search(data[:2048])
    if declared:
        try:
            encoding = declared[1].decode("ascii")
            if _keeps_ascii(encoding):
                return data.decode(encoding), ()
        except (LookupError, ValueError):
            pass
    encoding = _guess_encoding(data[:_GUESSED_FROM])
    try:
        return data.decode(encoding), (f"isn't UTF-8; read as {encoding}, which is a guess",)
    except UnicodeDecodeError:
        return data.decode("latin-1"), ("isn't UTF-8; read as latin-1, so some letters may be wrong",)


def _keeps_ascii(encoding: str) -> bool:
    """Whether an encoding leaves ASCII as it is, as one must that a file itself declares.

    UTF-16, whose declaration couldn't be read, and Python's codecs that aren't encodings of texts (escapes) don't.
    """
    with catch_warnings():
        simplefilter("ignore", DeprecationWarning)  # of escapes that aren't any
        return _ASCII.decode(encoding) == _ASCII.decode("ascii")


def _guess_encoding(data: bytes) -> str:
    """Name the likely encoding of bytes that aren't UTF-8.

    Where most letters are ASCII, it is cp1252 nearly always; other alphabets are left to charset-normalizer.
    """
    beyond = sum(byte > 127 for byte in data)
    if beyond * 3 < len(data):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    return best.encoding if best else "cp1252"


def _is_noise(text: str) -> bool:
    """Whether more than a twentieth of the beginning is control characters."""
    head = text[:4000]
    return sum(char < " " and char not in "\t\n\r\f\v\x1c\x1d\x1e\x85" for char in head) * 20 > len(head)

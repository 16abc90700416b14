"""Reads e-mail: the text of a message without the replies that it quotes, and its headers as facts about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from urllib.parse import quote

from kg.documents.composition import Composition, is_url, name_parts, scrub
from kg.documents.contents import Contents
from kg.documents.decoding import decode
from kg.documents.flowed import join_flowed
from kg.documents.formats import LARGEST_PAGE, Format
from kg.documents.options import ReadOptions
from kg.documents.parts import find_reader, read_part
from kg.documents.plain import parse_plain
from kg.documents.quotations import find_own
from kg.errors import DocumentError, EmptyError

_LONGEST = 2000
"""Characters of a header that are read: to decode a longer one takes a time that grows with its square."""

_IDENT = "@!$&'()*+,;=:"
_PREFIX = re.compile(r"(?:(?:re|fwd?|aw|wg|tr)(?:\[\d+\])?:\s*|\[[\w .-]{1,40}\]\s*)+", re.IGNORECASE)
_FROM = re.compile(rb"(?:\A|(?<=\n)\r?\n)From [^\n]*\n")
_SEALED = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")
_DEEPEST = 100
"""Parts of messages that are nested deeper than this aren't read."""


def parse_message(data: bytes, name: str, options: ReadOptions) -> Iterator[Contents | DocumentError]:
    """Read a message, and behind it the attached files that there are readers for."""
    if not data.strip():
        raise EmptyError(name, "is empty; give a file with text in it")
    message = _parse(data, name)
    if not message.keys():
        raise DocumentError(name, "has no headers of a message; if it is a text, rename it to end in .txt")
    yield from name_parts(_read_message(message, name, options))


def parse_mailbox(data: bytes, name: str, options: ReadOptions) -> Iterator[Contents | DocumentError]:
    """Read a mailbox: a document of each message, called by its Message-ID, or by its number where it has none."""
    begins = [match.span() for match in _FROM.finditer(data)]
    if not begins:
        reason = "is empty; give a file with text in it" if not data.strip() else "is no mailbox: no line begins it"
        raise (DocumentError if data.strip() else EmptyError)(name, reason)
    ends = [start for start, _ in begins[1:]] + [len(data)]
    yield from name_parts(_read_mailbox(data, list(zip(begins, ends, strict=True)), name, options))


def _read_mailbox(
    data: bytes, places: list[tuple[tuple[int, int], int]], name: str, options: ReadOptions
) -> Iterator[Contents | DocumentError]:
    for number, ((_, start), end) in enumerate(places, 1):
        raw = re.sub(rb"(?m)^>(>*From )", rb"\1", data[start:end])
        try:
            message = _parse(raw, f"{name}/{number}")
            part = _read_header(message, "Message-ID").strip("<> ") or str(number)
            for found in _read_message(message, f"{name}/{part}", options):
                yield found if isinstance(found, DocumentError) else _place(found, part)
        except DocumentError as error:
            yield error


def _place(contents: Contents, part: str) -> Contents:
    return replace(contents, part=f"{part}/{contents.part}" if contents.part else part)


def _parse(data: bytes, name: str) -> Message:
    try:
        message = message_from_bytes(data)
        deepest = max(_measure_depth(message))
    except RecursionError:
        deepest = _DEEPEST + 1
    if deepest > _DEEPEST:
        raise DocumentError(name, f"has parts that are nested deeper than {_DEEPEST}; send its text by itself")
    return message


def _measure_depth(message: Message) -> Iterator[int]:
    open_parts = [(message, 0)]
    while open_parts:
        part, depth = open_parts.pop()
        yield depth
        open_parts += [(each, depth + 1) for each in _list_parts(part)]


def _list_parts(message: Message) -> list[Message]:
    inner = message.get_payload() if message.is_multipart() else []
    return [each for each in inner if isinstance(each, Message)]


def _read_message(message: Message, name: str, options: ReadOptions) -> Iterator[Contents | DocumentError]:
    if message.get_content_type() in _SEALED:
        raise DocumentError(name, "is encrypted; save it decrypted from your mail program")
    files = [part for part in _walk(message) if _is_file(part)]
    read = [part for part in files if _is_readable(part)]
    composition = Composition()
    subject = _read_header(message, "Subject")
    prefix = _PREFIX.match(subject)
    start = prefix.end() if prefix and prefix.end() < len(subject) else 0
    composition.add_heading(subject, start)
    composition.add(_read_body(message, name))
    warnings = (*composition.warnings, *_warn_of_files([part for part in files if part not in read]))
    yield Contents(
        tuple(composition.blocks),
        title=subject[start:],
        date=_read_date(message),
        warnings=warnings,
        text=composition.text,
        author=_read_author(message),
        source=_read_source(message),
        language=_read_header(message, "Content-Language").partition(",")[0],
    )
    for part in read:
        yield from read_part(_read_bytes(part), name, _name_file(part), options)


def _walk(message: Message) -> Iterator[Message]:
    """Yield a message's parts in their order, without those of messages that are attached to it."""
    if message.get_content_maintype() != "multipart":
        yield message
    else:
        for part in _list_parts(message):
            yield from _walk(part)


# Headers


def _read_header(message: Message, key: str) -> str:
    """A header's text; what isn't as the standard has it is read as well as it can be."""
    raw = next((value for name, value in message.raw_items() if name.lower() == key.lower()), "")[:_LONGEST]
    # Letters that aren't ASCII and aren't encoded are UTF-8 today.
    raw = raw.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        said = str(make_header(decode_header(raw)))
    except (HeaderParseError, LookupError, ValueError):
        said = raw
    return " ".join(scrub(said).split())


def _read_date(message: Message) -> str:
    """The day in the sender's own time zone."""
    try:
        return parsedate_to_datetime(_read_header(message, "Date")).date().isoformat()
    except (TypeError, ValueError, IndexError, OverflowError):
        return ""


def _read_author(message: Message) -> str:
    called, address = parseaddr(_read_header(message, "From"))
    return called or address


def _read_source(message: Message) -> str:
    """The address at which it is archived, else the Message-ID as RFC 2392 makes a URL of it."""
    archived = _read_header(message, "Archived-At").strip("<> ")
    ident = _read_header(message, "Message-ID").strip("<> ")
    return archived if is_url(archived) else f"mid:{quote(ident, safe=_IDENT)}" if ident else ""


# The body


def _read_body(message: Message, name: str) -> Contents:
    """The plain text; else what stands as HTML; a message may have several such parts, as mailing lists add some."""
    own = [part for part in _walk(message) if not _is_file(part)]
    plain = [part for part in own if part.get_content_type() == "text/plain" and _decode(part, name)[0].strip()]
    pages = [part for part in own if part.get_content_type() == "text/html"]
    composition = Composition()
    for part in plain or pages:
        text, guesses = _decode(part, name)
        if not plain and len(text) > LARGEST_PAGE:
            raise DocumentError(
                name, f"holds a page of more than {LARGEST_PAGE // 1_000_000} MB; save its text as .txt"
            )
        text = join_flowed(text, spaced=_is_set(part, "delsp", "no")) if _is_set(part, "format", "flowed") else text
        contents = _read_plain(text) if plain else _read_html(text)
        composition.add(replace(contents, text=text, warnings=(*guesses, *contents.warnings)))
    return Contents(tuple(composition.blocks), text=composition.text, warnings=tuple(composition.warnings))


def _decode(part: Message, name: str) -> tuple[str, tuple[str, ...]]:
    data = _read_bytes(part)
    if not data.strip():
        return "", ()
    try:
        text = data.decode(part.get_content_charset() or "utf-8")
        guesses: tuple[str, ...] = ()
    except (LookupError, ValueError):
        text, guesses = decode(data, name)
    return scrub(text.replace("\r\n", "\n")), guesses


def _is_set(part: Message, name: str, value: str) -> bool:
    """Whether a parameter of a part's type has a value; one that is missing says no."""
    said = part.get_param(name, "no")
    return isinstance(said, str) and said.lower() == value


def _read_bytes(part: Message) -> bytes:
    try:
        data = part.get_payload(decode=True)
    except ValueError:  # a charset whose name no codec can have
        part.replace_header("Content-Type", part.get_content_type())
        data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _read_plain(text: str) -> Contents:
    own = find_own(text)
    return replace(parse_plain(own.text), warnings=own.warn())


def _read_html(text: str) -> Contents:
    from kg.documents.letters import parse_letter  # only messages without a plain text need it

    return parse_letter(text)


# Attached files


def _is_file(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or part.get_content_maintype() != "text"


def _is_readable(part: Message) -> bool:
    return part.get_content_type() != "message/rfc822" and find_reader(_name_file(part)) is not None


def _name_file(part: Message) -> str:
    try:
        name = part.get_filename() or ""
    except (LookupError, ValueError):
        name = ""
    return " ".join(scrub(str(make_header(decode_header(name[:_LONGEST])))).replace("/", "_").split())


def _warn_of_files(files: list[Message]) -> tuple[str, ...]:
    named = [_name_file(part) or part.get_content_type() for part in files]
    return (f"left out what is attached: {', '.join(named)}",) if named else ()


MESSAGE = Format.heeding("message/rfc822", parse_message)
MAILBOX = Format.heeding("application/mbox", parse_mailbox)

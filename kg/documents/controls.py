"""Splits rich text (RTF) into groups, control words and the bytes between them."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<symbol>[^a-zA-Z])|"
    rb"(?P<brace>[{}])|(?P<text>[^\\{}\r\n\0]+)|(?P<rest>[\r\n\0\\])",
    re.DOTALL,
)

# What font tables call the alphabets of fonts.
_CODE_PAGES = {
    **dict.fromkeys([0, 1], "cp1252"),
    **dict(zip([77, 128, 129, 134, 136], ["mac_roman", "cp932", "cp949", "cp936", "cp950"], strict=True)),
    **dict(zip([161, 162, 163, 177, 178], ["cp1253", "cp1254", "cp1258", "cp1255", "cp1256"], strict=True)),
    **dict(zip([186, 204, 222, 238, 254], ["cp1257", "cp1251", "cp874", "cp1250", "cp437"], strict=True)),
}

MARKS = {
    **dict(zip(["lquote", "rquote", "ldblquote", "rdblquote", "emdash", "endash", "bullet"], "‘’“”—–•", strict=True)),
    **dict.fromkeys(["tab", "emspace", "enspace", "qmspace", "~"], " "),
    **dict.fromkeys(["line", "page", "nestrow"], "\n"),
    **dict.fromkeys(["_"], "-"),
    **dict.fromkeys(["nestcell"], ", "),
}
"""The words that stand for letters."""

_LEFT_OUT = """header headerl headerr headerf footer footerl footerr footerf ftnsep ftnsepc ftncn aftnsep aftnsepc
    aftncn colortbl pict object fldinst shprslt sp atnid atnauthor bkmkstart bkmkend xe tc txe rxe listtable
    listoverridetable revtbl filetbl nonesttables pntxta pntxtb"""
_TARGETS = {
    **dict.fromkeys(_LEFT_OUT.split(), "none"),
    **dict.fromkeys(["listtext", "pntext"], "bullet"),
    **dict(zip(["fonttbl", "stylesheet", "info"], ["fonts", "styles", "info"], strict=True)),
    **dict(zip(["footnote", "shptxt", "annotation"], ["note", "box", "comment"], strict=True)),
}
_OF_INFO = dict(zip(["title", "author", "creatim"], ["title", "author", "created"], strict=True))
_STARRED = ("shpinst", "shptxt", "annotation")


class Token(NamedTuple):
    """A brace (which is its own `word`), a control word or symbol with its number, or bytes of the text."""

    word: str = ""
    number: int | None = None
    data: bytes = b""


def split_controls(source: bytes) -> Iterator[Token]:
    r"""Yield what rich text is made of; binary data behind `\bin` is passed over.

    >>> [token.word or token.data for token in split_controls(rb"{\b0 It\'27s}")]
    ['{', 'b', b'It', b"'", b's', '}']
    """
    place = 0
    while match := _TOKEN.match(source, place):
        place = match.end()
        kind, found = match.lastgroup, match[match.lastindex or 0]
        if kind == "text":
            yield Token(data=found)
        elif kind == "number":
            place += max(0, int(found)) if match["word"] == b"bin" else 0
            yield Token(match["word"].decode("ascii"), int(found))
        elif kind == "hex":
            yield Token(data=bytes.fromhex(found.decode("ascii")))
        elif kind == "symbol" and found in b"\\{}":
            yield Token(data=found)
        elif kind != "rest":
            yield Token(found.decode("latin-1"))


def name_code_page(charset: int, otherwise: str) -> str:
    """Name the encoding of a font's alphabet; of one that isn't known, the document's."""
    return _CODE_PAGES.get(charset, otherwise)


def check_code_page(number: int) -> str:
    """Name the encoding that a document gives by its number, or the usual one where there is none of this number."""
    try:
        return codecs.lookup(f"cp{number}").name
    except LookupError:
        return "cp1252"


def find_target(word: str, within: str, *, starred: bool) -> str:
    """Tell what a group holds by the word that it begins with.

    Args:
        word: any control word.
        within: what the group around it holds.
        starred: whether an asterisk stands before it, which says to pass over what one doesn't know.

    Returns:
        "note", "box", "fonts" and so on; "none" for what isn't the document's text; "" if the word doesn't say.
    """
    if within == "info":
        return _OF_INFO.get(word, "")
    target = _TARGETS.get(word) or ("none" if starred and word not in _STARRED else "")
    return target if within == "text" or not target else "none"

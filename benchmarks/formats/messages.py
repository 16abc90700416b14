"""Makes e-mail, feeds, tables and archives of a text's pieces."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import zipfile
from collections.abc import Sequence
from email.message import EmailMessage
from html import escape

from benchmarks.formats.prose import WIDE, WRAPPED, Style, split_title, write_html, write_marked, write_plain
from benchmarks.formats.tables import write_aligned, write_pipes, write_ruled, write_tabs
from benchmarks.formats.texts import Piece

SUBJECT = "For information"
BELOW = """
-- \nPat Doe
Press desk

On Tue, 11 Jun 2024 at 10:00, Sam Roe <sam@example.org> wrote:
> The Wrong Institute organised the Wrong Forum in Vienna on 2 May 2024.
> Ms Wanda Wrong chaired it.
"""
QUOTED = """<div class="gmail_signature">Pat Doe, Press desk</div><div class="gmail_quote">
<div class="gmail_attr">On Tue,
11 Jun 2024, Sam Roe wrote:</div><blockquote type="cite">The Wrong Institute organised the Wrong Forum in Vienna on
2 May 2024. Ms Wanda Wrong chaired it.</blockquote></div>"""


def make_message(title: str) -> EmailMessage:
    """Begin a message; it has no date, for the texts are of many years, and some tell only a day and a month."""
    message = EmailMessage()
    message["From"], message["To"] = "Pat Doe <pat@example.org>", "list@example.org"
    message["Subject"] = f"Re: {title}"
    message["Message-ID"] = "<1.2.3@example.org>"
    return message


def make_eml(pieces: Sequence[Piece], style: Style = WRAPPED) -> bytes:
    """Make a message in plain text, with a signature and a quoted reply."""
    title, rest = split_title(pieces, SUBJECT)
    message = make_message(title)
    message.set_content(write_plain(rest, style) + "\n" + BELOW, cte="quoted-printable")
    return bytes(message)


def make_flowed(pieces: Sequence[Piece]) -> bytes:
    """Make a message of long lines, each broken where a space stays at its end, with tabs in tables (RFC 3676)."""
    title, rest = split_title(pieces, SUBJECT)
    message = make_message(title)
    lines = f"{write_plain(rest, Style(WIDE, write_tabs))}\n{BELOW}".splitlines()
    flowed = "\n".join(line if line.startswith((">", "-- ")) else _flow(line) for line in lines)
    message.set_content(f"{flowed}\n", cte="quoted-printable", params={"format": "flowed"})
    return bytes(message)


def _flow(line: str) -> str:
    return re.sub(r"(.{40,70} )(?=\S)", r"\1\n", line.rstrip(" "))


def make_html_eml(pieces: Sequence[Piece]) -> bytes:
    """Make a message in HTML alone."""
    title, rest = split_title(pieces, SUBJECT)
    message = make_message(title)
    message.set_content(f"<html><body>{write_html(rest, heads='td')}{QUOTED}</body></html>", subtype="html")
    return bytes(message)


def make_mbox(pieces: Sequence[Piece]) -> bytes:
    """Make a mailbox of one message, whose plain text a mailing list made of HTML."""
    data = make_eml(pieces, Style(table=write_pipes))
    return b"From pat@example.org Wed Jun 12 10:00:00 2024\n" + data.replace(b"\nFrom ", b"\n>From ")


def make_rss(pieces: Sequence[Piece]) -> bytes:
    """Make a feed of one entry, whose content is HTML."""
    title, rest = split_title(pieces, SUBJECT)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>News</title>
<link>https://example.org/</link><item><title>{escape(title)}</title><link>https://example.org/news/1</link>
<description>Short.</description>
<content:encoded>{escape(write_html(rest))}</content:encoded></item></channel></rss>""".encode()


def make_atom(pieces: Sequence[Piece]) -> bytes:
    """Make an Atom feed of one entry."""
    title, rest = split_title(pieces, SUBJECT)
    return f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><id>urn:x:1</id><entry><id>urn:x:2</id>
<title>{escape(title)}</title><link href="https://example.org/news/1"/>
<content type="html">{escape(write_html(rest))}</content></entry></feed>""".encode()


def _make_row(title: str, body: str) -> dict[str, str]:
    return {"id": "1", "headline": title, "url": "https://example.org/news/1", "body": body}


def make_jsonl(pieces: Sequence[Piece]) -> bytes:
    """Make a file of one line of JSON, whose text is Markdown."""
    title, rest = split_title(pieces, "")
    return json.dumps(_make_row(title, write_marked(rest))).encode()


def make_csv(pieces: Sequence[Piece]) -> bytes:
    """Make a table of one row, whose text is HTML."""
    title, rest = split_title(pieces, "")
    row = _make_row(title, write_html(rest))
    stream = io.StringIO()
    writer = csv.DictWriter(stream, row)
    writer.writeheader()
    writer.writerow(row)
    return stream.getvalue().encode()


def make_parquet(pieces: Sequence[Piece]) -> bytes:
    """Make a Parquet file of one row, whose text is what a library made of a page."""
    import pyarrow
    from pyarrow import parquet

    title, rest = split_title(pieces, "")
    stream = io.BytesIO()
    row = _make_row(title, write_plain(rest, Style(WIDE, write_aligned)))
    parquet.write_table(pyarrow.Table.from_pylist([row]), stream)
    return stream.getvalue()


def make_zip(pieces: Sequence[Piece]) -> bytes:
    """Make an archive of one text, in lines."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("news/a.txt", f"{write_plain(pieces, Style(table=write_ruled))}\n")
    return stream.getvalue()


def make_gzip(pieces: Sequence[Piece]) -> bytes:
    """Make a packed text that was copied from a page, with tabs in its tables."""
    return gzip.compress(f"{write_plain(pieces, Style(WIDE, write_tabs))}\n".encode(), mtime=0)

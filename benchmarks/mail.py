"""Makes e-mail, feeds, tables and archives of a text's blocks."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from email.message import EmailMessage
from html import escape
from textwrap import fill
from types import MappingProxyType

from kg.model import Block

SHORTEST, LONGEST = 700, 4000
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


def split_title(blocks: Sequence[Block]) -> tuple[str, Sequence[Block]]:
    """Return the heading that a text opens with, and the rest."""
    if blocks[0].kind == "heading":
        return " ".join(blocks[0].content.text.split()), blocks[1:]
    return SUBJECT, blocks


def write_plain(blocks: Sequence[Block], width: int = 72) -> str:
    """Write blocks as people do in messages, in lines of so many letters."""
    marks = {"item": "- ", "heading": "", "paragraph": ""}
    lines = []
    for block in blocks:
        words = " ".join(block.content.text.split())
        lead = f"{block.label}: " if block.kind == "field" else marks[block.kind]
        lines.append(
            lead + words
            if block.kind in ("heading", "field")
            else fill(lead + words, width, break_on_hyphens=False, break_long_words=False)
        )
        lines.append("" if block.kind in ("heading", "paragraph") else "\0")
    return "\n".join(lines).replace("\0\n", "").replace("\0", "")


def write_html(blocks: Sequence[Block]) -> str:
    """Write blocks as HTML."""
    tags = {"heading": "h2", "paragraph": "p", "item": "li", "field": "p"}
    return "\n".join(
        f"<{tags[each.kind]}>{f'{each.label}: ' if each.kind == 'field' else ''}{escape(each.content.text)}"
        f"</{tags[each.kind]}>"
        for each in blocks
    )


def write_file(blocks: Sequence[Block]) -> str:
    """Write blocks as a plain text without lines."""
    title, rest = split_title(blocks)
    return f"{title}\n\n{write_plain(rest, 100_000)}"


def make_message(title: str) -> EmailMessage:
    """Begin a message; it has no date, for the texts are of many years, and some tell only a day and a month."""
    message = EmailMessage()
    message["From"], message["To"] = "Pat Doe <pat@example.org>", "list@example.org"
    message["Subject"] = f"Re: {title}"
    message["Message-ID"] = "<1.2.3@example.org>"
    return message


def make_eml(blocks: Sequence[Block]) -> bytes:
    """Make a message in plain text, with a signature and a quoted reply."""
    title, rest = split_title(blocks)
    message = make_message(title)
    message.set_content(write_plain(rest) + "\n" + BELOW, cte="quoted-printable")
    return bytes(message)


def make_html_eml(blocks: Sequence[Block]) -> bytes:
    """Make a message in HTML alone."""
    title, rest = split_title(blocks)
    message = make_message(title)
    message.set_content(f"<html><body>{write_html(rest)}{QUOTED}</body></html>", subtype="html")
    return bytes(message)


def make_mbox(blocks: Sequence[Block]) -> bytes:
    """Make a mailbox of one message."""
    return b"From pat@example.org Wed Jun 12 10:00:00 2024\n" + make_eml(blocks).replace(b"\nFrom ", b"\n>From ")


def make_rss(blocks: Sequence[Block]) -> bytes:
    """Make a feed of one entry, whose content is HTML."""
    title, rest = split_title(blocks)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>News</title>
<link>https://example.org/</link><item><title>{escape(title)}</title><link>https://example.org/news/1</link>
<description>Short.</description>
<content:encoded>{escape(write_html(rest))}</content:encoded></item></channel></rss>""".encode()


def make_atom(blocks: Sequence[Block]) -> bytes:
    """Make an Atom feed of one entry."""
    title, rest = split_title(blocks)
    return f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><id>urn:x:1</id><entry><id>urn:x:2</id>
<title>{escape(title)}</title><link href="https://example.org/news/1"/>
<content type="html">{escape(write_html(rest))}</content></entry></feed>""".encode()


def list_row(blocks: Sequence[Block]) -> dict[str, str]:
    """Make a row of a table."""
    title, rest = split_title(blocks)
    link = "https://example.org/news/1"
    return {"id": "1", "headline": title, "url": link, "body": write_plain(rest, 100_000)}


def make_jsonl(blocks: Sequence[Block]) -> bytes:
    """Make a file of one line of JSON."""
    return json.dumps(list_row(blocks)).encode()


def make_csv(blocks: Sequence[Block]) -> bytes:
    """Make a table of one row."""
    row = list_row(blocks)
    stream = io.StringIO()
    writer = csv.DictWriter(stream, row)
    writer.writeheader()
    writer.writerow(row)
    return stream.getvalue().encode()


def make_parquet(blocks: Sequence[Block]) -> bytes:
    """Make a Parquet file of one row."""
    import pyarrow
    from pyarrow import parquet

    stream = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist([list_row(blocks)]), stream)
    return stream.getvalue()


def make_zip(blocks: Sequence[Block]) -> bytes:
    """Make an archive of one text."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("news/a.txt", write_file(blocks))
    return stream.getvalue()


def make_gzip(blocks: Sequence[Block]) -> bytes:
    """Make a packed text."""
    return gzip.compress(write_file(blocks).encode(), mtime=0)


MAKERS: Mapping[str, Callable[[Sequence[Block]], bytes]] = MappingProxyType(
    {
        "a.eml": make_eml,
        "html.eml": make_html_eml,
        "a.mbox": make_mbox,
        "a.rss": make_rss,
        "a.atom": make_atom,
        "a.jsonl": make_jsonl,
        "a.csv": make_csv,
        "a.parquet": make_parquet,
        "a.zip": make_zip,
        "a.txt.gz": make_gzip,
    }
)
"""By the name of a file, what makes one of a text's blocks."""

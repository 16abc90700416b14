"""E-mail: a message's own words are its content, its headers are facts about it, nothing is left out in silence."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from kg.documents import ReadOptions, read
from kg.documents.mail import parse_mailbox, parse_message
from kg.documents.quotations import find_own
from kg.errors import DocumentError, EmptyError

BODY = "The Tide Institute organised the Harbour Forum in Lisbon on 3 May 2021.\nAna Duarte chaired it.\n"


def make(body=BODY, **headers):
    message = EmailMessage()
    for key, value in {"From": "Inês Valadares <ines@example.org>", "Subject": "Harbour Forum", **headers}.items():
        message[key.replace("_", "-")] = value
    language = message.get("Content-Language")
    message.set_content(body)  # which drops what is said of the content
    if language:
        message["Content-Language"] = language
    return message


def parse(data, name="a.eml"):
    return list(parse_message(data if isinstance(data, bytes) else bytes(data), name, ReadOptions()))


def said(contents):
    return [" ".join(block.content.text.split()) for block in contents.blocks]


def test_headers_are_facts_about_the_document_and_no_text():
    message = make(
        Subject="Re: [forum] Fwd: Harbour Forum",
        Date="Wed, 12 Jun 2024 23:30:00 -0500",
        Message_ID="<1.a@example.org>",
        Content_Language="en-GB",
    )
    (contents,) = parse(message)
    assert (contents.title, contents.author, contents.date) == ("Harbour Forum", "Inês Valadares", "2024-06-12")
    assert (contents.source, contents.language, contents.warnings) == ("mid:1.a@example.org", "en-GB", ())
    assert said(contents) == ["Harbour Forum", " ".join(BODY.split())]
    for block in contents.blocks:
        start, end = block.content.span(0, len(block.content))
        assert contents.text[start:end] == block.content.text


def test_an_address_in_the_archive_goes_before_the_message_id():
    (contents,) = parse(make(Archived_At="<https://lists.example.org/1>", Message_ID="<1@example.org>"))
    assert contents.source == "https://lists.example.org/1"


@pytest.mark.parametrize(
    ("text", "own", "quoted", "signatures"),
    [
        ("Mine.\n\n> Yours.\n>> Theirs.\n\nMine too.\n", ["Mine.", "Mine too."], 1, 0),
        ("> Yours.\nMine.\n> Yours.\nMine.", ["Mine.", "Mine."], 2, 0),
        ("Mine.\n\nOn 11 Jun 2024, Sam Roe\n<sam@example.org> wrote:\n> Yours.\n\nLast.", ["Mine.", "Last."], 1, 0),
        ("Mine.\n\nOn Tue, 11 Jun 2024, Sam Roe wrote:\n\nYours, without a mark.\n", ["Mine."], 1, 0),
        ("Mine.\n-----Original Message-----\nFrom: Sam\nYours.", ["Mine."], 1, 0),
        ("Mine.\n\nFrom: Sam\nSent: Monday\nTo: Ann\nSubject: x\n\nYours.", ["Mine."], 1, 0),
        ("Mine.\n-- \nInês\nMinister\n", ["Mine."], 0, 1),
        ("Mine.\n\nSent from my phone\n", ["Mine."], 0, 1),
        ("Mine.\n_______________________________________________\nlist mailing list\n", ["Mine."], 0, 1),
        ("Mine.\n-- \nInês\n\n> Yours.\n", ["Mine."], 1, 1),
        ("See:\n--- Forwarded message ---\nFrom: Sam\nDate: Monday\n\nThe news.", ["See:", "The news."], 0, 0),
        ("> All of it is forwarded.\n", ["> All of it is forwarded."], 0, 0),
        ("On Monday it met, and Ana wrote:\nA letter.", ["On Monday it met, and Ana wrote:", "A letter."], 0, 0),
        ("--\n" + "A long text.\n" * 20, ["--", *["A long text."] * 20], 0, 0),
    ],
)  # fmt: skip
def test_what_others_wrote_and_signatures_are_left_out_and_counted(text, own, quoted, signatures):
    found = find_own(text)
    assert len(found.text) == len(text)
    assert [line.strip() for line in found.text.splitlines() if line.strip()] == own
    assert (found.quoted, found.signatures) == (quoted, signatures)


def test_a_warning_counts_what_was_left_out():
    (contents,) = parse(make(BODY + "\n> Old.\n\nNew.\n\n> Older.\n-- \nInês\n"))
    assert contents.warnings == ("left out 2 quoted replies", "left out 1 signature")


HTML = """<html><body><p>The Tide Institute met.</p><div class="gmail_signature">Inês</div>
<div class="gmail_quote"><div class="gmail_attr">On Tue, Sam wrote:</div>
<blockquote type="cite"><p>Old.</p></blockquote></div></body></html>"""
OUTLOOK = (
    """<html><body><p>The Tide Institute met.</p><div id="divRplyFwdMsg">From: Sam</div><p>Old.</p></body></html>"""
)
CITED = """<html><body><p>The report says:</p><blockquote>The Tide Institute met.</blockquote></body></html>"""


@pytest.mark.parametrize(
    ("page", "own", "warnings"),
    [
        (HTML, ["The Tide Institute met."], ("left out 1 quoted reply", "left out 1 signature")),
        (OUTLOOK, ["The Tide Institute met."], ("left out 1 quoted reply",)),
        (CITED, ["The report says:", "The Tide Institute met."], ()),
        ('<blockquote type="cite"><p>All is forwarded.</p></blockquote>', ["All is forwarded."], ()),
    ],
)
def test_a_message_in_html_alone_is_read_as_a_page(page, own, warnings):
    message = make()
    message.set_content(page, subtype="html")
    (contents,) = parse(message)
    assert said(contents) == ["Harbour Forum", *own]
    assert contents.warnings == warnings
    start, end = contents.blocks[1].content.span(0, 8)
    assert contents.text[start:end] == own[0][:8]


def test_the_plain_text_is_taken_where_there_is_html_too():
    message = make()
    message.add_alternative("<p>In HTML.</p>", subtype="html")
    assert said(parse(message)[0])[1:] == [" ".join(BODY.split())]


def test_attached_files_are_documents_or_named():
    message = make()
    message.add_attachment("The Reef Council met.", filename="notes.txt")
    message.add_attachment(b"\0", maintype="application", subtype="zip", filename="all.zip")
    message.add_attachment(b"\0", maintype="image", subtype="png", filename="a.png")
    message.add_attachment(make("Another."))
    first, attached = parse(message)
    assert first.warnings == ("left out what is attached: all.zip, a.png, message/rfc822",)
    assert (attached.part, attached.media_type, said(attached)) == (
        "notes.txt",
        "text/plain",
        ["The Reef Council met."],
    )


def test_a_bad_attached_file_costs_no_message():
    message = make()
    message.add_attachment(b"", maintype="text", subtype="plain", filename="notes.txt")
    first, error = parse(message)
    assert said(first)
    assert str(error) == "a.eml/notes.txt: is empty; give a file with text in it"


@pytest.mark.parametrize(
    ("charset", "body"),
    [
        (b"iso-8859-1", "São Tomé met.".encode("latin-1")),
        (b"no-such", "São Tomé met.".encode()),
        (b"us-ascii", "São Tomé met.".encode("cp1252")),
    ],
)  # fmt: skip
def test_declared_encodings_are_tried_and_wrong_ones_guessed(charset, body):
    data = b"From: a@b.c\nSubject: x\nContent-Type: text/plain; charset=" + charset + b"\n\n" + body
    assert said(parse(data)[0]) == ["x", "São Tomé met."]


def test_headers_that_break_the_standard_are_read_as_well_as_can_be():
    data = (
        "From: Inês <a@b.c>\nSubject: =?no-such?q?x?= São =?utf-8?q?Tom=C3=A9?=\nDate: yesterday\n\nText here.".encode()
    )
    (contents,) = parse(data)
    assert (contents.author, contents.date) == ("Inês", "")
    assert "São" in contents.title


MBOX = b"""From a@b.c Wed Jun 12 10:00:00 2024
From: a@b.c
Subject: One
Message-ID: <one@b.c>

The Tide Institute met.
>From the sea it came.

From a@b.c Wed Jun 12 11:00:00 2024
From: a@b.c
Subject: Two

The Reef Council met.
From then on it meets yearly.
"""


def test_a_mailbox_gives_each_message_by_its_id_or_number(tmp_path):
    (tmp_path / "list.mbox").write_bytes(MBOX + b"\n" + MBOX)
    documents = list(read(tmp_path))
    assert [document.name.partition("/")[2] for document in documents] == ["one@b.c", "2", "one@b.c (2)", "4"]
    assert "From the sea it came." in documents[0].text
    assert "From then on it meets yearly." in documents[1].text
    assert len({document.iri for document in documents}) == 4


def test_a_sealed_message_in_a_mailbox_costs_no_other():
    sealed = b"From a@b.c x\nSubject: s\nMessage-ID: <s>\nContent-Type: application/pkcs7-mime\n\nx\n\n"
    error, first, _ = parse_mailbox(sealed + MBOX, "list.mbox", ReadOptions())
    assert str(error) == "list.mbox/s: is encrypted; save it decrypted from your mail program"
    assert first.title == "One"


@pytest.mark.parametrize(
    ("data", "kind", "reason"),
    [
        (b"", EmptyError, "is empty"),
        (b"\n\nOnly a text.", DocumentError, "has no headers of a message"),
        (b"Subject: x\nContent-Type: multipart/encrypted; boundary=b\n\n--b--", DocumentError, "is encrypted"),
        (
            b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(150)),
            DocumentError,
            "has parts that are nested deeper than",
        ),
    ],
)
def test_what_is_no_message_is_refused_with_a_reason(data, kind, reason):
    with pytest.raises(kind, match=reason):
        parse(data)


def test_flowing_lines_are_joined():
    text = "The Tide Institute organised the \nHarbour Forum in Lisbon.\nAna chaired it.\n-- \nPat \nDoe\n> No \n> q.\n"
    message = make(text)
    message.set_param("format", "flowed")
    (contents,) = parse(message)
    first = "The Tide Institute organised the Harbour Forum in Lisbon."
    assert contents.text.splitlines()[2:4] == [first, "Ana chaired it."]
    assert contents.warnings == ("left out 1 quoted reply", "left out 1 signature")
    message.set_param("delsp", "yes")
    (contents,) = parse(message)
    assert "organised theHarbour Forum" in contents.text


def test_a_table_in_a_message_is_read_as_one():
    rows = "Name\tRole\nAna Duarte\tChair\nPat Doe\tSecretary\n"
    (contents,) = parse(make(f"{BODY}\n{rows}"))
    found = [[cell.text for cell in block.cells] for block in contents.blocks if block.cells]
    assert found == [["Ana Duarte", "Chair"], ["Pat Doe", "Secretary"]]

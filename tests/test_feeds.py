"""Feeds: each entry is a document of its own, called by what doesn't change when others come before it."""

from __future__ import annotations

import pytest

from kg.documents import read
from kg.documents.feeds import parse_feed
from kg.errors import DocumentError

pytest.importorskip("feedparser")

ITEM = """<item><title>Ana &amp; Bo met</title><link>https://example.org/n/1?x=2</link>
<pubDate>Wed, 12 Jun 2024 23:30:00 -0500</pubDate><dc:creator>Ana Duarte</dc:creator><description>Short.</description>
<content:encoded><![CDATA[<p>The IMO met in <b>S\u00e3o Paulo</b>.</p><ul><li>Ana chaired.</li></ul>]]>
</content:encoded></item>"""
PLAIN = "<item><title>Plain</title><guid>urn:x:2</guid><description>The Tide Institute met.</description></item>"
RSS = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>News</title><language>en-gb</language>%s</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><entry><id>tag:1</id>
<title type="html">A &lt;b&gt;forum&lt;/b&gt;</title><link href="https://example.org/x"/>
<updated>2024-06-01T22:00:00+02:00</updated><author><name>Bo Li</name></author><content type="xhtml">
<div xmlns="http://www.w3.org/1999/xhtml"><p>The Tide Institute met.</p></div></content></entry></feed>"""


def parse(text):
    return list(parse_feed(text if isinstance(text, bytes) else text.encode(), "a.rss"))


def said(contents):
    return [(block.kind, block.content.text) for block in contents.blocks]


def test_an_entry_is_a_document_with_its_own_facts():
    first, second = parse(RSS % (ITEM + PLAIN))
    assert said(first) == [
        ("heading", "Ana & Bo met"),
        ("paragraph", "The IMO met in São Paulo."),
        ("item", "Ana chaired."),
    ]
    assert (first.title, first.author, first.date) == ("Ana & Bo met", "Ana Duarte", "2024-06-12")
    assert (first.source, first.part, first.language) == ("https://example.org/n/1?x=2", "example.org/n/1?x=2", "en-gb")
    assert (second.part, second.source, second.date, second.warnings) == ("urn:x:2", "", "", ())
    assert said(second) == [("heading", "Plain"), ("paragraph", "The Tide Institute met.")]
    start, end = first.blocks[1].content.span(15, 24)
    assert first.text[start:end] == "São Paulo"


def test_atom_is_read_as_well():
    (contents,) = parse(ATOM)
    assert said(contents) == [("heading", "A forum"), ("paragraph", "The Tide Institute met.")]
    assert (contents.author, contents.date, contents.source) == ("Bo Li", "2024-06-01", "https://example.org/x")


def test_the_declared_encoding_counts():
    text = '<?xml version="1.0" encoding="ISO-8859-1"?>' + RSS % ITEM
    assert said(parse(text.encode("latin-1"))[0])[1] == ("paragraph", "The IMO met in São Paulo.")


def test_a_document_keeps_its_name_when_a_newer_entry_comes(tmp_path):
    (tmp_path / "news.xml").write_text(RSS % ITEM)
    (before,) = read(tmp_path)
    (tmp_path / "news.xml").write_text(RSS % (PLAIN + ITEM))
    assert before in list(read(tmp_path))


def test_two_entries_with_one_link_are_two_documents():
    assert [contents.part for contents in parse(RSS % (PLAIN + PLAIN))] == ["urn:x:2", "urn:x:2 (2)"]


LAUGHS = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "{}"><!ENTITY c "{}">]>'.format("&a;" * 9, "&b;" * 9)
OUTSIDE = '<!DOCTYPE rss [<!ENTITY c SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("declared", [LAUGHS, OUTSIDE])
def test_entities_of_a_feed_are_left_as_they_are(declared):
    entry = "<item><title>A &c; forum</title><description>The Tide Institute met.</description></item>"
    (contents,) = parse(declared + RSS % entry)
    assert contents.title == "A &c; forum"
    assert contents.warnings == ("is a damaged feed; some entries may be missing",)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("<html><p>x</p></html>", "is no feed"),
        ("<svg/>", "is no feed"),
        (RSS % "", "is a feed without entries"),
        (RSS % ("<a>" * 200_000), "is a damaged feed"),
        (RSS % ("<item><title>" + "<a" * 200_000), "is a damaged feed"),
        ("<rss>" + " " * 10_000_000, "is a feed of more than 10 MB"),
    ],
)
def test_what_is_no_feed_is_refused_with_a_reason(data, reason):
    with pytest.raises(DocumentError, match=reason):
        parse(data)

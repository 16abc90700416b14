"""Documents come in with every offset true to the source's own text, and a bad one never costs another."""

from __future__ import annotations

import codecs
import errno
import io
import os
import re
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents import ReadOptions, formats, list_suffixes, read, tell_fault
from kg.documents.html import parse_fragment, parse_html
from kg.documents.markdown import parse_markdown
from kg.documents.plain import parse_plain
from kg.errors import DocumentError
from kg.graph import Store
from kg.iris import BASE, mint_document


def shape(blocks):
    """A block as one writes it down: kind, label, text without its line ends."""
    return [(block.kind, block.label, " ".join(block.content.text.split())) for block in blocks]


def plain(text):
    return shape(parse_plain(text).blocks)


# Plain text

UNPUNCTUATED = (
    "News\nHarbour cities meet in Lisbon on tides\n"
    "Lisbon 3 May 2023 The Tide Institute organized a forum on tides titled Water at the Door "
    "Chairing the forum Ms Ana Lopez recalled that tides rise and that ports must get ready for them in every season "
    "She urged all harbour cities to share their data"
)
MINUTES = """MINUTES
Second meeting of the Tide Committee

Date: 6 June 2022
Place: University of Tides, and by
video link
Chair: Ms Ana Lopez, Director
Present: Mr Li Wei (Tide Institute), Ms Mary Major (Harbour Board),
   Dr John Doe (University of Tides)
Apologies: Mr Max Muster

1. Opening. The Chair welcomed the members.

2. Decisions. The Committee adopted the Work Plan for the year,
which supports Goal
14. It has no annex.

The meeting closed at 16:30.
"""


def test_headlines_over_a_long_line_stand_alone():
    rubric, headline, body = parse_plain(UNPUNCTUATED).blocks
    assert [(b.kind, b.content.text) for b in (rubric, headline)] == [
        ("heading", "News"),
        ("heading", "Harbour cities meet in Lisbon on tides"),
    ]
    assert body.kind == "paragraph"
    assert parse_plain(UNPUNCTUATED).title == "Harbour cities meet in Lisbon on tides"


def test_minutes_give_fields_and_numbered_items():
    title = "Second meeting of the Tide Committee"
    assert plain(MINUTES) == [
        ("heading", "", "MINUTES"),
        ("heading", "", title),
        ("field", "Date", "6 June 2022"),
        ("field", "Place", "University of Tides, and by video link"),
        ("field", "Chair", "Ms Ana Lopez, Director"),
        (
            "field",
            "Present",
            "Mr Li Wei (Tide Institute), Ms Mary Major (Harbour Board), Dr John Doe (University of Tides)",
        ),
        ("field", "Apologies", "Mr Max Muster"),
        ("item", title, "Opening. The Chair welcomed the members."),
        (
            "item",
            title,
            "Decisions. The Committee adopted the Work Plan for the year, which supports Goal 14. It has no annex.",
        ),
        ("paragraph", "", "The meeting closed at 16:30."),
    ]
    assert parse_plain(MINUTES).title == title


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "TIDES RISE\n\nAbout 200 people came to the harbour on 10 May\n2022 for a round table.\n",
            [
                ("heading", "TIDES RISE"),
                ("paragraph", "About 200 people came to the harbour on 10 May 2022 for a round table."),
            ],
        ),
        (
            "Tides rise\nAbout 200 people came to the harbour on 10 May 2022 for a\nround table on tides and ports.",
            [
                ("heading", "Tides rise"),
                (
                    "paragraph",
                    "About 200 people came to the harbour on 10 May 2022 for a round table on tides and ports.",
                ),
            ],
        ),
        (
            "TIDE NEWS IN BRIEF\nIssue 19, July 2021\n\nLISBON. On 3 July the port hosted a seminar.",
            [("heading", "TIDE NEWS IN BRIEF"), ("heading", "Issue 19, July 2021"), ("paragraph", None)],
        ),
        (
            "Title\n=====\n\nA text of one sentence.\n\n* * *\n\nAnother one.",
            [("heading", "Title"), ("paragraph", "A text of one sentence."), ("paragraph", "Another one.")],
        ),
        (
            "The speakers were:\n- Ms Ana Lopez, chair of the\n  Tide Committee\n- Mr Li Wei\n",
            [
                ("paragraph", "The speakers were:"),
                ("item", "Ms Ana Lopez, chair of the Tide Committee"),
                ("item", "Mr Li Wei"),
            ],
        ),
        ("• one\n• two\r\n• three", [("item", "one"), ("item", "two"), ("item", "three")]),
        (
            "Save the date: Forum on Tides\n\nIt is soon.",
            [("heading", "Save the date: Forum on Tides"), ("paragraph", None)],
        ),
        ("It rains.\n\nVenue: Harbour Hall", [("paragraph", "It rains."), ("field", "Harbour Hall")]),
        ("It rains.\n\nMr Wei: We met. They spoke.", [("paragraph", "It rains."), ("paragraph", None)]),
        ("It rains.\n\nLisbon: The port met today. It was late.", [("paragraph", None), ("paragraph", None)]),
        ("- Chair: Ms Lopez\n- Venue: Lisbon", [("field", "Ms Lopez"), ("field", "Lisbon")]),
        ("- Jane Doe: keynote\n- Li Wei: moderator", [("item", "Jane Doe: keynote"), ("item", "Li Wei: moderator")]),
        ("UNESCO met in Paris", [("paragraph", "UNESCO met in Paris")]),
        ("A headline\nUNESCO met in Paris on Monday", [("heading", "A headline"), ("paragraph", None)]),
    ],
)
def test_layout_tells_the_blocks_of_plain_text(text, expected):
    found = [(kind, content) for kind, _, content in plain(text)]
    assert found == [(kind, content or found[i][1]) for i, (kind, content) in enumerate(expected)]


def test_the_lines_of_a_wrapped_text_are_told_by_its_width():
    prose = "\n".join(["The Institute met in Lisbon on Monday, and its board came along too."[:68]] * 8)
    title = "Eleventh Meeting of the Parliamentary Front against Hunger in Middle"
    agenda = "1. Public forum\nThe chair of the board thanked those who had come from far away, for\nthey had."
    wrapped = plain(f"COMMUNIQUE\n{title}\nHarbour\n\n{prose}\n\n{agenda}\n")
    assert wrapped[:2] == [("heading", "", "COMMUNIQUE"), ("heading", "", f"{title} Harbour")]
    assert [kind for kind, _, _ in wrapped[2:]] == ["paragraph", "item", "paragraph"]


@given(st.text(alphabet=st.sampled_from("ab A.:-*1)\n\r\t\u00a0é•\u2028,"), max_size=200) | st.text(max_size=300))
def test_plain_text_is_aligned_with_itself(text):
    blocks = parse_plain(text).blocks
    for block in blocks:
        assert block.content.text
        for part in block.cells or (block.content,):
            for char, start, end in zip(part.text, part.starts, part.ends, strict=True):
                assert (text[start], end) == (char, start + 1) or (block.cells and char == " ")
    starts = [block.content.starts[0] for block in blocks]
    assert starts == sorted(starts)


@given(st.lists(st.sampled_from(["Tides rise.", "Label: value", "- item", "TITLE", "It was good", "\n"]), max_size=12))
def test_no_word_of_a_plain_text_is_lost_or_read_twice(lines):
    text = "\n".join(lines)
    read_words = " ".join(f"{b.label if b.kind == 'field' else ''} {b.content.text}" for b in parse_plain(text).blocks)
    marks = str.maketrans("", "", "-:")
    assert read_words.translate(marks).split() == text.translate(marks).split()


# Markdown


def test_markdown_gives_text_without_its_marks():
    text = """---
title: Ignored
date: 2022-07-01
---
# Tide Days 2022

*Report, July 2022* &amp; more

## Who spoke

- **Ana Lopez**, vice-president of the [Tide Institute](https://e.org/a_(b) "x"): opening
- `Li Wei` ![photo](a.png)
- Venue: Harbour Hall

| Role | Name |
| --- | --- |
| Chair | Ms *Ana* Lopez |

| Name | Body | Role |
| --- | --- | --- |
| Li Wei | FAO | host |

```
code
```

The forum in <b>Lisbon</b>
went \\*well\\*.

<div><p>An HTML block.</p></div>
"""
    contents = parse_markdown(text)
    assert contents.title == "Tide Days 2022"
    assert contents.date == "2022-07-01"
    assert contents.warnings == ("left out code (1 of the blocks)",)
    assert shape(contents.blocks) == [
        ("heading", "", "Tide Days 2022"),
        ("paragraph", "", "Report, July 2022 & more"),
        ("heading", "", "Who spoke"),
        ("item", "Who spoke", "Ana Lopez, vice-president of the Tide Institute: opening"),
        ("item", "Who spoke", "Li Wei"),
        ("field", "Venue", "Harbour Hall"),
        ("field", "Chair", "Ms Ana Lopez"),
        ("field", "host", "Li Wei, FAO"),
        ("paragraph", "", "The forum in Lisbon went *well*."),
        ("paragraph", "", "An HTML block."),
    ]
    assert_aligned(text, contents)
    link = contents.blocks[3].content
    place = link.text.index("Tide Institute")
    start, end = link.span(place, place + len("Tide Institute"))
    assert text[start:end] == "Tide Institute"


MARKS = (
    "# H\n", "\n\n", "- item ", "1. x\n", "**bold** ", "_em_ ", '[text](http://x.y/z_(a) "t") ', "[r][1]", "`code` ",
    "\n[1]: http://x\n", "> quote ", "| a | b |\n|---|---|\n| c | d |\n", "![img](a.png)", "\\*", "&amp;", "text ",
    "<http://a.b>", "\r\n", "  \n", "    indented\n", "<div>html</div>\n\n", "<b>x</b>", "Label: value\n", "~~s~~",
)  # fmt: skip


@given(st.lists(st.sampled_from(MARKS), max_size=25).map("".join))
def test_markdown_is_aligned_with_its_source(text):
    assert_aligned(text, parse_markdown(text))


def assert_aligned(text, contents):
    """Letters and digits stand where the source has them, in its order."""
    for block in contents.blocks:
        assert len(block.content.text) == len(block.content.starts) == len(block.content.ends)
        assert list(block.content.starts) == sorted(block.content.starts)
        for char, start, end in zip(block.content.text, block.content.starts, block.content.ends, strict=True):
            assert 0 <= start <= end <= len(text)
            assert not char.isalnum() or end - start != 1 or text[start] == char


# Web pages

PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>Forum on Tides | Tide Portal</title>
<meta property="article:published_time" content="2023-05-04T10:00:00Z">
<style>.menu { float: right }</style></head>
<body class="has-menu">
<nav><ul><li><a href="/">Home</a></li><li><a href="/a">About us</a></li></ul></nav>
<div class="cookie-bar">We use cookies. <button>Accept</button></div>
<div class="wrap">
<h1>Forum on Tides</h1>
<dl><dt>Chair</dt><dd>Ms&nbsp;Ana L&oacute;pez</dd><dt>Dates</dt><dd>7&ndash;9 August 2023</dd></dl>
<table><tr><th>Venue</th><td>Harbour Hall</td></tr></table>
<p>The Tide Institute organised the <b>Forum</b>.<br>It was held in Lisbon &amp; online, and 300 people came.</p>
<h2>Speakers</h2>
<ul><li>Mr Li Wei, Director of the Harbour Board<li>Ms Mary Major, Minister of Ports of Portugal</ul>
<table><tr><th>Name</th><th>Title</th><th>Body</th></tr><tr><td>Ms X Y</td><td>Director</td><td>FAO</td></tr></table>
<p>Moderator: Dr John Doe</p>
<script>var x = "<p>not text</p>";</script><p hidden>Not shown.</p>
</div>
<aside><h2>Read also</h2><p><a href="/r">Radio keeps ports open</a></p></aside>
<div class="related"><ul><li><a href="/v">Another forum, Dhaka, 4 September 2023</a></li></ul></div>
<footer>&copy; 2023 Tide Portal. Privacy notice.</footer>
</body></html>
"""


def test_a_page_gives_its_main_text_and_nothing_else():
    contents = parse_html(PAGE)
    assert contents.title == "Forum on Tides"
    assert contents.date == "2023-05-04"
    assert contents.warnings == ()
    assert shape(contents.blocks) == [
        ("heading", "", "Forum on Tides"),
        ("field", "Chair", "Ms Ana López"),
        ("field", "Dates", "7–9 August 2023"),
        ("field", "Venue", "Harbour Hall"),
        (
            "paragraph",
            "",
            "The Tide Institute organised the Forum. It was held in Lisbon & online, and 300 people came.",
        ),
        ("heading", "", "Speakers"),
        ("item", "Speakers", "Mr Li Wei, Director of the Harbour Board"),
        ("item", "Speakers", "Ms Mary Major, Minister of Ports of Portugal"),
        ("item", "Speakers", "Ms X Y, Director, FAO"),
        ("field", "Moderator", "Dr John Doe"),
    ]
    assert_aligned(PAGE, contents)


def test_a_page_keeps_offsets_of_its_source():
    chair = parse_html(PAGE).blocks[1].content
    start, end = chair.span(0, len(chair))
    assert PAGE[start:end] == "Ms&nbsp;Ana L&oacute;pez"
    start, end = chair.span(7, 12)
    assert PAGE[start:end] == "L&oacute;pez"


def test_a_table_that_lays_out_a_page_is_read_as_its_blocks():
    page = "<table><tr><td><h1>Tides</h1><p>They rise.</p></td><td><p>They fall.</p></td></tr></table>"
    assert [text for _, _, text in shape(parse_html(page).blocks)] == ["Tides", "They rise.", "They fall."]


def test_a_head_over_all_columns_labels_none():
    page = "<table><tr><th>Tides</th></tr><tr><td>Chair</td><td>Jane Doe</td></tr></table>"
    assert ("field", "Chair", "Jane Doe") in shape(parse_html(page).blocks)


def test_a_page_without_a_main_text_loses_its_navigation_and_says_so():
    contents = parse_html(
        "<body><nav><a href=a>Home</a></nav><div><p></p></div><h1>Tides</h1><footer>c</footer></body>"
    )
    assert [text for _, _, text in shape(contents.blocks)] == ["Tides"]
    assert "took the page without its navigation" in contents.warnings[0]


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ('<meta name="date" content="2021-09-29">', "2021-09-29"),
        ("<meta content='2021-09-29T08:00' itemprop='datePublished'>", "2021-09-29"),
        ('<script type="application/ld+json">{"datePublished": "2021-09-29"}</script>', "2021-09-29"),
        ('<time datetime="2021-09-29">yesterday</time>', "2021-09-29"),
        ('<meta property="article:modified_time" content="2021-09-29">', ""),
        ("<p>29 September 2021</p>", ""),
    ],
)
def test_the_date_of_a_page_is_what_its_metadata_state(head, date):
    assert parse_html(f"{head}<p>The Tide Institute met in Lisbon.</p>").date == date


TAGS = (
    "<p>", "</p>", "<div class=x>", "</div>", "<table><tr><td>", "</td><td>", "</table>", "<li>", "<ul>", "</ul>", "&",
    "&amp;", "&#x41;", "&nbsp", "<br>", "<![CDATA[x]]>", "<![foo", "<!-- a", "-->", "<!DOCTYPE", "<?php ", "<b", "<",
    "text word ", "UNESCO held. ", "<h1>T</h1>", "\n", "\r\n", "<script>1<2;</script>", "</script", "<style>", "\t",
    "<dl><dt>Chair</dt><dd>Ms A</dd></dl>", "<a href='x'>", "</a>",
)  # fmt: skip


@given(st.lists(st.sampled_from(TAGS), max_size=25).map("".join))
def test_any_page_is_read_and_aligned(text):
    assert_aligned(text, parse_html(text))


def test_a_deep_page_is_read():
    page = "<div>" * 5000 + "The Tide Institute met in Lisbon." + "</div>" * 5000
    assert [text for _, _, text in shape(parse_html(page).blocks)] == ["The Tide Institute met in Lisbon."]


@pytest.mark.parametrize("parse", [parse_html, parse_markdown, parse_plain])
@pytest.mark.parametrize(
    "piece",
    [
        "<!--",
        "<a href=",
        "<a b='",
        "<a x=1 ",
        "<![CDATA[",
        "<div>x",
        "<p>",
        "&",
        "[",
        "> ",
        "* ",
        "- - ",
        "a: ",
        "\n1. x",
        "_",
    ],
)
def test_a_text_made_to_be_slow_is_read_in_time(parse, piece):
    started = time.process_time()
    parse(piece * 10_000 + "The Tide Institute met in Lisbon.")
    assert time.process_time() - started < 10


def test_comments_are_no_text_and_shift_nothing():
    page = "<p>One <!-- not\nthis -->two.</p>\n<p>Three.</p><!-- <p>nor this"
    contents = parse_html(page)
    assert [text for _, _, text in shape(contents.blocks)] == ["One two.", "Three."]
    assert_aligned(page, contents)


# Files


def write(folder, **files):
    for name, content in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def gather(*paths):
    errors = []
    return list(read(paths, on_error=errors.append)), [str(error) for error in errors]


def test_a_folder_is_read_to_the_bottom_in_order(tmp_path):
    write(tmp_path, b_txt="B text.", a__c_md="# C\n\nC text.", a__a_html="<p>A text is here.</p>", a__x_odd="1,2")
    (tmp_path / ".hidden.txt").write_text("Hidden.")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.txt").write_text("Hidden.")
    documents, errors = gather(tmp_path)
    assert [(d.name, d.media_type) for d in documents] == [
        ("a/a.html", "text/html"),
        ("a/c.md", "text/markdown"),
        ("b.txt", "text/plain"),
    ]
    assert [d.iri.rpartition("document/")[2] for d in documents] == ["a/a.html", "a/c.md", "b.txt"]
    assert errors == [
        f"{tmp_path}/a/x.odd: has a suffix that kg has no reader for; it reads {', '.join(list_suffixes())}"
    ]
    assert [document.name for document in read(tmp_path)] == ["a/a.html", "a/c.md", "b.txt"]


def test_a_store_in_a_folder_is_no_document(tmp_path):
    write(tmp_path, a_txt="A text.", b__c_txt="C text.")
    Store(tmp_path / "b" / "news.kg").close()
    documents, errors = gather(tmp_path)
    assert ([document.name for document in documents], errors) == (["a.txt", "b/c.txt"], [])


def test_a_file_is_called_as_it_was_given(tmp_path, monkeypatch):
    write(tmp_path, in__a_txt="A text.")
    monkeypatch.chdir(tmp_path)
    (document,) = read("in/a.txt")
    assert (document.name, document.text) == ("in/a.txt", "A text.")
    assert document.iri.endswith("/document/in/a.txt")
    monkeypatch.chdir(tmp_path / "in")
    (document,) = read(["../in/a.txt"], base="https://e.org/")
    assert (document.name, document.iri) == ("../in/a.txt", "https://e.org/document/in/a.txt")


def test_two_files_of_one_name_are_two_documents(tmp_path):
    write(tmp_path, a__x_txt="One text.", b__x_txt="Another text.")
    documents, errors = gather(tmp_path / "a", tmp_path / "b")
    assert [document.name for document in documents] == ["x.txt", str(tmp_path / "b" / "x.txt")]
    assert documents[0].iri.endswith("/document/x.txt")
    assert documents[1].iri == mint_document(BASE, f"{tmp_path}/b/x.txt".lstrip("/"))
    assert errors == []


def test_a_file_met_twice_is_read_once(tmp_path):
    write(tmp_path, a_txt="A text.")
    documents, errors = gather(tmp_path, tmp_path / "a.txt", tmp_path)
    assert [document.name for document in documents] == ["a.txt"]
    assert errors == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_links_in_circles_and_pipes_do_no_harm(tmp_path):
    write(tmp_path, a__a_txt="A text.")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    documents, errors = gather(tmp_path)
    assert [document.name for document in documents] == ["a/a.txt"]
    assert len(errors) == 2
    assert any("pipe.txt: isn't a regular file" in error for error in errors)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \n\t ", "is empty"),
        ("a.txt", codecs.BOM_UTF8 + b"  ", "is empty"),
        ("a.txt", b"Tides rise. " * 30 + b"\0", "is binary; kg reads .txt, .md and .html"),
        ("a.txt", codecs.BOM_UTF16_LE + "text\0text".encode("utf-16-le"), "is binary; kg reads .txt, .md and .html"),
        ("a.txt", b"%PDF-1.7 ...", "is a PDF, whatever its name says; rename it to end in .pdf"),
        ("a.txt", bytes(range(256)), "is binary"),
        ("a.txt", b"\x01" + b"a" * 18, "is binary"),
        ("a.html", b"<html><body></body></html>", "holds no text"),
        ("a.md", b"![](x.png)", "holds no text"),
        ("a.mp3", b"text", "has a suffix that kg has no reader for; it reads .txt"),
    ],
)
def test_a_bad_file_is_named_and_costs_no_other(tmp_path, name, data, reason):
    (tmp_path / name).write_bytes(data)
    write(tmp_path, z_txt="A good text.")
    documents, errors = gather(tmp_path / name, tmp_path / "z.txt")
    assert [document.text for document in documents] == ["A good text."]
    assert len(errors) == 1
    assert errors[0].startswith(f"{tmp_path / name}: {reason}")
    with pytest.raises(DocumentError):
        list(read([tmp_path / name, tmp_path / "z.txt"]))


def test_a_few_control_characters_make_no_file_binary(tmp_path):
    write(tmp_path, a_txt=b"\x01" + b"a" * 19)
    (document,) = read(tmp_path)
    assert document.text == "\x01" + "a" * 19


def test_a_fault_of_kg_is_told_in_one_short_line():
    fault = ValueError("too\n  deep")
    error = tell_fault("a.md", "reading", fault)
    assert (
        str(error) == "a.md: reading it failed (ValueError: too deep), which is a fault in kg; report it, with the file"
    )
    assert error.__cause__ is fault
    assert len(str(tell_fault("a.md", "reading", ValueError("deep " * 999)))) < 300


def test_a_missing_file_is_named(tmp_path):
    documents, errors = gather(tmp_path / "none.txt", tmp_path / "none")
    assert documents == []
    assert all("doesn't exist; check the path" in error for error in errors)
    assert len(errors) == 2


def test_a_fault_while_a_file_is_read_is_recorded_and_costs_no_other(tmp_path, monkeypatch):
    def fail(text):
        raise RecursionError("too deep")

    monkeypatch.setattr("kg.documents.markdown.parse_markdown", fail)
    write(tmp_path, a_md="A text.", b_txt="B text.")
    documents, errors = gather(tmp_path)
    assert [document.name for document in documents] == ["b.txt"]
    assert errors == [str(tell_fault(f"{tmp_path}/a.md", "reading", RecursionError("too deep")))]
    with pytest.raises(DocumentError, match="reading it failed"):
        list(read(tmp_path))


def test_a_document_carries_what_its_source_says(tmp_path):
    text = "---\ndate: 2022-07-01\n---\n# Caf\xe9\n\nTides rise.\n\n```\ncode\n```\n"
    write(tmp_path, a_md=text.encode("cp1252"))
    (document,) = read(tmp_path)
    assert (document.title, document.date, document.text) == ("Caf\xe9", "2022-07-01", text)
    assert document.file == (tmp_path / "a.md").as_uri()
    assert document.warnings == ("isn't UTF-8; read as cp1252, which is a guess", "left out code (1 of the blocks)")


@pytest.mark.parametrize(
    ("path", "reason"),
    [("", "is an empty path; give a file or a folder, . for the one where you are"),
     ("a\0b.txt", "can't be read: embedded null byte; check the path and its permissions")],
)  # fmt: skip
def test_a_path_that_can_be_none_is_named(path, reason):
    assert gather(path) == ([], [f"{path or repr(path)}: {reason}"])


@pytest.mark.parametrize("text", ["Tides rise.\nThey fall.", "Tides rise. " * 30])
def test_a_text_in_the_place_of_a_path_is_told_what_to_do(text):
    (error,) = gather(text)[1]
    assert error.startswith(f"{text}: ")
    assert error.endswith(
        "if it is a text, write it to a file, pipe it into kg build -, or give {name: text} in Python"
    )


def test_a_file_beyond_the_limit_is_refused(tmp_path, monkeypatch):
    big = tmp_path / "big.txt"
    with big.open("wb") as file:
        file.truncate(50_000_001)
    reason = "is larger than 50 MB; split it into several files"
    assert gather(tmp_path)[1] == [f"{big}: {reason}"]
    with big.open("rb") as file:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(file))
        assert gather("-")[1] == [f"-: {reason}"]
    os.truncate(big, 50_000_000)
    assert gather(tmp_path)[1] == [f"{big}: is binary; kg reads .txt, .md and .html; save it as one of these"]


@pytest.mark.parametrize(
    ("locked", "operation", "reason"),
    [
        ("a/deep", "iterdir", "can't be listed: Permission denied; check its permissions"),
        ("a/deep/a.txt", "read_bytes", "can't be read: Permission denied; check the path and its permissions"),
    ],
)
def test_what_is_locked_is_named_and_costs_no_other(tmp_path, monkeypatch, locked, operation, reason):
    write(tmp_path, a__deep__a_txt="A text.", b_txt="B text.")
    real = getattr(Path, operation)

    def refuse(path):  # chmod wouldn't do: root may read everything
        if path == tmp_path / locked:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return real(path)

    monkeypatch.setattr(Path, operation, refuse)
    documents, errors = gather(tmp_path)
    assert [document.name for document in documents] == ["b.txt"]
    assert errors == [f"{tmp_path / locked}: {reason}"]


TEXT = "Señora Muñoz opened the café in Bogotá – “at last”."


@pytest.mark.parametrize(
    ("data", "guessed"),
    [
        (TEXT.encode(), False),
        (codecs.BOM_UTF8 + TEXT.encode(), False),
        (TEXT.encode("utf-16"), False),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), False),
        (TEXT.encode("utf-32"), False),
        ((TEXT * 3).encode("cp1252"), True),
    ],
)
def test_encodings_are_told_and_marks_dropped(tmp_path, data, guessed):
    (tmp_path / "a.txt").write_bytes(data)
    (document,) = read(tmp_path / "a.txt")
    assert document.text.startswith(TEXT)
    assert document.blocks[0].content.starts[0] == 0
    assert bool(document.warnings) == guessed


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (codecs.BOM_UTF8 + b"The caf\xe9 opened.", "The caf\ufffd opened."),
        (codecs.BOM_UTF16_LE + "Tides rise.".encode("utf-16-le") + b"x", "Tides rise.\ufffd"),
    ],
)
def test_bytes_that_belie_their_mark_cost_letters_and_a_warning(tmp_path, data, text):
    (tmp_path / "a.txt").write_bytes(data)
    (document,) = read(tmp_path)
    assert document.text == text
    (warning,) = document.warnings
    assert re.fullmatch(r"isn't all utf-.*, as its first bytes say \(.*\); some letters are lost", warning)


def test_a_declared_encoding_is_believed(tmp_path):
    page = '<meta charset="windows-1251"><p>Сегодня в Москве открылся форум о приливах.</p>'
    (tmp_path / "a.html").write_bytes(page.encode("cp1251"))
    (document,) = read(tmp_path)
    assert "Сегодня" in document.text
    assert document.warnings == ()


def test_other_alphabets_are_guessed(tmp_path):
    text = "Сегодня в Москве открылся большой международный форум о приливах и портах. " * 5
    (tmp_path / "a.txt").write_bytes(text.encode("cp1251"))
    (document,) = read(tmp_path, options=ReadOptions(any_language=True))
    assert document.text == text
    assert "which is a guess" in document.warnings[0]


@pytest.mark.parametrize("data", [b"The caf\xe9 \x81 opened.", bytes(range(128, 256))])
def test_bytes_of_no_likely_encoding_are_read_one_by_one(tmp_path, data):
    (tmp_path / "a.txt").write_bytes(data)
    (document,) = read(tmp_path)
    assert document.text == data.decode("latin-1")
    assert document.warnings == ("isn't UTF-8; read as latin-1, so some letters may be wrong",)


def test_line_ends_of_every_system_are_kept(tmp_path):
    write(tmp_path, a_txt=b"Tides rise.\r\n\r\nThey fall.\rAgain.\n")
    (document,) = read(tmp_path)
    assert document.text == "Tides rise.\r\n\r\nThey fall.\rAgain.\n"
    assert [block.content.text for block in document.blocks] == ["Tides rise.", "They fall.\rAgain."]


@pytest.mark.parametrize(("data", "kind"), [(b"A text.", "text/plain"), (b" <p>A text is here.</p>", "text/html")])
def test_standard_input_is_read(monkeypatch, data, kind):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    (document,) = read("-")
    assert (document.name, document.media_type, document.file) == ("-", kind, "")
    assert document.iri.endswith("/document/stdin")


def test_documents_are_read_as_they_are_asked_for(tmp_path):
    write(tmp_path, a_txt="A text.", b_txt=b"\0")
    documents = read(tmp_path)
    assert next(documents).name == "a.txt"
    with pytest.raises(DocumentError):
        next(documents)


@pytest.mark.parametrize(
    ("suffix", "media_type"),
    [(".txt", "text/plain"), (".text", "text/plain"), (".md", "text/markdown"), (".markdown", "text/markdown"),
     (".html", "text/html"), (".htm", "text/html"), (".xhtml", "text/html")],
)  # fmt: skip
def test_every_reader_of_texts_is_reachable_by_its_suffix(suffix, media_type, tmp_path):
    (tmp_path / f"a{suffix.upper()}").write_text("<p>The Tide Institute met.</p>")
    (document,) = read(tmp_path)
    assert (document.media_type, suffix in list_suffixes()) == (media_type, True)


STRANGER = """
from kg.alignment import AlignedText
from kg.documents import Contents, Format
from kg.errors import DocumentError
from kg.model import Block

def parse(data, name):
    for part in data.decode().splitlines():
        block = Block("paragraph", AlignedText.of(part))
        yield DocumentError(f"{name}/{part}", "is bad") if part == "bad" else Contents((block,), text=part, part=part)

LINES, WRONG = Format("text/x-lines", parse), parse
"""


@pytest.fixture
def stranger(tmp_path, monkeypatch):
    """A package of somebody else's that reads files whose every line is a document."""
    home = tmp_path / "site"
    entries = ["lines = stranger:LINES", "tar.lines = stranger:WRONG", "gone = nowhere:GONE", "txt = nowhere:X"]
    write(home, stranger_py=STRANGER)
    info = home / "stranger-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: stranger\nVersion: 1\n")
    (info / "entry_points.txt").write_text("\n".join(["[kg.formats]", *entries]))
    monkeypatch.syspath_prepend(home)
    formats._find_entries.cache_clear()
    yield
    formats._find_entries.cache_clear()


def test_a_package_of_somebody_else_adds_a_reader(stranger, tmp_path):
    write(tmp_path / "in", a_lines="one\nbad\ntwo\n", b_txt="A text.")
    documents, errors = gather(tmp_path / "in")
    assert [document.name for document in documents] == ["a.lines/one", "a.lines/two", "b.txt"]
    assert [document.media_type for document in documents] == ["text/x-lines", "text/x-lines", "text/plain"]
    assert errors == [f"{tmp_path}/in/a.lines/bad: is bad"]
    assert ".lines" in list_suffixes()


def test_a_reader_that_is_none_costs_only_its_files(stranger, tmp_path):
    write(tmp_path / "in", a_gone="one", b_txt="A text.")
    (tmp_path / "in" / "c.tar.lines").write_text("one")
    documents, errors = gather(tmp_path / "in")
    assert [document.name for document in documents] == ["b.txt"]
    assert [error.partition(": ")[2].partition("(")[0] for error in errors] == [
        "its reader nowhere:GONE can't be loaded ",
        "its reader stranger:WRONG is no kg.documents.Format; mend or uninstall it",
    ]


# The real input


@pytest.mark.shared
def test_the_seed_is_a_rubric_a_headline_and_a_text(shared):
    (document,) = read(shared / "seed")
    assert [block.kind for block in document.blocks] == ["heading", "heading", "paragraph"]
    assert document.title.startswith("International community rallies behind")


@pytest.mark.shared
def test_gold_pages_lose_their_frames(shared):
    pages = sorted((shared / "gold").glob("*.html"))
    assert pages
    for page in pages:
        (document,) = read(page)
        words = " ".join(block.content.text for block in document.blocks)
        for frame in (
            "cookie",
            "Cookie",
            "Privacy",
            "Read also",
            "More events",
            "Donate",
            "Subscribe",
            "Log in",
            "Sitemap",
        ):
            assert frame not in words, (page.name, frame)
        assert document.warnings == ()


def test_lines_that_br_parts_and_numbered_paragraphs_are_read_as_in_plain_text():
    page = (
        "<p>Venue: Lisbon<br>Chair: Ana Lopez</p><p>1. Opening of it.<br>2. Closing of it.</p><p>3. Lunch for all.</p>"
    )
    verse = "<p>Tides rise<br>and fall again</p>"
    found = [(b.kind, b.label, " ".join(b.content.text.split())) for b in parse_fragment(page + verse).blocks]
    assert found == [
        ("field", "Venue", "Lisbon"),
        ("field", "Chair", "Ana Lopez"),
        ("item", "", "Opening of it."),
        ("item", "", "Closing of it."),
        ("item", "", "Lunch for all."),
        ("paragraph", "", "Tides rise and fall again"),
    ]
    for block in parse_fragment(page).blocks:
        start, end = block.content.span(0, len(block.content))
        assert page[start:end] == block.content.text


def test_a_table_without_marked_heads_has_them_by_their_words():
    rows = "<tr><td>Name</td><td>Role</td></tr><tr><td>Ana Lopez</td><td>Chair</td></tr>"
    (block,) = parse_fragment(f"<table>{rows}</table>").blocks
    assert block.heads == ("Name", "Role")
    assert not parse_fragment("<table></table><table><tr><td></td></tr></table>").blocks


def test_headings_above_the_main_text_are_kept():
    words = "The Tide Institute met in Lisbon on Monday and spoke at length about harbours and ships. " * 4
    page = f"<html><body><div><h2>Thursday, 6 October</h2><p>{words}</p><p>{words}</p></div></body></html>"
    assert parse_html(page).blocks[0].content.text == "Thursday, 6 October"

"""Files of office programs and e-books: what they say comes out as a text with blocks, and a bad one tells why not."""

from __future__ import annotations

import datetime
import io
import re
import sys
import time
import zipfile

import pytest
import xlsxwriter

from benchmarks.office import MAKERS
from benchmarks.office.books import pack_epub
from benchmarks.office.opendocument import pack_odt
from benchmarks.office.packages import zip_members
from benchmarks.office.rich import pack_rtf
from benchmarks.office.slides import pack_pptx, write_box
from benchmarks.office.word import pack_docx
from kg.documents import composer as composer_module
from kg.documents import packages
from kg.documents.cells import write_value
from kg.documents.composer import Composer, Table
from kg.documents.formats import find_format
from kg.documents.markdown import parse_markdown
from kg.documents.properties import Properties
from kg.errors import DocumentError


def parse(data, name):
    """Read a file of one document, all of whose blocks must stand in its text as they say."""
    (contents,) = find_format(name).parse(data, name)
    for block in contents.blocks:
        for piece in (block.content, *filter(None, [block.lead]), *block.cells):
            assert contents.text[slice(*piece.span(0, len(piece)))] == piece.text or block.cells
            assert piece.written(0, len(piece)) == "".join(contents.text[n] for n in written(piece))
    assert list(contents.pages) == sorted(contents.pages)
    return contents


def written(piece):
    """The places of the characters that the source writes."""
    return [start for start, end in zip(piece.starts, piece.ends, strict=True) if start < end]


def shape(contents):
    """The blocks as one writes them down: kind, label or level, text; of a row its cells by their heads."""
    return [
        {head or number: cell.text for number, (head, cell) in enumerate(zip(block.heads, block.cells, strict=True))}
        if block.cells
        else (block.kind, block.label or block.level, block.content.text)
        for block in contents.blocks
    ]


def unpack(data):
    """A zip file's members by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def refuse(data, name):
    """The reason why a file can't be read."""
    with pytest.raises(DocumentError) as caught:
        list(find_format(name).parse(data, name))
    assert caught.value.name == name
    return caught.value.reason


# What all of them share


def test_a_text_is_readable_and_pages_begin_where_their_text_does():
    composer = Composer("a.pptx")
    composer.begin_page()
    composer.add_heading("Tide\nDays", 1)
    composer.add_paragraph("It\u00a0rained.  \n\n The\u00ad port\u200b was\tshut. ")
    composer.begin_page()
    composer.begin_page()
    composer.add_item("one\ntwo")
    composer.add_item("three", depth=1)
    composer.add_table(Table([["Name", "Role"], ["Ana\nLopez", "chair"], ["", ""], ["Li Wei", ""], ["", "x", "\f y"]]))
    composer.add_paragraph("The end \fof it.")
    composer.begin_page()
    found = composer.finish(Properties())
    text = """Tide Days

It rained.

The port was shut.

- one
two
  - three

Name | Role
Ana; Lopez | chair

Li Wei

 | x | y

The end of it."""
    assert found.text == text
    place = found.text.index
    assert found.pages == (0, place("one"), place("one"), place(" | x"), place("of it"), len(found.text))


@pytest.mark.parametrize(
    ("made", "text", "date"),
    [
        ("2024-05-03", "It rained.", "2024-05-03"),
        ("2024-05-03", "In 2023 and 2024", "2024-05-03"),
        ("2024-05-03", "In 2021.", ""),
    ],
)
def test_the_day_when_a_file_was_made_dates_no_text_of_another_year(made, text, date):
    composer = Composer("a.docx")
    composer.add_paragraph(text)
    assert composer.finish(Properties(date=made)).date == date


def test_what_a_program_says_of_itself_isnt_said_of_the_text():
    made = {
        "dc:title": "Microsoft Word - draft.doc",
        "dc:creator": "python-docx",
        "dcterms:created": "2013-12-23T23:15:00Z",
    }
    found = parse(pack_docx(paragraph("It rained."), properties={**made, "dc:language": "?"}), "a.docx")
    assert (found.title, found.author, found.date, found.language) == ("", "", "", "")


# DOCX


def paragraph(text, style="", more=""):
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{more}</w:pPr>{run(text)}</w:p>"


def run(text, more=""):
    return f'<w:r><w:rPr>{more}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def table(*rows, first=""):
    cells = ("".join(f"<w:tc><w:tcPr/>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{'' if n else first}{row}</w:tr>" for n, row in enumerate(cells)) + "</w:tbl>"


def docx(body, **named):
    return parse(pack_docx(body, **named), "a.docx")


def test_word_gives_headings_lists_fields_and_what_it_says_of_itself():
    body = (
        paragraph("Tide Days", "Title")
        + paragraph("Opening", "Heading2")
        + paragraph("Venue: Harbour Hall")
        + paragraph("Ana Lopez chaired it")
        + paragraph("Li Wei", "ListBullet")
        + paragraph("Numbered", more='<w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr>')
        + paragraph("Not a point", "ListBullet", '<w:numPr><w:numId w:val="0"/></w:numPr>')
        + paragraph("Opening	2", "TOC1")
    )
    said = {
        "dc:title": "The Tide Days",
        "dc:creator": "Ana Example",
        "dcterms:created": "2024-05-03T10:00:00Z",
        "dc:language": "en-GB",
    }
    found = docx(body, properties=said)
    assert shape(found) == [
        ("heading", 1, "Tide Days"),
        ("heading", 2, "Opening"),
        ("field", "Venue", "Harbour Hall"),
        ("paragraph", 0, "Ana Lopez chaired it"),
        ("item", "Opening", "Li Wei"),
        ("item", "Opening", "Numbered"),
        ("paragraph", 0, "Not a point"),
    ]
    assert (found.title, found.author, found.date, found.language) == (
        "The Tide Days",
        "Ana Example",
        "2024-05-03",
        "en-GB",
    )
    assert "- Li Wei\n  - Numbered" in found.text


def test_a_word_document_without_styles_is_read_by_its_layout():
    found = docx(paragraph("Tides rise") + paragraph("The port of Lisbon was shut on Monday.") + paragraph("- Li Wei"))
    assert [kind for kind, _, _ in shape(found)] == ["heading", "paragraph", "item"]
    assert found.title == "Tides rise"


def test_word_keeps_what_was_inserted_and_tells_of_what_was_deleted_or_hidden():
    inserted = f"<w:ins>{run('in Lisbon')}</w:ins>"
    deleted = "<w:del><w:r><w:delText>in Porto</w:delText></w:r></w:del>"
    field = "<w:r><w:instrText>PAGE</w:instrText></w:r>"
    hidden = run("secretly", "<w:vanish/>") + run(".", '<w:vanish w:val="0"/>')
    found = docx(f"<w:p>{run('It met ')}{inserted}{deleted}{field}{hidden}</w:p>")
    assert found.text == "It met in Lisbon."
    assert found.warnings == ("left out text that was deleted", "left out hidden text")


def test_notes_and_boxes_stand_behind_what_they_belong_to():
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('A box.')}</w:txbxContent></w:pict></w:r>"
    both = 'xmlns:m="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    drawn = f"<m:AlternateContent {both}><m:Choice>{box}</m:Choice><m:Fallback>{box}</m:Fallback></m:AlternateContent>"
    line = f'<w:footnote w:type="separator">{paragraph("----")}</w:footnote>'
    notes = {
        "footnotes": f"{line}<w:footnote>{paragraph('A note.')}</w:footnote>",
        "comments": f"<w:comment>{paragraph('No.')}</w:comment>",
    }
    body = f"<w:p>{run('Tides ')}{drawn}{run('rise.')}</w:p>" + paragraph("They fall.")
    found = docx(body, parts=notes)
    assert found.text == "Tides rise.\n\nA box.\n\nThey fall.\n\nA note."
    assert found.warnings == ("left out comments",)


def test_tables_of_word_have_heads_where_the_first_row_is_one():
    rows = [["Name", "Part"], ["Ana Lopez", "host"], ["Li Wei", "guest"]]
    marked = "<w:trPr><w:tblHeader/></w:trPr>"
    assert shape(docx(table(*rows)))[0] == {"Name": "Ana Lopez", "Part": "host"}
    assert shape(docx(table(["A", "B"], ["1", "x"], first=marked))) == [{"A": "1", "B": "x"}]
    assert shape(docx(table(["Ana", "host"], ["Li", "guest"])))[0] == {0: "Ana", 1: "host"}
    bold = table(["A", "B"], ["x", "y"]).replace("<w:rPr></w:rPr>", "<w:rPr><w:b/></w:rPr>", 2)
    assert shape(docx(bold)) == [{"A": "x", "B": "y"}]


def test_cells_that_were_merged_count_for_each_of_their_rows():
    first, later = "<w:tcPr><w:vMerge w:val='restart'/></w:tcPr>", "<w:tcPr><w:vMerge/></w:tcPr>"
    merged = table(["Name", "Day", "Role"], ["Ana", "Monday", "host"], ["Li", "-", "guest"])
    merged = merged.replace(f"<w:tcPr/>{paragraph('Monday')}", first + paragraph("Monday"))
    merged = merged.replace(f"<w:tcPr/>{paragraph('-')}", later + paragraph(""))
    assert shape(docx(merged))[1] == {"Name": "Li", "Day": "Monday", "Role": "guest"}


def test_pages_of_word_count_where_word_counted_them_all():
    turn = "<w:r><w:lastRenderedPageBreak/></w:r>"
    data = pack_docx(f"<w:p>{run('One. ')}{turn}{run('Two.')}</w:p>")
    assert parse(data, "a.docx").pages == ()
    relation = '<Relationship Id="x" Type="t/extended-properties" Target="docProps/app.xml"/></Relationships>'
    members = unpack(data)
    members["_rels/.rels"] = members["_rels/.rels"].replace(b"</Relationships>", relation.encode())
    members["docProps/app.xml"] = b'<Properties xmlns="urn:x"><Pages>2</Pages></Properties>'
    found = parse(zip_members(members), "a.docx")
    assert (found.text, found.pages) == ("One. Two.", (0, 5))


def test_the_strict_form_of_office_files_is_read_like_the_usual_one():
    usual, strict = (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    members = {name: data.replace(usual, strict) for name, data in unpack(pack_docx(paragraph("Tides rise."))).items()}
    assert parse(zip_members(members), "a.docx").text == "Tides rise."


# XLSX


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (None, "General", ""),
        (" a ", "@", " a "),
        (True, "General", "TRUE"),
        (3, "General", "3"),
        (1234567.25, "General", "1234567.25"),
        (0.1 + 0.2, "General", "0.3"),
        (2_500_000, "#,##0", "2,500,000"),
        (2_500_000, "[$€-407] #,##0.00", "€ 2,500,000.00"),
        (2_500_000, '"US$" #,##0.0,," million"', "US$ 2.5 million"),
        (-12, "#,##0_);(#,##0)", "(12)"),
        (-0.5, "0%", "-50%"),
        (0.1234, "0.00%", "12.34%"),
        (7, "000", "7"),
        (1.5, "# ?/?", "1.5"),
        (1e20, "0.00E+00", "1e+20"),
        (7, "no digits", "7"),
        (datetime.date(2024, 6, 3), "mm-dd-yy", "2024-06-03"),
        (datetime.datetime(2024, 6, 3, 9, 30), "[$-409]d mmmm yyyy", "3 June 2024"),
        (datetime.datetime(2024, 6, 3, 9, 30), "m/d/yy h:mm", "2024-06-03 09:30"),
        (datetime.datetime(2024, 6, 3, 9, 30), "mmm-yy", "June 2024"),
        (datetime.datetime(2024, 6, 3, 9, 30), "d-mmm", "3 June"),
        (datetime.datetime(2024, 6, 3, 9, 30), "yyyy", "2024"),
        (datetime.datetime(2024, 6, 3, 9, 30), "h:mm AM/PM", "09:30"),
        (datetime.datetime(2024, 6, 3, 9, 30), "dddd, mmmm dd, yyyy hh:mm", "3 June 2024 09:30"),
        (datetime.time(9, 30), "h:mm", "09:30"),
    ],
)
def test_cells_read_as_the_workbook_shows_them(value, code, shown):
    assert write_value(value, code) == shown


def workbook(fill):
    """The bytes of a workbook that a function fills."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        fill(book)
    return target.getvalue()


def test_a_sheet_is_a_page_of_tables_and_texts():
    def fill(book):
        book.set_properties({"title": "Tide Fund", "author": "Ana Example", "created": datetime.datetime(2024, 5, 3)})
        sheet = book.add_worksheet("Grants")
        sheet.write("B2", "Grants of the Tide Fund")
        sheet.write_row("B3", ["Donor", "Amount", "Date"])
        sheet.write_row("B4", ["Norway", 2_500_000], book.add_format({"num_format": "#,##0"}))
        sheet.write("D4", datetime.date(2024, 6, 3), book.add_format({"num_format": "d mmm yyyy"}))
        sheet.write("D5", "later")
        sheet.write_column("B8", ["Ana Lopez", "Li Wei"])
        book.add_worksheet("Sheet2").write("A1", "It rained in Lisbon.")
        secret = book.add_worksheet("Secret")
        secret.write("A1", "Nobody reads this.")
        secret.hide()

    found = parse(workbook(fill), "a.xlsx")
    assert shape(found) == [
        ("heading", 1, "Grants"),
        ("heading", 2, "Grants of the Tide Fund"),
        {"Donor": "Norway", "Amount": "2,500,000", "Date": "3 June 2024"},
        ("paragraph", 0, "later"),
        ("item", "Grants of the Tide Fund", "Ana Lopez"),
        ("item", "Grants of the Tide Fund", "Li Wei"),
        ("paragraph", 0, "It rained in Lisbon."),
    ]
    assert "Donor | Amount | Date\nNorway | 2,500,000 | 3 June 2024" in found.text
    assert found.pages == (0, found.text.index("It rained"))
    assert found.warnings == ("left out the hidden sheet 'Secret'",)
    assert (found.title, found.author, found.date) == ("Tide Fund", "Ana Example", "2024-05-03")


def test_a_bold_row_is_a_head_and_formulas_without_results_are_told_of():
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write_row("A1", ["Who", "Sum of it all"], book.add_format({"bold": True}))
        sheet.write_row("A2", ["Norway", "much"])
        sheet.write_formula("A3", "=1+1", None, 2)
        sheet.write("B3", "more")

    data = workbook(fill)
    found = parse(data, "a.xlsx")
    assert shape(found) == [{"Who": "Norway", "Sum of it all": "much"}, {"Who": "2", "Sum of it all": "more"}]
    assert not found.warnings
    members = unpack(data)
    members["xl/worksheets/sheet1.xml"] = members["xl/worksheets/sheet1.xml"].replace(b"<v>2</v>", b"")
    assert "formulas that were never calculated" in parse(zip_members(members), "a.xlsx").warnings[0]


def test_a_missing_library_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    assert "needs openpyxl to be read; install it with: pip install openpyxl" in refuse(make(".xlsx"), "a.xlsx")


@pytest.mark.parametrize("rows", [[("XFD", n) for n in range(1, 400)], [("A", 9_999_999)]])
def test_sheets_that_claim_to_be_endless_are_refused(rows):
    cell = "".join(f'<row r="{row}"><c r="{column}{row}"><v>1</v></c></row>' for column, row in rows)
    members = unpack(workbook(lambda book: book.add_worksheet()))
    members["xl/worksheets/sheet1.xml"] = re.sub(
        rb"<sheetData ?/>", b"<sheetData>" + cell.encode() + b"</sheetData>", members["xl/worksheets/sheet1.xml"]
    )
    assert "more than 5 million cells" in refuse(zip_members(members), "a.xlsx")


# ODT


def odt(text, properties=None):
    return parse(pack_odt(text, properties=properties), "a.odt")


def tag(name, *inner, **attributes):
    """An element of OpenDocument: `tag("text_p", "It rained.")`."""
    said = "".join(f' {key.replace("_", ":", 1).replace("_", "-")}="{value}"' for key, value in attributes.items())
    name = name.replace("_", ":", 1).replace("_", "-")
    return f"<{name}{said}>{''.join(inner)}</{name}>"


def test_opendocument_gives_headings_lists_tables_notes_and_boxes():
    note = tag("text_note", tag("text_note_citation", "1"), tag("text_note_body", tag("text_p", "A note.")))
    box = tag("draw_frame", tag("draw_text_box", tag("text_p", "A box.")))
    said = f"It{tag('text_s', text_c=3)}rained{note},\n{box}much.{tag('text_line_break')}Twice."
    one = tag("text_p", "one")
    lists = tag("text_list", tag("text_list_item", one, tag("text_list", tag("text_list_item", one))))
    who, on, ana, li = (tag("table_table_cell", tag("text_p", each)) for each in ("Who", "On", "Ana", "Li"))
    both = tag("table_table_cell", tag("text_p", "Monday"), table_number_rows_spanned=2)
    rows = [tag("table_table_row", *cells) for cells in ((who, on), (ana, both), (li, tag("table_covered_table_cell")))]
    found = odt(
        tag("text_sequence_decls")
        + tag("text_h", "Tide ", tag("text_span", "Days"), text_outline_level=2)
        + tag("text_section", tag("text_p", said), lists)
        + tag("table_table", tag("table_table_header_rows", rows[0]), *rows[1:]),
        {"meta:initial-creator": "Ana Example", "dc:creator": "Li", "meta:creation-date": "2024-05-03T09:00:00"},
    )
    assert shape(found) == [
        ("heading", 2, "Tide Days"),
        ("paragraph", 0, "It rained, much.\nTwice."),
        ("paragraph", 0, "A box."),
        ("item", "Tide Days", "one"),
        ("item", "Tide Days", "one"),
        {"Who": "Ana", "On": "Monday"},
        {"Who": "Li", "On": "Monday"},
        ("paragraph", 0, "A note."),
    ]
    assert "- one\n  - one" in found.text
    assert (found.author, found.date, found.title) == ("Ana Example", "2024-05-03", "Tide Days")


def test_opendocument_tells_of_deleted_text_and_comments():
    gone = tag("text_changed_region", tag("text_deletion", tag("text_p", "in Porto")))
    comment = tag("office_annotation", tag("text_p", "No."))
    found = odt(tag("text_tracked_changes", gone) + tag("text_p", f"It met in{comment} Lisbon."))
    assert found.text == "It met in Lisbon."
    assert found.warnings == ("left out text that was deleted", "left out comments")


def test_pages_of_opendocument_count_where_its_program_counted_them_all():
    text = tag("text_p", "One. ", tag("text_soft_page_break"), "Two.")
    assert odt(text).pages == ()
    counted = unpack(pack_odt(text))
    counted["meta.xml"] = counted["meta.xml"].replace(
        b"<office:meta>", b'<office:meta><meta:document-statistic meta:page-count="2"/>'
    )
    assert parse(zip_members(counted), "a.odt").pages == (0, 5)


# PPTX


def lines(*texts, form=""):
    return "".join(f"<a:p><a:pPr>{form}</a:pPr><a:r><a:t>{text}</a:t></a:r></a:p>" for text in texts)


def place(kind):
    return f'<p:ph type="{kind}"/>'


def test_slides_are_pages_with_titles_points_tables_and_notes():
    rows = [["Speaker", "Place", "Day"], ["Ana", "Lisbon", "Monday"], ["Li", "-", "Tuesday"]]
    cells = ("".join(f"<a:tc><a:txBody>{lines(cell)}</a:txBody></a:tc>" for cell in row) for row in rows)
    grid = "<a:tbl>" + "".join(f"<a:tr>{row}</a:tr>" for row in cells) + "</a:tbl>"
    merged = grid.replace(f"<a:tc><a:txBody>{lines('-')}", f'<a:tc vMerge="1"><a:txBody>{lines("")}')
    first = (
        write_box(lines("Tides rise.").replace("<a:pPr>", '<a:pPr lvl="1">'), '<p:ph idx="1"/>')
        + write_box(lines("12"), place("sldNum"))
        + write_box(lines("Tide", "Days"), place("ctrTitle"))
        + write_box(lines("It rained.", form="<a:buNone/>"), place("body"))
        + write_box(lines("In Lisbon"))
    )
    hidden = "<p:sld show='0'"
    notes = {1: write_box(lines("Ana chairs."), place("body")) + write_box(lines("1"), place("sldNum"))}
    data = pack_pptx([first, merged, write_box(lines("No."))], notes=notes, properties={"dc:creator": "Ana Example"})
    members = unpack(data)
    members["ppt/slides/slide3.xml"] = members["ppt/slides/slide3.xml"].replace(b"<p:sld", hidden.encode(), 1)
    found = parse(zip_members(members), "a.pptx")
    assert shape(found) == [
        ("heading", 1, "Tide Days"),
        ("item", "Tide Days", "Tides rise."),
        ("paragraph", 0, "It rained."),
        ("paragraph", 0, "In Lisbon"),
        ("paragraph", 0, "Ana chairs."),
        {"Speaker": "Ana", "Place": "Lisbon", "Day": "Monday"},
        {"Speaker": "Li", "Place": "Lisbon", "Day": "Tuesday"},
    ]
    assert found.pages == (0, found.text.index("Speaker"), len(found.text))
    assert found.warnings == ("left out slide 3, which isn't shown",)
    assert (found.title, found.author) == ("Tide Days", "Ana Example")


def test_slides_in_the_order_that_the_presentation_gives_them():
    members = unpack(pack_pptx([write_box(lines("One.")), write_box(lines("Two."))]))
    order = members["ppt/presentation.xml"]
    members["ppt/presentation.xml"] = order.replace(b'"r1"', b'"x"').replace(b'"r2"', b'"r1"').replace(b'"x"', b'"r2"')
    assert parse(zip_members(members), "a.pptx").text == "Two.\n\nOne."
    del members["ppt/slides/slide1.xml"]
    found = parse(zip_members(members), "a.pptx")
    assert (found.text, found.warnings) == ("Two.", ("slide 2 isn't there",))


# EPUB


def test_a_book_is_read_chapter_by_chapter():
    chapters = [
        "<h1>Tide&#160;Days</h1><p>It <i>rained</i>&nbsp;in Lisbon.</p><ul><li>Ana</li></ul>"
        "<dl><dt>Venue</dt><dd>Pier</dd></dl>",
        "<p>They fall</p><table><tr><th>A</th><th>B</th></tr><tr><td>x</td><td>y</td></tr></table>",
    ]
    said = {
        "dc:identifier": "https://example.org/tides",
        "dc:title": "The Tide Days",
        "dc:creator": "Ana Example",
        "dc:date": "2019-05-03",
        "dc:language": "en",
    }
    found = parse(pack_epub(chapters, properties=said), "a.epub")
    assert shape(found) == [
        ("heading", 1, "Tide Days"),
        ("paragraph", 0, "It rained in Lisbon."),
        ("item", "Tide Days", "Ana"),
        ("field", "Venue", "Pier"),
        ("paragraph", 0, "They fall"),
        {"A": "x", "B": "y"},
    ]
    assert found.pages == (0, found.text.index("They"))
    assert (found.title, found.author, found.date) == ("The Tide Days", "Ana Example", "2019-05-03")
    assert (found.language, found.source) == ("en", "https://example.org/tides")


def test_the_contents_of_a_book_and_what_is_missing_are_left_out():
    members = unpack(pack_epub(["<p>Contents</p>", "<p>One.</p>", ""]))
    members["OPS/book.opf"] = members["OPS/book.opf"].replace(b'id="c0"', b'id="c0" properties="nav"')
    found = parse(zip_members(members), "a.epub")
    assert (found.text, found.pages) == ("One.", (0, 4))


def test_a_book_that_its_seller_locked_is_told_of():
    members = unpack(pack_epub(["<p>One.</p>"]))
    lock = '<encryption><CipherReference URI="{}"/></encryption>'.format
    fonts, chapters = ({**members, "META-INF/encryption.xml": lock(uri)} for uri in ("OPS/a.otf", "OPS/text/c0.xhtml"))
    assert parse(zip_members(fonts), "a.epub").text == "One."
    assert "DRM" in refuse(zip_members(chapters), "a.epub")


# RTF


def rtf(body, info=""):
    return parse(pack_rtf(body, info=info), "a.rtf")


def test_rich_text_gives_headings_lists_tables_and_what_it_says_of_itself():
    row = r"\trowd\pard\intbl {}\cell {}\cell \row".format
    found = rtf(
        r"\pard\s1 Tide Days\par\pard\plain It {\b rained}\line twice.\par"
        r"\pard{\listtext\bullet\tab}Ana\par\pard\ls1 Li\par\pard\outlinelevel2 Below\par"
        + row("Name", r"Ro{\i l}e")
        + row(r"Ana\par Lopez", "host")
        + r"\pard The end",
        info=r"{\title The Days}{\author Ana \'c9xample}{\creatim\yr2024\mo5\dy3\hr9}{\operator Li}",
    )
    assert shape(found) == [
        ("heading", 1, "Tide Days"),
        ("paragraph", 0, "It rained\ntwice."),
        ("item", "Tide Days", "Ana"),
        ("item", "Tide Days", "Li"),
        ("heading", 3, "Below"),
        {"Name": "Ana; Lopez", "Role": "host"},
        ("paragraph", 0, "The end"),
    ]
    assert (found.title, found.author, found.date) == ("The Days", "Ana Éxample", "2024-05-03")


def test_a_row_of_rich_text_that_is_marked_as_head_is_one():
    row = r"\trowd{}\pard\intbl {}\cell {}\cell \row".format
    assert shape(rtf(row(r"\trhdr", "A", "B") + row("", "x", "y"))) == [{"A": "x", "B": "y"}]


def test_letters_of_rich_text_are_told_by_font_code_page_and_number():
    fonts = r"{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}{\f2\fcharset128 C;}}"
    body = r"\f1 \'cb\'e8 {\f2 \'93\'fa}\'e2 \f0 caf\'e9 \uc2\u8217 ''s \u-10179??\u-8704??\emdash\'d7\~{\uc0\u233}\{"
    assert rtf(fonts + body).text == "Ли 日в café ’s 😀—× é{"


def test_rich_text_keeps_notes_and_boxes_and_leaves_out_what_is_not_said():
    found = rtf(
        r"Tides{\footnote\pard\plain A {\b note}.\par Of two lines.}"
        r"{\shp{\*\shpinst{\sp{\sn x}{\sv y}}{\shptxt\pard A box.\par}}{\shprslt A box.}} rise.\par"
        r"{\header Page 1}{\*\unknown Not this.}{\field{\*\fldinst HYPERLINK x}{\fldrslt Here}} it"
        r"{\v secretly}{\deleted did}{\*\annotation No.}{\pict 0f0f\bin3 }}}} rains."
    )
    assert found.text == "Tides rise.\n\nA box.\n\nHere it rains.\n\nA note.\n\nOf two lines."
    assert set(found.warnings) == {"left out hidden text", "left out text that was deleted", "left out comments"}


def test_rich_text_that_breaks_off_is_read_as_far_as_it_goes():
    found = parse(pack_rtf(r"One.\par {Two.\par Thr")[:-1], "a.rtf")
    assert found.text == "One.\n\nTwo.\n\nThr"
    assert found.warnings == ("breaks off before its end; what is there was read",)
    assert "groups within groups" in refuse(b"{\\rtf1" + b"{" * 2000, "a.rtf")


def test_rich_text_that_is_made_to_take_long_does_not():
    started = time.process_time()
    assert (
        parse(pack_rtf(r"{\field{\*\fldinst{HYPERLINK x" * 300 + "}" * 900 + "It rained."), "a.rtf").text
        == "It rained."
    )
    assert time.process_time() - started < 1


# Bad files

ZIPPED = [suffix for suffix in MAKERS if suffix != ".rtf"]
MAIN = {
    ".docx": "word/document.xml",
    ".xlsx": "xl/worksheets/sheet1.xml",
    ".odt": "content.xml",
    ".pptx": "ppt/slides/slide1.xml",
    ".epub": "OPS/book.opf",
}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


def make(suffix):
    """A good file of a few kinds of blocks."""
    text = "# Tide Days\n\nIt rained.\n\n- Ana\n\n| Name | Role |\n| --- | --- |\n| Li | host |\n| Ana | chair |\n"
    return MAKERS[suffix](parse_markdown(text).blocks)


def change(suffix, edit):
    """A good file whose main member is changed."""
    members = unpack(make(suffix))
    return zip_members({**members, MAIN[suffix]: edit(members[MAIN[suffix]])})


def declare_entities(data):
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    return f'<!DOCTYPE x [<!ENTITY e0 "ha">{bomb}<!ENTITY f SYSTEM "file:///etc/passwd">]>'.encode() + data


def encrypt_members(data):
    """Set the mark of encryption on all members of a zip file."""
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        parts = data.split(sign)
        data = sign.join([parts[0], *(part[: place - 4] + b"\x01" + part[place - 3 :] for part in parts[1:])])
    return data


BAD = {
    "empty": (lambda suffix: b"", "is empty"),
    "zeros": (lambda suffix: bytes(1000), "is empty"),
    "a text": (lambda suffix: b"It rained in Lisbon.", "isn't a {} file"),
    "a PDF": (lambda suffix: b"%PDF-1.7 ...", "is a .pdf file by what it holds, not a {} file; rename it"),
    "rich text": (lambda suffix: make(".rtf"), "is a .rtf file by what it holds"),
    "another format": (lambda suffix: make(".odt" if suffix != ".odt" else ".docx"), "file by what it holds, not a {}"),
    "any zip": (lambda suffix: zip_members({"a.exe": b"MZ"}), "is a zip file without a {} document in it"),
    "an old Office file": (lambda suffix: OLE, "is of the old binary kind of Office files; save it as {}"),
    "a password": (lambda suffix: OLE + "EncryptedPackage".encode("utf-16-le"), "is protected by a password"),
    "encrypted members": (lambda suffix: encrypt_members(make(suffix)), "is protected by a password"),
    "the first half": (lambda suffix: make(suffix)[: len(make(suffix)) // 2], "is damaged"),
    "a changed byte": (lambda suffix: make(suffix).replace(b"PK\x01\x02", b"PK\x01\x03", 1), "is damaged"),
    "no XML": (lambda suffix: change(suffix, lambda data: b"It rained."), "is damaged"),
    "half the XML": (lambda suffix: change(suffix, lambda data: data[: len(data) // 2]), "is damaged"),
    "a zip bomb": (lambda suffix: change(suffix, lambda data: data + b" " * 20_000_000), "as zip bombs do"),
    "many members": (lambda suffix: zip_members({f"{n}": b"" for n in range(10_001)}), "holds more than 10,000 files"),
    "entities": (lambda suffix: change(suffix, declare_entities), "declares XML entities"),
}


@pytest.mark.parametrize("suffix", ZIPPED)
@pytest.mark.parametrize(("build", "reason"), BAD.values(), ids=BAD)
def test_a_bad_file_is_refused_with_the_reason_and_the_remedy(suffix, build, reason):
    found = refuse(build(suffix), f"a{suffix}")
    assert reason.format(suffix) in found
    assert ";" in found


@pytest.mark.parametrize("suffix", [suffix for suffix in ZIPPED if suffix != ".xlsx"])
def test_elements_within_elements_without_end_are_refused(suffix):
    assert "depth" in refuse(change(suffix, lambda data: b"<a>" * 9_000 + b"</a>" * 9_000), f"a{suffix}")


def test_a_sheet_of_elements_within_elements_holds_nothing():
    assert not parse(change(".xlsx", lambda data: b"<a>" * 9_000 + b"</a>" * 9_000), "a.xlsx").blocks


@pytest.mark.parametrize("suffix", ZIPPED)
def test_what_unpacks_to_too_much_is_refused(suffix, monkeypatch):
    monkeypatch.setattr(packages, "UNPACKED", 500)
    assert "unpacks to more than" in refuse(make(suffix), f"a{suffix}")


def test_a_tree_of_too_many_tags_isnt_made():
    with pytest.raises(DocumentError, match="a part of more than 3,000,000 tags; split it"):
        packages.parse_xml(b"<" * (packages.TAGS + 1), "a.docx")


@pytest.mark.parametrize("suffix", MAKERS)
def test_a_text_that_is_too_long_is_refused(suffix, monkeypatch):
    monkeypatch.setattr(composer_module, "LONGEST", 20)
    assert "million characters; split it" in refuse(make(suffix), f"a{suffix}")


@pytest.mark.parametrize("suffix", ZIPPED)
def test_members_with_paths_out_of_the_file_are_nothing_to_a_reader(suffix, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    data = zip_members({**unpack(make(suffix)), "../../out.txt": b"x", "/etc/out.txt": b"x"})
    assert "It rained." in parse(data, f"a{suffix}").text
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("suffix", MAKERS)
def test_every_format_gives_the_blocks_that_were_written(suffix):
    found = parse(make(suffix), f"a{suffix}")
    assert [block.content.text for block in found.blocks] == ["Tide Days", "It rained.", "Ana", "Li", "Ana"]
    assert [block.heads for block in found.blocks[3:]] == [("Name", "Role")] * 2
    assert make(suffix) == make(suffix)

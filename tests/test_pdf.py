"""PDF files are read as people read them, and a bad one costs nothing but itself."""

from __future__ import annotations

import io
import json
import time
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from kg.cli import main
from kg.documents import read
from kg.documents.pdf import parse_pdf
from kg.documents.pdf.child import Limits
from kg.documents.pdf.pages import Child
from kg.errors import DocumentError, EmptyError
from kg.extractor.transcript import transcribe
from kg.graph import Store
from kg.iris import BASE, mint_document
from kg.model import Passage, Statement, Value
from kg.sandbox.messages import Request
from kg.server.things import describe_thing
from kg.store.evidence import to_triples
from kg.store.terms import named
from kg.text import prepare
from tests.pdfs import HEIGHT, TREE, WIDTH, Put, Rule, column, join_objects, stream, write_pdf
from tests.samples import sample_document, sample_extraction

ROOT = Path(__file__).parent.parent


def parse(data):
    (contents,) = parse_pdf(data, "report.pdf")
    return contents


def shape(contents):
    """Blocks as one writes them down: kind, label, words."""
    return [(block.kind, block.label, " ".join(block.content.text.split())) for block in contents.blocks]


def words(contents):
    return [text for _, _, text in shape(contents)]


LEFT = """The forum was opened by the mayor of the
city, who recalled that tides rise and that
ports must get ready for them in every
season of the year. She asked all cities to"""
RIGHT = """share their data. The second day was given
to schools, whose pupils showed what they
had measured in the harbour, and to a walk
along the old quay. The forum closed at five."""


def test_columns_are_read_one_after_the_other_and_their_text_goes_on():
    contents = parse(write_pdf([Put("Forum on Tides", 50, 740, 18), *column(LEFT), *column(RIGHT, 320)]))
    together = " ".join(f"{LEFT}\n{RIGHT}".split())
    assert shape(contents) == [("heading", "", "Forum on Tides"), ("paragraph", "", together)]
    assert contents.title == "Forum on Tides"


def test_offsets_point_into_the_text_that_was_read_out():
    contents = parse(write_pdf([*column(LEFT), *column(RIGHT, 320)], column("The chair thanked everybody.")))
    for block in contents.blocks:
        for place, letter in enumerate(block.content.text):
            start, end = block.content.span(place, place + 1)
            assert contents.text[start:end].isspace() if letter.isspace() else contents.text[start:end] == letter
    assert contents.pages == (0, contents.text.index("The chair thanked"))


def test_heads_feet_and_page_numbers_are_no_text():
    furnished = [
        [
            Put("Tide Institute", 50, 770, 9),
            Put(f"Annual report {2020 + number}", 400, 770, 9),
            *column(f"The institute held forum number {number} in Lisbon that year.", 50, 600),
            Put(f"Page {number} of 3", 280, 30, 9),
        ]
        for number in (1, 2, 3)
    ]
    contents = parse(write_pdf(*furnished))
    assert words(contents) == [f"The institute held forum number {number} in Lisbon that year." for number in (1, 2, 3)]
    assert contents.warnings == ()


def test_small_print_of_a_single_page_is_told_of():
    contents = parse(write_pdf([Put("Tide Institute, Quay 1", 50, 770, 7), *column(LEFT)]))
    assert words(contents) == [" ".join(LEFT.split())]
    assert contents.warnings == ("left out small print in the margin of page 1: Tide Institute, Quay 1",)


def test_a_number_that_goes_on_with_the_text_is_no_page_number():
    contents = parse(write_pdf(column("The forum had guests from all parts of the coast; there were\n412", 50, 60)))
    assert contents.text.endswith("there were\n412")


def test_footnotes_stand_apart_and_their_marks_part_no_words():
    page = [
        Put("The institute adopted the plan", 50, 700),
        Put("1", 189, 704, 6),
        Put("and went home after the", 196, 700),
        Rule(50, 90, 150, 90),
        Put("1 As amended by the board in its last meeting.", 50, 80, 8),
    ]
    rest = column("vote, which took all night. Nobody slept.")
    contents = parse(write_pdf(page, rest))
    assert words(contents) == [
        "The institute adopted the plan and went home after the vote, which took all night. Nobody slept.",
        "As amended by the board in its last meeting.",
    ]
    # In the text it stands where it does on paper: at the end of its page.
    assert contents.text.index("As amended") < contents.pages[1] == contents.text.index("vote, which")


def test_a_power_is_no_footnote():
    contents = parse(
        write_pdf([Put("The harbour has 12 km", 50, 700), Put("2", 154, 704, 6), Put("of water.", 162, 700)])
    )
    assert words(contents) == ["The harbour has 12 km2 of water."]


def test_broken_words_are_joined_over_lines_and_pages():
    contents = parse(write_pdf(
        column("The institute has organised a forum on educa-\ntion in all harbour cities of the coast and on inter-"),
        column("national data that anybody may use without a licence."),
    ))  # fmt: skip
    document = replace(sample_document(text=contents.text), blocks=contents.blocks)
    said = transcribe(prepare(document)).text
    assert "forum on education in all" in said
    assert "on international data" in said


def test_headings_are_told_by_their_looks_and_ranked():
    contents = parse(write_pdf([
        Put("Report of the Tide Institute", 50, 740, 20),
        Put("What was done", 50, 700, 14),
        *column(LEFT, 50, 680),
        Put("What comes next", 50, 600, 10, bold=True),
        *column(RIGHT, 50, 585),
    ]))  # fmt: skip
    headings = [(block.level, block.content.text) for block in contents.blocks if block.kind == "heading"]
    assert headings == [(1, "Report of the Tide Institute"), (2, "What was done"), (3, "What comes next")]


def test_lists_are_lists():
    contents = parse(write_pdf([
        Put("Decisions", 50, 740, 16),
        Put("•", 50, 700), Put("The plan for the coast was adopted without a vote, and the", 64, 700),
        Put("board was thanked for its work.", 64, 688),
        Put("•", 50, 670), Put("The next forum takes place in Porto.", 64, 670),
        *column("1. Mayors of all harbour cities were invited to the forum.\n2. Nobody declined.", 50, 640),
    ]))  # fmt: skip
    assert shape(contents)[1:] == [
        (
            "item",
            "Decisions",
            "The plan for the coast was adopted without a vote, and the board was thanked for its work.",
        ),
        ("item", "Decisions", "The next forum takes place in Porto."),
        ("item", "Decisions", "Mayors of all harbour cities were invited to the forum."),
        ("item", "Decisions", "Nobody declined."),
    ]


ROWS = [
    ("Day", "Session", "Chair"),
    ("3 May", "Tides", "Ana Lopez"),
    ("4 May", "Schools", "Li Wei"),
    ("5 May", "Walk", ""),
]


def table(*, ruled):
    cells = [
        Put(cell, 60 + 150 * place, 700 - 20 * number, bold=number == 0)
        for number, row in enumerate(ROWS)
        for place, cell in enumerate(row)
        if cell
    ]
    lines = [Rule(50, y, 500, y) for y in range(635, 716, 20)] + [Rule(x, 635, x, 715) for x in (50, 200, 350, 500)]
    return write_pdf([*cells, *(lines if ruled else [])])


@pytest.mark.parametrize("ruled", [True, False])
def test_tables_are_tables(ruled):
    blocks = parse(table(ruled=ruled)).blocks
    assert [tuple(cell.text for cell in block.cells) for block in blocks] == ROWS[1:]
    assert {block.heads for block in blocks} == {ROWS[0]}


def test_a_line_in_two_halves_is_no_table():
    contents = parse(
        write_pdf([Put("Lisbon, 3 May 2021", 50, 700), Put("Press release", 400, 700), *column(LEFT, 50, 660)])
    )
    assert not any(block.cells for block in contents.blocks)


@pytest.mark.parametrize(
    ("said", "title", "author", "date"),
    [
        (
            {"Title": "Tides rise in Lisbon", "Author": "Ana Lopez", "CreationDate": "D:20210503120000Z"},
            "Tides rise in Lisbon",
            "Ana Lopez",
            "2021-05-03",
        ),
        (
            {"Title": "Microsoft Word - draft7.doc", "Author": "alopez", "CreationDate": "D:20210504"},
            "",
            "",
            "",
        ),
        ({"Title": "A template for all reports", "Author": "HP user", "CreationDate": "D:20150101"}, "", "", ""),
        ({"CreationDate": "D:20219999"}, "", "", ""),
    ],
)
def test_metadata_count_where_the_text_bears_them_out(said, title, author, date):
    contents = parse(write_pdf(column("Lisbon, 3 May 2021. Tides rise in all harbours."), said=said, language="en-GB"))
    assert (contents.title, contents.author, contents.date, contents.language) == (title, author, date, "en-GB")


def test_a_file_is_dated_by_its_making_where_the_text_names_the_year_alone():
    made = {"CreationDate": "D:20210504120000+02'00'"}
    assert parse(write_pdf(column("Tides rose in all harbours in 2021."), said=made)).date == "2021-05-04"
    assert parse(write_pdf(column("Tides will rise until 2050."), said=made)).date == ""
    assert parse(write_pdf(column("Lisbon, May 4, 2021. Tides rise."), said=made)).date == "2021-05-04"


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_turned_pages_are_read_as_they_are_shown(rotate):
    shown = [*column(LEFT, 50, 550), *column(RIGHT, 320, 550)]
    places = {
        90: lambda x, y: (WIDTH - y, x),
        180: lambda x, y: (WIDTH - x, HEIGHT - y),
        270: lambda x, y: (y, HEIGHT - x),
    }
    drawn = [Put(each.text, *places[rotate](each.x, each.y), angle=rotate) for each in shown]
    assert parse(write_pdf(drawn, rotate=rotate)).text == parse(write_pdf(shown)).text


def test_what_does_not_stand_upright_is_left_out_and_told_of():
    contents = parse(write_pdf([*column(LEFT), Put("Draft of May", 580, 300, 20, angle=90)]))
    assert words(contents) == [" ".join(LEFT.split())]
    assert contents.warnings == ("left out letters that don't stand upright (page 1)",)


SCAN = [
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>",
    stream(b"q 600 0 0 800 0 0 cm /I Do Q"),
    b"<</Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>stream\nx\nendstream",
]


def test_a_scan_is_refused_with_what_to_do():
    with pytest.raises(DocumentError, match=r"is a scan without a text layer; run it through OCR"):
        parse(join_objects([*TREE, *SCAN]))


def test_a_scanned_page_is_named():
    text = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 7 0 R/Resources<</Font<</F 8 0 R>>>>>>"
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    kids = b"<</Type/Pages/Count 2/Kids[6 0 R 3 0 R]>>"
    said = stream(b"BT /F 10 Tf 50 700 Td (The forum was held in Lisbon.) Tj ET")
    contents = parse(join_objects([TREE[0], kids, *SCAN, text, said, font]))
    assert contents.text == "The forum was held in Lisbon."
    assert contents.warnings == ("page 2 is scanned, without text; run the file through OCR to have that read",)
    assert contents.pages == (0, len(contents.text))


def page(content, *more, resources=b"<</Font<</F 5 0 R>>>>"):
    """A file of one page."""
    said = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources%s>>" % resources
    return join_objects([*TREE, said, content, *(more or [b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"])])


def packed(data, filters=b"/FlateDecode"):
    return b"<</Length %d/Filter%s>>stream\n%s\nendstream" % (len(data), filters, data)


def form(name, content):
    """A drawing that draws another one."""
    return stream(content, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % name)


GOOD = write_pdf(column("The forum was held in Lisbon."))
BLANKS = zlib.compress(zlib.compress(b" " * 300_000_000, 9), 9)
BAD = {
    "empty": (b"", EmptyError, "is empty"),
    "text": (b"The forum was held in Lisbon.", DocumentError, "is no PDF"),
    "noise": (b"%PDF-1.4\n" + bytes(range(256)) * 50 + b"%%EOF", DocumentError, "is no PDF that can be opened"),
    "half of a file": (GOOD[: len(GOOD) // 2], DocumentError, "is cut off"),
    "a file without its end": (GOOD[:-10], DocumentError, "is cut off"),
    "an update cut off": (GOOD + b"9 0 obj\n<</Length 400>>", DocumentError, "is cut off"),
    "a blank page": (page(stream(b"")), EmptyError, "holds no text"),
    "pages in a circle": (join_objects([TREE[0], b"<</Type/Pages/Count 1/Kids[2 0 R]>>"]), DocumentError, "page 1"),
    "pages that aren't there": (
        join_objects([TREE[0], b"<</Type/Pages/Count 999999999/Kids[]>>"]),
        DocumentError,
        "can be opened|pages",
    ),
    "more letters than a page holds": (
        page(stream(b"BT /F 1 Tf 10 700 Td " + b"(aaaaaaaaaaaaaaaaaaaa) Tj 0 -1 Td " * 6_000 + b"ET")),
        DocumentError,
        "holds 1.*letters, more than 100,000",
    ),
    "drawings that draw themselves": (
        page(stream(b"/X Do"), *(form(6 + n, b"/X Do " * 4) for n in range(30)), resources=b"<</XObject<</X 5 0 R>>>>"),
        DocumentError,
        "too long|memory",
    ),
    "a bomb": (page(packed(BLANKS, b"[/FlateDecode/FlateDecode]")), DocumentError, "too long|memory|no text"),
}


@pytest.mark.parametrize(("data", "kind", "reason"), BAD.values(), ids=BAD)
def test_a_bad_file_is_told_in_bounded_time_and_memory(data, kind, reason, monkeypatch):
    monkeypatch.setattr("kg.documents.pdf.pages.LIMITS", Limits(seconds=2, page_seconds=2, memory=256))
    started = time.monotonic()
    with pytest.raises(kind, match=reason):
        parse(data)
    assert time.monotonic() - started < 60
    assert parse(GOOD).text == "The forum was held in Lisbon."


def test_a_page_that_takes_too_long_ends_its_file_alone():
    busy = page(stream(b"q Q " * 30_000_000))
    child = Child(Limits(page_seconds=0.2))
    with pytest.raises(DocumentError, match="a page that takes too long to read"):
        child.ask(busy, "busy.pdf")
    assert len(child.ask(GOOD, "good.pdf")) == 2
    child.end()


def test_a_password_is_asked_for_in_vain():
    pdfencrypt = pytest.importorskip("reportlab.lib.pdfencrypt")
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")

    def encrypt(password):
        made = canvas.Canvas("-", encrypt=pdfencrypt.StandardEncryption(password, "owner"), invariant=1)
        made.drawString(50, 700, "The forum was held in Lisbon.")
        return made.getpdfdata()

    with pytest.raises(DocumentError, match="is protected by a password; save a copy without one"):
        parse(encrypt("secret"))
    assert parse(encrypt("")).text == "The forum was held in Lisbon."  # protected from changes alone


def test_a_library_that_is_not_there_is_named(monkeypatch):
    monkeypatch.setattr("kg.documents.pdf.pages.find_spec", lambda _: None)
    with pytest.raises(DocumentError, match="needs pypdfium2 to be read; install it with: pip install pypdfium2"):
        parse(GOOD)


def test_a_bad_file_costs_no_other(tmp_path):
    (tmp_path / "a.pdf").write_bytes(GOOD[:-10])
    (tmp_path / "b.pdf").write_bytes(GOOD)
    errors = []
    (document,) = read(tmp_path, on_error=errors.append)
    assert (document.text, document.media_type, document.pages) == (
        "The forum was held in Lisbon.",
        "application/pdf",
        (0,),
    )
    assert [error.name for error in errors] == [str(tmp_path / "a.pdf")]


# Pages in the evidence


def paged_extraction():
    """A document of two pages, and a fact on each."""
    text = "The Tide Institute met.\n\nAna Lopez chaired the meeting."
    iri = mint_document(BASE, "report.pdf")
    document = replace(
        sample_document("report.pdf", text),
        pages=(0, 25),
        author="Ana Lopez",
        source="https://example.org/report",
        language="en",
    )
    spans = ((4, 18, "Tide Institute", 1), (25, 34, "Ana Lopez", 2))
    statements = tuple(
        Statement(f"{BASE}person/{page}", str(named("schema:name").value), Value(exact), passage, 0.9, "sample")
        for start, end, exact, page in spans
        for passage in [Passage(iri, start, end, exact, exact, page)]
    )
    return replace(sample_extraction(), document=document, statements=statements)


def test_evidence_knows_its_page(tmp_path, capsys):
    graph = tmp_path / "graph.ttl"
    with Store() as store:
        store.add(paged_extraction())
        (evidence,) = store.why("Ana Lopez")
        assert evidence.statement.passage.page == 2
        assert "report.pdf, page 2, 25–34" in str(evidence)
        assert store.check().conforms
        (source,) = store.documents()
        assert (source.author, source.url, source.language) == ("Ana Lopez", "https://example.org/report", "en")
        store.export(graph)
    assert "schema:pageStart 2" in graph.read_text("utf-8")
    assert main(["why", "Ana Lopez", "-g", str(graph)]) == 0
    assert "  report.pdf, page 2, 25–34 · confidence 0.9" in capsys.readouterr().out
    assert main(["check", str(graph)]) == 0


def test_documents_without_pages_say_nothing_of_pages():
    said = {triple[1].value for triple in to_triples(sample_extraction())}
    terms = ("schema:pageStart", "schema:author", "schema:url", "schema:inLanguage")
    assert said.isdisjoint(named(term).value for term in terms)


@pytest.mark.extractor
def test_facts_of_a_pdf_rest_on_its_pages(extractor):
    from kg.extraction import extract

    one = column("The Tide Institute organised the Forum on Tides in Lisbon on 3 May 2021.")
    two = column("Ms Ana Lopez, Director of the Tide Institute, chaired the forum.")
    (contents,) = parse_pdf(write_pdf(one, two), "report.pdf")
    document = replace(sample_document("report.pdf", contents.text), blocks=contents.blocks, pages=contents.pages)
    found = {one.predicate.rpartition("#")[2]: one.passage for one in extract(document, extractor).statements}
    assert found["chair"].page == 2
    assert {passage.page for passage in found.values()} == {1, 2}
    assert all(contents.text[one.start : one.end] == one.exact for one in found.values())


# kg text


@pytest.fixture
def report(tmp_path, monkeypatch):
    """A folder with report.pdf of two pages; the current one."""
    monkeypatch.chdir(tmp_path)
    data = write_pdf(column("The Tide Institute met."), column("Ana Lopez chaired the meeting."))
    (tmp_path / "report.pdf").write_bytes(data)
    return tmp_path


def run(capsys, *line):
    status = main(["text", *line])
    return status, *capsys.readouterr()


def test_text_is_printed_whole_by_page_and_by_passage(report, capsys):
    whole = "The Tide Institute met.\n\nAna Lopez chaired the meeting.\n"
    assert run(capsys, "report.pdf") == (0, whole, "")
    assert run(capsys, "report.pdf", "--page", "2") == (0, "Ana Lopez chaired the meeting.\n", "")
    assert run(capsys, "report.pdf", "--page", "1") == (0, "The Tide Institute met.\n", "")
    assert run(capsys, "report.pdf", "--passage", "25-34") == (0, "Ana Lopez\n", "")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (("report.pdf", "--page", "3"), "has 2 pages, no page 3"),
        (("report.pdf", "--passage", "9-999"), "has 55 characters, no passage 9-999"),
        (("gone.pdf",), "doesn't exist"),
        (("report.pdf", "--passage", "nine"), "isn't two offsets"),
    ],
)
def test_what_is_not_there_is_told(report, capsys, line, reason):
    status, out, err = run(capsys, *line)
    assert (status, out) == (2, "")
    assert reason in err


def test_a_plain_text_has_no_pages(report, capsys):
    (report / "a.txt").write_text("The Tide Institute met.\n", encoding="utf-8")
    assert run(capsys, "a.txt") == (0, "The Tide Institute met.\n", "")
    assert "has no pages" in run(capsys, "a.txt", "--page", "1")[2]


def test_the_text_of_a_stores_document_is_that_of_its_file_while_it_is_the_same(report, capsys):
    (document,) = read("report.pdf")
    with Store("news.kg") as store:
        store.add(replace(sample_extraction(), document=document, statements=()))
    assert run(capsys, "report.pdf", "--store", "news.kg", "--passage", "25-34") == (0, "Ana Lopez\n", "")
    assert "has no document other.pdf" in run(capsys, "other.pdf", "--store", "news.kg")[2]
    (report / "report.pdf").write_bytes(write_pdf(column("Another text.")))
    status, out, err = run(capsys, "report.pdf", "--store", "news.kg")
    assert (status, out) == (2, "")
    assert "has another text" in err
    assert "kg build" in err
    (report / "report.pdf").unlink()
    assert "isn't there any more" in run(capsys, "report.pdf", "--store", "news.kg")[2]


def test_standard_input_may_be_a_pdf(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(GOOD)))
    (document,) = read("-")
    assert (document.text, document.media_type) == ("The forum was held in Lisbon.", "application/pdf")


def test_rows_between_lines_are_those_of_a_table():
    cells = [
        *(Put(words, 60 + 150 * place, 716, bold=True) for place, words in enumerate(("Name", "Role", "Body"))),
        *column("Ana\nLopez", 60), Put("Chair", 210), *column("Government of\nPortugal", 360),
        *column("Li Wei", 60, 664), Put("Speaker", 210, 664), Put("Harbour Board", 360, 664),
    ]  # fmt: skip
    contents = parse(write_pdf([*column(LEFT, 50, 600), *cells, *(Rule(55, y, 500, y) for y in (712, 680, 652))]))
    rows = [(block.label, block.content.text, block.heads) for block in contents.blocks if block.cells]
    assert rows == [
        ("Chair", "Ana Lopez, Government of Portugal", ("Name", "Role", "Body")),
        ("Speaker", "Li Wei, Harbour Board", ("Name", "Role", "Body")),
    ]


def test_pages_are_drawn_and_served_with_the_page(tmp_path):
    with Store() as store:
        extraction = paged_extraction()
        thing = f"{BASE}person/2"
        passage = extraction.statements[1].passage
        job = Statement(thing, "https://schema.org/jobTitle", Value("Director"), passage, 0.9, "sample")
        kind = Statement(thing, named("rdf:type").value, "https://schema.org/Person", passage, 0.9, "sample")
        store.add(replace(extraction, statements=(*extraction.statements, job, kind)))
        store.draw(tmp_path / "page.html")
        told = json.loads(describe_thing(store.engine, Request("thing", thing)).body)
    assert "page 2 \\u00b7 sample" in (tmp_path / "page.html").read_text("utf-8")
    origins = {
        (said[3], said[5]) for facts in told["relations"].values() for fact in facts for said in fact["evidence"]
    }
    assert origins == {("report.pdf", 2)}

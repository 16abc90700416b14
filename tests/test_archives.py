"""Archives: each member is a document; bombs, locked members and odd paths are refused, and cost no other member."""

from __future__ import annotations

import gzip

import pytest

from kg.documents import ReadOptions, archives, read
from kg.documents.archives import parse_gzip, parse_tar, parse_zip
from kg.documents.composition import clean_part
from kg.errors import DocumentError
from tests.packing import TEXT, lock, make_tar, make_zip, spoil


def unpack(parse, data, name="a.zip"):
    found = list(parse(data, name, ReadOptions()))
    return [each.part for each in found if not isinstance(each, DocumentError)], [
        str(each) for each in found if isinstance(each, DocumentError)
    ]


def test_members_are_documents_of_their_own(tmp_path):
    members = [("n/b.txt", TEXT), ("n/a.html", f"<p>{TEXT}</p>"), (".hidden.txt", TEXT), ("__MACOSX/n/b.txt", TEXT)]
    (tmp_path / "a.zip").write_bytes(make_zip(members))
    (tmp_path / "b.tar.gz").write_bytes(make_tar([("x/c.md", f"# News\n\n{TEXT}".encode())]))
    (tmp_path / "d.txt.gz").write_bytes(gzip.compress(TEXT.encode()))
    documents = list(read(tmp_path))
    assert [(document.name, document.media_type) for document in documents] == [
        ("a.zip/n/a.html", "text/html"),
        ("a.zip/n/b.txt", "text/plain"),
        ("b.tar.gz/x/c.md", "text/markdown"),
        ("d.txt.gz/d.txt", "text/plain"),
    ]
    assert documents[1].iri.endswith("/document/a.zip/n/b.txt")


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_tar_archives_are_read_however_they_are_packed(mode):
    assert unpack(parse_tar, make_tar([("a.txt", TEXT.encode())], mode)) == (["a.txt"], [])


def test_members_that_kg_has_no_reader_for_are_named_or_passed_over(tmp_path):
    (tmp_path / "a.zip").write_bytes(make_zip([("a.odd", "x"), ("b.txt", TEXT)]))
    errors = []
    assert [document.name for document in read(tmp_path, on_error=errors.append)] == ["a.zip/b.txt"]
    assert str(errors[0]).startswith(f"{tmp_path}/a.zip/a.odd: has a suffix that kg has no reader for")
    assert [document.name for document in read(tmp_path)] == ["a.zip/b.txt"]


def test_two_members_of_one_name_are_two_documents():
    with pytest.warns(UserWarning, match="Duplicate"):
        data = make_zip([("a.txt", TEXT), ("a.txt", TEXT)])
    assert unpack(parse_zip, data)[0] == ["a.txt", "a.txt (2)"]


@pytest.mark.parametrize(
    ("parse", "data", "reason"),
    [
        (parse_zip, make_zip([("../a.txt", TEXT), ("b.txt", TEXT)]), "has a path that leads out of the archive"),
        (parse_zip, make_zip([("/a.txt", TEXT), ("b.txt", TEXT)]), "has a path that leads out of the archive"),
        (parse_zip, make_zip([("..\\a.txt", TEXT), ("b.txt", TEXT)]), "has a path that leads out of the archive"),
        (parse_zip, make_zip([("a.zip", "PK"), ("b.txt", TEXT)]), "is an archive within a file"),
        (parse_zip, make_zip([("a.txt.gz", "x"), ("b.txt", TEXT)]), "is an archive within a file"),
        (parse_zip, make_zip([("a.txt", ""), ("b.txt", TEXT)]), "is empty"),
        (parse_zip, make_zip([("a.txt", b"\0" * 5_000_000), ("b.txt", TEXT)]), "unpacks to more than 200 times"),
        (parse_zip, lock(make_zip([("a.txt", TEXT), ("b.txt", TEXT)])), "is encrypted"),
        (parse_zip, spoil(make_zip([("a.txt", TEXT), ("b.txt", TEXT)])), "is a damaged archive"),
        (parse_tar, make_tar([("../a.txt", b"x"), ("b.txt", TEXT.encode())]), "has a path that leads out"),
        (parse_tar, make_tar([("a.txt", None), ("b.txt", TEXT.encode())]), "is a link or a device"),
        (parse_tar, make_tar([("a.tar", b"x"), ("b.txt", TEXT.encode())]), "is an archive within a file"),
    ],
)  # fmt: skip
def test_a_bad_member_is_named_and_costs_no_other(parse, data, reason):
    parts, (error,) = unpack(parse, data)
    assert parts == ["b.txt"]
    assert reason in error


@pytest.mark.parametrize(
    ("parse", "data", "reason"),
    [
        (parse_zip, b"PK\x03\x04 no more", "is a damaged archive"),
        (parse_zip, make_zip([("a.txt", TEXT)])[:-30], "is a damaged archive"),
        (parse_zip, make_zip([]), "is an archive without files"),
        (parse_zip, make_zip([("d/", "")]), "is an archive without files"),
        (parse_tar, make_tar([("a.txt", b"\0" * 300_000_000)]), "unpacks to more than 200 times its size"),
        (parse_tar, make_tar([("a.txt", b"abc" * 9999)])[:60], "is a damaged archive"),
        (parse_tar, b"no archive at all", "is a damaged archive"),
        (parse_tar, make_tar([]), "is an archive without files"),
        (parse_gzip, gzip.compress(b"a" * 60_000_000), "unpacks to more than 200 times its size"),
        (parse_gzip, gzip.compress(TEXT.encode())[:20], "is a damaged archive"),
        (parse_gzip, b"no archive at all", "is a damaged archive"),
    ],
)
def test_a_bad_archive_is_refused_with_a_reason(parse, data, reason):
    with pytest.raises(DocumentError, match=reason):
        list(parse(data, "a", ReadOptions()))


@pytest.mark.parametrize(
    ("bound", "reason"), [("MEMBERS", "holds more than 1 files"), ("TOTAL", "holds more than 0 MB")]
)
@pytest.mark.parametrize(("parse", "make"), [(parse_zip, make_zip), (parse_tar, make_tar)])
def test_numbers_and_sizes_are_bounded(monkeypatch, parse, make, bound, reason):
    data = make([("a.txt", TEXT.encode()), ("b.txt", TEXT.encode())])
    assert len(unpack(parse, data)[0]) == 2
    monkeypatch.setattr(archives, bound, 1)
    with pytest.raises(DocumentError, match=f"{reason}|unpacks to more"):
        unpack(parse, data)


def make_record(address, kind, status, body):
    answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n{body}".encode()
    heads = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
    heads += "WARC-Date: 2024-06-12T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
    return f"{heads}Content-Length: {len(answer)}\r\n\r\n".encode() + answer + b"\r\n\r\n"


def test_a_web_archive_gives_its_pages():
    pytest.importorskip("warcio")
    from kg.documents.warc import parse_warc

    data = b"".join(
        gzip.compress(make_record(f"https://e.org/{path}", kind, status, body))
        for path, kind, status, body in (
            ("news/1", "text/html; charset=utf-8", "200 OK", f"<html><body><p>{TEXT}</p></body></html>"),
            ("gone", "text/html", "404 Not Found", "<p>Gone.</p>"),
            ("a.png", "image/png", "200 OK", "x"),
            ("empty", "text/html", "200 OK", ""),
        )
    )
    page, error = parse_warc(data, "a.warc.gz")
    assert (page.part, page.source, [block.content.text for block in page.blocks]) == (
        "e.org/news/1",
        "https://e.org/news/1",
        [TEXT],
    )
    assert str(error) == "a.warc.gz/e.org/empty: is empty; give a file with text in it"
    for damaged in (b"no archive", b"", data[:40]):
        with pytest.raises(DocumentError):
            list(parse_warc(damaged, "a.warc"))


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("a/b.txt", "a/b.txt"),
        ("https://e.org/a//b/../c", "e.org/a/b/c"),
        (" a\n b ", "a b"),
        ("\0", ""),
        ("/".join("abcdefghijklmnopqrst"), "/".join("abcdefghijklmnopqrst")),
    ],
)
def test_names_of_parts_are_clean(name, part):
    assert clean_part(name) == part


def test_long_names_of_parts_stay_different():
    long = ["é" * 300, "é" * 301, "a/" * 500, "a/" * 501]
    parts = [clean_part(name) for name in long]
    assert len(set(parts)) == 4
    assert all(len(step.encode()) < 140 for part in parts for step in part.split("/"))
    assert all(len(part) < 200 for part in parts)

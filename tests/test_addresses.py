"""Files elsewhere are read by fsspec, when the user names them and never else; names that don't say what a file is."""

from __future__ import annotations

import io
import socket
import sys

import pytest

from kg.documents import ReadOptions, read
from kg.documents.signatures import recognise
from kg.errors import DocumentError
from tests.packing import TEXT, make_zip


@pytest.fixture
def memory(monkeypatch):
    """Files in memory, which fsspec reads as those of a network; that one itself is out of reach."""
    fsspec = pytest.importorskip("fsspec")
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_: pytest.fail("reached for the network"))
    system = fsspec.filesystem("memory")
    for name, data in {"/news/b.txt": TEXT, "/news/x/a.md": f"# News\n\n{TEXT}", "/news/.hidden.txt": TEXT}.items():
        system.pipe(name, data.encode())
    yield system
    system.store.clear()


def gather(*paths, **options):
    errors = []
    documents = list(read(paths, on_error=errors.append, options=ReadOptions(**options)))
    return documents, [str(error) for error in errors]


def test_a_file_elsewhere_keeps_its_address(memory):
    (document,) = read("memory://news/b.txt")
    assert (document.text, document.name, document.source) == (TEXT, "memory://news/b.txt", "memory://news/b.txt")
    assert (document.media_type, document.file) == ("text/plain", "")
    assert document.iri.endswith("/document/memory%3A/news/b.txt")


def test_a_folder_elsewhere_is_read_like_one_here(memory):
    documents, errors = gather("memory://news")
    assert [document.name for document in documents] == ["b.txt", "x/a.md"]
    assert [document.source for document in documents] == ["memory://news/b.txt", "memory://news/x/a.md"]
    assert errors == []


def test_what_is_wrong_elsewhere_is_named_and_costs_no_other(memory, monkeypatch):
    monkeypatch.setattr("kg.documents.sources.LARGEST", 40)
    memory.pipe("/news/big.txt", b"x" * 41)
    addresses = ["memory://news/none.txt", "memory://news/big.txt", "nonsense://x/a.txt", "simplecache::memory://a.txt"]
    documents, errors = gather(*addresses, "memory://news/b.txt")
    assert [document.name for document in documents] == ["memory://news/b.txt"]
    assert errors[0] == "memory://news/none.txt: doesn't exist or can't be reached; check the address and the network"
    assert errors[1] == "memory://news/big.txt: is larger than 0 MB; split it into several files"
    assert errors[2].startswith("nonsense://x/a.txt: can't be read: Protocol not known: nonsense")
    assert errors[3].startswith("simplecache::memory://a.txt: is a chain of addresses")


def test_without_fsspec_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    _, (error,) = gather("s3://bucket/a.txt")
    assert error == "s3://bucket/a.txt: needs fsspec to be read; install it with: pip install 'kg[cluster]'"


# Names that don't say what a file is


def test_standard_input_is_read_as_the_user_says(monkeypatch):
    for form in ("eml", ".EML"):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(f"Subject: Forum\n\n{TEXT}".encode())))
        (document,) = read("-", options=ReadOptions(form=form))
        assert (document.title, document.media_type) == ("Forum", "message/rfc822")
    with pytest.raises(DocumentError, match="-: kg has no reader for the format 'odd'; it reads txt, "):
        list(read("-", options=ReadOptions(form="odd")))


def test_standard_input_is_told_by_its_first_bytes(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(make_zip([("a.txt", TEXT)]))))
    (document,) = read("-")
    assert document.text == TEXT


@pytest.mark.parametrize(
    ("data", "called", "suffix"),
    [
        (b"%PDF-1.7", "a PDF", ".pdf"),
        (b"PK\x03\x04....word/document.xml", "a Word document", ".docx"),
        (b"PK\x03\x04....mimetypeapplication/epub+zip", "an e-book", ".epub"),
        (b"PK\x03\x04....a.txt", "a zip archive", ".zip"),
        (b"\xd0\xcf\x11\xe0", "an old file of Microsoft Office, or one with a password", ""),
        (b"\x1f\x8b\x08", "a file compressed by gzip", ".gz"),
        (b"{\\rtf1", "a text in Rich Text Format", ".rtf"),
        (b"\0" * 257 + b"ustar", "a tar archive", ".tar"),
        (b"\x89PNG", "a picture", ""),
    ],
)
def test_a_file_of_a_wrong_name_is_told_what_it_is(tmp_path, data, called, suffix):
    assert recognise(data).called == called
    (tmp_path / "a.txt").write_bytes(data)
    _, (error,) = gather(tmp_path / "a.txt")
    remedy = f"rename it to end in {suffix}" if suffix else "kg reads .txt, .md and .html; save it as one of these"
    assert error == f"{tmp_path}/a.txt: is {called}, whatever its name says; {remedy}"


def test_a_text_that_begins_with_the_letters_of_no_signature_is_a_text():
    assert recognise(b"The PDF was %PDF") is None


def test_without_a_suffix_the_first_bytes_tell(tmp_path):
    (tmp_path / "a").write_text(TEXT)
    (tmp_path / "b").write_bytes(b"\x89PNG")
    documents, errors = gather(tmp_path / "a", tmp_path / "b")
    assert [document.text for document in documents] == [TEXT]
    assert errors == [f"{tmp_path}/b: is a picture, which kg has no reader for; save its text as .txt"]
    documents, errors = gather(tmp_path)
    assert documents == []
    assert errors[0] == f"{tmp_path}/a: has no suffix, so kg can't tell what it is; rename it, or give it by itself"

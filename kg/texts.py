"""The texts that offsets refer to: those of files, and those of a store's documents, read again from their files."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from kg.documents import read
from kg.errors import DocumentError, StoreError
from kg.graph import Store
from kg.model import Document
from kg.store import Source, fingerprint, match_sources

_NO_FILE = "which was built without one (a text, standard input, an address), or before stores kept them"


def find_in_file(name: str) -> Document:
    """Read a file's document.

    Args:
        name: the file; of one that holds several documents, their names as `kg build` gives them.

    Raises:
        DocumentError: it can't be read, or holds other documents than the one that is named.
    """
    path = Path(name)
    held = next((each for each in (path, *path.parents) if each.is_file()), path)
    documents = [document for document in read(held) if held == path or document.name == name]
    if len(documents) == 1:
        return documents[0]
    if held == path:
        names = ", ".join(document.name for document in documents[:5])
        raise DocumentError(name, f"holds {len(documents)} documents; name one of them: {names}")
    raise DocumentError(name, f"isn't in {held}; look at what that holds with: kg text {held}")


def find_in_store(store: Store, name: str) -> Document:
    """Read a document of a store again, if its file still has the text that the store's facts rest on.

    Args:
        store: in a folder, for others don't remember files.
        name: the document's name, the end of it, or its IRI.

    Raises:
        StoreError: the store has no such document, or several, or doesn't know its file.
        DocumentError: the file isn't there any more, can't be read, or has changed.
    """
    source = _find_source(store, name)
    file = store.files().get(source.iri)
    if file is None:
        raise StoreError(str(store), f"knows no file of {source.name}, {_NO_FILE}; give its file, without a store")
    if not file.exists():
        again = f"bring it back, or take the document out with: kg remove {source.name} --store {store}"
        raise DocumentError(str(file), f"isn't there any more; {again}")
    found = next((one for one in read(file) if fingerprint(one) == source.sha256), None)
    if found is None:
        again = f"kg build {file} --store {store}"
        raise DocumentError(str(file), f"has another text than the one that was built; build it again with: {again}")
    return found


def _find_source(store: Store, name: str) -> Source:
    found = match_sources(store.documents(), name)
    if len(found) != 1:
        said = f"has {len(found)} documents of the name {name}" if found else f"has no document {name}"
        raise StoreError(str(store), f"{said}; list them with: kg query documents -g {store}")
    return found[0]


def cut_page(document: Document, number: int) -> str:
    """Return the text of a page.

    Raises:
        DocumentError: the document has no such page.
    """
    pages = document.pages
    if not 0 < number <= len(pages):
        reason = f"has {len(pages)} pages, no page {number}" if pages else "has no pages; leave --page out"
        raise DocumentError(document.name, reason)
    start, end = list(pairwise((*pages, len(document.text))))[number - 1]
    return document.text[start:end].rstrip("\n")


def cut_passage(document: Document, span: Sequence[int]) -> str:
    """Return the words between two offsets.

    Raises:
        DocumentError: the text has no such offsets.
    """
    start, end = span
    if not 0 <= start < end <= len(document.text):
        raise DocumentError(document.name, f"has {len(document.text)} characters, no passage {start}-{end}")
    return document.text[start:end]

"""Documents of a store whose file is gone, was emptied, has another name now, or doesn't hold them any more."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Set
from dataclasses import dataclass
from pathlib import Path

from kg.graph import Store
from kg.store import Source

_FEED = "application/rss+xml"


@dataclass(frozen=True, slots=True)
class Absence:
    """A document of a store whose file isn't there any more or has no text; `now` names the one with the same text."""

    document: Source
    now: str = ""

    def __str__(self) -> str:
        """Say what happened to the file."""
        return f"is {self.now} now" if self.now else "isn't there any more, or has no text"


def find_absences(
    store: Store,
    paths: Iterable[str | Path],
    read: Set[str],
    emptied: Collection[Path] = (),
    failed: Collection[str] = (),
) -> list[Absence]:
    """Find what was read from paths before, and can't be any more.

    A folder that isn't there at all tells nothing: perhaps its disk is only not mounted.

    Args:
        store: where the documents are; only one in a folder remembers their files.
        paths: files and folders that were just read.
        read: the IRIs of the documents that were read from there.
        emptied: files (absolute paths) that have no text any more.
        failed: names of what couldn't be read, which may be there all the same.
    """
    files = store.files()
    before = {document: file for document, file in files.items() if document not in read}
    if not before:
        return []
    given = [Path(path).resolve() for path in paths]
    gone = {
        document
        for document, file in before.items()
        if any(_lies_under(file, path) for path in given) and (file in emptied or not file.exists())
    }
    shown = {file for document, file in files.items() if document in read}
    if not gone and shown.isdisjoint(before.values()):
        return []
    documents = store.documents()
    gone |= {
        one.iri
        for one in documents
        if one.iri in before and before[one.iri] in shown and _is_left(one, before[one.iri], failed)
    }
    named = {one.sha256: one.name for one in documents if one.iri in read}
    return [Absence(one, named.get(one.sha256, "")) for one in documents if one.iri in gone]


def _is_left(part: Source, file: Path, failed: Collection[str]) -> bool:
    """Whether a document was part of a file that was read now and doesn't hold it; feeds drop their oldest entries."""
    inside = f"{file.name}/" in part.name and part.media_type != _FEED
    return inside and not any(name.endswith(part.name) for name in failed)


def _lies_under(file: Path, path: Path) -> bool:
    return file == path or (path in file.parents and path.is_dir())


def list_missing(store: Store) -> list[Source]:
    """List the documents of a store that came from files which aren't there any more."""
    missing = {document for document, file in store.files().items() if not file.exists()}
    return [one for one in store.documents() if one.iri in missing] if missing else []

"""Says what a document's graph depends on, in one digest: while it's the same, extraction would give the same again.

It covers the document (its text, blocks, name, date), the extractor (ontology, gazetteer, word lists, base), the files
of the spaCy pipeline, the versions of the libraries that read and parse, and kg's own code: every file of it, for no
version number tells of an edit.
"""

from __future__ import annotations

import dataclasses
import hashlib
import sys
from array import array
from collections.abc import Callable, Iterator, Mapping, Set
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path

from kg.extractor import Extractor
from kg.model import Document

_LIBRARIES = ("spacy", "thinc", "onnxruntime", "tokenizers", "numpy", "ftfy", "trafilatura", "lxml", "markdown-it-py")
_SCALARS = (str, int, float, bool, type(None))


def make_recipe(extractor: Extractor) -> Callable[[Document], str]:
    """Return what gives the digest of a document.

    Args:
        extractor: what would read the documents.
    """
    parts = (digest_code(), _pipeline(extractor.language.nlp.path), _pipeline(extractor.network.path), extractor.base)
    whole = _digest(
        [*map(str, parts), str(extractor.least), *_write(extractor.ontology), *_write(extractor.gazetteer.entries)]
    )
    return partial(_finish, whole)


def _finish(whole: str, document: Document) -> str:
    return _digest([whole, *_write(document)])


def _digest(parts: list[str]) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


@cache
def digest_code() -> str:
    """Return a digest of the files of kg and the versions of what it reads with."""
    package = Path(__file__).parent
    files = (file for file in package.rglob("*") if file.is_file() and file.suffix != ".pyc")
    versions = [f"{name} {version(name)}" for name in _LIBRARIES]
    return _digest([sys.version, *versions, *_files(package, files)])


@cache
def _pipeline(path: Path | None) -> str:
    return "" if path is None else _digest(_files(path, (file for file in path.rglob("*") if file.is_file())))


def _files(root: Path, files: Iterator[Path]) -> list[str]:
    return [f"{file.relative_to(root)} {hashlib.sha256(file.read_bytes()).hexdigest()}" for file in sorted(files)]


def _write(value: object) -> Iterator[str]:
    """Write a frozen value so that equal ones give equal texts in every process."""
    if isinstance(value, _SCALARS):
        yield repr(value)
    elif isinstance(value, array):
        yield hashlib.sha256(value.tobytes()).hexdigest()
    elif isinstance(value, range):
        yield repr(value)
    elif dataclasses.is_dataclass(value):
        for field in filter(lambda field: field.compare, dataclasses.fields(value)):
            yield field.name
            yield from _write(getattr(value, field.name))
    elif isinstance(value, Mapping):
        yield from _list(sorted(f"{' '.join(_write(key))}: {' '.join(_write(each))}" for key, each in value.items()))
    else:
        yield from _list(_members(value))


def _list(members: list[str]) -> Iterator[str]:
    yield f"[{len(members)}"
    yield from members


def _members(value: object) -> list[str]:
    if isinstance(value, Set):
        return sorted(" ".join(_write(each)) for each in value)
    if isinstance(value, list | tuple):
        return [" ".join(_write(each)) for each in value]
    raise TypeError(f"a {type(value).__name__} in what a document or an extractor is made of")

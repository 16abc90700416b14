"""Reads JSON, whole or line by line: a document of each object that holds prose."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from kg.documents.contents import Contents
from kg.documents.decoding import decode
from kg.documents.formats import Format
from kg.documents.options import ReadOptions
from kg.documents.records import Record, Records, read_records
from kg.errors import DocumentError

_DEEPEST = 4
"""Objects within objects that are looked into; what lies deeper is left as it is."""


_LONG = 100
"""Characters; an object that holds so long a text is a document itself, whatever lists it holds."""


def parse_json(data: bytes, name: str, options: ReadOptions) -> Iterator[Contents | DocumentError]:
    """Read the objects of the longest list in the file, or the one object that it is."""
    text, guesses = decode(data, name)
    try:
        found = _find_objects(_load(text))
    except ValueError as error:
        raise DocumentError(name, f"isn't JSON ({error}); if each line is an object, rename it to .jsonl") from error
    records = (Record(_flatten(each), str(place)) for place, each in enumerate(found, 1))
    yield from read_records(records, name, options, guesses)


def parse_lines(data: bytes, name: str, options: ReadOptions) -> Iterator[Contents | DocumentError]:
    """Read an object from each line; a line that is none is an error, and costs no other."""
    text, guesses = decode(data, name)
    yield from read_records(_read_lines(text, name), name, options, guesses)


def _read_lines(text: str, name: str) -> Records:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            found = _load(line)
        except ValueError as error:
            yield DocumentError(f"{name}, line {number}", f"isn't JSON ({error}); mend or delete the line")
            continue
        yield Record(_flatten(found), f"line {number}")


def _load(text: str) -> object:
    """Read JSON; what nests too deeply for Python is an error of the same kind as what isn't JSON."""
    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError("it nests too deeply") from None


def _find_objects(value: object) -> Sequence[object]:
    """The objects of a list, or of the longest one within an object that holds no long text of its own."""
    if isinstance(value, list):
        return value
    if not isinstance(value, Mapping) or any(isinstance(each, str) and len(each) > _LONG for each in value.values()):
        return [value]
    return max(_find_lists(value), key=len, default=[value])


def _find_lists(value: Mapping[str, object], depth: int = 0) -> Iterator[list[object]]:
    for each in value.values():
        if isinstance(each, list) and any(isinstance(one, Mapping) for one in each):
            yield each
        elif isinstance(each, Mapping) and depth < _DEEPEST:
            yield from _find_lists(each, depth + 1)


def _flatten(value: object, path: str = "", depth: int = 0) -> dict[str, object]:
    """An object's values by their keys, those of an object within it by both keys: `fields.body`."""
    if not isinstance(value, Mapping):
        return {path or "text": value}
    if depth == _DEEPEST:
        return {}
    flat: dict[str, object] = {}
    for key, each in value.items():
        flat |= _flatten(each, f"{path}.{key}" if path else str(key), depth + 1)
    return flat


JSON = Format.heeding("application/json", parse_json)
LINES = Format.heeding("application/jsonl", parse_lines)

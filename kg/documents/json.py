"""Reads JSON, whole or line by line: a document of each object that holds prose."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from kg.documents.contents import Contents
from kg.documents.decoding import decode
from kg.documents.formats import Format
from kg.documents.options import ReadOptions
from kg.documents.records import Record, Records, read_records
from kg.errors import DocumentError

_DEEPEST = 4
"""Objects within objects that are looked into; what lies deeper is left as it is."""


def parse_json(data: bytes, name: str, options: ReadOptions) -> Iterator[Contents | DocumentError]:
    """Read the objects of the longest list in the file, or the one object that it is."""
    text, _ = decode(data, name)
    try:
        found = _find_objects(_load(text))
    except ValueError as error:
        raise DocumentError(name, f"isn't JSON ({error}); if each line is an object, rename it to .jsonl") from error
    yield from read_records((Record(_flatten(each), str(place)) for place, each in enumerate(found, 1)), name, options)


def parse_lines(data: bytes, name: str, options: ReadOptions) -> Iterator[Contents | DocumentError]:
    """Read an object from each line; a line that is none is an error, and costs no other."""
    text, _ = decode(data, name)
    yield from read_records(_read_lines(text, name), name, options)


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


def _find_objects(value: object, depth: int = 0) -> list[object]:
    """The longest list of objects or texts in a value, else the value itself."""
    if isinstance(value, list):
        return value
    if not isinstance(value, Mapping) or depth == _DEEPEST:
        return [value]
    lists = [_find_objects(each, depth + 1) for each in value.values() if isinstance(each, Mapping | list)]
    longest = max((each for each in lists if any(isinstance(one, Mapping) for one in each)), key=len, default=[])
    return longest if len(longest) > 1 or (not _has_text(value) and longest) else [value]


def _has_text(value: Mapping[str, object]) -> bool:
    return any(isinstance(each, str) and len(each) > 100 for each in value.values())


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

"""What a build wrote of itself: its warnings, what it refused and why, what it couldn't read."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import StoreError

_EXAMPLES = 5  # of each reason
_PARTS = ("subject", "predicate", "object", "words")


@dataclass(frozen=True, slots=True)
class Refused:
    """A statement that a build refused, its predicate as an IRI, and the words that it would have rested on."""

    subject: str
    predicate: str
    object: str
    words: str
    document: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """How many statements were refused for a reason, and some of them."""

    reason: str
    count: int
    examples: tuple[Refused, ...] = ()


@dataclass(frozen=True, slots=True)
class Notes:
    """Warnings by document, refusals (the most frequent first), and what is to be said of files that weren't read."""

    warnings: Mapping[str, Sequence[str]] = field(default_factory=dict)
    refusals: tuple[Refusal, ...] = ()
    unread: tuple[str, ...] = ()


def read_notes(path: Path) -> Notes:
    """Read what `kg build --report` wrote.

    Raises:
        StoreError: the file is missing, or isn't what `kg build --report` writes.
    """
    try:
        return _read(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreError(str(path), "isn't what kg build writes; make one with: kg build PATH --report FILE") from error


def _read(told: Mapping[str, Any]) -> Notes:
    documents = told["documents"]
    examples: dict[str, list[Refused]] = {}
    for document in documents:
        for one in document.get("rejections", ()):
            there = examples.setdefault(one["reason"], [])
            if len(there) < _EXAMPLES:
                subject, predicate, value, words = (str(one[key]) for key in _PARTS)
                there.append(Refused(subject, predicate, value, words, str(document["document"])))
    counted = told.get("totals", {}).get("refused", {})
    return Notes(
        {str(one["document"]): [str(warning) for warning in one["warnings"]] for one in documents},
        tuple(Refusal(str(reason), int(number), tuple(examples.get(reason, ()))) for reason, number in counted.items()),
        tuple(map(str, told.get("errors", ()))),
    )

"""Reads gold documents: what a graph built from each text should hold."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import DocumentError

Fact = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold document.

    `names` tells by each entity's key how it may be called, in the order of the file; `facts` holds planned facts too;
    each group of `equivalents` says the same thing in several ways, a fact first; `file` is the text's name.
    """

    id: str
    form: str
    names: Mapping[str, tuple[str, ...]]
    facts: tuple[Fact, ...]
    acceptable: tuple[Fact, ...]
    forbidden: tuple[Fact, ...]
    equivalents: tuple[tuple[Fact, ...], ...] = ()
    file: str = ""

    def name(self, key: str) -> str:
        """Return how to call an entity; what isn't one stays as it is."""
        return self.names[key][0] if self.names.get(key) else key


def read_gold(path: Path) -> tuple[Gold, ...]:
    """Read a file of gold documents, a JSON list.

    Raises:
        DocumentError: it's missing, or isn't of that form.
    """
    try:
        return tuple(_document(entry) for entry in json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        raise DocumentError(str(path), f"isn't a file of gold documents ({error!r}); give a gold.json") from error


def _document(entry: Mapping[str, Any]) -> Gold:
    return Gold(
        id=entry["id"],
        form=entry["form"],
        names={one["key"]: (*one["names"], *one.get("extra_names", ())) for one in entry["entities"]},
        facts=_facts([*entry["facts"], *entry["planned"]]),
        acceptable=_facts(entry["acceptable"]),
        forbidden=_facts(entry["forbidden"]),
        equivalents=tuple(_facts(group) for group in entry.get("equivalents", ())),
        file=entry.get("file", ""),
    )


def _facts(rows: Iterable[list[str]]) -> tuple[Fact, ...]:
    return tuple((row[0], row[1], row[2]) for row in rows)


def words(text: str) -> list[str]:
    """Return a text's words, without case, punctuation and leading articles; a hyphen joins.

    >>> words("The Director-General, UNESCO")
    ['directorgeneral', 'unesco']
    """
    folded = unicodedata.normalize("NFC", text).casefold()
    found = "".join(letter for letter in folded if letter.isalnum() or letter.isspace()).split()
    articles = 0
    while articles < len(found) - 1 and found[articles] in ("the", "a", "an"):
        articles += 1
    return found[articles:]


def fold(text: str) -> str:
    """Return a text's words without spaces, to compare names by."""
    return "".join(words(text))


def match(labels: Mapping[str, Iterable[str]], gold: Gold) -> dict[str, str]:
    """Return the gold entity that each labelled node stands for.

    Args:
        labels: by IRI, the names that the graph gives.
        gold: the document.

    Returns:
        Keys by IRI: the entity with most names in common, the first of the file where several have as many.
    """
    owners: dict[str, set[str]] = defaultdict(set)
    for key, names in gold.names.items():
        for name in names:
            owners[fold(name)].add(key)
    order = {key: -place for place, key in enumerate(gold.names)}
    matched: dict[str, str] = {}
    for node, called in labels.items():
        votes = Counter(key for name in {fold(each) for each in called} for key in owners.get(name, ()))
        if votes:
            matched[node] = max(votes, key=lambda key: (votes[key], order[key]))
    return matched

"""What is known about English words, as data: common words, closed lists, exceptions of glued compounds."""

from __future__ import annotations

import tomllib
from functools import lru_cache

from kg.bundled import folder

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """Words that occur at least ten times in the training speeches, lower-case, some with a hyphen."""
    return frozenset(_read("words.txt").split())


@lru_cache(maxsize=8)
def word_list(name: str) -> frozenset[str]:
    """A list of `lists.toml`: `function`, `small`, `asking` or `abbreviations`."""
    return frozenset(tomllib.loads(_read("lists.toml"))[name])


@lru_cache(maxsize=8)
def compound_list(name: str) -> frozenset[str]:
    """A list of `compounds.toml`: `words` and `prefixes` that stay as they are, `particles` that get a hyphen."""
    return frozenset(tomllib.loads(_read("compounds.toml"))[name])


def _read(name: str) -> str:
    return folder("text/data").joinpath(name).read_text(encoding="utf-8")

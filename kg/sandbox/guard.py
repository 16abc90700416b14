"""Reads SPARQL by its tokens, before the engine does, for what no stranger's text may hold."""

from __future__ import annotations

import re

from kg.sandbox.messages import StoppedError

LONGEST = 100_000
DEEPEST = 100

# What stands in IRIs, strings and comments is no token; as in SPARQL 1.1, section 19.8.
_OPAQUE = re.compile(
    r"""
      <[^<>"{}|^`\\\x00-\x20]*>
    | \"{3} (?: \"{0,2} (?: [^"\\] | \\. ) )* \"{3} | '{3} (?: '{0,2} (?: [^'\\] | \\. ) )* '{3}
    | " (?: [^"\\\n\r] | \\. )* " | ' (?: [^'\\\n\r] | \\. )* '
    | \#[^\n\r]*
    | (?P<escape> \\. )
    """,
    re.VERBOSE | re.DOTALL,
)
# Names that may hold any word: variables, tags of languages, and what follows a prefix.
_NAMES = re.compile(r"[?$]\w+|@[a-zA-Z]+(?:-[a-zA-Z0-9]+)*|(?<=:)[\w.:%\-]+")
_RUNS = re.compile(r"(?:[!+\-]\s*){100,}")
_FETCHING = {"service": "federation is off", "load": "loading from elsewhere is off"}


def check(text: str, *, longest: int = LONGEST) -> None:
    r"""See that a query or an update may go to the engine.

    Refused are texts that are too long or nested too deeply, and the words that make the engine fetch: SERVICE and
    LOAD, however they are written. The engine takes `1SERVICE<…>` and `SERVICE:x` for the word as well, so it is looked
    for anywhere outside names; and it reads `\u0027` in an IRI as the character, so such an escape is refused outside
    strings, where it would make this reading differ from the engine's.

    Args:
        text: SPARQL.
        longest: in characters.

    Raises:
        StoppedError: with the outcome `refused`.
    """
    if len(text) > longest:
        _refuse(f"has {len(text):,} characters, more than {longest:,}; send it in parts")
    if "\x00" in text:
        _refuse("holds a NUL character; take it out")
    bare = strip(text)
    if _depth(bare) > DEEPEST or _RUNS.search(bare):
        _refuse(f"is nested more than {DEEPEST} deep; write it flatter")
    words = _NAMES.sub(" ", bare).casefold()
    for word, reason in _FETCHING.items():
        if word in words:
            _refuse(f"holds {word.upper()}, and {reason}; ask the other endpoint yourself, or rename the prefix")


def strip(text: str) -> str:
    """Return SPARQL with spaces in the place of IRIs, strings and comments, as long as it was.

    Raises:
        StoppedError: there is an escape outside a string.

    >>> strip('ASK { ?s <urn:p> "}" } # }')
    'ASK { ?s             }    '
    """
    return _OPAQUE.sub(_blank, text)


def _blank(found: re.Match[str]) -> str:
    if (found["escape"] or "")[1:] in ("u", "U"):
        _refuse("holds an escape \\u outside a string; write the character itself")
    return " " * len(found[0])


def _depth(bare: str) -> int:
    """How deep brackets of any kind go, whether or not they match."""
    deep = deepest = 0
    for mark in re.findall(r"[{(\[\])}]", bare):
        deep = deep + 1 if mark in "{([" else max(deep - 1, 0)
        deepest = max(deepest, deep)
    return deepest


def _refuse(reason: str) -> None:
    raise StoppedError("refused", reason)

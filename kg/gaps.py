"""What an extraction lacks: things without facts, documents that yield nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.iris import expand
from kg.model import Statement

NAME = expand("schema:name")
DESCRIPTIONS = (expand("rdf:type"), NAME, expand("schema:alternateName"))
"""Relations that say what a thing is and what it is called; all others are facts."""
BARREN = "no facts were found in this document"
_SHOWN = 5


def is_fact(statement: Statement) -> bool:
    """Tell whether a statement says more than what a thing is and what it is called."""
    return statement.predicate not in DESCRIPTIONS


def find_ends(statements: Iterable[Statement]) -> set[str]:
    """Return the IRIs of the things that facts are about, denied facts included."""
    facts = [one for one in statements if is_fact(one)]
    return {one.subject for one in facts} | {one.object for one in facts if isinstance(one.object, str)}


def find_bare(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Return the names of things without facts: of each its schema:name, in the order of the text."""
    ends = find_ends(statements)
    names = {one.subject: one for one in statements if one.predicate == NAME and one.subject not in ends}
    return tuple(sorted(names.values(), key=lambda one: (one.passage.start, one.passage.end, one.subject)))


def name_things(statements: Iterable[Statement]) -> dict[str, str]:
    """Return the name of each thing that has one, by its IRI."""
    return {one.subject: write_object(one) for one in statements if one.predicate == NAME}


def write_object(statement: Statement) -> str:
    """Return a statement's object as text: an IRI, or a literal's lexical form."""
    return statement.object if isinstance(statement.object, str) else statement.object.lexical


def find_warnings(statements: Sequence[Statement]) -> tuple[str, ...]:
    """Warn of a document that yields nothing or no facts, or else of its things without facts."""
    if not statements:
        return (f"{BARREN}, nor any names",)
    names = [write_object(one) for one in find_bare(statements)]
    said = ", ".join(names[:_SHOWN]) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")
    if not any(map(is_fact, statements)):
        return (f"{BARREN}, only names: {said}",)
    return (f"{'a thing has' if len(names) == 1 else f'{len(names)} things have'} no facts: {said}",) if names else ()

"""Annotated document → gold document, by which graphs are scored."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from kg.alignment import AlignedText
from kg.annotations import AnnotatedDocument, Thing
from kg.annotations.conventions import infer_open
from kg.annotations.forms import strip_all
from kg.iris import shorten
from kg.ontology import Ontology, family_of
from kg.scores.gold import Fact, Gold
from kg.turtle import local_name

UNSCORED = frozenset(("supports", "parentOrganization"))
"""Relations that are annotated, but not by everybody in full."""

CUTTABLE = frozenset(("event", "instrument", "initiative"))
"""Families of things that a noun phrase may name in shorter and longer cuts."""

_PREPOSITION = re.compile(r" (?:of|for|on|in|at|to|with|between|among|about|from|by|and|against|towards?) ")
_LITERAL = ("date", "mode")


def make_gold(document: AnnotatedDocument, form: str, ontology: Ontology, pronouns: Iterable[str]) -> Gold:
    """Write a document's annotations as gold.

    Args:
        document: the annotations.
        form: the form in which its text is read; names lose what the form's text loses.
        ontology: whose classes and relations the document names by their local names.
        pronouns: in small letters; they name nothing.
    """
    names = _list_names(document, form, ontology, frozenset(pronouns))
    terms = {local_name(iri): shorten(iri) for iri in ontology.properties}
    ends = {key: _write_end(thing, names[key]) for key, thing in document.things.items()}
    facts: dict[Fact, None] = {}
    denied: set[Fact] = set()
    varied: list[Fact] = []
    for fact in document.facts:
        if fact.relation in UNSCORED:
            continue
        row = (ends[fact.subject], terms[fact.relation], ends[fact.object])
        if fact.status in ("stated", "planned"):
            facts[row] = None
        elif fact.status == "denied":
            denied.add(row)
        if document.things[fact.object].kind == "title":
            varied += [(row[0], row[1], other) for other in sorted(names[fact.object] - {row[2]})]
    open_facts = [
        (ends[s], terms[r], _end_of(document, o, ends)) for s, r, o in sorted(infer_open(document)) if r in terms
    ]
    open_facts += varied + list(_follow_places(facts))
    equivalents = _merge_money(facts, open_facts)
    return Gold(
        id=document.id,
        form=form,
        names={key: tuple(sorted(found)) for key, found in _entities(document, names, ends)},
        facts=tuple(facts),
        acceptable=tuple(dict.fromkeys(row for row in open_facts if row not in facts and row not in denied)),
        forbidden=tuple(sorted(denied - facts.keys())),
        equivalents=tuple(equivalents),
    )


def _end_of(document: AnnotatedDocument, key: str, ends: Mapping[str, str]) -> str:
    return ends[key] if key in document.things else key


def _write_end(thing: Thing, names: set[str]) -> str:
    if thing.kind == "goal":
        return f"sdg:{thing.value}"
    if thing.kind in _LITERAL:
        return thing.value
    return min(sorted(names), key=len, default=thing.key) if thing.kind == "title" else thing.key


def _entities(
    document: AnnotatedDocument, names: Mapping[str, set[str]], ends: Mapping[str, str]
) -> Iterator[tuple[str, set[str]]]:
    for key, thing in document.things.items():
        if thing.kind not in (*_LITERAL, "title", "amount", "group"):
            yield ends[key], names[key]


def _list_names(
    document: AnnotatedDocument, form: str, ontology: Ontology, pronouns: frozenset[str]
) -> dict[str, set[str]]:
    """How the text calls each thing, with the shorter names that a builder may take from a noun phrase."""
    families = {local_name(iri): family_of(ontology, iri) for iri in ontology.classes}
    names: dict[str, set[str]] = defaultdict(set)
    for mark in document.marks:
        words = " ".join(document.text[mark.start : mark.end].split())
        if words.casefold() not in pronouns and mark.key in document.things:
            family = families.get(document.things[mark.key].kind, "")
            partnership = document.things[mark.key].kind == "Partnership"
            names[mark.key] |= set(cut_names(words) if family in CUTTABLE or partnership else [words])
    if form in ("unpunctuated", "bare"):
        for key in names:
            names[key] |= {strip_all(AlignedText.of(name), random.Random(0)).text for name in names[key]}
    return names


def cut_names(words: str) -> Iterator[str]:
    """Yield a noun phrase, and the shorter names that it holds if it isn't a proper name.

    >>> sorted(set(cut_names("regional meeting on soil")))
    ['meeting', 'meeting on soil', 'regional meeting', 'regional meeting on soil']
    """
    yield words
    if re.match(r"[a-z0-9]", words):
        head = (_PREPOSITION.split(words) or [words])[0]
        for tail in (words, *(words[m.end() :] for m in re.finditer(" ", head))):
            yield from (
                cut for cut in (tail, *(tail[: m.start()] for m in _PREPOSITION.finditer(tail))) if len(cut) > 2
            )


def _follow_places(facts: Iterable[Fact]) -> Iterator[Fact]:
    """An event with a place may be said to be held there in person."""
    yield from ((s, "schema:eventAttendanceMode", "offline") for s, p, _ in facts if p == "schema:location")


def _merge_money(facts: dict[Fact, None], open_facts: list[Fact]) -> list[tuple[Fact, ...]]:
    """Count "x sponsor y" and "y funds x" once: where both are stated, the second is open, and either will do."""
    groups: list[tuple[Fact, ...]] = []
    for row in list(facts):
        if row in facts and row[1] in ("schema:sponsor", "kg:funds"):
            mirror = (row[2], "kg:funds" if row[1] == "schema:sponsor" else "schema:sponsor", row[0])
            facts.pop(mirror, None)
            open_facts.append(mirror)
            groups.append((row, mirror))
    return groups

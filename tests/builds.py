"""A build to kill, that tells when each document was read.

    python -m tests.builds STORE FOLDER models|sleeper

prints `read TIME NAME` after each document. The sleeper has no models, which take seconds to load: a document's first
word says how long it takes to read.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, cast

from kg.builder import BuildReport, build_into
from kg.extractor import Extractor
from kg.gazetteer import load_gazetteer
from kg.graph import Store
from kg.iris import BASE, mint
from kg.model import Document, Extraction
from kg.ontology import load_ontology
from tests.crashes import say
from tests.samples import Script


@dataclass(frozen=True)
class Sleeper(Extractor):
    """Takes its time, and finds the one fact that each document states."""

    def extract_volumes(self, document: Document) -> Iterator[Extraction]:
        """As one volume."""
        seconds, _ = document.text.split(maxsplit=1)
        time.sleep(float(seconds))
        script, body = Script(document), mint(BASE, "organization", document.name)
        script.name(body, "schema:Organization", "Tide Institute")
        yield script.done()


def sleeper() -> Sleeper:
    """Return an extractor that needs no models."""
    nothing = cast("Any", SimpleNamespace(path=None, nlp=SimpleNamespace(path=None)))
    return Sleeper(nothing, nothing, load_ontology(), load_gazetteer())


def tell(extraction: Extraction, report: BuildReport) -> None:
    """Say that a document was read."""
    say(f"read {time.time()} {extraction.document.name}")


if __name__ == "__main__":
    with Store(sys.argv[1]) as opened:
        build_into(opened, sys.argv[2], extractor=sleeper() if sys.argv[3] == "sleeper" else None, progress=tell)

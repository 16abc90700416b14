"""A build to kill: reads documents whose first line says how many seconds each takes, and tells when each was read.

    python -m tests.builds STORE FOLDER

prints `read NAME` after each document. Nothing of it is a model's: loading those takes longer than most kills wait.
"""

from __future__ import annotations

import sys
import time
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

    def extract(self, document: Document) -> Extraction:
        seconds, _ = document.text.split(maxsplit=1)
        time.sleep(float(seconds))
        script, body = Script(document), mint(BASE, "organization", document.name)
        script.name(body, "schema:Organization", "Tide Institute")
        return script.done()


def sleeper() -> Sleeper:
    """Return an extractor that needs no models."""
    nothing = cast("Any", SimpleNamespace(path=None, nlp=SimpleNamespace(path=None)))
    return Sleeper(nothing, nothing, load_ontology(), load_gazetteer())


def tell(extraction: Extraction, report: BuildReport) -> None:
    """Say that a document was read."""
    say(f"read {extraction.document.name}")


if __name__ == "__main__":
    with Store(sys.argv[1]) as opened:
        build_into(opened, sys.argv[2], extractor=sleeper(), progress=tell)

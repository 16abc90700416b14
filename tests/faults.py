"""An extractor for tests of other processes: a document's first word tells what happens to who reads it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from kg.extractor import Extractor
from kg.gazetteer import load_gazetteer
from kg.iris import BASE, mint
from kg.model import Document, Extraction
from kg.ontology import load_ontology
from tests.samples import Script


@dataclass(frozen=True)
class Faulty(Extractor):
    """Finds the one fact that each document states, if it gets that far; `folder` holds what it has tried."""

    folder: str = ""

    def extract(self, document: Document) -> Extraction:
        what = document.text.split(maxsplit=1)[0]
        tried = Path(self.folder, f"{document.name}.{os.getpid()}")
        first = not any(tried.parent.glob(f"{document.name}.*"))
        tried.touch()
        if what == "kill" or (what == "once" and first):
            os.kill(os.getpid(), signal.SIGKILL)
        elif what == "crash":
            os.abort()
        elif what == "hang":
            time.sleep(600)
        elif what == "stop":
            os.kill(os.getpid(), signal.SIGSTOP)
        elif what == "raise":
            raise ValueError("a fault")
        elif what == "slow":
            time.sleep(0.4)
        script = Script(document)
        script.name(mint(BASE, "organization", document.name), "schema:Organization", "Tide Institute")
        return script.done()

    def extract_volumes(self, document: Document) -> Iterator[Extraction]:
        yield self.extract(document)


def faulty(folder: Path) -> Faulty:
    """Return an extractor that needs no models."""
    nothing = cast("Any", SimpleNamespace(path=None, nlp=SimpleNamespace(path=None)))
    folder.mkdir(exist_ok=True)
    return Faulty(nothing, nothing, load_ontology(), load_gazetteer(), folder=str(folder))

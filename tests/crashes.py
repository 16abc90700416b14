"""A writer to kill: changes a store by a fixed series of steps, and says what it has acknowledged.

    python -m tests.crashes STORE|URL FIRST

prints `step N` after each step and `flush N` after each flush, N steps being done.
"""

from __future__ import annotations

import random
import sys

from kg.graph import Store
from kg.iris import BASE, expand, mint
from kg.model import Extraction, Passage, Statement, Value
from tests.samples import UNESCO, sample_document

DOCUMENTS = 12
FLUSH = 7


def take_step(store: Store, number: int) -> None:
    """Add, replace or remove a document; the same for the same number."""
    rng = random.Random(number)
    document = sample_document(f"d{rng.randrange(DOCUMENTS)}.txt", "one two three four")
    if rng.random() < 0.2:
        store.remove(document.iri)
        return
    passage = Passage(document.iri, 0, 3, "one", "one two")
    said = [Statement(UNESCO, expand("schema:name"), Value(f"n{rng.randrange(40)}"), passage, 1, "r") for _ in range(9)]
    events = [mint(BASE, "event", f"event {rng.randrange(200)}") for _ in range(4)]
    said += [Statement(event, expand("kg:host"), UNESCO, passage, 0.5, "r") for event in events]
    store.add(Extraction(document, tuple(said)), made=f"m{number}")


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def write(path: str, first: int) -> None:
    """Take steps until somebody ends it."""
    with Store(path) as store:
        for number in range(first, first + 1_000_000):
            take_step(store, number)
            say(f"step {number + 1}")
            if number % FLUSH == 0:
                store.flush()
                say(f"flush {number + 1}")


if __name__ == "__main__":
    write(sys.argv[1], int(sys.argv[2]))

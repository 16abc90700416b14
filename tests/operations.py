"""Operations on a store to kill: each opens it, does its work, and closes it, as the command does.

    python -m tests.operations OPERATION FOLDER FIRST [MOMENT]

works on `FOLDER/news.kg`, made by `prepare`, until somebody ends it; it prints `step N` when N operations are done.
With MOMENT, it does one operation, and kills itself before it touches a file in FOLDER for the so-manieth time.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path

from kg.graph import Store
from kg.iris import BASE, expand, mint
from kg.model import Extraction, Passage, Statement, Value
from kg.store import restore
from tests.crashes import say, take_step
from tests.samples import UNESCO, filled, sample_document

DOCUMENTS = 100

Step = Callable[[Store, int], object]


def gathering(number: int) -> Extraction:
    """A document that says something of its own and something that two others say, too."""
    document = sample_document(f"many/{number}.txt", "one two three four")
    passage = Passage(document.iri, 0, 3, "one", "one two")
    events = [mint(BASE, "event", f"gathering {each}") for each in (number, number // 3)]
    said = [Statement(event, expand("kg:host"), UNESCO, passage, 0.5, "r") for event in events]
    said.append(Statement(events[0], expand("schema:name"), Value(f"gathering {number}"), passage, 0.5, "r"))
    return Extraction(document, tuple(said))


def fill(store: Store) -> None:
    """Add many documents."""
    for number in range(DOCUMENTS):
        store.add(gathering(number))


def prepare(folder: Path) -> None:
    """Make the store to work on, and two backups for `restore`."""
    with Store(folder / "news.kg") as store:
        fill(store)
        store.backup(folder / "1.kg")
    filled(folder / "0.kg").close()


def remove_one(store: Store, number: int) -> None:
    """Take out one of the documents of `fill`; when none is left, add them again."""
    extraction = gathering(number % DOCUMENTS)
    if number // DOCUMENTS % 2:
        store.add(extraction)
    else:
        store.remove(extraction.document.iri)


def _change(folder: Path, step: Step, number: int, then: Callable[[Store], object] = lambda _: None) -> None:
    with Store(folder / "news.kg") as store:
        step(store, number)
        then(store)


def backup_of(folder: Path, number: int) -> Path:
    """Where `backup` copies the store to."""
    return folder / f"backup-{number}.kg"


OPERATIONS: dict[str, Callable[[Path, int], None]] = {
    "compact": lambda folder, number: _change(folder, take_step, number, Store.compact),
    "backup": lambda folder, number: _change(
        folder, take_step, number, lambda store: store.backup(backup_of(folder, number))
    ),
    "restore": lambda folder, number: restore(folder / f"{number % 2}.kg", folder / "news.kg"),
    "infer": lambda folder, number: _change(folder, take_step, number, Store.infer),
    "remove": lambda folder, number: _change(folder, remove_one, number),
}


def kill_before(moment: int, folder: str) -> None:
    """Have this process killed before it touches a file or folder for the so-manieth time, the engine's aside."""
    touches = count(1)

    def watch(event: str, given: tuple[object, ...]) -> None:
        touched = event.partition(".")[0] in ("open", "os", "shutil") and any(folder in str(each) for each in given)
        if touched and next(touches) == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)


if __name__ == "__main__":
    operation, folder, first, *moment = sys.argv[1:]
    if moment:
        kill_before(int(moment[0]), folder)
    for number in [int(first)] if moment else count(int(first)):
        say(f"step {number}")
        OPERATIONS[operation](Path(folder), number)

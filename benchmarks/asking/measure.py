"""CPU seconds of each question: by kg, by the bare engine, by rdflib; `python -m benchmarks.asking.measure FOLDER`.

kg and the engine answer in alternating rounds, from memory, in one process; the least of each counts. rdflib's own
memory store holds the merge of the documents, once; each question runs in a fork of its own and is stopped when it has
taken twelve times as long as kg, at least five seconds. A store on disk is made in FOLDER for opening, cold starts and
the index of names.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import pyoxigraph as ox
import rdflib

from benchmarks.asking.graph import DOCUMENTS, documents
from benchmarks.asking.questions import Question, questions
from kg.graph import Store
from kg.iris import PREFIXES
from kg.store.evidence import to_quads
from kg.store.merge import with_merge
from kg.store.names import FILE
from kg.store.patterns import DEFAULT

ROUNDS = 3
FACTOR = 12
LEAST = 5

Json = dict[str, Any]


def measure(folder: Path, count: int = DOCUMENTS, *, peer: bool = True) -> Json:
    """Make the graph and ask.

    Args:
        folder: where a store may be made.
        count: how many documents.
        peer: ask rdflib as well.

    Returns:
        `quads` in the documents' graphs, `documents`, `questions` (a list of `name`, `kg`, `engine`, and `rdflib`,
        `over` or `failed`, in CPU seconds), and what `on_disk` returns.
    """
    store = Store()
    quads = [quad for extraction in documents(count) for quad in to_quads(extraction)]
    store.engine.bulk_extend(with_merge(quads))
    disk = on_disk(folder / "asked.kg", quads)
    size = len(quads)
    del quads
    asked = questions(store)
    found = [{"name": each.name, **_compare(store, each)} for each in asked]
    if peer:
        graph = load_peer(store)
        for each, times in zip(asked, found, strict=True):
            times.update(ask_peer(graph, each, max(LEAST, FACTOR * times["kg"])))
    return {"documents": count, "quads": size, "questions": found, **disk}


def _compare(store: Store, question: Question) -> Json:
    question.ask()  # what is made once, such as the index of names, is measured apart
    kg, engine = [], []
    for _ in range(ROUNDS):
        engine.append(_seconds(lambda: [list(store.engine.query(text, prefixes=PREFIXES)) for text in question.sparql]))
        kg.append(_seconds(question.ask))
    return {"kg": min(kg), "engine": min(engine)}


def _seconds(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


def on_disk(path: Path, quads: list[ox.Quad]) -> Json:
    """Return `open` and `index` (CPU seconds), `index_megabytes`, and `cold` (CPU seconds of a process by command)."""
    with Store(path) as store:
        store.engine.bulk_extend(with_merge(quads))
    opened = _seconds(lambda: Store.open(path, read_only=True).close())
    with Store.open(path, read_only=True) as store:
        index = _seconds(lambda: store.search("nobody at all"))
        body = store.search("institute for water", most=1)[0].thing.name
    commands = [
        ["query"], ["query", "denials"], ["query", "events_of", f"organization={body}"],
        ["entity", body], ["search", "institute"],
    ]  # fmt: skip
    graph = ["-g", str(path)]
    return {
        "open": opened,
        "index": index,
        "index_megabytes": (path / FILE).stat().st_size / 1e6,
        "cold": {" ".join(command[:2]): _cold([*command, *graph]) for command in commands},
    }


def _cold(words: list[str]) -> float:
    """CPU seconds of the second of two runs of a command."""
    for _ in range(2):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        child = os.fork()
        if not child:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            os.execv(sys.executable, [sys.executable, "-m", "kg", *words])
        os.waitpid(child, 0)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def load_peer(store: Store) -> rdflib.Graph:
    """Return the merge of the documents in rdflib's own memory store."""
    graph = rdflib.Graph()
    with NamedTemporaryFile(suffix=".nt") as file:
        triples = (quad.triple for quad in store.engine.quads_for_pattern(None, None, None, DEFAULT))
        ox.serialize(triples, file.name, format=ox.RdfFormat.N_TRIPLES)
        graph.parse(file.name, format="nt")
    return graph


def ask_peer(graph: rdflib.Graph, question: Question, limit: float) -> Json:
    """Return `rdflib` (CPU seconds), or `over` (the limit) if that wasn't enough; `failed` if it raised an error."""
    with _forked(lambda: [list(graph.query(text, initNs=PREFIXES)) for text in question.sparql]) as child:
        resource.prlimit(child, resource.RLIMIT_CPU, (int(limit), int(limit) + 1))
        _, status, used = os.wait4(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGXCPU, signal.SIGKILL):
        return {"over": float(int(limit))}
    return {"failed" if status else "rdflib": used.ru_utime + used.ru_stime}


@contextmanager
def _forked(run: Callable[[], object]) -> Iterator[int]:
    child = os.fork()
    if not child:
        try:
            run()
            os._exit(0)
        finally:
            os._exit(1)
    yield child


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(Path(sys.argv[1]), *map(int, sys.argv[2:3]))))

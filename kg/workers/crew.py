"""Supervises the processes that extract: gives out documents, and yields what they gave in the order of reading."""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import replace
from multiprocessing.connection import wait

from kg.errors import DocumentError, KgError, WorkerError
from kg.model import Document, Extraction
from kg.workers.process import Job, Process

PATIENCE = (120.0, 1.0)
"""Seconds that a document may take: for any, and for every thousand characters. Some 0.05 per thousand are usual."""

_AT_ONCE = 2  # documents that a process has: the one that it reads, and the next, lest it wait for it
_IN_FLIGHT = 1_000_000  # characters that are read and not stored yet, about
_LONGEST = 200_000  # characters; more is read in volumes, one after the other
_TRIES = 2
_STARTS = 3

Found = tuple[Document, Extraction | KgError | None]


def extract_apart(
    documents: Iterable[Document],
    extract: Callable[[Document], Extraction],
    number: int,
    *,
    patience: tuple[float, float] = PATIENCE,
) -> Generator[Found, None, None]:
    """Extract documents in processes of their own.

    A process that dies or takes too long is replaced, and the document that it was reading tried once more in the new
    one. The processes end with the iteration, however that ends, and with this process.

    Args:
        documents: read as they are wanted; few are held at a time.
        extract: what extracts; it can be pickled.
        number: how many processes at most; as many start as there is work for.
        patience: seconds that a document may take: for any, and for every thousand characters.

    Yields:
        Each document with what it gave or with its error, in the order of the documents; with None one of more than
        200,000 characters, which is left to the caller, who has the memory for it.

    Raises:
        WorkerError: the extractor can't be sent to another process, or no process starts.
    """
    crew = Crew(_pack(extract), number, patience)
    try:
        yield from crew.extract(documents)
    finally:
        crew.close()


def weigh(document: Document) -> int:
    """Return what a document takes of memory, in characters: a short one, too, has evidence."""
    return len(document.text) + 4_000


def _pack(extract: Callable[[Document], Extraction]) -> bytes:
    try:
        return pickle.dumps(extract)
    except Exception as fault:
        reason = f"can't be sent to another process ({fault}); define it in a module, or build with one worker"
        raise WorkerError("extractor", reason) from fault


class Crew:
    """The processes, the documents that wait for one, and the answers that wait for their turn."""

    def __init__(self, packed: bytes, number: int, patience: tuple[float, float]) -> None:
        self._packed, self._number, self._patience = packed, number, patience
        self._processes: list[Process] = []
        self._waiting: deque[Job] = deque()
        self._answers: dict[int, Found] = {}
        self._weight = self._starts = 0

    def extract(self, documents: Iterable[Document]) -> Iterator[Found]:
        """Yield each document with what it gave; see `extract_apart`."""
        jobs = (Job(number, document) for number, document in enumerate(documents))
        turn = 0
        while (took := self._take_in(jobs)) or self._weight:
            self._give_out()
            self._collect(block=not took and turn not in self._answers)
            if turn in self._answers:
                found = self._answers.pop(turn)
                self._weight -= weigh(found[0])
                turn += 1
                yield found

    def _take_in(self, jobs: Iterator[Job]) -> bool:
        """Read a document, if there is room for it; tell whether one was read."""
        has_room = len(self._waiting) < self._number and self._weight < _IN_FLIGHT
        job = next(jobs, None) if has_room else None
        if job is not None:
            self._weight += weigh(job.document)
            if len(job.document.text) > _LONGEST:
                self._answers[job.number] = (job.document, None)
            else:
                self._waiting.append(job)
        return job is not None

    def _give_out(self) -> None:
        """Give what waits to who has least to do; start a process where all have something."""
        while self._waiting:
            free = min(self._processes, key=lambda each: len(each.jobs), default=None)
            if len(self._processes) < self._number and (free is None or free.jobs):
                free = self._start()
            if free is None or len(free.jobs) >= _AT_ONCE:
                return
            job = self._waiting.popleft()
            if not free.give(job):
                self._waiting.appendleft(job)
                self._bury(free)

    def _start(self) -> Process:
        process = Process(self._packed, self._patience)
        self._processes.append(process)
        return process

    def _collect(self, *, block: bool) -> None:
        """Take the answers that are there; if told so, wait until there is one, or somebody has taken too long."""
        if not self._processes:
            return
        channels = {each.channel: each for each in self._processes}
        left = max(0.0, min(each.left for each in self._processes))
        there = wait(channels, (left if left < float("inf") else None) if block else 0)
        for channel in there:
            self._take(channels[channel])  # type: ignore[index]
        for process in [each for channel, each in channels.items() if channel not in there and each.left <= 0]:
            self._bury(process)

    def _take(self, process: Process) -> None:
        try:
            answer = process.take()
        except (EOFError, OSError):
            self._bury(process)
            return
        if process.ready:
            job = process.jobs.popleft()
            self._settle(job, answer)
        elif isinstance(answer, KgError):
            raise answer
        else:
            process.ready = True
            self._starts = 0

    def _settle(self, job: Job, answer: Extraction | KgError | None) -> None:
        if isinstance(answer, Extraction):
            known = job.document
            answer = replace(answer, document=replace(answer.document, text=known.text, blocks=known.blocks))
        assert answer is not None
        self._answers[job.number] = (job.document, answer)

    def _bury(self, process: Process) -> None:
        """Replace a process that is dead or too late; what it was reading is tried once more, alone in a fresh one."""
        reason = process.kill()
        self._processes.remove(process)
        jobs = list(process.jobs)
        if not process.ready:
            self._starts += 1
            if self._starts >= _STARTS:
                raise WorkerError("process", f"doesn't start: it {reason}; give fewer workers, or free some memory")
        elif jobs:
            self._try_again(jobs.pop(0), reason)
        self._waiting.extendleft(reversed(jobs))

    def _try_again(self, job: Job, reason: str) -> None:
        job.tries += 1
        if job.tries < _TRIES:
            if not self._start().give(job):
                self._waiting.appendleft(job)
            return
        told = f"extracting it failed twice: the process {reason}; split the file, or leave it out"
        self._settle(job, DocumentError(job.document.name, told))

    def close(self) -> None:
        """End all processes."""
        while self._processes:
            self._processes.pop().end()

"""What one task does: reads the files of a shard, and writes the graphs of their documents once, by content address.

A partition is named by all that it depends on: the documents, the extractor, kg itself. What is there under that name
isn't made again, so a task may run twice, or die anywhere, and nothing is counted or stored twice.
"""

from __future__ import annotations

import atexit
import gzip
import hashlib
import json
import pickle
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from typing import Self

from kg.cluster.storage import Storage
from kg.documents import tell_fault
from kg.documents.options import ReadOptions
from kg.documents.readers import read_sources
from kg.documents.sources import Source
from kg.errors import DocumentError, EmptyError, KgError, WorkerError
from kg.gaps import BARREN
from kg.model import Document, Extraction
from kg.recipe import digest_code
from kg.store.partitions import write_graph
from kg.workers.crew import PATIENCE, Crew

Failure = tuple[bool, str, str]
"""A file or document that gave nothing: whether it is only empty, its name, the reason."""


@dataclass(frozen=True, slots=True)
class Task:
    """What all shards have in common; `packed` is what extracts, `code` stands for the kg that shall run it."""

    packed: bytes
    recipe: Callable[[Document], str]
    base: str
    storage: Storage
    code: str
    compressed: bool = True
    options: ReadOptions | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A partition as the manifest lists it."""

    name: str
    sha256: str = ""
    documents: int = 0
    statements: int = 0
    quads: int = 0
    relations: dict[str, int] = field(default_factory=dict)
    refused: list[tuple[str, str, int]] = field(default_factory=list)
    warnings: int = 0
    barren: list[tuple[str, str]] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)

    @classmethod
    def parse(cls, content: bytes | str) -> Self:
        """Read what `write` wrote."""
        return cls(**json.loads(content))

    def write(self) -> bytes:
        """Write it as JSON."""
        return f"{json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)}\n".encode()


def make_partition(sources: Iterable[Source], task: Task) -> Part:
    """Read files, extract their documents, and write the partition, unless it's there.

    Args:
        sources: the files of a shard.
        task: how.

    Raises:
        WorkerError: this process runs another kg than the one that asks, or the extractor can't be loaded here.
        OutputError: the partition can't be written.
    """
    if task.code != digest_code():
        raise WorkerError("worker", "runs another kg, or another Python, than the build; install the same there")
    failures: list[Failure] = []
    read = read_sources(
        sources, base=task.base, on_error=lambda e: failures.append(_fail(e)), taken=set(), options=task.options
    )
    documents = list(read)
    made = [task.recipe(document) for document in documents]
    name = _address(documents, made)
    part = _find(name, task.storage)
    if part is None:
        part = _write(name, list(_extract(documents, task.packed)), made, task)
    return replace(part, failures=[*failures, *part.failures])


def _fail(error: KgError) -> Failure:
    told = error.args if isinstance(error, DocumentError) else ("", str(error))
    return isinstance(error, EmptyError), *told


def _address(documents: Iterable[Document], made: Iterable[str]) -> str:
    lines = (f"{one.iri} {key} {one.file}\n" for one, key in zip(documents, made, strict=True))
    return hashlib.sha256("".join(lines).encode()).hexdigest()[:32]


def _find(name: str, storage: Storage) -> Part | None:
    """What was told of a partition that is there and whole; what couldn't be extracted then is tried again."""
    told = storage.read(f"{name}.json")
    part = Part.parse(told) if told else None
    return part if part is not None and not part.failures else None


def _extract(documents: Iterable[Document], packed: bytes) -> Iterator[Extraction | KgError]:
    """Extract in a process beside this one, which a document can't kill or stop with it."""
    for document, found in _crew(packed, threading.get_ident()).extract(documents):
        yield found or _extract_here(document, packed)


def _extract_here(document: Document, packed: bytes) -> Extraction | KgError:
    try:
        extraction: Extraction = _load(packed)(document)
    except Exception as fault:
        return tell_fault(document.name, "extracting", fault)
    return extraction


@lru_cache(maxsize=32)
def _crew(packed: bytes, _: int) -> Crew:
    """The process that extracts for a thread of this one; it stays, for to load its models takes seconds."""
    crew = Crew(packed, 1, PATIENCE)
    atexit.register(crew.close)
    return crew


@lru_cache(maxsize=1)
def _load(packed: bytes) -> Callable[[Document], Extraction]:
    extract: Callable[[Document], Extraction] = pickle.loads(packed)
    return extract


def _write(name: str, found: list[Extraction | KgError], made: list[str], task: Task) -> Part:
    """Write the graphs, and then what tells that they are there."""
    pairs = [(one, key) for one, key in zip(found, made, strict=True) if isinstance(one, Extraction)]
    lines = b"".join(write_graph(extraction, key) for extraction, key in pairs)
    file = f"{name}.nq.gz" if task.compressed else f"{name}.nq"
    content = gzip.compress(lines, 1, mtime=0) if task.compressed else lines
    failures = [_fail(each) for each in found if isinstance(each, KgError)]
    part = _count(file, [extraction for extraction, _ in pairs])
    part = replace(part, sha256=hashlib.sha256(content).hexdigest(), quads=lines.count(b"\n"), failures=failures)
    task.storage.write(file, content)
    task.storage.write(f"{name}.json", part.write())
    return part


def _count(file: str, extractions: list[Extraction]) -> Part:
    relations: Counter[str] = Counter()
    refused: Counter[tuple[str, str]] = Counter()
    warnings = [
        (one.document.name, warning) for one in extractions for warning in (*one.document.warnings, *one.warnings)
    ]
    for extraction in extractions:
        relations.update(one.predicate for one in extraction.statements)
        refused.update((one.predicate, one.reason) for one in extraction.rejections)
    return Part(
        file,
        documents=len(extractions),
        statements=relations.total(),
        relations=dict(sorted(relations.items())),
        refused=[(*key, number) for key, number in sorted(refused.items())],
        warnings=len(warnings),
        barren=[each for each in warnings if each[1].startswith(BARREN)],
    )


def read_lines(part: Part, storage: Storage) -> bytes:
    """Return a partition's N-Quads.

    Raises:
        WorkerError: the file is gone, or isn't what was written.
    """
    content = storage.read(part.name)
    if content is None or hashlib.sha256(content).hexdigest() != part.sha256:
        raise WorkerError(f"{storage.url}/{part.name}", "isn't what was written there; remove it and build again")
    return gzip.decompress(content) if part.name.endswith(".gz") else content

"""Documents → statements → store: one bad document never costs another its facts, and everything is counted."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Set
from contextlib import closing, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kg.absences import Absence, find_absences
from kg.checkpoints import Checkpoint
from kg.documents import ReadOptions, read, tell_fault
from kg.documents.readers import PassOver
from kg.documents.values import Given, Paths, Text, each_given
from kg.errors import DocumentError, EmptyError, KgError
from kg.extraction import Extract, make_extract, prepare_extractor
from kg.extractor import Extractor
from kg.gaps import BARREN
from kg.graph import Store
from kg.logs import Event, log
from kg.model import Document, Extraction
from kg.ontology import load_ontology
from kg.progress import ProgressBar
from kg.recipe import make_recipe
from kg.threads import use_one_thread
from kg.workers import extract_apart

if TYPE_CHECKING:
    from kg.ontology import Ontology


@dataclass(slots=True)
class BuildReport:
    """What a build did: documents with what each gave, what was refused and why, what couldn't be read.

    It grows only with documents of which something must be told: `refused` counts the rejections by relation and
    reason, `barren` are documents without facts with the warning that says so. `relations` counts the statements of
    each predicate. Of the `unchanged`, `skipped` weren't even extracted: they and
    all that extraction depends on are as they were. `absences` are documents whose files are gone, `pruned` those of
    them that were taken out of the store.
    """

    documents: int = 0
    statements: int = 0
    unchanged: int = 0
    skipped: int = 0
    relations: Counter[str] = field(default_factory=Counter)
    refused: Counter[tuple[str, str]] = field(default_factory=Counter)
    warnings: int = 0
    barren: list[tuple[str, str]] = field(default_factory=list)
    errors: list[KgError] = field(default_factory=list)
    absences: list[Absence] = field(default_factory=list)
    pruned: list[Absence] = field(default_factory=list)
    seconds: float = 0.0

    def fail(self, error: KgError) -> None:
        """Take note of what couldn't be read, and tell it."""
        self.errors.append(error)
        reason = getattr(error, "reason", str(error))
        log(Event("failed", document=getattr(error, "name", ""), reason=reason), logging.WARNING)

    def end(self, seconds: float) -> None:
        """Take note of how long the build took, and tell what it did."""
        self.seconds = seconds
        counts = {"documents": self.documents, "unchanged": self.unchanged, "statements": self.statements}
        others = {"refused": self.refused.total(), "warnings": self.warnings, "failed": len(self.errors)}
        log(Event("built", counts=counts | others, seconds=seconds))

    def reasons(self) -> Counter[str]:
        """Count the rejections by reason."""
        found: Counter[str] = Counter()
        for (_, reason), number in self.refused.items():
            found[reason] += number
        return found

    def unfound(self, ontology: Ontology) -> list[str]:
        """Say of each relation that isn't a shipped one and of which no fact was found what is known of why."""
        shipped = load_ontology().properties
        return [self._explain(iri, ontology) for iri in ontology.properties if iri not in {*shipped, *self.relations}]

    def _explain(self, iri: str, ontology: Ontology) -> str:
        reasons = Counter({reason: number for (relation, reason), number in self.refused.items() if relation == iri})
        if reasons:
            said = "; ".join(f"{number} refused: {reason}" for reason, number in reasons.most_common())
        elif any(frame.evokes == iri for frame in ontology.frames):
            said = "no text had the words of its frames between things of its domain and range"
        else:
            said = "no frame evokes it; give it one"
        return f"{iri}: nothing was found; {said}"


Progress = Callable[[Extraction, BuildReport], None]
"""Called after each document, or volume of a long one, with what it gave and with the report so far."""


def build(
    paths: Paths,
    *,
    store: Store | str | Path | None = None,
    extractor: Extractor | None = None,
    min_confidence: float | None = None,
    progress: Progress | bool | None = None,
    again: bool = False,
    prune: bool = False,
    options: ReadOptions | None = None,
    resolve: bool = True,
    workers: int = 1,
) -> Store:
    """Read documents into a knowledge graph.

    Args:
        paths: a file, a folder (read with its sub-folders), or several of them; texts as a mapping of the names that
            evidence shall call them by to the texts, as `kg.Text`, or from a table by `kg.texts_of`.
        store: a store, or the folder of one; without it, a new store in memory.
        extractor: from `prepare_extractor`; without it, the one with everything that is shipped.
        min_confidence: leave out facts of less confidence, from 0 to 1; without it, those that are less certain than
            the extractor demands. What a thing is and what it is called stays as long as a fact is about it.
        progress: True for a bar, in a terminal or a notebook; or what is called after each document that was extracted.
        again: extract documents, too, that are in the store as this extractor would find them: see `kg.recipe`.
        prune: take documents out of the store that were read from these paths before and aren't there any more. Those
            of files that only have another name now always move.
        options: how the documents are read: which columns hold texts, whether other languages than English count.
        resolve: find out at the end which things of documents are one: see `Store.resolve`; not behind an endpoint.
        workers: extract in so many processes; the store is the same for any number. With one, in this process.

    Returns:
        The store, with one named graph for each document.

    Raises:
        DocumentError: no document could be read.
        LanguageError: the spaCy pipeline is missing.
        StoreError: the store can't be opened or written.
        WorkerError: other processes can't be started.
    """
    target, given = store if isinstance(store, Store) else Store(store), list_paths(paths)
    called = None if isinstance(progress, bool) else progress
    with closing(ProgressBar(given)) if progress is True else nullcontext() as bar:
        report = build_into(
            target,
            given,
            extractor=extractor,
            min_confidence=min_confidence,
            progress=bar.show if bar else called,
            again=again,
            prune=prune,
            options=options,
            resolve=resolve,
            workers=workers,
        )
        if bar:
            bar.count(report)
    if report.errors and not report.documents:
        raise report.errors[0]
    return target


def build_into(
    store: Store,
    paths: Paths,
    *,
    extractor: Extractor | None = None,
    min_confidence: float | None = None,
    progress: Progress | None = None,
    again: bool = False,
    prune: bool = False,
    options: ReadOptions | None = None,
    resolve: bool = True,
    workers: int = 1,
    pass_over: PassOver | None = None,
) -> BuildReport:
    """Read documents into a store and report.

    Args:
        store: where the documents go; each takes the place of what it said before.
        paths: as for `build`.
        extractor: as for `build`.
        min_confidence: as for `build`.
        progress: as for `build`.
        again: as for `build`.
        prune: as for `build`.
        options: as for `build`.
        resolve: as for `build`.
        workers: as for `build`.
        pass_over: tells the files that the store has as they are, so that they needn't even be read.

    Returns:
        What was read, refused and warned of; files that couldn't be read are among its errors.
    """
    started = time.perf_counter()
    report = BuildReport()
    extract = make_extract(extractor or prepare_extractor(), min_confidence)
    ready = extract.extractor
    given = list_paths(paths)
    read_now: set[str] = set()
    leave = _note_known(pass_over, read_now) if pass_over is not None else None
    documents = read(given, base=ready.base, on_error=report.fail, options=options, pass_over=leave)
    made: dict[str, str] = {}
    recipe = make_recipe(ready) if store.lasts else None  # what is in memory is all new
    wanted = _find_changed(documents, store, recipe, made, report, read_now, again=again)
    store.keep_ontology(ready.ontology)
    extracted = _extract_all(wanted, extract, workers)
    with Checkpoint(store) as checkpoint, closing(extracted), use_one_thread():
        for document, found in extracted:
            began = time.perf_counter()
            note = made.pop(document.iri, "")
            for extraction in _list_volumes(document, found, extract, store, report):
                try:
                    changed = store.add(extraction, made=note)
                except KgError:
                    raise  # a store that can't be written: no other document could be kept
                except Exception as fault:
                    report.fail(tell_fault(document.name, "storing", fault))
                    _take_back(extraction, store)
                    break
                _count(extraction, report, changed=changed, seconds=time.perf_counter() - began)
                checkpoint.pass_by(extraction)
                if progress is not None:
                    progress(extraction, report)
    settle(store, given, read_now, report, prune=prune, resolve=resolve)
    report.end(time.perf_counter() - started)
    return report


def _note_known(pass_over: PassOver, read_now: set[str]) -> PassOver:
    """Count documents of files that are passed over as read."""

    def leave(path: Path) -> Collection[str] | None:
        known = pass_over(path)
        read_now.update(known or ())
        return known

    return leave


def _extract_all(
    documents: Iterable[Document], extract: Extract, workers: int
) -> Generator[tuple[Document, Extraction | KgError | None], None, None]:
    """Yield each document with what it gave in another process, or with None where it's to be extracted here."""
    return extract_apart(documents, extract, workers) if workers > 1 else ((one, None) for one in documents)


def _find_changed(
    documents: Iterable[Document],
    store: Store,
    recipe: Callable[[Document], str] | None,
    made: dict[str, str],
    report: BuildReport,
    read_now: set[str],
    *,
    again: bool,
) -> Iterator[Document]:
    """Yield the documents to extract, and note in `made` what stands for all that each depends on."""
    for document in documents:
        read_now.add(document.iri)
        key = recipe(document) if recipe is not None else ""
        if not again and store.is_made(document.iri, key):
            report.documents += 1
            report.unchanged += 1
            report.skipped += 1
            store.move(document.iri, document.file)
            log(Event("skipped", document.name), logging.DEBUG)
        else:
            made[document.iri] = key
            log(Event("read", document.name, counts={"characters": len(document.text)}), logging.DEBUG)
            yield document


def settle(
    store: Store, given: Iterable[Given], read_now: Set[str], report: BuildReport, *, prune: bool, resolve: bool
) -> None:
    """Do what a build ends with, when all documents are stored: absences, which things are one, all on the disk."""
    _settle_absences(store, given, read_now, report, prune=prune)
    if resolve and store.can_resolve:
        store.resolve()
    store.flush()


def _settle_absences(
    store: Store, given: Iterable[Given], read_now: Set[str], report: BuildReport, *, prune: bool
) -> None:
    """Report what isn't in the given paths any more; take out what has another name now, and all of it if asked to."""
    emptied = {Path(error.name).resolve() for error in report.errors if isinstance(error, EmptyError)}
    failed = {error.name for error in report.errors if isinstance(error, DocumentError)}
    paths = [path for path in given if not isinstance(path, Text)]
    report.absences = find_absences(store, paths, read_now, emptied, failed)
    report.pruned = [one for one in report.absences if prune or one.now]
    for one in report.absences:
        log(Event("absent", one.document.name, str(one)), logging.INFO if one.now else logging.WARNING)
    for one in report.pruned:
        store.remove(one.document.iri)
        log(Event("removed", one.document.name))


def _list_volumes(
    document: Document, found: Extraction | KgError | None, extract: Extract, store: Store, report: BuildReport
) -> Iterator[Extraction]:
    """Yield what a document gave elsewhere, or what it gives here; one that fails takes back its first volumes."""
    if isinstance(found, KgError):
        report.fail(found)
    if found is not None:
        yield from (found,) if isinstance(found, Extraction) else ()
        return
    extraction = None
    try:
        for extraction in extract.volumes(document):
            yield extraction
    except Exception as fault:
        report.fail(tell_fault(document.name, "extracting", fault))
        if extraction is not None:
            _take_back(extraction, store)


def _take_back(extraction: Extraction, store: Store) -> None:
    """Take out what was stored of a document whose next volume can't be: it would be half a document."""
    if extraction.volumes > 1:
        store.remove(extraction.document.iri)


def list_paths(paths: Paths) -> list[Given]:
    """Return what one or several paths or texts are given as."""
    return list(each_given(paths))


def _count(extraction: Extraction, report: BuildReport, *, changed: bool, seconds: float) -> None:
    name = extraction.document.name
    report.documents += extraction.volume == 0
    report.unchanged += not changed
    report.statements += len(extraction.statements)
    report.relations.update(one.predicate for one in extraction.statements)
    report.refused.update((each.predicate, each.reason) for each in extraction.rejections)
    read = () if extraction.volume else extraction.document.warnings
    warnings = (*read, *extraction.warnings)
    report.warnings += len(warnings)
    report.barren += [(name, warning) for warning in warnings if warning.startswith(BARREN)]
    _tell_stored(extraction, warnings, seconds)


def _tell_stored(extraction: Extraction, warnings: Collection[str], seconds: float) -> None:
    name = extraction.document.name
    for warning in warnings:
        log(Event("warned", name, warning))
    if extraction.rejections:
        reasons = Counter(each.reason for each in extraction.rejections)
        log(Event("refused", name, counts=reasons), logging.DEBUG)
    counts = {"statements": len(extraction.statements), "refused": len(extraction.rejections)}
    volume = {"volume": extraction.volume + 1, "volumes": extraction.volumes} if extraction.volumes > 1 else {}
    log(Event("stored", name, counts={**counts, "warnings": len(warnings), **volume}, seconds=seconds))

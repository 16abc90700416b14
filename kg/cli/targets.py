"""Where a build writes: one file, a file for each document, a page, a report."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Self

from kg.cli.commands import DEFAULT_GRAPH, STANDARD_OUTPUT, put
from kg.errors import OutputError
from kg.gaps import find_bare, write_object
from kg.outputs import check_target, replace_file

if TYPE_CHECKING:
    from kg.builder import BuildReport
    from kg.graph import Store
    from kg.model import Extraction, Passage, Rejection, Statement


@dataclass(slots=True)
class Targets:
    """What a build shall write; `given` are the paths that name single files."""

    output: Path | None
    folder: Path | None
    html: Path | None
    report: Path | None
    given: frozenset[str] = frozenset()
    records: list[dict[str, object]] = field(default_factory=list)
    files: dict[str, Path] = field(default_factory=dict)
    volumes: list[Extraction] = field(default_factory=list)

    @classmethod
    def of(cls, options: argparse.Namespace) -> Self:
        """Read the options of `kg build`, and refuse what couldn't be written before anything is read.

        Raises:
            OutputError: a folder is missing, or a suffix tells no format.
        """
        output = options.output or (None if options.store else DEFAULT_GRAPH)
        into = output is not None and _is_folder(output)
        targets = cls(
            output=Path(output) if output is not None and not into else None,
            folder=Path(output) if output is not None and into else None,
            html=Path(options.html) if options.html else None,
            report=Path(options.report) if options.report else None,
            given=frozenset(Path(path).as_posix() for path in options.paths),
        )
        targets._check()
        return targets

    @property
    def wants_all(self) -> bool:
        """Whether what each single document gave is written, so that none may be skipped."""
        return self.folder is not None or self.report is not None

    def _check(self) -> None:
        from kg.exports import format_of

        if self.output is not None and str(self.output) != STANDARD_OUTPUT:
            format_of(self.output)
            check_target(self.output)
        for path in (self.html, self.report):
            # The folder of the graphs is made on the way.
            if path is not None and path.parent != self.folder:
                check_target(path)

    def add(self, extraction: Extraction) -> None:
        """Take in what a document or a volume of it gave; write its file, if each document has its own."""
        if self.wants_all and (whole := self._gather(extraction)) is not None:
            if self.report is not None:
                self.records.append(_record(whole))
            if self.folder is not None:
                self._write_document(self.folder, whole)

    def _gather(self, extraction: Extraction) -> Extraction | None:
        """Put the volumes of a document together, as soon as all are there."""
        from kg.extractor.pipeline import unite

        before = self.volumes if extraction.volume else []
        self.volumes = [*before, extraction]
        return unite(self.volumes) if len(self.volumes) == extraction.volumes else None

    def _write_document(self, folder: Path, extraction: Extraction) -> None:
        from kg.graph import Store

        path = folder / self._name(extraction.document.name)
        _make_folder(path.parent)
        with Store() as alone:
            alone.add(extraction)
            alone.export(path)
        self.files[extraction.document.iri] = path

    def _name(self, document: str) -> PurePosixPath:
        """The name of a document's file, below the folder; none is used twice."""
        parts = [part for part in PurePosixPath(document).parts if part not in ("/", "..", ".")]
        name = PurePosixPath(*(parts[-1:] if document in self.given else parts))
        if document == "-":
            name = PurePosixPath("stdin")
        taken = {path.relative_to(self.folder or Path()).as_posix() for path in self.files.values()}
        choices = (
            f"{name.stem}.ttl",
            f"{name.name}.ttl",
            *(f"{name.name}-{number}.ttl" for number in range(2, 10_000)),
        )
        return next(name.with_name(one) for one in choices if name.with_name(one).as_posix() not in taken)

    def write(self, store: Store, report: BuildReport) -> None:
        """Write all that holds more than one document."""
        from kg.exports import write as as_text

        if self.output is not None and str(self.output) == STANDARD_OUTPUT:
            put(as_text(store))
        elif self.output is not None:
            store.export(self.output)
        if self.html is not None:
            store.draw(self.html)
        if self.report is not None:
            text = json.dumps(_whole(report, self.records), ensure_ascii=False, indent=2)
            replace_file(self.report, f"{text}\n".encode())

    def written(self) -> Iterable[str]:
        """Name what was written."""
        if self.folder is not None:
            yield f"{len(self.files)} graphs in {self.folder}"
        for path in (self.output, self.html, self.report):
            if path is not None and str(path) != STANDARD_OUTPUT:
                yield str(path)


def _is_folder(output: str) -> bool:
    return output != STANDARD_OUTPUT and (output.endswith("/") or Path(output).is_dir() or not Path(output).suffix)


def _make_folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(str(path), f"can't be made ({error.strerror}); choose another folder") from error


def _record(extraction: Extraction) -> dict[str, object]:
    document = extraction.document
    return {
        "document": document.name,
        "iri": document.iri,
        "statements": len(extraction.statements),
        "warnings": [*document.warnings, *extraction.warnings],
        "without facts": [_bare(one) for one in find_bare(extraction.statements)],
        "rejections": [_refusal(one) for one in extraction.rejections],
    }


def _bare(name: Statement) -> dict[str, object]:
    """A thing that is named, and of which no fact tells."""
    return {"thing": name.subject, "name": write_object(name), **_place(name.passage)}


def _refusal(rejection: Rejection) -> dict[str, object]:
    return {
        "subject": rejection.subject,
        "predicate": rejection.predicate,
        "object": rejection.object,
        "reason": rejection.reason,
        "rule": rejection.rule,
        **_place(rejection.passage),
    }


def _place(passage: Passage) -> dict[str, object]:
    return {"words": passage.exact, "sentence": passage.sentence, "start": passage.start, "end": passage.end}


def _whole(report: BuildReport, records: list[dict[str, object]]) -> dict[str, object]:
    return {
        "documents": records,
        "totals": {
            "documents": report.documents,
            "statements": report.statements,
            "unchanged": report.unchanged,
            "refused": dict(report.reasons().most_common()),
            "warnings": report.warnings,
            "seconds": round(report.seconds, 3),
        },
        "errors": [str(error) for error in report.errors],
        "absences": [{"document": one.document.name, "now": one.now} for one in report.absences],
    }

"""Documents are extracted in other processes as in this one; what kills or hangs one costs nothing but itself."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

import kg
from kg.builder import build_into
from kg.errors import DocumentError, WorkerError
from kg.exports import write as as_text
from kg.graph import Store
from kg.model import Document, Extraction
from kg.workers import crew, extract_apart
from tests.conftest import ROOT
from tests.faults import faulty
from tests.samples import sample_document

IMPATIENT = (1.5, 0.0)

needs_proc = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="there is no /proc here")


def texts(*words: str) -> Iterator[Document]:
    for number, word in enumerate(words):
        yield sample_document(f"{number:02}.txt", f"{word} The Tide Institute is the {number}th.\n")


def outcome(found: Extraction | Exception | None) -> str:
    return "" if isinstance(found, Extraction) else str(found)


def outcomes(folder: Path, words: Iterable[str], number: int = 2) -> list[str]:
    found = list(extract_apart(texts(*words), faulty(folder).extract, number, patience=IMPATIENT))
    assert [document.name for document, _ in found] == [f"{number:02}.txt" for number in range(len(found))]
    return [outcome(each) for _, each in found]


@pytest.fixture
def mark(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """What stands in the environment of all processes that this test starts."""
    monkeypatch.setenv("KG_TEST_MARK", str(tmp_path))
    return f"KG_TEST_MARK={tmp_path}"


def children(mark: str) -> int:
    """How many processes that extract a test has left."""
    found = 0
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            command, environment = ((process / name).read_bytes() for name in ("cmdline", "environ"))
            found += b"kg.workers.child" in command and mark.encode() in environment
    return found


def test_a_document_gives_the_same_in_another_process(tmp_path: Path) -> None:
    extractor = faulty(tmp_path / "tried")
    [(document, found)] = extract_apart(texts("fine"), extractor.extract, 2)
    assert found == extractor.extract(document)


def test_what_dies_or_hangs_or_fails_costs_itself_alone(tmp_path: Path) -> None:
    words = ["fine", "kill", "once", "slow", "crash", "fine", "hang", "stop", "raise", "fine"]
    told = outcomes(tmp_path / "tried", words)
    twice = "extracting it failed twice: the process "
    assert [bool(each) for each in told] == [word in ("kill", "crash", "hang", "stop", "raise") for word in words]
    assert f"01.txt: {twice}was killed, perhaps for want of memory" in told[1]
    assert f"04.txt: {twice}was ended by SIGABRT" in told[4]
    assert f"06.txt: {twice}took more than 2 seconds" in told[6]
    assert f"07.txt: {twice}took more than 2 seconds" in told[7]
    assert "08.txt: extracting it failed (ValueError: a fault)" in told[8]
    for number, times in ((1, 2), (2, 2), (4, 2), (6, 2), (8, 1), (9, 1)):
        assert len(list((tmp_path / "tried").glob(f"{number:02}.txt.*"))) == times


def test_few_documents_are_in_flight(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "_IN_FLIGHT", 20_000)  # some five short documents
    read = 0

    def watched() -> Iterator[Document]:
        nonlocal read
        for document in texts("slow", *["fine"] * 30):
            read += 1
            yield document

    for taken, _ in enumerate(extract_apart(watched(), faulty(tmp_path / "tried").extract, 2)):
        assert read - taken <= 6


@needs_proc
def test_a_long_document_is_left_to_the_caller(tmp_path: Path) -> None:
    documents = list(texts("fine", "fine " * 50_000, "fine"))
    found = list(extract_apart(documents, faulty(tmp_path / "tried").extract, 2))
    assert [document for document, _ in found] == documents
    assert [each is None for _, each in found] == [False, True, False]


def test_the_processes_end_with_the_iteration(tmp_path: Path, mark: str) -> None:
    found = extract_apart(texts(*["slow"] * 9), faulty(tmp_path / "tried").extract, 2)
    next(found)
    assert children(mark) == 2
    found.close()
    assert not children(mark)


def test_what_cannot_be_sent_is_told() -> None:
    with pytest.raises(WorkerError, match="can't be sent to another process"):
        list(extract_apart(texts("fine"), lambda document: None, 2))  # type: ignore[arg-type, return-value]


def test_processes_that_do_not_start_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.workers.process.PROGRAM", "kg.workers.nothing")
    with pytest.raises(WorkerError, match="doesn't start: it ended with status 1"):
        list(extract_apart(texts("fine"), faulty(tmp_path).extract, 2))


def fill(folder: Path, words: Iterable[str]) -> Path:
    folder.mkdir()
    for document in texts(*words):
        (folder / document.name).write_text(document.text, encoding="utf-8")
    return folder


def test_a_store_is_the_same_for_any_number_of_workers(tmp_path: Path) -> None:
    folder = fill(tmp_path / "texts", ["slow", "fine", "once", "fine", "raise", "fine", "slow", "fine"])
    written = []
    for number in (1, 3):
        tried = tmp_path / f"tried{number}"
        tried.mkdir()
        (tried / "02.txt.0").touch()
        with Store(tmp_path / f"{number}.kg") as store:
            seen: list[str] = []
            report = build_into(
                store,
                folder,
                extractor=faulty(tried),
                workers=number,
                progress=lambda extraction, _, seen=seen: seen.append(extraction.document.name),
            )
            assert [error.name for error in report.errors if isinstance(error, DocumentError)] == ["04.txt"]
            assert seen == sorted(seen)
            assert report.documents == 7
            written.append((set(store.engine), as_text(store, "nquads")))
    assert written[0] == written[1]


def test_stories_give_the_same_bytes_in_two_processes(extractor, tmp_path: Path) -> None:
    stories = sorted((ROOT / "tests" / "stories").glob("*.txt"))
    here, apart = (kg.build(stories, extractor=extractor, workers=number) for number in (1, 2))
    assert as_text(here, "trig") == as_text(apart, "trig")


@needs_proc
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_nothing_is_left_of_a_build_that_is_stopped(tmp_path: Path, mark: str, how: signal.Signals) -> None:
    folder = fill(tmp_path / "texts", ["fine", *["hang"] * 4])
    program = f"""
import kg, signal
from pathlib import Path
from tests.faults import faulty
signal.signal(signal.SIGINT, signal.default_int_handler)  # in the background it may be ignored
kg.build({str(folder)!r}, store={str(tmp_path / "news.kg")!r}, extractor=faulty(Path({str(tmp_path / "tried")!r})),
         workers=2, progress=lambda extraction, report: print(extraction.document.name, flush=True))
"""
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT
    ) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == "00.txt\n"
        assert children(mark) == 2
        os.kill(run.pid, how)
        run.wait(10)
    deadline = time.monotonic() + 10
    while children(mark) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not children(mark)
    with Store(tmp_path / "news.kg") as store:
        assert [one.name for one in store.documents()] == ["00.txt"]

"""`kg build --watch` keeps a graph as a build of the folder would make it, and reads only what has changed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.builder import build_into
from kg.cli import main
from kg.exports import write as as_text
from kg.graph import Store
from tests.choices import add_row, chosen_texts
from tests.conftest import ROOT
from tests.faults import Faulty, faulty

Step = Callable[[], object]


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    for name in ("a", "b"):
        write(folder, name, f"fine The Tide Institute met in {name}.\n")
    return folder


def write(folder: Path, name: str, text: str = "fine The Tide Institute met.\n") -> None:
    (folder / f"{name}.txt").write_text(text, encoding="utf-8")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Runs the command; between two looks the next step is done, and after the last comes Ctrl-C.

    It returns the names of the documents that were extracted, each with the number of the look after which it was.
    """
    extractor = faulty(tmp_path / "tried")
    monkeypatch.setattr("kg.cli.build._extractor", lambda options: extractor)

    def run(*words: str, steps: list[Step]) -> list[str]:
        looks = 0
        read: list[str] = []

        def sleep(_: float) -> None:
            nonlocal looks
            if looks > len(steps):
                raise KeyboardInterrupt
            if looks:
                steps[looks - 1]()
            looks += 1

        def extract(self: Faulty, document: object) -> object:
            read.append(f"{looks - 1} {document.name}")  # type: ignore[attr-defined]
            return whole(self, document)  # type: ignore[arg-type]

        whole = Faulty.extract
        with monkeypatch.context() as patch:
            patch.setattr("kg.cli.watch.time.sleep", sleep)
            patch.setattr(Faulty, "extract", extract)
            assert main(["build", *words, "--watch"]) == 0
        return read

    return run


def nothing() -> None:
    pass


def test_only_what_has_changed_is_read(run, texts: Path, tmp_path: Path, capsys) -> None:
    steps = [nothing, nothing, lambda: write(texts, "b", "fine The Tide Institute met again."), nothing, nothing]
    read = run(str(texts), "--store", str(tmp_path / "news.kg"), steps=steps)
    assert read == ["1 a.txt", "1 b.txt", "4 b.txt"]
    told = [line.split(maxsplit=1)[1] for line in capsys.readouterr().err.splitlines()]
    assert [line.split(",")[0] for line in told] == ["2 documents", "1 document"]


def test_a_file_that_is_still_written_is_waited_for(run, texts: Path, tmp_path: Path) -> None:
    def grow() -> None:
        with (texts / "c.txt").open("a", encoding="utf-8") as file:
            file.write("fine The Tide Institute met.\n")

    read = run(str(texts), "--store", str(tmp_path / "news.kg"), steps=[nothing, grow, grow, grow, nothing])
    assert read == ["1 a.txt", "1 b.txt", "5 c.txt"]


def test_the_file_is_that_of_a_build(run, texts: Path, tmp_path: Path) -> None:
    steps = [nothing, lambda: (texts / "a.txt").unlink(), lambda: write(texts, "c"), nothing]
    run(str(texts), "-o", str(tmp_path / "news.ttl"), steps=steps)
    with Store() as store:
        build_into(store, texts, extractor=faulty(tmp_path / "again"))
        assert (tmp_path / "news.ttl").read_text("utf-8") == as_text(store)


def test_a_store_keeps_what_is_gone_and_says_so_once(run, texts: Path, tmp_path: Path, capsys) -> None:
    steps = [nothing, lambda: (texts / "a.txt").unlink(), lambda: write(texts, "c"), nothing]
    run(str(texts), "--store", str(tmp_path / "news.kg"), steps=steps)
    assert capsys.readouterr().err.count("a.txt: isn't there any more") == 1
    with Store(tmp_path / "news.kg") as store:
        assert [one.name for one in store.documents()] == ["a.txt", "b.txt", "c.txt"]


def test_what_cannot_be_read_is_told_once(run, texts: Path, tmp_path: Path, capsys) -> None:
    write(texts, "c", "")
    run(str(texts), "--store", str(tmp_path / "news.kg"), steps=[nothing] * 4)
    assert capsys.readouterr().err.count("c.txt: is empty") == 1


@pytest.mark.parametrize("words", [[], ["-o", "-"], ["-o", "graphs/"], ["--store", "x.kg", "--report", "r.json"]])
def test_what_cannot_be_kept_up_to_date_is_refused(words, texts: Path, tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["build", str(texts), "--watch", *words]) == 2
    assert "kg: --watch" in capsys.readouterr().err


def lines(stream) -> Iterator[str]:
    while line := stream.readline():
        yield line


def test_ctrl_c_ends_it_with_all_stored(texts: Path, tmp_path: Path) -> None:
    program = f"""
import signal, sys
from pathlib import Path
import kg.cli.build
signal.signal(signal.SIGINT, signal.default_int_handler)  # what is started in the background ignores it
from kg.cli import run
from tests.faults import faulty
kg.cli.build._extractor = lambda options: faulty(Path({str(tmp_path / "tried")!r}))
sys.argv = ["kg", "build", {str(texts)!r}, "--store", {str(tmp_path / "news.kg")!r}, "--watch"]
run()
"""
    with subprocess.Popen([sys.executable, "-c", program], stderr=subprocess.PIPE, text=True, cwd=ROOT) as run:
        assert "2 documents" in next(lines(run.stderr))
        time.sleep(0.2)
        os.kill(run.pid, signal.SIGINT)
        try:
            assert run.wait(20) == 0
        finally:
            run.kill()
    with Store(tmp_path / "news.kg") as store:
        assert len(store.documents()) == 2


def test_what_is_chosen_of_the_reading_holds_in_each_round(run, tmp_path: Path, capsys) -> None:
    texts = chosen_texts(tmp_path / "chosen")
    steps = [nothing, lambda: add_row(texts), nothing, nothing]
    store = ["--store", str(tmp_path / "news.kg")]
    run(str(texts), *store, "--text-column", "remark", "--any-language", steps=steps)
    assert "kg: " not in capsys.readouterr().err
    with Store(tmp_path / "news.kg") as news:
        assert [one.name for one in news.documents()] == ["deutsch.txt", "rows.csv/a", "rows.csv/b", "rows.csv/c"]


def test_without_these_choices_a_round_reads_otherwise(run, tmp_path: Path, capsys) -> None:
    texts = chosen_texts(tmp_path / "chosen")
    run(str(texts), "--store", str(tmp_path / "news.kg"), steps=[nothing, nothing])
    assert "deutsch.txt: is written in German" in capsys.readouterr().err
    with Store(tmp_path / "news.kg") as news:
        assert [one.name for one in news.documents()] == ["rows.csv"]

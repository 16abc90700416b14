"""The wheel: all that kg reads is inside, and in a fresh environment, away from the checkout, the main job runs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
STORY = ROOT / "tests" / "stories" / "harbour.txt"

pytestmark = pytest.mark.wheel


def run(*words, cwd):
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    done = subprocess.run([str(word) for word in words], cwd=cwd, env=environment, capture_output=True, timeout=900)
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    return done.stdout.decode()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Built as pip builds it from a clone."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT, cwd=folder)
    (built,) = folder.glob("kg-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The folder of programs of a new environment that holds the wheel and its dependencies, nothing else."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    run(programs / "python", "-m", "pip", "install", "--quiet", wheel, cwd=folder)
    return programs


def tracked(folder, *, inside):
    """The files below a folder of the checkout, as the wheel should name them."""
    files = (path for path in (ROOT / folder).rglob("*") if path.is_file() and path.suffix != ".pyc")
    return {f"{inside}/{path.relative_to(ROOT / folder).as_posix()}" for path in files}


def test_all_that_is_read_is_inside(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = [("kg", "kg"), ("ontologies", "kg/ontologies"), ("queries", "kg/queries")]
    for folder, inside in wanted:
        assert tracked(folder, inside=inside) - names == set()
    for part in (
        "kg/text/weights/punctuation/weights.msgpack",
        "kg/drawing/static/page.html",
        "kg/ontologies/shapes.ttl",
    ):
        assert part in names
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"kg"}


def test_the_wheel_is_small(wheel):
    assert wheel.stat().st_size < 30_000_000  # 25 MB of it are the reader


def test_the_main_job_away_from_the_checkout(installed, tmp_path):
    shutil.copy(STORY, tmp_path)
    kg = installed / "kg"
    run(kg, "build", "harbour.txt", "-o", "graph.ttl", "--html", "graph.html", cwd=tmp_path)
    assert (tmp_path / "graph.ttl").read_bytes() == STORY.with_suffix(".ttl").read_bytes()
    assert (tmp_path / "graph.html").stat().st_size > 100_000
    assert "timeline " in run(kg, "query", cwd=tmp_path)
    assert "Forum on Clean Harbours" in run(kg, "query", "timeline", cwd=tmp_path)
    assert "«" in run(kg, "why", "Forum on Clean Harbours", "organizer", cwd=tmp_path)
    run(kg, "check", cwd=tmp_path)


def test_every_kind_of_document_is_read(installed, tmp_path):
    (tmp_path / "a.md").write_text("# News\n\nUNICEF launched the Compact on Wells.\n")
    (tmp_path / "b.html").write_text("<html><body><p>UNESCO launched the Compact on Rivers.</p></body></html>")
    graph = run(installed / "kg", "build", "a.md", "b.html", "-o", "-", cwd=tmp_path)
    assert "Compact on Wells" in graph
    assert "Compact on Rivers" in graph


def test_the_version(installed, tmp_path):
    kg = installed / "kg"
    assert run(kg, "--version", cwd=tmp_path).startswith("kg 0.")

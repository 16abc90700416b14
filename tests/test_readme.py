"""README.md: every command runs as it stands there, and prints what it says; every link leads somewhere."""

from __future__ import annotations

import contextlib
import doctest
import io
import re
import shlex
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.cli import main

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
STORY = ROOT / "tests" / "stories" / "harbour.ttl"
TEXT = README.read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SECONDS = re.compile(r"\d+\.\d s\b")


def blocks(language):
    return [body for kind, body in BLOCK.findall(TEXT) if kind == language]


@dataclass
class Example:
    """A command and what it prints; an output that ends in "..." goes on."""

    command: str
    output: str

    def run(self):
        printed = io.StringIO()
        words = shlex.split(self.command)
        assert words[0] == "kg", "console blocks hold commands of kg"
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            assert main(words[1:]) == 0, printed.getvalue()
        return "\n".join(line.rstrip() for line in printed.getvalue().splitlines())

    def shortened(self, found):
        lines = self.output.splitlines()
        return "\n".join([*found.splitlines()[: len(lines) - 1], "..."]) if lines[-1:] == ["..."] else found


def examples(body):
    parts = re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]
    return [Example(*(piece.strip("\n") for piece in part.partition("\n")[::2])) for part in parts]


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """A folder with the files that the commands read."""
    folder = tmp_path_factory.mktemp("clone")
    shutil.copytree(ROOT / "tests" / "stories", folder / "tests" / "stories", ignore=shutil.ignore_patterns("*.ttl"))
    return folder


@pytest.fixture
def in_clone(clone, monkeypatch):
    monkeypatch.chdir(clone)
    monkeypatch.setenv("COLUMNS", "120")


def answer(block):
    """A block as it should be: commands with what they print, Turtle as it stands in the story's graph."""
    if block[1] == "turtle":
        graph = {part.split()[0]: part for part in STORY.read_text(encoding="utf-8").strip().split("\n\n")}
        parts = [graph.get(part.split()[0], part) for part in block[2].strip().split("\n\n")]
        return "```turtle\n" + "\n\n".join(parts) + "\n```"
    if block[1] != "console":
        return block[0]
    done = [(one.command, one.shortened(one.run())) for one in examples(block[2])]
    lines = "".join(f"$ {command}\n" + (f"{output}\n" if output else "") for command, output in done)
    return f"```console\n{lines}```"


def same(said, found):
    said, found = (SECONDS.sub("N s", text) for text in (said, found))
    return doctest.OutputChecker().check_output(said, found, doctest.ELLIPSIS)


def test_the_page_says_what_is(in_clone, renew):
    now = BLOCK.sub(answer, TEXT)
    if renew and not same(TEXT, now):
        README.write_text(now, encoding="utf-8")
    pairs = zip(BLOCK.findall(TEXT), BLOCK.findall(now), strict=True)
    differences = [found for (_, said), (_, found) in pairs if not same(said, found)]
    assert renew or not differences, "pytest --renew writes the page anew; now it is:\n" + "\n".join(differences)


def test_python_runs(in_clone, capsys):
    for body in blocks("python"):
        exec(compile(body, "README.md", "exec"), {})
    assert "Forum on Clean Harbours" in capsys.readouterr().out
    assert Path("news.html").is_file()
    assert Path("news.ttl").is_file()


def test_two_commands_set_up():
    job, tests = blocks("bash")
    assert "pip install . &&" in job
    assert job.strip().endswith(examples(blocks("console")[0])[0].command)
    assert tests.count("\n") == 1
    assert all(tool in tests for tool in ('pip install -e ".[dev]"', "ruff check", "mypy", "pytest"))


def test_ci_runs_the_command_of_this_page():
    """.ci/run reads its command line from here; its pattern must find that line, and nothing else."""
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    pattern = re.search(r"grep '([^']+)' README.md", script)[1]
    found = [line for line in TEXT.splitlines() if re.search(pattern, line)]
    assert found == [blocks("bash")[1].strip()]


def test_links_lead_somewhere():
    links = [link for link in re.findall(r"\]\(([^)]+)\)", TEXT) if "://" not in link]
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []

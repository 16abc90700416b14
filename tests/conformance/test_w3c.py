"""The W3C suites of RDF 1.1 and SPARQL 1.1, run through kg: which tests fail is known, and why.

They lie in a folder that KG_CONFORMANCE names, or in ../shared/conformance; without it, this is skipped.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path

import pytest

from kg.errors import KgError
from tests.conformance.manifests import Case, Suites
from tests.conformance.runner import run
from tests.conftest import ROOT

HERE = Path(__file__).parent
TABLE = HERE / "table.md"

SUITES = {
    "SPARQL 1.1 query": "sparql/sparql11/manifest-sparql11-query.ttl",
    "SPARQL 1.1 update": "sparql/sparql11/manifest-sparql11-update.ttl",
    "SPARQL 1.1 result formats": "sparql/sparql11/manifest-sparql11-results.ttl",
    "Turtle": "rdf/rdf11/rdf-turtle/manifest.ttl",
    "TriG": "rdf/rdf11/rdf-trig/manifest.ttl",
    "N-Quads": "rdf/rdf11/rdf-n-quads/manifest.ttl",
    "N-Triples": "rdf/rdf11/rdf-n-triples/manifest.ttl",
}
EXPECTED = dict(
    line.split(": ", 1) for line in (HERE / "expected_failures.txt").read_text("utf-8").splitlines() if ": " in line
)
"""Test → why it fails."""


@pytest.fixture(scope="module")
def suites() -> Suites:
    folder = Path(os.environ.get("KG_CONFORMANCE") or ROOT.parent / "shared" / "conformance")
    if not folder.is_dir():
        pytest.skip("the W3C suites aren't here; name their folder in KG_CONFORMANCE")
    return Suites(folder.resolve())


def outcome(case: Case) -> str:
    """Nothing for a pass, `skipped`, or why it fails."""
    if asks_elsewhere(case):
        return "skipped"
    try:
        return run(case)
    except (KgError, SyntaxError, ValueError, RuntimeError, OSError) as error:
        return f"{type(error).__name__}: {error}"


def asks_elsewhere(case: Case) -> bool:
    """Whether a test asks another endpoint, which isn't there."""
    text = case.action.read_text("utf-8", errors="replace") if case.action.suffix in (".rq", ".ru") else ""
    return re.search(r"^[^#<]*\b(SERVICE|LOAD)\b", text, re.MULTILINE) is not None and "Negative" not in case.kind


@pytest.mark.parametrize("suite", SUITES)
def test_a_suite_passes_but_for_what_is_known(suites: Suites, suite: str) -> None:
    said = {case.name: outcome(case) for case in suites.cases(SUITES[suite])}
    failures = {name: one for name, one in said.items() if one not in ("", "skipped")}
    known = EXPECTED.keys() & said.keys()
    unknown = {name: one for name, one in failures.items() if name not in known}
    assert not unknown, "fail, and nobody expected it"
    assert known <= failures.keys(), "pass by now: take them from expected_failures.txt"


def test_the_table_is_true(suites: Suites, renew: bool) -> None:
    rows = ["| suite | tests | passed | failed | skipped |", "| --- | ---: | ---: | ---: | ---: |"]
    for suite, manifest in SUITES.items():
        counts = Counter(
            {"": "passed", "skipped": "skipped"}.get(outcome(case), "failed") for case in suites.cases(manifest)
        )
        numbers = (counts.total(), *(counts[kind] for kind in ("passed", "failed", "skipped")))
        rows.append(f"| {suite} | {' | '.join(map(str, numbers))} |")
    text = "\n".join(rows) + "\n"
    if renew:
        TABLE.write_text(text, encoding="utf-8")
    assert text in TABLE.read_text("utf-8")

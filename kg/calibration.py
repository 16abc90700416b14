"""Measures how sure statements really are, by gold documents: `python -m kg.calibration --gold FOLDER`.

Each statement that gold can judge is right or wrong; neutral ones are left out. How often each rule was right becomes
`ontologies/confidence.ttl`, by which `kg.confidence` corrects what rules claim. What is printed was never seen by its
own document: for each, the counts of all others were used.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox

from kg.builder import extract, keep_sure, prepare_extractor
from kg.bundled import folder
from kg.confidence import DISCOUNT, STRENGTH, Calibration, Tried
from kg.documents import read
from kg.errors import DocumentError
from kg.extractor import Extractor
from kg.iris import PREFIXES, expand
from kg.model import Extraction
from kg.ontology import load_ontology
from kg.outputs import replace_file
from kg.scores import Gold, Tally, read_gold
from kg.scores.judging import judge, weigh_all
from kg.scores.tallies import tally
from kg.store.evidence import to_quads

BINS = (0.0, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)
CURVE = (0.0, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)
_NAMES = "https://w3id.org/kg-builder/confidence#"
_HEAD = """# How rules fared in gold documents; kg corrects what they claim by it. Written by: python -m kg.calibration
#
# confidence = (strength x claimed + discount x right) / (strength + discount x right + wrong)
#
# strength is what a rule's own claim is worth, in statements. discount is what a right statement counts for: rules that
# were written with the gold documents at hand make fewer mistakes there than in documents that nobody has seen.

"""


@dataclass(frozen=True, slots=True)
class Judged:
    """A statement that gold calls right or wrong; `claims` are the rules that made it, each with what it claims."""

    document: str
    right: bool
    claims: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Bin:
    """Statements whose confidence is from `least` up to the next bin's: their number, mean confidence, share right."""

    least: float
    number: int
    stated: float
    right: float


@dataclass(frozen=True, slots=True)
class Trial:
    """A gold document and what was extracted from it, rules being taken at their word."""

    gold: Gold
    extraction: Extraction


def run_trials(gold: Path, extractor: Extractor) -> list[Trial]:
    """Extract from all documents of a folder with a gold.json.

    Raises:
        DocumentError: a file is missing or can't be read.
    """
    plain = replace(extractor.lexicon.ontology, calibration=Calibration())
    ready = replace(extractor, lexicon=replace(extractor.lexicon, ontology=plain))
    return [Trial(one, _extract(gold / one.file, ready)) for one in read_gold(gold / "gold.json")]


def _extract(path: Path, extractor: Extractor) -> Extraction:
    for document in read([path], base=extractor.base):
        return extract(document, extractor)
    raise DocumentError(str(path), "holds no document; put the text beside its gold.json")


def judge_claims(trial: Trial) -> list[Judged]:
    """Judge each statement of a document; neutral ones, and those without evidence, are left out."""
    found = []
    for verdict, grounds in weigh_all(to_quads(trial.extraction), trial.gold):
        claims = tuple(sorted({(ground.rule, ground.confidence) for ground in grounds}))
        if claims and (verdict.found or verdict.weight):
            found.append(Judged(trial.gold.id, verdict.found is not None, claims))
    return found


def fit(judged: Iterable[Judged], *, strength: float = STRENGTH, discount: float = DISCOUNT) -> Calibration:
    """Count how often each rule was right; a statement counts once for each rule that made it."""
    counts = Counter((rule, one.right) for one in judged for rule in {rule for rule, _ in one.claims})
    rules = sorted({rule for rule, _ in counts})
    return Calibration({rule: Tried(counts[rule, True], counts[rule, False]) for rule in rules}, strength, discount)


def leave_out(
    judged: Sequence[Judged], *, strength: float = STRENGTH, discount: float = DISCOUNT
) -> dict[str, Calibration]:
    """Return for each document what all others tell."""
    return {
        name: fit((one for one in judged if one.document != name), strength=strength, discount=discount)
        for name in dict.fromkeys(one.document for one in judged)
    }


def state(judged: Iterable[Judged], calibrations: Mapping[str, Calibration]) -> list[tuple[float, bool]]:
    """Return the confidence of each statement, that of its surest rule, and whether it is right.

    Args:
        judged: the statements.
        calibrations: by document; one that is missing takes rules at their word.
    """
    plain = Calibration()
    return [
        (round(max(calibrations.get(one.document, plain).correct(*claim) for claim in one.claims), 2), one.right)
        for one in judged
    ]


def bin_statements(stated: Sequence[tuple[float, bool]], edges: Sequence[float] = BINS) -> list[Bin]:
    """Compare stated confidence with the share that is right, bin by bin; empty bins are left out."""
    found = []
    for least, end in zip(edges, [*edges[1:], 2.0], strict=True):
        inside = [(sure, right) for sure, right in stated if least <= sure < end]
        if inside:
            number = len(inside)
            mean, share = (sum(column) / number for column in zip(*inside, strict=True))
            found.append(Bin(least, number, mean, share))
    return found


def draw_curve(trials: Sequence[Trial], calibrations: Mapping[str, Calibration]) -> list[tuple[float, Tally]]:
    """Return what `--min-confidence` leaves, for each of `CURVE`."""
    corrected = [(one.gold, correct(one.extraction, calibrations.get(one.gold.id, Calibration()))) for one in trials]
    golds = [gold for gold, _ in corrected]
    curve = []
    for least in CURVE:
        results = {gold.id: judge(to_quads(keep_sure(said, least)), gold) for gold, said in corrected}
        curve.append((least, tally(results, golds).overall))
    return curve


def correct(extraction: Extraction, calibration: Calibration) -> Extraction:
    """Return an extraction with corrected confidences; denials keep theirs."""
    statements = tuple(
        one if one.negated else replace(one, confidence=round(calibration.correct(one.rule, one.confidence), 2))
        for one in extraction.statements
    )
    return replace(extraction, statements=statements)


def write_calibration(calibration: Calibration) -> str:
    """Write a calibration as Turtle, the same bytes for the same counts."""
    whole = ox.NamedNode(f"{_NAMES}calibration")
    rows: list[tuple[ox.NamedNode, str, ox.NamedNode | ox.Literal]] = [
        (whole, "rdf:type", _term("kg:Calibration")),
        (whole, "kg:strength", _decimal(calibration.strength)),
        (whole, "kg:discount", _decimal(calibration.discount)),
    ]
    for rule, tried in sorted(calibration.rules.items()):
        node = ox.NamedNode(f"{_NAMES}rule-{quote(rule, safe='')}")
        rows += [(node, "rdf:type", _term("kg:TriedRule")), (node, "kg:rule", ox.Literal(rule))]
        rows += [(node, "kg:right", ox.Literal(tried.right)), (node, "kg:wrong", ox.Literal(tried.wrong))]
    triples = [ox.Triple(subject, _term(name), thing) for subject, name, thing in rows]
    prefixes = {"kg": PREFIXES["kg"], "tried": _NAMES}
    return _HEAD + (ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=prefixes) or b"").decode()


def _term(name: str) -> ox.NamedNode:
    return ox.NamedNode(expand(name))


def _decimal(number: float) -> ox.Literal:
    return ox.Literal(str(float(number)), datatype=_term("xsd:decimal"))


def describe(trials: Sequence[Trial], calibrations: Mapping[str, Calibration]) -> str:
    """Write the reliability, as claimed and as corrected, and the curve of `--min-confidence`."""
    judged = [one for trial in trials for one in judge_claims(trial)]
    parts = [("as the rules claim", state(judged, {})), ("corrected", state(judged, calibrations))]
    tables = [f"confidence, {title}:\n{_reliability(stated)}" for title, stated in parts]
    return "\n\n".join([*tables, f"--min-confidence:\n{_curve(draw_curve(trials, calibrations))}"])


def _reliability(stated: Sequence[tuple[float, bool]]) -> str:
    rows = [f"{one.least:9.2f}{one.number:9}{one.stated:9.3f}{one.right:9.3f}" for one in bin_statements(stated)]
    return "\n".join([f"{'from':>9}{'number':>9}{'stated':>9}{'right':>9}", *rows])


def _curve(curve: Iterable[tuple[float, Tally]]) -> str:
    def show(figure: float | None) -> str:
        return f"{'-':>9}" if figure is None else f"{figure:9.3f}"

    rows = [f"{least:9.2f}{show(one.precision)}{show(one.recall)}{show(one.f1)}" for least, one in curve]
    return "\n".join([f"{'least':>9}{'P':>9}{'R':>9}{'F1':>9}", *rows])


def run(argv: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status."""
    options = _parser().parse_args(argv)
    extractor = prepare_extractor(ontology=load_ontology())
    trials = [trial for path in options.gold for trial in run_trials(path, extractor)]
    judged = [one for trial in trials for one in judge_claims(trial)]
    weights = {"strength": options.strength, "discount": options.discount}
    sys.stdout.write(f"documents left out in turn\n\n{describe(trials, leave_out(judged, **weights))}\n")
    fitted = fit(judged, **weights)
    for path in options.check:
        others = run_trials(path, extractor)
        sys.stdout.write(f"\n{path}\n\n{describe(others, {one.gold.id: fitted for one in others})}\n")
    replace_file(options.output, write_calibration(fitted).encode())
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m kg.calibration", description=__doc__)
    help_ = "a folder with gold.json and its texts; may be repeated"
    parser.add_argument("--gold", type=Path, action="append", metavar="FOLDER", required=True, help=help_)
    help_ = "another such folder, only to compare with; may be repeated"
    parser.add_argument("--check", type=Path, action="append", metavar="FOLDER", default=[], help=help_)
    help_ = "what a rule's own claim is worth, in statements (default: %(default)g)"
    parser.add_argument("--strength", type=float, default=STRENGTH, metavar="N", help=help_)
    help_ = "what a right statement counts for; 1 for documents that no rule was made with (default: %(default)g)"
    parser.add_argument("--discount", type=float, default=DISCOUNT, metavar="X", help=help_)
    shipped = Path(str(folder("ontologies").joinpath("confidence.ttl")))
    parser.add_argument("--output", type=Path, default=shipped, metavar="FILE", help="default: %(default)s")
    return parser


if __name__ == "__main__":
    sys.exit(run())

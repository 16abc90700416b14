"""Which facts of a text survive in other formats, and how fast these are read: `python -m benchmarks.formats FOLDER`.

Ten texts of the reading corpus are made into documents of each format; the facts (subject, relation, object or value)
that kg finds in the text, and in what the format adds to it, are compared with those that it finds in the document: a
fact survives if it is found there by one of the names of each of its things.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.formats.makers import FORMATS, Maker
from benchmarks.formats.peers import PEERS, Reader
from benchmarks.formats.texts import Text, choose_texts
from kg.documents import read
from kg.extraction import extract, prepare_extractor
from kg.extractor import Extractor
from kg.gaps import DESCRIPTIONS, is_fact, write_object
from kg.model import Extraction

Fact = tuple[frozenset[str], str, frozenset[str]]
"""The names of a thing, a relation, and the names of another thing or a value."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a format did: facts of the texts, of these those that survived, those that came up, pages and seconds."""

    name: str
    facts: int
    survived: int
    new: int
    pages: int
    seconds: float

    def __str__(self) -> str:
        """Write a row of a table."""
        share = f"{self.survived / self.facts:.1%}".replace("%", " %")
        speed = f"{self.pages / self.seconds:.0f}"
        return f"| {self.name} | {self.survived} of {self.facts} | {share} | {self.new} | {self.pages} | {speed} |"


def measure(texts: Sequence[Text], makers: Sequence[Maker], *, verbose: bool = False) -> Iterator[Outcome]:
    """Make and read the documents of each format."""
    extractor = prepare_extractor()
    plain: dict[tuple[str, str], list[Fact]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for maker in makers:
            yield _measure(maker, texts, Path(folder), extractor, plain, verbose=verbose)


def measure_peers(texts: Sequence[Text], makers: Sequence[Maker]) -> Iterator[Outcome]:
    """Read the PDF files by other libraries, whose texts are read as plain text."""
    extractor = prepare_extractor()
    with tempfile.TemporaryDirectory() as folder:
        for maker in makers:
            for name, peer in PEERS.items():
                yield _measure_peer(f"{maker.name}: {name}", (maker, peer), texts, Path(folder), extractor)


def _measure_peer(
    name: str, how: tuple[Maker, Reader], texts: Sequence[Text], folder: Path, extractor: Extractor
) -> Outcome:
    facts = survived = new = pages = 0
    seconds, (maker, peer) = 0.0, how
    for text in texts:
        wanted, _, _ = _read_facts(_write(folder, text, maker), extractor)
        data, started = maker.make(text.pieces), time.perf_counter()
        read_now = peer(data)
        seconds += time.perf_counter() - started
        path = folder / f"{text.name}-peer.txt"
        path.write_text("\n\n".join(read_now), encoding="utf-8")
        found, _, _ = _read_facts(path, extractor)
        facts, survived = facts + len(wanted), survived + len(_keep(wanted, found))
        new, pages = new + len(found) - len(_keep(found, wanted)), pages + len(read_now)
    return Outcome(name, facts, survived, new, pages, seconds)


def _write(folder: Path, text: Text, maker: Maker) -> Path:
    path = folder / f"{text.name}{text.suffix}"
    heading = "## " if text.suffix == ".md" else ""
    title = f"{heading}{maker.untitled}\n\n" if maker.untitled and text.pieces[0].kind != "heading" else ""
    path.write_text(f"{title}{text.text}\n\n{maker.adds}", encoding="utf-8")
    return path


def _measure(
    maker: Maker,
    texts: Sequence[Text],
    folder: Path,
    extractor: Extractor,
    plain: dict[tuple[str, str], list[Fact]],
    *,
    verbose: bool,
) -> Outcome:
    facts = survived = new = pages = 0
    seconds = 0.0
    for text in texts:
        written = _write(folder, text, maker)
        key = written.name, written.read_text("utf-8")
        if key not in plain:
            plain[key], _, _ = _read_facts(written, extractor)
        wanted, path = plain[key], folder / f"{text.name}{maker.suffix}"
        path.write_bytes(maker.make(text.pieces))
        found, count, took = _read_facts(path, extractor)
        kept, known = _keep(wanted, found), _keep(found, wanted)
        facts, survived = facts + len(wanted), survived + len(kept)
        new, pages, seconds = new + len(found) - len(known), pages + count, seconds + took
        if verbose:
            _tell(text, maker, [one for one in wanted if one not in kept], [one for one in found if one not in known])
    return Outcome(maker.name, facts, survived, new, pages, seconds)


def _tell(text: Text, maker: Maker, lost: Sequence[Fact], new: Sequence[Fact]) -> None:
    for sign, these in (("-", lost), ("+", new)):
        for subject, relation, thing in these:
            said = " — ".join((min(subject), relation, min(thing)))
            sys.stdout.write(f"{maker.name} {text.name} {sign} {said}\n")


def _read_facts(path: Path, extractor: Extractor) -> tuple[list[Fact], int, float]:
    started = time.perf_counter()
    documents = list(read(path))
    took = time.perf_counter() - started
    found = [fact for document in documents for fact in _list_facts(extract(document, extractor))]
    return found, sum(max(1, len(one.pages)) for one in documents), took


def _list_facts(extraction: Extraction) -> list[Fact]:
    names: dict[str, set[str]] = defaultdict(set)
    for one in extraction.statements:
        if one.predicate in DESCRIPTIONS[1:]:
            names[one.subject].add(write_object(one).casefold())
    facts = {
        (frozenset(names[one.subject]), one.predicate, frozenset(names.get(thing, {thing.casefold()})))
        for one in extraction.statements
        if is_fact(one) and one.subject in names
        for thing in [write_object(one)]
    }
    return sorted(facts, key=lambda fact: (sorted(fact[0]), fact[1], sorted(fact[2])))


def _keep(facts: Iterable[Fact], others: Sequence[Fact]) -> list[Fact]:
    """Keep the facts that stand among others, too: by one of the names of each thing."""
    return [
        fact
        for fact in facts
        if any(o[1] == fact[1] and not (o[0].isdisjoint(fact[0]) or o[2].isdisjoint(fact[2])) for o in others)
    ]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the reading corpus")
    parser.add_argument("--seed", type=int, default=11, help="chooses the texts")
    parser.add_argument("--texts", type=int, default=10, help="how many")
    parser.add_argument(
        "--besides",
        nargs="*",
        default=[],
        metavar="SEED:TEXTS",
        help="choose none that were chosen so, one after another",
    )
    parser.add_argument("--only", nargs="*", default=[""], help="formats whose name holds one of these")
    parser.add_argument("--verbose", action="store_true", help="print the facts that were lost and that are new")
    parser.add_argument("--peers", action="store_true", help="read PDF files by other libraries, too")
    options = parser.parse_args()
    seen: set[str] = set()
    for chosen in options.besides:
        seed, _, number = chosen.partition(":")
        seen |= {text.name for text in choose_texts(options.folder, int(number), int(seed), besides=seen)}
    texts = choose_texts(options.folder, options.texts, options.seed, besides=seen)
    makers = [maker for maker in FORMATS if any(name in maker.name for name in options.only)]
    outcomes = list(measure(texts, makers, verbose=options.verbose))
    if options.peers:
        outcomes += measure_peers(texts, [maker for maker in makers if maker.suffix == ".pdf"])
    sys.stdout.write("| format | facts | share | new | pages | pages/s |\n| --- | ---: | ---: | ---: | ---: | ---: |\n")
    sys.stdout.writelines(f"{outcome}\n" for outcome in outcomes)


if __name__ == "__main__":
    main()

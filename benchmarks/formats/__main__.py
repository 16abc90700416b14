"""Which facts of a text survive in other formats, and how fast these are read: `python -m benchmarks.formats FOLDER`.

Ten texts of the reading corpus are made into documents of each format; the facts (name of the subject, relation, name
or value of the object) that kg finds in the text, and in what the format adds to it, are compared with those that it
finds in the document.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.formats.makers import FORMATS, Maker
from benchmarks.formats.peers import PEERS, Reader
from benchmarks.formats.texts import Text, choose_texts
from kg.builder import extract, prepare_extractor
from kg.documents import read
from kg.extractor import Extractor
from kg.gaps import is_fact, name_things, write_object
from kg.model import Extraction

Facts = frozenset[tuple[str, str, str]]


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
    with tempfile.TemporaryDirectory() as folder:
        for maker in makers:
            yield _measure(maker, texts, Path(folder), extractor, verbose=verbose)


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
        wanted, _, _ = _read_facts(_write(folder, text, maker.adds), extractor)
        data, started = maker.make(text.pieces), time.perf_counter()
        read_now = peer(data)
        seconds += time.perf_counter() - started
        path = folder / f"{text.name}-peer.txt"
        path.write_text("\n\n".join(read_now), encoding="utf-8")
        found, _, _ = _read_facts(path, extractor)
        facts, survived = facts + len(wanted), survived + len(wanted & found)
        new, pages = new + len(found - wanted), pages + len(read_now)
    return Outcome(name, facts, survived, new, pages, seconds)


def _write(folder: Path, text: Text, adds: str) -> Path:
    path = folder / f"{text.name}{text.suffix}"
    path.write_text(f"{text.text}\n\n{adds}", encoding="utf-8")
    return path


def _measure(maker: Maker, texts: Sequence[Text], folder: Path, extractor: Extractor, *, verbose: bool) -> Outcome:
    facts = survived = new = pages = 0
    seconds = 0.0
    for text in texts:
        wanted, _, _ = _read_facts(_write(folder, text, maker.adds), extractor)
        path = folder / f"{text.name}{maker.suffix}"
        path.write_bytes(maker.make(text.pieces))
        found, count, took = _read_facts(path, extractor)
        facts, survived = facts + len(wanted), survived + len(wanted & found)
        new, pages, seconds = new + len(found - wanted), pages + count, seconds + took
        if verbose:
            _tell(text, maker, wanted - found, found - wanted)
    return Outcome(maker.name, facts, survived, new, pages, seconds)


def _tell(text: Text, maker: Maker, lost: Facts, new: Facts) -> None:
    for sign, these in (("-", lost), ("+", new)):
        for fact in sorted(these):
            sys.stdout.write(f"{maker.name} {text.name} {sign} {' — '.join(fact)}\n")


def _read_facts(path: Path, extractor: Extractor) -> tuple[Facts, int, float]:
    started = time.perf_counter()
    documents = list(read(path))
    took = time.perf_counter() - started
    found = [_list_facts(extract(document, extractor)) for document in documents]
    return frozenset().union(*found), sum(max(1, len(one.pages)) for one in documents), took


def _list_facts(extraction: Extraction) -> Facts:
    names = name_things(extraction.statements)

    def name(thing: str) -> str:
        return names.get(thing, thing).casefold()

    return frozenset(
        (name(one.subject), one.predicate, name(write_object(one)))
        for one in extraction.statements
        if is_fact(one) and one.subject in names
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the reading corpus")
    parser.add_argument("--seed", type=int, default=11, help="chooses the texts")
    parser.add_argument("--texts", type=int, default=10, help="how many")
    parser.add_argument("--only", default="", help="formats whose name holds this")
    parser.add_argument("--verbose", action="store_true", help="print the facts that were lost and that are new")
    parser.add_argument("--peers", action="store_true", help="read PDF files by other libraries, too")
    options = parser.parse_args()
    texts = choose_texts(options.folder, options.texts, options.seed)
    makers = [maker for maker in FORMATS if options.only in maker.name]
    outcomes = list(measure(texts, makers, verbose=options.verbose))
    if options.peers:
        outcomes += measure_peers(texts, [maker for maker in makers if maker.suffix == ".pdf"])
    sys.stdout.write("| format | facts | share | new | pages | pages/s |\n| --- | ---: | ---: | ---: | ---: | ---: |\n")
    sys.stdout.writelines(f"{outcome}\n" for outcome in outcomes)


if __name__ == "__main__":
    main()

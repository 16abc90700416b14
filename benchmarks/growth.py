"""CPU seconds and statements of documents as they grow, kind by kind; `python -m benchmarks.growth [KIND …]`.

Each kind is written in three sizes, each twice the one before, and read from its file. What is read in time that grows
with its length takes 4 times as long at 4 times the size; a list that is longer never gives fewer statements.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from kg.documents import read
from kg.extraction import extract, prepare_extractor
from kg.extractor import Extractor

SIZES = (5_000, 10_000, 20_000)
"""Characters of a document, about."""

_NEWS = (
    "The Harbour Institute and UNESCO held the Forum on Tidal Schools in Accra on 4 May 2022, chaired by Ana Example."
)
_PAIR = "the Tide Institute met the Reef Council in Rome"

KINDS: Mapping[str, tuple[str, Callable[[int], str]]] = MappingProxyType(
    {
        "reported speech in reported speech": (".txt", lambda n: "He said that " * n + "it rained."),
        "one giant sentence": (".txt", lambda n: " and ".join([_PAIR] * n) + "."),
        "one sentence repeated in one line": (".txt", lambda n: " ".join([_NEWS] * n)),
        "news in paragraphs": (".txt", lambda n: "\n\n".join(f"{_NEWS} It was the {i + 1}th." for i in range(n))),
        "relative clauses in relative clauses": (
            ".txt",
            lambda n: "UNESCO, which " + "organised the Forum which " * n + "ended.",
        ),
        "a list of bodies": (
            ".txt",
            lambda n: "The Forum was attended by " + ", ".join(f"the Institute of Tide {i}" for i in range(n)) + ".",
        ),
        "brackets in brackets": (".txt", lambda n: "The Forum " + "(in Rome " * n + ")" * n + " ended."),
        "quotations in quotations": (".txt", lambda n: "“He said “" * n + "it rained." + "”" * n),
        "dates": (".txt", lambda n: "The Forum met on " + ", ".join(["3 May 2021"] * n) + "."),
        "lines of two letters": (".txt", lambda n: "a b\n" * n),
        "one word without a space": (".txt", lambda n: "x" * n),
        "[ in Markdown": (".md", lambda n: "[" * n),
        "# in Markdown": (".md", lambda n: "#" * n),
        "* in Markdown": (".md", lambda n: "*a " * n),
        "elements in elements": (".html", lambda n: "<div>" * n + "UNESCO met in Rome." + "</div>" * n),
        "rows of a table": (
            ".html",
            lambda n: (
                "<table><tr><th>Name<th>Country</tr>"
                + "".join(f"<tr><td>Ana Example {i}<td>Ghana</tr>" for i in range(n))
                + "</table>"
            ),
        ),
    }
)
"""By name: the suffix of the file, and what writes a text of n parts."""


@dataclass(frozen=True, slots=True)
class Growth:
    """What documents of one kind took, by size: characters, CPU seconds, statements."""

    kind: str
    sizes: tuple[int, ...]
    seconds: tuple[float, ...]
    statements: tuple[int, ...]

    @property
    def ratio(self) -> float:
        """How many times as long four times the size takes; what takes less than 0.2 s counts as that."""
        times = [max(0.2, seconds) for seconds in self.seconds]
        return times[-1] / times[0] * (4 * self.sizes[0] / self.sizes[-1])

    def __str__(self) -> str:
        """Write a row of a table in Markdown."""
        times = " / ".join(f"{seconds:.1f}" for seconds in self.seconds)
        return f"| {self.kind} | {self.sizes[0] / 1000:.1f} kB | {times} | {self.ratio:.1f} | {self.statements} |"


def measure(kinds: Mapping[str, tuple[str, Callable[[int], str]]], extractor: Extractor) -> Iterator[Growth]:
    """Read documents of each kind in each size.

    Args:
        kinds: as `KINDS`.
        extractor: what reads them.
    """
    for kind, (suffix, write) in kinds.items():
        texts = [write(_parts(write, size)) for size in SIZES]
        taken = [_read(text, suffix, extractor) for text in texts]
        yield Growth(kind, tuple(map(len, texts)), tuple(time for time, _ in taken), tuple(n for _, n in taken))


def _parts(write: Callable[[int], str], size: int) -> int:
    """How many parts make a text of about this size."""
    each = (len(write(200)) - len(write(100))) / 100
    return max(1, round(size / each))


def _read(text: str, suffix: str, extractor: Extractor) -> tuple[float, int]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"document{suffix}"
        path.write_text(text, encoding="utf-8")
        started = time.process_time()
        found = [extract(document, extractor) for document in read(path, on_error=lambda error: None)]
        return time.process_time() - started, sum(len(one.statements) for one in found)


def main(wanted: list[str]) -> None:
    """Print the table, row by row."""
    extractor = prepare_extractor()
    _read(_NEWS, ".txt", extractor)  # what is made once is charged to no kind
    sys.stdout.write(
        "| kind | size at 1 | CPU s at 1, 2, 4 | 4 × the size | statements |\n| --- | --- | --- | --- | --- |\n"
    )
    for growth in measure({kind: made for kind, made in KINDS.items() if not wanted or kind in wanted}, extractor):
        sys.stdout.write(f"{growth}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])

"""Tells why facts are missing: what a build refused, by its report, or where the text speaks of both ends."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from kg.documents import read
from kg.errors import DocumentError
from kg.iris import shorten
from kg.scores.gold import Gold, fold, read_gold
from kg.scores.tallies import Error, Scores
from kg.text import prepare

HOW = "no report of the build; make one with: kg build TEXTS -o GRAPHS/ --report GRAPHS/report.json"
_SHOWN = 3
_END = re.compile(r"(?<=[.!?])\s+(?=[\W_]*[A-Z0-9])|\n")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MODES = {
    "online": ("online", "virtual", "virtually", "remote", "webinar"),
    "offline": ("in person", "in-person", "face to face", "on site"),
    "mixed": ("hybrid", "both in person and", "in person and online"),
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """A relation that a build refused, as its report tells."""

    subject: str
    property: str
    object: str
    reason: str
    rule: str
    sentence: str
    place: str

    def __str__(self) -> str:
        said = f"refused: {self.reason} (rule {self.rule}, {self.place})"
        return f"{said}\n        “{self.sentence}”" if self.sentence else said


def explain(scores: Scores, gold: str | Path, *, report: str | Path | None = None) -> tuple[Error, ...]:
    """Add to each missed fact the reason why it is missing.

    Args:
        scores: from `score`.
        gold: the same file of gold documents; where the texts that it names lie beside it, their sentences are shown.
        report: from `kg build --report`; without it, nothing is known of what was refused.

    Returns:
        All errors; the wrong ones as they are, for these tell themselves what they rest on.

    Raises:
        DocumentError: the gold file, the report or a text can't be read.
    """
    refused = None if report is None else read_report(Path(report))
    documents = {one.id: one for one in read_gold(Path(gold))}
    wanted = {error.document for error in scores.errors if error.kind == "missed"}
    texts = {name: _sentences(Path(gold).parent, documents[name]) for name in wanted}

    def note(error: Error) -> Error:
        known = None if refused is None else refused.get(error.document, ())
        return replace(error, notes=_notes(error, documents[error.document], known, texts[error.document]))

    return tuple(note(error) if error.kind == "missed" else error for error in scores.errors)


def read_report(path: Path) -> dict[str, tuple[Refusal, ...]]:
    """Read what a build refused, by the stem of each document's name.

    Raises:
        DocumentError: it's missing, or isn't a report.
    """
    found: dict[str, tuple[Refusal, ...]] = defaultdict(tuple)
    try:
        for record in json.loads(path.read_text(encoding="utf-8"))["documents"]:
            found[PurePosixPath(record["document"]).stem] += tuple(map(_refusal, record["rejections"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DocumentError(str(path), f"isn't a report of kg build ({error!r}); {HOW}") from error
    return dict(found)


def _refusal(row: Mapping[str, object]) -> Refusal:
    return Refusal(
        subject=str(row["subject"]),
        property=shorten(str(row["predicate"])),
        object=str(row["object"]),
        reason=str(row["reason"]),
        rule=str(row["rule"]),
        sentence=str(row["sentence"]),
        place=f"char={row['start']},{row['end']}",
    )


def _notes(
    error: Error, gold: Gold, refused: Iterable[Refusal] | None, sentences: tuple[str, ...] | None
) -> tuple[str, ...]:
    found = () if refused is None else tuple(str(one) for one in refused if _is_of(one, error, gold))
    if found:
        return tuple(dict.fromkeys(found))
    said = ("no rule fired",) if refused is not None else ()
    return (*said, *(_places(error, gold, sentences) if sentences is not None else ()))


def _is_of(refusal: Refusal, error: Error, gold: Gold) -> bool:
    """Whether a refused relation is the missed fact; organisers and hosts aren't told apart, nor partners' sides."""
    subject, name, thing = error.fact
    same = {"kg:host", "schema:organizer"}
    if refusal.property != name and not {refusal.property, name} <= same:
        return False
    ends = fold(refusal.subject), fold(refusal.object)
    wanted = tuple({fold(each) for each in (key, *gold.names.get(key, ()))} for key in (subject, thing))
    pairs = [wanted, wanted[::-1]] if name == "kg:partnerOf" else [wanted]
    return any(ends[0] in one and (ends[1] in other or _is_coarse(refusal, thing)) for one, other in pairs)


def _is_coarse(refusal: Refusal, value: str) -> bool:
    """Whether a refused value is a finer or coarser form of gold's."""
    return bool(refusal.object) and (refusal.object.startswith(value) or value.startswith(refusal.object))


def _sentences(folder: Path, gold: Gold) -> tuple[str, ...] | None:
    """A text's sentences, or nothing where the text isn't there."""
    path = folder / gold.file
    if not gold.file or not path.is_file():
        return None
    blocks = [block for document in read([path]) for block in prepare(document).blocks]
    parts = (" ".join(part.split()) for block in blocks for part in _END.split(block.content.text))
    return tuple(part for part in parts if part)


def _places(error: Error, gold: Gold, sentences: tuple[str, ...]) -> Iterable[str]:
    """The sentences that speak of both ends, or else, of the object alone."""
    one, other = (_patterns(key, gold) for key in (error.fact[0], error.fact[2]))
    holding = [sentence for sentence in sentences if any(each.search(sentence) for each in other)]
    both = [sentence for sentence in holding if any(each.search(sentence) for each in one)]
    if both:
        return ("both ends stand in:", *(f"    “{sentence}”" for sentence in both[:_SHOWN]))
    if holding:
        lines = (f"    “{sentence}”" for sentence in holding[:_SHOWN])
        return (f"no sentence holds both ends; {error.object} stands in:", *lines)
    return (f"no sentence holds {error.object}",)


def _patterns(key: str, gold: Gold) -> list[re.Pattern[str]]:
    """How a text may call an entity, or write a value."""
    names = gold.names.get(key) or _MODES.get(key) or (key,)
    if date := re.fullmatch(r"(\d{4})-(\d\d)(?:-(\d\d))?", key):
        month = _MONTHS[int(date[2]) - 1] if 1 <= int(date[2]) <= 12 else date[2]
        day = rf"(?=.*\b0?{int(date[3])}\b)" if date[3] else ""
        return [re.compile(rf"^{day}.*\b(?:{month}|{month[:3]}\b)", re.IGNORECASE), re.compile(re.escape(key))]
    return [re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE) for name in names if name]

"""What of a message's text isn't its own: replies that it quotes, signatures, what a mailing list puts below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

_ATTRIBUTION = re.compile(r"(?:On|Am|Le|El|Em)\b.{4,250}\b(?:wrote|schrieb|écrit|escribió|escreveu)\s?:", re.DOTALL)
_STARTS = re.compile(r"(?:On|Am|Le|El|Em)\b")
_DATED = re.compile(r"\d|@")
_ORIGINAL = re.compile(r"-{2,}\s*(?:Original (?:Message|Appointment)|Ursprüngliche Nachricht)\s*-{2,}", re.IGNORECASE)
_HEADER = re.compile(r"\*?(?:From|Sent|Date|To|Cc|Subject)\*?:\s", re.IGNORECASE)
_FORWARDED = re.compile(r"-{2,}\s*Forwarded message\s*-{2,}|Begin forwarded message:", re.IGNORECASE)
_SIGNATURE = re.compile(r"--\s?")
_SENT_FROM = re.compile(r"(?:Sent from my |Get Outlook for ).{2,60}", re.IGNORECASE)
_RULE = re.compile(r"_{20,}")
_LONGEST_SIGNATURE = 15
"""Lines; what goes on for longer below a signature's mark is none."""


@dataclass(frozen=True, slots=True)
class OwnText:
    """A message's text with blanks for what isn't its own, and how much of each kind that is."""

    text: str
    quoted: int = 0
    signatures: int = 0

    def warn(self) -> tuple[str, ...]:
        """Say what was left out."""
        return warn_of(self.quoted, self.signatures)


def warn_of(quoted: int, signatures: int) -> tuple[str, ...]:
    """Say how many quoted replies and signatures were left out."""
    counts = ((quoted, "quoted reply", "quoted replies"), (signatures, "signature", "signatures"))
    return tuple(f"left out {number} {one if number == 1 else many}" for number, one, many in counts if number)


def find_own(text: str) -> OwnText:
    """Blank quoted replies and signatures; a message that holds nothing else stays as it is, for it forwards them.

    Args:
        text: a message's body.

    Returns:
        A text of the same length.
    """
    lines = text.splitlines(keepends=True)
    said = [line.strip() for line in lines]
    kinds = _mark(said)
    own = "".join(_blank(line) if kind else line for line, kind in zip(lines, kinds, strict=True))
    if not any(map(str.isalnum, own)):
        return OwnText(text)
    runs = [kind for kind, _ in groupby(kind for kind, line in zip(kinds, said, strict=True) if line)]
    return OwnText(own, runs.count("quoted"), runs.count("signature"))


def _blank(line: str) -> str:
    return re.sub(r"[^\r\n]", " ", line)


def _mark(lines: Sequence[str]) -> list[str]:
    """The kind of each line: quoted, signature, header (of what is forwarded), or nothing where it is the message's."""
    kinds = ["quoted" if line.startswith(">") else "" for line in lines]
    for start, end, kind in _find_stretches(lines, kinds):
        kinds[start:end] = [each or kind for each in kinds[start:end]]
    return kinds


def _find_stretches(lines: Sequence[str], kinds: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    for place, line in enumerate(lines):
        if kinds[place]:
            continue
        if _FORWARDED.fullmatch(line):
            yield place, _end_of_headers(lines, place + 1), "header"
        elif _ORIGINAL.fullmatch(line) or _opens_outlook(lines, place):
            yield place, len(lines), "quoted"
        elif _SIGNATURE.fullmatch(line) or _RULE.fullmatch(line) or _SENT_FROM.fullmatch(line):
            end = _end_of_signature(kinds, place)
            if end - place <= _LONGEST_SIGNATURE:
                yield place, end, "signature"
        elif length := _measure_attribution(lines, place):
            rest = "quoted" in kinds[place + length :]
            yield place, place + length if rest else len(lines), "quoted"


def _measure_attribution(lines: Sequence[str], place: int) -> int:
    """How many lines "On … wrote:" takes, which mailers wrap; 0 where there is none."""
    if not _STARTS.match(lines[place]):
        return 0
    for length in (1, 2, 3):
        said = " ".join(lines[place : place + length])
        if said.endswith(":"):
            return length if _ATTRIBUTION.fullmatch(said) and _DATED.search(said) else 0
    return 0


def _opens_outlook(lines: Sequence[str], place: int) -> bool:
    """Whether three header lines in a row begin here, as Outlook writes them above what it quotes."""
    return all(_HEADER.match(line) for line in lines[place : place + 3]) and lines[place].lstrip("*")[:5] == "From:"


def _end_of_headers(lines: Sequence[str], place: int) -> int:
    while place < len(lines) and (not lines[place] or _HEADER.match(lines[place])):
        place += 1
    return place


def _end_of_signature(kinds: Sequence[str], place: int) -> int:
    """A signature goes to the end, or to the reply that is quoted below it."""
    return next((at for at in range(place, len(kinds)) if kinds[at]), len(kinds))

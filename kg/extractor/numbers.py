"""Numbers in a text: digits and words, ranges, approximations, as exact decimals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg.extractor.numerals import CARDINALS

_SCALES = {
    "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "lakh": 10**5,
    "crore": 10**7, "dozen": 12, "mn": 10**6, "mln": 10**6, "bn": 10**9, "m": 10**6, "k": 10**3, "b": 10**9,
}  # fmt: skip
_SCALES |= {f"{word}s": scale for word, scale in _SCALES.items() if len(word) > 3}
_LETTERS = frozenset(("m", "k", "b", "bn", "mn", "mln"))
_FRACTIONS = {"half": Decimal("0.5"), "quarter": Decimal("0.25")}
_OPENING = frozenset((*CARDINALS, *_SCALES, *_FRACTIONS, "a", "an")) - _LETTERS
"""The words with which a number may begin."""
# 1,234,567 or 1 234 567 or 1.234.567; 12.5; 12,5; 3.1m
_DIGITS = re.compile(
    r"\d{1,3}(?:[,’'\u00a0\u202f ]\d{3})+(?!\d)(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}(?!\d)|\d+(?:[.,]\d+)?"
)
_TOKEN = re.compile(rf"{_DIGITS.pattern}|[^\W\d_]+|[^\w\s]|\s+")
_TO = re.compile(r"\s*(?:–|—|-|to|and|or)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: its characters, its value, and the upper end where it is a range."""

    start: int
    end: int
    value: Decimal
    high: Decimal | None = None


def find_numbers(text: str) -> list[Number]:
    """Find the numbers of a text.

    >>> [(str(n.value), n.high and str(n.high)) for n in find_numbers("Some 150 to 200 of two thousand three hundred")]
    [('150', '200'), ('2300', None)]
    >>> [str(n.value) for n in find_numbers("half a million, $1.5 million, one hundred and seventeen")]
    ['500000', '1500000', '117']
    """
    return _join_ranges(text, list(_find_single(text)))


def _find_single(text: str) -> Iterator[Number]:
    tokens = [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text)]
    at = 0
    while at < len(tokens):
        word = tokens[at][0]
        run = _take_run(tokens, at) if word[0].isdecimal() or word.lower() in _OPENING else None
        if run is None:
            at += 1
            continue
        stop, value = run
        yield Number(tokens[at][1], tokens[stop - 1][2], value)
        at = stop


def _take_run(tokens: Sequence[tuple[str, int, int]], start: int) -> tuple[int, Decimal] | None:
    """Read the longest number that begins at a token: the place behind it, and its value."""
    total, current = Decimal(0), Decimal(0)
    stop = None
    digits = worded = False
    at = start
    while at < len(tokens):
        word = tokens[at][0].lower()
        if word[0].isdecimal():
            if digits or worded:
                break
            current, digits = _read_digits(word), True
        elif word in CARDINALS:
            if digits or (worded and current % 10 and CARDINALS[word] < 10):
                break
            current, worded = current + CARDINALS[word], True
        elif word in _SCALES and (stop is not None or word not in _LETTERS) and _may_scale(tokens, at, digits):
            if stop is None and word == "dozen":
                break
            if _SCALES[word] == 100:
                current = max(current, Decimal(1)) * 100
            else:
                total, current = total + (current or Decimal(1)) * _SCALES[word], Decimal(0)
            digits = False
            worded = True
        elif word in _FRACTIONS and _scale_behind(tokens, at):
            current, worded = current + _FRACTIONS[word], True
        elif not _joins(tokens, at, stop is not None):
            break
        else:
            at += 1
            continue
        at += 1
        stop = at
    if stop is None or (not digits and not worded):
        return None
    return stop, _plain(total + current)


def _read_digits(word: str) -> Decimal:
    if re.fullmatch(r"\d+,\d{1,2}", word):
        return Decimal(word.replace(",", "."))
    if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}", word):
        return Decimal(word.replace(".", ""))
    return Decimal(re.sub(r"[^\d.]", "", word))


def _may_scale(tokens: Sequence[tuple[str, int, int]], at: int, digits: bool) -> bool:
    """A scale stands behind a number; a letter (28k) right behind digits; "a hundred", "hundreds" alone tell none."""
    word = tokens[at][0].lower()
    if word in _LETTERS:
        return digits and at > 0 and (tokens[at - 1][0][0].isdigit() or len(word) > 1)
    if word.endswith("s") and word != "lakhs":
        return at > 0 and digits
    return True


def _scale_behind(tokens: Sequence[tuple[str, int, int]], at: int) -> bool:
    """Whether a fraction is one of a scale: "half a million", "two and a half million"."""
    behind = [token[0].lower() for token in tokens[at + 1 : at + 7] if not token[0].isspace()][:3]
    behind = [word for word in behind if word not in ("a", "an", "of")]
    return bool(behind) and behind[0] in _SCALES and behind[0] not in _LETTERS


def _joins(tokens: Sequence[tuple[str, int, int]], at: int, begun: bool) -> bool:
    """Whether a token only joins parts of a number: a space, "and" before a numeral, a hyphen, "a" before a scale."""
    word = tokens[at][0].lower()
    behind = [token[0].lower() for token in tokens[at + 1 : at + 6] if not token[0].isspace()]
    following = behind[0] if behind else ""
    before = tokens[at - 1][0].lower() if at else ""
    if word.isspace():
        return begun and "\n\n" not in word
    if word == "and":
        last = next((t[0].lower() for t in reversed(tokens[:at]) if not t[0].isspace()), "")
        return begun and (following in CARDINALS or following in ("a", "half")) and (
            last in _SCALES or (following == "a" and len(behind) > 1 and behind[1] in _FRACTIONS)
        )  # fmt: skip
    if word in "-‑":
        return begun and before in CARDINALS and following in CARDINALS
    if word in ("a", "an"):
        return (following in _SCALES and following not in _LETTERS) or (begun and following in (*_FRACTIONS, *_SCALES))
    return False


def _plain(value: Decimal) -> Decimal:
    """Without an exponent and without zeros behind the point."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _join_ranges(text: str, numbers: Sequence[Number]) -> list[Number]:
    joined: list[Number] = []
    for number in numbers:
        last = joined[-1] if joined else None
        gap = text[last.end : number.start] if last else ""
        link = _TO.fullmatch(gap)
        if last and link and last.high is None and _is_range(text, last, number, gap.strip().lower()):
            joined[-1] = Number(last.start, number.end, _scale_like(last, number, text), number.value)
        else:
            joined.append(number)
    return joined


def _is_range(text: str, low: Number, high: Number, link: str) -> bool:
    if link in ("and", "or"):
        return link == "and" and re.search(r"\bbetween\s+\W*$", text[: low.start].lower()) is not None
    return low.value < high.value


def _scale_like(low: Number, high: Number, text: str) -> Decimal:
    """The lower end of a range on the scale of its upper end, as in "1.5 to 2 million"."""
    for scale in (10**12, 10**9, 10**6, 10**3):
        if high.value >= scale > low.value and re.search(r"[a-zA-Z]", text[high.start : high.end]):
            scaled = low.value * scale
            return _plain(scaled) if scaled < high.value else low.value
    return low.value

"""Restores sentence ends and commas in a passage that has lost them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.alignment import AlignedText
from kg.text.lexicon import MONTHS, word_list
from kg.text.marks import CLOSING, COMMA, END, NONE, OPENING, strip_inner
from kg.text.tagger import load_tagger, tag_windows

# Words per window, and how many on each side only serve as context: more than the network sees.
WINDOW = 200
CONTEXT = 32

_WORD = re.compile(r"\S+")
# No comma before these: a bracket, a dash.
_APART = "([{–—-&/"
_MARKS = {COMMA: ",", END: "."}
_MONTH = "|".join(MONTHS)
_DATELINE = re.compile(
    rf"(?!(?:In|On|By|At|Since|From|Until|After|Before|During|The|Between|{_MONTH})\b)"
    r"(?P<place>[^\W\d_a-z][\w’'.-]*(?: (?:[a-z]{2,3} )?[^\W\d_a-z][\w’'.-]*){0,3}) "
    rf"(?:\d{{1,2}} (?:{_MONTH})|(?:{_MONTH}) \d{{1,2}}) \d{{4}}(?= [^\W\d_a-z])"
)


def restore(text: AlignedText) -> AlignedText:
    """Put full stops and commas where the passage has lost them, and a dash behind a dateline.

    Args:
        text: a passage that lacks punctuation (`kg.text.lacks_punctuation`); marks that it has stay.

    Returns:
        The passage with marks put in and a full stop at its end; no letter changes.
    """
    dateline = _DATELINE.match(text.text)
    words = list(_WORD.finditer(text.text, dateline.end() if dateline else 0))
    labels = _label([word.group() for word in words])
    marked = [(word.end(), _MARKS[label]) for word, label in zip(words, labels, strict=True) if label != NONE]
    if dateline:
        marked = [(dateline.end("place"), ","), (dateline.end(), " –"), *marked]
    return text.edit((place, place, mark) for place, mark in marked)


def _label(words: Sequence[str]) -> list[int]:
    """What to put behind each word: nothing where a mark, or none but marks, stands already."""
    bare = [strip_inner(word.lstrip(OPENING).rstrip(CLOSING)) for word in words]
    guesses = iter(_guess([word for word in bare if word]))
    labels = [next(guesses) if word else NONE for word in bare]
    for i, word in enumerate(words):
        before_mark = i + 1 < len(words) and words[i + 1][0] in _APART
        if _ends_in_mark(word) or _splits_name(words, i) or (before_mark and labels[i] == COMMA):
            labels[i] = NONE
    if words and not _ends_in_mark(words[-1]):
        labels[-1] = END
    return labels


def _splits_name(words: Sequence[str], i: int) -> bool:
    """Whether a mark behind a word would part a person's given name from the family name: "Dr Aiko, Hoshizaki"."""
    if i == 0 or i + 1 >= len(words) or words[i - 1].rstrip(".").lower() not in word_list("courtesy"):
        return False
    return words[i + 1][:1].isupper() and words[i + 1].lower() not in word_list("openers")


def _ends_in_mark(word: str) -> bool:
    return word.rstrip("\"'”’»)]")[-1:] in set(".,;:!?…—–-")


def _guess(words: Sequence[str]) -> list[int]:
    """Label bare words window by window; the windows overlap, so the seams don't show."""
    nlp = load_tagger()
    labels: list[int] = []
    for start in range(0, len(words), WINDOW):
        first = max(0, start - CONTEXT)
        window = words[first : start + WINDOW + CONTEXT]
        labels += tag_windows(nlp, [window])[0][start - first :][:WINDOW]
    return labels

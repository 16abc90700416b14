"""What a graph says, statement by statement, with the sentences that it rests on."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.drawing.content import Json, clean
from kg.reports.wording import shorten

UNSURE = 0.6
"""Below this a fact is doubtful enough to be named."""

_TAG = re.compile(r"<[^<>]*>")
_INLINE = re.compile(r"</?(?:a|abbr|b|cite|code|em|i|mark|q|small|span|strong|sub|sup|u)\b[^<>]*>", re.IGNORECASE)
_QUOTES = 3  # of one statement
_MARGIN = 240  # letters of a sentence on either side of the words that count


@dataclass(frozen=True, slots=True)
class Said:
    """A fact: what it is said of, by which relation, and its value or the thing at its other end.

    `subject` and `other` are places in the list of things; `evidence` is as `kg.drawing.content.describe` has it.
    """

    subject: int
    relation: str
    value: str
    planned: bool
    evidence: Sequence[Json]
    predicate: str = ""
    other: int | None = None

    @property
    def confidence(self) -> float:
        """That of its surest evidence; what comes without a confidence isn't in doubt."""
        known = [row["confidence"] for row in self.evidence if row["confidence"] is not None]
        return max(known) if known else 1.0

    @property
    def places(self) -> set[tuple[int, int]]:
        """The sentences that say so, by the numbers of their document and text."""
        return {(row["document"], row["sentence"]) for row in self.evidence}


def list_said(content: Json) -> list[Said]:
    """Return all facts: those that join two things, then those of one.

    Args:
        content: what `kg.drawing.content.describe` returns.
    """
    nodes = content["nodes"]
    return [
        *(
            Said(edge["from"], edge["label"], nodes[edge["to"]]["label"], edge["planned"], edge["evidence"],
                 edge["predicate"], edge["to"])
            for edge in content["edges"]
        ),
        *(
            Said(number, fact["label"], fact["value"], fact["planned"], fact["evidence"])
            for number, node in enumerate(nodes)
            for fact in node["facts"]
        ),
    ]  # fmt: skip


def present(said: Said, content: Json, things: Sequence[Json]) -> Json:
    """Return a fact as the template shows it: its ends, relation and confidence, its first sentences, how many more."""
    quotes = list(_quotes(said, content))
    return {
        "subject": things[said.subject],
        "relation": said.relation,
        "value": said.value,
        "other": None if said.other is None else things[said.other],
        "planned": said.planned,
        "confidence": said.confidence,
        "quotes": quotes[:_QUOTES],
        "more": max(0, len(quotes) - _QUOTES),
    }


def list_sentences(number: int, said: Sequence[Said], content: Json, things: Sequence[Json]) -> list[Json]:
    """Return the sentences that speak of a thing, with the facts that each states; those of most facts first."""
    stated: dict[tuple[int, int], list[tuple[Said, Json]]] = {}
    for one in said:
        if number in (one.subject, one.other):
            for row in one.evidence:
                stated.setdefault((row["document"], row["sentence"]), []).append((one, row))
    order = sorted(stated, key=lambda place: (-len(stated[place]), place))
    facts = {place: dict.fromkeys(_tell(number, one, things) for one, _ in stated[place]) for place in order}
    return [{**_quote(stated[place][0][1], "", content), "origin": "; ".join(facts[place])} for place in order]


def _tell(number: int, said: Said, things: Sequence[Json]) -> str:
    """A fact, seen from one of its ends."""
    planned = " (planned)" if said.planned else ""
    if said.subject == number:
        return f"{said.relation}: {shorten(said.value)}{planned}"
    return f"{said.relation} of: {shorten(things[said.subject]['label'])}{planned}"


def _quotes(said: Said, content: Json) -> Iterator[Json]:
    """Each sentence once, with its words apart."""
    told = set()
    for row in said.evidence:
        place = (row["document"], row["sentence"])
        if place not in told:
            told.add(place)
            yield {**_quote(row, row["exact"], content), "origin": _tell_origin(row)}


def _quote(row: Json, words: str, content: Json) -> Json:
    """A sentence and the document that it stands in."""
    sentence, document = (content["texts"][row[key]] for key in ("sentence", "document"))
    return {**_cut(sentence, words, markup=document in content["markup"]), "document": document}


def _cut(sentence: str, words: str, *, markup: bool) -> Json:
    """The words that count, and what stands before and after; long sentences are cut around them."""
    read = read_markup if markup else str
    at = sentence.find(words) if words and words != sentence else -1
    if at < 0:
        return {"before": shorten(read(sentence), 2 * _MARGIN), "words": "", "after": ""}
    before, words, after = map(read, (sentence[:at], words, sentence[at + len(words) :]))
    start = f"…{before[-_MARGIN:]}" if len(before) > _MARGIN else before
    return {"before": start, "words": words, "after": shorten(after, _MARGIN)}


def read_markup(text: str) -> str:
    """Return what one reads of a piece of HTML, for the text of a web page is its source.

    >>> read_markup('<dt>Dates</dt><dd>7&ndash;9 <b>August</b>.')
    ' Dates 7–9 August.'
    """
    return clean(re.sub(r"\s+", " ", html.unescape(_TAG.sub(" ", _INLINE.sub("", text)))))


def _tell_origin(row: Json) -> str:
    sure = "" if row["confidence"] is None else f"confidence {row['confidence']:.2f}"
    return " · ".join(filter(None, (sure, row["rule"])))

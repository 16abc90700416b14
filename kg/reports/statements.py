"""What a graph says, statement by statement, with the sentences that it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.drawing.content import Json

UNSURE = 0.6
"""Below this a fact is doubtful enough to be named."""

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
    quotes = list(_quotes(said, content["texts"]))
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


def _quotes(said: Said, texts: Sequence[str]) -> Iterator[Json]:
    """Each sentence once, with its words apart."""
    told = set()
    for row in said.evidence:
        place = (row["document"], row["sentence"])
        if place not in told:
            told.add(place)
            yield {**_cut(texts[row["sentence"]], row["exact"]), **_source(row, texts)}


def _cut(sentence: str, words: str) -> Json:
    """The words that count, and what stands before and after; long sentences are cut around them."""
    at = sentence.find(words) if words and words != sentence else -1
    if at < 0:
        return {"before": _shorten(sentence, 2 * _MARGIN), "words": "", "after": ""}
    before, after = sentence[:at], sentence[at + len(words) :]
    start = f"…{before[-_MARGIN:]}" if len(before) > _MARGIN else before
    return {"before": start, "words": words, "after": _shorten(after, _MARGIN)}


def _shorten(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most]}…"


def _source(row: Json, texts: Sequence[str]) -> Json:
    sure = "" if row["confidence"] is None else f"confidence {row['confidence']:.2f}"
    return {"document": texts[row["document"]], "origin": " · ".join(filter(None, (sure, row["rule"])))}

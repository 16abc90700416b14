"""What a reading proposes: relations between entities, with the words that they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from kg.extractor.reader.labels import GIVES, RECEIVES, STATES
from kg.extractor.values import Candidate

if TYPE_CHECKING:
    from kg.extractor.literals import End
    from kg.extractor.reader.labels import Labels
    from kg.extractor.reader.pieces import Pieces
    from kg.extractor.reader.reading import Reading, Related
    from kg.extractor.values import Entity, Mention
    from kg.ontology import Ontology

PROPOSER = "reader"

NEAR = 300
"""Two mentions of one line that are no more characters apart share a passage; else each sentence is a passage."""


def propose(
    reading: Reading,
    pieces: Pieces,
    mentions: Sequence[Mention],
    entities: Mapping[int, Entity],
    literals: Mapping[int, End],
    labels: Labels,
    ontology: Ontology,
) -> Iterator[Candidate]:
    """Yield the relations of a reading whose ends are entities and values.

    Args:
        reading: what the network made of the text.
        pieces: the text.
        mentions: the reading's mentions.
        entities: of its things, by number.
        literals: its values, by the number of the thing.
        labels: the network's.
        ontology: whose relations they are.
    """
    amounts = _find_amounts(reading, literals, labels)
    for related in reading.related:
        predicate = labels.relations[related.relation]
        if predicate not in ontology.properties or related.subject not in entities:
            continue
        if related.object in entities:
            object_: int | End = related.object
        elif related.object in literals:
            object_ = literals[related.object]
        else:
            continue
        qualifier = ontology.properties[predicate].qualifier
        amount = amounts.get((related.subject, related.object), "") if qualifier else ""
        yield Candidate(
            subject=related.subject,
            predicate=predicate,
            object=object_,
            spans=find_passages(pieces, mentions[related.pair[0]], mentions[related.pair[1]]),
            chances=dict(zip(STATES, related.chances, strict=True)),
            proposer=PROPOSER,
            qualifier=amount,
        )


def _find_amounts(reading: Reading, literals: Mapping[int, End], labels: Labels) -> dict[tuple[int, int], str]:
    """For each pair of things the amount that the one gives and the other receives."""
    gives, receives = labels.relations.index(GIVES), labels.relations.index(RECEIVES)
    shares: dict[int, dict[int, list[Related]]] = {gives: {}, receives: {}}
    for related in reading.related:
        if related.relation in shares:
            shares[related.relation].setdefault(related.object, []).append(related)
    best: dict[tuple[int, int], tuple[float, str]] = {}
    for amount, givers in shares[gives].items():
        for giver in givers:
            for receiver in shares[receives].get(amount, ()):
                chance = giver.chances[0] * receiver.chances[0]
                key = (giver.subject, receiver.subject)
                said = literals.get(amount)
                if chance > max(0.25, best.get(key, (0.0, ""))[0]) and said is not None and not isinstance(said, str):
                    best[key] = (chance, said.lexical)
    return {key: text for key, (_, text) in best.items()}


def find_passages(pieces: Pieces, first: Mention, second: Mention) -> tuple[tuple[int, int], ...]:
    """Find the smallest stretches of characters that hold two mentions: one if they are near, else their sentences."""
    start, end = min(first.start, second.start), max(first.end, second.end)
    one, two = _find_sentence(pieces, first.start), _find_sentence(pieces, second.start)
    if one == two or (end - start <= NEAR and "\n" not in pieces.text[start:end]):
        return ((start, end),)
    return tuple(sorted({one, two}))


def _find_sentence(pieces: Pieces, at: int) -> tuple[int, int]:
    """Find the sentence around a character, by its characters."""
    piece = max(0, int(pieces.starts.searchsorted(at, side="right")) - 1)
    number = pieces.sentences[piece]
    first = int(pieces.sentences.searchsorted(number, side="left"))
    last = int(pieces.sentences.searchsorted(number, side="right")) - 1
    return int(pieces.starts[first]), int(pieces.ends[last])

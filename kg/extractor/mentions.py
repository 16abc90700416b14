"""A sentence's names → the things that they stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extractor.chunks import DATE, EVENT, INITIATIVE, ROLE, UNKNOWN, Chunk
from kg.extractor.discourse import Spot, Thing
from kg.extractor.scenes import Scene
from kg.extractor.sessions import read_ordinal

if TYPE_CHECKING:
    from spacy.tokens import Token


def register_names(scene: Scene) -> None:
    """Tell the discourse of the sentence's names, in order, with the bodies that people's titles bring along."""
    for token in scene.words:
        chunk = scene.parsed.chunk(token)
        if chunk is None or chunk.kind in (DATE, ROLE) or not scene.written(scene.spot(token.i, token.i + 1)):
            continue  # the last are the heads of a table's columns, which its rows don't hold
        if _is_other_edition(token, chunk, scene):
            spot = scene.spot(token.i - 1, token.i + 1)
            scene.things[token.i] = scene.discourse.describe(
                chunk.name, chunk.kind, f"{token.nbor(-1).text} {chunk.name}", spot
            )
            continue
        scene.things[token.i] = name_chunk(chunk, scene)


def _is_other_edition(token: Token, chunk: Chunk, scene: Scene) -> bool:
    """Whether a word tells another edition from the event named before: "the second Dialogue", "the next Forum"."""
    named = chunk.source == "head" and scene.lexicon.is_a(chunk.kind, EVENT) and token.i > scene.sentence.start
    if not named or not (len(chunk.name.split()) == 1 or any(t.name == chunk.name for t in scene.discourse.things)):
        return False
    before = token.nbor(-1)
    return read_ordinal([before.text]) is not None or before.lower_ in ("next", "previous")


def name_chunk(chunk: Chunk, scene: Scene) -> Thing:
    """Bring a chunk's thing up, and those that its attributes name."""
    tokens = scene.parsed.tokens
    for attribute in chunk.attributes:
        if isinstance(attribute.value, Chunk) and attribute.value.kind != "pronoun":
            value = attribute.value
            spot = Spot(scene.block, tokens.starts[value.name_start], tokens.end_of(value.name_end - 1))
            scene.discourse.name(value, spot, _find_others(value, scene))
    spot = Spot(scene.block, tokens.starts[chunk.name_start], tokens.end_of(chunk.name_end - 1))
    _name_inner(chunk, scene)
    return scene.discourse.name(chunk, spot, _find_others(chunk, scene))


def _find_others(chunk: Chunk, scene: Scene) -> dict[str, Spot]:
    """Where a chunk's other names stand: inside it, in the brackets or right behind it."""
    text, tokens = scene.parsed.tokens.text, scene.parsed.tokens
    places = {}
    for name in chunk.others:
        at = text.find(name, tokens.starts[chunk.start])
        if 0 <= at < tokens.end_of(chunk.end - 1) + 4:
            places[name] = Spot(scene.block, at, at + len(name))
    return places


def _name_inner(chunk: Chunk, scene: Scene) -> None:
    """Bring up the initiative inside a longer name: "Steering Committee of the Blue Schools project"."""
    outer, separator, inner = chunk.name.rpartition(" of the ")
    words = inner.split()
    kind = scene.lexicon.head_class(words) if len(words) > 1 else UNKNOWN
    if not separator or not scene.lexicon.is_a(kind, INITIATIVE) or scene.lexicon.is_a(chunk.kind, INITIATIVE):
        return
    start = scene.parsed.tokens.starts[chunk.name_start] + len(outer) + len(separator)
    part = Chunk(chunk.start, chunk.end, kind, inner, chunk.name_start, chunk.name_end, source="head")
    scene.discourse.name(part, Spot(scene.block, start, start + len(inner)))

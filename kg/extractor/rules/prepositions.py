"""Facts that prepositional phrases say: "in partnership with X", "on the margins of Y", "with the support of Z"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kg.extractor.arguments import VERBAL, expand
from kg.extractor.chunks import PERSON, UNKNOWN
from kg.extractor.clauses import Clause
from kg.extractor.discourse import Thing
from kg.extractor.facts import Fact
from kg.extractor.references import Fits
from kg.extractor.rules.typing import fits_end, is_event, relate
from kg.extractor.scenes import Scene
from kg.frames import Frame
from kg.iris import expand as iri

if TYPE_CHECKING:
    from spacy.tokens import Token

SPONSOR, SUPER = iri("schema:sponsor"), iri("schema:superEvent")


def read_prepositions(scene: Scene) -> Iterator[Fact]:
    """Find the facts that the prepositional phrases of a sentence say."""
    words = [token.lower_ for token in scene.words]
    for index in range(len(words)):
        for frame, end in _match(words, index, scene):
            yield from _apply(frame, scene.sentence[index], scene.sentence[end - 1], scene)
            break


def _match(words: Sequence[str], start: int, scene: Scene) -> Iterator[tuple[Frame, int]]:
    """The frames whose phrase stands at a place, the longest phrase first."""
    for phrase, frame in scene.lexicon.phrase_frames.get(words[start], ()):
        end = start + len(phrase)
        if tuple(words[start:end]) == phrase:
            yield frame, end


def _apply(frame: Frame, first: Token, last: Token, scene: Scene) -> Iterator[Fact]:
    governed = [
        t for child in last.children if child.dep_ in ("pobj", "pcomp") for t in expand([child])
    ] or _next_thing(last, scene)
    ranged = scene.resolve_all(governed, fits_end(scene, frame.evokes, domain=False))
    if not ranged:
        return
    if ranged[0].kind != PERSON and frame.evokes == SPONSOR:
        ranged = [thing for thing in ranged if thing.kind != PERSON]  # people behind a body open a new clause
    verb = _verb_of(first)
    clause = scene.clause(verb) if verb is not None else None
    domains = _fill(frame.domain_role, first, clause, frame.evokes, scene)
    if frame.evokes == SUPER:  # only what is known for an event has a larger one, or is one
        domains, ranged = [t for t in domains if is_event(scene)(t)], [t for t in ranged if is_event(scene)(t)]
    spot = scene.spot(first.i, max(last.i + 1, governed[0].i + 1))
    yield from relate(frame, domains, ranged, spot, scene, verb=verb)


def _next_thing(last: Token, scene: Scene) -> list[Token]:
    """The thing right behind a phrase, where the parser attached it elsewhere."""
    for token in last.doc[last.i + 1 : min(last.i + 4, scene.sentence.end)]:
        if token.i in scene.things:
            return list(expand([token]))
        if token.pos_ not in ("DET", "ADJ", "NUM"):
            return []
    return []


def _verb_of(token: Token) -> Token | None:
    for above in (token, *token.ancestors):
        if above.pos_ in VERBAL and above.dep_ not in ("aux", "auxpass"):
            return above
    return None


def _fill(roles: str, first: Token, clause: Clause | None, predicate: str, scene: Scene) -> list[Thing]:
    fits = fits_end(scene, predicate, domain=True)
    for role in (part.strip() for part in roles.split(",")):
        found = _fill_one(role, first, clause, fits, scene)
        if found:
            return found
    return []


def _fill_one(role: str, first: Token, clause: Clause | None, fits: Fits, scene: Scene) -> list[Thing]:
    if role == "focus":
        focus = scene.discourse.focus(scene.block)
        return [focus] if focus is not None and fits(focus) else []
    if role == "subject":
        return scene.resolve_all(clause.subjects, fits) if clause is not None else []
    if role == "organizers":
        return _organizers(clause, scene, fits)
    return _governor(first, clause, scene, fits)


def _organizers(clause: Clause | None, scene: Scene, fits: Fits) -> list[Thing]:
    """Who organises what the phrase speaks of: the agents of the clause's verb."""
    if clause is None:
        return []
    agents = scene.resolve_all(clause.subjects, fits)
    return [t for t in agents if t.kind != UNKNOWN or t.named]


def _governor(first: Token, clause: Clause | None, scene: Scene, fits: Fits) -> list[Thing]:
    """What a phrase hangs on: the noun above it, else the event or text among the ends of its clause."""
    head = first.head
    while head != head.head and head.pos_ in ("ADP", "SCONJ", "ADV"):
        head = head.head
    if head.i in scene.things and head.pos_ not in VERBAL:
        found = [t for t in [scene.things[head.i]] if fits(t) and t.kind != UNKNOWN]
        if found:
            return found
    if clause is None:
        return []
    ends = [*clause.objects, *clause.subjects]
    found = [t for t in scene.resolve_all(ends, fits) if t.kind != UNKNOWN]
    events = [t for t in found if is_event(scene)(t)]
    return events[:1] or found[:1]

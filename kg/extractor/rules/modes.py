"""How events are attended: online, in person, both."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extractor.arguments import VERBAL
from kg.extractor.discourse import Thing
from kg.extractor.facts import Fact
from kg.extractor.rules.days import MODE
from kg.extractor.rules.occasions import find_appended, find_verb_above, find_verb_event, read_modality
from kg.extractor.rules.typing import is_event
from kg.extractor.scenes import Scene
from kg.iris import expand as iri
from kg.model import Value

if TYPE_CHECKING:
    from spacy.tokens import Token

MODES = {
    "mode-online": iri("schema:OnlineEventAttendanceMode"),
    "mode-mixed": iri("schema:MixedEventAttendanceMode"),
    "mode-offline": iri("schema:OfflineEventAttendanceMode"),
}


def read_modes(scene: Scene) -> Iterator[Fact]:
    """Find how the events of a sentence are attended."""
    found: dict[int, list[tuple[str, Token, Thing, Token | None, float]]] = {}
    for token in scene.words:
        name = _mode_name(token, scene)
        mode = _mode_event(token, scene) if name is not None and not _is_qualified(token) else None
        if name is not None and mode is not None:
            found.setdefault(mode[0].number, []).append((name, token, *mode))
    for modes in found.values():
        names = {mode[0] for mode in modes}
        name = "mode-mixed" if len(names) > 1 else modes[0][0]
        _, token, event, verb, confidence = modes[0]
        spot, modality = scene.spot(token.i, token.i + 1), read_modality(verb, scene)
        value = Value(MODES[name], "iri")
        yield Fact(event, MODE, value, spot, scene.sentence_spot(), "attendance-mode", confidence, *modality)


def _mode_name(token: Token, scene: Scene) -> str | None:
    """The mode that a word tells: "hybrid", "online", "in person"."""
    if token.lower_ == "person" and token.i > token.sent.start and token.nbor(-1).lower_ in ("in", "-"):
        return "mode-offline"
    return next((name for name in MODES if token.lower_ in scene.lexicon.words(name)), None)


def _is_qualified(token: Token) -> bool:
    """Whether the mode is denied or belongs to something else: "without an online audience", "followed online"."""
    before = [t.lower_ for t in token.doc[max(token.sent.start, token.i - 2) : token.i]]
    return (
        "without" in before
        or "no" in before
        or "not" in before
        or (token.i > token.sent.start and token.nbor(-1).lemma_ == "follow")
    )


def _mode_event(token: Token, scene: Scene) -> tuple[Thing, Token | None, float] | None:
    event = is_event(scene)
    thing = scene.things.get(token.i)
    if thing is not None and event(thing):
        return thing, None, 0.85  # "the webinar"
    for above in token.ancestors:
        thing = scene.things.get(above.i)
        if thing is not None and above.pos_ not in VERBAL:
            return (thing, find_verb_above(above), 0.9) if event(thing) else None
        if above.pos_ in VERBAL:
            return find_verb_event(above, scene)
    return find_appended(token, scene)

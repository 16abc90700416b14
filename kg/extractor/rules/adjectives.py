"""Facts that predicate adjectives say: "A and B were present", "among those present were A and B"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extractor.arguments import expand
from kg.extractor.facts import Fact
from kg.extractor.modality import is_negated, is_planned
from kg.extractor.rules.fillers import resolve_fillers
from kg.extractor.rules.typing import fits_end, settle
from kg.extractor.scenes import Scene

if TYPE_CHECKING:
    from spacy.tokens import Token


def read_adjectives(scene: Scene) -> Iterator[Fact]:
    """Find the facts that the adjectives of a sentence say of the passage's event."""
    for token in scene.words:
        for frame in scene.lexicon.adjective_frames:
            if token.lower_ not in frame.lemmas:
                continue
            verb, holders = _said_of(token)
            event = scene.discourse.focus(scene.block)
            fits = fits_end(scene, frame.evokes, domain=False)
            for holder in holders:
                for thing in resolve_fillers([holder], scene, fits):
                    if event is not None and verb is not None and thing is not event:
                        settle(scene, thing, frame.evokes, domain=False)
                        yield Fact(
                            event,
                            frame.evokes,
                            thing,
                            scene.spot(holder.i, holder.i + 1),
                            scene.sentence_spot(),
                            frame.name,
                            frame.confidence,
                            frame.negated or is_negated(verb, scene.lexicon),
                            is_planned(verb, scene.lexicon),
                        )


def _said_of(token: Token) -> tuple[Token | None, list[Token]]:
    """The verb "to be" around an adjective, and whom it is said of."""
    if token.dep_ in ("acomp", "attr", "oprd") and token.head.lemma_ in ("be", "remain"):
        verb = token.head
        return verb, [t for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") for t in expand([c])]
    if token.dep_ == "ROOT" and token.i == token.sent.start:  # "Present at the Forum were A and B"
        return token, [t for c in token.children if c.dep_ == "nsubj" and c.i > token.i for t in expand([c])]
    # "Among those present were A and B": the noun that the adjective belongs to stands before the verb.
    above = next((t for t in token.ancestors if t.lemma_ == "be"), None)
    if above is None or above.i < token.i:
        return None, []
    return above, [t for c in above.children if c.dep_ in ("nsubj", "attr") and c.i > above.i for t in expand([c])]

"""Noun phrases that bring up a thing or take it up again: "a round table on recruitment", "the Fund"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extractor.chunks import EVENT, INITIATIVE, INSTRUMENT, ORGANIZATION, PERSON, PLACE, UNKNOWN
from kg.extractor.discourse import Thing, head_of
from kg.extractor.lexicon import singular
from kg.extractor.references import is_definite
from kg.extractor.scenes import Scene
from kg.extractor.sessions import read_ordinal

if TYPE_CHECKING:
    from spacy.tokens import Token


def register_nouns(scene: Scene) -> None:
    """Tell the discourse of the sentence's noun phrases that stand for events, texts, initiatives, bodies."""
    for token in scene.words:
        if token.i in scene.things or scene.parsed.chunk(token) is not None or token.pos_ not in ("NOUN", "PROPN"):
            continue
        thing = _noun_phrase(token, scene)
        if thing is not None:
            scene.things[token.i] = thing
    _unite_appositions(scene)


def is_run_in_heading(scene: Scene) -> bool:
    """Tell whether a sentence is a few words without a verb that head the paragraph: "Next steps. The Forum will …"."""
    first = scene.sentence.start == 0 and scene.sentence.end < len(scene.parsed.doc)
    return first and len(scene.words) <= 5 and not any(token.pos_ in ("VERB", "AUX") for token in scene.words)


def _noun_phrase(token: Token, scene: Scene) -> Thing | None:
    kind, head = _head_kind(token, scene)
    owned = any(child.dep_ == "poss" and child.i in scene.things for child in token.children)
    if (
        not kind
        and not owned
        and is_definite(token)
        and token.tag_ == "NN"
        and token.dep_ not in ("compound", "amod", "nmod")
    ):
        return scene.discourse.recall_named(singular(token.lower_), scene.spot(_phrase_start(token), token.i + 1))
    if (
        not kind
        or token.dep_ in ("compound", "amod", "nmod")
        or _is_idiom(token)
        or token.lemma_.lower() in scene.lexicon.words("speech-noun")
    ):
        return None
    start = _phrase_start(token)
    definite = is_definite(token)
    plural = token.tag_ in ("NNS", "NNPS")
    spot = scene.spot(start, token.i + 1)
    generic = token.lemma_.lower() in scene.lexicon.words("generic-event")
    event = scene.lexicon.is_a(kind, EVENT)
    if plural and not (event and definite):
        return None
    complement = _complement_end(token)
    ordinal = _ordinal(token, scene)
    possessor = _possessor(token, scene)
    # "the Windhoek meeting" isn't just any meeting named before
    specified = any(c.dep_ in ("compound", "nmod") and c.i in scene.things for c in token.lefts)
    fresh = complement > token.i + 1 or ordinal or specified or possessor is not None
    other = any(c.lower_ in ("previous", "next", "last", "earlier", "upcoming", "coming") for c in token.lefts) or any(
        c.dep_ == "poss" and c.lower_ in ("year", "month") for c in token.children
    )
    if definite and not (ordinal and event) and not (other and event):
        if event and plural and scene.discourse.focus(scene.block) is not None:
            return scene.discourse.focus(scene.block)
        recalled = (
            None
            if possessor is not None and event
            else scene.discourse.recall(head, kind, spot, generic=generic and not fresh)
        )
        if recalled is not None:
            return recalled
    if not definite and not event and token.dep_ == "attr":
        return None
    if event and generic and not definite and token.dep_ == "attr" and _is_said_of_pronoun(token):
        return scene.discourse.focus(scene.block)  # "this is an in-person event"
    if definite and not fresh and not event:
        return None
    if event and definite and not fresh and generic:
        return None
    if event or complement > token.i + 1 or not definite or ordinal:
        return _bring_up(token, kind, head, start, complement, scene)
    return None


def _is_said_of_pronoun(token: Token) -> bool:
    return any(c.dep_ == "nsubj" and c.lower_ in ("it", "this") for c in token.head.children)


def _bring_up(token: Token, kind: str, head: str, start: int, complement: int, scene: Scene) -> Thing | None:
    """A new thing, called by the noun phrase with its topic but without its article."""
    if not scene.lexicon.is_a(kind, EVENT) and complement == token.i + 1 and start == token.i:
        return None  # "a report", "a fund": nothing tells it from others
    name = scene.parsed.text(start, complement)
    thing = scene.discourse.describe(head, kind, name, scene.spot(start, complement))
    short = scene.parsed.text(start, token.i + 1)
    part = any(child.lower_ in scene.lexicon.words("part-word") or child.dep_ == "poss" for child in token.lefts)
    # "A briefing by X" is a speech at the event that the text is about.
    if part or any(child.lower_ == "by" and child.dep_ == "prep" for child in token.rights):
        scene.discourse.yield_focus(thing)
    if short != name:
        thing.names.setdefault(short, scene.spot(start, token.i + 1))
    return thing


def _head_kind(token: Token, scene: Scene) -> tuple[str, str]:
    """The class that a noun phrase's head tells, and the head: the longest cue that ends at the noun."""
    doc = token.doc
    word = token.lemma_.lower() if token.tag_ in ("NNS", "NNPS") else token.lower_
    for size in (3, 2, 1):
        start = token.i - size + 1
        if start < scene.sentence.start:
            continue
        words = (*(t.lower_ for t in doc[start : token.i]), word)
        kind = scene.lexicon.heads.get(words, UNKNOWN)
        if kind and any(scene.lexicon.is_a(kind, top) for top in (EVENT, INSTRUMENT, INITIATIVE, ORGANIZATION)):
            return kind, word
        if (
            kind
            and scene.lexicon.is_a(kind, PLACE)
            and any(c.dep_ == "prep" and c.lower_ == "of" for c in token.children)
        ):
            return kind, word
    return UNKNOWN, ""


def _is_idiom(token: Token) -> bool:
    """Whether a noun is part of a fixed phrase: "in partnership with", "in support of"."""
    bare = not any(child.dep_ in ("det", "poss", "amod", "nummod") for child in token.children)
    return bare and token.dep_ == "pobj" and token.head.lower_ in ("in", "under", "on", "by", "at", "of", "for")


def _phrase_start(token: Token) -> int:
    """The first token of a noun phrase behind its article or possessor."""
    start = token.i
    for child in token.lefts:
        if child.dep_ in ("det", "poss", "predet", "case", "advmod", "prep", "cc", "preconj", "punct", "mark"):
            continue
        if child.lower_ in ("same", "said"):
            continue
        start = min(start, child.left_edge.i)
    while start < token.i and (
        token.doc[start].pos_ in ("DET", "PUNCT", "ADP", "SCONJ", "CCONJ") or token.doc[start].tag_ in ("POS", "PRP$")
    ):
        start += 1
    return start


def _complement_end(token: Token) -> int:
    """Behind the topic of a noun phrase: "on fair recruitment", "of ministers"."""
    for child in token.rights:
        if child.dep_ == "prep" and child.lower_ in ("on", "about", "for", "of") and child.i == token.i + 1:
            end = _plain_end(child)
            if end > child.i + 1:
                return end
    following = token.nbor(1) if token.i + 1 < len(token.doc) else None
    if (
        following is not None
        and following.dep_ == "prep"
        and following.lower_ in ("on", "about")
        and following.head == token.head
    ):
        # "launch a Declaration on connectivity": the topic belongs to the noun, whatever the parser chose.
        return max(_plain_end(following), token.i + 1)
    return token.i + 1


def _plain_end(prep: Token) -> int:
    """Behind a prepositional phrase, without clauses, dates and places that hang on it."""
    doc = prep.doc
    end = prep.i + 1
    limit = prep.right_edge.i
    while end <= limit:
        token = doc[end]
        if (
            token.pos_ in ("VERB", "AUX", "PUNCT", "SCONJ")
            and token.dep_ not in ("amod", "compound", "pcomp")
            and token.text != "-"
        ):
            break
        if token.pos_ in ("PROPN",) and token.text in ("Monday", "Paris"):
            break
        if token.dep_ == "prep" and token.lower_ in ("at", "during", "from", "by", "with", "held", "as"):
            break
        end += 1
    while end > prep.i + 1 and (
        doc[end - 1].pos_ in ("ADP", "DET", "CCONJ", "PUNCT") or doc[end - 1].lower_ in ("and", "from", "to")
    ):
        end -= 1
    return end


def _ordinal(token: Token, scene: Scene) -> bool:
    """Whether a noun phrase counts among several: "the second session", "the morning session"."""
    parts = scene.lexicon.words("part-word") | {"next"}
    return any(read_ordinal([child.text]) is not None or child.lower_ in parts for child in token.lefts)


def _possessor(token: Token, scene: Scene) -> Thing | None:
    """The event that a smaller one belongs to: "the Forum's first session"."""
    for child in token.children:
        if child.dep_ == "poss" and child.i in scene.things:
            thing = scene.things[child.i]
            return thing if scene.is_a(thing, EVENT) else None
    return None


def _unite_appositions(scene: Scene) -> None:
    """Make one thing of a name and the noun phrase beside it: "Water Diaries, a guide", "the Dialogue, a meeting"."""
    for token in scene.words:
        if token.dep_ != "appos" or token.i not in scene.things or token.head.i not in scene.things:
            continue
        left, right = scene.things[token.head.i], scene.things[token.i]
        if left is right or PERSON in (left.kind, right.kind):
            continue
        named, plain = (left, right) if left.named else (right, left)
        if plain.named or not (_compatible(named, plain, scene) or _is_explained(named, plain, scene)):
            continue
        named.weak = named.weak or not _compatible(named, plain, scene)
        _absorb(named, plain, scene)


def _compatible(named: Thing, plain: Thing, scene: Scene) -> bool:
    if named.kind == UNKNOWN or named.weak:
        return True
    if scene.is_a(named, PLACE) and not named.iri:  # "Read the Mountains, a campaign"
        return any(scene.is_a(plain, top) for top in (EVENT, INSTRUMENT, INITIATIVE))
    return any(
        scene.is_a(named, top) and scene.is_a(plain, top) for top in (EVENT, INSTRUMENT, INITIATIVE, ORGANIZATION)
    )


def _is_explained(named: Thing, plain: Thing, scene: Scene) -> bool:
    """Whether a noun says better what is named than a word of the name: "Cumbres Vivas, a school campaign"."""
    if named.iri or not any(scene.is_a(plain, top) for top in (INSTRUMENT, INITIATIVE)):
        return False
    return (head_of(named.name),) not in scene.lexicon.heads


def _absorb(named: Thing, plain: Thing, scene: Scene) -> None:
    """Give a named thing the class and the words of a noun phrase."""
    if named.kind == UNKNOWN or named.weak or scene.is_a(named, PLACE):
        named.kind, named.weak = plain.kind, False
    named.heads |= plain.heads
    named.spots += plain.spots
    for name, spot in plain.names.items():
        named.names.setdefault(name, spot)
    discourse = scene.discourse
    if discourse.focus_by_block.get(scene.block) == plain.number or (
        scene.block not in discourse.focus_by_block and scene.is_a(named, EVENT)
    ):
        discourse.focus_by_block[scene.block] = named.number
    plain.heads.clear()
    plain.spots = plain.spots[:1]
    for index, thing in scene.things.items():
        if thing is plain:
            scene.things[index] = named

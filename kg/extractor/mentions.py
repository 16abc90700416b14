"""A parsed sentence's tokens → the things that they stand for: names, noun phrases, pronouns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.alignment import AlignedText
from kg.extractor.chunks import (
    CITY,
    COUNTRY,
    DATE,
    EVENT,
    INITIATIVE,
    INSTRUMENT,
    ORGANIZATION,
    PERSON,
    PLACE,
    ROLE,
    UNKNOWN,
    Chunk,
)
from kg.extractor.discourse import Discourse, Spot, Thing
from kg.extractor.lexicon import Lexicon, singular
from kg.extractor.parsed import Parsed
from kg.extractor.sessions import read_ordinal

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her", "both", "said", "same"})
NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "both": 2}

"""People of whom only the event can be told."""

Fits = Callable[[Thing], bool]


@dataclass(slots=True)
class Scene:
    """One sentence with what is known so far: the parse, the document's things, which token stands for which."""

    parsed: Parsed
    sentence: Span
    block: int
    content: AlignedText
    discourse: Discourse
    lexicon: Lexicon
    things: dict[int, Thing] = field(default_factory=dict)
    year: int | None = None
    dateline: str = ""
    restored: bool = False

    def written(self, spot: Spot) -> str:
        """Return the source's own words at a spot, on one line."""
        return " ".join(self.content.written(spot.start, spot.end).split())

    def spot(self, start: int, end: int) -> Spot:
        """Return where tokens of the parse stand."""
        first, last = self.parsed.span(start, end)
        return Spot(self.block, first, last)

    def sentence_spot(self) -> Spot:
        """Return where the sentence stands."""
        return self.spot(self.sentence.start, self.sentence.end)

    def is_a(self, thing: Thing, ancestor: str) -> bool:
        """Tell whether a thing's class lies below another."""
        return self.lexicon.is_a(thing.kind, ancestor)

    def resolve_all(self, tokens: Iterable[Token], fits: Fits) -> list[Thing]:
        """Return what several tokens stand for, each thing once."""
        return list(dict.fromkeys(thing for token in tokens for thing in self.resolve(token, fits)))

    def opening_event(self) -> list[Thing]:
        """Return the event that a participle at the sentence's start belongs to: "Convened by A and B, the Forum …"."""
        events = [
            (i, t)
            for i, t in self.things.items()
            if self.is_a(t, EVENT) and i > self.sentence.start and self.parsed.doc[i].dep_ != "pobj"
        ]
        return [min(events, key=lambda pair: pair[0])[1]] if events else []

    def resolve(self, token: Token, fits: Fits) -> list[Thing]:
        """Return the things that a token stands for, of those that fit."""
        thing = self.things.get(token.i)
        if thing is not None:
            return [thing] if fits(thing) else []
        if token.pos_ == "PRON" or token.lower_ in ("it", "they", "he", "she", "who", "both", "all"):
            return [t for t in _pronoun(token, self, fits) if fits(t)]
        if token.tag_ == "VBN" and token.i == self.sentence.start:
            return [t for t in self.opening_event() if fits(t)]
        role = _role_holder(token, self)
        if role is not None:
            return [role] if fits(role) else []
        if token.lemma_.lower() in self.lexicon.words("crowd"):
            focus = self.discourse.focus(self.block)
            return [focus] if focus is not None and fits(focus) else []
        return _several(token, self, fits)


def _role_holder(token: Token, scene: Scene) -> Thing | None:
    """Who "the chair", "the Minister", "her agency" stands for."""
    chunk = scene.parsed.chunk(token)
    if chunk is not None and chunk.kind != ROLE:
        return None
    word = chunk.name.split()[-1].casefold() if chunk is not None else token.lower_
    possessors = [c for c in token.children if c.dep_ == "poss" and c.lower_ in ("his", "her")]
    if possessors and scene.lexicon.is_a(scene.lexicon.heads.get((word,), UNKNOWN), ORGANIZATION):
        person = scene.discourse.latest(lambda t: t.kind == PERSON, scene.spot(token.i, token.i + 1))
        return person.employer if person is not None else None
    if not _is_definite(token) or not scene.lexicon.is_role(word) or any(c.dep_ == "appos" for c in token.children):
        return None
    holders = scene.discourse.holders.get(scene.lexicon.holder_nouns.get(singular(word), ""), [])
    return holders[-1] if holders else scene.discourse.recall_person(singular(word))


def register_names(scene: Scene) -> None:
    """Tell the discourse of the sentence's names, in order, with the bodies that people's titles bring along."""
    for token in scene.sentence:
        chunk = scene.parsed.chunk(token)
        if chunk is None or chunk.kind in (DATE, ROLE):
            continue
        if _is_other_edition(token, chunk, scene):
            spot = scene.spot(token.i, token.i + 1)
            scene.things[token.i] = scene.discourse.describe(
                chunk.name, chunk.kind, f"{token.nbor(-1).text} {chunk.name}", spot
            )
            continue
        scene.things[token.i] = name_chunk(chunk, scene)


def _is_other_edition(token: Token, chunk: Chunk, scene: Scene) -> bool:
    """Whether an ordinal tells another edition from the event named before: "the second Dialogue"."""
    single = len(chunk.name.split()) == 1 and chunk.source == "head" and scene.lexicon.is_a(chunk.kind, EVENT)
    return (
        single
        and token.i > scene.sentence.start
        and (read_ordinal([token.nbor(-1).text]) is not None or token.nbor(-1).lower_ in ("next", "previous"))
    )


def name_chunk(chunk: Chunk, scene: Scene) -> Thing:
    """Bring a chunk's thing up, and those that its attributes name."""
    tokens = scene.parsed.tokens
    for attribute in chunk.attributes:
        if isinstance(attribute.value, Chunk) and attribute.value.kind != "pronoun":
            value = attribute.value
            scene.discourse.name(
                value, Spot(scene.block, tokens.starts[value.name_start], tokens.end_of(value.name_end - 1))
            )
    spot = Spot(scene.block, tokens.starts[chunk.name_start], tokens.end_of(chunk.name_end - 1))
    _name_inner(chunk, scene)
    return scene.discourse.name(chunk, spot)


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


def register_nouns(scene: Scene) -> None:
    """Tell the discourse of the sentence's noun phrases that stand for events, texts, initiatives, bodies."""
    for token in scene.sentence:
        if token.i in scene.things or scene.parsed.chunk(token) is not None or token.pos_ not in ("NOUN", "PROPN"):
            continue
        thing = _noun_phrase(token, scene)
        if thing is not None:
            scene.things[token.i] = thing
    _unite_appositions(scene)


def _noun_phrase(token: Token, scene: Scene) -> Thing | None:
    kind, head = _head_kind(token, scene)
    if not kind and _is_definite(token) and token.tag_ == "NN" and token.dep_ not in ("compound", "amod", "nmod"):
        return scene.discourse.recall_named(singular(token.lower_), scene.spot(_phrase_start(token), token.i + 1))
    if (
        not kind
        or token.dep_ in ("compound", "amod", "nmod")
        or _is_idiom(token)
        or token.lemma_.lower() in scene.lexicon.words("speech-noun")
    ):
        return None
    start = _phrase_start(token)
    definite = _is_definite(token)
    plural = token.tag_ in ("NNS", "NNPS")
    spot = scene.spot(start, token.i + 1)
    generic = token.lemma_.lower() in scene.lexicon.words("generic-event")
    event = scene.lexicon.is_a(kind, EVENT)
    if plural and not (event and definite):
        return None
    complement = _complement_end(token)
    ordinal = _ordinal(token)
    possessor = _possessor(token, scene)
    fresh = complement > token.i + 1 or ordinal or possessor is not None
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
    if definite and not fresh and not event:
        return None
    if event and definite and not fresh and generic:
        return None
    if event or complement > token.i + 1 or not definite or ordinal:
        return _bring_up(token, kind, head, start, complement, scene)
    return None


def _bring_up(token: Token, kind: str, head: str, start: int, complement: int, scene: Scene) -> Thing | None:
    """A new thing, called by the noun phrase with its topic but without its article."""
    if not scene.lexicon.is_a(kind, EVENT) and complement == token.i + 1 and start == token.i:
        return None  # "a report", "a fund": nothing tells it from others
    name = scene.parsed.text(start, complement)
    thing = scene.discourse.describe(head, kind, name, scene.spot(start, complement))
    short = scene.parsed.text(start, token.i + 1)
    if any(
        child.lower_ in ("closing", "opening", "final", "concluding") or child.dep_ == "poss" for child in token.lefts
    ):
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
        if start < token.sent.start:
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
        if child.lower_ in ("same", "next", "said"):
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


def _is_definite(token: Token) -> bool:
    return any(
        (child.dep_ in ("det", "predet", "poss", "amod") and child.lower_ in DEFINITE) or (child.dep_ == "poss")
        for child in token.children
    )


def _ordinal(token: Token) -> bool:
    return any(
        read_ordinal([child.text]) is not None or child.lower_ in ("next", "closing", "opening")
        for child in token.lefts
    )


def _possessor(token: Token, scene: Scene) -> Thing | None:
    """The event that a smaller one belongs to: "the Forum's first session"."""
    for child in token.children:
        if child.dep_ == "poss" and child.i in scene.things:
            thing = scene.things[child.i]
            return thing if scene.is_a(thing, EVENT) else None
    return None


def _unite_appositions(scene: Scene) -> None:
    """Make one thing of a name and the noun phrase beside it: "Water Diaries, a guide", "the Dialogue, a meeting"."""
    for token in scene.sentence:
        if token.dep_ != "appos" or token.i not in scene.things or token.head.i not in scene.things:
            continue
        left, right = scene.things[token.head.i], scene.things[token.i]
        if left is right or PERSON in (left.kind, right.kind):
            continue
        named, plain = (left, right) if left.named else (right, left)
        if plain.named or not _compatible(named, plain, scene):
            continue
        _absorb(named, plain, scene)


def _compatible(named: Thing, plain: Thing, scene: Scene) -> bool:
    if named.kind == UNKNOWN or named.weak:
        return True
    if scene.is_a(named, PLACE) and not named.iri:  # "Read the Mountains, a campaign"
        return any(scene.is_a(plain, top) for top in (EVENT, INSTRUMENT, INITIATIVE))
    return any(
        scene.is_a(named, top) and scene.is_a(plain, top) for top in (EVENT, INSTRUMENT, INITIATIVE, ORGANIZATION)
    )


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


# Pronouns and groups


def _pronoun(token: Token, scene: Scene, fits: Fits) -> Sequence[Thing]:
    word = token.lower_
    here = scene.spot(token.i, token.i + 1)
    if word in ("he", "she", "him", "her", "his", "hers"):
        person = scene.discourse.latest(lambda t: t.kind == PERSON and fits(t), here)
        return [person] if person is not None else []
    if word in ("it", "its", "itself", "this", "that"):
        found = _it(scene, fits, here)
        return [found] if found is not None else []
    if word in ("they", "their", "them", "both"):
        return _they(token, scene, fits, here)
    return []


def _it(scene: Scene, fits: Fits, here: Spot) -> Thing | None:
    """What "it" stands for: the event in focus where an event fits, else what was named last."""
    focus = scene.discourse.focus(scene.block)
    recent = scene.discourse.latest(lambda t: fits(t) and t.kind not in (PERSON, COUNTRY, CITY), here)
    if focus is not None and fits(focus) and (recent is None or scene.is_a(recent, EVENT) or recent.kind == UNKNOWN):
        last_event = scene.discourse.latest(
            lambda t: fits(t) and scene.is_a(t, EVENT) and not scene.discourse._is_backdrop(t), here
        )
        return last_event or focus
    return recent


def _they(token: Token, scene: Scene, fits: Fits, here: Spot) -> list[Thing]:
    """The group named last: two or more of a kind in one sentence, else the last thing that fits."""
    above = _subject_above(token, scene, fits)
    if above:
        return above
    things = scene.discourse.latest_several(lambda t: fits(t) and t.kind not in (CITY, PLACE), here, 4)
    if not things:
        return []
    first = things[0]
    group = [
        t
        for t in things
        if t.kind == first.kind and t.last.block == first.last.block and abs(t.last.start - first.last.start) < 160
    ]
    return group if len(group) > 1 else [first]


def _subject_above(token: Token, scene: Scene, fits: Fits) -> list[Thing]:
    """What the subject of the clause above stands for: "The organisers said that they would …"."""
    verb = token.head
    if verb.dep_ not in ("ccomp", "advcl") or verb.head.pos_ not in ("VERB", "AUX"):
        return []
    subjects = [c for c in verb.head.children if c.dep_ == "nsubj" and c.i < token.i]
    found = [
        t for s in subjects for part in (s, *s.conjuncts) if part.lower_ != "they" for t in scene.resolve(part, fits)
    ]
    return list(dict.fromkeys(found)) if len(found) > 1 else []


def _several(token: Token, scene: Scene, fits: Fits) -> list[Thing]:
    """What "the two agencies", "the three organizers", "both donors" stand for."""
    if token.tag_ not in ("NNS", "NNPS") or not _is_definite(token):
        return []
    numbers = [NUMBERS[child.lower_] for child in token.children if child.lower_ in NUMBERS]
    if not numbers:
        return []
    here = scene.spot(token.i, token.i + 1)
    head = singular(token.lower_)
    holders = [t for t in scene.discourse.holders.get(scene.lexicon.holder_nouns.get(head, ""), []) if fits(t)]
    if len(holders) == numbers[0]:
        return holders
    kind = scene.lexicon.heads.get((head,), UNKNOWN)
    body = scene.lexicon.is_role(head) or head in (
        "organizer",
        "organiser",
        "host",
        "partner",
        "donor",
        "agency",
        "body",
        "sponsor",
        "side",
        "party",
        "institution",
        "organization",
        "organisation",
    )

    def belongs(thing: Thing) -> bool:
        if not fits(thing) or not thing.named:
            return False
        if head in {singular(word) for word in thing.name.casefold().split()} and scene.is_a(thing, ORGANIZATION):
            return True
        of_kind = kind not in (UNKNOWN, ORGANIZATION) and (scene.lexicon.is_a(thing.kind, kind))
        return of_kind or (body and (scene.is_a(thing, ORGANIZATION) or thing.kind in (COUNTRY, UNKNOWN)))

    found = scene.discourse.latest_several(belongs, here, numbers[0])
    return found if len(found) == numbers[0] else []

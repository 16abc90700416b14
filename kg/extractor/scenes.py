"""A sentence with all that is known so far: the parse, the things of the document, which token stands for which."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.alignment import AlignedText
from kg.extractor.arguments import find_governing_nouns
from kg.extractor.chunks import EVENT
from kg.extractor.clauses import Clause, read_clause
from kg.extractor.discourse import Discourse, Spot, Thing
from kg.extractor.lexicon import Lexicon
from kg.extractor.parsed import Parsed
from kg.extractor.references import Fits, find_role_holder, read_pronoun, read_several

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


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
    words: tuple[Token, ...] = ()
    clauses: dict[int, Clause] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # Rules walk the sentence many times; spaCy makes a new object for each token at each walk.
        self.words = tuple(self.sentence)

    def clause(self, verb: Token) -> Clause:
        """Return a verb's clause, read once."""
        if verb.i not in self.clauses:
            self.clauses[verb.i] = read_clause(verb, self.lexicon)
        return self.clauses[verb.i]

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
        if token.lower_ == "we" and token.head.lemma_ in self.lexicon.words("resolving-verb"):
            focus = self.discourse.focus(self.block)
            return [focus] if focus is not None and fits(focus) else []
        if token.pos_ == "PRON" or token.lower_ in ("it", "they", "he", "she", "who", "both", "all"):
            return [t for t in read_pronoun(token, self, fits) if fits(t)]
        if token.tag_ == "VBN" and token.i == self.sentence.start:
            return [t for t in self.opening_event() if fits(t)]
        role = find_role_holder(token, self)
        if role is not None:
            return [role] if fits(role) else []
        if any(child.dep_ == "relcl" for child in token.children):
            found = [t for noun in find_governing_nouns(token) if (t := self.things.get(noun.i)) and fits(t)]
            if found:
                return found[:1]  # "a course on hand hygiene, which X ran"
        if token.lemma_.lower() in self.lexicon.words("crowd"):
            focus = self.discourse.focus(self.block)
            return [focus] if focus is not None and fits(focus) else []
        return read_several(token, self, fits)

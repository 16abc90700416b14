"""Collects from the training corpora what the augmentation draws from: names, posts, bodies, pieces of sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.text.corpora import Sentence
from kg.text.lexicon import MONTHS, word_list
from kg.text.marks import NONE

Words = tuple[str, ...]

_POST = re.compile(
    r"\b(?:(?:Deputy|Assistant|Under|Executive|Permanent|Prime|Special|Vice|Regional|First)[ -])*"
    r"(?:Minister|President|Secretary-General|Secretary|Director-General|Director|Representative|Ambassador|Chair|"
    r"Chairman|Chairperson|Commissioner|Envoy|Chief|Head|Professor|Rapporteur|Coordinator|Mayor|Governor)"
    r"(?: (?:of|for|on) (?:the )?[A-Z][\w’-]+(?: (?:(?:and|of|for|the|on) )*[A-Z][\w’-]+){0,5})"
)
_BODY = re.compile(
    r"\b(?:(?!The )[A-Z][\w-]+ ){0,3}(?:Organization|Conference|Council|Committee|Commission|Union|Fund|Programme|"
    r"University|Bank|Institute|Forum|Agency|Alliance|Network|Foundation|Coalition|Museum|Ministry|Government|Mission|"
    r"Centre|Office)(?: (?:of|for|on) (?:the )?[A-Z][\w’-]+(?: (?:(?:and|of|for|the|on) )*[A-Z][\w’-]+){0,4})?"
)
_IRREGULAR = {"am": "was", "are": "were", "is": "was", "have": "had", "say": "said", "make": "made", "take": "took"}


@dataclass(frozen=True, slots=True)
class Phrases:
    """Words and phrases of the training corpora, each kind in a fixed order.

    `titles` are noun phrases that could be an event's title, `openers` phrases that may open a sentence (promoting
    dialogue among peoples), `pasts` maps a verb's base form to its past.
    """

    names: Words
    posts: tuple[Words, ...]
    bodies: tuple[Words, ...]
    places: Words
    titles: tuple[Words, ...]
    openers: tuple[Words, ...]
    pasts: dict[str, str]


def collect_phrases(sentences: Iterable[Sentence]) -> Phrases:
    """Collect the phrases of the training sentences."""
    words: Counter[str] = Counter()
    found: dict[str, Counter[str]] = {kind: Counter() for kind in ("posts", "bodies", "places", "titles", "openers")}
    for sentence in sentences:
        words.update(sentence.words[1:])
        for clause in _clauses(sentence):
            _search_clause(clause, found)
    places = sorted(place for place, n in found["places"].items() if n >= 3 and place not in MONTHS)
    return Phrases(
        names=tuple(_rare_names(words)),
        places=tuple(places),
        pasts=_past_tenses(words),
        **{kind: tuple(tuple(p.split()) for p in sorted(found[kind])) for kind in found.keys() - {"places"}},
    )


def _clauses(sentence: Sentence) -> Iterator[Words]:
    start = 0
    for i, label in enumerate(sentence.labels):
        if label != NONE:
            yield sentence.words[start : i + 1]
            start = i + 1


def _search_clause(clause: Words, found: dict[str, Counter[str]]) -> None:
    line = " ".join(clause)
    found["posts"].update(_POST.findall(line))
    found["bodies"].update(_BODY.findall(line))
    found["places"].update(re.findall(r"\bin ([A-Z][a-z]+)$", line))
    found["titles"].update(_tails(clause, frozenset({"the", "on", "of", "for"}), 8))
    found["openers"].update(tail for tail in _tails(clause, frozenset({"by", "in", "for", "of"}), 14) if _opens(tail))


def _tails(clause: Words, before: frozenset[str], longest: int) -> Iterator[str]:
    """The last few words of a clause behind one of the given words; often a whole phrase."""
    for i in range(len(clause) - 4, max(-1, len(clause) - longest - 2), -1):
        if clause[i] in before and clause[i + 1] not in word_list("small"):
            yield " ".join(clause[i + 1 :])


def _opens(tail: str) -> bool:
    return bool(re.match(r"[a-z]{2,}ing ", tail))


def _rare_names(words: Counter[str]) -> Iterator[str]:
    """Capitalised words that are rare and never written small."""
    for word in sorted(words):
        if words[word] <= 30 and re.fullmatch(r"[A-Z][a-z]{2,}", word) and not words[word.lower()]:
            yield word


def _past_tenses(words: Counter[str]) -> dict[str, str]:
    """Base forms and their regular past, as far as both occur: urge → urged, reply → replied."""
    pasts = dict(_IRREGULAR)
    for past in sorted(w for w, n in words.items() if n >= 5 and w.endswith("ed") and w.islower()):
        for base in (past[:-1], past[:-2], past.removesuffix("ied") + "y"):
            if words[base] >= 5:
                pasts.setdefault(base, past)
    return pasts

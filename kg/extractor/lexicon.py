"""What the extractor looks words up in: heads of names, word lists, the gazetteer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.extractor.chunks import ORGANIZATION, PLACE, ROLE, UNKNOWN
from kg.frames import Frame
from kg.gazetteer import Gazetteer
from kg.ontology import Ontology, is_a

CONNECTORS = frozenset({"of", "for", "on", "to", "in", "at", "with", "by", "against", "from", "under", "between"})


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The ontology's cue words, prepared for look-up: words in a tuple → class IRI."""

    ontology: Ontology
    gazetteer: Gazetteer
    heads: Mapping[tuple[str, ...], str]
    name_heads: Mapping[tuple[str, ...], str]
    lists: Mapping[str, frozenset[str]]
    verb_frames: Mapping[str, tuple[tuple[Frame, frozenset[str]], ...]] = field(default_factory=dict)
    noun_frames: Mapping[str, tuple[Frame, ...]] = field(default_factory=dict)
    phrase_frames: Mapping[str, tuple[tuple[tuple[str, ...], Frame], ...]] = field(default_factory=dict)
    adjective_frames: tuple[Frame, ...] = ()
    label_frames: Mapping[str, Frame] = field(default_factory=dict)
    holder_nouns: Mapping[str, str] = field(default_factory=dict)
    capitals: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def words(self, name: str) -> frozenset[str]:
        """Return a word list of `ontologies/words.ttl`."""
        return self.lists[name]

    def is_a(self, kind: str, ancestor: str) -> bool:
        """Tell whether a chunk's kind is a class below another."""
        return kind not in (UNKNOWN, ROLE) and is_a(self.ontology, kind, ancestor)

    def head_class(self, words: Sequence[str]) -> str:
        """Return the class that a name's words tell, or UNKNOWN.

        The head is the last word of the part before the first preposition ("Forum" of "Forum for Women"); where that
        word tells nothing, the nearest word to its left that does ("Plan" of "Work Plan 2023").
        """
        lowered = [word.casefold() for word in words]
        stop = next((i for i, word in enumerate(lowered) if i and word in CONNECTORS), len(lowered))
        for end in range(stop, 0, -1):
            found = self.head_ending(lowered, end)
            if found and (end == stop or not self.is_a(found, PLACE)):  # no ocean is "Ocean Conservancy"
                return found
        tail = self.head_ending(lowered, len(lowered)) if stop < len(lowered) else UNKNOWN
        return tail if self.is_a(tail, ORGANIZATION) else UNKNOWN  # "Horn of Africa Locust Alliance"

    def head_ending(self, lowered: Sequence[str], end: int) -> str:
        """Return the class of the longest head phrase that ends at an index, or UNKNOWN."""
        for size in (4, 3, 2, 1):
            if end - size >= 0:
                found = self.name_heads.get(tuple(lowered[end - size : end]))
                if found:
                    return found
        return self.name_heads.get((singular(lowered[end - 1]),), UNKNOWN)

    def is_role(self, word: str) -> bool:
        """Tell whether a word is the head of a job title."""
        lowered = word.casefold()
        roles = self.words("role-noun")
        return (
            lowered in roles
            or singular(lowered) in roles
            or bool(_SCHOLAR.search(lowered))
            or bool(_VICE.match(lowered) and _VICE.sub("", lowered) in roles)
        )


_SCHOLAR = re.compile(r"(?:olog|ograph)ists?$|(?:ograph|onom)ers?$|atricians?$")  # "toxinologist", "paediatrician"
_VICE = re.compile(r"^(vice|deputy|co|under|ex|sub)-")


def singular(word: str) -> str:
    """Return the singular of a regular plural, or the word itself.

    >>> [singular(w) for w in ("agencies", "workshops", "churches", "days", "process")]
    ['agency', 'workshop', 'church', 'day', 'process']
    """
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def make_lexicon(ontology: Ontology, gazetteer: Gazetteer) -> Lexicon:
    """Prepare an ontology and a gazetteer for look-up."""
    heads = {_tokens(noun): iri for iri, cls in ontology.classes.items() for noun in cls.head_nouns}
    name_heads = {_tokens(noun): iri for iri, cls in ontology.classes.items() for noun in cls.name_nouns}
    by_pos = {
        pos: tuple(f for f in ontology.frames if f.pos == pos) for pos in ("verb", "noun", "preposition", "adjective")
    }
    holders = {lemma: f.evokes for f in by_pos["noun"] if "holder" in f.range_role for lemma in f.lemmas}
    labels = {lemma: frame for frame in ontology.frames if frame.pos == "label" for lemma in frame.lemmas}
    return Lexicon(
        ontology,
        gazetteer,
        heads,
        name_heads | heads,
        ontology.word_lists,
        _index_verbs(by_pos["verb"]),
        _index_nouns(by_pos["noun"]),
        _index_phrases(by_pos["preposition"]),
        by_pos["adjective"],
        labels,
        holders,
        _capitals(gazetteer),
    )


def _index_verbs(frames: Sequence[Frame]) -> dict[str, tuple[tuple[Frame, frozenset[str]], ...]]:
    """By verb: its frames, each with the nouns of which one must be the verb's object ("deliver+lecture|speech")."""
    found: dict[str, list[tuple[Frame, frozenset[str]]]] = {}
    for frame in frames:
        for lemma in frame.lemmas:
            verb, _, objects = lemma.partition("+")
            found.setdefault(verb, []).append((frame, frozenset(objects.split("|")) if objects else frozenset()))
    return {verb: tuple(pairs) for verb, pairs in found.items()}


def _index_nouns(frames: Sequence[Frame]) -> dict[str, tuple[Frame, ...]]:
    found: dict[str, list[Frame]] = {}
    for frame in frames:
        for lemma in frame.lemmas:
            found.setdefault(lemma, []).append(frame)
    return {noun: tuple(group) for noun, group in found.items()}


def _index_phrases(frames: Sequence[Frame]) -> dict[str, tuple[tuple[tuple[str, ...], Frame], ...]]:
    """By first word: the phrases that start with it, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], Frame]]] = {}
    for frame in frames:
        for lemma in frame.lemmas:
            words = _tokens(lemma)
            found.setdefault(words[0], []).append((words, frame))
    return {first: tuple(sorted(group, key=lambda pair: -len(pair[0]))) for first, group in found.items()}


def _capitals(gazetteer: Gazetteer) -> dict[str, tuple[str, ...]]:
    """The cities that the gazetteer knows of each country."""
    found: dict[str, tuple[str, ...]] = {}
    for entry in gazetteer.entries.values():
        if entry.part_of:
            found[entry.part_of] = (*found.get(entry.part_of, ()), entry.name)
    return found


def _tokens(noun: str) -> tuple[str, ...]:
    """The words of a cue as the tokenizer splits them: hyphens stand alone."""
    return tuple(noun.casefold().replace("-", " - ").split())

"""Names as they are compared: folded words without what writers leave out, their sounds, initials and numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.gazetteer.spelling import fold_word, is_acronym, split_words
from kg.resolution.knowledge import Knowledge, Words

_YEAR = re.compile(r"(?:19|20)\d\d")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)?")
_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
_VOWELS = re.compile(r"(?<=.)[aeiou]")
_DOUBLED = re.compile(r"(.)\1+")
_DOTTED = re.compile(r"\b(?:\w\.){2,}")
_BEFORE = re.compile(r"((?:\w+ )?\w+(?:['’]s)?) $")
_BEHIND = re.compile(r" ?(?:of|in|,|\() ?((?:the )?\w+(?: \w+)?)")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Name:
    """A name's words without numbers, function words, kinds and countries, and these apart.

    `words` are all that tell, in the name's order; `core` those of them that aren't nouns of a class, `kinds` the rest.
    """

    text: str
    words: Words
    core: Words
    kinds: Words
    numbers: frozenset[int]
    years: frozenset[int]
    countries: frozenset[str]
    acronym: str


def fold(text: str, known: Knowledge) -> Words:
    """Return the words of a text in small plain letters.

    >>> from kg.ontology import load_ontology
    >>> from kg.resolution.knowledge import load_knowledge
    >>> fold("Søren Łukasz-Müller", load_knowledge(load_ontology()))
    ('soren', 'lukasz', 'muller')
    """
    letters = known.pairs["letter"]
    plain = "".join(letters.get(letter, letter) for letter in join_dotted(text).lower())
    return tuple(fold_word(word) for word in split_words(plain))


def join_dotted(text: str) -> str:
    """Write letters with full stops as one word.

    >>> join_dotted("Waterwerk B.V. of the U.N.")
    'Waterwerk BV of the UN'
    """
    return _DOTTED.sub(lambda found: found[0].replace(".", ""), text)


class Names:
    """Reads names, each once.

    Args:
        known: words and countries.
    """

    def __init__(self, known: Knowledge) -> None:
        self.known = known
        self.read = lru_cache(maxsize=20_000)(self._read)
        self.person = lru_cache(maxsize=20_000)(self._person)
        self.countries = lru_cache(maxsize=20_000)(self._countries)
        self.sound = lru_cache(maxsize=20_000)(self._sound)
        self.skeleton = lru_cache(maxsize=20_000)(self._skeleton)
        self._sounds = sorted(known.pairs["sound"].items(), key=lambda pair: (-len(pair[0]), pair))

    def _read(self, text: str) -> Name:
        written = split_words(join_dotted(text))
        acronym = "".join(written) if is_acronym(join_dotted(text)) and " " not in text.strip() else ""
        words, numbers, years = self._split_numbers(written, fold(text, self.known))
        words, countries = self._split_countries(words)
        dropped = self.known.lists["function-word"] | self.known.lists["legal-form"]
        told = tuple(word for word in words if word not in dropped)
        kinds = frozenset(_find_kinds(told, self.known.nouns))
        core = tuple(word for place, word in enumerate(told) if place not in kinds)
        return Name(text, told, core, tuple(told[place] for place in sorted(kinds)), numbers, years, countries, acronym)

    def _split_numbers(self, written: Words, words: Words) -> tuple[Words, frozenset[int], frozenset[int]]:
        """The words that are no numbers, the numbers and the years; tens and ones in words are added up."""
        rest, numbers, years = [], [], set()
        tens = 0
        for place, word in enumerate(words):
            digits = _ORDINAL.fullmatch(word)
            spelt = int(self.known.pairs["ordinal"].get(word, 0))
            roman = _value_of_roman(written[place]) if place < len(written) and place else 0
            if _YEAR.fullmatch(word):
                years.add(int(word))
            elif digits or roman:
                numbers.append(int(digits[1]) if digits else roman)
            elif spelt >= 20 and word.endswith("ty"):
                tens = spelt
                continue
            elif spelt:
                numbers.append(tens + spelt)
            else:
                rest.append(word)
                numbers += map(int, _DIGITS.findall(word))
            tens = 0
        return tuple(rest), frozenset(numbers), frozenset(years)

    def _split_countries(self, words: Words) -> tuple[Words, frozenset[str]]:
        rest, found, place = [], set(), 0
        while place < len(words):
            size = next(
                (
                    n
                    for n in range(min(5, len(words) - place), 0, -1)
                    if words[place : place + n] in self.known.countries
                ),
                0,
            )
            if size:
                found.add(self.known.countries[words[place : place + size]])
            else:
                rest.append(words[place])
            place += size or 1
        return tuple(rest), frozenset(found)

    def _countries(self, text: str) -> Counter[str]:
        """How often a text speaks of each country, by the names of countries and cities and what is of them."""
        letters = any(map(str.isupper, text))
        words = split_words(text)
        folded = tuple(map(fold_word, words))
        found: Counter[str] = Counter()
        for place in range(len(words)):
            for size in range(min(5, len(words) - place), 0, -1):
                part = folded[place : place + size]
                country = self.known.countries.get(part) or self.known.cities.get(part)
                if country and (words[place][0].isupper() or not letters):
                    found[country] += 1
                    break
        return found

    def beside(self, name: str, sentence: str) -> frozenset[str]:
        """Return the countries that a sentence names right before a name or right behind it.

        >>> from kg.ontology import load_ontology
        >>> from kg.resolution.knowledge import load_knowledge
        >>> names = Names(load_knowledge(load_ontology()))
        >>> [iri[-4:] for iri in names.beside("Open Door", "Was it copied from Open Door of Kenya?")]
        ['Q114']
        """
        found: set[str] = set()
        for place in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", sentence):
            before, behind = _BEFORE.search(sentence[: place.start()]), _BEHIND.match(sentence[place.end() :])
            for part in (before, behind):
                found.update(self.countries(part[1]) if part else ())
        return frozenset(found)

    def _person(self, text: str) -> Words:
        """The words of a person's name, without honorifics and particles."""
        dropped = self.known.lists["honorific"] | self.known.lists["particle"]
        words = fold(text, self.known)
        kept = tuple(word for word in words if word not in dropped)
        return kept or words

    def _sound(self, word: str) -> str:
        """How a word sounds, roughly: the same for all ways to write it with other letters."""
        said, place = "", 0
        while place < len(word):
            size, heard = next(((len(a), b) for a, b in self._sounds if word.startswith(a, place)), (1, word[place]))
            said += heard
            place += size
        return _DOUBLED.sub(r"\1", said[:1] + said[1:].replace("h", ""))

    def _skeleton(self, word: str) -> str:
        """The consonants of how a word sounds."""
        sound = self.sound(word)
        return _DOUBLED.sub(r"\1", _VOWELS.sub("", sound)) or sound

    def full(self, texts: Iterable[str]) -> list[Name]:
        """Return the names that aren't acronyms; those that only tell a class count where there are no others."""
        read = list(map(self.read, texts))
        return [name for name in read if not name.acronym and not self.is_common(name)] or [
            name for name in read if not name.acronym and not any(each.acronym for each in read)
        ]

    def acronyms(self, texts: Iterable[str]) -> frozenset[str]:
        """Return those that are, in capitals."""
        return frozenset(name.acronym.upper() for name in map(self.read, texts) if name.acronym)

    def initials(self, name: Name) -> Iterator[str]:
        """Yield the acronyms that a name may have: of all its words, and of those that aren't small ones."""
        small = self.known.lists["function-word"]
        words = [word for word in split_words(name.text) if not word.isdigit()]
        for kept in (words, [word for word in words if word.lower() not in small]):
            if len(kept) > 2 or (len(kept) == 2 and name.core):
                yield "".join(word[0] for word in kept).upper()

    def is_common(self, name: Name) -> bool:
        """Whether a name is no more than a noun of a class, so that it tells nothing from others."""
        return not name.core and not name.countries


def _find_kinds(words: Words, nouns: frozenset[str]) -> Iterator[int]:
    """The places of words that are nouns of a class, alone or as two or three together."""
    for place in range(len(words)):
        for size in (3, 2, 1):
            if " ".join(words[place : place + size]) in nouns:
                yield from range(place, min(place + size, len(words)))


def _value_of_roman(word: str) -> int:
    if len(word) < 2 or not word.isupper() or not _ROMAN.fullmatch(word):
        return 0
    values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in word]
    return sum(-one if one < (after or 0) else one for one, after in zip(values, [*values[1:], 0], strict=True))

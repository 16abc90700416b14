"""How two names of things are akin: the same words, an acronym, an initial, another spelling."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import product

from rapidfuzz.distance import OSA, JaroWinkler

from kg.resolution.knowledge import Words
from kg.resolution.names import Name, Names

_NEAR = 0.93
"""So alike (Jaro and Winkler) are two spellings of one word of a name."""

_REMEMBERED = 20_000
"""Pairs of names: documents that tell of one thing mostly tell it by the same names."""


@lru_cache(maxsize=_REMEMBERED)
def match_persons(one: tuple[str, ...], other: tuple[str, ...], names: Names) -> tuple[str, ...]:
    """Return how names of two persons are akin; of each, names of one word count only where there are no others."""
    ours, theirs = (_full_persons(each, names) for each in (one, other))
    return tuple(found for a, b in product(ours, theirs) if (found := _match_person(a, b, names)))


def _full_persons(texts: tuple[str, ...], names: Names) -> list[Words]:
    read = [names.person(text) for text in texts]
    return [each for each in read if len(each) > 1] or read


def _match_person(a: Words, b: Words, names: Names) -> str:
    if a == b or "".join(a) == "".join(b):
        return "surname only" if len(a) == 1 else "same name"
    if sorted(a) == sorted(b):
        return "same name in another order"
    short, long = sorted((a, b), key=len)
    if len(short) == 1:
        return "surname only" if short[0] in long else ""
    pairs = _pair_words(short, long, names)
    if pairs is None or not any(len(word) > 1 for word, _ in pairs):
        return "given name in common" if a[0] == b[0] and len(a[0]) > 1 else ""
    if any(len(word) == 1 or len(full) == 1 for word, full in pairs):
        return "initials fit"
    if len(short) < len(long):
        return "shorter name"
    return "same name in another spelling"


def _pair_words(short: Words, long: Words, names: Names) -> list[tuple[str, str]] | None:
    """The words of the shorter name, each with the one of the longer that it stands for; None if one has none."""
    left, pairs = list(long), []
    for word in sorted(short, key=lambda each: (-len(each), each)):
        found = next((each for each in left if each == word), None) or next(
            (each for each in left if _stands_for(word, each, names)), None
        )
        if found is None:
            return None
        left.remove(found)
        pairs.append((word, found))
    return pairs


def _stands_for(one: str, other: str, names: Names) -> bool:
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0] or names.sound(one)[:1] == names.sound(other)[:1]
    return sounds_alike(one, other, names)


def sounds_alike(one: str, other: str, names: Names) -> bool:
    """Whether two words may be one word written by other rules.

    >>> from kg.ontology import load_ontology
    >>> from kg.resolution.knowledge import load_knowledge
    >>> names = Names(load_knowledge(load_ontology()))
    >>> [sounds_alike(*pair, names) for pair in (("muhammad", "mohamed"), ("muhammad", "mariam"))]
    [True, False]
    """
    if names.skeleton(one) != names.skeleton(other):
        return False
    a, b = names.sound(one), names.sound(other)
    return OSA.distance(a, b) <= max(1, len(a) // 3)


@lru_cache(maxsize=_REMEMBERED)
def match_names(one: tuple[str, ...], other: tuple[str, ...], names: Names) -> tuple[str, ...]:
    """Return how names of two things that aren't persons are akin."""
    return tuple(_match_names(one, other, names))


def _match_names(one: tuple[str, ...], other: tuple[str, ...], names: Names) -> Iterator[str]:
    ours, theirs = names.full(one), names.full(other)
    short, others = names.acronyms(one), names.acronyms(other)
    found = [kin for a, b in product(ours, theirs) if (kin := _match_name(a, b, names))]
    yield from found
    if not short & others and not (ours and theirs):
        spelt = (
            letters
            for full, given in ((ours, others), (theirs, short))
            for name in full
            if given
            for letters in names.initials(name)
            if letters in given
        )
        yield from ("long acronym of the name" if len(letters) > 3 else "acronym of the name" for letters in spelt)
    elif short & others:
        plain = "same long acronym" if max(map(len, short & others)) > 3 else "same acronym"
        yield plain if found or not (ours and theirs) else "same acronym but other names"


def _match_name(a: Name, b: Name, names: Names) -> str:
    if not a.words and not b.words:
        return "name of the same country" if a.countries == b.countries and a.countries else ""
    if _count(a) > 1 and a.numbers == b.numbers and a.years == b.years:
        return "same number of several parts" if _letters(a) == _letters(b) else "same number without its letters"
    if names.is_common(a) and names.is_common(b):
        return _match_common(a, b)
    if _are_equal(a.words, b.words) and _fit(a, b):
        return "same name"
    if sorted(a.words) == sorted(b.words) and _fit(a, b):
        return "same words in an order that counts" if names.known.lists["in-order"] & set(a.kinds) else "same words"
    if not a.core or not b.core:
        common, other = (a, b) if not a.core else (b, a)
        return "noun of the name" if common.kinds and set(common.words) <= set(other.kinds) else ""
    if _are_equal(a.core, b.core) or sorted(a.core) == sorted(b.core):
        return "same name but for its kind" if not (a.kinds and b.kinds) else ""
    if len(a.words) == len(b.words) and all(_is_spelling(x, y, names) for x, y in zip(a.words, b.words, strict=True)):
        return "same name in another spelling"
    if _begins(a, b) or _begins(b, a):
        return "beginning of the name"
    if _ends(a, b) or _ends(b, a):
        return "end of the name"
    return "shorter name" if _is_shorter(a, b, names) or _is_shorter(b, a, names) else ""


def _letters(name: Name) -> set[str]:
    """The letters of a text's symbol that are written together with its number: "WHA77.31"."""
    return {"".join(filter(str.isalpha, word)) for word in name.words if any(map(str.isdigit, word))}


def _count(name: Name) -> int:
    return len(name.numbers) + len(name.years)


def _match_common(a: Name, b: Name) -> str:
    """How two names without a word of their own are akin: by number or year, if they have them."""
    if not (set(a.words) <= set(b.words) or set(b.words) <= set(a.words)):
        return ""
    return "same noun and number" if _count(a) and a.numbers == b.numbers and a.years == b.years else "same common noun"


def _begins(a: Name, b: Name) -> bool:
    """Whether a name goes on after all words of another one, with a preposition: "Suva Code for Seabed Samples"."""
    size = len(a.words)
    return 1 < size < len(b.words) and b.words[:size] == a.words and bool(a.core) and a.numbers == b.numbers


def _are_equal(a: Words, b: Words) -> bool:
    return a == b or (bool(a and b) and "".join(a) == "".join(b))


def _fit(a: Name, b: Name) -> bool:
    return not (a.countries and b.countries) or bool(a.countries & b.countries)


def _ends(a: Name, b: Name) -> bool:
    """Whether a name is the end of another one, its noun included: "Sandiford Centre"."""
    size = len(a.words)
    return 1 < size < len(b.words) and b.words[-size:] == a.words and bool(a.core) and a.numbers == b.numbers


def _is_spelling(x: str, y: str, names: Names) -> bool:
    if x == y:
        return True
    if min(len(x), len(y)) < 4 or {x, y} & names.known.lists["part"]:
        return False
    return sounds_alike(x, y, names) or (JaroWinkler.similarity(x, y) >= _NEAR and OSA.distance(x, y) <= 1)


def _is_shorter(a: Name, b: Name, names: Names) -> bool:
    """Whether a name leaves out words of another one, none that tells two things apart."""
    rest = set(b.words) - set(a.words)
    return set(a.words) < set(b.words) and len(a.core) > 0 and not rest & names.known.lists["part"]

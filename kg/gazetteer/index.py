"""Turtle → names → public IRIs: an index of names that text is matched against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources.abc import Traversable
from pathlib import Path

from kg.bundled import folder
from kg.gazetteer.spelling import SMALL_WORDS, drop_article, fold_word, is_acronym, split_words
from kg.iris import expand
from kg.turtle import Facts, read_facts

AMBIGUOUS = "ambiguous-name"
"""The word list of names that are also something else, wherever they stand."""

_PUNCTUATION = frozenset("-‐‑–.,/'’()")


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing with a public IRI, or one minted from its name.

    `part_of` is a city's country. `ambiguous` belongs to the name by which the entry was found: other things bear it.
    """

    iri: str
    class_iri: str
    name: str
    alternate_names: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    part_of: str = ""
    ambiguous: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """All its names, each once, the main one first."""
        return tuple(dict.fromkeys((self.name, *self.alternate_names, *self.acronyms)))


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing an entry's name: its words as written, and whether their case counts."""

    words: tuple[str, ...]
    acronym: bool
    entry: Entry

    def is_written(self, words: Sequence[str]) -> bool:
        """Tell whether the words of a text, which agree but for case, are this name as a name is written."""
        if self.acronym:
            return tuple(words) == self.words
        pairs = zip(words, self.words, strict=True)
        return all(given[0].isupper() or not own[0].isupper() or _is_small(given, own) for given, own in pairs)


def _is_small(given: str, own: str) -> bool:
    return own.casefold() in SMALL_WORDS and given.islower()


@dataclass(slots=True)
class _Node:
    """A step in the tree of names, by folded words."""

    next: dict[str, _Node]
    forms: list[Form]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names and what they may stand for."""

    entries: Mapping[str, Entry]
    _root: _Node

    def find(self, name: str) -> tuple[Entry, ...]:
        """Return all that a whole name may stand for; acronyms are told by their case, other names aren't."""
        words = drop_article(split_words(name))
        node: _Node | None = self._root
        for word in words:
            node = node.next.get(fold_word(word)) if node else None
        forms = node.forms if node and words else []
        return _entries(form for form in forms if not form.acronym or form.words == words)

    def match(self, words: Sequence[str], start: int) -> tuple[int, tuple[Entry, ...]] | None:
        """Find the longest name that begins at a word.

        Args:
            words: the words of a text, as any tokeniser splits them.
            start: the place of the first word of the name; an article before it isn't part of it.

        Returns:
            The place behind the last word, and all that the name may stand for; None if there is no name.
        """
        found: tuple[int, tuple[Entry, ...]] | None = None
        node, written = self._root, []
        for place in range(start, len(words)):
            parts = split_words(words[place])
            if not parts and (place == start or words[place] not in _PUNCTUATION):
                break
            for part in parts:
                written.append(part)
                step = node.next.get(fold_word(part))
                if step is None:
                    return found
                node = step
            entries = _entries(form for form in node.forms if form.is_written(written)) if parts else ()
            found = (place + 1, entries) if entries else found
        return found


def _entries(forms: Iterable[Form]) -> tuple[Entry, ...]:
    found = tuple({form.entry.iri: form.entry for form in forms}.values())
    return found if len(found) == 1 else tuple(replace(entry, ambiguous=True) for entry in found)


def load_gazetteer(paths: Iterable[str | Path] = ()) -> Gazetteer:
    """Load a gazetteer.

    Args:
        paths: Turtle files; without them, the gazetteer that is shipped.

    Raises:
        OntologyError: a file can't be read or isn't Turtle.
    """
    facts = read_facts([Path(path) for path in paths] or _bundled())
    entries = {entry.iri: entry for entry in _read_entries(facts)}
    return Gazetteer(entries, _plant(entries.values(), _ambiguous(facts)))


def _bundled() -> list[Traversable]:
    shelf = folder("ontologies").joinpath("gazetteer")
    return sorted((path for path in shelf.iterdir() if path.name.endswith(".ttl")), key=lambda path: path.name)


def _ambiguous(facts: Facts) -> frozenset[str]:
    return frozenset(facts.of(expand(f"kg:{AMBIGUOUS}"), "kg:word"))


def _read_entries(facts: Facts) -> Iterator[Entry]:
    for iri in facts.values:
        kind, name = facts.one(iri, "rdf:type"), facts.one(iri, "schema:name")
        if kind and name:
            yield Entry(
                iri=iri,
                class_iri=kind,
                name=name,
                alternate_names=facts.of(iri, "schema:alternateName"),
                acronyms=facts.of(iri, "kg:acronym"),
                part_of=facts.one(iri, "schema:containedInPlace"),
            )


def _plant(entries: Iterable[Entry], ambiguous: frozenset[str]) -> _Node:
    root = _Node({}, [])
    for entry in entries:
        for name in entry.names:
            marked = replace(entry, ambiguous=True) if name in ambiguous else entry
            acronym = name in entry.acronyms or is_acronym(name)
            for words in _ways(name):
                _grow(root, Form(words, acronym, marked))
    return root


def _ways(name: str) -> set[tuple[str, ...]]:
    """The words of a name, and of the name with its hyphens lost ("GuineaBissau"), as careless conversion leaves it."""
    written = {name, name.replace("-", "")}
    return {drop_article(words) for words in map(split_words, written) if words}


def _grow(root: _Node, form: Form) -> None:
    node = root
    for word in form.words:
        folded = fold_word(word)
        step = node.next.get(folded)
        if step is None:
            step = node.next[folded] = _Node({}, [])
        node = step
    node.forms.append(form)

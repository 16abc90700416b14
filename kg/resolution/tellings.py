"""Documents' graphs → profiles: what is read of each thing to compare it with those of other documents."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import product

import pyoxigraph as ox

from kg.iris import digest, expand
from kg.ontology import family_of
from kg.resolution.knowledge import Comparison, Knowledge
from kg.resolution.names import Name, Names, fold
from kg.resolution.profiles import FAMILIES, WHEN, WHERE, Profile, Values
from kg.store.terms import text

LONGEST = 12
"""So many values of a relation are compared at most, those that sort first."""

_TYPE, _NAME = expand("rdf:type"), expand("schema:name")
_NAMES = (_NAME, expand("schema:alternateName"), expand("kg:acronym"))
_DATES = (expand("schema:startDate"), expand("schema:endDate"))
_NUMBER = expand("kg:sessionNumber")
_SUBJECT, _PREDICATE, _OBJECT = expand("rdf:subject"), expand("rdf:predicate"), expand("rdf:object")
_PASSAGE, _EXACT, _SENTENCE = expand("kg:passage"), expand("oa:exact"), expand("kg:sentence")
_HOLDING = tuple(map(expand, ("schema:location", "schema:organizer", "kg:host", "kg:sessionOf")))
_MAKING = (expand("kg:launched"), expand("kg:published"))


def make_profiles(quads: Iterable[ox.Quad], base: str, names: Names, labels: Mapping[str, str]) -> dict[str, Profile]:
    """Make the profiles of a document's things, by IRI.

    Args:
        quads: the document's graph.
        base: what IRIs that aren't public begin with.
        names: reads names.
        labels: what the user decided of the document's things.
    """
    telling = _Telling(quads, base, names)
    return {iri: profile for iri in sorted(telling.said) if (profile := telling.profile(iri, labels.get(iri, "")))}


class _Telling:
    """What a document tells of its things."""

    def __init__(self, quads: Iterable[ox.Quad], base: str, names: Names) -> None:
        self.base, self.names, self.known = base, names, names.known
        self.said: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self.heard: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for quad in quads:
            subject, predicate, thing = text(quad.subject), quad.predicate.value, text(quad.object)
            self.said[subject][predicate].append(thing)
            if isinstance(quad.object, ox.NamedNode):
                self.heard[thing][predicate].append(subject)
        self.sentences: dict[str, set[str]] = defaultdict(set)
        self.places_of_names: dict[str, set[tuple[str, str]]] = defaultdict(set)
        self._list_sentences()
        self.company = self._list_company()
        self.spoken_of = sum((self.names.countries(each) for each in set().union(*self.sentences.values())), Counter())

    def profile(self, iri: str, label: str) -> Profile | None:
        said = self.said[iri]
        family = self._family(said.get(_TYPE, ()))
        if family not in FAMILIES or _NAME not in said:
            return None
        names = self._names(iri)
        public = not iri.startswith(self.base) or iri in self.known.entries
        doubtful = public and self._is_doubtful(iri, family, names)
        classes = tuple(sorted(said[_TYPE]))
        if public and not doubtful:
            return Profile(iri, family, classes, names, public=True, label=label)
        return Profile(
            iri,
            family,
            classes,
            names,
            public=public,
            doubtful=doubtful,
            dates=tuple(sorted({date for term in _DATES for date in said.get(term, ())})),
            numbers=tuple(sorted({int(number) for number in said.get(_NUMBER, ()) if number.isdigit()})),
            facts=tuple(self._facts(iri, family)),
            home=tuple(sorted(self._home(iri))),
            around=self._around(iri),
            company=tuple(sorted(mark for mark, own in self.company.items() if iri not in own)),
            label=label,
        )

    def _list_sentences(self) -> None:
        """Find the sentences that speak of each thing, and the words of its names in them."""
        for said in list(self.said.values()):
            for passage in said.get(_PASSAGE, ()):
                told = self.said.get(passage, {})
                for end in (*said.get(_SUBJECT, ()), *said.get(_OBJECT, ())):
                    self.sentences[end].update(told.get(_SENTENCE, ()))
                if set(said.get(_PREDICATE, ())) & set(_NAMES):
                    places = product(told.get(_EXACT, ()), told.get(_SENTENCE, ()))
                    self.places_of_names[said[_SUBJECT][0]].update(places)

    def _list_company(self) -> dict[str, set[str]]:
        """What stands for the names of the document's things, with them; what has a public IRI tells too little."""
        found: dict[str, set[str]] = defaultdict(set)
        for iri in list(self.said):
            if iri.startswith(self.base) and iri not in self.known.entries and _NAME in self.said[iri]:
                for name in self._names(iri):
                    if self._family(self.said[iri].get(_TYPE, ())) in FAMILIES and self.names.read(name).core:
                        found[digest(fold_name(name, self.known))[:6]].add(iri)
        return found

    def _around(self, iri: str) -> tuple[str, ...]:
        """The countries that a thing's own sentences speak of most, or else the whole document does."""
        own = sum((self.names.countries(each) for each in self.sentences.get(iri, ())), Counter())
        counts = own or self.spoken_of
        return tuple(sorted(country for country in counts if counts[country] * 2 > max(counts.values())))

    def _home(self, iri: str) -> frozenset[str]:
        """The countries in a thing's names or beside them, or else those of who made it."""
        if self.known.country_of(iri):
            return frozenset([self.known.country_of(iri)])
        named = (self.names.read(name).countries for name in self._names(iri))
        beside = (self.names.beside(*words) for words in self.places_of_names.get(iri, ()))
        own = frozenset().union(*named, *beside)
        makers = (maker for term in _MAKING for maker in self.heard[iri].get(term, ()) if maker != iri)
        return own or frozenset().union(*(self._home(maker) for maker in sorted(makers)[:LONGEST]))

    def _family(self, classes: Iterable[str]) -> str:
        return min((family_of(self.known.ontology, each) for each in classes), default="")

    def _names(self, iri: str) -> tuple[str, ...]:
        return tuple(sorted({name for term in _NAMES for name in self.said[iri].get(term, ())}))

    def _facts(self, iri: str, family: str) -> Iterator[tuple[str, Values]]:
        for comparison in self.known.comparisons:
            if family in comparison.families and (values := self._values(iri, comparison)):
                yield comparison.key, values

    def _values(self, iri: str, comparison: Comparison) -> Values:
        side = self.heard if comparison.backward else self.said
        found = sorted({self._call(one) for one in side[iri].get(comparison.relation, ()) if one != iri})
        if comparison.kind == "place":
            found += [(city,) for city in self._cities(iri) if (city,) not in found]
        return tuple(found[:LONGEST])

    def _call(self, end: str) -> tuple[str, ...]:
        """What another thing, or a literal, is told by."""
        names = self._names(end) if end in self.said else ()
        public = (end,) if (names and not end.startswith(self.base)) or end in self.known.entries else ()
        if not names and not public:
            return (end,)
        family = self._family(self.said[end].get(_TYPE, ())) if names else ""
        more = {"event": self._tell_event, "organization": self._tell_country}.get(family)
        return (*public, *names, *sorted(more(end) if more else ()))

    def _cities(self, event: str) -> list[str]:
        """The cities in an event's names."""
        words = {word for name in self._names(event) for word in fold(name, self.known)}
        return sorted(word for word in words if (word,) in self.known.cities)

    def _tell_event(self, event: str) -> set[str]:
        """When an event is held, with where or by whom: what tells it where its name doesn't."""
        dates, said = [date for term in _DATES for date in self.said[event].get(term, ())], self.said[event]
        ends = [end for term in _HOLDING for end in said.get(term, ())]
        names = {word for end in ends for name in self._names(end) for word in [fold_name(name, self.known)]}
        names.update(self._cities(event))
        return {f"{WHEN}{date} {name}" for date in dates if len(date) > 4 for name in names}

    def _tell_country(self, body: str) -> set[str]:
        """Of which countries a body is; where its own names don't tell, a body of a state is of those spoken of."""
        state = self.known.is_state_body(tuple(self.said[body].get(_TYPE, ())))
        return {WHERE + country for country in self._home(body) or (self._around(body) if state else ())}

    def _is_doubtful(self, iri: str, family: str, names: Iterable[str]) -> bool:
        """Whether a public identifier rests on an acronym alone, beside a full name that isn't the identified one's."""
        entry = self.known.entries.get(iri)
        full = [name for name in self.names.full(names) if len(name.words) > 1]
        if entry is None or family in ("place", "person") or not full:
            return False
        theirs = self.names.full(entry.names)
        return bool(theirs) and not any(_is_akin(own, other) for own in full for other in theirs)


def fold_name(text: str, known: Knowledge) -> str:
    """Return a name's words in small plain letters, as one text."""
    return " ".join(fold(text, known))


def _is_akin(one: Name, other: Name) -> bool:
    """Whether two names share most of the words of the shorter one."""
    a, b = set(one.words), set(other.words)
    return len(a & b) * 2 > min(len(a), len(b))

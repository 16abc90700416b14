"""Finds out which things of documents are one, and has the merge know each by one IRI.

In two steps, each in transactions for some documents, so that it can be stopped at any moment: first what changed
documents tell is registered, and what that touches elsewhere is marked; then all that hangs together with either is
decided anew. What is decided depends on nothing but what all documents tell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

import pyoxigraph as ox

from kg.resolution.changes import Changes
from kg.resolution.clustering import cluster, explain
from kg.resolution.components import Component, Components
from kg.resolution.decisions import read_labels
from kg.resolution.keys import find_partners, make_keys
from kg.resolution.names import Names
from kg.resolution.naming import Group, name_groups
from kg.resolution.profiles import Profile
from kg.resolution.register import Choice, Register, write_choice, write_profile, write_touched, write_unit
from kg.resolution.tellings import make_profiles
from kg.store.aliases import Move, read_aliases
from kg.store.evidence import base_of
from kg.store.graphs import find_documents, find_pending, pending, resolves, resolving
from kg.store.remote import Remote
from kg.store.terms import named, node, text

BATCH = 100
"""So many documents, and so many groups of things, are written at once."""

_FLUSH = 5
"""After so many times what was written goes to the disk: until then the engine holds it in memory."""


def resolve(engine: ox.Store, names: Names, *, again: bool = False) -> int:
    """Bring the IRIs of the merge up to date with the documents.

    Args:
        engine: the store.
        names: reads names.
        again: look at all documents, not only at those that have changed.

    Returns:
        How many times a thing of a document got another IRI.
    """
    documents = sorted(_find_due(engine, again=again), key=str)
    if documents and not resolves(engine):
        engine.extend([resolving(), *map(pending, documents)])  # so that it goes on there if it's stopped
    moved = 0
    for number, batch in enumerate(_cut(documents), 1):
        moved += _Registration(engine, names).register(batch)
        _flush(engine, number)
    return moved + _decide(engine, names, documents)


def is_due(engine: ox.Store, *, again: bool = False) -> bool:
    """Whether there is anything to do."""
    return bool(_find_due(engine, again=again) or Register(engine).touched())


def _find_due(engine: ox.Store, *, again: bool) -> list[ox.NamedNode]:
    """The documents to look at: those that changed, or all; a document that is the only one shares nothing."""
    if resolves(engine) and not again:
        return find_pending(engine)
    documents = find_documents(engine)
    return documents if len(documents) > 1 or resolves(engine) else []


def _flush(engine: ox.Store, written: int) -> None:
    if written % _FLUSH == 0 and not isinstance(engine, Remote):
        engine.flush()


def _cut(things: Sequence[ox.NamedNode]) -> Iterator[Sequence[ox.NamedNode]]:
    return (things[start : start + BATCH] for start in range(0, len(things), BATCH))


# What documents tell


@dataclass(slots=True)
class _Registration:
    """Takes in what some documents tell now, in the place of what they told before."""

    engine: ox.Store
    names: Names
    changes: Changes = field(default_factory=Changes)
    made: dict[str, Profile] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)
    touched: set[str] = field(default_factory=set)

    def register(self, documents: Sequence[ox.NamedNode]) -> int:
        """Register documents in one transaction; return how many of their things got another IRI."""
        register = Register(self.engine)
        for document in documents:
            self._take_in(document, register)
        left = {each for each in self.left if each not in self.made and not register.is_used(each, documents)}
        new = {each for each in self.made if not register.knows(each)}
        self._tell_neighbours(left, new, register)
        for each in sorted(left):
            self.changes.gone += register.rows_of(each)
        for each in sorted(new):
            self.changes.come += write_profile(self.made[each], make_keys(self.made[each], self.names))
        marked = (self.touched | self.left) - left
        self.changes.come += [write_touched(each) for each in sorted(marked)]
        return self.changes.commit(self.engine)

    def _take_in(self, document: ox.NamedNode, register: Register) -> None:
        before, profiles = register.units(document), self._profile(document)
        after = {iri: profile.id for iri, profile in profiles.items()}
        self.made |= {profile.id: profile for profile in profiles.values()}
        old = {write_unit(document, profile, iri) for iri, profile in before.items()}
        new = {write_unit(document, profile, iri) for iri, profile in after.items()}
        self.changes.replace(sorted(old, key=str), sorted(new, key=str))
        changed = before.items() ^ after.items()
        self.left |= {profile for iri, profile in changed if before.get(iri) == profile}
        aliases = read_aliases(self.engine, document)
        for iri in sorted({iri for iri, _ in changed}):
            choice = register.choice(after[iri]) if iri in after else None
            thing, other = node(iri), node(choice.iri if choice else iri)
            if aliases.get(thing, thing) != other:
                self.changes.moves.append((thing, document, other))

    def _profile(self, document: ox.NamedNode) -> dict[str, Profile]:
        quads = list(self.engine.quads_for_pattern(None, None, None, document))
        things = {text(quad.subject) for quad in quads if quad.predicate == named("schema:name")}
        labels = read_labels(self.engine, document, things)
        return make_profiles(quads, base_of(document.value), self.names, labels)

    def _tell_neighbours(self, left: set[str], new: set[str], register: Register) -> None:
        """Mark what was compared with profiles that go, and what a key joins that is or was too common."""
        most = self.names.known.limits.most
        coming = Counter(key for each in new for key in make_keys(self.made[each], self.names))
        going = Counter(key for each in left for key in register.keys(each))
        for key in {*coming, *going}:
            holders = register.holders(key, None if key in going else most)
            before, after = len(holders), len(holders) + coming[key] - going[key]
            if (key in going and before <= most) or (before <= most) != (after <= most):
                partners = (each for partner in find_partners(key) for each in register.few_holders(partner, most))
                self.touched |= {*holders, *partners} - left


# What is one


def _decide(engine: ox.Store, names: Names, documents: Sequence[ox.NamedNode]) -> int:
    """Decide anew all that hangs together with what documents tell or what is marked; return how many things moved."""
    register = Register(engine)
    components = Components(register, names)
    changes, moved = Changes(), 0
    done: set[str] = set()
    told = (profile for document in documents for profile in register.units(document).values())
    for number, start in enumerate(dict.fromkeys(chain(register.touched(), told)), 1):
        if start not in done:
            component = components.find(start)
            done |= component.profiles.keys()
            _settle(component, components, changes)
        if number % BATCH == 0:
            moved += changes.commit(engine)
            changes = Changes()
            _flush(engine, number // BATCH)
    changes.gone += map(pending, documents)  # only now: what was stopped before is done again
    return moved + changes.commit(engine)


def _settle(component: Component, components: Components, changes: Changes) -> None:
    """Choose the IRIs of a component, and take in what that changes."""
    register, profiles = components.register, component.profiles
    groups = cluster(list(profiles), component.edges, components.judge, profiles, components.limits)
    named = name_groups(
        groups, profiles, components.names, is_common=components.is_common, first_unit=components.first_unit
    )
    for group, iri in named:
        for each in group:
            choice = _choose(each, (group, iri), named, components)
            before = register.choice(each)
            changes.gone += register.touched_rows(each)
            changes.replace(register.choice_rows(each), write_choice(each, choice) if choice else ())
            if (before.iri if before else profiles[each].iri) != iri:
                changes.moves += _move(register.units_of(each), iri)


def _move(units: Iterable[tuple[str, str]], iri: str) -> Iterator[Move]:
    return ((node(thing), node(document), node(iri)) for document, thing in units)


def _choose(
    profile: str, own: tuple[Group, str], named: Iterable[tuple[Group, str]], components: Components
) -> Choice | None:
    """Say why a profile gets an IRI that isn't its own; None if it keeps that."""
    group, iri = own
    first, judge = components.profile(profile).iri, components.judge
    if iri == first:
        return None
    rivals = [each for other, taken in named if other is not group for each in other]
    rivals = [each for each in rivals if components.profile(each).iri == first]
    if not rivals or any(components.profile(each).iri == iri for each in group):
        verdict = explain(profile, group, judge)
        return Choice(iri, verdict.reason, verdict.confidence)
    verdicts = [judge(one, other) for one in group for other in sorted(rivals)]
    verdict = min(verdicts, key=lambda each: (each.confidence, each.against))
    reason = "; ".join(verdict.against) or "told too little to be taken for the other"
    return Choice(iri, f"another of this name: {reason}", round(1 - verdict.confidence, 4))

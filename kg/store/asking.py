"""What one can ask of a graph about its things; `Store` has these methods."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path as File
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import QueryError
from kg.store import lookup
from kg.store.counts import Info, count
from kg.store.entities import Entity, Thing, entity, thing
from kg.store.html import render
from kg.store.names import Names
from kg.store.paths import LONGEST, Paths, path
from kg.store.rows import SHOWN
from kg.store.search import Hits, search
from kg.store.vocabulary import vocabulary

if TYPE_CHECKING:
    import rdflib


class Asking:
    """A graph that can be asked; it has an engine, and a folder unless it's in memory."""

    location: File | None
    _rdflib: rdflib.Dataset | None
    _names: Names | None = None

    @property
    def engine(self) -> ox.Store:
        """The engine's store."""
        raise NotImplementedError

    def entity(self, name: str) -> Entity:
        """Return what the graph says of one thing: names, classes, the facts at either end, its neighbours.

        Args:
            name: the thing's name in any case, its IRI, or a prefixed name.

        Raises:
            QueryError: nothing has this name, or several things have.
        """
        with self._suggesting():
            return entity(self.engine, name)

    def path(self, start: str, end: str, *, longest: int = LONGEST, most: int = 3) -> Paths:
        """Return how two things are connected: the shortest ways over facts, with the evidence for each step.

        Args:
            start: a thing, by name in any case, IRI or prefixed name.
            end: another.
            longest: how many steps a path may take.
            most: how many paths of the same length to return.

        Returns:
            The paths; none where nothing within `longest` steps connects the two. See `kg.store.paths.path`.

        Raises:
            QueryError: a name is unknown or means several things, or both mean the same thing.
        """
        with self._suggesting():
            return path(self.engine, start, end, longest=longest, most=most)

    def search(self, words: str, *, most: int = 10) -> Hits:
        """Return the things whose names are nearest to some words, exact names first; slips of the pen are forgiven.

        The first search makes an index of all names, which is kept beside the store and renewed when it changes: see
        `kg.store.names`.

        Args:
            words: a name or some of its words, in any case and order; the end of a word may be missing.
            most: how many things to return.
        """
        return search(self.engine, self._indexed(), words, most=most)

    def things(self, name: str) -> tuple[Thing, ...]:
        """Return all things that a name may mean, sorted by IRI.

        Args:
            name: a name in any case, an IRI, or a prefixed name.

        Raises:
            QueryError: nothing has this name; the message offers the nearest there are.
        """
        with self._suggesting():
            found = sorted(lookup.find(self.engine, name), key=str)
        words = vocabulary(self.engine)
        return tuple(thing(self.engine, each, words) for each in found)

    @contextmanager
    def _suggesting(self) -> Iterator[None]:
        """Offer the nearest names where one is unknown."""
        try:
            yield
        except lookup.UnknownNameError as error:
            near = list(dict.fromkeys(hit.name for hit in self.search(error.name, most=3)))
            if not near:
                raise
            hint = f"did you mean {' or '.join(map(repr, near))}?"
            raise QueryError(error.name, f"nothing in the graph has this name or IRI; {hint}") from error

    def _indexed(self) -> Names:
        if self._names is None:
            self._names = Names(self.engine, *self._find_places())
        if self._rdflib is not None:
            self._names.forget()  # a change through rdflib isn't told
        return self._names

    def _find_places(self) -> tuple[File | None, Sequence[File]]:
        """Where the index of names is kept, if it can be, and where those of other states may be."""
        return None, ()

    def _repr_html_(self) -> str:
        return self._tabulate(count(self.engine))

    def _tabulate(self, info: Info, hint: str = "") -> str:
        """What the graph holds as tables, for a notebook."""
        return render("graph.html", title=str(self), info=info, most=SHOWN, hint=hint)

    def _forget(self, *, entirely: bool = False) -> None:
        """Have the index of names look at the store again, or let go of it."""
        if self._names is not None:
            self._names.forget()
            if entirely:
                self._names.close()
                self._names = None

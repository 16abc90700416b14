"""What resolution changes in a store, collected to be written at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.store.aliases import Move, change_aliases
from kg.store.graphs import stale
from kg.store.updates import write_update


@dataclass(slots=True)
class Changes:
    """Quads of the hidden graphs that go and come, and the things that get another IRI in the merge."""

    gone: list[ox.Quad] = field(default_factory=list)
    come: list[ox.Quad] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)

    def replace(self, gone: Iterable[ox.Quad], come: Iterable[ox.Quad]) -> None:
        """Take in what goes and what comes, but for what does both."""
        old, new = dict.fromkeys(gone), dict.fromkeys(come)
        self.gone += [each for each in old if each not in new]
        self.come += [each for each in new if each not in old]

    def commit(self, engine: ox.Store) -> int:
        """Write all in one transaction; return how many things got another IRI."""
        rows_gone, rows_come = change_aliases(engine, self.moves) if self.moves else ([], [])
        gone, come = [*self.gone, *rows_gone], [*self.come, *rows_come]
        late = stale(engine) if rows_gone or rows_come else []
        if gone:
            engine.update(write_update(gone, [*come, *late]))
        elif come:
            engine.extend([*come, *late])
        return len(self.moves)

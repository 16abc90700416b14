"""What the store holds, as sentences and as lists of what matters most; counted once for each state of the store."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, cast

import anyio.to_thread
from starlette.requests import Request

from kg.drawing.classes import Group, Kind, assign_groups, read_wordings
from kg.drawing.dates import tell_date, tell_dates
from kg.drawing.importance import weigh_name
from kg.drawing.story import Sentence, Word, enumerate_parts, in_text, tell_kinds
from kg.errors import KgError
from kg.sandbox.messages import StoppedError
from kg.server.backend import Ask, Backend
from kg.server.texts import ask_rows, ask_vocabulary
from kg.store.row import Row
from kg.store.terms import node
from kg.store.turtle import natural

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.store.vocabulary import Vocabulary

_LEADERS = 6  # of each group
_TOLD = 24  # things that a picture shows
_PATIENCE = 6  # times as long as a request may take, each query of what nobody waits for
_LIMITS = ("deadline", "memory", "rows", "size")


@dataclass(frozen=True, slots=True)
class Leader:
    """A thing that many statements speak of; `weight` is their number, less where its name tells little."""

    iri: str
    name: str
    weight: float


Leaders = Mapping[Group, tuple[Leader, ...]]


@dataclass(frozen=True, slots=True)
class Share:
    """A group of classes: how many things it has, and which of them matter most."""

    group: Group
    count: int
    leaders: tuple[Leader, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """What the store holds: sentences, its groups, how many events begin in each year; `is_whole` if it was counted."""

    sentences: tuple[Sentence, ...] = ()
    shares: tuple[Share, ...] = ()
    years: tuple[tuple[str, int], ...] = ()
    documents: int = 0
    is_whole: bool = False

    @property
    def things(self) -> list[str]:
        """The IRIs of what a picture of it shows: what matters most, of all groups in turn."""
        leaders = [share.leaders for share in self.shares]
        turns = [each[place] for place in range(_LEADERS) for each in leaders if place < len(each)]
        return [one.iri for one in turns[:_TOLD]]


class Summaries:
    """Keeps the summary of the state that the store was in when it was asked last.

    Args:
        backend: the store.
    """

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._known: tuple[object, Summary] | None = None
        self._task: asyncio.Future[None] | None = None

    async def get(self, request: Request) -> Summary:
        """Return the summary; counted anew where the store has changed.

        Where counting takes longer than a request may, what was counted so far is returned, and the rest is counted for
        those who come later.

        Raises:
            StoppedError: too many requests wait already.
            HttpError: 503, the store can't be read.
        """
        state = self._backend.state
        if state is not None and self._known is not None and self._known[0] == state:
            return self._known[1]
        made = await self._backend.run(request, partial(self._count, self._backend.settings.limits.seconds))
        self._known = (self._backend.state, made)
        if not made.is_whole and (self._task is None or self._task.done()):
            self._task = asyncio.ensure_future(anyio.to_thread.run_sync(self._complete, abandon_on_cancel=True))
        return made

    def _count(self, seconds: float, put: Ask) -> Summary:
        return summarise(cast("ox.Store", self._backend.engine(put, own=True)), seconds)

    def _complete(self) -> None:
        with suppress(KgError):  # then it stays as it is
            seconds = _PATIENCE * self._backend.settings.limits.seconds
            made = self._count(seconds, partial(self._backend.ask, seconds=seconds))
            self._known = (self._backend.state, made)


def summarise(engine: ox.Store, seconds: float = 10.0) -> Summary:
    """Count what a store holds, as far as the limits go.

    Args:
        engine: what is asked by SPARQL.
        seconds: for all of it; the query that runs then is the last.

    Raises:
        StoppedError: too many requests wait already.
    """
    made, end = Summary(), time.monotonic() + seconds
    try:
        for grown in _count(engine):
            made = grown
            if time.monotonic() > end:
                break
    except StoppedError as error:
        if error.outcome not in _LIMITS:
            raise
    return made


def _count(engine: ox.Store) -> Iterator[Summary]:
    """Yield the summary as it grows, the cheapest parts first."""
    (files,) = ask_rows(engine, "files")
    documents = cast("int", files.documents)
    words = ask_vocabulary(engine)
    classes = _count_classes(engine, words)
    groups = assign_groups({iri: Kind(words.family(iri)[1], words.label(iri), n) for iri, n in classes.items()})
    told = [_tell_groups(classes, groups, documents)] if classes else []
    sentences = [*told, *_tell_files(files)]
    made = Summary(tuple(sentences), _share(classes, groups), (), documents)
    yield made
    years = list(ask_rows(engine, "years"))
    counted = tuple((str(row.year), cast("int", row.things)) for row in years)
    sentences[1:1] = _tell_when(years)
    yield (made := replace(made, sentences=tuple(sentences), years=counted))
    sentences[2:2] = _tell_most(engine)
    yield (made := replace(made, sentences=tuple(sentences)))
    leaders = _find_leaders(engine, groups, words)
    yield replace(made, shares=_share(classes, groups, leaders), is_whole=True)


def _count_classes(engine: ox.Store, words: Vocabulary) -> Counter[str]:
    """How many things each class has."""
    found: Counter[str] = Counter()
    for row in ask_rows(engine, "kinds"):
        found[_first_class(row, words)] += cast("int", row.things)
    return found


def _first_class(row: Row, words: Vocabulary) -> str:
    """The class by which a thing of several is counted: the first by family, as on its own page."""
    return min(str(row.classes).split(" "), key=lambda iri: (words.family(iri), iri))


def _share(classes: Counter[str], groups: Mapping[str, Group], leaders: Leaders | None = None) -> tuple[Share, ...]:
    """The groups in the order of a legend, without what only stands beside other things."""
    shown = [group for group in dict.fromkeys(groups.values()) if not group.folds]
    sums = {group: sum(n for iri, n in classes.items() if groups[iri] == group) for group in shown}
    return tuple(Share(group, sums[group], (leaders or {}).get(group, ())) for group in shown)


def _tell_groups(classes: Counter[str], groups: Mapping[str, Group], documents: int) -> Sentence:
    shares = _share(classes, groups)
    called = [share.group.one or f"“{in_text(share.group.label)}”" for share in shares]
    many = [in_text(share.group.label) if share.group.one else one for share, one in zip(shares, called, strict=True)]
    counts = {one: share.count for share, one in zip(shares, called, strict=True)}
    return tell_kinds(counts, dict(zip(called, many, strict=True)), documents)


def _tell_files(files: Row) -> list[Sentence]:
    if not files.first:
        return []
    first, last = str(files.first), str(files.last)
    told = f"on {tell_date(first)}" if first == last else f"from {tell_date(first)} to {tell_date(last)}"
    return [(Word(f"The documents were published {told}." if files.documents != 1 else f"It was published {told}."),)]


def _tell_when(years: Sequence[Row]) -> list[Sentence]:
    if not years:
        return []
    total, last = sum(cast("int", row.things) for row in years), max(str(row.last) for row in years)
    span = tell_dates(str(years[0].first)[:7], last[:7]) if total > 1 else tell_dates(str(years[0].first), last)
    busiest = max(years, key=lambda row: (cast("int", row.things), str(row.year)))
    often = cast("int", busiest.things)
    most = f", the most in {busiest.year} ({often:,})" if len(years) > 2 and often > 1 else ""
    return [(Word(f"{f'{total:,} events have dates' if total > 1 else 'One event has a date'}: {span}{most}."),)]


def _tell_most(engine: ox.Store) -> list[Sentence]:
    """Whom the most relations of a kind lead to, where the data has words for it."""
    told: list[Sentence] = []
    for relation, wording in read_wordings().items():
        if wording.most:
            rows = ask_rows(engine, "most", relation=node(relation))
            parts = [(Word(str(row.name), str(row.thing)), Word(f" ({row.number:,})")) for row in rows]
            told += [(Word(f"{wording.most} "), *enumerate_parts(parts), Word("."))] if parts else []
    return told


def _find_leaders(engine: ox.Store, groups: Mapping[str, Group], words: Vocabulary) -> Leaders:
    """What matters most of each group, among what most statements speak of."""
    found: dict[Group, list[Leader]] = {}
    for row in ask_rows(engine, "leaders"):
        first, name = _first_class(row, words), str(row.name)
        weight = cast("int", row.statements) * weigh_name(name, words.label(first))
        if first in groups and not groups[first].folds:
            found.setdefault(groups[first], []).append(Leader(str(row.thing), name, weight))
    return {group: _rank(leaders) for group, leaders in found.items()}


def _rank(leaders: Iterable[Leader]) -> tuple[Leader, ...]:
    return tuple(sorted(leaders, key=lambda one: (-one.weight, natural(one.name), one.iri))[:_LEADERS])

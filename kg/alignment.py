"""Text that remembers where each of its characters stood in the source."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import compress
from operator import eq, lt

Offsets = Sequence[int]
"""Places in a source: a range where each character stands for one of its own, which takes no memory, or an array."""

_INT = "i"
"""The type of an array of offsets: 4 bytes; no source has two thousand million characters."""


@dataclass(frozen=True, slots=True)
class AlignedText:
    """A text and, for each of its characters, the span of the source that it stands for.

    A character that a repair put in (a restored comma) stands for an empty span of the source.

    >>> text = AlignedText.of("high level").edit([(4, 5, "-")])
    >>> text.text, text.span(0, 6)
    ('high-level', (0, 6))
    """

    text: str
    starts: Offsets
    ends: Offsets

    @classmethod
    def of(cls, source: str, start: int = 0, end: int | None = None) -> AlignedText:
        """Align a stretch of a source with itself; offsets count code points."""
        stop = len(source) if end is None else end
        return cls(source[start:stop], range(start, stop), range(start + 1, stop + 1))

    @classmethod
    def join(cls, parts: Iterable[AlignedText], separator: str = "") -> AlignedText:
        """Put texts behind one another; the separator stands for nothing in the source."""
        given = list(parts)
        if len(given) == 1:
            return given[0]
        text: list[str] = []
        starts, ends = array(_INT), array(_INT)
        for part in given:
            if text and separator:
                position = ends[-1] if ends else 0
                text.append(separator)
                starts.extend([position] * len(separator))
                ends.extend([position] * len(separator))
            text.append(part.text)
            starts.extend(part.starts)
            ends.extend(part.ends)
        return cls("".join(text), starts, ends)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, AlignedText):
            return NotImplemented
        pairs = ((self.starts, other.starts), (self.ends, other.ends))
        return self.text == other.text and all(all(map(eq, ours, theirs)) for ours, theirs in pairs)

    def __hash__(self) -> int:
        return hash(self.text)

    def __len__(self) -> int:
        return len(self.text)

    def cut(self, start: int, end: int) -> AlignedText:
        """Return the characters from start up to end, aligned as before."""
        return AlignedText(self.text[start:end], self.starts[start:end], self.ends[start:end])

    def shift(self, distance: int) -> AlignedText:
        """Return the same text, as it stands that much further on in a longer source."""
        return AlignedText(self.text, _shift(self.starts, distance), _shift(self.ends, distance))

    def strip(self) -> AlignedText:
        """Return the text without white space at its ends."""
        start, end = len(self.text) - len(self.text.lstrip()), len(self.text.rstrip())
        return self if (start, end) == (0, len(self.text)) else self.cut(start, max(start, end))

    def edit(self, edits: Iterable[tuple[int, int, str]]) -> AlignedText:
        """Replace stretches of this text.

        Args:
            edits: (start, end, replacement) in offsets of this text, in ascending order, not overlapping.

        Returns:
            The new text. Every character of a replacement stands for the whole stretch that it replaces; an
            insertion (start == end) stands for the empty span at that place, or, between two characters of an earlier
            replacement, for what these stand for.
        """
        text: list[str] = []
        starts, ends = array(_INT), array(_INT)
        done = 0
        given = list(edits)
        if not given:
            return self
        for start, end, new in given:
            text += [self.text[done:start], new]
            starts.extend(self.starts[done:start])
            ends.extend(self.ends[done:start])
            first, last = self._stretch(start, end)
            starts.extend([first] * len(new))
            ends.extend([last] * len(new))
            done = end
        text.append(self.text[done:])
        starts.extend(self.starts[done:])
        ends.extend(self.ends[done:])
        return AlignedText("".join(text), starts, ends)

    def blank(self, stretches: Iterable[tuple[int, int, str]]) -> AlignedText:
        """Replace stretches by as many other characters, each of which stands for what the old one stood for."""
        text, done = [], 0
        for start, end, new in stretches:
            text += [self.text[done:start], new]
            done = end
        return AlignedText("".join([*text, self.text[done:]]), self.starts, self.ends)

    def _stretch(self, start: int, end: int) -> tuple[int, int]:
        """The source span of a stretch that is about to be replaced."""
        if start < end:
            return self.starts[start], self.ends[end - 1]
        if 0 < start < len(self.text) and self.starts[start] < self.ends[start - 1]:
            return self.starts[start], self.ends[start - 1]  # inside an earlier replacement: a part of that one
        return self._place(start), self._place(start)

    def _place(self, index: int) -> int:
        """The place in the source before a character."""
        return self.ends[index - 1] if index else (self.starts[0] if self.starts else 0)

    def written(self, start: int, end: int) -> str:
        """Return the characters from start up to end without those that a repair put in.

        >>> AlignedText.of("DirectorGeneral").edit([(8, 8, "-")]).written(0, 16)
        'DirectorGeneral'
        """
        starts, ends = self.starts[start:end], self.ends[start:end]
        if all(map(lt, starts, ends)):
            return self.text[start:end]
        return "".join(compress(self.text[start:end], map(lt, starts, ends)))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the source span of the characters from start up to end, leaving out what was put in."""
        first, last = start, end - 1
        while first <= last and self.starts[first] == self.ends[first]:
            first += 1
        while first < last and self.starts[last] == self.ends[last]:
            last -= 1
        if first > last:
            return self._place(start), self._place(start)
        return self.starts[first], self.ends[last]


def _shift(offsets: Offsets, distance: int) -> Offsets:
    if isinstance(offsets, range):
        return range(offsets.start + distance, offsets.stop + distance)
    return array(_INT, (place + distance for place in offsets))

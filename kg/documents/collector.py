"""Gathers the characters of a block, each with the stretch of the source that it stands for."""

from __future__ import annotations

from array import array

from kg.alignment import AlignedText

_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")


class Collector:
    """Collects the text of one block after another; runs of white space become one space, unless they are kept."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._starts, self._ends = array("i"), array("i")

    def __bool__(self) -> bool:
        return any(not char.isspace() for char in self._text)

    def add(self, text: str, start: int, *, keep_space: bool = False) -> None:
        """Add characters that stand in the source as they are, from an offset on."""
        for place, char in enumerate(text, start):
            self.add_as(char, place, place + 1, keep_space=keep_space)

    def add_as(self, text: str, start: int, end: int, *, keep_space: bool = False) -> None:
        """Add what a stretch of the source stands for, such as the letter of an entity."""
        for char in text:
            if char in _INVISIBLE:
                continue
            if char.isspace() and char != "\n" and not keep_space:
                char = " "
            if char == "\n" and not keep_space:
                char = " "
            if char == " " and not keep_space and self._text and self._text[-1] in " \n":
                self._ends[-1] = end
                continue
            self._put(char, start, end)

    def break_line(self, start: int, end: int) -> None:
        """Add a line break for a stretch of the source, such as a `<br>`."""
        self._put("\n", start, end)

    def _put(self, char: str, start: int, end: int) -> None:
        self._text.append(char)
        self._starts.append(start)
        self._ends.append(end)

    def take(self) -> AlignedText:
        """Return what was collected, without white space at its ends, and begin anew."""
        taken = AlignedText("".join(self._text), self._starts, self._ends).strip()
        self._text, self._starts, self._ends = [], array("i"), array("i")
        return taken

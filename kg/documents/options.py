"""What a user says of how documents shall be read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How documents are read, where it is a matter of choice.

    `columns` are those whose texts are read, of tables and records; without any, they are told by their content.
    `form` is the suffix, without its dot, of what comes on standard input, which is told by its first bytes without it,
    and of texts that are given as values, which are plain without it.
    With `any_language`, documents are read that aren't in English.
    """

    columns: tuple[str, ...] = ()
    form: str = ""
    any_language: bool = False

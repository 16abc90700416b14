"""Writes a text as it may reach a reader: without its marks, wrapped, with other headlines, with a page's furniture.

Every form is aligned with the text that it was made from, so that the annotations of the one hold for the other.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping

from kg.alignment import AlignedText

Form = Callable[[AlignedText, random.Random], AlignedText]

WIDTH = 72
"""Columns at which `wrap` breaks lines."""

_Edit = tuple[int, int, str]
_GLUED = re.compile(r"(?<=\w)[-–’'](?=\w)")
_MARK = re.compile(r"[^\w\s%$€£&/]")
_SPACES = re.compile(r"\s{2,}|\n|\t")
_MENU = ("Home", "About us", "News", "Events", "Publications", "Contact", "Careers", "Donate", "Topics", "Media centre")
_ABOVE = (
    "Skip to main content",
    "We use cookies to make this site work. Accept all Reject all Settings",
    "Search this site",
    "Print this page | Listen",
    "Log in / Register",
)
_BELOW = (
    "Share this page: Facebook X LinkedIn E-mail",
    "Sign up for our newsletter",
    "Read more",
    "Back to top",
    "Previous article | Next article",
    "All rights reserved. Terms of use Privacy Accessibility",
    "Tags: news, events, updates",
    "Was this page useful? Yes No",
)


def keep(text: AlignedText, _: random.Random) -> AlignedText:
    """The text as it is."""
    return text


def strip_body(text: AlignedText, _: random.Random) -> AlignedText:
    """The first line as it is, the rest in one line without punctuation, as careless conversion leaves it."""
    end = text.text.find("\n")
    return _strip_from(text, end + 1) if end >= 0 else text


def strip_all(text: AlignedText, _: random.Random) -> AlignedText:
    """All in one line without punctuation."""
    return _strip_from(text, 0)


def _strip_from(text: AlignedText, start: int) -> AlignedText:
    text = text.edit((m.start(), m.end(), "") for m in _GLUED.finditer(text.text, start))
    text = text.edit((m.start(), m.end(), " ") for m in _MARK.finditer(text.text, start))
    text = text.edit((m.start(), m.end(), " " * (m.start() > start)) for m in _SPACES.finditer(text.text, start))
    return text.strip()


def wrap(text: AlignedText, chance: random.Random) -> AlignedText:
    """Long lines broken at a column, now and then within a word."""
    return text.edit(sorted(_breaks(text.text, chance)))


def _breaks(text: str, chance: random.Random) -> Iterator[_Edit]:
    for line in re.finditer(r"[^\n]{90,}", text):
        start = line.start()
        while line.end() - start > WIDTH:
            space = text.rfind(" ", start, start + WIDTH + 1)
            if space <= start:
                break
            word = re.compile(r"[a-z]{8,}").match(text, space + 1)
            room = start + WIDTH - 1 - (space + 1)
            if word and 3 <= room <= len(word[0]) - 3 and chance.random() < 0.3:
                start = space + 1 + room
                yield start, start, "-\n"
            else:
                yield space, space + 1, "\n"
                start = space + 1


def lower_headline(text: AlignedText, _: random.Random) -> AlignedText:
    """The first line in small letters."""
    return _change_headline(text, str.lower)


def raise_headline(text: AlignedText, _: random.Random) -> AlignedText:
    """The first line in capitals."""
    return _change_headline(text, str.upper)


def _change_headline(text: AlignedText, change: Callable[[str], str]) -> AlignedText:
    end = text.text.find("\n")
    head = text.text[: max(end, 0)]
    # Letters whose other case is longer (ß) would shift the offsets.
    return text.edit((i, i + 1, change(c)) for i, c in enumerate(head) if change(c) != c and len(change(c)) == 1)


def lower_all(text: AlignedText, _: random.Random) -> AlignedText:
    """All in small letters."""
    low = text.text.lower()
    return AlignedText(low, text.starts, text.ends) if len(low) == len(text.text) else text


def furnish(text: AlignedText, chance: random.Random) -> AlignedText:
    """With some of a page's menus and links around the text."""
    menu = chance.sample(_MENU, chance.randint(3, 7))
    above = [*chance.sample(_ABOVE, chance.randint(0, 2)), chance.choice((" | ", " > ", "\n")).join(menu)]
    below = chance.sample(_BELOW, chance.randint(1, 4))
    end = len(text.text)
    return text.edit([(0, 0, "\n".join(above) + "\n\n"), (end, end, "\n\n" + "\n".join(below) + "\n")])


FORMS: Mapping[str, Form] = {
    "plain": keep,
    "unpunctuated": strip_body,
    "bare": strip_all,
    "wrapped": wrap,
    "lower headline": lower_headline,
    "upper headline": raise_headline,
    "lower": lower_all,
    "furnished": furnish,
}


def write_form(text: str | AlignedText, form: str, seed: str = "") -> AlignedText:
    r"""Write a text in a form.

    Args:
        text: the text, perhaps aligned with another one.
        form: one of `FORMS`.
        seed: decides what is left to chance.

    >>> write_form("Title\n\nUNESCO's forum, held in Paris, ended.", "unpunctuated").text
    'Title\nUNESCOs forum held in Paris ended'
    """
    aligned = AlignedText.of(text) if isinstance(text, str) else text
    return FORMS[form](aligned, random.Random(f"{form} {seed}"))

"""The Sustainable Development Goals and targets that a text names."""

from __future__ import annotations

import re

from kg.extractor.chunks import GOAL, TARGET

GOAL_PATTERN = re.compile(
    r"\b(?:(?:the\s+)?(?:Sustainable\s+Development\s+Goals?|Global\s+Goals?|SDGs?|Goals?)(?:\s+(?:targets?|number|no\.?))?|(?:SDG\s+)?targets?)"
    r"[\s-]*(?P<first>\d{1,2}(?:\.(?:\d{1,2}|[a-d])\b)?)(?!\d|,\d|\s*(?:per\s?cent|%|million|billion))"
)

GOAL_MORE = re.compile(
    r"(?:\s*,\s*(?:and\s+)?|\s+(?:and|or|&|to)\s+)(?P<next>\d{1,2}(?:\.(?:\d{1,2}|[a-d])\b)?)(?![\d%]|\s*(?:per\s?cent|million|billion|\w*ies\b))"
)


def find_goals(text: str) -> list[tuple[int, int, str]]:
    """Find the Sustainable Development Goals and targets that a text names.

    Returns:
        (start, end, number) for each, such as "4" or "16.9"; a number out of range isn't one.

    >>> [n for _, _, n in find_goals("SDG4, SDGs 5 and 13 and SDG target 16.9, not Goal 40")]
    ['4', '5', '13', '16.9']
    """
    found = []
    for match in GOAL_PATTERN.finditer(text):
        found.append((match.start(), match.end(), match["first"]))
        plural = re.search(r"(?:Goals|SDGs|targets)", match[0])
        position = match.end()
        while plural and (more := GOAL_MORE.match(text, position)):
            found += _between(found[-1][2], more)
            found.append((more.start("next"), more.end("next"), more["next"]))
            position = more.end()
    return [goal for goal in found if 1 <= int(goal[2].split(".")[0]) <= 17]


def _between(first: str, more: re.Match[str]) -> list[tuple[int, int, str]]:
    """The goals inside a range: 9 of "SDGs 8 to 10"."""
    if not re.search(r"\bto\b", more[0]) or not (first.isdigit() and more["next"].isdigit()):
        return []
    return [(more.start(), more.end(), str(number)) for number in range(int(first) + 1, int(more["next"]))]


def goal_kind(number: str) -> str:
    """Return the class of a goal's or target's number."""
    return TARGET if "." in number else GOAL

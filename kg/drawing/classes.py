"""How each class looks: a family of colours, a shape, a size; known classes look alike in every graph."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """A class's colour family (a variable of palette.css), shade within the family, shape, least size (px)."""

    family: str
    shape: str = "dot"
    size: int = 12
    shade: int = 0


_EVENT = Look("event", "diamond", 15)
_ORGANISATION = Look("organisation")
_PLACE = Look("place", "triangle", 11)
_INSTRUMENT = Look("instrument", "square", 11)

_LOOKS = {
    **dict.fromkeys(
        ("Event", "Meeting", "Conference", "Session", "Dialogue", "Workshop", "Ceremony", "Launch"), _EVENT
    ),
    "Person": Look("person"),
    "Membership": Look("person", "dot", 6),
    **dict.fromkeys(("Organization", "GovernmentOrganization", "IntergovernmentalOrganization"), _ORGANISATION),
    **dict.fromkeys(("PermanentMission", "Partnership", "CollegeOrUniversity", "NGO", "Corporation"), _ORGANISATION),
    **dict.fromkeys(("Place", "Country", "City", "AdministrativeArea"), _PLACE),
    **dict.fromkeys(("Instrument", "Legislation", "Report", "CreativeWork"), _INSTRUMENT),
    **dict.fromkeys(("Goal", "Target"), Look("goal", "hexagon", 13)),
    **dict.fromkeys(("Initiative", "Project"), Look("initiative", "square", 11)),
    "Concept": Look("concept", "dot", 9),
    "Remark": Look("remark", "dot", 5),
    "Figure": Look("figure", "dot", 6),
    "DigitalDocument": Look("document", "square", 9),
}

_RANKS = {name: rank for rank, name in enumerate(_LOOKS)}

_OTHERS = 4  # families other-0 … other-3 of palette.css


def assign_looks(class_iris: Iterable[str]) -> dict[str, Look]:
    """Give each class a look; classes of one family differ in shade.

    Args:
        class_iris: the classes of a graph, in any order.

    Returns:
        class IRI → look, families together, in the order in which a legend shows them.

    >>> looks = assign_looks(["https://schema.org/Country", "https://schema.org/City"])
    >>> looks["https://schema.org/Country"].shade, looks["https://schema.org/City"].shade
    (0, 1)
    """
    looks: dict[str, Look] = {}
    used: dict[str, int] = {}
    unknown = 0
    for iri in sorted(set(class_iris), key=lambda iri: (_RANKS.get(_local_name(iri), len(_RANKS)), iri)):
        look = _LOOKS.get(_local_name(iri))
        if look is None:
            look, unknown = Look(f"other-{unknown % _OTHERS}"), unknown + 1
        shade = used.get(look.family, 0)
        used[look.family] = shade + 1
        looks[iri] = Look(look.family, look.shape, look.size, shade)
    return looks


def _local_name(iri: str) -> str:
    return re.split(r"[/#]", iri)[-1]

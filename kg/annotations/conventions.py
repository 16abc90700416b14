"""The conventions of the corpus that a program can apply: what follows from the facts and is left open.

What follows is neither for nor against a reader: the annotators need not have written it down.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from kg.annotations.documents import AnnotatedDocument, Fact

Triple = tuple[str, str, str]

_ACTS = ("adopted", "launched", "published", "signed")
_PARTS = ("chair", "moderator", "speaker", "attendee")
_EVENT_CLASSES = frozenset({"Event", "Meeting", "Conference", "Session", "Dialogue", "Workshop", "Ceremony", "Launch"})
_SETTING = ("location", "startDate", "endDate", "eventAttendanceMode")


def infer_open(document: AnnotatedDocument) -> set[Triple]:
    """Return what is neither for nor against: the arguable facts, and what follows from the others.

    Keys are those of the document; facts that are stated, planned or denied aren't among them.
    """
    told = {(fact.subject, fact.relation, fact.object) for fact in document.facts if fact.status != "arguable"}
    asserted = [fact for fact in document.facts if fact.status in ("stated", "planned")]
    arguable = {(fact.subject, fact.relation, fact.object) for fact in document.facts if fact.status == "arguable"}
    return (arguable | set(_follow(document, asserted))) - told


def _follow(document: AnnotatedDocument, facts: Sequence[Fact]) -> Iterator[Triple]:
    by_subject: dict[tuple[str, str], list[str]] = defaultdict(list)
    for fact in facts:
        by_subject[fact.subject, fact.relation].append(fact.object)
        yield from _mirror(document, fact)
    for fact in facts:
        if fact.relation in _PARTS:  # the bodies that people at an event come from
            bodies = by_subject[fact.object, "affiliation"] + by_subject[fact.object, "represents"]
            yield from ((fact.subject, "attendee", body) for body in bodies)
        if fact.relation == "superEvent":
            yield from _share(fact, by_subject)
        if fact.relation in ("organizer", "host"):
            others = by_subject[fact.subject, "organizer"] + by_subject[fact.subject, "host"]
            yield from ((fact.object, "partnerOf", other) for other in others if other != fact.object)


def _share(part: Fact, by_subject: dict[tuple[str, str], list[str]]) -> Iterator[Triple]:
    """The people of a part at the whole, the setting of the whole at the part."""
    for relation in ("speaker", "attendee"):
        yield from ((part.object, relation, person) for person in by_subject[part.subject, relation])
    for relation in _SETTING:
        yield from ((part.subject, relation, where) for where in by_subject[part.object, relation])


def _mirror(document: AnnotatedDocument, fact: Fact) -> Iterator[Triple]:
    subject, relation, object_ = fact.subject, fact.relation, fact.object
    match relation:
        case "affiliation":
            yield subject, "represents", object_
        case "represents":
            yield subject, "affiliation", object_
        case "chair" | "moderator":
            yield subject, "attendee", object_
            yield subject, "speaker", object_
        case "speaker" | "organizer":
            yield subject, "attendee", object_
        case "host":
            yield subject, "attendee", object_
            yield subject, "organizer", object_
        case "startDate":
            yield subject, "endDate", object_
        case "location":
            yield from (
                (subject, "eventAttendanceMode", t.key) for t in document.things.values() if t.value == "offline"
            )
        case "sponsor":
            yield object_, "funds", subject
        case "funds":
            yield object_, "sponsor", subject
        case "outcome":
            yield from ((subject, act, object_) for act in _ACTS)
        case "partnerOf":
            yield object_, "partnerOf", subject
        case "sessionOf":
            yield subject, "organizer", object_
        case _ if relation in _ACTS and document.things[subject].kind in _EVENT_CLASSES:
            yield subject, "outcome", object_

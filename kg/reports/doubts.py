"""What is not to be taken as it stands: conflicts between documents, what was refused, what is worth a look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.drawing.content import Json, clean
from kg.reports.notes import Notes, Refusal
from kg.reports.statements import Said, present
from kg.resolution.listing import Conflict

if TYPE_CHECKING:
    from kg.store.vocabulary import Vocabulary

_NAMES = 8


def describe_conflict(conflict: Conflict, said: Sequence[Said], content: Json, things: Sequence[Json]) -> Json:
    """Return each value of a conflict with its documents and the facts that say so."""
    iri, relation = clean(conflict.iri), clean(conflict.relation)
    about = [one for one in said if things[one.subject]["iri"] == iri and one.relation == relation]
    values = [
        {
            "value": clean(value),
            "documents": [clean(name) for name in sorted(there)],
            "said": [present(one, content, things) for one in about if one.value == clean(value)],
        }
        for value, there in conflict.values
    ]
    return {"iri": iri, "label": clean(conflict.name), "relation": relation, "values": values}


def describe_refusal(refusal: Refusal, words: Vocabulary) -> Json:
    """Return a reason with some of what was refused for it."""
    return {
        "reason": clean(refusal.reason),
        "count": refusal.count,
        "examples": [
            {
                "subject": clean(one.subject),
                "relation": clean(words.label(one.predicate)),
                "value": clean(one.object),
                "words": clean(one.words),
                "document": clean(one.document),
            }
            for one in refusal.examples
        ],
    }


def list_warnings(things: Sequence[Json], said: Sequence[Said], documents: Sequence[Json], notes: Notes) -> list[Json]:
    """Return what one should look at; each with some of the names it is about."""
    barren = [row["name"] for row in documents if not row["facts"]]
    lonely = [one["label"] for one in things if not one["relations"] and not one["facts"]]
    unread = list(map(clean, notes.unread))
    found = [
        (len(unread), "file wasn't read", "files weren't read", unread),
        (len(barren), "document gave no fact", "documents gave no fact", barren),
        (len(lonely), "thing is only named", "things are only named", lonely),
        (sum(not one.evidence for one in said), "fact has no evidence", "facts have no evidence", []),
    ]
    rows = [
        {"count": number, "said": single if number == 1 else several, "names": names[:_NAMES]}
        for number, single, several, names in found
        if number
    ]
    given = [(clean(name), clean(one)) for name, those in sorted(notes.warnings.items()) for one in those]
    return rows + [{"count": None, "said": said, "names": [name]} for name, said in given]

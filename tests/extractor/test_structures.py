"""Rarer shapes of sentences: inversion, clefts, fronting, parentheses, and what stands between subject and verb."""

from __future__ import annotations

import pytest

# The same facts in an unusual order
SHAPES = {
    "inversion": (
        "Among the participants in the Varna Forum on Sails were Romania and the Black Sea Divers Club.",
        "Varna Forum on Sails | attendee | Romania",
        "Varna Forum on Sails | attendee | Black Sea Divers Club",
    ),
    "cleft": (
        "It was Milena Stoyanova who chaired the Varna Forum on Sails.",
        "Varna Forum on Sails | chair | Milena Stoyanova",
    ),
    "with-somebody-as": (
        "The Varna Forum on Sails took place in Varna, with Milena Stoyanova as chair and Rumen Iliev as moderator.",
        "Varna Forum on Sails | chair | Milena Stoyanova",
        "Varna Forum on Sails | moderator | Rumen Iliev",
        "Varna Forum on Sails | location | Varna",
    ),
    "served-as-moderator": (
        "Rumen Iliev served as moderator of the Varna Forum on Sails.",
        "Varna Forum on Sails | moderator | Rumen Iliev",
    ),
    "acted-as-host": (
        "Bulgaria acted as host of the Varna Forum on Sails.",
        "Varna Forum on Sails | host | Bulgaria",
    ),
    "parenthesis-between": (
        "The Black Sea Divers Club, founded in 1971 by five brothers, organised the Varna Forum on Sails.",
        "Varna Forum on Sails | organizer | Black Sea Divers Club",
    ),
    "fronted-place-and-time": (
        "In Varna, on 2 September 2013, before a full house, Milena Stoyanova opened the Forum on Sails.",
        "Forum on Sails | speaker | Milena Stoyanova",
        "Forum on Sails | location | Varna",
        "Forum on Sails | startDate | 2013-09-02",
    ),
    "at-which": (
        "The Varna Forum on Sails, at which Rumen Iliev gave a keynote speech, adopted the Varna "
        "Declaration on Regattas.",
        "Varna Forum on Sails | speaker | Rumen Iliev",
        "Varna Forum on Sails | adopted | Varna Declaration on Regattas",
    ),
    "whose-chair": (
        "The Varna Forum on Sails, whose chair was Milena Stoyanova, took place in 2013.",
        "Varna Forum on Sails | chair | Milena Stoyanova",
        "Varna Forum on Sails | startDate | 2013",
    ),
    "organised-jointly": (
        "The Varna Forum on Sails was jointly organised by the Black Sea Divers Club, the Varna Free "
        "University and the Danube Commission.",
        "Varna Forum on Sails | organizer | Black Sea Divers Club",
        "Varna Forum on Sails | organizer | Varna Free University",
        "Varna Forum on Sails | organizer | Danube Commission",
    ),
    "brainchild-of-nobody": (
        "The Varna Forum on Sails was the idea of Rumen Iliev.",
        "- Varna Forum on Sails | organizer | Rumen Iliev",
        "- Varna Forum on Sails | chair | Rumen Iliev",
    ),
    "welcomed-by": (
        "Delegates to the Varna Forum on Sails were welcomed by Milena Stoyanova, Mayor of Varna.",
        "Varna Forum on Sails | speaker | Milena Stoyanova",
        "Milena Stoyanova | jobTitle | Mayor",
    ),
    "panellists": (
        "The panellists of the Varna Forum on Sails were Rumen Iliev, Desislava Koleva and Tom Hartley.",
        "Varna Forum on Sails | speaker | Rumen Iliev",
        "Varna Forum on Sails | speaker | Desislava Koleva",
        "Varna Forum on Sails | speaker | Tom Hartley",
    ),
    "dashes": (
        "Desislava Koleva – Director of the Varna Free University – moderated the Varna Forum on Sails.",
        "Varna Forum on Sails | moderator | Desislava Koleva",
        "Desislava Koleva | jobTitle | Director",
        "Desislava Koleva | affiliation | Varna Free University",
    ),
    "of-which": (
        "Romania signed the Danube Charter, of which Serbia is also a signatory.",
        "Romania | signed | Danube Charter",
        "? Serbia | signed | Danube Charter",
    ),
    "with-money-given-to": (
        "A grant of 3 million euros from Austria went to the Danube Charter Fund.",
        "? Austria | funds | Danube Charter Fund",
        "? Danube Charter Fund | sponsor | Austria",
    ),
}

# The same shapes with a "not" somewhere
DENIED = {
    "only-in-the-past-of-another": (
        "Before the Danube Commission existed, no one had organised the Varna Forum on Sails.",
        "- Varna Forum on Sails | organizer | Danube Commission",
    ),
    "cleft-with-not": (
        "It was not Rumen Iliev who chaired the Varna Forum on Sails.",
        "- Varna Forum on Sails | chair | Rumen Iliev",
    ),
    "hardly": (
        "Serbia has yet to sign the Danube Charter.",
        "- Serbia | signed | Danube Charter",
    ),
    "far-from": (
        "Serbia is far from signing the Danube Charter.",
        "- Serbia | signed | Danube Charter",
    ),
    "without-signing": (
        "Serbia left the talks without signing the Danube Charter.",
        "- Serbia | signed | Danube Charter",
    ),
    "stopped-short-of": (
        "Serbia stopped short of signing the Danube Charter.",
        "- Serbia | signed | Danube Charter",
    ),
    "considered": (
        "Serbia considered joining the Alliance for Safe Ferries.",
        "- Serbia | memberOf | Alliance for Safe Ferries",
    ),
    "was-prevented": (
        "A strike prevented Tom Hartley from attending the Varna Forum on Sails.",
        "- Varna Forum on Sails | attendee | Tom Hartley",
    ),
    "in-place-of": (
        "Desislava Koleva moderated the Varna Forum on Sails in place of Tom Hartley.",
        "Varna Forum on Sails | moderator | Desislava Koleva",
        "- Varna Forum on Sails | moderator | Tom Hartley",
    ),
    "nobody-but": (
        "Nobody from the Danube Commission spoke at the Varna Forum on Sails.",
        "- Varna Forum on Sails | speaker |",
        "- Varna Forum on Sails | attendee | Danube Commission",
    ),
    "as-though": (
        "The delegates behaved as though Serbia had signed the Danube Charter.",
        "- Serbia | signed | Danube Charter",
    ),
    "newspapers-claim": (
        "Some newspapers claimed that Serbia had signed the Danube Charter.",
        "- Serbia | signed | Danube Charter",
    ),
    "false-that": (
        "It is not true that Romania funded the Varna Forum on Sails.",
        "- Varna Forum on Sails | sponsor | Romania",
        "- Romania | funds | Varna Forum on Sails",
    ),
    "unless": (
        "Unless Serbia signs the Danube Charter, the locks stay shut.",
        "- Serbia | signed | Danube Charter",
    ),
    "should": (
        "Hungary should publish the Handbook on Locks, the commission's members argued.",
        "- Hungary | published | Handbook on Locks",
    ),
    "ought-to-host": (
        "Critics believe Vienna University ought to host the Varna Forum on Sails.",
        "- Varna Forum on Sails | host | Vienna University",
    ),
    "denied-entry": (
        "Belarus was barred from the Varna Forum on Sails.",
        "- Varna Forum on Sails | attendee | Belarus",
    ),
    "apologies-in-prose": (
        "Apologies were received from Tom Hartley, who could not attend the Varna Forum on Sails.",
        "- Varna Forum on Sails | attendee | Tom Hartley",
    ),
    "withdrew-its-offer": (
        "Bulgaria withdrew its offer to host the Varna Forum on Sails.",
        "- Varna Forum on Sails | host | Bulgaria",
    ),
}


@pytest.mark.parametrize("entry", SHAPES.values(), ids=SHAPES)
def test_shapes(entry, check):
    text, *facts = entry
    check(text, facts)


@pytest.mark.parametrize("entry", DENIED.values(), ids=DENIED)
def test_denied(entry, check):
    text, *facts = entry
    check(text, facts)

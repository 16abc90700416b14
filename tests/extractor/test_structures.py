"""Rarer shapes of sentences: inversion, clefts, fronting, parentheses, and what stands between subject and verb."""

from __future__ import annotations

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
        "Austria | funds | Danube Charter Fund",
    ),
    "fronted-participle": (
        "At the Split Forum on Nets, held in Trogir on 4 June 2019, FAO launched the Clean Hooks Initiative.",
        "Split Forum on Nets | location | Trogir",
        "Split Forum on Nets | startDate | 2019-06-04",
        "FAO | launched | Clean Hooks Initiative",
    ),
    "fronted-participle-behind-a-place": (
        "At a seminar in the Diocletian Hall, hosted by the University of Split, FAO launched the Clean Hooks "
        "Initiative.",
        "seminar | host | University of Split",
    ),
    "participle-behind-an-object": (
        "Officials attended the Split Forum on Nets, put together by the Adriatic Bank and FAO.",
        "Split Forum on Nets | organizer | Adriatic Bank",
        "Split Forum on Nets | organizer | FAO",
    ),
    "one-subject-for-three-acts": (
        "The Adriatic Bank organised the Split Forum on Nets, published the Handbook on Knots and launched the "
        "Clean Hooks Initiative.",
        "Split Forum on Nets | organizer | Adriatic Bank",
        "Adriatic Bank | published | Handbook on Knots",
        "Adriatic Bank | launched | Clean Hooks Initiative",
        "- Split Forum on Nets | published | Handbook on Knots",
    ),
    "perfect-participle": (
        "Having signed the Split Charter, Albania joined the Alliance for Clean Hooks.",
        "Albania | signed | Split Charter",
        "Albania | memberOf | Alliance for Clean Hooks",
    ),
    "the-first-to": (
        "Albania was the first country to sign the Split Charter.",
        "Albania | signed | Split Charter",
    ),
    "gapped-passive": (
        "The morning session was chaired by Tea Marin and the afternoon session by Ivo Babić.",
        "morning session | chair | Tea Marin",
        "afternoon session | chair | Ivo Babić",
        "- morning session | chair | Ivo Babić",
    ),
    "gapped-passive-of-named-events": (
        "The Split Forum on Nets was organised by UNEP and the Zadar Seminar on Knots by WHO.",
        "Split Forum on Nets | organizer | UNEP",
        "Zadar Seminar on Knots | organizer | WHO",
        "- Split Forum on Nets | organizer | WHO",
    ),
    "role-in-brackets": (
        "The Split Forum on Nets (chair: Tea Marin) was organised by the Adriatic Bank.",
        "Split Forum on Nets | chair | Tea Marin",
        "Split Forum on Nets | organizer | Adriatic Bank",
    ),
    "a-verb-at-the-end": (
        "The Split Forum on Nets took place on 4 June 2019, and Ms Tea Marin moderated.",
        "Split Forum on Nets | moderator | Tea Marin",
    ),
    "in-the-chair": (
        "The Split Forum on Nets met in May with Tea Marin in the chair.",
        "Split Forum on Nets | chair | Tea Marin",
    ),
    "presiding": (
        "With Ms Tea Marin presiding, the Split Forum on Nets adopted the Split Charter.",
        "Split Forum on Nets | chair | Tea Marin",
        "Split Forum on Nets | adopted | Split Charter",
    ),
    "took-the-chair-at": (
        "Tea Marin took the chair at the Split Forum on Nets.",
        "Split Forum on Nets | chair | Tea Marin",
    ),
    "which-is-the-body": (
        "Tea Marin of the Adriatic Bank, which had organised the Split Forum on Nets, thanked the city.",
        "Split Forum on Nets | organizer | Adriatic Bank",
        "- Split Forum on Nets | organizer | Tea Marin",
    ),
    "it-is-the-speaking-body": (
        "The Adriatic Bank wrote to the Red Anchor Society. Finland announced that it would give 2 million "
        "euros to the Clean Hooks Fund.",
        "~ Finland | funds | Clean Hooks Fund",
        "- Adriatic Bank | funds |",
        "- Red Anchor Society | funds |",
    ),
    "object-it-isn't-the-subject": (
        "The Clean Hooks Fund is small. The Adriatic Bank launched it in 2019.",
        "Adriatic Bank | launched | Clean Hooks Fund",
        "- Adriatic Bank | launched | Adriatic Bank",
    ),
    "delegations-were-present": (
        "The Split Forum on Nets opened on Monday. Delegations from Albania, Malta and Tunisia were present.",
        "Split Forum on Nets | attendee | Albania",
        "Split Forum on Nets | attendee | Malta",
        "Split Forum on Nets | attendee | Tunisia",
    ),
    "present-were": (
        "Present at the Split Forum on Nets were Albania and Malta.",
        "Split Forum on Nets | attendee | Albania",
        "Split Forum on Nets | attendee | Malta",
    ),
    "among-whom": (
        "The Split Forum on Nets drew many participants, among whom were delegations from Albania and Malta.",
        "Split Forum on Nets | attendee | Albania",
        "Split Forum on Nets | attendee | Malta",
    ),
    "put-their-signatures-to": (
        "Albania and Malta put their signatures to the Split Charter.",
        "Albania | signed | Split Charter",
        "Malta | signed | Split Charter",
    ),
    "admitted-to": (
        "In May, the Red Anchor Society was admitted to the Alliance for Clean Hooks.",
        "Red Anchor Society | memberOf | Alliance for Clean Hooks",
    ),
    "paid-for-by": (
        "The Split Forum on Nets was run by UNEP and paid for by the Adriatic Bank.",
        "Split Forum on Nets | organizer | UNEP",
        "Split Forum on Nets | sponsor | Adriatic Bank",
    ),
    "ran-until": (
        "The Split Forum on Nets opened on 4 June 2019 and ran until 6 June 2019.",
        "Split Forum on Nets | startDate | 2019-06-04",
        "Split Forum on Nets | endDate | 2019-06-06",
    ),
    "venue-of": (
        "Zadar will be the venue of the Split Forum on Nets.",
        "~ Split Forum on Nets | location | Zadar",
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
    "not-ready-to-sign": (
        "Malta signed the Split Charter, which Albania is not yet ready to sign.",
        "Malta | signed | Split Charter",
        "- Albania | signed | Split Charter",
    ),
    "unwilling-to-host": (
        "Zadar University was unwilling to host the Split Forum on Nets.",
        "- Split Forum on Nets | host | Zadar University",
    ),
    "a-month-is-no-text": (
        "By December, the Adriatic Bank had signed it.",
        "- Adriatic Bank | signed |",
    ),
    "a-common-noun-says-what-is-named": (
        "UNEP published Cumbres Blancas, a handbook on mountains.",
        "UNEP | published | Cumbres Blancas",
        "- Cumbres Blancas | organizer |",
    ),
    "text-signed-later": (
        "The Split Forum on Nets opened on 4 June 2019. Malta signed the Split Charter there. Albania will sign "
        "it in July 2020.",
        "Split Forum on Nets | startDate | 2019-06-04",
        "- Split Forum on Nets | startDate | 2020-07",
    ),
    "bank-joined-to-the-next-clause": (
        "The Red Anchor Society has joined the Alliance for Clean Hooks and UNEP will launch the Clean Nets "
        "Academy in 2020.",
        "- Red Anchor Society | memberOf | UNEP",
    ),
}


def test_shapes(hold):
    hold(SHAPES, 34)


def test_denied(hold):
    hold(DENIED, 19)

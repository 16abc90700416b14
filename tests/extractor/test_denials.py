"""What a text denies in the many ways that minutes and press offices have: none of it may be stated."""

from __future__ import annotations

# Who wasn't there
ABSENCES = {
    "represented-in-absence": (
        "In the absence of Ms Ilaria Conti, Mr Dino Russo chaired the Bari Forum on Nets.",
        "Bari Forum on Nets | chair | Dino Russo",
        "- Bari Forum on Nets | chair | Ilaria Conti",
        "- Bari Forum on Nets | attendee | Ilaria Conti",
    ),
    "sent-apologies": (
        "Albania and the Adriatic Divers Union sent apologies to the Bari Forum on Nets.",
        "- Bari Forum on Nets | attendee | Albania",
        "- Bari Forum on Nets | attendee | Adriatic Divers Union",
    ),
    "stayed-away": (
        "Albania stayed away from the Bari Forum on Nets.",
        "- Bari Forum on Nets | attendee | Albania",
    ),
    "boycotted": (
        "Albania and Montenegro boycotted the Bari Forum on Nets.",
        "- Bari Forum on Nets | attendee | Albania",
        "- Bari Forum on Nets | attendee | Montenegro",
    ),
    "skipped": (
        "Minister Edi Hoxha skipped the Bari Forum on Nets for a wedding.",
        "- Bari Forum on Nets | attendee | Edi Hoxha",
        "- Bari Forum on Nets | speaker | Edi Hoxha",
    ),
    "none-of": (
        "None of the invited countries, Albania, Croatia and Montenegro, attended the Bari Forum on Nets.",
        "- Bari Forum on Nets | attendee |",
    ),
    "no-representative": (
        "No representative of UNESCO attended the Bari Forum on Nets.",
        "- Bari Forum on Nets | attendee | UNESCO",
    ),
    "not-present": (
        "UNESCO was not present at the Bari Forum on Nets.",
        "- Bari Forum on Nets | attendee | UNESCO",
    ),
    "turned-down": (
        "The invitation to the Bari Forum on Nets was turned down by Croatia.",
        "- Bari Forum on Nets | attendee | Croatia",
    ),
    "did-not-take-the-floor": (
        "Mr Dino Russo attended the Bari Forum on Nets but did not take the floor.",
        "Bari Forum on Nets | attendee | Dino Russo",
        "- Bari Forum on Nets | speaker | Dino Russo",
    ),
    "cancelled-at-short-notice": (
        "The speaker announced for the Bari Forum on Nets, Mr Dino Russo, cancelled at short notice.",
        "- Bari Forum on Nets | speaker | Dino Russo",
    ),
    "only-one-came": (
        "Of the countries invited, only Italy attended the Bari Forum on Nets, while Croatia did not.",
        "Bari Forum on Nets | attendee | Italy",
        "- Bari Forum on Nets | attendee | Croatia",
    ),
    "regrets-line": (
        "Bari Forum on Nets\n\nPresent: Italy, Greece\nRegrets: Croatia, Ms Ilaria Conti",
        "Bari Forum on Nets | attendee | Italy",
        "Bari Forum on Nets | attendee | Greece",
        "- Bari Forum on Nets | attendee | Croatia",
        "- Bari Forum on Nets | attendee | Ilaria Conti",
    ),
}

# What wasn't signed, adopted, founded or paid
REFUSALS = {
    "abstained": (
        "Croatia abstained, and Slovenia voted against the adoption of the Trawling Charter.",
        "- Croatia | adopted | Trawling Charter",
        "- Slovenia | adopted | Trawling Charter",
    ),
    "not-adopted": (
        "The Trawling Charter was not adopted at the Bari Forum on Nets.",
        "- Bari Forum on Nets | adopted | Trawling Charter",
        "- Bari Forum on Nets | outcome | Trawling Charter",
    ),
    "no-agreement": (
        "The Bari Forum on Nets ended without the adoption of the Trawling Charter.",
        "- Bari Forum on Nets | adopted | Trawling Charter",
        "- Bari Forum on Nets | outcome | Trawling Charter",
    ),
    "will-not": (
        "Croatia will not sign the Trawling Charter.",
        "- Croatia | signed | Trawling Charter",
    ),
    "decided-against": (
        "Croatia decided against joining the Alliance for Safe Ferries.",
        "- Croatia | memberOf | Alliance for Safe Ferries",
    ),
    "decided-not-to": (
        "Croatia decided not to sign the Trawling Charter.",
        "- Croatia | signed | Trawling Charter",
    ),
    "not-expected-to": (
        "Croatia is not expected to sign the Trawling Charter.",
        "- Croatia | signed | Trawling Charter",
    ),
    "contrary-to-reports": (
        "Contrary to earlier reports, the Adriatic Bank did not pledge 3 million euros to the Trawling Museum Project.",
        "- Adriatic Bank | funds | Trawling Museum Project",
        "- Trawling Museum Project | sponsor | Adriatic Bank",
    ),
    "request-refused": (
        "The request of Croatia to join the Alliance for Safe Ferries was refused.",
        "- Croatia | memberOf | Alliance for Safe Ferries",
    ),
    "still-unsigned": (
        "The Trawling Charter has still not been signed by Croatia.",
        "- Croatia | signed | Trawling Charter",
    ),
    "opted-out": (
        "Montenegro opted out of the Trawling Charter.",
        "- Montenegro | signed | Trawling Charter",
        "- Montenegro | adopted | Trawling Charter",
    ),
    "cut-its-funding": (
        "The Adriatic Bank cut its funding for the Trawling Museum Project.",
        "? Adriatic Bank | funds | Trawling Museum Project",
        "- Bari Forum on Nets | sponsor | Adriatic Bank",
    ),
    "no-sponsor": (
        "The Bari Forum on Nets has no sponsors; the Adriatic Bank merely printed the posters.",
        "- Bari Forum on Nets | sponsor | Adriatic Bank",
    ),
    "could-have": (
        "Greece could have hosted the Bari Forum on Nets.",
        "- Bari Forum on Nets | host | Greece",
    ),
    "asked-to-fund": (
        "The organisers asked the Adriatic Bank to fund the Bari Forum on Nets.",
        "- Bari Forum on Nets | sponsor | Adriatic Bank",
        "- Adriatic Bank | funds | Bari Forum on Nets",
    ),
    "hope-of-launch": (
        "Fishers hope that FAO will launch the Clean Nets Initiative.",
        "- FAO | launched | Clean Nets Initiative",
    ),
    "a-draft": (
        "The draft of the Trawling Charter, which Croatia refused to discuss, was shelved.",
        "- Croatia | signed | Trawling Charter",
        "- Croatia | adopted | Trawling Charter",
    ),
    "reported-denial": (
        "Mr Dino Russo said that Croatia had not signed the Trawling Charter.",
        "- Croatia | signed | Trawling Charter",
    ),
    "partner-no-more": (
        "Bari University ended its partnership with UNESCO in 2015.",
        "- Bari University | partnerOf | UNESCO",
        "- UNESCO | partnerOf | Bari University",
    ),
}


def test_absences(hold):
    hold(ABSENCES, 11)


def test_refusals(hold):
    hold(REFUSALS, 16)

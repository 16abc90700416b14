"""Which public IRI a name has, and which names have none here."""

from __future__ import annotations

# Names, acronyms and variants of what the gazetteer knows
KNOWN = {
    "country": (
        "Georgia signed the Black Sea Pact.",
        "Georgia | signed | Black Sea Pact",
    ),
    "country-among-countries": (
        "Jordan, Chad and Mali signed the Well Diggers Pact.",
        "Jordan | is | wd:Q810",
        "Chad | is | wd:Q657",
        "Mali | is | wd:Q912",
    ),
    "acronym": (
        "WHO and ILO held the Lyon Seminar on Shifts.",
        "WHO | is | wd:Q7817",
    ),
    "long-name": (
        "The United Nations Educational, Scientific and Cultural Organization hosted the Seminar on Alphabets.",
        "Seminar on Alphabets | host | wd:Q7809",
    ),
    "hyphen": (
        "UN-Women funded the Market Women Project.",
        "UN-Women | is | wd:Q641576",
    ),
    "other-spelling": (
        "Ivory Coast and Turkey signed the Hazelnut Pact.",
        "wd:Q1008 | signed | Hazelnut Pact",
        "wd:Q43 | signed | Hazelnut Pact",
    ),
    "typewriter-apostrophe": (
        "Côte d'Ivoire signed the Cocoa Pact.",
        "wd:Q1008 | signed | Cocoa Pact",
    ),
    "formal-name": (
        "The Plurinational State of Bolivia signed the Salt Flat Treaty.",
        "wd:Q750 | signed | Salt Flat Treaty",
    ),
    "two-Koreas": (
        "The Republic of Korea signed the Ginseng Pact.",
        "wd:Q884 | signed | Ginseng Pact",
    ),
    "Guineas": (
        "Guinea-Bissau and Equatorial Guinea signed the Cashew Pact.",
        "wd:Q1007 | signed | Cashew Pact",
        "wd:Q983 | signed | Cashew Pact",
    ),
    "one-thing-by-two-names": (
        "The World Health Organization met in Lyon. WHO launched the Clean Hands Initiative.",
        "wd:Q7817 | launched | Clean Hands Initiative",
    ),
    "ECA-told-by-its-long-name": (
        "The Economic Commission for Africa (ECA) held the Addis Seminar on Rail. ECA launched the Rail Initiative.",
        "wd:Q1144508 | launched | Rail Initiative",
        "- wd:Q8900 | launched | Rail Initiative",
    ),
}

# Lookalikes never take the public IRI of another thing
UNKNOWN = {
    "a-person-called-Jordan": (
        "Mr Michael Jordan Hayes chaired the Utah Forum on Ski Lifts.",
        "Utah Forum on Ski Lifts | chair | Michael Jordan Hayes",
        "- Jordan | is | wd:Q810",
    ),
    "a-surname": (
        "Ms Claire Jordan chaired the Derby Forum on Porcelain. Jordan signed the Clay Charter.",
        "Claire Jordan | signed | Clay Charter",
        "- wd:Q810 | signed | Clay Charter",
    ),
    "a-first-name": (
        "Georgia Papadaki moderated the Chania Panel on Olives.",
        "Chania Panel on Olives | moderator | Georgia Papadaki",
        "- Georgia | is | wd:Q230",
    ),
    "a-man-called-Chad": (
        "Mr Chad Olsen opened the Fargo Forum on Rye.",
        "Fargo Forum on Rye | speaker | Chad Olsen",
        "- Chad | is | wd:Q657",
    ),
    "an-American-state": (
        "The workshop took place in Atlanta, Georgia.",
        "- Georgia | is | wd:Q230",
        "? workshop | location | Georgia",
        "workshop | location | Atlanta",
    ),
    "a-university-of-a-state": (
        "The University of Georgia in Athens hosted the Congress on Peaches.",
        "Congress on Peaches | host | University of Georgia",
        "- Georgia | is | wd:Q230",
    ),
    "another-CSW": (
        "The Canadian Society of Weavers (CSW) organised the Regina Festival of Wool. CSW launched the "
        "Loom Initiative.",
        "Canadian Society of Weavers | launched | Loom Initiative",
        "- wd:Q2614097 | launched | Loom Initiative",
        "- CSW | is | wd:Q2614097",
    ),
    "another-WHO": (
        "Who organised the Regina Festival of Wool?",
        "- Regina Festival of Wool | organizer | wd:Q7817",
    ),
    "the-pronoun-us": (
        "The treaty binds us all, said Bo Lind of the Stockholm Peace Circle.",
        "- us | is | wd:Q30",
    ),
    "a-museum-named-after-a-city": (
        "The Geneva Clock Museum hosted the Seminar on Springs.",
        "Seminar on Springs | host | Geneva Clock Museum",
        "- Seminar on Springs | host | Geneva",
    ),
    "a-river": (
        "The Niger River Trust hosted the Seminar on Deltas.",
        "Seminar on Deltas | host | Niger River Trust",
        "- Niger River Trust | is | wd:Q1032",
    ),
    "a-bank-that-isnt-the-World-Bank": (
        "The World Bank Note Museum hosted the Seminar on Ink.",
        "Seminar on Ink | host | World Bank Note Museum",
        "- World Bank Note Museum | is | wd:Q7164",
    ),
    "a-ministry-isnt-its-country": (
        "The Ministry of Ports of Malta signed the Harbour Pact.",
        "Ministry of Ports of Malta | signed | Harbour Pact",
        "- Malta | signed | Harbour Pact",
    ),
    "Papua-New-Guinea": (
        "Papua New Guinea signed the Canoe Pact.",
        "wd:Q691 | signed | Canoe Pact",
        "- Guinea | is | wd:Q1006",
    ),
    "South-Sudan": (
        "South Sudan signed the Cattle Pact.",
        "wd:Q958 | signed | Cattle Pact",
    ),
    "a-national-body-of-UNESCO": (
        "The Danish UNESCO Association organised the Aarhus Seminar on Toys.",
        "Aarhus Seminar on Toys | organizer | Danish UNESCO Association",
        "- Danish UNESCO Association | is | wd:Q7809",
    ),
    "Turkey-the-bird": (
        "Families ate turkey at the Vermont Festival of Maple.",
        "- turkey | is | wd:Q43",
    ),
    "nice-the-word": (
        "It was a nice forum, said Ada Moreau.",
        "- nice | is | place/nice",
    ),
}


def test_known(hold):
    hold(KNOWN, 11)


def test_unknown(hold):
    hold(UNKNOWN, 14)

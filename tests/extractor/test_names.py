"""Which words are a name: people with particles, long bodies, titles in quotation marks."""

from __future__ import annotations

# Names of people
PEOPLE = {
    "particles": (
        "Maria de los Ángeles van der Berg chaired the Leuven Forum on Clocks.",
        "Leuven Forum on Clocks | chair | Maria de los Ángeles van der Berg",
    ),
    "hyphens": (
        "Jean-Luc N'Guessan-Koffi chaired the Abidjan Forum on Cocoa.",
        "Abidjan Forum on Cocoa | chair | Jean-Luc N'Guessan-Koffi",
    ),
    "honorifics-go": (
        "H.E. Dr Amina Yusuf chaired the Kano Forum on Indigo.",
        "Kano Forum on Indigo | chair | Amina Yusuf",
    ),
    "initials": (
        "J. P. Okonkwo moderated the Enugu Panel on Coal.",
        "Enugu Panel on Coal | moderator | J. P. Okonkwo",
    ),
    "Arabic-name": (
        "Sheikha Noura bint Khalid Al Marri chaired the Doha Forum on Pearls.",
        "? Doha Forum on Pearls | chair | Noura bint Khalid Al Marri",
        "? Doha Forum on Pearls | chair | Sheikha Noura bint Khalid Al Marri",
        "- Doha Forum on Pearls | chair | Khalid Al Marri",
    ),
    "one-name": (
        "Minister Suharto-Wati and Mr Budi chaired the Bandung Forum on Batik.",
        "Bandung Forum on Batik | chair | Budi",
        "Bandung Forum on Batik | chair | Suharto-Wati",
    ),
    "Vietnamese-name": (
        "Mr Trần Quốc Bảo moderated the Huế Workshop on Lanterns.",
        "Huế Workshop on Lanterns | moderator | Trần Quốc Bảo",
    ),
    "junior": (
        "Samuel Agbeko Jr. chaired the Ho Forum on Drums.",
        "? Ho Forum on Drums | chair | Samuel Agbeko Jr.",
        "? Ho Forum on Drums | chair | Samuel Agbeko Jr",
        "? Ho Forum on Drums | chair | Samuel Agbeko",
        "- Ho Forum on Drums | chair | Jr",
    ),
}

# Names of bodies
BODIES = {
    "of-and-for": (
        "The International Centre for the Study of Wetlands of the Amazon organised the Iquitos Forum on Eels.",
        "Iquitos Forum on Eels | organizer | International Centre for the Study of Wetlands of the Amazon",
    ),
    "and-within-the-name": (
        "The Ministry of Sports, Youth and Culture of Malawi hosted the Zomba Festival of Drums.",
        "Zomba Festival of Drums | host | Ministry of Sports, Youth and Culture of Malawi",
    ),
    "two-bodies-of-one-shape": (
        "The Ministry of Health of Peru and the Ministry of Energy of Chile organised the Arica Forum on Smoke.",
        "Arica Forum on Smoke | organizer | Ministry of Health of Peru",
        "Arica Forum on Smoke | organizer | Ministry of Energy of Chile",
    ),
    "foreign-name": (
        "The Fundación Ríos Libres organised the Bogotá Forum on Moors.",
        "Bogotá Forum on Moors | organizer | Fundación Ríos Libres",
    ),
    "university-of": (
        "The Technical University of Cluj hosted the Congress on Bridges.",
        "Congress on Bridges | host | Technical University of Cluj",
    ),
    "named-after-a-person": (
        "The Dag Nordström Institute hosted the Uppsala Seminar on Moss.",
        "Uppsala Seminar on Moss | host | Dag Nordström Institute",
        "- Uppsala Seminar on Moss | host | Dag Nordström",
    ),
    "saint": (
        "The St. Brendan Trust organised the Dingle Festival of Boats.",
        "Dingle Festival of Boats | organizer | St. Brendan Trust",
    ),
    "ampersand": (
        "The Salt & Light Foundation funded the Guérande Marshes Project.",
        "? Guérande Marshes Project | sponsor | Salt & Light Foundation",
        "? Salt & Light Foundation | funds | Guérande Marshes Project",
        "- Guérande Marshes Project | sponsor | Light Foundation",
    ),
    "national-chapter": (
        "The Split Forum on Nets was organised by ICOMOS Georgia and UNICEF Kenya.",
        "Split Forum on Nets | organizer | ICOMOS Georgia",
        "Split Forum on Nets | organizer | UNICEF Kenya",
        "- Split Forum on Nets | organizer | Georgia",
    ),
    "fund-that-gives": (
        "The Split Forum on Nets took place with the support of the Adriatic Reef Fund.",
        "Split Forum on Nets | sponsor | Adriatic Reef Fund",
    ),
    "no-ocean-in-a-name": (
        "The Split Forum on Nets was convened by Ocean Watchkeepers and Malta.",
        "Split Forum on Nets | organizer | Ocean Watchkeepers",
        "Split Forum on Nets | organizer | Malta",
    ),
}

# Titles of events and texts
TITLES = {
    "entitled": (
        'UNEP held a side event entitled "Rivers Without Borders" in Geneva.',
        "Rivers Without Borders | organizer | UNEP",
        "Rivers Without Borders | location | Geneva",
    ),
    "under-the-title": (
        'The Delta Trust organised a seminar under the title "Mud, Silt and Memory".',
        "Mud, Silt and Memory | organizer | Delta Trust",
    ),
    "single-quotation-marks": (
        "The Delta Trust hosted a workshop called ‘Reading the River’.",
        "Reading the River | host | Delta Trust",
    ),
    "declaration-with-a-long-tail": (
        "The Port Vila Summit on Coral adopted the Port Vila Declaration on the Protection of Reefs and Lagoons.",
        "Port Vila Summit on Coral | adopted | Port Vila Declaration on the Protection of Reefs and Lagoons",
    ),
    "a-report-in-quotation-marks": (
        'The Polar Data Centre published the report "Thin Ice".',
        "Polar Data Centre | published | Thin Ice",
    ),
    "a-verb-isnt-in-the-name": (
        "The Harbour Masters Union Organised Labour Forum was opened by Bo Lind.",
        "Harbour Masters Union Organised Labour Forum | speaker | Bo Lind",
        "- | organizer |",
    ),
    "capitals-in-a-headline": (
        "Harbour Towns Sign Pact\n\nMalta signed the Harbour Pact in Valletta.",
        "Malta | signed | Harbour Pact",
        "- Harbour Towns | signed |",
    ),
    "thirty-years-of-a": (
        "Malta hosted the Conference on Ten Years of a Clean Harbour.",
        "Conference on Ten Years of a Clean Harbour | host | Malta",
    ),
    "clause-as-title": (
        "UNEP will hold Harbours That Breathe, a webinar on clean air.",
        "~ Harbours That Breathe | organizer | UNEP",
    ),
    "noun-before-the-title": (
        "UNEP published a catalogue, Drills for Sailors, in 2020.",
        "UNEP | published | Drills for Sailors",
        "- Drills for Sailors | startDate |",
    ),
}


def test_people(hold):
    hold(PEOPLE, 7)


def test_bodies(hold):
    hold(BODIES, 9)


def test_titles(hold):
    hold(TITLES, 7)

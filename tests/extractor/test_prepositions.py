"""What prepositions say: partners, supporters, margins and larger events."""

from __future__ import annotations

# Phrases that join two things
PREPOSITIONS = {
    "in-partnership-with": (
        "UNESCO organised the Bruges Seminar on Lace in partnership with the Flemish Craft Guild.",
        "Bruges Seminar on Lace | organizer | UNESCO",
        "? Bruges Seminar on Lace | organizer | Flemish Craft Guild",
        "UNESCO | partnerOf | Flemish Craft Guild",
        "? Flemish Craft Guild | partnerOf | UNESCO",
    ),
    "in-collaboration-with-in-a-passive": (
        "The Bruges Seminar on Lace was organised by UNESCO in collaboration with Ghent University.",
        "Bruges Seminar on Lace | organizer | UNESCO",
        "? Bruges Seminar on Lace | organizer | Ghent University",
        "UNESCO | partnerOf | Ghent University",
        "? Ghent University | partnerOf | UNESCO",
    ),
    "with-funding-from": (
        "With funding from Japan, UNDP held the Thimphu Workshop on Bridges.",
        "Thimphu Workshop on Bridges | organizer | UNDP",
        "Thimphu Workshop on Bridges | sponsor | Japan",
    ),
    "thanks-to-a-grant": (
        "The Apia Seminar on Breadfruit was held thanks to a grant from the Pacific Food Bank.",
        "Apia Seminar on Breadfruit | sponsor | Pacific Food Bank",
    ),
    "with-the-participation-of": (
        "The Ghent Congress on Bells took place with the participation of Belgium and the World Carillon Federation.",
        "Ghent Congress on Bells | attendee | Belgium",
        "Ghent Congress on Bells | attendee | World Carillon Federation",
    ),
    "on-the-sidelines": (
        "The Dialogue on Turtles took place on the sidelines of the Conference on Warm Seas.",
        "Dialogue on Turtles | onTheMarginsOf | Conference on Warm Seas",
        "- Dialogue on Turtles | superEvent |",
    ),
    "on-the-margins-of-a-session": (
        "The Dialogue on Turtles was held on the margins of the 62nd session of the Commission on the Status of Women.",
        "Dialogue on Turtles | onTheMarginsOf | 62nd session of the Commission on the Status of Women",
    ),
    "as-part-of": (
        "The Seminar on Kites was held as part of the Bali Festival of Wind.",
        "Seminar on Kites | superEvent | Bali Festival of Wind",
    ),
    "during": (
        "During the Bali Festival of Wind, UNESCO organised the Seminar on Kites.",
        "Seminar on Kites | superEvent | Bali Festival of Wind",
        "Seminar on Kites | organizer | UNESCO",
    ),
    "within-the-framework": (
        "The Workshop on Fonts took place within the framework of the Mainz Congress on Print.",
        "Workshop on Fonts | superEvent | Mainz Congress on Print",
    ),
}

# Phrases that keep things apart
DENIED = {
    "without-the-support": (
        "The Cuenca Festival of Hats took place without the support of the Panama Weavers Fund.",
        "- Cuenca Festival of Hats | sponsor | Panama Weavers Fund",
    ),
    "not-in-partnership": (
        "UNESCO did not organise the Bruges Seminar on Lace in partnership with Ghent University.",
        "- Bruges Seminar on Lace | organizer | UNESCO",
        "- UNESCO | partnerOf | Ghent University",
        "- Ghent University | partnerOf | UNESCO",
    ),
    "a-month-before": (
        "The Seminar on Kites was held a month before the Bali Festival of Wind.",
        "- Seminar on Kites | superEvent | Bali Festival of Wind",
        "- Seminar on Kites | onTheMarginsOf | Bali Festival of Wind",
    ),
    "after": (
        "After the Mainz Congress on Print, Hessen University organised the Workshop on Fonts.",
        "- Workshop on Fonts | superEvent | Mainz Congress on Print",
        "Workshop on Fonts | organizer | Hessen University",
    ),
    "in-parallel-with-a-rival": (
        "In protest against the Mainz Congress on Print, the Hessen Pressmen Union organised the Forum on Ink.",
        "Forum on Ink | organizer | Hessen Pressmen Union",
        "- Mainz Congress on Print | organizer | Hessen Pressmen Union",
    ),
    "about-a-body-not-with-it": (
        "UNESCO held the Seminar on Trade Without the World Bank.",
        "- | partnerOf |",
    ),
}


def test_prepositions(hold):
    hold(PREPOSITIONS, 9)


def test_denied(hold):
    hold(DENIED, 6)

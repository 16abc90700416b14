"""Label-and-value lines of minutes, agendas and fact boxes."""

from __future__ import annotations

# Each label says something about the event of the page
LABELS = {
    "a-fact-box": (
        "Forum on Urban Bees\n"
        "\n"
        "Chair: Wilhelmina de Graaf\n"
        "Moderator: Pavel Antonov\n"
        "Date: 6 May 2020\n"
        "Venue: Lyon\n"
        "Organisers: UNEP and the City Bees Network",
        "Forum on Urban Bees | chair | Wilhelmina de Graaf",
        "Forum on Urban Bees | moderator | Pavel Antonov",
        "Forum on Urban Bees | startDate | 2020-05-06",
        "Forum on Urban Bees | location | Lyon",
        "Forum on Urban Bees | organizer | UNEP",
        "Forum on Urban Bees | organizer | City Bees Network",
    ),
    "minutes-with-apologies": (
        "Minutes of the Steering Meeting on Canal Locks\n"
        "\n"
        "Chair: Hannelore Brecht\n"
        "Present: Jan Kuipers, Ursula Weiss, Pietro Gallo\n"
        "Apologies: Sven Dahl, Ilona Szabó",
        "Steering Meeting on Canal Locks | chair | Hannelore Brecht",
        "Steering Meeting on Canal Locks | attendee | Jan Kuipers",
        "Steering Meeting on Canal Locks | attendee | Ursula Weiss",
        "Steering Meeting on Canal Locks | attendee | Pietro Gallo",
        "? Steering Meeting on Canal Locks | attendee | Hannelore Brecht",
        "! Steering Meeting on Canal Locks | attendee | Sven Dahl",
        "! Steering Meeting on Canal Locks | attendee | Ilona Szabó",
    ),
    "format-and-dates": (
        "Workshop on Paper Conservation\n"
        "\n"
        "Dates: 3–5 November 2021\n"
        "Format: hybrid\n"
        "Host: Uppsala University Library\n"
        "Sponsors: Gutenberg Foundation",
        "Workshop on Paper Conservation | startDate | 2021-11-03",
        "Workshop on Paper Conservation | endDate | 2021-11-05",
        "Workshop on Paper Conservation | eventAttendanceMode | MixedEventAttendanceMode",
        "Workshop on Paper Conservation | host | Uppsala University Library",
        "Workshop on Paper Conservation | sponsor | Gutenberg Foundation",
    ),
    "people-with-their-titles": (
        "Seminar on Tidal Power\n"
        "\n"
        "Speakers: Dr Elin Roberts, Director, Severn Energy Institute; Mr Paulo Nunes, Ministry of "
        "Energy of Brazil",
        "Seminar on Tidal Power | speaker | Elin Roberts",
        "Seminar on Tidal Power | speaker | Paulo Nunes",
        "Elin Roberts | jobTitle | Director",
        "Elin Roberts | affiliation | Severn Energy Institute",
        "Paulo Nunes | affiliation | Ministry of Energy of Brazil",
    ),
    "goals": (
        "Seminar on Tidal Power\n\nRelated SDGs: SDG 7, SDG 13",
        "Seminar on Tidal Power | addressesGoal | sdg:7",
        "Seminar on Tidal Power | addressesGoal | sdg:13",
    ),
    "online-room": (
        "Seminar on Tidal Power\n\nPlace: online (Zoom)",
        "Seminar on Tidal Power | eventAttendanceMode | OnlineEventAttendanceMode",
        "- Seminar on Tidal Power | location |",
    ),
    "outcome": (
        "Seminar on Tidal Power\n\nOutcome document: Swansea Declaration on Lagoons",
        "Seminar on Tidal Power | outcome | Swansea Declaration on Lagoons",
    ),
    "parent": (
        "Seminar on Tidal Power\n\nPart of: Cardiff Festival of Energy",
        "Seminar on Tidal Power | superEvent | Cardiff Festival of Energy",
    ),
}

# Labels that say nothing of the sort, and values that are no answer
OTHER_LABELS = {
    "absent-alone": (
        "Meeting of the Working Party on Bells\n\nAbsent: Hugo Blaas",
        "! Meeting of the Working Party on Bells | attendee | Hugo Blaas",
    ),
    "a-furniture-order": (
        "Forum on Urban Bees\n\nChairs: 240\nTables: 30",
        "- Forum on Urban Bees | chair |",
    ),
    "to-be-confirmed": (
        "Forum on Urban Bees\n\nChair: to be confirmed\nModerator: none",
        "- Forum on Urban Bees | chair |",
        "- Forum on Urban Bees | moderator |",
    ),
    "press-contact": (
        "Forum on Urban Bees\n\nContact: Maud Janssen\nPhoto: Rik Smit",
        "- Forum on Urban Bees | chair |",
        "- Forum on Urban Bees | speaker |",
        "- Forum on Urban Bees | attendee |",
        "- Forum on Urban Bees | organizer |",
    ),
    "deadline": (
        "Forum on Urban Bees\n\nDeadline for papers: 2 March 2020",
        "- Forum on Urban Bees | startDate |",
    ),
}


def test_labels(hold):
    hold(LABELS, 3)


def test_other_labels(hold):
    hold(OTHER_LABELS, 4)

"""When, where and how events take place."""

from __future__ import annotations

# When an event takes place
DATES = {
    "a-day": (
        "The Nantes Forum on Canals took place on 12 June 2018.",
        "Nantes Forum on Canals | startDate | 2018-06-12",
    ),
    "American-order": (
        "The Nantes Forum on Canals opened on June 12, 2018.",
        "Nantes Forum on Canals | startDate | 2018-06-12",
    ),
    "from-to-within-a-month": (
        "The Nantes Forum on Canals was held from 12 to 15 June 2018.",
        "Nantes Forum on Canals | startDate | 2018-06-12",
        "Nantes Forum on Canals | endDate | 2018-06-15",
    ),
    "over-a-months-end": (
        "The Bern Congress on Cheese ran from 29 September to 2 October 2020.",
        "Bern Congress on Cheese | startDate | 2020-09-29",
        "Bern Congress on Cheese | endDate | 2020-10-02",
    ),
    "over-a-years-end": (
        "The Oulu Exhibition on Ice ran from 28 December 2019 to 4 January 2020.",
        "Oulu Exhibition on Ice | startDate | 2019-12-28",
        "Oulu Exhibition on Ice | endDate | 2020-01-04",
    ),
    "a-dash": (
        "The Bern Congress on Cheese (7–9 May 2019) was a success.",
        "Bern Congress on Cheese | startDate | 2019-05-07",
        "Bern Congress on Cheese | endDate | 2019-05-09",
    ),
    "two-days": (
        "The Sligo Seminar on Peat was held on 4 and 5 April 2017.",
        "Sligo Seminar on Peat | startDate | 2017-04-04",
        "Sligo Seminar on Peat | endDate | 2017-04-05",
    ),
    "a-month": (
        "The Sligo Seminar on Peat was held in April 2017.",
        "Sligo Seminar on Peat | startDate | 2017-04",
    ),
    "a-year": (
        "In 2016, the Sligo Trust organised the Sligo Seminar on Peat.",
        "Sligo Seminar on Peat | startDate | 2016",
    ),
    "a-weekday-before": (
        "On Thursday, 8 March 2018, the Jaipur Forum on Dyes opened.",
        "Jaipur Forum on Dyes | startDate | 2018-03-08",
    ),
    "an-ordinal-day": (
        "The Jaipur Forum on Dyes was held on the 8th of March 2018.",
        "Jaipur Forum on Dyes | startDate | 2018-03-08",
    ),
    "the-end-alone": (
        "The Jaipur Forum on Dyes ended on 11 March 2018.",
        "? Jaipur Forum on Dyes | endDate | 2018-03-11",
        "- Jaipur Forum on Dyes | startDate | 2018-03-11",
    ),
    "today-after-a-dateline": (
        "Jaipur, 9 March 2018 – The Forum on Dyes opened today at the City Palace.",
        "Forum on Dyes | startDate | 2018-03-09",
    ),
    "yesterday-after-a-dateline": (
        "JAIPUR, 1 March 2020 — The Forum on Dyes opened yesterday.",
        "Forum on Dyes | startDate | 2020-02-29",
    ),
    "tomorrow-after-a-dateline": (
        "Suva, 30 April 2019 – The Seminar on Corals opens tomorrow.",
        "Seminar on Corals | startDate | 2019-05-01",
    ),
    "two-events-with-their-days": (
        "The Oslo Forum on Skis took place on 3 May 2021 and the Bergen Forum on Rain on 5 May 2021.",
        "Oslo Forum on Skis | startDate | 2021-05-03",
        "Bergen Forum on Rain | startDate | 2021-05-05",
    ),
}

# Dates that are not the event's own
NO_DATES = {
    "a-goal-for-a-year": (
        "The Nantes Forum on Canals asked ports to cut waste by 2030.",
        "- Nantes Forum on Canals | startDate | 2030",
        "- Nantes Forum on Canals | endDate | 2030",
    ),
    "founded-in": (
        "The Canal Trust, founded in 1987, organised the Nantes Forum on Canals.",
        "- Nantes Forum on Canals | startDate |",
        "- Nantes Forum on Canals | endDate |",
    ),
    "a-year-in-a-name": (
        "The Nantes Forum on Canals discussed the Water Strategy 2030.",
        "- Nantes Forum on Canals | startDate |",
        "- Nantes Forum on Canals | endDate |",
    ),
    "since": (
        "Since 2012 the treaty has grown, the Nantes Forum on Canals heard.",
        "- Nantes Forum on Canals | startDate |",
        "- Nantes Forum on Canals | endDate |",
    ),
    "a-deadline": (
        "Papers for the Nantes Forum on Canals are due on 2 March 2018.",
        "- Nantes Forum on Canals | startDate |",
        "- Nantes Forum on Canals | endDate |",
    ),
    "a-laws-date": (
        "The Nantes Forum on Canals welcomed the Barge Act of 4 May 2015.",
        "- Nantes Forum on Canals | startDate |",
        "- Nantes Forum on Canals | endDate |",
    ),
    "not-held-on": (
        "The Nantes Forum on Canals was not held on 12 June 2018.",
        "- Nantes Forum on Canals | startDate |",
        "- Nantes Forum on Canals | endDate |",
    ),
}

# Where an event takes place
PLACES = {
    "a-city": (
        "The Congress on Tides took place in Saint-Malo.",
        "Congress on Tides | location | Saint-Malo",
    ),
    "a-city-and-its-country": (
        "The Congress on Tides was held in Busan, Republic of Korea.",
        "Congress on Tides | location | Busan",
        "? Congress on Tides | location | Republic of Korea",
    ),
    "a-venue-and-a-city": (
        "The Congress on Tides was held at the Maritime Museum in Valparaíso.",
        "Congress on Tides | location | Maritime Museum",
        "Congress on Tides | location | Valparaíso",
    ),
    "headquarters": (
        "The Congress on Tides took place at FAO headquarters in Rome.",
        "? Congress on Tides | location | FAO headquarters",
        "? Congress on Tides | location | FAO",
        "Congress on Tides | location | Rome",
    ),
    "the-date-between": (
        "On 4 July 2022 in Tallinn, UNDP organised the Forum on Ferries.",
        "Forum on Ferries | location | Tallinn",
        "Forum on Ferries | startDate | 2022-07-04",
    ),
    "the-place-in-the-verb-phrase": (
        "Delegates gathered in Dakar for the Congress on Tides.",
        "Congress on Tides | location | Dakar",
    ),
    "a-place-behind-the-name": (
        "The Congress on Tides in Cork was chaired by Niamh Doyle.",
        "Congress on Tides | location | Cork",
        "Congress on Tides | chair | Niamh Doyle",
    ),
}

# Places that are not the event's own
NO_PLACES = {
    "where-somebody-is-from": (
        "Ana Vilar of Porto chaired the Congress on Tides.",
        "- Congress on Tides | location | Porto",
    ),
    "a-topic": (
        "The Congress on Tides heard about floods in Venice.",
        "- Congress on Tides | location | Venice",
    ),
    "another-acts-place": (
        "UNDP, which has an office in Lagos, organised the Forum on Ferries.",
        "- Forum on Ferries | location | Lagos",
    ),
    "not-in": (
        "The Congress on Tides was not held in Cadiz.",
        "- Congress on Tides | location | Cadiz",
    ),
    "moved-from": (
        "The Congress on Tides moved from Cadiz to Porto.",
        "- Congress on Tides | location | Cadiz",
        "? Congress on Tides | location | Porto",
    ),
}

# Online, on the spot, or both
MODES = {
    "online": (
        "The Seminar on Quilts was held online.",
        "Seminar on Quilts | eventAttendanceMode | OnlineEventAttendanceMode",
    ),
    "virtual-as-an-adjective": (
        "UNESCO organised a virtual seminar on quilts.",
        "virtual seminar on quilts | eventAttendanceMode | OnlineEventAttendanceMode",
    ),
    "hybrid": (
        "The Seminar on Quilts took place in a hybrid format.",
        "Seminar on Quilts | eventAttendanceMode | MixedEventAttendanceMode",
    ),
    "both-ways": (
        "The Seminar on Quilts was held both online and in person.",
        "Seminar on Quilts | eventAttendanceMode | MixedEventAttendanceMode",
    ),
    "in-person": (
        "The Seminar on Quilts took place in person in Tralee.",
        "Seminar on Quilts | eventAttendanceMode | OfflineEventAttendanceMode",
    ),
    "not-online": (
        "The Seminar on Quilts was not held online.",
        "- Seminar on Quilts | eventAttendanceMode | OnlineEventAttendanceMode",
    ),
    "online-as-a-topic": (
        "The Seminar on Quilts dealt with online fraud.",
        "- Seminar on Quilts | eventAttendanceMode | OnlineEventAttendanceMode",
    ),
    "a-virtual-library": (
        "The Seminar on Quilts launched a virtual library.",
        "- Seminar on Quilts | eventAttendanceMode | OnlineEventAttendanceMode",
    ),
}


def test_dates(hold):
    hold(DATES, 14)


def test_no_dates(hold):
    hold(NO_DATES, 6)


def test_places(hold):
    hold(PLACES, 7)


def test_no_places(hold):
    hold(NO_PLACES, 3)


def test_modes(hold):
    hold(MODES, 5)

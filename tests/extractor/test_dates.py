"""Dates in texts: the year that they mean."""

from __future__ import annotations

import datetime
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extractor.dates import find_dates, shift

# Dates that name no year
YEARS = {
    "year-of-the-dateline": (
        "Hull, 3 October 2014 – The Humber Forum on Seals opened on 1 October.",
        "Humber Forum on Seals | startDate | 2014-10-01",
    ),
    "year-of-the-sentence-before": (
        "The Humber Forum on Seals was announced on 4 May 2014. It took place from 1 to 3 October.",
        "Humber Forum on Seals | startDate | 2014-10-01",
        "Humber Forum on Seals | endDate | 2014-10-03",
    ),
    "no-year-at-all": (
        "The Humber Forum on Seals opened on 1 October.",
        "- Humber Forum on Seals | startDate |",
    ),
    "no-such-day": (
        "The Humber Forum on Seals opened on 31 June 2014.",
        "- Humber Forum on Seals | startDate | 2014-06-31",
        "? Humber Forum on Seals | startDate | 2014-06",
    ),
    "the-following-day": (
        "The Humber Forum on Seals opened on 30 September 2014. The following day, Ada Moreau chaired "
        "the Hull Seminar on Tides.",
        "Humber Forum on Seals | startDate | 2014-09-30",
        "? Hull Seminar on Tides | startDate | 2014-10-01",
    ),
    "short-months": (
        "The Humber Forum on Seals was held on 5 Sept. 2014.",
        "Humber Forum on Seals | startDate | 2014-09-05",
    ),
    "ISO": (
        "The Humber Forum on Seals was held on 2014-09-05.",
        "Humber Forum on Seals | startDate | 2014-09-05",
    ),
    "dots": (
        "The Humber Forum on Seals was held on 05.09.2014.",
        "Humber Forum on Seals | startDate | 2014-09-05",
    ),
    "between-and": (
        "The Humber Forum on Seals was held between 5 and 9 September 2014.",
        "Humber Forum on Seals | startDate | 2014-09-05",
        "Humber Forum on Seals | endDate | 2014-09-09",
    ),
    "months": (
        "The Winter School on Knots ran from November 2014 to February 2015.",
        "Winter School on Knots | startDate | 2014-11",
        "Winter School on Knots | endDate | 2015-02",
    ),
}


@pytest.mark.parametrize("entry", YEARS.values(), ids=YEARS)
def test_years(entry, check):
    text, *facts = entry
    check(text, facts)


DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31))


# What each way of writing gives: first and last day
SPELLINGS = {
    "12 June 2018": [("2018-06-12", "")],
    "June 12, 2018": [("2018-06-12", "")],
    "Tuesday, 12 June 2018": [("2018-06-12", "")],
    "the 12th of June 2018": [("2018-06-12", "")],
    "12 Jun. 2018": [("2018-06-12", "")],
    "2018-06-12": [("2018-06-12", "")],
    "12/06/2018": [("2018-06-12", "")],
    "12.06.2018": [("2018-06-12", "")],
    "12-15 June 2018": [("2018-06-12", "2018-06-15")],
    "12 to 15 June 2018": [("2018-06-12", "2018-06-15")],
    "June 12–15, 2018": [("2018-06-12", "2018-06-15")],
    "30 June to 2 July 2018": [("2018-06-30", "2018-07-02")],
    "June 30 – July 2, 2018": [("2018-06-30", "2018-07-02")],
    "30 December 2018 to 2 January 2019": [("2018-12-30", "2019-01-02")],
    "30 December to 2 January 2019": [("2018-12-30", "2019-01-02")],
    "June 2018": [("2018-06", "")],
    "June to August 2018": [("2018-06", "2018-08")],
    "in 2018": [("2018", "")],
    "2018–2020": [("2018", "2020")],
    "29 February 2020": [("2020-02-29", "")],
    "3 May 2021, then 5 June 2022": [("2021-05-03", ""), ("2022-06-05", "")],
}


@pytest.mark.parametrize(("text", "days"), SPELLINGS.items(), ids=SPELLINGS)
def test_spellings(text, days):
    assert [(date.first, date.last) for date in find_dates(text)] == days


@pytest.mark.parametrize("text", ["12 June", "May I ask", "room 2018a", "31/13/2018", "1,2018 words", "A/RES/70/1"])
def test_no_dates(text):
    assert find_dates(text) == []


@pytest.mark.parametrize(("text", "day"), [("5 Aprıl 2014", "2014-04-05"), ("5 ſeptember 2014", "2014-09-05")])
def test_letters_that_pass_for_others(text, day):
    assert [date.first for date in find_dates(text)] == [day]


def test_a_date_without_a_year_takes_that_of_the_context():
    (date,) = find_dates("from 1 to 3 October", year=2014)
    assert (date.first, date.last, date.complete) == ("2014-10-01", "2014-10-03", False)


@given(
    DAYS,
    st.sampled_from(["{0.day} {0:%B} {0.year}", "{0:%B} {0.day}, {0.year}", "{0}", "{0:%A}, {0.day} {0:%b} {0.year}"]),
)
def test_every_day_is_read_back(day, form):
    text = f"held on {form.format(day)}."
    (date,) = find_dates(text)
    assert (date.first, date.last, date.complete) == (day.isoformat(), "", True)
    assert 0 < date.start < date.end < len(text)


@given(
    st.lists(st.one_of(DAYS.map("{0.day} {0:%B} {0.year}".format), st.text(max_size=12))),
    st.none() | st.integers(1900, 2099),
)
def test_dates_stand_in_order_and_apart(parts, year):
    found = find_dates(" ".join(parts), year=year)
    assert all(left.end <= right.start for left, right in itertools.pairwise(found))
    assert all(not date.last or date.first <= date.last for date in found)


@given(DAYS, st.integers(-3000, 3000))
def test_shift_goes_there_and_back(day, days):
    assert shift(shift(day.isoformat(), days), -days) == day.isoformat()

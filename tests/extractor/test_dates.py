"""Mentions of dates: what they say themselves, and what the dates around them add."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.annotations.documents import read_marks
from kg.extractor.dates import resolve_dates
from kg.extractor.dates.partial import read_partial

# The mentions of each text are marked; below it the dates that they stand for.
DATES = {
    "day month year": ("[[d|4 May 2019]]", "2019-05-04"),
    "month day year": ("[[d|May 4, 2019]] and [[d|September the 3rd, 2020]]", "2019-05-04 2020-09-03"),
    "weekday before": ("[[d|Tuesday, 3 May 2022]]", "2022-05-03"),
    "ordinal": ("the [[d|21st of June 2018]]", "2018-06-21"),
    "short month": ("[[d|9 Sept. 2021]], [[d|Feb 1 2020]]", "2021-09-09 2020-02-01"),
    "iso": ("[[d|2021-09-29]], [[d|2021-10]]", "2021-09-29 2021-10"),
    "dots": ("[[d|17.04.2023]]", "2023-04-17"),
    "dots of two": ("[[d|16.6.2022]] or [[d|17.6.]]", "2022-06-16 2022-06-17"),
    "slashes, day first": ("[[d|29/09/2021]]", "2021-09-29"),
    "slashes, month first": ("[[d|09/29/2021]], then [[d|10/04/2021]]", "2021-09-29 2021-10-04"),
    "two digits of a year": ("[[d|3/4/21]]", "2021-04-03"),
    "month and year": ("[[d|March 2024]]", "2024-03"),
    "year": ("in [[d|1998]]", "1998"),
    "a range of days": ("[[d|3]]–[[d|5 May 2022]]", "2022-05-03 2022-05-05"),
    "a range in words": ("from [[d|28]] to [[d|30 June 2020]]", "2020-06-28 2020-06-30"),
    "a range over months": ("[[d|30 March]] to [[d|2 April 2021]]", "2021-03-30 2021-04-02"),
    "a range over years": ("[[d|30 December]] to [[d|2 January 2021]]", "2020-12-30 2021-01-02"),
    "a range, month first": ("[[d|May 3]]-[[d|5]], [[d|2022]]", "2022-05-03 2022-05-05 2022"),
    "a range of years": ("[[d|2011]]–[[d|14]]", "2011 2014"),
    "two days": ("[[d|11]] and [[d|12 June 2024]]", "2024-06-11 2024-06-12"),
    "a day without a year": ("Lima, [[d|3 May 2022]]. They met again on [[d|9 June]].", "2022-05-03 2022-06-09"),
    "a day of the year before": ("Lima, [[d|3 January 2022]]. It began on [[d|9 December]].", "2022-01-03 2021-12-09"),
    "a bare day": ("From [[d|3 May 2022]] on; on [[d|the 7th]] it ended.", "2022-05-03 2022-05-07"),
    "today": ("Oslo, [[d|4 May 2019]] – [[d|Today]] and [[d|tomorrow]]", "2019-05-04 2019-05-04 2019-05-05"),
    "yesterday": ("Oslo, [[d|1 March 2020]] – It ended [[d|yesterday]].", "2020-03-01 2020-02-29"),
    "a weekday is the last one": ("Oslo, [[d|4 May 2019]] – It met on [[d|Thursday]].", "2019-05-04 2019-05-02"),
    "a weekday to come": ("Oslo, [[d|4 May 2019]] – It will meet on [[d|Thursday]].", "2019-05-04 2019-05-09"),
    "last Tuesday": ("Oslo, [[d|4 May 2019]] – It met [[d|last Tuesday]].", "2019-05-04 2019-04-30"),
    "next Monday": ("Oslo, [[d|4 May 2019]] – It meets [[d|next Monday]].", "2019-05-04 2019-05-06"),
    "the following day": ("It opened on [[d|31 May 2021]]; [[d|the following day]], too.", "2021-05-31 2021-06-01"),
    "the day before": ("It met on [[d|1 May 2021]]; [[d|the day before]], nobody came.", "2021-05-01 2021-04-30"),
    "two weeks later": ("On [[d|20 May 2021]], and [[d|two weeks later]]", "2021-05-20 2021-06-03"),
    "three days earlier": ("On [[d|20 May 2021]], and [[d|three days earlier]]", "2021-05-20 2021-05-17"),
    "a fortnight ago": ("Oslo, [[d|20 May 2021]]. It began [[d|a fortnight ago]].", "2021-05-20 2021-05-06"),
    "the second day": ("[[d|20]] to [[d|22 May 2021]]; on the [[d|second day]]", "2021-05-20 2021-05-22 2021-05-21"),
    "next month": ("Oslo, [[d|20 December 2021]]. It opens [[d|next month]].", "2021-12-20 2022-01"),
    "last year": ("Oslo, [[d|20 December 2021]]. It opened [[d|last year]].", "2021-12-20 2020"),
    "a season": ("in the [[d|spring of 2021]]", "2021"),
    "a month alone": ("Oslo, [[d|20 May 2021]]. It opens in [[d|June]].", "2021-05-20 2021-06"),
    "no such day": ("[[d|31 June 2020]]", "None"),
    "nothing to count from": ("It met [[d|last Tuesday]].", "None"),
    "no date": ("[[d|soon]]", "None"),
}


@pytest.mark.parametrize(("marked", "dates"), DATES.values(), ids=DATES)
def test_dates(marked, dates):
    text, marks = read_marks(marked)
    found = resolve_dates(text, [(mark.start, mark.end) for mark in marks])
    assert " ".join(map(str, found)) == dates


def test_the_documents_own_date_is_today():
    assert resolve_dates("It opens today.", [(9, 14)], "2020-05-05") == ["2020-05-05"]


@given(st.dates())
def test_dates_are_read_back(day):
    if day.year < 1900 or day.year > 2099:
        return
    for form in ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%A, %d %B %Y"):
        text = day.strftime(form)
        assert resolve_dates(text, [(0, len(text))]) == [day.isoformat()]


@given(st.text(max_size=30))
def test_any_words_are_read_or_refused(words):
    partial = read_partial(words)
    assert partial is None or partial.month is None or 1 <= partial.month <= 12
    assert len(resolve_dates(words, [(0, len(words))])) == 1

"""Sentences about things and dates, as `kg.drawing.story` writes them."""

from __future__ import annotations

import pytest

from kg.drawing.dates import tell_date, tell_dates
from kg.drawing.story import head, tell_thing, write
from kg.server.tables import tell as tell_answer
from kg.store.rows import Rows
from kg.store.vocabulary import vocabulary
from tests.samples import EVENT, PERSON, UNESCO, Script, filled, sample_document


@pytest.fixture(scope="module")
def store():
    with filled() as opened:
        yield opened


def tell(store, iri):
    return write(tell_thing(store.entity(iri), vocabulary(store.engine)))


def test_an_event_is_told_by_where_when_and_who(store):
    assert tell(store, EVENT) == (
        "Dialogue on Digital Learning, a dialogue in New York, 29 September 2021, organised by Permanent Mission of "
        "Japan to the United Nations and UNESCO, chaired by Ana Example, on the margins of 76th session of the General "
        "Assembly, on SDG 4."
    )


def test_nobody_is_told_that_a_person_is_a_person(store):
    assert tell(store, PERSON) == "Ana Example, Director of UNESCO, chaired Dialogue on Digital Learning."


def test_a_plan_is_a_plan(store):
    told = tell(store, UNESCO)
    assert told.startswith(
        "UNESCO, an intergovernmental organization, launched Declaration on Connectivity (planned), "
    )
    assert "Declaration on Connectivity, a planned instrument, launched by UNESCO." in tell(
        store, "Declaration on Connectivity"
    )


def test_things_in_a_sentence_are_links_and_hints_are_not(store):
    words = tell_thing(store.entity(UNESCO), vocabulary(store.engine))
    (work,) = [word for word in words if word.text == "Declaration on Connectivity"]
    assert work.iri == store.entity("Declaration on Connectivity").iri
    assert [word.iri for word in words if "planned" in word.text] == [""]


def test_more_than_three_are_counted():
    from kg.graph import Store

    text = "The Tide Forum was organised by " + ", ".join(f"Body {letter}" for letter in "ABCDE") + "."
    script = Script(sample_document("tide.txt", text))
    script.name("urn:forum", "kg:Conference", "Tide Forum")
    for letter in "EDCBA":
        script.name(f"urn:{letter}", "kg:Organization", f"Body {letter}")
        script.say("urn:forum", "schema:organizer", f"urn:{letter}", f"Body {letter}")
    with Store() as made:
        made.add(script.done())
        assert tell(made, "urn:forum") == "Tide Forum, a conference, organised by Body A, Body B, Body C and 2 more."


def test_what_nothing_is_said_of_is_told_by_its_class(store):
    assert tell(store, "wd:Q38") == "Italy, a country."


def test_headings_come_in_the_order_of_the_sentence(store):
    facts = sorted(store.entity(UNESCO).facts, key=head)
    assert [head(fact)[1] for fact in facts] == ["launched", "affiliation of", "organised", "partner of"]


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("2024-06-11", "2024-06-11", "11 June 2024"),
        ("2024-06-11", "2024-06-12", "11–12 June 2024"),
        ("2024-06-30", "2024-07-02", "30 June – 2 July 2024"),
        ("2023-12-30", "2024-01-02", "30 December 2023 – 2 January 2024"),
        ("2019-05", "2024-03", "May 2019 – March 2024"),
        ("2024-03", "2024-05", "March – May 2024"),
        ("2019", "2024", "2019–2024"),
        ("2019", "2024-03-01", "2019 – 1 March 2024"),
        ("soon", "2024", "soon – 2024"),
    ],
)
def test_spans_are_written_as_people_do(first, last, told):
    assert tell_dates(first, last) == told


@pytest.mark.parametrize("odd", ["2024-13", "2024-00-01", "", "24-06-11", "2024-06-11x", "<b>"])
def test_what_is_no_date_stays_as_it_is(odd):
    assert tell_date(odd) == odd


def test_an_answer_whose_columns_are_empty_is_told_by_its_number() -> None:
    rows = Rows(("event",), ((None,), (None,)))
    assert tell_answer(rows, ()) == "2 answers."

"""One thing: found however it is called, with all that is said of it at either end, shown to people."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from html.parser import HTMLParser

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.graph import Store
from kg.iris import BASE, expand, mint
from kg.model import Value
from kg.store import Entity, Fact
from kg.store.entities import SHOWN
from tests.samples import EVENT, PERSON, UNESCO, Script, filled, sample_document


def facts_of(entity: Entity) -> set[tuple[str, str, int]]:
    return {(fact.relation, fact.value, fact.sentences) for fact in entity.facts}


@pytest.mark.parametrize("name", ["UNESCO", "unesco", "  Unesco ", "wd:Q7809", UNESCO])
def test_an_entity_is_found_however_it_is_called(name: str) -> None:
    assert filled().entity(name).iri == UNESCO


def test_an_entity_has_names_classes_and_facts_at_either_end() -> None:
    event = filled().entity("the dialogue")
    assert event.iri == EVENT
    assert event.names == ("Dialogue on Digital Learning", "the dialogue")
    assert event.class_labels == ("Dialogue",)
    assert {("organizer", "UNESCO", 2), ("start date", "2021-09-29", 1)} <= facts_of(event)
    unesco = filled().entity("UNESCO")
    assert facts_of(unesco) == {
        ("launched", "Declaration on Connectivity", 1),
        ("affiliation of", "Ana Example", 1),
        ("organizer of", "Dialogue on Digital Learning", 2),
        ("← partner of", "Learning Coalition", 1),
    }
    assert [fact.value for fact in unesco.facts if fact.planned] == ["Declaration on Connectivity"]
    assert PERSON in [one.iri for one in unesco.neighbours]


def test_a_denied_fact_is_no_fact_of_an_entity() -> None:
    assert "Italy" not in {fact.value for fact in filled().entity(EVENT).facts}


def test_one_sentence_counts_once_however_many_rules_read_it() -> None:
    script = Script(sample_document(text="News.\nUNESCO met the World Bank. UNESCO met the World Bank again."))
    for rule in ("one", "two"):
        script.say(UNESCO, "kg:partnerOf", "wd:Q7164", "UNESCO met", rule=rule)
        script.say(UNESCO, "kg:partnerOf", "wd:Q7164", "World Bank", rule=rule)
    script.say(UNESCO, "kg:partnerOf", "wd:Q7164", "met the World Bank again")
    store = Store()
    store.add(script.done())
    assert [fact.sentences for fact in store.entity(UNESCO).facts] == [2]


def test_a_plan_that_another_sentence_confirms_is_no_plan() -> None:
    script = Script(sample_document(text="UNESCO will launch it. UNESCO launched it."))
    script.say(UNESCO, "kg:launched", EVENT, "UNESCO will launch it", planned=True)
    script.say(UNESCO, "kg:launched", EVENT, "UNESCO launched it")
    store = Store()
    store.add(script.done())
    assert [(fact.planned, fact.sentences) for fact in store.entity(UNESCO).facts] == [(False, 2)]


def test_an_entity_is_frozen_and_equal_to_itself() -> None:
    entity = filled().entity(UNESCO)
    assert entity == filled().entity("UNESCO")
    with pytest.raises(FrozenInstanceError):
        entity.name = "x"  # type: ignore[misc]


def twins() -> Store:
    script = Script(sample_document(text="Springfield and Springfield and Bend."))
    for family, class_name in (("place", "schema:City"), ("organization", "schema:Organization")):
        script.name(mint(BASE, family, "Springfield"), class_name, "Springfield")
    script.name(mint(BASE, "place", "Bend"), "schema:City", "Bend", "Springfield on the River", "springfield 2")
    store = Store()
    store.add(script.done())
    return store


def test_a_name_of_several_things_is_told() -> None:
    with pytest.raises(QueryError, match=r"means 2 things; give the IRI of one: .*organization/springfield .*City"):
        twins().entity("springfield")
    assert twins().entity("springfield 2").name == "Bend"


def test_an_unknown_name_is_told() -> None:
    with pytest.raises(QueryError, match="did you mean 'UNESCO'"):
        filled().entity("UNSCO")


def test_a_terminal_shows_names_and_facts() -> None:
    lines = str(filled().entity(EVENT)).splitlines()
    assert lines[:3] == ["Dialogue on Digital Learning (Dialogue)", "also: the dialogue", EVENT]
    assert any(line.split() == ["start", "date", "2021-09-29", "1"] for line in lines)


def crowded(facts: int) -> Entity:
    made = tuple(Fact(expand("schema:text"), "text", Value(f"fact {number}"), sentences=1) for number in range(facts))
    return Entity(UNESCO, "UNESCO", (), (), (), made)


@pytest.mark.parametrize(("facts", "left"), [(SHOWN, 0), (SHOWN + 3, 3)])
def test_many_facts_of_a_relation_are_counted_not_shown(facts: int, left: int) -> None:
    for shown in (str(crowded(facts)), crowded(facts)._repr_html_()):
        assert shown.count("fact ") == SHOWN
        assert (f"… and {left} more" in shown) == bool(left)


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


def test_html_shows_every_text_as_a_text() -> None:
    hostile = '<img src=x onerror="alert(1)">\'"&'
    script = Script(sample_document(text=f"{hostile}."))
    script.name("urn:x:alert(1)", "schema:Person", hostile)
    script.say("urn:x:alert(1)", "schema:jobTitle", Value(hostile), hostile)
    script.say("urn:x:alert(1)", "schema:affiliation", UNESCO, hostile)
    store = Store()
    store.add(script.done())
    store.engine.add(ox.Quad(ox.NamedNode("urn:x:alert(1)"), ox.NamedNode(expand("schema:url")),
                             ox.NamedNode("javascript:alert(1)")))  # fmt: skip
    page = Tags()
    page.feed(store.entity(hostile)._repr_html_())
    assert {tag for tag, _ in page.tags} <= {"div", "p", "strong", "span", "a", "table", "thead", "tbody", "tr", "th",
                                             "td", "em"}  # fmt: skip
    assert page.words.count(hostile) == 2
    assert {each["href"] for tag, each in page.tags if tag == "a"} == {UNESCO}
    assert not any(name.startswith("on") for _, each in page.tags for name in each)

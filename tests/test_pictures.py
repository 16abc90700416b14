"""What a picture puts first, what it folds, and which classes it tells apart."""

from __future__ import annotations

import json
from pathlib import Path

import networkx
import pytest

from kg.drawing.arrangement import arrange
from kg.drawing.classes import Kind, assign_groups
from kg.drawing.content import describe
from kg.drawing.svg import read_palette
from tests.generated import KG, SCHEMA, generate_network


@pytest.fixture(scope="module")
def dialogue():
    text = Path(__file__).parent.joinpath("networks", "dialogue.json").read_text("utf-8")
    return describe(networkx.node_link_graph(json.loads(text), edges="edges"), "A dialogue")


def make_network(*, remarks):
    """An event with an organiser and a date, and a person with many remarks."""
    graph = networkx.MultiDiGraph()

    def proof(number):
        return {"sentence": f"Sentence {number}.", "exact": "", "document": "a.txt", "confidence": 0.9, "rule": "r"}

    date = {"predicate": "start date", "value": "2021-09-29", "planned": False, **proof(0)}
    graph.add_node("urn:event", label="Forum on Water", class_iri=SCHEMA + "Event", facts=[date])
    graph.add_node("urn:person", label="Ana Duarte", class_iri=SCHEMA + "Person")
    graph.add_node("urn:body", label="Agency", class_iri=SCHEMA + "Organization")
    graph.add_edge("urn:event", "urn:body", predicate=SCHEMA + "organizer", label="organizer", evidence=[proof(0)])
    graph.add_edge("urn:event", "urn:person", predicate=KG + "chair", label="chair", evidence=[proof(1)])
    for number in range(remarks):
        graph.add_node(f"urn:remark{number}", label=f"that {number}", class_iri=KG + "Remark")
        said = {"predicate": KG + "remarkBy", "label": "remark by", "evidence": [proof(10 + number)]}
        graph.add_edge(f"urn:remark{number}", "urn:person", **said)
    count = {"predicate": "value", "value": "60", "planned": False, **proof(1)}
    graph.add_node("urn:figure", label="60 countries", class_iri=KG + "Figure", facts=[count])
    return graph


def named(content):
    return {number: content["nodes"][number]["label"] for number in range(len(content["nodes"]))}


def test_an_event_outweighs_a_person_with_many_remarks():
    few, many = (describe(make_network(remarks=count), "") for count in (0, 20))
    weights = {node["label"]: weight for node, weight in zip(many["nodes"], many["weights"], strict=True)}
    assert max(weights, key=weights.get) == "Forum on Water"
    assert weights["that 3"] == weights["60 countries"] == 0
    assert weights["Ana Duarte"] == few["weights"][[node["label"] for node in few["nodes"]].index("Ana Duarte")]


def test_a_name_outweighs_words_that_any_event_could_have():
    graph = networkx.MultiDiGraph()
    for label in ("Forum on Water", "launch event", "Conference", "حوار المياه"):
        graph.add_node(f"urn:{label}", label=label, class_iri=KG + "Conference", class_label="Conference")
    content = describe(graph, "")
    weights = {node["label"]: weight for node, weight in zip(content["nodes"], content["weights"], strict=True)}
    assert weights["Forum on Water"] == weights["حوار المياه"] > weights["launch event"] > weights["Conference"]


def test_remarks_fold_into_who_made_them_and_figures_into_what_their_sentence_speaks_of():
    content = describe(make_network(remarks=2), "")
    labels = named(content)
    homes = {labels[number]: labels.get(home) for number, home in content["homes"]}
    assert homes == {"that 0": "Ana Duarte", "that 1": "Ana Duarte", "60 countries": "Forum on Water"}


def test_what_nothing_joins_stands_below_the_rest(dialogue):
    nodes, _ = arrange(dialogue)
    folded = {number for number, _ in dialogue["homes"]}
    aside = [node for node in nodes if node.get("aside")]
    lowest = max(node["y"] for number, node in enumerate(nodes) if number not in folded and not node.get("aside"))
    assert aside
    assert all(node["y"] > lowest for node in aside)


def test_in_a_crowd_some_names_have_room_and_as_large_as_the_view_is_wide():
    content = describe(generate_network(300), "")
    nodes, _ = arrange(content)
    assert 20 <= sum(node["named"] for node in nodes) <= 40
    wide = max(node["x"] for node in nodes) - min(node["x"] for node in nodes)
    sizes = {node["font"]["size"] for node in nodes if node["named"]}
    assert all(size * 960 / wide > 11 for size in sizes)


def test_at_most_seven_groups_are_told_apart(dialogue):
    kinds = {f"urn:x#{number}": Kind("", f"Class {number}", 1 + number) for number in range(20)}
    groups = list(dict.fromkeys(assign_groups(kinds).values()))
    assert len(groups) == 7
    assert groups[0].label == "Class 19"
    assert groups[-1].label == "Other"
    assert {group.colour for group in groups} <= set(read_palette())
    assert len({group.colour for group in groups}) == 7
    shown = [group for group in dialogue["groups"] if not group["folds"]]
    assert len(shown) <= 7
    assert len({group["colour"] for group in shown}) == len(shown)


def test_a_class_of_ones_own_looks_as_the_class_above_it():
    kinds = {SCHEMA + "Event": Kind("event", "Event", 1), "urn:x#Regatta": Kind("event", "Regatta", 5)}
    groups = assign_groups({**kinds, "urn:x#Boat": Kind("boat", "Boat", 3)})
    assert groups["urn:x#Regatta"] is groups[SCHEMA + "Event"]
    assert groups["urn:x#Boat"].label == "Boat"
    assert groups["urn:x#Boat"].colour != groups[SCHEMA + "Event"].colour

"""How two things are connected: by the shortest ways over facts, each step with its sentences."""

from __future__ import annotations

import pytest

from kg.errors import QueryError
from kg.graph import Store
from kg.iris import BASE, expand, mint
from kg.store import Path
from tests.samples import EVENT, PERSON, Script, filled, sample_document


def names(path: Path) -> list[str]:
    return [thing.name for thing in path.things]


def thing(name: str) -> str:
    return mint(BASE, "organization", name)


def joined(*pairs: tuple[str, str, str], goals: tuple[str, ...] = ()) -> Store:
    """A store that says of each pair that the first has the relation to the second, in a sentence of its own."""
    ends = sorted({end for start, _, other in pairs for end in (start, other)} - set(goals))
    said = [f"{start} {relation} {other}" for start, relation, other in pairs]
    script = Script(sample_document(text="\n".join(["News.", *(f"{end}." for end in ends), *(f"{s}." for s in said)])))
    for end in ends:
        script.name(thing(end), "schema:Organization", end)
    for goal in goals:
        script.say(goal, "rdf:type", "sdgo:Goal", "News")
    for (start, relation, other), words in zip(pairs, said, strict=True):
        ends_at = [end if end in goals else thing(end) for end in (start, other)]
        script.say(ends_at[0], relation, ends_at[1], words)
    store = Store()
    store.add(script.done())
    return store


def test_a_path_has_evidence_for_each_step() -> None:
    (path,) = filled().path("Ana Example", "Japan")
    assert names(path) == [
        "Ana Example", "Dialogue on Digital Learning", "Permanent Mission of Japan to the United Nations", "Japan",
    ]  # fmt: skip
    assert len(path) == 3
    assert [[fact.relation for fact in step.facts] for step in path] == [["chair of"], ["organizer"], ["represents"]]
    assert all(step.evidence for step in path)
    assert path.steps[0].evidence == filled().why("Ana Example", "chair")
    assert "chaired the dialogue" in str(path)


def test_a_path_runs_the_same_way_back() -> None:
    there, back = filled().path("Ana Example", "Japan")[0], filled().path("Japan", "Ana Example")[0]
    assert names(there) == names(back)[::-1]


def test_a_denied_fact_connects_nothing() -> None:
    store = filled()
    assert store.path("Italy", "Ana Example") == ()
    assert store.why("Italy", "attendee")[0].statement.negated


def test_a_shared_class_or_mode_connects_nothing() -> None:
    store = filled()
    assert store.path("Italy", "Japan") == ()


GOAL = expand("sdg:4")


def test_a_goal_is_a_way_only_where_there_is_no_other() -> None:
    short = [("A", "kg:addressesGoal", GOAL), ("B", "kg:addressesGoal", GOAL)]
    long = [("A", "kg:partnerOf", "C"), ("C", "kg:partnerOf", "D"), ("D", "kg:partnerOf", "B")]
    assert [names(path) for path in joined(*short, *long, goals=(GOAL,)).path("A", "B")] == [["A", "C", "D", "B"]]
    assert [path.things[1].iri for path in joined(*short, goals=(GOAL,)).path("A", "B")] == [GOAL]
    both = joined(*short, *long, goals=(GOAL,))
    assert [path.things[1].iri for path in both.path("A", "B", longest=2)] == [GOAL]
    assert [len(path) for path in both.path("A", GOAL)] == [1]


def test_only_the_shortest_ways_and_those_over_little_known_things_first() -> None:
    pairs = [("A", "kg:partnerOf", "Hub"), ("Hub", "kg:partnerOf", "B")]
    pairs += [("A", "kg:partnerOf", "Small"), ("Small", "kg:partnerOf", "B")]
    pairs += [(f"N{number}", "kg:partnerOf", "Hub") for number in range(5)]
    pairs += [("A", "kg:partnerOf", "X"), ("X", "kg:partnerOf", "Y"), ("Y", "kg:partnerOf", "B")]
    store = joined(*pairs)
    assert [names(path)[1] for path in store.path("A", "B")] == ["Small", "Hub"]
    assert [names(path)[1] for path in store.path("A", "B", most=1)] == ["Small"]
    assert [names(path) for path in joined(*reversed(pairs)).path("A", "B")] == [["A", "Small", "B"], ["A", "Hub", "B"]]


@pytest.mark.parametrize("steps", [1, 2, 3, 4, 5, 6, 7])
def test_a_path_is_no_longer_than_asked(steps: int) -> None:
    store = joined(*((f"T{n}", "kg:partnerOf", f"T{n + 1}") for n in range(steps)))
    assert [len(path) for path in store.path("T0", f"T{steps}", longest=steps)] == [steps]
    assert steps == 1 or store.path("T0", f"T{steps}", longest=steps - 1) == ()


def test_all_facts_between_two_things_are_one_step() -> None:
    store = joined(("A", "kg:partnerOf", "B"), ("B", "kg:funds", "A"), ("B", "kg:partnerOf", "A"))
    (path,) = store.path("A", "B")
    assert [(fact.relation, fact.inverse, fact.sentences) for fact in path.steps[0].facts] == [
        ("partner of", False, 1), ("funds of", True, 1), ("← partner of", True, 1),
    ]  # fmt: skip
    assert len(path.steps[0].evidence) == 3


@pytest.mark.parametrize(
    ("start", "end", "longest", "hint"),
    [("Ana Example", PERSON, 6, "are one thing"), ("Ana Exmple", EVENT, 6, "did you mean"), (PERSON, EVENT, 0, "1 or")],
)
def test_a_question_without_sense_is_told(start: str, end: str, longest: int, hint: str) -> None:
    with pytest.raises(QueryError, match=hint):
        filled().path(start, end, longest=longest)


def test_html_of_a_path_is_escaped() -> None:
    page = joined(("<b>A", "kg:partnerOf", "B")).path("<b>A", "B")[0]._repr_html_()
    assert "&lt;b&gt;A" in page
    assert "<b>" not in page

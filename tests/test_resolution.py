"""One thing, one IRI, across documents: what is merged and what isn't, whatever the order and the interruptions."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from itertools import permutations

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.cli import main
from kg.errors import QueryError, StoreError
from kg.exports import write
from kg.graph import Store
from kg.iris import BASE, expand
from kg.ontology import load_beside, load_ontology
from kg.resolution import find_conflicts, resolver
from kg.resolution.knowledge import load_knowledge
from kg.resolution.names import Names
from kg.store.aliases import read_aliases, rename
from kg.store.graphs import ALIASES, is_document
from kg.store.patterns import DEFAULT
from tests.tellings import iri_of, tell, thing

NORWAY, PERU = (thing("country", name, iri=iri) for name, iri in (("Norway", "wd:Q20"), ("Peru", "wd:Q419")))
MOE = thing("ministry", "Ministry of Education of Norway")
BERG, MOE_IRI = iri_of(thing("person", "Anna Berg")), iri_of(MOE)
MINISTER = tell(
    "minister",
    ["ana jobTitle =Minister of Education", "ana affiliation moe"],
    ana=thing("person", "Anna Berg"),
    moe=MOE,
)
SHORT = tell(
    "short",
    ["ana jobTitle =Minister", "ana affiliation moe"],
    ana=thing("person", "A. Berg"),
    moe=thing("ministry", "Norwegian Ministry of Education"),
)
KEEPER = tell(
    "rowing",
    ["ana jobTitle =goalkeeper", "ana affiliation club"],
    ana=thing("person", "Anna Berg"),
    club=thing("body", "Rosenborg Rowing Club"),
)
FORUM = thing("forum", "Forum on Clean Harbours")
LISBON = thing("city", "Lisbon")
FIRST = tell("first", ["forum startDate =2023-06-11", "forum location lisbon"], forum=FORUM, lisbon=LISBON)
SECOND = tell("second", ["forum startDate =2024-06-11", "forum location lisbon"], forum=FORUM, lisbon=LISBON)
LATE = tell("late", ["forum startDate =2024-06-12", "forum location lisbon"], forum=FORUM, lisbon=LISBON)
CORPUS = (MINISTER, SHORT, KEEPER, FIRST, SECOND, LATE)


def build(*extractions):
    store = Store()
    for extraction in extractions:
        store.add(extraction)
    store.resolve()
    return store


def files(store):
    return [write(store, form) for form in ("turtle", "trig", "nquads")]


def own(told):
    return iri_of(told)


def stands_for(store, extraction, told):
    """The IRI by which the merge knows a document's thing."""
    names = read_aliases(store.engine, ox.NamedNode(extraction.document.iri))
    node = ox.NamedNode(iri_of(told))
    return names.get(node, node).value


def assert_merged(store):
    """The default graph is the merge of the documents' graphs, with what stands for their things."""
    engine = store.engine
    expected = {rename(quad, read_aliases(engine, quad.graph_name)) for quad in engine if is_document(quad.graph_name)}
    assert set(engine.quads_for_pattern(None, None, None, DEFAULT)) == expected


# Neither order nor interruptions count

EXPECTED = files(build(*CORPUS))


@settings(max_examples=12, deadline=None)
@given(st.permutations(CORPUS), st.sets(st.integers(0, 5)), st.sets(st.integers(0, 5), max_size=2))
def test_order_batches_and_removals_leave_no_trace(order, stops, removed):
    store = Store()
    for number, extraction in enumerate(order):
        store.add(extraction)
        if number in stops:
            store.resolve()
            assert_merged(store)
    for number in removed:
        store.remove(order[number].document.iri)
        if number in stops:
            store.resolve()
            assert_merged(store)
        store.add(order[number])
    store.resolve()
    assert_merged(store)
    assert files(store) == EXPECTED
    store.resolve(again=True)
    assert files(store) == EXPECTED


@pytest.mark.parametrize("step", ["commit", "find"])
def test_a_stopped_resolution_goes_on(monkeypatch, step):
    """Whichever write or decision was the last that came about."""
    for last in range(4):
        store, left = Store(), last
        for extraction in CORPUS:
            store.add(extraction)
        owner = resolver.Changes if step == "commit" else resolver.Components
        whole = getattr(owner, step)

        def stop(self, argument, whole=whole):
            nonlocal left
            if left == 0:
                raise KeyboardInterrupt
            left -= 1
            return whole(self, argument)

        with monkeypatch.context() as patch:
            patch.setattr(owner, step, stop)
            patch.setattr(resolver, "BATCH", 1)
            with pytest.raises(KeyboardInterrupt):
                store.resolve()
        assert_merged(store)
        store.resolve()
        assert files(store) == EXPECTED


def test_a_single_document_stays_as_it_was_read():
    pair = tell(
        "pair", body=thing("body", "Institute for Harbour Research"), same=thing("body", "Harbour Research Institute")
    )
    store = Store()
    store.add(pair)
    before = [*store.engine]
    assert store.resolve() == 0
    assert [*store.engine] == before


def test_documents_that_share_nothing_stay_as_they_were_read():
    store, apart = Store(), (MINISTER, FIRST)
    for extraction in apart:
        store.add(extraction)
    before = files(store)
    assert store.resolve() == 0
    assert files(store) == before
    assert store.merges() == ()


# What is one, and what isn't

UNESCO = thing("agency", "UNESCO", iri="wd:Q7809")


def pair(kind, first, second, facts_first=(), facts_second=(), **others):
    """Two documents that tell of one thing each, by some names, beside other things."""
    one, other = (first if isinstance(first, tuple) else (first,)), (second if isinstance(second, tuple) else (second,))
    a, b = thing(kind, *one), thing(kind, *other)
    documents = tell("one", facts_first, it=a, **others), tell("other", facts_second, it=b, **others)
    store = build(*documents)
    return stands_for(store, documents[0], a), stands_for(store, documents[1], b)


AT_UNESCO = ["it affiliation unesco"]

VARIANTS = [
    ("person", "José Álvarez", "Jose Alvarez", ()),
    ("person", "Zhang Wei", "Wei Zhang", ()),
    ("person", "Dr Pieter van der Berg", "Pieter Van Den Berg", ()),
    ("person", "Mohammed Abdi", "Muhammad Abdi", ()),
    ("person", "M. Abdi", "Mohammed Abdi", AT_UNESCO),
    ("person", "Susan Clarke", "Susan Clarke-Holder", AT_UNESCO),
    ("person", "Okafor-Lind", "Tomasz Okafor-Lind", AT_UNESCO),
    ("body", "Talanoa Shipping Pte Ltd", "Talanoa Shipping", ()),
    ("body", "Waterwerk B.V.", "Waterwerk", ()),
    ("body", "Jomo Kenyatta Agriculture Research Trust", "JKART", ()),
    ("body", ("Blue Skills Centre", "BSC"), "Centre for Blue Skills", ()),
    ("ministry", "Ministry of Health of Rwanda", "Rwandan Health Ministry", ()),
    ("programme", "Open Door Programme", "Open Door", ["unesco launched it"]),
    ("text", "Suva Code for Seabed Samples", "Suva Code", ()),
    ("text", "General Assembly resolution 78/341", "A/RES/78/341", ()),
    ("forum", "Third Reef Finance Forum", "3rd Reef Finance Forum", ()),
]


@pytest.mark.parametrize(("kind", "first", "second", "facts"), VARIANTS, ids=lambda value: str(value)[:30])
def test_variants_of_a_name_are_one(kind, first, second, facts):
    one, other = pair(kind, first, second, facts, facts, unesco=UNESCO)
    assert one == other


POSTS = (["it jobTitle =minister", "it affiliation a"], ["it jobTitle =goalkeeper", "it affiliation b"])

NAMESAKES = [
    ("person", "Anna Berg", "Anna Berg", POSTS[0], POSTS[1]),
    ("person", "Judith Kamau", "Joseph Kamau", AT_UNESCO, AT_UNESCO),
    ("person", "Anna Berg", "Arne Berg", AT_UNESCO, AT_UNESCO),
    ("ministry", "Ministry of Health of Peru", "Ministry of Health of Norway", (), ()),
    ("ministry", "Ministry of Health", "Ministry of Wealth", (), ()),
    ("university", "York University", "University of York", (), ()),
    ("text", "Resolution 78/341", "Resolution 78/346", (), ()),
    ("text", "Resolution 3 (2022)", "Resolution 3 (2023)", (), ()),
    ("forum", "Reef Forum", "Reef Forum", ["it startDate =2023-06-11"], ["it startDate =2024-06-11"]),
    ("forum", "Fourth Reef Forum", "Fifth Reef Forum", ["it startDate =2023"], ["it startDate =2023"]),
    ("session", "12th session of the Craft Committee", "13th session of the Craft Committee", (), ()),
    ("programme", "Clean Ports", "Clean Ports", ["norway launched it"], ["peru launched it"]),
    ("body", ("Institute for Marine Observation", "IMO"), ("Italian Museum of Optics", "IMO"), (), ()),
    ("body", "Northern Fisheries Board", "Southern Fisheries Board", (), ()),
]


@pytest.mark.parametrize(("kind", "first", "second", "a", "b"), NAMESAKES, ids=lambda value: str(value)[:30])
def test_namesakes_and_neighbours_are_two(kind, first, second, a, b):
    others = {"a": thing("body", "Oslo Rowing Club"), "b": thing("body", "Harbour Office"), "unesco": UNESCO}
    one, other = pair(kind, first, second, a, b, norway=NORWAY, peru=PERU, **others)
    assert one != other


def test_an_acronym_of_an_old_body_gives_a_new_one_no_public_identifier():
    old = tell("old", body=thing("agency", "International Maritime Organization", "IMO", iri="wd:Q201054"))
    new = tell("new", body=thing("body", "Institute for Mountain Orchards", "IMO", iri="wd:Q201054"))
    store = build(new, old)
    told = thing("body", "x", iri="wd:Q201054")
    assert stands_for(store, old, told) == expand("wd:Q201054")
    assert stands_for(store, new, told).startswith(f"{BASE}organization/institute-for-mountain-orchards")


def test_an_initial_that_two_may_bear_is_neither():
    here = ["it affiliation unesco"]
    documents = [
        tell("anna", here, it=thing("person", "Anna Berg"), unesco=UNESCO),
        tell("arne", here, it=thing("person", "Arne Berg"), unesco=UNESCO),
        tell("short", here, it=thing("person", "A. Berg"), unesco=UNESCO),
    ]
    assert build(*documents).merges() == ()


def test_a_name_that_too_many_tell_differently_stays_whole():
    known = load_knowledge(load_ontology())
    names = Names(replace(known, limits=replace(known.limits, most=4)))
    berg, roles = thing("person", "Anna Berg"), ("minister", "keeper", "judge", "painter", "pilot")
    told = [
        tell(role, [f"it jobTitle ={role}", "it affiliation at"], it=berg, at=thing("body", role)) for role in roles
    ]
    store = Store()
    for each in told:
        store.add(each)
    resolver.resolve(store.engine, names)
    assert {stands_for(store, each, berg) for each in told} == {BERG}
    store.remove(told[0].document.iri)
    resolver.resolve(store.engine, names)
    assert len({stands_for(store, each, berg) for each in told[1:]}) == 4
    store.add(told[0])
    resolver.resolve(store.engine, names)
    assert {stands_for(store, each, berg) for each in told} == {BERG}


# What the store gives then


def test_queries_ask_one_thing_and_documents_stay_as_they_were_read():
    store = build(MINISTER, SHORT)
    rows = store.sparql("SELECT DISTINCT ?who { ?who schema:affiliation ?body ; schema:jobTitle ?title }")
    assert [row.who for row in rows] == [BERG]
    assert {each.source for each in store.why("Anna Berg", "affiliation")} == {"minister.txt", "short.txt"}
    graph = ox.NamedNode(SHORT.document.iri)
    assert list(store.engine.quads_for_pattern(ox.NamedNode(iri_of(thing("person", "A. Berg"))), None, None, graph))
    (merge,) = (each for each in store.merges() if "A. Berg" in each.names)
    assert (merge.iri, merge.documents) == (BERG, (SHORT.document.iri,))
    assert "same affiliation" in merge.reason
    assert merge.confidence > 0.9


def test_files_hold_what_queries_see(tmp_path):
    store = build(MINISTER, SHORT, KEEPER)
    store.export(tmp_path / "whole.nq")
    assert write(Store.load(tmp_path / "whole.nq"), "ntriples") == write(store, "ntriples")


def test_what_a_removed_document_joined_is_apart_again():
    store = build(MINISTER, SHORT, KEEPER)
    store.remove(MINISTER.document.iri)
    assert_merged(store)
    store.resolve()
    assert files(store) == files(build(SHORT, KEEPER))
    assert not [*store.engine.quads_for_pattern(None, ox.NamedNode(MINISTER.document.iri), None, ALIASES)]


def test_a_document_that_is_added_again_is_looked_at_again():
    store = build(KEEPER, MINISTER)
    store.add(tell("rowing", it=thing("body", "Rosenborg Rowing Club")))
    store.resolve()
    assert files(store) == files(build(tell("rowing", it=thing("body", "Rosenborg Rowing Club")), MINISTER))


def test_conflicts_are_kept_and_listed():
    store = build(SECOND, LATE)
    (conflict,) = find_conflicts(store.engine)
    assert conflict.iri == own(FORUM)
    assert conflict.relation == "start date"
    assert conflict.values == (("2024-06-11", (SECOND.document.iri,)), ("2024-06-12", (LATE.document.iri,)))


def test_things_that_are_told_differently_are_named(tmp_path):
    """One's name that begins another's, or whose IRI does, isn't a less exact way to tell it."""
    own_words = tmp_path / "own.ttl"
    own_words.write_text(
        "@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix schema: <https://schema.org/> .\n"
        "schema:location a owl:FunctionalProperty .\n"
    )
    port, porto = thing("city", "Port"), thing("city", "Porto")
    store = build(
        tell("one", ["forum location port"], forum=FORUM, port=port),
        tell("two", ["forum location porto"], forum=FORUM, porto=porto),
    )
    store.keep_ontology(load_beside([own_words]))
    (conflict,) = find_conflicts(store.engine)
    assert (conflict.relation, [value for value, _ in conflict.values]) == ("location", ["Port", "Porto"])


def test_what_is_inferred_follows_from_the_merge():
    store = build(MINISTER, SHORT)
    store.infer()
    before = write(store, "ntriples", inferred=True)
    store.split(BERG)
    store.join(BERG, iri_of(thing("person", "A. Berg")))
    assert write(store, "ntriples", inferred=True) == before


# The user's word


def test_what_is_split_stays_split():
    store = build(MINISTER, SHORT)
    store.split(BERG)
    short = iri_of(thing("person", "A. Berg"))
    assert stands_for(store, SHORT, thing("person", "A. Berg")) == short
    store.add(tell("more", ["a affiliation moe"], a=thing("person", "A. Berg"), moe=MOE))
    store.resolve(again=True)
    assert stands_for(store, SHORT, thing("person", "A. Berg")) == short
    store.join(BERG, short)
    assert stands_for(store, SHORT, thing("person", "A. Berg")) == BERG
    assert_merged(store)


def test_one_documents_thing_is_split_off():
    twin = tell("twin", ["ana affiliation moe"], ana=thing("person", "Anna Berg"), moe=MOE)
    store = build(MINISTER, twin)
    assert stands_for(store, twin, thing("person", "Anna Berg")) == BERG
    store.split(BERG, twin.document.iri)
    assert stands_for(store, twin, thing("person", "Anna Berg")) != BERG
    store.add(twin)
    store.resolve(again=True)
    assert stands_for(store, twin, thing("person", "Anna Berg")) != BERG


def test_what_is_joined_stays_joined():
    store = build(MINISTER, KEEPER)
    apart = {stands_for(store, each, thing("person", "Anna Berg")) for each in (MINISTER, KEEPER)}
    assert len(apart) == 2
    store.join(*sorted(apart))
    store.add(KEEPER)
    store.resolve(again=True)
    assert {stands_for(store, each, thing("person", "Anna Berg")) for each in (MINISTER, KEEPER)} == {BERG}
    assert {merge.reason for merge in store.merges()} <= {"the user's decision"}


@pytest.mark.parametrize("order", [*permutations((MINISTER, SHORT, KEEPER))])
def test_decisions_hold_whatever_the_order(order):
    store = build(*order)
    store.split(BERG, SHORT.document.iri)
    expected = build(MINISTER, SHORT, KEEPER)
    expected.split(BERG, SHORT.document.iri)
    assert files(store) == files(expected)


def test_what_cant_be_split_or_joined_is_refused():
    store = build(MINISTER, KEEPER)
    with pytest.raises(QueryError, match="nothing to split"):
        store.split(MOE_IRI)
    with pytest.raises(QueryError, match="no thing that documents share"):
        store.join(MOE_IRI, f"{BASE}person/nobody")
    with pytest.raises(QueryError, match="give the IRIs of two"):
        store.join(MOE_IRI, MOE_IRI)


def test_an_endpoint_isnt_resolved():
    with Store("http://127.0.0.1:9/sparql") as store, pytest.raises(StoreError, match="behind an endpoint"):
        store.resolve()


# On the command line


@pytest.fixture
def kept(tmp_path):
    path = tmp_path / "news.kg"
    with Store(path) as store:
        for extraction in (MINISTER, SHORT, KEEPER, SECOND, LATE):
            store.add(extraction)
        store.resolve()
    return str(path)


def test_entities_are_listed(kept, capsys):
    assert main(["entities", kept, "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {"iri": own(FORUM), "name": "Forum on Clean Harbours", "class_label": "Conference", "documents": 2} in rows
    assert main(["entities", kept, "--merged"]) == 0
    assert "same affiliation" in capsys.readouterr().out
    assert main(["entities", kept, "--conflicts"]) == 0
    assert "2024-06-11 (second.txt); 2024-06-12 (late.txt)" in capsys.readouterr().out


def test_things_are_split_and_joined_by_name(kept, capsys):
    assert main(["split", kept, BERG, "short.txt"]) == 0
    assert main(["entities", kept, "--merged"]) == 0
    assert "A. Berg" not in capsys.readouterr().out
    assert main(["join", kept, "A. Berg", BERG]) == 0
    assert main(["entities", kept, "--merged"]) == 0
    assert "the user's decision" in capsys.readouterr().out
    assert main(["split", kept, BERG, "nowhere.txt"]) == 2
    assert main(["split", kept, "Anna Berg", "short.txt"]) == 2
    assert "is the name of 2 things" in capsys.readouterr().err


def test_nothing_to_list_is_told(tmp_path, capsys):
    with Store(tmp_path / "one.kg") as store:
        store.add(FIRST)
    assert main(["entities", str(tmp_path / "one.kg"), "--merged"]) == 1
    assert "nothing to list" in capsys.readouterr().err


def test_a_removed_document_is_forgotten(kept):
    assert main(["remove", "minister.txt", "--store", kept]) == 0
    with Store.open(kept, read_only=True) as store:
        assert files(store) == files(build(SHORT, KEEPER, SECOND, LATE))


def test_exports_are_the_same_bytes_in_any_process():
    stream = io.StringIO()
    build(*CORPUS).export(stream)
    assert stream.getvalue() == EXPECTED[0]

"""Search by any name: whatever the case, with letters missing, wrong or swapped; the index follows the store."""

from __future__ import annotations

import os
import random
import string
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import QueryError
from kg.graph import Store
from kg.iris import BASE, mint
from kg.model import Extraction, Value
from kg.store.names import Names, fold_name, trigrams
from kg.store.nearness import LEAST, Nearness, compare, likeness
from tests.samples import OTHER, UNESCO, Script, filled, other_extraction, sample_document, sample_extraction

PEOPLE = ["Stefania Giannini", "Gianni Rossi", "Inês Valadares", "Tomasz Okafor-Lind", "Li Wei", "Ana Maria de la Cruz"]
BODIES = ["World Bank", "Institute for Water", "Institute for Waste", "東京大学", "C++", "UNESCO"]


def called(*names: str, document: str = "names.txt") -> Extraction:
    """What a document says that names things, each once."""
    script = Script(sample_document(document, text="\n".join(["News.", *(f"{name}." for name in names)])))
    for name in names:
        script.say(mint(BASE, "person", name), "rdf:type", "schema:Person", f"{name}.")
        script.say(mint(BASE, "person", name), "schema:name", Value(name), f"{name}.")
    return script.done()


@pytest.fixture(scope="module")
def store() -> Store:
    store = Store()
    store.add(called(*PEOPLE, *BODIES))
    return store


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("giannini", "Stefania Giannini"),
        ("gianini", "Stefania Giannini"),
        ("Ginanini", "Stefania Giannini"),
        ("giannini stefania", "Stefania Giannini"),
        ("stef gian", "Stefania Giannini"),
        ("INES VALADARES", "Inês Valadares"),
        ("valaderas", "Inês Valadares"),
        ("okafor lind", "Tomasz Okafor-Lind"),
        ("wrold bnak", "World Bank"),
        ("li", "Li Wei"),
        ("institute for water", "Institute for Water"),
        ("instute for watr", "Institute for Water"),
        ("unsco", "UNESCO"),
        ("京大学", "東京大学"),
        ("c++", "C++"),
        ("de la cruz", "Ana Maria de la Cruz"),
    ],
)
def test_the_nearest_comes_first(store: Store, words: str, first: str) -> None:
    assert store.search(words)[0].name == first


@pytest.mark.parametrize("words", ["", "   ", "xyzzy", "qqq", '"', "*", "' OR 1=1 --", "NEAR(", "a AND b", "%", "\x00"])
def test_what_is_like_nothing_finds_nothing(store: Store, words: str) -> None:
    assert store.search(words) == ()


@pytest.mark.parametrize("name", [*PEOPLE, *BODIES])
def test_each_name_finds_itself_first(store: Store, name: str) -> None:
    hit = store.search(name.upper())[0]
    assert (hit.name, hit.score, hit.thing.class_label) == (name, 1.0, "Person")


LONG = [name for name in (*PEOPLE, *BODIES) if len(name) > 6 and name.isascii()]


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(LONG), st.data())
def test_one_slip_of_the_pen_is_forgiven(store: Store, name: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(name) - 2))
    letter = data.draw(st.sampled_from(string.ascii_lowercase))
    slip = data.draw(st.sampled_from(["drop", "swap", "wrong", "more"]))
    ends = {"drop": 1, "swap": 2, "wrong": 1, "more": 0}[slip]
    middle = {"drop": "", "swap": name[place + 1] + name[place], "wrong": letter, "more": letter}[slip]
    typed = name[:place] + middle + name[place + ends :]
    assert name in [hit.name for hit in store.search(typed)], typed


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=30))
def test_any_text_can_be_searched(store: Store, words: str) -> None:
    for hit in store.search(words):
        assert LEAST <= hit.score <= 1
        assert hit.thing.iri.startswith(BASE)


def test_a_thing_is_found_once_by_its_best_name() -> None:
    (hit,) = filled().search("the dialogue", most=1)
    assert (hit.name, hit.thing.name) == ("the dialogue", "Dialogue on Digital Learning")
    iris = [hit.thing.iri for hit in filled().search("dialogue")]
    assert len(iris) == len(set(iris))


def test_things_come_before_documents_of_the_same_name() -> None:
    assert [hit.thing.class_label for hit in filled().search("Dialogue on Digital Learning")[:2]] == [
        "Dialogue", "Document",
    ]  # fmt: skip


def test_most_is_how_many(store: Store) -> None:
    assert len(store.search("institute", most=1)) == 1
    assert store.search("institute", most=0) == ()


@pytest.mark.parametrize("kind", ["memory", "disk"])
def test_the_index_follows_the_store(tmp_path: Path, kind: str) -> None:
    store = filled(tmp_path / "news.kg" if kind == "disk" else None)
    assert not store.search("bertolt")
    store.add(called("Bertolt Brecht", "Berta Benz"))
    assert [hit.name for hit in store.search("bertolt brech")] == ["Bertolt Brecht"]
    store.add(called("Bertolt Bright"))
    assert [hit.name for hit in store.search("bertolt")] == ["Bertolt Bright"]
    assert not store.search("berta benz")
    store.remove(called().document.iri)
    assert not store.search("bertolt")
    assert store.search("unesco")[0].thing.iri == UNESCO


def test_a_change_through_rdflib_is_found() -> None:
    from rdflib import Literal, URIRef

    from kg.iris import expand

    store = filled()
    assert not store.search("weltbildung")
    graph = store.rdflib.graph(URIRef(sample_extraction().document.iri))
    graph.add((URIRef(UNESCO), URIRef(expand("schema:alternateName")), Literal("Weltbildung")))
    assert [hit.thing.iri for hit in store.search("weltbildung")] == [UNESCO]


def search_in(folder: Path, words: str) -> list[str]:
    with Store.open(folder, read_only=True) as store:
        return [hit.name for hit in store.search(words)]


def kept(folder: Path) -> list[Path]:
    return sorted(folder.rglob("names-*.sqlite"))


def test_the_index_is_kept_with_the_snapshot_and_made_again_when_damaged(tmp_path: Path) -> None:
    folder = tmp_path / "news.kg"
    filled(folder).close()
    found = search_in(folder, "unsco")
    (index,) = kept(folder)
    made = index.stat().st_ino
    assert index.parent.parent.name == "snapshots"
    assert search_in(folder, "unsco") == found
    assert [file.stat().st_ino for file in kept(folder)] == [made]
    whole, chance = index.read_bytes(), random.Random(5)
    for _ in range(20):
        damaged = bytearray(whole[: chance.choice([0, len(whole) // 2, len(whole)])])
        for place in chance.choices(range(len(damaged)), k=9) if damaged else []:
            damaged[place] ^= 255
        index.write_bytes(damaged)
        assert search_in(folder, "unsco") == found
        for file in kept(folder):
            file.unlink()
    assert not list(folder.rglob(".names*"))


def test_an_index_that_is_damaged_while_it_is_open_is_made_again(tmp_path: Path) -> None:
    folder = tmp_path / "news.kg"
    filled(folder).close()
    search_in(folder, "unsco")
    with Store.open(folder, read_only=True) as store:
        store._indexed()
        (index,) = kept(folder)
        index.write_bytes(b"no index at all" * 1000)
        assert store.search("unsco")


def test_a_reader_whose_graph_is_seen_through_rdflib_makes_no_index_again(tmp_path: Path) -> None:
    folder = tmp_path / "news.kg"
    filled(folder).close()
    search_in(folder, "unsco")
    with Store.open(folder, read_only=True) as store:
        assert len(store.rdflib)
        kept_one = store._indexed()._base
        assert store.search("unsco")
        assert store._indexed()._base is kept_one


def test_an_index_answers_for_the_state_that_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "news.kg"
    filled(folder).close()
    with Store.open(folder, read_only=True) as early, Store(folder) as writer:
        writer.add(called("Bertolt Brecht"))
        assert writer.search("bertolt")
        writer.flush()
        assert not early.search("bertolt")
        assert search_in(folder, "bertolt") == ["Bertolt Brecht"]
        writer.remove(called().document.iri)
        writer.flush()
        assert not search_in(folder, "bertolt")
        assert not early.search("bertolt")
        assert early.search("unsco")


SECONDS = 10
READER = """
import sys, threading, time
from kg.graph import Store

faults, end = [], time.monotonic() + float(sys.argv[2])


def look(store):
    try:
        assert store.search("unsco"), "a word was lost"
        for hit in store.search("bertolt"):
            assert store.entity(hit.name).name
    except BaseException as fault:
        faults.append(repr(fault))


while time.monotonic() < end and not faults:
    with Store.open(sys.argv[1], read_only=True) as store:
        threads = [threading.Thread(target=look, args=(store,)) for _ in range(2)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
sys.exit("; ".join(faults))
"""


def test_readers_threads_and_other_processes_search_beside_a_writer(tmp_path: Path) -> None:
    folder = tmp_path / "news.kg"
    filled(folder).close()
    command = [sys.executable, "-c", READER, str(folder), str(SECONDS)]
    readers = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    with Store(folder) as writer:
        number = 0
        while any(each.poll() is None for each in readers):
            writer.add(called(f"Bertolt {number}", document=f"{number % 3}.txt"))
            writer.flush()
            number += 1
    assert [each.communicate()[1].strip() for each in readers] == [""] * 4
    assert number > 3


def test_a_reader_sees_what_another_process_wrote(tmp_path: Path) -> None:
    folder = tmp_path / "news.kg"
    filled(folder).close()
    with Store.open(folder, read_only=True) as store:
        assert not store.search("bertolt")
    with Store(folder) as store:
        store.add(called("Bertolt Brecht"))
    with Store.open(folder, read_only=True) as store:
        assert store.search("bertolt")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_searched_all_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "news.kg"
    filled(folder).close()
    folder.chmod(0o555)
    try:
        with Store.open(folder, read_only=True) as store:
            assert store.search("unsco")
    finally:
        folder.chmod(0o755)


def test_an_index_that_cannot_be_written_lives_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "news.kg"
    filled(folder).close()

    def refuse(**_: object) -> None:
        raise PermissionError("read-only")

    monkeypatch.setattr("kg.store.names.TemporaryDirectory", refuse)
    with Store.open(folder, read_only=True) as store:
        assert store.search("unsco")
    assert not kept(folder)


def test_what_was_removed_behind_the_index_is_not_found() -> None:
    store = filled()
    assert store.search("world bank")
    index = store._indexed()
    index.forget = lambda: None  # type: ignore[method-assign]
    store.remove(other_extraction().document.iri)
    assert not [hit for hit in store.search("world bank") if hit.name == "World Bank"]


@pytest.mark.parametrize(
    ("ask", "hint"),
    [
        (lambda store: store.entity("Stefanya Gianini"), "did you mean 'Stefania Giannini'"),
        (lambda store: store.why("unsco"), "did you mean 'UNESCO'"),
        (lambda store: store.path("UNESCO", "wrold bank"), "wrold bank: .* did you mean 'World Bank'"),
        (lambda store: store.why("xyzzy"), "look for it with: kg search"),
        (lambda store: store.entity("kg:nothing"), "nothing in the graph has this name or IRI"),
    ],
)
def test_an_unknown_name_brings_the_nearest(store: Store, ask: object, hint: str) -> None:
    with pytest.raises(QueryError, match=hint):
        ask(store)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("asked", "name", "least", "most"),
    [("water", "water", 1, 1), ("water", "water institute", 0.8, 0.99), ("wat", "water", 0.8, 0.96),
     ("stefania giannini", "stefania", 0, LEAST), ("gi", "stefania giannini", 0.6, 0.95), ("water", "war", 0, 0.75),
     ("water", "", 0, 0)],
)  # fmt: skip
def test_likeness(asked: str, name: str, least: float, most: float) -> None:
    assert least <= likeness(asked, name) <= most


@given(st.text(min_size=1), st.text())
def test_likeness_is_a_share(asked: str, name: str) -> None:
    if folded := fold_name(asked):
        assert 0 <= likeness(folded, fold_name(name)) <= 1
        assert likeness(folded, folded) == 1


@pytest.mark.parametrize(
    ("asked", "name", "how"),
    [("water", "water", "EXACT"), ("wat", "water board", "BEGINS"), ("boa", "water board", "WORD_BEGINS"),
     ("ater b", "water board", "HOLDS"), ("board wat", "water board", "WORDS_BEGIN"),
     ("board x", "water board", "ALIKE"), ("watr", "water board", "ALIKE")],
)  # fmt: skip
def test_how_a_name_holds_words(asked: str, name: str, how: str) -> None:
    assert compare(asked, name) is Nearness[how]


def test_scores_fall_from_hit_to_hit(store: Store) -> None:
    for words in ("institute", "li", "giannini", "water", "gian"):
        scores = [hit.score for hit in store.search(words)]
        assert scores == sorted(scores, reverse=True)


def test_the_most_important_is_found_among_many() -> None:
    store = Store()
    names = [f"Zora {number:04}" for number in range(1_200)]
    store.add(called(*names))
    store.add(called("Zora 0999", document="more.txt"))
    assert [hit.name for hit in store.search("zor", most=2)] == ["Zora 0999", "Zora 0000"]


def test_trigrams() -> None:
    assert trigrams("unesco") == [" un", "une", "nes", "esc", "sco", "co "]
    assert trigrams("a") == [" a "]


def test_a_change_gives_the_same_index_as_a_new_one() -> None:
    chance = random.Random(4)
    names = ["".join(chance.choices("abcdef ", k=12)).strip() + str(number) for number in range(60)]
    store = Store()
    for _ in range(12):
        store.add(called(*chance.sample(names, 20), document=f"{chance.randint(0, 3)}.txt"))
        fresh, index = Names(store.engine), store._indexed()
        for name in chance.sample(names, 5):
            assert index.candidates(fold_name(name)) == fresh.candidates(fold_name(name))


def test_the_other_document_is_searched_too() -> None:
    assert "World Bank" in OTHER
    assert filled().search("wrld bank")[0].name == "World Bank"

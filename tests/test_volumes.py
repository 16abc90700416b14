"""Long documents: read, decided on and stored a volume after the other, so that memory stays bounded."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import SimpleNamespace

import pytest

from kg.builder import build_into
from kg.documents import read
from kg.extraction import extract
from kg.extractor import Extractor, segments
from kg.gazetteer import load_gazetteer
from kg.graph import Store
from kg.iris import BASE, mint
from kg.ontology import load_ontology
from kg.store import Link
from tests.samples import MISSION, PERSON, Script, other_extraction, sample_extraction


def split(extraction, number):
    """What one document gave, as volumes of so many statements."""
    parts = [extraction.statements[at : at + number] for at in range(0, len(extraction.statements), number)]
    return [
        replace(extraction, statements=part, volume=volume, volumes=len(parts)) for volume, part in enumerate(parts)
    ]


def add_volumes(store, extraction, number, made=""):
    for volume in split(extraction, number):
        store.add(volume, made=made)


@pytest.mark.parametrize("on_disk", [False, True])
@pytest.mark.parametrize("number", [1, 7])
def test_volumes_give_the_graph_that_the_whole_gives(tmp_path, number, on_disk):
    whole, other = sample_extraction(), other_extraction()
    with Store(tmp_path / "kg" if on_disk else None) as parted, Store() as alone:
        for store in (parted, alone):
            store.add(replace(other, document=whole.document))  # what the document said before
            store.add(other)
        alone.add(whole)
        add_volumes(parted, whole, number)
        quads = {quad for quad in parted.engine if "file" not in quad.predicate.value}
        assert quads == set(alone.engine)
        assert parted.remove(whole.document.iri)
        assert alone.remove(whole.document.iri)
        assert {quad for quad in parted.engine if "file" not in quad.predicate.value} == set(alone.engine)


def test_links_stay_while_the_document_speaks_of_their_things(tmp_path):
    whole, same = sample_extraction(), "http://www.wikidata.org/entity/Q900001"
    with Store(tmp_path / "kg") as store:
        add_volumes(store, whole, 7)
        store.keep_links([Link(thing, same, 0.95, "made up", "a test") for thing in (PERSON, MISSION)])
        add_volumes(store, whole, 7)
        assert {link.iri for link in store.links()} == {PERSON, MISSION}
        add_volumes(store, replace(whole, statements=tuple(s for s in whole.statements if s.subject == PERSON)), 2)
        assert {link.iri for link in store.links()} == {PERSON}


def test_a_long_document_is_known_only_when_its_last_volume_is_there(tmp_path):
    whole = sample_extraction()
    with Store(tmp_path / "kg") as store:
        for volume in split(whole, 5):
            assert not store.is_made(whole.document.iri, "note")
            store.add(volume, made="note")
        assert store.is_made(whole.document.iri, "note")
        assert not store.is_made(whole.document.iri, "another")
        store.add(whole, made="note")
        assert store.is_made(whole.document.iri, "note")
        add_volumes(store, whole, 5, made="another")
        assert store.is_made(whole.document.iri, "another")


@dataclass(frozen=True)
class Teller(Extractor):
    """States of each line that it is a body, a line a volume; one that says so can't be read."""

    def extract_volumes(self, document):
        lines = [line for line in document.text.splitlines() if line]
        for number, line in enumerate(lines):
            if line == "broken":
                raise RecursionError(line)
            script = Script(document)
            script.name(mint(BASE, "organization", line), "schema:Organization", line)
            if "Trust" in line:
                script.say(mint(BASE, "organization", line), "kg:partnerOf", "wd:Q7809", line)
            yield replace(script.done(), volume=number, volumes=len(lines))


@pytest.fixture
def teller():
    nothing = SimpleNamespace(path=None, nlp=SimpleNamespace(path=None))
    return Teller(nothing, nothing, load_ontology(), load_gazetteer())


def build_all(folder, teller, store, **options):
    return build_into(store, folder, extractor=teller, **options)


def test_a_volume_that_fails_leaves_no_half_document(tmp_path, teller):
    folder, other = tmp_path / "in", "Reef Trust\nTide Trust\n"
    folder.mkdir()
    (folder / "a.txt").write_text(other)
    (folder / "b.txt").write_text("Port Trust\nbroken\nLagoon Trust\n")
    with Store() as store:
        report = build_all(folder, teller, store)
        assert [str(error).partition(" (")[0] for error in report.errors] == ["b.txt: extracting it failed"]
        assert [source.name for source in store.documents()] == ["a.txt"]
        assert not store.search("Port Trust")


def test_volumes_are_one_document_in_the_report(tmp_path, teller):
    (tmp_path / "a.txt").write_text("Reef Trust\nTide Trust\nLagoon Trust\n")
    (tmp_path / "b.txt").write_text("Reef Council\nTide Council\n")
    seen = []
    with Store(tmp_path / "kg") as store:
        report = build_all(
            [tmp_path / "a.txt", tmp_path / "b.txt"], teller, store, progress=lambda one, _: seen.append(one)
        )
        assert (report.documents, report.statements, report.unchanged) == (2, 13, 0)
        assert [(one.document.name[-5:], one.volume, one.volumes) for one in seen] == [
            *(("a.txt", volume, 3) for volume in range(3)), *(("b.txt", volume, 2) for volume in range(2)),
        ]  # fmt: skip
        assert report.warnings == 1
        assert [warning for _, warning in report.barren] == ["no facts were found in this document"]
        again = build_all([tmp_path / "a.txt", tmp_path / "b.txt"], teller, store)
        assert (again.documents, again.skipped) == (2, 2)


@pytest.mark.extractor
def test_what_is_decided_in_a_volume_counts_in_the_next(extractor, tmp_path, monkeypatch):
    """Nothing that a short document states may be lost in volumes, and a thing has one class in all of them."""
    filler = "The weather was calm on that day, and the sea was low. " * 20
    told = (
        "The Tide Institute held the Forum on Tides in Rome on 3 May 2021.",
        "Kenya signed the Reef Charter.",
        "The Tide Institute did not attend the Forum on Tides.",
        "The Forum on Tides was chaired by Ms Ana Duarte.",
    )
    path = tmp_path / "long.txt"
    path.write_text("\n\n".join(f"{each}\n\n{filler}" for each in told))
    (document,) = read(path)
    monkeypatch.setattr(segments, "SEGMENT", 1_200)
    whole = extract(document, extractor)
    monkeypatch.setattr(segments, "VOLUME", 1)
    assert [one.volumes for one in extractor.extract_volumes(document)] == [4] * 4
    parts = extract(document, extractor)
    assert facts(parts) == facts(whole)
    assert len(facts(parts)) >= 4


def facts(extraction):
    return {(one.subject, one.predicate, one.object, one.negated) for one in extraction.statements}

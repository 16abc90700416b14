"""A document that was emptied, renamed or deleted is told of by name, and goes when it's asked to."""

from __future__ import annotations

import json

import pytest

from kg.absences import Absence, find_absences, list_missing
from kg.builder import build_into
from kg.cli import main
from kg.documents import read
from kg.graph import Store
from kg.model import Extraction
from kg.store import Source

TEXTS = {
    "one.txt": "The Tide Institute organised the Harbour Forum in Lisbon on 3 May 2021.",
    "two.txt": "Ana Duarte chaired the Reef Dialogue in Nairobi on 4 June 2022.",
    "deep/three.txt": "The Reef Council hosted the Coral Congress in Suva on 7 July 2023.",
}


@pytest.fixture
def folder(tmp_path):
    for name, text in TEXTS.items():
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_text(text, encoding="utf-8")
    return tmp_path / "in"


def keep(store, *paths):
    """Put documents without facts into a store, for which no extractor is needed, and return their IRIs."""
    documents = list(read(paths))
    for document in documents:
        store.add(Extraction(document, ()))
    return {document.iri for document in documents}


@pytest.fixture
def kept(folder):
    """A store on disk of the folder's documents."""
    with Store(folder.parent / "kept.kg") as store:
        keep(store, folder)
        yield store


def named(absences):
    return [(one.document.name, one.now) for one in absences]


@pytest.mark.parametrize(
    ("gone", "given", "absent"),
    [
        ([], ["."], []),
        (["two.txt"], ["."], ["two.txt"]),
        (["two.txt", "deep/three.txt"], ["."], ["deep/three.txt", "two.txt"]),
        (["two.txt", "deep/three.txt"], ["deep"], ["deep/three.txt"]),
        (["one.txt", "two.txt"], ["deep", "two.txt"], ["two.txt"]),
        (["two.txt"], ["one.txt"], []),
        (["two.txt"], ["tw", "two", ".."], ["two.txt"]),
        (["two.txt"], ["tw", "elsewhere"], []),
    ],
)
@pytest.mark.parametrize("relative", [False, True])
def test_only_files_of_given_paths_that_are_gone_are_absent(kept, folder, monkeypatch, gone, given, absent, relative):
    for name in gone:
        (folder / name).unlink()
    monkeypatch.chdir(folder)
    paths = given if relative else [folder / path for path in given]
    assert named(find_absences(kept, paths, set())) == [(name, "") for name in absent]


def test_a_file_that_is_there_is_absent_if_it_has_no_text(kept, folder):
    assert named(find_absences(kept, [folder], set(), [folder / "two.txt"])) == [("two.txt", "")]
    assert named(find_absences(kept, [folder / "deep"], set(), [folder / "two.txt"])) == []


def test_what_was_read_is_not_absent(kept, folder):
    (two,) = [one.iri for one in kept.documents() if one.name == "two.txt"]
    (folder / "one.txt").unlink()
    (folder / "two.txt").unlink()
    assert named(find_absences(kept, [folder], {two})) == [("one.txt", "")]


def test_the_new_name_is_that_of_the_same_text_among_what_was_read(kept, folder):
    (folder / "one.txt").rename(folder / "deep" / "eins.txt")
    (folder / "two.txt").unlink()
    now = keep(kept, folder)
    assert named(find_absences(kept, [folder], now)) == [("one.txt", "deep/eins.txt"), ("two.txt", "")]
    assert named(find_absences(kept, [folder], set())) == [("one.txt", ""), ("two.txt", "")]


def test_a_folder_that_is_not_mounted_has_no_absences(kept, folder):
    folder.rename(folder.with_name("unmounted"))
    assert find_absences(kept, [folder], set()) == []
    assert named(find_absences(kept, [folder / "two.txt"], set())) == [("two.txt", "")]


def test_a_store_in_memory_knows_no_files(folder):
    store = Store()
    keep(store, folder)
    (folder / "two.txt").unlink()
    assert find_absences(store, [folder], set()) == []
    assert list_missing(store) == []


def test_missing_are_the_documents_without_their_files(kept, folder):
    assert list_missing(kept) == []
    (folder / "two.txt").unlink()
    (folder / "deep" / "three.txt").unlink()
    assert [one.name for one in list_missing(kept)] == ["deep/three.txt", "two.txt"]


@pytest.mark.parametrize(
    ("now", "said"), [("", "isn't there any more, or has no text"), ("deep/zwei.txt", "is deep/zwei.txt now")]
)
def test_an_absence_says_what_happened(now, said):
    assert str(Absence(Source("https://e.org/two.txt", "two.txt"), now)) == said


@pytest.fixture
def build(folder, extractor):
    """Build into a store on disk, opened anew each time: the report, and the names of its documents."""

    def run(*paths, **options):
        with Store(folder.parent / "store.kg") as store:
            report = build_into(store, paths or [folder], extractor=extractor, **options)
            return report, sorted(source.name for source in store.documents())

    run()
    return run


def told(report):
    return named(report.absences)


def test_what_is_there_is_not_absent(build):
    report, names = build()
    assert (told(report), report.skipped, len(names)) == ([], 3, 3)


@pytest.mark.parametrize("text", [None, " \n"])
def test_a_deleted_or_emptied_file_is_named_and_pruned_when_asked(build, folder, text):
    if text is None:
        (folder / "two.txt").unlink()
    else:
        (folder / "two.txt").write_text(text)
    report, names = build()
    assert told(report) == [("two.txt", "")]
    assert "two.txt" in names
    report, names = build(prune=True)
    assert [one.document.name for one in report.pruned] == ["two.txt"]
    assert names == ["deep/three.txt", "one.txt"]
    report, _ = build()
    assert told(report) == []


def test_a_renamed_file_moves_its_facts(build, folder):
    (folder / "two.txt").rename(folder / "deep" / "zwei.txt")
    report, names = build()
    assert told(report) == [("two.txt", "deep/zwei.txt")]
    assert names == ["deep/three.txt", "deep/zwei.txt", "one.txt"]


def test_a_file_that_changed_and_a_copy_move_nothing(build, folder):
    (folder / "copy.txt").write_text(TEXTS["one.txt"], encoding="utf-8")
    (folder / "two.txt").write_text("Ana Duarte chaired the Reef Dialogue in Mombasa.", encoding="utf-8")
    report, names = build()
    assert told(report) == []
    assert len(names) == 4


def test_only_what_lies_under_the_given_paths_is_looked_for(build, folder):
    (folder / "two.txt").unlink()
    report, _ = build(folder / "deep", prune=True)
    assert told(report) == []
    report, names = build(folder / "two.txt", prune=True)
    assert told(report) == [("two.txt", "")]
    assert "two.txt" not in names


def test_a_folder_that_is_not_there_takes_nothing(build, folder):
    folder.rename(folder.with_name("unmounted"))
    report, names = build(prune=True)
    assert (told(report), len(names), len(report.errors)) == ([], 3, 1)


def test_a_folder_that_moved_is_found_where_it_is(build, folder):
    moved = folder.rename(folder.with_name("elsewhere"))
    report, _ = build(moved)
    assert report.skipped == 3
    (moved / "one.txt").unlink()
    report, _ = build(moved)
    assert told(report) == [("one.txt", "")]


def test_a_name_of_any_bytes_is_remembered(build, folder):
    odd = folder / "z \udcff%#é.txt"
    odd.write_text("Ana Duarte chaired the Tern Dialogue in Oslo.", encoding="utf-8")
    build()
    odd.unlink()
    report, _ = build()
    assert told(report) == [("z \\xff%#é.txt", "")]


def test_the_commands_say_so(build, folder, capsys, tmp_path):
    store = str(tmp_path / "store.kg")
    (folder / "one.txt").unlink()
    assert main(["info", "--graph", store]) == 0
    assert "files that aren't there any more:\none.txt" in capsys.readouterr().out
    assert main(["info", "--graph", store, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["missing"] == ["one.txt"]
    assert main(["build", str(folder), "--store", store]) == 0
    assert "one.txt: isn't there any more, or has no text; its facts stay in the store" in capsys.readouterr().err
    assert main(["build", str(folder), "--store", store, "--prune"]) == 0
    assert "its facts were taken out" in capsys.readouterr().err
    assert main(["info", "--graph", store, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["missing"] == []


def test_what_is_written_names_no_path_of_this_machine(build, tmp_path):
    assert main(["export", "--graph", str(tmp_path / "store.kg"), "-o", str(tmp_path / "out.trig")]) == 0
    written = (tmp_path / "out.trig").read_text(encoding="utf-8")
    assert "one.txt" in written
    assert "file:" not in written


def test_a_part_that_its_file_holds_no_more_is_absent_unless_it_failed(tmp_path):
    path = tmp_path / "in" / "a.jsonl"
    path.parent.mkdir()
    rows = [json.dumps({"id": number, "text": f"{text} {text}"}) for number, text in enumerate(TEXTS.values())]
    feed = "<rss version='2.0'><item><link>https://e.org/%s</link><description>Tides rise.</description></item></rss>"
    path.write_text("\n".join(rows))
    (path.parent / "a.rss").write_text(feed % "old")
    with Store(tmp_path / "kept.kg") as store:
        keep(store, path.parent)
        path.write_text("\n".join(rows[1:]))
        (path.parent / "a.rss").write_text(feed % "new")
        read_now = keep(store, path.parent)
        assert named(find_absences(store, [path.parent], read_now)) == [("a.jsonl/0", "")]
        assert named(find_absences(store, [path.parent], read_now, failed=[f"{path.parent}/a.jsonl/0"])) == []

"""Reading corpora, labelling words, rewriting sentences, training and measuring."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from random import Random

import pytest

from kg.text import train as training
from kg.text.augmentation import Writer, lose_marks
from kg.text.corpora import Sentence, Text, label_words, read_corpora, split_sentences
from kg.text.examples import make_stream, make_windows, split_texts
from kg.text.marks import COMMA, END, NONE
from kg.text.phrases import collect_phrases
from kg.text.scores import Score, count_marks
from kg.text.tagger import get_network, load_tagger, save_tagger, tag_windows
from kg.text.train import TOK2VEC

PROSE = (
    "We urge all States to act. The Minister of Health of Peru, Ms. Ada Cray, thanked the Fund for Clean Water. "
    "In Lima, by promoting an open dialogue, we welcome the new plan for a clean and open harbour. "
    "They met in Lima. We met in Lima, and I urge the members of the Council to share the fruits of their work."
)


def marked(pairs: list[tuple[str, int]]) -> str:
    return " ".join(word + ["", ",", "."][label] for word, label in pairs)


@pytest.mark.parametrize(
    ("line", "labelled"),
    [
        ("Mr. Bo (Peru), a poet; he spoke.", "Mr Bo Peru, a poet, he spoke."),
        ("“It was late”, she said. “Go!” He went.", "It was late, she said. Go. He went."),
        ("The U.N. office — a small one — closed: why?", "The U.N office, a small one, closed, why."),
        ("It grew 3.5 per cent in No. 4 and St. Lucia.", "It grew 3.5 per cent in No 4 and St Lucia."),
        ("Wait... what.", "Wait what."),
    ],
)
def test_labels(line: str, labelled: str) -> None:
    assert marked(label_words(line)) == labelled


def test_headings_are_left_out() -> None:
    assert split_sentences("Lima, the city of kings") == []


def test_lost_marks() -> None:
    pairs = [("high-level", NONE), ("Peru’s", COMMA), ("U.S", NONE), ("1,400", END)]
    assert lose_marks(pairs, glue=True, bare=True) == [("highlevel", 0), ("Perus", 1), ("US", 0), ("1400", 2)]
    assert lose_marks(pairs, glue=False, bare=False)[:2] == pairs[:2]


@pytest.fixture(name="texts")
def make_texts() -> list[Text]:
    # Enough of each for the phrases to be found: a word must occur a few times to count.
    sentences = split_sentences(" ".join([PROSE] * 6) + " They urged and welcomed us." * 6)
    return [Text("un", False, tuple(sentences))] * 4


def test_rewriting_keeps_one_end_per_sentence(texts: list[Text]) -> None:
    sentences = texts[0].sentences
    writer = Writer(collect_phrases(sentences), Random(1))
    for sentence in sentences * 20:
        labels = [label for _, label in writer.rewrite(sentence, 1.0)]
        assert labels.count(END) == 1
        assert labels[-1] == END


def test_a_speech_becomes_a_report(texts: list[Text]) -> None:
    writer = Writer(collect_phrases(texts[0].sentences), Random(3))
    sentence = Sentence(("We", "urge", "all", "States"), (NONE, NONE, NONE, END))
    rewritten = {marked(writer.rewrite(sentence, 1.0)) for _ in range(50)}
    assert len(rewritten) > 20
    assert any("urged all States" in line for line in rewritten)


def test_windows_are_the_same_for_the_same_seed(texts: list[Text]) -> None:
    first, second = make_windows(texts, Random(7)), make_windows(texts, Random(7))
    assert [next(first) for _ in range(20)] == [next(second) for _ in range(20)]


def test_reading_keeps_the_held_out_texts_apart(tmp_path: Path) -> None:
    rows = {
        "un-general-debate": [{"id": "PER_60_2005", "text": PROSE}, {"id": "PER_75_2020", "text": PROSE}],
        "gum-open": [{"id": f"GUM_{g}", "genre": g, "text": f"A title\n\n{PROSE}"} for g in ("news", "bio", "vlog")],
        "ewt-train": [{"id": "weblog-x", "text": PROSE}],
    }
    for name, entries in rows.items():
        with gzip.open(tmp_path / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(entry) + "\n" for entry in entries)
    texts = read_corpora(tmp_path)
    assert [(t.source, t.held_out) for t in texts] == [
        ("un", False), ("un", True), ("gum", True), ("gum", False), ("ewt", False)
    ]  # fmt: skip
    train, tune, test = split_texts(texts)
    assert not {id(t) for t in train + tune} & {id(t) for t in test}
    assert {t.held_out for t in test} == {True}


def test_scores() -> None:
    score = count_marks([2, 0, 2, 2, 1], [2, 2, 2, 0, 1], END)
    assert score == Score(right=2, given=3, wanted=3)
    assert score.f1 == pytest.approx(2 / 3)
    assert Score(0, 0, 0).f1 == Score(0, 0, 0).precision == Score(0, 0, 0).recall == 0


def test_training_twice_gives_the_same_weights_and_they_survive_the_disk(texts: list[Text], tmp_path: Path) -> None:
    for name in ("one", "two"):
        nlp = training.train(texts, 2)
        training.balance(nlp, texts[:1])
        save_tagger(nlp, TOK2VEC, tmp_path / name)
    one, two = (tmp_path / name / "weights.msgpack" for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()
    words = [word for word, _ in make_stream(texts[0])]
    assert tag_windows(load_tagger(tmp_path / "one"), [words]) == tag_windows(load_tagger(tmp_path / "two"), [words])
    assert get_network(load_tagger(tmp_path / "one")).get_dim("nO") == 3


def test_missing_weights_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nowhere"):
        load_tagger(tmp_path / "nowhere")


def test_the_command_wants_to_know_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        training.main(["--corpora", "."])
    assert "--output" in capsys.readouterr().err


@pytest.mark.shared
@pytest.mark.parametrize(("source", "ends", "commas"), [("un", 0.93, 0.67), ("gum", 0.78, 0.45)])
def test_the_shipped_weights_keep_what_the_card_says(shared: Path, source: str, ends: float, commas: float) -> None:
    test = [text for text in split_texts(read_corpora(shared / "corpora"))[2] if text.source == source]
    # A tenth of the speeches, to be quick; the card has the figures of the whole.
    part = test[::10] if source == "un" else test
    figures = training.measure(load_tagger(), [make_stream(text) for text in part])
    assert figures["sentence ends"].f1 >= ends
    assert figures["commas"].f1 >= commas

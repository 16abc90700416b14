"""Training windows and test streams, made from the corpora."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from random import Random

from kg.text.augmentation import Pairs, Writer, lose_marks
from kg.text.corpora import Sentence, Text
from kg.text.phrases import collect_phrases

# Every twentieth text that isn't held out only serves to set the balance of the labels.
_TUNING_STEP = 20
# News-like prose is scarce, so it's read more often than the speeches.
_REPEATS = {"un": 1, "gum": 4, "ewt": 4}
_REWRITTEN = 0.4
_WINDOW = 100
_MIXED_SENTENCES = 60


def split_texts(texts: Sequence[Text]) -> tuple[list[Text], list[Text], list[Text]]:
    """Return the texts to train on, to tune on and to test on."""
    free = [text for text in texts if not text.held_out]
    tuning = free[::_TUNING_STEP]
    training = [text for i, text in enumerate(free) if i % _TUNING_STEP]
    return training, tuning, [text for text in texts if text.held_out]


def make_stream(text: Text) -> Pairs:
    """A whole text as labelled words that have lost all marks, hyphens and apostrophes too."""
    pairs = [pair for s in text.sentences for pair in zip(s.words, s.labels, strict=True)]
    return lose_marks(pairs, glue=True, bare=True)


def make_windows(texts: Sequence[Text], random: Random) -> Iterator[Pairs]:
    """Yield training windows of about a hundred words, without end, each pass over the texts rewritten anew."""
    phrases = collect_phrases(s for text in texts for s in text.sentences)
    writer = Writer(phrases, random)
    known = frozenset(phrases.names)
    while True:
        windows = [w for run in _order(texts, random) for w in _cut(run, writer)]
        random.shuffle(windows)
        for window in windows:
            swapped = writer.swap_names(window, known)
            yield lose_marks(swapped, glue=random.random() < 0.6, bare=random.random() < 0.6)


def _order(texts: Sequence[Text], random: Random) -> list[Sequence[Sentence]]:
    """Half of the texts as they are; the others' sentences mixed, so that any sentence may follow any other."""
    runs: list[Sequence[Sentence]] = []
    mixed: list[Sentence] = []
    for text in chain.from_iterable([text] * _REPEATS[text.source] for text in texts):
        if random.random() < 0.5:
            runs.append(text.sentences)
        else:
            mixed += text.sentences
    random.shuffle(mixed)
    return runs + [mixed[i : i + _MIXED_SENTENCES] for i in range(0, len(mixed), _MIXED_SENTENCES)]


def _cut(sentences: Sequence[Sentence], writer: Writer) -> Iterator[Pairs]:
    window: Pairs = []
    for sentence in sentences:
        window += writer.rewrite(sentence, _REWRITTEN)
        if len(window) >= _WINDOW:
            yield window
            window = []
    if window:
        yield window

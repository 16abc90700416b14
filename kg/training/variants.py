"""Makes what is learned from: each document in its plain form, and in others with other names."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.annotations import AnnotatedDocument
from kg.annotations.forms import FORMS
from kg.annotations.renaming import gather_names, rename
from kg.bench.examples import Example, make_example
from kg.training.settings import Settings

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from kg.extractor.reader.labels import Labels
    from kg.gazetteer import Gazetteer
    from kg.ontology import Ontology

PLAIN = "plain"

VARIANTS = 4
"""How many variants of a document there are beside the plain one."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What examples are made with; it serves `make_example` as a network would."""

    labels: Labels
    tokenizer: Tokenizer
    ontology: Ontology
    gazetteer: Gazetteer


def make_plain(documents: Sequence[AnnotatedDocument], tools: Tools) -> Iterator[Example]:
    """Yield the example of each document in its plain form."""
    for document in documents:
        yield make_example(document, PLAIN, tools, tools.ontology, tools.gazetteer)[0]


def make_variants(
    documents: Sequence[AnnotatedDocument],
    tools: Tools,
    settings: Settings,
    progress: Callable[[int], None],
    always: Sequence[str] = (),
) -> list[list[Example]]:
    """Make the variants of each document: first the plain one, then others, decided by the seed.

    Args:
        documents: the documents.
        tools: what examples are made with.
        settings: the seed, and the share of variants with other names.
        progress: told after each document how many are done.
        always: forms beside the plain one that every document has; the rest are chosen by chance.
    """
    pool = gather_names(documents)
    others = [form for form in FORMS if form != PLAIN]
    made = []
    for number, document in enumerate(documents, 1):
        chance = random.Random(f"{settings.seed} {document.id}")
        variants = [make_example(document, PLAIN, tools, tools.ontology, tools.gazetteer)[0]]
        # At least one variant keeps its punctuation: half of the others lose it.
        forms = [PLAIN, *always, *(chance.choice(others) for _ in range(VARIANTS - 1 - len(always)))]
        for form in forms:
            renamed = form == PLAIN or chance.random() < settings.renamed
            text = rename(document, pool, chance) if renamed else None
            variants.append(make_example(document, form, tools, tools.ontology, tools.gazetteer, text=text)[0])
        made.append(variants)
        progress(number)
    return made

"""Makes what is learned from: each document in its plain form, and in others with other names."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.annotations import AnnotatedDocument
from kg.annotations.forms import FORMS
from kg.annotations.renaming import Pool, rename
from kg.bench.examples import make_example
from kg.training.losses import Batch, prepare_batch
from kg.training.settings import Settings

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from kg.alignment import AlignedText
    from kg.extractor.reader.labels import Labels
    from kg.gazetteer import Gazetteer
    from kg.ontology import Ontology

PLAIN = "plain"

VARIANTS = 4
"""How many variants of a document there are beside the plain one."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What examples are made with, as a network gives it; `marks` are the encoder's first and last piece."""

    labels: Labels
    tokenizer: Tokenizer
    ontology: Ontology
    gazetteer: Gazetteer
    marks: tuple[int, int]


class Variants(Sequence[Batch]):
    """A document in its plain form, and in others, made when they are asked for; the seed decides what they are.

    Behind the plain one come the plain one with other names, one in each of the forms `always`, and others in forms
    that chance chooses.
    """

    def __init__(
        self,
        document: AnnotatedDocument,
        tools: Tools,
        pool: Pool,
        settings: Settings,
        always: Sequence[str] = (),
    ) -> None:
        self.document, self.tools, self.pool, self.settings = document, tools, pool, settings
        chance = random.Random(f"{settings.seed} {document.id}")
        others = [form for form in FORMS if form != PLAIN]
        self.forms = [PLAIN, PLAIN, *always, *(chance.choice(others) for _ in range(VARIANTS - 1 - len(always)))]
        self.made: dict[int, Batch] = {}

    def __len__(self) -> int:
        return len(self.forms)

    def __getitem__(self, index: int) -> Batch:  # type: ignore[override]
        number = range(len(self))[index]
        if number not in self.made:
            self.made[number] = self._make(number)
        return self.made[number]

    def _make(self, number: int) -> Batch:
        form = self.forms[number]
        chance = random.Random(f"{self.settings.seed} {self.document.id} {number}")
        renamed = number and (form == PLAIN or chance.random() < self.settings.renamed)
        text = rename(self.document, self.pool, chance) if renamed else None
        return make_batch(self.document, form, self.tools, text)


def make_batch(document: AnnotatedDocument, form: str, tools: Tools, text: AlignedText | None = None) -> Batch:
    """Make what is learned from a document in a form."""
    example, _ = make_example(document, form, tools, tools.ontology, tools.gazetteer, text=text)
    return prepare_batch(example, *tools.marks)

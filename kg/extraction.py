"""What one document states, as sure as was asked for: the extractor, ready for use, and how it is used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.extractor import Extractor
from kg.extractor.reader.network import load_network
from kg.extractor.scoring import load_judge
from kg.gaps import BARREN, find_ends, find_warnings, is_fact, name_things, write_object
from kg.gazetteer import load_gazetteer
from kg.iris import BASE
from kg.language import DEFAULT_MODEL, load_language
from kg.model import Document, Extraction, Rejection, Statement
from kg.ontology import load_ontology
from kg.text import prepare

if TYPE_CHECKING:
    from kg.gazetteer import Gazetteer
    from kg.ontology import Ontology


def extract(document: Document, extractor: Extractor, *, min_confidence: float | None = None) -> Extraction:
    """Find what one document states.

    Args:
        document: from `kg.read`, as it is.
        extractor: from `prepare_extractor`.
        min_confidence: as for `build`; facts that are left out are among the rejections.
    """
    return make_extract(extractor, min_confidence)(document)


@dataclass(frozen=True, slots=True)
class Extract:
    """Finds what documents state; it can be sent to another process."""

    extractor: Extractor
    min_confidence: float | None = None

    def __call__(self, document: Document) -> Extraction:
        """Find what a document states that was just read."""
        return _finish(self.extractor.extract(prepare(document)), self.min_confidence)

    def volumes(self, document: Document) -> Iterator[Extraction]:
        """Find what a document states, volume by volume."""
        found = False
        for extraction in self.extractor.extract_volumes(prepare(document)):
            done = _finish(extraction, self.min_confidence)
            found |= any(map(is_fact, done.statements))
            barren = done.volume and done.volume == done.volumes - 1 and not found
            yield replace(done, warnings=(BARREN,)) if barren else done


def _finish(extraction: Extraction, min_confidence: float | None) -> Extraction:
    """Leave out what is less sure than was asked for, and warn of what is left without facts."""
    sure = keep_sure(extraction, min_confidence) if min_confidence else extraction
    # Of a volume of many, that would tell what another one tells otherwise.
    lacks = find_warnings(sure.statements) if sure.volumes == 1 else ()
    return replace(sure, warnings=(*lacks, *sure.warnings)) if lacks else sure


def make_extract(extractor: Extractor, min_confidence: float | None = None) -> Extract:
    """Return what finds facts of that confidence; see `build`."""
    wanted = extractor if min_confidence is None else replace(extractor, least=min_confidence)
    return Extract(wanted, min_confidence)


def prepare_extractor(
    *,
    model: str = DEFAULT_MODEL,
    ontology: Ontology | None = None,
    gazetteer: Gazetteer | None = None,
    base: str = BASE,
    weights: Path | None = None,
) -> Extractor:
    """Load all that extraction needs.

    Args:
        model: the spaCy pipeline: an installed package's name, or a path.
        ontology: from `load_ontology`; without it, the one that is shipped.
        gazetteer: from `load_gazetteer`; without it, the one that is shipped.
        base: what minted IRIs start with.
        weights: the folder of a reader that `python -m kg.training` made; without it, the one that is shipped.

    Raises:
        LanguageError: the pipeline is missing or unfit.
        ReaderError: the weights are missing or unfit.
    """
    return Extractor(
        load_network(weights),
        load_language(model),
        ontology or load_ontology(),
        gazetteer or load_gazetteer(),
        judge=load_judge(weights),
        base=base,
    )


def keep_sure(extraction: Extraction, least: float) -> Extraction:
    """Leave out facts of less confidence, and what describes things that no fact is about and that aren't sure either.

    A remark or a figure, which has parts instead of a name, stays whole or goes whole: it's as sure as its least sure
    part. Denials stay, for they assert nothing.
    """
    statements = extraction.statements
    names = name_things(statements)
    weak = {one.subject for one in statements if one.subject not in names and one.confidence < least}
    sure = {one for one in statements if (one.negated or one.confidence >= least) and not weak & set(_ends(one))}
    ends = find_ends(sure)
    kept = tuple(one for one in statements if one in sure or (not is_fact(one) and one.subject in ends))
    refused = [_refuse(one, names, least) for one in statements if is_fact(one) and one not in sure]
    rejections = (*extraction.rejections, *refused)
    return replace(extraction, statements=kept, rejections=rejections)


def _ends(statement: Statement) -> tuple[str, ...]:
    return (statement.subject, statement.object) if isinstance(statement.object, str) else (statement.subject,)


def _refuse(statement: Statement, names: Mapping[str, str], least: float) -> Rejection:
    thing = write_object(statement)
    return Rejection(
        names.get(statement.subject, statement.passage.exact),
        statement.predicate,
        names.get(thing, thing) if isinstance(statement.object, str) else thing,
        f"confidence below {least:g}",
        statement.passage,
        statement.rule,
    )

"""Reads RDF files into plain values; every file of ontologies/ comes in through here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from itertools import chain
from pathlib import Path

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.iris import expand, shorten


@dataclass(frozen=True, slots=True)
class Facts:
    """What Turtle files say: subject → predicate → objects (IRIs, lexical forms), and the file of each subject."""

    values: Mapping[str, Mapping[str, tuple[str, ...]]]
    sources: Mapping[str, str]

    def of(self, subject: str, *names: str) -> tuple[str, ...]:
        """Return the objects of a subject's predicates, given as prefixed names, each once, in the file's order."""
        said = self.values.get(subject, {})
        return tuple(dict.fromkeys(value for name in names for value in said.get(expand(name), ())))

    def one(self, subject: str, name: str, default: str = "") -> str:
        """Return the first object of a subject's predicate."""
        return next(iter(self.of(subject, name)), default)

    def typed(self, types: Iterable[str]) -> list[str]:
        """Return the subjects with an IRI that have one of the types, in the files' order."""
        return [subject for subject in self._all_typed(types) if not is_blank(subject)]

    def unnamed(self, types: Iterable[str]) -> list[str]:
        """Return the blank nodes that have one of the types."""
        return [subject for subject in self._all_typed(types) if is_blank(subject)]

    def _all_typed(self, types: Iterable[str]) -> list[str]:
        wanted = set(types)
        return [subject for subject in self.values if wanted.intersection(self.of(subject, "rdf:type"))]

    def error(self, subject: str, reason: str) -> OntologyError:
        """Make the error that names the file and the subject."""
        return OntologyError(self.sources.get(subject, subject), f"{shorten(subject)} {reason}")


def is_blank(subject: str) -> bool:
    """Tell whether a node has no IRI."""
    return subject.startswith("_:")


def local_name(iri: str) -> str:
    """Return what stands behind an IRI's last # or /.

    >>> local_name("https://w3id.org/kg-builder/ontology#honorific")
    'honorific'
    """
    return iri.replace("#", "/").rpartition("/")[2]


def read_facts(paths: Iterable[Traversable | Path], triples: Iterable[tuple[str, ox.Triple]] = ()) -> Facts:
    """Read RDF files, Turtle or another syntax told by the suffix.

    Args:
        paths: the files.
        triples: what was read already, each with where it comes from.

    Raises:
        OntologyError: a file can't be read or isn't RDF; the reason names the line.
    """
    values: dict[str, dict[str, tuple[str, ...]]] = {}
    sources: dict[str, str] = {}
    read = ((str(path), triple) for path in paths for triple in parse_triples(path)[0])
    for origin, triple in chain(read, triples):
        subject = _write(triple.subject)
        sources.setdefault(subject, origin)
        said = values.setdefault(subject, {})
        said[triple.predicate.value] = (*said.get(triple.predicate.value, ()), _write(triple.object))
    return Facts(values, sources)


def parse_triples(path: Traversable | Path) -> tuple[list[ox.Triple], dict[str, str]]:
    """Read a file of RDF; return its triples, and the prefixes that it declares.

    Raises:
        OntologyError: the file can't be read or isn't RDF; the reason names the line.
    """
    syntax = ox.RdfFormat.from_extension(path.name.rpartition(".")[2]) or ox.RdfFormat.TURTLE
    try:
        parser = ox.parse(path.read_bytes(), format=syntax)
        return [quad.triple for quad in parser], parser.prefixes
    except OSError as error:
        raise OntologyError(str(path), f"can't be read: {error.strerror}; check the path") from error
    except MemoryError as error:  # what the parser raises of a term larger than its buffer
        raise OntologyError(str(path), "can't be read: a literal in it is larger than 16 MB; shorten it") from error
    except SyntaxError as error:
        where = f"line {error.lineno}" if error.lineno else "somewhere"
        raise OntologyError(str(path), f"isn't {syntax.name}, {where}: {error.msg}; mend it there") from error


def _write(term: object) -> str:
    if isinstance(term, ox.BlankNode):
        return f"_:{term.value}"
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)

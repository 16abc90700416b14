"""What can go wrong, as one tree; catch `KgError` to catch all of it.

    KgError
    ├── DocumentError     path, reason       a file that can't be read as a document
    │   ├── EmptyError    path, reason       a file with no text in it
    │   └── FormatError   path, reason       a file that there is no reader for
    ├── LanguageError     name               the spaCy pipeline is missing or unfit
    ├── ReaderError       path, reason       weights of the reader that can't be loaded
    ├── OntologyError     path, reason       Turtle that isn't an ontology of the form kg reads
    ├── QueryError        name, reason       an unknown query, a wrong value, SPARQL that doesn't parse
    ├── StoreError        path, reason       a store that can't be opened, read or written
    ├── OutputError       path, reason       a file that can't be written
    ├── IdentifierError   path, reason       an extract or an index of public identifiers that can't be read
    ├── WorkerError       what, reason       another process that can't be started or given work
    └── ServerError       address, reason    an address that can't be listened on

Every message says what happened and what to do next.
"""

from __future__ import annotations


class KgError(Exception):
    """The root of all errors that kg raises on purpose."""


class _LocatedError(KgError):
    """An error that belongs to a named thing: a path, a query, a store."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name, reason)
        self.name = name
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.name}: {self.reason}"


class DocumentError(_LocatedError):
    """A file or stream that can't be read as a document."""


class EmptyError(DocumentError):
    """A file or stream with no text in it."""


class FormatError(DocumentError):
    """A file or a part of one that there is no reader for."""


class LanguageError(_LocatedError):
    """The spaCy pipeline is missing or lacks what extraction needs."""


class ReaderError(_LocatedError):
    """Weights of the reader that can't be loaded."""


class OntologyError(_LocatedError):
    """Turtle that isn't an ontology of the form that kg reads."""


class QueryError(_LocatedError):
    """An unknown query, a missing or wrong value, or SPARQL that the engine refuses."""


class StoreError(_LocatedError):
    """A store that can't be opened, read or written."""


class OutputError(_LocatedError):
    """A file that can't be written."""


class IdentifierError(_LocatedError):
    """An extract of public identifiers, or an index made of one, that can't be read."""


class WorkerError(_LocatedError):
    """Another process that can't be started, or given work."""


class ServerError(_LocatedError):
    """An address that the server can't listen on."""

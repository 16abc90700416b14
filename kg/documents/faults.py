"""How a fault that a document brought out becomes an error that names the document."""

from __future__ import annotations

from kg.errors import DocumentError


def tell_fault(name: str, stage: str, fault: Exception) -> DocumentError:
    """Make the error of a fault in kg itself, or in a library that it uses, which a document brought out.

    Args:
        name: the document's.
        stage: what was done with it.
        fault: what was raised; it is the error's cause.
    """
    what = " ".join(f"{type(fault).__name__}: {fault}".split())
    error = DocumentError(name, f"{stage} it failed ({what[:200]}), which is a fault in kg; report it, with the file")
    error.__cause__ = fault
    return error

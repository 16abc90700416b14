"""Which media type an answer gets: what there is, and what the client accepts (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

# Offered → what the engine calls it. The first is what a client gets that accepts anything.
ROWS: Mapping[str, str] = {
    "application/sparql-results+json": "application/sparql-results+json",
    "application/json": "application/sparql-results+json",
    "application/sparql-results+xml": "application/sparql-results+xml",
    "application/xml": "application/sparql-results+xml",
    "text/xml": "application/sparql-results+xml",
    "text/csv": "text/csv",
    "text/tab-separated-values": "text/tab-separated-values",
}
GRAPHS: Mapping[str, str] = {
    "text/turtle": "text/turtle",
    "application/n-triples": "application/n-triples",
    "text/plain": "application/n-triples",
    "application/rdf+xml": "application/rdf+xml",
    "application/ld+json": "application/ld+json",
    "application/trig": "application/trig",
    "application/n-quads": "application/n-quads",
}
HTML = "text/html"


def choose(accept: str | None, offered: Iterable[str]) -> str | None:
    """Return the media type to answer with, or none that the client accepts.

    Args:
        accept: the header; none accepts anything.
        offered: media types, the preferred first.

    >>> choose("text/csv;q=0.5, text/*;q=0.1, application/json;q=0", ["application/json", "text/xml", "text/csv"])
    'text/csv'
    >>> choose("image/png", ROWS)
    """
    ranges = _read(accept or "*/*")
    rated = [(_quality(kind, ranges), -place, kind) for place, kind in enumerate(offered)]
    quality, _, best = max(rated)
    return best if quality > 0 else None


def _read(accept: str) -> dict[str, float]:
    ranges = {}
    for part in accept.split(",")[:50]:
        kind, *parameters = (word.strip().lower() for word in part.split(";"))
        found = [word.partition("=")[2] for word in parameters if word.startswith("q=")]
        ranges[kind] = _number(found[0]) if found else 1.0
    return ranges


def _number(word: str) -> float:
    try:
        return min(max(float(word), 0.0), 1.0)
    except ValueError:
        return 0.0


def _quality(kind: str, ranges: Mapping[str, float]) -> float:
    """The most specific range decides."""
    for name in (kind, kind.split("/")[0] + "/*", "*/*"):
        if name in ranges:
            return ranges[name]
    return 0.0

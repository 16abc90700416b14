"""Mints and shortens IRIs; the only place that does."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote

BASE = "https://w3id.org/kg-builder/data/"

PREFIXES: dict[str, str] = {
    "dcterms": "http://purl.org/dc/terms/",
    "kg": "https://w3id.org/kg-builder/ontology#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sdg": "http://metadata.un.org/sdg/",
    "sdgo": "http://metadata.un.org/sdg/ontology#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "wd": "http://www.wikidata.org/entity/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def expand(name: str) -> str:
    """Write a prefixed name out.

    Args:
        name: a prefixed name such as `schema:name`, or an IRI, which is returned as it is.

    Raises:
        ValueError: the prefix isn't one of `PREFIXES`.

    >>> expand("schema:Person")
    'https://schema.org/Person'
    """
    prefix, colon, local = name.partition(":")
    if not colon or local.startswith("//") or prefix in ("urn", "mailto"):
        return name
    if prefix not in PREFIXES:
        raise ValueError(f"unknown prefix {prefix!r} in {name!r}; known: {', '.join(PREFIXES)}")
    return PREFIXES[prefix] + local


def shorten(iri: str) -> str:
    """Write an IRI with the longest prefix that fits, or return it as it is.

    >>> shorten("http://metadata.un.org/sdg/4")
    'sdg:4'
    """
    fitting = [(len(base), prefix) for prefix, base in PREFIXES.items() if iri.startswith(base)]
    if not fitting:
        return iri
    length, prefix = max(fitting)
    return f"{prefix}:{iri[length:]}"


@lru_cache(maxsize=4096)
def slug(text: str, limit: int = 80) -> str:
    """Turn a name into the readable end of an IRI; two names that differ give two slugs.

    Letters of every script stay; case, marks of punctuation and a leading article go. Where more than that is lost
    (a long name is cut), a short digest of the whole keeps the two apart.

    >>> slug("The Permanent Mission of Japan to the United Nations")
    'permanent-mission-of-japan-to-the-united-nations'
    """
    folded = unicodedata.normalize("NFC", text).casefold()
    words = re.findall(r"[^\W_]+", re.sub(r"[’']", "", folded))
    if len(words) > 1 and words[0] in ("the", "a", "an"):
        words = words[1:]
    whole = "-".join(words)
    if whole and len(whole) <= limit:
        return whole
    return (whole[:limit].rstrip("-") + "-" + digest(whole or folded)).lstrip("-")


def digest(*parts: str) -> str:
    """Return 12 hexadecimal digits that stand for the parts, the same on every run."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def mint(base: str, family: str, name: str) -> str:
    """Make the IRI of a thing that has no public one, from its class family and its name.

    >>> mint(BASE, "person", "Stefania Giannini")
    'https://w3id.org/kg-builder/data/person/stefania-giannini'
    """
    return f"{base}{family}/{quote(slug(name), safe='-')}"


def mint_document(base: str, name: str) -> str:
    """Make the IRI of a document from its name as given, such as a path relative to the folder that was read.

    >>> mint_document(BASE, "2021/news item.txt")
    'https://w3id.org/kg-builder/data/document/2021/news%20item.txt'
    """
    return f"{base}document/{quote(unicodedata.normalize('NFC', name), safe='/-_.~')}"

"""What a child of the server tells of things: one with its sentences, those of a name, those nearest to some words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, replace
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.errors import KgError
from kg.iris import shorten
from kg.sandbox.messages import Reply, Request
from kg.server.texts import ask_rows
from kg.store.names import Names
from kg.store.patterns import DEFAULT, NAMING, objects, subjects
from kg.store.search import Hit, search
from kg.store.terms import named, plain, text

if TYPE_CHECKING:
    from kg.store.entities import Fact
    from kg.store.evidence import Evidence

Json = dict[str, Any]

MOST_FACTS = 500
SENTENCES = 5
"""How many sentences stand beside a fact; SPARQL gives them all."""

_NAMES = 100  # and classes of a thing, which are no facts on its page
_SAME_NAME = 20  # things are looked at; more of one name nobody goes through
_FIGURE = ("schema:value", "schema:unitText")
_DOCUMENT = "schema:DigitalDocument"


def reply(tell: Callable[[], object]) -> Reply:
    """Write what is found as JSON; what is missing is told in the reply."""
    try:
        return Reply("done", json.dumps(tell(), ensure_ascii=False).encode(), "json", "application/json")
    except KgError as error:
        return Reply("missing", reason=str(error))


def describe_thing(engine: ox.Store, request: Request) -> Reply:
    """Tell what is said of the thing whose IRI is the request's text; nothing where it is unknown."""
    node = ox.NamedNode(request.text)
    patterns = ((node, None, None, DEFAULT), (None, None, node, DEFAULT))
    if not any(quad for pattern in patterns for quad in islice(engine.quads_for_pattern(*pattern), 1)):
        return Reply("missing")
    return reply(lambda: _describe(engine, node))


def _describe(engine: ox.Store, node: ox.NamedNode) -> Json:
    from kg.drawing.story import head, tell_thing
    from kg.store.entities import describe
    from kg.store.support import find_support
    from kg.store.vocabulary import vocabulary

    words, found = vocabulary(engine), describe(engine, node, MOST_FACTS + _NAMES)
    more = len(found.facts) > MOST_FACTS
    supported = [(fact, find_support(engine, found.iri, fact)) for fact in found.facts[:MOST_FACTS]]
    supported = [(replace(_named(engine, fact), planned=_is_planned(said)), said) for fact, said in supported]
    found = replace(found, name=_call(engine, node, found.name), facts=tuple(fact for fact, _ in supported))
    families = [words.family(each)[1] for each in found.classes]
    relations: dict[str, list[Json]] = {}
    for fact, said in sorted(supported, key=lambda pair: head(pair[0])):  # what is equal by this keeps its order
        relations.setdefault(head(fact)[1], []).append(_describe_fact(engine, fact, said))
    return {
        **{name: getattr(found, name) for name in ("iri", "name", "other_names", "class_labels")},
        "family": families[0] if families else "",
        "story": [asdict(word) for word in tell_thing(found, words)],
        "relations": relations,
        "neighbours": sum(1 for _ in found.neighbours),
        "more": more,
        "mentioned": _mentioned(engine, node) if named(_DOCUMENT).value in found.classes else [],
    }


def _named(engine: ox.Store, fact: Fact) -> Fact:
    from kg.store.entities import Thing

    if not isinstance(fact.other, Thing) or fact.other.iri.startswith("_:"):
        return fact
    return replace(fact, other=replace(fact.other, name=_call(engine, ox.NamedNode(fact.other.iri), fact.other.name)))


def _call(engine: ox.Store, node: ox.NamedNode, name: str) -> str:
    """What to call a thing: a remark that has no name by its text, a figure by its number and its unit."""
    if objects(engine, node, "schema:name"):
        return name
    said = [text(term) for term in objects(engine, node, "schema:text")]
    counted = [min(map(text, found)) for each in _FIGURE if (found := objects(engine, node, each))]
    return min(said) if said else " ".join(counted) or name


def _is_planned(said: Sequence[Evidence]) -> bool:
    return bool(said) and all(one.statement.planned for one in said)


def _describe_fact(engine: ox.Store, fact: Fact, evidence: Sequence[Evidence]) -> Json:
    from kg.drawing.story import is_date
    from kg.store.entities import Thing

    said = list(dict.fromkeys(_describe_evidence(engine, one) for one in evidence))
    other = fact.other
    about = {"iri": other.iri, "kind": other.class_label} if isinstance(other, Thing) else {"iri": "", "kind": ""}
    return {
        **about,
        "value": fact.value,
        "datatype": "" if isinstance(other, Thing) else shorten(other.datatype),
        "is_date": is_date(fact),
        "planned": fact.planned,
        "evidence": said[:SENTENCES],
        "left": len(said[SENTENCES:]),
    }


def _describe_evidence(engine: ox.Store, one: Evidence) -> tuple[object, ...]:
    """The sentence in three parts, without the markup of a web page, the document, the page, the offsets, how sure."""
    from kg.reports.statements import read_markup

    passage, said = one.statement.passage, one.statement
    place = (one.source, passage.document, passage.page, passage.start, passage.end)
    forms = objects(engine, ox.NamedNode(passage.document), "schema:encodingFormat") if passage.document else ()
    read = read_markup if any("html" in text(form) for form in forms) else str
    return (*map(read, one.marked), *place, f"{said.confidence:.2f}", said.planned)


def _mentioned(engine: ox.Store, document: ox.NamedNode) -> list[Json]:
    """What a document tells of: the things of which it says most."""
    terms = ask_rows(engine, "told", document=document).terms
    return [{"iri": text(iri), "name": text(name), "count": int(text(count))} for iri, name, count in terms]


def search_names(engine: ox.Store, index: Names, request: Request) -> Reply:
    """Tell the things whose names are nearest to the request's text, at most `rows` of them."""
    return reply(lambda: [_hit(hit) for hit in search(engine, index, request.text, most=request.rows or 10)])


def _hit(hit: Hit) -> Json:
    found = hit.thing
    return {"iri": found.iri, "name": found.name, "class": found.class_label, "found_by": hit.name}


def locate_names(engine: ox.Store, request: Request) -> Reply:
    """Tell which things have exactly these names, or are documents of these file names.

    Args:
        engine: the store.
        request: its text is a list of names, as JSON.
    """
    return reply(lambda: {name: found for name in json.loads(request.text) if (found := _locate(engine, name))})


def _locate(engine: ox.Store, name: str) -> list[str]:
    called: Iterable[ox.NamedNode] = chain.from_iterable(
        subjects(engine, naming, plain(name)) for naming in (*NAMING[:1], "dcterms:source")
    )
    found = set(islice(called, _SAME_NAME))
    # A document's title counts only where nothing else is called so.
    things = {node for node in found if named(_DOCUMENT) not in objects(engine, node, "rdf:type")} or found
    return sorted(node.value for node in things)

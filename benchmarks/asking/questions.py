"""What is asked of the synthetic graph: by kg's helpers, and in SPARQL that gives the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kg.graph import Store
from kg.queries import check_values, load_queries
from kg.store.sparql import bind
from kg.store.terms import node

BODY = (
    "SELECT ?name { ?event schema:organizer ?who . ?who schema:name ?name } GROUP BY ?who ?name ORDER BY DESC(COUNT(*))"
)
CHAIR = (
    "SELECT ?name ?title { ?event kg:chair ?who ; schema:name ?title . ?who schema:name ?name } ORDER BY ?name ?title"
)
PAIR = """SELECT ?one ?other { ?event schema:organizer ?a , ?b . ?a schema:name ?one . ?b schema:name ?other
  FILTER(STR(?a) < STR(?b)) } ORDER BY ?one ?other"""

_NAMED = """
SELECT ?thing {
  VALUES ?naming { schema:name schema:alternateName } ?thing ?naming ?called FILTER(LCASE(?called) = LCASE(?_name))
}"""
_PATH = """
SELECT ?a ?p ?q {
  { ?_start ?p ?a } UNION { ?a ?p ?_start } { ?a ?q ?_end } UNION { ?_end ?q ?a }
  FILTER(?p NOT IN (rdf:type, rdf:subject, rdf:object) && ?q NOT IN (rdf:type, rdf:subject, rdf:object))
}"""
_FACTS = """
SELECT ?property ?other ?name ?class {
  { ?_thing ?property ?other }
  UNION { ?other ?property ?_thing FILTER(?property NOT IN (rdf:subject, rdf:object, kg:inDocument)) }
  OPTIONAL { ?other schema:name ?name } OPTIONAL { ?other a ?class }
}"""
_SUPPORT = """
SELECT ?property ?other (COUNT(DISTINCT ?sentence) AS ?sentences) {
  { ?fact rdf:subject ?_thing ; rdf:object ?other } UNION { ?fact rdf:object ?_thing ; rdf:subject ?other }
  ?fact rdf:predicate ?property ; kg:passage/kg:sentence ?sentence .
  FILTER NOT EXISTS { ?fact kg:negated true }
} GROUP BY ?property ?other"""
_EVIDENCE = """
SELECT * {
  { ?fact rdf:subject ?_thing ; rdf:object ?to BIND(?_thing AS ?from) }
  UNION { ?fact rdf:object ?_thing ; rdf:subject ?from BIND(?_thing AS ?to) }
  ?fact rdf:predicate ?property ; kg:passage ?passage ; kg:confidence ?confidence ; kg:rule ?rule .
  ?passage kg:inDocument ?document ; oa:exact ?words ; oa:start ?start ; oa:end ?end ; kg:sentence ?sentence .
  ?document dcterms:source ?source .
  OPTIONAL { ?from schema:name ?one } OPTIONAL { ?to schema:name ?other }
  OPTIONAL { ?fact kg:planned ?planned } OPTIONAL { ?fact kg:negated ?negated }
}"""
_WITHIN = (
    "SELECT ?thing ?name { ?thing schema:name|schema:alternateName ?name FILTER(CONTAINS(LCASE(?name), ?_words)) }"
)


@dataclass(frozen=True, slots=True)
class Question:
    """One question: the helper that answers it, and the SPARQL that gives the same, ready to run."""

    name: str
    ask: Callable[[], object]
    sparql: tuple[str, ...]


def questions(store: Store) -> list[Question]:
    """Return all questions, about things that are much spoken of."""
    first = {name: store.sparql(text)[0] for name, text in (("body", BODY), ("chair", CHAIR), ("pair", PAIR))}  # type: ignore[index]
    body, person, event = (str(each) for each in (first["body"].name, first["chair"].name, first["chair"].title))
    pair = (str(first["pair"].one), str(first["pair"].other))
    given: dict[str, dict[str, object]] = {
        "events_of": {"organization": body}, "evidence": {"name": body}, "profile": {"name": body},
        "attendees_of": {"event": event}, "events_for_goal": {"goal": 4},
    }  # fmt: skip
    return [*_named(store, given), *_helpers(store, body, person, pair)]


def _named(store: Store, given: dict[str, dict[str, object]]) -> list[Question]:
    found = []
    for name, query in load_queries().items():
        values = given.get(name, {})
        text = bind(query.text, check_values(query, values))
        found.append(Question(f"query {name}", lambda name=name, values=values: store.query(name, **values), (text,)))
    return found


def _helpers(store: Store, body: str, person: str, pair: tuple[str, str]) -> list[Question]:
    found = []
    for kind, name in (("a body", body), ("a person", person)):
        thing = {"thing": node(store.entity(name).iri)}
        called = bind(_NAMED, {"name": name})
        entity, why = (called, bind(_FACTS, thing), bind(_SUPPORT, thing)), (called, bind(_EVIDENCE, thing))
        found.append(Question(f"entity, {kind}", lambda name=name: store.entity(name), entity))
        found.append(Question(f"why, {kind}", lambda name=name: store.why(name), why))
    start, end = (node(store.entity(name).iri) for name in pair)
    names = tuple(bind(_NAMED, {"name": name}) for name in pair)
    path = (*names, bind(_PATH, {"start": start, "end": end}))
    found.append(Question("path, two steps", lambda: store.path(*pair), path))
    word = body.split()[0]
    scan = bind(_WITHIN, {"words": word.lower()})
    found.append(Question("search, a word", lambda: store.search(word), (scan,)))
    found.append(Question("search, a slip", lambda: store.search(word[:-3] + word[-2:]), (scan,)))
    return found

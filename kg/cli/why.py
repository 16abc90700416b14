"""`kg why`: the words that facts rest on."""

from __future__ import annotations

import argparse
import dataclasses
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg.cli.commands import Verbs, add_graph, add_verb, complain, open_graph
from kg.errors import QueryError

if TYPE_CHECKING:
    from kg.graph import Store
    from kg.store import Evidence
    from kg.store.inference import Inference

_HELP = """
Print the words that facts rest on.

examples:
  kg why "Stefania Giannini"
  kg why "Stefania Giannini" chair
  kg why UNESCO launched --graph news.ttl
  kg why wd:Q7809 "partner of" "World Bank" --format json

Names may be in any case; a thing may stand at either end of the facts. In each sentence the words themselves stand
between « and »; the numbers behind #char= count the characters of the source (RFC 5147), those behind a page's number
the characters of the text that `kg text` prints. Facts that `kg infer` inferred
come last, with what they follow from.
exit status: 0; 1 if nothing is found; 2 for errors.
"""


def add_why(verbs: Verbs) -> None:
    """Add the verb."""
    parser = add_verb(verbs, "why", _why, _HELP)
    parser.add_argument("subject", metavar="SUBJECT", help="a thing: a name, an IRI, or a prefixed name")
    parser.add_argument("predicate", metavar="PREDICATE", nargs="?", help="only this relation: a label or a name")
    parser.add_argument("object", metavar="OBJECT", nargs="?", help="only what joins it with this thing or value")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print (default: text)")
    add_graph(parser)


def _why(options: argparse.Namespace) -> int:
    from kg.store import inference

    asked = (options.subject, options.predicate, options.object)
    found: tuple[Evidence, ...] = ()
    with open_graph(options.graph) as store:
        inferred, linked = _inferred(store, asked), _linked(store, asked)
        try:
            found = store.why(*asked)
        except QueryError as error:
            # What is inferred or linked has no words of its own; only a thing that nobody knows is an error here, too.
            if not (inferred or linked):
                complain(error)
                return 1
        follows = [(inference.describe(store.engine, one.triple), one.rule, _premises(store, one)) for one in inferred]
    if options.format == "json":
        records = [_record(one) for one in found] + [_inference(*one) for one in follows] + linked
        print(json.dumps(records, ensure_ascii=False, indent=2))
    elif found or follows or linked:
        print("\n\n".join([*map(describe, found), *(_describe(*one) for one in follows), *map(_describe_link, linked)]))
    else:
        complain("the graph has no such fact")
    return 0 if found or follows or linked else 1


Parts = tuple[str, str, str]


def _inferred(store: Store, asked: tuple[str, str | None, str | None]) -> tuple[Inference, ...]:
    from kg.store import inference

    try:
        return inference.find(store.engine, *asked)
    except QueryError:
        return ()


def _linked(store: Store, asked: tuple[str, str | None, str | None]) -> list[dict[str, object]]:
    """The links of a thing with public identifiers."""
    from kg.store.links import find

    try:
        found = find(store.engine, *asked)
    except QueryError:
        return []
    return [{"subject": name, "predicate": "same as", **dataclasses.asdict(link)} for name, link in found]


def _describe_link(link: dict[str, object]) -> str:
    fact = f"{link['subject']} — {link['predicate']} — {link['identifier']}"
    place = f"  {link['source']} as of {link['date']} · confidence {link['confidence']}"
    return "\n".join(map(_visible, (fact, f"  {link['reason']}", place)))


def _premises(store: Store, one: Inference) -> list[Parts]:
    from kg.store import inference

    return [inference.describe(store.engine, premise) for premise in one.premises]


def _describe(fact: Parts, rule: str, premises: list[Parts]) -> str:
    lines = (" — ".join(fact), f"  inferred by the rule {rule} from", *(f"  {' — '.join(one)}" for one in premises))
    return "\n".join(map(_visible, lines))


def _inference(fact: Parts, rule: str, premises: list[Parts]) -> dict[str, object]:
    names = ("subject", "predicate", "object")
    made = [dict(zip(names, one, strict=True)) for one in premises]
    return {**dict(zip(names, fact, strict=True)), "inferred": rule, "from": made}


def describe(evidence: Evidence) -> str:
    """Write a fact, the sentence with its words marked, and where they stand."""
    statement = evidence.statement
    passage = statement.passage
    marks = [mark for mark in ("negated", "planned") if getattr(statement, mark)]
    place = f"{evidence.source}#char={passage.start},{passage.end}"
    if passage.page:
        place = f"{evidence.origin}, {passage.start}–{passage.end}"
    facts = (place, f"confidence {statement.confidence:g}", f"rule {statement.rule}", *marks)
    fact = " — ".join((evidence.subject, evidence.predicate, evidence.object))
    before, words, after = evidence.marked
    return "\n".join(map(_visible, (fact, f"  “{before}«{words}»{after}”", "  " + " · ".join(facts))))


def _visible(line: str) -> str:
    """One line, in which nothing moves the cursor."""
    return "".join(letter if letter.isprintable() else " " for letter in line)


def _record(evidence: Evidence) -> dict[str, object]:
    statement = evidence.statement
    passage = statement.passage
    names: Iterable[str] = ("subject", "predicate", "object")
    return {
        **{name: getattr(evidence, name) for name in names},
        "words": passage.exact,
        "sentence": passage.sentence,
        "document": evidence.source,
        "start": passage.start,
        "end": passage.end,
        **({"page": passage.page} if passage.page else {}),
        "passage": passage.iri,
        "confidence": statement.confidence,
        "rule": statement.rule,
        "planned": statement.planned,
        "negated": statement.negated,
    }

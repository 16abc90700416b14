"""`kg entity`, `kg path`, `kg search`: one thing, what connects two, and which there are by a name."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING

from kg.cli.commands import Verbs, add_graph, add_verb, complain, open_graph, table_width

if TYPE_CHECKING:
    from kg.store import Fact, Hit, Path, Step

_ENTITY = """
Print what the graph says of one thing.

examples:
  kg entity UNESCO
  kg entity wd:Q7809 --format json

A thing is named in any case, by its IRI, or by a prefixed name. The facts at either end of which it stands are printed
with the number of sentences that say so; `kg why` prints the sentences.
exit status: 0; 2 for errors, as where nothing has this name.
"""
_PATH = """
Print how two things are connected.

examples:
  kg path "Stefania Giannini" Japan
  kg path UNESCO "World Bank" --longest 3 --format json

Prints the shortest ways over facts, a line for each step, with the first of the sentences that say so. What shares no
more than a class is not connected; a way over a shared goal is printed only where there is no other.
exit status: 0; 1 if nothing connects the two; 2 for errors.
"""
_SEARCH = """
List the things whose names are nearest to some words.

examples:
  kg search giannini
  kg search "instute for watr" --most 3

Exact names come first, then other exact names such as acronyms, then names that begin so, that have a word that does,
that hold it; among equals what the graph says most of. Case and accents don't count, words may stand in any order, the
end of a word may be missing, and a slip of the pen is forgiven. Beside a store, the first search writes an index of all
names, which later ones use.
exit status: 0; 1 if nothing is found; 2 for errors.
"""


def add_entity(verbs: Verbs) -> None:
    """Add the verb."""
    parser = add_verb(verbs, "entity", _entity, _ENTITY)
    parser.add_argument("name", metavar="NAME", help="a thing: a name, an IRI, or a prefixed name")
    _add_format(parser)
    add_graph(parser)


def add_path(verbs: Verbs) -> None:
    """Add the verb."""
    parser = add_verb(verbs, "path", _path, _PATH)
    parser.add_argument("start", metavar="A", help="a thing: a name, an IRI, or a prefixed name")
    parser.add_argument("end", metavar="B", help="another")
    parser.add_argument("--longest", type=int, metavar="N", default=6, help="at most N steps (default: %(default)s)")
    parser.add_argument("--most", type=int, metavar="N", default=3, help="at most N paths (default: %(default)s)")
    _add_format(parser)
    add_graph(parser)


def add_search(verbs: Verbs) -> None:
    """Add the verb."""
    parser = add_verb(verbs, "search", _search, _SEARCH)
    parser.add_argument("words", metavar="TEXT", nargs="+", help="a name, or some of its words")
    parser.add_argument("--most", type=int, metavar="N", default=10, help="at most N things (default: %(default)s)")
    _add_format(parser)
    add_graph(parser)


def _add_format(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print (default: text)")


def _entity(options: argparse.Namespace) -> int:
    with open_graph(options.graph) as store:
        found = store.entity(options.name)
    if options.format == "text":
        print(visible(str(found)))
        return 0
    record = {"iri": found.iri, "names": found.names, "classes": found.classes}
    _print_json({**record, "facts": [_fact(fact) for fact in found.facts]})
    return 0


def _path(options: argparse.Namespace) -> int:
    with open_graph(options.graph) as store:
        found = store.path(options.start, options.end, longest=options.longest, most=options.most)
    if options.format == "json":
        _print_json([_steps(path) for path in found])
    elif found:
        print("\n\n".join(visible(str(path)) for path in found))
    else:
        complain(f"nothing connects the two within {options.longest} steps; raise --longest to look farther")
    return 0 if found else 1


def _search(options: argparse.Namespace) -> int:
    from kg.iris import shorten
    from kg.store.tables import table

    words = " ".join(options.words)
    with open_graph(options.graph) as store:
        found = store.search(words, most=options.most)
    if options.format == "json":
        _print_json([_hit(hit) for hit in found])
    elif found:
        cells = [(hit.thing.name, _other_name(hit), hit.thing.class_label, shorten(hit.thing.iri)) for hit in found]
        print(table(("name", "found by", "class", "iri"), cells, table_width()))
    else:
        complain(f"nothing in the graph is called anything like {words!r}")
    return 0 if found else 1


def _other_name(hit: Hit) -> str:
    return "" if hit.name == hit.thing.name else hit.name


def _hit(hit: Hit) -> dict[str, object]:
    thing = hit.thing
    return {"name": thing.name, "found_by": hit.name, "class": thing.class_iri, "iri": thing.iri, "score": hit.score}


def _fact(fact: Fact) -> dict[str, object]:
    return {
        "relation": fact.relation,
        "predicate": fact.predicate,
        "value": fact.value,
        "iri": getattr(fact.other, "iri", None),
        "inverse": fact.inverse,
        "sentences": fact.sentences,
        "planned": fact.planned,
    }


def _steps(path: Path) -> list[dict[str, object]]:
    return [_step(step) for step in path]


def _step(step: Step) -> dict[str, object]:
    return {
        "start": step.start.name,
        "start_iri": step.start.iri,
        "end": step.end.name,
        "end_iri": step.end.iri,
        "facts": [_fact(fact) for fact in step.facts],
        "evidence": [{"sentence": each.statement.passage.sentence, "document": each.source} for each in step.evidence],
    }


def _print_json(record: object) -> None:
    json.dump(record, sys.stdout, ensure_ascii=False, indent=2)
    print()


def visible(lines: str) -> str:
    """Return lines in which nothing moves the cursor."""
    return "\n".join("".join(letter if letter.isprintable() else " " for letter in line) for line in lines.split("\n"))

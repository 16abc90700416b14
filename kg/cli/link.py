"""`kg index` and `kg link`: public identifiers from an extract of Wikidata, ROR or GeoNames that the user brings."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from kg.cli.commands import Verbs, add_verb, complain, open_graph, tell
from kg.cli.queries import ROW_FORMATS, print_rows
from kg.cli.stores import open_store
from kg.errors import QueryError

if TYPE_CHECKING:
    from kg.linking import Made
    from kg.store import Rows

SOURCES = ("wikidata", "ror", "geonames")

_INDEX = """
Make an index of public identifiers from an extract of Wikidata, ROR or GeoNames.

examples:
  kg index geonames cities500.zip -o cities.index
  kg index ror v1.58-2024-12-11-ror-data.zip -o ror.index
  kg index wikidata latest-all.json.bz2 -o wikidata.index --languages en,fr

From the download, which you make, to the links:
  curl -LO https://download.geonames.org/export/dump/cities500.zip
  kg index geonames cities500.zip -o cities.index
  kg link news.kg --index cities.index --apply
GeoNames: https://download.geonames.org/export/dump/, ROR: https://doi.org/10.5281/zenodo.6347574, Wikidata:
https://dumps.wikimedia.org/wikidatawiki/entities/, of which the lines that you pick will do.

FILE is read as its source publishes it: Wikidata's JSON with an entity a line; ROR's JSON of schema v2; a table of
GeoNames. It may be .gz, .bz2, .xz or .zip. It's read in little memory, whatever its size; bodies, places and people are
kept, with names, classes, countries and what they are joined with. Of Wikidata, names in the --languages are kept, and
the file is read twice: what is no class of the ontology counts as the nearest class above it, if the file has the
classes between. What can't be read is skipped, counted, and told of. The same file gives the same index, whose date is
that of its newest entry.
Terms of use: Wikidata and ROR are in the public domain (CC0); who publishes what GeoNames gave names it (CC BY 4.0).
exit status: 0; 1 where something couldn't be read; 2 for errors.
"""
_LINK = """
Propose public identifiers for the bodies, places and people of a graph that have none.

examples:
  kg index geonames cities500.zip -o cities.index
  kg link news.kg --index cities.index
  kg link news.kg --index cities.index --all --format csv
  kg link news.kg --index cities.index --least 0.95 --apply
  kg link news.kg --index ror.index --index cities.index --apply
  kg link news.kg
  kg link news.kg --clear

Candidates are the entries of the index that bear one of a thing's names, apart from case, accents and spelling. What
the graph knows of the thing decides between them: its class, its country, the bodies and places that it's joined with.
A confidence is a candidate's share of the odds among all of the name, and none of them: nothing is proposed below
--least, nor where another candidate is close. --all prints those, too, with the reason why.
With --apply the store keeps the proposals: `owl:sameAs` in the graph kg:links, which queries see and files hold, and
the confidence, the reason, the source and its date in kg:linkReasons. They take the place of those of the last --apply;
no IRI changes. Without --index, `kg link GRAPH` prints what the store keeps.
exit status: 0, also where nothing is proposed; 2 for errors.
"""


def add_index(verbs: Verbs) -> None:
    """Add the verb `index`."""
    parser = add_verb(verbs, "index", _index, _INDEX)
    parser.add_argument("source", metavar="SOURCE", choices=SOURCES, help=f"{', '.join(SOURCES)}: whose FILE it is")
    parser.add_argument("extract", metavar="FILE", help="what the source publishes, or a part of it")
    parser.add_argument("-o", "--output", metavar="INDEX", required=True, help="the index to write")
    parser.add_argument(
        "--languages", metavar="CODES", default="en,fr,es,de,pt", help="whose names are kept (default: %(default)s)"
    )


def add_link(verbs: Verbs) -> None:
    """Add the verb `link`."""
    parser = add_verb(verbs, "link", _link, _LINK)
    parser.set_defaults(limit=None, name="link")
    parser.add_argument("graph", metavar="GRAPH", help="a store's folder, a file of RDF, or an endpoint's URL")
    parser.add_argument("--index", metavar="INDEX", action="append", help="what `kg index` made; may be repeated")
    parser.add_argument(
        "--least",
        type=_share,
        metavar="P",
        default=0.9,
        help="the confidence below which nothing is linked (default: %(default)s)",
    )
    parser.add_argument("--all", action="store_true", help="print what isn't sure enough, too")
    parser.add_argument("--format", choices=(*ROW_FORMATS, "xlsx"), help="how to print (default: table)")
    change = parser.add_mutually_exclusive_group()
    change.add_argument("--apply", action="store_true", help="keep the proposals in the store")
    change.add_argument("--clear", action="store_true", help="take out what the store keeps")


def _share(word: str) -> float:
    if not 0 <= (value := float(word)) <= 1:
        raise argparse.ArgumentTypeError(f"{word!r} isn't between 0 and 1")
    return value


def _index(options: argparse.Namespace) -> int:
    from kg.linking import make_index

    languages = [code.strip() for code in options.languages.split(",") if code.strip()]
    made = make_index(options.source, options.extract, options.output, languages=languages)
    for one in made.examples:
        complain(f"{options.extract}: {one.place} {one.reason}")
    tell("\n".join(_count(made)))
    return 1 if made.broken else 0


def _count(made: Made) -> list[str]:
    lines = [f"{made.entries} entries, the newest of {made.date or 'no date'}"]
    lines += [f"{count} left out: {reason}" for reason, count in sorted(made.left_out.items())]
    lines += [f"{made.repeated} left out: there already"] if made.repeated else []
    return [*lines, *([f"{made.broken} skipped: can't be read"] if made.broken else [])]


def _link(options: argparse.Namespace) -> int:
    if options.clear:
        return _clear(options)
    if options.index is None:
        return _list(options)
    with (open_store if options.apply else open_graph)(options.graph) as store:
        found = store.link(*options.index, least=options.least, apply=options.apply)
    linked = _only_linked(found)
    print_rows(found if options.all else linked, options)
    done, rest = "linked" if options.apply else "to link (--apply keeps them)", len(found) - len(linked)
    tell(f"{len(linked)} {done}, {rest} not sure enough{'' if options.all else ' (--all shows them)'}")
    return 0


def _only_linked(found: Rows) -> Rows:
    from dataclasses import replace

    return replace(found, terms=tuple(terms for terms, row in zip(found.terms, found, strict=True) if row["linked"]))


def _clear(options: argparse.Namespace) -> int:
    if options.index is not None:
        raise QueryError("--clear", "takes out all links, whatever their index; leave --index out")
    with open_store(options.graph) as store:
        count = len(store.links())
        store.keep_links(())
    tell(f"{count} links removed")
    return 0


def _list(options: argparse.Namespace) -> int:
    from kg.linking import tabulate_links

    if options.apply:
        raise QueryError("--apply", "needs an index to link by; name it with --index")
    with open_graph(options.graph) as store:
        found = tabulate_links(store)
    print_rows(found, options)
    return 0

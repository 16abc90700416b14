"""`kg serve`: the graph over HTTP."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Callable
from urllib.parse import urlsplit

from kg.cli.commands import Verbs, add_served, add_verb, existing_files
from kg.errors import StoreError

_TOKEN = "KG_TOKEN"
_SHORTEST = 16

_HELP = """
Serve a graph over HTTP: a SPARQL endpoint, named queries, pages.

examples:
  kg serve
  kg serve news.kg --port 8080
  kg serve graph.ttl --timeout 5 --max-rows 1000
  KG_TOKEN=$(openssl rand -hex 16) kg serve news.kg --allow-update

then, from elsewhere on this machine:
  curl 'http://127.0.0.1:7878/queries/events_of.csv?organization=UNESCO'
  curl http://127.0.0.1:7878/sparql --data-urlencode 'query=SELECT ?name { ?who a schema:Person ; schema:name ?name }'

  /                      what is in the graph, a search, questions with fields to fill in
  /query                 a page to write queries on
  /sparql                SPARQL 1.1 Protocol; JSON, XML, CSV, TSV, Turtle, N-Triples, RDF/XML, JSON-LD, TriG, N-Quads
  /queries/NAME.json     a named query, also as .csv; /queries lists them; /ask/NAME is a page of it
  /search.json?q=WORDS   things by their names; /search is a page of it
  /entity?iri=IRI        a thing: a page for people, Turtle or JSON-LD for programs, also as /entity.ttl, /entity.jsonld
  /graph?focus=NAME      the graph, or what surrounds a thing
  /graphs?graph=IRI      a document's graph whole, ?default for the merge (Graph Store Protocol, to read)
  /docs                  all of this, described; /openapi.json for programs, /context.jsonld for readers of JSON-LD
  /.well-known/void      the data set, described in RDF (VoID)
  /health                whether the server is up, and can read its store

Only this machine can call it, unless --host says otherwise, and it only reads, unless --allow-update is given; then
updates need the header `Authorization: Bearer TOKEN`, with the token that the environment variable KG_TOKEN holds. An
update changes what it says and no more: the merge of all documents is the default graph, so what is added to a
document's graph should be added there, too. There is no TLS: put a proxy before it, with --allow-host NAME.

Pages of any site may read answers (CORS): so may one that you have open while you serve for yourself; --no-cors keeps
them out. None may update but those that --cors names, and those need the token as well.

Queries are evaluated in processes of their own, over a snapshot that follows the store, without network; SERVICE and
LOAD are refused. One that passes a limit is stopped and answered 503, or 400 for its number of rows. A store that was
moved, replaced or restored is served as it is now; while it can't be read, requests and /health are answered 503. A
server that takes updates takes no more for a store that was put in the place of its own; start it again.

A client that takes too long to send its request or to read its answer is let go (--patience). What is held for clients
is bounded (--max-unread); beyond that they are answered 503. Beyond 512 connections, those that do nothing make room.
exit status: 0 after Ctrl-C or SIGTERM; 2 for errors.
"""


def add_serve(verbs: Verbs) -> None:
    """Add the verb."""
    parser = add_verb(verbs, "serve", _serve, _HELP)
    add_served(parser, "STORE")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: 127.0.0.1)")
    parser.add_argument("--port", type=int, default=7878, help="the port; 0 for any that is free (default: 7878)")
    parser.add_argument("--allow-host", metavar="NAME", action="append", default=[], help="a name that clients may use")
    parser.add_argument(
        "--cors",
        type=origin,
        metavar="ORIGIN",
        action="append",
        default=[],
        help="a site whose pages may update: https://NAME",
    )
    parser.add_argument(
        "--no-cors", action="store_true", help="let no page of another site read, unless named by --cors"
    )
    parser.add_argument(
        "--allow-update", action="store_true", help=f"take updates from who sends the token in {_TOKEN}"
    )
    parser.add_argument("--title", default="", help="what pages call the graph (default: the store's name)")
    parser.add_argument("--queries", metavar="FOLDER", help="a folder of *.rq files, instead of those that are shipped")
    _add_limits(parser)


def _add_limits(parser: argparse.ArgumentParser) -> None:
    limits = parser.add_argument_group("limits")
    for name, default, metavar, told in (
        ("--timeout", 10.0, "SECONDS", "for each request"),
        ("--max-rows", 10_000, "N", "of a result"),
        ("--max-body", 2_000_000, "BYTES", "of a request"),
        ("--memory", 1024, "MIB", "for each query"),
        ("--workers", 2, "N", "queries at a time"),
        ("--patience", 10.0, "SECONDS", "for a client to send its request, and to take each megabyte of its answer"),
        ("--max-unread", 256_000_000, "BYTES", "of requests and answers held for all clients, half of it for one"),
    ):
        kind = type(default)
        limits.add_argument(
            name, type=positive(kind), default=default, metavar=metavar, help=f"{told} (default: {default:g})"
        )


def positive(kind: type[int] | type[float]) -> Callable[[str], int | float]:
    """Return what reads a number above 0 from a command line."""

    def read(word: str) -> int | float:
        if not (value := kind(word)) > 0:
            raise argparse.ArgumentTypeError(f"{word!r} isn't above 0")
        return value

    return read


def origin(word: str) -> str:
    """Return a site as browsers name it: its scheme, host and port, without a path."""
    found = urlsplit(word.rstrip("/").lower())
    is_site = found.scheme in ("http", "https") and found.netloc
    if not is_site or f"{found.scheme}://{found.netloc}" != found.geturl():
        raise argparse.ArgumentTypeError(f"{word!r} is no site; write it as https://NAME")
    return found.geturl()


def _serve(options: argparse.Namespace) -> int:
    from kg.queries import load_queries
    from kg.sandbox.messages import Limits
    from kg.server.running import serve
    from kg.server.settings import Settings

    settings = Settings(
        store=existing_files(options.store),
        queries=load_queries(options.queries),
        limits=Limits(options.timeout, options.max_rows, min(Limits().size, options.max_unread // 2), options.memory),
        workers=options.workers,
        body=options.max_body,
        patience=options.patience,
        unread=options.max_unread,
        hosts=frozenset(map(str.lower, options.allow_host)),
        token=_token() if options.allow_update else None,
        origins=frozenset(options.cors),
        title=options.title,
        is_open=not options.no_cors,
    )
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(message)s")
    serve(settings, host=options.host, port=options.port)
    return 0


def _token() -> str:
    """The token for updates: from the environment, as every user of the machine can read a command line."""
    token = os.environ.get(_TOKEN, "").strip()
    if len(token) < _SHORTEST:
        reason = f"must hold a token of {_SHORTEST} letters or more for --allow-update; make one: openssl rand -hex 16"
        raise StoreError(_TOKEN, reason)
    return token

"""The command line: each verb is one call of the library.

`main` returns the exit status: 0, 1 where something was found wanting (each verb's help says what), 2 for errors.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NoReturn

from kg.bundled import version
from kg.cli import (
    agents,
    benches,
    build,
    checks,
    files,
    link,
    queries,
    reports,
    resolutions,
    scores,
    serve,
    stores,
    text,
    things,
    why,
)
from kg.cli.commands import Verbs, complain
from kg.errors import KgError

__all__ = ["main", "run"]

_VERBS: tuple[Callable[[Verbs], None], ...] = (
    build.add_build,
    queries.add_query,
    why.add_why,
    text.add_text,
    things.add_entity,
    things.add_path,
    things.add_search,
    resolutions.add_entities,
    resolutions.add_split,
    resolutions.add_join,
    files.add_draw,
    files.add_export,
    reports.add_report,
    checks.add_check,
    checks.add_info,
    scores.add_score,
    benches.add_bench,
    stores.add_remove,
    stores.add_infer,
    link.add_index,
    link.add_link,
    stores.add_store,
    serve.add_serve,
    agents.add_mcp,
)

_EXAMPLES = """
examples:
  kg build articles/ -o graph.ttl --html graph.html
  kg query
  kg query events_of organization=UNESCO
  kg why "Stefania Giannini" chair

`kg VERB --help` tells more about each verb.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: the words after `kg`; without them, those of the process.

    Returns:
        The exit status: 0 done, 1 something found wanting, 2 an error, which is printed to standard error.
    """
    try:
        options = _parser().parse_args(argv)
    except SystemExit as asked:  # after --help, --version and what argparse refuses
        return asked.code if isinstance(asked.code, int) else 0
    words = ["", *(sys.argv[1:] if argv is None else argv)]
    if any(word == "" and option != "--title" for option, word in pairwise(words)):
        complain("an empty word ('') names nothing; leave it out, or say what it shall be")
        return 2
    try:
        status: int = options.run(options)
    except KgError as error:
        complain(error)
        return 2
    except BrokenPipeError:
        raise
    except OSError as error:
        complain(f"{error.filename or 'standard output'}: {error.strerror or error}; check the path and what it allows")
        return 2
    except RuntimeError as error:
        if not str(error).startswith("Corruption"):
            raise
        # The engine checks what it reads when it reads it.
        complain(f"the store is damaged ({error}); bring a backup back with: kg store restore BACKUP STORE")
        return 2
    return status


def run() -> NoReturn:
    """Run the command of this process and exit; a reader that goes away or Ctrl-C ends it without a traceback."""
    _fill_streams()
    # Graphs hold letters of every script, whatever the terminal's encoding is.
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        status = main()
        sys.stdout.flush()
    except KeyboardInterrupt:
        status = 130
    except BrokenPipeError:
        _drop_output()
        status = 141
    except OSError as error:  # what was printed last met a full disk
        complain(f"standard output: {error.strerror or error}")
        _drop_output()
        status = 2
    sys.exit(status)


def _fill_streams() -> None:
    """Open something in the place of standard streams that are closed, lest a file of the store gets their number.

    What is read there is empty, what is told there is lost, and what is printed there fails as on a full disk.
    """
    for name, mode in (("stdin", "r"), ("stdout", "r"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - until the end


def _drop_output() -> None:
    """Send what is left in the buffer nowhere: the interpreter shall not try again as it exits."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kg",
        description="Documents in, a knowledge graph out; every fact points at the words it rests on.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"kg {version()}")
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    for add in _VERBS:
        add(verbs)
    return parser

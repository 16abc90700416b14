"""The command that makes the gazetteer's files: `python -m kg.gazetteer --generate TABLES FOLDER`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from kg.gazetteer.generate import generate


def run(argv: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m kg.gazetteer", description=__doc__)
    parser.add_argument("--generate", nargs=2, type=Path, metavar=("TABLES", "FOLDER"), required=True)
    tables, shelf = parser.parse_args(argv).generate
    for path in generate(tables, shelf):
        sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(run())

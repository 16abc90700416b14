"""Where events go that a build tells: into a file of JSON lines, or nowhere."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.cli.commands import STANDARD_OUTPUT
from kg.errors import OutputError
from kg.logs import LOGGER, JsonLines
from kg.outputs import check_target


@contextmanager
def logging_to(path: str | None) -> Iterator[None]:
    """Write all events to the end of a file, or to standard error for `-`; without a path, nobody hears them.

    Raises:
        OutputError: the file can't be written.
    """
    logger, handler = logging.getLogger(LOGGER), _open(path) if path else logging.NullHandler()
    before = logger.level
    if path:
        logger.setLevel(logging.DEBUG)
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)
        handler.close()


def _open(path: str) -> logging.Handler:
    handler: logging.Handler = logging.StreamHandler(sys.stderr) if path == STANDARD_OUTPUT else _open_file(path)
    handler.setFormatter(JsonLines())
    return handler


def _open_file(path: str) -> logging.Handler:
    check_target(Path(path))
    try:
        return logging.FileHandler(path, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise OutputError(path, f"can't be written ({error.strerror}); choose another place for the log") from error

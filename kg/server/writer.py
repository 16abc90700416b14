"""A child of the server: holds the store, and changes it."""

from __future__ import annotations

import sys

from kg.errors import KgError
from kg.graph import Store
from kg.sandbox.evaluation import answer
from kg.sandbox.messages import Reply, Request
from kg.sandbox.worker import Work, main


def hold(folder: str) -> Work:
    """Open a store's folder as its one writer."""
    store = Store.open(folder)

    def update(request: Request) -> Reply:
        reply = answer(store.engine, request)
        try:
            store.flush()  # what is acknowledged outlives a loss of power, too
        except KgError as error:
            return Reply("failed", reason=str(error))
        return reply

    return Work(update, store.close)


if __name__ == "__main__":
    main(sys.argv[1:], hold)

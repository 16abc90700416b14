"""A process that extracts: takes documents one after the other until its parent goes.

Run as `python -m kg.workers.child CHANNEL`. What it is sent first is the parent's `sys.path` and the pickled extractor;
it answers None once that is loaded, or what kept it from that.
"""

from __future__ import annotations

import os
import pickle
import queue
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.connection import Connection

from kg.documents import tell_fault
from kg.errors import DocumentError, KgError, WorkerError
from kg.model import Document, Extraction

Extract = Callable[[Document], Extraction]


def main(channel: int) -> None:
    """Answer until the parent closes the channel.

    Args:
        channel: the number of an open socket.
    """
    ends = Connection(channel)
    sys.path[:], packed = ends.recv()
    documents: queue.SimpleQueue[Document] = queue.SimpleQueue()
    # In a thread of its own, so that the parent never waits to send, and a busy child, too, sees its parent go.
    threading.Thread(target=_listen, args=(ends, documents), daemon=True).start()
    extract = _load(packed)
    if isinstance(extract, KgError):
        ends.send(extract)
        return
    ends.send(None)
    while True:
        ends.send(_answer(documents.get(), extract))


def _listen(ends: Connection, documents: queue.SimpleQueue[Document]) -> None:
    try:
        while True:
            documents.put(ends.recv())
    except (EOFError, OSError):
        os._exit(0)


def _load(packed: bytes) -> Extract | KgError:
    try:
        extract: Extract = pickle.loads(packed)
    except KgError as error:
        return error
    except Exception as fault:
        return WorkerError("extractor", f"can't be loaded in another process ({fault}); build with one worker")
    return extract


def _answer(document: Document, extract: Extract) -> Extraction | DocumentError:
    """What a document gave, without the text and the blocks, which the parent has."""
    try:
        found = extract(document)
    except Exception as fault:
        return tell_fault(document.name, "extracting", fault)
    return replace(found, document=replace(found.document, text="", blocks=()))


if __name__ == "__main__":
    main(int(sys.argv[1]))

"""A child process: opens a snapshot, and answers one request after the other until its parent goes.

Run as `python -m kg.sandbox.worker CHANNEL FOLDER MEMORY`.
"""

from __future__ import annotations

import os
import queue
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing.connection import Connection

import pyoxigraph as ox

from kg.errors import KgError
from kg.sandbox.evaluation import answer
from kg.sandbox.messages import Reply, Request, receive_request, send_reply
from kg.sandbox.walls import leave_network, limit_memory, silence


@dataclass(frozen=True, slots=True)
class Work:
    """What a child does.

    Args:
        do: answers a request.
        finish: called when the parent has gone, after what was begun; none where nothing needs to be finished, so that
            the child may end in the middle of a query.
    """

    do: Callable[[Request], Reply]
    finish: Callable[[], None] | None = None


def main(words: Sequence[str], begin: Callable[[str], Work]) -> None:
    """Answer until the parent closes the channel.

    Args:
        words: an open socket's number, what to open, and how much memory to allow beyond that, in MiB.
        begin: opens it.
    """
    silence()
    isolated = leave_network()
    ends = Connection(int(words[0]))
    try:
        work = begin(words[1])
    except (KgError, OSError, RuntimeError, ValueError) as error:
        send_reply(ends, Reply("failed", reason=str(error)))
        return
    limit_memory(int(words[2]))
    send_reply(ends, Reply("done", reason="isolated" if isolated else ""))
    _serve(ends, Work(lambda request: _hide(words[1], work.do(request)), work.finish))


def _hide(folder: str, reply: Reply) -> Reply:
    """Leave out of a reply where the engine's files are, which it names as it fails."""
    return replace(reply, reason=reply.reason.replace(folder, "the store"))


def _serve(ends: Connection, work: Work) -> None:
    requests: queue.SimpleQueue[Request | None] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(ends, requests, work.finish is None), daemon=True).start()
    while (request := requests.get()) is not None:
        reply = work.do(request)
        try:
            send_reply(ends, reply)
        except OSError:
            break
    if work.finish is not None:
        work.finish()


def _listen(ends: Connection, requests: queue.SimpleQueue[Request | None], at_once: bool) -> None:
    """Take requests in a thread of its own, so that a busy child, too, sees its parent go."""
    try:
        while True:
            requests.put(receive_request(ends))
    except (EOFError, OSError):
        if at_once:
            os._exit(0)
        requests.put(None)


def read(folder: str) -> Work:
    """Open the engine's own files, to read."""
    return Work(partial(answer, ox.Store.read_only(folder)))


if __name__ == "__main__":
    main(sys.argv[1:], read)

"""A child process: opens a snapshot, and answers one request after the other until its parent goes.

Run as `python -m kg.sandbox.worker CHANNEL FOLDER MEMORY read|write`.
"""

from __future__ import annotations

import os
import queue
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from multiprocessing.connection import Connection

import pyoxigraph as ox

from kg.sandbox.evaluation import answer
from kg.sandbox.messages import Reply, Request, receive_request, send_reply
from kg.sandbox.walls import leave_network, limit_memory, silence

Kind = Callable[[str, Request], Reply]


def main(words: Sequence[str], kinds: Mapping[str, Kind]) -> None:
    """Answer until the parent closes the channel.

    Args:
        words: an open socket's number; the folder of the engine's own files; how much memory to allow, in MiB; `read`,
            or `write` to open the store itself and change it.
        kinds: what to do for kinds of requests that `answer` doesn't know, given the folder.
    """
    channel, folder, memory, mode = int(words[0]), words[1], int(words[2]), words[3]
    silence()
    isolated = leave_network()
    ends = Connection(channel)
    try:
        engine = ox.Store(folder) if mode == "write" else ox.Store.read_only(folder)
    except (OSError, RuntimeError, ValueError) as error:
        send_reply(ends, Reply("failed", reason=str(error)))
        return
    limit_memory(memory)
    send_reply(ends, Reply("done", reason="isolated" if isolated else ""))
    more = {kind: partial(do, folder) for kind, do in kinds.items()}
    _serve(ends, mode, lambda request: more.get(request.kind, partial(answer, engine))(request))
    engine.flush()


def _serve(ends: Connection, mode: str, do: Callable[[Request], Reply]) -> None:
    requests: queue.SimpleQueue[Request | None] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(ends, requests, mode), daemon=True).start()
    while (request := requests.get()) is not None:
        send_reply(ends, do(request))


def _listen(ends: Connection, requests: queue.SimpleQueue[Request | None], mode: str) -> None:
    """Take requests in a thread of its own, so that a busy child, too, sees its parent go."""
    try:
        while True:
            requests.put(receive_request(ends))
    except (EOFError, OSError):
        if mode == "read":
            os._exit(0)
        requests.put(None)  # what was begun is finished, and flushed


if __name__ == "__main__":
    main(sys.argv[1:], {})

"""Asks a store in memory in a fork of this process, which sees it as it is now and copies nothing.

A snapshot of such a store would cost seconds for a million quads, and nobody could tell when it's out of date.
"""

from __future__ import annotations

import faulthandler
import multiprocessing
import os
import time
import warnings
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from signal import SIGABRT

import pyoxigraph as ox

from kg.sandbox.evaluation import answer
from kg.sandbox.messages import Limits, Reply, Request, receive_reply, send_reply
from kg.sandbox.walls import leave_network, limit_memory, silence


def ask_fork(engine: ox.Store, request: Request, limits: Limits) -> Reply:
    """Answer a request in a fork that is killed at its deadline.

    Another thread that changes the store in the moment of the fork may leave a lock held in it; then it does nothing
    until the deadline ends it.
    """
    deadline = time.monotonic() + limits.seconds
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("fork").Process(target=_run, args=(engine, request, limits, there))
    with here, warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Python 3.12 warns of every fork beside threads
        process.start()
        there.close()
        try:
            return _receive(here, process, deadline)
        finally:
            process.kill()
            process.join()
            process.close()


def _receive(channel: Connection, process: ForkProcess, deadline: float) -> Reply:
    try:
        return receive_reply(channel) if channel.poll(max(0.0, deadline - time.monotonic())) else Reply("deadline")
    except (EOFError, OSError):
        process.join()
        return Reply("memory" if process.exitcode == -SIGABRT else "crash")


def _run(engine: ox.Store, request: Request, limits: Limits, channel: Connection) -> None:
    faulthandler.disable()  # the parent's may write elsewhere than to standard error
    silence()
    leave_network()
    limit_memory(limits.memory)
    send_reply(channel, answer(engine, request))
    os._exit(0)  # nothing of the parent is this process's to close

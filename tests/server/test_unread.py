"""Clients that don't read, that read slowly, and that only sit there: the server stays small, and answers others."""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
from contextlib import ExitStack, contextmanager, suppress
from urllib.parse import quote

import pytest

from tests.server.conftest import run_server, wait_until
from tests.server.test_running import resident

LARGE = 8_000_000
PATH = f"/sparql?query={quote('SELECT ?o { <urn:large> ?p ?o }')}"
HALF = PATH + quote(" LIMIT 50")
ALL = f"GET {PATH} HTTP/1.1\r\nHost: localhost\r\nAccept: text/csv\r\n\r\n".encode()
SCRIPT = b"GET /static/yasgui/yasgui.min.js HTTP/1.1\r\nHost: localhost\r\n\r\n"


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """A graph of which one query gives 8 MB."""
    path = tmp_path_factory.mktemp("large") / "large.nt"
    path.write_text("".join(f'<urn:large> <urn:p{n}> "{n % 10}{"x" * 79_990}" .\n' for n in range(LARGE // 80_000)))
    return path


def connect(running, *, buffer=None):
    connection = socket.socket()
    if buffer:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
    connection.settimeout(30)
    connection.connect(("127.0.0.1", running.port))
    return connection


@contextmanager
def many(running, number, data, **options):
    """So many sockets that send something, and read nothing."""
    with ExitStack() as stack:
        opened = [stack.enter_context(connect(running, **options)) for _ in range(number)]
        for connection in opened:
            with suppress(OSError):  # the server has let go of it already
                connection.sendall(data)
        yield opened


@contextmanager
def healthy(running):
    """See that /health answers within a second all the while."""
    answers, done = [], threading.Event()

    def look():
        while not done.is_set():
            answers.append(running.get("/health"))
            time.sleep(0.02)

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
    slowest = max(answer.seconds for answer in answers)
    logging.info("%d times /health, the slowest %.2f s", len(answers), slowest)
    assert {answer.status for answer in answers} == {200}
    assert slowest < 1 + (os.getloadavg()[0] > 2)  # the clients are on this machine, too


def read_all(connection):
    got = b""
    with suppress(OSError):
        while part := connection.recv(1 << 20):
            got += part
    return got


def test_answers_that_nobody_reads_are_bounded_and_let_go(large):
    with run_server(large, "--max-unread", 40_000_000, "--patience", 3) as running:
        running.get("/health")
        before = resident(running.process.pid)
        with healthy(running), many(running, 12, ALL) as silent:
            most = before
            end = time.monotonic() + 3
            while time.monotonic() < end:
                most = max(most, resident(running.process.pid))
                time.sleep(0.05)
            logging.info("server %.0f MiB, at most %.0f", before, most)
            # Half of 40 MB for one client; and an answer on its way from each of two children.
            assert most < before + 20 + 2 * 8 + 15
            time.sleep(1.5)
            got = [read_all(connection) for connection in silent]
        assert all(len(each) < LARGE for each in got)  # cut off, or refused
        assert {each.split()[1] for each in got if each} == {b"200", b"503"}
        assert wait_until(lambda: resident(running.process.pid) < before + 15)
        assert len(running.get(PATH, Accept="text/csv").body) > LARGE - 100_000
        assert "Traceback" not in "".join(running.log)


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_answers_that_are_read_leave_the_server_able_to_answer(large, encoding):
    """The longest answers there are, each read at once."""
    with run_server(large) as running, healthy(running):
        for _ in range(3):
            answer = running.get(PATH, Accept="text/csv", Accept_Encoding=encoding)
            assert answer.status == 200
            assert answer.headers.get("content-encoding", "identity") == encoding
            assert encoding == "gzip" or len(answer.body) > LARGE - 100_000


def test_a_client_that_reads_too_slowly_is_let_go(large):
    """It takes a little again and again, so it never stands still; a megabyte in each second would be in time."""
    with run_server(large, "--patience", 1) as running, connect(running, buffer=65_536) as connection:
        connection.sendall(ALL.replace(PATH.encode(), HALF.encode()))
        started, got = time.monotonic(), 0
        with suppress(OSError):
            while part := connection.recv(40_000):
                got += len(part)
                time.sleep(0.1)
        assert 1_000_000 < got < LARGE // 2
        assert 4.5 < time.monotonic() - started < 10
        assert wait_until(lambda: "GET /sparql 200" in "".join(running.log))
        assert "Traceback" not in "".join(running.log)
        assert running.get("/health").status == 200


@pytest.mark.parametrize(
    ("number", "data"),
    [(1_000, b""), (528, b"GET / HTT"), (528, SCRIPT * 8)],
    ids=["nothing", "half a head", "a script eight times"],
)
def test_hundreds_of_sockets_leave_the_server_able_to_answer(news, number, data):
    with run_server(news) as running:
        running.get("/")
        before = resident(running.process.pid)
        with healthy(running), many(running, number, data):
            time.sleep(2)
            assert running.query("ASK { ?s ?p ?o }", Accept="text/csv").status == 200
            most = resident(running.process.pid)
            logging.info("server %.0f MiB, then %.0f", before, most)
        assert most < before + 200
        assert running.get("/").status == 200


def test_bodies_that_never_end_are_bounded(news):
    head = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
    body = b"Content-Length: 1900001\r\n\r\n" + b" " * 1_900_000
    with run_server(news, "--max-unread", 20_000_000, "--patience", 2) as running:
        before = resident(running.process.pid)
        with healthy(running), many(running, 40, head + body) as stalled:
            time.sleep(1)
            assert resident(running.process.pid) < before + 10 + 25
            got = [read_all(connection) for connection in stalled]
        assert sum(b" 503 " in each or not each for each in got) > 30  # not each client hears why before its end
        assert sum(b" 408 " in each for each in got) == 5
        assert running.query("ASK {}").status == 200

"""A real server on loopback, started by the test as a user would start it, and a client that hides nothing."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from tests.browser.test_access import axe  # noqa: F401 - a fixture
from tests.samples import filled

TOKEN = "a-token-for-tests-only"
CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes
    seconds: float

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def kind(self) -> str:
        return self.headers.get("content-type", "").split(";")[0]


@dataclass
class Running:
    """A server that runs: its address, its process, what it logged."""

    url: str
    process: subprocess.Popen
    log: list[str] = field(default_factory=list)

    @property
    def port(self) -> int:
        return urlsplit(self.url).port

    def ask(self, method, path, *, body=None, timeout=30, **headers) -> Answer:
        started = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body.encode() if isinstance(body, str) else body, named)
        response = connection.getresponse()
        answer = Answer(response.status, response.headers, response.read(), time.monotonic() - started)
        connection.close()
        return answer

    def get(self, path, **headers) -> Answer:
        return self.ask("GET", path, **headers)

    def query(self, text, *, more=(), **headers) -> Answer:
        return self.get("/sparql?" + urlencode([("query", text), *more]), **headers)

    def update(self, text, token=TOKEN) -> Answer:
        headers = {"Content_Type": "application/sparql-update"}
        return self.ask(
            "POST", "/sparql", body=text, **headers, **({"Authorization": f"Bearer {token}"} if token else {})
        )

    def children(self) -> list[int]:
        return children_of(self.process.pid)


def children_of(process: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parts = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(parts[1]) == process:
            found.append(int(stat.parent.name))
    return found


def is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until(true, seconds=5.0):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.02)
    return bool(true())


@contextmanager
def run_server(store, *words, token=None):
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "KG_TOKEN": token or ""}
    command = [sys.executable, "-m", "kg", "serve", str(store), "--port", "0", *map(str, words)]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    log: list[str] = []
    try:
        for line in process.stderr:
            log.append(line)
            if found := re.search(r"http://[^/]+", line):
                break
        else:
            raise AssertionError(f"the server didn't start: {log}")
        reader = threading.Thread(target=lambda: log.extend(process.stderr), daemon=True)
        reader.start()
        yield Running(found[0], process, log)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise
        reader.join(5)
        process.stderr.close()
        process.stdout.close()


@pytest.fixture(scope="session")
def news(tmp_path_factory):
    path = tmp_path_factory.mktemp("stores") / "news.kg"
    filled(path).close()
    return path


@pytest.fixture(scope="session")
def server(news):
    """A server that only reads, as it is without options but for a shorter deadline."""
    with run_server(news, "--timeout", 2) as running:
        yield running


@pytest.fixture(scope="module")
def writable(tmp_path_factory):
    """A server of its own store, which takes updates."""
    path = tmp_path_factory.mktemp("writable") / "news.kg"
    filled(path).close()
    with run_server(path, "--allow-update", "--timeout", 5, token=TOKEN) as running:
        yield running

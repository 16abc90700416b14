"""A real SPARQL server on loopback, and a proxy before it that makes trouble."""

from __future__ import annotations

import http.client
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@contextmanager
def oxigraph() -> Iterator[int]:
    """Start the server `oxigraph`, in memory; give its port."""
    beside = Path(sys.executable).parent / "oxigraph"
    program = str(beside) if beside.exists() else shutil.which("oxigraph")
    if program is None:
        pytest.skip("the server oxigraph isn't installed: pip install oxigraph")
    port = free_port()
    command = [program, "serve", "--bind", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            wait_for(port)
            yield port
        finally:
            server.terminate()


def wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(f"nothing listens on port {port}")


@dataclass
class Seen:
    """A request as the proxy saw it."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Proxy:
    """Passes requests on, unless `trouble` answers one itself; None passes it on, a status is answered, "reset" and
    "lost" break the connection before and after it was passed on."""

    port: int
    target: int
    trouble: Callable[[Seen], int | str | None] = lambda seen: None
    route: Callable[[Seen], str] = lambda seen: seen.path
    seen: list[Seen] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/query"


@contextmanager
def proxy(target: int) -> Iterator[Proxy]:
    """Start a proxy before a server."""
    made = Proxy(0, target)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_one(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            seen = Seen(self.command, self.path, dict(self.headers), body)
            made.seen.append(seen)
            trouble = made.trouble(seen)
            if isinstance(trouble, int):
                self.answer(trouble, b"no", made.headers)
            elif trouble == "reset":
                self.hang_up()
            else:
                status, content, kind = self.pass_on(seen)
                if trouble == "lost":
                    self.hang_up()
                else:
                    self.answer(status, content, {"Content-Type": kind})

        def pass_on(self, seen: Seen) -> tuple[int, bytes, str]:
            connection = http.client.HTTPConnection("127.0.0.1", made.target, timeout=30)
            headers = {key: value for key, value in seen.headers.items() if key.lower() in ("accept", "content-type")}
            connection.request(seen.method, made.route(seen), body=seen.body, headers=headers)
            answer = connection.getresponse()
            content = answer.read()
            connection.close()
            return answer.status, content, answer.headers.get("Content-Type", "")

        def answer(self, status: int, content: bytes, headers: dict[str, str]) -> None:
            self.send_response(status)
            for key, value in headers.items():
                self.send_header(key, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(b"" if self.command == "HEAD" else content)

        def hang_up(self) -> None:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)

        do_GET = do_POST = do_HEAD = handle_one  # noqa: N815 - names of http.server

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - a name of http.server
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        made.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield made
        server.shutdown()

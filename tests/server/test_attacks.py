"""What strangers may try: each is refused or stopped, and the server answers the next as if nothing had been."""

from __future__ import annotations

import re
import socket
import threading
import time

import pytest

from tests.samples import filled
from tests.server.conftest import CROSS, run_server, wait_until

OUT = "http://127.0.0.1:{port}/"
DOUBLED = " ".join(["BIND('0123456789' AS ?x0)", *(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(34))])

# name: query, the status; `OUT` stands for a listening socket
QUERIES = {
    "3,000 braces": ("SELECT * " + "{" * 3_000 + "}" * 3_000, {400}),
    "10,000 parentheses": ("ASK { FILTER(" + "(" * 10_000 + "1" + ")" * 10_000 + ") }", {400}),
    "10,000 times not": ("ASK { FILTER(" + "!" * 10_000 + "true) }", {400}),
    "10,000 times or": ("ASK { FILTER(" + "||".join(["true"] * 10_000) + ") }", {200, 400}),
    "brackets in brackets": ("ASK { ?s ?p " + "[ ?p " * 3_000 + "]" * 3_000 + " }", {400}),
    "a long text": ("ASK { # " + "x" * 200_000, {400}),
    "a cross product": (CROSS, {503}),
    "a sorted cross product": ("SELECT DISTINCT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?f", {503}),
    "a text that doubles": (f"SELECT (STRLEN(?x34) AS ?n) {{ {DOUBLED} }}", {503}),
    "1,000 loose patterns": ("ASK { " + " . ".join(f"?a{n} ?b{n} ?c{n}" for n in range(1_000)) + " }", {200, 503}),
    "a long path": ("ASK { ?s " + "/".join(["(schema:organizer|^kg:chair)*"] * 1_000) + " ?o }", {200, 400, 503}),
    "a hard regex": (f"ASK {{ FILTER REGEX('{'a' * 40}!', '^(a+)+$') }}", {200}),
    "too many rows": ("SELECT * { ?s ?p ?o }", {400}),
    "too many triples": ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", {400}),
    "no rows": ("SELECT * { ?s ?p ?o } LIMIT 0", {200}),
    "far rows": ("SELECT * { ?s ?p ?o } OFFSET 1000000000000000000", {200}),
    "less than no rows": ("SELECT * { ?s ?p ?o } LIMIT -1", {400}),
    "SERVICE": ("SELECT * { SERVICE <OUT> { ?s ?p ?o } }", {400}),
    "SERVICE SILENT": ("SELECT * { SERVICE SILENT <OUT> { ?s ?p ?o } }", {400}),
    "service#": ("SELECT * { service#\n<OUT>{ ?s ?p ?o } }", {400}),
    "1SERVICE": ("SELECT * { ?s ?p 1SERVICE<OUT>{ ?a ?b ?c } }", {400}),
    "SERVICE:x": ("PREFIX :<OUT> SELECT * { SERVICE:x{ ?s ?p ?o } }", {400}),
    "SERVICE ?e": ("SELECT * { VALUES ?e { <OUT> } SERVICE ?e { ?s ?p ?o } }", {400}),
    "SERVICE behind an escape": (
        r"SELECT * { ?s <http://e/\u0041'> ?o . SERVICE <OUT> { ?s <http://e/'> ?x } }",
        {400},
    ),
    "FROM": ("SELECT ?s FROM <OUT> { ?s ?p ?o }", {200}),
    "FROM NAMED": ("SELECT ?s FROM NAMED <OUT> { GRAPH ?g { ?s ?p ?o } }", {200}),
    "FROM a file": ("SELECT ?s FROM <file:///etc/passwd> { ?s ?p ?o }", {200}),
    "LOAD": ("LOAD <OUT>", {400}),
}


@pytest.fixture(scope="module")
def attacked(tmp_path_factory):
    path = tmp_path_factory.mktemp("attacked") / "news.kg"
    filled(path).close()
    words = ["--timeout", 1, "--max-rows", 100, "--memory", 256, "--max-body", 300_000]
    with run_server(path, *words) as running:
        yield running


@pytest.fixture(scope="module")
def trap():
    """A socket that nothing may ever call."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0)
        yield listening


@pytest.mark.parametrize("name", QUERIES)
def test_query(attacked, trap, name):
    text, statuses = QUERIES[name]
    text = text.replace("OUT", OUT.format(port=trap.getsockname()[1]))
    answer = attacked.ask("POST", "/sparql", body=text, Content_Type="application/sparql-query")
    assert answer.status in statuses, answer.body[:200]
    assert answer.seconds < 5
    assert answer.status == 200 or (answer.kind == "text/plain" and answer.text.count("\n") == 1)
    assert answer.status != 503 or answer.headers["retry-after"]
    assert "Traceback" not in answer.text
    with pytest.raises(BlockingIOError):
        trap.accept()
    after = attacked.query("ASK { ?s a schema:Person }", Accept="text/csv")
    assert (after.status, after.text.strip()) == (200, "true")
    assert after.seconds < 3


def raw(running, data, *, wait=5.0, piece=None):
    """Send bytes as they are, return what comes back."""
    with socket.create_connection(("127.0.0.1", running.port), timeout=wait) as connection:
        connection.sendall(data)
        got = b""
        try:
            while part := connection.recv(65_536):
                got += part
                if piece and piece in got:
                    break
        except (TimeoutError, ConnectionResetError):
            pass
        return got


HEAD = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/sparql-query\r\n"
REQUESTS = {
    "a body of 1 GB": (HEAD + b"Content-Length: 1000000000\r\n\r\n", 413),
    "a length that is none": (HEAD + b"Content-Length: many\r\n\r\n", 400),
    "a length of 5,000 digits": (HEAD + b"Content-Length: " + b"9" * 5_000 + b"\r\n\r\n", 400),
    "less than no length": (HEAD + b"Content-Length: -1\r\n\r\n", 400),
    "two lengths": (HEAD + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nASK {}", 400),
    "a compressed body": (HEAD + b"Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}", 415),
    "no HTTP": (b"\x16\x03\x01\x02\x00\x01", 400),
    "a long header": (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 200_000, 400),
    "no host": (b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n", 400),
    "another host": (b"GET /health HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", 421),
    "a host that begins right": (
        b"GET /health HTTP/1.1\r\nHost: localhost.evil.example\r\nConnection: close\r\n\r\n",
        421,
    ),
    "an empty host": (b"GET /health HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n", 421),
    "an address": (b"GET /health HTTP/1.1\r\nHost: 127.0.0.1:80\r\nConnection: close\r\n\r\n", 200),
    "TRACE": (b"TRACE / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 405),
    "OPTIONS": (
        b"OPTIONS /sparql HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\n"
        b"Access-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: authorization\r\n"
        b"Connection: close\r\n\r\n",
        204,
    ),
    "OPTIONS of another host": (
        b"OPTIONS /sparql HTTP/1.1\r\nHost: evil.example\r\nOrigin: http://evil.example\r\n"
        b"Access-Control-Request-Method: GET\r\nConnection: close\r\n\r\n",
        421,
    ),
    **{
        f"static {path}": (f"GET /static/{path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode(), 404)
        for path in (
            *("../settings.py", "%2e%2e/settings.py", "..%2fsettings.py", "..%5csettings.py", "//etc/passwd"),
            *("/etc/passwd", "yasgui/../../settings.py", "yasgui", "yasgui/", "", "%00", "page.css%00.js"),
        )
    },
    "a header in a value": (
        b"GET /queries/people.json?x=a%0d%0aSet-Cookie:b=c HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        400,
    ),
    "a query that is none": (
        b"GET /queries/..%2f..%2fpeople.json HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        404,
    ),
    "an IRI that is none": (
        b"GET /entity?iri=%3Cscript%3E HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        400,
    ),
}


@pytest.mark.parametrize("name", REQUESTS)
def test_request(attacked, name):
    data, status = REQUESTS[name]
    got = raw(attacked, data)
    assert int(got.split()[1]) == status, got[:300]
    assert b"set-cookie" not in got.lower()
    assert b"authorization" not in got.lower()
    assert b"access-control-allow-credentials" not in got.lower()
    assert status != 421 or b"access-control-allow" not in got.lower()
    assert attacked.get("/health").status == 200


def test_a_body_without_end_is_cut_off(attacked):
    """Chunk after chunk, without a length: memory stays bounded."""
    chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    sent = 0
    with socket.create_connection(("127.0.0.1", attacked.port), timeout=5) as connection:
        connection.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
        try:
            for _ in range(2_000):
                connection.sendall(chunk)
                sent += len(chunk)
        except OSError:
            pass
    assert sent < 60_000_000
    assert attacked.get("/health").status == 200


def test_clients_that_dawdle_are_let_go(news):
    with run_server(news, "--patience", 1) as running:
        started = time.monotonic()
        silent = [socket.create_connection(("127.0.0.1", running.port), timeout=6) for _ in range(100)]
        for connection in silent[:50]:
            connection.sendall(b"GET /health HTTP/1.1\r\nHost: loc")
        assert running.get("/health").status == 200
        assert all(connection.recv(1) == b"" for connection in silent)
        assert time.monotonic() - started < 4
        for connection in silent:
            connection.close()
        slow = raw(running, HEAD + b"Content-Length: 100\r\n\r\nASK", wait=4)
        assert slow.split()[1] == b"408"


def test_a_client_that_leaves_ends_its_query(server):
    """Long before the deadline there is a free place again."""
    with run_server(server_store(server), "--timeout", 20, "--workers", 1) as running:
        data = HEAD + f"Content-Length: {len(CROSS)}\r\n\r\n{CROSS}".encode()
        connection = socket.create_connection(("127.0.0.1", running.port))
        connection.sendall(data)
        time.sleep(0.5)
        connection.close()
        answer = running.query("ASK {}", Accept="text/csv")
        assert (answer.status, answer.text.strip()) == (200, "true")
        assert answer.seconds < 3
        assert wait_until(lambda: re.search(r"POST /sparql 499", "".join(running.log)))


def server_store(server):
    return server.process.args[4]


def test_fifty_slow_queries_leave_the_server_able_to_answer(attacked):
    statuses, health = [], []
    threads = [threading.Thread(target=lambda: statuses.append(attacked.query(CROSS).status)) for _ in range(50)]
    for thread in threads:
        thread.start()
    for _ in range(10):
        health.append(attacked.get("/health"))
        time.sleep(0.05)
    for thread in threads:
        thread.join()
    assert set(statuses) == {503}
    assert {answer.status for answer in health} == {200}
    assert max(answer.seconds for answer in health) < 1
    assert attacked.query("ASK {}").status == 200


def test_an_error_tells_nothing_of_the_machine(attacked, tmp_path):
    for path in (
        "/sparql?query=x",
        "/entity?iri=x:y",
        "/graphs?graph=urn:no",
        "/graph?focus=nobody",
        "/queries/no.json",
    ):
        answer = attacked.get(path)
        assert 400 <= answer.status < 500
        assert "/tmp" not in answer.text
        assert "/work" not in answer.text
        assert ".py" not in answer.text

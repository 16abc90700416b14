"""The server as a process: it starts, stops and stands a load."""

from __future__ import annotations

import http.client
import logging
import os
import random
import signal
import statistics
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.server.conftest import CROSS, TOKEN, is_alive, run_server, wait_until

MIX = [
    "/sparql?" + urlencode({"query": "SELECT ?name { ?who a schema:Person ; schema:name ?name }"}),
    "/sparql?" + urlencode({"query": "SELECT * { ?s ?p ?o } LIMIT 200"}),
    "/sparql?" + urlencode({"query": "CONSTRUCT { ?s schema:name ?n } WHERE { ?s schema:name ?n }"}),
    "/queries/events_of.json?organization=UNESCO",
    "/queries/people.csv",
    "/entity?iri=wd:Q7809",
    "/health",
]


def memory_of(process):
    """What a process and its children hold by themselves, in MiB."""
    from tests.server.conftest import children_of

    kilobytes = 0
    for one in (process, *children_of(process)):
        try:
            rollup = Path(f"/proc/{one}/smaps_rollup").read_text()
        except OSError:
            continue
        kilobytes += sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return kilobytes / 1024


def load(running, clients, seconds):
    """Ask the mix from as many clients for so long; return what each request took and its status."""
    told: list[tuple[float, int]] = []
    end = time.monotonic() + seconds

    def client(seed):
        choose = random.Random(seed)
        while time.monotonic() < end:
            answer = running.get(choose.choice(MIX))
            told.append((answer.seconds, answer.status))

    threads = [threading.Thread(target=client, args=(seed,)) for seed in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def stand_load(news, seconds, warm):
    with run_server(news) as running:
        load(running, 8, warm)
        before = memory_of(running.process.pid)
        told = load(running, 8, seconds)
        after = memory_of(running.process.pid)
    spent = sorted(took for took, _ in told)
    failed = [status for _, status in told if status != 200]
    logging.info(
        f"{len(told)} requests in {seconds} s ({len(told) / seconds:.0f}/s), {len(failed)} errors, median "
        f"{1000 * statistics.median(spent):.0f} ms, 99 % below {1000 * spent[int(0.99 * len(spent))]:.0f} ms, memory "
        f"{before:.0f} → {after:.0f} MiB"
    )
    assert failed == []
    assert after < before * 1.1 + 10
    return told


def test_a_short_load(news):
    assert len(stand_load(news, 3, 1.5)) > 100


@pytest.mark.slow
def test_eight_clients_for_a_minute(news):
    assert len(stand_load(news, 60, 5)) > 3_000


MIXED = [
    *[(path, {}) for path in MIX],
    ("/", {"Accept-Encoding": "gzip"}),
    ("/static/yasgui/yasgui.min.js", {"Accept-Encoding": "gzip"}),
    ("/static/yasgui/yasgui.min.css", {}),
    ("/entity?iri=wd:Q7809", {"Accept": "text/html"}),
    ("/entity?iri=urn:nothing", {}),
    ("/graph?focus=UNESCO", {"Accept-Encoding": "gzip"}),
    ("/graphs?default", {"Accept": "application/ld+json"}),
    ("/queries", {}),
    ("/queries/nothing.json", {}),
    ("/openapi.json", {}),
    ("/queries/people.csv", {"If-None-Match": "*"}),
    ("/sparql?query=SELECT", {}),
    ("/sparql?" + urlencode({"query": "SELECT * { SERVICE <http://x/> {} }"}), {}),
]


def ask_mixed(running, number, clients=4):
    """Ask so many requests of all kinds, each client over a connection that it keeps, and a few that it doesn't."""
    told: list[int] = []

    def client(seed):
        choose = random.Random(seed)
        connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=60)
        for _ in range(number // clients):
            path, headers = choose.choice(MIXED)
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            answer.read()
            told.append(answer.status)
            if choose.random() < 0.1:
                connection.close()
        connection.close()

    threads = [threading.Thread(target=client, args=(number + seed,)) for seed in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def resident(process):
    """What a process itself holds in memory, in MiB."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGESIZE") / 2**20


@pytest.mark.slow
def test_memory_after_twenty_thousand_requests(news, capsys):
    with run_server(news, "--timeout", 60, "--patience", 60) as running:  # what is measured isn't speed
        process, held = running.process.pid, {}
        for upto in (1_000, 5_000, 10_000, 15_000, 20_000):
            told = ask_mixed(running, upto - max(held, default=0))
            assert set(told) == {200, 304, 400, 404}
            held[upto] = (resident(process), memory_of(process))
            with capsys.disabled():
                own, all_ = held[upto]
                sys.stdout.write(f"\n{upto:,} requests: server {own:.1f} MiB, with its children {all_:.1f} MiB")
    assert held[20_000][0] < 1.2 * held[1_000][0]
    assert held[20_000][1] < 1.2 * held[1_000][1]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("updates", [False, True])
def test_it_stops_clean(tmp_path, news, number, updates):
    from tests.samples import filled

    path = tmp_path / "news.kg"
    filled(path).close()
    words = ["--allow-update"] if updates else []
    with run_server(path, "--timeout", 30, *words, token=TOKEN if updates else None) as running:
        thread = threading.Thread(target=lambda: ended.append(_try(running)))
        ended: list[object] = []
        thread.start()
        assert wait_until(lambda: len(running.children()) >= 1)
        time.sleep(0.5)  # the query is in the middle of its work
        children = running.children()
        started = time.monotonic()
        os.kill(running.process.pid, number)
        status = running.process.wait(10)
        spent = time.monotonic() - started
        thread.join()
        logging.info("stopped after %.2f s", spent)
        assert spent < 5
        assert status in ((0,) if number == signal.SIGTERM else (0, 130))
        assert not any(map(is_alive, children))
        assert not list(path.glob(".snapshots-*"))
        assert "Traceback" not in "".join(running.log)


@pytest.mark.parametrize("wait", [0, 0.05])
def test_it_stops_even_as_it_starts(news, wait):
    with run_server(news) as running:
        time.sleep(wait)
        running.process.terminate()
        assert running.process.wait(5) == 0


def _try(running):
    try:
        return running.query(CROSS).status
    except (OSError, http.client.HTTPException) as error:
        return error


def test_no_orphans_after_a_kill(news):
    with run_server(news, "--timeout", 30) as running:
        thread = threading.Thread(target=_try_quietly, args=(running,))
        thread.start()
        time.sleep(0.5)
        children = running.children()
        assert children
        running.process.kill()
        running.process.wait()
        thread.join()
        assert wait_until(lambda: not any(map(is_alive, children)))


def _try_quietly(running):
    import http.client
    from contextlib import suppress

    with suppress(OSError, http.client.HTTPException):
        running.query(CROSS)


def test_help_teaches(capsys):
    from kg.cli import main

    assert main(["serve", "--help"]) == 0
    said = capsys.readouterr().out
    for word in ("KG_TOKEN", "--allow-update", "/queries/NAME.json", "curl", "--timeout", "127.0.0.1"):
        assert word in said

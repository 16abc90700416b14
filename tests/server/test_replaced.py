"""The store of a running server is moved, replaced, restored, damaged; a child of the server is ended by somebody."""

from __future__ import annotations

import json
import os
import shutil
import signal
import threading
import time
from html import unescape

import pytest

from kg.cli import main
from kg.graph import Store
from tests.samples import filled, other_extraction
from tests.server.conftest import CROSS, TOKEN, run_server, wait_until

PATHS = (
    "/sparql?query=ASK%7B%7D",
    "/entity?iri=wd:Q7809",
    "/queries/people.csv",
    "/graphs?default",
    "/graph?focus=UNESCO",
    "/",
    "/ask/people",
    "/search.json?q=UNESCO",
    "/picture.svg",
)
INSERT = "INSERT DATA { <urn:new> <urn:b> 1 }"


@pytest.fixture
def stores(tmp_path):
    """A store of two documents, and one of one."""
    filled(tmp_path / "news.kg").close()
    with Store(tmp_path / "other.kg") as store:
        store.add(other_extraction())
    return tmp_path / "news.kg", tmp_path / "other.kg"


def documents(running):
    answer = running.query("SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }", Accept="text/csv")
    return int(answer.text.split()[1]) if answer.status == 200 else answer.status


def health(running):
    answer = running.get("/health")
    assert answer.seconds < 1
    return answer.status, json.loads(answer.body)["status"]


def see_trouble(running, path):
    """Every path says that the store can't be read, and none where it should be."""
    assert wait_until(lambda: documents(running) == 503)
    for each in PATHS:
        for accept in ("*/*", "text/html, */*;q=0.5"):
            answer = running.get(each, Accept=accept)
            assert (answer.status, answer.headers["retry-after"]) == (503, "5"), answer.body
            assert "the store can't be read now" in unescape(answer.text).replace("The store", "the store")
            assert str(path.parent) not in answer.text
            assert path.name not in answer.text
    assert health(running) == (503, "trouble")
    assert any("the store can't be read" in line and str(path) in line for line in running.log)


def test_a_store_that_is_replaced_is_served_as_it_is_now(stores):
    news, other = stores
    with run_server(news) as running:
        assert documents(running) == 2
        news.rename(news.with_name("old"))
        shutil.copytree(other, news)
        assert wait_until(lambda: documents(running) == 1)
        assert {running.get(each).status for each in PATHS} == {200}
        assert health(running) == (200, "ok")
        shutil.rmtree(news)
        news.with_name("old").rename(news)
        assert wait_until(lambda: documents(running) == 2)


def test_a_store_that_is_gone_is_told_and_served_when_it_is_back(stores):
    news, other = stores
    with run_server(news) as running:
        assert documents(running) == 2
        news.rename(news.with_name("old"))
        assert wait_until(lambda: health(running) == (503, "trouble"))
        see_trouble(running, news)
        other.rename(news)
        assert wait_until(lambda: health(running) == (200, "ok"))
        assert documents(running) == 1


@pytest.mark.parametrize("damage", ["halves", "no manifest", "something else"])
def test_what_is_no_store_is_told(stores, damage):
    news, other = stores
    with run_server(news) as running:
        shutil.rmtree(news)
        shutil.copytree(other, news)
        for file in [file for file in news.rglob("*") if file.is_file()]:
            if damage == "halves":
                os.truncate(file, file.stat().st_size // 2)
            elif damage == "something else" or "MANIFEST" in file.name:
                file.unlink()
        see_trouble(running, news)
        shutil.rmtree(news)
        shutil.copytree(other, news)
        assert wait_until(lambda: documents(running) == 1)


def test_a_store_that_is_restored_is_served_as_it_is_now(stores):
    news, other = stores
    with run_server(news) as running:
        assert documents(running) == 2
        assert main(["store", "restore", str(other), str(news)]) == 0
        assert wait_until(lambda: documents(running) == 1)
        assert health(running) == (200, "ok")


def test_a_file_that_is_gone_or_broken_is_told(tmp_path):
    path = tmp_path / "graph.ttl"
    path.write_text("<urn:a> <urn:b> 1 .")
    with run_server(path) as running:
        path.write_text("<urn:a> <urn:b")
        see_trouble(running, path)
        path.unlink()
        see_trouble(running, path)
        path.write_text("<urn:a> <urn:b> 1, 2 .")
        assert wait_until(lambda: health(running) == (200, "ok"))


def test_no_update_goes_into_a_store_that_took_the_place(stores):
    news, other = stores
    with run_server(news, "--allow-update", token=TOKEN) as running:
        assert running.update(INSERT).status == 204
        old = news.rename(news.with_name("old"))
        shutil.copytree(other, news)
        answer = running.update(INSERT)
        assert (answer.status, "start the server again" in answer.text) == (503, True)
        assert wait_until(lambda: documents(running) == 1)
        assert json.loads(running.get("/health").body)["updates"] is False
    with Store.open(news) as now, Store.open(old) as then, Store.open(other) as same:
        assert not now.sparql("ASK { <urn:new> ?p ?o }")
        assert set(now.engine) == set(same.engine)
        assert then.sparql("ASK { <urn:new> ?p ?o }")


def test_a_store_that_is_replaced_as_it_closes_stays_as_it_is(stores):
    news, other = stores
    with run_server(news, "--allow-update", token=TOKEN) as running:
        assert running.update(INSERT).status == 204
        news.rename(news.with_name("old"))
        shutil.copytree(other, news)
    for read_only in (True, False):
        with Store.open(news, read_only=read_only) as now, Store.open(other) as same:
            assert set(now.engine) == set(same.engine)


def hang(running):
    """Stop the server's warm child, so that the next query finds it and gets no further."""
    (child,) = running.children()
    os.kill(child, signal.SIGSTOP)
    return child


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_query_whose_child_is_ended_is_tried_again(news, number):
    with run_server(news) as running:
        child, answers = hang(running), []
        thread = threading.Thread(target=lambda: answers.append(running.query("ASK { ?s ?p ?o }", Accept="text/csv")))
        thread.start()
        time.sleep(0.5)
        assert answers == []
        os.kill(child, number)
        if number != signal.SIGKILL:  # which ends a stopped process at once, so that none is left to go on
            os.kill(child, signal.SIGCONT)
        thread.join()
        assert (answers[0].status, answers[0].text.strip()) == (200, "true")


def test_an_update_whose_child_is_ended_is_not_made_twice(stores):
    with run_server(stores[0], "--allow-update", "--timeout", 20, token=TOKEN) as running:
        before, answers = set(running.children()), []
        text = f"INSERT {{ <urn:x> <urn:y> ?n }} WHERE {{ {CROSS} }}"
        thread = threading.Thread(target=lambda: answers.append(running.update(text)))
        thread.start()
        time.sleep(0.7)
        for child in before:
            os.kill(child, signal.SIGKILL)
        thread.join()
        assert (answers[0].status, "ask whether the change was made" in answers[0].text) == (503, True)
        assert running.update(INSERT).status == 204

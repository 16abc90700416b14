"""The sentences beside the picture: what the graph holds, what a thing is, and what says so."""

from __future__ import annotations

import pytest

from kg.graph import Store
from tests.browser.driving import chosen, complaints, number_of, open_page, panel, shown
from tests.samples import sample_extraction

pytest.importorskip("selenium.webdriver")
from selenium.webdriver.common.by import By

pytestmark = pytest.mark.browser


def lead(page, label):
    page.execute_script("kgPage.open(arguments[0], true)", number_of(page, label))
    return page.find_element(By.CSS_SELECTOR, "#panel .told").text


def test_with_nothing_chosen_it_tells_what_the_graph_holds(page):
    assert panel(page).startswith("What is in here")
    told = page.find_element(By.CSS_SELECTOR, "#panel .told").text
    assert told.startswith("1 document tells of 2 events, 3 people, ")
    page.find_element(By.XPATH, "//*[@class='link' and text()='3 people']").click()
    assert shown(page)[0] == 3
    assert "of 3 people." in page.find_element(By.CSS_SELECTOR, "#panel .told").text


def test_a_thing_is_told_in_a_sentence(page):
    told = lead(page, "Classrooms, Connectivity and a Human-Centred Recovery")
    assert told.startswith(
        "Classrooms, Connectivity and a Human-Centred Recovery, an event in New York, 29 September 2021, organised by "
    )
    assert "UNESCO" in told
    assert lead(page, "Stefania Giannini").startswith(
        "Stefania Giannini, Assistant Director-General for Education of UNESCO, chaired Classrooms"
    )


def test_a_plan_is_told_as_one(page):
    assert "Declaration on connectivity and education (planned)" in lead(page, "UNESCO")


def test_the_words_that_say_so_stand_open_and_marked(page):
    lead(page, "Stefania Giannini")
    quotes = page.find_elements(By.CSS_SELECTOR, "#panel > div > blockquote")
    assert quotes
    assert all(quote.is_displayed() for quote in quotes)
    assert page.find_elements(By.CSS_SELECTOR, "#panel blockquote mark")
    titles = [one.text.casefold() for one in page.find_elements(By.CSS_SELECTOR, "#panel h3")]
    assert len(titles) == len(set(titles))


def test_a_link_in_a_sentence_leads_into_the_picture(page):
    lead(page, "Stefania Giannini")
    page.find_element(By.XPATH, "//*[@class='link' and text()='UNESCO']").send_keys(" ")
    assert chosen(page)["node"] == number_of(page, "UNESCO")


def test_a_graph_as_kg_builds_it_is_told_too(browser, tmp_path):
    with Store() as store:
        store.add(sample_extraction())
        store.draw(tmp_path / "graph.html")
    open_page(browser, tmp_path / "graph.html")
    assert " tells of " in panel(browser)
    assert complaints(browser) == []

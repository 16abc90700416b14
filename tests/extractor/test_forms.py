"""The same facts in Markdown, in HTML, in wrapped and in unpunctuated text."""

from __future__ import annotations

import pytest

# Headings, lists, tables and links
MARKDOWN = {
    "heading-and-items": (
        "# Forum on Urban Bees\n\n* **Chair:** Wilhelmina de Graaf\n* **Date:** 6 May 2020\n* **Organiser:** UNEP",
        "Forum on Urban Bees | chair | Wilhelmina de Graaf",
        "Forum on Urban Bees | startDate | 2020-05-06",
        "Forum on Urban Bees | organizer | UNEP",
    ),
    "emphasis-and-links": (
        "The [Humber Forum on Seals](https://example.org/seals) was chaired by **Ada Moreau** of the *Hull Trust*.",
        "Humber Forum on Seals | chair | Ada Moreau",
        "Ada Moreau | affiliation | Hull Trust",
    ),
    "table-of-labels": (
        "# Forum on Urban Bees\n\n| | |\n| --- | --- |\n| Chair | Wilhelmina de Graaf |\n| Venue | Lyon |",
        "Forum on Urban Bees | chair | Wilhelmina de Graaf",
        "Forum on Urban Bees | location | Lyon",
    ),
    "list-under-a-colon": (
        "The Pact on Safe Ferries was signed by:\n\n- Samoa\n- Tonga\n- Vanuatu",
        "Samoa | signed | Pact on Safe Ferries",
        "Tonga | signed | Pact on Safe Ferries",
        "Vanuatu | signed | Pact on Safe Ferries",
    ),
    "not-in-code": (
        "The manual shows an example:\n\n```\nMalta signed the Harbour Pact.\n```",
        "- Malta | signed | Harbour Pact",
    ),
    "list-of-the-absent": (
        "# Meeting of the Lock Keepers Board\n\nApologies were received from:\n\n- Hugo Blaas\n- Ilona Szabó",
        "- Meeting of the Lock Keepers Board | attendee | Hugo Blaas",
        "- Meeting of the Lock Keepers Board | attendee | Ilona Szabó",
    ),
}

# Pages, with what stands around their text
HTML = {
    "paragraph": (
        "<html><head><title>Seals</title></head><body><nav><a "
        'href="/">Home</a></nav><article><h1>Forum on seals opens in Hull</h1>\n'
        '<p>The Humber Forum on Seals was organised by <b>UNEP</b> and chaired by <a href="/ada">Ada '
        "Moreau</a>. It took place in Hull from 1 to 3 October 2014 and gathered experts from many "
        "coastal regions of Europe.</p></article><footer>Copyright</footer></body></html>",
        "Humber Forum on Seals | organizer | UNEP",
        "Humber Forum on Seals | chair | Ada Moreau",
        "Humber Forum on Seals | location | Hull",
        "Humber Forum on Seals | startDate | 2014-10-01",
        "Humber Forum on Seals | endDate | 2014-10-03",
    ),
    "list": (
        "<html><body><article><h1>Seminar on Tidal Power</h1><p>The Seminar on Tidal Power took place "
        "in Swansea and dealt with lagoons, turbines and the price of electricity along the coast.</p>\n"
        "<ul><li>Chair: Elin Roberts</li><li>Moderator: Paulo Nunes</li><li>Host: Swansea "
        "University</li></ul></article></body></html>",
        "Seminar on Tidal Power | chair | Elin Roberts",
        "Seminar on Tidal Power | moderator | Paulo Nunes",
        "Seminar on Tidal Power | host | Swansea University",
    ),
    "table": (
        "<html><body><article><h1>Seminar on Tidal Power</h1><p>The Seminar on Tidal Power took place "
        "in Swansea and dealt with lagoons, turbines and the price of electricity along the coast.</p>\n"
        "<table><tr><th>Chair</th><td>Elin Roberts</td></tr><tr><th>Date</th><td>4 May "
        "2016</td></tr></table></article></body></html>",
        "Seminar on Tidal Power | chair | Elin Roberts",
        "Seminar on Tidal Power | startDate | 2016-05-04",
    ),
    "furniture": (
        '<html><body><nav><ul><li><a href="/a">Malta signed the Harbour '
        "Pact</a></li></ul></nav><article><h1>Seals in Hull</h1><p>The Humber Forum on Seals was "
        "chaired by Ada Moreau. It gathered experts from many coastal regions of Europe, who spoke "
        "about nets and noise.</p></article><footer><p>Norway signed the Cookie "
        "Pact.</p></footer></body></html>",
        "Humber Forum on Seals | chair | Ada Moreau",
        "- Norway | signed | Cookie Pact",
        "- Malta | signed | Harbour Pact",
    ),
    "entities": (
        "<html><body><article><h1>Bells</h1><p>The Ghent Congress on Bells &amp; Chimes was hosted by "
        "Caf&eacute; Carillon Foundation&nbsp;in Ghent. It gathered experts from many towns of Europe, "
        "who spoke about bronze and ropes.</p></article></body></html>",
        "Ghent Congress on Bells & Chimes | host | Café Carillon Foundation",
    ),
}

# Hard-wrapped lines, words broken with hyphens
WRAPPED = {
    "wrapped": (
        "The Humber Forum on Seals was organised by the International Council for\n"
        "the Protection of Coastal Mammals and chaired by Ada Moreau, Director of\n"
        "the Hull Trust. It took place in Hull from 1 to 3 October 2014.",
        "Humber Forum on Seals | organizer | International Council for the Protection of Coastal Mammals",
        "Humber Forum on Seals | chair | Ada Moreau",
        "Ada Moreau | jobTitle | Director",
        "Ada Moreau | affiliation | Hull Trust",
        "Humber Forum on Seals | location | Hull",
        "Humber Forum on Seals | startDate | 2014-10-01",
    ),
    "broken-words": (
        "The Humber Forum on Seals was organised by the International Coun-\n"
        "cil of Lighthouses and chaired by Ada Moreau, who asked the govern-\n"
        "ments of the region to keep their lamps burning through the winter.",
        "Humber Forum on Seals | organizer | International Council of Lighthouses",
        "Humber Forum on Seals | chair | Ada Moreau",
    ),
}

# Lines that have lost their marks
UNPUNCTUATED = {
    "denied-in-a-long-line": (
        "The Izmir Forum on Figs was hosted by Ege University and was chaired by Ms Selin Kaya the "
        "Rector of the university Greece did not attend the Forum because its delegation had been held "
        "up by a storm in the Aegean but the delegates of Cyprus and Malta came in time and signed the "
        "Fig Growers Charter on the last day",
        "Izmir Forum on Figs | host | Ege University",
        "Izmir Forum on Figs | chair | Selin Kaya",
        "- Izmir Forum on Figs | attendee | Greece",
        "? Izmir Forum on Figs | attendee | Cyprus",
        "? Izmir Forum on Figs | attendee | Malta",
    ),
    "a-short-line": (
        "UNEP organised the Humber Forum on Seals in Hull",
        "Humber Forum on Seals | organizer | UNEP",
        "Humber Forum on Seals | location | Hull",
    ),
    "a-short-line-with-a-chair": (
        "Ada Moreau chaired the Humber Forum on Seals on 3 October 2014",
        "Humber Forum on Seals | chair | Ada Moreau",
        "Humber Forum on Seals | startDate | 2014-10-03",
    ),
}


@pytest.mark.parametrize("entry", MARKDOWN.values(), ids=MARKDOWN)
def test_markdown(entry, check):
    text, *facts = entry
    check(text, facts, ".md")


@pytest.mark.parametrize("entry", HTML.values(), ids=HTML)
def test_html(entry, check):
    text, *facts = entry
    check(text, facts, ".html")


@pytest.mark.parametrize("entry", WRAPPED.values(), ids=WRAPPED)
def test_wrapped(entry, check):
    text, *facts = entry
    check(text, facts)


@pytest.mark.parametrize("entry", UNPUNCTUATED.values(), ids=UNPUNCTUATED)
def test_unpunctuated(entry, check):
    text, *facts = entry
    check(text, facts)

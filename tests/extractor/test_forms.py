"""The same facts in Markdown, in HTML, in wrapped and in unpunctuated text."""

from __future__ import annotations

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
    "names-and-parts": (
        "# Seminar on Tidal Power\n\n| Name | Role |\n| --- | --- |\n| Elin Roberts | Chair |\n| Paulo Nunes | "
        "Moderator |",
        "Seminar on Tidal Power | chair | Elin Roberts",
        "Seminar on Tidal Power | moderator | Paulo Nunes",
    ),
    "programme-with-heads": (
        "# Seminar on Tidal Power\n\n| Time | Session | Chair |\n| --- | --- | --- |\n| 09.00 | Panel on "
        "turbines | Ms Elin Roberts |",
        "Panel on turbines | chair | Elin Roberts",
        "Panel on turbines | superEvent | Seminar on Tidal Power",
        "- Seminar on Tidal Power | chair | Elin Roberts",
    ),
    "list-of-events": (
        "# Coming up\n\n| Event | Date | Place | Organiser |\n| --- | --- | --- | --- |\n"
        "| Forum on Seals | 3 May 2024 | Swansea | UNEP |\n| Workshop on Nets | 5 June 2024 | Lima | FAO and WHO |",
        "Forum on Seals | startDate | 2024-05-03",
        "Forum on Seals | organizer | UNEP",
        "Workshop on Nets | location | Lima",
        "Workshop on Nets | startDate | 2024-06-05",
        "Workshop on Nets | organizer | FAO",
        "Workshop on Nets | organizer | WHO",
        "- Forum on Seals | organizer | WHO",
        "- Workshop on Nets | superEvent |",
    ),
    "heads-in-capitals": (
        "# Coming up\n\n| EVENT | PLACE | ORGANISER |\n| --- | --- | --- |\n| Forum on Seals | Lima | UNEP |",
        "Forum on Seals | location | Lima",
        "Forum on Seals | organizer | UNEP",
    ),
    "sessions-with-chairs": (
        "# Seminar on Tidal Power\n\n1. Cheap turbines. Chair: **Elin Roberts** (Hull Trust)\n2. Who pays? "
        "Moderator: **Paulo Nunes**",
        "Cheap turbines | chair | Elin Roberts",
        "Elin Roberts | affiliation | Hull Trust",
        "Cheap turbines | superEvent | Seminar on Tidal Power",
        "Who pays | superEvent | Seminar on Tidal Power",
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
    "table-with-heads": (
        "<html><body><main><h1>Coming up</h1><p>The secretariat announces these meetings for the year. They are open "
        "to all members of the network and to observers who have registered in good time.</p><table><tr><th>Event</th>"
        "<th>Date</th><th>Organiser</th></tr><tr><td>Forum on Seals</td><td>3 May 2024</td><td>UNEP</td></tr>"
        "<tr><td>Workshop on Nets</td><td>5 June 2024</td><td>WHO</td></tr></table></main></body></html>",
        "Forum on Seals | startDate | 2024-05-03",
        "Forum on Seals | organizer | UNEP",
        "Workshop on Nets | startDate | 2024-06-05",
        "Workshop on Nets | organizer | WHO",
        "- Forum on Seals | organizer | WHO",
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

# Agendas as plain text
PLAIN = {
    "labels-under-a-headline": (
        "AGENDA\n\nSeminar on Tidal Power\nConvened by: Hull Trust\nWhen: 6–7 June 2024\nFormat: hybrid",
        "Seminar on Tidal Power | organizer | Hull Trust",
        "Seminar on Tidal Power | startDate | 2024-06-06",
        "Seminar on Tidal Power | endDate | 2024-06-07",
        "Seminar on Tidal Power | eventAttendanceMode | MixedEventAttendanceMode",
    ),
    "timetable": (
        "AGENDA\n\nSeminar on Tidal Power\nWhen: 6–7 June 2024\nWhere: Lyon\n\nThursday, 6 June\n"
        "09.00 Opening remarks: Dr Elin Roberts, Hull Trust\n11.00 Panel on turbines. Moderator: Mr Paulo Nunes\n\n"
        "Friday, 7 June\n09.00 Adoption of the Swansea Charter",
        "Seminar on Tidal Power | startDate | 2024-06-06",
        "Seminar on Tidal Power | speaker | Elin Roberts",
        "Panel on turbines | moderator | Paulo Nunes",
        "Panel on turbines | startDate | 2024-06-06",
        "Panel on turbines | superEvent | Seminar on Tidal Power",
        "~ Seminar on Tidal Power | adopted | Swansea Charter",
        "- Seminar on Tidal Power | moderator | Paulo Nunes",
    ),
}


def test_markdown(hold):
    hold(MARKDOWN, 6, ".md")


def test_html(hold):
    hold(HTML, 5, ".html")


def test_plain(hold):
    hold(PLAIN | WRAPPED, 2)


def test_unpunctuated(hold):
    hold(UNPUNCTUATED, 3)

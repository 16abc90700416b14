"""What pronouns, surnames, acronyms and definite phrases stand for, across sentences."""

from __future__ import annotations

# Who is meant
PEOPLE = {
    "she": (
        "Ms Tamsin Oakes opened the Bristol Forum on Bridges. She later moderated the Severn Panel on Tolls.",
        "Bristol Forum on Bridges | speaker | Tamsin Oakes",
        "Severn Panel on Tolls | moderator | Tamsin Oakes",
    ),
    "he-with-two-people-about": (
        "Ms Tamsin Oakes opened the Bristol Forum on Bridges. Mr Alun Price took notes. He chaired the "
        "Severn Panel on Tolls.",
        "Bristol Forum on Bridges | speaker | Tamsin Oakes",
        "Severn Panel on Tolls | chair | Alun Price",
    ),
    "surname": (
        "Dr Kofi Asante-Boateng chaired the Kumasi Forum on Kente. Dr Asante-Boateng signed the Weavers Charter.",
        "Kumasi Forum on Kente | chair | Kofi Asante-Boateng",
        "Kofi Asante-Boateng | signed | Weavers Charter",
    ),
    "surname-alone": (
        "Marguerite Delacroix chaired the Lille Forum on Lace. Delacroix also signed the Lace Charter.",
        "Lille Forum on Lace | chair | Marguerite Delacroix",
        "Marguerite Delacroix | signed | Lace Charter",
    ),
    "by-the-office": (
        "Hellen Auma, Minister of Tourism of Kenya, opened the Lamu Festival of Dhows. The Minister "
        "signed the Dhow Charter.",
        "Lamu Festival of Dhows | speaker | Hellen Auma",
        "Hellen Auma | signed | Dhow Charter",
    ),
    "two-of-a-surname": (
        "Ana Ruiz chaired the Cadiz Forum on Salt. Pablo Ruiz moderated the Cadiz Panel on Fish. Mr "
        "Ruiz signed the Salt Charter.",
        "? Pablo Ruiz | signed | Salt Charter",
        "- Ana Ruiz | signed | Salt Charter",
    ),
    "they": (
        "Olga Petrova and Igor Sidorov met in Kazan. They signed the Volga Charter.",
        "Olga Petrova | signed | Volga Charter",
        "Igor Sidorov | signed | Volga Charter",
    ),
    "who-is-not-the-last-name": (
        "Rector Emre Aydın of Izmir Tech welcomed Selin Kaya. She moderated the Izmir Panel on Figs.",
        "Izmir Panel on Figs | moderator | Selin Kaya",
    ),
    "the-chair-takes-up-the-role": (
        "The Kumasi Forum on Kente was chaired by Kofi Asante. The chair signed the Weavers Charter.",
        "Kofi Asante | signed | Weavers Charter",
        "Kumasi Forum on Kente | chair | Kofi Asante",
    ),
}

# Which body is meant
BODIES = {
    "acronym-in-brackets": (
        "The Lake Chad Reeds Authority (LCRA) met in Maroua. LCRA launched the Papyrus Initiative.",
        "Lake Chad Reeds Authority | launched | Papyrus Initiative",
    ),
    "the-Organization": (
        "UNIDO held the Graz Workshop on Looms. The Organization also launched the Loom Initiative.",
        "Graz Workshop on Looms | organizer | UNIDO",
        "UNIDO | launched | Loom Initiative",
    ),
    "the-foundation": (
        "The Tidewater Foundation met in Hull. The Foundation funded the Humber Seals Programme.",
        "? Tidewater Foundation | funds | Humber Seals Programme",
        "? Humber Seals Programme | sponsor | Tidewater Foundation",
        "- Hull | funds | Humber Seals Programme",
    ),
    "the-two-agencies": (
        "UNHCR and IOM met in Tapachula. The two agencies launched the Safe Paths Initiative.",
        "UNHCR | launched | Safe Paths Initiative",
        "IOM | launched | Safe Paths Initiative",
    ),
    "it": (
        "The Mekong River Institute met in Vientiane. It published the Handbook on Catfish.",
        "Mekong River Institute | published | Handbook on Catfish",
    ),
    "its-director": (
        "The Mekong River Institute met in Vientiane. Its director, Somsak Vong, chaired the Vientiane "
        "Forum on Catfish.",
        "Somsak Vong | affiliation | Mekong River Institute",
        "Vientiane Forum on Catfish | chair | Somsak Vong",
    ),
    "the-full-name-behind": (
        "The SADC Seed Board and the World Food Programme (WFP) met in Harare. WFP launched the Sorghum Initiative.",
        "World Food Programme | launched | Sorghum Initiative",
        "- SADC Seed Board | launched | Sorghum Initiative",
    ),
    "the-ministry": (
        "The Ministry of Crafts of Nepal and UNDP met in Pokhara. The Ministry launched the Felt Initiative.",
        "Ministry of Crafts of Nepal | launched | Felt Initiative",
        "- UNDP | launched | Felt Initiative",
    ),
}

# Which event is meant
EVENTS = {
    "the-meeting": (
        "UNECE held the Meeting on Tunnel Safety. The meeting was chaired by Corinne Favre.",
        "Meeting on Tunnel Safety | chair | Corinne Favre",
    ),
    "the-forum-in-capitals": (
        "UNECE organised the Basel Forum on Tunnels. Corinne Favre chaired the Forum.",
        "Basel Forum on Tunnels | chair | Corinne Favre",
    ),
    "it-for-an-event": (
        "The Basel Forum on Tunnels opened on 3 May 2016. It was chaired by Corinne Favre and ended "
        "with the adoption of the Tunnel Charter.",
        "Basel Forum on Tunnels | chair | Corinne Favre",
        "Basel Forum on Tunnels | outcome | Tunnel Charter",
    ),
    "the-event": (
        "The Basel Forum on Tunnels opened on 3 May 2016. The event was hosted by ETH Zurich.",
        "Basel Forum on Tunnels | host | ETH Zurich",
    ),
    "a-titled-event": (
        'UNECE held a webinar entitled "Light in the Tunnel". The webinar was moderated by Reto Frei.',
        "Light in the Tunnel | moderator | Reto Frei",
        "Light in the Tunnel | organizer | UNECE",
    ),
    "two-events-stay-two": (
        "The Basel Forum on Tunnels was chaired by Corinne Favre. The Bern Seminar on Signals was "
        "chaired by Reto Frei.",
        "Basel Forum on Tunnels | chair | Corinne Favre",
        "Bern Seminar on Signals | chair | Reto Frei",
    ),
    "another-one": (
        "The Basel Forum on Tunnels was chaired by Corinne Favre. Another forum, hosted by ETH Zurich, "
        "dealt with caves.",
        "? forum | host | ETH Zurich",
        "- Basel Forum on Tunnels | host | ETH Zurich",
    ),
    "next-years-one": (
        "The Basel Forum on Tunnels was chaired by Corinne Favre. Next year's forum will be chaired by Reto Frei.",
        "Basel Forum on Tunnels | chair | Corinne Favre",
        "? Next year's forum | chair | Reto Frei",
        "? forum | chair | Reto Frei",
        "- Basel Forum on Tunnels | chair | Reto Frei",
    ),
    "a-text-taken-up": (
        "Malta and Tunisia drafted the Harbour Pact. Both countries signed the pact.",
        "Malta | signed | Harbour Pact",
        "Tunisia | signed | Harbour Pact",
    ),
    "the-declaration": (
        "The Basel Forum on Tunnels discussed the Tunnel Declaration. Participants adopted the Declaration.",
        "Basel Forum on Tunnels | adopted | Tunnel Declaration",
    ),
}


def test_people(hold):
    hold(PEOPLE, 3)


def test_bodies(hold):
    hold(BODIES, 7)


def test_events(hold):
    hold(EVENTS, 7)

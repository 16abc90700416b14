"""What nouns say: chairs, speakers, hosts, launches and signatures."""

from __future__ import annotations

# Who plays a part that a noun names
HOLDERS = {
    "was-the-chair-of": (
        "Dario Marić was the chair of the Zadar Workshop on Octopus.",
        "Zadar Workshop on Octopus | chair | Dario Marić",
    ),
    "moderator-of": (
        "The moderator of the Porto Panel on Cork, Inês Valadares, asked for short answers.",
        "Porto Panel on Cork | moderator | Inês Valadares",
    ),
    "keynote-speaker": (
        "Olivier Mbemba was the keynote speaker at the Kinshasa Congress on Rumba.",
        "Kinshasa Congress on Rumba | speaker | Olivier Mbemba",
    ),
    "speakers-included": (
        "Speakers at the Kinshasa Congress on Rumba included Olivier Mbemba and Thérèse Ilunga.",
        "Kinshasa Congress on Rumba | speaker | Olivier Mbemba",
        "Kinshasa Congress on Rumba | speaker | Thérèse Ilunga",
    ),
    "organisers-were": (
        "The organisers of the Tampere Summit on Saunas were the Finnish Heat Society and Tampere University.",
        "Tampere Summit on Saunas | organizer | Finnish Heat Society",
        "Tampere Summit on Saunas | organizer | Tampere University",
    ),
    "host-of": (
        "Lesotho was the host of the Maseru Congress on Wool.",
        "Maseru Congress on Wool | host | Lesotho",
    ),
    "sponsor-of": (
        "The main sponsor of the Maseru Congress on Wool was the Highland Bank.",
        "Maseru Congress on Wool | sponsor | Highland Bank",
    ),
    "participants-included": (
        "Participants in the Pécs Workshop on Wine included Croatia and the Drava Growers Association.",
        "Pécs Workshop on Wine | attendee | Croatia",
        "Pécs Workshop on Wine | attendee | Drava Growers Association",
    ),
    "under-the-chairmanship": (
        "The Lomé Forum on Cassava met under the chairmanship of Afi Mensah.",
        "Lomé Forum on Cassava | chair | Afi Mensah",
    ),
    "signatory": (
        "Vanuatu is a signatory to the Reef Charter.",
        "Vanuatu | signed | Reef Charter",
    ),
    "partner-of": (
        "The Ganges Clean-Up Trust is a partner of UNICEF.",
        "Ganges Clean-Up Trust | partnerOf | UNICEF",
    ),
    "outcome-of": (
        "The main outcome of the Arusha Summit on Elephants was the Arusha Ivory Declaration.",
        "Arusha Summit on Elephants | outcome | Arusha Ivory Declaration",
    ),
    "opening-remarks-by": (
        "The Vaduz Seminar on Stamps began with opening remarks by Sabine Frick.",
        "Vaduz Seminar on Stamps | speaker | Sabine Frick",
    ),
    "a-keynote-by": (
        "A keynote by Professor Emil Dragan set the tone of the Cluj Congress on Wolves.",
        "Cluj Congress on Wolves | speaker | Emil Dragan",
    ),
}

# Deeds that nouns name
ACTS = {
    "adoption-of-by": (
        "The adoption of the Barge Charter by Romania surprised many.",
        "Romania | adopted | Barge Charter",
    ),
    "signing-of-by": (
        "The signing of the Condor Pact by Ecuador took three minutes.",
        "Ecuador | signed | Condor Pact",
    ),
    "publication-of-by": (
        "The publication of the Handbook on School Gardens by the Seedling Foundation was delayed by rain.",
        "Seedling Foundation | published | Handbook on School Gardens",
    ),
    "a-seminar-by": (
        "A seminar organised by the Baltic Museum Network took place in Gdansk.",
        "seminar | organizer | Baltic Museum Network",
        "seminar | location | Gdansk",
    ),
    "participation-of": (
        "The participation of Eritrea in the Asmara Forum on Palms was welcomed.",
        "Asmara Forum on Palms | attendee | Eritrea",
    ),
}

# Parts that nobody played
DENIED = {
    "absence-of": (
        "The absence of Eritrea from the Asmara Forum on Palms was noticed.",
        "- Asmara Forum on Palms | attendee | Eritrea",
    ),
    "not-the-chair": (
        "Afi Mensah was not the chair of the Lomé Forum on Cassava.",
        "! Lomé Forum on Cassava | chair | Afi Mensah",
    ),
    "not-among-the-organisers": (
        "UNICEF was not among the organisers of the Lomé Forum on Cassava.",
        "- Lomé Forum on Cassava | organizer | UNICEF",
    ),
    "candidate-for-chair": (
        "Afi Mensah is a candidate for chair of the Lomé Forum on Cassava.",
        "- Lomé Forum on Cassava | chair | Afi Mensah",
    ),
    "without-the-participation": (
        "The Lomé Forum on Cassava opened without the participation of Benin.",
        "- Lomé Forum on Cassava | attendee | Benin",
    ),
    "opponents": (
        "Opponents of the Reef Charter, among them Vanuatu, walked out.",
        "- Vanuatu | signed | Reef Charter",
        "- Vanuatu | adopted | Reef Charter",
    ),
    "a-chair-to-sit-on": (
        "A wooden chair by Alvar Holm was shown at the Turku Fair on Design.",
        "- Turku Fair on Design | chair | Alvar Holm",
    ),
    "lack-of-funding": (
        "For lack of funding by the Highland Bank, the Wool Roads Project ended.",
        "- Highland Bank | funds | Wool Roads Project",
        "- Wool Roads Project | sponsor | Highland Bank",
    ),
}


def test_holders(hold):
    hold(HOLDERS, 9)


def test_acts(hold):
    hold(ACTS, 4)


def test_denied(hold):
    hold(DENIED, 7)

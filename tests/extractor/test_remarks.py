"""What people said, and who speaks thereby."""

from __future__ import annotations

# The speaker, the verb and the words
REMARKS = {
    "urged": (
        "At the Ceuta Forum on Straits, Omar Belkacem urged all ports to share their data.",
        "all ports to share their data | remarkBy | Omar Belkacem",
        "all ports to share their data | verb | urged",
        "Ceuta Forum on Straits | speaker | Omar Belkacem",
    ),
    "said-that": (
        "Ruth Adler, Director of the Negev Water Lab, said that wells were drying up.",
        "that wells were drying up | remarkBy | Ruth Adler",
        "that wells were drying up | verb | said",
    ),
    "quotation-before": (
        '"Our rivers cannot wait," said Ximena Rojas.',
        "Our rivers cannot wait | remarkBy | Ximena Rojas",
    ),
    "quotation-behind": (
        'Ximena Rojas said: "Our rivers cannot wait."',
        "Our rivers cannot wait | remarkBy | Ximena Rojas",
    ),
    "warned": (
        "The Nordic Fire Institute warned that peat was burning.",
        "that peat was burning | remarkBy | Nordic Fire Institute",
    ),
    "recalled": (
        "Ms Hoa Nguyen recalled that the dam had been built in 1961.",
        "that the dam had been built in 1961 | remarkBy | Hoa Nguyen",
    ),
    "pronoun": (
        "Liesl Brandt opened the Graz Forum on Apples. She urged Austria to protect old orchards.",
        "Graz Forum on Apples | speaker | Liesl Brandt",
        "Austria to protect old orchards | remarkBy | Liesl Brandt",
    ),
}

# A speaker's words are no facts about others, and the speaker isn't somebody quoted
REPORTED = {
    "not-the-object-of-the-remark": (
        "Liesl Brandt thanked Otto Fuchs at the Graz Forum on Apples.",
        "? Graz Forum on Apples | speaker | Liesl Brandt",
        "- Graz Forum on Apples | speaker | Otto Fuchs",
    ),
    "did-not-say": (
        "Otto Fuchs did not say that orchards were dying.",
        "- orchards were dying | remarkBy | Otto Fuchs",
    ),
    "recommended-that": (
        "Liesl Brandt recommended that FAO launch the Orchard Programme.",
        "- FAO | launched | Orchard Programme",
    ),
    "regretted-absence": (
        "Liesl Brandt regretted that Italy had not signed the Orchard Charter.",
        "! Italy | signed | Orchard Charter",
    ),
    "quoted-person-of-another-time": (
        "Liesl Brandt quoted Wangari Maathai at the Graz Forum on Apples.",
        "- Graz Forum on Apples | speaker | Wangari Maathai",
    ),
    "he-was-said-to": (
        "Otto Fuchs is said to fund the Orchard Programme.",
        "- Otto Fuchs | funds | Orchard Programme",
        "- Orchard Programme | sponsor | Otto Fuchs",
    ),
}


def test_remarks(hold):
    hold(REMARKS, 6)


def test_reported(hold):
    hold(REPORTED, 6)

"""Whole short documents of many kinds: what each states, and that it states nothing else of the sort."""

from __future__ import annotations

# Press releases, briefs and newsletters
NEWS = {
    "press-release": (
        "Banjul, 14 November 2018 – Fishing communities of the Gambia and Senegal met today at the "
        "River Forum on Shared Waters, organised by the Gambia River Trust with funding from the "
        "Nordic Climate Bank. Ms Isatou Ceesay-Joof, Executive Director of the Trust, opened the "
        'Forum. "The river knows no border," she said. Mauritania had been invited but did not attend.',
        "River Forum on Shared Waters | organizer | Gambia River Trust",
        "River Forum on Shared Waters | sponsor | Nordic Climate Bank",
        "River Forum on Shared Waters | speaker | Isatou Ceesay-Joof",
        "River Forum on Shared Waters | startDate | 2018-11-14",
        "Isatou Ceesay-Joof | jobTitle | Executive Director",
        "Isatou Ceesay-Joof | affiliation | Gambia River Trust",
        "- River Forum on Shared Waters | attendee | Mauritania",
        "? River Forum on Shared Waters | attendee | Gambia",
        "? River Forum on Shared Waters | attendee | Senegal",
        "? River Forum on Shared Waters | attendee | Isatou Ceesay-Joof",
    ),
    "call-for-papers": (
        "The Congress on Living Archives will be held in Ljubljana from 8 to 10 September 2022. The "
        "congress, which is organised by the Archivists Guild of Slovenia in cooperation with UNESCO, "
        "will be opened by Dr Maja Kranjc. Abstracts are due by 1 March 2022.",
        "~ Congress on Living Archives | location | Ljubljana",
        "~ Congress on Living Archives | startDate | 2022-09-08",
        "~ Congress on Living Archives | endDate | 2022-09-10",
        "Congress on Living Archives | organizer | Archivists Guild of Slovenia",
        "? Congress on Living Archives | organizer | UNESCO",
        "~ Congress on Living Archives | speaker | Maja Kranjc",
    ),
    "pledges": (
        "At the Donor Conference for the Shire Valley, Ireland pledged 8 million euros to the Shire "
        "Valley Fund and Switzerland 3 million. Denmark made no pledge. The Kulima Foundation, which "
        "runs the fund, thanked both countries.",
        "Ireland | funds | Shire Valley Fund",
        "Switzerland | funds | Shire Valley Fund",
        "- Denmark | funds | Shire Valley Fund",
        "- Kulima Foundation | funds | Shire Valley Fund",
    ),
    "launch-of-a-report": (
        "UNEP released the Sand Report at the Dhaka Dialogue on Rivers. The report, funded by the "
        "Delta Trust, was presented by Dr Rumana Hoque of BRAC University. India did not endorse the report.",
        "UNEP | published | Sand Report",
        "? UNEP | launched | Sand Report",
        "Dhaka Dialogue on Rivers | speaker | Rumana Hoque",
        "Rumana Hoque | affiliation | BRAC University",
        "- India | supports | Sand Report",
        "- India | adopted | Sand Report",
    ),
    "appointment": (
        "Dr Ayumi Sakata has been appointed Director of the Pacific Tide Institute. She succeeds Mr "
        "Leon Marsh, who retired in June 2019.",
        "Ayumi Sakata | jobTitle | Director",
        "Ayumi Sakata | affiliation | Pacific Tide Institute",
        "- Leon Marsh | jobTitle | Director of the Pacific Tide Institute",
    ),
}

# Minutes, programmes, invitations
PAPERS = {
    "concept-note": (
        "Concept note: the Regional Dialogue on Herders is convened by the Sahel Herders League and "
        "IFAD in support of SDG 2 and SDG 15. It takes place on the sidelines of the Agadez Summit on "
        "Water. It was first proposed by Niger.",
        "Regional Dialogue on Herders | organizer | Sahel Herders League",
        "Regional Dialogue on Herders | organizer | IFAD",
        "Regional Dialogue on Herders | addressesGoal | sdg:2",
        "Regional Dialogue on Herders | addressesGoal | sdg:15",
        "Regional Dialogue on Herders | onTheMarginsOf | Agadez Summit on Water",
        "- Regional Dialogue on Herders | organizer | Niger",
    ),
}


def test_news(hold):
    hold(NEWS, 4)


def test_papers(hold):
    hold(PAPERS, 1)

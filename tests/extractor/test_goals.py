"""Which Sustainable Development Goals something works towards."""

from __future__ import annotations

# Goals and targets, however the text writes them
GOALS = {
    "in-support-of": (
        "The Nukus Forum on Melons was held in support of SDG 2.",
        "Nukus Forum on Melons | addressesGoal | sdg:2",
    ),
    "glued": (
        "The Nukus Forum on Melons promotes SDG2 and SDG6.",
        "Nukus Forum on Melons | addressesGoal | sdg:2",
        "Nukus Forum on Melons | addressesGoal | sdg:6",
    ),
    "written-out": (
        "The Clean Kitchens Initiative contributes to Sustainable Development Goal 7.",
        "Clean Kitchens Initiative | addressesGoal | sdg:7",
    ),
    "plural": (
        "The Clean Kitchens Initiative contributes to Sustainable Development Goals 3, 5 and 7.",
        "Clean Kitchens Initiative | addressesGoal | sdg:3",
        "Clean Kitchens Initiative | addressesGoal | sdg:5",
        "Clean Kitchens Initiative | addressesGoal | sdg:7",
    ),
    "target": (
        "The Quiet Seas Declaration supports SDG target 14.1.",
        "Quiet Seas Declaration | addressesGoal | sdg:14.1",
    ),
    "towards-a-goal-in-brackets": (
        "The Karaganda Summit on Steel worked towards decent work (SDG 8).",
        "Karaganda Summit on Steel | addressesGoal | sdg:8",
    ),
    "a-capital-goal": (
        "The Braille Atlas Project advances Goal 4.",
        "Braille Atlas Project | addressesGoal | sdg:4",
    ),
    "dedicated-to": (
        "A workshop dedicated to SDG 12 was organised by the Repair Guild.",
        "workshop | addressesGoal | sdg:12",
        "workshop | organizer | Repair Guild",
    ),
}

# Numbers and goals of another kind
NO_GOALS = {
    "a-bodys-own-goal": (
        "Goal 6 of the bank's plan is a new roof, the Seminar on Banking heard.",
        "- Seminar on Banking | addressesGoal | sdg:6",
    ),
    "not-addressing": (
        "The Seminar on Banking does not address SDG 5.",
        "- Seminar on Banking | addressesGoal | sdg:5",
    ),
    "lower-case-goals": (
        "The Forum on Hockey counted 4 goals.",
        "- Forum on Hockey | addressesGoal | sdg:4",
    ),
    "goals-of-the-past": (
        "The Seminar on Banking recalled Millennium Development Goal 2.",
        "- Seminar on Banking | addressesGoal | sdg:2",
    ),
}


def test_goals(hold):
    hold(GOALS, 7)


def test_no_goals(hold):
    hold(NO_GOALS, 2)

"""Small extractions made by hand, for tests of all that comes after extraction."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from kg.alignment import AlignedText
from kg.graph import Store
from kg.iris import BASE, expand, mint, mint_document
from kg.model import Block, Document, Extraction, Passage, Statement, Value

JAPAN, UNESCO, UN, GOAL4 = (expand(name) for name in ("wd:Q17", "wd:Q7809", "wd:Q1065", "sdg:4"))
EVENT = mint(BASE, "event", "Dialogue on Digital Learning")
PERSON = mint(BASE, "person", "Ana Example")
MISSION = mint(BASE, "organization", "Permanent Mission of Japan to the United Nations")
COALITION = mint(BASE, "organization", "Learning Coalition")
DECLARATION = mint(BASE, "instrument", "Declaration on Connectivity")
REMARK = mint(BASE, "remark", "urged all countries to reopen schools")
FIGURE = mint(BASE, "figure", "120000000 learners")
SESSION = mint(BASE, "event", "76th session of the General Assembly")

TEXT = """Dialogue on Digital Learning
The Permanent Mission of Japan to the United Nations and UNESCO organised the Dialogue on Digital Learning online on \
29 September 2021, on the margins of the 76th session of the General Assembly. Ana Example, Director of UNESCO, \
chaired the dialogue in New York in support of SDG 4. She urged all countries to reopen schools for nearly 120 million \
learners. UNESCO will launch a Declaration on Connectivity. Italy did not attend. The Learning Coalition is a partner \
of UNESCO.
"""
OTHER = "UNESCO held the Dialogue on Digital Learning. The World Bank attended the dialogue.\n"


@dataclass
class Script:
    """Collects the statements of a document, each with the sentence around its words."""

    document: Document
    statements: list[Statement] = field(default_factory=list)

    def say(self, subject: str, predicate: str, thing: str | Value, words: str, **marks: object) -> None:
        """Add a statement; `predicate` may be prefixed, `words` stand in the text."""
        text = self.document.text
        start = text.index(words)
        first = max(text.rfind(". ", 0, start) + 2, text.rfind("\n", 0, start) + 1) if start else 0
        ends = [end for end in (text.find(".", start + len(words) - 1), text.find("\n", start)) if end >= 0]
        sentence = text[max(first, 0) : min(ends) + 1].strip()
        passage = Passage(self.document.iri, start, start + len(words), words, sentence)
        options = {"confidence": 0.9, "rule": "sample", **marks}
        if isinstance(thing, str):
            thing = expand(thing)
        self.statements.append(Statement(subject, expand(predicate), thing, passage, **options))  # type: ignore[arg-type]

    def name(self, subject: str, class_name: str, words: str, *others: str) -> None:
        """Say a thing's class and names; the first is found in the text."""
        self.say(subject, "rdf:type", class_name, words)
        for place, name in enumerate((words, *others)):
            self.say(subject, "schema:alternateName" if place else "schema:name", Value(name), words)

    def done(self) -> Extraction:
        return Extraction(self.document, tuple(self.statements))


def sample_document(name: str = "dialogue.txt", text: str = TEXT, **facts: str) -> Document:
    """A document of one block."""
    block = Block("paragraph", AlignedText.of(text))
    return Document(mint_document(BASE, name), name, text, (block,), **facts)  # type: ignore[arg-type]


def sample_extraction() -> Extraction:
    """All that TEXT says: an event with organisers, chair, place, date, goal, a remark, a figure, a plan, a denial."""
    script = Script(sample_document(title="Dialogue on Digital Learning", date="2021-09-30"))
    _names(script)
    _event(script)
    script.say(PERSON, "schema:jobTitle", Value("Director"), "Director of UNESCO")
    script.say(PERSON, "schema:affiliation", UNESCO, "Ana Example, Director of UNESCO")
    script.say(MISSION, "kg:represents", JAPAN, "Mission of Japan")
    script.say(UNESCO, "kg:launched", DECLARATION, "will launch a Declaration on Connectivity", planned=True)
    script.say(COALITION, "kg:partnerOf", UNESCO, "is a partner of UNESCO")
    script.say(REMARK, "kg:remarkBy", PERSON, "She urged")
    script.say(REMARK, "kg:verb", Value("urged"), "urged")
    script.say(REMARK, "schema:text", Value("all countries to reopen schools"), "all countries to reopen schools")
    script.say(FIGURE, "schema:value", Value("120000000", expand("xsd:integer")), "120 million")
    script.say(FIGURE, "schema:unitText", Value("learners"), "learners")
    script.say(FIGURE, "kg:approximate", Value("true", expand("xsd:boolean")), "nearly 120 million")
    return script.done()


def _names(script: Script) -> None:
    script.name(EVENT, "kg:Dialogue", "Dialogue on Digital Learning", "the dialogue")
    script.name(UNESCO, "kg:IntergovernmentalOrganization", "UNESCO")
    script.name(MISSION, "kg:PermanentMission", "Permanent Mission of Japan to the United Nations")
    script.name(JAPAN, "schema:Country", "Japan")
    script.name(PERSON, "schema:Person", "Ana Example")
    script.name(SESSION, "kg:Session", "76th session of the General Assembly")
    script.name(GOAL4, "sdgo:Goal", "SDG 4", "Sustainable Development Goal 4")
    script.name(expand("wd:Q60"), "schema:City", "New York")
    script.name(expand("wd:Q38"), "schema:Country", "Italy")
    script.name(DECLARATION, "kg:Instrument", "Declaration on Connectivity")
    script.name(COALITION, "kg:Partnership", "Learning Coalition")
    script.say(REMARK, "rdf:type", "kg:Remark", "urged all countries to reopen schools")
    script.say(FIGURE, "rdf:type", "kg:Figure", "120 million learners")


def _event(script: Script) -> None:
    date = Value("2021-09-29", expand("xsd:date"))
    script.say(EVENT, "schema:organizer", UNESCO, "UNESCO organised the Dialogue", rule="organize-active")
    script.say(EVENT, "schema:organizer", MISSION, "Mission of Japan to the United Nations and UNESCO organised")
    script.say(EVENT, "schema:eventAttendanceMode", "schema:OnlineEventAttendanceMode", "online")
    script.say(EVENT, "schema:startDate", date, "29 September 2021")
    script.say(EVENT, "schema:location", "wd:Q60", "in New York")
    script.say(EVENT, "kg:onTheMarginsOf", SESSION, "on the margins of the 76th session of the General Assembly")
    script.say(EVENT, "kg:chair", PERSON, "Ana Example, Director of UNESCO, chaired the dialogue", confidence=0.95)
    script.say(EVENT, "kg:addressesGoal", GOAL4, "in support of SDG 4")
    script.say(EVENT, "schema:attendee", "wd:Q38", "Italy did not attend", negated=True)


def other_extraction() -> Extraction:
    """A second document that repeats two facts of the first, and adds one."""
    script = Script(sample_document("2021/other news.txt", OTHER))
    bank = expand("wd:Q7164")
    script.name(EVENT, "kg:Dialogue", "Dialogue on Digital Learning")
    script.name(UNESCO, "kg:IntergovernmentalOrganization", "UNESCO")
    script.name(bank, "kg:IntergovernmentalOrganization", "World Bank")
    script.say(EVENT, "schema:organizer", UNESCO, "UNESCO held the Dialogue")
    script.say(EVENT, "schema:attendee", bank, "World Bank attended the dialogue")
    return script.done()


def filled(path: Path | None = None) -> Store:
    """A store with both documents, in a folder where one is named."""
    store = Store(path)
    store.add(sample_extraction())
    store.add(other_extraction())
    return store

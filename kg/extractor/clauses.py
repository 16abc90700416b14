"""What a verb's clause says, whoever comes first in it: who does, what it is done to, with whom, where, towards what.

Passives are turned, relative clauses and participles get their antecedent, coordinated verbs share their subject,
what is planned and what is denied is marked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.extractor.lexicon import Lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

RELATIVE = frozenset({"which", "who", "that", "whom", "whose"})
VERBAL = frozenset({"VERB", "AUX"})


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb with its logical subjects, its logical objects and what its prepositions govern."""

    verb: Token
    lemma: str
    subjects: tuple[Token, ...]
    objects: tuple[Token, ...]
    prepositions: tuple[tuple[str, Token], ...]
    passive: bool
    negated: bool
    planned: bool
    unreal: bool = False

    def fillers(self, role: str) -> tuple[Token, ...]:
        """Return the tokens that fill a role: `subject`, `object`, or `prep:at|in` for any of these prepositions."""
        if role == "subject":
            return self.subjects
        if role == "object":
            return self.objects
        wanted = role.removeprefix("prep:").split("|")
        return tuple(token for name, token in self.prepositions if name in wanted)


def read_clauses(sentence: Iterator[Token], lexicon: Lexicon) -> list[Clause]:
    """Read the clauses of a sentence, one for each verb."""
    verbs = [token for token in sentence if token.pos_ in VERBAL and token.dep_ not in ("aux", "auxpass")]
    clauses: list[Clause] = []
    for verb in verbs:
        clause = read_clause(verb, lexicon)
        clauses.append(_repeated(clause, clauses) if _stands_in(verb) else clause)
    return _without_claimed(clauses)


def _without_claimed(clauses: list[Clause]) -> list[Clause]:
    """Take names that stand right before a verb as its subject out of the clause that the parser gave them to."""
    claimed = {token: clause.verb for clause in clauses for token in _names_before(clause.verb)}
    if not claimed:
        return clauses
    kept = []
    for clause in clauses:

        def mine(token: Token, verb: Token = clause.verb) -> bool:
            return claimed.get(token, verb) == verb

        kept.append(
            replace(
                clause,
                subjects=tuple(filter(mine, clause.subjects)),
                objects=tuple(filter(mine, clause.objects)),
                prepositions=tuple(pair for pair in clause.prepositions if mine(pair[1])),
            )
        )
    return kept


def _names_before(verb: Token) -> list[Token]:
    """The names right before a finite verb to which the parser gave no subject: "…, A and B launched"."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP") or verb.i <= verb.sent.start + 1 or _has_own_subject(verb):
        return []
    if any(c.dep_ in ("agent", "auxpass") or (c.dep_ == "aux" and c.i < verb.i) for c in verb.children):
        return []
    doc, index = verb.doc, verb.i - 1
    while index > verb.sent.start and (doc[index].text == "," or doc[index].dep_ == "advmod"):
        index -= 1
    if doc[index].pos_ != "PROPN" or doc[index].dep_ in ("nsubj", "nsubjpass"):
        return []
    names, joined = [doc[index]], False
    while index > verb.sent.start + 1:
        before = index - 1 - (doc[index - 1].lower_ in ("the", "a"))
        if doc[before].lower_ not in ("and", ",") or (doc[before].text == "," and joined is False and len(names) > 1):
            break
        if doc[before].text == "," and not joined:
            break
        joined = True
        if doc[before - 1].pos_ != "PROPN" or (doc[before].text == "," and doc[before - 1].ent_type_ == "x"):
            break
        names.insert(0, doc[before - 1])
        if doc[before].lower_ == "and":
            break
        index = before - 1
    return names


def _stands_in(verb: Token) -> bool:
    """Whether a form of "do" stands for the verb before it: "as did A", "B did so"."""
    if verb.lemma_ != "do" or any(c.dep_ == "dobj" and c.lower_ != "so" for c in verb.children):
        return False
    return any(c.lower_ in ("so", "as", "likewise") for c in verb.children)


def _repeated(clause: Clause, before: list[Clause]) -> Clause:
    """The clause before once more, with other subjects."""
    earlier = next((c for c in reversed(before) if c.verb.lemma_ not in ("be", "do", "have") and not c.passive), None)
    if earlier is None:
        return clause
    subjects = clause.subjects or tuple(expand([c for c in clause.verb.children if c.pos_ == "PROPN"]))
    return replace(earlier, subjects=subjects, negated=clause.negated)


def read_clause(verb: Token, lexicon: Lexicon) -> Clause:
    """Read one verb's clause."""
    passive = is_passive(verb)
    given = tuple(expand(_given_subjects(verb)))
    agents = tuple(expand(_agents(verb)))
    own = tuple(
        expand(
            child
            for child in verb.children
            if child.dep_ in ("dobj", "obj", "dative", "oprd", "attr") and child.lower_ not in RELATIVE
        )
    )
    relative_object = _relative_object(verb)
    objects = own or tuple(expand([relative_object] if relative_object is not None else _shared_objects(verb)))
    doers = agents if passive else given
    subjects = (*doers, *(t for t in expand(_companions(verb)) if t not in doers)) if doers else doers
    if passive:
        objects = (*given, *(o for o in own if o not in given))
    return Clause(
        verb,
        lemma_of(verb),
        subjects,
        objects,
        tuple(_prepositions(verb)),
        passive,
        is_negated(verb, lexicon),
        is_planned(verb, lexicon),
        is_unreal(verb, lexicon),
    )


def lemma_of(verb: Token) -> str:
    """Return a verb's lemma with its particle: "take part", "bring together" stay one cue."""
    particle = next(
        (
            c.lower_
            for c in verb.children
            if c.dep_ == "prt" or (c.lower_ in ("together", "away") and c.i == verb.i + 1)
        ),
        "",
    )
    return f"{verb.lemma_.lower()} {particle}".strip()


def is_passive(verb: Token) -> bool:
    """Tell whether a verb is a passive, or a past participle standing alone."""
    if any(child.dep_ in ("nsubjpass", "auxpass", "csubjpass") for child in verb.children):
        return True
    if verb.tag_ != "VBN":
        return False
    if any(child.dep_ == "aux" and child.lemma_ == "have" for child in verb.children):
        return False
    if verb.dep_ == "conj" and verb.head.pos_ in VERBAL and not any(c.dep_ in ("aux", "nsubj") for c in verb.children):
        return is_passive(verb.head)
    return verb.dep_ in ("acl", "advcl", "amod", "ROOT", "relcl", "conj", "ccomp", "pcomp", "dep", "nsubj", "csubj")


# Subjects


def _given_subjects(verb: Token) -> list[Token]:
    """A verb's grammatical subject: its own, its antecedent, or that of the verb it hangs on."""
    own = [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass", "csubj")]
    if not own and (names := _names_before(verb)):
        return names
    if own:
        if own[0].lower_ in RELATIVE:
            antecedent = antecedent_of(verb)
            return _stood_for(antecedent) if antecedent is not None else []
        return own
    if (
        verb.dep_ in ("relcl", "acl")
        and verb.head.dep_ == "attr"
        and verb.head.lower_ in ("first", "last", "only", "one")
    ):
        return [c for c in verb.head.head.children if c.dep_ == "nsubj"]
    if verb.dep_ == "acl" or (verb.dep_ == "relcl" and verb.tag_ in ("VBN", "VBG")):
        return [verb.head] if verb.head.pos_ not in VERBAL else []
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and verb.head.pos_ in ("NOUN", "PROPN"):
        return [verb.head]
    if verb.dep_ in ("advcl", "xcomp", "conj", "ccomp", "pcomp") or (verb.dep_ == "pobj"):
        above = _verb_above(verb)
        if above is not None and above != verb:
            return _inherited(verb, above)
    return []


def _stood_for(antecedent: Token) -> list[Token]:
    """Whom "those" stands for in "among those who spoke were A and B"."""
    if antecedent.lower_ not in ("those", "they") or antecedent.head.lower_ not in (
        "among",
        "amongst",
        "be",
        "were",
        "was",
        "are",
    ):
        return [antecedent]
    verb = antecedent.head.head if antecedent.head.pos_ == "ADP" else antecedent.head
    return [c for c in verb.children if c.dep_ in ("nsubj", "attr") and c.i > antecedent.i]


def _inherited(verb: Token, above: Token) -> list[Token]:
    """The subject that a dependent verb takes from the verb above it."""
    if verb.dep_ == "xcomp":
        objects = [child for child in above.children if child.dep_ in ("dobj", "iobj", "dative")]
        if objects and above.lemma_ in (
            "ask",
            "urge",
            "invite",
            "call",
            "encourage",
            "request",
            "help",
            "allow",
            "enable",
            "tell",
        ):
            return objects
    subjects = _given_subjects(above)
    if is_passive(verb) is False and is_passive(above) and verb.dep_ == "conj" and not subjects:
        return []
    companions = [
        t for name, t in _prepositions(above) if name == "with" and above.lemma_ in ("team", "join", "partner")
    ]
    return [*subjects, *companions]


def _verb_above(verb: Token) -> Token | None:
    head = verb.head
    while head.pos_ not in VERBAL:
        if head.head == head:
            return None
        head = head.head
    return head


def antecedent_of(verb: Token) -> Token | None:
    """Return the noun that a relative clause belongs to."""
    person = _person_before_who(verb)
    if person is not None:
        return person
    head = verb
    while head.dep_ == "conj":
        head = head.head
    if head.dep_ in ("relcl", "acl") and head.head.pos_ not in VERBAL:
        return head.head
    if head.dep_ in ("ccomp", "advcl", "dep", "parataxis"):
        before = [t for t in verb.doc[verb.sent.start : verb.left_edge.i] if t.pos_ in ("NOUN", "PROPN")]
        return before[-1] if before else None
    return None


def _person_before_who(verb: Token) -> Token | None:
    """The name right before "who", which is surer than the parser's choice among several."""
    who = next((c for c in verb.children if c.lower_ in ("who", "whom")), None)
    if who is None or who.i <= verb.sent.start:
        return None
    before = who.nbor(-1) if who.nbor(-1).text != "," or who.i - 2 < verb.sent.start else who.nbor(-2)
    return before if before.pos_ == "PROPN" else None


def _agents(verb: Token) -> list[Token]:
    prepositions = [c for c in verb.children if c.lower_ == "by" and c.dep_ in ("agent", "prep", "conj")]
    prepositions += [c for p in prepositions for c in p.children if c.lower_ == "by" and c.dep_ == "conj"]
    return [t for prep in prepositions for t in prep.children if t.dep_ == "pobj"]


def _companions(verb: Token) -> list[Token]:
    """Those together with whom the subject acts: "Together with A, B plans to launch"."""
    above = verb
    while above.dep_ == "xcomp" and above.head.pos_ in VERBAL:
        above = above.head
    found = []
    for token in (
        *verb.subtree,
        *(c for child in above.children if child.dep_ in ("prep", "advmod") for c in child.subtree),
    ):
        if token.lower_ == "with" and token.i > 0 and token.nbor(-1).lower_ in ("together", "jointly", "along"):
            found += [c for c in token.children if c.dep_ == "pobj"]
    return list(dict.fromkeys(found))


# Objects and prepositions


def _relative_object(verb: Token) -> Token | None:
    """The antecedent, where the relative pronoun is the object: "the Forum, which UNESCO organised"."""
    if verb.dep_ not in ("relcl",) or is_passive(verb):
        return None
    subjects = [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")]
    objects = [child for child in verb.children if child.dep_ in ("dobj", "obj")]
    pronoun = any(o.lower_ in RELATIVE for o in objects)
    governed = any(c.dep_ == "prep" and any(g.lower_ in RELATIVE for g in c.children) for c in verb.children)
    if subjects and subjects[0].lower_ not in RELATIVE and not governed and (pronoun or not objects):
        return antecedent_of(verb)
    return None


def _shared_objects(verb: Token) -> list[Token]:
    """The object of the next coordinated verb, where a verb has none: "organised and hosted a forum"."""
    for child in verb.children:
        if (
            child.dep_ == "conj"
            and child.pos_ in VERBAL
            and not any(c.dep_ in ("nsubj", "nsubjpass") for c in child.children)
        ):
            if is_passive(child) or any(t.pos_ in ("NOUN", "PROPN") for t in verb.doc[verb.i + 1 : child.i]):
                continue
            return [c for c in child.children if c.dep_ == "dobj"]
    return []


def _prepositions(verb: Token) -> Iterator[tuple[str, Token]]:
    """(preposition, noun) for each that a verb governs, those stacked behind one another included."""
    stack = [
        child
        for child in verb.children
        if child.dep_ in ("prep", "agent", "advmod", "dative", "prt", "npadvmod", "amod")
    ]
    while stack:
        prep = stack.pop(0)
        name = prep.lower_
        for child in prep.children:
            if child.dep_ == "pobj":
                if child.lower_ in RELATIVE:
                    antecedent = antecedent_of(verb)
                    if antecedent is not None:
                        yield name, antecedent
                    continue
                for token in expand([child]):
                    yield name, token
            elif child.dep_ in ("prep", "pcomp"):
                stack.append(child)
    for child in verb.children:
        if child.dep_ in ("dobj", "attr") and child.pos_ == "NOUN":
            for prep in child.children:
                if prep.dep_ == "prep":
                    for noun in prep.children:
                        if noun.dep_ == "pobj" and noun.lower_ not in RELATIVE:
                            for token in expand([noun]):
                                yield prep.lower_, token


def expand(tokens: Iterator[Token] | list[Token]) -> Iterator[Token]:
    """Yield nouns with those that are coordinated with them."""
    for token in tokens:
        yield token
        denied = any(child.lower_ in ("not", "neither") for child in token.children)
        for child in token.children:
            if any(c.lower_ == "not" for c in child.children) or (child.i and child.nbor(-1).lower_ == "not"):
                continue
            if (child.dep_ == "conj" and child.pos_ not in VERBAL and not denied) or (
                child.dep_ == "appos" and any(c.dep_ == "cc" for c in child.children)
            ):
                yield from expand([child])


# Modality


def is_negated(verb: Token, lexicon: Lexicon) -> bool:
    """Tell whether a verb is denied: by "not", by "declined to", by an unmet expectation, by a subject "nobody"."""
    negators = lexicon.words("negating-word")
    if verb.dep_ in ("xcomp", "ccomp") and verb.head.lower_ == "unable":
        return True
    if (
        verb.dep_ == "xcomp"
        and verb.head.lemma_ in ("have", "be")
        and any(c.lower_ == "yet" for c in (*verb.head.children, *verb.children))
    ):
        return True
    for child in verb.children:
        if child.dep_ == "neg" or (child.dep_ in ("advmod", "preconj", "cc", "aux") and child.lower_ in negators):
            return True
        if child.dep_ in ("nsubj", "nsubjpass", "dobj") and any(c.lower_ in ("no", "neither") for c in child.children):
            return True
        if child.dep_ in ("nsubj", "nsubjpass") and child.lower_ in ("nobody", "none", "neither"):
            return True
    if verb.dep_ in ("xcomp", "ccomp") and verb.head.pos_ in VERBAL and verb.head.i < verb.i:
        head = verb.head
        if head.lemma_.lower() in lexicon.words("negating-verb") or is_negated(head, lexicon):
            return True
        return _is_unmet(head, lexicon)
    if verb.dep_ == "conj" and verb.head.pos_ in VERBAL and not _has_own_subject(verb):
        return verb.head.lemma_.lower() not in lexicon.words("negating-verb") and _negates_conjuncts(verb)
    return False


def _negates_conjuncts(verb: Token) -> bool:
    """Whether a denial goes on: "did not attend or sign" denies both, "did not attend but signed" only the first."""
    joiner = [c.lower_ for c in verb.head.children if c.dep_ == "cc"]
    denied = any(c.dep_ == "neg" for c in verb.head.children)
    return denied and "or" in joiner


def _is_unmet(verb: Token, lexicon: Lexicon) -> bool:
    """Whether a verb tells of what didn't come about: "had been expected to"."""
    auxiliaries = [c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")]
    past_perfect = "had" in auxiliaries
    lemma = verb.lemma_.lower()
    return past_perfect and (lemma in lexicon.words("planning-verb") or lemma in ("offer", "invite", "register", "ask"))


def _has_own_subject(verb: Token) -> bool:
    return any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children)


def is_unreal(verb: Token, lexicon: Lexicon) -> bool:
    """Tell whether a verb speaks of what may be rather than what is: under "if", "may", "urged to", in a question."""
    if verb.sent.text.rstrip().endswith("?"):
        return True
    if any(c.dep_ == "mark" and c.lower_ in ("if", "unless", "whether") for c in verb.children):
        return True
    if verb.dep_ == "pcomp" and verb.head.lower_ in ("of", "from", "without", "against", "before", "about"):
        return True  # "stopped short of signing", "thought about joining"
    if any(
        c.dep_ == "mark" and c.lower_ in ("though", "if") and c.i and c.nbor(-1).lower_ == "as" for c in verb.children
    ):
        return True
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    conditional = any(
        c.dep_ == "advcl" and any(m.lower_ in ("if", "unless") for m in c.children) for c in verb.children
    )
    if auxiliaries & {"may", "might", "could", "should", "ought"} or (
        auxiliaries & {"would"} and ("have" in auxiliaries or conditional)
    ):
        return True
    return _is_wished(verb, lexicon)


def _is_wished(verb: Token, lexicon: Lexicon) -> bool:
    """Whether somebody only asks, urges or hopes that another does it, or it is only said to be so."""
    if verb.dep_ not in ("xcomp", "ccomp", "advcl") or verb.head.pos_ not in VERBAL or verb.head.i > verb.i:
        return False
    head, lemma = verb.head, verb.head.lemma_.lower()
    infinitive = any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
    if lemma in lexicon.words("wishing-verb"):
        return infinitive or verb.tag_ == "VBG" or _has_own_subject(verb)
    if lemma in ("claim", "allege", "speculate", "pretend", "ought"):
        return True
    if lemma in ("hope", "wish", "want", "expect", "like") and _has_own_subject(verb) and not is_passive(head):
        return True
    return (
        infinitive
        and is_passive(head)
        and lemma in ("say", "believe", "think", "report", "rumour", "allege", "ask", "invite")
    )


def is_planned(verb: Token, lexicon: Lexicon) -> bool:
    """Tell whether a verb speaks of what is to come: "will", "plans to", "is expected to", "is to be"."""
    for child in verb.children:
        if child.dep_ in ("aux", "auxpass") and child.lower_ in (
            "will",
            "shall",
            "would",
            "'ll",
            "should",
            "may",
            "might",
            "could",
            "can",
        ):
            return True
    if verb.dep_ in ("xcomp", "ccomp", "advcl") and verb.head.pos_ in VERBAL:
        head = verb.head
        infinitive = any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)
        if infinitive and (
            head.lemma_.lower() in lexicon.words("planning-verb") or head.lemma_ == "be" or is_planned(head, lexicon)
        ):
            return True
    if verb.dep_ == "xcomp" and verb.head.pos_ == "ADJ" and verb.head.lower_ in lexicon.words("planning-verb"):
        return True
    if verb.dep_ == "conj" and verb.head.pos_ in VERBAL and not _has_own_subject(verb):
        tensed = any(child.dep_ in ("aux", "auxpass") for child in verb.children) or verb.tag_ in ("VBD", "VBZ", "VBP")
        return not tensed and is_planned(verb.head, lexicon)
    return False

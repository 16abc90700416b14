"""The nouns around a verb: its subjects, its objects, what its prepositions govern, whoever comes first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

RELATIVE = frozenset({"which", "who", "that", "whom", "whose"})

VERBAL = frozenset({"VERB", "AUX"})


def find_names_before(verb: Token) -> list[Token]:
    """The names right before a finite verb to which the parser gave no subject: "…, A and B launched"."""
    auxiliaries = [c for c in verb.children if c.dep_ == "aux" and c.i < verb.i]
    first = min((verb, *auxiliaries), key=lambda token: token.i)
    if first.tag_ not in ("VBD", "VBZ", "VBP", "MD") or first.i <= verb.sent.start + 1 or has_own_subject(verb):
        return []
    if any(c.dep_ in ("agent", "auxpass") for c in verb.children):
        return []
    doc, index = verb.doc, first.i - 1
    while index > verb.sent.start and (doc[index].text == "," or doc[index].dep_ == "advmod"):
        index -= 1
    if verb.dep_ == "conj" and doc[index].dep_ == "dobj" and doc[index].head == verb.head and index < verb.i - 1:
        return []  # "organised the Forum, published a report": the comma parts two acts of one subject
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


def is_passive(verb: Token) -> bool:
    """Tell whether a verb is a passive, or a past participle standing alone."""
    if any(child.dep_ in ("nsubjpass", "auxpass", "csubjpass") for child in verb.children):
        return True
    if verb.tag_ == "VBD" and verb.dep_ == "conj" and any(c.dep_ == "agent" for c in verb.children):
        return is_passive(verb.head)  # "was run by A and paid for by B"
    if verb.tag_ != "VBN" or bare_relative(verb) is not None:
        return False
    if any(child.dep_ == "aux" and child.lemma_ in ("have", "having") for child in verb.children):
        return False
    if verb.dep_ == "conj" and verb.head.pos_ in VERBAL and not any(c.dep_ in ("aux", "nsubj") for c in verb.children):
        return is_passive(verb.head) or any(c.dep_ == "agent" for c in verb.children)
    return verb.dep_ in ("acl", "advcl", "amod", "ROOT", "relcl", "conj", "ccomp", "pcomp", "dep", "nsubj", "csubj")


def find_subjects(verb: Token) -> list[Token]:
    """A verb's grammatical subject: its own, its antecedent, or that of the verb it hangs on."""
    if bare_relative(verb) is not None:
        return [verb.head]
    own = [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass", "csubj")]
    if not own and (names := find_names_before(verb)):
        return names
    if own:
        if own[0].lower_ in RELATIVE:
            antecedent = antecedent_of(verb)
            return _stood_for(antecedent) if antecedent is not None else []
        return own
    if verb.dep_ in ("relcl", "acl") and verb.head.dep_ == "attr" and _is_singled_out(verb.head):
        return [c for c in verb.head.head.children if c.dep_ == "nsubj"]
    if (noun := _noun_before(verb)) is not None:
        return [noun, *find_governing_nouns(noun)]
    if verb.dep_ == "acl" or (verb.dep_ == "relcl" and verb.tag_ in ("VBN", "VBG")):
        return [verb.head] if verb.head.pos_ not in VERBAL else []
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and verb.head.pos_ in ("NOUN", "PROPN"):
        return [verb.head]
    if verb.dep_ in ("advcl", "xcomp", "conj", "ccomp", "pcomp") or (verb.dep_ == "pobj"):
        above = _verb_above(verb)
        if above is not None and above != verb:
            return _inherited(verb, above)
    return []


def _is_singled_out(noun: Token) -> bool:
    """Whether a noun is "the first", "the last", "the only country"."""
    return any(token.lower_ in ("first", "last", "latest", "only", "one") for token in (noun, *noun.children))


def _noun_before(verb: Token) -> Token | None:
    """The name right before a participle that hangs on a verb: "At the Forum, held in Rome, FAO launched …"."""
    if verb.dep_ not in ("advcl", "conj") or verb.tag_ != "VBN" or verb.i < verb.sent.start + 2:
        return None
    if any(child.dep_ in ("aux", "auxpass", "mark", "nsubj", "nsubjpass") for child in verb.children):
        return None
    fronted = verb.dep_ == "advcl" and verb.i < verb.head.i
    noun = verb.nbor(-2)
    told = fronted or any(child.dep_ == "agent" for child in verb.children)
    return noun if told and verb.nbor(-1).text == "," and noun.pos_ == "PROPN" else None


def find_governing_nouns(noun: Token) -> list[Token]:
    """Return the nouns that a noun hangs on through prepositions: the ceremony of "a ceremony in the Palace"."""
    found = []
    while noun.dep_ == "pobj" and noun.head.head.pos_ in ("NOUN", "PROPN"):
        noun = noun.head.head
        found.append(noun)
    return found


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
    subjects = find_subjects(above)
    if is_passive(verb) is False and is_passive(above) and verb.dep_ == "conj" and not subjects:
        return []
    companions = [
        t for name, t in read_prepositional(above) if name == "with" and above.lemma_ in ("team", "join", "partner")
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
    while head.dep_ in ("conj", "xcomp"):
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


def read_agents(verb: Token) -> list[Token]:
    """Return who does what a passive says: what "by" governs."""
    prepositions = [c for c in verb.children if c.lower_ == "by" and c.dep_ in ("agent", "prep", "conj")]
    prepositions += [c for p in prepositions for c in p.children if c.lower_ == "by" and c.dep_ == "conj"]
    prepositions = [p for p in prepositions if not (p.i and p.nbor(-1).lower_ == "not")]
    return [t for prep in prepositions for t in prep.children if t.dep_ == "pobj"]


def find_companions(verb: Token) -> list[Token]:
    """Those together with whom the subject acts: "Together with A, B plans to launch"."""
    above = verb
    while above.dep_ == "xcomp" and above.head.pos_ in VERBAL:
        above = above.head
    beside = (c for child in above.children if child.dep_ in ("prep", "advmod") for c in child.subtree)
    return list(dict.fromkeys(read_together((*verb.subtree, *beside))))


def read_together(tokens: Iterable[Token]) -> list[Token]:
    """Return what "together with", "jointly with" and "along with" govern."""
    return [
        c
        for token in tokens
        if token.lower_ == "with" and token.i > 0 and token.nbor(-1).lower_ in ("together", "jointly", "along")
        for c in token.children
        if c.dep_ == "pobj"
    ]


def bare_relative(verb: Token) -> Token | None:
    """Return the noun before "that" or "which" where the parser took an active clause for a participle.

    "An event that the two agencies organised": the agencies organised the event.
    """
    if (
        verb.dep_ != "acl"
        or verb.tag_ not in ("VBN", "VBD")
        or verb.head.pos_ not in ("NOUN", "PROPN")
        or verb.i != verb.head.i + 1
    ):
        return None
    start = verb.head.left_edge.i
    if start - 2 < verb.sent.start or verb.doc[start - 1].lower_ not in ("that", "which"):
        return None
    noun = verb.doc[start - 2]
    return noun if noun.pos_ in ("NOUN", "PROPN") else None


def find_relative_object(verb: Token) -> Token | None:
    """The antecedent, where the relative pronoun is the object: "the Forum, which UNESCO organised"."""
    bare = bare_relative(verb)
    if bare is not None:
        return bare
    if verb.dep_ not in ("relcl",) or is_passive(verb):
        return None
    subjects = [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")]
    objects = [child for child in verb.children if child.dep_ in ("dobj", "obj")]
    pronoun = any(o.lower_ in RELATIVE for o in objects)
    if any(child.lower_ == "whose" for subject in subjects for child in subject.children):
        return None  # "the University, whose rector presided"
    governed = any(c.dep_ == "prep" and any(g.lower_ in RELATIVE for g in c.children) for c in verb.children)
    if subjects and subjects[0].lower_ not in RELATIVE and not governed and (pronoun or not objects):
        return antecedent_of(verb)
    return None


def find_shared_objects(verb: Token) -> list[Token]:
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


def read_prepositional(verb: Token) -> Iterator[tuple[str, Token]]:
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
        if child.dep_ in ("dobj", "attr", "nsubjpass") and child.pos_ == "NOUN":
            for prep in child.children:
                if prep.dep_ == "prep":
                    for noun in prep.children:
                        if noun.dep_ == "pobj" and noun.lower_ not in RELATIVE:
                            for token in expand([noun]):
                                yield prep.lower_, token


def expand(tokens: Iterator[Token] | list[Token]) -> Iterator[Token]:
    """Yield nouns with those that are coordinated with them."""
    for token in tokens:
        contrasted = any(c.lower_ == "not" for c in token.children) and any(c.lower_ == "but" for c in token.children)
        if not contrasted:  # "not A but B"
            yield token
        denied = not contrasted and any(child.lower_ in ("not", "neither") for child in token.children)
        for child in token.children:
            if any(c.lower_ == "not" for c in child.children) or (child.i and child.nbor(-1).lower_ == "not"):
                continue
            if (child.dep_ == "conj" and child.pos_ not in VERBAL and not denied) or (
                child.dep_ == "appos" and any(c.dep_ == "cc" for c in child.children)
            ):
                yield from expand([child])


def has_own_subject(verb: Token) -> bool:
    """Tell whether a verb has a subject of its own."""
    return any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children)

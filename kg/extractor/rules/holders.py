"""Around a noun: whom it is said of, what it belongs to, who gives it, into whose hands it falls."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import TYPE_CHECKING

from kg.extractor.arguments import VERBAL, antecedent_of, expand, is_passive, read_agents

if TYPE_CHECKING:
    from spacy.tokens import Token

FALLS_TO = {
    ("to", "fall"),
    ("to", "go"),
    ("with", "lie"),
    ("with", "rest"),
    ("by", "undertake"),
    ("by", "ensure"),
    ("by", "assume"),
    ("by", "provide"),
    ("to", "entrust"),
    ("to", "assign"),
    ("to", "give"),
}

WHOLE = ("of", "at", "for", "in", "to")


def find_governing_verb(token: Token) -> Token | None:
    """Return the verb that a noun hangs on, or nothing."""
    for above in token.ancestors:
        if above.pos_ in VERBAL:
            return above
    return None


def find_governed(token: Token, prepositions: Sequence[str]) -> list[Token]:
    """What prepositions behind a noun govern, through one another: "the launch by A of the campaign B"."""
    found = [t for name, pobj in _chain(token) if name in prepositions for t in expand([pobj])]
    for prep in token.children:
        if prep.dep_ in ("prep", "agent") and prep.lower_ in prepositions:
            same = (prep, *prep.conjuncts)  # "the presence of A and of B"
            found += [t for each in same for child in each.children if child.dep_ == "pobj" for t in expand([child])]
        elif prep.dep_ in ("prep", "agent"):
            inner = [
                c
                for child in prep.children
                if child.dep_ == "pobj"
                for c in child.children
                if c.dep_ in ("prep", "agent")
            ]
            found += [
                t
                for p in inner
                if p.lower_ in prepositions
                for child in p.children
                if child.dep_ == "pobj"
                for t in expand([child])
            ]
    return found


def find_deliverers(token: Token) -> list[Token]:
    """Who delivers what a noun names: "the briefing given by X"."""
    return [t for verb in token.children if verb.dep_ == "acl" and is_passive(verb) for t in expand(read_agents(verb))]


def _chain(token: Token) -> list[tuple[str, Token]]:
    """The prepositional phrases right behind a noun, wherever the parser attached them."""
    doc, found, index = token.doc, [], token.i + 1
    while (
        index < token.sent.end
        and doc[index].dep_ in ("prep", "agent")
        and doc[index].lower_ in ("of", "by", "to", "from")
    ):
        pobj = next((c for c in doc[index].children if c.dep_ == "pobj"), None)
        if pobj is None:
            break
        found.append((doc[index].lower_, pobj))
        index = pobj.i + 1
    return found


def find_holders(token: Token) -> list[Token]:
    """Whom a noun is said of: its apposition, the other side of "to be", what stands before "as"."""
    found = [t for child in token.children if child.dep_ == "appos" for t in expand([child])]
    found += [t for t in _named_behind(token) if t not in found]
    if token.dep_ == "appos":
        found.append(token.head)
    if token.dep_ in ("compound", "nmod") and token.head.i == token.i + 1 and token.head.pos_ == "PROPN":
        found.append(token.head)  # "Moderator X"
    head = _conjunction_head(token)
    if head.dep_ in ("attr", "oprd", "acomp") and head.head.pos_ in VERBAL:
        found += [
            t
            for child in head.head.children
            if child.dep_ in ("nsubj", "nsubjpass")
            for t in expand([_antecedent(child, head.head)])
        ]
    if head.dep_ in ("nsubj", "nsubjpass") and head.head.lemma_ in ("be", "include"):
        found += [t for child in head.head.children if child.dep_ in ("attr", "dobj") for t in expand([child])]
    if head.dep_ == "pobj" and head.head.lower_ == "as":
        found += _before_as(head.head)
    if head.dep_ == "pobj" and head.head.lower_ == "in" and head.head.i > token.sent.start:
        found += [t for t in (head.head.nbor(-1),) if t.pos_ == "PROPN"]  # "with X in the chair"
    if head.dep_ == "pobj" and head.head.lower_ == "with" and token.lower_.endswith("ing"):
        found += [c for c in token.children if c.dep_ == "compound" and c.pos_ == "PROPN"]  # "with X presiding"
    if head.dep_ == "pobj" and head.head.lower_ in ("among", "in"):
        found += _inverted(head.head)
    for verb in token.children:  # "the participants, among whom were A and B"
        if verb.dep_ == "relcl" and any(c.lower_ == "among" for c in verb.children):
            found += [t for c in verb.children if c.dep_ in ("nsubj", "attr") for t in expand([c])]
    return [t for t in found if t != token]


def _named_behind(token: Token) -> list[Token]:
    """The names behind a comma right after a noun: "the chair, A", "the two hosts, A and B"."""
    doc, index = token.doc, token.i + 1
    if index < token.sent.end and doc[index].lower_ == "of":
        index = _behind_whole(doc[index])
    if index >= token.sent.end or doc[index].text != ",":
        return []
    found: list[Token] = []
    plural = token.tag_ in ("NNS", "NNPS")
    while index + 1 < token.sent.end and doc[index].lower_ in (",", "and") and (plural or not found):
        index += 1
        while index < token.sent.end - 1 and doc[index].lower_ in ("the", "and"):
            index += 1
        if doc[index].pos_ != "PROPN":
            break
        found.append(doc[index])
        index += 1
        if (len(found) > 1 and doc[index - 2].lower_ in ("and",)) or (
            len(found) > 1 and doc[index - 3].lower_ == "and"
        ):
            break
    return found


def _behind_whole(of: Token) -> int:
    """The token behind what "of" governs: the noun right behind it, whatever the parser took for its object."""
    doc, index = of.doc, of.i + 1
    while index < of.sent.end - 1 and doc[index].pos_ in ("DET", "ADJ", "NUM"):
        index += 1
    if doc[index].pos_ in ("NOUN", "PROPN") and index + 1 < of.sent.end and doc[index + 1].text == ",":
        return index + 1
    whole = next((c for c in of.children if c.dep_ == "pobj"), None)
    return whole.i + 1 if whole is not None else of.i


def _conjunction_head(token: Token) -> Token:
    while token.dep_ == "conj":
        token = token.head
    return token


def _antecedent(subject: Token, verb: Token) -> Token:
    if subject.lower_ in ("who", "which", "that"):
        return antecedent_of(verb) or subject
    return subject


def _before_as(prep: Token) -> list[Token]:
    """Who does something "as moderator": the noun before, the object of "with", the subject of the verb."""
    governor = prep.head
    if prep.i > prep.sent.start and prep.nbor(-1).pos_ == "PROPN" and prep.nbor(-1).dep_ in ("pobj", "conj"):
        return [prep.nbor(-1)]
    if governor.pos_ not in VERBAL:
        return list(expand([governor]))
    role = "nsubjpass" if is_passive(governor) else "dobj" if governor.lemma_ == "have" else "nsubj"
    objects = [c for c in governor.children if c.dep_ == role]  # "the panel had X as its moderator"
    return [t for o in objects for t in expand([_antecedent(o, governor)])]


def _inverted(prep: Token) -> list[Token]:
    """Among the speakers were A and B."""
    verb = prep.head
    if verb.lemma_ != "be":
        return []
    if prep.lower_ == "in" and prep.i > verb.i:
        return [t for c in verb.children if c.dep_ == "nsubj" for t in expand([_antecedent(c, verb)])]
    return [t for c in verb.children if c.dep_ in ("nsubj", "attr") and c.i > verb.i for t in expand([c])]


def find_wholes(token: Token) -> list[Token]:
    """What a noun belongs to: behind "of", before "'s", a noun that specifies it, the antecedent of "whose"."""
    found = find_governed(token, WHOLE)
    for child in token.children:
        if child.dep_ == "poss":
            if child.lower_ == "whose":
                antecedent = antecedent_of(find_governing_verb(token) or token)
                found += [antecedent] if antecedent is not None else []
            else:
                found.append(child)
        elif child.dep_ in ("compound", "nmod") and child.i < token.i:
            found.append(child)
    verb = find_governing_verb(token)
    if verb is not None and verb.dep_ == "relcl":
        # "the Coalition, of which Ghana is a member"
        for prep in verb.children:
            if prep.dep_ == "prep" and any(c.lower_ in ("which", "whom") for c in prep.children):
                antecedent = antecedent_of(verb)
                found += [antecedent] if antecedent is not None else []
    return found


def find_givers(token: Token, giving: Container[str]) -> list[Token]:
    """Who gives funding: "funding came from X", "funding was provided by X", "funding by X"."""
    found = find_governed(token, ("from", "by"))
    head = _conjunction_head(token)
    if head.dep_ in ("nsubj", "nsubjpass", "dobj") and head.head.pos_ in VERBAL:
        verb = head.head
        if head.dep_ == "dobj":
            return (
                found + [t for c in verb.children if c.dep_ == "nsubj" for t in expand([_antecedent(c, verb)])]
                if verb.lemma_ in giving
                else found
            )
        found += [
            t
            for child in verb.children
            if child.dep_ in ("prep", "agent") and child.lower_ in ("from", "by")
            for prep in (child, *child.conjuncts)
            for c in prep.children
            if c.dep_ == "pobj"
            for t in expand([c])
        ]
    return found


def find_hands(token: Token) -> list[Token]:
    """In whose hands something is, to whom it falls."""
    head = _conjunction_head(token)
    if head.dep_ not in ("nsubj", "nsubjpass"):
        return []
    found = []
    for prep in head.head.children:
        if prep.dep_ != "prep":
            continue
        for noun in prep.children:
            if noun.lemma_ == "hand":
                found += find_governed(noun, ("of",))
            elif noun.dep_ == "pobj" and (prep.lower_, head.head.lemma_) in FALLS_TO:
                found += list(expand([noun]))
    return found

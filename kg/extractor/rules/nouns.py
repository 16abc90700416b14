"""Facts that nouns say: "the chair, X", "its co-chairs were X and Y", "the adoption of X by Y", "X, a member of Y"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kg.extractor.chunks import UNKNOWN
from kg.extractor.clauses import VERBAL, antecedent_of, expand, is_negated, is_passive, is_planned, is_unreal
from kg.extractor.discourse import Thing
from kg.extractor.facts import Fact
from kg.extractor.mentions import Fits, Scene
from kg.extractor.rules.typing import fits_end, is_event, settle
from kg.frames import Frame

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


def read_nouns(scene: Scene) -> Iterator[Fact]:
    """Find the facts that the nouns of a sentence say."""
    for token in scene.sentence:
        plain = token.pos_ in ("NOUN", "PROPN", "ADJ", "VERB") and (
            token.pos_ == "NOUN" or not scene.parsed.chunk(token)
        )
        if not (plain or _is_capital_role(token, scene)):
            continue
        for frame in _frames(token, scene):
            yield from _apply(frame, token, scene)


def _is_capital_role(token: Token, scene: Scene) -> bool:
    """Whether a token is a capitalised role such as "the Chair", which names nobody."""
    chunk = scene.parsed.chunk(token)
    return chunk is not None and chunk.kind == "role"


def _frames(token: Token, scene: Scene) -> Iterator[Frame]:
    lemma = token.lemma_.lower()
    word = token.lower_
    pair = f"{token.nbor(-1).lower_} {lemma}" if token.i > token.sent.start else lemma
    hyphen = (
        f"{token.nbor(-2).lower_}-{lemma}" if token.i > token.sent.start + 1 and token.nbor(-1).text == "-" else lemma
    )
    keys = dict.fromkeys((lemma, word, pair, hyphen))
    yield from dict.fromkeys(frame for key in keys for frame in scene.lexicon.noun_frames.get(key, ()))


def _apply(frame: Frame, token: Token, scene: Scene) -> Iterator[Fact]:
    ranged = _fill(frame.range_role, token, scene, fits_end(scene, frame.evokes, domain=False))
    if not ranged:
        return
    domains = _fill(frame.domain_role, token, scene, fits_end(scene, frame.evokes, domain=True))
    verb = _governing_verb(token)
    negated = _is_denied(token, verb, scene)
    planned = verb is not None and is_planned(verb, scene.lexicon)
    unreal = verb is not None and is_unreal(verb, scene.lexicon)
    for subject in domains:
        for obj in ranged:
            if subject is not obj:
                settle(scene, subject, frame.evokes, domain=True)
                settle(scene, obj, frame.evokes, domain=False)
                spot = scene.spot(token.left_edge.i, token.i + 1)
                yield Fact(
                    subject,
                    frame.evokes,
                    obj,
                    spot,
                    scene.sentence_spot(),
                    frame.name,
                    frame.confidence,
                    negated,
                    planned,
                    unreal,
                )


def _governing_verb(token: Token) -> Token | None:
    for above in token.ancestors:
        if above.pos_ in VERBAL:
            return above
    return None


def _is_denied(token: Token, verb: Token | None, scene: Scene) -> bool:
    negators = scene.lexicon.words("negating-word")
    if any(child.lower_ in negators for child in token.children):
        return True
    return verb is not None and is_negated(verb, scene.lexicon)


def _fill(roles: str, token: Token, scene: Scene, fits: Fits) -> list[Thing]:
    for role in (part.strip() for part in roles.split(",")):
        found = _fill_one(role, token, scene, fits)
        if found:
            return found
    return []


def _fill_one(role: str, token: Token, scene: Scene, fits: Fits) -> list[Thing]:
    qualifier, _, rest = role.rpartition(":")
    if qualifier == "money" and not _is_money(token, scene):
        return []
    if rest == "focus":
        return _focus(token, scene, fits)
    if rest == "holder":
        return scene.resolve_all(_holders(token), fits)
    if rest == "whole":
        return scene.resolve_all(_wholes(token), fits)
    if rest == "giver":
        return scene.resolve_all(_givers(token), fits)
    if rest == "hands":
        return scene.resolve_all(_hands(token), fits)
    if rest == "ending":
        return _ending_event(token, scene, fits)
    return scene.resolve_all(_governed(token, (rest,)), fits)


def _focus(token: Token, scene: Scene, fits: Fits) -> list[Thing]:
    """The passage's event, unless the noun says that it belongs to something else."""
    for other in _wholes(token):
        thing = scene.things.get(other.i)
        if thing is not None and thing.kind != UNKNOWN and not is_event(scene)(thing):
            return []
    focus = scene.discourse.focus(scene.block)
    return [focus] if focus is not None and fits(focus) else []


def _is_money(token: Token, scene: Scene) -> bool:
    return any(t.lemma_.lower() in scene.lexicon.words("money") for t in token.subtree)


def _governed(token: Token, prepositions: Sequence[str]) -> list[Token]:
    """What prepositions behind a noun govern, through one another: "the launch by A of the campaign B"."""
    found = [t for name, pobj in _chain(token) if name in prepositions for t in expand([pobj])]
    for prep in token.children:
        if prep.dep_ in ("prep", "agent") and prep.lower_ in prepositions:
            found += [t for child in prep.children if child.dep_ == "pobj" for t in expand([child])]
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


def _holders(token: Token) -> list[Token]:
    """Whom a noun is said of: its apposition, the other side of "to be", what stands before "as"."""
    found = [t for child in token.children if child.dep_ == "appos" for t in expand([child])]
    found += [t for t in _named_behind(token) if t not in found]
    if token.dep_ == "appos":
        found.append(token.head)
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
    if head.dep_ == "pobj" and head.head.lower_ == "in" and head.head.head.pos_ == "PROPN":
        found.append(head.head.head)  # "with X in the chair"
    if head.dep_ == "pobj" and head.head.lower_ in ("among", "in"):
        found += _inverted(head.head)
    return [t for t in found if t != token]


def _named_behind(token: Token) -> list[Token]:
    """The names behind a comma right after a noun: "the chair, A", "the two hosts, A and B"."""
    doc, index = token.doc, token.i + 1
    if index < token.sent.end and doc[index].lower_ == "of":
        whole = next((c for c in doc[index].children if c.dep_ == "pobj"), None)
        index = whole.i + 1 if whole is not None else index
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
    objects = [c for c in governor.children if c.dep_ == ("nsubjpass" if is_passive(governor) else "nsubj")]
    return [t for o in objects for t in expand([_antecedent(o, governor)])]


def _inverted(prep: Token) -> list[Token]:
    """Among the speakers were A and B."""
    verb = prep.head
    if verb.lemma_ != "be":
        return []
    if prep.lower_ == "in" and prep.i > verb.i:
        return [t for c in verb.children if c.dep_ == "nsubj" for t in expand([_antecedent(c, verb)])]
    return [t for c in verb.children if c.dep_ in ("nsubj", "attr") and c.i > verb.i for t in expand([c])]


def _wholes(token: Token) -> list[Token]:
    """What a noun belongs to: behind "of", before "'s", a noun that specifies it, the antecedent of "whose"."""
    found = _governed(token, WHOLE)
    for child in token.children:
        if child.dep_ == "poss":
            if child.lower_ == "whose":
                antecedent = antecedent_of(_governing_verb(token) or token)
                found += [antecedent] if antecedent is not None else []
            else:
                found.append(child)
        elif child.dep_ in ("compound", "nmod") and child.i < token.i:
            found.append(child)
    verb = _governing_verb(token)
    if verb is not None and verb.dep_ == "relcl":
        # "the Coalition, of which Ghana is a member"
        for prep in verb.children:
            if prep.dep_ == "prep" and any(c.lower_ in ("which", "whom") for c in prep.children):
                antecedent = antecedent_of(verb)
                found += [antecedent] if antecedent is not None else []
    return found


def _givers(token: Token) -> list[Token]:
    """Who gives funding: "funding came from X", "funding was provided by X", "funding by X"."""
    found = _governed(token, ("from", "by"))
    head = _conjunction_head(token)
    if head.dep_ in ("nsubj", "nsubjpass", "dobj") and head.head.pos_ in VERBAL:
        verb = head.head
        if head.dep_ == "dobj":
            return (
                found + [t for c in verb.children if c.dep_ == "nsubj" for t in expand([_antecedent(c, verb)])]
                if verb.lemma_ in ("provide", "give", "offer")
                else found
            )
        found += [
            t
            for prep in verb.children
            if prep.dep_ in ("prep", "agent") and prep.lower_ in ("from", "by")
            for c in prep.children
            if c.dep_ == "pobj"
            for t in expand([c])
        ]
    return found


def _hands(token: Token) -> list[Token]:
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
                found += _governed(noun, ("of",))
            elif noun.dep_ == "pobj" and (prep.lower_, head.head.lemma_) in FALLS_TO:
                found += list(expand([noun]))
    return found


def _ending_event(token: Token, scene: Scene, fits: Fits) -> list[Thing]:
    """The event that ends with what the noun names: "closed with the adoption of X"."""
    seen = token.dep_ == "dobj" and token.head.lemma_ == "see"
    if not seen and (token.dep_ != "pobj" or token.head.lower_ not in ("with", "in", "by")):
        return []
    verb = token.head if seen else token.head.head
    if verb.pos_ not in VERBAL or verb.lemma_ not in (
        "end",
        "close",
        "conclude",
        "culminate",
        "finish",
        "result",
        "wrap",
        "open",
        "see",
    ):
        return []
    from kg.extractor.clauses import read_clause

    return [
        t for t in scene.resolve_all(read_clause(verb, scene.lexicon).subjects, fits) if is_event(scene)(t)
    ] or _focus(token, scene, fits)

"""Makes the training text resemble what is met: marks lost everywhere, and the turns of phrase of a news report.

The corpora are mostly speeches in the first person; they hold few persons with titles, few dates, few sentences that
begin with a name. All that is put in comes from the training corpora themselves (`kg.text.phrases`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from kg.text.corpora import Sentence
from kg.text.lexicon import MONTHS, word_list
from kg.text.marks import COMMA, NONE, strip_inner
from kg.text.phrases import Phrases

Pairs = list[tuple[str, int]]

_HONORIFICS = ("Mr", "Ms", "Mrs", "Dr", "Professor", "Ambassador", "Minister")
_EVENTS = ("event", "meeting", "workshop", "forum", "conference", "dialogue", "seminar", "table", "panel", "session")
_SUBJECTS = frozenset({"I", "We", "we", "He", "She", "They", "they", "It"})
_ARTICLES = frozenset({"The", "These", "Those", "Our", "Such", "Some", "Many"})


@dataclass(frozen=True, slots=True)
class Writer:
    """Rewrites sentences at random, with the phrases of the corpora."""

    phrases: Phrases
    random: Random

    def rewrite(self, sentence: Sentence, share: float) -> Pairs:
        """Return a sentence as labelled words, rewritten in about `share` of the cases where that can be done."""
        pairs = list(zip(sentence.words, sentence.labels, strict=True))
        if self.random.random() < share:
            pairs = self._report(pairs)
        if self.random.random() < share / 3:
            pairs = self._lengthen(pairs)
        return self._list_places(pairs)

    def swap_names(self, pairs: Pairs, known: frozenset[str]) -> Pairs:
        """Exchange some rare names, so that the places of names are learnt and not the names."""
        return [(self._name() if w in known and self.random.random() < 0.3 else w, label) for w, label in pairs]

    def _report(self, pairs: Pairs) -> Pairs:
        """Tell it as a reporter does: We urge all States → Ms Ada Cray, Chief of Staff, urged all States."""
        if pairs[0][0] in _ARTICLES and len(pairs) > 3 and pairs[1][0].islower() and self.random.random() < 0.5:
            return [(_capitalise(pairs[1][0]), pairs[1][1]), *pairs[2:]]
        for i in range(len(pairs) - 1):
            word, label = pairs[i]
            verb, behind = pairs[i + 1]
            if word in _SUBJECTS and label == NONE and verb in self.phrases.pasts:
                who = self._person() if self.random.random() < 0.6 else self._body()
                return [*self._open(pairs[:i], who), (self.phrases.pasts[verb], behind), *pairs[i + 2 :]]
        return pairs

    def _open(self, before: Pairs, subject: Pairs) -> Pairs:
        """Put a new subject behind what opened the sentence, if anything did, and now and then an opener before it."""
        if before:
            return before + subject
        if self.random.random() < 0.3:
            opener = self.random.choice(self.phrases.openers)
            return mark([_capitalise(opener[0]), *opener[1:]], COMMA) + subject
        return [(_capitalise(subject[0][0]), subject[0][1]), *subject[1:]]

    def _name(self) -> str:
        return self.random.choice(self.phrases.names)

    def _person(self) -> Pairs:
        """Ms Ada Bo-Cray, Minister of Health of Peru,."""
        form = self.random.random()
        words = [self.random.choice(_HONORIFICS)] if form < 0.65 else []
        words += [self._name() for _ in range(self.random.choice((1, 2, 2, 3) if form < 0.85 else (1,)))]
        if self.random.random() < 0.2:
            words[-1] += "-" + self._name()
        if self.random.random() < 0.5:
            return mark(words)
        return mark(words, COMMA) + mark(self._post(), COMMA)

    def _post(self) -> list[str]:
        post = list(self.random.choice(self.phrases.posts))
        form = self.random.random()
        if form < 0.2:
            return [*post, "of", "the", *self.random.choice(self.phrases.bodies)]
        return [*post, self.random.choice(("of", "at")), self._short_body()] if form < 0.4 else post

    def _short_body(self) -> str:
        return self._acronym() if self.random.random() < 0.5 else self.random.choice(self.phrases.places)

    def _acronym(self) -> str:
        return "".join(self.random.choice("ABCDEFGIMNOPRSTUW") for _ in range(self.random.randint(3, 6)))

    def _body(self) -> Pairs:
        """A subject that isn't a person: the Ministry of Health, IFABO, Peru and Japan, the meeting."""
        form = self.random.random()
        if form < 0.25:
            return mark([self._acronym()])
        if form < 0.35:
            return mark(["the", self.random.choice(_EVENTS)])
        if form < 0.6:
            return mark([self.random.choice(self.phrases.places)]) if form < 0.5 else self._places()
        words = ["the", *self.random.choice(self.phrases.bodies)]
        if self.random.random() < 0.3:
            words.append("".join(w[0] for w in words if w[0].isupper()))
        return mark(words)

    def _places(self) -> Pairs:
        """Peru, Japan and the Ocean Fund."""
        places = self.phrases.places
        listed = [(self.random.choice(places), COMMA) for _ in range(self.random.randint(0, 2))]
        ends_in_body = self.random.random() < 0.4
        last = ["the", *self.random.choice(self.phrases.bodies)] if ends_in_body else [self.random.choice(places)]
        return listed + mark([self.random.choice(places), "and"]) + mark(last)

    def _list_places(self, pairs: Pairs) -> Pairs:
        """Make a list of a place now and then."""
        places = frozenset(self.phrases.places)
        listed: Pairs = []
        for word, label in pairs:
            grows = word in places and self.random.random() < 0.04
            listed += _close(self._places(), label) if grows else [(word, label)]
        return listed

    def _lengthen(self, pairs: Pairs) -> Pairs:
        """Put a place, a date, a goal, a title, a person or a body at the end of a sentence, as reports do."""
        tails = (self._place, self._date, self._goal, self._title, self._with_person, self._with_body)
        return _close(pairs, NONE) + _close(self.random.choice(tails)(), pairs[-1][1])

    def _place(self) -> Pairs:
        return mark(["in", self.random.choice(self.phrases.places)])

    def _date(self) -> Pairs:
        date = [str(self.random.randint(1, 31)), self.random.choice(MONTHS), str(self.random.randint(1990, 2030))]
        return mark(["on", *date[: self.random.randint(2, 3)]] if self.random.random() < 0.8 else ["in", *date[1:]])

    def _goal(self) -> Pairs:
        goal = self.random.choice(("SDG", "SDG ", "Goal ")) + str(self.random.randint(1, 17))
        return mark([self.random.choice(("towards", "supports", "and")), *goal.split()])

    def _title(self) -> Pairs:
        words = self.random.choice(self.phrases.titles)
        small = word_list("small")
        titled = [word if word in small else _capitalise(word) for word in words]
        what = [self.random.choice(_EVENTS), self.random.choice(("titled", "entitled", "on", "called"))]
        return mark(["at", "the", *what, *titled])

    def _with_person(self) -> Pairs:
        return [("with", NONE), *self._person()]

    def _with_body(self) -> Pairs:
        return [(self.random.choice(("at", "by", "with", "of")), NONE), *self._body()]


def mark(words: Sequence[str], last: int = NONE) -> Pairs:
    """Label a phrase: nothing behind its words, `last` behind the last of them."""
    return [(word, NONE) for word in words[:-1]] + [(words[-1], last)]


def lose_marks(pairs: Pairs, *, glue: bool, bare: bool) -> Pairs:
    """Lose what such texts have lost inside words too.

    Args:
        pairs: words with labels.
        glue: hyphens go: high-level → highlevel.
        bare: apostrophes go: Senegal’s → Senegals.
    """
    lost = []
    for word, label in pairs:
        word = strip_inner(word)
        word = (word.replace("-", "") or word) if glue else word
        lost.append(((re.sub("[’']", "", word) or word) if bare else word, label))
    return lost


def _capitalise(word: str) -> str:
    return word[:1].upper() + word[1:]


def _close(pairs: Pairs, label: int) -> Pairs:
    return [*pairs[:-1], (pairs[-1][0], label)]

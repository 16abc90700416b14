"""Transcript → parsed lines, in which each name is one word, so that long names can't mislead the parser."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extractor.entities import is_proper

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

    from kg.extractor.transcript import Transcript
    from kg.extractor.values import Mention
    from kg.language import Language

LONGEST = 250
"""After so many words without a sentence's end one is set, in the middle of whatever goes on: its tree has a bound."""

FALLBACK = "Microsoft"
"""Stands for a name whose class has no word of its own."""


_STOPS = frozenset(".!?")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A line of the transcript as the parser saw it.

    `starts` and `ends` are the characters of the transcript that each token stands for; `mentions` the number of the
    mention that a token stands for or is the head of.
    """

    doc: Doc
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    mentions: Mapping[int, int]

    def sentences(self) -> Iterator[Span]:
        """The sentences of the line."""
        return iter(self.doc.sents)


def parse(
    transcript: Transcript, mentions: Sequence[Mention], stand_ins: Mapping[str, str], language: Language
) -> list[Parsed]:
    """Parse the lines of a transcript.

    Args:
        transcript: the text.
        mentions: what stands for something in it.
        stand_ins: for a class a word that the parser has met often enough.
        language: the parser.
    """
    prepared = [_prepare(start, end, transcript, mentions, stand_ins, language) for start, end in _lines(transcript)]
    docs = list(language.parse(doc for doc, *_ in prepared))
    return [
        Parsed(doc, starts, ends, names | _find_heads(doc, starts, ends, names, mentions))
        for doc, (_, starts, ends, names) in zip(docs, prepared, strict=True)
    ]


def _lines(transcript: Transcript) -> Iterator[tuple[int, int]]:
    start = 0
    for line in transcript.text.split("\n"):
        if any(map(str.isalnum, line)):
            yield start, start + len(line)
        start += len(line) + 1


def _prepare(
    start: int,
    end: int,
    transcript: Transcript,
    mentions: Sequence[Mention],
    stand_ins: Mapping[str, str],
    language: Language,
) -> tuple[Doc, tuple[int, ...], tuple[int, ...], dict[int, int]]:
    """Tokenise a line, with a word of its own for each proper name."""
    from spacy.tokens import Doc

    words: list[str] = []
    spaces: list[bool] = []
    starts: list[int] = []
    ends: list[int] = []
    names: dict[int, int] = {}
    at = start
    for number, mention in _outermost(mentions, start, end, transcript.text):
        _tokenize(transcript.text, at, mention.start, language, words, spaces, starts, ends)
        names[len(words)] = number
        words.append(stand_ins.get(mention.kind, FALLBACK))
        spaces.append(transcript.text[mention.end : mention.end + 1].isspace())
        starts.append(mention.start)
        ends.append(mention.end)
        at = mention.end
    _tokenize(transcript.text, at, end, language, words, spaces, starts, ends)
    doc = Doc(language.nlp.vocab, words=words, spaces=spaces)
    _cut_sentences(doc)
    return doc, tuple(starts), tuple(ends), names


def _cut_sentences(doc: Doc) -> None:
    since = 0
    for token in doc:
        if since >= LONGEST:
            token.is_sent_start = True  # the parser keeps to it
            since = 0
        since = 0 if token.text in _STOPS else since + 1


def _outermost(mentions: Sequence[Mention], start: int, end: int, text: str) -> Iterator[tuple[int, Mention]]:
    """The proper names of a stretch that lie in no other one, in its order."""
    done = start
    for number, mention in enumerate(mentions):
        if done <= mention.start and mention.end <= end and is_proper(text[mention.start : mention.end]):
            yield number, mention
            done = mention.end


def _tokenize(
    text: str, start: int, end: int, language: Language,
    words: list[str], spaces: list[bool], starts: list[int], ends: list[int],
) -> None:  # fmt: skip
    for token in language.tokenize(text[start:end]):
        if token.is_space:
            continue
        words.append(token.text)
        spaces.append(bool(token.whitespace_))
        starts.append(start + token.idx)
        ends.append(start + token.idx + len(token.text))


def _find_heads(
    doc: Doc, starts: Sequence[int], ends: Sequence[int], names: Mapping[int, int], mentions: Sequence[Mention]
) -> dict[int, int]:
    """The tokens that head the other mentions: pronouns, noun phrases."""
    first = {start: index for index, start in enumerate(starts)}
    last = {end: index for index, end in enumerate(ends)}
    taken = set(names.values())
    found: dict[int, int] = {}
    for number, mention in enumerate(mentions):
        if number not in taken and mention.start in first and mention.end in last:
            head = doc[first[mention.start] : last[mention.end] + 1].root.i
            if head not in names:
                found.setdefault(head, number)
    return found

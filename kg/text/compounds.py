"""Gives compounds their lost hyphen back: DirectorGeneral → Director-General, elSheikh → el-Sheikh."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.alignment import AlignedText
from kg.text.lexicon import compound_list

# A capital inside a word, with two small letters behind it: so not in MoU, NGOs, BioNTech's end.
_SEAM = re.compile(r"(?<=[^\W\d_])(?<![A-Z])(?=[A-Z][^\W\d_A-Z]{2})")
_WORD = re.compile(r"[^\W\d_]+")


def split_compounds(text: AlignedText) -> AlignedText:
    """Put a hyphen between the parts of glued compounds and double names."""
    words = _WORD.finditer(text.text)
    edits = [(seam, seam, "-") for word in words for seam in _find_seams(word.group(), word.start())]
    return text.edit(edits) if edits else text


def _find_seams(word: str, offset: int) -> Iterator[int]:
    whole = _leading_whole(word)
    start = 0
    for seam in _SEAM.finditer(word):
        part = word[start : seam.start()]
        if seam.start() >= whole and part not in compound_list("prefixes") and _may_stand_alone(part):
            yield offset + seam.start()
            start = seam.start()


def _leading_whole(word: str) -> int:
    """The length of the known word that this one begins with; it ends where the word does or at a capital."""
    ends = [i for i in range(2, len(word) + 1) if i == len(word) or word[i].isupper()]
    known = compound_list("words")
    return max((end for end in ends if word[:end] in known or word[:end].removesuffix("s") in known), default=0)


def _may_stand_alone(part: str) -> bool:
    """A small beginning must be a known particle, so eLearning and iPhone stay."""
    return len(part) > 1 and (part[0].isupper() or part in compound_list("particles"))

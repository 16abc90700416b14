"""Makes a document's text readable for the extractor: encodings, lost characters, line wraps, lost punctuation.

Only what is broken changes; ordinary text passes byte for byte, and every offset still points into the source.
"""

from __future__ import annotations

from kg.model import Document


def prepare(document: Document) -> Document:
    """Return the document with the content of its blocks repaired, unwrapped and, where it was lost, punctuated.

    Args:
        document: as a reader made it; its `text` stays as it is.

    Returns:
        The document with the same number of blocks; the contents' offsets refer to the same `text`.
    """
    from kg.text.cleaning import clean_document

    return clean_document(document)


def lacks_punctuation(text: str) -> bool:
    """Judge whether a text has a passage that has lost its punctuation.

    A passage is a line of at least 41 words without a mark (. , ; : ! ? …) behind any of them, or more than 80 words
    between two marks, in which at least one word in seven is a function word (so tables and lists of names are none).
    The figures: in 2.7 million words of speeches, news, essays and blogs half of the marks stand 9 words or fewer
    behind the one before, 99 % up to 36, 99.99 % up to 61, and a single one more than 80; half of the stretches of 60
    words have 40 % function words or more, one in a hundred fewer than 27 % (news and essays 19 %, blogs 17 %).

    >>> lacks_punctuation("The forum was held in Geneva. " * 20)
    False
    """
    from kg.text.prose import find_passages

    return any(True for _ in find_passages(text))

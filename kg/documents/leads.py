"""What a line may begin with: the bullet or number of a list, an hour, the label of a field."""

from __future__ import annotations

import re

BULLET = re.compile(r"(?:[-*+•‣◦▪●·–—]|\(?(?:(?P<number>\d{1,3})|[a-z]|[ivx]{2,5})[.)])\s+(?=\S)")
FIELD = re.compile(r"(?P<label>[^\W\d_][\w&/'’()\- ]{1,40}?)\s?:\s+(?=\S)")
HOUR = re.compile(r"\d{1,2}[.:h]\d{2}(?:\s?[–-]\s?\d{1,2}[.:h]\d{2})?\s*(?:[ap]\.?m\.?)?[\s:–-]+(?=\S)")
_HONORIFIC = re.compile(r"(?:mr|mrs|ms|miss|dr|prof|professor|sir|dame|h\.?\s?e)\b", re.IGNORECASE)
# Words that tell a label from a name where each word is capitalised ("Guest Speakers" and "Jane Doe").
FIELD_NOUN = re.compile(
    r"(?:"
    r"address|agenda|apologie|attendee|audience|author|body|chair|chairperson|city|co-chair|co-host|co-organiser|"
    r"co-organizer|co-sponsor|contact|contribution|country|date|day|deadline|delegate|department|duration|email|end|"
    r"event|format|funder|funding|goal|guest|host|hour|item|language|link|list|location|meeting|member|minister|mode|"
    r"moderator|name|note|number|office|organisation|organiser|organization|organizer|outcome|participant|partner|"
    r"period|person|phone|place|point|present|rapporteur|reference|register|registration|report|reporter|room|sdg|"
    r"secretary|session|speaker|sponsor|start|subject|supporter|target|theme|time|title|topic|type|venue|website|when|"
    r"where|who"
    r")s?",
    re.IGNORECASE,
)


def is_label(text: str) -> bool:
    """Tell whether words before a colon name a field ("Related goal") and not a person ("Ms A", "Jane Doe")."""
    words = text.split()
    if not 0 < len(words) <= 4 or _HONORIFIC.match(text) or re.search(r"[,.;!?]", text):
        return False
    capitalised = len(words) > 1 and all(word[0].isupper() for word in words) and not text.isupper()
    return not capitalised or any(map(FIELD_NOUN.fullmatch, words))

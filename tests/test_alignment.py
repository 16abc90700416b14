"""However a text is cut, edited and joined, its characters still know where they stood in the source."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from kg.alignment import AlignedText

TEXTS = st.text(max_size=40)


@st.composite
def stretches(draw, text: str) -> tuple[int, int]:
    """Two places of a text, in order."""
    first, last = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
    return first, last


@st.composite
def edits(draw, text: str) -> list[tuple[int, int, str]]:
    """Edits in ascending order that don't overlap."""
    places = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pairs = zip(places[::2], places[1::2], strict=False)
    return [(start, end, draw(st.text(max_size=4))) for start, end in pairs]


@st.composite
def made(draw) -> tuple[str, AlignedText]:
    """A source and a text made of it by cutting and editing."""
    source = draw(TEXTS)
    text = AlignedText.of(source, *draw(stretches(source)))
    for _ in range(draw(st.integers(0, 3))):
        text = text.edit(draw(edits(text.text)))
        text = text.cut(*draw(stretches(text.text)))
    return source, text


def is_sound(text: AlignedText, source: str) -> bool:
    """One span for each character, inside the source, none before the one to its left."""
    spans = list(zip(text.starts, text.ends, strict=True))
    inside = all(0 <= start <= end <= len(source) for start, end in spans)
    ordered = list(text.starts) == sorted(text.starts) and list(text.ends) == sorted(text.ends)
    return len(spans) == len(text) and inside and ordered


@given(st.data())
def test_a_text_of_a_source_is_the_source(data):
    source = data.draw(TEXTS)
    start, end = data.draw(stretches(source))
    text = AlignedText.of(source, start, end)
    assert text.text == source[start:end]
    assert is_sound(text, source)


@given(st.data())
def test_a_span_gives_the_words_themselves(data):
    source = data.draw(TEXTS)
    text = AlignedText.of(source).cut(*data.draw(stretches(source)))
    start, end = data.draw(stretches(text.text))
    first, last = text.span(start, end)
    assert source[first:last] == text.text[start:end]


@given(made())
def test_texts_stay_sound_however_they_are_made(pair):
    source, text = pair
    assert is_sound(text, source)


@given(made(), st.data())
def test_spans_grow_with_the_words(pair, data):
    _, text = pair
    start, end = data.draw(stretches(text.text))
    first, last = text.span(start, end)
    assert first <= last
    if text.text:
        whole = text.span(0, len(text))
        put_in = first == last  # stands for nothing, wherever that is
        assert put_in or (whole[0] <= first and last <= whole[1])


@given(st.data())
def test_what_no_edit_touches_keeps_its_place(data):
    source = data.draw(TEXTS)
    changes = data.draw(edits(source))
    text = AlignedText.of(source).edit(changes)
    touched = {place for start, end, _ in changes for place in range(start, end)}
    kept = [place for place in range(len(source)) if place not in touched]
    pairs = zip(text.text, text.starts, text.ends, strict=True)
    standing = {start for letter, start, end in pairs if end == start + 1 and source[start] == letter}
    assert standing >= set(kept)


@given(st.data())
def test_an_edit_writes_what_string_slicing_would(data):
    source = data.draw(TEXTS)
    changes = data.draw(edits(source))
    wanted, done = "", 0
    for start, end, new in changes:
        wanted += source[done:start] + new
        done = end
    assert AlignedText.of(source).edit(changes).text == wanted + source[done:]


@given(st.data())
def test_no_edit_changes_nothing(data):
    source = data.draw(TEXTS)
    text = AlignedText.of(source)
    assert text.edit([]) == text


@given(st.data(), st.sampled_from(["", " ", ", "]))
def test_texts_are_joined_in_their_order(data, separator):
    source = data.draw(TEXTS)
    places = sorted(data.draw(st.lists(st.integers(0, len(source)), max_size=6)))
    parts = [AlignedText.of(source, start, end) for start, end in itertools.pairwise(places)]
    joined = AlignedText.join(parts, separator)
    assert joined.text == separator.join(part.text for part in parts)
    assert is_sound(joined, source)


@given(TEXTS, TEXTS)
def test_cutting_undoes_joining(left, right):
    source = left + right
    parts = [AlignedText.of(source, 0, len(left)), AlignedText.of(source, len(left))]
    joined = AlignedText.join(parts)
    assert [joined.cut(0, len(left)), joined.cut(len(left), len(joined))] == parts


@given(made())
def test_stripping_strips_as_strings_do(pair):
    source, text = pair
    assert text.strip().text == text.text.strip()
    assert is_sound(text.strip(), source)


def test_a_replacement_stands_for_all_that_it_replaces():
    text = AlignedText.of("high\u00ad level").edit([(4, 6, "-")])
    assert text.text == "high-level"
    assert text.span(4, 5) == (4, 6)
    assert text.span(0, 10) == (0, 11)


def test_what_was_put_in_stands_for_nothing():
    text = AlignedText.of("It met It closed").edit([(6, 6, ".")])
    assert text.text == "It met. It closed"
    assert text.span(6, 7) == (6, 6)
    assert text.span(3, 7) == (3, 6)


def test_what_is_put_into_a_replacement_is_part_of_it():
    text = AlignedText.of("1 km").edit([(2, 4, "kilometre")]).edit([(6, 6, "-")])
    assert text.text == "1 kilo-metre"
    assert text.span(6, 7) == (2, 4)
    assert is_sound(text, "1 km")


def test_an_empty_text_has_an_empty_span():
    assert AlignedText.of("").span(0, 0) == (0, 0)
    assert AlignedText.join([]).text == ""

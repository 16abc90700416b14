"""IRIs: made in one way from names of every script, valid, and written short and long without loss."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.iris import BASE, PREFIXES, digest, expand, mint, mint_document, shorten, slug

TEXTS = st.text(max_size=120)
# A lone surrogate can't be written as UTF-8: no text that was read from a file holds one.
WRITABLE = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)
FAMILIES = st.sampled_from(["person", "event", "organization", "thing"])
ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Ana Duarte", "ana-duarte"),
        ("The Hague Forum", "hague-forum"),
        ("A Forum", "forum"),
        ("The", "the"),
        ("N'Guessan", "nguessan"),
        ("N’Guessan", "nguessan"),
        ("Łódź, Straße 5", "łódź-strasse-5"),
        ("Форум о Волге", "форум-о-волге"),
        ("水のフォーラム", "水のフォーラム"),
        ("snake_case", "snake-case"),
    ],
)
def test_slugs(name, wanted):
    assert slug(name) == wanted


@given(TEXTS)
def test_a_slug_is_short_and_never_empty(name):
    assert 0 < len(slug(name)) <= 80 + 1 + 12


@given(TEXTS)
def test_a_slug_is_made_of_words_and_hyphens(name):
    assert re.fullmatch(r"[^\W_]+(?:-[^\W_]+)*", slug(name))


@given(st.text(max_size=20))
def test_marks_and_case_make_no_difference(name):
    assert slug(f"  {name.upper().lower()}, ") == slug(name.upper().lower()) or not re.search(r"[^\W_]", name)


@given(st.text("abcdefgh ", min_size=81, max_size=200), st.text("abcdefgh", min_size=1))
def test_long_names_that_differ_at_the_end_have_two_slugs(name, end):
    assert slug(f"x{name}x") != slug(f"x{name}x{end}")


def test_composed_and_decomposed_letters_are_the_same():
    assert slug("Pe\u0301cs") == slug("P\u00e9cs")


@given(WRITABLE, FAMILIES)
def test_a_minted_iri_is_valid(name, family):
    iri = mint(BASE, family, name)
    assert ox.NamedNode(iri).value == iri
    assert re.fullmatch(r"[A-Za-z0-9:/._~%#-]+", iri)
    assert iri.startswith(f"{BASE}{family}/")


@given(WRITABLE)
def test_a_document_has_a_valid_iri(name):
    iri = mint_document(BASE, name)
    assert ox.NamedNode(iri).value == iri


@pytest.mark.parametrize("seed", ["0", "7"])
def test_an_iri_is_the_same_in_every_process(seed):
    name = "Pécs Workshop on the Cultivation of Very Old Vines and on the Making of Very Good Wine in Baranya"
    code = f"from kg.iris import *; print(mint(BASE, 'event', {name!r}))"
    done = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == mint(BASE, "event", name)


@given(st.lists(TEXTS, max_size=4))
def test_a_digest_is_twelve_hexadecimal_digits(parts):
    assert re.fullmatch(r"[0-9a-f]{12}", digest(*parts))


def test_a_digest_keeps_its_parts_apart():
    assert digest("ab", "c") != digest("a", "bc")


@pytest.mark.parametrize(
    ("iri", "wanted"),
    [
        ("http://metadata.un.org/sdg/ontology#Goal", "sdgo:Goal"),
        ("http://metadata.un.org/sdg/4.1", "sdg:4.1"),
        ("https://schema.org/", "schema:"),
    ],
)
def test_the_longest_prefix_that_fits_is_taken(iri, wanted):
    assert shorten(iri) == wanted
    assert expand(wanted) == iri


@given(st.sampled_from(sorted(PREFIXES)), st.from_regex(r"[A-Za-z0-9._-]+", fullmatch=True))
def test_what_is_written_out_is_written_short_again(prefix, local):
    assert shorten(expand(f"{prefix}:{local}")) == f"{prefix}:{local}"


@pytest.mark.parametrize("iri", ["https://example.org/a", "urn:isbn:1", "mailto:a@example.org", "name"])
def test_other_iris_stay_as_they_are(iri):
    assert expand(iri) == iri
    assert shorten(iri) == iri


def test_an_unknown_prefix_is_named_with_the_known_ones():
    with pytest.raises(ValueError, match=r"'foo'.*'foo:bar'.*schema"):
        expand("foo:bar")

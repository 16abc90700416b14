"""The page: one file that asks for nothing, shows every text as text, and is the same on every run."""

from __future__ import annotations

import base64
import gc
import gzip
import hashlib
import itertools
import json
import random
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg.drawing
from kg.drawing import draw, render, render_neighbourhood, render_svg
from kg.drawing.arrangement import wrap_label
from kg.drawing.communities import find_communities, shorten_name
from kg.drawing.content import clean, describe, public_link
from kg.drawing.crossings import count_tangles
from kg.drawing.layout import Box, place_boxes, place_in_frame
from kg.drawing.packing import pack
from kg.drawing.page import to_pyvis
from kg.drawing.svg import read_palette
from kg.drawing.templates import read_static
from kg.errors import OutputError
from kg.graph import Store
from kg.iris import BASE
from tests.generated import generate_network
from tests.samples import sample_extraction

VENDORED = Path(kg.drawing.__file__).parent / "static" / "vendored"

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "</title></style></noscript><svg onload=alert(1)>",
    '"><a href=javascript:alert(1)>href</a>',
    "{{ 7 * 7 }}{% raw %}",
    "${alert(1)}`",
    "abc\u202edef\u2066\u2028\x00\x1b[31m",
    "\ud800 half a letter",
    "x" * 10_000,
    "𝔘" * 3_000,
]


@pytest.fixture(scope="module")
def dialogue() -> networkx.MultiDiGraph:
    """The network of a news item: an event, its organisers, a person, her remarks."""
    text = Path(__file__).parent.joinpath("networks", "dialogue.json").read_text("utf-8")
    return networkx.node_link_graph(json.loads(text), edges="edges")


@pytest.fixture(scope="module")
def page(dialogue):
    return render(dialogue, title="A dialogue")


@pytest.fixture(scope="module")
def crowd():
    """The page of a network that is too large for pyvis."""
    return render(generate_network(2_001), title="A crowd")


def make_hostile(text):
    network = networkx.MultiDiGraph()
    proof = {"sentence": text, "exact": text, "document": text, "confidence": 0.5, "rule": text}
    for iri in (f"javascript:alert(1)//{text}", f"https://example.org/{text}"):
        fact = {"predicate": text, "value": text, "planned": True, **proof}
        network.add_node(iri, label=text, class_iri=text, class_label=text, other_names=[text], facts=[fact])
    start, end = network.nodes
    for ends in ((start, end), (end, start), (start, start)):
        network.add_edge(*ends, predicate=text, label=text, planned=True, evidence=[proof])
    return network


class Tags(HTMLParser):
    """Lists the elements of a page, the text of its data blocks, and all that could lead elsewhere."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.leads, self.handlers, self.inside, self.data, self.all = [], [], [], "", {}, []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        self.tags.append(tag)
        self.all.append((tag, named))
        self.leads += [named[name] for name in ("src", "href", "srcset", "action", "data") if name in named]
        self.handlers += [name for name in named if name.startswith("on")]
        self.inside = named.get("id", "") if tag == "script" else ""

    def handle_endtag(self, tag):
        self.inside = ""

    def handle_data(self, data):
        if self.inside:
            self.data[self.inside] = data


def count_hashes(page):
    """The scripts of a page, and the hashes in its policy."""
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)[1]
    scripts = [named for tag, named in Tags(page).all if tag == "script" and "type" not in named]
    return len(scripts), policy.count("sha256-")


def test_asks_for_nothing(page):
    found = Tags(page)
    assert set(found.leads) == {"#panel", "data:,"}
    assert not found.handlers
    assert not re.search(r"@import|url\((?!#)|sourceMappingURL|cdn\.|fetch\(|XMLHttpRequest|new WebSocket", page)
    assert not {"iframe", "object", "embed", "img", "base"} & set(found.tags)


def test_lets_no_other_script_run(page):
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)[1]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    scripts, hashes = count_hashes(page)
    assert hashes == scripts + 1


def test_lets_force_graph_add_its_own_styles_and_no_others(crowd):
    scripts, hashes = count_hashes(crowd)
    assert hashes == scripts + 4


def test_vendored_libraries_are_what_their_readme_says():
    table = read_static("vendored/README.md")
    rows = re.findall(r"\| ([\w.-]+\.js) \| ([0-9a-f]{64}) \|", table)
    assert {name for name, _ in rows} == {file.name for file in VENDORED.glob("*.js")}
    assert all(hashlib.sha256(VENDORED.joinpath(name).read_bytes()).hexdigest() == known for name, known in rows)


def test_holds_vis_network_with_its_licence(page):
    assert "vis.js is dual licensed under both" in page


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_shows_hostile_texts_as_text(text, page):
    plain, hostile = Tags(page), Tags(render(make_hostile(text), title=text))
    assert set(hostile.tags) == set(plain.tags)
    assert hostile.tags.count("script") == plain.tags.count("script")
    assert set(hostile.leads) == set(plain.leads)
    assert not hostile.handlers
    content = json.loads(hostile.data["content"])
    assert content["title"] == content["texts"][content["nodes"]["label"][0]] == clean(text)
    assert 1 not in content["nodes"]["linked"]


@pytest.mark.parametrize("text", HOSTILE[:9], ids=range(9))
def test_keeps_data_blocks_closed(text):
    for data in Tags(render(make_hostile(text), title=text)).data.values():
        assert "<" not in data
        assert data.isascii()


def test_writes_out_what_cannot_be_seen():
    assert clean("a\u202eb\u200dc\tß\n") == "a‹U+202E›b\u200dc\tß\n"


@pytest.mark.parametrize(
    ("iri", "public"),
    [
        ("http://www.wikidata.org/entity/Q7809", True),
        ("HTTPS://example.org/x", True),
        (BASE + "person/a", False),
        ("javascript:alert(1)", False),
        ("javascript://example.org/%0aalert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        (" https://example.org/", False),
        ("https://example.org/<img>", False),
        ('https://example.org/"x', False),
        ("https://example.org/a b", False),
        ("https:///x", False),
        ("https://example.org/\u202egpj.exe", False),
        ("urn:a", False),
    ],
)
def test_links_only_what_is_on_the_web(iri, public):
    assert public_link(iri) == (iri if public else None)


def test_is_the_same_on_every_run_and_in_every_order(dialogue, page):
    turned = networkx.MultiDiGraph(**dialogue.graph)
    turned.add_nodes_from(reversed(list(dialogue.nodes(data=True))))
    for start, end, data in reversed(list(dialogue.edges(data=True))):
        turned.add_edge(start, end, **data)
    assert render(dialogue, title="A dialogue") == page
    assert render(turned, title="A dialogue") == page


def test_says_all_that_the_network_holds(dialogue):
    content = describe(dialogue, "A dialogue")
    assert len(content["nodes"]) == len(dialogue)
    assert len(content["edges"]) == dialogue.number_of_edges()
    assert content["documents"] == 1
    assert sum(one["count"] for one in content["classes"]) == len(dialogue)
    giannini = next(node for node in content["nodes"] if node["label"] == "Stefania Giannini")
    assert giannini["facts"][0]["value"] == "Assistant Director-General for Education"
    sentence = content["texts"][giannini["facts"][0]["evidence"][0]["sentence"]]
    assert sentence.startswith("Ms Stefania Giannini, Assistant Director-General")


def test_has_a_table_for_readers_without_scripts(page):
    found = Tags(page)
    assert found.tags.count("tr") > 50
    assert "Declaration on connectivity and education</td>" in page
    assert "launched (planned)" in page


def test_packs_all_that_it_says(dialogue):
    content = describe(dialogue, "A dialogue")
    packed = pack(content)
    texts, edges = packed["texts"], packed["edges"]
    assert [texts[number] for number in packed["nodes"]["label"]] == [node["label"] for node in content["nodes"]]
    assert [packed["relations"][number]["label"] for number in edges["relation"]] == [
        edge["label"] for edge in content["edges"]
    ]
    texts = [*texts, *(text for part in packed["proofs"] for text in part["texts"])]
    proofs = [flat for part in packed["proofs"] for flat in part["edges"]]
    for flat, edge in zip(proofs, content["edges"], strict=True):
        assert [texts[number] for number in flat[::5]] == [
            content["texts"][one["sentence"]] for one in edge["evidence"]
        ]
        assert flat[3::5] == [one["confidence"] for one in edge["evidence"]]
    assert [number for number, edge in enumerate(content["edges"]) if edge["planned"]] == edges["planned"]


def test_tells_when_things_took_place():
    network = networkx.MultiDiGraph()
    facts = [
        {"predicate": label, "value": value}
        for label, value in [("start date", "2021-09-29"), ("end date", "2021-10"), ("session number", "1976")]
    ]
    facts.append({"predicate": "start date", "value": "soon"})
    network.add_node("urn:a", facts=facts)
    assert describe(network, "")["nodes"][0]["dates"] == ["2021-09-29", "2021-10"]


def test_large_networks_come_in_communities(crowd):
    drawing = unzip(crowd)[0]["drawing"]
    assert {len(drawing[key]) for key in ("group", "part")} == {2_001}
    assert 10 <= len(drawing["communities"]) <= 151
    assert {*drawing["group"]} == {*range(len(drawing["communities"]))}
    assert [one["rest"] for one in drawing["communities"]].index(True) == len(drawing["communities"]) - 1
    assert crowd == render(generate_network(2_001), title="A crowd")


def unzip(page):
    """The compressed parts of a large page."""
    parts = re.findall(r'<script type="application/gzip;base64" class="zipped">([^<]*)</script>', page)
    return [json.loads(gzip.decompress(base64.b64decode(part))) for part in parts]


def test_large_pages_hold_all_that_the_network_says(crowd):
    content = describe(generate_network(2_001), "A crowd")
    first, *proofs = unzip(crowd)
    texts = [*first["content"]["texts"], *(text for part in proofs for text in part["texts"])]
    assert [texts[label] for label in first["content"]["nodes"]["label"]] == [
        node["label"] for node in content["nodes"]
    ]
    said = [texts[flat[0]] for part in proofs for flat in part["edges"]]
    assert said == [content["texts"][edge["evidence"][0]["sentence"]] for edge in content["edges"]]


def make_islands(count, size):
    """Islands of things that are all joined, and a last one that nothing joins."""
    network = networkx.MultiDiGraph()
    for island in range(count):
        names = [f"urn:{island}:{number}" for number in range(size)]
        for place, name in enumerate(names):
            network.add_node(name, label=f"Thing {place} of Island {island}, a long way off", class_iri="urn:Thing")
        network.add_edges_from(itertools.combinations(names, 2), label="near", predicate="urn:near")
    network.add_node("urn:alone", label="Alone", class_iri="urn:Thing")
    return network


def test_communities_are_what_is_joined_and_bear_the_names_of_what_is_in_them():
    content = describe(make_islands(7, 8), "Islands")
    labels = [node["label"] for node in content["nodes"]]
    *islands, rest = find_communities(content)
    for one in islands:
        assert len({labels[number].split(" of ")[1] for number in one.members}) == 1
        assert len(one.members) == 8
        assert one.name == shorten_name(labels[one.members[0]])
        assert sorted(number for part in one.parts for number in part) == sorted(one.members)
    assert (len(islands), len({one.name for one in islands})) == (7, 7)
    assert ([labels[number] for number in rest.members], rest.rest) == (["Alone"], True)


def test_communities_of_like_things_have_names_of_their_own():
    network = make_islands(4, 6)
    for data in network.nodes.values():
        data["label"] = "Committee"
    names = [one.name for one in find_communities(describe(network, "Islands"))]
    assert len(set(names)) == len(names) == 5


def test_discs_and_their_names_do_not_overlap():
    dice = random.Random(0)
    boxes = [Box(dice.uniform(20, 150), dice.uniform(20, 90)) for _ in range(45)]
    links = [(dice.randrange(45), dice.randrange(45)) for _ in range(60)]
    frame = Box(990, 620)
    assert sum(box.width * box.height for box in boxes) < 0.6 * frame.width * frame.height
    places = place_in_frame(boxes, links, frame)
    for (first, at), (second, there) in itertools.combinations(zip(boxes, places, strict=True), 2):
        wide = (first.width + second.width) / 2 - abs(at[0] - there[0])
        high = (first.height + second.height) / 2 - abs(at[1] - there[1])
        assert min(wide, high) < 1
    for box, (x, y) in zip(boxes, places, strict=True):
        assert abs(x) + box.width / 2 <= 495.01
        assert abs(y) + box.height / 2 <= 310.01


def test_the_table_without_scripts_is_cut_and_says_so(crowd):
    assert "more statements are left out here" in crowd
    assert Tags(crowd).tags.count("tr") == 2_001


def test_draws_svg_of_the_same_things(dialogue):
    picture = render(dialogue, title="A dialogue", renderer=render_svg)
    assert picture == render(dialogue, title="A dialogue", renderer=render_svg)
    tree = ET.fromstring(picture)
    texts = [text.text for text in tree.iter("{http://www.w3.org/2000/svg}text")]
    assert "UNESCO" in texts
    assert texts[0] == "A dialogue"
    shapes = [one for kind in ("circle", "polygon") for one in tree.iter("{http://www.w3.org/2000/svg}" + kind)]
    content = describe(dialogue, "")
    folded = {number for number, _ in content["homes"]}
    lines = [edge for edge in content["edges"] if not {edge["from"], edge["to"]} & folded]
    assert len(shapes) == len(dialogue) - len(folded) + len(content["groups"])
    assert len(list(tree.iter("{http://www.w3.org/2000/svg}path"))) == len(lines) + 1
    assert f"Remarks and figures {len(folded)} (not drawn)" in texts
    colours = {look["family"] for look in content["classes"]}
    assert colours <= set(read_palette())


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_svg_shows_hostile_texts_as_text(text):
    tree = ET.fromstring(render(make_hostile(text), title=text, renderer=render_svg))
    tags = {one.tag.split("}")[1] for one in tree.iter()}
    assert tags <= {"svg", "title", "rect", "defs", "marker", "path", "circle", "polygon", "text"}
    assert not [name for one in tree.iter() for name in one.attrib if name.startswith("on") or "href" in name]


def test_svg_of_nothing_is_svg():
    assert ET.fromstring(render(networkx.MultiDiGraph(), title="", renderer=render_svg)).tag.endswith("svg")


def test_draws_nothing_too():
    assert "0 entities" in render(networkx.MultiDiGraph(), title="")


def test_needs_no_attribute():
    network = networkx.MultiDiGraph([("urn:a", "urn:b")])
    assert describe(network, "x")["nodes"][0]["label"] == "urn:a"
    assert "urn:b" in render(network, title="x")


def test_takes_another_renderer(dialogue, tmp_path):
    draw(dialogue, tmp_path / "a.txt", title="T", renderer=lambda network, title: f"{title} {len(network)} é")
    assert (tmp_path / "a.txt").read_bytes() == "T 27 é".encode()


@pytest.mark.parametrize("place", ["", "missing/graph.html", "file/graph.html"])
def test_names_a_file_that_cannot_be_written(place, dialogue, tmp_path):
    tmp_path.joinpath("file").write_text("x")
    with pytest.raises(OutputError, match=re.escape(str(tmp_path))):
        draw(dialogue, tmp_path / place, title="x", renderer=lambda *_: "x")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_replaces_a_file_and_leaves_nothing_beside_it(dialogue, tmp_path):
    path = tmp_path / "graph.html"
    path.write_text("old")
    draw(dialogue, str(path), title="x", renderer=lambda *_: "new")
    assert path.read_text() == "new"
    assert list(tmp_path.iterdir()) == [path]


@given(st.text(max_size=400), st.integers(4, 30))
def test_wraps_labels_into_three_lines(label, width):
    lines = wrap_label(label, width=width).split("\n")
    assert len(lines) <= 3
    assert all(len(line) <= width + 1 for line in lines)


def make_layout(count, seed=0):
    dice = random.Random(seed)
    boxes = [Box(dice.uniform(40, 170), dice.uniform(30, 90)) for _ in range(count)]
    links = [(dice.randrange(count), dice.randrange(1 + dice.randrange(count))) for _ in range(3 * count // 2)]
    return boxes, links


@pytest.mark.parametrize("count", [1, 2, 30, 200, 700])
def test_keeps_labels_apart(count):
    boxes, links = make_layout(count)
    places = place_boxes(boxes, links)
    assert place_boxes(boxes, [(b, a) for a, b in reversed(links)]) == places
    order = sorted(range(count), key=lambda node: places[node])
    for first, second in itertools.combinations(order, 2):
        wide = (boxes[first].width + boxes[second].width) / 2 - abs(places[first][0] - places[second][0])
        high = (boxes[first].height + boxes[second].height) / 2 - abs(places[first][1] - places[second][1])
        assert min(wide, high) < 2


def test_places_nothing_nowhere():
    assert place_boxes([], []) == []


def test_counts_crossings_and_lines_through_boxes():
    import numpy as np

    square = np.array([[0, 0], [100, 100], [0, 100], [100, 0]], dtype=float)
    small = np.full((4, 2), 10.0)
    assert count_tangles(square, small, np.array([[0, 1], [2, 3]])) == 1
    assert count_tangles(square, small, np.array([[0, 2], [1, 3]])) == 0
    row = np.array([[0, 0], [50, 0], [100, 0]], dtype=float)
    assert count_tangles(row, small[:3], np.array([[0, 2]])) == 3


def test_the_garbage_collector_goes_on_after_a_page(dialogue):
    class Broken:
        def __str__(self):
            raise ValueError("no text")

    assert gc.isenabled()
    render(dialogue, title="A dialogue")
    assert gc.isenabled()
    with pytest.raises(ValueError, match="no text"):
        render(networkx.MultiDiGraph([("urn:a", "urn:b", {"label": Broken()})]), title="x")
    assert gc.isenabled()


def test_pyvis_has_all_nodes_and_lines_by_their_iris(dialogue):
    drawn = to_pyvis(dialogue, "A dialogue")
    assert sorted(drawn.get_nodes()) == sorted(dialogue)
    assert sorted((edge["from"], edge["to"], edge["title"]) for edge in drawn.edges) == sorted(
        (start, end, data["label"]) for start, end, data in dialogue.edges(data=True)
    )
    for node in drawn.nodes:
        assert re.fullmatch(r"#[0-9a-f]{6}", node["color"])
        assert node["title"].startswith(dialogue.nodes[node["id"]]["label"])


def test_pyvis_shows_hostile_texts_as_text(dialogue):
    network = networkx.MultiDiGraph()
    network.add_node("urn:a", label="</script><svg onload=alert(1)>", class_iri="urn:A", class_label="<b>")
    page = to_pyvis(network, "<script>alert(1)</script>").generate_html()
    assert "<svg onload" not in page
    assert "<script>alert" not in page


def test_a_store_becomes_a_pyvis_network():
    with Store() as store:
        store.add(sample_extraction())
        around, whole = store.to_pyvis(focus="UNESCO"), store.to_pyvis()
    assert 1 < around.num_nodes() < whole.num_nodes()


def test_a_neighbourhood_has_ways_on():
    with Store() as store:
        store.add(sample_extraction())
        here = json.loads(Tags(render_neighbourhood(store, "UNESCO", more="/graph?focus=")).data["content"])
        there = json.loads(Tags(render_neighbourhood(store, "UNESCO", hops=2)).data["content"])
        for elsewhere in ("https://example.org/", "//example.org/?", "/\\\\example.org/", "javascript:alert(1)//"):
            with pytest.raises(ValueError, match="same host"):
                render_neighbourhood(store, "UNESCO", more=elsewhere)
    assert (here["more"], there["more"]) == ("/graph?focus=", "")
    assert 1 < len(here["nodes"]["iri"]) < len(there["nodes"]["iri"])

"""Small extracts of Wikidata, ROR and GeoNames: a few entries that everybody knows beside invented ones, with traps."""

from __future__ import annotations

import json


def claim(value, rank="normal"):
    return {"rank": rank, "mainsnak": {"snaktype": "value", "datavalue": {"value": value}}}


def item(number, label, kinds, *, aliases=(), links=1, **relations):
    """An item of Wikidata; a relation is given by its number, with the numbers of the items that it leads to."""
    relations["P31"] = kinds
    items = {name: [claim({"entity-type": "item", "id": one}) for one in ends] for name, ends in relations.items()}
    return {
        "type": "item",
        "id": number,
        "labels": {"en": {"language": "en", "value": label}} if label else [],
        "aliases": {"en": [{"language": "en", "value": one} for one in aliases]} if aliases else [],
        "claims": items,
        "sitelinks": {f"wiki{place}": {} for place in range(links)},
        "modified": "2024-03-01T10:00:00Z",
    }


WIKIDATA = (
    item(
        "Q7809", "UNESCO", ["Q15925165"], aliases=["United Nations Educational, Scientific and Cultural Organization"]
    ),
    item("Q45", "Portugal", ["Q3624078"], links=300),
    item("Q17", "Japan", ["Q3624078"], links=300),
    # Two people of one name, and one whose name another bears who isn't in the extract.
    item("Q900001", "Ana Sequeira", ["Q5"], P27=["Q45"], P108=["Q900010"]),
    item("Q900002", "Ana Sequeira", ["Q5"], P27=["Q17"]),
    item("Q900003", "Tom Harwick", ["Q5"], P27=["Q17"]),
    item("Q900004", "Zorrinho", ["Q5"], P27=["Q45"]),
    # An acronym of two bodies.
    item("Q900010", "Institute for Tidal Studies", ["Q31855"], aliases=["ITS"], P17=["Q45"]),
    item("Q900011", "International Tram Society", ["Q48204"], aliases=["ITS"], P17=["Q17"]),
    # A class that only its place among the classes tells of.
    item("Q900020", "Tide Observatory of Sesimbra", ["Q900021"], P17=["Q45"]),
    item("Q900021", "tide observatory", ["Q900099"], P279=["Q31855"]),
    # Nobody's: without a label, and of no class that is linked.
    item("Q900030", "", ["Q5"]),
    item("Q900031", "Nocturne in Blue", ["Q3305213"]),
    # A ministry, as every country has one.
    item("Q900040", "Ministry of Harbours", ["Q192350"], P17=["Q17"]),
)


def wikidata(*lines, entries=WIKIDATA):
    """A dump: an array with an entity a line; further lines stand as they are."""
    return "[\n" + ",\n".join([*map(json.dumps, entries), *lines]) + "\n]\n"


def record(number, name, kinds, country, city, *, others=(), acronyms=(), parents=(), status="active"):
    """A record of ROR, schema v2."""
    names = [{"value": name, "lang": "en", "types": ["label", "ror_display"]}]
    names += [{"value": one, "lang": None, "types": ["alias"]} for one in others]
    names += [{"value": one, "lang": None, "types": ["acronym"]} for one in acronyms]
    code, label = country
    return {
        "id": f"https://ror.org/0{number}",
        "names": names,
        "types": kinds,
        "status": status,
        "locations": [
            {"geonames_id": 1, "geonames_details": {"name": city, "country_code": code, "country_name": label}}
        ],
        "relationships": [
            {"type": "parent", "id": f"https://ror.org/0{one}", "label": label} for one, label in parents
        ],
        "admin": {"last_modified": {"date": "2024-12-11", "schema_version": "2.1"}},
    }


AT = [("1abcde55", "Kamaishi Academy")]
ROR = (
    record("4xfq0f34", "University of Ribamar", ["education", "funder"], ("PT", "Portugal"), "Ribamar"),
    record("1abcde11", "Centre for Ocean Law", ["facility"], ("PT", "Portugal"), "Ribamar", acronyms=["COL"]),
    record("1abcde22", "Centre for Ocean Law", ["facility"], ("JP", "Japan"), "Kamaishi", acronyms=["COL"], parents=AT),
    record("1abcde33", "Harrow Instruments (Portugal)", ["company"], ("PT", "Portugal"), "Ribamar"),
    record("1abcde44", "Old Institute of Kelp", ["facility"], ("PT", "Portugal"), "Ribamar", status="withdrawn"),
    # A word that is written as the acronym of others, and three bodies of one name and of different kinds.
    record("1abcde66", "Col", ["facility"], ("PT", "Portugal"), "Ribamar"),
    record("1abcde71", "Harbour Watch", ["company"], ("PT", "Portugal"), "Ribamar"),
    record("1abcde72", "Harbour Watch", ["facility"], ("PT", "Portugal"), "Ribamar"),
)


def ror(entries=ROR):
    return json.dumps(entries, indent=4)


def place(number, name, feature, country, *, others="", division="", people=0):
    """A line of GeoNames."""
    letter, code = feature.split(".")
    cells = [number, name, name, others, 1.0, 2.0, letter, code, country, "", division, "", "", "", people, "", 3, "Z"]
    return "\t".join(map(str, [*cells, "2023-05-01"]))


GEONAMES = (
    place(2267057, "Lisbon", "P.PPLC", "PT", others="Lisboa,LIS,リスボン", division="14", people=517_802),
    place(5161803, "Lisbon", "P.PPL", "US", division="OH", people=2_821),
    # A city and the region about it.
    place(3909234, "Oruro", "P.PPLA", "BO", division="05", people=264_683),
    place(3909233, "Oruro", "A.ADM1", "BO", division="05", people=494_587),
    # Two towns of one name and size.
    place(9000001, "Ribamar", "P.PPL", "PT", people=3_000),
    place(9000002, "Ribamar", "P.PPL", "BR", people=4_000),
    place(9000003, "Foz Velha", "P.PPL", "BR", others="Foz", people=5_000),
    place(9000004, "Foz", "P.PPL", "BR", people=5_000),
)


def geonames(*lines, entries=GEONAMES):
    return "\n".join([*entries, *lines]) + "\n"

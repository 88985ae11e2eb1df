"""The published lists through the program: figures, changes, same bytes, cut files.

The figures are those of the lists themselves, counted apart from this program.
"""
import gzip
import json
import os
import random

import pytest

OFAC_2026 = [f"ofac_2026-07_merged/{n}.csv.gz" for n in ("sdn", "alt", "add")]
OFAC_2022 = [f"ofac_2022-01/{n}.csv.gz" for n in ("sdn", "alt", "add")]
OFAC_CONS = [f"ofac_cons_2025-12/cons_{n}.csv" for n in ("prim", "alt", "add")]
UN = "un/UN_consolidated_2026-02-27.xml.gz"
EU = "eu/eu_fsf_2026-05-01.reconstructed.xml.gz"
UK = "uk/UK-Sanctions-List_2026-08-22.reconstructed.xml.gz"
FOUR = [UN, *OFAC_2026, EU, UK]

# files, dataset, date, entities, persons, organisations, vessels, aircraft, names, weak, original
COUNTS = [
    (OFAC_2026, "us_ofac_sdn", None, 19157, 7472, 9825, 1516, 344, 42806, 3490, 0),
    (["ofac_2026-07_merged/sdn.xml.gz"], "us_ofac_sdn", "2026-07-24", 19157, 7472, 9825, 1516, 344, 42806, 3490, 0),
    (OFAC_2022, "us_ofac_sdn", None, 9044, 4643, 3701, 420, 280, 23926, 2474, 0),
    (["ofac_csv_dated/sdn_2024-05-03.csv.gz"], "us_ofac_sdn", None, 14965, 6854, 6884, 851, 376, 18628, 3663, 0),
    (OFAC_CONS, "us_ofac_cons", None, 442, 79, 363, 0, 0, 1583, 68, 0),
    (["ofac_classic_xml/consolidated_2018-04-06.xml"], "us_ofac_cons", "2018-04-06", 639, 94, 471, 74, 0, 1894, 46, 0),
    ([UN], "un_sc_sanctions", "2026-02-27", 1003, 730, 273, 0, 0, 4133, 615, 378),
    (["un/UN_consolidated_2025.xml.gz"], "un_sc_sanctions", "2025-04-19", 877, 684, 193, 0, 0, 3961, 619, 380),
    ([EU], "eu_fsf", "2026-05-01", 5860, 4341, 1519, 0, 0, 29826, 0, 5834),
    ([UK], "gb_fcdo_sanctions", "2026-08-22", 6349, 4036, 1647, 666, 0, 19600, 620, 3868),
    (["ch_format_sample/seco_50_targets.reconstructed.xml"], "ch_seco_sanctions", "2026-03-15", 48, 30, 18, 0, 0, 81, 1, 0),
]

# dataset: figures of distinct identifiers, entities with a birth date, addresses
IDENTIFIERS = [
    (OFAC_2026, {"imo": 944, "passport": 2018, "tax": 2922, "bic": 154, "wallet": 275, "lei": 66, "national": 1112}, 6109, 21376),
    (OFAC_2022, {"imo": 500, "passport": 1581, "tax": 232, "bic": 83, "wallet": 126, "lei": 1, "national": 679}, 4512, 11297),
    (OFAC_CONS, {"tax": 218, "bic": 33, "lei": 14, "national": 1}, 74, 522),
    ([UN], {"passport": 304, "national": 144}, 677, 811),
    ([EU], {"imo": 25, "passport": 603, "tax": 552, "bic": 9, "national": 232}, 3668, 2346),
]


@pytest.fixture(scope="module")
def compiled(interdict, shared, tmp_path_factory):
    """Compiles files of the shared lists once; returns the path and the object of --json."""
    made = {}

    def call(files):
        key = tuple(files)
        if key not in made:
            path = tmp_path_factory.mktemp("lists") / "a.itd"
            done = interdict("compile", "-o", path, "--json", *(shared / "data" / "lists" / f for f in files))
            assert done.code == 0, done.stderr
            made[key] = path, json.loads(done.stdout)
        return made[key]

    return call


@pytest.mark.parametrize("row", COUNTS, ids=lambda row: row[0][0])
def test_the_figures_of_a_list(compiled, row):
    files, dataset, date, entities, persons, organisations, vessels, aircraft, names, weak, original = row
    (source,) = compiled(files)[1]["sources"]
    schema = source["by_schema"]
    found = (source["dataset"], source["date"], source["entities"], schema["Person"],
             sum(schema.get(s, 0) for s in ("Organization", "Company", "LegalEntity", "PublicBody")), schema["Vessel"],
             schema["Airplane"], source["names"], source["names_by_kind"]["weak"], source["names_by_kind"]["original"])
    assert found == (dataset, date, entities, persons, organisations, vessels, aircraft, names, weak, original)
    assert source["unknown_fields"] == []


@pytest.mark.parametrize("row", IDENTIFIERS, ids=lambda row: row[0][0])
def test_the_identifiers_of_a_list(compiled, row):
    files, identifiers, births, addresses = row
    (source,) = compiled(files)[1]["sources"]
    assert {key: source["identifiers"][key] for key in identifiers} == identifiers
    assert (source["birth_dates"], source["addresses"]) == (births, addresses)


# old, new: added, removed, modified (None: not known from elsewhere)
CHANGES = [
    ("ofac_csv_dated/sdn_2024-04-26.csv.gz", "ofac_csv_dated/sdn_2024-05-02.csv.gz", (305, 0, None)),
    ("ofac_csv_dated/sdn_2024-05-02.csv.gz", "ofac_csv_dated/sdn_2024-05-03.csv.gz", (0, 8, None)),
    ("un/UN_consolidated_2025.xml.gz", UN, (136, 10, None)),
    ("eu/eu_fsf_2026-03-15.reconstructed.xml.gz", EU, (0, 0, 80)),
    ("uk/UK-Sanctions-List_2026-03-15.reconstructed.xml.gz", UK, (314, 0, None)),
]


@pytest.mark.parametrize("old,new,expected", CHANGES)
def test_the_changes_between_two_dates(interdict, compiled, old, new, expected):
    done = interdict("diff", compiled([old])[0], compiled([new])[0], "--json")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    (counts,) = lines[-1]["datasets"].values()
    for key, value in zip(("added", "removed", "modified"), expected):
        assert value is None or counts[key] == value
        assert counts[key] == sum(line["change"] == key for line in lines[:-1])
    if "eu_fsf" in new:
        assert sum(any(f["field"] in ("name", "alias") for f in line["fields"]) for line in lines[:-1]) == 12


def test_the_same_lists_in_any_order_give_the_same_bytes(interdict, shared, compiled, tmp_path):
    first, info = compiled(FOUR)
    assert info["entities"] == 19157 + 1003 + 5860 + 6349
    assert first.stat().st_size <= 60_000_000
    for seed, threads in ((1, 1), (2, 3)):
        files = FOUR[:]
        random.Random(seed).shuffle(files)
        path = tmp_path / "b.itd"
        done = interdict("compile", "-o", path, "--threads", threads, *(shared / "data" / "lists" / f for f in files))
        assert done.code == 0, done.stderr
        assert path.read_bytes() == first.read_bytes()


CUT = [UN, OFAC_2026[0], "ofac_classic_xml/consolidated_2018-04-06.xml", OFAC_CONS[0],
       "ch_format_sample/seco_50_targets.reconstructed.xml"]


@pytest.mark.parametrize("name", CUT)
def test_a_cut_list_is_noticed(interdict, shared, tmp_path, name):
    raw = (shared / "data" / "lists" / name).read_bytes()
    chance = random.Random(name)
    plain = gzip.decompress(raw) if name.endswith(".gz") else raw
    for content in {raw, plain}:
        for _ in range(10):
            (tmp_path / "cut").write_bytes(content[:chance.randrange(len(content))])
            done = interdict("compile", "-o", tmp_path / "a.itd", tmp_path / "cut")
            assert done.code == 3, done.stderr
            assert "cut" in done.stderr
            assert os.listdir(tmp_path) == ["cut"]


def test_ids_aliases_and_dates_of_a_party(interdict, compiled):
    path = compiled(FOUR)[0]
    raisi = json.loads(interdict("info", path, "--entity", "ofac-27844", "--json").stdout)
    properties = raisi["properties"]
    assert raisi["schema"] == "Person" and raisi["caption"] == "RAISI, Ebrahim"
    assert {"RA'EESI, Sayyid Ibrahim", "RAISOL-SADATI, Seyyid Ebrahim", "RAIS-O-SADAT, Sayyid Ebrahim"} <= set(
        properties["alias"])
    assert properties["birthDate"] == ["1960-11", "1960-12", "1960-12-14"]
    assert [s["program"] for s in raisi["sanctions"]] == ["IRAN-EO13876"]
    bank = json.loads(interdict("info", path, "--entity", "ofac-4632", "--json").stdout)
    assert {s["program"] for s in bank["sanctions"]} == {"IRAN", "SDGT", "IRGC", "IFSR"}
    assert len(bank["addresses"]) == 3 and len(bank["links"]) == 2

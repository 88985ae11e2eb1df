"""A verdict has a ground: what is not held of the law, a list that is not there, a fact that is not told never make a PASS."""
import itertools
import json
import shutil

import pytest
from conftest import ROOT

CHAIRS = {"id": "chairs", "on": "2026-06-01", "actor": {"country": "DE", "role": "exporter"}, "activity": "export",
          "parties": [{"role": "buyer", "country": "FR"}], "goods": [{"hs": "940130", "origin": "DE"}],
          "payment": {"amount": "100.00", "currency": "EUR", "via": ["DE"]}, "route": {"from": "DE", "to": "FR"}}
TRADE = {**CHAIRS, "parties": [{"role": "buyer", "country": "RU"}], "route": {"from": "DE", "to": "RU"}}
LISTS = ("us_ofac_sdn", "us_ofac_cons", "un_sc_sanctions", "eu_fsf", "gb_fcdo_sanctions", "ch_seco_sanctions")


def compiled(interdict, tmp_path, regimes, lists=LISTS, name="x"):
    out = tmp_path / f"{name}.itd"
    sources = [f"{d}={ROOT / 'data' / 'sample' / f'{d}.ftm.json'}" for d in lists]
    done = interdict("compile", "-o", out, *sources, "--regimes", regimes)
    assert done.code == 0, done.stderr
    return out


def decide(interdict, case, *options):
    return json.loads(interdict("decide", "--json", *options, "-", stdin=json.dumps(case)).stdout)


def test_a_plain_trade_within_the_union_passes_and_says_on_what_ground(interdict):
    answer = decide(interdict, CHAIRS)
    assert answer["verdict"] == "PASS" and answer["reasons"] == []
    assert {"imposer": "EU", "country": "FR", "held": "no_regime", "asked": ["export"]} in answer["ground"]["law"]
    assert {"dataset": "eu_fsf", "date": "2026-05-01", "known_from": "2026-05-01"} in answer["ground"]["lists"]
    assert answer["ground"]["not_looked_at"] == []
    machines = decide(interdict, {**CHAIRS, "goods": [{"hs": "845710", "origin": "DE"}]})
    assert machines["verdict"] == "PASS" and "export control" in machines["ground"]["not_looked_at"][0]


@pytest.mark.parametrize("country", ["CA", "JP", "AU", "NZ", "NO"])
def test_law_that_is_not_held_at_all_makes_a_review(interdict, country):
    answer = decide(interdict, {**TRADE, "actor": {"country": country, "role": "exporter"}})
    assert answer["verdict"] in ("REVIEW", "EXPOSURE", "REJECT")
    law = next(j for j in answer["jurisdictions"] if j["imposer"] == country)
    assert law["verdict"] == "REVIEW" and law["uncovered"][0]["country"] == "RU"
    assert "law_not_held" in {r["code"] for r in answer["reasons"]}


def test_the_law_of_other_countries_is_named_and_changes_nothing(interdict):
    answer = decide(interdict, {**CHAIRS, "actor": {"country": "BR", "role": "exporter"}})
    assert answer["verdict"] == "PASS"
    assert any(law["imposer"] == "BR" and law["held"] == "none" for law in answer["ground"]["law"])


def test_a_pack_that_is_taken_away_never_makes_a_pass(interdict, tmp_path):
    """The same for what a pack says that it covers, and for the map."""
    for n, gone in enumerate(["russia", "map.yaml", "russia/covers.yaml"]):
        packs = tmp_path / str(n)
        shutil.copytree(ROOT / "regimes", packs)
        path = packs / gone
        if path.is_dir():
            shutil.rmtree(path)
        elif path.exists():
            path.unlink()
        # What named the measures that are gone is not looked at here.
        done = interdict("compile", "-o", tmp_path / f"{n}.itd", "--regimes", packs)
        if done.code == 0:
            assert decide(interdict, TRADE, "--snapshot", tmp_path / f"{n}.itd")["verdict"] != "PASS", gone


def test_a_list_that_is_taken_away_never_makes_a_pass(interdict, tmp_path):
    case = {"on": "2026-08-30", "actor": {"country": "US", "us_person": True, "role": "bank"}, "activity": "payment",
            "parties": [{"role": "creditor", "name": "Ebrahim Raisi", "country": "TR"}],
            "payment": {"amount": "1.00", "currency": "EUR", "via": ["TR"]}}
    for n in range(1, len(LISTS)):
        for k, lists in enumerate(itertools.combinations(LISTS, n)):
            if k % 7 == 0:
                snapshot = compiled(interdict, tmp_path, ROOT / "regimes", lists, f"{n}-{k}")
                answer = decide(interdict, case, "--snapshot", snapshot)
                assert answer["verdict"] not in ("PASS", "LICENSED"), lists
                assert answer["reasons"], lists


def test_a_missing_list_is_named(interdict, tmp_path):
    snapshot = compiled(interdict, tmp_path, ROOT / "regimes", ["un_sc_sanctions"])
    answer = decide(interdict, {**CHAIRS, "parties": [{"role": "buyer", "name": "Kirchhain Pumpen", "country": "FR"}]},
                    "--snapshot", snapshot)
    assert answer["verdict"] == "REVIEW"
    assert any("eu_fsf is not in this snapshot" in text for text in answer["warnings"])


def test_cover_says_what_is_held(interdict):
    done = interdict("regime", "cover", "--json", "--regimes", ROOT / "regimes", "--imposer", "EU", "--country", "RU")
    row = json.loads(done.stdout)
    assert done.code == 0 and row["held"] in ("full", "partly") and row["measures"] > 0 and "export" in row["activities"]
    none = interdict("regime", "cover", "--json", "--regimes", ROOT / "regimes", "--imposer", "EU", "--country", "FR")
    assert json.loads(none.stdout)["held"] == "no_regime"


def test_a_scenario_ends_measures_and_is_named_in_the_answer(interdict, tmp_path):
    packs = tmp_path / "packs"
    shutil.copytree(ROOT / "regimes", packs)
    (packs / "scenarios").mkdir(exist_ok=True)
    (packs / "scenarios" / "calm.yaml").write_text(
        "scenario: {id: calm, title: Oil of Iran is free again, from: 2027-01-18, ends: [eu-267-art11]}\n", encoding="utf-8")
    out = tmp_path / "x.itd"
    assert interdict("compile", "-o", out, "--regimes", packs).code == 0
    case = {"id": "oil", "actor": {"country": "DE", "role": "importer"}, "activity": "import",
            "parties": [{"role": "seller", "country": "IR"}], "goods": [{"hs": "27090090", "origin": "IR"}],
            "route": {"from": "IR", "to": "DE"}}

    def measures(day, *options):
        answer = decide(interdict, {**case, "on": day}, "--snapshot", out, *options)
        assert answer.get("scenario") == ("calm" if options else None)
        return {n["measure"] for j in answer["jurisdictions"] for k in ("stands", "unsure") for n in j[k]}

    assert "eu-267-art11" in measures("2027-01-18") and "eu-267-art11" in measures("2027-01-17", "--scenario", "calm")
    assert "eu-267-art11" not in measures("2027-01-18", "--scenario", "calm")
    assert interdict("decide", "--scenario", "storm", "--snapshot", out, "-", stdin=json.dumps(case)).code == 2

"""The engine against tests/oracle/regime_reference.py: a second reading of the format, written apart from it.

Random cases are decided by both under the packs of this repository, and under packs of random measures. Every seed is
fixed; $REGIME_REFERENCE_ROUNDS multiplies the number of cases for a long run.
"""
import json
import os
import sys

import pytest

from conftest import ROOT

sys.path.insert(0, str(ROOT / "tests" / "oracle"))

import yaml  # noqa: E402

import regime_cases  # noqa: E402
import regime_packs  # noqa: E402
import regime_random  # noqa: E402
import regime_reference  # noqa: E402

ROUNDS = int(os.environ.get("REGIME_REFERENCE_ROUNDS", "1"))


def known_cases():
    lines = (ROOT / "tests" / "cases" / "measures.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["case"] for line in lines]


def by_program(interdict, folder, cases, tmp_path):
    """The answers of the program, by the id of the case."""
    snapshot = tmp_path / "packs.itd"
    if not snapshot.exists():
        done = interdict("compile", "-o", snapshot, "--regimes", folder)
        assert done.code == 0, done.stderr
    lines = "\n".join(map(json.dumps, cases))
    done = interdict("decide", "--json", "--snapshot", snapshot, "-", stdin=lines)
    assert done.code in (0, 1), done.stderr
    return {answer["id"]: answer for answer in map(json.loads, done.stdout.splitlines())}


def told(answer, deciding):
    """An answer of the program in the form of the reference."""
    parts = {j["imposer"]: j for j in answer["jurisdictions"]}
    return {"verdict": answer["verdict"],
            "jurisdictions": {k: j["verdict"] for k, j in parts.items() if j["verdict"] != "PASS"},
            "stands": {s["measure"] for j in parts.values() for s in j["stands"]},
            "unsure": {s["measure"] for j in parts.values() for s in j["unsure"]} & deciding,
            "defeated": {s["measure"]: set(s["by"]) for j in parts.values() for s in j["defeated"]},
            "missing": {m["fact"] for m in answer["missing"]},
            "duties": {(d["provision"], d["due"]) for d in answer["duties"]},
            "conflicts": {(c["measure"], c["against"]) for c in answer["conflicts"]}}


def change_of(answer):
    return answer["next_change"] and answer["next_change"]["date"]


def first_change(reference, case, verdict, days):
    read = regime_reference.Case(case, reference.words)
    return next((d for d in days if d > case["on"] and reference.verdict(read, d) != verdict), None)


def write_words(folder):
    """The words of this repository, but for what names its measures."""
    words = (ROOT / "regimes" / "vocabulary.yaml").read_text(encoding="utf-8")
    named = "named_by: [us-cbi-sdgt, us-nioc-sdgt], "
    assert named in words
    (folder / "vocabulary.yaml").write_text(words.replace(named, ""), encoding="utf-8")
    for name in ("facts.yaml", "map.yaml"):
        (folder / name).write_text((ROOT / "regimes" / name).read_text(encoding="utf-8"), encoding="utf-8")


def compare(reference, answers, cases, changes):
    """Every part of every answer, and the day of the next change for the first cases."""
    deciding = {k for k, m in reference.measures.items() if m["imposer"] in reference.jurisdictions()}
    days, seen = reference.days(), set()
    for number, case in enumerate(cases):
        answer, expected = answers[case["id"]], reference.decide(case)
        by_law = expected.pop("by_law")
        expected["unsure"] &= deciding
        expected["jurisdictions"] = {k: v for k, v in expected["jurisdictions"].items() if v != "PASS"}
        found = told(answer, deciding)
        for part, value in expected.items():
            assert found[part] == value, f"{part}: program {found[part]}, reference {value}\n{json.dumps(case)}"
        if number < changes:
            assert change_of(answer) == first_change(reference, case, by_law, days), json.dumps(case)
        seen.add(expected["verdict"])
    return seen


def test_the_packs_of_this_repository(interdict, tmp_path):
    words, measures = regime_packs.read(ROOT / "regimes")
    maker, known = regime_cases.Maker(words, measures, 20), known_cases()
    cases = [maker.case(i) if i % 2 else maker.bend(maker.one(known), i) for i in range(500 * ROUNDS)]
    answers = by_program(interdict, ROOT / "regimes", cases, tmp_path)
    seen = compare(regime_reference.Reference(words, measures), answers, cases, 4)
    assert seen == set(regime_reference.STRENGTH), "a verdict that no case reaches is not tried"


@pytest.mark.parametrize("seed", range(1, 6))
def test_packs_of_random_measures(interdict, tmp_path, seed):
    own_words, own_measures = regime_packs.read(ROOT / "regimes")
    folder = tmp_path / "packs"
    folder.mkdir()
    assert "us-cbi-sdgt" in own_measures
    write_words(folder)
    documents = regime_random.RandomPack(own_words, seed).documents(40)
    (folder / "random.yaml").write_text(yaml.dump_all(documents), encoding="utf-8")
    words, measures = regime_packs.read(folder)
    maker = regime_cases.Maker(words, measures, seed)
    cases = [maker.case(i) for i in range(120 * ROUNDS)]
    answers = by_program(interdict, folder, cases, tmp_path)
    compare(regime_reference.Reference(words, measures), answers, cases, 6)


def test_the_cases_of_this_repository_by_the_reference():
    """The reference itself against cases that a person has decided."""
    reference = regime_reference.Reference(*regime_packs.read(ROOT / "regimes"))
    lines = (ROOT / "tests" / "cases" / "measures.jsonl").read_text(encoding="utf-8").splitlines()
    for line in map(json.loads, lines):
        found, expected = reference.decide(line["case"]), line["expect"]
        assert found["verdict"] == expected["verdict"], line["case"]["id"]
        assert set(expected.get("stands") or []) <= found["stands"], line["case"]["id"]


def renamed(value, names):
    """The same document with other ids, wherever an id stands."""
    if isinstance(value, dict):
        return {k: renamed(v, names) for k, v in value.items()}
    if isinstance(value, list):
        return [renamed(v, names) for v in value]
    return names.get(value, value)


def test_the_order_of_measures_does_not_matter(interdict, tmp_path):
    """The same measures in another order of documents are the same bytes; under other ids, so that they are looked at in
    another order, they give the same answers."""
    words, _ = regime_packs.read(ROOT / "regimes")
    documents = regime_random.RandomPack(words, 99).documents(60)
    ids = [d["id"] for d in documents]
    turned = dict(zip(ids, reversed(ids)))
    packs = {"first": documents, "shuffled": documents[::-1], "renamed": [renamed(d, turned) for d in documents]}
    answers, hashes = {}, {}
    for name, found in packs.items():
        folder = tmp_path / name
        folder.mkdir()
        write_words(folder)
        (folder / "random.yaml").write_text(yaml.dump_all(found), encoding="utf-8")
        read = regime_packs.read(tmp_path / "first")
        maker = regime_cases.Maker(*read, seed=5)
        cases = [maker.case(i) for i in range(400)]
        answers[name] = by_program(interdict, folder, cases, folder)
        hashes[name] = (folder / "packs.itd").read_bytes()
    assert hashes["first"] == hashes["shuffled"]
    for key, answer in answers["first"].items():
        expected = renamed(answer["jurisdictions"], turned)
        for found, wanted in zip(answers["renamed"][key]["jurisdictions"], expected):
            for part in ("stands", "unsure", "defeated"):
                assert {s["measure"] for s in found[part]} == {s["measure"] for s in wanted[part]}, key
            assert found["verdict"] == wanted["verdict"], key
        assert change_of(answers["renamed"][key]) == change_of(answer), key


def kept(measure):
    """A measure of `regime show --json` in the form of the reader of packs."""
    def condition(c):
        words = [regime_packs.scalar(v) for v in c["value"]]
        return {**c, "value": words}

    def wind_down(w):
        return w and {**w, "conditions": [condition(c) for c in w["conditions"]]}

    def target(t):
        parties = t.pop("parties")
        lists = [(x["dataset"], x["program"]) for x in parties["lists"]]
        return {**t, "names": parties["names"], "status": parties["status"], "lists": lists,
                "conditions": [condition(c) for c in t["conditions"]], "wind_down": wind_down(t["wind_down"])}

    out = {k: v for k, v in measure.items() if k not in ("measure", "defeated_by", "supersedes")}
    out["id"] = measure["measure"]
    out["periods"] = [{**p, "wind_down": wind_down(p["wind_down"])} for p in measure["periods"]]
    out["exposure_wind_down"] = wind_down(measure["exposure_wind_down"])
    out["targets"] = [target(t) for t in measure["targets"]]
    return out


def test_every_field_of_every_measure_is_kept(interdict, tmp_path):
    """Packs, through the program's reader and the snapshot, against another reader of YAML."""
    _, measures = regime_packs.read(ROOT / "regimes")
    snapshot = tmp_path / "packs.itd"
    assert interdict("compile", "-o", snapshot, "--regimes", ROOT / "regimes").code == 0
    done = interdict("regime", "show", "--json", "--snapshot", snapshot, *sorted(measures))
    assert done.code == 0, done.stderr
    shown = [kept(json.loads(line)) for line in done.stdout.splitlines()]
    assert [m["id"] for m in shown] == sorted(measures)

    def as_lists(value):
        if isinstance(value, dict):
            listed = {k: as_lists(v) for k, v in value.items()}
            if "op" in listed and not isinstance(listed["value"], list):
                listed["value"] = [listed["value"]]
            return listed
        return [as_lists(v) for v in value] if isinstance(value, list) else value

    for found in shown:
        expected = as_lists(measures[found["id"]])
        for field, value in expected.items():
            if field == "quota":
                assert bool(found[field]) == bool(value), found["id"]
            elif field == "defeats_effects":
                assert sorted(found[field]) == sorted(value), found["id"]
            elif field == "duties":
                assert found[field] == [{**d, "confidence": d["confidence"] or "verified"} for d in value], found["id"]
            elif field == "targets":
                for t, u in zip(found[field], value, strict=True):
                    if u["goods"]:
                        del u["goods"]["lines"]
                    assert {**t, "activities": sorted(t["activities"])} == {**u, "activities": sorted(u["activities"])}, \
                        found["id"]
            else:
                assert found[field] == value, (found["id"], field)

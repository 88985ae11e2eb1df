"""What is taken away never frees: a fact, a part of a case, a list. And `regime check` notices a measure that is taken away.

Cases are those of the casebook, and those of the shared data where it is. Of the mutations a seeded part is tried;
REMOVALS=all tries every one. Where a part of a case may be left out and the case passes, the kind stands in
tests/cases/left-out.tsv with its reason; a fact may only where the answer names it as counted for what the pack says.
"""
import copy
import json
import os
import random
import re
import shutil

import pytest
import yaml

from conftest import EXCERPTS, ROOT, SHARED
from test_law_cases import BOOK, read

EVERY = os.environ.get("REMOVALS") == "all"
MUTATIONS, MEASURES = 2500, 24
TOLD = re.compile(r"counted as not applying because (\S+) is not stated|^(\S+) is not stated and counted as false")


def left_out():
    lines = (ROOT / "tests" / "cases" / "left-out.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines if line and not line.startswith("#"))


def known_cases():
    cases = [{"id": name, "on": day, **facts} for path in sorted(BOOK.glob("*.case")) for name, day, _, facts in read(path)]
    for path in ("cases-dev.jsonl", "next/cases-next-dev.jsonl"):
        path = SHARED / "data" / "regime" / path
        if path.exists():
            rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
            cases += [row["case"] for row in rows if "error" not in row["expect"]]
    return [{**case, "id": f"{n}:{case['id']}"} for n, case in enumerate(cases)]


def decided(interdict, snapshot, cases):
    done = interdict("decide", "--json", "--snapshot", snapshot, "-", stdin="\n".join(map(json.dumps, cases)), timeout=600)
    assert done.code in (0, 1), done.stderr
    answers = {answer["id"]: answer for answer in map(json.loads, done.stdout.splitlines())}
    assert len(answers) == len(cases)
    return answers


@pytest.fixture(scope="module")
def packs(interdict, tmp_path_factory):
    out = tmp_path_factory.mktemp("packs") / "packs.itd"
    assert interdict("compile", "-o", out, "--regimes", ROOT / "regimes").code == 0
    return out


def without(case, *path):
    less = copy.deepcopy(case)
    part = less
    for step in path[:-1]:
        part = part[step]
    del part[path[-1]]
    return less


def mutations(case):
    """The case without each of its parts: (what is left out, the case)."""
    for top in ("dates", "parties", "goods", "payment", "route", "facts", "text"):
        value = case.get(top)
        if value is None:
            continue
        yield top, without(case, top)
        for key in value if isinstance(value, dict) else ():
            yield f"{top}.{key}", without(case, top, key)
        for n, one in enumerate(value if isinstance(value, list) else ()):
            yield f"{top}[]", without(case, top, n)
            for key in one:
                yield f"{top}[].{key}", without(case, top, n, key)
    for key in case["actor"]:
        yield f"actor.{key}", without(case, "actor", key)


def is_told(answer, path):
    """The answer names the fact as one that counted although nobody stated it."""
    told = {fact for warning in answer["warnings"] for match in [TOLD.search(warning)] if match for fact in match.groups() if fact}
    return path.partition(".")[2] in told or path in told


def test_a_part_of_a_case_that_is_left_out_never_frees_unless_it_is_known(interdict, packs):
    cases, allowed = known_cases(), left_out()
    answers = decided(interdict, packs, cases)
    tried = {}
    for case in cases:
        if answers[case["id"]]["verdict"] == "PASS":
            continue
        for n, (path, less) in enumerate(mutations(case)):
            if less.get("parties") or less.get("goods") or less.get("text"):
                tried[f"{case['id']}~{n}"] = (path, less)
    chosen = sorted(tried) if EVERY else sorted(random.Random(11).sample(sorted(tried), MUTATIONS))
    found = decided(interdict, packs, [{**tried[k][1], "id": k} for k in chosen])
    for answer in [*answers.values(), *found.values()]:
        assert answer["verdict"] != "REVIEW" or answer["reasons"], answer["id"]
        assert all(question["holds"] for question in answer["missing"]), answer["id"]
    freed, used = [], set()
    for key in chosen:
        path = tried[key][0]
        if found[key]["verdict"] != "PASS" or is_told(found[key], path):
            continue
        used.add(path)
        if path not in allowed:
            freed.append((key, path, found[key]["warnings"]))
    assert not freed, freed[:5]
    assert not EVERY or used == set(allowed), "a kind in left-out.tsv that nothing uses"


def test_the_page_of_limits_names_what_may_be_left_out():
    page = (ROOT / "docs" / "limits.md").read_text(encoding="utf-8").partition("<!-- left out -->")[2].partition("<!-- end -->")[0]
    shown = dict([cell.strip(" `") for cell in row.strip("| ").split(" | ")] for row in page.strip().splitlines()[2:])
    assert shown == left_out()


# ---- lists ----

LISTS = {"us_ofac_sdn": "ofac_sdn_csv", "us_ofac_cons": "ofac_cons_csv", "eu_fsf": "eu", "gb_fcdo_sanctions": "uk_xml", "un_sc_sanctions": "un",
         "ch_seco_sanctions": "seco"}
# Whose law the list is part of: for others who is on it alone is found by that list alone, and no law of theirs asks for it.
BINDS = {"us_ofac_sdn": ["US"], "us_ofac_cons": ["US"], "eu_fsf": ["DE"], "gb_fcdo_sanctions": ["GB"], "un_sc_sanctions": ["US", "DE", "GB", "CH"],
         "ch_seco_sanctions": ["CH"]}
NAMED = ["RAISI, Ebrahim", "TIFON", "Petrel 8", "Central Bank of Iran", "Rosneft", "Ann Example"]


def compiled(interdict, folder, left):
    out = folder / f"without-{left}.itd"
    files = [path for name, part in LISTS.items() if name != left for path in sorted((EXCERPTS / part).iterdir())]
    done = interdict("compile", "-o", out, "--regimes", ROOT / "regimes", *files)
    assert done.code == 0, done.stderr
    return out


def cases_of_lists():
    countries, actors = ("IR", "RU", "KP", "BY"), ("US", "DE", "GB", "CH")
    return [{"id": f"{actor}-{country}-{name}", "on": "2026-09-01", "actor": {"country": actor, "role": "bank"}, "activity": activity,
             "parties": [{"role": "creditor", "name": name, "country": country}], "payment": {"amount": "10", "currency": "EUR", "via": ["DE"]}}
            for actor in actors for country in countries for name in NAMED for activity in ("payment",)]


@pytest.mark.parametrize("left", LISTS)
def test_a_list_that_is_left_out_never_frees(interdict, tmp_path, left):
    cases = cases_of_lists()
    whole = decided(interdict, compiled(interdict, tmp_path, None), cases)
    less = decided(interdict, compiled(interdict, tmp_path, left), cases)
    stopped = [k for k, answer in whole.items() if answer["verdict"] != "PASS"]
    assert len(stopped) > len(cases) // 2
    freed = [k for k in stopped if less[k]["verdict"] == "PASS" and k[:2] in BINDS[left]]
    assert not freed, freed
    told = [reason for answer in less.values() for reason in answer["reasons"] if reason["code"] == "list_not_in_snapshot"]
    joined = any(left in path.read_text(encoding="utf-8") for path in (ROOT / "regimes").rglob("*.yaml") if path.name != "vocabulary.yaml")
    assert not joined or any(left in reason["text"] for reason in told)


# ---- measures ----

def measures():
    """Every measure with its file, its number in it and its text."""
    for path in sorted((ROOT / "regimes").rglob("*.yaml")):
        parts = re.split(r"(?m)^---\n", path.read_text(encoding="utf-8"))
        for n, part in enumerate(parts):
            document = yaml.load(part, Loader=yaml.CBaseLoader)
            if isinstance(document, dict) and "id" in document:
                yield document["id"], path, n, parts


def test_a_measure_that_is_left_out_is_noticed(interdict, tmp_path):
    found = list(measures())
    assert len(found) > 700
    for key, path, n, parts in found if EVERY else random.Random(12).sample(found, MEASURES):
        folder = tmp_path / "regimes"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(ROOT / "regimes", folder)
        (folder / path.relative_to(ROOT / "regimes")).write_text("---\n".join(parts[:n] + parts[n + 1:]), encoding="utf-8")
        done = interdict("regime", "check", folder, "--json")
        texts = [row["text"] for row in map(json.loads, done.stdout.splitlines())]
        assert done.code == 3, key
        assert any(text.startswith("covers: is no longer true") and key in text for text in texts), (key, texts)


def test_a_measure_that_no_statement_names_is_noticed(interdict, tmp_path):
    folder = tmp_path / "regimes"
    shutil.copytree(ROOT / "regimes", folder)
    statement = folder / "haiti" / "covers.yaml"
    text = statement.read_text(encoding="utf-8")
    statement.write_text(text.replace("covers:\n  - imposer: UN\n    where: [HT]\n    measures:\n", "covers:\n  - imposer: UN\n    where: [HT]\n    measures:\n      - un-list\n"),
                         encoding="utf-8")
    done = interdict("regime", "check", folder, "--json")
    assert done.code == 3 and "un-list is no measure of UN on HT" in done.stdout and "un-list is named twice" in done.stdout

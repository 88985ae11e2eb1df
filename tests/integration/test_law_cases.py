"""The casebook of the law, tests/cases/law/*.case: facts in a paragraph, the day, the answer and the provisions.

The packs of this repository are compiled without lists; each case must be answered as its page says. The measures that
no case of the book reaches are named in uncovered.txt, and only they.
"""
import json
import subprocess
import sys

import pytest
import yaml

from conftest import ROOT

BOOK = ROOT / "tests" / "cases" / "law"
DECIDE = {"operative", "permit", "limit", "lifting", "frame"}
SCENARIOS = sorted(BOOK.glob("scenario-*.case"))
ON_LISTS = sorted(BOOK.glob("lists-*.case"))
PAGES = sorted(set(BOOK.glob("*.case")) - set(SCENARIOS) - set(ON_LISTS))


def read(path):
    """The cases of a page: (id, day, the lines of the answer, the facts)."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if not line.startswith("#")]
        if not lines:
            continue
        first = next(n for n, line in enumerate(lines) if line.startswith("answer: "))
        assert lines[0].startswith("case: ") and lines[1].startswith("day: "), block
        assert lines[-1].startswith("given: ") and first > 2, block
        yield lines[0][6:], lines[1][5:], lines[first:-1], json.loads(lines[-1][7:])


def words(lines):
    """The answer of a page without the provisions in brackets: one row per line."""
    rows = []
    for line in lines:
        head, _, rest = line.partition(" (")
        by = rest.rpartition(") by ")[2] if ") by " in rest else head.partition(" by ")[2]
        rows.append((head.partition(" by ")[0].strip(), tuple(sorted(by.split(", "))) if by else ()))
    return rows


def answer_rows(answer):
    rows = [(f"answer: {answer['verdict']}", ())]
    for part in answer["jurisdictions"]:
        stands, defeated = part.get("stands") or [], part.get("defeated") or []
        if part["verdict"] == "PASS" and not stands and not defeated:
            continue
        rows.append((f"{part['imposer']} {part['verdict']}", ()))
        rows += [(f"stands: {entry['measure']}", ()) for entry in stands]
        rows += [(f"defeated: {entry['measure']}", tuple(sorted(entry["by"]))) for entry in defeated]
    return rows


def decide(interdict, snapshot, pages, *options):
    cases = [{"id": name, "on": day, **facts} for path in pages for name, day, _, facts in read(path)]
    assert len(cases) == len({case["id"] for case in cases}), "two cases of one name"
    done = interdict("decide", "--json", "--snapshot", snapshot, *options, "-", stdin="\n".join(map(json.dumps, cases)))
    assert done.code in (0, 1), done.stderr
    return {answer["id"]: answer for answer in map(json.loads, done.stdout.splitlines())}


@pytest.fixture(scope="module")
def snapshot(interdict, tmp_path_factory):
    out = tmp_path_factory.mktemp("law") / "packs.itd"
    done = interdict("compile", "-o", out, "--regimes", ROOT / "regimes")
    assert done.code == 0, done.stderr
    return out


@pytest.fixture(scope="module")
def answers(interdict, snapshot):
    return decide(interdict, snapshot, PAGES)


def records():
    """The lists of lists.tsv, by dataset, as records of FollowTheMoney."""
    found = {}
    rows = [row.split("\t") for row in (BOOK / "lists.tsv").read_text(encoding="utf-8").splitlines() if not row.startswith("#")]
    for number, (dataset, program, name, country, bic, notes) in enumerate(rows[1:]):
        key = f"{dataset}-{number}"
        properties = {"name": [name], "country": [country.lower()], "swiftBic": [bic], "topics": ["sanction"]}
        found.setdefault(dataset, []).extend([
            {"id": key, "schema": "Company", "target": True, "properties": properties | ({"notes": [notes]} if notes else {})},
            {"id": f"s-{key}", "schema": "Sanction", "properties": {"entity": [key], "program": [program]}}])
    return found


@pytest.fixture(scope="module")
def listed(interdict, tmp_path_factory):
    """The answers to the cases about parties on lists."""
    folder, sources = tmp_path_factory.mktemp("lists"), []
    for dataset, rows in records().items():
        (folder / f"{dataset}.ftm.json").write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
        sources += [f"{dataset}={folder / dataset}.ftm.json", "--list-date", f"{dataset}=2000-01-01"]
    done = interdict("compile", "-o", folder / "x.itd", *sources, "--regimes", ROOT / "regimes")
    assert done.code == 0, done.stderr
    return decide(interdict, folder / "x.itd", ON_LISTS)


@pytest.mark.parametrize("page", [path.stem for path in PAGES])
def test_every_case_is_answered_as_its_page_says(answers, page):
    for name, day, lines, _ in read(BOOK / f"{page}.case"):
        assert sorted(words(lines)) == sorted(answer_rows(answers[name])), (name, day)


@pytest.mark.parametrize("page", [path.stem for path in ON_LISTS])
def test_every_case_about_a_listed_party_is_answered_as_its_page_says(listed, page):
    for name, day, lines, _ in read(BOOK / f"{page}.case"):
        assert sorted(words(lines)) == sorted(answer_rows(listed[name])), (name, day)


@pytest.mark.parametrize("page", [path.stem for path in SCENARIOS])
def test_every_case_of_a_scenario_is_answered_as_its_page_says(interdict, snapshot, page):
    found = decide(interdict, snapshot, [BOOK / f"{page}.case"], "--scenario", page.partition("-")[2])
    for name, day, lines, _ in read(BOOK / f"{page}.case"):
        assert sorted(words(lines)) == sorted(answer_rows(found[name])), (name, day)


def test_the_measures_that_no_case_reaches_are_named(answers, listed):
    reached, known = set(), set()
    for answer in [*answers.values(), *listed.values()]:
        for part in answer["jurisdictions"]:
            reached |= {entry["measure"] for entry in part.get("stands") or []}
            for entry in part.get("defeated") or []:
                reached |= {entry["measure"], *entry["by"]}
    for path in (ROOT / "regimes").rglob("*.yaml"):
        known |= {doc["id"] for doc in yaml.load_all(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
                  if doc and "id" in doc and doc["role"] in DECIDE}
    named = [line for line in (BOOK / "uncovered.txt").read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert set(named) == known - reached


def test_the_page_of_what_is_held_counts_right():
    done = subprocess.run([sys.executable, ROOT / "tools" / "law_held.py", "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_table_of_what_is_held_is_what_the_program_tells(program):
    done = subprocess.run([sys.executable, ROOT / "tools" / "law_cover.py", program, "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_table_of_common_trades_shows_the_answers(answers):
    table = (ROOT / "docs" / "limits.md").read_text(encoding="utf-8").partition("<!-- trades -->")[2].partition("<!-- end -->")[0]
    shown = [cell.replace("`", "").split() for row in table.strip().splitlines()[2:] for cell in row.strip("| ").split(" | ")[2:]]
    names = [name for name, _, _, _ in read(BOOK / "trades.case")]
    assert len(names) == len(shown) == 40 * 3
    allowed = {"us": 0, "de": 0, "gb": 0}
    for name, (verdict, *measure) in zip(names, shown):
        answer = answers[name]
        deciding = {entry["measure"] for part in answer["jurisdictions"] for entry in part["stands"] + part["unsure"]}
        deciding |= {by for part in answer["jurisdictions"] for entry in part["defeated"] for by in entry["by"]}
        assert answer["verdict"] == verdict and deciding.issuperset(measure) and bool(measure) == (verdict != "PASS"), name
        allowed[name[-2:]] += verdict in ("PASS", "LICENSED")
    assert min(allowed.values()) >= 10

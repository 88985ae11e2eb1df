"""The commands of `interdict regime` from outside, over the packs of this repository."""
import json
import re
import xml.etree.ElementTree as xml

import pytest

from conftest import ROOT

REGIMES = ROOT / "regimes"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def snapshot(interdict, tmp_path_factory):
    out = tmp_path_factory.mktemp("packs") / "packs.itd"
    done = interdict("compile", "-o", out, "--regimes", REGIMES)
    assert done.code == 0, done.stderr
    return out


@pytest.fixture
def regime(interdict, snapshot):
    return lambda command, *arguments: interdict("regime", command, *arguments, "--snapshot", snapshot)


def lines(done):
    return [json.loads(line) for line in done.stdout.splitlines()]


# ---- list and show ----

def test_list_says_what_is_in_force_on_a_day(regime):
    def ids(*options):
        return {m["measure"] for m in lines(regime("list", "--json", *options))}

    assert "us-snap1-auto" not in ids("--on", "2018-08-06")
    assert "us-snap1-auto" in ids("--on", "2018-08-07")
    assert ids("--on", "2018-08-07", "--imposer", "EU") < ids("--on", "2018-08-07")
    assert all(m["regime"] == "KP" for m in lines(regime("list", "--json", "--all", "--regime", "KP")))
    assert len(ids("--all")) == sum(path.read_text(encoding="utf-8").count("\nid: ") for path in REGIMES.rglob("*.yaml"))


def test_show_has_the_history_and_both_ends_of_a_defeat(regime):
    text = regime("show", "gl-8a").stdout
    for part in ("2020-10-26 to open end", "supersedes    gl-8", "defeats       us-cbi-sdgt", "if ear99 is true, for goods of 30",
                 "within 5 years, from 1997-08-25, until 2025-03-12"):
        assert part in text, part
    assert "defeated by   gl-8, gl-8a" in regime("show", "us-cbi-sdgt").stdout
    assert "carries out   us-eo13846" in regime("show", "us-snap2-oil").stdout
    missing = regime("show", "nothing-of-this-name")
    assert missing.code == 3 and "nothing-of-this-name" in missing.stderr


# ---- timeline ----

def test_timeline_as_text(regime):
    text = regime("timeline", "--regime", "IR", "--imposer", "EU", "--on", "2020-03-01").stdout
    assert "EU, crude_oil" in text
    row = next(line for line in text.splitlines() if line.startswith("eu-267-art11"))
    assert "~" in row and "#" in row and "|" in row
    permit = next(line for line in text.splitlines() if line.startswith("ex-eu267-art24-28"))
    assert "+" in permit and "#" not in permit


def test_timeline_as_a_clean_picture(regime, tmp_path):
    out = tmp_path / "t.svg"
    done = regime("timeline", "--regime", "IR", "--imposer", "EU", "--svg", out, "--on", "2020-03-01")
    assert done.code == 0, done.stderr
    text = out.read_text(encoding="utf-8")
    picture = xml.fromstring(text)
    kinds = {r.get("class") for r in picture.iter(SVG + "rect")}
    assert {"rule", "permit", "wind"} <= kinds, kinds
    assert [line for line in picture.iter(SVG + "line") if line.get("class") == "on"]
    assert picture.find(f"{SVG}defs/{SVG}pattern") is not None
    groups = [t.text for t in picture.iter(SVG + "text") if t.get("class") == "group"]
    assert [g for g in groups if g.endswith(", crude_oil")] and groups == sorted(groups, key=lambda g: g.split(",")[0])
    assert "<script" not in text and "href" not in text and not re.search(r'="http(?!://www\.w3\.org/2000/svg")', text)
    lowest = max(float(r.get("y") or 0) + float(r.get("height")) for r in picture.iter(SVG + "rect"))
    assert lowest <= float(picture.get("height"))


@pytest.mark.parametrize("chosen", [[], ["--regime", "RU"], ["--regime", "IR"], ["--imposer", "UN"], ["--regime", "VE", "--from", "2018-01-01"]])
def test_a_picture_has_a_title_whole_labels_and_fits_a_page(regime, tmp_path, chosen):
    out = tmp_path / "t.svg"
    assert regime("timeline", *chosen, "--svg", out, "--on", "2026-10-01").code == 0
    text = out.read_text(encoding="utf-8")
    picture = xml.fromstring(text)
    assert float(picture.get("height")) <= 2000 and float(picture.get("width")) <= 2000
    assert picture[0].tag == SVG + "title" and "2026-10-01" in picture[0].text
    assert "prefers-color-scheme:dark" in text
    labels = [t for t in picture.iter(SVG + "text") if t.get("class") == "id"]
    assert labels
    for label in labels:  # anchored at its end: the text must have room to the left, at 5.5 pixels a letter
        assert float(label.get("x")) >= 5.5 * len(label.text), label.text
    open_ends = [r for r in picture.iter(SVG + "rect") if len(r) and "open end" in r[0].text]
    arrows = [a for a in picture.iter(SVG + "path")]
    assert len(arrows) > len(open_ends) > 0


# ---- diff and what-if ----

def test_diff_between_two_days(regime):
    done = regime("diff", "2018-08-06", "2018-08-07")
    assert done.code == 1 and "begins   us-snap1-auto" in done.stdout
    done = regime("diff", "2019-08-06", "2019-08-07", "--json")
    assert {"hardens"} == {m["change"] for m in lines(done) if m["measure"] == "us-eo13871"}
    done = regime("diff", "2025-09-28", "2025-09-29", "--json")
    assert ("gains", "party", "Central Bank of Iran") in {(m["change"], m.get("part"), m.get("name")) for m in lines(done)}
    done = regime("diff", "2020-03-01", "2020-03-01")
    assert done.code == 0 and done.stdout == ""
    assert regime("diff", "2020-03-01", "2020-13-01").code == 2
    assert regime("diff").code == 2


def test_what_if_a_licence_were_lifted(regime):
    done = regime("diff", "--without", "gl-8a", "--cases", ROOT / "tests" / "cases" / "with-gl-8a.jsonl")
    assert done.code == 1 and "removed  gl-8a" in done.stdout
    assert "medicine-with-gl-8a: LICENSED, then BLOCK" in done.stdout and "1 of 2 cases change" in done.stdout
    assert regime("diff", "--without", "gl-8b").code == 2


DRAFT = """id: xx-draft
role: operative
kind: prohibition
regime: IR
imposer: EU
instrument: A draft
effect: reject
confidence: verified
periods: [{from: 2018-01-01}]
bound: [eu_persons]
targets:
  - {activities: [export], countries: [IR], direction: to, goods: {hs: [8708]}}
sources: [none yet]
"""


def test_what_if_a_draft_came_into_force(regime, tmp_path):
    (tmp_path / "draft.yaml").write_text(DRAFT, encoding="utf-8")
    case = {"id": "cars", "on": "2018-05-02", "actor": {"country": "DE"}, "activity": "export",
            "parties": [{"role": "buyer", "country": "IR"}], "goods": [{"hs": "870899"}]}
    before = {"id": "before", **{k: v for k, v in case.items() if k != "id"}, "on": "2019-05-02"}
    cases = tmp_path / "cases.jsonl"
    cases.write_text(json.dumps(case) + "\n" + json.dumps(before) + "\n", encoding="utf-8")
    done = regime("diff", "--with", tmp_path / "draft.yaml", "--cases", cases, "--json")
    assert [(m.get("id"), m.get("before"), m.get("after")) for m in lines(done) if m["kind"] == "case"] == [
        ("cars", "PASS", "REJECT"), ("before", "EXPOSURE", "REJECT")]
    (tmp_path / "draft.yaml").write_text(DRAFT.replace("8708", "7788"), encoding="utf-8")
    broken = regime("diff", "--with", tmp_path / "draft.yaml")
    assert broken.code == 3 and "draft.yaml:12" in broken.stderr and broken.stdout == ""


# ---- check ----

def test_check_warns_of_a_sunset_and_names_what_is_wrong(interdict, tmp_path):
    good = interdict("regime", "check", REGIMES, "--on", "2026-10-02")
    assert good.code == 0 and re.search(r"us-frames\.yaml:\d+: warning: us-isa-1996: sunset: ends on 2026-12-31", good.stderr)
    assert "warning" not in interdict("regime", "check", REGIMES, "--on", "2026-10-01").stderr
    (tmp_path / "vocabulary.yaml").write_bytes((REGIMES / "vocabulary.yaml").read_bytes())
    (tmp_path / "a.yaml").write_text(DRAFT + "---\n" + DRAFT, encoding="utf-8")
    done = interdict("regime", "check", tmp_path)
    assert done.code == 3 and re.search(r"a\.yaml:\d+: error: xx-draft: id: xx-draft is given twice", done.stderr)
    found = lines(interdict("regime", "check", tmp_path, "--json"))
    assert all({"file", "line", "kind", "measure", "text"} <= set(f) for f in found) and found
    assert interdict("compile", "-o", tmp_path / "x.itd", "--regimes", tmp_path).code == 3
    assert not (tmp_path / "x.itd").exists(), "nothing is compiled from a broken pack"

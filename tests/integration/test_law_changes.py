"""Three changes of the law as drafts, examples/law-changes: the packs as they were before, the draft, and what it changes."""
import json
import shutil

import pytest

from conftest import ROOT

DRAFTS = ROOT / "examples" / "law-changes"
CASES = DRAFTS / "cases.jsonl"
# draft: what it changes (case: verdict before and after). The packs hold all three; `before` takes one out again.
CHANGES = {
    "licence-with-an-end": {"oil-2026-06-21": ("EXPOSURE", "LICENSED"), "oil-2026-08-20": ("EXPOSURE", "LICENSED")},
    "order-that-ends": {"tariff-2026-02-20": ("REVIEW", "PASS")},
    "new-article": {"fund-2025-07-20": ("REVIEW", "REJECT")},
}


def parts(path):
    return path.read_text(encoding="utf-8").split("\n---\n")


def identity(document):
    return next((line[4:] for line in document.splitlines() if line.startswith("id: ")), None)


def before(tmp_path, draft):
    """A copy of the packs in which this change has not come in: without the measure, or without its end."""
    packs = tmp_path / "regimes"
    shutil.copytree(ROOT / "regimes", packs)
    name = identity(parts(DRAFTS / f"{draft}.yaml")[1])
    for path in packs.rglob("*.yaml"):
        found = parts(path)
        if name in map(identity, found):
            kept = [document.replace(", until: 2026-02-20", "") if draft == "order-that-ends" and identity(document) == name else document
                    for document in found if draft == "order-that-ends" or identity(document) != name]
            path.write_text("\n---\n".join(kept), encoding="utf-8")
            if len(found) != len(kept):
                covers = path.parent / "covers.yaml"
                covers.write_text(covers.read_text(encoding="utf-8").replace(f"      - {name}\n", ""), encoding="utf-8")
    return packs


@pytest.mark.parametrize("draft", CHANGES)
def test_a_draft_changes_the_cases_that_the_page_says(interdict, tmp_path, draft):
    packs = before(tmp_path, draft)
    checked = interdict("regime", "check", packs)
    assert checked.code == 0, checked.stdout
    done = interdict("regime", "diff", "--regimes", packs, "--with", DRAFTS / f"{draft}.yaml", "--cases", CASES, "--json")
    assert done.code == 1, done.stderr
    lines = list(map(json.loads, done.stdout.splitlines()))
    assert {line["id"]: (line["before"], line["after"]) for line in lines if line["kind"] == "case"} == CHANGES[draft]


@pytest.mark.parametrize("draft", CHANGES)
def test_a_draft_is_the_measure_that_the_packs_hold(draft):
    document = parts(DRAFTS / f"{draft}.yaml")[1].rstrip("\n")
    assert any(document == other.rstrip("\n") for path in (ROOT / "regimes").rglob("*.yaml") for other in parts(path))

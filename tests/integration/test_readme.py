"""The commands that the documentation shows do run: lines "$ interdict …" in blocks marked console."""
import pathlib
import re
import shlex

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
BLOCK = re.compile(r"^```console\n(.*?)^```", re.M | re.S)


def commands():
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        for block in BLOCK.findall(page.read_text(encoding="utf-8")):
            for line in block.splitlines():
                if line.startswith("$ interdict "):
                    yield pytest.param(line[2:], id=f"{page.name}: {line[12:60]}")


@pytest.mark.parametrize("line", commands())
def test_a_documented_command_runs(interdict, line):
    done = interdict(*shlex.split(line)[1:], cwd=ROOT)
    assert done.code in (0, 1), done.stderr
    assert done.stdout


def test_links_between_pages_lead_somewhere():
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "data/sample/README.md"]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"

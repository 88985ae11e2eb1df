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


def test_the_ceilings_are_those_of_the_headers():
    defined = {}
    for header in (ROOT / "src").rglob("*.h"):
        for name, value in re.findall(r"^#define (\w+) +(\(\(size_t\)\d+ *(?:<< *\d+)?\)|\(\(size_t\)\d+\)|\d+)", header.read_text(encoding="utf-8"), re.M):
            defined[name] = eval(value.replace("(size_t)", ""))  # digits and << alone, by the pattern
    rows = re.findall(r"^\| .* \| ([\d,]+)[^|]* \| `(\w+)` \|$", (ROOT / "docs" / "limits.md").read_text(encoding="utf-8"), re.M)
    assert len(rows) > 20
    for value, name in rows:
        assert defined[name] == int(value.replace(",", "")), name

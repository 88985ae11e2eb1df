"""The commands that the documentation shows do run: lines "$ interdict …" in blocks marked console."""
import pathlib
import re
import shlex
import shutil
import subprocess

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


def shell_lines():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for block in re.findall(r"^```sh\n(.*?)^```", readme, re.M | re.S):
        yield from block.splitlines()


def test_the_lines_of_readme_run_from_files_of_the_repository(program, tmp_path):
    """Line by line in one shell, in a folder with copies of regimes/ and examples/. The one line that downloads is given the excerpts of
    tests/data instead; lines of make are asked whether their target is there."""
    for name in ("regimes", "examples", "data"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "lists").mkdir()
    for folder in (ROOT / "tests" / "data" / "lists").iterdir():
        if folder.name != "ofac_classic_xml":  # the same list again
            for path in folder.iterdir():
                shutil.copy(path, tmp_path / "lists" / f"{folder.name}-{path.name}" if path.suffix == ".xml" else tmp_path / "lists" / path.name)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "interdict").symlink_to(program)
    environment = {"PATH": f"{tmp_path / 'bin'}:/usr/local/bin:/usr/bin:/bin", "HOME": str(tmp_path)}
    lines, script = list(shell_lines()), ""
    assert len(lines) >= 6
    for line in lines:
        if line.startswith("make "):
            done = subprocess.run(["make", "-n", *line.split()[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
            assert done.returncode == 0, line
            continue
        if " lists update " in line:
            continue
        script += f"echo '> {line}'; {line}\n[ $? -le 1 ] || exit 9\n"
    done = subprocess.run(["bash", "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


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

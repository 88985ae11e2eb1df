"""A parser that was taken over cannot open another file, make one, run a program or reach the network.

tests/fault/tools/intruder.c stands in for it: the first call of a parser's library tries all four.
"""
import gzip
import json
import os
import pathlib
import re
import subprocess

import conftest
import pytest
from fault_commands import PACS, make_inputs

WALLED = "intruder: read refused, make refused, run refused, socket refused"
OPEN = "intruder: read done, make done, run done, socket done"


@pytest.fixture(scope="module")
def intruder(program):
    path = pathlib.Path(os.environ.get("ITD_BUILD_DIR", pathlib.Path(program).parent)) / "tests" / "libintruder.so"
    if not path.exists():
        print("SKIPPED: no intruder in this build (no sandbox with sanitizers)")
        pytest.skip("no intruder")
    return path


@pytest.fixture(scope="module")
def inputs(interdict, tmp_path_factory):
    folder = make_inputs(interdict, tmp_path_factory.mktemp("inputs"))
    (folder / "own.csv.gz").write_bytes(gzip.compress((folder / "own.csv").read_bytes()))
    (folder / "un.xml").write_bytes(next((conftest.EXCERPTS / "un").glob("*.xml")).read_bytes())
    (folder / "greek.csv").write_bytes("id,name\n1,Αθήνα\n".encode("iso-8859-7"))
    return folder


COMMANDS = {
    "message XML": ["message", "a.xml", "--json", "--snapshot", "few.itd"],
    "message of a spool": ["message", "--watch", "spool", "--once", "--snapshot", "few.itd"],
    "decide": ["decide", "case.json", "--json", "--snapshot", "few.itd"],
    "decide, a page": ["decide", "case.json", "--html", "page.html", "--snapshot", "few.itd"],
    "policy": ["text", "page.txt", "--policy", "policy.yaml", "--snapshot", "few.itd"],
    "batch": ["batch", "rows.jsonl", "--quiet", "-o", "out.jsonl", "--snapshot", "few.itd"],
    "batch, an encoding": ["batch", "greek.csv", "--encoding", "ISO-8859-7", "--quiet", "--snapshot", "few.itd"],
    "compile": ["compile", "-o", "new.itd", "un.xml"],
    "compile, compressed": ["compile", "-o", "new.itd", "our_list=own.csv.gz"],
    "compile, packs": ["compile", "-o", "new.itd", "--regimes", "pack"],
    "regime check": ["regime", "check", "pack"],
}


def run(program, intruder, folder, command, secret):
    environment = {k: v for k, v in os.environ.items() if not k.startswith("INTERDICT_")}
    environment.update(LD_PRELOAD=str(intruder), INTRUDER_FILE=str(secret))
    if "--watch" in command:
        (folder / "spool").mkdir(exist_ok=True)
        (folder / "spool" / "a.xml").write_text(PACS)
    done = subprocess.run([program, *command], capture_output=True, cwd=folder, env=environment, check=False, timeout=60)
    return done.returncode, re.findall("intruder: .*", done.stderr.decode()), done.stdout


@pytest.fixture
def secret(tmp_path):
    (tmp_path / "secret").write_text("not for parsers")
    return tmp_path / "secret"


def kernel_has_both(interdict_code, said):
    """A container may have neither; then there is nothing to test."""
    if said == [OPEN]:
        print("SKIPPED: this kernel has no Landlock or no seccomp for us")
        pytest.skip("no sandbox here")
    return interdict_code


@pytest.mark.parametrize("name", COMMANDS)
def test_a_parser_that_was_taken_over_is_walled_in(program, intruder, inputs, secret, name):
    command = COMMANDS[name]
    code, said, out = run(program, intruder, inputs, command, secret)
    kernel_has_both(code, said)
    assert code in (0, 1) and said == [WALLED]
    assert not secret.with_name("secret.made").exists()
    plain, said, plain_out = run(program, intruder, inputs, [*command, "--no-sandbox"], secret)
    assert plain == code and said == [OPEN], "the test can fail"
    if name != "message of a spool":
        assert out == plain_out


def test_the_program_of_the_schemas_is_walled_in(program, intruder, inputs, secret):
    code, said, _ = run(program, intruder, inputs, ["message", "a.xml", "--json", "--xsd", "xsd", "--snapshot", "few.itd"], secret)
    kernel_has_both(code, said)
    assert code == 1 and said == [WALLED, WALLED]


def test_no_sandbox_says_so(interdict, inputs):
    done = interdict("message", inputs / "a.fin", "--no-sandbox", "--snapshot", inputs / "few.itd")
    assert "not walled in" in done.stderr
    assert "not walled in" not in interdict("message", inputs / "a.fin", "--snapshot", inputs / "few.itd").stderr


def test_encodings_are_read_behind_the_wall(interdict, inputs):
    done = interdict("batch", inputs / "greek.csv", "--encoding", "ISO-8859-7", "--quiet", "--snapshot", inputs / "few.itd")
    assert json.loads(done.stdout)["query"]["properties"]["name"] == ["Αθήνα"]


def test_every_command_that_reads_from_outside_has_the_option(interdict):
    """Those without are named here with their reason: they read the operator's own test files, or
    nothing, or are a program of their own (docs/decisions/0005-sandbox.md)."""
    without = {"bench", "regime bench", "evaluate pairs", "evaluate search", "evaluate lossless", "evaluate variants",
               "lists", "version", "manual", "serve", "keys add", "keys list", "keys withdraw",
               *(f"log {word}" for word in "verify show find prove checkpoint export import erase replay keys".split())}
    table = (conftest.ROOT / "src" / "cli" / "commands.c").read_text(encoding="utf-8")
    names = {name.replace("_", " ") for name in re.findall(r"&cmd_(\w+),", table)}
    found = {name for name in names if "--no-sandbox" not in interdict("help", *name.split()).stdout}
    assert found == without

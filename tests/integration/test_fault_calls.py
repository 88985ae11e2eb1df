"""Killed at every system call, and the disk full at every write: nothing is lost, doubled, stale or half.

fault_calls (tests/fault/tools/calls.c) runs the program itself and lets its n-th call go wrong. Only the calls behind the
opening of the input are tried: those before do nothing but start the program.
"""
# slow
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess

import pytest
from fault_commands import commands, make_inputs

FIN = ("{1:F01BANKBEBBAXXX0000000000}{2:I103BANKDEFFXXXXN}{4:\r\n:20:%s\r\n:23B:CRED\r\n:32A:260101EUR1,\r\n"
       ":50K:JANE DOE\r\n1 HIGH STREET\r\nLEEDS\r\n:59:%s\r\n1 HIGH STREET\r\nLEEDS\r\n:71A:SHA\r\n-}")
LISTED = "id,schema,name\n1,Company,NORTHERN HERRING TRADERS\n2,Person,OLEGARIO PRUEBA\n"


@pytest.fixture(scope="module")
def calls(program):
    path = pathlib.Path(os.environ.get("ITD_BUILD_DIR", pathlib.Path(program).parent)) / "tests" / "fault_calls"
    assert path.exists(), "fault_calls is built with the tests"
    probe = subprocess.run([path, "kill", "100000", "/dev/null", "/bin/true"], check=False)
    if probe.returncode == 77:
        print("SKIPPED: processes cannot be traced here")
        pytest.skip("processes cannot be traced here")
    return path


@pytest.fixture(scope="module")
def inputs(interdict, tmp_path_factory):
    return make_inputs(interdict, tmp_path_factory.mktemp("inputs"))


@pytest.fixture(scope="module")
def snapshot(interdict, tmp_path_factory):
    folder = tmp_path_factory.mktemp("small")
    (folder / "own.csv").write_text(LISTED)
    assert interdict("compile", "-o", folder / "own.itd", f"our_list={folder / 'own.csv'}").code == 0
    return folder / "own.itd"


def run_at(calls, mode, n, folder, command):
    """(exit code, whether the n-th call was reached, calls seen, standard output)"""
    report = folder / "report"
    report.write_text("0 0")
    done = subprocess.run([calls, mode, str(n), report, *map(str, command)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          check=False, timeout=60)
    reached, seen = report.read_text().split()
    return done.returncode, reached == "1", int(seen), done.stdout, done.stderr.decode("utf-8", "replace")


MESSAGES = {"a.fin": "JOHN ROE", "b.fin": "NORTHERN HERRING TRADERS", "n" * 255: "OLEGARIO PRUEBA"}


def fill(spool):
    shutil.rmtree(spool, ignore_errors=True)
    spool.mkdir()
    for name, payee in MESSAGES.items():
        (spool / name).write_bytes((FIN % ("R", payee)).encode())
    # Yesterday's verdict of another message, whose file was taken away.
    (spool / "done").mkdir()
    (spool / "done" / "b.fin.json").write_text('{"source":"b.fin","verdict":"PASS","source_hash":"sha256:00"}\n')


def check_spool(spool, at):
    """Every message lies in done once, with the one verdict that is its own."""
    wanted = {hashlib.sha256((FIN % ("R", payee)).encode()).hexdigest(): "PASS" if payee == "JOHN ROE" else "REVIEW"
              for payee in MESSAGES.values()}
    found = []
    for path in (spool / "done").glob("*.json"):
        if path.name == "b.fin.json":
            continue
        lines = path.read_text().splitlines()
        assert len(lines) == 1, (at, path)
        line = json.loads(lines[0])
        message = path.with_name(path.name[:-5]).read_bytes()
        assert line["source_hash"] == "sha256:" + hashlib.sha256(message).hexdigest(), (at, path)
        found.append((line["source_hash"][7:], line["verdict"]))
    assert sorted(found) == sorted(wanted.items()), at
    left = [p for p in spool.iterdir() if p.is_file()] + [p for p in (spool / ".work").iterdir() if p.is_file()]
    left += list((spool / ".work" / ".ready").iterdir())
    assert left == [], at
    assert not (spool / "failed").exists(), at


def first_call(calls, folder, command, again):
    """How many calls a whole run makes, and how many a run makes that ends at once."""
    _, reached, whole, *_ = run_at(calls, "kill", 10**9, folder, command)
    assert not reached
    _, _, start, *_ = run_at(calls, "kill", 10**9, folder, again)
    return start, whole


def test_watch_killed_at_every_call(calls, program, snapshot, interdict, tmp_path):
    spool = tmp_path / "spool"
    command = [program, "message", "--watch", spool, "--once", "--snapshot", snapshot]
    fill(spool)
    start, whole = first_call(calls, tmp_path, command, [program, "info", snapshot])
    check_spool(spool, "whole run")
    assert whole - start > 100
    for n in range(start - 15, whole):
        fill(spool)
        code, reached, *_ = run_at(calls, "kill", n, tmp_path, command)
        if reached:
            assert code == 137
        done = interdict("message", "--watch", spool, "--once", "--snapshot", snapshot)
        assert done.code == 0, (n, done.stderr)
        check_spool(spool, n)


def test_watch_with_a_full_disk_at_every_write(calls, program, snapshot, interdict, tmp_path):
    spool = tmp_path / "spool"
    command = [program, "message", "--watch", spool, "--once", "--snapshot", snapshot]
    n, reached = 0, True
    while reached:
        fill(spool)
        code, reached, _, _, errors = run_at(calls, "write", n, tmp_path, command)
        assert code in (0, 4), (n, code, errors)
        done = interdict("message", "--watch", spool, "--once", "--snapshot", snapshot)
        assert done.code == 0, (n, done.stderr)
        check_spool(spool, n)
        n += 1
    assert n > 15


def test_batch_killed_at_every_call(calls, program, snapshot, interdict, tmp_path):
    """At the end the answers are those of a run that nobody stopped, and nothing else lies beside them."""
    rows = "".join(f'{{"id":"{i}","properties":{{"name":["{n}"]}}}}\n'
                   for i, n in enumerate(("Olegario Prueba", "Jane Doe", "Northern Herring Traders") * 3))
    (tmp_path / "rows.jsonl").write_text(rows)
    out = tmp_path / "out"
    command = [program, "batch", tmp_path / "rows.jsonl", "-o", out / "a.jsonl", "--threads", "1", "--quiet", "--snapshot", snapshot]
    out.mkdir()
    start, whole = first_call(calls, tmp_path, command, [program, "info", snapshot])
    wanted = (out / "a.jsonl").read_bytes()
    assert wanted.count(b"\n") == 9 and whole > start
    for n in range(start - 25, whole):
        shutil.rmtree(out)
        out.mkdir()
        run_at(calls, "kill", n, tmp_path, command)
        if (out / "a.jsonl").exists():
            assert (out / "a.jsonl").read_bytes() == wanted, n
        done = interdict(*command[1:])
        assert done.code == 1, (n, done.stderr)
        assert (out / "a.jsonl").read_bytes() == wanted, n
        left = [p.name for p in out.iterdir() if not re.fullmatch(r"a\.jsonl\.state\.\w{6}", p.name)]  # a draft that was cut off
        assert left == ["a.jsonl"], n


def test_compile_killed_at_every_call_leaves_the_old_snapshot_or_the_new(calls, program, snapshot, tmp_path):
    (tmp_path / "own.csv").write_text(LISTED.replace("OLEGARIO", "OLEGARIA"))
    target = tmp_path / "t.itd"
    command = [program, "compile", "-o", target, f"our_list={tmp_path / 'own.csv'}", "--threads", "1", "--json"]
    start, whole = first_call(calls, tmp_path, command, [program, "version"])
    allowed = {target.read_bytes(), snapshot.read_bytes()}
    for n in range(start - 10, whole):
        target.write_bytes(snapshot.read_bytes())
        run_at(calls, "kill", n, tmp_path, command)
        assert target.read_bytes() in allowed, n
        for rest in tmp_path.glob("t.itd.??????"):
            rest.unlink()


@pytest.mark.parametrize("name", [name for name, command in commands().items() if not command.other])
def test_a_failed_write_is_no_answer(calls, program, interdict, inputs, tmp_path, monkeypatch, name):
    monkeypatch.chdir(inputs)
    for key in [k for k in os.environ if k.startswith("INTERDICT_")]:
        monkeypatch.delenv(key)
    command = commands()[name]
    line = [program, *command.arguments]
    command.prepare(inputs)
    whole_code, _, _, whole, _ = run_at(calls, "write", 10**9, tmp_path, line)
    assert whole_code in ((3,) if command.longer_list else (0, 1))
    n, reached = 0, True
    while reached:
        command.prepare(inputs)
        code, reached, _, out, errors = run_at(calls, "write", n, tmp_path, line)
        # What goes to standard error may be lost; the answer may not.
        good = code == whole_code and command.same(out, whole)
        good |= code == 4 and out == b""
        good |= code == 4 and (out != whole or command.answers is not None)
        assert good, (name, n, code, out[-200:], errors[-200:])
        problem = command.answers(inputs, interdict) if command.answers else None
        assert not problem, (name, n, problem)
        n += 1
    assert n > 1

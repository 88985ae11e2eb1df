"""Killed at every system call, and the disk full at every write: nothing is lost, doubled, stale or half.

fault_calls (tests/fault/tools/calls.c) runs the program itself and lets its n-th call go wrong. Only the calls behind the
opening of the input are tried: those before do nothing but start the program.
"""
# slow
import hashlib
import json
import os
import pathlib
import shutil
import subprocess

import pytest

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

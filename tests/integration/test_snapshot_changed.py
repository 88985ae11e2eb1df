"""A snapshot that changes under a running command.

A small one was read into memory when it was opened: the answer is that of the bytes that were checked. A large one is
mapped: exit 4 and no answer, never the death of the process by a signal.
"""
import json
import os
import pathlib
import signal
import subprocess
import time

import pytest

SMALL = 8 << 20  # bytes; src/snapshot/open.c


@pytest.fixture(scope="module")
def compiled(interdict, tmp_path_factory):
    """The same entries with short and with long addresses, so that one file is small and one is large."""
    folder, found = tmp_path_factory.mktemp("compiled"), {}
    for size, times in (("small", 1), ("large", 180)):
        rows = "".join(f'{i},Company,NORTHERN HERRING TRADERS {i},"{i} {"HIGH STREET " * times}"\n' for i in range(4000))
        (folder / "own.csv").write_text("id,schema,name,address\n" + rows)
        path = folder / f"{size}.itd"
        assert interdict("compile", "-o", path, f"our_list={folder / 'own.csv'}").code == 0
        assert (path.stat().st_size < SMALL) == (size == "small")
        found[size] = path.read_bytes()
    return found


@pytest.fixture
def large(compiled, tmp_path):
    (tmp_path / "own.itd").write_bytes(compiled["large"])
    return tmp_path / "own.itd"


@pytest.fixture
def small(compiled, tmp_path):
    (tmp_path / "own.itd").write_bytes(compiled["small"])
    return tmp_path / "own.itd"


def running(program, snapshot, *command):
    """A command that has opened the snapshot and waits for its input."""
    process = subprocess.Popen([program, *map(str, command), "--snapshot", snapshot], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    for _ in range(600):  # it waits in a read of its input, with the snapshot checked
        if pathlib.Path(f"/proc/{process.pid}/syscall").read_text().startswith("0 0x0 "):
            break
        time.sleep(0.02)
    return process


CASE = {"id": "a", "on": "2026-03-01", "actor": {"country": "DE"}, "activity": "payment", "parties": [{"role": "creditor", "name": "NORTHERN HERRING TRADERS 7"}]}
COMMANDS = {
    "batch": (["batch", "-", "--quiet", "--threads", "1"], "id,name\n1,Northern Herring Traders 7\n"),
    "text": (["text", "-", "--json"], "Paid to Northern Herring Traders 7.\n"),
    "decide": (["decide", "-", "--json"], json.dumps(CASE) + "\n"),
}


def cut(path):
    with open(path, "r+b") as f:
        f.truncate(8192)


def overwrite(path):
    size = path.stat().st_size
    with open(path, "r+b") as f:
        f.seek(size // 2)
        f.write(b"\0" * 64)


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("change", [cut, overwrite])
def test_a_small_snapshot_stays_what_was_checked(program, interdict, small, name, change):
    command, text = COMMANDS[name]
    whole = interdict(*command, "--snapshot", small, stdin=text)
    process = running(program, small, *command)
    change(small)
    out, errors = process.communicate(text.encode(), timeout=60)
    assert (process.returncode, out) == (1, whole.stdout_bytes), errors
    assert interdict(*command, "--snapshot", small, stdin=text).code == 4


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("change", [cut, overwrite])
def test_a_large_snapshot_changed_in_place_gives_no_answer(program, large, name, change):
    command, text = COMMANDS[name]
    process = running(program, large, *command)
    change(large)
    out, errors = process.communicate(text.encode(), timeout=60)
    assert process.returncode == 4, (process.returncode, out[-300:], errors)
    assert out == b"" and b"rename" in errors


QUERIES = "query_id,schema,name,birth_date,country,expected_ids\n1,Company,Northern Herring Traders 7,,,our_list-7\n"
AT_ONCE = {  # commands that wait for nothing
    "screen": ["screen", "Northern Herring Traders 7"],
    "screen-csv": ["screen", "Northern Herring Traders 7", "--format", "csv"],
    "info": ["info"],
    "info-json": ["info", "--json"],
    "diff": ["diff", "LARGE", "LARGE"],
    "regime": ["regime", "list"],
    "evaluate": ["evaluate", "search", "queries.csv", "--threads", "1", "--json"],
    "compile": ["compile", "-o", "new.itd", "our_list=own.csv", "--previous", "LARGE", "--allow-shrunken"],
}


def stopped_with(program, large, command):
    """A command that was stopped when it had mapped the snapshot, before it ended."""
    for _ in range(50):
        process = subprocess.Popen([program, *(str(large) if word == "LARGE" else word for word in command)], cwd=large.parent,
                                   env={**os.environ, "INTERDICT_SNAPSHOT": str(large)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        mapped = False
        while process.poll() is None and not mapped:
            mapped = large.name in pathlib.Path(f"/proc/{process.pid}/maps").read_text()
        if mapped:
            process.send_signal(signal.SIGSTOP)
            return process
        process.communicate()
    raise AssertionError("it always ends before it can be stopped")


@pytest.mark.parametrize("name", AT_ONCE)
def test_what_reads_a_large_snapshot_asks_whether_it_is_still_the_one(program, interdict, compiled, large, name):
    """The content is the same and the time of the last change another: only that question can notice."""
    (large.parent / "queries.csv").write_text(QUERIES)
    (large.parent / "own.csv").write_text("id,schema,name\n1,Company,NORTHERN HERRING TRADERS 1\n")
    process = stopped_with(program, large, AT_ONCE[name])
    large.write_bytes(compiled["large"])
    process.send_signal(signal.SIGCONT)
    out, errors = process.communicate(timeout=60)
    assert (process.returncode, out) == (4, b""), (process.returncode, out[-300:], errors)
    assert b"rename" in errors
    assert not (large.parent / "new.itd").exists()


@pytest.mark.parametrize("name", COMMANDS)
def test_a_snapshot_renamed_over_changes_nothing(program, large, name):
    command, text = COMMANDS[name]
    process = running(program, large, *command)
    new = large.with_name("new.itd")
    new.write_bytes(b"something else")
    new.rename(large)
    out, errors = process.communicate(text.encode(), timeout=60)
    assert process.returncode == 1 and out, errors


@pytest.mark.parametrize("change", [cut, overwrite])
def test_a_running_batch_gives_no_answer_from_a_changed_snapshot(program, interdict, compiled, large, change, tmp_path):
    """What was written before is good, what comes after is none; the next run with the right snapshot ends the work."""
    names = ("Northern Herring Traders 7", *(f"Quilted Zephyr Mugwump {i}" for i in range(300)))
    rows = b"id,name\n" + b"".join(b"%d,%s\n" % (i, names[i % len(names)].encode()) for i in range(3000))
    (tmp_path / "rows.csv").write_bytes(rows)
    command = ["batch", tmp_path / "rows.csv", "--quiet", "--threads", "2", "--snapshot", large, "-o"]
    whole = interdict(*command, tmp_path / "whole.jsonl")
    assert whole.code == 1
    process = subprocess.Popen([program, *map(str, command), tmp_path / "out.jsonl"], stderr=subprocess.PIPE)
    partial = tmp_path / "out.jsonl.partial"
    while process.poll() is None and not (partial.exists() and partial.stat().st_size):
        time.sleep(0.001)
    change(large)
    errors = process.communicate(timeout=60)[1]
    if process.returncode == 1:  # it was done before
        assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
        return
    assert process.returncode == 4 and not (tmp_path / "out.jsonl").exists(), errors
    large.write_bytes(compiled["large"])
    assert interdict(*command, tmp_path / "out.jsonl").code == 1
    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()


FIN = ("{1:F01BANKBEBBAXXX0000000000}{2:I103BANKDEFFXXXXN}{4:\r\n:20:%s\r\n:23B:CRED\r\n:32A:260101EUR1,\r\n"
       ":50K:JANE DOE\r\n1 HIGH STREET\r\nLEEDS\r\n:59:NORTHERN HERRING TRADERS 7\r\n1 HIGH STREET\r\nLEEDS\r\n:71A:SHA\r\n-}")


@pytest.mark.parametrize("change", [cut, overwrite])
def test_a_running_spool_gives_no_verdict_from_a_changed_snapshot(program, interdict, compiled, large, change, tmp_path):
    spool = tmp_path / "spool"
    spool.mkdir()
    process = subprocess.Popen([program, "message", "--watch", spool, "--snapshot", large], stderr=subprocess.PIPE)

    def drop(name):
        (spool / ("." + name)).write_text(FIN % name, newline="")
        (spool / ("." + name)).rename(spool / name)
        for _ in range(600):
            if (spool / "done" / name).exists() or process.poll() is not None:
                break
            time.sleep(0.02)
    drop("first")
    change(large)
    drop("second")
    if process.poll() is None:
        process.terminate()
    errors = process.communicate(timeout=60)[1].decode()
    assert process.returncode == 4 and "rename" in errors, errors
    assert sorted(p.name for p in (spool / "done").iterdir()) == ["first", "first.json"]
    large.write_bytes(compiled["large"])
    assert interdict("message", "--watch", spool, "--once", "--snapshot", large).code == 0
    assert {json.loads(p.read_text())["verdict"] for p in (spool / "done").glob("*.json")} == {"REVIEW"}
    assert (spool / "done" / "second.json").exists()

"""A snapshot that changes under a running command: exit 4 and no answer, never the death of the process by a signal."""
import json
import os
import subprocess
import time

import pytest

LISTED = "id,schema,name\n" + "".join(f"{i},Company,NORTHERN HERRING TRADERS {i}\n" for i in range(4000))


@pytest.fixture
def snapshot(interdict, tmp_path):
    (tmp_path / "own.csv").write_text(LISTED)
    assert interdict("compile", "-o", tmp_path / "own.itd", f"our_list={tmp_path / 'own.csv'}").code == 0
    return tmp_path / "own.itd"


def running(program, snapshot, *command):
    """A command that has opened the snapshot and waits for its input."""
    process = subprocess.Popen([program, *map(str, command), "--snapshot", snapshot], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    for _ in range(400):
        if any(os.path.realpath(f"/proc/{process.pid}/fd/{n}") == str(snapshot) for n in os.listdir(f"/proc/{process.pid}/fd")):
            break
        time.sleep(0.02)
    time.sleep(0.5)
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
def test_a_snapshot_changed_in_place_gives_no_answer(program, snapshot, name, change):
    command, text = COMMANDS[name]
    process = running(program, snapshot, *command)
    change(snapshot)
    out, errors = process.communicate(text.encode(), timeout=60)
    assert process.returncode == 4, (process.returncode, out[-300:], errors)
    assert out == b"" and b"rename" in errors


@pytest.mark.parametrize("name", COMMANDS)
def test_a_snapshot_renamed_over_changes_nothing(program, snapshot, name):
    command, text = COMMANDS[name]
    process = running(program, snapshot, *command)
    new = snapshot.with_name("new.itd")
    new.write_bytes(b"something else")
    new.rename(snapshot)
    out, errors = process.communicate(text.encode(), timeout=60)
    assert process.returncode == 1 and out, errors

"""Random changes of a store: `log verify` finds each, and names the record. LOG_CHANGES of them (1,000)."""
# slow
import collections
import json
import os
import random
import shutil
import sqlite3

import pytest

from conftest import built_without
from serving import Server

CHANGES = int(os.environ.get("LOG_CHANGES", "1000"))


@pytest.fixture(scope="module")
def state(program, interdict, tmp_path_factory):
    """A log of 600 records with keys, a second signing key, and an erasure."""
    if built_without(program, "ITD_SERVE"):
        pytest.skip("built without the server (ITD_SERVE)")
    folder = tmp_path_factory.mktemp("changed") / "s"
    with Server(program, "--state", folder) as s:
        for i in range(25):
            s.post("/v1/screen", {"id": f"c-{i}", "name": "Raisi"})
        s.post("/v1/batch", "".join(f'{{"id":"b-{i}","name":"Jane Doe"}}\n' for i in range(560)))
        s.post("/v1/text", "pay Raisi")
    assert interdict("log", "keys", "--new", "--state", folder).code == 0
    for name in ("a", "b"):
        interdict("keys", "add", name, "--role", "screen", "--state", folder)
    interdict("keys", "withdraw", "a", "--state", folder)
    interdict("log", "erase", "--id", "c-7", "--state", folder)
    assert interdict("log", "verify", "--state", folder).code == 0
    return folder


def other(value, chance):
    """Another value of the same kind: a bit, a sign or a byte more."""
    if value is None:
        return chance.choice([0, "x", b"x"])
    if isinstance(value, int):
        return value + chance.choice([-1, 1, 7])
    if not value:
        return value + type(value)(b"x" if isinstance(value, bytes) else "x")
    at = chance.randrange(len(value))
    kind = chance.randrange(4)
    if kind == 0:
        return value[:at] + value[at + 1:]
    if kind == 1:
        return value + value[-1:]
    if isinstance(value, bytes):
        return value[:at] + bytes([value[at] ^ 1 << chance.randrange(8)]) + value[at + 1:]
    return value[:at] + ("y" if value[at] == "x" else "x") + value[at + 1:]


def change(database, chance):
    """One change; the record that is to be named, None where it is not sure which."""
    tables = [t for t, in database.execute("SELECT name FROM sqlite_schema WHERE type='table'")]
    table = chance.choice(["records", "personal", "records", "personal", *tables])
    columns = [c[1] for c in database.execute(f"PRAGMA table_info({table})")]
    ids = [i for i, in database.execute(f"SELECT rowid FROM {table}")]
    row = chance.choice(ids)
    whole = table in ("records", "personal")
    kind = chance.choice(["value", "value", "remove", "swap", "add", "cut"])
    if kind == "value":
        column = chance.choice([c for c in columns if c != "id"])
        [(old,)] = database.execute(f"SELECT {column} FROM {table} WHERE rowid=?", (row,))
        new = other(old, chance)
        database.execute(f"UPDATE {table} SET {column}=? WHERE rowid=?", (new, row))
        return kind, table, column, row if whole else None
    if kind == "remove":
        database.execute(f"DELETE FROM {table} WHERE rowid=?", (row,))
        return kind, table, None, row if whole else None
    if kind == "cut":  # all rows from one on
        database.execute(f"DELETE FROM {table} WHERE rowid>=?", (row,))
        return kind, table, None, min(i for i in ids if i >= row) if whole else None
    if kind == "add":
        names = ",".join(c for c in columns if c != "id")
        database.execute(f"INSERT INTO {table}(id,{names}) SELECT ?,{names} FROM {table} WHERE rowid=?", (max(ids) + chance.choice([1, 5]), row))
        return kind, table, None, None
    second = chance.choice([i for i in ids if i != row] or [row + 1])
    for a, b in ((row, -10), (second, row), (-10, second)):
        database.execute(f"UPDATE {table} SET id=? WHERE id=?", (b, a))
    return kind, table, None, min(row, second) if whole and second in ids else None


def test_every_change_is_found(interdict, state, tmp_path):
    chance, missed, wrong, seen = random.Random(9162), [], [], collections.Counter()
    store = tmp_path / "interdict.db"
    for i in range(CHANGES):
        shutil.copy(state / "interdict.db", store)
        with sqlite3.connect(store) as database:
            database.execute("PRAGMA journal_mode=DELETE")
            try:
                what = change(database, chance)
            except sqlite3.Error:
                seen["refused"] += 1
                continue
        database.close()
        seen[what[:2]] += 1
        done = interdict("log", "verify", store, "--json")
        if done.code != 1:
            missed.append((i, what, done.code, done.stderr))
        elif what[3] is not None and json.loads(done.stdout)["bad_record"] != what[3]:
            wrong.append((i, what, json.loads(done.stdout)["bad_record"], done.stderr))
    print(dict(seen))
    assert not missed, missed[:10]
    assert not wrong, wrong[:10]
    assert sum(seen.values()) - seen["refused"] > CHANGES * 0.8


def test_every_byte_that_means_something(interdict, state, tmp_path):
    """Single bytes of the file itself: found, or the log reads the same; never another content that holds."""
    data, chance = (state / "interdict.db").read_bytes(), random.Random(6962)
    store = tmp_path / "interdict.db"
    whole = interdict("log", "export", "--store", state / "interdict.db").stdout_bytes
    found = 0
    for _ in range(CHANGES // 5):
        at = chance.randrange(len(data))
        store.write_bytes(data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1:])
        if interdict("log", "verify", store).code:
            found += 1
        else:
            assert interdict("log", "export", "--store", store).stdout_bytes == whole, at
    print(f"{found} of {CHANGES // 5}")
    assert found > CHANGES // 10


def test_every_line_of_an_export(interdict, state, tmp_path):
    lines = interdict("log", "export", "--state", state).stdout.splitlines(keepends=True)
    key = interdict("log", "keys", "--state", state).stdout.strip()
    chance, path = random.Random(1), tmp_path / "log.jsonl"
    for i in range(CHANGES // 5):
        copy, kind = list(lines), i % 4
        at = chance.randrange(len(lines))
        if kind == 0:
            del copy[at]
        elif kind == 1:
            second = chance.randrange(len(lines))
            if copy[at] == copy[second]:
                continue
            copy[at], copy[second] = copy[second], copy[at]
        elif kind == 2:
            sign = chance.randrange(len(copy[at]))
            copy[at] = copy[at][:sign] + ("1" if copy[at][sign] != "1" else "2") + copy[at][sign + 1:]
        else:
            del copy[at:]
        path.write_text("".join(copy))
        done = interdict("log", "verify", path, "--public-key", key)
        assert done.code in (1, 3), (kind, at, done.stdout)

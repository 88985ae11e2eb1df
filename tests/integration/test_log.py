"""The decision log: what `log` prints, and that others can check it with nothing but the texts (log_reference.py)."""
import base64
import json
import subprocess

import pytest

from conftest import built_without
from log_reference import Export, Note, grew, leaf_is_in, read_key, root_of


@pytest.fixture(scope="module", autouse=True)
def with_server(program):
    if built_without(program, "ITD_SERVE"):
        pytest.skip("built without the server (ITD_SERVE)")


@pytest.fixture(scope="module")
def state(interdict, tmp_path_factory):
    """A log of some keys that were made and withdrawn."""
    folder = tmp_path_factory.mktemp("log") / "state"
    for i in range(6):
        assert interdict("keys", "add", f"key {i}", "--role", "screen", "--state", folder).code == 0
    assert interdict("keys", "withdraw", "key 3", "--state", folder).code == 0
    return folder


def exported(interdict, state):
    done = interdict("log", "export", "--state", state)
    assert done.code == 0, done.stderr
    return Export(done.stdout.splitlines(), interdict("log", "keys", "--state", state).stdout)


def test_a_log_holds_and_says_what_it_has(interdict, state):
    done = interdict("log", "verify", "--state", state, "--json")
    assert done.code == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["holds"] and said["records"] == 8
    note = Note(said["checkpoint"])
    assert note.size == 8 and base64.b64encode(note.root).decode() == said["root"]
    assert note.signed_by(read_key(interdict("log", "keys", "--state", state).stdout)[1])
    text = interdict("log", "verify", "--state", state).stdout
    assert "records: 8" in text and said["root"] in text


def test_an_independent_verifier_agrees(interdict, state):
    log = exported(interdict, state)
    assert [leaf["kind"] for leaf in log.leaves] == ["log"] + 7 * ["key"]
    assert len(log.keys) == 6


def test_proofs_are_those_of_the_rfc(interdict, state):
    log = exported(interdict, state)
    for size in range(1, 9):
        root = root_of(log.hashes[:size])
        for n in range(size):
            proof = json.loads(interdict("log", "prove", n, "--size", size, "--state", state, "--json").stdout)
            path = [base64.b64decode(h) for h in proof["hashes"]]
            assert proof["leaf"] == n and proof["size"] == size and base64.b64decode(proof["root"]) == root
            assert leaf_is_in(n, size, log.hashes[n], path, root) and not leaf_is_in(n, size, log.hashes[n - 1], path, root)
            assert Note(proof["checkpoint"]).root == root
        for first in range(1, size + 1):
            proof = json.loads(interdict("log", "prove", "--from", first, "--size", size, "--state", state).stdout)
            path = [base64.b64decode(h) for h in proof["hashes"]]
            assert grew(first, size, root_of(log.hashes[:first]), root, path)


@pytest.mark.parametrize("arguments,code", [
    (["prove", "8"], 3), (["prove", "0", "--size", "9"], 3), (["prove", "5", "--size", "5"], 3), (["prove"], 2), (["prove", "x"], 2),
    (["prove", "1", "--from", "1"], 2), (["prove", "--from", "0"], 3), (["show", "8"], 3), (["show", "-1"], 2), (["show"], 2),
    (["find", "--from", "yesterday"], 2), (["erase"], 2), (["erase", "--id", "a", "--record", "1"], 2)])
def test_what_is_asked_wrongly(interdict, state, arguments, code):
    done = interdict("log", *arguments, "--state", state)
    assert done.code == code and done.stderr and not done.stdout


def test_what_is_no_log_cannot_be_read(interdict, tmp_path):
    (tmp_path / "text").write_text("no log\n")
    (tmp_path / "empty").write_text("")
    (tmp_path / "interdict.db").write_bytes(b"SQLite format 3\0" + bytes(5000))
    for path in ("text", "missing", "interdict.db"):
        assert interdict("log", "verify", tmp_path / path).code == 3
    assert interdict("log", "verify", "--state", tmp_path / "nowhere").code == 3


def test_an_export_is_packed_checked_and_restored(interdict, state, tmp_path):
    for name in ("log.jsonl", "log.jsonl.zst"):
        assert interdict("log", "export", "--state", state, "-o", tmp_path / name).code == 0
        assert interdict("log", "verify", tmp_path / name).code == 0
    unpacked = subprocess.run(["zstd", "-dc", tmp_path / "log.jsonl.zst"], capture_output=True, check=True).stdout
    assert unpacked == (tmp_path / "log.jsonl").read_bytes()
    (tmp_path / "kept").write_text(interdict("log", "keys", "--private", "--state", state).stdout)
    store = tmp_path / "restored.db"
    done = interdict("log", "import", tmp_path / "log.jsonl.zst", "--store", store, "--signing-key", tmp_path / "kept")
    assert done.code == 0, done.stderr
    assert interdict("log", "verify", store).stdout == interdict("log", "verify", "--state", state).stdout
    assert interdict("log", "export", "--store", store).stdout_bytes == unpacked
    again = interdict("log", "import", tmp_path / "log.jsonl.zst", "--store", store)
    assert again.code == 2 and "there is a log in it" in again.stderr


def test_a_log_restored_without_its_key_says_so(interdict, state, tmp_path):
    key = interdict("log", "keys", "--state", state).stdout.strip()
    interdict("log", "export", "--state", state, "-o", tmp_path / "log.jsonl")
    assert interdict("log", "import", tmp_path / "log.jsonl", "--store", tmp_path / "new.db").code == 0
    done = interdict("log", "verify", tmp_path / "new.db")
    assert done.code == 0 and "no earlier key vouches for" in done.stdout
    assert interdict("log", "verify", "--state", state, "--public-key", key).code == 0
    pinned = interdict("log", "verify", tmp_path / "new.db", "--public-key", key)
    assert pinned.code == 1 and "bad record: 8" in pinned.stdout


def test_a_new_key_is_vouched_for_by_the_old_one(interdict, tmp_path):
    interdict("keys", "add", "a", "--role", "screen", "--state", tmp_path)
    old = interdict("log", "keys", "--state", tmp_path).stdout.strip()
    new = interdict("log", "keys", "--new", "--state", tmp_path).stdout.strip()
    interdict("keys", "add", "b", "--role", "screen", "--state", tmp_path)
    assert old != new == interdict("log", "keys", "--state", tmp_path).stdout.strip()
    for key in (old, new):
        assert interdict("log", "verify", "--state", tmp_path, "--public-key", key).code == 0
    log = exported(interdict, tmp_path)
    assert [n.signed_by(read_key(new)[1]) for n in log.notes] == [False, False, False, True]
    other = interdict("log", "keys", "--store", "/dev/null")
    assert other.code == 3


def test_a_kept_checkpoint_shows_a_log_that_was_cut(interdict, tmp_path):
    state = tmp_path / "state"
    interdict("keys", "add", "a", "--role", "screen", "--state", state)
    copy = (state / "interdict.db").read_bytes()
    interdict("keys", "add", "b", "--role", "screen", "--state", state)
    (tmp_path / "kept").write_text(interdict("log", "checkpoint", "--state", state).stdout)
    assert interdict("log", "verify", "--state", state, "--checkpoint", tmp_path / "kept").code == 0
    (state / "interdict.db").write_bytes(copy)  # an older state: all that it has holds
    assert interdict("log", "verify", "--state", state).code == 0
    cut = interdict("log", "verify", "--state", state, "--checkpoint", tmp_path / "kept")
    assert cut.code == 1 and "bad record: 2: it is gone" in cut.stdout
    interdict("keys", "add", "c", "--role", "screen", "--state", state)  # and grown another way
    forked = interdict("log", "verify", "--state", state, "--checkpoint", tmp_path / "kept")
    assert forked.code == 1 and "forked" in forked.stdout

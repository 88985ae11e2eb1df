"""The spool folder of `interdict message --watch`: every message once, whatever happened before."""
import hashlib
import json
import os
import pathlib
import signal
import subprocess
import time

import pytest

FIN = ("{1:F01BANKBEBBAXXX0000000000}{2:I103BANKDEFFXXXXN}{4:\r\n:20:%s\r\n:23B:CRED\r\n:32A:260101EUR1,\r\n"
       ":50K:JANE DOE\r\n1 HIGH STREET\r\nLEEDS\r\n:59:%s\r\n1 HIGH STREET\r\nLEEDS\r\n:71A:SHA\r\n-}")


@pytest.fixture(scope="module")
def watch(interdict, excerpts):
    path = excerpts

    def call(folder):
        done = interdict("message", "--watch", folder, "--once", "--snapshot", path)
        assert done.code == 0, done.stderr

    call.snapshot = path
    return call


def verdicts(folder):
    return {p.name: json.loads(p.read_text())["verdict"] for p in sorted((folder / "done").glob("*.json"))}


def test_the_verdict_stands_beside_the_message(watch, tmp_path):
    (tmp_path / "a.fin").write_bytes((FIN % ("A", "JOHN ROE")).encode())
    (tmp_path / "b.fin").write_bytes((FIN % ("B", "FIRST OIL JV CO LTD")).encode())
    watch(tmp_path)
    assert verdicts(tmp_path) == {"a.fin.json": "PASS", "b.fin.json": "REVIEW"}
    assert sorted(p.name for p in tmp_path.iterdir()) == [".work", "done"]
    assert (tmp_path / "done" / "a.fin").is_file()


def test_a_message_taken_before_a_stop_is_answered_at_the_next_start(watch, tmp_path):
    (tmp_path / ".work").mkdir()
    (tmp_path / ".work" / "a.fin").write_bytes((FIN % ("A", "JOHN ROE")).encode())
    watch(tmp_path)
    assert verdicts(tmp_path) == {"a.fin.json": "PASS"}
    assert (tmp_path / "done" / "a.fin").is_file()


def test_a_verdict_of_another_message_is_never_believed_by_its_name(watch, tmp_path):
    """Yesterday's PASS lies in done; its message was taken away; today's payment of the same name was taken before a stop."""
    (tmp_path / "a.fin").write_bytes((FIN % ("A", "JOHN ROE")).encode())
    watch(tmp_path)
    (tmp_path / "done" / "a.fin").unlink()
    (tmp_path / ".work" / "a.fin").write_bytes((FIN % ("A", "FIRST OIL JV CO LTD")).encode())
    watch(tmp_path)
    assert verdicts(tmp_path) == {"a.fin.json": "PASS", "a.fin~2.json": "REVIEW"}
    assert (tmp_path / "done" / "a.fin~2").is_file()


def test_a_verdict_given_before_a_stop_is_not_given_again(watch, tmp_path):
    (tmp_path / "a.fin").write_bytes((FIN % ("A", "FIRST OIL JV CO LTD")).encode())
    watch(tmp_path)
    (tmp_path / "done" / "a.fin").rename(tmp_path / ".work" / "a.fin")
    watch(tmp_path)
    assert verdicts(tmp_path) == {"a.fin.json": "REVIEW"} and (tmp_path / "done" / "a.fin").is_file()


def test_a_verdict_holds_the_hash_of_its_message(watch, tmp_path):
    content = (FIN % ("A", "JOHN ROE")).encode() * 2
    (tmp_path / "a.fin").write_bytes(content)
    watch(tmp_path)
    lines = [json.loads(line) for line in (tmp_path / "done" / "a.fin.json").read_text().splitlines()]
    assert [line["source_hash"] for line in lines] == ["sha256:" + hashlib.sha256(content).hexdigest()] * 2


@pytest.mark.parametrize("name", ["n" * 255, "\u00e9" * 127, "a\nb", "~2", "-", " a b ", "\udcff.fin"])
def test_any_legal_name_is_answered(watch, tmp_path, name):
    content = (FIN % ("A", "FIRST OIL JV CO LTD")).encode()
    (tmp_path / name).write_bytes(content)
    watch(tmp_path)
    assert list(verdicts(tmp_path).values()) == ["REVIEW"]
    [verdict] = (tmp_path / "done").glob("*.json")
    assert verdict.with_name(verdict.name[:-5]).read_bytes() == content, "the message lies beside its verdict"


def test_a_message_named_as_a_verdict_keeps_apart(watch, tmp_path):
    for name, payee in (("a", "JOHN ROE"), ("a.json", "FIRST OIL JV CO LTD")):
        (tmp_path / name).write_bytes((FIN % ("A", payee)).encode())
    watch(tmp_path)
    assert len(list((tmp_path / "done").iterdir())) == 4
    found = {}
    for path in (tmp_path / "done").iterdir():
        if path.read_bytes()[:1] == b"{" and path.read_bytes()[:2] != b"{1":
            line = json.loads(path.read_text())
            found[line["source"]] = line["verdict"]
    assert found == {"a": "PASS", "a.json": "REVIEW"}


def test_a_poison_file_is_set_aside_and_the_others_go_on(watch, tmp_path):
    (tmp_path / "a.fin").write_bytes((FIN % ("A", "JOHN ROE")).encode())
    with open(tmp_path / "b.fin", "wb") as f:
        f.truncate(48 << 20)
    (tmp_path / "c.fin").write_bytes((FIN % ("C", "FIRST OIL JV CO LTD")).encode())
    watch(tmp_path)
    assert verdicts(tmp_path) == {"a.fin.json": "PASS", "b.fin.json": "REVIEW", "c.fin.json": "REVIEW"}
    line = json.loads((tmp_path / "done" / "b.fin.json").read_text())
    assert line["reasons"]


def test_a_message_that_ends_its_reader_does_not_stop_the_spool(watch, program, tmp_path):
    """The process that reads is killed while it reads, each time anew: as by a fault in a reader."""
    (tmp_path / "a.fin").write_bytes((FIN % ("A", "JOHN ROE")).encode() * 4000)
    (tmp_path / "b.fin").write_bytes((FIN % ("B", "FIRST OIL JV CO LTD")).encode())
    process = subprocess.Popen([program, "message", "--watch", tmp_path, "--once", "--snapshot", watch.snapshot],
                               stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    killed, deadline = set(), time.time() + 60
    while len(killed) < 3 and time.time() < deadline:
        if not any(p.name.startswith(".a.fin") for p in (tmp_path / ".work" / ".ready").glob(".*")):
            time.sleep(0.001)
            continue
        for child in pathlib.Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split():
            if child not in killed:
                os.kill(int(child), signal.SIGSEGV)
                killed.add(child)
        time.sleep(0.001)
    errors = process.communicate(timeout=100)[1].decode()
    assert process.returncode == 0 and len(killed) == 3, errors
    assert verdicts(tmp_path) == {"a.fin.json": "REVIEW", "b.fin.json": "REVIEW"}
    assert "ended the program" in json.dumps(json.loads((tmp_path / "done" / "a.fin.json").read_text())["reasons"])
    assert sorted(p.name for p in (tmp_path / "failed").iterdir()) == ["a.fin", "a.fin.json"]
    assert "set aside" in errors


def test_a_new_snapshot_is_taken_up_between_messages(watch, interdict, shared, program, tmp_path):
    lists = shared / "data" / "lists"
    now, new, bad = tmp_path / "now.itd", tmp_path / "new.itd", tmp_path / "bad.itd"
    spool = tmp_path / "spool"
    spool.mkdir()
    (tmp_path / "own.csv").write_text("id,schema,name\n1,Company,NORTHERN HERRING TRADERS\n")
    assert interdict("compile", "-o", new, f"our_list={tmp_path / 'own.csv'}").code == 0
    bad.write_bytes(new.read_bytes()[:-9] + b"123456789")
    now.write_bytes(watch.snapshot.read_bytes())
    process = subprocess.Popen([program, "message", "--watch", spool, "--snapshot", now], stderr=subprocess.PIPE)
    try:
        for i, step in enumerate((None, bad, new)):
            if step:
                step.rename(now)
            (spool / ".m").write_bytes((FIN % ("A", "NORTHERN HERRING TRADERS")).encode())
            (spool / ".m").rename(spool / f"m{i}")
            for _ in range(400):
                if (spool / "done" / f"m{i}").exists():
                    break
                time.sleep(0.05)
    finally:
        process.terminate()
        errors = process.communicate(timeout=30)[1].decode()
    assert verdicts(spool) == {"m0.json": "PASS", "m1.json": "PASS", "m2.json": "REVIEW"}, errors
    assert "the snapshot in use stays" in errors and "another snapshot is in place: sha256:" in errors
    hashes = {json.loads(p.read_text())["snapshot"] for p in (spool / "done").glob("*.json")}
    assert len(hashes) == 2


def test_a_second_message_of_the_same_name_is_kept_apart(watch, tmp_path):
    for payee in ("JOHN ROE", "FIRST OIL JV CO LTD"):
        (tmp_path / "a.fin").write_bytes((FIN % ("A", payee)).encode())
        watch(tmp_path)
    assert verdicts(tmp_path) == {"a.fin.json": "PASS", "a.fin~2.json": "REVIEW"}


def test_names_that_begin_with_a_dot_are_left_alone(watch, tmp_path):
    (tmp_path / ".a.fin").write_bytes((FIN % ("A", "JOHN ROE")).encode())
    watch(tmp_path)
    assert (tmp_path / ".a.fin").is_file() and verdicts(tmp_path) == {}


def test_many_kills_lose_nothing_and_answer_nothing_twice(watch, program, tmp_path):
    """Files are dropped while the watcher is killed again and again; at the end each has one verdict."""
    names = [f"m{i:03}.fin" for i in range(60)]
    snapshot = watch.snapshot
    kills = 0
    for i, name in enumerate(names):
        payee = "FIRST OIL JV CO LTD" if i % 3 == 0 else "JOHN ROE"
        (tmp_path / ("." + name)).write_bytes((FIN % (f"R{i}", payee)).encode() * 3)
        (tmp_path / ("." + name)).rename(tmp_path / name)
        if i % 3 == 2:
            process = subprocess.Popen([program, "message", "--watch", tmp_path, "--snapshot", snapshot],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(0.02 + 0.013 * (i % 13))
            process.kill()
            process.wait()
            kills += 1
    watch(tmp_path)
    done = tmp_path / "done"
    assert kills == 20
    assert sorted(p.name for p in done.iterdir()) == sorted([*names, *[n + ".json" for n in names]])
    assert [p.name for p in (tmp_path / ".work").iterdir() if not p.name.startswith(".")] == []
    for i, name in enumerate(names):
        lines = [json.loads(line) for line in (done / (name + ".json")).read_text().strip("\n").split("\n")]
        assert [line["id"]["reference"] for line in lines] == [f"R{i}"] * 3
        assert {line["verdict"] for line in lines} == {"REVIEW" if i % 3 == 0 else "PASS"}


def test_one_watcher_at_a_time(watch, interdict, program, tmp_path):
    process = subprocess.Popen([program, "message", "--watch", tmp_path, "--snapshot", watch.snapshot])
    try:
        for _ in range(200):
            if (tmp_path / ".work" / ".lock").exists():
                break
            time.sleep(0.05)
        time.sleep(0.2)
        second = interdict("message", "--watch", tmp_path, "--once", "--snapshot", watch.snapshot)
        assert second.code == 4 and "another process" in second.stderr
    finally:
        process.terminate()
        assert process.wait(timeout=20) == 0


def test_what_cannot_be_read_has_its_verdict_too(watch, tmp_path):
    (tmp_path / "a.fin").write_bytes(b"\x00\x01 nothing")
    (tmp_path / "empty.fin").write_bytes(b"")
    watch(tmp_path)
    assert verdicts(tmp_path) == {"a.fin.json": "REVIEW", "empty.fin.json": "REVIEW"}

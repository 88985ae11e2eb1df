"""The spool folder of `interdict message --watch`: every message once, whatever happened before."""
import json
import subprocess
import time

import pytest

FIN = ("{1:F01BANKBEBBAXXX0000000000}{2:I103BANKDEFFXXXXN}{4:\r\n:20:%s\r\n:23B:CRED\r\n:32A:260101EUR1,\r\n"
       ":50K:JANE DOE\r\n1 HIGH STREET\r\nLEEDS\r\n:59:%s\r\n1 HIGH STREET\r\nLEEDS\r\n:71A:SHA\r\n-}")


@pytest.fixture(scope="module")
def watch(interdict, shared, tmp_path_factory):
    path = tmp_path_factory.mktemp("watch") / "un.itd"
    result = interdict("compile", "-o", path, shared / "data" / "lists" / "un" / "UN_consolidated_2026-02-27.xml.gz")
    assert result.code == 0, result.stderr

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


def test_a_message_answered_before_a_stop_is_not_answered_again(watch, tmp_path):
    (tmp_path / ".work").mkdir()
    (tmp_path / "done").mkdir()
    (tmp_path / ".work" / "a.fin").write_bytes((FIN % ("A", "FIRST OIL JV CO LTD")).encode())
    (tmp_path / "done" / "a.fin.json").write_text('{"verdict":"written before the stop"}')
    watch(tmp_path)
    assert verdicts(tmp_path) == {"a.fin.json": "written before the stop"}
    assert (tmp_path / "done" / "a.fin").is_file()


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

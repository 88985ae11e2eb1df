"""The spool folder of `interdict message --watch`: every message once, whatever happened before."""
import json

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

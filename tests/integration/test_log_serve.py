"""The server and its log: every answer has its record, and no answer goes out without one."""
import concurrent.futures
import json
import os
import pathlib
import random
import resource
import signal
import threading
import time
import urllib.request

import pytest

from conftest import built_without
from log_reference import Export
from serving import Server

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
CASE = (ROOT / "examples" / "medicine.json").read_bytes()
MESSAGE = (ROOT / "examples" / "payment.fin").read_bytes()
NAMES = ["Ibrahim Raisi", "Vladimir Putin", "Nobody of that Name", "شرکت ملی نفت ایران", "NATIONAL IRANIAN OIL COMPANY"]
KILLS = int(os.environ.get("LOG_KILLS", "12"))


@pytest.fixture(scope="module", autouse=True)
def with_server(program):
    if built_without(program, "ITD_SERVE"):
        pytest.skip("built without the server (ITD_SERVE)")


def verified(interdict, state):
    done = interdict("log", "verify", "--state", state, "--json")
    assert done.code == 0, done.stdout + done.stderr
    return json.loads(done.stdout)["records"]


def shown(interdict, state, number):
    done = interdict("log", "show", number, "--state", state, "--json")
    assert done.code == 0, done.stderr
    return json.loads(done.stdout)


def ask_all(s, count=1):
    """Every kind of question; path, body, answer."""
    asked = []
    for i in range(count):
        name = NAMES[i % len(NAMES)]
        for path, body in (
                ("/v1/screen", json.dumps({"id": f"c-{i}", "schema": "Person", "name": name})),
                (f"/v1/screen?threshold=0.{50 + i % 40}&limit=3&on=2020-01-01", json.dumps({"name": name + " " * (i % 3)})),
                ("/v1/decide", CASE), ("/v1/decide?on=2026-03-01", CASE), ("/v1/message", MESSAGE), ("/v1/message?source=a.fin", MESSAGE),
                ("/v1/text", f"pay {name} in Tehran, ref {i}"), ("/v1/text?threshold=0.8", name.encode() + b"\xff\xfe\x00"),
                ("/match/default", json.dumps({"queries": {"q": {"schema": "Person", "properties": {"name": [name]}}}}))):
            asked.append((path, body, s.post(path, body)))
    return asked


def test_every_answer_names_its_record(program, interdict, tmp_path):
    with Server(program, "--state", tmp_path / "s") as s:
        asked = ask_all(s)
        lines = s.post("/v1/batch?threshold=0.6", '{"name":"Ibrahim Raisi"}\nno json\n{"id":"c-9","name":"Putin"}\n').text.splitlines()
        health = s.get("/healthz")
        assert s.post("/v1/screen", "no json").headers["X-Interdict-Record"] is None
    assert health.headers["X-Interdict-Record"] is None and len(lines) == 3
    for path, body, answer in asked:
        assert answer.status == 200
        record = shown(interdict, tmp_path / "s", answer.headers["X-Interdict-Record"])
        question = record["question"]
        assert record["terms"]["request"] == "POST " + path and record["answer"] == answer.text
        assert isinstance(question, dict) or question.encode() == (body if isinstance(body, bytes) else body.encode())
        assert record["snapshot"].startswith("sha256:") and record["policy"].startswith("sha256:") and record["library"]
    found = interdict("log", "find", "--id", "c-9", "--state", tmp_path / "s", "--json").stdout.splitlines()
    assert len(found) == 1
    [number] = [json.loads(x)["record"] for x in found]
    assert shown(interdict, tmp_path / "s", number)["answer"] == lines[2] + "\n"
    kinds = [json.loads(x)["kind"] for x in interdict("log", "find", "--state", tmp_path / "s", "--json").stdout.splitlines()]
    assert kinds == ["log", "snapshot", "screen", "screen", "decide", "decide", "message", "message", "text", "text", "match", "screen", "screen"]
    assert verified(interdict, tmp_path / "s") == 13
    assert not any("Raisi" in line for line in s.lines)  # names are in the log alone


def test_what_was_answered_is_answered_again(program, interdict, tmp_path):
    """Two snapshots, two policies, 300 questions of all kinds."""
    state, snapshot, policy = tmp_path / "s", tmp_path / "a.itd", tmp_path / "policy.yaml"
    policy.write_text("threshold: 0.8\nactor: {country: US, us_person: true}\n")
    for i, day in enumerate(("1960-01-02", "1961-01-02")):
        (tmp_path / "own.csv").write_text(f"id,schema,name,birth_date\n1,Person,Ibrahim Raisi,{day}\n2,Person,Olegario Prueba,\n")
        done = interdict("compile", "-o", snapshot, f"our_list={tmp_path / 'own.csv'}", "--regimes", ROOT / "regimes")
        assert done.code == 0, done.stderr
        options = ["--policy", policy] if i else []
        with Server(program, "--state", state, "--snapshot", snapshot, *options) as s:
            answers = ask_all(s, 16)
            s.post("/v1/batch", "".join(json.dumps({"name": n}) + "\n" for n in NAMES * 2))
        assert {a.status for _, _, a in answers} == {200}
    snapshot.unlink()
    done = interdict("log", "replay", "--state", state, "--json")
    assert done.code == 0, done.stdout + done.stderr
    summary = json.loads(done.stdout.splitlines()[-1])
    assert summary == {"kind": "summary", "equal": 2 * (16 * 9 + 10), "differ": 0, "not_recomputed": 0, "erased": 0, "no_question": 4}
    for path in (state / "snapshots").iterdir():
        path.rename(tmp_path / f"elsewhere {path.name[:4]}.itd")
    gone = interdict("log", "replay", "--state", state, "--from", 2, "--to", 9)
    assert gone.code == 1 and "is not there" in gone.stdout
    assert interdict("log", "replay", "--state", state, "--snapshots", tmp_path).code == 0


def test_erased_is_erased(program, interdict, tmp_path):
    state = tmp_path / "s"
    with Server(program, "--state", state) as s:
        for i in range(20):
            s.post("/v1/screen", {"id": f"c-{i % 4}", "name": f"Zebulon Quartermaine {i % 4}"})
        before = interdict("log", "prove", 5, "--size", 22, "--state", state).stdout
        done = interdict("log", "erase", "--id", "c-1", "--state", state, "--json")
        assert done.code == 0 and json.loads(done.stdout) == {"erased": 5}
        assert interdict("log", "erase", "--record", 2, "--state", state, "--json").stdout == '{"erased":1}\n'
        assert interdict("log", "erase", "--id", "c-1", "--state", state, "--json").stdout == '{"erased":0}\n'
        s.post("/v1/screen", {"id": "c-5", "name": "Someone Else"})
    assert interdict("log", "prove", 5, "--size", 22, "--state", state).stdout == before
    assert verified(interdict, state) == 25
    assert b"Quartermaine 1" not in (state / "interdict.db").read_bytes()
    record = shown(interdict, state, 3)
    assert record["erased"] and record["question"] is None and record["answer"] is None and record["subject"] is None
    summary = json.loads(interdict("log", "replay", "--state", state, "--json").stdout.splitlines()[-1])
    assert (summary["equal"], summary["erased"]) == (15, 6)
    Export(interdict("log", "export", "--state", state).stdout.splitlines(), interdict("log", "keys", "--state", state).stdout)
    assert interdict("log", "erase", "--before", "2999-01-01", "--state", state, "--json").stdout == '{"erased":15}\n'
    assert verified(interdict, state) == 26


def test_the_key_that_asked_is_in_the_record(program, interdict, tmp_path):
    key = interdict("keys", "add", "payments", "--role", "screen", "--state", tmp_path).stdout.strip()
    with Server(program, "--state", tmp_path) as s:
        answer = s.post("/v1/screen", {"name": "Raisi"}, {"Authorization": "ApiKey " + key})
        interdict("keys", "withdraw", "payments", "--state", tmp_path)
        assert s.post("/v1/screen", {"name": "Raisi"}, {"Authorization": "ApiKey " + key}).status == 401
    assert shown(interdict, tmp_path, answer.headers["X-Interdict-Record"])["key"] == 1
    assert verified(interdict, tmp_path) == 5


def test_without_a_record_there_is_no_answer(program, interdict, tmp_path):
    """A disk that is full: 503 with the reason, nothing lost, and it goes on when there is room."""
    state = tmp_path / "s"
    with Server(program, "--state", state) as s:
        assert s.post("/v1/screen", {"name": "Raisi"}).status == 200
        _, most = resource.prlimit(s.child.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(s.child.pid, resource.RLIMIT_FSIZE, (8192, most))
        refused = [s.post(p, b) for p, b in (("/v1/screen", {"name": "Raisi"}), ("/v1/batch", '{"name":"Raisi"}\n'), ("/v1/decide", CASE))]
        assert [a.status for a in refused] == [503] * 3
        assert all("cannot be recorded" in a.json()["detail"] and a.headers["X-Interdict-Record"] is None for a in refused)
        assert s.get("/healthz").status == 200
        assert "interdict_log_failures_total 2" in s.get("/metrics").text
        resource.prlimit(s.child.pid, resource.RLIMIT_FSIZE, (most, most))
        again = s.post("/v1/screen", {"name": "Raisi"})
        assert again.status == 200
    assert verified(interdict, state) == int(again.headers["X-Interdict-Record"]) + 1 == 4


def test_a_folder_that_cannot_be_written(interdict, tmp_path):
    (tmp_path / "file").write_text("")
    for command in (["serve", "--listen", "127.0.0.1:0", "--state", tmp_path / "file"],
                    ["serve", "--listen", "127.0.0.1:0", "--state", tmp_path, "--store", tmp_path / "none" / "x.db"]):
        done = interdict(*command, timeout=20)
        assert done.code == 4 and done.stderr
    assert interdict("serve", "--record", "sometimes", timeout=20).code == 2


def test_recording_may_be_later_or_off(program, interdict, tmp_path):
    with Server(program, "--state", tmp_path / "later", "--record", "later") as s:
        for i in range(50):
            assert s.post("/v1/screen", {"name": f"Raisi {i}"}).headers["X-Interdict-Record"] is None
    assert verified(interdict, tmp_path / "later") == 52
    with Server(program, "--state", tmp_path / "off", "--record", "off") as s:
        assert s.post("/v1/screen", {"name": "Raisi"}).status == 200
    assert not (tmp_path / "off").exists()


def test_two_servers_on_one_log(program, interdict, tmp_path):
    with Server(program, "--state", tmp_path) as one, Server(program, "--state", tmp_path) as two:
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            def ask(i):
                return (one, two)[i % 2].post("/v1/screen", {"id": f"c-{i}", "name": "Raisi"}).headers["X-Interdict-Record"]
            numbers = list(pool.map(ask, range(200)))
    assert len(set(numbers)) == 200 and verified(interdict, tmp_path) == 203


def load(s, stop, kept):
    """Asks until the server is gone; what was acknowledged is kept."""
    i = 0
    while not stop.is_set():
        i += 1
        name = f"c-{threading.get_ident()}-{i}"
        try:
            answer = s.post("/v1/screen", {"id": name, "name": "Raisi"})
        except (OSError, ValueError, EOFError, urllib.error.URLError):
            return
        except Exception as problem:  # pylint: disable=broad-except
            if "IncompleteRead" in repr(problem) or "RemoteDisconnected" in repr(problem) or "BadStatusLine" in repr(problem):
                return
            raise
        if answer.status == 200:
            kept.append((answer.headers["X-Interdict-Record"], name))


def test_a_killed_server_has_lost_nothing_that_it_acknowledged(program, interdict, tmp_path):
    """LOG_KILLS times (12): kill -9 at a random moment under load."""
    kept, chance = [], random.Random(16)
    for _ in range(KILLS):
        with Server(program, "--state", tmp_path, "--threads", "2") as s:
            stop = threading.Event()
            clients = [threading.Thread(target=load, args=(s, stop, kept)) for _ in range(6)]
            for c in clients:
                c.start()
            time.sleep(0.05 + chance.random() * 0.5)
            os.kill(s.child.pid, signal.SIGKILL)
            stop.set()
            for c in clients:
                c.join(40)
        verified(interdict, tmp_path)
    found = {}
    for line in interdict("log", "find", "--state", tmp_path, "--json").stdout.splitlines():
        record = json.loads(line)
        found[str(record["record"])] = record["subject"]
    assert len(kept) > KILLS
    assert [found.get(number) for number, _ in kept] == [name for _, name in kept]

"""`--log FILE` of the commands: the same answers and exit codes, recorded in a log that holds and can be asked again."""
import json
import pathlib
import resource
import subprocess

import pytest

from conftest import built_without

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module", autouse=True)
def with_server(program):
    if built_without(program, "ITD_SERVE"):
        pytest.skip("built without the server (ITD_SERVE)")


def test_the_answers_are_the_same_and_are_recorded(interdict, tmp_path):
    store, count = tmp_path / "log.db", 0
    (tmp_path / "rows.jsonl").write_text('{"name":"A B"}\nbad\n{"id":"x","name":"Raisi"}\n' + 100 * '{"name":"Jane Doe"}\n')
    (tmp_path / "page.txt").write_text("pay Ibrahim Raisi\n")
    (tmp_path / "policy.yaml").write_text("threshold: 0.9\n")
    for command in (["screen", "Ibrahim Raisi", "-S", "Person", "--birth-date", "1960"], ["screen", "Nobody of that Name"],
                    ["screen", "--identifier", "imo:9187629"], ["decide", ROOT / "examples" / "medicine.json"],
                    ["decide", ROOT / "examples" / "medicine.json", "--on", "2026-03-01"],
                    ["message", ROOT / "examples" / "payment.fin", "--policy", tmp_path / "policy.yaml"],
                    ["text", tmp_path / "page.txt", tmp_path / "page.txt"], ["batch", tmp_path / "rows.jsonl", "--threshold", "0.5"]):
        plain, logged = interdict(*command, "--json"), interdict(*command, "--json", "--log", store)
        assert (logged.code, logged.stdout_bytes) == (plain.code, plain.stdout_bytes), logged.stderr
        count += len(logged.stdout.splitlines())
    verified = interdict("log", "verify", store, "--json")
    assert verified.code == 0 and json.loads(verified.stdout)["records"] == count + 3  # the beginning, a snapshot, a policy
    done = interdict("log", "replay", "--store", store, "--json")
    assert done.code == 0 and json.loads(done.stdout.splitlines()[-1])["equal"] == count, done.stdout
    [found] = interdict("log", "find", "--id", "x", "--store", store, "--json").stdout.splitlines()
    assert json.loads(found)["kind"] == "screen"


@pytest.mark.parametrize("command", [["screen", "Raisi"], ["screen", "Raisi", "--json", "--exhaustive"], ["decide", "--json"]])
def test_what_does_not_go_with_a_log(interdict, tmp_path, command):
    done = interdict(*command, "--log", tmp_path / "log.db")
    assert done.code == 2 and not done.stdout


def test_without_a_record_nothing_is_printed(interdict, program, tmp_path):
    assert interdict("screen", "Ibrahim Raisi", "--json", "--log", tmp_path / "none" / "log.db").code == 4
    assert interdict("screen", "Ibrahim Raisi", "--json", "--log", tmp_path / "log.db").code == 1

    def no_room():
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
    done = subprocess.run([program, "screen", "Ibrahim Raisi", "--json", "--log", tmp_path / "log.db"], capture_output=True, preexec_fn=no_room, check=False)
    assert done.returncode == 4 and not done.stdout and b"cannot" in done.stderr
    assert json.loads(interdict("log", "verify", tmp_path / "log.db", "--json").stdout)["records"] == 2

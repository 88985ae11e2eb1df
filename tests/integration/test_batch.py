"""interdict batch, on the built-in sample."""
import json
import os
import pathlib
import resource
import signal
import subprocess
import time

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
CUSTOMERS = ROOT / "examples" / "customers.csv"


def lines(done):
    return [json.loads(line) for line in done.stdout.splitlines()]


def many(path, rows=5000):
    names = [line.split(",")[2] for line in CUSTOMERS.read_text(encoding="utf-8").splitlines()[1:]]
    with open(path, "w", encoding="utf-8") as out:
        out.write("id,name\n")
        for i in range(rows):
            out.write(f'k{i},"{names[i % len(names)]}"\n')
    return path


def test_one_line_for_each_row_in_order(interdict):
    done = interdict("batch", CUSTOMERS)
    assert done.code == 1
    answers = lines(done)
    assert [a["query"]["id"] for a in answers] == [f"c-{i:03}" for i in range(1, 13)]
    by_id = {a["query"]["id"]: a for a in answers}
    assert by_id["c-001"]["results"][0]["id"] == "ofac-27844"
    assert by_id["c-002"]["total"] == 0
    assert by_id["c-007"]["total"] == 0
    assert "12 names screened" in done.stderr


def test_a_line_is_what_screen_prints(interdict):
    single = json.loads(interdict("screen", "Ibrahim Raisi", "--schema", "Person", "--json").stdout)
    done = interdict("batch", "-", stdin='{"schema":"Person","properties":{"name":["Ibrahim Raisi"]}}\n')
    batch = lines(done)[0]
    assert batch["query"].pop("id") == "row-1"
    assert batch == single


def test_json_lines_in_several_shapes(interdict):
    text = "\n".join([
        '{"id":"a","schema":"Person","properties":{"name":["Ibrahim Raisi"],"birthDate":["1960"]}}',
        '',
        '{"id":7,"name":"Ibrahim Raisi","is_match":false,"expected_ids":"x"}',
        '{"properties":{"firstName":["Ibrahim"],"lastName":["Raisi"]}}',
        '{"properties":{"imoNumber":"9187629"}}',
    ])
    done = interdict("batch", "-", stdin=text)
    assert done.code == 1, done.stderr
    answers = lines(done)
    assert [a["query"]["id"] for a in answers] == ["a", "7", "row-3", "row-4"]
    assert [a["results"][0]["id"] for a in answers] == ["ofac-27844"] * 3 + ["ofac-15036"]


def test_bad_lines_are_named_and_the_others_go_on(interdict):
    text = b'{"name":"Ibrahim Raisi"}\n{"name":\n[1]\n{"name":{}}\n{"name":"  "}\n{"schema":"Foo","name":"x"}\n' \
           b'{"name":"\xff"}\n{"name":"Marie Curie"}\n'
    done = interdict("batch", "-", stdin=text)
    assert done.code == 3
    assert [a["query"]["id"] for a in lines(done)] == ["row-1", "row-8"]
    for line in range(2, 8):
        assert f"standard input:{line}: " in done.stderr
    assert "6 without an answer" in done.stderr


def test_an_open_quote_costs_one_line(interdict):
    done = interdict("batch", "-", stdin='name,note\n"Ibrahim Raisi,x\nMarie Curie,y\n"a"b,c\n,\nJules Verne,a,b,c\n')
    assert done.code == 3
    assert [a["query"]["properties"]["name"] for a in lines(done)] == [["Marie Curie"]]
    for line in (2, 4, 5, 6):
        assert f"standard input:{line}: " in done.stderr


def test_columns_by_other_names(interdict):
    text = "\ufeffCustomer_ID;Full Name;Date of birth;Nationality;Passport\n9;Raisi Ibrahim;1960-12-14;IR;\n"
    done = interdict("batch", "-", stdin=text)
    assert lines(done)[0]["query"] == {"id": "9", "properties": {
        "name": ["Raisi Ibrahim"], "birthDate": ["1960-12-14"], "country": ["IR"]}}
    done = interdict("batch", "-", stdin="first_name,last_name,expected_ids\nIbrahim,Raisi,eu-1\n")
    assert lines(done)[0]["results"][0]["id"] == "ofac-27844"
    assert "columns without use: expected_ids" in done.stderr


@pytest.mark.parametrize("text", [b"", b"\n\n", b"a,b\n1,2\n", b"\x1f\x8b\x08\x00", b"n\x00a\x00m\x00e\x00",
                                  b"\xff\xfen\x00a\x00m\x00e\x00"])
def test_a_file_without_names_is_bad_input(interdict, tmp_path, text):
    path = tmp_path / "in.csv"
    path.write_bytes(text)
    done = interdict("batch", path)
    assert done.code == 3
    assert str(path) in done.stderr
    assert done.stdout == ""


def test_a_header_alone_is_an_empty_answer(interdict, tmp_path):
    out = tmp_path / "out.jsonl"
    done = interdict("batch", "-", "-o", out, stdin="id,name\n")
    assert done.code == 0
    assert out.read_bytes() == b""


@pytest.mark.parametrize("arguments,code", [
    ([], 2), (["a", "b"], 2), (["--threads", "0", CUSTOMERS], 2), (["--threads", "many", CUSTOMERS], 2),
    (["--schema", "Foo", CUSTOMERS], 2), (["--limit", "501", CUSTOMERS], 2), (["/no/such/file.csv"], 3),
    (["/"], 3), (["--snapshot", "/no/such.itd", CUSTOMERS], 4), (["-o", "/no/such/folder/out", CUSTOMERS], 4),
    (["-o", "/dev/full", CUSTOMERS], 4),
])
def test_exit_codes(interdict, arguments, code):
    done = interdict("batch", *arguments)
    assert done.code == code, done.stderr
    assert done.stdout == ""


def test_nothing_found_is_zero(interdict):
    assert interdict("batch", "-", stdin="name\nMarie Curie\n").code == 0


def test_threads_do_not_change_the_bytes(interdict, tmp_path):
    source = many(tmp_path / "in.csv", 300)
    whole = interdict("batch", source, "--threads", "1").stdout_bytes
    assert whole.count(b"\n") == 300
    for threads in ("2", "3", "16"):
        assert interdict("batch", source, "--threads", threads).stdout_bytes == whole
    out = tmp_path / "out.jsonl"
    done = interdict("batch", source, "-o", out, "--threads", "2")
    assert done.stdout == ""
    assert out.read_bytes() == whole
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.csv", "out.jsonl"]


def start(program, *arguments):
    environment = {k: v for k, v in os.environ.items() if not k.startswith("INTERDICT_")}
    return subprocess.Popen([program, *map(str, arguments)], env=environment, stderr=subprocess.PIPE)


@pytest.mark.parametrize("with_signal", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_run_goes_on(interdict, program, tmp_path, with_signal):
    source = many(tmp_path / "in.csv", 2500)
    whole = interdict("batch", source, "-q").stdout_bytes
    out = tmp_path / "out.jsonl"
    running = start(program, "batch", source, "-o", out, "--threads", "1")
    state = tmp_path / "out.jsonl.state"
    until = time.monotonic() + 60
    while not state.exists() and running.poll() is None and time.monotonic() < until:
        time.sleep(0.002)
    running.send_signal(with_signal)
    running.communicate()
    assert running.returncode == -with_signal, "the run ended before it could be interrupted"
    assert not out.exists()
    done = interdict("batch", source, "-o", out, "--threads", "2")
    assert "going on behind record" in done.stderr
    assert "2,500 names screened" in done.stderr
    assert done.code == 1
    assert out.read_bytes() == whole
    assert not state.exists()


def test_a_run_of_another_input_or_other_options_starts_anew(interdict, program, tmp_path):
    source = many(tmp_path / "in.csv", 2500)
    out = tmp_path / "out.jsonl"
    state = tmp_path / "out.jsonl.state"
    running = start(program, "batch", source, "-o", out, "--threads", "1")
    while not state.exists() and running.poll() is None:
        time.sleep(0.002)
    running.send_signal(signal.SIGTERM)
    running.communicate()
    assert state.exists()
    with open(source, "r+", encoding="utf-8") as changed:
        changed.write("ID,name\nK0")
    done = interdict("batch", source, "-o", out)
    assert "starting anew" in done.stderr
    assert out.read_bytes() == interdict("batch", source, "-q").stdout_bytes


def test_a_full_disk_is_said_and_can_be_gone_on_from(interdict, program, tmp_path):
    source = many(tmp_path / "in.csv", 400)
    out = tmp_path / "out.jsonl"

    def small_files():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100000, 100000))

    environment = {k: v for k, v in os.environ.items() if not k.startswith("INTERDICT_")}
    done = subprocess.run([program, "batch", source, "-o", out], env=environment, capture_output=True,
                          preexec_fn=small_files, check=False)
    assert done.returncode == 4
    assert b"cannot write" in done.stderr
    assert not out.exists()
    assert interdict("batch", source, "-o", out).code == 1
    assert out.read_bytes() == interdict("batch", source, "-q").stdout_bytes


def test_a_huge_line_costs_only_itself(interdict, tmp_path):
    source = tmp_path / "in.jsonl"
    with open(source, "wb") as f:
        f.write(b'{"name":"Ibrahim Raisi"}\n{"name":"' + b"x" * (40 << 20) + b'"}\n{"name":"Marie Curie"}\n')
    done = interdict("batch", source)
    assert done.code == 3
    assert [a["query"]["id"] for a in lines(done)] == ["row-1", "row-3"]
    assert f"{source}:2: " in done.stderr
    table = tmp_path / "in.csv"
    with open(table, "wb") as f:
        f.write(b"name\nIbrahim Raisi\n" + b"x" * (40 << 20) + b"\nMarie Curie\n")
    done = interdict("batch", table)
    assert done.code == 3
    assert [a["query"]["id"] for a in lines(done)] == ["row-1", "row-3"]


def test_progress_bar_when_asked_for(interdict):
    done = interdict("batch", CUSTOMERS, "--progress")
    assert "100%" in done.stderr and "12 names" in done.stderr
    done = interdict("batch", CUSTOMERS, "--quiet")
    assert "names" not in done.stderr

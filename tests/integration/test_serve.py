"""The server: it starts, says what it serves, answers as the commands do, keeps its limits, ends in order."""
import concurrent.futures
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import time

import pytest

from serving import Server

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PUTIN = {"id": "c-1", "schema": "Person", "properties": {"name": ["Vladimir Putin"], "birthDate": ["1952-10-07"]}}


@pytest.fixture(scope="module")
def server(program):
    with Server(program) as s:
        yield s


def has_server(program):
    return (pathlib.Path(program).parent / "libexec" / "interdict" / "interdict-serve").exists()


def test_it_says_what_it_serves_and_where(server):
    said = "".join(server.lines)
    assert "built-in sample" in said and "sha256:" in said
    assert "no key is wanted" in said


def test_it_lives_and_is_ready(server):
    for path in ("/healthz", "/readyz"):
        answer = server.get(path)
        assert answer.status == 200 and answer.text == '{"status":"ok"}'
        assert answer.headers["Content-Type"] == "application/json"


def test_figures_for_prometheus(server):
    server.get("/healthz")
    text = server.get("/metrics").text
    assert 'interdict_http_requests_total{method="GET",route="/healthz",status="200"}' in text
    assert "interdict_snapshot_info{snapshot=\"sha256:" in text
    assert 'interdict_list_age_days{dataset="us_ofac_sdn"}' in text
    for line in text.splitlines():
        assert line.startswith("#") or len(line.rsplit(" ", 1)) == 2 and float(line.rsplit(" ", 1)[1]) >= 0, line


def test_the_description_has_every_route(server):
    described = server.get("/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert {"/healthz", "/v1/screen", "/v1/batch", "/v1/decide"} <= set(described["paths"])
    ids = [o["operationId"] for path in described["paths"].values() for o in path.values()]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path,parameters", [
    ("/v1/screen", {}), ("/v1/screen", {"threshold": "0.5", "limit": "2"}), ("/v1/screen", {"on": "2015-01-01"})])
def test_screen_answers_the_bytes_of_the_command(server, interdict, path, parameters):
    options = [x for k, v in parameters.items() for x in ("--" + k, v)]
    line = interdict("batch", "-", "--json", *options, stdin=json.dumps(PUTIN) + "\n")
    assert server.post(path, PUTIN, **parameters).body == line.stdout_bytes


def test_batch_answers_the_bytes_of_the_command(server, interdict):
    names = ["Vladimir Putin", "شرکت ملی نفت ایران", "Nobody of that Name", "Ibrahim Raisi"] * 50
    lines = "".join(json.dumps({"name": n}) + "\n" for n in names)
    answer = server.post("/v1/batch", lines)
    assert answer.body == interdict("batch", "-", "--json", stdin=lines).stdout_bytes
    assert len(answer.text.splitlines()) == 200


def test_a_bad_line_of_a_batch_is_an_answer_of_its_own(server):
    answers = [json.loads(x) for x in server.post("/v1/batch", '{"name":"Putin"}\nno json\n{"nmae":"x"}\n\n{"name":"Raisi"}\n')
               .text.splitlines()]
    assert [("error" in x) for x in answers] == [False, True, True, False]
    assert answers[1]["error"]["line"] == 2 and answers[1]["error"]["code"] == "input"
    assert "did you mean" in answers[2]["error"]["text"]


@pytest.mark.parametrize("command,path,file", [
    ("message", "/v1/message", "examples/payment.fin"), ("text", "/v1/text", "README.md"),
    ("decide", "/v1/decide", "examples/medicine.json")])
def test_questions_answer_the_bytes_of_the_commands(server, interdict, command, path, file):
    done = interdict(command, "--json", ROOT / file)
    parameters = {} if command == "decide" else {"source": str(ROOT / file)}
    assert server.post(path, (ROOT / file).read_bytes(), **parameters).body == done.stdout_bytes


@pytest.mark.parametrize("path,command", [
    ("/v1/snapshot", ["info", "--json"]), ("/v1/entities/ofac-27844", ["info", "--entity", "ofac-27844", "--json"]),
    ("/v1/regime", ["regime", "list", "--json"]), ("/v1/regime?on=2018-08-07&imposer=us", ["regime", "list", "--json",
                                                                                           "--on", "2018-08-07", "--imposer", "US"]),
    ("/v1/regime?all=true", ["regime", "list", "--json", "--all"]), ("/v1/regime/us-cbi-sdgt", ["regime", "show", "us-cbi-sdgt",
                                                                                                "--json"]),
    ("/v1/regime/timeline?format=text&regime=IR", ["regime", "timeline", "--regime", "IR"])])
def test_what_is_known_is_what_the_commands_say(server, interdict, path, command):
    answer = server.get(path)
    assert answer.status == 200 and answer.body == interdict(*command).stdout_bytes


def test_what_there_is_not_is_404(server):
    for path in ("/v1/entities/nobody", "/v1/regime/none", "/v1/", "/nothing", "//healthz", "/healthz/", "/v1/screen/x"):
        answer = server.get(path)
        assert answer.status == 404 and "detail" in answer.json(), path


def test_a_wrong_method_is_405_and_the_right_ones_are_named(server):
    answer = server.get("/v1/screen")
    assert answer.status == 405 and answer.headers["Allow"] == "POST"
    assert server.post("/healthz").status == 405


@pytest.mark.parametrize("body,text", [
    (b"", "JSON"), (b"{", "JSON"), (b'{"nmae":"x"}', "nmae"), (b'{"schema":"Man","name":"x"}', "Man"), (b'["x"]', "object"),
    (b'{"name":"x","name":"y"}', "JSON"), (b"[" * 100000, "JSON"), (b'{"name":' * 50000, "JSON")])
def test_a_bad_question_is_400_and_says_why(server, body, text):
    answer = server.post("/v1/screen", body)
    assert answer.status == 400 and text in answer.json()["detail"]


def test_a_slip_in_a_parameter_is_refused(server):
    for query in ("?treshold=0.5", "?threshold=2", "?threshold=0.7x", "?limit=501", "?limit=-1", "?on=yesterday"):
        assert server.post("/v1/screen" + query, PUTIN).status == 400, query


def test_the_trace_of_the_caller_goes_on(server):
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    answer = server.get("/healthz", {"traceparent": f"00-{trace}-00f067aa0ba902b7-01", "tracestate": "a=1"})
    version, same, parent, flags = answer.headers["traceparent"].split("-")
    assert (version, same, flags) == ("00", trace, "01") and parent != "00f067aa0ba902b7"
    assert answer.headers["tracestate"] == f"yente={parent},a=1"
    for bad in ("00-0-0-0", "00-" + "0" * 32 + "-00f067aa0ba902b7-01", "zz"):
        assert trace not in server.get("/healthz", {"traceparent": bad}).headers["traceparent"]


def test_gzip_for_those_who_take_it(server):
    import gzip
    plain = server.get("/openapi.json")
    packed = server.get("/openapi.json", {"Accept-Encoding": "gzip, deflate"})
    assert packed.headers["Content-Encoding"] == "gzip" and gzip.decompress(packed.body) == plain.body
    assert server.get("/healthz", {"Accept-Encoding": "gzip"}).headers["Content-Encoding"] is None
    assert server.get("/openapi.json", {"Accept-Encoding": "gzip;q=0"}).headers["Content-Encoding"] is None


def test_the_log_has_a_line_for_each_request_and_no_personal_data(program):
    with Server(program) as s:
        s.post("/v1/screen", PUTIN)
        s.get("/v1/entities/Wladimir-Putin?name=Wladimir")
        lines = s.log()
    assert [x["route"] for x in lines] == ["/v1/screen", "/v1/entities/{id}"]
    assert [x["status"] for x in lines] == [200, 404]
    assert "utin" not in "".join(x for x in s.lines if x.startswith("{"))


def test_no_log_if_it_is_not_wanted(program):
    with Server(program, "--quiet") as s:
        s.get("/healthz")
        assert s.log() == []


def test_foreign_hosts_and_pages_are_refused(server):
    assert server.get("/v1/lists", {"Host": "evil.example"}).status == 403
    assert server.get("/healthz", {"Host": "evil.example"}).status == 403
    assert server.post("/v1/screen", PUTIN, {"Origin": "http://evil.example"}).status == 403
    assert server.post("/v1/screen", PUTIN, {"Origin": "null"}).status == 403
    assert server.post("/v1/screen", PUTIN, {"Origin": server.base}).status == 200
    assert server.get("/v1/lists", {"Host": f"localhost:{server.port}"}).status == 200
    assert "Access-Control-Allow-Origin" not in server.get("/v1/lists", {"Origin": server.base}).headers
    assert server.get("/healthz", {"Origin": "http://evil.example"}).headers["Access-Control-Allow-Origin"] == "*"


# ---- limits ----

def test_a_body_that_is_too_large_is_413(program):
    with Server(program, "--body-size", "2000") as s:
        assert s.post("/v1/text", b"x" * 2000).status == 200
        answer = s.raw(b"POST /v1/text HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5000000\r\n\r\n" + b"x" * 1000)
        assert b" 413 " in answer.split(b"\r\n")[0]
        chunk = b"1000\r\n" + b"y" * 4096 + b"\r\n"
        answer = s.raw(b"POST /v1/text HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk + b"0\r\n\r\n")
        assert b" 413 " in answer.split(b"\r\n")[0]
        assert s.get("/healthz").status == 200


def test_a_url_that_is_too_long_is_414(server):
    answer = server.get("/v1/entities/" + "x" * 60000)
    assert answer.status == 414 and answer.json() == {"detail": "Request URI too long"}
    assert server.get("/v1/entities/" + "x" * 59000).status == 404


def test_huge_headers_are_refused_and_the_server_lives(server):
    answer = server.raw(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Large: " + b"x" * 1000000 + b"\r\n\r\n")
    assert not answer or answer.split(b" ")[1] in (b"400", b"413", b"414", b"431")
    assert server.get("/healthz").status == 200


HOST = b"Host: 127.0.0.1\r\n"


@pytest.mark.parametrize("request_bytes", [
    b"POST /v1/screen HTTP/1.1\r\n" + HOST + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n{\"a\":1",
    b"POST /v1/screen HTTP/1.1\r\n" + HOST + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    b"POST /v1/screen HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
    b"POST /v1/screen HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    b"POST /v1/screen HTTP/1.1\r\n" + HOST + b"Content-Length: +5\r\n\r\nabcde",
    b"POST /v1/screen HTTP/1.1\r\n" + HOST + b"Content-Length: -1\r\n\r\n",
    b"POST /v1/screen HTTP/1.1\r\n" + HOST + b"Content-Length : 5\r\n\r\nabcde",
    b"GET /healthz HTTP/1.1\r\n" + HOST + HOST + b"\r\n",
    b"GET /healthz HTTP/1.1\r\n\r\n",
    b"GET /%00 HTTP/1.1\r\n" + HOST + b"\r\n",
    b"GET /%zz HTTP/1.1\r\n" + HOST + b"\r\n",
    b"GET /%e2%28%a1 HTTP/1.1\r\n" + HOST + b"\r\n",
    b"GET /v1/entities/a%0d%0aX:1 HTTP/1.1\r\n" + HOST + b"\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 100 + b"\r\n\r\n",
])
def test_what_two_programs_could_read_differently_is_refused(server, request_bytes):
    """No second request may hide in the first: an error, and the connection ends."""
    answer = server.raw(request_bytes + b"GET /healthz HTTP/1.1\r\n" + HOST + b"\r\n", wait=3)
    assert b'"status":"ok"' not in answer or answer.count(b"HTTP/1.1") >= 2 and b" 400 " in answer.split(b"\r\n")[0], answer
    assert not answer or answer.split(b" ")[1][:1] in (b"4", b"5"), answer
    assert server.get("/healthz").status == 200


@pytest.mark.parametrize("path", ["/../etc/passwd", "/v1/../healthz", "/v1/entities/..%2f..%2fetc%2fpasswd", "/./healthz",
                                  "/v1/entities/%2e%2e", "/healthz;x=1", "/HEALTHZ"])
def test_tricks_with_paths_lead_nowhere(server, path):
    answer = server.raw(b"GET " + path.encode() + b" HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n")
    assert b" 404 " in answer.split(b"\r\n")[0], answer


def test_two_requests_on_one_connection(server):
    one = b"POST /v1/screen HTTP/1.1\r\n" + HOST + b"Content-Length: 16\r\n\r\n" + b'{"name":"Putin"}'
    answer = server.raw(one + b"GET /healthz HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n")
    assert answer.count(b"HTTP/1.1 200 OK") == 2


def test_an_absolute_address_is_taken_apart(server):
    answer = server.raw(b"GET http://127.0.0.1/healthz HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n")
    assert b" 200 " in answer.split(b"\r\n")[0]
    answer = server.raw(b"GET http://evil.example/healthz HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n")
    assert b" 403 " in answer.split(b"\r\n")[0]


def test_slow_clients_are_ended(program):
    """A byte now and then does not keep a connection: headers, and a body."""
    with Server(program, "--request-seconds", "1", "--idle-seconds", "1", "--threads", "1") as s:
        for start in (b"GET /healthz HTTP/1.1\r\n" + HOST, b"POST /v1/text HTTP/1.1\r\n" + HOST + b"Content-Length: 100\r\n\r\n"):
            began = time.monotonic()
            with socket.create_connection(("127.0.0.1", s.port), timeout=10) as c:
                c.sendall(start)
                with pytest.raises(OSError):
                    while time.monotonic() - began < 8:
                        c.sendall(b"X")
                        time.sleep(0.2)
                        c.setblocking(False)
                        try:
                            if c.recv(1000) == b"":
                                raise ConnectionResetError
                        except BlockingIOError:
                            pass
                        c.setblocking(True)
            assert time.monotonic() - began < 5
            assert s.get("/healthz").status == 200
        assert "interdict_http_late_total 2" in s.get("/metrics").text


def test_many_idle_connections_leave_the_server_alive(program):
    with Server(program, "--request-seconds", "20") as s:
        held = []
        try:
            for _ in range(500):
                held.append(socket.create_connection(("127.0.0.1", s.port), timeout=5))
            assert s.get("/healthz").status == 200
            assert s.post("/v1/screen", PUTIN).json()["total"] >= 1
        finally:
            for c in held:
                c.close()


def test_many_ask_at_once_and_all_get_the_same(server):
    wanted = server.post("/v1/screen", PUTIN).body
    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        got = list(pool.map(lambda _: server.post("/v1/screen", PUTIN).body, range(400)))
    assert set(got) == {wanted}


# ---- life ----

@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_with_0(program, number):
    s = Server(program)
    s.get("/healthz")
    assert s.stop(number) == 0


def test_a_killed_server_starts_again_at_once_on_its_port(program):
    s = Server(program)
    s.get("/healthz")
    port = s.port
    s.stop(signal.SIGKILL)
    with Server(program, listen=f"127.0.0.1:{port}") as again:
        assert again.get("/healthz").status == 200


def test_what_runs_is_answered_at_the_end(program):
    lines = "".join(json.dumps({"name": f"Name Number {i}"}) + "\n" for i in range(3000))
    s = Server(program)
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        running = pool.submit(s.post, "/v1/batch", lines)
        time.sleep(0.05)
        code = s.stop()
        assert len(running.result().text.splitlines()) == 3000
    assert code == 0


def test_a_new_snapshot_answers_after_sighup_and_a_bad_one_changes_nothing(program, interdict, tmp_path):
    path, other = tmp_path / "a.itd", tmp_path / "b.itd"
    lists = sorted((ROOT / "data" / "sample").glob("*.ftm.json"))
    assert interdict("compile", "-o", path, lists[0]).code == 0
    assert interdict("compile", "-o", other, lists[1]).code == 0
    with Server(program, "--snapshot", path) as s:
        before = s.get("/v1/snapshot").json()["snapshot"]
        shutil.move(other, path)
        os.kill(s.child.pid, signal.SIGHUP)
        wait_for(lambda: s.get("/v1/snapshot").json()["snapshot"] != before)
        now = s.get("/v1/snapshot").json()["snapshot"]
        assert s.post("/v1/screen", PUTIN).json()["snapshot"] == now
        bad = tmp_path / "bad"
        bad.write_bytes(path.read_bytes()[:-1000] + bytes(1000))
        shutil.move(bad, path)
        os.kill(s.child.pid, signal.SIGHUP)
        wait_for(lambda: any("old snapshot goes on" in x for x in s.lines))
        assert s.post("/v1/screen", PUTIN).json()["snapshot"] == now
        assert s.post("/v1/snapshot/renew").status == 409


def wait_for(true, seconds=10):
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "it did not come"
        time.sleep(0.05)


def test_swaps_under_load_fail_no_request(program, interdict, tmp_path):
    path = tmp_path / "a.itd"
    kept = []
    for i, one in enumerate(sorted((ROOT / "data" / "sample").glob("*.ftm.json"))[:2]):
        kept.append(tmp_path / f"{i}.itd")
        assert interdict("compile", "-o", kept[-1], one).code == 0
    shutil.copy(kept[0], path)
    with Server(program, "--snapshot", path, "--quiet") as s, concurrent.futures.ThreadPoolExecutor(4) as pool:
        hashes = {json.loads(interdict("info", x, "--json").stdout)["snapshot"] for x in kept}
        running = [pool.submit(s.post, "/v1/screen", PUTIN) for _ in range(1000)]
        for i in range(20):
            shutil.copy(kept[i % 2], tmp_path / "next")
            os.replace(tmp_path / "next", path)
            assert s.post("/v1/snapshot/renew").status == 200
        answers = [x.result() for x in running]
        assert {x.status for x in answers} == {200}
        assert {x.json()["snapshot"] for x in answers} <= hashes


# ---- keys ----

def key_of(interdict, state, name, role):
    done = interdict("keys", "add", name, "--role", role, "--state", state)
    assert done.code == 0, done.stderr
    return done.stdout.strip()


def auth(key, scheme="ApiKey"):
    return {"Authorization": f"{scheme} {key}"}


def test_keys_are_wanted_once_there_is_one_and_refused_when_withdrawn(program, interdict, tmp_path):
    state = tmp_path / "state"
    with Server(program, "--state", state) as s:
        assert s.post("/v1/screen", PUTIN).status == 200
        key = key_of(interdict, state, "first", "screen")
        answer = s.post("/v1/screen", PUTIN)
        assert answer.status == 401 and answer.headers["WWW-Authenticate"] == "ApiKey"
        assert s.get("/healthz").status == 200
        assert s.post("/v1/screen", PUTIN, auth(key)).status == 200
        assert s.post("/v1/screen", PUTIN, auth(key, "Bearer")).status == 200
        assert s.post("/v1/screen", PUTIN, auth(key[:-1] + ("0" if key[-1] != "0" else "1"))).status == 401
        assert s.post("/v1/screen", PUTIN, auth("itd-1-")).status == 401
        assert s.post("/v1/screen", PUTIN, auth(key, "Basic")).status == 401
        assert s.post("/v1/snapshot/renew", b"", auth(key)).status == 403
        admin = key_of(interdict, state, "boss", "admin")
        assert s.post("/v1/snapshot/renew", b"", auth(admin)).status == 200
        assert interdict("keys", "withdraw", "first", "--state", state).code == 0
        assert s.post("/v1/screen", PUTIN, auth(key)).status == 401
        assert s.post("/v1/screen", PUTIN, auth(admin)).status == 200
        assert interdict("keys", "withdraw", "boss", "--state", state).code == 0
        assert s.post("/v1/screen", PUTIN).status == 401  # a key was made once: none is no way in


def test_the_store_of_keys_has_no_key_in_it(interdict, tmp_path):
    key = key_of(interdict, tmp_path, "first", "screen")
    assert key.split("-")[2].encode() not in (tmp_path / "interdict.db").read_bytes()
    assert (tmp_path / "interdict.db").stat().st_mode & 0o077 == 0
    rows = [json.loads(x) for x in interdict("keys", "list", "--state", tmp_path, "--json").stdout.splitlines()]
    assert [(x["key"], x["name"], x["role"], x["withdrawn"]) for x in rows] == [(1, "first", "screen", None)]
    assert interdict("keys", "add", "first", "--role", "admin", "--state", tmp_path).code == 2
    assert interdict("keys", "add", "x", "--role", "king", "--state", tmp_path).code == 2
    assert interdict("keys", "withdraw", "nobody", "--state", tmp_path).code == 3


def test_beyond_this_machine_nothing_is_served_without_keys(interdict, program, tmp_path):
    done = interdict("serve", "--listen", "0.0.0.0:0", "--state", tmp_path, timeout=20)
    assert done.code == 2 and "keys add" in done.stderr
    key = key_of(interdict, tmp_path, "far", "screen")
    with Server(program, "--state", tmp_path, listen="0.0.0.0:0") as s:
        assert s.post("/v1/screen", PUTIN).status == 401
        assert s.post("/v1/screen", PUTIN, auth(key)).status == 200
        assert s.post("/v1/screen", PUTIN, {**auth(key), "Host": "screening.firm.example"}).status == 200


# ---- setting up ----

def test_check_says_what_would_be_served(interdict, tmp_path):
    done = interdict("serve", "--check")
    assert done.code == 0 and "built-in sample" in done.stderr and "listening" not in done.stderr
    config = tmp_path / "c.yaml"
    config.write_text("listen: 127.0.0.1:8123\nthreads: 2\nbody_size: 4096\n")
    assert interdict("serve", "--check", "--config", config).code == 0


@pytest.mark.parametrize("text,place", [
    ("lisen: 127.0.0.1:1\n", "c.yaml:1"), ("threads: 2\nthreads: 3\n", "c.yaml:2"), ("threads: none\n", "c.yaml:1"),
    ("- a\n", "c.yaml:1"), ("threads: [1\n", "c.yaml"), ("threads: {a: 1}\n", "c.yaml:1")])
def test_a_wrong_configuration_is_named(interdict, tmp_path, text, place):
    (tmp_path / "c.yaml").write_text(text)
    done = interdict("serve", "--check", "--config", tmp_path / "c.yaml")
    assert done.code == 3 and place in done.stderr


def test_the_option_goes_before_the_variable_and_that_before_the_file(program, tmp_path):
    (tmp_path / "c.yaml").write_text("body_size: 2000\nurl_length: 500\n")
    with Server(program, "--config", tmp_path / "c.yaml", env={"INTERDICT_SERVE_BODY_SIZE": "3000"}) as s:
        assert s.post("/v1/text", b"x" * 2500).status == 200
        assert s.post("/v1/text", b"x" * 3500).status == 413
        assert s.get("/healthz?" + "x" * 600).status == 414
    with Server(program, "--body-size", "4000", env={"INTERDICT_SERVE_BODY_SIZE": "3000"}) as s:
        assert s.post("/v1/text", b"x" * 3500).status == 200


@pytest.mark.parametrize("options", [["--listen", "nowhere"], ["--listen", "127.0.0.1:99999"], ["--threads", "0"],
                                     ["--tls-key", "x"], ["--body-size", "12k"]])
def test_wrong_options_end_with_2(interdict, options):
    assert interdict("serve", *options, timeout=20).code == 2


def test_a_missing_snapshot_ends_with_4(interdict, tmp_path):
    assert interdict("serve", "--snapshot", tmp_path / "none.itd", timeout=20).code == 4


def test_the_unit_of_systemd_starts_it_with_options_that_there_are(interdict):
    unit = (ROOT / "packaging" / "interdict.service").read_text()
    command = next(x for x in unit.splitlines() if x.startswith("ExecStart=")).split()
    assert command[0] == "ExecStart=/usr/bin/interdict" and command[1] == "serve"
    at = command.index("--snapshot")
    done = interdict(*command[1:at], *command[at + 2:], "--check")
    assert done.code == 0, done.stderr


def test_tls(program, tmp_path):
    import ssl
    if not shutil.which("openssl"):
        pytest.skip("no openssl to make a certificate with")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                    "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", tmp_path / "k.pem", "-out", tmp_path / "c.pem"],
                   check=True, capture_output=True)
    context = ssl.create_default_context(cafile=str(tmp_path / "c.pem"))
    with Server(program, "--tls-certificate", tmp_path / "c.pem", "--tls-key", tmp_path / "k.pem", tls=context) as s:
        assert s.get("/healthz").status == 200
        assert s.post("/v1/screen", PUTIN).json()["total"] >= 1


def test_the_program_itself_links_nothing_of_it(program):
    done = subprocess.run(["ldd", program], capture_output=True, text=True, check=False)
    assert "microhttpd" not in done.stdout and "sqlite" not in done.stdout

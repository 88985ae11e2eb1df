"""`lists` and `lists update`, against a server of our own that breaks in every way a server can."""
import hashlib
import http.server
import json
import re
import subprocess
import threading
import time

import pytest

ENTRY = ("<sdnEntry><uid>{n}</uid><lastName>SAMPLE {n}</lastName><sdnType>Entity</sdnType>"
         "<programList><program>DEMO</program></programList></sdnEntry>\n")


def classic(count):
    """A classic list of so many invented entries."""
    body = "".join(ENTRY.format(n=n) for n in range(1, count + 1))
    return (f"<?xml version='1.0'?>\n<sdnList><publshInformation><Publish_Date>07/24/2026</Publish_Date>"
            f"<Record_Count>{count}</Record_Count></publshInformation>\n{body}</sdnList>\n").encode()


def csv_row(n):
    return f'{n},"SAMPLE {n}",-0- ,"DEMO",' + "-0- ," * 7 + '"a.k.a. \'S\'."\r\n'


class Server(http.server.ThreadingHTTPServer):
    """Files by path, each with a way to break; every request is kept."""
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.stalled, self.over = threading.Event(), threading.Event()
        self.files, self.etags, self.breaks, self.requests = {}, {}, {}, []
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    def put(self, path, content, breaks=()):
        self.files[path] = content
        self.etags[path] = '"' + hashlib.sha256(content).hexdigest()[:16] + '"'
        self.breaks[path] = list(breaks)

    def url(self, path):
        return f"http://127.0.0.1:{self.server_address[1]}{path}"


def server_wait(server):
    """Says nothing more until the test is over."""
    server.stalled.set()
    server.over.wait(60)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def send(self, code, body, headers):
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        server, path = self.server, self.path
        server.requests.append((path, dict(self.headers)))
        if path not in server.files:
            return self.send(404, b"no", {"Content-Length": "2"})
        how = server.breaks[path].pop(0) if server.breaks[path] else None
        if how == "redirect":
            return self.send(302, b"", {"Location": server.url(path), "Content-Length": "0", "ETag": '"other"'})
        if how == "redirect-away":
            return self.send(302, b"", {"Location": "http://lists.example" + path, "Content-Length": "0"})
        if how == "500":
            return self.send(500, b"broken", {"Content-Length": "6"})
        return self.content(server.files[path], server.etags[path], how)

    def content(self, body, etag, how):
        headers = {"ETag": etag}
        if self.headers.get("If-None-Match") == etag:
            return self.send(304, b"", headers)
        code, wanted = 200, re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range") or "")
        if wanted and self.headers.get("If-Range") == etag and how != "ignore-range":
            start = int(wanted.group(1))
            headers["Content-Range"] = f"bytes {start}-{len(body) - 1}/{len(body)}"
            code, body = 206, body[start:]
            if how == "wrong-range":
                headers["Content-Range"] = f"bytes 0-{len(body) - 1}/{len(body)}"
        if how == "cut-unsaid":
            self.close_connection = True
            return self.send(code, body[:len(body) // 2], {**headers, "Connection": "close"})
        headers["Content-Length"] = str(len(body))
        if how == "stall":
            self.send(code, body[:len(body) // 2], headers)
            return server_wait(self.server)
        if how in ("cut", "wrong-range"):
            self.close_connection = True
            body = body[:len(body) // 2]
        return self.send(code, body, headers)


@pytest.fixture
def server(downloads):
    running = Server()
    yield running
    running.over.set()
    running.shutdown()
    running.server_close()


@pytest.fixture
def update(interdict, server, tmp_path):
    """update({"file": "dataset"}, ...) -> (Result, {file: report}); every file comes from /<file>."""
    folder = tmp_path / "lists"

    def call(files, *options):
        source = tmp_path / "source.tsv"
        source.write_text("# our own\n" + "".join(f"{d}\t{f}\t{server.url('/' + f)}\n" for f, d in files.items()))
        done = interdict("lists", "update", "--dir", folder, "--source", source, "--json", *options)
        return done, {r["file"]: r for r in map(json.loads, done.stdout.splitlines())}

    call.folder = folder
    return call


SDN = {"sdn.xml": "us_ofac_sdn"}


def clean(folder):
    """Nothing half-done is left."""
    return not any(".part" in p.name for p in (folder / ".update").iterdir())


def test_formats_are_shown_as_text_and_json(interdict):
    text = interdict("lists")
    assert text.code == 0 and "ofac-classic-xml" in text.stdout
    rows = [json.loads(line) for line in interdict("lists", "--json").stdout.splitlines()]
    assert {"ofac-classic-xml", "ofac-advanced-xml", "ofac-csv", "us-csl-csv", "un-xml", "eu-fsf-xml"} <= {r["format"] for r in rows}
    assert next(r for r in rows if r["format"] == "ofac-csv")["several_files"] is True


def test_a_first_update_fetches_and_logs(update, server):
    server.put("/sdn.xml", classic(20), ["redirect"])
    done, reports = update(SDN)
    assert done.code == 0, done.stderr
    r = reports["sdn.xml"]
    assert (r["outcome"], r["entities"]) == ("updated", 20)
    content = (update.folder / "sdn.xml").read_bytes()
    assert content == classic(20) and r["sha256"] == hashlib.sha256(content).hexdigest()
    assert r["sha256"] in (update.folder / ".update" / "log").read_text()
    assert clean(update.folder)
    assert [p.name for p in update.folder.glob("[!.]*")] == ["sdn.xml"]


def test_an_unchanged_list_is_not_fetched_again(update, server):
    server.put("/sdn.xml", classic(20))
    update(SDN)
    done, reports = update(SDN)
    assert done.code == 0 and reports["sdn.xml"]["outcome"] == "unchanged"
    assert server.requests[-1][1]["If-None-Match"] == server.etags["/sdn.xml"]
    assert reports["sdn.xml"]["entities"] == 20


def test_a_damaged_local_file_is_fetched_anew(update, server):
    server.put("/sdn.xml", classic(20))
    update(SDN)
    (update.folder / "sdn.xml").write_bytes(b"<sdnList>")
    done, reports = update(SDN)
    assert done.code == 0 and reports["sdn.xml"]["outcome"] == "updated"
    assert "If-None-Match" not in server.requests[-1][1]
    assert (update.folder / "sdn.xml").read_bytes() == classic(20)


def test_a_newer_list_replaces_the_old_one(update, server):
    server.put("/sdn.xml", classic(20))
    update(SDN)
    server.put("/sdn.xml", classic(19))
    done, reports = update(SDN)
    assert done.code == 0 and reports["sdn.xml"]["outcome"] == "updated"
    assert (reports["sdn.xml"]["entities"], reports["sdn.xml"]["previous_entities"]) == (19, 20)


def test_a_broken_download_goes_on_where_it_stopped(update, server):
    server.put("/sdn.xml", classic(400), ["cut"])
    done, reports = update(SDN)
    assert done.code == 0 and reports["sdn.xml"]["outcome"] == "updated", done.stderr
    second = server.requests[-1][1]
    assert int(second["Range"].removeprefix("bytes=").removesuffix("-")) > 0
    assert second["If-Range"] == server.etags["/sdn.xml"]
    assert (update.folder / "sdn.xml").read_bytes() == classic(400)


def test_a_later_run_goes_on_where_an_earlier_one_stopped(update, server):
    server.put("/sdn.xml", classic(400), ["cut"])
    done, reports = update(SDN, "--tries", "1")
    assert done.code == 4 and reports["sdn.xml"]["outcome"] == "failed"
    assert "cut off" in reports["sdn.xml"]["reason"]
    assert not (update.folder / "sdn.xml").exists()
    done, reports = update(SDN)
    assert done.code == 0 and "Range" in server.requests[-1][1]
    assert (update.folder / "sdn.xml").read_bytes() == classic(400) and clean(update.folder)


def test_a_killed_run_is_gone_on_with(program, update, server, tmp_path):
    server.put("/sdn.xml", classic(4000), ["stall"])
    (tmp_path / "source.tsv").write_text(f"us_ofac_sdn\tsdn.xml\t{server.url('/sdn.xml')}\n")
    running = subprocess.Popen([program, "lists", "update", "--dir", update.folder, "--source",
                                tmp_path / "source.tsv"])
    assert server.stalled.wait(30)
    for _ in range(200):
        if any(p.suffix == ".part" and p.stat().st_size for p in update.folder.glob(".update/*")):
            break
        time.sleep(0.02)
    running.kill()
    running.wait()
    done, _ = update(SDN)
    assert done.code == 0 and "Range" in server.requests[-1][1], done.stderr
    assert (update.folder / "sdn.xml").read_bytes() == classic(4000) and clean(update.folder)


def test_a_file_that_changed_meanwhile_is_begun_anew(update, server):
    server.put("/sdn.xml", classic(400), ["cut"])
    update(SDN, "--tries", "1")
    server.put("/sdn.xml", classic(410))
    done, _ = update(SDN)
    assert done.code == 0 and (update.folder / "sdn.xml").read_bytes() == classic(410)


@pytest.mark.parametrize("second", ["ignore-range", "wrong-range"])
def test_a_server_that_resumes_badly_does_no_harm(update, server, second):
    server.put("/sdn.xml", classic(400), ["cut", second])
    done, _ = update(SDN, "--tries", "4")
    assert done.code == 0, done.stderr
    assert (update.folder / "sdn.xml").read_bytes() == classic(400) and clean(update.folder)


def refused(update, server, content, reason, breaks=(), options=()):
    """The new content is refused and the old one stays."""
    server.put("/sdn.xml", classic(20))
    update(SDN)
    server.put("/sdn.xml", content, breaks)
    done, reports = update(SDN, *options)
    r = reports["sdn.xml"]
    assert (done.code, r["outcome"]) == (3, "refused"), done.stderr
    assert reason in r["reason"] and reason in done.stderr
    assert (update.folder / "sdn.xml").read_bytes() == classic(20) and clean(update.folder)
    assert r["sha256"] == hashlib.sha256(classic(20)).hexdigest()


def test_a_cut_file_is_refused(update, server):
    refused(update, server, classic(30)[:-30], "it is cut off")


def test_a_file_cut_without_notice_is_refused(update, server):
    refused(update, server, classic(30), "it is cut off", ["cut-unsaid"])


def test_a_shrunken_list_is_refused(update, server):
    refused(update, server, classic(17), "the list has 17 entries, 20 before")


def test_an_empty_list_is_refused(update, server):
    refused(update, server, classic(0), "the list has no entries")


def test_an_empty_file_is_refused(update, server):
    refused(update, server, b"", "the file is empty")


def test_an_error_page_is_refused(update, server):
    refused(update, server, b"<html><body>Service temporarily unavailable</body></html>", "is a web page")


def test_a_list_of_another_dataset_is_refused(update, server):
    refused(update, server,
            b"<CONSOLIDATED_LIST dateGenerated='2026-01-01'><INDIVIDUALS/></CONSOLIDATED_LIST>",
            "is a list of the dataset un_sc_sanctions; expected us_ofac_sdn")


def test_a_doctype_is_refused(update, server):
    refused(update, server, b"<!DOCTYPE sdnList [<!ENTITY a 'b'>]>" + classic(20)[21:], "DOCTYPE")


def test_a_file_above_the_ceiling_is_refused(update, server):
    refused(update, server, classic(20) + b" " * (2 << 20), "larger than the ceiling", options=("--max-size", "1"))


def test_a_shrunken_list_can_be_allowed(update, server):
    server.put("/sdn.xml", classic(20))
    update(SDN)
    server.put("/sdn.xml", classic(5))
    done, reports = update(SDN, "--allow-shrunken")
    assert done.code == 0 and reports["sdn.xml"]["entities"] == 5


def test_a_server_error_is_tried_again(update, server):
    server.put("/sdn.xml", classic(20), ["500"])
    done, reports = update(SDN)
    assert done.code == 0 and reports["sdn.xml"]["outcome"] == "updated"


def test_a_missing_file_fails_and_the_others_go_on(update, server):
    server.put("/cons.xml", classic(20))
    done, reports = update({"sdn.xml": "us_ofac_sdn", "cons.xml": "us_ofac_cons"})
    assert done.code == 4
    assert reports["sdn.xml"]["outcome"] == "failed" and "404" in reports["sdn.xml"]["reason"]
    assert reports["cons.xml"]["outcome"] == "updated"


def test_files_of_one_dataset_are_taken_together_or_not_at_all(update, server):
    files = {"sdn.csv": "us_ofac_sdn", "alt.csv": "us_ofac_sdn"}
    rows = "".join(csv_row(n) for n in range(1, 21))
    server.put("/sdn.csv", (rows + "\x1a").encode())
    server.put("/alt.csv", b'1,1,"aka","OTHER",-0- \r\n\x1a')
    done, reports = update(files)
    assert done.code == 0 and {r["outcome"] for r in reports.values()} == {"updated"}, done.stderr
    old = (update.folder / "sdn.csv").read_bytes()
    server.put("/sdn.csv", (rows + csv_row(21) + "\x1a").encode())
    server.put("/alt.csv", b'1,1,"aka","OTHER",-0- \r\n')
    done, reports = update(files)
    assert done.code == 3 and {r["outcome"] for r in reports.values()} == {"refused"}
    assert "end mark" in reports["alt.csv"]["reason"]
    assert (update.folder / "sdn.csv").read_bytes() == old and clean(update.folder)


def test_a_pinned_file_is_accepted_only_as_it_is_pinned(update, server):
    server.put("/sdn.xml", classic(20))
    right, wrong = hashlib.sha256(classic(20)).hexdigest(), "0" * 64
    done, reports = update(SDN, "--sha256", f"sdn.xml={wrong}")
    assert (done.code, reports["sdn.xml"]["outcome"]) == (3, "refused") and right in reports["sdn.xml"]["reason"]
    assert not (update.folder / "sdn.xml").exists()
    done, reports = update(SDN, "--sha256", f"sdn.xml={right}")
    assert (done.code, reports["sdn.xml"]["outcome"]) == (0, "updated")
    done, reports = update(SDN, "--sha256", f"sdn.xml={wrong}")
    assert (done.code, reports["sdn.xml"]["outcome"]) == (3, "refused"), "it is there already, and pinned otherwise"
    assert (update.folder / "sdn.xml").exists()
    done, _ = update(SDN, "--sha256", "sdn.xml=12")
    assert done.code == 2 and "64 hexadecimal digits" in done.stderr


@pytest.mark.usefixtures("downloads")
@pytest.mark.parametrize("url", ["http://lists.example/sdn.xml",
                                 "http://127.0.0.1:80@lists.example/sdn.xml"])
def test_plain_http_is_refused_unless_it_is_allowed(interdict, tmp_path, url):
    source = tmp_path / "s.tsv"
    source.write_text(f"us_ofac_sdn\tsdn.xml\t{url}\n")
    done = interdict("lists", "update", "--dir", tmp_path / "lists", "--source", source, "--tries", "1", "--json")
    assert done.code == 4 and "plain http" in json.loads(done.stdout)["reason"]


def test_a_redirect_to_plain_http_is_refused(update, server):
    server.put("/sdn.xml", classic(20), ["redirect-away"])
    done, reports = update(SDN, "--tries", "1")
    assert done.code == 4 and reports["sdn.xml"]["outcome"] == "failed"
    assert not (update.folder / "sdn.xml").exists()


def test_the_hash_is_shown(interdict, server, tmp_path):
    server.put("/sdn.xml", classic(20))
    source = tmp_path / "s.tsv"
    source.write_text(f"us_ofac_sdn\tsdn.xml\t{server.url('/sdn.xml')}\n")
    done = interdict("lists", "update", "--dir", tmp_path / "lists", "--source", source)
    assert done.code == 0 and f"sha256 {hashlib.sha256(classic(20)).hexdigest()}" in done.stdout


def test_one_dataset_can_be_named(update, server):
    server.put("/sdn.xml", classic(20))
    server.put("/cons.xml", classic(20))
    files = {"sdn.xml": "us_ofac_sdn", "cons.xml": "us_ofac_cons"}
    _, reports = update(files, "us_ofac_cons")
    assert list(reports) == ["cons.xml"]
    done, _ = update(files, "no_such_list")
    assert done.code == 2 and "no address is known for the dataset 'no_such_list'" in done.stderr


@pytest.mark.parametrize("line, message", [
    ("us_ofac_sdn\tsdn.xml", "expected dataset, file name and address"),
    ("us_ofac_sdn\t../sdn.xml\thttp://127.0.0.1/", "is no file name to use here"),
    ("us_ofac_sdn\tsdn.xml\tfile:///etc/passwd", "is no address"),
    ("", "no list is in it"),
])
def test_a_bad_source_table_is_refused_with_its_line(interdict, tmp_path, line, message):
    source = tmp_path / "s.tsv"
    source.write_text(f"# comment\n{line}\n")
    done = interdict("lists", "update", "--dir", tmp_path / "lists", "--source", source)
    assert done.code == 3 and message in done.stderr
    assert not line or "s.tsv:2:" in done.stderr


def test_a_folder_that_can_not_be_made_is_said(interdict, tmp_path):
    (tmp_path / "file").write_text("")
    done = interdict("lists", "update", "--dir", tmp_path / "file")
    assert done.code == 4 and "cannot make the folder" in done.stderr

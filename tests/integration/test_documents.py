"""Files that are no plain text: read where that is possible, with their own bytes; else a person must look."""
import base64
import gzip
import json

import pytest

def answer(interdict, path, *options):
    done = interdict("text", "--json", *options, path)
    return done, json.loads(done.stdout)


def texts(line):
    return [m["text"] for m in line["mentions"]]


@pytest.fixture(scope="session")
def name(interdict):
    """A name of the sample in two words."""
    return "Vladimir Putin"


@pytest.mark.parametrize("html", ["<p>{0}&nbsp;{1} said", "<td>{0}</td><td>{1}</td>", "{0}<br>{1}<br>", "<b>{0}</b> <i>{1}</i>", "<p>{0}&#160;{1}"])
def test_marks_do_not_hide_a_name_and_places_are_those_of_the_file(interdict, name, tmp_path, html):
    first, last = name.split()
    page = tmp_path / "page.html"
    page.write_text("<html><body>Yesterday " + html.format(first, last) + " so.</body></html>", encoding="utf-8")
    done, line = answer(interdict, page)
    assert done.code == 1 and line["mentions"]
    start, end = line["mentions"][0]["start"], line["mentions"][0]["end"]
    piece = page.read_bytes()[start:end].decode()
    assert piece.startswith(first) and piece.endswith(last)


def test_escapes_of_json_and_of_addresses(interdict, name, tmp_path):
    first, last = name.split()
    for text in ('{"note":"Yesterday ' + first + "\\u0020" + last + ' said\\n"}', f"https://example.com/?q={first}%20{last}"):
        page = tmp_path / "page"
        page.write_text(text, encoding="utf-8")
        assert answer(interdict, page)[1]["mentions"], text


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866"])
def test_old_code_pages_by_their_letters_and_as_declared(interdict, tmp_path, encoding):
    page = tmp_path / "page.txt"
    text = "Сегодня Владимир Путин выступил с заявлением перед журналистами."
    page.write_bytes(text.encode(encoding))
    _, line = answer(interdict, page)
    assert line["verdict"] == "REVIEW"
    assert "Владимир Путин" in texts(line)
    assert [r["code"] for r in line["reasons"]].count("encoding_guessed") == 1
    _, line = answer(interdict, page, "--encoding", encoding)
    assert "encoding_guessed" not in [r["code"] for r in line["reasons"]]
    start, end = line["mentions"][0]["start"], line["mentions"][0]["end"]
    assert page.read_bytes()[start:end].decode(encoding) == "Владимир Путин"
    assert interdict("text", "--encoding", "nonsense-1", page).code == 2


def test_what_is_no_text_is_for_a_person(interdict, tmp_path):
    for content in (gzip.compress(b"text"), b"PK\x03\x04rest", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0",
                    b"From: a\nContent-Transfer-Encoding: base64\n\nUmFtemFu\n", bytes(range(1, 32)) * 20):
        page = tmp_path / "page"
        page.write_bytes(content)
        done, line = answer(interdict, page)
        assert (done.code, line["verdict"]) == (1, "REVIEW"), content[:8]
        assert line["reasons"][0]["code"] == "unreadable"
        assert "nothing in it was looked at" in line["reasons"][0]["text"]


def test_plain_text_is_as_before(interdict, tmp_path):
    page = tmp_path / "page.txt"
    page.write_bytes("Harriet Lindqvist & Sons, 100 % wool; a < b. Zürich".encode("latin-1"))
    done, line = answer(interdict, page)
    assert (done.code, line["verdict"], line["reasons"]) == (0, "PASS", [])


HIDDEN = {
    "cells of a table": "id,First,Last\n1,Ann,Example\n2,Vladimir,Putin\n",
    "cells with a number between": "First\tid\tLast\nVladimir\t13\tPutin\n",
    "a table of marks": "| First | Last |\n|---|---|\n| Vladimir | Putin |\n",
    "values of JSON": '{"first":"Vladimir","id":17,"last":"Putin"}',
    "JSON in JSON": json.dumps({"body": json.dumps({"first": "Vladimir", "last": "Putin"})}),
    "values of XML": '<?xml version="1.0"?><p><first>Vladimir</first><id>1</id><last>Putin</last></p>',
    "attributes": '<?xml version="1.0"?><p given="Vladimir" family="Putin"/>',
    "values of a form": "Given names: Vladimir\nSurname: Putin\n",
    "quoted lines": "> please pay to Vladimir\n> Putin tomorrow\n",
    "marks in a word": "we met Vladi**mir** **Putin** today",
    "one word": "pay #VladimirPutin today",
    "one word with a sign in it": "pay Vladimir_Putin today",
    "base64": "see " + base64.b64encode(b"Pay the money to Vladimir Putin of Moscow").decode() + " x",
    "digits": "see " + b"Pay the money to Vladimir Putin".hex() + " x",
    "escapes": "pay \\x56ladimir \\u0050utin now",
    "escapes in escapes": "<p>pay &amp;#86;ladimir&amp;nbsp;Putin now",
    "mail without a head": "pay =56=6Cadimir =50utin now",
    "an override that is not heeded": "pay \u202eVladimir Putin now",
    "the other direction": "pay \u202enituP rimidalV\u202c now",
}


@pytest.mark.parametrize("way", HIDDEN)
def test_a_name_that_is_hidden_in_a_text_is_found(interdict, tmp_path, way):
    page = tmp_path / "page.txt"
    page.write_text(HIDDEN[way], encoding="utf-8")
    done, line = answer(interdict, page)
    assert (done.code, line["verdict"]) == (1, "REVIEW")
    assert any(hit["id"] == "ofac-35096" for m in line["mentions"] for hit in m["results"]), line
    for m in line["mentions"]:
        assert 0 <= m["start"] < m["end"] <= line["bytes"]


@pytest.mark.parametrize("bytes_", [
    "Pay to \u62c9\u59c6\u8cdd now".encode("big5"), "see ~{<:Ky2;R*~} x".encode(),
    "\u00d0\u00e0\u00ec\u00e7\u00e0\u00ed \u00ca\u00e0\u00e4\u00fb\u00f0\u00ee\u00e2".encode(),
    "-----BEGIN PGP MESSAGE-----\n\nhQEM\n-----END PGP MESSAGE-----\n".encode()])
def test_what_cannot_be_read_in_a_text_is_told(interdict, tmp_path, bytes_):
    page = tmp_path / "page.txt"
    page.write_bytes(bytes_)
    done, line = answer(interdict, page)
    assert (done.code, line["verdict"]) == (1, "REVIEW")


def test_what_a_long_text_hides_behind_its_beginning_is_found(interdict, tmp_path):
    page = tmp_path / "page.txt"
    hidden = base64.b64encode(b"Pay the money to Vladimir Putin of Moscow").decode()
    page.write_text("The invoice was sent last week and is due on Friday.\n" * 25000 + hidden + "\n", encoding="utf-8")
    _, line = answer(interdict, page)
    assert "Vladimir Putin" in texts(line)
    assert line["mentions"][0]["start"] == line["bytes"] - 1 - len(hidden)


def test_records_of_others_and_fingerprints_are_none(interdict, tmp_path):
    page = tmp_path / "page.txt"
    for text in ("First,Last\nAnn,Example\nBob,Smith\n", "commit 9d19372aab3f1e0c7745f90c1b2a3d4e5f607182\n",
                 "> hello\n> there\n", "a **bold** word"):
        page.write_text(text, encoding="utf-8")
        _, line = answer(interdict, page)
        assert line["verdict"] == "PASS", (text, line)

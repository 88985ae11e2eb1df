"""Reasons have codes, the codes are those of docs/reasons.md, and nothing but PASS comes without one."""
import json
import pathlib
import re

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
ADDED = re.compile(r'findings_(?:reason|note|say|add)\([^"]*?"([a-z][a-z_]+)"(?:\s*:\s*"([a-z][a-z_]+)")?')


def documented():
    text = (ROOT / "docs" / "reasons.md").read_text(encoding="utf-8")
    return {code for row in re.findall(r"^\| (`.*?) \|", text, re.M) for code in re.findall(r"`([a-z_]+)`", row)}


def sources():
    return "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.c"))


def test_every_code_that_is_given_is_in_the_table():
    used = {code for found in ADDED.findall(sources()) for code in found if code}
    assert len(used) > 20
    assert not used - documented()


def test_the_table_has_no_code_that_is_never_given():
    texts = set(re.findall(r'"([a-z][a-z_]+)"', sources()))
    assert not documented() - texts


MESSAGE = ("{1:F01BNPAFRPPAXXX0000000000}{2:I103DEUTDEFFXXXXN}{4:\r\n:20:R1\r\n:23B:CRED\r\n:32A:260801EUR1,00\r\n"
           ":50K:/1\r\n%s\r\n:59:/2\r\nDEUTSCHES ROTES KREUZ\r\n:70:%s\r\n:71A:SHA\r\n-}")
CASE = {"id": "c", "on": "2026-09-01", "actor": {"country": "BR", "role": "bank"}, "activity": "messaging"}


@pytest.mark.parametrize("command, content, code, where", [
    ("message", MESSAGE % ("EBRAHIM RAISI", "RENT"), "possible_match", "50K"),
    ("message", MESSAGE % ("ANN EXAMPLE", "FREIGHT TO SEVASTOPOL"), "place_comprehensive", "70"),
    ("message", "no message at all", "unreadable", None),
    ("text", "Ebrahim Raisi was there.", "possible_match", None),
    ("text", "The ship left Sevastopol.", "place_comprehensive", None),
    ("decide", json.dumps({**CASE, "parties": [{"name": "Ebrahim Raisi"}]}), "possible_match", "parties[0]"),
    ("decide", json.dumps({**CASE, "text": "for Ebrahim Raisi"}), "possible_match", "text"),
    ("decide", json.dumps({**CASE, "route": {"ports": ["Bandar Abbas"]}, "parties": [{"country": "BR"}]}),
     "place_comprehensive", "route.ports[0]"),
])
def test_a_reason_says_what_and_where(interdict, tmp_path, command, content, code, where):
    path = tmp_path / "input"
    path.write_text(content)
    answer = json.loads(interdict(command, "--json", path).stdout.splitlines()[0])
    assert answer["verdict"] != "PASS"
    assert (code, where) in [(r["code"], r["where"]) for r in answer["reasons"]], answer["reasons"]
    assert all(r["code"] in documented() and r["text"] for r in answer["reasons"])


@pytest.mark.parametrize("command, content", [
    ("message", MESSAGE % ("ANN EXAMPLE", "RENT")),
    ("text", "Nobody was there."),
    ("decide", json.dumps({**CASE, "parties": [{"name": "Ann Example", "country": "BR"}]})),
])
def test_a_pass_has_no_reasons(interdict, tmp_path, command, content):
    path = tmp_path / "input"
    path.write_text(content)
    answer = json.loads(interdict(command, "--json", path).stdout.splitlines()[0])
    assert (answer["verdict"], answer["reasons"]) == ("PASS", [])

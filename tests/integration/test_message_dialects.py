"""Statements in the dialects of banks (tests/cases/statements.case), and messages in envelopes.

Only what may hide a name is REVIEW; what is merely odd is a note. Parties of statements carry the amount of their entry.
"""
import base64
import json
import pathlib

import pytest

CASES = pathlib.Path(__file__).parents[1] / "cases" / "statements.case"
LINE_ENDS = {"lf": "\n", "crlf": "\r\n", "cr": "\r", "fints": "@@"}
NIOC = "NATIONAL IRANIAN OIL COMPANY"


def read_cases():
    cases, current = [], None
    for line in CASES.read_text(encoding="utf-8").split("\n"):
        if line.startswith("== "):
            current = {"name": line[3:], "lines": [], "party": [], "hit": []}
            cases.append(current)
        elif current is None:
            continue
        elif line.startswith(">> "):
            key, value = line[3:].split(" ", 1)
            assert key in ("answers", "verdict", "format", "party", "encoding", "hit", "line-end", "tail"), line
            if key in ("party", "hit"):
                current[key].append(value)
            else:
                current[key] = value
        else:
            current["lines"].append(line)
    return cases


STATEMENTS = read_cases()


def ask(interdict, data):
    result = interdict("message", "--json", "-", stdin=data)
    assert result.code in (0, 1), result.stderr
    return [json.loads(line) for line in result.stdout.strip("\n").split("\n")]


def bytes_of(case):
    lines = case["lines"]
    while lines and lines[-1] == "":
        lines = lines[:-1]
    end = LINE_ENDS[case.get("line-end", "lf")]
    text = (end if end == "@@" else "") + end.join(lines) + end
    return text.encode(case.get("encoding", "utf-8")) + bytes.fromhex(case.get("tail", ""))


def captions(answers):
    return {h["caption"].upper() for a in answers for h in a["hits"]}


def verdict(answers):
    return "REVIEW" if any(a["verdict"] != "PASS" for a in answers) else "PASS"


def test_there_are_sixty_statements():
    assert len(STATEMENTS) >= 60
    assert len({c["name"] for c in STATEMENTS}) == len(STATEMENTS)


@pytest.mark.parametrize("case", STATEMENTS, ids=[c["name"] for c in STATEMENTS])
def test_statement(interdict, case):
    answers = ask(interdict, bytes_of(case))
    assert len(answers) == int(case.get("answers", 1))
    assert answers[0]["format"] == case.get("format", "MT940")
    assert verdict(answers) == case.get("verdict", "PASS"), [a["reasons"] for a in answers]
    parties = {"|".join((p["role"], p["name"] or "", p.get("amount", "")))
               for a in answers for p in a["parties"] if p["where"] == "86"}
    assert set(case["party"]) <= parties
    assert set(case["hit"]) <= captions(answers)


# ---- envelopes ----

FIN = """{1:F01BANKDEFFAXXX0000000000}{2:I103BANKFRPPXXXXN}{4:
:20:REF1
:23B:CRED
:32A:260901EUR100,
:50K:/123
JOHN SMITHSON
HIGH STREET 2
LONDON
:59:/456
%s
:71A:SHA
-}""".replace("\n", "\r\n")
BLOCK4 = FIN[FIN.index("{4:") + 3:-2]
XML = """<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFICstmrCdtTrf><GrpHdr><MsgId>M1</MsgId>
<NbOfTxs>1</NbOfTxs></GrpHdr><CdtTrfTxInf><PmtId><EndToEndId>E1</EndToEndId></PmtId>
<IntrBkSttlmAmt Ccy="EUR">10.00</IntrBkSttlmAmt><Dbtr><Nm>JOHN SMITHSON</Nm></Dbtr><Cdtr><Nm>%s</Nm></Cdtr>
</CdtTrfTxInf></FIToFICstmrCdtTrf></Document>"""
DECLARED = '<?xml version="1.0" encoding="UTF-8"?>' + XML
HEADER = ('<AppHdr xmlns="urn:iso:std:iso:20022:tech:xsd:head.001.001.02"><BizMsgIdr>B1</BizMsgIdr>'
          "<MsgDefIdr>pacs.008.001.08</MsgDefIdr></AppHdr>")
ALLIANCE = ('<?xml version="1.0" encoding="utf-8"?><Saa:DataPDU xmlns:Saa="urn:swift:saa:xsd:saa.2.0"><Saa:Revision>2.0.7</Saa:Revision>'
            "<Saa:Header><Saa:Message><Saa:SenderReference>REF1</Saa:SenderReference><Saa:MessageIdentifier>fin.103</Saa:MessageIdentifier>"
            "<Saa:Sender><Saa:BIC12>BANKDEFFAXXX</Saa:BIC12></Saa:Sender><Saa:Receiver><Saa:BIC12>BANKFRPPXXXX</Saa:BIC12></Saa:Receiver>"
            "</Saa:Message></Saa:Header><Saa:Body>%s</Saa:Body></Saa:DataPDU>")


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def b64(text):
    return base64.encodebytes(text.encode()).decode().strip()


ENVELOPES = {
    "queue manager before FIN": lambda n: b"RFH \x00\x00\x00\x02\x00\x00\x00\xc4MQSTR   " + (FIN % n).encode(),
    "queue manager before XML": lambda n: b"RFH \x00\x00\x00\x02\x00\x00\x00\xc4MQSTR   <mcd><Msd>xmlns</Msd></mcd>  " +
                                          (DECLARED % n).encode(),
    "number before XML": lambda n: ("000512          " + DECLARED % n).encode(),
    "length word before XML": lambda n: b"\x00\x00\x02\x51" + (DECLARED % n).encode(),
    "log line before FIN": lambda n: ("2026-09-01 12:00:00 INFO received " + FIN % n).encode(),
    "mail head before XML": lambda n: ("From: a@b.example\nSubject: payment\n\n" + DECLARED % n).encode(),
    "FIN in JSON": lambda n: json.dumps({"id": 1, "message": FIN % n}).encode(),
    "XML in JSON": lambda n: json.dumps([{"payload": DECLARED % n, "queue": "IN.1"}]).encode(),
    "base64 in JSON": lambda n: json.dumps({"body": {"data": b64(DECLARED % n)}}).encode(),
    "XML escaped in SOAP": lambda n: ('<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><send><payload>' +
                                      escaped(DECLARED % n) + "</payload></send></soap:Body></soap:Envelope>").encode(),
    "XML as CDATA": lambda n: f"<msg><![CDATA[{DECLARED % n}]]></msg>".encode(),
    "FIN in XML": lambda n: f"<msg>{FIN % n}</msg>".encode(),
    "Alliance, FIN in base64": lambda n: (ALLIANCE % b64(FIN % n)).encode(),
    "Alliance, block 4 in base64": lambda n: (ALLIANCE % b64(BLOCK4 % n)).encode(),
    "Alliance, XML": lambda n: (ALLIANCE % (HEADER + XML % n)).encode(),
    "header and document without a root": lambda n: (HEADER + XML % n).encode(),
    "all of it in base64": lambda n: b64(DECLARED % n).encode(),
    "UTF-16 in base64": lambda n: base64.b64encode(b"\xff\xfe" + (XML % n).encode("utf-16-le")),
    "code page of the declaration": lambda n: ('<?xml version="1.0" encoding="windows-1251"?>' + XML % (n + " Ж")).encode("cp1251"),
    "Chinese code page": lambda n: ('<?xml version="1.0" encoding="GB18030"?>' + XML % (n + " 中")).encode("gb18030"),
    "EBCDIC declared": lambda n: ('<?xml version="1.0" encoding="IBM037"?>' + XML % n).encode("cp037"),
}


@pytest.mark.parametrize("name", ENVELOPES)
def test_a_payment_in_an_envelope_is_read_whole(interdict, name):
    listed = ask(interdict, ENVELOPES[name](NIOC))
    assert [a["format"][:8] for a in listed if a["format"]] in (["MT103"], ["pacs.008"]), listed
    names = {(p["role"], (p["name"] or "").split(" Ж")[0].split(" 中")[0]) for a in listed for p in a["parties"]}
    assert {("debtor", "JOHN SMITHSON"), ("creditor", NIOC)} <= names
    assert verdict(listed) == "REVIEW"
    assert captions(listed)


@pytest.mark.parametrize("name", [n for n in ENVELOPES if n != "EBCDIC declared"])
def test_a_clean_payment_in_an_envelope_passes(interdict, name):
    answers = ask(interdict, ENVELOPES[name]("MARIA MOE"))
    assert verdict(answers) == "PASS", [a["reasons"] for a in answers]


def test_what_stands_in_the_envelope_is_searched(interdict):
    for data in (json.dumps({"message": FIN % "MARIA MOE", "payer": NIOC}), f"{NIOC} {FIN % 'MARIA MOE'}", f"{NIOC} {DECLARED % 'MARIA MOE'}",
                 f"<a><b>{NIOC}</b><c>{escaped(DECLARED % 'MARIA MOE')}</c></a>", f"<a><c>{escaped(DECLARED % 'MARIA MOE')}</c><b>{NIOC}</b></a>",
                 json.dumps({"payer": NIOC})):
        answers = ask(interdict, data.encode())
        assert captions(answers), data[:80]
        assert verdict(answers) == "REVIEW"


def test_each_message_of_a_json_array_is_an_answer_of_its_own(interdict):
    data = json.dumps([{"payer": "A", "raw": FIN % "MARIA MOE"}, {"payer": NIOC, "raw": FIN % "MARIA MOE"}])
    answers = ask(interdict, data.encode())
    assert [(a["format"], a["verdict"]) for a in answers] == [("MT103", "PASS"), ("MT103", "REVIEW")]


def test_several_documents_are_several_answers(interdict):
    answers = ask(interdict, (HEADER + XML % "MARIA MOE" + HEADER + XML % NIOC).encode())
    assert [a["verdict"] for a in answers] == ["PASS", "REVIEW"]


def test_prefixed_messages_in_a_row(interdict):
    data = f"MSGHDR01 {FIN % 'MARIA MOE'}\r\nMSGHDR02 {FIN % NIOC}\r\n"
    answers = ask(interdict, data.encode())
    assert [(a["format"], a["verdict"]) for a in answers] == [("MT103", "PASS"), ("MT103", "REVIEW")]


@pytest.mark.parametrize("data,name", [
    ("{1:F21BANKDEFFAXXX0000000001}{4:{177:2609011200}{451:0}}", "ACK"),
    ("{1:F21BANKDEFFAXXX0000000001}{4:{177:2609011200}{451:1}{405:T27001}}", "NAK"),
    ("{1:F01BANKDEFFAXXX0000000001}{2:O0101200260901DYDYXXXXHXXX00000000002609011200S}{4:{106:260901BANKDEFFAXXX0000000001}{108:REF}{175:1200}{177:2609011200}{451:0}}",
     "MT010"),
])
def test_messages_of_the_network_pay_nothing(interdict, data, name):
    answers = ask(interdict, data.encode())
    assert [(a["format"], a["verdict"]) for a in answers] == [(name, "PASS")], answers[0]["reasons"]
    assert answers[0]["notes"]


def test_an_acknowledgement_with_a_name_in_it_is_searched(interdict):
    answers = ask(interdict, b"{1:F21BANKDEFFAXXX0000000001}{4:{177:2609011200}{451:0}{311:%s}}" % NIOC.encode())
    assert verdict(answers) == "REVIEW"

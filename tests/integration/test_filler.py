"""A listed party behind filler: names that the firm's policy does not count must not crowd out one that it does.

Every narrative field of every kind of input, under policies of every shape, with a line of filler again and
again, many names as filler, and the party as the last line. The answer is never PASS.
"""
import json
import pathlib

import pytest

PARTY = "NATIONAL IRANIAN OIL COMPANY OK"
FILLER = "WLADIMYR PUTYNE OK"  # 0.94 in the sample: counts at 0.70, not at 0.95
MANY = ["WLADIMYR PUTYNE OK", "IBRAHEEM RAISEE OK", "SERGUEI LAWROW OK", "MIKHAYL MISHUSTYN OK"]

POLICIES = {
    "by schema": "threshold: 0.70\nthresholds:\n  - {schema: Person, threshold: 0.97}\n",
    "by list": "threshold: 0.70\nthresholds:\n  - {list: us_ofac_sdn, schema: Person, threshold: 0.97}\n"
               "  - {list: eu_fsf, schema: Person, threshold: 0.97}\n"
               "  - {list: gb_fcdo_sanctions, schema: Person, threshold: 0.97}\n"
               "  - {list: ch_seco_sanctions, schema: Person, threshold: 0.97}\n"
               "  - {list: un_sc_sanctions, schema: Person, threshold: 0.97}\n",
    "one hit shown": "threshold: 0.70\nlimit: 1\nthresholds:\n  - {schema: Person, threshold: 0.97}\n",
    "exposure passes": "exposure: pass\nthresholds:\n  - {schema: Person, threshold: 0.97}\n",
    "none": None,
}

HEAD = "{1:F01BNPAFRPPAXXX0000000000}{2:I%03dDEUTDEFFXXXXN}{4:\r\n:20:REF1\r\n"
MT103 = (HEAD % 103 + ":23B:CRED\r\n:32A:260801EUR125000,00\r\n:50K:/FR7630006000011234567890189\r\n"
         "MEDECINS SANS FRONTIERES\r\nPARIS\r\n:59:/DE89370400440532013000\r\nDEUTSCHES ROTES KREUZ\r\nBERLIN\r\n")
PACS = """<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFICstmrCdtTrf>
<GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-08-01T10:00:00</CreDtTm><NbOfTxs>1</NbOfTxs><SttlmInf><SttlmMtd>CLRG</SttlmMtd>
</SttlmInf></GrpHdr><CdtTrfTxInf><PmtId><EndToEndId>E1</EndToEndId></PmtId>
<IntrBkSttlmAmt Ccy="EUR">1.00</IntrBkSttlmAmt><ChrgBr>SLEV</ChrgBr>
<Dbtr><Nm>MEDECINS SANS FRONTIERES</Nm></Dbtr><DbtrAgt><FinInstnId><BICFI>BNPAFRPPXXX</BICFI></FinInstnId></DbtrAgt>
<CdtrAgt><FinInstnId><BICFI>DEUTDEFFXXX</BICFI></FinInstnId></CdtrAgt><Cdtr><Nm>DEUTSCHES ROTES KREUZ</Nm></Cdtr>
%s</CdtTrfTxInf></FIToFICstmrCdtTrf></Document>"""


def mt(number, before, tag):
    return lambda lines: ("message", ((HEAD % number) + before + f":{tag}:" + "\r\n".join(lines) + "\r\n-}"))


def mt103(tag):
    return lambda lines: ("message", MT103 + f":{tag}:" + "\r\n".join(lines) + "\r\n:71A:SHA\r\n-}")


def ustrd(lines):
    many = "".join(f"<Ustrd>{line}</Ustrd>" for line in lines)
    return "message", PACS % f"<RmtInf>{many}</RmtInf>"


def one_ustrd(lines):
    return "message", PACS % f"<RmtInf><Ustrd>{' '.join(lines)}</Ustrd></RmtInf>"


def instruction(lines):
    return "message", PACS % "".join(f"<InstrForNxtAgt><InstrInf>{line}</InstrInf></InstrForNxtAgt>" for line in lines)


def case(lines):
    return "decide", json.dumps({"id": "c", "on": "2026-09-01", "actor": {"country": "BR", "role": "bank"},
                                 "activity": "messaging", "text": "\n".join(lines)})


def text(lines):
    return "text", "\n".join(lines)


FIELDS = {
    "MT199 79": mt(199, "", "79"),
    "MT299 79": mt(299, "", "79"),
    "MT999 79": mt(999, "", "79"),
    "MT103 70": mt103("70"),
    "MT103 72": mt103("72"),
    "MT103 77B": mt103("77B"),
    "MT202 72": mt(202, ":21:REL1\r\n:32A:260801EUR125000,00\r\n:58A:DEUTDEFFXXX\r\n", "72"),
    "MT940 86": mt(940, ":25:DE89370400440532013000\r\n:28C:1/1\r\n:60F:C260801EUR1,00\r\n:61:2608010801C1,00NTRFREF\r\n",
                   "86"),
    "MT700 45A": mt(700, ":27:1/1\r\n:40A:IRREVOCABLE\r\n:31C:260801\r\n", "45A"),
    "MT700 46A": mt(700, ":27:1/1\r\n:40A:IRREVOCABLE\r\n:31C:260801\r\n", "46A"),
    "MT700 47A": mt(700, ":27:1/1\r\n:40A:IRREVOCABLE\r\n:31C:260801\r\n", "47A"),
    "MT799 79": mt(799, "", "79"),
    "Ustrd": ustrd,
    "one Ustrd": one_ustrd,
    "InstrInf": instruction,
    "case text": case,
    "text": text,
}

FILLERS = {
    "one name": [FILLER] * 530,
    "many names": MANY * 135,
    "one line": [" ".join(MANY * 4)] * 40,
}


@pytest.mark.parametrize("shape", POLICIES)
@pytest.mark.parametrize("field", FIELDS)
def test_a_party_behind_filler_is_never_a_pass(interdict, tmp_path, field, shape):
    options = ["--json"]
    if POLICIES[shape]:
        policy = tmp_path / "policy.yaml"
        policy.write_text(POLICIES[shape])
        options += ["--policy", policy]
    files = []
    for number, filler in enumerate(FILLERS.values()):
        command, content = FIELDS[field](filler + [PARTY])
        files.append(tmp_path / f"input-{number}")
        files[-1].write_text(content)
    done = interdict(command, *options, *files)
    assert done.code == 1, done.stderr
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) >= len(files)
    assert "PASS" not in [answer["verdict"] for answer in answers]


@pytest.mark.parametrize("filler", FILLERS)
def test_the_party_behind_filler_is_named(interdict, tmp_path, filler):
    policy, file = tmp_path / "policy.yaml", tmp_path / "input"
    policy.write_text(POLICIES["by schema"])
    for field in ("MT199 79", "case text", "text"):
        command, content = FIELDS[field](FILLERS[filler] + [PARTY])
        file.write_text(content)
        done = interdict(command, "--json", "--policy", policy, file)
        assert "eu-178363" in done.stdout, field


@pytest.mark.parametrize("field", [name for name in FIELDS if not name.startswith("case")])
def test_no_hit_shown_is_no_pass(interdict, tmp_path, field):
    command, content = FIELDS[field]([PARTY])
    file = tmp_path / "input"
    file.write_text(content)
    done = interdict(command, "--json", "--limit", 0, file)
    assert done.code == 1, done.stderr
    answer = json.loads(done.stdout.splitlines()[0])
    assert answer["verdict"] != "PASS"
    assert not answer.get("hits") and not any(m["results"] for m in answer.get("mentions", []))


def test_a_name_that_is_many_listed_ones_is_looked_through(interdict, tmp_path):
    """More entities than are shown fit the name, and the policy counts the last of them only."""
    source, snapshot = tmp_path / "own.json", tmp_path / "own.itd"
    rows = [{"id": f"p{n:04}", "schema": "Person", "properties": {"name": ["GULF TRADING OMEGA"], "topics": ["sanction"]}}
            for n in range(400)]
    rows.append({"id": "z", "schema": "Company", "properties": {"name": ["GULF TRADING OMEGA"], "topics": ["sanction"]}})
    source.write_text("\n".join(map(json.dumps, rows)))
    assert interdict("compile", "-o", snapshot, f"own={source}").code == 0
    policy, file = tmp_path / "policy.yaml", tmp_path / "input"
    policy.write_text("thresholds:\n  - {schema: Person, threshold: 1.0}\n")
    for fields in FIELDS.values():
        for name in ("GULF TRADING OMEGA", "GULFTRADINGOMEGA"):
            command, content = fields(["FOR " + name.replace("OMEGA", "OMEGAA" if " " in name else "OMEGA") + " OK"])
            if name == "GULFTRADINGOMEGA" and command != "message":
                continue
            file.write_text(content)
            done = interdict(command, "--json", "--snapshot", snapshot, "--policy", policy, file)
            assert done.code == 1, (command, name, done.stdout)


def test_more_identifiers_than_one_question_holds_are_all_asked(interdict, tmp_path):
    """The number of a listed ship behind forty others."""
    table = (pathlib.Path(__file__).parents[2] / "data" / "values" / "identifiers.tsv").read_text(encoding="utf-8")
    kinds = [line.split("\t")[0] for line in table.splitlines() if line.endswith("\tREGISTRATION_NUMBER")]
    assert len(kinds) >= 20
    identifiers = {kind: f"AB{n:06}" for n, kind in enumerate(kinds)}
    path = tmp_path / "case.json"
    path.write_text(json.dumps({"id": "c", "on": "2026-09-01", "actor": {"country": "BR", "role": "bank"},
                                "activity": "messaging",
                                "parties": [{"name": "Ann Example", "identifiers": {**identifiers, "imoNumber": "9187629"}}]}))
    done = interdict("decide", "--json", path)
    answer = json.loads(done.stdout)
    assert answer["verdict"] != "PASS" and "ofac-15036" in [hit["id"] for hit in answer["hits"]]

"""Options and exit codes of `interdict message`, by the built-in sample."""
import json
import os

import pytest

FIN = ("{1:F01DEUTDEFFAXXX0000000000}{2:I103CITIUS33XXXXN}{3:{121:%s}}{4:\r\n:20:%s\r\n:23B:CRED\r\n:32A:260801USD1,\r\n"
       ":50K:/1\r\n%s\r\n1 HIGH STREET\r\nLEEDS\r\n:59:/2\r\n%s\r\n2 HIGH STREET\r\nYORK\r\n:70:%s\r\n:71A:SHA\r\n-}")
UETR = "47f13a70-7009-4a7d-b085-c0e77ac9de8f"
CLEAN = FIN % (UETR, "R1", "ANN EXAMPLE", "BOB EXAMPLE", "INVOICE 1")
NIOC = "NATIONAL IRANIAN OIL COMPANY"
PACS = ('<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFICstmrCdtTrf><GrpHdr>'
        "<MsgId>M</MsgId><NbOfTxs>1</NbOfTxs></GrpHdr><CdtTrfTxInf><Dbtr><Nm>Ann</Nm></Dbtr><Cdtr><Nm>Bob</Nm></Cdtr>"
        "</CdtTrfTxInf></FIToFICstmrCdtTrf></Document>")


def lines(result):
    return [json.loads(line) for line in result.stdout.strip("\n").split("\n")]


def test_nothing_found_is_exit_0_and_something_is_1(interdict, tmp_path):
    (tmp_path / "a.fin").write_text(CLEAN, newline="")
    (tmp_path / "b.fin").write_text(FIN % (UETR, "R2", "ANN EXAMPLE", NIOC, "X"), newline="")
    assert interdict("message", tmp_path / "a.fin").code == 0
    assert interdict("message", tmp_path / "b.fin").code == 1
    assert interdict("message", tmp_path / "a.fin", tmp_path / "b.fin").code == 1


@pytest.mark.parametrize("content", [b"", b"\x00" * 100, b"<", b"{1:", b"%PDF-1.7", b"\x1f\x8b\x08\x00", b"a,b\n1,2\n",
                                     b"<a/>", b"<!DOCTYPE a><a/>", b"\xff\xfe<\x00", b"{1:F01}{2:}{4:\n-}"])
def test_content_that_cannot_be_read_is_an_answer(interdict, content):
    result = interdict("message", "--json", "-", stdin=content)
    answer = lines(result)[0]
    assert result.code == 1
    assert answer["verdict"] == "REVIEW" and answer["reasons"] != []


def test_a_file_that_cannot_be_opened_is_exit_3_and_the_others_are_answered(interdict, tmp_path):
    (tmp_path / "a.fin").write_text(CLEAN, newline="")
    result = interdict("message", "--json", tmp_path / "missing.fin", tmp_path / "a.fin", tmp_path)
    assert result.code == 3
    assert [a["verdict"] for a in lines(result)] == ["PASS"]
    assert "missing.fin" in result.stderr


def test_show_marks_the_places_of_hits(interdict, tmp_path):
    path = tmp_path / "a.fin"
    path.write_text(FIN % (UETR, "R1", "ANN EXAMPLE", NIOC, "FREIGHT MT ARTAVIL"), newline="")
    shown = interdict("message", "--show", path).stdout
    assert ":59:/2\n«" + NIOC + "»\n2 HIGH STREET\nYORK" in shown
    assert "FREIGHT MT «ARTAVIL»" in shown
    assert shown.count("«") == shown.count("»") == 2
    assert "ANN EXAMPLE\n1 HIGH STREET" in shown


def test_show_marks_words_over_line_ends_and_subfields_and_what_tells_a_country(interdict, tmp_path):
    path = tmp_path / "a.sta"
    path.write_text(":20:S\n:25:DE89370400440532013000\n:28C:1/1\n:60F:C260901EUR1000,\n:61:2609010901D10,00NTRFR//B\n"
                    ":86:166?00SEPA?20INVOICE 77 FOR NATIONAL IRA?21NIAN OIL COMPANY?30DEUTDEFF?31IR062960000000100324200001?32ANN EXAMPLE\n"
                    ":62F:C260901EUR990,\n")
    shown = interdict("message", "--show", path).stdout
    assert "FOR «NATIONAL IRA?21NIAN OIL COMPANY»?30DEUTDEFF?31«IR062960000000100324200001»?32ANN EXAMPLE" in shown
    assert "86 of entry 1: the country of the account" in shown
    path.write_text(CLEAN.replace(":59:", ":57A:BMJIIRTH\r\n:59:"), newline="")
    assert ":57A:«BMJIIRTH»" in interdict("message", "--show", path).stdout


def test_show_marks_elements_of_xml(interdict, tmp_path):
    path = tmp_path / "a.xml"
    path.write_text(PACS.replace("Bob", NIOC))
    shown = interdict("message", "--show", path).stdout
    assert "<Cdtr><Nm>«" + NIOC + "»</Nm>" in shown
    assert shown.count("«") == shown.count("»") == 1


def test_a_party_that_is_missing_now_is_a_reason(interdict, tmp_path):
    earlier, now, other = tmp_path / "earlier.fin", tmp_path / "now.fin", tmp_path / "other.fin"
    earlier.write_text(FIN % (UETR, "R1", "ANN EXAMPLE", "TEHRAN TRADING", "X"), newline="")
    now.write_text(FIN % (UETR, "R9", "ANN EXAMPLE", "BOB EXAMPLE", "X"), newline="")
    other.write_text(FIN % (UETR.replace("4", "5"), "R8", "ANN EXAMPLE", "BOB EXAMPLE", "X"), newline="")
    reasons = lines(interdict("message", "--json", "--context", earlier, now))[0]["reasons"]
    assert [r for r in reasons if r["text"].startswith("stripping: TEHRAN TRADING")] != []
    assert lines(interdict("message", "--json", "--context", earlier, other))[0]["verdict"] == "PASS"


def test_the_end_to_end_reference_joins_payments_too(interdict, tmp_path):
    def pacs(reference, name):
        return PACS.replace("<Dbtr>", f"<PmtId><EndToEndId>{reference}</EndToEndId></PmtId><Dbtr>").replace("Bob", name)

    earlier, now = tmp_path / "earlier.xml", tmp_path / "now.xml"
    for reference, found in (("E2E-1", True), ("NOTPROVIDED", False)):
        earlier.write_text(pacs(reference, "Teheran Trading"))
        now.write_text(pacs(reference, "Bob").replace("<MsgId>M<", "<MsgId>N<"))
        answer = lines(interdict("message", "--json", "--context", earlier, now))[0]
        assert any(r["code"] == "stripping" for r in answer["reasons"]) == found


@pytest.mark.usefixtures("schema_check")
def test_schemas_advise_and_decide_nothing(interdict, shared, tmp_path):
    schemas = shared / "data" / "messages" / "xsd"
    path = tmp_path / "a.xml"
    path.write_text(PACS)
    plain = lines(interdict("message", "--json", path))[0]
    advised = lines(interdict("message", "--json", "--xsd", schemas, path))[0]
    assert advised.pop("advice") != []
    assert advised == plain
    assert advised["verdict"] == "PASS"


def test_a_folder_of_schemas_that_is_not_there_is_exit_4(interdict, tmp_path):
    path = tmp_path / "a.xml"
    path.write_text(PACS)
    done = interdict("message", "--json", "--xsd", tmp_path / "none", path)
    assert (done.code, done.stdout) == (4, "")
    assert "none: cannot be used as a folder of schemas" in done.stderr


@pytest.mark.parametrize("arguments", [[], ["--watch"], ["--threshold", "2", "x"], ["--bench", "x", "y"],
                                       ["--watch", "a", "b"], ["--no-such-option", "x"]])
def test_wrong_usage_is_exit_2(interdict, arguments):
    assert interdict("message", *arguments).code == 2


def test_answers_come_before_the_input_ends(program):
    """A pipe that stays open: the first payments are answered while the rest is still to come."""
    import subprocess
    document = PACS.replace("</FIToFICstmrCdtTrf></Document>", "")
    payment = "<CdtTrfTxInf><Dbtr><Nm>Ann</Nm></Dbtr><Cdtr><Nm>Bob</Nm></Cdtr></CdtTrfTxInf>"
    environment = {k: v for k, v in os.environ.items() if not k.startswith("INTERDICT_")}
    with subprocess.Popen([program, "message", "--json", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, env=environment) as process:
        process.stdin.write((document + payment * 2).encode())
        process.stdin.flush()
        first = json.loads(process.stdout.readline())
        assert first["format"] == "pacs.008.001.08"
        process.stdin.write(b"</FIToFICstmrCdtTrf></Document>")
        process.stdin.close()
        assert len(process.stdout.read().splitlines()) == 2
        process.wait(timeout=20)


def test_the_bench_prints_its_figures(interdict, tmp_path):
    path = tmp_path / "a.fin"
    path.write_text(CLEAN, newline="")
    figures = json.loads(interdict("message", "--bench", "1", "--json", path).stdout)
    assert figures["messages"] == 1 and figures["warm_per_second"] > 10 and figures["read_per_second"] > 100


CBI = CLEAN.replace(":59:", ":57A:BMJIIRTH\r\n:59:")


def with_actor(tmp_path, actor):
    (tmp_path / "policy.yaml").write_text(f"actor: {actor}\n")
    return "--policy", tmp_path / "policy.yaml"


def test_an_actor_puts_the_message_to_the_measures(interdict, tmp_path):
    (tmp_path / "a.fin").write_text(CBI, newline="")
    plain = lines(interdict("message", "--json", tmp_path / "a.fin"))[0]
    assert plain["verdict"] == "REVIEW" and "decision" not in plain
    policy = with_actor(tmp_path, "{country: US, us_person: true, role: bank}")
    result = interdict("message", "--json", tmp_path / "a.fin", *policy)
    answer = lines(result)[0]
    assert result.code == 1
    assert answer["verdict"] == answer["decision"]["verdict"] == "BLOCK"
    deciding = [n for j in answer["decision"]["jurisdictions"] if j["bound"] for n in j["stands"]]
    assert deciding and all(any(n["measure"] in r["text"] and n["provision"] in r["text"] for r in answer["reasons"]) for n in deciding)


def test_an_actor_changes_nothing_of_a_clean_message(interdict, tmp_path):
    (tmp_path / "a.fin").write_text(CLEAN, newline="")
    result = interdict("message", "--json", tmp_path / "a.fin", *with_actor(tmp_path, "{country: DE, role: bank}"))
    answer = lines(result)[0]
    assert result.code == 0
    assert (answer["verdict"], answer["decision"]["verdict"], answer["reasons"]) == ("PASS", "PASS", [])


@pytest.mark.parametrize("actor, expected", [("{role: bank}", "country"), ("{country: XX}", "country"), ("{country: DE, us_person: maybe}", "us_person"),
                                             ("{country: DE, name: x}", "name"), ("[DE]", "actor")])
def test_a_wrong_actor_is_named(interdict, tmp_path, actor, expected):
    (tmp_path / "a.fin").write_text(CLEAN, newline="")
    result = interdict("message", tmp_path / "a.fin", *with_actor(tmp_path, actor))
    assert result.code == 3
    assert "policy.yaml:1" in result.stderr and expected in result.stderr


def test_what_was_asked_before_is_answered_alike(interdict, tmp_path):
    """Names and texts are remembered from message to message: those that name nobody, and those that do."""
    hit = FIN % (UETR, "R2", "ANN EXAMPLE", NIOC, "FOR " + NIOC)
    files = []
    for number, text in enumerate([CLEAN, hit, CLEAN, hit, hit, CLEAN]):
        files.append(tmp_path / f"{number}.fin")
        files[-1].write_text(text, newline="")
    for options in ([], ["--threshold", "0.9"], ["--limit", "0"]):
        together = lines(interdict("message", "--json", *options, *files))
        alone = [lines(interdict("message", "--json", *options, path))[0] for path in files]
        assert together == alone
        assert {a["verdict"] for a in together[::2]} == {"PASS", "REVIEW"}

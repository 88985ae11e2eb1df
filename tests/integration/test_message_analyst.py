"""What an analyst sees of a file: which entry a hit belongs to, a line for the file, a table."""
import json

STATEMENT = """:20:STARTUMS
:25:10020030/1
:28C:1/1
:60F:C260901EUR100,00
:61:2609010901C10,00NTRFREF-A
:86:166?20Rechnung 8?32EVA ROE
:61:2609010901C20,00NTRFREF-B
:86:166?20Rechnung 9?32NATIONAL IRANIAN OIL COMPANY
:61:2609010901C30,00NTRFREF-C
:86:166?20Rechnung 10?32NATIONAL IRANIAN OIL COMPANY
:62F:C260901EUR160,00
-
:20:STARTUMS
:25:10020030/2
:28C:1/1
:60F:C260901EUR100,00
:62F:C260901EUR100,00
-
"""


def entry(amount, reference, name):
    return (f'<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><NtryDtls><TxDtls><Refs><EndToEndId>{reference}</EndToEndId></Refs>'
            f"<RltdPties><Dbtr><Nm>{name}</Nm></Dbtr></RltdPties></TxDtls></NtryDtls></Ntry>")


CAMT = ('<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr><Stmt><Id>S</Id>'
        "<Acct><Id><IBAN>DE89370400440532013000</IBAN></Id></Acct>" + entry("10.00", "REF-A", "EVA ROE") +
        entry("20.00", "REF-B", "NATIONAL IRANIAN OIL COMPANY") + "</Stmt></BkToCstmrStmt></Document>")


def ask(interdict, data):
    result = interdict("message", "--json", "-", stdin=data)
    assert result.code == 1, result.stderr
    return [json.loads(line) for line in result.stdout.strip("\n").split("\n")]


def test_a_hit_names_the_entry_of_the_statement(interdict):
    hits = {(h["entry"], h["reference"], h["amount"], h["currency"]) for h in ask(interdict, STATEMENT)[0]["hits"]}
    assert hits == {(2, "REF-B", "20,00", "EUR"), (3, "REF-C", "30,00", "EUR")}


def test_a_hit_names_entry_and_transaction(interdict):
    answer = ask(interdict, CAMT)[0]
    hits = {(h["entry"], h["transaction"], h["reference"]) for h in answer["hits"]}
    assert hits == {(2, 1, "REF-B")}
    assert any("entry 2" in r["text"] for r in answer["reasons"])
    parties = {p["name"]: p for p in answer["parties"] if p["role"] == "debtor"}
    assert (parties["EVA ROE"]["entry"], parties["EVA ROE"]["reference"]) == (1, "REF-A")


def test_a_file_has_a_line_of_its_own(interdict):
    result = interdict("message", "-", stdin=STATEMENT)
    assert "2 messages, 1 to look at" in result.stdout
    assert "[entry 2, 20,00 EUR, REF-B]" in result.stdout


def test_a_table_has_a_line_a_message(interdict):
    result = interdict("message", "--format", "table", "-", stdin=STATEMENT)
    lines = result.stdout.splitlines()
    assert lines[0].startswith("VERDICT") and lines[1].startswith("REVIEW") and lines[2].startswith("PASS")
    assert interdict("message", "--format", "picture", "-", stdin=STATEMENT).code == 2

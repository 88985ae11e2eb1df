"""Names in disguise are found wherever they are put, by the built-in sample."""
import json

import pytest

LISTED = {"ofac-11317", "ofac-35096"}  # National Iranian Oil Company; Vladimir Putin

DISGUISES = {
    "plain": "NATIONAL IRANIAN OIL COMPANY",
    "zero-width": "NATI\u200bONAL IRA\u200dNIAN O\u2060IL COMPANY",
    "soft-hyphen": "NATIO\u00adNAL IRA\u00adNIAN OIL COMPANY",
    "homoglyphs": "NАTIONАL IRАNIАN ОIL СОMРАNУ",
    "letters-apart": "N A T I O N A L  I R A N I A N  O I L  C O M P A N Y",
    "letters-apart-without-words": "N A T I O N A L I R A N I A N O I L C O M P A N Y",
    "digits": "N4T10N4L 1R4N14N 01L C0MP4NY",
    "direction": "\u202eNATIONAL IRANIAN OIL COMPANY",
    "hyphens": "NATIONAL-IRANIAN-OIL-COMPANY",
    "underscores": "NATIONAL_IRANIAN_OIL_COMPANY",
    "one-word": "NATIONALIRANIANOILCOMPANY",
    "person": "VLADIMIR PUTIN",
    "person-zero-width": "VLADI\u200bMIR PU\u200bTIN",
    "person-homoglyphs": "VLАDIMIR РUTIN",
    "person-apart": "V L A D I M I R  P U T I N",
    "person-dots": "V.L.A.D.I.M.I.R P.U.T.I.N",
    "person-digits": "VL4D1M1R PUT1N",
    "person-one-word": "VLADIMIRPUTIN",
    "person-turned": "PUTIN,VLADIMIR",
    "person-escapes": "\\u0056LADIMIR \\x50UTIN",
    "person-percent": "%56LADIMIR%20%50UTIN",
    "person-base64": "VkxBRElNSVIgUFVUSU4gT0YgTU9TQ09X",
    "person-digits-of-bytes": "564C4144494D495220505554494E",
    "person-other-direction": "\u202eNITUP RIMIDALV\u202c",
}

XML = ('<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFICstmrCdtTrf><GrpHdr><MsgId>X</MsgId>'
       "<NbOfTxs>1</NbOfTxs></GrpHdr><CdtTrfTxInf><PmtId><EndToEndId>{reference}</EndToEndId><TxId>T</TxId></PmtId>"
       '<IntrBkSttlmAmt Ccy="USD">1</IntrBkSttlmAmt><Dbtr><Nm>{name}</Nm><PstlAdr><AdrLine>{address}</AdrLine>'
       "<AdrLine>LONDON</AdrLine></PstlAdr></Dbtr><DbtrAgt><FinInstnId><BICFI>DEUTDEFF</BICFI></FinInstnId></DbtrAgt>"
       "<CdtrAgt><FinInstnId><BICFI>CITIUS33</BICFI></FinInstnId></CdtrAgt><Cdtr><Nm>Ann Example</Nm></Cdtr><RmtInf>"
       "<Ustrd>{text}</Ustrd></RmtInf></CdtTrfTxInf></FIToFICstmrCdtTrf></Document>")
FIN = ("{{1:F01DEUTDEFFAXXX0000000000}}{{2:I103CITIUS33XXXXN}}{{4:\r\n:20:{reference}\r\n:23B:CRED\r\n"
       ":32A:260801USD1000,\r\n:50K:/1\r\n{name}\r\n{address}\r\nLEEDS\r\n:59:/1\r\nANN EXAMPLE\r\n:70:{text}\r\n:71A:SHA\r\n-}}")
CLEAN = {"name": "BOB EXAMPLE", "address": "HIGH ROAD 5", "reference": "E1", "text": "INVOICE 7"}


@pytest.mark.parametrize("disguise", DISGUISES)
def test_a_name_in_disguise_is_found_in_every_part(interdict, disguise, tmp_path):
    name = DISGUISES[disguise]
    parts = {"name": name, "address": name, "reference": name, "text": "PAYMENT FOR " + name}
    paths = {}
    for form, template in (("xml", XML), ("fin", FIN)):
        for part, value in parts.items():
            if form == "fin" and part == "reference":
                continue  # sixteen characters
            path = tmp_path / f"{part}.{form}"
            path.write_text(template.format(**{**CLEAN, part: value}), encoding="utf-8", newline="")
            paths[str(path)] = f"{form} {part}"
    result = interdict("message", "--json", *paths)
    found = set()
    for line in result.stdout.strip("\n").split("\n"):
        answer = json.loads(line)
        if LISTED & {hit["id"] for hit in answer["hits"]}:
            found.add(paths[answer["source"]])
    assert set(paths.values()) - found == set()


def test_what_is_no_disguise_passes(interdict, tmp_path):
    path = tmp_path / "clean.xml"
    path.write_text(XML.format(**CLEAN), encoding="utf-8")
    result = interdict("message", "--json", path)
    assert json.loads(result.stdout)["verdict"] == "PASS", result.stdout


def test_a_name_in_a_reference_of_fin_is_found(interdict, tmp_path):
    path = tmp_path / "reference.fin"
    path.write_text(FIN.format(**{**CLEAN, "reference": "VLADIMIR PUTIN"}), newline="")
    result = interdict("message", "--json", path)
    assert {"ofac-35096"} <= {hit["id"] for hit in json.loads(result.stdout)["hits"] if hit["where"] == "20"}


@pytest.mark.parametrize("part, value", [
    ("address", "5 HIGH ROAD C/O NATIONAL IRANIAN OIL COMPANY"),
    ("address", "ATTN VLADIMIR PUTIN, 5 HIGH ROAD"),
    ("address", "5 HIGH ROAD, VLADIMIR PUTIN"),
    ("text", "/INV/NATIONALIRANIANOILCOMPANY"),
])
@pytest.mark.parametrize("form", ["xml", "fin"])
def test_a_name_behind_a_mark_is_found(interdict, tmp_path, form, part, value):
    path = tmp_path / "a"
    template = XML if form == "xml" else FIN
    path.write_text(template.format(**{**CLEAN, part: value}), encoding="utf-8", newline="")
    result = interdict("message", "--json", path)
    assert LISTED & {hit["id"] for hit in json.loads(result.stdout)["hits"]}, result.stdout


@pytest.mark.parametrize("name, address", [
    ("NATIONAL IRANIAN", "OIL COMPANY TALEGHANI STREET 5"),
    ("NATIONAL IRANIAN OIL", "COMPANY 12 MARKET SQUARE"),
    ("NATIONAL", "IRANIAN OIL COMPANY"),
    ("VLADIMIR VLADIMIROVICH", "PUTIN 12 MARKET SQUARE"),
    ("VLADIMIR VLADIMIROVICH", "PUTTIN, MOSCOW"),
    ("VLADIMIR", "PUTIN"),
])
def test_a_name_that_runs_over_its_line_is_found(interdict, tmp_path, name, address):
    path = tmp_path / "a.fin"
    path.write_text(FIN.format(**{**CLEAN, "name": name, "address": address}), newline="")
    result = interdict("message", "--json", path)
    assert LISTED & {hit["id"] for hit in json.loads(result.stdout)["hits"]}, result.stdout

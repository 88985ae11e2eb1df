"""Names of one word in messages and texts.

A listed organisation of one word is found wherever a payment says it, as long as the word is no word of a language and no
common name; in prose where it is written as a name. Beside it stand clean fields, which must stay clean.
"""
import json

import pytest

WORDS = ["GARANTEX", "JINDALLAE", "HAMAS", "HIZBALLAH", "PDVSA", "IRISL", "KKBC", "AL-QAIDA", "TALIBAN"]
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
%s:71A:SHA
%s-}
"""
XML = ('<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFICstmrCdtTrf><GrpHdr><MsgId>M1</MsgId>'
       '<NbOfTxs>1</NbOfTxs></GrpHdr><CdtTrfTxInf><PmtId><EndToEndId>E1</EndToEndId></PmtId><IntrBkSttlmAmt Ccy="EUR">10.00'
       "</IntrBkSttlmAmt><Dbtr><Nm>JOHN SMITHSON</Nm></Dbtr><Cdtr><Nm>MARIA MOE</Nm>%s</Cdtr>%s</CdtTrfTxInf></FIToFICstmrCdtTrf></Document>")
STATEMENT = """:20:X
:25:10020030/1
:28C:1/1
:60F:C260901EUR100,00
:61:2609010901D10,00NDDTREF1//B1
:86:%s
:62F:C260901EUR90,00
-
"""
PLACES = {
    "name": lambda w: FIN % (w, "", ""),
    "second line": lambda w: FIN % (f"MIA MOE\n{w}", "", ""),
    "care of": lambda w: FIN % (f"MIA MOE C/O {w}", "", ""),
    "remittance": lambda w: FIN % ("MARIA MOE", f":70:INVOICE 12 {w}\n", ""),
    "bank to bank": lambda w: FIN % ("MARIA MOE", "", f":72:/REC/PAYMENT FOR {w}\n"),
    "Ustrd": lambda w: XML % ("", f"<RmtInf><Ustrd>payment to {w.title()}</Ustrd></RmtInf>"),
    "AdrLine": lambda w: XML % (f"<PstlAdr><AdrLine>{w}</AdrLine></PstlAdr>", ""),
    "subfield": lambda w: STATEMENT % f"166?20{w}?32MIA MOE",
    "details": lambda w: STATEMENT % f"TRANSFER TO {w} INV 9",
}
CLEAN = ["INVOICE 12 ORDER STATUS", "SALARY SEPTEMBER", "ROC/12345 SHA OUR BEN", "RENT FLAT 7 HIGH ST", "VIREMENT LOYER", "MIETE BUERO",
         "TUITION FEES FALL TERM", "CLASS OF 2026 SIGNAL BOOK", "PURCHASE OF SPARE PARTS POWER UNIT", "GEHALT OKTOBER KST 4711",
         "CONSULTING SERVICES Q3", "FACTURA NUMERO 8", "INTERESSI ATTIVI", "ZAKUP TOWARU", "DONATION SCHOOL PROJECT"]


def ask(interdict, command, data):
    result = interdict(command, "--json", "-", stdin=data)
    assert result.code in (0, 1), result.stderr
    return [json.loads(line) for line in result.stdout.strip("\n").split("\n")]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("word", WORDS)
def test_an_organisation_of_one_word_is_found_in_a_payment(interdict, word, place):
    hits = [h for a in ask(interdict, "message", PLACES[place](word)) for h in a["hits"]]
    assert hits, (word, place)


@pytest.mark.parametrize("text", CLEAN)
def test_a_clean_field_stays_clean(interdict, text):
    for data in (PLACES["remittance"](text), PLACES["bank to bank"](text), PLACES["details"](text)):
        assert [h for a in ask(interdict, "message", data) for h in a["hits"]] == [], text


@pytest.mark.parametrize("word", [w.title() if len(w) > 5 else w for w in WORDS])
def test_an_organisation_of_one_word_is_found_in_prose(interdict, word):
    text = f"The report says that he collected a donation for {word} in Gaza last week.\n"
    answers = ask(interdict, "text", text)
    assert [m["text"] for a in answers for m in a["mentions"]] == [word]


def test_words_of_prose_are_no_names(interdict):
    text = "The exit status tells which signal the class of the process got.\nStatus is set. Signal and Power are written in the table.\n"
    assert [m for a in ask(interdict, "text", text) for m in a["mentions"]] == []


@pytest.mark.parametrize("written", ["Raisi, Ebrahim", "RAISI, Ebrahim", "Ebrahim Raisi"])
def test_the_family_name_may_stand_first_with_a_comma(interdict, written):
    answers = ask(interdict, "text", f"The transfer of Monday was for {written} and went through last week.\n")
    assert [m["text"] for a in answers for m in a["mentions"]] == [written]


def test_a_row_of_names_is_no_name_with_a_comma(interdict):
    answers = ask(interdict, "text", "Present were Smith, Peter, Raisi; Jones and Ali Miller.\n")
    assert [m for a in answers for m in a["mentions"]] == []


def test_initials_stand_for_given_names(interdict):
    for text in ("The transfer was for E. RAISI.\n", "for E. Raisi\n"):
        hits = [h for a in ask(interdict, "message", PLACES["remittance"](text.strip())) for h in a["hits"]]
        assert any("RAISI" in h["caption"].upper() for h in hits), text
    assert not [h for a in ask(interdict, "message", PLACES["remittance"]("for Z. Raisi")) for h in a["hits"]]


@pytest.mark.parametrize("name, listed", [
    ("JOINT STOCK COMPANY SOVCOM+", True),
    ("JOINT STOCK COMPANY SOVCOMFL+", True),
    ("JOINT STOCK COMPANY AND SOVCOMFL", True),
    ("JOINT STOCK COMPANY SOVCOM", False),
    ("JOINT STOCK COMPANY SOVREM+", False),
    ("JOINT STOCK COMPANY INTERNATION+", False),
])
def test_a_name_cut_within_its_last_word_is_asked_with_what_it_may_be(interdict, name, listed):
    result = interdict("message", "--json", "-", stdin=FIN % (name, "", ""))
    assert (json.loads(result.stdout)["hits"] != []) == listed

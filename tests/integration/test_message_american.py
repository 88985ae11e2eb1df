"""Fedwire's field messages and NACHA files: every party by role, every other field as text."""
import json

import pytest

NIOC = "NATIONAL IRANIAN OIL COMPANY"


def ask(interdict, data):
    result = interdict("message", "--json", "-", stdin=data)
    assert result.code in (0, 1), result.stderr
    return [json.loads(line) for line in result.stdout.strip("\n").split("\n")]


def parties(answer):
    return {(p["role"], p["where"], p["name"] or p["bic"]) for p in answer["parties"]}


def verdicts(answers):
    return [a["verdict"] for a in answers]


def fedwire(beneficiary="MARIA MOE", originator="JOHN SMITHSON", fi="SECOND BANK", text="INVOICE 12"):
    return ("{1500}30User ReqP {1510}1000{1520}20260901Source08000001{2000}000012345678{3100}121042882FIRST BANK*{3320}REF1*"
            "{3400}231380104OTHER BANK*{3600}CTR{4100}F123456789*%s*ADDRESS ONE*ADDRESS TWO*{4200}D987654321*%s*HIGH STREET 1*SPRINGFIELD*"
            "{5000}D12345*%s*ELM STREET 2*{6000}%s*LINE TWO*" % (fi, beneficiary, originator, text))


def test_a_fedwire_message_is_read_by_role(interdict):
    answer, = ask(interdict, fedwire())
    assert (answer["format"], answer["verdict"], answer["amount"], answer["id"]["reference"]) == ("Fedwire", "PASS", "123456.78", "REF1")
    assert {("instructing_agent", "3100", "FIRST BANK"), ("instructed_agent", "3400", "OTHER BANK"), ("creditor_agent", "4100", "SECOND BANK"),
            ("creditor", "4200", "MARIA MOE"), ("debtor", "5000", "JOHN SMITHSON")} == parties(answer)


@pytest.mark.parametrize("place", ["beneficiary", "originator", "fi", "text"])
def test_a_listed_name_anywhere_in_a_fedwire_message_is_found(interdict, place):
    answer, = ask(interdict, fedwire(**{place: NIOC}))
    assert answer["verdict"] == "REVIEW" and answer["hits"]


def test_fedwire_messages_in_a_row_and_behind_bytes(interdict):
    assert verdicts(ask(interdict, fedwire() + "\n" + fedwire(beneficiary=NIOC))) == ["PASS", "REVIEW"]
    assert verdicts(ask(interdict, "YFT811  " + fedwire(beneficiary=NIOC))) == ["REVIEW"]


def test_a_fedwire_message_without_a_beneficiary_is_looked_at(interdict):
    answer, = ask(interdict, fedwire().split("{4200}")[0])
    assert answer["verdict"] == "REVIEW"


HEADER = "101 231380104 1210428822609010815A094101" + "OTHER BANK".ljust(23) + "FIRST BANK".ljust(23) + " " * 8
FOOTER = "9000001000001000000010023138010000000000000000000001000" + " " * 39


def nacha(name="MARIA MOE", company="ACME TEXTILES", addenda=""):
    lines = [HEADER, "5220" + company.ljust(16) + " " * 20 + "1231380104" + "PPD" + "PAYROLL   " + "260901260902   1121042880000001",
             "622231380104" + "123456789".ljust(17) + "0000012345" + "ID1".ljust(15) + name.ljust(22) + "  " + ("1" if addenda else "0") + "121042880000001"]
    if addenda:
        lines.append("705" + addenda.ljust(80) + "00010000001")
    return "\n".join(lines + ["82200000010023138010000000000000000000012345" + "1231380104" + " " * 25 + "121042880000001", FOOTER]) + "\n"


def iat(receiver="MARIA MOE", originator="ACME TEXTILES", bank="BANK OF EXAMPLE", remittance="INVOICE 12"):
    entry = "6222313801040007             0000012345" + "123456789".ljust(35) + "  " + "  1121042880000001"
    lines = [HEADER, "5220" + " " * 16 + "FF3" + " " * 15 + "US" + "1231380104" + "IAT" + "TRADEPAYMT" + "USDUSD260901   1121042880000001", entry,
             "710" + "ANN" + "000000000000012345" + " " * 22 + receiver.ljust(35) + " " * 6 + "0000001",
             "711" + originator.ljust(35) + "HIGH STREET 1".ljust(35) + " " * 14 + "0000001",
             "712" + "LONDON*".ljust(35) + "GB*N1\\".ljust(35) + " " * 14 + "0000001",
             "713" + bank.ljust(35) + "01" + "231380104".ljust(34) + "US " + " " * 10 + "0000001",
             "717" + remittance.ljust(80) + "00010000001"]
    return "\n".join(lines + [FOOTER]) + "\n"


def test_nacha_entries_are_payments(interdict):
    answer, = ask(interdict, nacha())
    assert (answer["format"], answer["verdict"], answer["amount"]) == ("NACHA", "PASS", "123.45")
    assert {("debtor", "5", "ACME TEXTILES"), ("creditor", "6", "MARIA MOE")} <= parties(answer)


@pytest.mark.parametrize("data", [nacha(name="HIZBALLAH"), nacha(company="HIZBALLAH"), nacha(addenda="PAYMENT FOR " + NIOC), iat(receiver=NIOC),
                                  iat(originator=NIOC), iat(bank="BANK MELLI IRAN"), iat(remittance="FOR " + NIOC)])
def test_a_listed_name_anywhere_in_a_nacha_file_is_found(interdict, data):
    answers = ask(interdict, data)
    assert verdicts(answers) == ["REVIEW"] and answers[0]["hits"]


def test_an_iat_entry_has_its_parties_in_addenda(interdict):
    answer, = ask(interdict, iat())
    assert (answer["format"], answer["verdict"]) == ("NACHA IAT", "PASS"), answer["reasons"]
    assert {("creditor", "710", "MARIA MOE"), ("debtor", "711", "ACME TEXTILES"), ("debtor_agent", "713", "BANK OF EXAMPLE")} <= parties(answer)

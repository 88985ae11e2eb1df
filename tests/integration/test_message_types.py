"""Every message type that is read by meaning: who is who, where, and what is text, places and goods.

The messages are made here; listed parties are those of the built-in sample. A party is (role, where, name or BIC).
"""
import json

import pytest

MT = "{1:F01DEUTDEFFAXXX0000000000}{2:I%sCITIUS33XXXXN}%s{4:\r\n%s\r\n-}"
COVER = "{3:{119:COV}}"
HEADER = {("instructing_agent", "block1", "DEUTDEFF"), ("instructed_agent", "block2", "CITIUS33")}
TRADE = {("issuing_bank", "block1", "DEUTDEFF"), ("advising_bank", "block2", "CITIUS33")}
NIOC = "NATIONAL IRANIAN OIL COMPANY"


def fin(kind, fields, user=""):
    return (MT % (kind, user, fields.strip().replace("\n", "\r\n"))).encode()


def xml(version, body):
    return f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:{version}">{body}</Document>'.encode()


def ask(interdict, data):
    result = interdict("message", "--json", "-", stdin=data)
    assert result.code in (0, 1), result.stderr
    return [json.loads(line) for line in result.stdout.strip("\n").split("\n")]


def parties(answers):
    return {(p["role"], p["where"].replace("/Document/", ""), p["name"] or p["bic"] or p["account"] or p.get("clearing"))
            for a in answers for p in a["parties"]}


TYPES = {
    "MT101": (fin("101", f""":20:R
:28D:1/1
:50L:TREASURY CENTRE
:50H:/DE89370400440532013000
ACME TEXTILES GMBH
HAUPTSTRASSE 5
:52A:DEUTDEFF
:30:260801
:21:T1
:32B:EUR1,
:56A:BNPAFRPP
:57A:CITIUS33
:59:/1
FIRST CUSTOMER LTD
HIGH STREET 1
:71A:SHA
:21:T2
:32B:EUR2,
:57C://FW021000089
:59F:/2
1/{NIOC}
2/HAFEZ CROSSING
3/IR/TEHRAN
:71A:OUR"""), HEADER | {
        ("initiating_party", "50L", "TREASURY CENTRE"), ("debtor", "50H", "ACME TEXTILES GMBH"),
        ("debtor_agent", "52A", "DEUTDEFF"), ("intermediary_agent", "56A", "BNPAFRPP"),
        ("creditor_agent", "57A", "CITIUS33"), ("creditor", "59", "FIRST CUSTOMER LTD"),
        ("creditor_agent", "57C", "FW021000089"), ("creditor", "59F", NIOC)}),
    "MT102": (fin("102", """:20:R
:23:CREDIT
:50F:/1
1/ACME TEXTILES GMBH
3/DE/BERLIN
:52A:DEUTDEFF
:21:T1
:32B:EUR1,
:59:/1
ANN EXAMPLE
1 HIGH STREET
:21:T2
:32B:EUR2,
:57D:SMALL BANK
ROME
:59A:/2
SABRRUMM
:32A:260801EUR3,"""), HEADER | {
        ("debtor", "50F", "ACME TEXTILES GMBH"), ("debtor_agent", "52A", "DEUTDEFF"), ("creditor", "59", "ANN EXAMPLE"),
        ("creditor_agent", "57D", "SMALL BANK"), ("creditor", "59A", "SABRRUMM")}),
    "MT103": (fin("103", """:20:R
:23B:CRED
:32A:260801USD1,
:50F:CCPT/DE/579713677
1/ANNA-MARIA VON
1/EXAMPLE
2/HAUPTSTR 5
3/DE/BERLIN
4/19700101
5/DE/HAMBURG
:51A:COBADEFF
:52D:/D/123
FIRST BANK
BERLIN
:53B:/12345
:54D:THIRD BANK
PARIS
:55A:BNPAFRPP
:56C://CP0008
:57D://FW021000089
OTHER BANK
ROME
:59:/999
BOB EXAMPLE
2 HIGH STREET
:71A:SHA"""), HEADER | {
        ("debtor", "50F", "ANNA-MARIA VON EXAMPLE"), ("instructing_agent", "51A", "COBADEFF"),
        ("debtor_agent", "52D", "FIRST BANK"), ("reimbursement_agent", "53B", "12345"),
        ("reimbursement_agent", "54D", "THIRD BANK"), ("intermediary_agent", "55A", "BNPAFRPP"),
        ("intermediary_agent", "56C", "CP0008"), ("creditor_agent", "57D", "OTHER BANK"),
        ("creditor", "59", "BOB EXAMPLE")}),
    "MT110": (fin("110", """:20:R
:53A:DEUTDEFF
:54A:CITIUS33
:21:C1
:30:260801
:32A:260801USD1,
:50K:ANN EXAMPLE
1 HIGH STREET
:52A:COBADEFF
:59:BOB EXAMPLE
2 HIGH STREET"""), HEADER | {
        ("reimbursement_agent", "53A", "DEUTDEFF"), ("reimbursement_agent", "54A", "CITIUS33"),
        ("debtor", "50K", "ANN EXAMPLE"), ("debtor_agent", "52A", "COBADEFF"), ("creditor", "59", "BOB EXAMPLE")}),
    "MT200": (fin("200", """:20:R
:32A:260801USD1,
:53B:/ACC
:56A:BNPAFRPP
:57A:CITIUS33"""), HEADER | {
        ("reimbursement_agent", "53B", "ACC"), ("intermediary_agent", "56A", "BNPAFRPP"),
        ("creditor_agent", "57A", "CITIUS33")}),
    "MT202": (fin("202", """:20:R
:21:S
:32A:260801USD1,
:52A:COBADEFF
:53A:BNPAFRPP
:54A:CITIUS33
:56A:CHASUS33
:57A:SABRRUMM
:58D:LAST BANK
ROME"""), HEADER | {
        ("debtor", "52A", "COBADEFF"), ("reimbursement_agent", "53A", "BNPAFRPP"),
        ("reimbursement_agent", "54A", "CITIUS33"), ("intermediary_agent", "56A", "CHASUS33"),
        ("creditor_agent", "57A", "SABRRUMM"), ("creditor", "58D", "LAST BANK")}),
    "MT202COV": (fin("202", """:20:R
:21:S
:32A:260801USD1,
:52A:COBADEFF
:57A:CITIUS33
:58A:BNPAFRPP
:50K:/1
ANN EXAMPLE
1 HIGH STREET
:52A:DEUTDEFF
:56A:CHASUS33
:57D:OTHER BANK
ROME
:59:/1
BOB EXAMPLE
2 HIGH STREET
:33B:USD1,""", COVER), HEADER | {
        ("debtor", "A:52A", "COBADEFF"), ("creditor_agent", "57A", "CITIUS33"), ("creditor", "58A", "BNPAFRPP"),
        ("debtor", "50K", "ANN EXAMPLE"), ("debtor_agent", "B:52A", "DEUTDEFF"),
        ("intermediary_agent", "56A", "CHASUS33"), ("creditor_agent", "57D", "OTHER BANK"),
        ("creditor", "59", "BOB EXAMPLE")}),
    "MT203": (fin("203", """:19:3,
:30:260801
:52A:COBADEFF
:20:A1
:21:B1
:32B:USD1,
:57A:CITIUS33
:58A:BNPAFRPP
:20:A2
:21:B2
:32B:USD2,
:58A:SABRRUMM"""), HEADER | {
        ("debtor", "52A", "COBADEFF"), ("creditor_agent", "57A", "CITIUS33"), ("creditor", "58A", "BNPAFRPP"),
        ("creditor", "58A", "SABRRUMM")}),
    "MT205COV": (fin("205", """:20:R
:21:S
:32A:260801USD1,
:52A:COBADEFF
:58A:BNPAFRPP
:50A:/1
DEUTDEFF
:59A:/1
SABRRUMM""", COVER), HEADER | {
        ("debtor", "52A", "COBADEFF"), ("creditor", "58A", "BNPAFRPP"), ("debtor", "50A", "DEUTDEFF"),
        ("creditor", "59A", "SABRRUMM")}),
    "MT210": (fin("210", f""":20:R
:25:ACC
:30:260801
:21:X1
:32B:USD1,
:50:ANN EXAMPLE
1 HIGH STREET
:56A:BNPAFRPP
:21:X2
:32B:USD2,
:50F:/1
1/{NIOC}
3/IR/TEHRAN
:52D:OTHER BANK
ROME"""), HEADER | {
        ("debtor", "50", "ANN EXAMPLE"), ("intermediary_agent", "56A", "BNPAFRPP"), ("debtor", "50F", NIOC),
        ("debtor", "52D", "OTHER BANK")}),
    "MT400": (fin("400", """:20:R
:21:C
:32A:260801USD1,
:33A:260801USD1,
:52A:COBADEFF
:53A:BNPAFRPP
:57A:CITIUS33
:58A:SABRRUMM"""), HEADER | {
        ("debtor", "52A", "COBADEFF"), ("reimbursement_agent", "53A", "BNPAFRPP"),
        ("creditor_agent", "57A", "CITIUS33"), ("creditor", "58A", "SABRRUMM")}),
    "MT700": (fin("700", """:27:1/1
:40A:IRREVOCABLE
:20:L
:31D:261001ROME
:51D:APPLICANT BANK
ROME
:50:ACME TEXTILES GMBH
HAUPTSTRASSE 5
:59:/1
BOB EXAMPLE
2 HIGH STREET
:32B:USD1,
:41D:ANY BANK
BY NEGOTIATION
:42A:COBADEFF
:53A:BNPAFRPP
:58A:CITIUS33
:57A:CHASUS33"""), TRADE | {
        ("issuing_bank", "51D", "APPLICANT BANK"), ("applicant", "50", "ACME TEXTILES GMBH"),
        ("beneficiary", "59", "BOB EXAMPLE"), ("advising_bank", "41D", "ANY BANK"),
        ("issuing_bank", "42A", "COBADEFF"), ("reimbursement_agent", "53A", "BNPAFRPP"),
        ("advising_bank", "58A", "CITIUS33"), ("advising_bank", "57A", "CHASUS33")}),
    "MT707": (fin("707", """:27:1/1
:20:L
:21:NONREF
:52A:COBADEFF
:50B:SOME FIRM THAT ISSUES
HAUPTSTRASSE 5
:50:ACME TEXTILES GMBH
HAUPTSTRASSE 5
:59:BOB EXAMPLE
2 HIGH STREET"""), TRADE | {
        ("issuing_bank", "52A", "COBADEFF"), ("issuing_bank", "50B", "SOME FIRM THAT ISSUES"),
        ("applicant", "50", "ACME TEXTILES GMBH"), ("beneficiary", "59", "BOB EXAMPLE")}),
    "MT760": (fin("760", """:15A:
:27:1/1
:15B:
:20:G
:50:ACME TEXTILES GMBH
HAUPTSTRASSE 5
:51:OBLIGOR LTD
3 HIGH STREET
:52A:COBADEFF
:59:BOB EXAMPLE
2 HIGH STREET
:57A:CITIUS33
:32B:USD1,"""), TRADE | {
        ("applicant", "50", "ACME TEXTILES GMBH"), ("applicant", "51", "OBLIGOR LTD"),
        ("issuing_bank", "52A", "COBADEFF"), ("beneficiary", "59", "BOB EXAMPLE"),
        ("advising_bank", "57A", "CITIUS33")}),
    "MT900": (fin("900", """:20:R
:21:S
:25:ACC
:32A:260801USD1,
:52A:SABRRUMM"""), HEADER | {("debtor_agent", "52A", "SABRRUMM")}),
    "MT910": (fin("910", f""":20:R
:21:S
:25:ACC
:32A:260801USD1,
:50F:/1
1/{NIOC}
3/IR/TEHRAN
:52A:COBADEFF
:56A:BNPAFRPP"""), HEADER | {
        ("debtor", "50F", NIOC), ("debtor_agent", "52A", "COBADEFF"), ("intermediary_agent", "56A", "BNPAFRPP")}),
    "MT941": (fin("941", """:20:R
:25P:ACC
COBADEFF
:28:1
:62F:C260801EUR1,"""), HEADER | {("account_owner", "25P", "COBADEFF")}),
    "MT942": (fin("942", f""":20:R
:25:ACC
:28C:1
:34F:EUR0,
:13D:2608010915+0100
:61:2608010801C10,NTRFREF//X
:86:/ORDP//NAME/{NIOC}/REMI/INV 1"""), HEADER | {("debtor", "86", NIOC)}),
}


@pytest.mark.parametrize("kind", TYPES)
def test_parties_of_fin_have_their_roles(interdict, kind):
    data, expected = TYPES[kind]
    answers = ask(interdict, data)
    assert [a["format"] for a in answers] == [kind]
    assert parties(answers) == expected


NARRATIVE = {
    "191": ":20:R\n:21:S\n:32B:USD1,\n:71B:/COMM/ FOR {}", "199": ":20:R\n:21:S\n:79:ABOUT {}",
    "202": ":20:R\n:21:S\n:32A:260801USD1,\n:58A:BNPAFRPP\n:72:/BNF/{}", "410": ":20:R\n:21:S\n:72:{}",
    "400": ":20:R\n:21:S\n:32A:260801USD1,\n:33A:260801USD1,\n:73:CHARGES {}", "499": ":20:R\n:21:S\n:79:ABOUT {}",
    "701": ":27:2/2\n:20:R\n:46B:+ BILL OF {}", "705": ":40A:IRREVOCABLE\n:20:L\n:79:FOR {}",
    "710": ":20:A\n:21:L\n:78D:PAY {}", "720": ":20:A\n:21:L\n:47A:+ NOT FOR {}", "740": ":20:A\n:72:FOR {}",
    "747": ":20:A\n:21:L\n:30:260801\n:77:{}", "750": ":20:A\n:21:L\n:32B:USD1,\n:77A:BILL OF {}",
    "799": ":20:R\n:21:S\n:79:ABOUT {}", "900": ":20:R\n:21:S\n:25:A\n:32A:260801USD1,\n:72:FOR {}",
    "940": ":20:R\n:25:A\n:28C:1\n:60F:C260801EUR1,\n:61:2608010801C1,NTRFX\n:86:FOR {}\n:62F:C260801EUR1,",
    "950": ":20:R\n:25:A\n:28C:1\n:60F:C260801EUR1,\n:61:2608010801C1,NTRFX\nFOR {}\n:62F:C260801EUR1,",
    "999": ":20:R\n:21:S\n:79:ABOUT {}",
}


@pytest.mark.parametrize("kind", NARRATIVE)
def test_narrative_is_searched(interdict, kind):
    fields = NARRATIVE[kind].replace("{}", NIOC)
    answers = ask(interdict, fin(kind, fields))
    assert [a["format"] for a in answers] == [f"MT{kind}"]
    assert "ofac-11317" in {h["id"] for h in answers[0]["hits"]}, answers[0]["text"]


@pytest.mark.parametrize("tag", ["44A", "44B", "44E", "44F"])
def test_ports_are_places(interdict, tag):
    answers = ask(interdict, fin("700", f":20:L\n:{tag}:BANDAR ABBAS, IRAN"))
    assert answers[0]["places"] == [{"where": tag, "value": "BANDAR ABBAS, IRAN"}]
    assert any("place:IR" in reason["text"] for reason in answers[0]["reasons"])


def test_goods_name_codes_and_ships(interdict):
    answers = ask(interdict, fin("700", ":20:L\n:45A:+ 10 T RICE HS 1006.30\n+ BY MV OTHER SHIP IMO 9187629"))
    assert answers[0]["goods"][0]["hs"] == ["100630"]
    assert answers[0]["vessels"] == [{"where": "45A", "name": "OTHER SHIP", "imo": "9187629"}]
    assert "ofac-15036" in {h["id"] for h in answers[0]["hits"]}


def test_a_ship_in_the_name_of_a_party_is_asked_by_its_number(interdict):
    answers = ask(interdict, fin("103", ":20:R\n:23B:CRED\n:32A:260801USD1,\n:50K:ANN EXAMPLE\n1 HIGH ST\n"
                                        ":59:MV OTHER STAR IMO 9187629\n5 MAIN ROAD\n:71A:SHA"))
    assert answers[0]["vessels"] == [{"where": "59", "name": "OTHER STAR", "imo": "9187629"}]
    assert "ofac-15036" in {h["id"] for h in answers[0]["hits"]}


def test_a_name_cut_at_the_end_of_a_line_is_found(interdict):
    long_name = "MINISTRY OF PETROLEUM OF THE ISLAMIC REPUBLIC OF IRAN"
    for name in (long_name, "THE OLD AND HONOURABLE " + NIOC):
        cut = name[:35] + "\n" + name[35:]
        answers = ask(interdict, fin("103", f":20:R\n:23B:CRED\n:32A:260801USD1,\n:50K:ANN EXAMPLE\n1 HIGH ST\n:59:{cut}"
                                            "\n5 MAIN ROAD\n:71A:SHA"))
        assert [p["name"] for p in answers[0]["parties"] if p["where"] == "59"] == [name]
    assert "ofac-11317" in {h["id"] for h in answers[0]["hits"]}


def test_a_batch_with_acknowledgements_gives_one_answer_each(interdict):
    one = fin("199", ":20:A\n:21:S\n:79:NOTHING").decode()
    two = fin("199", f":20:B\n:21:S\n:79:{NIOC}").decode()
    ack = "{1:F21DEUTDEFFAXXX0000000000}{4:{177:2608010915}{451:0}}"
    nak = "{1:F21DEUTDEFFAXXX0000000000}{4:{177:2608010915}{451:1}{405:T26}}"
    answers = ask(interdict, (ack + one + "$" + nak + two + "$" + one).encode())
    assert [(a["id"]["reference"], a["verdict"]) for a in answers] == [("A", "PASS"), ("B", "REVIEW"), ("A", "PASS")]
    assert any("negative acknowledgement" in reason["text"] for reason in answers[1]["reasons"])


def test_words_in_headers_and_trailers_are_text(interdict):
    data = fin("199", ":20:A\n:21:S\n:79:NOTHING", "{3:{108:VLADIMIR PUTIN}{121:47f13a70-7009-4a7d-b085-c0e77ac9de8f}}")
    answers = ask(interdict, data + b"{5:{CHK:ADEC7C13E40B}}")
    assert [t["where"] for t in answers[0]["text"]] == ["block3", "79"]
    assert "ofac-35096" in {h["id"] for h in answers[0]["hits"] if h["where"] == "block3"}


def test_a_block_within_a_block_loses_nothing(interdict):
    fields = f":20:A\n:21:S\n:79:FOR {NIOC}"
    whole = fin("199", fields, "{3:{108:X}}")
    for before, after in ((b"{3:{108", b"{3:{{108"), (b":20:A", b"{1:\r\n:20:A"), (b"{4:", b"{1:{4:"), (b"}}{4:", b"}{4:")):
        answers = ask(interdict, whole.replace(before, after, 1))
        assert "ofac-11317" in {h["id"] for a in answers for h in a["hits"]}, after
        assert {a["verdict"] for a in answers} == {"REVIEW"}


def test_an_output_message_has_its_receiver_in_block_1(interdict):
    data = (b"{1:F01CITIUS33AXXX0000000000}{2:O1031200260801DEUTDEFFAXXX00000000002608011201N}{4:\r\n:20:R\r\n:23B:CRED\r\n"
            b":32A:260801USD1,\r\n:50K:ANN EXAMPLE\r\n1 HIGH STREET\r\n:59:BOB EXAMPLE\r\n2 HIGH STREET\r\n:71A:SHA\r\n-}")
    answers = ask(interdict, data)
    assert {("instructed_agent", "block1", "CITIUS33"), ("instructing_agent", "block2", "DEUTDEFF")} <= parties(answers)
    assert answers[0]["id"]["sender"] == "DEUTDEFF"


# ---- ISO 20022 ----


def named(element, name):
    return f"<{element}><Nm>{name}</Nm></{element}>"


def bank(element, bic):
    return f"<{element}><FinInstnId><BICFI>{bic}</BICFI></FinInstnId></{element}>"


CORE = named("Dbtr", "Ann") + bank("DbtrAgt", "DEUTDEFF") + bank("CdtrAgt", "CITIUS33") + named("Cdtr", "Bob")
GROUP = "<GrpHdr><MsgId>M</MsgId><NbOfTxs>1</NbOfTxs></GrpHdr>"
CORE_PARTIES = {("debtor", "Dbtr", "Ann"), ("debtor_agent", "DbtrAgt", "DEUTDEFF"),
                ("creditor_agent", "CdtrAgt", "CITIUS33"), ("creditor", "Cdtr", "Bob")}


def at(path, expected):
    return {(role, f"{path}/{element}", name) for role, element, name in expected}


def given(body, path, expected):
    return body, at(path, expected)


ISO = {
    "pacs.008.001.08": given(
        f"<FIToFICstmrCdtTrf>{GROUP}<CdtTrfTxInf>{bank('InstgAgt', 'BNPAFRPP')}{bank('IntrmyAgt1', 'CHASUS33')}"
        f"{named('UltmtDbtr', 'Cid')}{CORE}{named('UltmtCdtr', 'Dora')}</CdtTrfTxInf></FIToFICstmrCdtTrf>",
        "FIToFICstmrCdtTrf/CdtTrfTxInf", CORE_PARTIES | {
            ("instructing_agent", "InstgAgt", "BNPAFRPP"), ("intermediary_agent", "IntrmyAgt1", "CHASUS33"),
            ("ultimate_debtor", "UltmtDbtr", "Cid"), ("ultimate_creditor", "UltmtCdtr", "Dora")}),
    "pacs.009.001.08": given(
        f"<FICdtTrf>{GROUP}<CdtTrfTxInf>{bank('PrvsInstgAgt1', 'COBADEFF')}{bank('Dbtr', 'DEUTDEFF')}"
        f"{bank('Cdtr', 'CITIUS33')}<UndrlygCstmrCdtTrf>{CORE}</UndrlygCstmrCdtTrf></CdtTrfTxInf></FICdtTrf>",
        "FICdtTrf/CdtTrfTxInf", at("UndrlygCstmrCdtTrf", CORE_PARTIES) | {
            ("previous_instructing_agent", "PrvsInstgAgt1", "COBADEFF"), ("debtor", "Dbtr", "DEUTDEFF"),
            ("creditor", "Cdtr", "CITIUS33")}),
    "pacs.010.001.04": given(
        f"<FIDrctDbt>{GROUP}<CdtInstr><CdtId>C</CdtId>{bank('Cdtr', 'CITIUS33')}<DrctDbtTxInf>"
        f"{bank('Dbtr', 'DEUTDEFF')}</DrctDbtTxInf></CdtInstr></FIDrctDbt>",
        "FIDrctDbt/CdtInstr", {("creditor", "Cdtr", "CITIUS33"), ("debtor", "DrctDbtTxInf/Dbtr", "DEUTDEFF")}),
    "pacs.003.001.08": given(
        f"<FIToFICstmrDrctDbt>{GROUP}<DrctDbtTxInf>{CORE}</DrctDbtTxInf></FIToFICstmrDrctDbt>",
        "FIToFICstmrDrctDbt/DrctDbtTxInf", CORE_PARTIES),
    "pacs.004.001.09": given(
        f"<PmtRtr>{GROUP}<TxInf><RtrChain>{CORE}</RtrChain><RtrRsnInf><Orgtr><Nm>Eva</Nm></Orgtr></RtrRsnInf>"
        "</TxInf></PmtRtr>", "PmtRtr/TxInf", at("RtrChain", CORE_PARTIES) | {("other", "RtrRsnInf/Orgtr", "Eva")}),
    "pacs.002.001.10": given(
        f"<FIToFIPmtStsRpt>{GROUP}<TxInfAndSts><OrgnlTxRef>{CORE}</OrgnlTxRef></TxInfAndSts></FIToFIPmtStsRpt>",
        "FIToFIPmtStsRpt/TxInfAndSts/OrgnlTxRef", CORE_PARTIES),
    "pain.001.001.09": given(
        f"<CstmrCdtTrfInitn>{GROUP}<PmtInf>{named('Dbtr', 'Ann')}{bank('DbtrAgt', 'DEUTDEFF')}<CdtTrfTxInf>"
        f"{bank('CdtrAgt', 'CITIUS33')}{named('Cdtr', 'Bob')}</CdtTrfTxInf></PmtInf></CstmrCdtTrfInitn>",
        "CstmrCdtTrfInitn/PmtInf", {
            ("debtor", "Dbtr", "Ann"), ("debtor_agent", "DbtrAgt", "DEUTDEFF"),
            ("creditor_agent", "CdtTrfTxInf/CdtrAgt", "CITIUS33"), ("creditor", "CdtTrfTxInf/Cdtr", "Bob")}),
    "pain.008.001.08": given(
        f"<CstmrDrctDbtInitn>{GROUP}<PmtInf>{named('Cdtr', 'Bob')}{bank('CdtrAgt', 'CITIUS33')}<DrctDbtTxInf>"
        f"{bank('DbtrAgt', 'DEUTDEFF')}{named('Dbtr', 'Ann')}</DrctDbtTxInf></PmtInf></CstmrDrctDbtInitn>",
        "CstmrDrctDbtInitn/PmtInf", {
            ("creditor", "Cdtr", "Bob"), ("creditor_agent", "CdtrAgt", "CITIUS33"),
            ("debtor_agent", "DrctDbtTxInf/DbtrAgt", "DEUTDEFF"), ("debtor", "DrctDbtTxInf/Dbtr", "Ann")}),
    "pain.013.001.07": given(
        f"<CdtrPmtActvtnReq>{GROUP}<PmtInf>{named('Dbtr', 'Ann')}{bank('DbtrAgt', 'DEUTDEFF')}<CdtTrfTx>"
        f"{bank('CdtrAgt', 'CITIUS33')}{named('Cdtr', 'Bob')}</CdtTrfTx></PmtInf></CdtrPmtActvtnReq>",
        "CdtrPmtActvtnReq/PmtInf", {
            ("debtor", "Dbtr", "Ann"), ("debtor_agent", "DbtrAgt", "DEUTDEFF"),
            ("creditor_agent", "CdtTrfTx/CdtrAgt", "CITIUS33"), ("creditor", "CdtTrfTx/Cdtr", "Bob")}),
    "pain.002.001.10": given(
        f"<CstmrPmtStsRpt>{GROUP}<OrgnlPmtInfAndSts><TxInfAndSts><OrgnlTxRef>{CORE}</OrgnlTxRef></TxInfAndSts>"
        "</OrgnlPmtInfAndSts></CstmrPmtStsRpt>", "CstmrPmtStsRpt/OrgnlPmtInfAndSts/TxInfAndSts/OrgnlTxRef",
        CORE_PARTIES),
    "camt.056.001.08": given(
        f"<FIToFIPmtCxlReq><Assgnmt><Assgnr>{bank('Agt', 'DEUTDEFF')}</Assgnr><Assgne>{bank('Agt', 'CITIUS33')}"
        f"</Assgne></Assgnmt><Undrlyg><TxInf><OrgnlTxRef>{CORE}</OrgnlTxRef></TxInf></Undrlyg></FIToFIPmtCxlReq>",
        "FIToFIPmtCxlReq", at("Undrlyg/TxInf/OrgnlTxRef", CORE_PARTIES) | {
            ("instructing_agent", "Assgnmt/Assgnr/Agt", "DEUTDEFF"),
            ("instructed_agent", "Assgnmt/Assgne/Agt", "CITIUS33")}),
    "camt.055.001.08": given(
        f"<CstmrPmtCxlReq><Undrlyg><OrgnlPmtInfAndCxl><TxInf><OrgnlTxRef>{CORE}</OrgnlTxRef></TxInf>"
        "</OrgnlPmtInfAndCxl></Undrlyg></CstmrPmtCxlReq>",
        "CstmrPmtCxlReq/Undrlyg/OrgnlPmtInfAndCxl/TxInf/OrgnlTxRef", CORE_PARTIES),
    "camt.029.001.09": given(
        f"<RsltnOfInvstgtn><CxlDtls><TxInfAndSts><OrgnlTxRef>{CORE}</OrgnlTxRef></TxInfAndSts></CxlDtls>"
        "</RsltnOfInvstgtn>", "RsltnOfInvstgtn/CxlDtls/TxInfAndSts/OrgnlTxRef", CORE_PARTIES),
    "camt.026.001.07": given(
        f"<UblToApply><Case><Cretr>{named('Pty', 'Eva')}</Cretr></Case><Undrlyg><IntrBk><OrgnlTxRef>{CORE}"
        "</OrgnlTxRef></IntrBk></Undrlyg></UblToApply>",
        "UblToApply", at("Undrlyg/IntrBk/OrgnlTxRef", CORE_PARTIES) | {("other", "Case/Cretr/Pty", "Eva")}),
    "camt.053.001.08": given(
        f"<BkToCstmrStmt>{GROUP}<Stmt><Acct><Ownr><Nm>Eva</Nm></Ownr>{bank('Svcr', 'COBADEFF')}</Acct><Ntry><NtryDtls>"
        f"<TxDtls><RltdPties>{named('Dbtr', 'Ann')}<Cdtr><Pty><Nm>Bob</Nm></Pty></Cdtr></RltdPties><RltdAgts>"
        f"{bank('DbtrAgt', 'DEUTDEFF')}</RltdAgts></TxDtls></NtryDtls></Ntry></Stmt></BkToCstmrStmt>",
        "BkToCstmrStmt/Stmt", {
            ("account_owner", "Acct/Ownr", "Eva"), ("instructing_agent", "Acct/Svcr", "COBADEFF"),
            ("debtor", "Ntry/NtryDtls/TxDtls/RltdPties/Dbtr", "Ann"),
            ("creditor", "Ntry/NtryDtls/TxDtls/RltdPties/Cdtr", "Bob"),
            ("debtor_agent", "Ntry/NtryDtls/TxDtls/RltdAgts/DbtrAgt", "DEUTDEFF")}),
    "camt.057.001.06": given(
        f"<NtfctnToRcv>{GROUP}<Ntfctn><AcctOwnr>{named('Pty', 'Eva')}</AcctOwnr>{bank('AcctSvcr', 'COBADEFF')}<Itm>"
        f"<Dbtr><Pty><Nm>Ann</Nm></Pty></Dbtr>{bank('DbtrAgt', 'DEUTDEFF')}</Itm></Ntfctn></NtfctnToRcv>",
        "NtfctnToRcv/Ntfctn", {
            ("account_owner", "AcctOwnr/Pty", "Eva"), ("instructing_agent", "AcctSvcr", "COBADEFF"),
            ("debtor", "Itm/Dbtr", "Ann"), ("debtor_agent", "Itm/DbtrAgt", "DEUTDEFF")}),
}


@pytest.mark.parametrize("version", ISO)
def test_parties_of_iso_20022_have_their_roles(interdict, version):
    body, expected = ISO[version]
    answers = ask(interdict, xml(version, body))
    assert [a["format"] for a in answers] == [version]
    assert parties(answers) == expected


@pytest.mark.parametrize("version", ["pacs.008.001.02", "pacs.008.001.13"])
def test_any_version_is_read(interdict, version):
    body, expected = ISO["pacs.008.001.08"]
    answers = ask(interdict, xml(version, body.replace("BICFI", "BIC") if version.endswith("02") else body))
    assert [a["format"] for a in answers] == [version]
    assert parties(answers) == expected


@pytest.mark.parametrize("form", ["header", "envelope", "prefix"])
def test_headers_envelopes_and_prefixes_change_nothing(interdict, form):
    body, expected = ISO["pacs.008.001.08"]
    document = xml("pacs.008.001.08", body)
    header = (b'<AppHdr xmlns="urn:iso:std:iso:20022:tech:xsd:head.001.001.02"><Fr><FIId><FinInstnId><BICFI>COBADEFF</BICFI>'
              b"</FinInstnId></FIId></Fr><BizMsgIdr>B</BizMsgIdr></AppHdr>")
    if form == "prefix":
        document = document.replace(b"</", b"</p:").replace(b"<", b"<p:").replace(b"<p:/p:", b"</p:")
        document = document.replace(b"xmlns=", b"xmlns:p=")
    else:
        wrapper = b"E" if form == "header" else b"Envelope"
        document = b"<%s>%s%s</%s>" % (wrapper, header, document, wrapper)
        expected = expected | {("instructing_agent", "/AppHdr/Fr", "COBADEFF")}
    answers = ask(interdict, document)
    assert [a["format"] for a in answers] == ["pacs.008.001.08"]
    assert parties(answers) == expected


def test_many_payments_give_one_answer_each_with_what_their_batch_says(interdict):
    payment = "<CdtTrfTxInf><PmtId><EndToEndId>{0}</EndToEndId></PmtId><Cdtr><Nm>{1}</Nm></Cdtr></CdtTrfTxInf>"
    batch = "<PmtInf>" + named("Dbtr", "{0}") + "{1}</PmtInf>"
    body = ("<CstmrCdtTrfInitn><GrpHdr><MsgId>M</MsgId><NbOfTxs>3</NbOfTxs></GrpHdr>" +
            batch.format("Ann", payment.format("E1", "Bob") + payment.format("E2", NIOC)) +
            batch.format("Cid", payment.format("E3", "Dora")) + "</CstmrCdtTrfInitn>")
    answers = ask(interdict, xml("pain.001.001.09", body))
    assert [(a["id"]["reference"], a["verdict"], [p["name"] for p in a["parties"]]) for a in answers] == [
        ("E1", "PASS", ["Ann", "Bob"]), ("E2", "REVIEW", ["Ann", NIOC]), ("E3", "PASS", ["Cid", "Dora"])]


def test_details_of_a_person_are_read(interdict):
    person = ("<Dbtr><Nm>Ann Example</Nm><PstlAdr><Dept>D</Dept><StrtNm>High Road</StrtNm><BldgNb>5</BldgNb><PstCd>X1</PstCd>"
              "<TwnNm>Leeds</TwnNm><Ctry>GB</Ctry><AdrLine>c/o Bob</AdrLine></PstlAdr><Id><PrvtId><DtAndPlcOfBirth>"
              "<BirthDt>1970-01-01</BirthDt><CityOfBirth>York</CityOfBirth><CtryOfBirth>GB</CtryOfBirth></DtAndPlcOfBirth>"
              "<Othr><Id>P12345</Id><SchmeNm><Cd>CCPT</Cd></SchmeNm></Othr></PrvtId></Id></Dbtr>"
              "<DbtrAcct><Id><IBAN>GB33BUKB20201555555555</IBAN></Id></DbtrAcct><DbtrAgt><FinInstnId>"
              "<LEI>7LTWFZYICNSX8D621K86</LEI><ClrSysMmbId><ClrSysId><Cd>GBDSC</Cd></ClrSysId><MmbId>202015</MmbId>"
              "</ClrSysMmbId></FinInstnId></DbtrAgt>")
    body = f"<FIToFICstmrCdtTrf>{GROUP}<CdtTrfTxInf>{person}{named('Cdtr', 'Bob')}</CdtTrfTxInf></FIToFICstmrCdtTrf>"
    debtor, agent, _ = ask(interdict, xml("pacs.008.001.08", body))[0]["parties"]
    assert debtor["address"] == ["D", "High Road", "5", "X1", "Leeds", "c/o Bob"]
    assert (debtor["country"], debtor["account"], debtor["identifier"]) == ("GB", "GB33BUKB20201555555555", "P12345")
    assert (debtor["birth_date"], debtor["birth_place"]) == ("1970-01-01", "York, GB")
    assert (agent["lei"], agent["clearing"]) == ("7LTWFZYICNSX8D621K86", "GBDSC202015")


@pytest.mark.parametrize("path", [
    "RmtInf/Ustrd", "RmtInf/Strd/AddtlRmtInf", "RmtInf/Strd/CdtrRefInf/Ref", "RgltryRptg/Dtls/Inf", "Purp/Prtry",
    "InstrForNxtAgt/InstrInf", "InstrForCdtrAgt/InstrInf", "PmtId/InstrId", "SplmtryData/Envlp/Note", "Tax/Rcrd/AddtlInf"])
def test_a_name_in_any_text_is_found(interdict, path):
    inner = NIOC
    for element in reversed(path.split("/")):
        inner = f"<{element}>{inner}</{element}>"
    body = f"<FIToFICstmrCdtTrf>{GROUP}<CdtTrfTxInf>{CORE}{inner}</CdtTrfTxInf></FIToFICstmrCdtTrf>"
    answers = ask(interdict, xml("pacs.008.001.08", body))
    where = "/Document/FIToFICstmrCdtTrf/CdtTrfTxInf/" + path.replace("/Envlp/Note", "/Envlp")
    assert where in {h["where"] for h in answers[0]["hits"] if h["id"] == "ofac-11317"}


def test_a_code_of_an_issuer_is_no_name(interdict):
    data = fin("541", """:16R:GENL
:20C::SEME//R
:16R:SETPRTY
:95R::DEAG/SICV/4042
:16S:SETPRTY
:16R:SETPRTY
:95R::REAG/DTCYID/NATIONAL IRANIAN OIL COMPANY
:16S:SETPRTY""")
    answer, = ask(interdict, data)
    found = {p.get("clearing"): p["name"] for p in answer["parties"] if p["where"] == "95R"}
    assert found["SICV/4042"] is None
    assert answer["hits"], "a name in the place of a code is searched"


def test_the_parties_of_a_cheque(interdict):
    data = xml("camt.107.001.01", "<ChqPresntmntNtfctn><GrpHdr><MsgId>M</MsgId></GrpHdr><Chq><InstrId>I</InstrId><Pyer><Nm>ANN EXAMPLE</Nm></Pyer>"
               f"<Pyee><Nm>{NIOC}</Nm></Pyee></Chq></ChqPresntmntNtfctn>")
    assert {("debtor", "ChqPresntmntNtfctn/Chq/Pyer", "ANN EXAMPLE"), ("creditor", "ChqPresntmntNtfctn/Chq/Pyee", NIOC)} <= parties(ask(interdict, data))


def test_a_statement_of_nothing_but_an_account_is_screened(interdict):
    head = "<BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr><Stmt><Id>S</Id><Acct><Id><IBAN>%s</IBAN></Id></Acct></Stmt></BkToCstmrStmt>"
    [a] = ask(interdict, xml("camt.053.001.08", head % "DE89370400440532013001"))
    assert (a["verdict"], len(a["reasons"])) == ("REVIEW", 1)
    [a] = ask(interdict, xml("camt.053.001.08", head % "DE89370400440532013000"))
    assert a["verdict"] == "PASS"

"""What somebody tries who wants a party to pass, an answer to be lost or a file to be spoiled."""
import json
import os
import subprocess
import time

import pytest

LISTED = ("id,schema,name\n1,Company,NORTHERN HERRING TRADERS\n2,Person,OLEGARIO PRUEBA\n3,Company,ROSOBORONEXPORT\n4,Company,SBERBANK\n"
          "5,Company,GAZPROM\n6,Company,MARIX TRADING\n7,Company,RUBUS FZE\n8,Company,GAZ JSC\n")
FIN = ("{1:F01BANKBEBBAXXX0000000000}{2:I103BANKDEFFXXXXN}{4:\r\n:20:R\r\n:23B:CRED\r\n:32A:260101EUR1,\r\n:50K:JANE DOE\r\n1 HIGH STREET\r\n"
       "LEEDS\r\n:59:%s\r\n1 HIGH STREET\r\nLEEDS\r\n:71A:SHA\r\n-}")


@pytest.fixture(scope="module")
def lists(interdict, tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "own.csv").write_text(LISTED)
    assert interdict("compile", "-o", folder / "own.itd", f"our_list={folder / 'own.csv'}").code == 0
    return folder / "own.itd"


def best(interdict, lists, name):
    line = json.loads(interdict("screen", name, "--json", "--snapshot", lists).stdout)
    return line["results"][0]["id"] if line["results"] else None


@pytest.mark.parametrize("name, found", [
    ("Rosobo?onexport", "our_list-3"), ("Rosob_onexport", "our_list-3"), ("Rosob**onexport", "our_list-3"), ("ROSO*BORON*EXPORT", "our_list-3"),
    ("SBER*BANK", "our_list-4"), ("SBER_BANK", "our_list-4"), ("SB?RB?NK", "our_list-4"), ("S*ERBANK", "our_list-4"),
    ("Gazpro?", "our_list-5"), ("_azprom", "our_list-5"), ("G\u25a1zprom", "our_list-5"), ("\ufffdazprom", "our_list-5"), ("Газ?ром", "our_list-5"),
    ("Ole_ario Pru*ba", "our_list-2"), ("Olegario?Prueba", "our_list-2"), ("Olegario_Prueba", "our_list-2"),
    ("Ole\uff1fario Prueba", "our_list-2"), ("Ole??rio Prueba", "our_list-2"), ("NORTHERN*HERRING*TRADERS", "our_list-1"),
    ("NOR_HERN HER_ING TRADERS, 5 HIGH STREET, LEEDS", "our_list-1"),
    ("Mari* Anders Stiftung", None), ("Ru?is", None), ("Jane_Roberts", None), ("What?", None), ("*** NOTE ***", None), ("Jane*Doe", None)])
def test_a_sign_in_a_word_is_a_lost_letter_or_parts_it(interdict, lists, name, found):
    assert best(interdict, lists, name) == found


@pytest.mark.parametrize("name, found", [("Hardy Oil and Gas PLC", None), ("Mangalore Refinery and Gas Ltd", None),
                                         ("Hardy Oil and Olegario Prueba", "our_list-2")])
def test_the_end_of_a_name_behind_and_is_no_party_unless_it_has_a_name_of_its_own(interdict, lists, name, found):
    assert best(interdict, lists, name) == found


@pytest.mark.parametrize("name", ["Ole_ario Pru*ba", "Rosobo?onexport", "SBER*BANK"])
def test_the_field_of_a_message_is_read_so_too(interdict, lists, tmp_path, name):
    (tmp_path / "a.fin").write_bytes((FIN % name.replace("*", "?")).encode())
    done = interdict("message", tmp_path / "a.fin", "--json", "--snapshot", lists)
    assert json.loads(done.stdout)["verdict"] == "REVIEW", done.stdout


UNREAD = {"Tibetan": "\u0f56\u0f7c\u0f51", "Cherokee": "\u13e3\u13b3\u13a9", "Syriac": "\u0723\u0718\u072a\u071d\u0710", "Ol Chiki": "\u1c65\u1c5f\u1c71",
          "Vai": "\ua559\ua524", "Javanese": "\ua997\ua9ae", "Gothic": "\U00010330\U00010331", "private use": "\ue000\ue001", "Braille": "\u280f\u2825",
          "not assigned": "\U000105c0\U000105c1"}


@pytest.mark.parametrize("script", UNREAD)
@pytest.mark.parametrize("beside", [" Roberts", ""])
def test_a_word_that_is_not_read_is_never_silently_clean(interdict, lists, tmp_path, script, beside):
    name = UNREAD[script] + beside
    done = interdict("screen", name, "--json", "--snapshot", lists)
    assert done.code == 3 or (done.code == 1 and json.loads(done.stdout)["warnings"]), done.stdout
    (tmp_path / "rows.csv").write_text(f"id,name\n1,{name}\n", encoding="utf-8")
    done = interdict("batch", tmp_path / "rows.csv", "--quiet", "--snapshot", lists)
    assert done.code == 3 or (done.code == 1 and json.loads(done.stdout)["warnings"]), done.stdout
    case = {"id": "a", "on": "2026-03-01", "actor": {"country": "DE"}, "activity": "payment", "parties": [{"role": "creditor", "name": name, "country": "DE"}],
            "payment": {"amount": "1.00", "currency": "EUR"}}
    (tmp_path / "case.json").write_text(json.dumps(case) + "\n")
    done = interdict("decide", tmp_path / "case.json", "--json", "--snapshot", lists)
    assert done.code in (1, 3) and (done.code == 3 or json.loads(done.stdout)["verdict"] != "PASS"), done.stdout
    pacs = ('<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFICstmrCdtTrf><GrpHdr><MsgId>M</MsgId></GrpHdr>'
            f"<CdtTrfTxInf><Dbtr><Nm>{name}</Nm></Dbtr></CdtTrfTxInf></FIToFICstmrCdtTrf></Document>")
    (tmp_path / "a.xml").write_text(pacs, encoding="utf-8")
    done = interdict("message", tmp_path / "a.xml", "--json", "--snapshot", lists)
    assert done.code == 1 and json.loads(done.stdout)["verdict"] == "REVIEW", done.stdout
    (tmp_path / "a.txt").write_text(f"Paid to {name} today.", encoding="utf-8")
    done = interdict("text", tmp_path / "a.txt", "--json", "--snapshot", lists)
    assert done.code == 1 and json.loads(done.stdout)["verdict"] == "REVIEW", done.stdout


def test_lines_that_end_with_a_carriage_return_alone_are_read(interdict, lists, tmp_path):
    (tmp_path / "rows.csv").write_bytes(b"id,name\r1,Olegario Prueba\r2,Jane Doe\r")
    done = interdict("batch", tmp_path / "rows.csv", "--quiet", "--snapshot", lists)
    assert done.code == 1 and [json.loads(line)["total"] for line in done.stdout.splitlines()] == [1, 0]


def test_an_output_is_not_written_over_what_is_read(interdict, lists, tmp_path):
    rows, snapshot, own = tmp_path / "rows.csv", tmp_path / "a.itd", tmp_path / "own.csv"
    rows.write_text("id,name\n1,Olegario Prueba\n")
    own.write_text(LISTED)
    snapshot.write_bytes(lists.read_bytes())
    (tmp_path / "link").symlink_to(rows)
    (tmp_path / "hard").hardlink_to(snapshot)
    for command in (["batch", rows, "-o", rows], ["batch", rows, "-o", tmp_path / "link"], ["batch", rows, "-o", snapshot],
                    ["batch", rows, "-o", tmp_path / "hard"], ["evaluate", "search", rows, "--out", snapshot], ["evaluate", "search", rows, "--html", rows]):
        done = interdict(*command, "--snapshot", snapshot)
        assert done.code == 2 and done.stdout == "" and "would be written over" in done.stderr, (command, done)
    done = interdict("compile", "-o", own, f"our_list={own}")
    assert done.code == 2 and "would be written over" in done.stderr
    assert own.read_text() == LISTED and rows.read_text() == "id,name\n1,Olegario Prueba\n" and snapshot.read_bytes() == lists.read_bytes()


def test_an_empty_text_is_no_pass(interdict, lists, tmp_path):
    (tmp_path / "empty").write_bytes(b"")
    done = interdict("text", tmp_path / "empty", "--json", "--snapshot", lists)
    line = json.loads(done.stdout)
    assert done.code == 1 and line["verdict"] == "REVIEW" and line["reasons"]


def test_what_is_no_ordinary_file_in_a_spool_is_said_and_not_followed(interdict, lists, tmp_path):
    spool = tmp_path / "spool"
    spool.mkdir()
    (tmp_path / "outside.fin").write_bytes((FIN % "OLEGARIO PRUEBA").encode())
    (spool / "link.fin").symlink_to(tmp_path / "outside.fin")
    (spool / "folder").mkdir()
    done = interdict("message", "--watch", spool, "--once", "--snapshot", lists)
    assert done.code == 0 and "link.fin: is no ordinary file and is not answered" in done.stderr
    assert not list((spool / "done").iterdir()) and (tmp_path / "outside.fin").exists()
    (spool / "link.fin").unlink()
    os.mkfifo(spool / "pipe")
    done = interdict("message", "--watch", spool, "--once", "--snapshot", lists)
    assert done.code == 0 and "pipe: is no ordinary file" in done.stderr


def test_two_watchers_of_one_folder_answer_each_message_once(program, lists, tmp_path):
    spool = tmp_path / "spool"
    spool.mkdir()
    for i in range(20):
        (spool / f"m{i}").write_bytes((FIN % "OLEGARIO PRUEBA").replace(":20:R", f":20:R{i}").encode())
    command = [program, "message", "--watch", spool, "--once", "--snapshot", lists]
    first, second = (subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(2))
    errors = [p.communicate(timeout=60)[1].decode() for p in (first, second)]
    codes = {first.returncode, second.returncode}
    assert 0 in codes and codes <= {0, 4}, errors
    assert sorted(p.name for p in (spool / "done").iterdir()) == sorted(n for i in range(20) for n in (f"m{i}", f"m{i}.json"))


@pytest.mark.parametrize("anew", [False, True])
def test_a_spool_that_is_taken_away_ends_its_watcher(program, lists, tmp_path, anew):
    """Messages for a folder of the same name, made anew, would wait for ever."""
    spool = tmp_path / "spool"
    spool.mkdir()
    process = subprocess.Popen([program, "message", "--watch", spool, "--snapshot", lists], stderr=subprocess.PIPE)
    try:
        for _ in range(400):
            if (spool / "done").exists():
                break
            time.sleep(0.02)
        time.sleep(0.3)
        spool.rename(tmp_path / "moved")
        if anew:
            spool.mkdir()
        assert process.wait(timeout=30) == 4
        assert "is gone, or another folder" in process.stderr.read().decode()
    finally:
        process.kill()
        process.wait()

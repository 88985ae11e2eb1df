"""interdict screen, on the built-in sample."""
import json
import subprocess

import pytest

RAISI = "ofac-27844"


def answer(done):
    lines = done.stdout.splitlines()
    assert len(lines) == 1, done.stdout
    return json.loads(lines[0])


def test_a_listed_name_is_found_in_another_spelling(interdict):
    done = interdict("screen", "Ibrahim Raisi", "--json")
    assert done.code == 1
    found = answer(done)
    assert found["total"] >= 1
    first = found["results"][0]
    assert first["id"] == RAISI
    assert first["schema"] == "Person"
    assert first["caption"] == "RAISI, Ebrahim"
    assert first["match"] is True
    assert first["datasets"] == ["us_ofac_sdn"]
    assert first["programs"] == ["IRAN-EO13876"]
    assert first["explanation"]["matched_name"]
    assert {"query", "listed", "relation", "similarity", "weight"} == set(first["explanation"]["tokens"][0])
    assert {"name", "effect", "detail"} == set(first["explanation"]["features"][0])


def test_the_answer_names_query_and_snapshot(interdict):
    found = answer(interdict("screen", "Ibrahim Raisi", "--schema", "Person", "--country", "ir", "--json"))
    assert found["query"] == {"schema": "Person", "properties": {"name": ["Ibrahim Raisi"], "country": ["ir"]}}
    assert found["snapshot"].startswith("sha256:") and len(found["snapshot"]) == 71
    assert list(found)[:4] == ["query", "snapshot", "total", "results"]


def test_scores_have_four_decimals_and_order(interdict):
    done = interdict("screen", "Bank Markazi Iran", "--json", "--threshold", "0.3", "--limit", "50")
    found = answer(done)
    keys = [(-r["score"], r["id"]) for r in found["results"]]
    assert keys == sorted(keys)
    for part in done.stdout.split('"score":')[1:]:
        assert part[1] == "." and part[2:6].isdigit() and not part[6].isdigit()


def test_the_same_question_gives_the_same_bytes(interdict):
    arguments = ["screen", "Влади́мир Пу́тин", "--json"]
    first = interdict(*arguments).stdout_bytes
    assert first == interdict(*arguments).stdout_bytes
    assert first == interdict(*arguments, "--exhaustive").stdout_bytes


@pytest.mark.parametrize("name,expected", [
    ("Влади́мир Пу́тин", {"ofac-35096", "eu-135909", "gb-RUS0251"}),
    ("Sergey Lavrov", {"ofac-35233", "eu-135913", "gb-RUS0252"}),
    ("bank markazi iran", {"ofac-4632", "eu-178339"}),
    ("شرکت ملی نفت ایران", {"gb-INU0318", "ofac-11317", "eu-178363"}),
    ("National Iranian Oil Co", {"ofac-11317", "eu-178363", "gb-INU0318"}),
    ("武汉晓睿智科技有限责任公司", {"gb-CYB0044"}),
])
def test_the_right_party_comes_first(interdict, name, expected):
    done = interdict("screen", name, "--json")
    assert done.code == 1
    assert answer(done)["results"][0]["id"] in expected


def test_a_clean_name_has_no_hit_and_names_the_nearest(interdict):
    done = interdict("screen", "Marie Curie")
    assert done.code == 0
    assert "0 listed entities" in done.stdout
    assert "nearest:" in done.stdout or "nothing scores" in done.stdout
    done = interdict("screen", "Marie Curie", "--json")
    assert done.code == 0
    assert answer(done)["total"] == 0 and answer(done)["results"] == []


def test_a_ship_of_the_name_is_no_hit_for_a_person(interdict):
    done = interdict("screen", "KIRILL LAVROV", "--schema", "Person", "--json")
    assert done.code == 0, done.stdout
    done = interdict("screen", "KIRILL LAVROV", "--schema", "Vessel", "--json")
    assert answer(done)["results"][0]["id"] == "gb-RUS3009"


def test_an_identifier_finds_without_a_name(interdict):
    for value in ("imo:9187629", "imoNumber=9187629", "9187629"):
        done = interdict("screen", "--identifier", value, "--json")
        assert done.code == 1, value
        assert answer(done)["results"][0]["id"] == "ofac-15036"


def test_a_day_before_the_listing_has_no_hit_where_the_list_tells_the_day(interdict):
    name = "شرکت ملّی نفت ایران"
    before = interdict("screen", name, "--on", "2025-09-28", "--json", "--limit", "500")
    after = interdict("screen", name, "--on", "2025-09-29", "--json", "--limit", "500")
    ids = {r["id"] for r in answer(after)["results"]}
    assert "gb-INU0318" in ids
    assert "gb-INU0318" not in {r["id"] for r in answer(before)["results"]}
    assert answer(after)["on"] == "2025-09-29"
    assert answer(before)["total"] == len(answer(before)["results"])
    early = interdict("screen", "Ibrahim Raisi", "--on", "2026-07-23")
    assert early.code == 1 and "before the date of a list" in early.stderr
    assert "before the date of a list" in answer(interdict("screen", "Ibrahim Raisi", "--on", "2026-07-23", "--json"))["warnings"][0]
    late = interdict("screen", "Ibrahim Raisi", "--on", "2026-07-24")
    assert late.code == 1 and "before the date of a list" not in late.stderr
    assert interdict("screen", "x", "--on", "2026-02-30").code == 2


def test_total_counts_beyond_the_limit(interdict):
    wide = answer(interdict("screen", "iran", "--json", "--threshold", "0.1", "--limit", "500"))
    narrow = answer(interdict("screen", "iran", "--json", "--threshold", "0.1", "--limit", "1"))
    assert wide["total"] == narrow["total"] == len(wide["results"])
    assert len(narrow["results"]) == min(1, narrow["total"])
    assert wide["results"][:1] == narrow["results"]


def test_the_text_shows_words_and_lists(interdict):
    done = interdict("screen", "Ibrahim Raisi")
    assert done.code == 1
    assert RAISI in done.stdout and "us_ofac_sdn" in done.stdout and "ibrahim" in done.stdout
    assert "built-in sample" in done.stderr


def test_control_characters_do_not_reach_the_terminal(interdict):
    done = interdict("screen", "Ibrahim\x1b[31m Raisi")
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize("arguments", [
    [], ["a", "b"], ["--threshold", "1.1", "x"], ["--threshold", "high", "x"], ["--threshold", "", "x"],
    ["--limit", "-1", "x"], ["--limit", "501", "x"], ["--schema", "Persons", "x"], ["--nonsense", "x"],
    ["--json=yes", "x"], ["--threshold"], ["--threshold", "0.7", "--threshold", "0.8", "x"],
])
def test_a_wrong_call_is_a_usage_error(interdict, arguments):
    done = interdict("screen", *arguments)
    assert done.code == 2
    assert done.stdout == ""
    assert done.stderr.startswith("interdict: ")


@pytest.mark.parametrize("name", ["", "   ", "!!!", "\u200b\u200d", "x" * 70000])
def test_a_name_that_cannot_be_read_is_bad_input(interdict, name):
    done = interdict("screen", name, "--json")
    assert done.code == 3
    assert done.stdout == ""


def test_a_long_name_never_passes_silently(interdict):
    done = interdict("screen", " ".join(["word"] * 3000), "--json")
    assert done.code in (1, 3)
    if done.code == 1 and answer(done)["total"] == 0:
        assert answer(done)["warnings"]


@pytest.mark.parametrize("make", ["missing", "directory", "empty", "garbage"])
def test_a_snapshot_that_cannot_be_used(interdict, tmp_path, make):
    path = tmp_path / "s.itd"
    if make == "directory":
        path.mkdir()
    elif make != "missing":
        path.write_bytes(b"" if make == "empty" else b"garbage" * 1000)
    for done in (interdict("screen", "x", "--snapshot", path),
                 interdict("screen", "x", env={"INTERDICT_SNAPSHOT": str(path)})):
        assert done.code == 4
        assert str(path) in done.stderr
        assert done.stdout == ""


def test_an_option_may_be_shortened_and_stand_anywhere(interdict):
    whole = interdict("screen", "--json", "--threshold", "0.8", "Ibrahim Raisi").stdout
    assert whole == interdict("screen", "Ibrahim Raisi", "--js", "--thr=0.8").stdout
    assert whole == interdict("screen", "-jt0.8", "--", "Ibrahim Raisi").stdout


UNREAD = ["བསྟན་འཛིན་རྒྱ་མཚོ", "ᏣᎳᎩ ᎦᏬᏂ", "ܐܒܪܗܡ", "ᱥᱟᱱᱛᱟᱲᱤ", "ꦗꦮ", "Ramzan ᏣᎳᎩ", "ᠮᠣᠩᠭᠣᠯ"]


@pytest.mark.parametrize("name", UNREAD)
def test_a_script_that_cannot_be_read_is_never_silently_clean(interdict, tmp_path, name):
    done = interdict("screen", name, "--json")
    line = json.loads(done.stdout)
    assert done.code == 1 and "cannot be read" in line["warnings"][0]
    assert "cannot be read" in interdict("screen", name).stderr
    (tmp_path / "page.txt").write_text(f"Delivered to {name} on Monday.", encoding="utf-8")
    done = interdict("text", tmp_path / "page.txt", "--json")
    line = json.loads(done.stdout)
    assert (done.code, line["verdict"]) == (1, "REVIEW"), line
    (tmp_path / "rows.jsonl").write_text(json.dumps({"id": "1", "properties": {"name": [name]}}) + "\n")
    assert interdict("batch", tmp_path / "rows.jsonl", "--quiet").code == 1
    case = {"id": "a", "on": "2026-03-01", "actor": {"country": "DE"}, "activity": "payment",
            "parties": [{"role": "creditor", "name": name, "country": "DE"}]}
    (tmp_path / "case.json").write_text(json.dumps(case))
    done = interdict("decide", tmp_path / "case.json", "--json")
    assert done.code == 1 and json.loads(done.stdout)["verdict"] == "REVIEW"


@pytest.mark.parametrize("name", ["ރަމްޟާން ކަޑިރޮވް", "ⵔⴰⵎⵣⴰⵏ ⵇⴰⴷⵉⵔⵓⴼ", "Jane Doe ☺ ★", "Ærøskøbing ½"])
def test_what_can_be_read_needs_no_look(interdict, name):
    assert "warnings" not in json.loads(interdict("screen", name, "--json").stdout)


@pytest.mark.parametrize("name", ["Ibrahim Raisi", "Влади́мир Пу́тин", "José García", "سلمان حامد"])
@pytest.mark.parametrize("wrong", ["windows-1252", "latin-1"])
def test_what_was_encoded_twice_is_undone(interdict, name, wrong):
    # Bytes that Windows-1252 does not have stay as they are.
    twice = "".join(bytes([b]).decode(wrong) if b not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(b) for b in name.encode("utf-8"))
    once, again = (json.loads(interdict("screen", n, "--json", "--threshold", "0.3").stdout) for n in (name, twice))
    assert [(r["id"], r["score"]) for r in once["results"]] == [(r["id"], r["score"]) for r in again["results"]]
    assert "warnings" not in again


@pytest.mark.parametrize("name, looked_at", [("Ibr???m Ra?si", True), ("R*mz*n K*dyr*v", True), ("□□□□o", True), ("Soci?t? G?n?rale", False),
                                             ("Jane Doe?", False), ("Ka_rov", False)])
def test_too_many_lost_letters_are_a_reason_to_look(interdict, name, looked_at):
    done = interdict("screen", name, "--json")
    line = json.loads(done.stdout)
    assert ("warnings" in line) == looked_at and (not looked_at or done.code == 1), line


ENCODINGS = ["windows-1251", "koi8-r", "cp866", "windows-1252", "latin-1", "windows-1256", "big5", "gb18030", "shift_jis", "euc-kr",
             "windows-1253", "windows-1255", "iso8859-5", "utf-16"]
IN_ENCODING = {"windows-1252": "José Núñez", "latin-1": "José Núñez", "windows-1256": "سلمان حامد", "big5": "國家石油公司", "gb18030": "国家石油公司",
               "shift_jis": "イラン中央銀行", "euc-kr": "김정은", "windows-1253": "Αυγούστου", "windows-1255": "משה"}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_another_encoding_is_an_error_of_the_line_unless_it_is_named(interdict, program, tmp_path, encoding):
    name = IN_ENCODING.get(encoding, "Влади́мир Путин".replace("́", ""))
    rows = tmp_path / "rows.csv"
    rows.write_bytes(f"id,name\n1,{name}\n".encode(encoding))
    assert interdict("batch", rows, "--quiet").code == 3
    done = interdict("batch", rows, "--quiet", "--encoding", encoding)
    assert done.code in (0, 1) and json.loads(done.stdout)["query"]["properties"]["name"] == [name]
    if encoding != "utf-16":
        for more, code in ([], (3,)), (["--encoding", encoding], (0, 1)):
            done = subprocess.run([program, "screen", name.encode(encoding), "--json", *more], capture_output=True, check=False)
            assert done.returncode in code, done.stderr


def test_an_unknown_encoding_is_a_wrong_option(interdict, tmp_path):
    (tmp_path / "rows.csv").write_text("id,name\n1,Jane Doe\n")
    assert interdict("batch", tmp_path / "rows.csv", "--encoding", "nosuch").code == 2
    assert interdict("screen", "Jane Doe", "--encoding", "nosuch").code == 2


# A name of common words, a name that is its own word beside a form, and a person whose listed name has a word more: alone they
# are found, so they must be found beside what fields hold.
BESIDE = """id,schema,name
own-1,Organization,Bank Tejarat
own-2,Organization,OAO Krayinvestbank
own-3,Person,"Khamenei, Ali Husseini"
own-4,Organization,Sberbank
"""


@pytest.mark.parametrize("field, party", [
    ("Bank Tejarat, 130 Taleghani Avenue", "own-1"),
    ("Bank Tejarat Frankfurt", "own-1"),
    ("Bank Tejarat Paris Branch", "own-1"),
    ("Kuban Credit (formerly known as Krayinvestbank)", "own-2"),
    ("Kuban Credit, ex Krayinvestbank, Krasnodar", "own-2"),
    ("Ali Khamenei, Supreme Leader", "own-3"),
    ("Sberbank Russland", "own-4"),
    ("Trade Bank, 130 Taleghani Avenue", None),   # each of its words stands in a listed name
    ("Bank Tejarat-e Novin, 12 Main Street", None),
    ("Export Credit (formerly known as Kray)", None),
    ("Ali Rezaei, Supreme Leader", None),
])
def test_what_stands_beside_a_name_does_not_hide_it(interdict, tmp_path, field, party):
    (tmp_path / "own.csv").write_text(BESIDE, encoding="utf-8")
    assert interdict("compile", "-o", tmp_path / "own.itd", f"our_list={tmp_path / 'own.csv'}").code == 0
    found = answer(interdict("screen", field, "-s", tmp_path / "own.itd", "--json"))
    assert [hit["id"] for hit in found["results"]] == ([f"our_list-{party}"] if party else [])


# Institutions are called by what their names mean, in every language; the country is part of the name.
INSTITUTIONS = """id,schema,name
1,Organization,National Iranian Oil Company
2,Organization,Central Bank of Iran
3,Organization,Central Bank of North Korea
"""


@pytest.mark.parametrize("name, party", [
    ("Société nationale iranienne du pétrole", 1),
    ("Compagnie nationale du pétrole d'Iran", 1),
    ("Nationale Iranische Ölgesellschaft", 1),
    ("Irańska Narodowa Kompania Naftowa", 1),
    ("伊朗国家石油公司", 1),
    ("イラン国営石油会社", 1),
    ("Центробанк Ирана", 2),
    ("Banque centrale d’Iran", 2),
    ("Iranische Zentralbank", 2),
    ("İran Merkez Bankası", 2),
    ("伊朗中央银行", 2),
    ("イラン中央銀行", 2),
    ("이란 중앙은행", 2),
    ("North Korean Central Bank", 3),
    ("Nordkoreanische Zentralbank", 3),
    ("Société nationale indienne du pétrole", None),
    ("Banque centrale d'Irlande", None),
    ("Central Bank of South Korea", None),
    ("日本中央銀行", None),
])
def test_an_institution_is_found_in_other_languages(interdict, tmp_path, name, party):
    (tmp_path / "own.csv").write_text(INSTITUTIONS, encoding="utf-8")
    assert interdict("compile", "-o", tmp_path / "own.itd", f"our_list={tmp_path / 'own.csv'}").code == 0
    found = answer(interdict("screen", name, "-s", tmp_path / "own.itd", "--json"))
    assert [hit["id"] for hit in found["results"]] == ([f"our_list-{party}"] if party else [])


def test_names_that_many_bear_score_as_that_of_one(interdict, tmp_path):
    """Equal names are aligned once: each of their entities has its own evidence and its place among the hits."""
    names = ("MOHAMMED ALI HASSAN", "MOHAMAD ALI HASAN", "ALI HASSAN")
    found = {}
    for many in (1, 400):
        rows = "".join(f"{n}-{i:03},Person,{name},{1940 + i % 50}-01-01\n" for i in range(many) for n, name in enumerate(names))
        (tmp_path / "own.csv").write_text("id,schema,name,birth_date\n" + rows)
        assert interdict("compile", "-o", tmp_path / "own.itd", f"our_list={tmp_path / 'own.csv'}").code == 0
        done = interdict("screen", "Mohammed Ali Hassan", "--json", "--threshold", "0.5", "--limit", "500", "--snapshot", tmp_path / "own.itd")
        answer = json.loads(done.stdout)
        assert answer["total"] == many * len(names)
        found[many] = {}
        for hit in answer["results"]:
            found[many].setdefault(hit["id"][:-4], set()).add((hit["score"], hit["caption"]))
    assert set(found[400]) <= set(found[1]) and len(found[400]) > 1
    assert all(found[400][name] == found[1][name] for name in found[400])


def test_hits_of_another_schema_are_counted_and_said(interdict):
    found = answer(interdict("screen", "Ibrahim Raisi", "--schema", "Vessel", "--json"))
    assert (found["total"], found["other_schema"]) == (0, 1)
    assert "1 of another schema than Vessel" in interdict("screen", "Ibrahim Raisi", "--schema", "Vessel").stdout
    found = answer(interdict("screen", "Ibrahim Raisi", "--schema", "Person", "--json"))
    assert found["total"] >= 1 and found["other_schema"] == 0
    assert "other_schema" not in answer(interdict("screen", "Ibrahim Raisi", "--json"))
    done = interdict("batch", "-", "--json", stdin=json.dumps({"schema": "Vessel", "properties": {"name": ["Ibrahim Raisi"]}}))
    assert answer(done)["other_schema"] == 1

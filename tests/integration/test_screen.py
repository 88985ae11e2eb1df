"""interdict screen, on the built-in sample."""
import json

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


def test_broken_utf8_is_searched_all_the_same(program):
    import subprocess
    done = subprocess.run([program, "screen", b"Ibrahim \xff\xfe Raisi", "--json"], capture_output=True, check=False)
    assert done.returncode == 1
    assert json.loads(done.stdout)["results"][0]["id"] == RAISI


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

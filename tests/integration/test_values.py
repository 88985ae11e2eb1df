"""Values that are not understood are errors, by every command that takes them."""
import json

import pytest


def ids(done):
    return [hit["id"] for line in done.stdout.splitlines() for hit in json.loads(line)["results"]]


@pytest.mark.parametrize("option,value,told", [
    ("--identifier", "pasport:1234567", "did you mean 'passport'?"),
    ("--country", "Irann", "did you mean 'Iran'?"),
    ("--country", "Atlantis", "unknown country 'Atlantis'"),
    ("--birth-date", "31/02/1990", "there is no such day"),
    ("--birth-date", "yesterday", "is no date"),
    ("--gender", "femle", "did you mean 'female'?"),
    ("--schema", "Vesel", "did you mean 'Vessel'?"),
])
def test_an_unknown_value_of_an_option_is_a_usage_error(interdict, option, value, told):
    done = interdict("screen", option, value, "Harriet Lindqvist")
    assert done.code == 2
    assert told in done.stderr


def test_an_unknown_value_in_a_record_is_the_error_of_its_line(interdict):
    text = '{"name":"A","country":"Atlantis"}\n{"name":"Ibrahim Raisi","country":"364"}\n{"name":"B","pasport":"1"}\n'
    done = interdict("batch", "-", stdin=text)
    assert done.code == 3
    assert "standard input:1: unknown country 'Atlantis'" in done.stderr
    assert "standard input:3: unknown property 'pasport' (did you mean 'passport'?)" in done.stderr
    assert [json.loads(line)["query"]["id"] for line in done.stdout.splitlines()] == ["row-2"]


def test_headers_as_customers_write_them(interdict):
    done = interdict("batch", "-", stdin="Customer ID,Title,First Name,Surname,Country of Residence,D.O.B.\nc1,Mr,Ebrahim,Raisi,Iran,14.12.1960\n")
    assert done.code == 1
    answer = json.loads(done.stdout)
    assert answer["query"]["id"] == "c1"
    assert answer["query"]["properties"]["name"] == ["Ebrahim Raisi"]
    assert answer["results"][0]["id"] == "ofac-27844"


def test_an_unknown_column_with_values_stops_the_run_and_may_be_left_out(interdict):
    text = "name,Passprt No\nAnna Example,X1\n"
    done = interdict("batch", "-", stdin=text)
    assert done.code == 2
    assert "the column 'Passprt No' is not known (did you mean 'passportno'?); --ignore 'Passprt No'" in done.stderr
    assert interdict("batch", "-", "--ignore", "passprt no", stdin=text).code == 0
    assert interdict("batch", "-", "--ignore", "other", stdin=text).code == 2
    assert interdict("batch", "-", stdin="name,Passprt No\nAnna Example,\n").code == 0


def test_a_bic_is_the_same_with_and_without_its_branch(interdict):
    found = ids(interdict("screen", "--json", "--identifier", "bic:BKMTIRTH"))
    assert found
    for bic in ("bic:BKMTIRTHXXX", "swift:bkmtirthxxx", "BIC/SWIFT:BKMTIRTH123"):
        assert ids(interdict("screen", "--json", "--identifier", bic)) == found


@pytest.mark.parametrize("name", ["BKMTIRTH", "BKMTIRTHXXX", "SWIFT BKMTIRTH", "IMO 9333682", "9333682"])
def test_a_name_that_is_an_identifier_is_searched_as_one(interdict, name):
    done = interdict("screen", "--json", name)
    assert done.code == 1
    assert json.loads(done.stdout)["results"][0]["score"] == 1.0
    assert "reads as an identifier" in done.stderr


def test_without_lists_nobody_can_be_found(interdict, tmp_path):
    regimes = tmp_path / "regimes.itd"
    source = __import__("pathlib").Path(__file__).resolve().parent.parent.parent / "regimes"
    assert interdict("compile", "-o", regimes, "--regimes", source).code == 0
    note = tmp_path / "note.txt"
    note.write_text("Harriet Lindqvist\n", encoding="utf-8")
    rows = tmp_path / "rows.csv"
    rows.write_text("name\nHarriet Lindqvist\n", encoding="utf-8")
    for call in (["screen", "Harriet Lindqvist"], ["batch", rows], ["text", note], ["message", note]):
        done = interdict(*call, "--snapshot", regimes)
        assert done.code == 4, call
        assert "holds no list" in done.stderr
        assert interdict(*call, "--snapshot", regimes, "--allow-empty").code in (0, 1), call

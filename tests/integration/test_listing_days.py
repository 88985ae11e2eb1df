"""Whose days count: those that measures give a party that they name, where the list does not tell its own."""
import pytest

from test_decide import decide, entity, listed_by, under


def listed(key, name, country, day=None):
    record = under(key, "RUSSIA-EO14024")
    if day:
        record["properties"]["startDate"] = [day]
    return [entity(key, name, True, country=country), record]


ROSNEFT, DRILLING, UNKNOWN = (listed("ofac-1", "Rosneft", "ru"), listed("ofac-2", "Rosneft Vietnam", "vn"),
                              listed("ofac-3", "Pellworm Lubricants", "ru"))


def payment(day, name, country="RU"):
    return {"on": day, "actor": {"country": "US", "us_person": True, "role": "bank"}, "activity": "payment",
            "parties": [{"role": "seller", "name": name, "country": country}],
            "payment": {"amount": "1.00", "currency": "EUR", "via": ["DE"]}}


def verdict(interdict, snapshot, *case):
    return decide(interdict, snapshot, payment(*case))["verdict"]


@pytest.mark.parametrize("date", [None, "2026-01-01"])
def test_the_days_of_the_measures_count_where_the_list_tells_none(interdict, tmp_path, date):
    snapshot = listed_by(interdict, tmp_path, ROSNEFT + UNKNOWN, dataset="us_ofac_sdn", date=date)
    assert verdict(interdict, snapshot, "2025-10-21", "Rosneft") == "PASS"
    assert verdict(interdict, snapshot, "2025-10-22", "Rosneft") == "REVIEW", "a licence to wind down runs"
    assert verdict(interdict, snapshot, "2026-06-01", "Rosneft") == "BLOCK"
    # Whom no measure names is listed on every day, as far as anybody knows.
    assert verdict(interdict, snapshot, "2025-10-21", "Pellworm Lubricants") == "REVIEW"


def test_a_day_of_the_party_in_the_measures_is_more_than_one_of_the_list(interdict, tmp_path):
    snapshot = listed_by(interdict, tmp_path, listed("ofac-1", "Rosneft", "ru", "2025-02-01"), dataset="us_ofac_sdn")
    assert verdict(interdict, snapshot, "2025-06-01", "Rosneft") == "PASS"
    assert verdict(interdict, snapshot, "2025-10-22", "Rosneft") == "REVIEW", "a licence to wind down runs"


def test_a_namesake_of_a_named_party_is_another(interdict, tmp_path):
    snapshot = listed_by(interdict, tmp_path, DRILLING, dataset="us_ofac_sdn")
    answer = decide(interdict, snapshot, payment("2025-10-21", "Rosneft"))
    assert answer["hits"] and answer["verdict"] == "PASS"
    # Of a party that measures do not name nobody knows which of the listed it is.
    assert verdict(interdict, snapshot, "2026-06-01", "Rosneft Vietnam", "VN") == "REVIEW"

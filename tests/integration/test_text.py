"""Free text: who is mentioned, where, and what is no mention."""
import json

import pytest

NEWS = """TEHRAN, Jan 5 - Ibrahim Raisi met Bashar al-Assad on Wednesday. Sergei Lavrov, the Russian foreign
minister, joined by video. The Central Bank of Iran's governor said Vladimir Putin's offer would be discussed.
В Москве Владимира Путина встретил Рамзан Кадыров.
"""


@pytest.fixture(scope="module", params=["excerpts", "OFAC"])
def snapshot(interdict, request, tmp_path_factory):
    if request.param == "excerpts":
        return request.getfixturevalue("excerpts")
    shared = request.getfixturevalue("shared")
    path = tmp_path_factory.mktemp("text") / "ofac.itd"
    lists = [shared / "data" / "lists" / "ofac_2026-07_merged" / name
             for name in ("sdn.csv.gz", "alt.csv.gz", "add.csv.gz")]
    result = interdict("compile", "-o", path, *lists)
    assert result.code == 0, result.stderr
    return path


def answer(interdict, snapshot, text):
    result = interdict("text", "--json", "--snapshot", snapshot, "-", stdin=text)
    assert result.code in (0, 1), result.stderr
    return json.loads(result.stdout), result.code


def test_persons_and_a_central_bank_are_found_by_id(interdict, snapshot):
    line, code = answer(interdict, snapshot, NEWS)
    ids = {hit["id"] for mention in line["mentions"] for hit in mention["results"]}
    assert {"ofac-27844", "ofac-12735", "ofac-35233", "ofac-4632", "ofac-35096", "ofac-23343"} <= ids
    assert (line["verdict"], code) == ("REVIEW", 1)


def test_offsets_are_bytes_of_the_file(interdict, snapshot):
    line, _ = answer(interdict, snapshot, NEWS)
    data = NEWS.encode()
    assert line["bytes"] == len(data)
    for mention in line["mentions"]:
        assert data[mention["start"]:mention["end"]].decode() == mention["text"]


def test_a_name_goes_over_a_line_end(interdict, snapshot):
    line, _ = answer(interdict, snapshot, "The offer came from Vladimir\nPutin on Monday.")
    assert [m["text"] for m in line["mentions"]] == ["Vladimir\nPutin"]


def test_a_capital_city_before_the_name_is_no_part_of_it(interdict, snapshot):
    line, _ = answer(interdict, snapshot, "In Tehran, the Central Bank of Iran's governor declined to comment.")
    assert [m["text"] for m in line["mentions"]] == ["Central Bank of Iran"]


def test_a_name_with_its_article_stands_alone_where_a_common_word_does_not(interdict, snapshot):
    line, _ = answer(interdict, snapshot, "Al-Shabaab said nothing, and the youth of the town had other things to do.")
    assert [m["text"] for m in line["mentions"]] == ["Al-Shabaab"]


def test_a_word_that_the_text_uses_in_small_letters_is_no_name(interdict, snapshot):
    line, _ = answer(interdict, snapshot, "They saw the ships of Rosneft in the harbour on that day.")
    assert [m["text"] for m in line["mentions"]] == ["Rosneft"]
    line, _ = answer(interdict, snapshot, "Every rosneft is a thing. They saw the ships of Rosneft in the harbour on that day.")
    assert line["mentions"] == []


def test_foreign_names_in_chinese_prose_are_found_by_their_sound(interdict, snapshot):
    line, _ = answer(interdict, snapshot, "据报道，拉姆赞·卡德罗夫与叙利亚总统巴沙尔·阿萨德通电话。谢尔盖·拉夫罗夫没有参加。")
    assert [m["text"] for m in line["mentions"]] == ["拉姆赞·卡德罗夫", "巴沙尔·阿萨德", "谢尔盖·拉夫罗夫"]
    ids = {hit["id"] for mention in line["mentions"] for hit in mention["results"]}
    assert {"ofac-23343", "ofac-12735", "ofac-35233"} <= ids


@pytest.mark.parametrize("text", [
    "The commercial bank of the national company of industry paid the invoice.",
    "Olive oil and cotton yarn, 18,000 kgs.",
    "CLEAN THE STREAM, THE BASE AND THE FLAME BEFORE THE CLASS BEGINS",
    "Thank you for your order of 12 May, we remain yours faithfully.",
])
def test_common_words_are_no_mention(interdict, snapshot, text):
    line, code = answer(interdict, snapshot, text)
    assert (line["mentions"], line["verdict"], code) == ([], "PASS", 0)


@pytest.mark.parametrize("text", [
    "The cargo was loaded on ARTAVIL Voyage 22 in June.",
    "FREIGHT ARTAVIL VOY. 331",
    "The cargo was loaded on ARTAVIL V.12E in June.",
    "We have seen ARTAVIL / Panama flag in June.",
    "The cargo was loaded on ANNA EX ARTAVIL in June.",
    "The cargo was loaded on ARTAVIL (EX ANNA) in June.",
    "VSL ARTAVIL IS HERE",
])
def test_a_ship_is_known_by_its_voyage_its_flag_and_its_cargo(interdict, text):
    result = interdict("text", "--json", "-", stdin=text)
    assert [m["text"] for m in json.loads(result.stdout)["mentions"]] == ["ARTAVIL"]


@pytest.mark.parametrize("text", [
    "The stone was laid at ARTAVIL 22 in June.",
    "The program ARTAVIL V.12 is out.",
    "The option ARTAVIL / another flag is out.",
    "We came to ARTAVIL, formerly ANNA, in June.",
])
def test_a_name_of_a_ship_is_none_where_nothing_tells_of_one(interdict, text):
    result = interdict("text", "--json", "-", stdin=text)
    assert json.loads(result.stdout)["mentions"] == []

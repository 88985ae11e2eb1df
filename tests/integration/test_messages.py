"""Messages with ground truth: parties, texts, hits and verdicts.

# slow

One run over all messages of truth-dev.jsonl with a snapshot of OFAC, UN, EU and UK; each test reads one figure
from it.
"""
import collections
import json
import re

import pytest

LISTS = [
    "ofac_2026-07_merged/sdn.csv.gz", "ofac_2026-07_merged/alt.csv.gz", "ofac_2026-07_merged/add.csv.gz",
    "un/UN_consolidated_2026-02-27.xml.gz", "eu/eu_fsf_2026-05-01.reconstructed.xml.gz",
    "uk/UK-Sanctions-List_2026-08-22.reconstructed.xml.gz",
]


def plain(text):
    """Letters and digits: whether a line end was a blank is not in a message."""
    return re.sub(r"[\W_]", "", text or "").upper()


def place(where):
    """The tag or path; in a cover without the sequence."""
    return re.sub(r"^[AB]:", "", where)


@pytest.fixture(scope="module")
def truth(shared):
    folder = shared / "data" / "messages"
    with open(folder / "truth-dev.jsonl", encoding="utf-8") as lines:
        return folder, [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def answers(interdict, truth, shared, tmp_path_factory):
    """Lines of JSON by file; made messages are written first."""
    folder, messages = truth
    made = tmp_path_factory.mktemp("messages")
    lists = [shared / "data" / "lists" / name for name in LISTS]
    result = interdict("compile", "-o", made / "four.itd", *lists)
    assert result.code == 0, result.stderr
    paths = {}
    for m in messages:
        path = folder / m["file"]
        if "make" in m:
            path = made / m["file"].split("/")[-1]
            recipe = m["make"]
            path.write_bytes((recipe["head"] + recipe["unit"] * recipe["times"] + recipe["tail"]).encode())
        paths[str(path)] = m["file"]
    result = interdict("message", "--json", "--snapshot", made / "four.itd", *paths, timeout=800)
    assert result.code in (0, 1), result.stderr
    by_file = collections.defaultdict(list)
    for line in result.stdout.strip("\n").split("\n"):
        answer = json.loads(line)
        by_file[paths[answer["source"]]].append(answer)
    return by_file


def of_class(truth, *classes):
    return [m for m in truth[1] if m["class"] in classes]


def test_every_message_has_an_answer(truth, answers):
    assert [m["file"] for m in truth[1] if not answers[m["file"]]] == []


def test_the_format_is_recognised(truth, answers):
    wrong = []
    for m in truth[1]:
        if m["class"] == "broken" and not m.get("format_required", True):
            continue
        good = {m["format"], *m.get("format_ok", [])}
        if not good & {a["format"] for a in answers[m["file"]]}:
            wrong.append((m["file"], m["format"]))
    assert wrong == []


def test_parties_are_found_with_role_and_place(truth, answers):
    found = missing = extra = 0
    for m in of_class(truth, "sanctioned", "near_miss", "clean"):
        got = {(p["role"], place(p["where"]), plain(p["name"])) for a in answers[m["file"]] for p in a["parties"]}
        explained = set()
        for party in m["parties"]:
            roles = [party["role"], *party.get("role_ok", [])]
            good = {g for g in got if g[0] in roles and g[1:] == (place(party["where"]), plain(party["name"]))}
            explained |= good
            if good:
                found += 1
            elif not party.get("optional"):
                missing += 1
        extra += len(got - explained)
    assert found / (found + missing) >= 0.99
    assert found / (found + extra) >= 0.99


@pytest.mark.parametrize("kind,value", [("text", "value"), ("places", "value"), ("goods", "text")])
def test_texts_are_joined_across_line_ends(truth, answers, kind, value):
    missing = []
    for m in of_class(truth, "sanctioned", "near_miss", "clean"):
        got = {(place(t["where"]), plain(t[value])) for a in answers[m["file"]] for t in a[kind]}
        # A place may be named with its country behind it.
        missing += [(m["file"], t["where"], t[value]) for t in m.get(kind, [])
                    if not any(where == place(t["where"]) and (text == plain(t[value]) or
                                                               kind == "places" and plain(t[value]) in text)
                               for where, text in got)]
    assert missing == []


def hits_by_kind(truth, answers):
    share = collections.defaultdict(lambda: [0, 0, []])
    for m in of_class(truth, "sanctioned"):
        got = answers[m["file"]]
        for hit in m["expect_hits"]:
            ids = {hit["entity"], *hit["any_of"]}
            if hit["kind"] == "place":
                code = hit["entity"].split(":")[1]
                good = any(code in reason["text"] for a in got for reason in a["reasons"])
            else:
                good = any(h["id"] in ids and place(h["where"]) == hit["where"] for a in got for h in a["hits"])
            row = share[hit["kind"]]
            row[0] += good
            row[1] += 1
            if not good:
                row[2].append((m["file"], hit["where"], hit["listed"], hit["written"]))
    return share


@pytest.mark.parametrize("kind,least", [("exact", 1.0), ("alias", 1.0), ("bic", 1.0), ("imo", 1.0), ("place", 1.0),
                                        ("variant", 0.98), ("typo", 0.95)])
def test_listed_parties_are_hit(truth, answers, kind, least):
    good, total, missing = hits_by_kind(truth, answers)[kind]
    assert good / total >= least, missing


def verdicts(truth, answers, name):
    return [(m["file"], any(a["verdict"] != "PASS" for a in answers[m["file"]])) for m in of_class(truth, name)]


def test_listed_parties_never_pass(truth, answers):
    assert [file for file, review in verdicts(truth, answers, "sanctioned") if not review] == []


def test_broken_messages_never_pass(truth, answers):
    assert [file for file, review in verdicts(truth, answers, "broken") if not review] == []


def test_no_verdict_is_above_review(answers):
    assert {a["verdict"] for lines in answers.values() for a in lines} <= {"PASS", "REVIEW"}


def test_near_misses_and_clean_messages_seldom_alert(truth, answers):
    near = verdicts(truth, answers, "near_miss")
    clean = verdicts(truth, answers, "clean")
    assert sum(review for _, review in near) / len(near) <= 0.20, [f for f, review in near if review]
    assert sum(review for _, review in clean) / len(clean) <= 0.01, [f for f, review in clean if review]


def test_near_misses_besides_streets_and_ships_alert_in_one_of_twenty(truth, answers):
    allowed = re.compile("street|square|ship|vessel")
    near = [m for m in of_class(truth, "near_miss") if not any(allowed.search(n["why"]) for n in m["near_misses"])]
    alerts = [m["file"] for m in near if any(a["verdict"] != "PASS" for a in answers[m["file"]])]
    assert len(near) > 50
    assert len(alerts) / len(near) <= 0.05, alerts

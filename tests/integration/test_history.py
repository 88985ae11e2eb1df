"""compile --history: who was listed on a past day, by older files and snapshots of the lists."""
import json

import pytest

HEAD = "id,name,schema,program,listingDate\n"
MAY = HEAD + ("1,Saddam Hussein Al-Tikriti,Person,IRAQ,\n2,Banco Nacional de Cuba,Organization,CUBA,1986-07-08\n"
              "3,Aerocaribbean Airlines,Organization,CUBA,\n")
JUNE = HEAD + "1,Saddam Hussein Al-Tikriti,Person,IRAQ,\n2,Banco Nacional de Cuba,Organization,CUBA,1986-07-08\n"
JULY = HEAD + "1,Saddam Hussein Al-Tikriti,Person,IRAQ,\n4,Anglo-Caribbean Shipping,Organization,CUBA,\n"
NAMES = {1: "Saddam Hussein Al-Tikriti", 2: "Banco Nacional de Cuba", 3: "Aerocaribbean Airlines", 4: "Anglo-Caribbean Shipping"}

# entry, day: listed, not, or it is not known
ANSWERS = [
    (1, "2024-04-30", "unknown"), (1, "2024-05-01", "listed"), (1, "2024-06-15", "listed"), (1, "2024-08-01", "listed"),
    (2, "1986-07-07", "not"), (2, "1986-07-08", "listed"), (2, "2024-06-01", "listed"), (2, "2024-06-30", "unknown"), (2, "2024-07-01", "not"),
    (3, "2024-04-30", "unknown"), (3, "2024-05-01", "listed"), (3, "2024-05-31", "unknown"), (3, "2024-06-01", "not"), (3, "2024-07-01", "not"),
    (4, "2024-06-01", "not"), (4, "2024-06-02", "unknown"), (4, "2024-06-30", "unknown"), (4, "2024-07-01", "listed"),
]


@pytest.fixture(scope="module")
def folder(interdict, tmp_path_factory):
    """own.itd from files; chained.itd month by month from the snapshot before."""
    to = tmp_path_factory.mktemp("history")
    for name, text in (("may", MAY), ("june", JUNE), ("july", JULY)):
        (to / f"{name}.csv").write_text(text, encoding="utf-8")
    done = interdict("compile", "-o", to / "own.itd", f"own={to / 'july.csv'}", "--list-date", "own=2024-07-01",
                     "--history", f"own={to / 'june.csv'}@2024-06-01", "--history", f"own={to / 'may.csv'}@2024-05-01")
    assert done.code == 0, done.stderr
    before = ()
    for month, day in (("may", "2024-05-01"), ("june", "2024-06-01"), ("july", "2024-07-01")):
        done = interdict("compile", "-o", to / f"{month}.itd", f"own={to / month}.csv", "--list-date", f"own={day}", *before)
        assert done.code == 0, done.stderr
        before = ("--history", to / f"{month}.itd")
    return to


def screened(interdict, snapshot, entry, *options):
    done = interdict("screen", NAMES[entry], "--snapshot", snapshot, "--json", *options)
    answer = json.loads(done.stdout)
    if f"own-{entry}" not in [h["id"] for h in answer["results"]]:
        return "not"
    return "unknown" if any("listed" in w for w in answer.get("warnings", [])) else "listed"


@pytest.mark.parametrize("snapshot", ["own.itd", "july.itd"])
@pytest.mark.parametrize("entry, day, expected", ANSWERS)
def test_a_past_day_is_answered_from_what_was_listed_then(interdict, folder, snapshot, entry, day, expected):
    assert screened(interdict, folder / snapshot, entry, "--on", day) == expected


def test_without_a_day_only_what_is_listed_now_is_found(interdict, folder):
    assert [screened(interdict, folder / "own.itd", entry) for entry in NAMES] == ["listed", "not", "not", "listed"]


def test_former_entries_are_not_counted(interdict, folder):
    info = json.loads(interdict("info", folder / "own.itd", "--json").stdout)
    (source,) = info["sources"]
    assert (info["entities"], source["entities"], source["formerly_listed"], source["known_from"]) == (2, 2, 2, "2024-05-01")
    entity = json.loads(interdict("info", folder / "own.itd", "--entity", "own-2", "--json").stdout)
    assert entity["formerly_listed"] is True and entity["listed"] is False
    assert [s["endDate"] for s in entity["sanctions"]] == ["2024-06-01/2024-06-30"]


def test_the_order_of_the_editions_leaves_no_trace(interdict, folder):
    done = interdict("compile", "-o", folder / "again.itd", f"own={folder / 'july.csv'}", "--list-date", "own=2024-07-01",
                     "--history", f"own={folder / 'may.csv'}@2024-05-01", "--history", f"own={folder / 'june.csv'}@2024-06-01")
    assert done.code == 0 and (folder / "again.itd").read_bytes() == (folder / "own.itd").read_bytes()


def test_what_left_the_list_is_removed_in_the_difference(interdict, folder):
    done = interdict("diff", folder / "june.itd", folder / "july.itd", "--json")
    summary = json.loads(done.stdout.splitlines()[-1])
    assert summary["datasets"]["own"] == {"added": 1, "removed": 1, "modified": 0}


@pytest.mark.parametrize("entry, day, expected", [row for row in ANSWERS if row[1] >= "2024"])
def test_batch_text_and_message_answer_alike(interdict, folder, tmp_path, entry, day, expected):
    snapshot = folder / "own.itd"
    asked = tmp_path / "a.csv"
    asked.write_text(f"name\n{NAMES[entry]}\n", encoding="utf-8")
    batch = json.loads(interdict("batch", asked, "--snapshot", snapshot, "--on", day, "--json").stdout.splitlines()[0])
    assert bool(batch["results"]) == (expected != "not")
    page = tmp_path / "a.txt"
    page.write_text(f"A letter to {NAMES[entry]} of Havana.\n", encoding="utf-8")
    text = json.loads(interdict("text", page, "--snapshot", snapshot, "--on", day, "--json").stdout)
    payment = tmp_path / "a.fin"
    payment.write_text("{1:F01BANKDEFFAXXX0000000000}{2:I103BANKFRPPXXXXN}{4:\n:20:REF1\n:23B:CRED\n:32A:240601EUR100,\n:50K:/123\n"
                       f"{NAMES[entry].upper()}\n:59:/456\nMARIA MOE\n:71A:SHA\n-}}\n", encoding="utf-8")
    message = json.loads(interdict("message", payment, "--snapshot", snapshot, "--on", day, "--json").stdout)
    for answer in (text, message):
        codes = [r["code"] for r in answer["reasons"]]
        assert ("possible_match" in codes) == (expected != "not"), codes
        assert ("listing_day_unknown" in codes) == (expected == "unknown"), codes


def test_a_decision_of_a_past_day_knows_who_was_listed(interdict, folder, tmp_path):
    case = tmp_path / "case.json"
    for entry, day, expected in [row for row in ANSWERS if row[1] >= "2024"]:
        case.write_text(json.dumps({"id": "a", "on": day, "actor": {"country": "FR"}, "activity": "payment",
                                    "parties": [{"role": "creditor", "name": NAMES[entry]}]}), encoding="utf-8")
        answer = json.loads(interdict("decide", case, "--snapshot", folder / "own.itd", "--json").stdout)
        assert bool(answer["hits"]) == (expected != "not"), (entry, day, answer["verdict"])
        assert any(r["code"] == "listing_day_unknown" for r in answer["reasons"]) == (expected == "unknown"), (entry, day)


@pytest.mark.parametrize("options, code, says", [
    (["own=may.csv"], 2, "give it as FILE@YYYY-MM-DD"),
    (["nowhere.csv@2024-05-01"], 3, "nowhere.csv"),
    (["other=may.csv@2024-05-01"], 0, "is in the history and not among the lists"),
    (["own=may.csv@2025-05-01"], 0, "it is not older than the list"),
    (["own=may.csv@2024-05-01", "--history", "own=june.csv@2024-05-01"], 3, "has a file already"),
])
def test_a_history_that_says_nothing_is_told(interdict, folder, tmp_path, options, code, says):
    done = interdict("compile", "-o", tmp_path / "x.itd", "own=july.csv", "--list-date", "own=2024-07-01", "--history", *options, cwd=folder)
    assert done.code == code and says in done.stderr, done.stderr


def test_a_list_without_a_day_has_no_past(interdict, folder, tmp_path):
    done = interdict("compile", "-o", tmp_path / "x.itd", "own=july.csv", "--history", "own=may.csv@2024-05-01", cwd=folder)
    assert done.code == 2 and "--list-date own=YYYY-MM-DD" in done.stderr


def test_the_list_of_the_united_nations_keeps_who_left_it(interdict, shared, tmp_path):
    lists = shared / "data" / "lists" / "un"
    done = interdict("compile", "-o", tmp_path / "un.itd", lists / "UN_consolidated_2026-02-27.xml.gz", "--history",
                     lists / "UN_consolidated_2025.xml.gz", "--json")
    source = json.loads(done.stdout)["sources"][0]
    assert (source["entities"], source["formerly_listed"], source["known_from"]) == (1003, 10, "2025-04-19")
    for day, found in (("2013-07-23", False), ("2013-07-24", True), ("2025-04-19", True), ("2026-02-27", False)):
        answer = json.loads(interdict("screen", "Abu Mohammed al-Jawlani", "--snapshot", tmp_path / "un.itd", "--on", day, "--json").stdout)
        assert ("un-3020633" in [h["id"] for h in answer["results"]]) == found, day

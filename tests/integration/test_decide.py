"""Cases against lists: owners in the snapshot, the firm's policy, banks, ports, vessels."""
import hashlib
import html.parser
import json
import re

import pytest

from conftest import ROOT

LEI = "529900T8BM49AURSDO55"


def entity(key, name, listed, **properties):
    record = {"id": key, "schema": "Company", "properties": {"name": [name], **{k: [v] for k, v in properties.items()}}}
    if listed:
        record["target"] = True
        record["properties"]["topics"] = ["sanction"]
    return record


def holds(key, owner, owned, share=None, **properties):
    found = {"owner": [owner], "asset": [owned], **{k: [v] for k, v in properties.items()}}
    if share is not None:
        found["percentage"] = [share]
    return {"id": key, "schema": "Ownership", "properties": found}


GROUP = [entity("own-1", "Zarbatan Heavy Metals Trading", True, country="ir"),
         entity("own-2", "Quillonby Marine Fuels", True, country="ru"),
         entity("own-3", "Ostrava Brennholtz Holding", False, country="de"),
         entity("own-4", "Pellworm Lubricants", False, country="de", leiCode=LEI)]


DATASETS = ("us_ofac_sdn", "us_ofac_cons", "un_sc_sanctions", "eu_fsf", "eu_journal_sanctions", "gb_fcdo_sanctions",
            "ch_seco_sanctions")


def others(tmp_path, datasets):
    """The other lists that measures read, each with somebody whom no case names: a list that is not there makes them unsure."""
    for dataset in datasets:
        path = tmp_path / f"other-{dataset}.ftm.json"
        path.write_text(json.dumps({**entity(f"x-{dataset}", "Vrchlabi Uhersko Ztracenka", True, country="ir"),
                                    "datasets": [dataset]}) + "\n", encoding="utf-8")
        yield f"{dataset}={path}"


def listed_by(interdict, tmp_path, records, dataset="eu_fsf", date="2026-01-01", name="list"):
    """A snapshot of one list with these records, of the others, and the packs."""
    source, out = tmp_path / f"{name}.ftm.json", tmp_path / f"{name}.itd"
    source.write_text("\n".join(map(json.dumps, records)) + "\n", encoding="utf-8")
    rest = [d for d in DATASETS if d != dataset]
    done = interdict("compile", "-o", out, f"{dataset}={source}", *others(tmp_path, rest), "--regimes", ROOT / "regimes",
                     *(x for d in rest for x in ("--list-date", f"{d}=2026-01-01")),
                     *(["--list-date", f"{dataset}={date}"] if date else []))
    assert done.code == 0, done.stderr
    return out


def decide(interdict, snapshot, case, *options):
    done = interdict("decide", "--json", "--snapshot", snapshot, *options, "-", stdin=json.dumps(case))
    assert done.code in (0, 1), done.stderr
    return json.loads(done.stdout)


def case_of(**party):
    return {"on": "2026-07-30", "actor": {"country": "DE"}, "activity": "export", "goods": [{"hs": "842230"}],
            "parties": [{"role": "buyer", "country": "DE", **party}]}


def says(answer, *words):
    return any(all(word in warning for word in words) for warning in answer["warnings"])


# ---- owners ----

@pytest.mark.parametrize("share,verdict", [("20", "PASS"), ("20.01", "REVIEW")])
def test_more_than_half_counts_for_a_list_of_the_union(interdict, tmp_path, share, verdict):
    links = [holds("o-1", "own-1", "own-4", "30"), holds("o-2", "own-3", "own-4", share),
             holds("o-3", "own-2", "own-3", "80"), holds("o-4", "own-4", "own-3", "20")]
    answer = decide(interdict, listed_by(interdict, tmp_path, GROUP + links), case_of(name="Pellworm Lubricants", lei=LEI))
    assert answer["verdict"] == verdict
    path = (f"30.00 % by Zarbatan Heavy Metals Trading (own-1); {float(share):.2f} % by Ostrava Brennholtz Holding (own-3) "
            "[itself held 80.00 % by Quillonby Marine Fuels (own-2)]")
    assert says(answer, path) == (verdict == "REVIEW")


def test_half_is_enough_for_a_list_of_the_united_states(interdict, tmp_path):
    links = [holds("o-1", "own-1", "own-4", "50")]
    snapshot = listed_by(interdict, tmp_path, GROUP + links, dataset="us_ofac_sdn")
    answer = decide(interdict, snapshot, case_of(name="Pellworm Lubricants", lei=LEI))
    assert answer["verdict"] == "REVIEW" and says(answer, "counts as the listed do (us: from 50.00 %")


def test_a_share_that_the_list_does_not_give_is_asked_for(interdict, tmp_path):
    snapshot = listed_by(interdict, tmp_path, GROUP + [holds("o-1", "own-1", "own-4")])
    answer = decide(interdict, snapshot, case_of(name="Pellworm Lubricants", lei=LEI))
    assert answer["verdict"] == "REVIEW"
    assert [m["fact"] for m in answer["missing"]] == ["parties.owners.percentage"]
    assert answer["missing"][0]["question"] == "Which share of Pellworm Lubricants does Zarbatan Heavy Metals Trading hold?"


def test_what_was_sold_counts_until_that_day(interdict, tmp_path):
    links = [holds("o-1", "own-1", "own-4", "60", endDate="2026-05")]
    snapshot = listed_by(interdict, tmp_path, GROUP + links)
    case = case_of(name="Pellworm Lubricants", lei=LEI)
    assert decide(interdict, snapshot, case)["verdict"] == "PASS"
    assert decide(interdict, snapshot, {**case, "on": "2026-05-31"})["verdict"] == "REVIEW"


def test_an_owner_of_the_case_is_followed_into_the_snapshot(interdict, tmp_path):
    snapshot = listed_by(interdict, tmp_path, GROUP + [holds("o-1", "own-2", "own-3", "80")])
    owner = {"name": "Ostrava Brennholtz Holding", "id": "own-3", "percentage": "75"}
    answer = decide(interdict, snapshot, case_of(name="Kirchhain Pumps", owners=[owner]))
    assert answer["verdict"] == "REVIEW"
    assert says(answer, "75.00 % by Ostrava Brennholtz Holding (own-3) [who is Ostrava Brennholtz Holding (own-3) "
                        "[itself held 80.00 % by Quillonby Marine Fuels (own-2)]]")


def test_half_owned_by_a_named_bank_is_frozen_there_and_not_here(interdict, tmp_path):
    """The Central Bank of Iran is named by measures of the United States and the Union: at one half only the first count."""
    snapshot = listed_by(interdict, tmp_path, GROUP)

    def by_imposer(actor, share):
        case = case_of(name="Kirchhain Pumps", owners=[{"name": "Central Bank of Iran", "percentage": share}])
        answer = decide(interdict, snapshot, {**case, "actor": {"country": actor}})
        return {j["imposer"]: j["verdict"] for j in answer["jurisdictions"]}

    assert by_imposer("US", "50")["US"] == "BLOCK"
    assert by_imposer("US", "49.99")["US"] == "PASS"
    assert by_imposer("DE", "50")["EU"] == "PASS"
    assert by_imposer("DE", "50.01")["EU"] == "BLOCK"


# ---- policy ----

def policy_file(tmp_path, text):
    path = tmp_path / "policy.yaml"
    path.write_text(text, encoding="utf-8")
    return path


NEAR = {"name": "Zarbatan Hevy Metal Traders", "id": "C-4711", "country": "IR"}


def test_thresholds_by_list_and_schema(interdict, tmp_path):
    snapshot = listed_by(interdict, tmp_path, GROUP)
    case = case_of(**NEAR)
    hit = decide(interdict, snapshot, case)["hits"][0]
    assert 0.7 <= hit["score"] < 0.99
    above = f"{hit['score'] + 0.005:.4f}"

    def hits(text):
        return len(decide(interdict, snapshot, case, "--policy", policy_file(tmp_path, text))["hits"])

    assert hits(f"thresholds: [{{list: eu_fsf, threshold: {above}}}]") == 0
    assert hits(f"thresholds: [{{list: us_ofac_sdn, threshold: {above}}}]") == 1
    assert hits(f"thresholds: [{{schema: Company, threshold: {above}}}]") == 0
    assert hits(f"thresholds: [{{schema: Organization, threshold: {above}}}]") == 0
    assert hits(f"thresholds: [{{schema: Person, threshold: {above}}}]") == 1
    assert hits(f"threshold: {above}\nthresholds: [{{list: eu_fsf, schema: Company, threshold: 0.7}}]") == 1
    assert hits(f"thresholds: [{{list: eu_fsf, threshold: 0.7}}, {{list: eu_fsf, schema: Company, threshold: {above}}}]") == 0


def suppression(hit, until="2027-01-31"):
    return (f"suppressions:\n  - {{party: C-4711, party_record: {hit['party_record']}, entity: {hit['id']}, "
            f"entity_record: {hit['record']}, reason: another registry number, by: A. Analyst, until: {until}}}\n")


def test_a_suppression_holds_until_either_record_changes(interdict, tmp_path):
    snapshot = listed_by(interdict, tmp_path, GROUP)
    case = case_of(**{**NEAR, "country": "DE"})
    found = decide(interdict, snapshot, case)
    assert found["verdict"] == "REVIEW"
    policy = policy_file(tmp_path, suppression(found["hits"][0]))
    held = decide(interdict, snapshot, case, "--policy", policy)
    assert held["verdict"] == "PASS" and held["hits"][0]["suppressed"] and says(held, "is suppressed by A. Analyst")
    assert held["policy"] == "sha256:" + hashlib.sha256(policy.read_bytes()).hexdigest()

    moved = json.loads(json.dumps(case))
    moved["parties"][0]["birth_date"] = "1999"
    answer = decide(interdict, snapshot, moved, "--policy", policy)
    assert answer["verdict"] == "REVIEW" and says(answer, "is void", "our record has changed")

    relisted = [entity("own-1", "Zarbatan Heavy Metals Trading", True, country="ir", address="Kish"), *GROUP[1:]]
    answer = decide(interdict, listed_by(interdict, tmp_path, relisted, name="later"), case, "--policy", policy)
    assert answer["verdict"] == "REVIEW" and says(answer, "is void", "the listed record has changed")

    answer = decide(interdict, snapshot, {**case, "on": "2027-02-01"}, "--policy", policy)
    assert answer["verdict"] == "REVIEW" and says(answer, "is void", "it has expired")

    other_role = json.loads(json.dumps(case))
    other_role["parties"][0]["role"] = "carrier"
    assert decide(interdict, snapshot, other_role, "--policy", policy)["verdict"] == "PASS"


def test_the_hash_of_a_record_does_not_depend_on_other_lists(interdict, tmp_path):
    alone = listed_by(interdict, tmp_path, GROUP)
    other = tmp_path / "other.ftm.json"
    other.write_text(json.dumps(entity("aaa-1", "Unrelated Trading Company", True)) + "\n", encoding="utf-8")
    both = tmp_path / "both.itd"
    done = interdict("compile", "-o", both, f"eu_fsf={tmp_path / 'list.ftm.json'}", f"aaa_first={other}", "--regimes",
                     ROOT / "regimes", "--list-date", "eu_fsf=2026-01-01", "--list-date", "aaa_first=2026-01-01")
    assert done.code == 0, done.stderr
    records = [decide(interdict, s, case_of(**NEAR))["hits"][0]["record"] for s in (alone, both)]
    assert records[0] == records[1]


def test_a_stale_list_makes_a_pass_a_review(interdict, tmp_path):
    snapshot = listed_by(interdict, tmp_path, GROUP)
    case = case_of(name="Kirchhain Pumps")
    assert decide(interdict, snapshot, case)["verdict"] == "PASS"
    answer = decide(interdict, snapshot, case, "--policy", policy_file(tmp_path, "stale_after_days: 209\n"))
    assert answer["verdict"] == "REVIEW" and says(answer, "eu_fsf is 210 days old, the policy allows 209")
    assert decide(interdict, snapshot, case, "--policy", policy_file(tmp_path, "stale_after_days: 210\n"))["verdict"] == "PASS"
    undated = listed_by(interdict, tmp_path, GROUP, date=None, name="undated")
    answer = decide(interdict, undated, case, "--policy", policy_file(tmp_path, "stale_after_days: 9999\n"))
    assert answer["verdict"] == "REVIEW" and says(answer, "has no date")


EXPOSED = {"on": "2020-03-02", "actor": {"country": "DE", "role": "exporter"}, "activity": "export",
           "parties": [{"role": "buyer", "country": "IR"}], "goods": [{"hs": "870899"}]}


@pytest.mark.parametrize("text,verdict", [("exposure: reject", "REJECT"), ("exposure: review", "REVIEW"),
                                          ("exposure: pass", "PASS"), ("exposure: exposure", "EXPOSURE"),
                                          ("jurisdictions: [EU]", "PASS"), ("jurisdictions: [EU, US]", "EXPOSURE")])
def test_what_an_exposure_means_and_whose_law_counts(interdict, tmp_path, text, verdict):
    snapshot = listed_by(interdict, tmp_path, GROUP)
    answer = decide(interdict, snapshot, EXPOSED, "--policy", policy_file(tmp_path, text))
    assert answer["verdict"] == verdict
    assert {j["imposer"]: j["verdict"] for j in answer["jurisdictions"]}["US"] == "EXPOSURE"


def test_the_next_change_is_that_of_the_verdict_that_counts(interdict, tmp_path):
    snapshot = listed_by(interdict, tmp_path, GROUP)
    case = {**EXPOSED, "on": "2017-03-01"}
    assert decide(interdict, snapshot, case)["next_change"]["date"] == "2018-08-07"
    answer = decide(interdict, snapshot, case, "--policy", policy_file(tmp_path, "jurisdictions: [EU]"))
    assert answer["next_change"] is None or answer["next_change"]["date"] != "2018-08-07"


@pytest.mark.parametrize("text,place,what", [
    ("jurisdictions: [EU, UK]", "policy.yaml:1", "no jurisdiction UK"),
    ("limit: 3\nthresholds:\n  - {list: us_ofac_sd, threshold: 0.8}", "policy.yaml:3", "us_ofac_sd"),
    ("limit: 3\ntreshold: 0.8", "policy.yaml:2", "treshold: unknown field"),
    ("limit: [", "policy.yaml", "")])
def test_a_wrong_policy_decides_nothing(interdict, tmp_path, text, place, what):
    snapshot = listed_by(interdict, tmp_path, GROUP)
    done = interdict("decide", "--json", "--snapshot", snapshot, "--policy", policy_file(tmp_path, text), "-",
                     stdin=json.dumps(EXPOSED))
    assert done.code == 3 and done.stdout == ""
    assert place in done.stderr and what in done.stderr


# ---- banks and vessels ----

def under(key, program):
    return {"id": f"s-{key}", "schema": "Sanction", "properties": {"entity": [key], "program": [program]}}


LISTED = [entity("own-5", "Quillonby Savings Bank", True, swiftBic="QUILRUMM"), under("own-5", "SDGT"),
          {"id": "own-6", "schema": "Vessel", "target": True,
           "properties": {"name": ["PELLWORM STAR"], "imoNumber": ["9074729"], "topics": ["sanction"]}}, under("own-6", "SDGT")]


@pytest.mark.parametrize("bic", ["QUILRUMM", "QUILRUMMXXX", "QUILRUMM123", "QUILRUM1", "QUILRUM1XXX", "quilrumm", "QUILRUM0"])
def test_a_bank_is_known_by_the_first_seven_characters(interdict, tmp_path, bic):
    snapshot = listed_by(interdict, tmp_path, LISTED, dataset="us_ofac_sdn")
    case = {"on": "2026-07-30", "actor": {"country": "US", "role": "bank"}, "activity": "payment",
            "parties": [{"role": "bank", "bic": bic}], "payment": {"currency": "USD"}}
    answer = decide(interdict, snapshot, case)
    assert answer["verdict"] == "BLOCK", answer["warnings"]
    assert says(answer, "takes part in tests only") == (bic == "QUILRUM0")


def test_another_bank_of_that_town_is_not_it(interdict, tmp_path):
    snapshot = listed_by(interdict, tmp_path, LISTED, dataset="us_ofac_sdn")
    case = {"on": "2026-07-30", "actor": {"country": "US", "role": "bank"}, "activity": "payment",
            "parties": [{"role": "bank", "bic": "QUILRUEK"}], "payment": {"currency": "USD"}}
    assert decide(interdict, snapshot, case)["verdict"] == "PASS"


def test_a_listed_vessel_stands_beside_the_parties(interdict, tmp_path):
    snapshot = listed_by(interdict, tmp_path, LISTED, dataset="us_ofac_sdn")

    def answer(actor, **vessel):
        return decide(interdict, snapshot, {
            "on": "2026-07-30", "actor": {"country": actor, "role": "carrier"}, "activity": "shipping",
            "parties": [{"role": "seller", "country": "TR"}], "route": {"from": "TR", "to": "IT", "vessels": [vessel]}})

    known = answer("US", name="SUNNY DAY", imo="9074729")
    assert known["verdict"] == "BLOCK" and known["jurisdictions"][0]["stands"][0]["measure"] == "us-eo13224"
    assert answer("US", name="PELLWORM STAR")["verdict"] == "REVIEW", "by name alone it is perhaps another"
    # No measure says what the listing means for a Greek carrier: that is no reason to pass.
    greek = answer("GR", name="SUNNY DAY", imo="9074729")
    assert greek["verdict"] == "REVIEW" and says(greek, "no measure says what that means")
    slip = answer("GR", name="SUNNY DAY", imo="9074720")
    assert slip["verdict"] == "REVIEW" and says(slip, "9074720 is no imoNumber")


# ---- places ----

@pytest.mark.parametrize("port,found", [("Bandar Abbas", True), ("IRBND", True), ("Port of Mariel", True), ("Kerch", True),
                                        ("Miami, Florida", False), ("Havana, Illinois, USA", False), ("Yalta Road 5, London", False),
                                        ("Hamburg", False), ("DEHAM", False)])
def test_ports_and_those_that_look_alike(interdict, tmp_path, port, found):
    snapshot = listed_by(interdict, tmp_path, GROUP)
    answer = decide(interdict, snapshot, {"on": "2026-07-30", "actor": {"country": "BR"}, "activity": "shipping",
                                          "parties": [{"country": "BR"}], "route": {"ports": [port]}})
    assert (answer["verdict"] == "REVIEW") == found
    assert says(answer, "comprehensive measures") == found


def test_territories_are_words_of_the_packs(interdict, tmp_path):
    """A pack says which countries are meant; no line of the program does."""
    packs = tmp_path / "packs"
    packs.mkdir()
    words = (ROOT / "regimes" / "vocabulary.yaml").read_text(encoding="utf-8")
    changed = words.replace("comprehensive: [IR, ", "comprehensive: [IS, ").replace("named_by: [us-cbi-sdgt, us-nioc-sdgt], ", "")
    assert changed != words
    (packs / "vocabulary.yaml").write_text(changed, encoding="utf-8")
    (packs / "facts.yaml").write_bytes((ROOT / "regimes" / "facts.yaml").read_bytes())
    (packs / "map.yaml").write_text("map: [{imposer: UN, where: [IS], name: none, periods: [{until: 2001-01-01}], kinds: [arms], "
                                    "confidence: general}]\n", encoding="utf-8")
    (packs / "one.yaml").write_text((ROOT / "regimes" / "haiti" / "un.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    source, out = tmp_path / "list.ftm.json", tmp_path / "x.itd"
    source.write_text("\n".join(map(json.dumps, GROUP)) + "\n", encoding="utf-8")
    done = interdict("compile", "-o", out, f"eu_fsf={source}", "--regimes", packs, "--list-date", "eu_fsf=2026-01-01")
    assert done.code == 0, done.stderr

    def verdict(port):
        return decide(interdict, out, {"on": "2026-07-30", "actor": {"country": "BR"}, "activity": "shipping",
                                       "parties": [{"country": "BR"}], "route": {"ports": [port]}})["verdict"]

    assert (verdict("ISREY"), verdict("IRBND"), verdict("Bandar Abbas"), verdict("Kerch")) == ("REVIEW", "PASS", "PASS", "REVIEW")


# ---- the walk of docs/medicine.md ----

def test_the_walk_through_one_shipment_is_true(interdict, tmp_path):
    page = (ROOT / "docs" / "medicine.md").read_text(encoding="utf-8")
    case = re.search(r"```json\n(.*?)```", page, re.S).group(1)
    rows = re.findall(r"^\| (\d{4}-\d\d-\d\d) \| `([A-Z]+)` \|", page, re.M)
    assert len(rows) == 5
    (tmp_path / "shipment.json").write_text(case, encoding="utf-8")
    for day, verdict in rows:
        done = interdict("decide", tmp_path / "shipment.json", "--on", day)
        assert done.stdout.startswith(f"shipment: {verdict} on {day}"), done.stdout
    shown = re.search(r"The answer of 2019-09-20 .*?```\n(.*?)```", page, re.S).group(1)
    answer = interdict("decide", tmp_path / "shipment.json", "--on", "2019-09-20").stdout
    assert "  Ground: lists " in answer
    assert re.sub(r"  Ground: .*\n(    .*\n)*", "", answer) == shown
    less = {k: v for k, v in json.loads(case).items() if k != "facts"}
    questions = re.search(r"```\n(  To be answered first:.*?)```", page, re.S).group(1)
    done = interdict("decide", "-", "--on", "2020-12-01", stdin=json.dumps(less))
    assert done.stdout.startswith("shipment: REVIEW") and questions in done.stdout


# ---- the policy where messages and texts are screened ----

FIN = ("{1:F01DEUTDEFFAXXX0000000000}{2:I103DEUTDEFFXXXXN}{4:\n:20:X\n:23B:CRED\n:32A:200101EUR5,\n:50K:/1\nZarbatan Heavy Metal Traders\n"
       ":59:/2\nKirchhain Pumps\n:71A:SHA\n-}\n")


@pytest.mark.parametrize("command,content", [("message", FIN), ("text", "paid to Zarbatan Heavy Metals Trading today\n")],
                         ids=["message", "text"])
def test_messages_and_texts_keep_the_policy(interdict, tmp_path, command, content):
    snapshot = listed_by(interdict, tmp_path, GROUP)
    source = tmp_path / "a.txt"
    source.write_text(content, encoding="utf-8")

    def answer(text, *options):
        done = interdict(command, "--json", "--snapshot", snapshot, "--on", "2026-07-30", source,
                         *(["--policy", policy_file(tmp_path, text)] if text else []), *options)
        assert done.code in (0, 1), done.stderr
        found = json.loads(done.stdout)
        return found["verdict"], len(found.get("hits", found.get("mentions"))), found

    assert answer(None)[:2] == ("REVIEW", 1)
    if command == "message":
        assert answer("thresholds: [{list: eu_fsf, threshold: 1}]\n")[:2] == ("PASS", 0)
        assert answer("thresholds: [{schema: Person, threshold: 1}]\n")[:2] == ("REVIEW", 1)
        assert answer("threshold: 1\n")[:2] == ("PASS", 0)
        assert answer("threshold: 1\n", "--threshold", "0.7")[:2] == ("REVIEW", 1)
    source.write_text(re.sub("Zarbatan Heavy Metals? Trad(ing|ers)", "Kirchhain Light Pumps", content), encoding="utf-8")
    assert answer(None)[:2] == ("PASS", 0)
    verdict, hits, found = answer("stale_after_days: 30\n")
    assert (verdict, hits) == ("REVIEW", 0)
    assert any("210 days old" in reason["text"] for reason in found["reasons"])
    broken = interdict(command, "--snapshot", snapshot, "--policy", policy_file(tmp_path, "treshold: 1\n"), source)
    assert broken.code == 3 and "treshold: unknown field" in broken.stderr and broken.stdout == ""


class Page(html.parser.HTMLParser):
    """Texts of a page, its tags, and whether every tag that opens is closed."""

    def __init__(self, text):
        super().__init__()
        self.open, self.texts, self.tags = [], [], []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)


def test_the_page_of_a_decision_says_what_the_answer_says(interdict, tmp_path):
    case = {"id": "a <b> & \"c\"", "on": "2020-01-15", "actor": {"country": "US", "us_person": True}, "activity": "export",
            "parties": [{"role": "bank", "name": "Central Bank of Iran <script>", "country": "IR", "bic": "BMJIIRTH"}],
            "goods": [{"hs": "300490", "origin": "US"}], "facts": {"ear99": True}}
    path = tmp_path / "cases.jsonl"
    path.write_text(json.dumps(case) + "\n" + json.dumps({**case, "id": "second"}) + "\n", encoding="utf-8")
    done = interdict("decide", path, "--json", "--html", tmp_path / "page.html")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.code == 1 and done.stdout == interdict("decide", path, "--json").stdout
    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    page = Page(text)
    said = " ".join(page.texts)
    assert [tag for tag, _ in page.tags].count("article") == 2
    assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in page.tags}
    assert case["id"] in said and "second" in said and "Central Bank of Iran <script>" in said
    for answer in answers:
        assert answer["verdict"] in said and answer["snapshot"] in said and answer["policy"] in said
        for law in answer["jurisdictions"]:
            for measure in law["stands"]:
                assert measure["measure"] in said and measure["provision"] in said
        for duty in answer["duties"]:
            assert duty["text"] in said and duty["due"] in said
        for question in answer["missing"]:
            assert question["question"] in said
        for key in ("lists", "law"):
            for row in answer.get("ground", {}).get(key, []):
                assert str(row.get("dataset", row.get("imposer"))) in said
    assert interdict("decide", path, "--html", tmp_path / "none" / "page.html").code == 4


def test_a_permit_on_our_own_mapping_of_goods_is_asked_about(interdict):
    """Chicken to Cuba: 31 CFR 515.533 says agricultural commodities; that 0207 is one is our reading."""
    case = {"id": "c", "on": "2026-09-01", "actor": {"country": "US", "us_person": True, "role": "exporter"}, "activity": "export",
            "parties": [{"role": "buyer", "country": "CU"}], "goods": [{"hs": "020714", "origin": "US"}], "route": {"from": "US", "to": "CU"},
            "facts": {"bis_authorised": True, "payment_terms": "cash_in_advance", "ships_within_12_months": True}}
    answer = json.loads(interdict("decide", "--json", "-", stdin=json.dumps(case)).stdout)
    question = next(q for q in answer["missing"] if q["fact"] == "goods.hs")
    assert (answer["verdict"], question["holds"], question["if_true"], question["if_false"]) == ("LICENSED", "code", "LICENSED", "REJECT")
    assert question["asked_by"] == "cu-515-533-ag" and any(reason["code"] == "fact_missing" for reason in answer["reasons"])

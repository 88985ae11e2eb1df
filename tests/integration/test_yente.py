"""yente's API: its clients' requests, answered with the same statuses, bodies and limits."""
import json
import pathlib
import re
import urllib.parse

import pytest

from serving import Server

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent

FIRM = [
    {"id": "p-1", "schema": "Person", "datasets": ["firm"], "referents": ["old-1", "p 2/ä"], "target": True,
     "first_seen": "2022-03-01T10:20:30", "last_seen": "2026-11-01", "last_change": "2024-05-06T07:08:09.123456",
     "properties": {"name": ["Bocharov Testov"], "birthDate": ["1985-03-04"], "country": ["ru"], "topics": ["sanction"],
                    "gender": ["male"], "passportNumber": ["X1234567"], "addressEntity": ["a-1"], "weakAlias": ["Boch"]}},
    {"id": "p-2", "schema": "Person", "datasets": ["firm"], "target": True, "first_seen": "2021-01-01", "last_change": "2025-01-01T00:00",
     "properties": {"name": ["Anna Testova"], "birthDate": ["1985"], "nationality": ["by"], "topics": ["role.pep", "poi"]}},
    {"id": "c-1", "schema": "Company", "datasets": ["firm"], "target": True,
     "properties": {"name": ["Testov Holding OOO"], "jurisdiction": ["ru"], "registrationNumber": ["77-1234"],
                    "topics": ["sanction", "debarment"]}},
    {"id": "v-1", "schema": "Vessel", "datasets": ["firm"], "target": True,
     "properties": {"name": ["Northern Testov"], "imoNumber": ["9074729"], "topics": ["sanction"]}},
    {"id": "a-1", "schema": "Address", "datasets": ["firm"], "properties": {"full": ["Nevsky 1, St Petersburg"], "country": ["ru"]}},
    {"id": "s-1", "schema": "Sanction", "datasets": ["firm"],
     "properties": {"entity": ["p-1"], "authority": ["A Board"], "program": ["TEST-1"], "listingDate": ["2022-02-25"]}},
    {"id": "o-1", "schema": "Ownership", "datasets": ["firm"],
     "properties": {"owner": ["p-1"], "asset": ["c-1"], "percentage": ["51"], "startDate": ["2020"]}},
    {"id": "pay-1", "schema": "Payment", "datasets": ["firm"], "properties": {"payer": ["c-1"], "beneficiary": ["p-2"], "amount": ["5"]}},
    {"id": "f-1", "schema": "Family", "datasets": ["firm"], "properties": {"person": ["p-1"], "relative": ["p-2"],
                                                                           "relationship": ["sister"]}},
]


@pytest.fixture(scope="module")
def server(program, interdict, tmp_path_factory):
    folder = tmp_path_factory.mktemp("yente")
    (folder / "firm.json").write_text("".join(json.dumps(x) + "\n" for x in FIRM))
    sample = sorted((ROOT / "data" / "sample").glob("*.ftm.json"))
    done = interdict("compile", "-o", folder / "a.itd", f"firm={folder / 'firm.json'}", *sample)
    assert done.code == 0, done.stderr
    with Server(program, "--snapshot", folder / "a.itd", "--quiet") as s:
        yield s


def match(server, properties, schema="Person", dataset="default", **params):
    answer = server.post(f"/match/{dataset}", {"queries": {"q": {"schema": schema, "properties": properties}}}, **params)
    assert answer.status == 200, answer.text
    return answer.json()["responses"]["q"]


def ids(found):
    return [x["id"] for x in found["results"]]


# ---- match ----

ENTITY_KEYS = {"id", "caption", "schema", "properties", "datasets", "referents", "target", "first_seen", "last_seen", "last_change"}


def test_a_match_is_an_entity_with_its_score(server):
    found = match(server, {"name": ["Bocharov Testov"], "birthDate": ["1985-03-04"]})
    assert found["status"] == 200 and found["total"] == {"value": 1, "relation": "eq"}
    best = found["results"][0]
    assert ENTITY_KEYS <= set(best) and best["id"] == "p-1" and best["match"] is True and best["score"] > 0.9
    assert best["properties"]["birthDate"] == ["1985-03-04"] and best["datasets"] == ["firm"] and best["target"] is True
    assert set(best["referents"]) == {"old-1", "p 2/ä"} and "name_match" in best["features"]
    assert {"score", "detail", "query", "candidate"} == set(best["explanations"]["name_match"])


def test_the_query_comes_back_cleaned(server):
    found = match(server, {"name": "Bocharov Testov", "country": ["Russia", "Nowhereland"], "birthDate": ["4 March 1985", "soon"],
                           "registrationNumber": 771234, "noSuchThing": ["x"], "imoNumber": [None]})
    assert found["query"] == {"id": None, "schema": "Person", "properties": {
        "name": ["Bocharov Testov"], "country": ["ru"], "birthDate": ["1985-03-04"], "registrationNumber": ["771234"]}}


def test_a_name_in_parts_a_number_and_a_vessel(server):
    assert ids(match(server, {"firstName": ["Bocharov"], "lastName": ["Testov"]})) == ["p-1"]
    assert ids(match(server, {"name": ["Completely Different"], "passportNumber": ["X1234567"]}))[:1] == ["p-1"]
    assert ids(match(server, {"name": ["Northern Testov"], "imoNumber": ["IMO 9074729"]}, "Vessel"))[:1] == ["v-1"]


def test_no_name_is_left_out_however_many_there_are(server):
    names = [f"Some Other Person {chr(65 + i)}{chr(65 + k)}" for i in range(10) for k in range(8)]
    for place in (0, 15, 40, 79):
        given = names[:place] + ["Bocharov Testov"] + names[place:]
        assert "p-1" in ids(match(server, {"name": given})), place


def test_what_cannot_be_searched_says_so(server):
    found = match(server, {"country": ["ru"]})
    assert found["status"] == 400 and found["results"] == [] and "name" in found["detail"]


def test_the_batch_and_its_limits(server):
    queries = {f"q{i}": {"schema": "Person", "properties": {"name": ["Bocharov Testov"]}} for i in range(100)}
    answer = server.post("/match/default", {"queries": queries})
    assert answer.status == 200 and answer.headers["x-batch-size"] == "100" and len(answer.json()["responses"]) == 100
    assert answer.json()["limit"] == 5
    queries["one more"] = queries["q0"]
    answer = server.post("/match/default", {"queries": queries})
    assert answer.status == 400 and answer.json() == {"detail": "Too many queries in one batch (limit: 100)"}


@pytest.mark.parametrize("body,status,place", [
    (b"", 422, ["body"]), (b"{", 422, ["body"]), ({}, 422, ["body", "queries"]), ({"queries": []}, 422, ["body", "queries"]),
    ({"queries": {"a": {"properties": {}}}}, 422, ["body", "queries", "a", "schema"]),
    ({"queries": {"a": {"schema": "Person"}}}, 422, ["body", "queries", "a", "properties"]),
    ({"queries": {}}, 400, None), ({"queries": {"a": {"schema": "Banana", "properties": {"name": ["x"]}}}}, 400, None)])
def test_bad_batches(server, body, status, place):
    answer = server.post("/match/default", body)
    assert answer.status == status, answer.text
    detail = answer.json()["detail"]
    if place:
        assert detail[0]["loc"] == place and {"type", "loc", "msg", "input"} <= set(detail[0])
    else:
        assert isinstance(detail, str)


@pytest.mark.parametrize("params,status", [
    ({"limit": 500}, 200), ({"limit": 501}, 422), ({"limit": "x"}, 422), ({"threshold": "high"}, 422), ({"algorithm": "best"}, 200),
    ({"algorithm": "logic-v2"}, 200), ({"algorithm": "name-based"}, 200), ({"algorithm": "regression-v1"}, 200),
    ({"algorithm": "banana"}, 400), ({"changed_since": "2020-01-01T10:00"}, 200), ({"changed_since": "yesterday"}, 422),
    ({"fuzzy": "true", "whatever": 1}, 200), ({"exclude_entity_ids": [str(i) for i in range(50)]}, 200),
    ({"exclude_entity_ids": [str(i) for i in range(51)]}, 422)])
def test_parameters_of_match(server, params, status):
    body = {"queries": {"q": {"schema": "Person", "properties": {"name": ["Bocharov Testov"]}}}}
    assert server.post("/match/default", body, **params).status == status


def test_limit_threshold_and_cutoff(server):
    name = {"name": ["Testov"]}
    wide = match(server, name, "Thing", cutoff=0.1, threshold=0.7)
    assert all(x["match"] == (x["score"] >= 0.7) for x in wide["results"])
    assert wide["total"]["value"] == sum(x["match"] for x in match(server, name, "Thing", cutoff=0.1, limit=500)["results"])
    assert len(match(server, name, "Thing", cutoff=0.1, limit=1)["results"]) == 1
    assert match(server, name, "Thing", cutoff=0.1, limit=0)["results"] == []
    assert match(server, name, "Thing", cutoff=1, threshold=1)["results"] == []


def test_datasets_topics_schemata_and_ids_narrow(server):
    name = {"name": ["Vladimir Putin"]}
    everywhere = match(server, name)
    assert {d for x in everywhere["results"] for d in x["datasets"]} == {"us_ofac_sdn", "eu_fsf", "gb_fcdo_sanctions"}
    assert {d for x in match(server, name, dataset="eu_fsf")["results"] for d in x["datasets"]} == {"eu_fsf"}
    assert {d for x in match(server, name, include_dataset=["eu_fsf", "firm"])["results"] for d in x["datasets"]} == {"eu_fsf"}
    assert "eu_fsf" not in {d for x in match(server, name, exclude_dataset="eu_fsf")["results"] for d in x["datasets"]}
    assert match(server, name, include_dataset="eu_fsf", exclude_dataset="eu_fsf")["results"] == []
    anna = {"name": ["Anna Testova"]}
    assert ids(match(server, anna, topics=["role.pep", "wanted"])) == ["p-2"]
    assert ids(match(server, anna, topics="wanted")) == []
    assert ids(match(server, anna, exclude_schema="Person")) == []
    boch = {"name": ["Bocharov Testov"]}
    assert ids(match(server, boch, exclude_entity_ids="p-1")) == []
    assert ids(match(server, boch, exclude_entity_ids="old-1")) == []
    answer = server.post("/match/nowhere", {"queries": {}})
    assert answer.status == 404 and answer.json() == {"detail": "No such dataset."}


def test_the_body_needs_no_media_type(server):
    body = json.dumps({"queries": {"q": {"schema": "Person", "properties": {"name": ["Bocharov Testov"]}}}}).encode()
    answer = server.raw(b"POST /match/default HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(body)
                        + body)
    assert b"200 OK" in answer and b'"p-1"' in answer


def test_match_finds_what_screen_finds(server):
    """The scores are those of our own route."""
    for schema, name in (("Person", "Ibrahim Raisi"), ("Organization", "National Iranian Oil Company"), ("Vessel", "Artavil")):
        own = server.post("/v1/screen", {"schema": schema, "name": name}, limit=500).json()
        theirs = match(server, {"name": [name]}, schema, limit=500)
        assert [(x["id"], x["score"]) for x in own["results"]] == [(x["id"], x["score"]) for x in theirs["results"]]
        assert own["total"] == theirs["total"]["value"]


# ---- search ----

def search(server, q="", dataset="firm", **params):
    answer = server.get(f"/search/{dataset}", q=q, **params)
    assert answer.status == 200, answer.text
    return answer.json()


@pytest.mark.parametrize("q,wanted", [
    ("testov", {"p-1", "c-1", "v-1"}), ("Bocharov testov", {"p-1"}), ("bocharov OR anna", {"p-1", "p-2"}),
    ("testov -holding", {"p-1", "v-1"}), ("test*", {"p-1", "p-2", "c-1", "v-1"}), ("\"holding ooo\"", {"c-1"}),
    ("\"ooo holding\"", set()), ("birthDate:1985", {"p-1", "p-2"}), ("properties.birthDate:1985-03-04", {"p-1"}),
    ("birthDate:[1985-03 TO 1985-12]", {"p-1"}), ("topics:sanction AND countries:ru", {"p-1", "c-1"}), ("countries:by", {"p-2"}),
    ("schema:Vessel", {"v-1"}), ("9074729", {"v-1"}), ("imoNumber:9074729", {"v-1"}), ("nevsky", {"p-1"}), ("names:nevsky", set()),
    ("bocharow~1", {"p-1"}), ("bocharow", set()), ("nobody", set()), ("id:p-1", {"p-1"}), ("noSuchField:x", set())])
def test_search_by_words_and_fields(server, q, wanted):
    assert {x["id"] for x in search(server, q, limit=100)["results"]} == wanted


def test_a_syntax_error_is_400_and_none_for_a_box(server):
    answer = server.get("/search/default", q="invalid/query")
    assert answer.status == 400 and isinstance(answer.json()["detail"], str)
    assert server.get("/search/default", q="invalid/query", simple="true").status == 200
    assert {x["id"] for x in search(server, "bocharow", fuzzy="true")["results"]} == {"p-1"}


def test_facets_count_what_is_found(server):
    found = search(server, "test*", facets=["countries", "topics", "datasets", "schema", "genders", "identifiers"])
    facets = {k: {v["name"]: v["count"] for v in x["values"]} for k, x in found["facets"].items()}
    assert facets["countries"] == {"ru": 2, "by": 1} and facets["topics"] == {"sanction": 3, "role.pep": 1, "poi": 1, "debarment": 1}
    assert facets["datasets"] == {"firm": 4} and facets["schema"] == {"Person": 2, "Company": 1, "Vessel": 1}
    assert facets["genders"] == {"male": 1} and "9074729" in facets["identifiers"]
    assert found["facets"]["countries"] == {"label": "Countries", "values": [{"name": "ru", "label": "Russia", "count": 2},
                                                                             {"name": "by", "label": "Belarus", "count": 1}]}
    assert set(search(server)["facets"]) == {"countries", "topics", "datasets"}
    assert server.get("/search/firm", facets="banana").status == 422


@pytest.mark.parametrize("params,wanted", [
    ({"countries": "by"}, {"p-2"}), ({"topics": ["role.pep", "debarment"]}, {"p-2", "c-1"}),
    ({"topics": ["role.pep", "poi"], "filter_op": "AND"}, {"p-2"}), ({"topics": ["role.pep", "debarment"], "filter_op": "AND"}, set()),
    ({"schema": "Person"}, {"p-1", "p-2"}), ({"schema": "Company"}, {"c-1"}), ({"schema": "LegalEntity"}, {"p-1", "p-2", "c-1"}),
    ({"exclude_schema": ["Vessel", "Company"]}, {"p-1", "p-2"}), ({"filter": "properties.birthDate:1985-03-04"}, {"p-1"}),
    ({"datasets": "firm"}, {"p-1", "p-2", "c-1", "v-1"}), ({"datasets": "eu_fsf"}, set()), ({"target": "false"}, set())])
def test_filters_of_search(server, params, wanted):
    assert {x["id"] for x in search(server, "test*", **params)["results"]} == wanted


def test_paging_and_sorting(server):
    whole = [x["id"] for x in search(server, "test*", limit=100)["results"]]
    assert [x["id"] for i in range(4) for x in search(server, "test*", limit=1, offset=i)["results"]] == whole
    page = search(server, "test*", limit=2, offset=1)
    assert (page["limit"], page["offset"], page["total"]) == (2, 1, {"value": 4, "relation": "eq"})
    up = [x["id"] for x in search(server, "test*", sort="caption:asc")["results"]]
    down = [x["id"] for x in search(server, "test*", sort="caption:desc")["results"]]
    assert up == ["p-2", "p-1", "v-1", "c-1"] and down == up[::-1]
    born = [x["id"] for x in search(server, "test*", sort="properties.birthDate:desc")["results"]]
    assert born[:2] == ["p-1", "p-2"]  # who lacks it comes last
    for params, status in (({"limit": 500}, 200), ({"limit": 501}, 422), ({"offset": 9499}, 200), ({"offset": 9500}, 422)):
        assert server.get("/search/firm", **params).status == status
    assert server.get("/search/nowhere").status == 404 and server.get("/search/firm", schema="Banana").status == 400


# ---- entities ----

def test_an_entity_with_what_stands_around_it(server):
    one = server.get("/entities/p-1").json()
    assert ENTITY_KEYS <= set(one)
    (sanction,) = one["properties"]["sanctions"]
    assert sanction["schema"] == "Sanction" and sanction["properties"]["listingDate"] == ["2022-02-25"]
    assert "entity" not in sanction["properties"]
    (owned,) = one["properties"]["ownershipOwner"]
    assert owned["schema"] == "Ownership" and owned["properties"]["percentage"] == ["51.00"]
    assert [x["id"] for x in owned["properties"]["asset"]] == ["c-1"] and "owner" not in owned["properties"]
    (sister,) = one["properties"]["familyPerson"]
    assert sister["properties"]["relative"][0]["caption"] == "Anna Testova"
    (address,) = one["properties"]["addressEntity"]
    assert address["properties"]["full"] == ["Nevsky 1, St Petersburg"]
    other = server.get("/entities/c-1").json()
    assert other["properties"]["ownershipAsset"][0]["properties"]["owner"][0]["id"] == "p-1"
    assert server.get("/entities/p-2").json()["properties"]["familyRelative"][0]["properties"]["person"][0]["id"] == "p-1"
    flat = server.get("/entities/p-1", nested="false").json()
    assert all(isinstance(v, str) for values in flat["properties"].values() for v in values)


def test_a_payment_is_seen_from_both_ends(server):
    assert server.get("/entities/c-1").json()["properties"]["paymentPayer"][0]["properties"]["beneficiary"][0]["id"] == "p-2"
    assert server.get("/entities/p-2").json()["properties"]["paymentBeneficiary"][0]["properties"]["payer"][0]["id"] == "c-1"


def test_times_are_those_of_the_list(server):
    one = server.get("/entities/p-1").json()
    assert [one[k] for k in ("first_seen", "last_seen", "last_change")] == ["2022-03-01T10:20:30", "2026-11-01T00:00:00",
                                                                           "2024-05-06T07:08:09"]
    assert server.get("/entities/v-1").json()["first_seen"] is None


@pytest.mark.parametrize("since,wanted", [
    ("2024-05-06", {"p-1", "p-2"}), ("2024-05-06T07:08:08", {"p-1", "p-2"}), ("2024-05-06T07:08:09", {"p-2"}), ("2025-06-01", set()), ("2200-01-01", set()),
    ("1900-01-01", {"p-1", "p-2"})])
def test_who_changed_since(server, since, wanted):
    """Those whose change nobody knows count too."""
    assert {x["id"] for x in search(server, "test*", changed_since=since, schema="Person")["results"]} == wanted
    found = match(server, {"name": ["Bocharov Testov"]}, changed_since=since)
    assert ("p-1" in ids(found)) == ("p-1" in wanted)
    assert "v-1" in {x["id"] for x in search(server, "test*", changed_since=since)["results"]}


def test_sorting_by_times(server):
    assert [x["id"] for x in search(server, "test*", sort="first_seen:desc")["results"]][:2] == ["p-1", "p-2"]
    assert [x["id"] for x in search(server, "test*", sort="first_seen")["results"]][:2] == ["p-2", "p-1"]


def test_a_merged_entity_leads_to_its_heir(server):
    for old in ("old-1", "p%202%2F%C3%A4"):
        answer = server.get("/entities/" + old)
        assert answer.status == 308 and answer.headers["Location"] == "/entities/p-1"
    assert server.get("/entities/old-1/adjacent").headers["Location"] == "/entities/p-1/adjacent"
    for path in ("/entities/banana", "/entities/banana/adjacent", "/entities/banana/adjacent/sanctions"):
        answer = server.get(path)
        assert answer.status == 404 and answer.json() == {"detail": "No such entity!"}


def test_what_is_adjacent(server):
    found = server.get("/entities/p-1/adjacent").json()
    assert found["entity"]["id"] == "p-1" and "sanctions" not in found["entity"]["properties"]
    assert set(found["adjacent"]) == {"sanctions", "addressEntity", "ownershipOwner", "familyPerson"}
    assert found["adjacent"]["sanctions"]["total"] == {"value": 1, "relation": "eq"}
    one = server.get("/entities/p-1/adjacent/ownershipOwner").json()
    assert (one["limit"], one["offset"], one["total"]["value"]) == (10, 0, 1) and len(one["results"]) == 1
    assert server.get("/entities/p-1/adjacent/ownershipOwner", offset=1).json()["results"] == []
    assert server.get("/entities/p-1/adjacent/ownershipAsset").json()["total"]["value"] == 0
    answer = server.get("/entities/p-1/adjacent/banana")
    assert answer.status == 404 and answer.json() == {"detail": "No such property!"}
    assert server.get("/entities/p-1/adjacent", limit=501).status == 422


# ---- the datasets and the rest ----

def test_the_catalog_and_its_tag(server):
    answer = server.get("/catalog")
    catalog = answer.json()
    names = {x["name"] for x in catalog["datasets"]}
    assert {"firm", "us_ofac_sdn", "default", "sanctions", "all"} <= names and "firm" in catalog["current"]
    assert catalog["outdated"] == [] and catalog["index_stale"] is False
    assert answer.headers["Cache-Control"] == "public, max-age=300" and server.get("/manifest").body == answer.body
    for tag in (answer.headers["ETag"], "*", "\"other\", " + answer.headers["ETag"], "W/" + answer.headers["ETag"]):
        again = server.get("/catalog", {"If-None-Match": tag})
        assert again.status == 304 and again.body == b""
    assert server.get("/catalog", {"If-None-Match": "\"other\""}).status == 200


def test_the_algorithms(server):
    found = server.get("/algorithms").json()
    assert found["default"] == "best" and found["best"] in [x["name"] for x in found["algorithms"]]
    assert all({"name", "description", "features", "docs"} <= set(x) for x in found["algorithms"])


def test_other_sites_may_read(server):
    headers = {"Origin": "https://desk.example"}
    assert server.get("/search/firm", headers).headers["Access-Control-Allow-Origin"] == "*"
    assert server.get("/search/firm", headers).headers["Access-Control-Allow-Credentials"] is None
    answer = server.ask("OPTIONS", "/match/default", None, {**headers, "Access-Control-Request-Method": "POST",
                                                            "Access-Control-Request-Headers": "content-type"})
    assert answer.status == 200 and "POST" in answer.headers["Access-Control-Allow-Methods"]
    assert answer.headers["Access-Control-Allow-Headers"] == "content-type"
    assert server.ask("OPTIONS", "/v1/screen", None, headers).status == 405
    assert server.post("/updatez", b"", headers).status == 403


def test_updatez_wants_an_admin_key(program, interdict, tmp_path):
    screen = interdict("keys", "add", "a", "--role", "screen", "--state", tmp_path).stdout.strip()
    admin = interdict("keys", "add", "b", "--role", "admin", "--state", tmp_path).stdout.strip()
    with Server(program, "--state", tmp_path) as s:
        for token in ("", "banana", screen):
            answer = s.post("/updatez", b"", token=token)
            assert answer.status == 403 and answer.json() == {"detail": "Invalid token."}
        assert s.post("/updatez", b"", token=admin, sync="true").json() == {"status": "ok"}
        assert s.get("/updatez").status == 405


# ---- reconciliation ----

def form(**fields):
    return urllib.parse.urlencode({k: json.dumps(v) for k, v in fields.items()}).encode()


def test_the_manifest_of_reconciliation(server):
    found = server.get("/reconcile/firm", api_key="k").json()
    assert found["versions"] == ["0.2"] and found["batchSize"] == 3 and found["preview"]["width"] == 430
    for name in ("entity", "type", "property"):
        service = found["suggest"][name]
        assert service["service_url"] == f"{server.base}/reconcile/firm" and service["service_path"].endswith("?api_key=k")
        assert server.get("/reconcile/firm" + service["service_path"].split("?")[0], prefix="x").status == 200
    assert {x["id"] for x in found["defaultTypes"]} >= {"Person", "Company", "Thing"}
    assert "propose_properties" in found["extend"] and server.get("/reconcile/nowhere").status == 404


def test_reconciliation_queries(server):
    queries = {"q0": {"query": "Bocharov Testov", "type": "Person", "limit": 3,
                      "properties": [{"pid": "Person:birthDate", "v": "1985-03-04"}, {"pid": "nope", "v": 1}]},
               "q1": {"query": "Testov Holding", "type": ["Company"]}, "q2": {"query": "Nobody of that Name"}}
    answer = server.post("/reconcile/firm", form(queries=queries), {"Content-Type": "application/x-www-form-urlencoded"})
    assert answer.status == 200 and answer.headers["x-batch-size"] == "3"
    found = answer.json()
    best = found["q0"]["result"][0]
    assert best["id"] == "p-1" and best["match"] is True and best["type"][0]["id"] == "Person" and best["name"] == "Bocharov Testov"
    assert found["q1"]["result"][0]["id"] == "c-1" and found["q2"]["result"] == []


def test_reconciliation_by_a_form_in_parts(server):
    body = ("--XX\r\nContent-Disposition: form-data; name=\"queries\"\r\n\r\n" + json.dumps({"a": {"query": "Anna Testova"}})
            + "\r\n--XX--\r\n").encode()
    found = server.post("/reconcile/firm", body, {"Content-Type": "multipart/form-data; boundary=XX"})
    assert found.json()["a"]["result"][0]["id"] == "p-2"


@pytest.mark.parametrize("body", [b"", b"queries=", b"queries=%7B", form(queries=[]), form(queries={"a": 1}),
                                  form(queries={"a": {"query": "x", "type": "Banana"}}),
                                  form(queries={str(i): {"query": "x"} for i in range(101)}), form(extend={"ids": "x"})])
def test_bad_reconciliation_is_400(server, body):
    answer = server.post("/reconcile/firm", body, {"Content-Type": "application/x-www-form-urlencoded"})
    assert answer.status == 400 and isinstance(answer.json()["detail"], str)


def test_extension_of_data(server):
    found = server.post("/reconcile/firm", form(extend={"ids": ["p-1", "none"], "properties": [{"id": "birthDate"}, {"id": "country"}]}),
                        {"Content-Type": "application/x-www-form-urlencoded"}).json()
    assert found["meta"] == [{"id": "birthDate", "name": "Birth date"}, {"id": "country", "name": "Country"}]
    assert found["rows"]["p-1"]["birthDate"] == [{"str": "1985-03-04"}] and found["rows"]["none"]["country"] == []


def test_suggestions(server):
    found = server.get("/reconcile/firm/suggest/entity", prefix="boch").json()
    assert found["code"] == "/api/status/ok" and found["status"] == "200 OK" and found["prefix"] == "boch"
    assert [x["id"] for x in found["result"]] == ["p-1"]
    assert server.get("/reconcile/firm/suggest/entity", prefix="").json()["result"] == []
    assert len(server.get("/reconcile/firm/suggest/entity", prefix="test", limit=2).json()["result"]) == 2
    assert "Thing:country" in [x["id"] for x in server.get("/reconcile/firm/suggest/property", prefix="country").json()["result"]]
    assert len(server.get("/reconcile/firm/suggest/property", prefix="n").json()["result"]) <= 5
    assert [x["id"] for x in server.get("/reconcile/firm/suggest/type", prefix="org").json()["result"]] == ["Organization"]
    proposed = server.get("/reconcile/firm/extend/property", type="Person").json()
    names = [x["id"] for x in proposed["properties"]]
    assert proposed["type"] == "Person" and names[0] == "name" and "birthDate" in names
    assert len(server.get("/reconcile/firm/extend/property", limit=4).json()["properties"]) == 4
    assert server.get("/reconcile/firm/extend/property", type="Banana").status == 400


def test_every_route_of_the_page_is_described(server):
    described = server.get("/openapi.json").json()["paths"]
    page = (ROOT / "docs" / "yente.md").read_text(encoding="utf-8")
    for path in re.findall(r"^\| `(?:GET|POST) (/[^`]*)`", page, re.M):
        assert re.sub(r"\{[^}]*\}", "{}", path) in {re.sub(r"\{[^}]*\}", "{}", x) for x in described}, path

"""docs/schemas: real inputs and answers are valid, and no answer has a key that its schema does not describe."""
import json
import re

import conftest
import pytest

jsonschema = pytest.importorskip("jsonschema", reason="the package python3-jsonschema is not installed")

SCHEMAS = conftest.ROOT / "docs" / "schemas"
ALL = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in SCHEMAS.glob("*.json")}


def resolved(schema, root):
    """The schema behind a $ref of our own files, and the file it is in."""
    if "$ref" not in schema:
        return schema, root
    name, _, pointer = schema["$ref"].partition("#")
    root = ALL[name.removesuffix(".json")] if name else root
    found = root
    for part in pointer.strip("/").split("/"):
        found = found[part] if part else found
    return found, root


def unknown_keys(value, schema, root, path=""):
    """Paths of keys that the schema does not describe."""
    schema, root = resolved(schema, root)
    if "anyOf" in schema:
        return min((list(unknown_keys(value, s, root, path)) for s in schema["anyOf"]), key=len)
    found = []
    if isinstance(value, dict) and "properties" in schema:
        for key, member in value.items():
            if key in schema["properties"]:
                found += unknown_keys(member, schema["properties"][key], root, f"{path}.{key}")
            elif "additionalProperties" not in schema:
                found.append(f"{path}.{key}")
    if isinstance(value, list) and "items" in schema:
        for item in value:
            found += unknown_keys(item, schema["items"], root, path + "[]")
    return found


def valid(name, value):
    store = {path: schema for path, schema in ((f"{stem}.json", s) for stem, s in ALL.items())}
    resolver = jsonschema.RefResolver(base_uri=f"{name}.json", referrer=ALL[name], store=store)
    jsonschema.Draft202012Validator(ALL[name], resolver=resolver).validate(value)
    unknown = unknown_keys(value, ALL[name], ALL[name])
    assert not unknown, f"docs/schemas/{name}.json does not describe {sorted(set(unknown))}"


def lines(done):
    return [json.loads(line) for line in done.stdout.split("\n") if line]


@pytest.mark.parametrize("name", sorted(ALL))
def test_a_schema_is_a_schema_with_a_version(name):
    jsonschema.Draft202012Validator.check_schema(ALL[name])
    assert ALL[name]["version"] == 1 and ALL[name]["$id"] == f"{name}.json"
    assert f"({name}.json)" in (SCHEMAS / "README.md").read_text(encoding="utf-8")


CASES = [json.loads(line)["case"] for line in
         (conftest.ROOT / "tests" / "cases" / "measures.jsonl").read_text(encoding="utf-8").split("\n") if line]
OWNED = {"id": "owned", "on": "2026-10-01", "actor": {"country": "DE", "eu_person": True, "role": "bank"}, "activity": "payment",
         "parties": [{"role": "creditor", "name": "Example Trading LLC", "country": "RU", "id": "C-1",
                      "owners": [{"name": "Rosneft", "country": "RU", "percentage": 50}, {"name": "Ramzan Kadyrov", "percentage": 50}]}],
         "text": "The tug TIFON goes to Sevastopol.",
         "route": {"ports": ["Sevastopol"], "vessels": [{"name": "TIFON", "imo": "7206512"}]}}


def test_cases_and_decisions(interdict, excerpts, tmp_path):
    cases = [*CASES, OWNED]
    for case in cases:
        valid("case", case)
    path = tmp_path / "cases.jsonl"
    path.write_text("".join(json.dumps(case) + "\n" for case in cases), encoding="utf-8")
    for arguments in ([], ["--snapshot", excerpts], ["--on", "2020-03-10"]):
        answers = lines(interdict("decide", "--json", path, *arguments))
        assert len(answers) == len(cases)
        for answer in answers:
            valid("decision", answer)


@pytest.mark.parametrize("change", [{"colour": "red"}, {"actor": {"contry": "DE"}}, {"activity": "exprt"}, {"parties": [{"nam": "x"}]},
                                    {"on": "tomorrow"}, {"goods": [{"hs": 300490}]}, {"facts": {"ear99": []}}])
def test_what_the_schema_of_a_case_refuses_the_program_refuses(interdict, change):
    case = {**OWNED, **change}
    with pytest.raises(jsonschema.ValidationError):
        valid("case", case)
    assert interdict("decide", "-", stdin=json.dumps(case)).code == 3


def test_the_template_is_a_case_with_every_field(interdict):
    done = interdict("decide", "--template")
    assert done.code == 0
    case = json.loads(done.stdout)
    valid("case", case)

    def keys(schema, value):
        if "items" in schema and schema["items"].get("properties"):
            return keys(schema["items"], value[0])
        for key, member in schema.get("properties", {}).items():
            if key != "hs_edition":
                assert key in value, key
                keys(member, value[key])
        return None

    keys(ALL["case"], case)
    facts = interdict("decide", "-", stdin=json.dumps({**case, "goods": [{"hs": "300490"}]}))
    assert facts.code in (0, 1), facts.stderr
    listed = lines(interdict("decide", "--facts", "--json"))
    assert [fact["fact"] for fact in listed] == list(case["facts"]) and all(fact["question"] for fact in listed)
    page = (conftest.ROOT / "docs" / "case.md").read_text(encoding="utf-8")
    shown = set(re.findall(r"^\| `(\w+)` \| (?:boolean|string|number|date) \|", page, re.M))
    assert len(shown) > 5 and shown <= set(case["facts"])


def test_the_page_of_the_case_has_examples_that_decide(interdict):
    page = (conftest.ROOT / "docs" / "case.md").read_text(encoding="utf-8")
    examples = [part.split("```")[0] for part in page.split("```json\n")[1:]]
    assert len(examples) == 3
    for example in examples:
        valid("case", json.loads(example))
        done = interdict("decide", "-", "--json", stdin=example)
        assert done.code in (0, 1), done.stderr


def test_screenings(interdict, excerpts):
    answers = [line for name in ("Ibrahim Raisi", "Rosneft", "Tifon", "Marie Curie", "Al-Shabaab") for line in
               lines(interdict("screen", name, "--json", "--snapshot", excerpts))]
    answers += lines(interdict("screen", "Ibrahim Raisi", "--json", "--schema", "Person", "--on", "2026-01-01", "--country", "ir"))
    answers += lines(interdict("screen", "--json", "--identifier", "imo:7206512", "--snapshot", excerpts))
    answers += lines(interdict("batch", conftest.ROOT / "examples" / "customers.csv"))
    assert len(answers) > 10 and any(a["total"] for a in answers)
    for answer in answers:
        valid("screening", answer)


def test_messages_and_texts(interdict, excerpts):
    from test_message_types import ISO, TYPES, xml
    answers = lines(interdict("message", "--json", conftest.ROOT / "examples" / "payment.fin"))
    for data, *_ in TYPES.values():
        answers += lines(interdict("message", "--json", "-", "--snapshot", excerpts, stdin=data))
    for version, (body, *_) in ISO.items():
        answers += lines(interdict("message", "--json", "-", "--snapshot", excerpts, stdin=xml(version, body)))
    answers += lines(interdict("message", "--json", "-", stdin="no message"))
    assert len(answers) >= 20
    for answer in answers:
        valid("message", answer)
    for text in ("Rosneft and Ramzan Kadyrov in Sevastopol, BIC HAVIGB2L, IMO 7206512.", "nothing here"):
        for answer in lines(interdict("text", "--json", "-", "--snapshot", excerpts, stdin=text)):
            valid("text", answer)


def test_snapshots_entities_measures_and_diffs(interdict, excerpts, tmp_path):
    done = interdict("compile", "-o", tmp_path / "un.itd", "--json", *(conftest.EXCERPTS / "un").iterdir())
    for answer in [*lines(done), *lines(interdict("info", "--json")), *lines(interdict("info", excerpts, "--json"))]:
        valid("snapshot", answer)
    for entity in ("ofac-27844", "ofac-4249", "gb-DPR0075"):
        valid("entity", *lines(interdict("info", excerpts, "--entity", entity, "--json")))
    for measure in lines(interdict("regime", "list", "--all", "--json")):
        valid("measure", measure)
    for answer in lines(interdict("diff", tmp_path / "un.itd", excerpts, "--json")):
        valid("diff", answer)


def test_errors(interdict, tmp_path):
    for arguments in (["screen", "--json"], ["decide", tmp_path / "none", "--json"], ["screen", "x", "--json", "--snapshot", __file__]):
        (error,) = [json.loads(line) for line in interdict(*arguments).stderr.splitlines() if line.startswith("{")]
        valid("error", error)


def test_the_roles_of_the_page_are_those_of_the_packs():
    import subprocess
    import sys
    done = subprocess.run([sys.executable, conftest.ROOT / "tools" / "case_tables.py", "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout

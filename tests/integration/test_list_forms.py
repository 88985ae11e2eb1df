"""One list in two forms gives the same entities."""
import csv
import gzip
import json
import xml.etree.ElementTree as tree

import pytest

NAMESPACE = "{http://eu.europa.ec/fpi/fsd/export}"
PARTS = {"nameAlias": "NameAlias", "address": "Address", "birthdate": "BirthDate", "identification": "Identification", "citizenship": "Citizenship"}
OTHER_NAMES = {"euReferenceNumber": "EU_ReferenceNumber", "birthdate": "BirthDate", "dayOfMonth": "Day", "monthOfYear": "Month",
               "identificationTypeCode": "TypeCode", "identificationTypeDescription": "TypeDescription"}
ACT = {"regulationType": "Type", "organisationType": "OrganisationType", "publicationDate": "PublicationDate",
       "entryIntoForceDate": "EntryIntoForceDate", "numberTitle": "NumberTitle", "programme": "Programme"}


def attributes(node, prefix):
    return {f"{prefix}_{OTHER_NAMES.get(k, k[0].upper() + k[1:])}": v for k, v in node.attrib.items() if v and k != "strong"}


def act(node, prefix):
    return {} if node is None else {f"{prefix}_Regulation_{ACT[k]}": v for k, v in node.attrib.items() if k in ACT}


def rows_of(entry):
    """The rows of the CSV 1.1 for one <sanctionEntity>."""
    kind = entry.find(NAMESPACE + "subjectType")
    head = {"fileGenerationDate": "01/05/2026", **attributes(entry, "Entity"), "Entity_SubjectType": kind.get("classificationCode"),
            "Entity_SubjectType_ClassificationCode": kind.get("code")}
    remarks = [r.text for r in entry.findall(NAMESPACE + "remark") if r.text]
    if remarks:
        head["Entity_Remark"] = remarks[0]
    acts = entry.findall(NAMESPACE + "regulation")
    for regulation in acts[1:]:
        yield {**head, **act(regulation, "Entity")}
    head.update(act(acts[0] if acts else None, "Entity"))
    for part in entry:
        name = part.tag.replace(NAMESPACE, "")
        if name in PARTS:
            remark = part.find(NAMESPACE + "remark")
            yield {**head, **attributes(part, PARTS[name]), **act(part.find(NAMESPACE + "regulationSummary"), PARTS[name]),
                   **({f"{PARTS[name]}_Remark": remark.text} if remark is not None and remark.text else {})}


@pytest.fixture(scope="module")
def forms(shared, tmp_path_factory):
    folder = tmp_path_factory.mktemp("forms")
    root = tree.parse(gzip.open(shared / "data" / "lists" / "eu" / "eu_fsf_2026-05-01.reconstructed.xml.gz")).getroot()
    for entry in root:  # what the CSV cannot say: a second remark, contacts with their kind
        remarks = [r for r in entry if r.tag == NAMESPACE + "remark"]
        for remark in remarks[1:]:
            entry.remove(remark)
        for part in entry:
            for contact in part.findall(NAMESPACE + "contactInfo"):
                part.remove(contact)
    tree.ElementTree(root).write(folder / "eu.xml", encoding="utf-8", xml_declaration=True)
    rows = [row for entry in root for row in rows_of(entry)]
    columns = sorted({column for row in rows for column in row})
    with open(folder / "eu.csv", "w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, columns, delimiter=";", restval="")
        writer.writeheader()
        writer.writerows(rows)
    return folder


def test_the_eu_list_is_the_same_in_both_forms(interdict, forms):
    for form in ("xml", "csv"):
        done = interdict("compile", "-o", forms / f"{form}.itd", forms / f"eu.{form}")
        assert done.code == 0, done.stderr
    done = interdict("diff", forms / "xml.itd", forms / "csv.itd", "--json")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert lines[-1]["datasets"]["eu_fsf"] == {"added": 0, "removed": 0, "modified": 0}, lines[:3]


def test_what_cannot_be_is_told_with_its_place(interdict, tmp_path):
    lines = [{"id": "a", "schema": "Company", "properties": {"name": ["Alpha Holding"], "topics": ["sanction"]}},
             {"id": "b", "schema": "Company", "properties": {"name": ["Beta Holding"], "topics": ["sanction"]}},
             {"id": "c", "schema": "Person", "properties": {"name": ["Gamma"], "topics": ["sanction"], "birthDate": ["1960-02-31", "2960"]}},
             {"id": "e1", "schema": "Ownership", "properties": {"owner": ["a"], "asset": ["b"], "percentage": ["60"]}},
             {"id": "e2", "schema": "Ownership", "properties": {"owner": ["b"], "asset": ["a"], "percentage": ["250"]}}]
    (tmp_path / "a.json").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    done = interdict("compile", "-o", tmp_path / "a.itd", f"own={tmp_path / 'a.json'}")
    assert done.code == 0
    for words in ("a.json:5: the share '250' is no percentage from 0 to 100", "owners in a circle: a owns b owns a", "a.json:3: c: birthDate",
                  "has a day that does not exist", "is no year to be born in"):
        assert words in done.stderr, done.stderr


def test_many_names_of_one_entry_and_many_entries_of_one_name_are_no_trouble(interdict, tmp_path):
    entry = {"id": "a", "schema": "Person", "properties": {"name": ["Saddam Hussein"], "topics": ["sanction"],
                                                            "alias": [f"Saddam Number {n}" for n in range(90000)]}}
    (tmp_path / "many.json").write_text(json.dumps(entry) + "\n", encoding="utf-8")
    done = interdict("compile", "-o", tmp_path / "many.itd", f"own={tmp_path / 'many.json'}", timeout=300)
    assert done.code == 0, done.stderr
    with open(tmp_path / "same.csv", "w", encoding="utf-8") as out:
        out.write("id,name,schema\n" + "".join(f"{n},John Smith,Person\n" for n in range(20000)))
    done = interdict("compile", "-o", tmp_path / "same.itd", f"own={tmp_path / 'same.csv'}", timeout=300)
    assert done.code == 0, done.stderr
    answer = json.loads(interdict("screen", "John Smith", "--snapshot", tmp_path / "same.itd", "--json").stdout)
    assert answer["total"] == 20000

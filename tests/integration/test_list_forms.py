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

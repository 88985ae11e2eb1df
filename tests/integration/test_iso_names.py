"""Every name of an ISO 20022 document is in the answer, by an extraction of its own.

Examples of other projects, and random documents valid by the published schemas.
"""
import collections
import json
import random
import re
import xml.etree.ElementTree as ElementTree

import pytest
from xsd_documents import Schema

DOCUMENTS_PER_SCHEMA = 8


def squeezed(text):
    return re.sub(r"\s+", " ", text or "").strip()


def local(tag):
    return tag.rsplit("}", 1)[-1]


def leaves(path):
    """(element, text) of every element without children."""
    for element in ElementTree.parse(path).getroot().iter():
        if len(element) == 0 and squeezed(element.text):
            yield local(element.tag), squeezed(element.text)


def strings(value):
    if isinstance(value, str):
        yield squeezed(value)
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def read(interdict, paths, *options):
    """Answers by file, without what hits and reasons repeat."""
    result = interdict("message", "--json", *options, *paths, timeout=600)
    assert result.code in (0, 1), result.stderr
    answers = collections.defaultdict(list)
    for line in result.stdout.strip("\n").split("\n"):
        answer = json.loads(line)
        answers[answer["source"]].append(answer)
    return answers


def said(answers):
    """All strings of parties and texts."""
    return {s for a in answers for key in ("parties", "text", "places", "vessels") for s in strings(a[key])}


def reads_like_words(text):
    """Two words of three letters: what somebody may have put a name in. A UETR is none."""
    if re.fullmatch(r"[0-9A-Fa-f-]+", text):
        return False
    return len(re.findall(r"[^\W\d_]{3,}", text)) >= 2 and len(re.findall(r"[^\W\d_]", text)) >= 8


@pytest.fixture(scope="module")
def examples(interdict, shared):
    paths = [str(p) for p in sorted((shared / "data" / "messages" / "iso20022").glob("*.xml"))
             if ".malformed." not in p.name]
    assert len(paths) > 100
    return paths, read(interdict, paths)


def test_every_name_of_the_examples_is_given(examples):
    paths, answers = examples
    names, lost = 0, []
    for path in paths:
        given = said(answers[path])
        for element, text in leaves(path):
            if element == "Nm":
                names += 1
                if text not in given:
                    lost.append((path, text))
    assert lost == []
    assert names > 300


@pytest.fixture(scope="module")
def made(interdict, shared, tmp_path_factory):
    folder = tmp_path_factory.mktemp("iso")
    schemas = shared / "data" / "messages" / "xsd"
    paths = []
    for schema_path in sorted(schemas.glob("*.xsd")):
        schema = Schema(schema_path)
        for seed in range(DOCUMENTS_PER_SCHEMA):
            path = folder / f"{schema_path.stem}-{seed}.xml"
            path.write_text(schema.document(random.Random(f"{schema_path.stem} {seed}")), encoding="utf-8")
            paths.append(str(path))
    assert len(paths) >= 38 * DOCUMENTS_PER_SCHEMA
    return paths, read(interdict, paths, "--xsd", schemas)


def test_random_documents_are_valid_and_read_as_what_they_are(made):
    paths, answers = made
    invalid = {path: answers[path][0]["advice"] for path in paths if answers[path][0]["advice"]}
    assert invalid == {}
    for path in paths:
        name = re.search(r"([a-z]{4}\.\d{3}\.\d{3}\.\d{2})", path).group(1)
        assert {a["format"] for a in answers[path]} == {name}, path


def test_every_name_of_random_documents_is_given(made):
    paths, answers = made
    names, lost = 0, []
    for path in paths:
        given = said(answers[path])
        for element, text in leaves(path):
            if element == "Nm":
                names += 1
                if text not in given:
                    lost.append((path, text))
    assert lost == []
    assert names > 1900


def test_whatever_reads_like_words_is_given(made):
    paths, answers = made
    texts, lost = 0, collections.Counter()
    for path in paths:
        given = said(answers[path])
        whole = " | ".join(given)
        for element, text in leaves(path):
            if reads_like_words(text):
                texts += 1
                if text not in given and text not in whole:
                    lost[element] += 1
    assert lost == {}
    assert texts > 3000

"""A listed name, a bank, an account or a country put into every value of every message type is told.

The messages are those of test_message_types.py and, where they are there, one shared sample of each type. A value is noticed
if the answer has a reason that the message without it has not. What need not be noticed is in EXEMPT, and in docs/message.md.
"""
import collections
import json
import re

import pytest

from test_message_types import TYPES

VALUES = {
    "name": "VLADIMIR PUTIN",
    "bank": "BMJIIRTH",
    "account": "IR580540105180021273113007",
    "country": "IRAN",
}

# (ending of the path, value): why. Nothing else may go unnoticed.
EXEMPT = {}

TAG = re.compile(r'<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>|<(/?)([^\s>/]+)((?:\s[^>]*?)?)(/?)>', re.S)
ATTRIBUTE = re.compile(r'([\w:]+)\s*=\s*"([^"]*)"')
FIELD = re.compile(r":(\d\d[A-Z]?):(.*?)(?=\r?\n:\d\d[A-Z]?:|\r?\n-|\Z)", re.S)


def leaves_of_xml(text):
    """(start, end, path) of each attribute and each element without children."""
    open_elements = []  # name, where its text begins, whether it has children
    for m in TAG.finditer(text):
        if not m.group(2):
            continue
        if m.group(1):
            _, begin, parent = open_elements[-1]
            if not parent and text[begin:m.start()].strip():
                yield begin, m.start(), "/".join(e[0] for e in open_elements)
            open_elements.pop()
            if open_elements:
                open_elements[-1][2] = True
            continue
        name = m.group(2).split(":")[-1]
        for a in ATTRIBUTE.finditer(m.group(3)):
            if not a.group(1).startswith(("xmlns", "xsi:")):
                at = m.start(3)
                yield at + a.start(2), at + a.end(2), "/".join([*(e[0] for e in open_elements), name, "@" + a.group(1)])
        if m.group(4):
            if open_elements:
                open_elements[-1][2] = True
        else:
            open_elements.append([name, m.end(), False])


def leaves_of_fin(text):
    """(start, end, tag) of each line of each field."""
    for m in FIELD.finditer(text):
        at = m.start(2)
        for part in re.split(r"(\r?\n)", m.group(2)):
            if part.strip():
                yield at, at + len(part), f"{m.group(1)} line {2 if at > m.start(2) else 1}"
            at += len(part)


def leaves_of(text):
    """The first of each path."""
    found = {}
    for start, end, path in leaves_of_xml(text) if "<" in text[:200] else leaves_of_fin(text):
        found.setdefault(path, (start, end))
    return found


def reasons_of(answers):
    """Without figures, which stand for places and scores."""
    return {(r["code"], re.sub(r"\d", "", r["text"])) for a in answers for r in a["reasons"]}


def ask(interdict, paths):
    answers = collections.defaultdict(list)
    for first in range(0, len(paths), 300):
        done = interdict("message", "--json", "--limit", "3", *paths[first:first + 300])
        assert done.code in (0, 1), done.stderr
        for line in done.stdout.strip("\n").split("\n"):
            answer = json.loads(line)
            answers[answer["source"]].append(answer)
    return answers


def unnoticed(interdict, folder, messages):
    plain, changed = {}, {}
    for number, (name, text) in enumerate(messages.items()):
        plain[name] = folder / f"plain-{number}"
        plain[name].write_text(text, encoding="utf-8", newline="")
        for path, (start, end) in leaves_of(text).items():
            for kind, value in VALUES.items():
                file = folder / f"m{len(changed)}"
                file.write_text(text[:start] + value + text[end:], encoding="utf-8", newline="")
                changed[str(file)] = (name, path, kind)
    answers = ask(interdict, [*map(str, plain.values()), *changed])
    for file, (name, path, kind) in changed.items():
        exempt = any(path.endswith(ending) and kind == value for ending, value in EXEMPT)
        told = reasons_of(answers[file]) - reasons_of(answers[str(plain[name])])
        assert answers[file], (name, path, kind)
        if not told and not exempt:
            yield f"{name}: {path}: {kind}"
        passes = all(a["verdict"] == "PASS" for a in answers[file])
        assert not (told and passes), f"{name}: {path}: {kind} is told and passes"


def test_what_is_put_into_any_value_of_any_type_is_told(interdict, tmp_path):
    messages = {name: case[0].decode("utf-8") for name, case in TYPES.items()}
    assert len(messages) >= 18
    assert "\n".join(unnoticed(interdict, tmp_path, messages)) == ""


def sample_of_each_type(shared):
    """The published sample of each message type with the most fields; malformed ones are left out."""
    best = {}
    folder = shared / "data" / "messages"
    for file in sorted([*folder.glob("iso20022/*.xml"), *folder.glob("mt/**/*.fin"), *folder.glob("generated/mt*.fin")]):
        if "malformed" in file.name or file.name.startswith("bad-"):
            continue
        text = file.read_bytes().decode("utf-8", "replace")
        fin = re.search(r"\{2:[IO](\d{3})", text)
        kind = "MT" + fin.group(1) if fin else re.sub(r"_\d+\.xml$", "", file.name)
        tags = len(set(re.findall(r"\n:(\d\d[A-Z]?):|<([A-Z]\w+)", text)))
        if tags > best.get(kind, (0,))[0]:
            best[kind] = (tags, text)
    return {kind: text for kind, (_, text) in best.items()}


def test_what_is_put_into_any_value_of_published_samples_is_told(interdict, shared, tmp_path):
    messages = sample_of_each_type(shared)
    assert len(messages) > 60
    assert "\n".join(unnoticed(interdict, tmp_path, messages)) == ""

"""How many mentions of the parties of the built-in sample are found, with their bytes.

Every strong name of two words or more stands once in a sentence, as it is and altered as texts alter names.
A mention counts if it has the party's id and the bytes of the name; signs at its ends and an abbreviation in
brackets or a legal form in Chinese behind it are left open, and with a wrong letter it is enough that it lies
within the name.
"""
import json
import pathlib
import random
import re
import unicodedata

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
MISSED = ROOT / "tests" / "cases" / "missed-mentions.tsv"

LATIN = ["According to the report, {} was present at the meeting on Tuesday.",
         "The bank refused the transfer to {} because of new rules.",
         "Nach Angaben der Zeitung hat {} am Montag den Vertrag unterschrieben.",
         "Selon le journal, {} aurait signé un accord la semaine dernière.",
         "El informe dice que {} recibió el dinero en marzo.",
         "Według gazety {} podpisał umowę w poniedziałek."]
SENTENCES = {
    "LATIN": LATIN,
    "CYRILLIC": ["По данным газеты, {} присутствовал на встрече во вторник.",
                 "За повідомленням газети, {} підписав угоду минулого тижня."],
    "ARABIC": ["وقالت الصحيفة إن {} حضر الاجتماع يوم الثلاثاء.", "به گزارش روزنامه، {} روز سه شنبه در این جلسه شرکت کرد."],
    "CJK": ["据报道，{}出席了周二的会议。", "外交部发言人说{}已经签署合同。"],
    "HANGUL": ["보도에 따르면 {} 화요일 회의에 참석했다."],
    "GREEK": ["Σύμφωνα με την εφημερίδα, {} υπέγραψε τη συμφωνία."],
}


def script_of(name):
    for letter in name:
        for script in SENTENCES:
            if unicodedata.name(letter, "").startswith(script):
                return script
    return ""


def sample_names():
    """(id, schema, name, script) of every strong name of two words, in the order of a text."""
    for path in sorted((ROOT / "data" / "sample").glob("*.ftm.json")):
        for line in path.read_text(encoding="utf-8").splitlines():
            entity = json.loads(line)
            properties = entity["properties"]
            if entity["schema"] in ("CryptoWallet", "Airplane", "Family"):
                continue
            for name in properties.get("name", []) + properties.get("alias", []):
                script = script_of(name)
                if entity["schema"] == "Person" and name.count(",") == 1:
                    name = " ".join(reversed([part.strip() for part in name.split(",")]))
                words = [w for w in re.findall(r"\w+", name) if len(w) > 1]
                if script and (len(words) > 1 or script in ("CJK", "HANGUL")):
                    yield entity["id"], entity["schema"], name, script


NAMES = list(sample_names())


def as_it_is(name, _script, _random):
    return name, ""


def in_capitals(name, script, _random):
    return (name.upper(), "") if script in ("LATIN", "CYRILLIC") else None


def with_capitals(name, script, _random):
    return (" ".join(w[:1].upper() + w[1:].lower() for w in name.split(" ")), "") if script == "LATIN" else None


def possessive(name, script, _random):
    return (name, "'s") if script == "LATIN" and name[-1].isalpha() else None


def over_a_line_end(name, _script, chance):
    blanks = [m.start() for m in re.finditer(" ", name)]
    if not blanks:
        return None
    at = chance.choice(blanks)
    return name[:at] + chance.choice(["\n", "\r\n", " \n"]) + name[at + 1:], ""


def changed_word(name, least, chance, change):
    words = name.split(" ")
    long = [i for i, word in enumerate(words) if len(word) >= least and word.isalpha()]
    if not long:
        return None
    at = chance.choice(long)
    words[at] = change(words[at])
    return " ".join(words), ""


def broken(name, script, chance):
    def breaks(word):
        at = chance.randrange(2, len(word) - 2)
        return word[:at] + "-\n" + word[at:]
    return changed_word(name, 6, chance, breaks) if script in ("LATIN", "CYRILLIC") else None


def with_an_invisible_sign(name, _script, chance):
    at = chance.randrange(1, len(name))
    return name[:at] + chance.choice("\u200b\u00ad\u2060") + name[at:], ""


def with_a_wrong_letter(name, script, chance):
    def slips(word):
        at = chance.randrange(1, len(word) - 1)
        letter = chance.choice("aeiorstlm")
        letter = letter.upper() if word.isupper() else letter
        return chance.choice([word[:at] + word[at + 1:], word[:at] + letter + word[at:],
                              word[:at] + letter + word[at + 1:]])
    return changed_word(name, 7, chance, slips) if script == "LATIN" else None


def embedded(alter, names=tuple(NAMES)):
    """A text with every name once, and where each stands: (id, start, end, core) in bytes."""
    text, stands = b"", []
    for party, schema, name, script in names:
        chance = random.Random(f"{party} {name}")  # of this name alone: another one does not shift it
        altered = alter(name, script, chance)
        if altered is None:
            continue
        written, tail = altered
        before, behind = chance.choice(SENTENCES[script]).split("{}")
        if schema == "Vessel" and len(re.findall(r"\w+", name)) == 1:
            before += "MV "
        start = len(text) + len(before.encode())
        text += (before + written + tail + behind + "\n\n").encode()
        stands.append((party, start, start + len(written.encode()), written))
    return text, stands


def mentions_of(interdict, text):
    done = interdict("text", "--json", "--limit", 20, "-", stdin=text)
    assert done.code in (0, 1), done.stderr
    return json.loads(done.stdout)["mentions"]


def is_exact(mention, start, end, written):
    inner = re.sub(r"^\W+|(\W*\([^)]*\)|有限责任公司|有限公司)?\W*$", "", written).encode()
    core = start + written.encode().find(inner)
    return start <= mention["start"] <= core and core + len(inner) <= mention["end"] <= end


def is_within(mention, start, end, _written):
    return start <= mention["start"] and mention["end"] <= end


def known_misses():
    """{alteration: {(party, written)}}: what is known not to be found."""
    misses = {}
    for line in MISSED.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            alteration, party, written = line.split("\t")
            misses.setdefault(alteration, set()).add((party, json.loads(written)))
    return misses


@pytest.mark.parametrize("alter", [
    as_it_is, in_capitals, with_capitals, possessive, over_a_line_end, broken, with_an_invisible_sign,
    with_a_wrong_letter,
], ids=lambda value: getattr(value, "__name__", None))
def test_names_are_found_with_their_bytes(interdict, alter):
    text, stands = embedded(alter)
    mentions = mentions_of(interdict, text)
    stands_there = is_within if alter is with_a_wrong_letter else is_exact
    missed = []
    for party, start, end, written in stands:
        if not any(stands_there(m, start, end, written) and party in [r["id"] for r in m["results"]]
                   for m in mentions):
            missed.append((party, written))
    for party, written in missed:
        print(f"{alter.__name__}\t{party}\t{json.dumps(written, ensure_ascii=False)}")
    assert len(stands) >= 60
    new = set(missed) - known_misses().get(alter.__name__, set())
    assert not new, f"not found any more; {MISSED.name} lists what is known to be missed"

#!/usr/bin/env python3
"""Writes src/text/tables/roman.inc: for each letter the ways to write it in a-z, one per scheme of its script.

Schemes that a person or a state really uses are typed in below with their name; the rest comes from CLDR.
"""
import re
import sys

import alphabets as scripts
import ucd

# Cyrillic: 0 BGN/PCGN without marks, 1 ICAO 9303 (passports since 2013), 2 French, 3 German, 4 scientific without marks
# (ISO 9, Scandinavian lists), 5 SWIFT RUR6, 6 Ukrainian (Cabinet of Ministers 2010), 7 Bulgarian (law of 2009).
RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
CYRILLIC_SCHEMES = [
    "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya",
    "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y - e iu ia",
    "a b v g d e io j z i i k l m n o p r s t ou f kh ts tch ch chtch - y - e iou ia",
    "a b w g d e jo sch s i j k l m n o p r s t u f ch z tsch sch schtsch - y - e ju ja",
    "a b v g d e jo z z i j k l m n o p r s t u f h c c s sc - y - e ju ja",
    "a b v g d e o j z i i k l m n o p r s t u f h c c q q x y m e u a",
    "a b v h d e yo zh z y i k l m n o p r s t u f kh ts ch sh shch - y - e iu ia",
    "a b v g d e yo zh z i y k l m n o p r s t u f h ts ch sh sht a y y e yu ya",
]
# Letters of the other alphabets: one value for all schemes, or a list in the order above.
CYRILLIC_MORE = {
    "і": "i", "ї": ["yi", "i", "i", "ji", "ji", "i", "i", "i"], "є": ["ye", "ie", "ie", "je", "je", "e", "ie", "e"], "ґ": "g",
    "ў": ["u", "u", "ou", "u", "u", "u", "w", "u"], "ј": "j", "љ": "lj", "њ": "nj", "ћ": ["c", "c", "tch", "tsch", "c", "c", "c", "ch"],
    "ђ": ["dj", "dj", "dj", "dj", "d", "dj", "dj", "dj"], "џ": ["dz", "dzh", "dj", "dsch", "dz", "dz", "dz", "dj"],
    "ѓ": "gj", "ќ": "kj", "ѕ": "dz", "ә": ["a", "a", "a", "a", "e", "a", "ae", "a"], "ғ": ["gh", "gh", "gh", "gh", "g", "g", "g", "g"],
    "қ": ["q", "q", "k", "k", "k", "q", "k", "k"], "ң": ["ng", "ng", "n", "n", "n", "n", "ng", "n"], "ө": ["o", "o", "o", "oe", "o", "o", "u", "o"],
    "ұ": "u", "ү": ["u", "u", "u", "ue", "u", "u", "u", "u"], "һ": "h", "җ": ["j", "zh", "j", "dsch", "z", "j", "c", "dj"], "ӯ": "u", "ӣ": "i", "ҳ": "h",
    "ҷ": ["j", "j", "j", "dsch", "c", "j", "ch", "dj"], "ҹ": ["j", "j", "dj", "dsch", "c", "j", "j", "dj"], "ҡ": "q", "ҙ": ["z", "z", "z", "s", "z", "z", "dh", "z"], "ҫ": "s", "ӊ": "n", "ӑ": "a", "ӗ": "e",
    "ӳ": "u", "ӱ": "u", "ӧ": "o", "ӓ": "a", "ӹ": "y", "ѐ": "e", "ѝ": "i", "ӏ": "-", "ѣ": "e", "ѳ": "f", "ѵ": "i", "ѡ": "o", "ӝ": "zh", "ӟ": "z",
    "ӥ": "i", "ӵ": "ch", "ԥ": "p", "ҟ": "k", "қ": "q", "ҧ": "p", "ҩ": "o", "ҭ": "t", "ҵ": "ts", "ҽ": "ch", "ҿ": "ch", "ӡ": "dz", "ӄ": "k", "ӈ": "ng",
    "ҥ": "ng", "ӕ": "ae", "ѫ": "a", "ѧ": "ya", "ԓ": "l", "ԝ": "w", "ԛ": "q",
}

# Greek letter by letter; pairs such as mp and ou are rules in C. 0 ELOT 743 / passports, 1 classical, 2 by sound.
GREEK = {
    "α": "a", "β": ["v", "b", "v"], "γ": ["g", "g", "y"], "δ": ["d", "d", "dh"], "ε": "e", "ζ": "z", "η": ["i", "e", "i"], "θ": "th", "ι": "i",
    "κ": ["k", "c", "k"], "λ": "l", "μ": "m", "ν": "n", "ξ": ["x", "x", "ks"], "ο": "o", "π": "p", "ρ": "r", "σ": "s", "τ": "t", "υ": ["y", "y", "i"],
    "φ": ["f", "ph", "f"], "χ": ["ch", "ch", "h"], "ψ": "ps", "ω": "o", "ϝ": "w", "ϗ": "kai", "ϸ": "sh", "ϻ": "s", "ϙ": "q", "ϡ": "s",
}

# Arabic letters: 0 Arabic, 1 Persian and Urdu, 2 French (Maghreb, Lebanon). Vowels between consonants are rules in C.
ARABIC = {
    "ا": "a", "ب": "b", "ت": "t", "ث": ["th", "s", "th"], "ج": ["j", "j", "dj"], "ح": "h", "خ": "kh", "د": "d", "ذ": ["dh", "z", "d"], "ر": "r", "ز": "z", "س": "s",
    "ش": ["sh", "sh", "ch"], "ص": "s", "ض": ["d", "z", "d"], "ط": "t", "ظ": ["z", "z", "d"], "ع": "-", "غ": "gh", "ف": "f", "ق": ["q", "gh", "k"], "ك": "k", "ل": "l", "م": "m",
    "ن": "n", "ه": "h", "و": ["w", "v", "ou"], "ي": ["y", "y"], "ء": "-", "پ": "p", "چ": "ch", "ژ": "zh", "گ": "g", "ٹ": "t", "ڈ": "d", "ڑ": "r",
    "ړ": "r", "ډ": "d", "ټ": "t", "ښ": "sh", "ږ": "zh", "څ": "ts", "ځ": "dz", "ڼ": "n", "ګ": "g", "ڤ": "v", "ڭ": "ng", "ۋ": "v", "ڵ": "l", "ڕ": "r",
    "ڧ": "q", "ڢ": "f", "ڜ": "sh", "ڨ": "g", "ڪ": "k", "ڄ": "j", "ڃ": "j", "ڌ": "d", "ڏ": "d", "ڊ": "d", "ٺ": "t", "ٻ": "b", "ڀ": "b", "ٿ": "t",
    "ٽ": "t", "ڦ": "p", "ڇ": "ch", "ڍ": "d", "ڙ": "r", "ڱ": "n", "ڳ": "g",
}

# Latin letters that are more than a letter with a mark: 0 bare, 1 as German, Scandinavian and Dutch write it without the
# letter, 2 by sound for an English reader.
LATIN = {
    "ä": ["a", "ae", "a"], "ö": ["o", "oe", "o"], "ü": ["u", "ue", "u"], "ø": ["o", "oe", "o"], "å": ["a", "aa", "a"], "æ": ["ae", "ae", "e"],
    "œ": ["oe", "oe", "e"], "þ": ["th", "th", "th"], "ð": ["d", "dh", "d"], "đ": ["d", "dj", "d"], "š": ["s", "s", "sh"], "ș": ["s", "s", "sh"],
    "ş": ["s", "s", "sh"], "č": ["c", "c", "ch"], "ć": ["c", "c", "ch"], "ç": ["c", "c", "ch"], "ž": ["z", "z", "zh"], "ğ": ["g", "g", "gh"],
    "ņ": ["n", "n", "ny"], "ñ": ["n", "n", "ny"], "ń": ["n", "n", "n"], "ţ": ["t", "t", "ts"], "ț": ["t", "t", "ts"], "ķ": ["k", "k", "ky"],
    "ż": ["z", "z", "zh"], "ź": ["z", "z", "z"], "ś": ["s", "s", "s"], "ř": ["r", "r", "rzh"], "ə": ["e", "a", "a"], "ı": ["i", "i", "y"],
    "ł": ["l", "l", "w"], "ŋ": ["n", "ng", "ng"], "ħ": ["h", "h", "h"], "ĳ": ["ij", "y", "y"], "ß": ["ss", "ss", "ss"], "ẋ": ["x", "x", "kh"],
}

# Letters and digits, and the signs that alphabets.py explains.
SPELLING = re.compile(r"[+^<]?[a-z0-9]*A?")


def latin(chars):
    """Every Latin letter to ASCII: marks removed, then CLDR's Latin-ASCII for the letters that are left."""
    cldr = {}
    for rule in ucd.transform_rules("Latin-ASCII"):
        left, arrow, right = rule.partition("→")
        left, right = left.strip(), right.strip().replace("'", "").replace("\\", "")
        if arrow and len(left) == 1 and right.isascii():
            cldr[ord(left)] = right.lower()
    decompositions = ucd.full_decompositions(chars)
    scripts = ucd.property_values("Scripts.txt")
    out = {}
    for cp, (name, category, _, _, _) in chars.items():
        if scripts.get(cp) != "Latin" or cp < 0x80 or category[0] not in "L":
            continue
        base = decompositions.get(cp, (cp,))[0]
        text = chr(base).lower() if base < 0x80 else cldr.get(cp) or cldr.get(base)
        if chr(cp) in LATIN:
            out[cp] = LATIN[chr(cp)]
        elif text and text.isalnum():
            out[cp] = [text.lower()]
        else:
            word = name.split(" WITH ")[0].split()[-1]
            out[cp] = [word.lower() if len(word) == 1 else ""]
    return out


def alphabets():
    out = {}
    for i, letter in enumerate(RUSSIAN):
        out[ord(letter)] = [s.split()[i] for s in CYRILLIC_SCHEMES]
    for table in (CYRILLIC_MORE, GREEK, ARABIC):
        for letter, value in table.items():
            out[ord(letter)] = [value] if isinstance(value, str) else value
    return out


NEAR_END, NEAR_SCHEMES, LEN_MAX, SIGNS = 0x700, 8, 7, 0x80


def value(text):
    """A roman: at most seven letters, their number, and a bit that says that signs are among them."""
    assert len(text) <= LEN_MAX, text
    return '{"%s",%d}' % (text, len(text) | (0 if text.isalnum() and text.islower() or text.isdigit() or not text else SIGNS))


def write_near(out, table):
    """ASCII, Latin, Greek, Cyrillic, Armenian, Hebrew and Arabic once more: a row for each letter, a column for each scheme."""
    out.write(f"const roman roman_near[{NEAR_END}][{NEAR_SCHEMES}] = {{\n")
    differs = []
    for cp in range(NEAR_END):
        values = table.get(cp, [chr(cp).lower() if cp < 0x80 and chr(cp).isalnum() else ""])
        row = [values[min(scheme, len(values) - 1)] for scheme in range(NEAR_SCHEMES)]
        out.write("{" + ",".join(map(value, row)) + "},\n")
        differs.append(sum(1 << k for k in range(NEAR_SCHEMES) if row[k] != row[0]))
    out.write("};\n")
    ucd.write_array(out, "uint8_t", "roman_near_differs", differs, linkage="")


def main(path):
    chars = ucd.characters()
    table = latin(chars)
    table.update(alphabets())
    table.update(scripts.values(chars))
    table.update(scripts.han(chars, ucd))
    table = {cp: [v.replace("-", "") for v in values] for cp, values in table.items()}
    pool, offsets, index = [], {}, {}
    for cp in sorted(table):
        values = table[cp]
        while len(values) > 1 and values[-1] == values[-2]:
            values = values[:-1]
        assert all(SPELLING.fullmatch(v) for v in values), (hex(cp), values)
        key = tuple(values)
        if key not in offsets:
            offsets[key] = len(pool)
            pool.extend(values)
        index[cp] = offsets[key] * 16 + len(values)
    with open(path, "w", encoding="ascii") as out:
        out.write(ucd.HEADER.format(script="tools/tables/roman_tables.py", source="CLDR 41, Unicode 15.0 and the schemes named there"))
        ucd.Trie(index, 0x30000, 6).write(out, "roman", "uint32_t")
        out.write(f"static const roman roman_values[{len(pool)}] = {{\n")
        for i in range(0, len(pool), 8):
            out.write("".join(value(v) + "," for v in pool[i:i + 8]) + "\n")
        out.write("};\n")
        write_near(out, table)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "src/text/tables/roman.inc")

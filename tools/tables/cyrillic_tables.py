#!/usr/bin/env python3
"""Writes src/text/tables/cyrillic.inc: how each Cyrillic letter is written in each manner, by what stands around it.

A manner is a scheme of roman_tables.py with habits. A letter whose writing depends on its neighbours has several forms, one row
each; src/text/spell_cyrillic.c finds the form, so that writing a word in a manner is one look-up for each letter.
"""
import sys

import roman_tables
import ucd

BGN, PASSPORT, FRENCH, GERMAN, SCIENTIFIC, SWIFT, UKRAINIAN, BULGARIAN = range(8)

YE = "ye"                    # ye at the start of a word, after a vowel or a sign
YE_START = "ye start"        # ye at the start only
SIGN_Y = "sign y"            # ye after a sign
YO_AS_E = "yo as e"          # yo: e
SHORT_END = "short end"      # -iy, -yy: -y
I_END = "i end"              # -iy, -yy: -i
X = "x"                      # ks: x
I_DIPHTHONG = "i diphthong"  # short i after a vowel: i
GALLIC = "gallic"            # gu before e and i, ss between vowels, -ine for -in
IOTATED = "iotated"          # Ukrainian as BGN/PCGN: yu, ya, ye, yi, short i is y
RUSSIAN = "russian"          # Belarusian as Russian has it: soft dz and ts are d and t, aw at the end is ov, ry is ri

# The most usual first; what no likeness of letters would find comes before what is near another manner.
EAST = [(BGN, SHORT_END, YO_AS_E, X), (BGN, YE, YO_AS_E), (PASSPORT,), (BGN, I_END, I_DIPHTHONG, X, SIGN_Y)]
RUSSIAN_MANNERS = EAST + [(SCIENTIFIC,), (FRENCH, GALLIC), (SWIFT,), (GERMAN, SHORT_END), (BGN,)]
# By text_language. Nothing tells Russian from Ukrainian in a name of unknown language.
UNKNOWN = EAST + [(UKRAINIAN,), (SCIENTIFIC,), (FRENCH, GALLIC), (SWIFT,), (GERMAN, SHORT_END)]
LANGUAGES = [
    UNKNOWN,
    RUSSIAN_MANNERS,
    # Ukrainian
    [(UKRAINIAN, YE, SHORT_END), (UKRAINIAN,), (UKRAINIAN, IOTATED), (BGN, SHORT_END, YO_AS_E), (PASSPORT,), (SCIENTIFIC,), (GERMAN, SHORT_END),
     (FRENCH, GALLIC), (BGN, YE)],
    # Belarusian
    [(UKRAINIAN, YE_START, SHORT_END, YO_AS_E), (BGN, RUSSIAN, SHORT_END, YO_AS_E), (UKRAINIAN,), (BGN, YE, YO_AS_E), (BGN, SHORT_END, YO_AS_E),
     (SCIENTIFIC,), (GERMAN,), (FRENCH, GALLIC), (PASSPORT,)],
    # Serbian, Macedonian
    [(SCIENTIFIC,), (BULGARIAN,), (BGN,), (GERMAN,), (FRENCH,)],
    # Bulgarian
    [(BULGARIAN, SHORT_END), (BGN, SHORT_END, X), (PASSPORT,), (SCIENTIFIC,), (GERMAN,), (FRENCH, GALLIC), (BGN, YE), (SWIFT,), (BGN,)],
    # Turkic
    RUSSIAN_MANNERS,
    # Persian letters elsewhere in the name
    UNKNOWN,
]
MANNERS = sorted({m for language in LANGUAGES for m in language})
COLUMNS = 24  # three lines of the cache
MANNERS_MAX = 9

FIRST, END = 0x400, 0x500
ASCII = 0x80  # rows of ASCII come first, then those of FIRST to END, then further forms

# What may stand before or behind a letter. The order is that of the table of pairs.
KINDS = ["other", "vowel", "sign", "g", "e", "yo", "i", "short i", "k", "s", "y", "start"]
KIND_OF = {"г": "g", "е": "e", "ё": "yo", "и": "i", "й": "short i", "к": "k", "с": "s", "ы": "y", "ъ": "sign", "ь": "sign"}
KIND_OF.update({letter: "vowel" for letter in "аоуэюяєії"})
VOWELS = {"vowel", "e", "yo", "i", "y"}


# Each function gives the value of one form of a letter in a manner; None leaves it to the scheme. Forms add up: what stands before adds
# one number, what stands behind another.
def e_form(form, rules, scheme):
    """1 at the start, 2 after a vowel, 3 after a sign."""
    soft = form and YE in rules or form == 1 and YE_START in rules or form == 3 and SIGN_Y in rules
    return ("j" if scheme in (GERMAN, SCIENTIFIC) else "y") + "e" if soft else "e"


def yo_form(form, rules, scheme):
    return e_form(form, rules, scheme) if YO_AS_E in rules else None


def i_form(form, rules, _):
    """1 before a short i at the end, 2 before n at the end."""
    if form == 1:
        return "y" if SHORT_END in rules else "i" if I_END in rules else None
    return "ine" if form == 2 and GALLIC in rules else None


def y_form(form, rules, _):
    """1 before a short i at the end, 2 after r in Belarusian, 3 both."""
    if form >= 2 and RUSSIAN in rules:
        return "i"
    return i_form(1, rules, _) if form & 1 else None


def short_i_form(form, rules, _):
    """1 after a vowel, 2 at the end after i or y, 3 after ry in Belarusian."""
    if form == 3 and RUSSIAN in rules:
        return None
    if form >= 2 and (SHORT_END in rules or I_END in rules):
        return ""
    if IOTATED in rules:
        return "y"
    return "i" if form and I_DIPHTHONG in rules else None


def iotated(value):
    def form(_, rules, __):
        return value if IOTATED in rules else None
    return form


def n_form(form, rules, _):
    """1 at the end after i."""
    return "" if form and GALLIC in rules else None


def g_form(form, rules, _):
    """1 before e or i."""
    return "gu" if form and GALLIC in rules else None


def k_form(form, rules, _):
    """1 before s."""
    return "x" if form and X in rules else None


def s_form(form, rules, _):
    """1 after a vowel, 2 before one, 3 both; 4 after k, 6 also before a vowel."""
    if form == 3 and GALLIC in rules:
        return "ss"
    return "" if form >= 4 and X in rules else None


# Belarusian alone.
def a_form(form, rules, _):
    """1 before a short u at the end."""
    return "o" if form and RUSSIAN in rules else None


def z_form(form, rules, _):
    """1 between d and a soft vowel or sign."""
    return "" if form and RUSSIAN in rules else None


def ts_form(form, rules, _):
    """1 before a soft vowel or sign."""
    return "t" if form and RUSSIAN in rules else None


def short_u_form(_, rules, __):
    return "v" if RUSSIAN in rules else None


FORMS = {"е": (4, e_form), "ё": (4, yo_form), "и": (3, i_form), "ы": (4, y_form), "й": (4, short_i_form), "н": (2, n_form), "г": (2, g_form),
         "к": (2, k_form), "с": (7, s_form), "а": (2, a_form), "з": (2, z_form), "ц": (2, ts_form), "ў": (1, short_u_form), "ю": (1, iotated("yu")), "я": (1, iotated("ya")),
         "є": (1, iotated("ye")), "ї": (1, iotated("yi"))}


def pair_table():
    """For each kind before and each kind behind: what the pair adds to the form of the first and to that of the second."""
    table = []
    for before in KINDS:
        row = []
        for here in KINDS:
            first = second = 0
            if before == "g" and here in ("e", "i") or before == "k" and here == "s":
                first = 1
            elif before == "s" and here in VOWELS:
                first = 2
            if here in ("e", "yo"):
                second = 1 if before == "start" else 2 if before in VOWELS else 3 if before == "sign" else 0
            elif here == "short i":
                second = 1 if before in VOWELS else 0
            elif here == "s":
                second = 1 if before in VOWELS else 4 if before == "k" else 0
            row.append((first, second))
        table.append(row)
    return table


def main(path):
    schemes = {cp: [v.replace("-", "") for v in values] for cp, values in roman_tables.alphabets().items()}

    def written(cp, form, manner):
        scheme, rules = manner[0], manner[1:]
        value = FORMS[chr(cp)][1](form, rules, scheme) if chr(cp) in FORMS else None
        if value is not None:
            return value
        values = schemes.get(cp, [chr(cp) if cp < ASCII and chr(cp).isalnum() else ""])
        return values[min(scheme, len(values) - 1)]

    rows = [(cp, 0) for cp in range(ASCII)] + [(cp, 0) for cp in range(FIRST, END)]
    first_form = {cp: row for row, (cp, _) in enumerate(rows)}
    for letter, (count, _) in FORMS.items():
        if count > 1:
            first_form[ord(letter)] = len(rows)
            rows.extend((ord(letter), form) for form in range(count))
    plain = MANNERS.index((BGN,))
    with open(path, "w", encoding="ascii") as out:
        out.write(ucd.HEADER.format(script="tools/tables/cyrillic_tables.py", source="the schemes of roman_tables.py and the manners named there"))
        out.write(f"enum {{ FORM_ROWS = {len(rows)}, MANNERS_MAX = {MANNERS_MAX}, MANNER_PLAIN = {plain} }};\n")
        out.write("enum { " + ", ".join(f"KIND_{k.upper().replace(' ', '_')}" for k in KINDS) + ", KINDS };\n")
        out.write(f"static const form_letter letters[0x{END:X}] = {{\n")
        for cp in range(0, END, 8):
            out.write("".join("{%d,%d}," % (first_form.get(c, len(rows)), KINDS.index(KIND_OF.get(chr(c), "other"))) for c in range(cp, cp + 8)) + "\n")
        out.write("};\n")
        out.write("static const pair_forms pairs[KINDS][KINDS] = {\n")
        for row in pair_table():
            out.write("{" + ",".join("{%d,%d}" % pair for pair in row) + "},\n")
        out.write("};\nstatic const form_row forms[FORM_ROWS + 1] = {\n")
        for cp, form in rows:
            values = [written(cp, form, m) for m in MANNERS]
            differ = sum(1 << i for i, v in enumerate(values) if v != values[plain])
            out.write("{{" + ",".join(map(roman_tables.value, values)) + "},0x%X},\n" % differ)
        out.write('{{{"",0}},0xFFFFFFFF},\n};\n')
        out.write("static const uint8_t manner_schemes[MANNER_COLUMNS] = {" + ",".join(str(m[0]) for m in MANNERS) + "};\n")
        out.write(f"static const uint8_t language_manners[{len(LANGUAGES)}][MANNERS_MAX] = {{\n")
        for language in LANGUAGES:
            numbers = [MANNERS.index(m) for m in language]
            out.write("{" + ",".join(map(str, numbers + numbers[:1] * (MANNERS_MAX - len(numbers)))) + "},\n")
        out.write("};\n")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "src/text/tables/cyrillic.inc")

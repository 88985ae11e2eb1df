#!/usr/bin/env python3
"""Writes src/text/tables/unicode.inc: classes, scripts, NFKC case folding, decomposition, composition, bare letters."""
import sys
import unicodedata

import ucd

SCRIPTS = ("Latin Cyrillic Greek Arabic Hebrew Armenian Georgian Han Hangul Kana Thai Devanagari Bengali Gurmukhi Gujarati "
           "Oriya Tamil Telugu Kannada Malayalam Sinhala Ethiopic Khmer Myanmar Lao").split()
SCRIPT_NUMBER = {name: i + 1 for i, name in enumerate(SCRIPTS)}
SCRIPT_NUMBER.update(Hiragana=SCRIPT_NUMBER["Kana"], Katakana=SCRIPT_NUMBER["Kana"], Common=0, Inherited=0)
OTHER = len(SCRIPTS) + 1
NEAR = 0x800  # code points that are one or two bytes of UTF-8
NEAR_NONE = 1 << 30

CLASSES = "OTHER SPACE LETTER DIGIT MARK IGNORE HYPHEN APOSTROPHE QUOTE DOT COMMA OPEN CLOSE JOINER UNKNOWN".split()
CLASS_OF = {
    "HYPHEN": "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d\u058a\u05be\u30a0\u2043\u02d7",
    "APOSTROPHE": "'`\u00b4\u2018\u2019\u201a\u201b\u2032\u02b9\u02ba\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\u02ca\u02cb\u055a"
                  "\u05f3\u05f4\uff07\uff40\ua78b\ua78c\u2035\u02ee\u02c0\u02c1\u07f4\u07f5",
    "QUOTE": "\"\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a\u300c\u300d\u300e\u300f\uff02\u2033\u301d\u301e\u301f\u300a\u300b\u3008\u3009",
    "DOT": ".\uff0e\u3002\uff61\u2024\u06d4\u0589\u0964",
    "COMMA": ",\uff0c\u3001\uff64\u060c\ufe50\ufe51;\u061b",
    "OPEN": "([{\uff08\uff3b\uff5b\u3010\u3014",
    "CLOSE": ")]}\uff09\uff3d\uff5d\u3011\u3015",
    "JOINER": "/_&+@\u00b7\u30fb\uff65\u2022\uff0f\uff3f\uff06\uff0b\u2044\\|\u2027\u0387",
    "UNKNOWN": "?\ufffd\uff1f\u25a1\u2610",
}
IGNORED = "\u0640\u180e\u200b"  # tatweel and blanks of no width
# One form for letters that Arabic, Persian and Urdu keyboards write differently.
ARABIC_FORM = {0x622: 0x627, 0x623: 0x627, 0x625: 0x627, 0x671: 0x627, 0x672: 0x627, 0x673: 0x627, 0x624: 0x648, 0x626: 0x64A,
               0x649: 0x64A, 0x6CC: 0x64A, 0x6D0: 0x64A, 0x6D2: 0x64A, 0x6D3: 0x64A, 0x6CD: 0x64A, 0x6CE: 0x64A, 0x6A9: 0x643,
               0x6AA: 0x643, 0x629: 0x647, 0x6C0: 0x647, 0x6C1: 0x647, 0x6C2: 0x647, 0x6C3: 0x647, 0x6D5: 0x647, 0x6BE: 0x647,
               0x6C7: 0x648, 0x6C6: 0x648, 0x6CB: 0x648, 0x6BA: 0x646, 0x621: 0}
MARKS_KEPT = set("Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada Malayalam Sinhala Khmer Myanmar Lao Thai Tibetan".split())


def case_folding():
    """NFKC_Casefold: code point -> sequence."""
    fold = {}
    for f in ucd.lines("DerivedNormalizationProps.txt"):
        if len(f) > 1 and f[1] == "NFKC_CF":
            for cp in ucd.span(f[0]):
                fold[cp] = tuple(int(x, 16) for x in f[2].split())
    return fold


def bare_letters(cp, chars, scripts, decompositions):
    """The letter without its marks as a sequence; None where it stays as it is."""
    _, category, _, _, digit = chars[cp]
    if category[0] == "M":
        return None if scripts.get(cp) in MARKS_KEPT else ()
    if digit >= 0 and cp > 0x7F:
        return (ord("0") + digit,)
    if cp in ARABIC_FORM:
        return (ARABIC_FORM[cp],) if ARABIC_FORM[cp] else ()
    if category[0] == "L" and cp in decompositions and scripts.get(cp) not in ("Hiragana", "Katakana"):
        base = tuple(c for c in decompositions[cp] if chars[c][1][0] != "M" or scripts.get(c) in MARKS_KEPT)
        if base and base != decompositions[cp]:
            return tuple(ARABIC_FORM.get(c, c) for c in base)
    return None


def folder():
    """A function that folds a text as src/text does: text_word.folded."""
    chars = ucd.characters()
    scripts = ucd.property_values("Scripts.txt")
    fold = case_folding()
    decompositions = ucd.full_decompositions(chars)

    def apply(text):
        folded = "".join(chr(c) for ch in text for c in fold.get(ord(ch), (ord(ch),)))
        out = []
        for ch in unicodedata.normalize("NFC", folded):
            if ord(ch) not in chars or chars[ord(ch)][1][0] not in "LNM":
                continue
            bare = bare_letters(ord(ch), chars, scripts, decompositions)
            out.append(ch if bare is None else "".join(map(chr, bare)))
        return "".join(out)
    return apply


def main(path):
    chars = ucd.characters()
    scripts = ucd.property_values("Scripts.txt")
    fold = case_folding()
    maybe = {cp for cp, v in ucd.property_values("DerivedNormalizationProps.txt", "NFC_QC").items() if v == "M"}
    decompositions = ucd.full_decompositions(chars)
    excluded = set(ucd.property_values("DerivedNormalizationProps.txt", "Full_Composition_Exclusion"))

    pool, offsets = [0], {}

    def put(sequence):
        if sequence not in offsets:
            offsets[sequence] = len(pool)
            pool.append(len(sequence))
            pool.extend(sequence)
        return offsets[sequence]

    def script_of(cp):
        for c in fold.get(cp, (cp,)):
            name = scripts.get(c, "Unknown")
            number = SCRIPT_NUMBER.get(name, OTHER)
            if number:
                return number
        return 0

    special = {ord(c): name for name, text in CLASS_OF.items() for c in text}

    def class_of(cp):
        category = chars[cp][1]
        if cp in special:
            return special[cp]
        if chr(cp) in IGNORED or fold.get(cp) == ():
            return "IGNORE"
        if category in ("Zs", "Zl", "Zp", "Cc"):
            return "SPACE"
        if category[0] == "M":
            return "MARK"
        kinds = [chars[c][1] for c in fold.get(cp, (cp,)) if c in chars]
        if any(k[0] == "L" for k in kinds):
            return "LETTER"
        if any(k[0] == "N" for k in kinds):
            return "DIGIT"
        if cp in (0x30FC, 0xFF70, 0xFF9E, 0xFF9F):  # the stroke of a long vowel, the voiced marks of half-width kana
            return "LETTER"
        return "OTHER"

    records, record_of, bare = {}, {}, {}
    for cp, (name, category, ccc, canonical, digit) in chars.items():
        kind = class_of(cp)
        script = SCRIPT_NUMBER["Kana"] if cp in (0x30FC, 0xFF70) else script_of(cp)
        keep = category[0] == "M" and scripts.get(cp) in MARKS_KEPT
        base = bare_letters(cp, chars, scripts, decompositions)
        flags = (1 if category in ("Lu", "Lt") else 0) | (2 if cp in maybe else 0) | (4 if keep else 0) | (8 if category == "Ll" else 0)
        flags |= 16 if kind in ("LETTER", "MARK") and cp not in fold and base is None else 0
        key = (CLASSES.index(kind), script, ccc, flags)
        record_of[cp] = records.setdefault(key, len(records))
        if base is not None:
            bare[cp] = put(base)
    unassigned = (CLASSES.index("OTHER"), OTHER, 0, 0)
    default = records.setdefault(unassigned, len(records))
    all_records = {cp: record_of.get(cp, default) for cp in range(0x110000)}
    # code points that are not assigned but ignorable
    ignorable = records.setdefault((CLASSES.index("IGNORE"), 0, 0, 0), len(records))
    for cp, sequence in fold.items():
        if sequence == () and cp not in chars:
            all_records[cp] = ignorable

    def near(cp):
        """A row of unicode_near: fold and bare letter where both are one letter or digit that never combines; else zeros."""
        folded = fold.get(cp, (cp,))
        kind = class_of(cp) if cp in chars else "OTHER"
        if kind not in ("LETTER", "DIGIT") or len(folded) != 1 or folded[0] >= NEAR:
            return 0, 0, NEAR_NONE, 0
        if class_of(folded[0]) not in ("LETTER", "DIGIT") or folded[0] in maybe:
            return 0, 0, NEAR_NONE, 0
        base = bare_letters(folded[0], chars, scripts, decompositions)
        base = folded if base is None else base
        if len(base) != 1:
            return 0, 0, NEAR_NONE, 0
        if kind == "DIGIT":
            return folded[0], base[0], 1 << 31, 1 << 24
        upper, lower = chars[cp][1] in ("Lu", "Lt"), chars[cp][1] == "Ll"
        return folded[0], base[0], 1 << script_of(cp) & ~1, 1 | upper << 8 | lower << 16

    pairs = sorted((c[0], c[1], cp) for cp, c in ((cp, chars[cp][3]) for cp in chars)
                   if len(c) == 2 and cp not in excluded)
    with open(path, "w", encoding="ascii") as out:
        out.write(ucd.HEADER.format(script="tools/tables/unicode_tables.py", source="the Unicode Character Database 15.0"))
        out.write("const unicode_record unicode_records[] = {\n")
        for key in sorted(records, key=records.get):
            out.write("{%d,%d,%d,%d},\n" % key)
        out.write("};\n")
        ucd.Trie(all_records, 0x110000, 8).write(out, "unicode_record", linkage="")
        ucd.Trie({cp: put(s) for cp, s in fold.items() if cp < 0x30000}, 0x30000, 6).write(out, "fold")
        ucd.Trie({cp: put(s) for cp, s in decompositions.items() if cp < 0x30000}, 0x30000, 6).write(out, "decompose")
        ucd.Trie({cp: o for cp, o in bare.items() if cp < 0x30000}, 0x30000, 6).write(out, "bare")
        out.write(f"const unicode_near_record unicode_near[{NEAR}] = {{\n")
        for cp in range(0, NEAR, 4):
            out.write("".join("{%d,%d,0x%X,0x%X}," % near(c) for c in range(cp, cp + 4)) + "\n")
        out.write("};\n")
        ucd.write_array(out, "uint32_t", "sequence_pool", pool)
        out.write(f"static const uint32_t compose_table[{len(pairs)}][3] = {{\n")
        for p in pairs:
            out.write("{%d,%d,%d},\n" % p)
        out.write("};\n")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "src/text/tables/unicode.inc")

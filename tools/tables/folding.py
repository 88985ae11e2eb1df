"""Folds a word as src/text does, from Python's own Unicode data alone, so that building needs no other package.

What src/text folds by is made from Debian's unicode-data (unicode_tables.py). check.py compares the two letter by
letter where that package is installed.
"""
import unicodedata

from unicode_tables import ARABIC_FORM, MARKS_KEPT

IGNORED = {0x00AD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFEFF, 0xFFA0,
           *range(0x180B, 0x1810), *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070),
           *range(0xFE00, 0xFE10)}


def script_is(letter, scripts):
    return unicodedata.name(letter, "").split(" ")[0].split("-")[0].capitalize() in scripts


def bare(letter):
    """The letter without its marks; None where it stays as it is."""
    category = unicodedata.category(letter)
    if category[0] == "M":
        return None if script_is(letter, MARKS_KEPT) else ""
    digit = unicodedata.decimal(letter, -1)
    if digit >= 0 and ord(letter) > 0x7F:
        return chr(ord("0") + digit)
    if ord(letter) in ARABIC_FORM:
        return chr(ARABIC_FORM[ord(letter)]) if ARABIC_FORM[ord(letter)] else ""
    whole = unicodedata.normalize("NFD", letter)
    if category[0] == "L" and whole != letter and not script_is(letter, ("Hiragana", "Katakana")):
        base = "".join(c for c in whole if unicodedata.category(c)[0] != "M" or script_is(c, MARKS_KEPT))
        if base and base != whole:
            return "".join(chr(ARABIC_FORM.get(ord(c), ord(c))) for c in base)
    return None


def fold(text):
    """text_word.folded of a word."""
    small = unicodedata.normalize("NFKC", "".join(c for c in text if ord(c) not in IGNORED))
    small = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", small.casefold()).casefold())
    out = []
    for letter in small:
        if unicodedata.category(letter)[0] not in "LNM" or ord(letter) in IGNORED:
            continue
        plain = bare(letter)
        out.append(letter if plain is None else plain)
    return "".join(out)

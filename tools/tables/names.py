#!/usr/bin/env python3
"""Makes the table lexicon.inc from data/names/*.tsv, while the program is built.

    tools/tables/names.py OUT

One entry per word or phrase (words parted by one blank, folded as text/text.h folds them). The runtime
looks words up in an open hash table laid out here, so nothing is built at start.
"""
import os
import sys
import unicodedata

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DATA = os.path.join(ROOT, "data", "names")

PARTICLE_PERSON, PARTICLE_ORG, HONORIFIC, STOP, CONTEXT, VESSEL, PLACE, PHRASE_START, GIVEN, FORM_PART, MALE, FEMALE, FAMILY, BODY, TERM, EASTERN = (1 << i for i in range(16))
VARIANTS_MAX, NICKNAMES_MAX = 3, 5

COUNTRY_LETTERS = 6 # of a name of a country in ASCII; a shorter one may be a word of many languages
COUNTRY_WORDS = 4 # of a name of a country, at most: texts would not find a listed name that holds a longer one
# Endings of a Russian adjective: as romanised by many hands, and in its own letters.
ADJECTIVE = ("iy ii y yy yi i oe oye aya aia ogo oy oi ye ie iye ykh ikh".split(),
             "ыи ии ое ая ого ои ые ие ых их а е и".split())


def fold(text):
    """As text/text.h folds: no marks on Latin, Greek and Cyrillic letters, one form of each Arabic letter, the
    article of Arabic as a word."""
    out = []
    for c in unicodedata.normalize("NFD", text.lower()):
        marked = out and out[-1] < "\u0530"
        if not (marked and unicodedata.combining(c)):
            out.append(FOLDED.get(c, c))
    words = "".join(out).split(" ")
    return unicodedata.normalize("NFC", " ".join("\u0627\u0644 " + w[2:] if w.startswith("\u0627\u0644") and len(w) > 4 else w
                                                 for w in words))


FOLDED = {"\u03c2": "\u03c3", "\u0629": "\u0647", "\u06cc": "\u064a", "\u06a9": "\u0643", "\u0649": "\u064a", "\u0621": ""}


def inflected(word):
    """All endings of a Russian adjective for a stem with "~" behind it."""
    if not word.endswith("~"):
        return [word]
    return [word[:-1] + e for e in ADJECTIVE[word[0] >= "\u0400"]]


class Entry:
    def __init__(self):
        self.flags = 0
        self.person = 0
        self.organisation = 0
        self.form = 0
        self.generic = 0
        self.meaning = 0
        self.sphere = 0
        self.filler = 0
        self.number = -1
        self.place = 0
        self.variants = []
        self.nicknames = []


class Numbering:
    """Keys numbered from 1 in the order in which they are first asked for."""

    def __init__(self):
        self.ids = {}

    def of(self, key):
        return self.ids.setdefault(key, len(self.ids) + 1)


def rows(name):
    with open(os.path.join(DATA, name), encoding="utf-8") as f:
        for line in f:
            line = line.rstrip("\n")
            if line and not line.startswith("#"):
                yield line.split("\t")


def country_values():
    """Names and demonyms of countries in all languages that mean one country; no codes."""
    with open(os.path.join(os.path.dirname(DATA), "values", "countries.tsv"), encoding="utf-8") as f:
        for line in f:
            name, _, code = line.rstrip("\n").partition("\t")
            short = " " not in name and name.isascii() and len(name) < COUNTRY_LETTERS
            joined = name.split(" ")[0] in ("d", "de", "del") # "of Korea": the longer name behind it would not be seen
            long = name.count(" ") >= COUNTRY_WORDS
            if code and " " not in code and not short and not joined and not long and not any(c.isdigit() for c in name):
                yield name, code


def words_of(cell):
    return [w for s in cell.split("|") for w in inflected(fold(s))]


def level(value, steps):
    return sum(value >= s for s in steps)


def build():
    entries = {}

    def entry(word):
        return entries.setdefault(fold(word), Entry())

    forms, generics, meanings, spheres, fillers, places, sets = (Numbering() for _ in range(7))
    borne = [fillers.of("honorific " + group) for (group,) in rows("honorifics_borne.tsv")]
    for table in ("legal_forms_more.tsv", "legal_forms.tsv"):
        for key, generic, spellings in rows(table):
            for s in spellings.split("|"):
                e = entry(s)
                if not e.form:
                    e.form = forms.of(table + key)
                    e.generic = generics.of(generic) if generic != "-" else 0
    sphere_of = {}
    for key, members in rows("organisation_spheres.tsv"):
        sphere_of.update((m, spheres.of(key)) for m in members.split("|"))
    for table in ("organisation_words_more.tsv", "organisation_words.tsv"):
        for key, spellings in rows(table):
            for s in spellings.split("|"):
                e = entry(s)
                if not e.meaning:
                    e.meaning = meanings.of(key)
                    e.sphere = sphere_of.get(key, 0)
    terms = set()
    for key, spellings in rows("organisation_terms.tsv"):
        heads = [entry(s) for s in words_of(spellings)[:2]]
        known = next((e for e in heads if e.meaning), None)
        for s in words_of(spellings):
            e = entry(s)
            if not e.meaning:
                terms.add(s)
                e.meaning = known.meaning if known else meanings.of("term " + key)
                e.sphere = known.sphere if known else sphere_of.get(key, 0)
                e.flags |= TERM
    bodies = {meanings.of(key) for (key,) in rows("organisation_bodies.tsv")}
    for e in entries.values():
        e.flags |= BODY if e.meaning in bodies else 0
    for word, group, kinds in rows("particles.tsv"):
        e = entry(word)
        e.filler = e.filler or fillers.of("particle " + group)
        e.flags |= (PARTICLE_PERSON if "p" in kinds else 0) | (PARTICLE_ORG if "o" in kinds else 0)
    for word, group in rows("honorifics.tsv"):
        e = entry(word)
        e.filler = e.filler or fillers.of("honorific " + group)
        e.flags |= HONORIFIC
    for word, group in rows("stop_words.tsv"):
        e = entry(word)
        e.filler = e.filler or fillers.of("stop " + group)
        e.flags |= STOP
    for (word,) in rows("context_words.tsv"):
        entry(word).flags |= CONTEXT
    for (word,) in rows("vessel_prefixes.tsv"):
        entry(word).flags |= VESSEL
    for value, spellings in rows("numbers.tsv"):
        for s in spellings.split("|"):
            e = entry(s)
            if e.number < 0:
                e.number = int(value)
    for code, spellings in rows("countries.tsv"):
        for s in spellings.split("|"):
            e = entry(s)
            e.flags |= PLACE
            e.place = e.place or places.of(code)
    for code, adjectives in rows("demonyms.tsv"):
        for s in adjectives.split("|"):
            e = entry(s)
            e.flags |= PLACE
            e.place = e.place or places.of(code)
    for (word,) in rows("cities.tsv"):
        if not entry(word).meaning: # "Enterprise" and "Airport" are cities too
            entry(word).flags |= PLACE
    for (spellings,) in rows("city_spellings.tsv"):
        words = words_of(spellings)
        known = next((entry(w).place for w in words if entry(w).place), 0)
        city = known or places.of("city " + words[0])
        flag = entry(words[0]).flags & PLACE
        for w in words:
            entry(w).place = entry(w).place or city
            entry(w).flags |= flag if w > "\u0370" else 0
    for code, capital in rows("capitals.tsv"):
        sphere, city = spheres.of("capital " + code), entry(capital).place or -1
        entry(capital).sphere = entry(capital).sphere or sphere
        for e in [e for e in entries.values() if e.place in (places.of(code), city) and not e.meaning]:
            e.sphere = e.sphere or sphere
    spellings_of = {}
    for (forms_of_name,) in [r for table in ("name_variants.tsv", "name_variants_abdul.tsv") for r in rows(table)]:
        for s in forms_of_name.split("|"):
            spellings_of.setdefault(s, forms_of_name.split("|"))
        group = sets.of("variant " + forms_of_name)
        for s in forms_of_name.split("|"):
            e = entry(s)
            if len(e.variants) < VARIANTS_MAX:
                e.variants.append(group)
    for (forms,) in rows("organisation_acronyms.tsv"):
        group = sets.of("acronym " + forms)
        for s in forms.split("|"):
            if len(entry(s).variants) < VARIANTS_MAX:
                entry(s).variants.append(group)
    for (forms_of_name,) in rows("name_translations.tsv"):
        group = sets.of("translation " + forms_of_name)
        for s in forms_of_name.split("|"):
            e = entry(s)
            if len(e.nicknames) < NICKNAMES_MAX:
                e.nicknames.append(group)
    for table in ("diminutives.tsv", "nicknames_english.tsv"):
        for name, short in rows(table):
            group = sets.of(table + " " + name)
            whole = spellings_of.get(name, [name]) if table == "diminutives.tsv" else [name]
            for s in whole + [s for s in short.split("|") if s not in whole]:
                e = entry(s)
                if len(e.nicknames) < NICKNAMES_MAX and group not in e.nicknames:
                    e.nicknames.append(group)
    for word, gender in rows("given_genders.tsv"):
        entry(word).flags |= GIVEN | (MALE if gender == "m" else FEMALE)
    counts = {}
    for word, given, family in rows("common_names.tsv"):
        counts[word] = 10 * (int(given) + int(family))
        entry(word).flags |= (GIVEN if int(given) else 0) | (FAMILY if int(family) else 0)
    for word, persons, organisations in rows("list_frequencies.tsv"):
        counts[word] = counts.get(word, 0) + int(persons)
        entry(word).organisation = level(int(organisations), (8, 25, 80, 200, 600))
    for word, count in counts.items():
        entry(word).person = level(count, (6, 18, 40, 90, 200, 400, 800))
    for (word,) in rows("eastern_family_names.tsv"):
        entry(word).flags |= EASTERN
    for name, code in country_values():
        e = entries.get(fold(name))
        if not e or e.flags & PLACE: # a word that says something else already keeps that
            e = entry(name)
            e.flags |= PLACE
            e.place = e.place or places.of(code)
    for phrase in [w for w in entries if " " in w and entries[w].form]:
        for word in phrase.split(" "):
            e = entries.get(word)
            known = e and ((e.meaning and word not in terms) or e.filler or e.place or e.person or e.flags & ~PHRASE_START)
            if len(word) >= 5 and not known:
                entry(word).flags |= FORM_PART
    for phrase in [w for w in entries if " " in w]:
        entry(phrase.split(" ")[0]).flags |= PHRASE_START
    named = {"LEXICON_FILLER_KIN": fillers.of("particle bin"), "LEXICON_FILLER_BORNE": max(borne), "LEXICON_GENERIC_NGO": generics.of("NGO"),
             "LEXICON_GENERIC_REL": generics.of("REL"), "LEXICON_MEANING_NAMED": meanings.of("named after")}
    return entries, named


def fnv(data):
    h = 2166136261
    for b in data:
        h = ((h ^ b) * 16777619) & 0xFFFFFFFF
    return h ^ (h >> 15)


def escape(data):
    out, last_hex = [], False
    for b in data:
        c = chr(b)
        if 32 <= b < 127 and c not in '"\\?' and not (last_hex and c in "0123456789abcdefABCDEF"):
            out.append(c)
            last_hex = False
        else:
            out.append("\\%03o" % b)
            last_hex = False
    return "".join(out)


def render(built):
    entries, named = built
    words = sorted(entries, key=lambda w: w.encode())
    size = 1
    while 2 * size < 3 * len(words):
        size *= 2
    slots = [0] * size
    for i, w in enumerate(words):
        at = fnv(w.encode()) & (size - 1)
        while slots[at]:
            at = (at + 1) & (size - 1)
        slots[at] = i + 1
    out = ["/* Generated by tools/tables/names.py from data/names; do not edit. Sources and licences are named in the",
           " * heads of those files. */", "", "static const char LEXICON_TEXT[] ="]
    offsets, at, line = [], 0, ""
    for w in words:
        data = w.encode()
        offsets.append(at)
        at += len(data)
        line += escape(data)
        if len(line) > 90:
            out.append('    "%s"' % line)
            line = ""
    out.append('    "%s";' % line)
    out += ["", "static const lexicon_word LEXICON_WORDS[] = {"]
    for w, o in zip(words, offsets):
        e = entries[w]
        variants = e.variants + [0] * (VARIANTS_MAX - len(e.variants))
        nicknames = e.nicknames + [0] * (NICKNAMES_MAX - len(e.nicknames))
        out.append("    {%d, %d, %d, %d, %d, %d, %d, %d, %d, %d, %d, %d, {%s}, {%s}}," % (
            o, len(w.encode()), e.flags, e.person, e.organisation, e.form, e.generic, e.meaning, e.sphere, e.filler,
            e.number, e.place, ", ".join(map(str, variants)), ", ".join(map(str, nicknames))))
    numbers = ["    %s = %d," % pair for pair in named.items()]
    out += ["};", "", "enum {"] + numbers + ["    LEXICON_SLOT_COUNT = %d," % size, "};", "",
            "static const uint16_t LEXICON_SLOTS[LEXICON_SLOT_COUNT] = {"]
    for i in range(0, size, 16):
        out.append("    " + ", ".join(map(str, slots[i:i + 16])) + ",")
    out += ["};", ""]
    assert len(words) < 65535
    return "\n".join(out)


def main(path):
    with open(path, "w", encoding="utf-8") as f:
        f.write(render(build()))


if __name__ == "__main__":
    main(sys.argv[1])

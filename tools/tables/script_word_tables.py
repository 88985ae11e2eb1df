#!/usr/bin/env python3
"""Writes the table text/tables/script_words.inc from data/names/script-words.tsv, while the program is built.

    tools/tables/script_word_tables.py OUT
"""
import os
import sys

import ucd
from folding import fold

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
SOURCE = os.path.join(ROOT, "data", "names", "script-words.tsv")
KINDS = {"name": 0, "surname": 1, "word": 2}
SPELLINGS_MAX = 8


def read(path):
    """Lines of form, kind and spellings; a form may stand in several lines, the spellings then add up."""
    entries = {}
    with open(path, encoding="utf-8") as f:
        for number, line in enumerate(f, 1):
            line = line.split("#")[0].rstrip()
            if not line:
                continue
            fields = line.split("\t")
            if len(fields) not in (2, 3) or fields[1] not in KINDS:
                sys.exit(f"{path}:{number}: expected form, kind and spellings: {line!r}")
            spellings = [s.strip() for s in fields[2].split(",")] if len(fields) == 3 else []
            for s in spellings:
                if not (s.isascii() and s.isalnum() and s == s.lower()):
                    sys.exit(f"{path}:{number}: {s!r} has something else than a-z and 0-9")
            for form in fields[0].split():
                kind, known = entries.setdefault(fold(form.rstrip("*")) + ("*" if form.endswith("*") else ""), (KINDS[fields[1]], []))
                known.extend(s for s in spellings if s not in known)
    return entries


SHAPES = 8192
LONGEST = 16


def shape_slot(first, second):
    """Slot of the lengths of entries by their first two characters (0 for none); pairs may share one."""
    return ((first * 2654435761 ^ second * 2246822519) & 0xFFFFFFFF) >> 19


def shapes_of(forms):
    """A bit per length in characters (the last bit also for all that are longer) for each slot."""
    shapes = [0] * SHAPES
    for form in forms:
        slot = shape_slot(ord(form[0]), ord(form[1]) if len(form) > 1 else 0)
        shapes[slot] |= 1 << (min(len(form), LONGEST) - 1)
    return shapes


def hash_of(letters):
    """The same as script_words.c reckons letter by letter; a stem ends in a star."""
    h = 2166136261
    for letter in letters:
        h = ((h ^ ord(letter)) * 16777619) & 0xFFFFFFFF
    return h ^ h >> 15


def main(path):
    entries = read(SOURCE)
    bits = 1
    while 1 << bits < 2 * len(entries):
        bits += 1
    slots, records, letters, pool = [0] * (1 << bits), [], [], bytearray()
    for form in sorted(entries):
        kind, spellings = entries[form]
        stem = form.endswith("*")
        word = form.rstrip("*")
        at = hash_of(form) & ((1 << bits) - 1)
        while slots[at]:
            at = (at + 1) & ((1 << bits) - 1)
        records.append((hash_of(form), len(letters), len(pool), len(word) * 2 + stem, kind, min(len(spellings), SPELLINGS_MAX)))
        slots[at] = len(records)
        letters.extend(map(ord, word))
        for s in spellings[:SPELLINGS_MAX]:
            pool += s.encode("ascii") + b"\0"
    with open(path, "w", encoding="ascii") as out:
        out.write(ucd.HEADER.format(script="tools/tables/script_word_tables.py", source="data/names/script-words.tsv"))
        longest = max(length // 2 for _, _, _, length, _, _ in records)
        out.write(f"#define SCRIPT_WORD_SLOTS {1 << bits}u\n#define SCRIPT_WORD_LETTERS_MAX {longest}\n")
        ucd.write_array(out, "uint16_t", "script_word_slots", slots)
        ucd.write_array(out, "uint16_t", "script_word_letters", letters)
        out.write(f"static const script_word_record script_word_records[{len(records)}] = {{\n")
        for record in records:
            out.write("{0x%X,%d,%d,%d,%d,%d},\n" % record)
        out.write("};\n")
        ucd.write_array(out, "uint16_t", "script_word_shapes", shapes_of(f for f in entries if not f.endswith("*")))
        ucd.write_array(out, "uint16_t", "script_stem_shapes", shapes_of(f[:-1] for f in entries if f.endswith("*")))
        ucd.write_strings(out, "script_word_pool", bytes(pool))


if __name__ == "__main__":
    main(sys.argv[1])

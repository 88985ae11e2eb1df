#!/usr/bin/env python3
"""Makes data/field/towns.tsv from the list of cities above 15,000 people.

    tools/tables/towns.py world-cities.csv[.gz]
"""
import csv
import gzip
import os
import sys
import unicodedata

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
OUT = os.path.join(ROOT, "data", "field", "towns.tsv")
LETTERS = {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ħ": "h", "ŧ": "t", "ə": "a"}
SHORTEST = 4  # letters; shorter ones are syllables of names


def plain(name):
    text = "".join(LETTERS.get(c, c) for c in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(c))
    for mark in "'’‘`ʼʻʿʾ":
        text = text.replace(mark, "")
    return " ".join("".join(c if c.isalnum() else " " for c in text).split())


def main():
    path = sys.argv[1]
    opened = gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8")
    names = set()
    with opened as f:
        for row in csv.DictReader(f):
            names.update((plain(row["name"]), plain(row["subcountry"])))
    names = sorted(n for n in names if len(n) >= SHORTEST and n.isascii() and not any(c.isdigit() for c in n) and len(n.split()) <= 4)
    with open(OUT, "w", encoding="utf-8") as f:
        f.write("# Towns and their regions: name, folded, in ASCII.\n"
                "# Source: GeoNames (cities above 15,000 people) by way of datasets/world-cities, 2026-07. Licence: CC BY 4.0.\n")
        f.writelines(n + "\n" for n in names)


if __name__ == "__main__":
    main()

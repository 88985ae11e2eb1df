#!/usr/bin/env python3
"""Make millions of names to measure the index at scale. Seeded: the same input gives the same names.

  tools/bench/make_names.py --names names.tsv --forenames common-forenames-by-country.csv \
      --surnames common-surnames-by-country.csv --count 4000000 > names.csv

names.tsv holds one listed name a line, schema and name parted by a tab. The output is a CSV with the columns id, schema and
name, as `interdict compile` reads it: the listed names first; then a quarter copies of them with one or two random edits, a half
given name and surname drawn by rank, a quarter company-like names put together from the words of listed organisations with one to
four words more. It is denser than life: the copies stand close together.
"""
import argparse
import csv
import random
import string
import sys

CLASS_WORDS = """TRADING COMPANY LIMITED GROUP INTERNATIONAL SHIPPING HOLDING SERVICES INDUSTRIES GENERAL BANK OIL GAS ENERGY
MARINE CONSTRUCTION ENGINEERING TECHNOLOGY INVESTMENT DEVELOPMENT LLC JSC LTD CO CORPORATION FACTORY INSTITUTE CENTER
IMPORT EXPORT LOGISTICS TRANSPORT PETROCHEMICAL ELECTRONICS MANAGEMENT""".split()


def read_listed(path):
    with open(path, encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t", 1) for line in lines]
    return [(schema, name) for schema, name in rows if name]


def read_ranked(path, column):
    """Romanised names with a weight that falls with their rank."""
    names, weights = [], []
    with open(path, encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            name = (row.get(column) or "").strip()
            if name:
                names.append(name)
                weights.append(1 / (1 + float(row.get("Rank") or row.get("Index") or 10)))
    if not names:
        sys.exit(f"{path}: no names in a column {column}")
    return names, weights


def edited(name, rng):
    letters = list(name)
    for _ in range(rng.choice((1, 2))):
        at = rng.randrange(len(letters))
        kind = rng.randrange(3)
        if kind == 0 and len(letters) > 3:
            del letters[at]
        elif kind == 1:
            letters.insert(at, rng.choice(string.ascii_lowercase))
        else:
            letters[at] = rng.choice(string.ascii_lowercase)
    return "".join(letters).strip() or name


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--names", required=True)
    parser.add_argument("--forenames", required=True)
    parser.add_argument("--surnames", required=True)
    parser.add_argument("--forename-column", default="Romanized Name")
    parser.add_argument("--surname-column", default="Romanized Name")
    parser.add_argument("--count", type=int, default=4_000_000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()

    rng = random.Random(args.seed)
    listed = read_listed(args.names)
    forenames, forename_weights = read_ranked(args.forenames, args.forename_column)
    surnames, surname_weights = read_ranked(args.surnames, args.surname_column)
    words = sorted({w for schema, name in listed if schema not in ("Person", "Vessel") for w in name.split() if len(w) > 3})

    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(("id", "schema", "name"))
    number = 0

    def put(schema, name):
        nonlocal number
        number += 1
        out.writerow((f"bench-{number}", schema, name))

    for schema, name in listed:
        put(schema, name)
    left = max(args.count - len(listed), 0)
    for _ in range(left // 4):
        schema, name = rng.choice(listed)
        put(schema, edited(name, rng))
    people = left // 2
    given = rng.choices(forenames, forename_weights, k=people)
    family = rng.choices(surnames, surname_weights, k=people)
    for pair in zip(given, family):
        put("Person", " ".join(pair))
    for _ in range(left - left // 4 - people):
        name = rng.choices(words, k=rng.choice((1, 2))) + rng.choices(CLASS_WORDS, k=rng.randrange(1, 5))
        put("Company", " ".join(name))


if __name__ == "__main__":
    main()

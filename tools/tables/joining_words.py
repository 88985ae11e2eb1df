#!/usr/bin/env python3
"""Makes screen/tables/joining.inc from data/field/joining.tsv.

    tools/tables/joining_words.py OUT
"""
import os
import sys

SOURCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "data", "field", "joining.tsv")
NAMES = {"joins": "JOINING_WORDS", "care_of": "CARE_OF_WORDS"}


def read(path=SOURCE):
    words = {use: [] for use in NAMES}
    with open(path, encoding="utf-8") as f:
        for number, line in enumerate(f, 1):
            line = line.rstrip("\n")
            if not line or line.startswith("#"):
                continue
            word, _, use = line.partition("\t")
            if use not in NAMES or not word or any(c in word for c in ' "\\') or word in words[use]:
                sys.exit(f"{path}:{number}: expected a new word, a tab, and joins or care_of: {line!r}")
            words[use].append(word)
    return words


def render(words):
    out = ["/* Made by tools/tables/joining_words.py from data/field/joining.tsv; do not edit. */"]
    for use, listed in words.items():
        out += [f"static const char *const {NAMES[use]}[] = {{", *(f'    "{word}",' for word in listed), "};"]
    return "\n".join(out + [""])


if __name__ == "__main__":
    with open(sys.argv[1], "w", encoding="utf-8") as out_file:
        out_file.write(render(read()))

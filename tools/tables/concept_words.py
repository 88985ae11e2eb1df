#!/usr/bin/env python3
"""Makes screen/tables/concepts.inc from data/field/concepts.tsv.

    tools/tables/concept_words.py OUT
"""
import os
import re
import sys

SOURCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "data", "field", "concepts.tsv")


def read(path=SOURCE):
    words = []
    with open(path, encoding="utf-8") as f:
        for number, line in enumerate(f, 1):
            word = line.rstrip("\n")
            if not word or word.startswith("#"):
                continue
            if not re.fullmatch("[a-z]+", word) or (words and word <= words[-1]):
                sys.exit(f"{path}:{number}: expected a folded word behind the one before it in order: {word!r}")
            words.append(word)
    return words


def render(words):
    out = ["/* Made by tools/tables/concept_words.py from data/field/concepts.tsv; do not edit. */",
           "static const char *const CONCEPT_WORDS[] = {", *(f'    "{word}",' for word in words), "};"]
    return "\n".join(out + [""])


if __name__ == "__main__":
    with open(sys.argv[1], "w", encoding="utf-8") as out_file:
        out_file.write(render(read()))

#!/usr/bin/env python3
"""Makes pack/tables/hs_codes.inc from data/goods/hs_headings.tsv.

    tools/tables/hs_headings.py OUT
"""
import os
import re
import sys

SOURCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "data", "goods", "hs_headings.tsv")
LINE = re.compile(r"(\d{4})\t(dropped|\d\d(?: \d\d)*)$")


def read(path=SOURCE):
    """Heading -> its subheadings, or None for one that the current edition has no more."""
    headings = {}
    with open(path, encoding="utf-8") as f:
        for number, line in enumerate(f, 1):
            line = line.rstrip("\n")
            if not line or line.startswith("#"):
                continue
            found = LINE.match(line)
            if not found or found[1] in headings:
                sys.exit(f"{path}:{number}: expected a new heading, a tab, and its subheadings or 'dropped': {line!r}")
            headings[found[1]] = None if found[2] == "dropped" else found[2].split(" ")
    return headings


def render(headings):
    current = sorted(h for h, ends in headings.items() if ends is not None)
    dropped = " ".join(sorted(h for h, ends in headings.items() if ends is None))
    return "\n".join(["/* Made by tools/tables/hs_headings.py from data/goods/hs_headings.tsv; do not edit. */",
                      "static const char *const headings[] = {", *(f'    "{h}{"".join(headings[h])}",' for h in current),
                      "};", f'static const char dropped[] = "{dropped}";', ""])


if __name__ == "__main__":
    with open(sys.argv[1], "w", encoding="utf-8") as out_file:
        out_file.write(render(read()))

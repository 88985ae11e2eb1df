#!/usr/bin/env python3
"""Makes the tables that are in the tree anew and compares them; what is made while building is folded as src/text folds.

    tools/tables/check.py    1 if a table differs, 77 where Debian's Unicode data are not installed (and says so)

In the tree are the tables that come from Unicode, Inc.'s data, which change once a year. Those of word lists are made
from data/ while the program is built (cmake/InterdictTables.cmake).
"""
import filecmp
import os
import sys
import tempfile
import unicodedata

import cyrillic_tables
import folding
import han_variants
import roman_tables
import ucd
import unicode_tables

TABLES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "src", "text", "tables")
CTEST_SKIPPED = 77
# Marks of Vedic texts, of which Python does not tell the script; no name has them.
VEDIC = {*range(0x951, 0x955), *range(0xA8E0, 0xA8F2)}


def different_tables(folder):
    for name, script in (("unicode.inc", unicode_tables), ("roman.inc", roman_tables), ("cyrillic.inc", cyrillic_tables)):
        made = os.path.join(folder, name)
        script.main(made)
        if not filecmp.cmp(made, os.path.join(TABLES, name), shallow=False):
            yield f"src/text/tables/{name} is not what tools/tables/{script.__name__}.py makes"
    with open(han_variants.OUT, encoding="utf-8") as f:
        if f.read() != han_variants.render():
            yield f"{os.path.relpath(han_variants.OUT)} is not what tools/tables/han_variants.py makes"


def different_letters():
    """Letters of the plane in which names are written that folding.py folds otherwise than the tables of src/text."""
    fold = unicode_tables.folder()
    for code in range(0x20, 0xFFFE):
        letter = chr(code)
        if unicodedata.category(letter) in ("Cn", "Cs") or code in VEDIC:
            continue
        if fold(letter) != folding.fold(letter):
            yield f"U+{code:04X}: folding.py gives {folding.fold(letter)!r}, src/text {fold(letter)!r}"


def main():
    if not ucd.available():
        print("SKIPPED: the packages unicode-data and unicode-cldr-core are not installed; tables not compared")
        return CTEST_SKIPPED
    with tempfile.TemporaryDirectory() as folder:
        problems = [*different_tables(folder), *different_letters()]
    for problem in problems:
        print(problem)
    print(f"tables: {len(problems)} different")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

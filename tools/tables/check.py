#!/usr/bin/env python3
"""Makes all tables anew and compares them with those in the tree. Passes with a loud word where the data is not installed."""
import filecmp
import os
import sys
import tempfile

import cyrillic_tables
import han_variants
import names
import roman_tables
import script_word_tables
import ucd
import unicode_tables

MATCH_TABLES = (("lexicon.inc", names.OUT, lambda: names.render(names.build())), ("han_variants.inc", han_variants.OUT, han_variants.render))
TABLES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "src", "text", "tables")


def main():
    if not ucd.available():
        print("SKIPPED: the packages unicode-data and unicode-cldr-core are not installed; tables not compared")
        return 0
    different = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, script in (("unicode.inc", unicode_tables), ("roman.inc", roman_tables),
                             ("cyrillic.inc", cyrillic_tables), ("script_words.inc", script_word_tables)):
            made = os.path.join(folder, name)
            script.main(made)
            if not filecmp.cmp(made, os.path.join(TABLES, name), shallow=False):
                print(f"src/text/tables/{name} is not what tools/tables/{script.__name__}.py makes")
                different += 1
    for name, path, make in MATCH_TABLES:
        with open(path, encoding="utf-8") as f:
            if f.read() != make():
                print(f"src/name/tables/{name} is not what its generator in tools/tables makes")
                different += 1
    print(f"tables: {different} different")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())

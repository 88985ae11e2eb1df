#!/usr/bin/env python3
"""Makes src/document/tables/references.inc: the character references of HTML 4 and a few more, from Python's own table.

usage: references.py > src/document/tables/references.inc
"""
import html.entities

MORE = ["apos", "comma", "period", "colon", "semi", "lpar", "rpar", "quest", "excl", "num", "commat", "hyphen", "dash", "sol", "Tab", "NewLine",
        "NonBreakingSpace", "zwnj", "zwj", "scaron", "Scaron", "ccaron", "Ccaron", "zcaron", "Zcaron", "lstrok", "Lstrok", "cacute", "Cacute", "gbreve",
        "Gbreve", "idot", "Idot", "inodot", "scedil", "Scedil"]
found = dict(html.entities.name2codepoint)
for name in MORE:
    text = html.entities.html5.get(name + ";")
    if text and len(text) == 1:
        found[name] = ord(text)
print("/* Made by tools/tables/references.py; do not edit. */\n/* clang-format off */\nstatic const reference_row REFERENCES[] = {")
for name in sorted(found):
    print('    {STR("%s"), 0x%X},' % (name, found[name]))
print("};")

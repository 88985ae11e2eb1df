#!/usr/bin/env python3
"""Writes the tables of roles in docs/case.md from regimes/vocabulary.yaml.

    tools/case_tables.py            writes them
    tools/case_tables.py --check    1 if the page is not what the packs say
"""
import pathlib
import re
import sys

import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "case.md"
PART = re.compile(r"(<!-- (\w+) made by tools/case_tables.py -->\n)(.*?)(<!-- end -->)", re.S)
GROUPS = {"bank": "banks", "supply": "who supplies", "receive": "who receives", "other": "others"}


def quoted(words):
    return ", ".join(f"`{word}`" for word in words)


def actor(words):
    return f"Actor roles: {quoted(words['actor_roles'])}.\n"


def party(words):
    rows = [f"| {GROUPS.get(group, group)} | {quoted(roles)} |" for group, roles in words["party_roles"].items()]
    return "\n".join(["| parties | roles |", "|---|---|", *rows]) + "\n"


def main():
    words = yaml.safe_load((ROOT / "regimes" / "vocabulary.yaml").read_text(encoding="utf-8"))
    page = PAGE.read_text(encoding="utf-8")
    made = PART.sub(lambda m: m[1] + {"actor": actor, "party": party}[m[2]](words) + m[4], page)
    if "--check" in sys.argv:
        if made != page:
            print("docs/case.md has other roles than regimes/vocabulary.yaml: run tools/case_tables.py")
        return int(made != page)
    PAGE.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

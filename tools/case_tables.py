#!/usr/bin/env python3
"""Writes the tables of docs/case.md that come from regimes/vocabulary.yaml: the facts; checks the roles.

    tools/case_tables.py            writes them
    tools/case_tables.py --check    1 if the page is not what the packs say
"""
import pathlib
import re
import sys

import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "case.md"
PART = re.compile(r"(<!-- made by tools/case_tables.py -->\n)(.*?)(<!-- end -->)", re.S)


def facts(words):
    rows = ["| fact | type | the question |", "|---|---|---|"]
    for key, fact in sorted(words["facts"].items()):
        kind = fact["type"]
        values = [str(v) for v in fact.get("values", [])]
        question = fact["question"] + (f" One of {', '.join(f'`{v}`' for v in values)}." if values else "")
        rows.append(f"| `{key}` | {kind} | {question} |")
    return "\n".join(rows) + "\n"


def roles_missing(words, page):
    roles = set(words["actor_roles"]) | {r for group in words["party_roles"].values() for r in group}
    return sorted(role for role in roles if f"`{role}`" not in page)


def main():
    words = yaml.safe_load((ROOT / "regimes" / "vocabulary.yaml").read_text(encoding="utf-8"))
    page = PAGE.read_text(encoding="utf-8")
    made = PART.sub(lambda m: m[1] + facts(words) + m[3], page)
    missing = roles_missing(words, page)
    if missing:
        print(f"docs/case.md does not name the roles {', '.join(missing)}")
        return 1
    if "--check" in sys.argv:
        if made != page:
            print("docs/case.md has other facts than regimes/vocabulary.yaml: run tools/case_tables.py")
            return 1
        return 0
    PAGE.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

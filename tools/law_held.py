"""What of the law the packs hold: tables of docs/law-held.md.

    tools/law_held.py          writes the tables into the page
    tools/law_held.py --check  fails if the page is not what the packs say
"""
import collections
import pathlib
import sys

import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "law-held.md"
BEGIN = "<!-- made by tools/law_held.py -->\n"
IMPOSERS = ["UN", "EU", "US", "GB", "CH"]
CONFIDENCE = ["verified", "read", "partly", "general"]
UNCOVERED = ROOT / "tests" / "cases" / "law" / "uncovered.txt"


def documents():
    for path in sorted((ROOT / "regimes").rglob("*.yaml")):
        for doc in yaml.load_all(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader):
            if doc:
                yield path.relative_to(ROOT / "regimes").parts[0], doc


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|---" + "|---:" * (len(head) - 1) + "|"]
    return "\n".join(lines + ["| " + " | ".join(map(str, row)) + " |" for row in rows]) + "\n"


def by_regime(measures):
    counts = collections.defaultdict(collections.Counter)
    uncovered = set(UNCOVERED.read_text(encoding="utf-8").splitlines())
    for folder, measure in measures:
        for row in (folder, "**all**"):
            counts[row].update([measure["imposer"], measure["confidence"], "all"] + ["in no case"] * (measure["id"] in uncovered))
    columns = IMPOSERS + ["all"] + CONFIDENCE + ["in no case"]
    rows = [[name] + [counts[name][column] or "" for column in columns] for name in sorted(counts, key=lambda n: (n[0] == "*", n))]
    return table(["regime"] + columns, rows)


def not_held(covers):
    lines = []
    for folder, cover in covers:
        whys = list(dict.fromkeys(part["why"] for part in cover["parts"] if "why" in part))
        if whys:
            where = ", ".join(cover.get("where", [])) or cover.get("theme", "")
            lines.append(f"* {folder}, {cover['imposer']} on {where}: {'; '.join(whys)}.")
    return "\n".join(lines) + "\n"


def tables():
    measures, covers = [], []
    for folder, doc in documents():
        if "id" in doc:
            measures.append((folder, doc))
        for cover in doc.get("covers", []):
            covers.append((folder, cover))
    return f"{BEGIN}\n{by_regime(measures)}\n## What is missing\n\n{not_held(covers)}"


def main():
    page = PAGE.read_text(encoding="utf-8")
    made = page[: page.index(BEGIN)] + tables()
    if sys.argv[1:] == ["--check"]:
        if made != page:
            sys.exit(f"{PAGE.name}: run tools/law_held.py")
        return
    PAGE.write_text(made, encoding="utf-8")


if __name__ == "__main__":
    main()

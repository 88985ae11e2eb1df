#!/usr/bin/env python3
"""What law is held, by country and imposer: the table of docs/limits.md, from the packs and the map of regimes.

    tools/law_cover.py PROGRAM            writes the table into the page, as `PROGRAM regime cover` tells it
    tools/law_cover.py PROGRAM --check    1 if the page is not what the program tells
"""
import json
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "limits.md"
BEGIN, END = "<!-- cover made by tools/law_cover.py -->\n", "<!-- end -->"
IMPOSERS, DAY = ["US", "EU", "UN", "GB", "CH"], "2026-09-01"


def covers(program):
    """The lines of `regime cover` over the packs of this repository."""
    with tempfile.TemporaryDirectory() as folder:
        packs = pathlib.Path(folder) / "packs.itd"
        subprocess.run([program, "compile", "-o", packs, "--regimes", ROOT / "regimes"], check=True, capture_output=True)
        told = subprocess.run([program, "regime", "cover", "--json", "--on", DAY, "--snapshot", packs], check=True, capture_output=True)
    return [json.loads(line) for line in told.stdout.splitlines()]


def cell(row):
    return "" if row is None else f"{row['held']} {row['measures']}".replace("none 0", "none")


def table(rows):
    found = {(row["country"], row["imposer"]): row for row in rows}
    countries = sorted({country for country, imposer in found if imposer in IMPOSERS})
    lines = ["| country | " + " | ".join(IMPOSERS) + " |", "|---" * (len(IMPOSERS) + 1) + "|"]
    lines += [f"| {country} | " + " | ".join(cell(found.get((country, imposer))) for imposer in IMPOSERS) + " |" for country in countries]
    return "\n".join(lines) + "\n"


def made(page, rows):
    head, _, rest = page.partition(BEGIN)
    return head + BEGIN + table(rows) + END + rest.partition(END)[2]


def main():
    page = PAGE.read_text(encoding="utf-8")
    new = made(page, covers(sys.argv[1]))
    if "--check" in sys.argv:
        if new != page:
            print("docs/limits.md tells another cover than the packs: run tools/law_cover.py PROGRAM", file=sys.stderr)
        return int(new != page)
    PAGE.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

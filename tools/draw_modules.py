#!/usr/bin/env python3
"""The picture of the modules in ARCHITECTURE.md, drawn from CMakeLists.txt.

    tools/draw_modules.py          print it
    tools/draw_modules.py fix      put it into ARCHITECTURE.md
    tools/draw_modules.py check    is it the one that stands there?

A module stands above all that it needs. Behind it stands what it needs directly, and not through another.
"""
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from check_includes import ROOT, module_depends, module_graph  # noqa: E402

PAGE = ROOT / "ARCHITECTURE.md"
MARKS = re.compile(r"(<!-- modules -->\n```\n).*?(```\n<!-- /modules -->)", re.S)


def picture():
    direct = module_depends()
    reach = module_graph(direct)
    level = {}

    def height(name):
        if name not in level:
            level[name] = 1 + max((height(other) for other in direct[name]), default=-1)
        return level[name]

    rows = {}
    for name in direct:
        rows.setdefault(height(name), []).append(name)
    lines = ["programs     cli programs    over everything below"]
    for number in sorted(rows, reverse=True):
        for name in rows[number]:
            own = [o for o in direct[name] if not any(o in reach[p] for p in direct[name] if p != o)]
            lines.append(f"{number:2}  {'  ' * number}{name:10}" + (" ─► " + " ".join(sorted(own)) if own else ""))
    return "\n".join(lines) + "\n"


def main():
    page = PAGE.read_text(encoding="utf-8")
    new = MARKS.sub(lambda m: m.group(1) + picture() + m.group(2), page)
    if sys.argv[1:] == ["fix"]:
        PAGE.write_text(new, encoding="utf-8")
    elif sys.argv[1:] == ["check"]:
        if not MARKS.search(page) or new != page:
            print("ARCHITECTURE.md: its picture is not that of CMakeLists.txt; tools/draw_modules.py fix draws it")
            return 1
    else:
        print(picture(), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())

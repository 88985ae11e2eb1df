#!/usr/bin/env python3
"""House rules of the source that a machine can see.

    tools/check_source.py banned    functions that are not used here
    tools/check_source.py prints    buffers that are printed without a look at whether they lost something
    tools/check_source.py sizes     files and functions that no longer fit
    tools/check_source.py words     unfinished work and paths of somebody's machine
"""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
BANNED = "strcpy strcat sprintf vsprintf strtok strtok_r atoi atol atof gets alloca stpcpy".split()
FILE_LINES = 800
FUNCTION_LINES = 70
GENERATED = ("src/text/tables/", "src/name/tables/")


def sources(*folders):
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.[ch]")):
            yield path, path.relative_to(ROOT).as_posix()


def without_comments_and_texts(text):
    """The same lines, with comments, texts and characters blanked."""
    pattern = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', re.S)
    return pattern.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), text)


def banned():
    call = re.compile(r"\b(" + "|".join(BANNED) + r")\s*\(")
    for path, name in sources("src", "include", "tests", "examples", "tools"):
        text = without_comments_and_texts(path.read_text(encoding="utf-8"))
        for number, line in enumerate(text.split("\n"), 1):
            found = call.search(line)
            if found:
                yield f"{name}:{number}: {found.group(1)} is not used here"


def prints():
    """A buffer goes to a stream through cli/print.h alone, which looks whether it lost something."""
    way = re.compile(r"\bfwrite\s*\(|\.data\s*,\s*stdout\b|\(int\)\s*\w*(?:out|text|line)\w*(?:\.|->)len\b")
    for path, name in sources("src/cli"):
        if name in ("src/cli/print.c", "src/cli/help.c"):
            continue
        for number, line in enumerate(without_comments_and_texts(path.read_text(encoding="utf-8")).split("\n"), 1):
            if way.search(line):
                yield f"{name}:{number}: a buffer is printed past cli/print.h"


def sizes():
    for path, name in sources("src", "include", "tests", "examples"):
        if name.startswith(GENERATED):
            continue
        lines = path.read_text(encoding="utf-8").split("\n")
        if len(lines) - 1 > FILE_LINES:
            yield f"{name}: {len(lines) - 1} lines, at most {FILE_LINES}"
        start = None
        for number, line in enumerate(lines, 1):
            if line == "{":
                start = number
            elif line == "}" and start:
                if number - start > FUNCTION_LINES:
                    yield f"{name}:{start}: a function of {number - start} lines, at most {FUNCTION_LINES}"
                start = None


def words():
    unfinished = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
    machine = re.compile(r"(?<![\w.])/(?:home|root|Users|w" r"ork|tmp/w" r"t)/")
    listed = subprocess.run(["git", "-c", "safe.directory=*", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode == 0:
        names = [n for n in listed.stdout.decode().split("\0") if n]
    else:
        names = [p.relative_to(ROOT).as_posix() for p in ROOT.rglob("*")
                 if p.is_file() and not {"build", ".git"} & set(p.parts)]
    for name in names:
        path = ROOT / name
        if not path.is_file() or name.startswith("tests/fuzz/corpus/"):
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        code = name.endswith((".c", ".h", ".py", ".sh", ".cmake", ".txt", ".md", ".def"))
        for number, line in enumerate(text.split("\n"), 1):
            if code and unfinished.search(line):
                yield f"{name}:{number}: unfinished work: {line.strip()[:80]}"
            if machine.search(line):
                yield f"{name}:{number}: a path of somebody's machine: {line.strip()[:80]}"


def main():
    checks = {"banned": banned, "prints": prints, "sizes": sizes, "words": words}
    if len(sys.argv) != 2 or sys.argv[1] not in checks:
        print(__doc__, file=sys.stderr)
        return 2
    problems = list(checks[sys.argv[1]]())
    for problem in problems:
        print(problem)
    print(f"{sys.argv[1]}: {len(problems)} found")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

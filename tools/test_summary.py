#!/usr/bin/env python3
"""What the tests of a ctest run say, counted test by test: passed, failed, and skipped with the reasons.

    tools/test_summary.py BUILD_FOLDER...

Reads BUILD_FOLDER/Testing/Temporary/LastTest.log. A program of unit tests (cmocka) and a file of pytest count with all
their tests, any other ctest test counts as one. A skipped test tells its reason in a line "SKIPPED: reason" (pytest:
"SKIPPED [2] file:line: reason").
"""
import collections
import pathlib
import re
import sys

BLOCK = re.compile(r"^\d+/\d+ Testing: (\S+)\n.*?^Output:\n-+\n(.*?)(?=^\d+/\d+ Testing: |\Z)", re.M | re.S)
CMOCKA_PASSED = re.compile(r"^\[  PASSED  \] (\d+) test\(s\)", re.M)
CMOCKA_FAILED = re.compile(r"^\[  FAILED  \] (\d+) test\(s\)", re.M)
CMOCKA_SKIPPED = re.compile(r"^\[  SKIPPED \] (\d+) test\(s\)", re.M)
PYTEST_END = re.compile(r"^=*\s*((?:\d+ \w+, )*\d+ \w+) in [\d.]+s", re.M)
REASON = re.compile(r"^SKIPPED: (.+)$", re.M)
PYTEST_REASON = re.compile(r"^SKIPPED \[(\d+)\] [^:]+(?::\d+)?: (.+)$", re.M)


def total(pattern, text):
    return sum(int(n) for n in pattern.findall(text))


def count(text):
    """Passed, failed, skipped, and a list of (reason, how many) of one ctest test."""
    reasons = [(reason, int(n)) for n, reason in PYTEST_REASON.findall(text)]
    reasons += [(reason, 1) for reason in REASON.findall(text)]
    failed = "\nTest Failed." in text or "***Exception" in text or "\nTest timeout" in text
    if CMOCKA_PASSED.search(text):
        passed, bad, skipped = (total(p, text) for p in (CMOCKA_PASSED, CMOCKA_FAILED, CMOCKA_SKIPPED))
        return passed, bad or int(failed), skipped, reasons
    end = PYTEST_END.findall(text)
    if end:
        words = {word.rstrip("s"): int(n) for n, word in (part.split(" ") for part in end[-1].split(", "))}
        bad = words.get("failed", 0) + words.get("error", 0)
        return words.get("passed", 0), bad or int(failed), words.get("skipped", 0), reasons
    if failed:
        return 0, 1, 0, reasons
    return (0, 0, 1, reasons) if reasons else (1, 0, 0, reasons)


def main():
    passed = failed = skipped = 0
    told = collections.defaultdict(lambda: collections.defaultdict(int))
    for folder in sys.argv[1:]:
        log = pathlib.Path(folder) / "Testing" / "Temporary" / "LastTest.log"
        for name, text in BLOCK.findall(log.read_text(encoding="utf-8", errors="replace")):
            good, bad, left, reasons = count(text)
            passed, failed, skipped = passed + good, failed + bad, skipped + left
            for reason, n in reasons:
                told[re.sub(r" \(.*/(.*)\)$", r"", reason)][name] += n
    if skipped:
        print(f"Skipped, {skipped} tests:")
        for reason, names in sorted(told.items(), key=lambda item: -sum(item[1].values())):
            where = ", ".join(f"{name} {n}" for name, n in sorted(names.items()))
            print(f"  {sum(names.values())}: {reason}: {where}")
    print(f"tests: {passed} passed, {failed} failed, {skipped} skipped")


if __name__ == "__main__":
    main()

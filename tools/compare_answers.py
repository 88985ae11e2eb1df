#!/usr/bin/env python3
"""Do two builds of the program give the same answers?

    tools/compare_answers.py BEFORE AFTER [--snapshot FILE [--snapshot-after FILE]] [--only WORD] [--show N]

Every command that answers runs with both programs over the examples, the cases of the tests and, where the
shared data lie beside the sources, over every message, case and query there: as JSON and as text, without a
policy, with thresholds, with an actor. Standard output and the exit code are compared byte by byte; only the
hash of the snapshot is masked, for each program has its own sample. Without --snapshot the sample answers.
Exit 0 if nothing differs, 1 if something does. The differences that a change means stand in docs/decisions/.
"""
import argparse
import concurrent.futures
import csv
import difflib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHARED = pathlib.Path(os.environ.get("INTERDICT_SHARED") or ROOT.parent / "shared") / "data"
HASH = re.compile(rb"sha256:[0-9a-f]{64}")
FILES_OF_ONE_CALL = 60
DAY = "2026-09-01"
POLICIES = {
    "none": None,
    "thresholds": "threshold: 0.75\nlimit: 3\nthresholds:\n  - {schema: Person, threshold: 0.90}\n",
    "actor": "actor: {country: DE, eu_person: true, role: bank}\n",
    "stale": "stale_after_days: 20\nactor: {country: US, us_person: true, role: bank}\n",
}


def chunks(items):
    items = list(items)
    for at in range(0, len(items), FILES_OF_ONE_CALL):
        yield items[at:at + FILES_OF_ONE_CALL]


def cases(folder):
    """Files with the cases of every casebook, one line each, as `decide` takes them."""
    books = [ROOT / "tests/cases/measures.jsonl", ROOT / "tests/cases/with-gl-8a.jsonl",
             SHARED / "regime/cases-dev.jsonl"]
    books += sorted((SHARED / "regime/next").glob("**/*.jsonl")) if SHARED.is_dir() else []
    for number, book in enumerate(filter(pathlib.Path.is_file, books)):
        lines = [json.loads(line) for line in book.read_text(encoding="utf-8").splitlines() if line[:1] == "{"]
        lines = [line["case"] for line in lines if isinstance(line.get("case"), dict)]
        if lines:
            path = folder / f"cases-{number}.jsonl"
            path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))
            yield path
    yield ROOT / "examples/medicine.json"


def queries(folder):
    """The labelled queries as a file that `batch` takes."""
    for path in sorted((SHARED / "quality").glob("search-dev-*.csv")):
        rows = list(csv.DictReader(path.open(encoding="utf-8", newline="")))[:400]
        to = folder / f"{path.stem}.csv"
        with to.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, ["id", "schema", "name", "birth_date", "country"], extrasaction="ignore")
            writer.writeheader()
            writer.writerows({"id": row["query_id"], **row} for row in rows)
        yield to
    yield ROOT / "examples/customers.csv"


def commands(folder):
    """(label, arguments) of every call; the policy and the snapshot are added to them."""
    messages = sorted(p for p in (SHARED / "messages").rglob("*") if p.is_file() and "xsd" not in p.parts
                      and p.suffix not in (".md", ".jsonl"))
    messages += sorted((ROOT / "tests/fuzz/corpus/mt").glob("*")) + sorted((ROOT / "tests/fuzz/corpus/mx").glob("*"))
    texts = sorted(ROOT.glob("docs/*.md")) + [ROOT / "examples/page.txt"] + messages
    for files in chunks([ROOT / "examples/payment.fin"] + messages):
        yield "message", ["message", "--json", "--on", DAY, *files], POLICIES
        yield "message", ["message", "--on", DAY, *files], ["none"]
    for files in chunks(texts):
        yield "text", ["text", "--json", "--on", DAY, *files], ["none", "thresholds"]
        yield "text", ["text", "--on", DAY, *files], ["none"]
    for path in cases(folder):
        yield "decide", ["decide", "--json", path], ["none", "thresholds", "stale"]
        yield "decide", ["decide", path], ["none"]
    for path in queries(folder):
        yield "batch", ["batch", "--json", path], ["none"]
    for name in ("Ibrahim Raisi", "National Iranian Oil Company", "شرکت ملی نفت ایران", "Kim Yong Chol", "IMO 9167148"):
        for more in ([], ["--json"], ["--json", "--exhaustive"], ["--json", "--limit", "50", "--threshold", "0.5"]):
            yield "screen", ["screen", *more, name], ["none"]
    for more in (["info"], ["info", "--json"], ["regime", "list"], ["regime", "list", "--json"],
                 ["info", "--entity", "ofac-27844", "--json"]):
        yield "info", more, ["none"]


def run(program, arguments):
    environment = {k: v for k, v in os.environ.items() if not k.startswith("INTERDICT_")}
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, env=environment, cwd=ROOT, check=False)
    return done.returncode, HASH.sub(b"sha256:*", done.stdout)


def pieces(line):
    """A line of JSON cut at every member, for a difference that can be read."""
    return re.sub(r',(?=["{])', ",\n", line.decode("utf-8", "replace")).split("\n")


def show(label, before, after, count):
    print(f"--- {label}: exit {before[0]} and {after[0]}")
    a, b = before[1].split(b"\n"), after[1].split(b"\n")
    left = count
    for x, y in zip(a, b):
        if x == y or left <= 0:
            continue
        left -= 1
        for line in list(difflib.unified_diff(pieces(x), pieces(y), lineterm="", n=1))[2:40]:
            print("    " + line[:240])
    if len(a) != len(b):
        print(f"    {len(a)} and {len(b)} lines")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("before")
    parser.add_argument("after")
    parser.add_argument("--snapshot")
    parser.add_argument("--snapshot-after")
    parser.add_argument("--only", default="")
    parser.add_argument("--show", type=int, default=2, help="differing lines of each call that are shown")
    given = parser.parse_args()
    if not SHARED.is_dir():
        print("SKIPPED: no shared data: only the files of this repository are compared", file=sys.stderr)
    calls = differ = lines = lines_differ = 0
    with tempfile.TemporaryDirectory() as name, concurrent.futures.ThreadPoolExecutor(2) as pool:
        folder = pathlib.Path(name)
        for shape, text in POLICIES.items():
            if text:
                (folder / f"{shape}.yaml").write_text(text)
        for kind, arguments, shapes in commands(folder):
            if given.only not in kind:
                continue
            for shape in shapes:
                policy = ["--policy", folder / f"{shape}.yaml"] if POLICIES[shape] else []
                of = [["--snapshot", s] if s else [] for s in (given.snapshot, given.snapshot_after or given.snapshot)]
                before, after = pool.map(run, [given.before, given.after], [arguments + policy + s for s in of])
                calls += 1
                a, b = before[1].split(b"\n"), after[1].split(b"\n")
                lines += max(len(a), len(b))
                lines_differ += sum(x != y for x, y in zip(a, b)) + abs(len(a) - len(b))
                if before != after:
                    differ += 1
                    first = pathlib.Path(str(arguments[-1])).name
                    show(f"{' '.join(map(str, arguments[:2]))} … {first} (policy: {shape})", before, after, given.show)
    print(f"{calls} calls, {differ} differ; {lines} lines, {lines_differ} differ")
    return 1 if differ or not calls else 0


if __name__ == "__main__":
    sys.exit(main())

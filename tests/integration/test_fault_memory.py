"""Every command with its n-th allocation failing: the whole answer, or exit 4 and nothing that could be taken for one.

The program itself runs under tests/fault/tools/memory.c (LD_PRELOAD), which counts from the begin of the program. A failed
allocation may be survived; then the answer is the one that is given with memory, or is REVIEW and says so.
"""
# slow
import json
import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
LISTED = "id,schema,name,alias,birth_date,country\n1,Company,NORTHERN HERRING TRADERS,NHT LTD,,ir\n2,Person,OLEGARIO PRUEBA,,1960-01-02,\n"
FIN = ("{1:F01BANKBEBBAXXX0000000000}{2:I103BANKDEFFXXXXN}{4:\r\n:20:R\r\n:23B:CRED\r\n:32A:260101EUR1,\r\n"
       ":50K:JANE DOE\r\n1 HIGH STREET\r\nLEEDS\r\n:59:NORTHERN HERRING TRADERS\r\n1 HIGH STREET\r\nTEHRAN\r\n:70:OLEGARIO PRUEBA\r\n:71A:SHA\r\n-}")
POLICY = "threshold: 0.75\nthresholds:\n  - {schema: Person, threshold: 0.9}\n"
ACTOR = POLICY + "actor: {country: US, us_person: true, role: bank}\n"
MOST = 2500  # allocations of one command; more would be no bounded test


@pytest.fixture(scope="module")
def shim(program):
    path = pathlib.Path(os.environ.get("ITD_BUILD_DIR", pathlib.Path(program).parent)) / "tests" / "libfault_memory.so"
    if not path.exists():
        print("SKIPPED: no fault_memory in this build (sanitizers have an allocator of their own)")
        pytest.skip("no fault_memory")
    return path


@pytest.fixture(scope="module")
def inputs(interdict, tmp_path_factory):
    folder = tmp_path_factory.mktemp("inputs")
    files = {
        "own.csv": LISTED, "other.csv": LISTED.replace("1960-01-02", "1961-01-02"), "a.fin": FIN,
        "page.txt": "Payment to Northern Herring Traders and to Olegario Prueba, Tehran.\n",
        "policy.yaml": POLICY, "actor.yaml": ACTOR,
        "rows.csv": "id,name\n1,Olegario Prueba\n2,Jane Doe\n",
        "rows.jsonl": '{"id":"1","schema":"Person","properties":{"name":["Olegario Prueba"],"birthDate":["1960"]}}\n',
        "pairs.csv": "case_group,schema,name1,name2,is_match,quality,category,notes\na,Person,Jane Doe,Jane Doe,true,,x,\n",
        "queries.csv": "query_id,schema,name,birth_date,country,expected_ids\n1,Person,Olegario Prueba,,,our_list-2\n",
        "case.json": json.dumps({"id": "a", "on": "2026-03-01", "actor": {"country": "US", "us_person": True}, "activity": "payment",
                                 "parties": [{"role": "creditor", "name": "Northern Herring Traders", "country": "IR"}],
                                 "payment": {"amount": "1.00", "currency": "USD", "via": ["US"]}}) + "\n",
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    regimes = ["--regimes", ROOT / "regimes"]  # packs name measures of one another
    assert interdict("compile", "-o", folder / "a.itd", f"our_list={folder / 'own.csv'}", *regimes).code == 0
    assert interdict("compile", "-o", folder / "b.itd", f"our_list={folder / 'other.csv'}", *regimes).code == 0
    return folder


def commands():
    s = ["--snapshot", "a.itd"]
    return {
        "screen": ["screen", "Olegario Prueba", "--json", "--threshold", "0.5", *s],
        "screen-text": ["screen", "Olegario Prueba", "--birth-date", "1960", *s],
        "screen-clean": ["screen", "Jane Doe", "--json", *s],
        "batch": ["batch", "rows.csv", "--threads", "1", "--quiet", *s],
        "batch-threads": ["batch", "rows.jsonl", "--threads", "2", "--quiet", *s],
        "message": ["message", "a.fin", "--json", *s],
        "message-text": ["message", "a.fin", *s],
        "message-policy": ["message", "a.fin", "--json", "--policy", "policy.yaml", *s],
        "message-actor": ["message", "a.fin", "--json", "--policy", "actor.yaml", "--on", "2026-03-01", *s],
        "text": ["text", "page.txt", "--json", *s],
        "text-policy": ["text", "page.txt", "--policy", "policy.yaml", *s],
        "decide": ["decide", "case.json", "--json", *s],
        "decide-policy": ["decide", "case.json", "--json", "--policy", "policy.yaml", *s],
        "diff": ["diff", "a.itd", "b.itd", "--json"],
        "diff-text": ["diff", "a.itd", "b.itd"],
        "info": ["info", "a.itd", "--json"],
        "info-entity": ["info", "a.itd", "--entity", "our_list-1", "--json"],
        "regime-list": ["regime", "list", "--json", "--on", "2026-03-01", *s],
        "regime-show": ["regime", "show", "us-cbi-sdgt", "--json", *s],
        "regime-timeline": ["regime", "timeline", *s],
        "evaluate-pairs": ["evaluate", "pairs", "pairs.csv", "--threads", "1", "--json", *s],
        "evaluate-search": ["evaluate", "search", "queries.csv", "--threads", "1", "--json", *s],
        "evaluate-lossless": ["evaluate", "lossless", "queries.csv", "--threads", "1", "--json", *s],
        "lists": ["lists", "--json"],
        "version": ["version"],
        "manual": ["manual", "screen"],
        "compile": ["compile", "-o", "new.itd", "our_list=own.csv", "--threads", "1", "--json"],
    }


def run(program, folder, command, shim=None, at=None):
    environment = {k: v for k, v in os.environ.items() if not k.startswith("INTERDICT_")}
    report = folder / "reached"
    report.unlink(missing_ok=True)
    if shim:
        environment.update(LD_PRELOAD=str(shim), FAULT_AT=str(at), FAULT_REPORT=str(report))
    done = subprocess.run([program, *command], capture_output=True, cwd=folder, env=environment, check=False, timeout=60)
    return done, report.exists()


def says_so(line):
    """An answer that differs may only have become more careful, and says that memory was missing."""
    try:
        answer = json.loads(line)
    except ValueError:
        return False
    return answer.get("verdict") == "REVIEW" and "memory" in json.dumps(answer)


def wrong_with(name, done, whole):
    """What is wrong with the end of a run in which an allocation failed; None if nothing is."""
    errors = done.stderr.decode("utf-8", "replace")
    if done.returncode < 0:
        return f"signal {-done.returncode}"
    if done.returncode == 4:
        if "memory" not in errors and "cannot start a thread" not in errors:
            return f"exit 4 for another reason: {errors[-200:]}"
        cut = name.startswith(("batch", "text-"))  # answers that come one by one; the last line is the verdict
        if done.stdout and (not cut or not whole.stdout.startswith(done.stdout) or done.stdout == whole.stdout):
            return f"exit 4 with an answer: {done.stdout[-200:]}"
        return None
    if (done.returncode, done.stdout) == (whole.returncode, whole.stdout):
        return None
    lines = done.stdout.splitlines()
    if lines and all(map(says_so, lines)):
        return None
    return f"exit {done.returncode}, not {whole.returncode}: {errors[-200:]}, {done.stdout[-300:]}"


@pytest.mark.parametrize("name", commands())
def test_a_failed_allocation_gives_the_whole_answer_or_none(program, shim, inputs, name):
    command = commands()[name]
    whole, _ = run(program, inputs, command)
    assert whole.returncode in (0, 1), whole.stderr
    n, survived, wrong, reached = 0, 0, {}, True
    while reached:
        assert n < MOST
        done, reached = run(program, inputs, command, shim, n)
        problem = wrong_with(name, done, whole)
        if problem:
            wrong[n] = problem
        survived += done.returncode != 4
        n += 1
    print(f"{name}: {n - 1} allocations, {survived - 1} failures survived")
    assert not wrong, wrong
    assert n > 3

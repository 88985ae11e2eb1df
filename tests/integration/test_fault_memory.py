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
from fault_commands import commands, make_inputs, names_of_commands

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
    return make_inputs(interdict, tmp_path_factory.mktemp("inputs"))


def run(program, folder, command, shim=None, at=None):
    environment = {k: v for k, v in os.environ.items() if not k.startswith("INTERDICT_")}
    report = folder / "reached"
    report.unlink(missing_ok=True)
    if shim:
        environment.update(LD_PRELOAD=str(shim), FAULT_AT=str(at), FAULT_REPORT=str(report))
        environment.update(FAULT_IN=command.other or pathlib.Path(program).name)
    command.prepare(folder)
    done = subprocess.run([program, *command.arguments], capture_output=True, cwd=folder, env=environment, check=False, timeout=60)
    return done, report.exists() and report.stat().st_size > 0


def says_so(line):
    """An answer that differs may only have become more careful, and says that memory was missing."""
    try:
        answer = json.loads(line)
    except ValueError:
        return False
    return answer.get("verdict") == "REVIEW" and "memory" in json.dumps(answer)


def wrong_with(command, done, whole):
    """What is wrong with the end of a run in which an allocation failed; None if nothing is."""
    errors = done.stderr.decode("utf-8", "replace")
    if done.returncode < 0:
        return f"signal {-done.returncode}"
    if done.returncode == 4:
        said = "memory" in errors or "cannot start a thread" in errors or (command.other and errors)
        if not said:
            return f"exit 4 for another reason: {errors[-200:]}"
        # Some answers come one by one; the last line is the verdict.
        cut = command.cut and whole.stdout.startswith(done.stdout) and done.stdout != whole.stdout
        told = b'"outcome":' in done.stdout  # what lists update did; the list itself is looked at
        if done.stdout and not cut and not told:
            return f"exit 4 with an answer: {done.stdout[-200:]}"
        return None
    if done.returncode == whole.returncode and command.same(done.stdout, whole.stdout):
        return None
    lines = done.stdout.splitlines()
    if lines and all(map(says_so, lines)):
        return None
    return f"exit {done.returncode}, not {whole.returncode}: {errors[-200:]}, {done.stdout[-300:]}"


def fail_each_allocation(program, interdict, shim, inputs, name):
    command = commands()[name]
    whole, _ = run(program, inputs, command)
    assert whole.returncode in ((3,) if command.longer_list else (0, 1)), whole.stderr
    n, survived, wrong, reached = 0, 0, {}, True
    while reached:
        assert n < MOST * command.step
        done, reached = run(program, inputs, command, shim, n)
        problem = wrong_with(command, done, whole)
        if not problem and command.answers:
            problem = command.answers(inputs, interdict)
        if problem:
            wrong[n] = problem
        survived += done.returncode != 4
        n += command.step
    print(f"{name}: {n // command.step - 1} allocations, {survived - 1} failures survived")
    assert not wrong, wrong
    assert n > 3


@pytest.mark.parametrize("name", [name for name in commands() if not name.startswith("log-")])  # those: test_fault_memory_log.py
def test_a_failed_allocation_gives_the_whole_answer_or_none(program, interdict, shim, inputs, name):
    fail_each_allocation(program, interdict, shim, inputs, name)


def test_every_command_has_a_loop():
    """A new command cannot be forgotten: the table of the program against the loops."""
    looped = {"_".join(command.arguments[:2]) for command in commands().values()}
    looped |= {command.arguments[0] for command in commands().values()}
    looped |= {"serve"}  # runs until it is stopped: tests/integration/test_serve.py
    missing = [name for name in names_of_commands() if name not in looped]
    assert len(names_of_commands()) > 20 and not missing

#!/usr/bin/env python3
"""What a call costs to start: processor time and greatest memory of one short question to each command.

    tools/bench/start.py PROGRAM SNAPSHOT [PROGRAM SNAPSHOT …]

Each question is asked ten times by each program in turn; the least processor time counts, since nothing but the
work itself makes it less, and the greatest memory. With two programs the ratios can be compared on a busy machine.
"""
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
ACTOR = "actor: {country: DE, eu_person: true, role: bank}\n"
ROUNDS = 10


def cost(command):
    """Seconds of processor time and bytes of memory of one call."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        sys.exit(f"start: {' '.join(map(str, command))}: exit {process.returncode}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss * 1024


def main():
    given = sys.argv[1:]
    if not given or len(given) % 2:
        sys.exit(__doc__)
    programs = list(zip(given[::2], given[1::2]))
    with tempfile.TemporaryDirectory() as folder:
        policy = pathlib.Path(folder) / "actor.yaml"
        policy.write_text(ACTOR)
        message = ["message", ROOT / "examples/payment.fin"]
        for label, question in (("screen", ["screen", "Ibrahim Raisi"]), ("message", message),
                                ("message, actor", [*message, "--policy", policy])):
            best = [(float("inf"), 0)] * len(programs)
            for _ in range(ROUNDS):
                for i, (program, snapshot) in enumerate(programs):
                    seconds, memory = cost([program, *question, "--snapshot", snapshot])
                    best[i] = (min(best[i][0], seconds), max(best[i][1], memory))
            print(f"{label:15}", *(f"{seconds:6.3f} s {memory / 1e6:6.1f} MB" for seconds, memory in best))


if __name__ == "__main__":
    main()

"""tools/setup.sh asks apt for what is missing and for nothing else. The package tools are played by scripts."""
import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def machine(tmp_path):
    """setup(missing, user, sudo) -> (exit code, what was printed, what apt-get was asked)"""
    tools = tmp_path / "bin"
    tools.mkdir()
    log = tmp_path / "log"

    def tool(name, text):
        path = tools / name
        path.write_text("#!/bin/sh\n" + text)
        path.chmod(0o755)

    def setup(what, missing=(), user=0, sudo=True):
        tests = "".join(f'[ "$4" = {package} ] && exit 1\n' for package in missing)
        tool("dpkg-query", tests + "printf installed\n")
        tool("apt-get", f'echo "$*" >> {log}\n')
        tool("id", f"echo {user}\n")
        if sudo:
            tool("sudo", f'echo sudo >> {log}\nexec "$@"\n')
        for name in ("bash", "env", "sh", "printf", "dirname"):
            real = f"/usr/bin/{name}"
            if os.path.exists(real) and not (tools / name).exists():
                (tools / name).symlink_to(real)
        done = subprocess.run(["/bin/bash", ROOT / "tools/setup.sh", *what], capture_output=True, text=True,
                              env={"PATH": str(tools)}, check=False)
        return done.returncode, done.stdout + done.stderr, log.read_text() if log.exists() else ""

    return setup


def test_nothing_is_done_where_everything_is_there(machine):
    assert machine(["check"]) == (0, "", "")


def test_missing_packages_are_named_and_installed(machine):
    code, shown, asked = machine(["build"], missing=["libexpat1-dev", "ninja-build"])
    assert code == 0
    assert "installing ninja-build libexpat1-dev" in shown
    assert asked.splitlines() == ["update -q", "install -q -y --no-install-recommends ninja-build libexpat1-dev"]


def test_sudo_is_used_by_others_than_root(machine):
    code, _, asked = machine(["build"], missing=["cmake"], user=1000)
    assert code == 0
    assert asked.splitlines()[0] == "sudo"


def test_without_root_and_sudo_the_packages_are_named(machine):
    code, shown, asked = machine(["build"], missing=["cmake"], user=1000, sudo=False)
    assert code == 1
    assert "please install: cmake" in shown
    assert asked == ""


def test_the_program_needs_no_test_tools(machine):
    assert machine(["build"], missing=["clang", "python3-pytest"]) == (0, "", "")

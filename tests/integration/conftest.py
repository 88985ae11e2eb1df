"""What the integration tests share: the program, its data, and one call."""
import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
EXCERPTS = ROOT / "tests" / "data" / "lists"
SHARED = pathlib.Path(os.environ.get("INTERDICT_SHARED") or ROOT.parent / "shared")


def pytest_configure(config):
    """Skipped tests are told with their reasons, whatever the call."""
    config.option.reportchars += "s" if "s" not in config.option.reportchars else ""


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session, exitstatus):
    """A file of which every test was skipped ends with 77: ctest shows it as skipped."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if exitstatus == 0 and reporter and reporter.stats.get("skipped") and not reporter.stats.get("passed"):
        session.exitstatus = 77


class Result:
    """Exit code, standard output and standard error of one run; texts decoded, bytes kept."""

    def __init__(self, done):
        self.code = done.returncode
        self.stdout_bytes = done.stdout
        self.stdout = done.stdout.decode("utf-8")
        self.stderr = done.stderr.decode("utf-8", "replace")


@pytest.fixture(scope="session")
def program():
    path = os.environ.get("INTERDICT_PROGRAM") or str(ROOT / "build" / "release" / "interdict")
    assert os.access(path, os.X_OK), f"no program at {path}; build it or set INTERDICT_PROGRAM"
    return path


def built_without(program, option):
    """True where the program was built with -D<option>=OFF. A part that is missing for another reason is a failure."""
    cache = pathlib.Path(program).parent / "CMakeCache.txt"
    return cache.is_file() and f"{option}:BOOL=OFF" in cache.read_text(encoding="utf-8").split("\n")


@pytest.fixture(scope="session")
def downloads(program):
    """The program can download."""
    if built_without(program, "ITD_CURL"):
        pytest.skip("built without libcurl (ITD_CURL)")


@pytest.fixture(scope="session")
def schema_check(program):
    """The program can check against schemas."""
    if built_without(program, "ITD_LIBXML2"):
        pytest.skip("built without libxml2 (ITD_LIBXML2)")


@pytest.fixture(scope="session")
def interdict(program):
    """interdict("screen", "Ibrahim Raisi", "--json") -> Result"""

    def call(*arguments, stdin=b"", env=None, timeout=120, cwd=None):
        environment = {k: v for k, v in os.environ.items() if not k.startswith("INTERDICT_")}
        environment.update(env or {})
        if isinstance(stdin, str):
            stdin = stdin.encode("utf-8")
        done = subprocess.run([program, *map(str, arguments)], input=stdin, capture_output=True,
                              env=environment, timeout=timeout, check=False, cwd=cwd)
        return Result(done)

    return call


@pytest.fixture(scope="session")
def shared():
    """The folder of published lists; tests that need it are skipped, loudly, where it is missing."""
    if not (SHARED / "data").is_dir():
        pytest.skip(f"no shared data ({SHARED})")
    return SHARED


@pytest.fixture(scope="session")
def excerpts(interdict, tmp_path_factory):
    """A snapshot of the excerpts of published lists in tests/data: OFAC, CSL, UN, EU, UK, SECO."""
    path = tmp_path_factory.mktemp("excerpts") / "excerpts.itd"
    files = [f for folder in sorted(EXCERPTS.iterdir()) if folder.name != "ofac_classic_xml" for f in sorted(folder.iterdir())]
    done = interdict("compile", "-o", path, *files)
    assert done.code == 0, done.stderr
    return path

"""make deb: what is in the packages, that lintian accepts them, that the same sources give the same bytes, and that they install, run and go.

Building takes minutes, and installing changes the machine, so this is done when INTERDICT_CHECK_DEB is set (tools/check_root.sh sets it in
its empty Debian).
"""
# slow
import os
import pathlib
import shutil
import subprocess

import conftest
import pytest

PACKAGES = ("interdict", "libinterdict0", "libinterdict-dev")


def run(*command, **options):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, check=False, **options)
    assert done.returncode == 0, f"{command}: {done.stdout[-2000:]}{done.stderr[-2000:]}"
    return done.stdout


def built_in(folder):
    """The packages, built from a copy of the sources in a folder of its own."""
    folder.mkdir()
    names = run("git", "-c", "safe.directory=*", "ls-files", cwd=conftest.ROOT).split("\n")
    for name in filter(None, names):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(conftest.ROOT / name, folder / name, follow_symlinks=False)
    run(folder / "tools" / "deb.sh")
    return {p.name.split("_")[0]: p for p in (folder / "build" / "deb" / "packages").glob("*.deb")}


@pytest.fixture(scope="module")
def packages(tmp_path_factory):
    if not os.environ.get("INTERDICT_CHECK_DEB"):
        pytest.skip("packages are built and installed when INTERDICT_CHECK_DEB is set")
    return built_in(tmp_path_factory.mktemp("deb") / "one")


def test_the_packages_hold_what_their_names_say(packages):
    assert set(packages) == set(PACKAGES)
    files = {name: run("dpkg-deb", "-c", path) for name, path in packages.items()}
    for part in ("./usr/bin/interdict\n", "man1/interdict-screen.1.gz", "completions/interdict\n", "interdict/regimes/vocabulary.yaml",
                 "examples/payment.fin", "doc/interdict/NOTICE", "doc/interdict/copyright", "libexec/interdict/interdict-fetch"):
        assert part in files["interdict"] + "\n", part
    assert "libinterdict.so.0" in files["libinterdict0"]
    for part in ("include/interdict/interdict.h", "libinterdict.a", "pkgconfig/interdict.pc", "interdictConfig.cmake"):
        assert part in files["libinterdict-dev"], part


def test_lintian_accepts_them(packages):
    if not shutil.which("lintian"):
        pytest.skip("the package lintian is not installed")
    done = subprocess.run(["lintian", "--allow-root", "--fail-on", "warning", *packages.values()], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_two_builds_in_two_folders_give_the_same_bytes(packages, tmp_path):
    again = built_in(tmp_path / "another-folder")
    for name, path in packages.items():
        assert path.read_bytes() == again[name].read_bytes(), name


def test_they_install_run_and_go(packages):
    if os.geteuid() != 0:
        pytest.skip("installing needs root")
    if pathlib.Path("/usr/bin/interdict").exists():
        pytest.skip("interdict is installed on this machine")
    try:
        run("dpkg", "-i", *packages.values())
        done = subprocess.run(["/usr/bin/interdict", "screen", "Ibrahim Raisi"], capture_output=True, text=True, check=False)
        assert done.returncode == 1 and "ofac-27844" in done.stdout
        run("/usr/bin/interdict", "regime", "list", "--regimes", "/usr/share/interdict/regimes")
        assert "interdict" in run("pkg-config", "--libs", "interdict")
    finally:
        run("dpkg", "--purge", *PACKAGES)
    assert not pathlib.Path("/usr/bin/interdict").exists()
    assert not pathlib.Path("/usr/share/interdict").exists()

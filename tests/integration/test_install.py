"""The installed tree: a program of its own builds against it, and nothing but itd_ names is shown."""
import os
import pathlib
import re
import shutil
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def run(*command, **options):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, check=False, **options)
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    build = os.environ.get("ITD_BUILD_DIR")
    if not build or not (pathlib.Path(build) / "libinterdict.a").exists():
        pytest.skip("no build folder")
    root = tmp_path_factory.mktemp("installed")
    environment = dict(os.environ, DESTDIR=str(root))
    run("cmake", "--install", build, "--prefix", "/usr", env=environment)
    return root / "usr"


def test_the_whole_of_it_is_installed(tree):
    for part in ("bin", "include/interdict", "share/interdict/regimes/vocabulary.yaml", "share/interdict/schemas/case.json",
                 "share/doc/interdict/examples/payment.fin", "share/doc/interdict/LICENSE", "share/doc/interdict/NOTICE"):
        assert (tree / part).exists(), part
    assert not (tree / "share/doc/libinterdict0").exists()


def test_uninstall_takes_all_of_it_away(tmp_path):
    build = os.environ.get("ITD_BUILD_DIR")
    if not build:
        pytest.skip("no build folder")
    folder = tmp_path / "build"
    folder.mkdir()
    environment = dict(os.environ, DESTDIR=str(tmp_path / "root"))
    run("cmake", "--install", build, "--prefix", "/usr", env=environment)
    shutil.copy(pathlib.Path(build) / "install_manifest.txt", folder)
    run(ROOT / "tools" / "uninstall.sh", folder, env=environment)
    assert [p for p in (tmp_path / "root").rglob("*") if p.is_file() or p.is_symlink() or p.name == "interdict"] == []
    done = subprocess.run([ROOT / "tools" / "uninstall.sh", folder], capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "nothing was installed" in done.stderr


def test_pkg_config_names_what_the_library_uses_and_no_more(tree):
    folder = library_folder(tree)
    needed = set(re.findall(r"NEEDED +lib([\w-]+)\.so", run("objdump", "-p", folder / "libinterdict.so")))
    wanted = {"expat", "jansson", "yaml", "z"}
    named = {flag[2:].split("-")[0] for flag in pkg_config(tree, "--static", "--libs-only-l")} - {"interdict", "m"}
    assert named == wanted
    assert {n.split("-")[0] for n in needed} - {"c", "m", "asan", "ubsan"} == wanted


def sanitized():
    cache = pathlib.Path(os.environ["ITD_BUILD_DIR"], "CMakeCache.txt").read_text(encoding="utf-8")
    found = re.search(r"^ITD_SANITIZE:\w+=(.+)$", cache, re.M)
    return [f"-fsanitize={found.group(1)}"] if found else []


def library_folder(tree):
    return next(tree.rglob("libinterdict.a")).parent


def pkg_config(tree, *arguments):
    environment = dict(os.environ, PKG_CONFIG_PATH=str(library_folder(tree) / "pkgconfig"))
    return run("pkg-config", *arguments, "interdict", env=environment).split()


def screen(program, **environment):
    done = subprocess.run([str(program), "-", "Ibrahim Raisi", "Marie Curie"], capture_output=True, text=True,
                          check=False, env=dict(os.environ, **environment))
    assert done.returncode == 1, done.stderr
    assert "RAISI, Ebrahim (ofac-27844)" in done.stdout
    assert "Marie Curie: 0" in done.stdout


def test_the_example_builds_against_the_shared_library(tree, tmp_path):
    program = tmp_path / "screen"
    run("cc", "-std=c99", "-Wall", "-Wextra", "-Werror", ROOT / "examples/screen.c", "-o", program, *sanitized(),
        *pkg_config(tree, "--cflags", "--libs"))
    assert "libinterdict.so.0" in run("objdump", "-p", program)
    screen(program, LD_LIBRARY_PATH=str(library_folder(tree)))


def test_the_example_builds_against_the_static_library(tree, tmp_path):
    program = tmp_path / "screen"
    libraries = run("pkg-config", "--libs", "expat", "jansson", "yaml-0.1", "zlib").split()
    run("cc", "-std=c99", ROOT / "examples/screen.c", "-o", program, *sanitized(), *pkg_config(tree, "--cflags"),
        library_folder(tree) / "libinterdict.a", *libraries, "-pthread")
    assert "libinterdict.so" not in run("objdump", "-p", program)
    screen(program)


def test_the_example_builds_as_a_cmake_project(tree, tmp_path):
    flags = " ".join(sanitized())
    run("cmake", "-S", ROOT / "examples", "-B", tmp_path, "-G", "Ninja", f"-DCMAKE_PREFIX_PATH={tree}",
        f"-DCMAKE_C_FLAGS={flags}")
    run("cmake", "--build", tmp_path)
    screen(tmp_path / "screen")


def test_only_public_names_are_shown(tree):
    folder = library_folder(tree)
    shown = run("nm", "-D", "--defined-only", folder / "libinterdict.so")
    names = {line.split()[-1].split("@")[0] for line in shown.splitlines()}
    inner = {n for n in names if not n.startswith("itd_") and n != "INTERDICT_0"}
    assert not inner
    declared = set()
    for header in (tree / "include/interdict").glob("*.h"):
        text = re.sub(r"/\*.*?\*/", "", header.read_text(encoding="utf-8"), flags=re.S)
        declared |= set(re.findall(r"\bITD_API\b[^;]*?\b(itd_\w+)\s*\(", text))
    assert declared - names == set(), "declared but not in the library"
    assert {n for n in names if n.startswith("itd_")} - declared == set(), "shown but not declared"
    static = run("nm", "-g", "--defined-only", folder / "libinterdict.a")
    outer = {line.split()[-1] for line in static.splitlines() if len(line.split()) == 3}
    if not sanitized():
        assert {n for n in outer if not n.startswith("itd_")} == set()


def test_manual_pages_and_completions_are_there(tree):
    pages = {p.name for p in tree.rglob("*.1")}
    assert {"interdict.1", "interdict-screen.1", "interdict-batch.1", "interdict-compile.1"} <= pages
    assert (tree / "share/bash-completion/completions/interdict").exists()
    assert (tree / "share/zsh/site-functions/_interdict").exists()
    assert (tree / "share/fish/vendor_completions.d/interdict.fish").exists()
    for page in tree.rglob("*.1"):
        text = page.read_text(encoding="utf-8")
        assert text.startswith(".TH ") and ".SH OPTIONS" in text or page.name == "interdict.1"
    if shutil.which("groff"):
        done = subprocess.run(["groff", "-man", "-Tutf8", "-ww", "-k", *map(str, tree.rglob("*.1"))],
                              capture_output=True, text=True, check=False)
        assert done.stderr == ""


def test_bash_completion_offers_commands_and_options(tree):
    script = tree / "share/bash-completion/completions/interdict"
    ask = f'. {script}; COMP_WORDS=(interdict scr); COMP_CWORD=1; _interdict; echo "${{COMPREPLY[@]}}"; ' \
          'COMP_WORDS=(interdict screen --thr); COMP_CWORD=2; _interdict; echo "${COMPREPLY[@]}"'
    assert run("bash", "-c", ask).split() == ["screen", "--threshold"]

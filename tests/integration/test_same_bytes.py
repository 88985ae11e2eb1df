"""The same bytes from every build of the program, and from its portable code as from that for one processor.

Three builds beside the one that is tested: gcc -O3, gcc -O0 and clang -O0. Each compiles the sample, and answers the same questions
with and without INTERDICT_PORTABLE=1.
"""
# slow
import hashlib
import json
import os
import pathlib
import shutil
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
BUILDS = [("gcc", "-O3"), ("gcc", "-O0"), ("clang", "-O0")]
FOLDER = pathlib.Path(os.environ.get("ITD_BUILD_DIR", ROOT / "build")) / "same"


def build(compiler, optimisation):
    folder = FOLDER / f"{compiler}{optimisation}"
    quiet = {"check": True, "stdout": subprocess.DEVNULL}
    kind, flags = ("Release", "CMAKE_C_FLAGS_RELEASE") if optimisation == "-O3" else ("None", "CMAKE_C_FLAGS")
    subprocess.run(["cmake", "-S", ROOT, "-B", folder, "-G", "Ninja", f"-DCMAKE_BUILD_TYPE={kind}", f"-DCMAKE_C_COMPILER={compiler}",
                    f"-D{flags}={optimisation}", "-DITD_TESTS=OFF", "-DITD_PROGRAM_NAME=interdict-same"], **quiet)
    subprocess.run(["cmake", "--build", folder, "--target", "interdict", "--parallel", "2"], **quiet)
    return folder


def altered(name):
    """Names as they come in payments: without vowels' marks, a letter short, two letters exchanged, words turned round."""
    middle = len(name) // 2
    words = name.replace(",", " ").split()
    return [name, name.upper(), name[:middle] + name[middle + 1:], name[:middle] + name[middle:middle + 2][::-1] + name[middle + 2:],
            " ".join(reversed(words)), " ".join(words[:1] + words[2:]) or name]


def queries():
    """A few hundred parties: the names of the sample, as they are and altered, some with a birth date or a country."""
    rows = []
    for path in sorted((ROOT / "data" / "sample").glob("*.ftm.json")):
        for line in path.read_text(encoding="utf-8").splitlines():
            entity = json.loads(line)
            properties = entity["properties"]
            names = properties.get("name", []) + properties.get("alias", [])
            for number, name in enumerate(names[:4]):
                variants = altered(name)
                query = {"name": [variants[(len(rows) + number) % len(variants)]]}
                if len(rows) % 3 == 0 and "birthDate" in properties:
                    query["birthDate"] = properties["birthDate"][:1]
                if len(rows) % 4 == 0 and "country" in properties:
                    query["country"] = properties["country"][:1]
                rows.append({"id": f"q{len(rows)}", "schema": entity["schema"], "properties": query})
    cases = (ROOT / "tests" / "cases" / "romanisation.case").read_text(encoding="utf-8").splitlines()
    for line in cases:
        if line and not line.startswith("#"):
            rows.append({"id": f"q{len(rows)}", "schema": "LegalEntity", "properties": {"name": [line.split("|")[0].strip()]}})
    return rows


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("asked")
    rows = queries()
    assert len(rows) > 250
    (folder / "queries.jsonl").write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
    text = ". ".join(r["properties"]["name"][0] for r in rows[::7])
    (folder / "page.txt").write_text(text, encoding="utf-8")
    return folder


def commands(folder):
    examples, lists = ROOT / "examples", sorted((ROOT / "data" / "sample").glob("*.ftm.json"))
    return {
        "batch": ["batch", folder / "queries.jsonl", "-o", "-", "--threads", "2"],
        "screen": ["screen", "Ebrahim Raysi", "--threshold", "0.3", "--limit", "50", "--json"],
        "exhaustive": ["screen", "Bank Melli", "--exhaustive", "--threshold", "0.3", "--limit", "50", "--json"],
        "message": ["message", examples / "payment.fin", "--json"],
        "text": ["text", folder / "page.txt", "--json"],
        "decide": ["decide", examples / "medicine.json", "--on", "2020-01-15", "--json"],
        "variants": ["evaluate", "variants", "--per-type", "2", "--seed", "1", "--json"],
        "compile": ["compile", "-o", "compiled.itd", *lists, "--regimes", ROOT / "regimes", "--json"],
    }


def answers(program, folder, portable, where):
    """What every command prints, and the file that compile makes."""
    where.mkdir()
    environment = {k: v for k, v in os.environ.items() if not k.startswith("INTERDICT_")}
    if portable:
        environment["INTERDICT_PORTABLE"] = "1"
    out = {}
    for name, arguments in commands(folder).items():
        done = subprocess.run([program, *map(str, arguments)], capture_output=True, env=environment, cwd=where, timeout=600, check=False)
        assert done.returncode in (0, 1), (program, name, done.stderr.decode("utf-8", "replace"))
        assert done.stdout, (program, name)
        out[name] = done.stdout
    out["compiled.itd"] = (where / "compiled.itd").read_bytes()
    return out


def digest(data):
    return hashlib.sha256(data).hexdigest()[:16]


def test_every_build_gives_the_same_bytes(program, asked, tmp_path):
    program = pathlib.Path(program).resolve()
    programs = {"tested": program}
    samples = {"tested": (program.parent / "sample.itd").read_bytes()}
    for compiler, optimisation in BUILDS:
        assert shutil.which(compiler), f"no {compiler}; tools/setup.sh check installs it"
        folder = build(compiler, optimisation)
        programs[compiler + optimisation] = folder / "interdict-same"
        samples[compiler + optimisation] = (folder / "sample.itd").read_bytes()
    assert len({digest(s) for s in samples.values()}) == 1, {k: digest(s) for k, s in samples.items()}
    expected = answers(programs["tested"], asked, False, tmp_path / "expected")
    hits = [json.loads(line)["total"] for line in expected["batch"].splitlines()]
    assert sum(1 for h in hits if h) > 100, "the questions find something"
    for name, path in programs.items():
        for portable in (False, True):
            if name == "tested" and not portable:
                continue
            got = answers(path, asked, portable, tmp_path / f"{name}{portable}")
            different = [what for what in expected if got[what] != expected[what]]
            assert not different, (name, "portable" if portable else "as the processor can", different)


def test_the_release_build_is_hardened_and_starts_with_little():
    program = build("gcc", "-O3") / "interdict-same"
    done = subprocess.run([ROOT / "tools" / "check_hardening.sh", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr

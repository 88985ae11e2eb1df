"""Mutated inputs of every kind through every command, for STRESS_SECONDS; `make check` does so under sanitizers.

    STRESS_SEED=12345 STRESS_SECONDS=600 python3 -m pytest -s tests/integration/test_stress.py

The seed is random and printed; the same seed gives the same inputs. What went wrong is kept in a file that is named.
"""
import json
import os
import random
import re
import subprocess
import time

import conftest

CORPUS = conftest.ROOT / "tests" / "fuzz" / "corpus"
SECONDS = float(os.environ.get("STRESS_SECONDS", "10"))
AT_ONCE = 6  # files of one call, where a command takes several
LISTS = ["eu_fsf", "ftm", "ofac_advanced", "ofac_classic", "ofac_csv", "own_csv", "seco", "uk_csv", "uk_xml", "un_xml", "us_csl"]
PIECES = [b"\0", b"\xff\xfe", b"\xe2\x80\x8b", b"\xc3\x28", b"\n", b"\r\n:59:", b"{", b"}", b"[[[[", b'"', b"<", b"]]>", b"&#0;", b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
          b"%s%n", b",", b";", b"\t", b"-}", b":", b"&a", b"*a", b"99999999999999999999", b"-1", b"1e400", b"0000-00-00", b"\x1b[2J", b"\xf0\x9f\x92\xa9" * 40, b"A" * 5000]


def mutate(rng, data, others):
    """A few changes of the kinds that break readers."""
    data = bytearray(data[:60000])
    for _ in range(rng.randint(1, 6)):
        at, end = rng.randint(0, len(data)), rng.randint(0, len(data))
        at, end = min(at, end), max(at, end)
        how = rng.randrange(7)
        if how == 0 and data:
            data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        elif how == 1:
            del data[at:min(end, at + rng.choice((1, 4, 200)))]
        elif how == 2:
            data[at:at] = rng.choice(PIECES)
        elif how == 3:
            data[at:at] = data[at:min(end, at + 300)] * rng.randint(1, 30)
        elif how == 4:
            del data[at:]
        elif how == 5:
            other = rng.choice(others)
            data[at:end] = other[rng.randint(0, len(other)):][:2000]
        else:
            data[at:at] = bytes(rng.randrange(256) for _ in range(rng.randint(1, 20)))
    return bytes(data)


def read_corpus():
    corpus = {}
    for folder in sorted(CORPUS.iterdir()):
        corpus[folder.name] = [p.read_bytes() for p in sorted(folder.iterdir()) if p.is_file()]
    assert all(corpus.values()) and len(corpus) > 20
    corpus["rows"] = [b"id,name,birth_date,country\n1,Olegario Prueba,1960,ir\n2,\"Doe, Jane\",,\n", b'{"id":"1","schema":"Person","properties":{"name":["Olegario Prueba"]}}\n']
    corpus["cases"] = [p.read_bytes() for p in sorted((conftest.ROOT / "tests" / "cases").glob("*.jsonl"))]
    corpus["pairs"] = [b"case_group,schema,name1,name2,is_match,quality,category,notes\na,Person,Jane Doe,Jane Doe,true,,x,\n"]
    corpus["queries"] = [b"query_id,schema,name,birth_date,country,expected_ids\n1,Person,Olegario Prueba,,,our_list-2\n"]
    corpus["maps"] = [b"name = NAME\nid = NUMBER\n"]
    corpus["names"] = ["Olegario Prueba".encode(), "Владимир Путин".encode(), "محمد".encode(), "金正恩".encode()]
    return corpus


def commands(rng, kind, files, folder, snapshot):
    """Command lines for inputs of this kind; each answers JSON if it answers."""
    s = ["--snapshot", snapshot]
    if kind in ("mt", "mx"):
        return [["message", *files, "--json", *s], ["message", *files, *rng.choice((["--show"], ["--format", "table"], [])), *s]]
    if kind in ("text", "document", "mention"):
        return [["text", *files, "--json", *s]]
    if kind in ("case", "cases"):
        return [["decide", *files, "--json", *s], ["regime", "diff", "2019-01-01", "2026-01-01", "--cases", files[0], "--json", *s]]
    if kind == "policy":
        return [["text", CORPUS / "text" / sorted(os.listdir(CORPUS / "text"))[0], "--policy", files[0], "--json", *s],
                ["message", CORPUS / "mt" / sorted(os.listdir(CORPUS / "mt"))[0], "--policy", files[0], "--json", *s]]
    if kind in ("records", "rows"):
        return [["batch", files[0], "--quiet", *s], ["batch", files[0], "--quiet", "-o", folder / "out.jsonl", *s]]
    if kind == "names":
        text = files[0].read_bytes().replace(b"\0", b"?")[:3000]
        return [["screen", "--json", *s, "--", text], ["screen", "--json", "--birth-date", text[:20], "--address", text, *s, "--", b"Jane Doe"]]
    if kind == "pack":
        (folder / "pack").mkdir(exist_ok=True)
        (folder / "pack" / "a.yaml").write_bytes(files[0].read_bytes())
        (folder / "pack" / "vocabulary.yaml").write_bytes((conftest.ROOT / "regimes" / "vocabulary.yaml").read_bytes())
        return [["regime", "check", folder / "pack", "--json"], ["regime", "list", "--regimes", folder / "pack", "--json"]]
    if kind == "snapshot":
        return [["info", files[0], "--json"], ["screen", "Jane Doe", "--json", "--snapshot", files[0]], ["diff", snapshot, files[0], "--json"],
                ["regime", "list", "--json", "--snapshot", files[0]]]
    if kind == "pairs":
        return [["evaluate", "pairs", files[0], "--json", *s]]
    if kind == "queries":
        return [["evaluate", rng.choice(("search", "lossless")), files[0], "--json", *s], ["bench", files[0], "--seconds", "0", "--json", *s]]
    if kind == "maps":
        return [["compile", "-o", folder / "new.itd", "--column-map", files[0], f"our_list={folder / 'own.csv'}", "--json"]]
    return [["compile", "-o", folder / "new.itd", rng.choice(("", "our_list=")) + str(files[0]), "--json"]]


def wrong_with(done, command, kind):
    errors = done.stderr.decode("utf-8", "replace")
    if done.returncode not in (0, 1, 2, 3, 4) or re.search("Sanitizer|runtime error", errors):
        return f"exit {done.returncode}"
    if done.returncode == 4 and kind not in ("snapshot", "maps"):
        return "exit 4"
    if "--json" not in command and command[0] != "batch":
        return None
    for line in done.stdout.split(b"\n"):
        try:
            json.loads(line.decode("utf-8") or "{}")
        except ValueError as error:
            return f"no JSON: {error}"
    return None


def test_mutated_inputs_end_well(program, interdict, tmp_path):
    seed = int(os.environ.get("STRESS_SEED") or random.SystemRandom().randrange(1 << 32))
    print(f"STRESS_SEED={seed}")
    rng, corpus, runs, wrong = random.Random(seed), read_corpus(), 0, []
    (tmp_path / "own.csv").write_text("id,schema,name\n1,Company,NORTHERN HERRING TRADERS\n2,Person,OLEGARIO PRUEBA\n")
    snapshot = tmp_path / "own.itd"
    assert interdict("compile", "-o", snapshot, f"our_list={tmp_path / 'own.csv'}").code == 0
    corpus["snapshot"].append(snapshot.read_bytes())
    environment = {k: v for k, v in os.environ.items() if not k.startswith("INTERDICT_")}
    environment["ASAN_OPTIONS"] = "allocator_may_return_null=1:detect_leaks=0"
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        kinds = list(corpus)
        rng.shuffle(kinds)
        for kind in kinds:
            files = []
            for i in range(AT_ONCE):
                files.append(tmp_path / f"input{i}")
                files[-1].write_bytes(mutate(rng, rng.choice(corpus[kind]), corpus[kind]))
            for command in commands(rng, kind, files, tmp_path, snapshot):
                if time.monotonic() > end and runs:
                    break
                done = subprocess.run([program, *command], capture_output=True, env=environment, check=False, timeout=60, stdin=subprocess.DEVNULL)
                runs += 1
                problem = wrong_with(done, command, kind)
                for rest in tmp_path.glob("out.jsonl*"):
                    rest.unlink()
                if problem:
                    kept = tmp_path / f"kept{len(wrong)}"
                    kept.mkdir()
                    for path in files:
                        (kept / path.name).write_bytes(path.read_bytes())
                    wrong.append((problem, [str(x) for x in command], str(kept), done.stderr[-1500:].decode("utf-8", "replace")))
    print(f"{runs} runs")
    assert not wrong, f"STRESS_SEED={seed}: {wrong}"
    assert runs > 5

"""--format and --color: one answer in three forms, and what a person sees of a hit."""
import csv
import io
import json

import conftest
import pytest

CUSTOMERS = conftest.ROOT / "examples" / "customers.csv"


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_a_hit_tells_who_it_is(interdict, excerpts):
    said = interdict("screen", "Ebrahim Raisi", "--snapshot", excerpts).stdout
    assert "1960-12-14" in said and "IRAN-EO13876" in said and "born" in said
    said = interdict("screen", "Tifon", "--snapshot", excerpts).stdout
    assert "imoNumber 7206512" in said and "callSign CL2059" in said and "cu" in said.lower()


def test_screen_says_the_same_in_three_forms(interdict, excerpts):
    answer = json.loads(interdict("screen", "Rosneft", "--snapshot", excerpts, "--format", "json").stdout)
    assert interdict("screen", "Rosneft", "--snapshot", excerpts, "--json").stdout == interdict(
        "screen", "Rosneft", "--snapshot", excerpts, "--format", "json").stdout
    done = interdict("screen", "Rosneft", "--snapshot", excerpts, "--format", "csv")
    table = rows(done.stdout)
    assert done.code == 1 and len(table) == len(answer["results"]) > 0
    for row, hit in zip(table, answer["results"]):
        assert (row["id"], float(row["score"]), row["caption"]) == (hit["id"], hit["score"], hit["caption"])
        assert row["datasets"].split("; ") == hit["datasets"] and row["programs"].split("; ") == hit["programs"]
    table = rows(interdict("screen", "Marie Curie", "--snapshot", excerpts, "--format", "csv").stdout)
    assert [(r["query"], r["hits"], r["id"]) for r in table] == [("Marie Curie", "0", "")]


def test_batch_has_a_row_for_every_record(interdict, tmp_path):
    answers = [json.loads(line) for line in interdict("batch", CUSTOMERS).stdout.splitlines()]
    done = interdict("batch", CUSTOMERS, "--format", "csv", "-o", tmp_path / "out.csv")
    assert done.code == 1, done.stderr
    table = rows((tmp_path / "out.csv").read_text(encoding="utf-8"))
    assert [(r["query_id"], r["id"]) for r in table] == [
        (a["query"]["id"], h) for a in answers for h in ([x["id"] for x in a["results"]] or [""])]
    said = interdict("batch", CUSTOMERS, "--format", "table").stdout.splitlines()
    assert len(said) == len(table) + 1 and said[0].startswith("score")


def test_a_cell_with_a_quote_or_comma_comes_back_as_it_was(interdict, tmp_path):
    name = 'Ebrahim "the" Raisi, Tehran'
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps({"id": "a,\"b\"", "name": name}) + "\n", encoding="utf-8")
    table = rows(interdict("batch", path, "--format", "csv").stdout)
    assert {(r["query_id"], r["query"]) for r in table} == {('a,"b"', name)}


@pytest.mark.parametrize("arguments, environment, coloured", [
    ([], {}, False), (["--color", "always"], {}, True), (["--color", "always"], {"NO_COLOR": "1"}, True), (["--color", "never"], {}, False)])
def test_colours_are_for_terminals(interdict, arguments, environment, coloured):
    done = interdict("screen", "Ibrahim Raisi", *arguments, env=environment)
    assert ("\033[" in done.stdout) == coloured


def test_on_a_terminal_there_are_colours_unless_somebody_wants_none(program):
    import os
    import pty
    for environment, coloured in (({"TERM": "xterm"}, True), ({"TERM": "xterm", "NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)):
        child, terminal = pty.fork()
        if child == 0:
            os.execve(program, [program, "screen", "Ibrahim Raisi"], {"PATH": "/usr/bin:/bin", **environment})
        said = b""
        try:
            while part := os.read(terminal, 65536):
                said += part
        except OSError:
            pass
        os.waitpid(child, 0)
        os.close(terminal)
        assert b"RAISI, Ebrahim" in said and (b"\033[" in said) == coloured, environment


def test_lines_keep_to_the_width(interdict, excerpts):
    said = interdict("screen", "AL-SHABAAB", "--snapshot", excerpts, env={"COLUMNS": "60"}).stdout
    lines = [line for line in said.splitlines() if line.startswith("        ") and not line.startswith("          ") or line.startswith(" " * 18)]
    assert lines and max(map(len, lines)) <= 60


def test_regime_list_says_the_same_in_three_forms(interdict):
    answers = [json.loads(line) for line in interdict("regime", "list", "--on", "2020-01-15", "--json").stdout.splitlines()]
    table = rows(interdict("regime", "list", "--on", "2020-01-15", "--format", "csv").stdout)
    assert [r["measure"] for r in table] == [a["measure"] for a in answers]
    assert all(r["provision"] == (a["provision"] or "") for r, a in zip(table, answers))


def test_completion_offers_files_and_values(interdict, tmp_path):
    script = interdict("manual", "--completion", "bash").stdout
    import subprocess
    (tmp_path / "today.itd").write_text("")
    (tmp_path / "complete").write_text(script, encoding="utf-8")

    def offered(*words):
        quoted = " ".join(f"'{w}'" for w in words)
        ask = f". {tmp_path}/complete; COMP_WORDS=(interdict {quoted}); COMP_CWORD={len(words)}; _interdict; echo \"${{COMPREPLY[@]}}\""
        return subprocess.run(["bash", "-c", ask], capture_output=True, text=True, check=True, cwd=tmp_path).stdout.split()

    assert offered("screen", "--schema", "Ves") == ["Vessel"]
    assert offered("screen", "--format", "") == ["table", "json", "csv"]
    assert offered("screen", "--snapshot", "tod") == ["today.itd"]
    assert offered("screen", "-s", "tod") == ["today.itd"]

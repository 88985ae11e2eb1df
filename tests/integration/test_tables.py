"""The tables that are made from data/ while the program is built: one changed word in data/ is one changed line."""
import pathlib
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SCRIPTS = ROOT / "tools" / "tables"
sys.path.insert(0, str(SCRIPTS))

import hs_headings  # noqa: E402
import joining_words  # noqa: E402
import mention_words  # noqa: E402


@pytest.mark.parametrize("script, holds", [("names.py", '"'), ("script_word_tables.py", "script_word_records"),
                                           ("mention_words.py", "nevertheless"), ("joining_words.py", '"c/o"'),
                                           ("hs_headings.py", "8803")])
def test_a_table_is_made_from_data_and_stands_nowhere_in_the_tree(script, holds, tmp_path):
    made = tmp_path / "table.inc"
    subprocess.run([sys.executable, SCRIPTS / script, made], check=True)
    text = made.read_text(encoding="utf-8")
    assert holds in text
    again = tmp_path / "again.inc"
    subprocess.run([sys.executable, SCRIPTS / script, again], check=True)
    assert again.read_bytes() == made.read_bytes()
    for kept in (ROOT / "src").rglob("*.inc"):
        assert kept.read_bytes() != made.read_bytes(), f"{kept} is made while building"


@pytest.mark.parametrize("module, line", [(mention_words, "word\tnoun\n"), (mention_words, "two words\tfunction\n"),
                                          (joining_words, "and\tjoins\nand\tjoins\n"), (joining_words, "and\n"),
                                          (hs_headings, "0101 21\n"), (hs_headings, "0101\t2\n"),
                                          (hs_headings, "0101\t21\n0101\t30\n")])
def test_a_line_of_another_form_stops_the_build_and_is_named(module, line, tmp_path):
    data = tmp_path / "data.tsv"
    data.write_text("# remark\n" + line, encoding="utf-8")
    with pytest.raises(SystemExit) as stopped:
        module.read(data)
    assert f"{data}:{2 + line.count(chr(10)) - 1}: expected" in str(stopped.value)


def test_a_word_of_the_data_is_in_the_table(tmp_path):
    data = tmp_path / "words.tsv"
    data.write_text("about\tfunction\nship\tship\nship\tfunction\n", encoding="utf-8")
    assert mention_words.read(data) == {"function": ["about", "ship"], "break": [], "leads": [], "ship": ["ship"],
                                       "voyage": [], "flag": [], "former": [], "sea": []}

"""The frame of the program: commands, help, options, exit codes."""
import json
import re

from conftest import ROOT


def test_no_command_is_a_usage_error(interdict):
    done = interdict()
    assert done.code == 2
    assert done.stdout == ""
    assert "usage: interdict COMMAND" in done.stderr


def test_help_lists_commands_on_standard_output(interdict):
    for arguments in (["--help"], ["-h"], ["help"]):
        done = interdict(*arguments)
        assert done.code == 0
        assert "version" in done.stdout
        assert done.stderr == ""


def test_unknown_command_is_a_usage_error(interdict):
    done = interdict("scren")
    assert done.code == 2
    assert "unknown command 'scren'" in done.stderr


def test_the_first_word_of_several_commands_names_them(interdict):
    done = interdict("evaluate")
    assert done.code == 2
    assert "pairs" in done.stderr and "lossless" in done.stderr


def test_help_of_every_command_fits_a_terminal_and_names_its_options(interdict):
    overview = interdict("--help").stdout
    names = [line[2:20].strip() for line in overview.split("commands:")[1].splitlines() if line.startswith("  ")]
    assert "screen" in names and "batch" in names
    for name in names:
        done = interdict(*name.split(), "--help")
        assert done.code == 0 and done.stderr == ""
        assert done.stdout.startswith(f"usage: interdict {name} ")
        assert "--help" in done.stdout
        description = done.stdout.split("options:")[0]
        assert max(len(line) for line in description.splitlines()[1:]) <= 80, name
        assert done.stdout == interdict("help", *name.split()).stdout


def test_unknown_option_is_a_usage_error(interdict):
    done = interdict("version", "--frobnicate")
    assert done.code == 2
    assert "--frobnicate" in done.stderr


def test_unexpected_operand_is_a_usage_error(interdict):
    assert interdict("version", "now").code == 2


def test_version(interdict):
    for arguments in (["--version"], ["version"]):
        done = interdict(*arguments)
        assert done.code == 0
        assert done.stdout.startswith("interdict ")


def test_a_full_disk_is_noticed(program):
    import subprocess
    with open("/dev/full", "wb") as full:
        done = subprocess.run([program, "--help"], stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 4
    assert b"standard output" in done.stderr


def test_a_mistyped_command_option_or_value_is_answered_with_the_nearest(interdict):
    for arguments, near in ((["scren", "x"], "'screen'"), (["regime", "lst"], "'list'"), (["screen", "x", "--treshold", "1"], "'threshold'"),
                            (["screen", "x", "--schema", "Persn"], "'Person'"), (["regime", "list", "--format", "tabel"], "'table'")):
        done = interdict(*arguments)
        assert done.code == 2
        assert f"(did you mean {near}?)" in done.stderr, arguments
    for far in (["frobnicate"], ["screen", "x", "--zzzzzz"]):
        assert "did you mean" not in interdict(*far).stderr


def test_help_of_a_group_lists_its_commands(interdict):
    for group in ("regime", "evaluate", "lists"):
        done = interdict(group, "--help")
        assert done.code == 0 and done.stderr == "" and f"interdict {group}" in done.stdout
    assert interdict("regime", "--help").stdout == interdict("help", "regime").stdout


def errors(done):
    return [json.loads(line) for line in done.stderr.splitlines() if line.startswith("{")]


def test_with_json_an_error_is_one_object_on_standard_error(interdict, tmp_path):
    case = tmp_path / "case.json"
    case.write_text('{"actor":{"country":"US"},\n"activity":"exprt","parties":[{"name":"x"}]}', encoding="utf-8")
    done = interdict("decide", case, "--json")
    assert done.code == 3 and done.stdout == ""
    (error,) = errors(done)
    error = error["error"]
    assert error["code"] == "input" and error["file"] == str(case) and error["field"] == "activity"
    assert error["line"] in (1, 2) and "activity: exprt is not one of" in error["text"] and str(case) in error["text"]
    (error,) = errors(interdict("screen", "x", "--json", "--snapshot", case))
    assert error["error"]["code"] == "snapshot" and error["error"]["file"] == str(case)
    (error,) = errors(interdict("screen", "x", "--json", "--treshold", "1"))
    assert error["error"] == {"code": "usage", "file": None, "line": None, "field": None, "text": error["error"]["text"]}
    (error,) = errors(interdict("batch", "-", "--json", stdin='{"nam'))
    assert error["error"]["line"] == 1 and error["error"]["code"] == "input"
    (error,) = errors(interdict("decide", tmp_path / "none.json", "--json"))
    assert error["error"]["code"] == "io"
    assert errors(interdict("decide", case)) == []


def test_every_code_of_an_error_is_in_the_documentation(interdict):
    source = (ROOT / "src" / "cli" / "report.c").read_text(encoding="utf-8")
    codes = set(re.findall(r'return "(\w+)";', source))
    listed = set(re.findall(r"^\| `(\w+)` \|", (ROOT / "docs" / "errors.md").read_text(encoding="utf-8"), re.M))
    assert codes == listed

"""The frame of the program: commands, help, options, exit codes."""


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

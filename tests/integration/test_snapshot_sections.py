"""A byte of a section that is another one: no command answers from it.

Every command is asked of snapshots with one changed byte in each section. It ends with exit 4 and no answer, or, where it
does not use the section, it answers what it answers of the whole file. Of several inputs those may have their answer that
came before the section was first needed.
"""
import struct

import pytest

import fault_commands

HEADER, ROW = 64, 56
CHANGED = "changed.itd"
RENAMED = {"a.itd": CHANGED, "few.itd": CHANGED, "us-cbi-sdgt": "x-first"}
PIECEMEAL = {name for name, command in fault_commands.commands().items() if command.cut}


def sections(data):
    count = struct.unpack_from("<I", data, 12)[0]
    rows = [struct.unpack_from("<4sIQQ", data, HEADER + ROW * i) for i in range(count)]
    return {tag.decode(): (offset, size) for tag, _, offset, size in rows if size}


def questions():
    """One command line for each way to use a snapshot, with the changed snapshot in place of each that it names."""
    found = {}
    for name, command in fault_commands.commands().items():
        arguments = [RENAMED.get(a, a) for a in command.arguments]
        if CHANGED in arguments and command.other is None and not command.timed and "--watch" not in arguments:
            found[name] = arguments
    found["message-joined"] = ["message", "joined.fin", "--json", "--snapshot", CHANGED]
    found["info-verify"] = ["info", CHANGED, "--verify", "--json"]
    found["compile-previous"] = ["compile", "-o", "new.itd", "our_list=own.csv", "--previous", CHANGED, "--json"]
    return found


@pytest.fixture(scope="module")
def inputs(interdict, tmp_path_factory):
    folder = fault_commands.make_inputs(interdict, tmp_path_factory.mktemp("inputs"))
    (folder / "joined.fin").write_bytes((fault_commands.FIN % "NORTHERNHERRINGTRADERS").encode())
    return folder


def answer(interdict, folder, arguments):
    done = interdict(*arguments, cwd=folder)
    return done.code, done.stdout_bytes


@pytest.fixture(scope="module")
def whole(interdict, inputs):
    """What the commands answer of the snapshot as it was written."""
    (inputs / CHANGED).write_bytes((inputs / "few.itd").read_bytes())
    answers = {name: answer(interdict, inputs, arguments) for name, arguments in questions().items()}
    assert not {name: code for name, (code, _) in answers.items() if code not in (0, 1)}
    return answers


TAGS = ["ADDR", "EDAT", "ENTY", "IDNT", "JNAM", "LINK", "LIST", "MEAS", "NAME", "NIDX", "PROP", "SCHM", "SOUR", "STRD", "STRX", "TIDX", "VALU"]
USERS = {"MEAS": {"decide", "regime-list", "message-actor", "info", "info-verify"}, "NIDX": {"screen", "batch", "message", "text", "info"},
         "TIDX": {"text", "message", "info"}, "IDNT": {"screen", "batch", "message", "text", "info"}, "JNAM": {"message-joined", "info"}}


@pytest.mark.parametrize("tag", TAGS)
def test_no_command_answers_from_a_section_with_another_byte(interdict, inputs, whole, tag):
    data = (inputs / "few.itd").read_bytes()
    if tag not in sections(data):
        pytest.skip("empty in this snapshot")
    offset, size = sections(data)[tag]
    refused = set()
    for place in (offset + size // 2,):
        changed = bytearray(data)
        changed[place] ^= 0x20
        (inputs / CHANGED).write_bytes(changed)
        for name, arguments in questions().items():
            code, out = answer(interdict, inputs, arguments)
            if code == 4:
                refused.add(name)
                assert whole[name][1].startswith(out), (tag, name, out[-200:])
                assert not out or name in PIECEMEAL, (tag, name, out[-200:])
            else:
                assert (code, out) == whole[name], (tag, name)
    assert refused >= USERS.get(tag, set(questions())), (tag, sorted(refused))


def test_every_section_is_asked(inputs):
    assert set(sections((inputs / "few.itd").read_bytes())) <= set(TAGS)


def test_an_older_format_is_named(interdict, inputs):
    changed = bytearray((inputs / "few.itd").read_bytes())
    changed[8] = 1
    (inputs / CHANGED).write_bytes(changed)
    done = interdict("screen", "Jane Doe", "--json", "--snapshot", inputs / CHANGED)
    assert done.code == 4 and not done.stdout
    assert "is a snapshot of format 1, this program reads format 2; compile it again" in done.stderr

"""compile, info and diff from outside, on small lists made here."""
import gzip
import json
import os
import resource
import subprocess

import pytest

import conftest

SDN = [
    '1,"TEST PARTY ONE","individual","SDGT",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 01 Jan 1960; Passport A1234567 (Iran)."',
    '2,"TEST COMPANY TWO",-0- ,"IRAN",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"Linked To: TEST PARTY ONE."',
    '3,"TEST SHIP THREE","vessel","IRAN",-0- ,"Crude Oil Tanker",-0- ,-0- ,"Iran",-0- ,-0- ,"Vessel Registration Identification IMO 9187629."',
]
ALT = ['1,11,"aka","TEST ALIAS",-0- ']
ADD = ['2,21,"1 Test Street","Tehran","Iran",-0- ']


def csv(lines):
    return ("\r\n".join(lines) + "\r\n\x1a").encode("ascii")


@pytest.fixture
def ofac(tmp_path):
    """The files of a small OFAC set."""
    for name, lines in (("sdn.csv", SDN), ("alt.csv", ALT), ("add.csv", ADD)):
        (tmp_path / name).write_bytes(csv(lines))
    return tmp_path


def many(count):
    return csv([f'{n},"TEST PARTY {n}","individual","SDGT",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 01 Jan 19{n % 90 + 10}."'
                for n in range(1, count + 1)])


def compile_list(interdict, target, *arguments):
    return interdict("compile", "-o", target, *arguments)


def test_files_of_one_list_make_one_source(interdict, ofac):
    done = compile_list(interdict, ofac / "a.itd", ofac / "sdn.csv", ofac / "alt.csv", ofac / "add.csv", "--json")
    assert done.code == 0, done.stderr
    info = json.loads(done.stdout)
    (source,) = info["sources"]
    assert source["dataset"] == "us_ofac_sdn"
    assert [file["name"] for file in source["files"]] == ["add.csv", "alt.csv", "sdn.csv"]
    assert (source["entities"], source["names"], source["addresses"], source["links"]) == (3, 4, 1, 1)
    assert source["identifiers"]["imo"] == 1 and source["identifiers"]["passport"] == 1
    assert source["date"] is None and source["age_days"] is None
    assert info["bytes"] == (ofac / "a.itd").stat().st_size
    again = interdict("info", ofac / "a.itd", "--json")
    assert json.loads(again.stdout) == info


def test_order_place_threads_and_compression_leave_no_trace(interdict, ofac):
    names = ["sdn.csv", "alt.csv", "add.csv"]
    assert compile_list(interdict, ofac / "a.itd", *(ofac / n for n in names)).code == 0
    other = ofac / "elsewhere"
    other.mkdir()
    for name in names:
        (other / name).write_bytes((ofac / name).read_bytes())
    assert compile_list(interdict, other / "b.itd", *(other / n for n in reversed(names)), "--threads", 1).code == 0
    assert (ofac / "a.itd").read_bytes() == (other / "b.itd").read_bytes()


def test_gzip_is_read_as_it_is(interdict, ofac):
    (ofac / "sdn.csv.gz").write_bytes(gzip.compress(csv(SDN)))
    done = compile_list(interdict, ofac / "a.itd", ofac / "sdn.csv.gz", "--json")
    assert json.loads(done.stdout)["entities"] == 3


def test_a_date_can_be_given(interdict, ofac):
    done = compile_list(interdict, ofac / "a.itd", ofac / "sdn.csv", "--list-date", "us_ofac_sdn=2026-07-24", "--json")
    assert json.loads(done.stdout)["sources"][0]["date"] == "2026-07-24"
    done = interdict("info", ofac / "a.itd", "--json", "--on", "2026-07-30")
    assert json.loads(done.stdout)["sources"][0]["age_days"] == 6
    assert compile_list(interdict, ofac / "b.itd", ofac / "sdn.csv", "--list-date", "us_ofac_sdn=soon").code == 2
    assert compile_list(interdict, ofac / "b.itd", ofac / "sdn.csv", "--list-date", "eu_fsf=2026-07-24").code == 2


def test_a_dataset_can_be_named(interdict, ofac):
    done = compile_list(interdict, ofac / "a.itd", f"our_list={ofac / 'sdn.csv'}", "--json")
    assert json.loads(done.stdout)["sources"][0]["dataset"] == "our_list"


def test_nothing_to_compile_is_a_usage_error(interdict, tmp_path):
    assert compile_list(interdict, tmp_path / "a.itd").code == 2
    assert interdict("compile", "x.csv").code == 2


@pytest.mark.parametrize("content", [b"", b"<html><body>503</body></html>", b"\x00\x01\x02", b"{}\n", b"a,b\n1,2\n"])
def test_what_is_no_list_is_named_and_leaves_nothing(interdict, tmp_path, content):
    (tmp_path / "list").write_bytes(content)
    done = compile_list(interdict, tmp_path / "a.itd", tmp_path / "list")
    assert done.code == 3
    assert str(tmp_path / "list") in done.stderr
    assert os.listdir(tmp_path) == ["list"]


def un_list(name, prolog=""):
    return (f'<?xml version="1.0" encoding="UTF-8"?>{prolog}<CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09Z">'
            f"<INDIVIDUALS><INDIVIDUAL><DATAID>7</DATAID><FIRST_NAME>{name}</FIRST_NAME><UN_LIST_TYPE>X</UN_LIST_TYPE>"
            "<REFERENCE_NUMBER>X.1</REFERENCE_NUMBER><LISTED_ON>2020-01-01</LISTED_ON></INDIVIDUAL></INDIVIDUALS>"
            "<ENTITIES/></CONSOLIDATED_LIST>").encode("latin-1")


@pytest.mark.parametrize("content,said", [
    (un_list("\xff\xfe"), "UTF-8"),
    (un_list("a\x00b"), "well-formed"),
    (un_list("<a>" * 1000), "nested deeper"),
    (un_list("A" * 100_000_000), "more than"),
    (un_list("&b;", '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>'), "DOCTYPE"),
    (un_list("&b;", '<!DOCTYPE x SYSTEM "file:///etc/passwd">'), "DOCTYPE"),
    (b"<!DOCTYPE html><html><body>Service unavailable</body></html>", "web page"),
], ids=["utf-8", "zero", "deep", "100-MB", "entities", "external", "page"])
def test_broken_and_hostile_lists_are_named_and_leave_nothing(interdict, tmp_path, content, said):
    (tmp_path / "list.xml").write_bytes(content)
    done = compile_list(interdict, tmp_path / "a.itd", tmp_path / "list.xml")
    assert done.code == 3
    assert "list.xml" in done.stderr and said in done.stderr
    assert os.listdir(tmp_path) == ["list.xml"]


def test_missing_files_and_folders_are_bad_input(interdict, tmp_path):
    for source in (tmp_path / "nowhere.xml", tmp_path):
        done = compile_list(interdict, tmp_path / "a.itd", source)
        assert done.code == 3
        assert str(source) in done.stderr
    assert os.listdir(tmp_path) == []


def test_a_cut_gzip_file_names_the_byte(interdict, tmp_path):
    whole = gzip.compress(many(200))
    for length in (len(whole) // 4, len(whole) // 2, len(whole) - 9, len(whole) - 1):
        (tmp_path / "sdn.csv.gz").write_bytes(whole[:length])
        done = compile_list(interdict, tmp_path / "a.itd", tmp_path / "sdn.csv.gz")
        assert done.code == 3
        assert "byte" in done.stderr
        assert os.listdir(tmp_path) == ["sdn.csv.gz"]


def test_a_gzip_bomb_is_refused(interdict, tmp_path):
    # Three gigabytes of zeros in three megabytes, as gzip members in a row.
    member = gzip.compress(bytes(1 << 26), 9)
    (tmp_path / "bomb.gz").write_bytes(member * 48)
    done = compile_list(interdict, tmp_path / "a.itd", tmp_path / "bomb.gz")
    assert done.code == 3
    assert "times larger when decompressed" in done.stderr
    assert os.listdir(tmp_path) == ["bomb.gz"]


def test_a_shrunken_list_stops_the_compile(interdict, tmp_path):
    old, new, source = tmp_path / "old.itd", tmp_path / "new.itd", tmp_path / "sdn.csv"
    source.write_bytes(many(100))
    assert compile_list(interdict, old, source).code == 0
    source.write_bytes(many(90))
    assert compile_list(interdict, new, source, "--previous", old).code == 0
    before = new.read_bytes()
    source.write_bytes(many(89))
    done = compile_list(interdict, new, source, "--previous", old)
    assert done.code == 3
    assert "89 entries" in done.stderr and "100" in done.stderr
    assert new.read_bytes() == before
    done = compile_list(interdict, new, source, "--previous", old, "--allow-shrunken")
    assert done.code == 0
    assert "89 entries" in done.stderr


def test_an_older_list_is_a_warning(interdict, tmp_path):
    old, source = tmp_path / "old.itd", tmp_path / "sdn.csv"
    source.write_bytes(many(20))
    assert compile_list(interdict, old, source, "--list-date", "us_ofac_sdn=2026-07-24").code == 0
    done = compile_list(interdict, tmp_path / "new.itd", source, "--previous", old, "--list-date", "us_ofac_sdn=2026-07-23")
    assert done.code == 0
    assert "an older one" in done.stderr


def test_a_vanished_field_stops_the_compile(interdict, tmp_path):
    old, source = tmp_path / "old.itd", tmp_path / "sdn.csv"
    source.write_bytes(many(20))
    assert compile_list(interdict, old, source).code == 0
    source.write_bytes(many(20).replace(b'"DOB', b'"BOD'))
    done = compile_list(interdict, tmp_path / "new.itd", source, "--previous", old)
    assert done.code == 3
    assert "birthDate" in done.stderr


def test_a_list_without_entries_is_an_error(interdict, tmp_path):
    (tmp_path / "un.xml").write_text('<?xml version="1.0"?><CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09Z">'
                                     "<INDIVIDUALS></INDIVIDUALS><ENTITIES></ENTITIES></CONSOLIDATED_LIST>")
    done = compile_list(interdict, tmp_path / "a.itd", tmp_path / "un.xml")
    assert done.code == 3
    assert "un.xml" in done.stderr


def test_two_lists_of_one_dataset_are_refused(interdict, tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.xml").write_text(
            '<?xml version="1.0"?><CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09Z"><INDIVIDUALS/><ENTITIES/>'
            "</CONSOLIDATED_LIST>")
    done = compile_list(interdict, tmp_path / "x.itd", tmp_path / "a.xml", tmp_path / "b.xml")
    assert done.code == 3
    assert "DATASET=FILE" in done.stderr


def test_one_entity_with_everything(interdict, ofac):
    assert compile_list(interdict, ofac / "a.itd", ofac / "sdn.csv", ofac / "alt.csv", ofac / "add.csv").code == 0
    one = json.loads(interdict("info", ofac / "a.itd", "--entity", "ofac-1", "--json").stdout)
    assert one["id"] == "ofac-1" and one["schema"] == "Person" and one["caption"] == "TEST PARTY ONE"
    assert one["properties"]["name"] == ["TEST PARTY ONE"]
    assert one["properties"]["alias"] == ["TEST ALIAS"]
    assert one["properties"]["birthDate"] == ["1960-01-01"]
    assert one["properties"]["program"] == ["SDGT"]
    passport = [v for v in one["values"] if v["property"] == "passportNumber"]
    assert [(v["value"], v["country"], v["dataset"]) for v in passport] == [("A1234567", "ir", "us_ofac_sdn")]
    two = json.loads(interdict("info", ofac / "a.itd", "--entity", "ofac-2", "--json").stdout)
    assert two["addresses"][0]["city"] == "Tehran"
    assert two["links"][0]["id"] == "ofac-1"
    assert interdict("info", ofac / "a.itd", "--entity", "ofac-404").code == 3
    assert "TEST ALIAS" in interdict("info", ofac / "a.itd", "--entity", "ofac-1").stdout


def test_diff_tells_what_changed(interdict, ofac):
    assert compile_list(interdict, ofac / "a.itd", ofac / "sdn.csv", ofac / "alt.csv").code == 0
    changed = [SDN[0].replace("1960", "1961"), SDN[1], SDN[2].replace("3,", "4,", 1)]
    (ofac / "sdn.csv").write_bytes(csv(changed))
    assert compile_list(interdict, ofac / "b.itd", ofac / "sdn.csv", ofac / "alt.csv").code == 0
    done = interdict("diff", ofac / "a.itd", ofac / "b.itd", "--json")
    assert done.code == 1
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    changes = {line["id"]: line for line in lines[:-1]}
    assert {i: c["change"] for i, c in changes.items()} == {"ofac-1": "modified", "ofac-3": "removed", "ofac-4": "added"}
    assert changes["ofac-1"]["fields"] == [{"field": "birthDate", "removed": ["1960-01-01"], "added": ["1961-01-01"]}]
    assert lines[-1] == {"kind": "summary", "datasets": {"us_ofac_sdn": {"added": 1, "removed": 1, "modified": 1}},
                         "measures": {"added": 0, "removed": 0, "modified": 0}}
    assert interdict("diff", ofac / "a.itd", ofac / "a.itd").code == 0
    assert "birthDate: 1961-01-01" in interdict("diff", ofac / "a.itd", ofac / "b.itd").stdout


def test_diff_of_measures(interdict, tmp_path):
    regimes = conftest.ROOT / "regimes"
    a, b = tmp_path / "a.itd", tmp_path / "b.itd"
    assert compile_list(interdict, a, "--regimes", regimes).code == 0
    copy = tmp_path / "regimes"
    subprocess.run(["cp", "-r", regimes, copy], check=True)
    changed = 0
    for pack in sorted(copy.rglob("*.yaml")):
        text = pack.read_text()
        if "effect: block" in text and not changed:
            pack.write_text(text.replace("effect: block", "effect: reject", 1))
            changed = 1
    assert changed and compile_list(interdict, b, "--regimes", copy).code == 0
    done = interdict("diff", a, b, "--json")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(line["kind"], line["change"]) for line in lines[:-1]] == [("measure", "modified")]
    assert lines[-1]["measures"] == {"added": 0, "removed": 0, "modified": 1}


def test_a_damaged_snapshot_cannot_run(interdict, ofac):
    assert compile_list(interdict, ofac / "a.itd", ofac / "sdn.csv").code == 0
    data = bytearray((ofac / "a.itd").read_bytes())
    for place in range(0, len(data), len(data) // 40):
        data[place] ^= 0x10
        (ofac / "b.itd").write_bytes(data)
        data[place] ^= 0x10
        done = interdict("info", ofac / "b.itd")
        assert done.code == 4 and "b.itd" in done.stderr and done.stdout == ""
    (ofac / "b.itd").write_bytes(data[:-1])
    assert interdict("info", ofac / "b.itd").code == 4
    assert interdict("info", ofac / "nowhere.itd").code == 4


def test_a_file_that_may_not_grow_leaves_the_old_one(program, interdict, ofac):
    target = ofac / "a.itd"
    assert compile_list(interdict, target, ofac / "sdn.csv").code == 0
    before = target.read_bytes()

    def small_files():
        import signal
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

    done = subprocess.run([program, "compile", "-o", target, ofac / "sdn.csv", ofac / "alt.csv"], capture_output=True,
                          preexec_fn=small_files, check=False)
    assert done.returncode == 4
    assert b"a.itd: cannot write" in done.stderr
    assert target.read_bytes() == before
    assert sorted(os.listdir(ofac)) == ["a.itd", "add.csv", "alt.csv", "sdn.csv"]


def test_a_full_disk_leaves_no_file(interdict, ofac, tmp_path_factory):
    disk = tmp_path_factory.mktemp("disk")
    mounted = os.geteuid() == 0 and subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", disk],
                                                   capture_output=True, check=False).returncode == 0
    if not mounted:
        pytest.skip("a small disk needs root and the right to mount")
    try:
        done = compile_list(interdict, disk / "a.itd", ofac / "sdn.csv")
        assert done.code == 4
        assert "No space left" in done.stderr
        assert os.listdir(disk) == []
    finally:
        subprocess.run(["umount", disk], check=True)


def test_the_target_folder_must_be_there(interdict, ofac):
    done = compile_list(interdict, ofac / "nowhere" / "a.itd", ofac / "sdn.csv")
    assert done.code == 4
    assert "nowhere" in done.stderr

"""tools/snapshot_dump.py, written from the page of the format alone, against the program."""
import importlib.util
import json

import conftest


def load_dump():
    spec = importlib.util.spec_from_file_location("snapshot_dump", conftest.ROOT / "tools" / "snapshot_dump.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def dumped(path):
    return load_dump().Snapshot(path.read_bytes())


def compare(interdict, path, step):
    snapshot = dumped(path)
    info = json.loads(interdict("info", path, "--json").stdout)
    assert info["snapshot"] == snapshot.hash
    entities = [snapshot.entity(i) for i in range(len(snapshot.entity_rows))]
    assert [e["id"] for e in entities] == sorted((e["id"] for e in entities), key=lambda i: i.encode())
    assert info["entities"] == sum(e["listed"] for e in entities)
    assert [s["dataset"] for s in info["sources"]] == [s["dataset"] for s in snapshot.sources]
    for source, other in zip(info["sources"], snapshot.sources):
        assert source["entities"] == other["entities"]
        assert other["listed"] == sum(e["listed"] and other["dataset"] in e["datasets"] for e in entities)
    names = [(i, v) for i, e in enumerate(entities) for v in e["values"] if "kind" in v]
    assert len(names) == len(snapshot.name_rows())
    assert [row[0] for row in snapshot.name_rows()] == [i for i, _ in names]
    for entity in entities[::step]:
        shown = json.loads(interdict("info", path, "--entity", entity["id"], "--json").stdout)
        for key, value in entity.items():
            assert shown[key] == value, (entity["id"], key)
    return len(entities)


def test_the_committed_snapshot_is_read_alike(interdict):
    path = conftest.ROOT / "tests" / "fuzz" / "corpus" / "snapshot" / "three-entities.itd"
    snapshot = dumped(path)
    assert [e["id"] for e in map(snapshot.entity, range(3))] == ["ofac-11317", "ofac-27844", "ofac-9"]
    for i in range(3):
        entity = snapshot.entity(i)
        shown = json.loads(interdict("info", path, "--entity", entity["id"], "--json").stdout)
        assert {key: shown[key] for key in entity} == entity


def test_real_lists_are_read_alike(interdict, shared, tmp_path):
    lists = shared / "data" / "lists"
    path = tmp_path / "a.itd"
    done = interdict("compile", "-o", path, lists / "un" / "UN_consolidated_2026-02-27.xml.gz",
                     lists / "ofac_cons_2025-12" / "cons_prim.csv", lists / "ofac_cons_2025-12" / "cons_alt.csv",
                     lists / "ofac_cons_2025-12" / "cons_add.csv")
    assert done.code == 0, done.stderr
    assert compare(interdict, path, 97) == 1003 + 442

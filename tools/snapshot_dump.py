#!/usr/bin/env python3
"""Lists every entity of a snapshot as JSON Lines, from docs/formats/snapshot.md alone.

    tools/snapshot_dump.py lists.itd

It shares no code with the program, so that the page and the program are checked against each other.
"""
import hashlib
import json
import struct
import sys

MAGIC = b"\x89ITD\r\n\x1a\n"
CHUNK = 1 << 16
ROW_SIZES = {"ADDR": 28, "EDAT": 2, "ENTY": 36, "LINK": 36, "LIST": 32, "NAME": 8, "PROP": 4, "SCHM": 4, "SOUR": 24,
             "STRD": 1, "STRX": 4, "VALU": 24}
KINDS = [None, "primary", "alias", "former", "weak", "original"]


class Damaged(Exception):
    pass


def section_hash(data):
    chunks = (data[i:i + CHUNK] for i in range(0, len(data), CHUNK))
    return hashlib.sha256(b"".join(hashlib.sha256(chunk).digest() for chunk in chunks)).digest()


class Snapshot:
    def __init__(self, data):
        self.data = data
        if data[:8] != MAGIC:
            raise Damaged("no snapshot")
        form, count, size, zero = struct.unpack_from("<IIQQ", data, 8)
        if form != 2 or size != len(data) or zero:
            raise Damaged("another format, or cut")
        end = 64 + 56 * count
        digest = hashlib.sha256(data[:32] + bytes(32) + data[64:end]).digest()
        if digest != data[32:64]:
            raise Damaged("the hash is wrong")
        self.hash = "sha256:" + digest.hex()
        self.sections = {}
        for i in range(count):
            tag, zero, offset, size, stated = struct.unpack_from("<4sIQQ32s", data, 64 + 56 * i)
            if zero or offset != (end + 63) // 64 * 64 or any(data[end:offset]):
                raise Damaged(f"section {tag} is not in its place")
            end = offset + size
            if section_hash(data[offset:end]) != stated:
                raise Damaged(f"the hash of section {tag} is wrong")
            self.sections[tag.decode("ascii")] = data[offset:end]
        if end != len(data) or list(self.sections) != sorted(self.sections):
            raise Damaged("the sections are not in order")
        for tag, row in ROW_SIZES.items():
            if len(self.sections[tag]) % row:
                raise Damaged(f"section {tag} ends inside a row")
        self.starts = [n for (n,) in struct.iter_unpack("<I", self.sections["STRX"])]
        self.schemata = [self.text(n) for (n,) in struct.iter_unpack("<I", self.sections["SCHM"])]
        self.properties = [self.text(n) for (n,) in struct.iter_unpack("<I", self.sections["PROP"])]
        self.sources = [self.source(row) for row in self.rows("SOUR", "<6I")]
        self.entity_rows = self.rows("ENTY", "<IIHH6I")

    def text(self, number):
        return self.sections["STRD"][self.starts[number]:self.starts[number + 1]].decode("utf-8", "replace")

    def rows(self, tag, form):
        return list(struct.iter_unpack(form, self.sections[tag]))

    def source(self, row):
        dataset, title, publisher, date, members, count = row
        source = {"dataset": self.text(dataset), "title": self.text(title), "publisher": self.text(publisher),
                  "date": self.text(date) or None, "listed": count}
        source.update(json.loads("{" + self.text(members) + "}"))
        return source

    def run(self, tag, index, column):
        """The rows of a table that belong to an entity."""
        first = self.entity_rows[index][column]
        last = len(self.sections[tag]) // ROW_SIZES[tag]
        if index + 1 < len(self.entity_rows):
            last = self.entity_rows[index + 1][column]
        return first, last

    def parts(self, tag, form, index, column):
        first, last = self.run(tag, index, column)
        size = ROW_SIZES[tag]
        return list(struct.iter_unpack(form, self.sections[tag][first * size:last * size]))

    def dataset(self, number):
        return self.sources[number]["dataset"]

    def value(self, row):
        prop, dataset, kind, flags, _, text, country, lang, note = row
        value = {"property": self.properties[prop], "value": self.text(text), "dataset": self.dataset(dataset)}
        if kind:
            value["kind"] = KINDS[kind]
        self.fill(value, (("country", country), ("lang", lang), ("note", note)))
        if flags & 1:
            value["invalid"] = True
        if flags & 2:
            value["derived"] = True
        return value

    def fill(self, target, pairs):
        for key, number in pairs:
            if number:
                target[key] = self.text(number)

    def address(self, row):
        dataset, _, full, street, city, region, postal, country = row
        address = {"full": self.text(full)}
        self.fill(address, (("street", street), ("city", city), ("region", region), ("postalCode", postal),
                            ("country", country)))
        address["dataset"] = self.dataset(dataset)
        return address

    def listing(self, row):
        dataset, _, *numbers = row
        keys = ("program", "authority", "authorityId", "listingDate", "endDate", "provisions", "reason")
        listing = {}
        self.fill(listing, zip(keys, numbers))
        listing["dataset"] = self.dataset(dataset)
        return listing

    def link(self, row):
        dataset, schema, flags, target, target_id, name, role, percentage, start, end = row
        link = {"schema": self.schemata[schema], "reversed": bool(flags & 1)}
        self.fill(link, (("id", target_id), ("name", name)))
        if target != 0xFFFFFFFF:
            link["caption"] = self.text(self.entity_rows[target][1])
        self.fill(link, (("role", role),))
        if percentage >= 0:
            link["percentage"] = percentage / 100
        self.fill(link, (("startDate", start), ("endDate", end)))
        link["dataset"] = self.dataset(dataset)
        return link

    def entity(self, index):
        number, caption, schema, flags = self.entity_rows[index][:4]
        return {
            "id": self.text(number),
            "caption": self.text(caption),
            "schema": self.schemata[schema],
            "datasets": [self.dataset(n) for (n,) in self.parts("EDAT", "<H", index, 4)],
            "listed": bool(flags & 1),
            "values": [self.value(row) for row in self.parts("VALU", "<HHBBHIIII", index, 5)],
            "addresses": [self.address(row) for row in self.parts("ADDR", "<HHIIIIII", index, 6)],
            "sanctions": [self.listing(row) for row in self.parts("LIST", "<HHIIIIIII", index, 8)],
            "links": [self.link(row) for row in self.parts("LINK", "<HHIIIIIiII", index, 7)],
        }

    def name_rows(self):
        return self.rows("NAME", "<II")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with open(sys.argv[1], "rb") as file:
        try:
            snapshot = Snapshot(file.read())
        except Damaged as damage:
            sys.exit(f"{sys.argv[1]}: {damage}")
    for index in range(len(snapshot.entity_rows)):
        print(json.dumps(snapshot.entity(index), ensure_ascii=False))


if __name__ == "__main__":
    main()

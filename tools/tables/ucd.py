"""The files of Debian's unicode-data and unicode-cldr-core, read into dictionaries, and writers of C tables."""
import bz2
import os
import re
import unicodedata

UCD = "/usr/share/unicode"
CLDR = "/usr/share/unicode/cldr/common/transforms"


def available():
    return os.path.exists(f"{UCD}/UnicodeData.txt") and os.path.isdir(CLDR)


def lines(name):
    """Fields of each data line of a UCD file, comments dropped."""
    path = f"{UCD}/{name}"
    opener = bz2.open(path, "rt", encoding="utf-8") if path.endswith(".bz2") else open(path, encoding="utf-8")
    with opener as f:
        for line in f:
            line = line.split("#")[0].strip()
            if line:
                yield [field.strip() for field in line.split(";")]


def span(text):
    first, _, last = text.partition("..")
    return range(int(first, 16), int(last or first, 16) + 1)


def characters():
    """Code point -> (name, category, combining class, canonical decomposition, decimal digit)."""
    out = {}
    first = None
    for f in lines("UnicodeData.txt"):
        cp = int(f[0], 16)
        canonical = () if not f[5] or f[5].startswith("<") else tuple(int(x, 16) for x in f[5].split())
        record = (f[1], f[2], int(f[3]), canonical, int(f[6]) if f[6] else -1)
        if f[1].endswith("First>"):
            first = cp
        elif f[1].endswith("Last>"):
            for c in range(first, cp + 1):
                out[c] = record
        else:
            out[cp] = record
    return out


def property_values(name, wanted=None):
    """Code point -> value of a two-field property file; with `wanted`, of the lines of that property."""
    out = {}
    for f in lines(name):
        if wanted is None:
            value = f[1]
        elif f[1] == wanted:
            value = f[2] if len(f) > 2 else True
        else:
            continue
        for cp in span(f[0]):
            out[cp] = value
    return out


def full_decompositions(chars):
    """Canonical decompositions, recursively, Hangul left out (it is arithmetic)."""
    def expand(cp):
        canonical = chars[cp][3] if cp in chars else ()
        if not canonical:
            return (cp,)
        return tuple(x for part in canonical for x in expand(part))
    return {cp: expand(cp) for cp in chars if chars[cp][3]}


def ascii_of(text):
    """Letters and digits of ASCII that are left when marks and signs are taken away; lower case."""
    out = []
    for ch in unicodedata.normalize("NFKD", text.lower()):
        if ch.isascii() and ch.isalnum():
            out.append(ch)
        elif ch in "ıɪ":
            out.append("i")
        elif ch == "ə":
            out.append("e")
        elif ch in "ŋ":
            out.append("ng")
        elif ch in "đð":
            out.append("d")
        elif ch in "ł":
            out.append("l")
    return "".join(out)


_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def transform_rules(name):
    """Rule texts of a CLDR transform file, comments and line ends removed."""
    with open(f"{CLDR}/{name}.xml", encoding="utf-8") as f:
        text = f.read()
    body = "".join(re.findall(r"<tRule>(.*?)</tRule>", text, re.S))
    body = body.replace("<![CDATA[", "").replace("]]>", "")
    body = body.replace("&gt;", ">").replace("&lt;", "<").replace("&amp;", "&").replace("&quot;", '"')
    body = _ESCAPE.sub(lambda m: chr(int(m.group(1) or m.group(2), 16)), body)
    for line in body.splitlines():
        line = line.split("#")[0].strip()
        for rule in line.split(";"):
            if rule.strip():
                yield rule.strip()


class Trie:
    """A two-stage table of integers over code points below `limit`."""

    def __init__(self, values, limit, shift):
        size = 1 << shift
        self.shift, self.limit = shift, limit
        blocks, self.first, self.second = {}, [], []
        for start in range(0, limit, size):
            block = tuple(values.get(cp, 0) for cp in range(start, start + size))
            if block not in blocks:
                blocks[block] = len(blocks)
                self.second.extend(block)
            self.first.append(blocks[block])

    def write(self, out, name, kind="uint16_t", linkage="static "):
        if linkage:
            out.write(f"#define {name.upper()}_LIMIT 0x{self.limit:X}u\n#define {name.upper()}_SHIFT {self.shift}\n")
        write_array(out, "uint16_t", f"{name}_first", self.first, linkage)
        write_array(out, kind, f"{name}_second", self.second, linkage)


def write_array(out, kind, name, values, linkage="static "):
    assert not kind.startswith("uint16") or max(values, default=0) < 65536, name
    out.write(f"{linkage}const {kind} {name}[{len(values)}] = {{\n")
    row = ""
    for v in values:
        item = f"{v},"
        if len(row) + len(item) > 108:
            out.write(row + "\n")
            row = ""
        row += item
    out.write(row + "\n};\n")


def write_strings(out, name, data):
    """A pool of bytes as string literals. `data` is bytes."""
    out.write(f"static const char {name}[{len(data) + 1}] =\n")
    for i in range(0, len(data), 72):
        part = "".join(f"\\{b:03o}" if b < 32 or b > 126 or b in (34, 92) or b == 63 else chr(b)
                       for b in data[i:i + 72])
        # An octal escape takes at most three digits, so what follows it can not be swallowed.
        out.write(f'    "{part}"\n')
    out.write("    ;\n")


HEADER = """/* Generated by {script} from {source}. Do not edit: run the script. */
/* clang-format off */
"""

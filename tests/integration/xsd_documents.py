"""Random documents that are valid by an XML schema of ISO 20022.

Only what those schemas use is understood: sequences, choices, extensions with attributes, xs:any, and simple
types with patterns, lengths, enumerations and numbers. Texts are words that tell where they stand, so that a
test can look for each of them. The same seed gives the same document.

    schema = Schema(path)
    xml = schema.document(random.Random(7))
"""
import random
import re
import xml.etree.ElementTree as ElementTree
from xml.sax.saxutils import escape

XS = "{http://www.w3.org/2001/XMLSchema}"
SYLLABLES = ["ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va"]
MORE_OFTEN = re.compile(r"(Nm|Dbtr|Cdtr|Agt|Pty|Ustrd|RmtInf|PstlAdr|FinInstnId)$")

try:
    import re._parser as pattern_parser  # Python 3.11 and later
except ImportError:
    import sre_parse as pattern_parser


def word(rng, syllables=3):
    return "".join(rng.choice(SYLLABLES) for _ in range(syllables)).capitalize()


def words(rng, longest):
    """Two or more words, as long as the type allows."""
    text = word(rng)
    while True:
        longer = text + " " + word(rng, rng.randint(2, 4))
        if len(longer) > min(longest, 60) or (" " in text and rng.random() < 0.4):
            return text[:longest]
        text = longer


def from_pattern(rng, tree):
    """A text that a parsed regular expression matches."""
    out = []
    for kind, value in tree:
        kind = str(kind)
        if kind == "LITERAL":
            out.append(chr(value))
        elif kind == "IN":
            choices = []
            for what, which in value:
                if str(what) == "LITERAL":
                    choices.append(chr(which))
                elif str(what) == "RANGE":
                    choices.append(chr(rng.randint(*which)))
                elif str(what) == "CATEGORY":
                    choices.append(str(rng.randint(0, 9)))
            out.append(rng.choice(choices))
        elif kind in ("MAX_REPEAT", "MIN_REPEAT"):
            low, high, inner = value
            for _ in range(rng.randint(low, min(int(high), low + 4))):
                out.append(from_pattern(rng, inner))
        elif kind == "SUBPATTERN":
            out.append(from_pattern(rng, value[-1]))
        elif kind == "BRANCH":
            out.append(from_pattern(rng, rng.choice(value[1])))
        else:
            raise ValueError(f"pattern with {kind}")
    return "".join(out)


class Schema:
    def __init__(self, path):
        root = ElementTree.parse(path).getroot()
        self.space = root.get("targetNamespace")
        self.types = {t.get("name"): t for t in root if t.tag in (XS + "complexType", XS + "simpleType")}
        self.root = next(e for e in root if e.tag == XS + "element")

    def document(self, rng, budget=400):
        """Optional parts become rare when `budget` elements are there."""
        self.rng, self.left = rng, budget
        name = self.root.get("name")
        inner = self.content(self.root.get("type"), 0)
        return f'<?xml version="1.0" encoding="UTF-8"?>\n<{name} xmlns="{self.space}"{inner}</{name}>'

    def wanted(self, element, depth):
        """How many of an element."""
        low = int(element.get("minOccurs", 1))
        high = element.get("maxOccurs", "1")
        most = low + 2 if high == "unbounded" else min(int(high), low + 2)
        chance = 0.6 if MORE_OFTEN.search(element.get("name") or "") else 0.3
        if self.left <= 0 or depth > 24:
            return low
        count = low
        while count < most and self.rng.random() < chance:
            count += 1
        return count

    def element(self, element, depth):
        out = []
        for _ in range(self.wanted(element, depth)):
            self.left -= 1
            name = element.get("name")
            out.append(f"<{name}{self.content(element.get('type'), depth + 1, name)}</{name}>")
        return "".join(out)

    def group(self, group, depth):
        if group.tag == XS + "element":
            return self.element(group, depth)
        if group.tag == XS + "any":
            space = group.get("namespace", "##any")
            space = "urn:example:note" if space.startswith("##") else space.split()[0]
            return f'<x:Note xmlns:x="{space}">{words(self.rng, 60)}</x:Note>'
        members = [m for m in group if m.tag != XS + "annotation"]
        if group.tag == XS + "choice":
            return self.group(self.rng.choice(members), depth)
        return "".join(self.group(m, depth) for m in members)

    def content(self, type_name, depth, name=""):
        """Attributes, '>', and what stands inside."""
        kind = self.types.get(type_name)
        if kind is None or kind.tag == XS + "simpleType":
            return ">" + escape(self.value(type_name, name))
        simple = kind.find(XS + "simpleContent")
        if simple is not None:
            extension = simple[0]
            attributes = "".join(f' {a.get("name")}="{escape(self.value(a.get("type"), a.get("name")))}"'
                                 for a in extension.findall(XS + "attribute"))
            return attributes + ">" + escape(self.value(extension.get("base"), name))
        return ">" + "".join(self.group(g, depth) for g in kind if g.tag != XS + "annotation")

    def value(self, type_name, name):
        if type_name.startswith("xs:"):
            return self.basic(type_name[3:], {}, name)
        restriction = self.types[type_name].find(XS + "restriction")
        facets = {}
        for facet in restriction:
            facets.setdefault(facet.tag[len(XS):], []).append(facet.get("value"))
        if "enumeration" in facets:
            return self.rng.choice(facets["enumeration"])
        if "pattern" in facets:
            return from_pattern(self.rng, pattern_parser.parse(facets["pattern"][0]))
        return self.basic(restriction.get("base")[3:], facets, name)

    def basic(self, base, facets, name):
        rng = self.rng
        if base == "boolean":
            return rng.choice(["true", "false"])
        if base in ("date", "dateTime", "gYear", "gYearMonth", "time", "gMonth"):
            day = f"20{rng.randint(10, 29)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
            clock = f"{rng.randint(0, 23):02}:30:00"
            return {"date": day, "dateTime": f"{day}T{clock}", "gYear": day[:4], "gYearMonth": day[:7],
                    "time": clock, "gMonth": "--" + day[5:7]}[base]
        if base == "decimal":
            digits = int(facets.get("totalDigits", ["5"])[0])
            return str(rng.randint(0, 10 ** min(digits, 4) - 1)) if digits > 1 else "1"
        if base in ("base64Binary", "hexBinary"):
            return "QUJD" if base == "base64Binary" else "41"
        longest = int(facets.get("maxLength", facets.get("length", ["60"]))[0])
        if longest < 12:
            return word(rng)[:longest] if "length" not in facets else word(rng, 8)[:longest]
        return words(rng, longest)

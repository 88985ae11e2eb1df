"""A verifier of exported logs, from the texts alone: RFC 9162 (tree, proofs), RFC 8032 (Ed25519), C2SP signed-note and
tlog-checkpoint, docs/log.md (lines and commitments). It shares nothing with the program."""
import base64
import hashlib
import json

# ---- RFC 8032 ----

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def add(a, b):
    """Twisted Edwards curve, extended coordinates."""
    m, n = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    c, d = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = n - m, d - c, d + c, n + m
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number, point):
    result = (0, 1, 1, 0)
    while number:
        if number & 1:
            result = add(result, point)
        point = add(point, point)
        number >>= 1
    return result


def point_of(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P or y >= P:
        raise ValueError("not a point")
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


BASE = point_of(bytes([0x58] + [0x66] * 31))


def signed(key, text, signature):
    r, s = point_of(signature[:32]), int.from_bytes(signature[32:], "little")
    if s >= ORDER:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + text).digest(), "little") % ORDER
    left, right = times(s, BASE), add(r, times(k, point_of(key)))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


# ---- RFC 9162, 2.1 ----

def leaf_hash(data):
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of(hashes):
    if not hashes:
        return hashlib.sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    k = 1
    while k * 2 < len(hashes):
        k *= 2
    return node_hash(root_of(hashes[:k]), root_of(hashes[k:]))


def leaf_is_in(number, size, leaf, path, root):
    """2.1.3.2"""
    fn, sn, r = number, size - 1, leaf
    for p in path:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            r = node_hash(p, r)
            if not fn & 1:
                while fn and not fn & 1:
                    fn, sn = fn >> 1, sn >> 1
        else:
            r = node_hash(r, p)
        fn, sn = fn >> 1, sn >> 1
    return number < size and sn == 0 and r == root


def grew(first, second, first_root, second_root, path):
    """2.1.4.2"""
    if first == second:
        return not path and first_root == second_root
    path = list(path)
    if first & (first - 1) == 0:
        path.insert(0, first_root)
    fn, sn = first - 1, second - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for c in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = node_hash(c, fr), node_hash(c, sr)
            if not fn & 1:
                while fn and not fn & 1:
                    fn, sn = fn >> 1, sn >> 1
        else:
            sr = node_hash(sr, c)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and fr == first_root and sr == second_root


# ---- C2SP ----

def read_key(text):
    """NAME+ID+BASE64 -> name, key; the id is checked."""
    name, number, encoded = text.strip().split("+", 2)
    data = base64.b64decode(encoded, validate=True)
    assert data[0] == 1 and len(data) == 33
    assert hashlib.sha256(name.encode() + b"\n" + data).digest()[:4].hex() == number
    return name, data[1:]


class Note:
    def __init__(self, text):
        body, signatures = text.split("\n\n")
        self.text = (body + "\n").encode()
        self.origin, size, root = body.split("\n")
        self.size, self.root = int(size), base64.b64decode(root, validate=True)
        mark, name, encoded = signatures.rstrip("\n").split(" ")
        assert mark == "\u2014" and name == self.origin
        data = base64.b64decode(encoded, validate=True)
        self.number, self.signature = data[:4], data[4:]

    def signed_by(self, key):
        number = hashlib.sha256(self.origin.encode() + b"\n\x01" + key).digest()[:4]
        return number == self.number and signed(key, self.text, self.signature)


# ---- docs/log.md ----

def value_bytes(value):
    return base64.b64decode(value["base64"], validate=True) if isinstance(value, dict) else value.encode()


class Export:
    """The lines of an export, checked one by one; `signatures` how many checkpoints are checked by key (slow)."""

    def __init__(self, lines, public_key, signatures=50):
        self.name, key = read_key(public_key)
        self.hashes, self.leaves, self.notes, self.values, self.keys = [], [], [], [], []
        signers, erased, covered = [], set(), 0
        head = json.loads(lines[0])
        assert head["log"] == "interdict" and head["version"] == 1 and head["origin"] == self.name
        for line in map(json.loads, lines[1:]):
            if "record" in line:
                leaf = json.loads(line["leaf"])
                assert line["record"] == leaf["n"] == len(self.hashes)
                self.hashes.append(leaf_hash(line["leaf"].encode()))
                self.leaves.append(leaf)
                self.values.append(line["values"])
                if leaf["kind"] in ("log", "signer"):
                    signers.append((leaf["n"], base64.b64decode(leaf["detail"]["signer"], validate=True)))
                if leaf["kind"] == "erase":
                    erased |= {n for a, b in leaf["detail"]["ranges"] for n in range(a, b + 1)}
                self.check_values(leaf, line["values"])
            elif "checkpoint" in line:
                note = Note(line["note"])
                assert line["checkpoint"] == len(self.notes) and note.origin == self.name
                assert line["size"] == note.size == len(self.hashes) > covered
                assert note.root == root_of(self.hashes)
                if len(self.notes) % max(1, len(lines) // signatures) == 0:
                    below = [k for n, k in signers if n < covered] or [signers[0][1]]
                    assert note.signed_by(below[-1])
                self.notes.append(note)
                covered = note.size
            else:
                self.keys.append(line)
        assert covered == len(self.hashes) == head["records"]
        assert key in [k for _, k in signers]
        for n, leaf in enumerate(self.leaves):
            has = any(leaf[k] for k in ("subject", "terms", "question", "answer"))
            assert (self.values[n] is None) == (n in erased or not has), n

    @staticmethod
    def check_values(leaf, values):
        if values is None:
            return
        salts = base64.b64decode(values["salts"], validate=True)
        for name in ("subject", "terms", "question", "answer"):
            assert (values[name] is None) == (leaf[name] is None)
            if values[name] is not None:
                salt, salts = salts[:16], salts[16:]
                assert hashlib.sha256(salt + value_bytes(values[name])).hexdigest() == leaf[name]
        assert not salts

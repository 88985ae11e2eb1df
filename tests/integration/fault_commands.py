"""Every command of the program once, over small inputs, for the tests that let its n-th call fail.

    commands()["screen"]          a Command: its arguments, what must lie there before, what may lie there after
    make_inputs(interdict, folder)

A command that is not here is missed by test_fault_memory.py::test_every_command_has_a_loop.
"""
import base64
import hashlib
import http.server
import json
import pathlib
import re
import shutil
import threading

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
LISTED = "id,schema,name,alias,birth_date,country\n1,Company,NORTHERN HERRING TRADERS,NHT LTD,,ir\n2,Person,OLEGARIO PRUEBA,,1960-01-02,\n"
FIN = ("{1:F01BANKBEBBAXXX0000000000}{2:I103BANKDEFFXXXXN}{4:\r\n:20:R\r\n:23B:CRED\r\n:32A:260101EUR1,\r\n"
       ":50K:JANE DOE\r\n1 HIGH STREET\r\nLEEDS\r\n:59:%s\r\n1 HIGH STREET\r\nTEHRAN\r\n:70:OLEGARIO PRUEBA\r\n:71A:SHA\r\n-}")
PACS = ('<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFICstmrCdtTrf><GrpHdr><MsgId>M</MsgId></GrpHdr>'
        "<CdtTrfTxInf><Dbtr><Nm>Olegario Prueba</Nm></Dbtr></CdtTrfTxInf></FIToFICstmrCdtTrf></Document>")
XSD = ('<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08">'
       '<xs:element name="Document"><xs:complexType><xs:sequence><xs:element name="Other"/></xs:sequence></xs:complexType></xs:element></xs:schema>')
POLICY = "threshold: 0.75\nthresholds:\n  - {schema: Person, threshold: 0.9}\n"
ACTOR = POLICY + "actor: {country: US, us_person: true, role: bank}\n"
WORDS = ("imposers:\n  US: {name: A, jurisdiction: true, binds: [all]}\nclasses:\n  all: {everybody: true}\n"
         "party_roles: {bank: [bank, government], supply: [seller], receive: [buyer]}\nstatuses:\n  state: {roles: [government], country: DE}\n"
         "facts:\n  f: {type: boolean, question: Q}\nkinds: [k]\nsectors: [s]\nacts: {a: [export]}\ndatasets: [d]\n")
MEASURE = ("id: x-first\nrole: operative\nkind: k\nregime: DE\nimposer: US\ninstrument: I\neffect: block\nconfidence: verified\nbound: [all]\n"
           "sources: [s]\nperiods: [{from: 2019-01-01}]\ntargets:\n  - {activities: [payment], countries: [IR]}\n")
CASE = {"id": "a", "on": "2026-03-01", "actor": {"country": "US", "us_person": True}, "activity": "payment",
        "parties": [{"role": "creditor", "name": "Northern Herring Traders", "country": "IR"}],
        "payment": {"amount": "1.00", "currency": "USD", "via": ["US"]}}
LIST = ("<?xml version='1.0'?>\n<sdnList><publshInformation><Publish_Date>07/24/2026</Publish_Date><Record_Count>1</Record_Count></publshInformation>\n"
        "<sdnEntry><uid>1</uid><lastName>SAMPLE</lastName><sdnType>Entity</sdnType><programList><program>DEMO</program></programList></sdnEntry>\n"
        "</sdnList>\n").encode()


KINDS = {  # one message of each reader
    "wire.txt": "{1500}30        T {2000}000000100000{3100}021000021BANK ONE*{3400}026009593BANK TWO*{4200}D1*NORTHERN HERRING TRADERS*{5000}D2*JANE DOE*",
    "envelope.json": json.dumps({"message": FIN % "NORTHERN HERRING TRADERS", "note": "OLEGARIO PRUEBA"}),
    "base64.txt": base64.b64encode((FIN % "NORTHERN HERRING TRADERS").encode()).decode(),
    "batch.xml": "<Batch><Item><![CDATA[" + FIN % "NORTHERN HERRING TRADERS" + "]]></Item></Batch>",
    "statement.fin": ("{1:F01BANKBEBBAXXX0000000000}{2:I940BANKDEFFXXXXN}{4:\r\n:20:R\r\n:25:1\r\n:28C:1\r\n:60F:C260101EUR1,\r\n"
                      ":61:260101D1,NTRFR\r\n:86:NORTHERN HERRING TRADERS\r\n:62F:C260101EUR0,\r\n-}"),
}

ENTRY = LIST[LIST.index(b"<sdnEntry>"):LIST.index(b"</sdnList>")]
LONGER_LIST = LIST.replace(b"<Record_Count>1<", b"<Record_Count>3<").replace(ENTRY, ENTRY + ENTRY.replace(b"<uid>1<", b"<uid>2<") + ENTRY.replace(b"<uid>1<", b"<uid>3<"))


class ListHandler(http.server.BaseHTTPRequestHandler):
    """One list, at any path."""

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", str(len(LIST)))
        self.end_headers()
        self.wfile.write(LIST)


def make_inputs(interdict, folder):
    """The files that the commands work on; a server of one list runs until the end."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), ListHandler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    files = {
        "own.csv": LISTED, "other.csv": LISTED.replace("1960-01-02", "1961-01-02"), "a.fin": FIN % "NORTHERN HERRING TRADERS",
        "a.xml": PACS, "xsd/pacs.008.001.08.xsd": XSD,
        **{name: text for name, text in KINDS.items()},
        "page.txt": "Payment to Northern Herring Traders and to Olegario Prueba, Tehran.\n",
        "policy.yaml": POLICY, "actor.yaml": ACTOR,
        "pack/vocabulary.yaml": WORDS, "pack/first.yaml": MEASURE, "draft.yaml": MEASURE.replace("x-first", "x-draft"),
        "rows.csv": "id,name\n1,Olegario Prueba\n2,Jane Doe\n",
        "rows.jsonl": '{"id":"1","schema":"Person","properties":{"name":["Olegario Prueba"],"birthDate":["1960"]}}\n',
        "pairs.csv": "case_group,schema,name1,name2,is_match,quality,category,notes\na,Person,Jane Doe,Jane Doe,true,,x,\n",
        "queries.csv": "query_id,schema,name,birth_date,country,expected_ids\n1,Person,Olegario Prueba,,,our_list-2\n",
        "case.json": json.dumps(CASE) + "\n",
        "source.tsv": f"us_ofac_sdn\tsdn.xml\thttp://127.0.0.1:{server.server_address[1]}/sdn.xml\n",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="")
    regimes = ["--regimes", ROOT / "regimes"]  # packs name measures of one another
    assert interdict("compile", "-o", folder / "a.itd", f"our_list={folder / 'own.csv'}", *regimes).code == 0
    assert interdict("compile", "-o", folder / "b.itd", f"our_list={folder / 'other.csv'}", *regimes).code == 0
    assert interdict("compile", "-o", folder / "few.itd", f"our_list={folder / 'own.csv'}", "--regimes", folder / "pack").code == 0
    if interdict("keys", "add", "first", "--role", "screen", "--state", folder / "keys.first").code != 0:
        (folder / "keys.first").mkdir(exist_ok=True)  # a build without the server
    interdict("log", "export", "-o", folder / "log.jsonl.zst", "--state", folder / "keys.first")
    return folder


class Command:
    """One command line; `other` names a program of ours that it runs and that is to fail instead."""

    def __init__(self, *arguments, other=None, timed=False, cut=False, answers=None, step=1, longer_list=False):
        self.arguments, self.other, self.timed, self.cut, self.answers, self.step, self.longer_list = (
            arguments, other, timed, cut, answers, step, longer_list)

    def prepare(self, folder):
        """What an earlier run left is taken away."""
        shutil.rmtree(folder / "lists", ignore_errors=True)
        shutil.rmtree(folder / "spool", ignore_errors=True)
        if "keys" in self.arguments:
            shutil.rmtree(folder / "keys", ignore_errors=True)
            shutil.copytree(folder / "keys.first", folder / "keys")
        for rest in folder.glob("new.*"):
            rest.unlink()
        if self.longer_list:
            (folder / "lists").mkdir()
            (folder / "lists" / "sdn.xml").write_bytes(LONGER_LIST)
        if "--watch" in self.arguments:
            (folder / "spool").mkdir()
            for i, payee in enumerate(("JOHN ROE", "NORTHERN HERRING TRADERS")):
                (folder / "spool" / f"m{i}").write_bytes((FIN % payee).encode())

    def same(self, done, whole):
        """Whether the output is the whole one; the figures of a measurement differ."""
        def plain(out):
            if "add" in self.arguments or "--new" in self.arguments:
                return len(out)  # a new key each time
            return re.sub(rb"[0-9.]+", b"0", out) if self.timed else out
        return plain(done) == plain(whole)


def spool_problem(folder, interdict):
    """After another run every message has its own verdict, or one that says that memory was missing."""
    done = interdict("message", "--watch", folder / "spool", "--once", "--snapshot", folder / "few.itd")
    if done.code != 0:
        return f"the next run ends with {done.code}: {done.stderr[-200:]}"
    found = {}
    for path in (folder / "spool" / "done").glob("*.json"):
        [line] = map(json.loads, path.read_text().splitlines())
        message = next(p for p in (path.with_name(path.name[:-5]), folder / "spool" / "failed" / path.name[:-5]) if p.exists())
        same = line["source_hash"] == "sha256:" + hashlib.sha256(message.read_bytes()).hexdigest()
        if not same and line["source_hash"] is not None:
            return f"{path.name} is of another message"
        found[line["source"]] = line["verdict"] == "REVIEW"
    return None if found == {"m0": True, "m1": True} else f"verdicts {found}"


def list_problem(folder, _):
    """The list is there as it is published, or not at all; what is unfinished lies apart."""
    path = folder / "lists" / "sdn.xml"
    return "half a list" if path.exists() and path.read_bytes() != LIST else None


def old_list_problem(folder, _):
    """What has shrunk takes no place, whatever failed."""
    return None if (folder / "lists" / "sdn.xml").read_bytes() == LONGER_LIST else "the old list is gone"


def commands():
    s, few = ["--snapshot", "a.itd"], ["--snapshot", "few.itd"]
    log, within = ["--state", "keys"], {"other": "interdict", "step": 5}
    update = ["lists", "update", "--dir", "lists", "--source", "source.tsv", "--json", "--tries", "1"]
    return {
        "screen": Command("screen", "Olegario Prueba", "--json", "--threshold", "0.5", *s),
        "screen-text": Command("screen", "Olegario Prueba", "--birth-date", "1960", *s),
        "screen-clean": Command("screen", "Jane Doe", "--json", *s),
        "batch": Command("batch", "rows.csv", "--threads", "1", "--quiet", *s, cut=True),
        "batch-threads": Command("batch", "rows.jsonl", "--threads", "2", "--quiet", *s, cut=True),
        "message": Command("message", "a.fin", "--json", *s),
        "message-text": Command("message", "a.fin", *s),
        "message-policy": Command("message", "a.fin", "--json", "--policy", "policy.yaml", *s),
        "message-actor": Command("message", "a.fin", "--json", "--policy", "actor.yaml", "--on", "2026-03-01", *s),
        "message-actor-text": Command("message", "a.fin", "--policy", "actor.yaml", "--on", "2026-03-01", *s),
        "message-show": Command("message", "a.fin", "--show", *few),
        "message-xml": Command("message", "a.xml", "--json", *few),
        "message-kinds": Command("message", *KINDS, "--json", *few, cut=True),
        "message-table": Command("message", "a.fin", "a.xml", "--format", "table", *few, cut=True),
        "message-context": Command("message", "a.fin", "--json", "--context", "a.xml", *few),
        "message-watch": Command("message", "--watch", "spool", "--once", *few, answers=spool_problem),
        "message-xsd": Command("message", "a.xml", "--json", "--xsd", "xsd", *few),
        "message-xsd-schema": Command("message", "a.xml", "--json", "--xsd", "xsd", *few, other="interdict-schema"),
        "text": Command("text", "page.txt", "--json", *s, cut=True),
        "text-policy": Command("text", "page.txt", "--policy", "policy.yaml", *s, cut=True),
        "decide": Command("decide", "case.json", "--json", *s),
        "decide-text": Command("decide", "case.json", *few),
        "decide-policy": Command("decide", "case.json", "--json", "--policy", "policy.yaml", *s),
        "diff": Command("diff", "a.itd", "b.itd", "--json"),
        "diff-text": Command("diff", "a.itd", "b.itd"),
        "info": Command("info", "a.itd", "--json"),
        "info-text": Command("info", "few.itd"),
        "info-entity": Command("info", "a.itd", "--entity", "our_list-1", "--json"),
        "regime-list": Command("regime", "list", "--json", "--on", "2026-03-01", *s),
        "regime-show": Command("regime", "show", "us-cbi-sdgt", "--json", *s),
        "regime-timeline": Command("regime", "timeline", *s),
        "regime-timeline-svg": Command("regime", "timeline", "--svg", "new.svg", *few),
        "regime-cover": Command("regime", "cover", "--json", "--on", "2026-03-01", *s),
        "regime-check": Command("regime", "check", "pack", "--json", "--on", "2026-03-01"),
        "regime-check-text": Command("regime", "check", "pack", "--on", "2026-03-01"),
        "regime-diff": Command("regime", "diff", "2018-08-06", "2018-08-07", "--json", *s),
        "regime-diff-cases": Command("regime", "diff", "--with", "draft.yaml", "--without", "x-first", "--cases", "case.json", "--json", *few),
        "regime-bench": Command("regime", "bench", "case.json", "--seconds", "0", *few, timed=True),
        "bench": Command("bench", "queries.csv", "--seconds", "0", "--json", *few, timed=True),
        "evaluate-pairs": Command("evaluate", "pairs", "pairs.csv", "--threads", "1", "--json", *s),
        "evaluate-search": Command("evaluate", "search", "queries.csv", "--threads", "1", "--json", "--out", "new.csv", *s),
        "evaluate-lossless": Command("evaluate", "lossless", "queries.csv", "--threads", "1", "--json", *s),
        "evaluate-variants": Command("evaluate", "variants", "--per-type", "1", "--threads", "1", "--json", *few),
        "lists": Command("lists", "--json"),
        "lists-update": Command(*update, answers=list_problem),
        "lists-update-fetch": Command(*update, answers=list_problem, other="interdict-fetch", step=37),
        "lists-update-shrunken": Command(*update, answers=old_list_problem, longer_list=True),
        "keys-list": Command("keys", "list", "--state", "keys", "--json"),
        "keys-list-store": Command("keys", "list", "--state", "keys", "--json", other="interdict"),
        "keys-add": Command("keys", "add", "second", "--role", "screen", "--state", "keys", other="interdict", step=5),
        "keys-withdraw": Command("keys", "withdraw", "first", "--state", "keys", other="interdict", step=5),
        "log-verify": Command("log", "verify", "--json", *log, **within),
        "log-verify-export": Command("log", "verify", "log.jsonl.zst", "--json", **within),
        "log-show": Command("log", "show", "1", "--json", *log, **within),
        "log-find": Command("log", "find", "--from", "2026-01-01", "--json", *log, **within),
        "log-prove": Command("log", "prove", "1", *log, **within),
        "log-checkpoint": Command("log", "checkpoint", *log, **within),
        "log-export": Command("log", "export", "-o", "new.jsonl.zst", *log, **within),
        "log-import": Command("log", "import", "log.jsonl.zst", "--store", "new.db", **within),
        "log-erase": Command("log", "erase", "--id", "c-1", "--json", *log, **within),
        "log-replay": Command("log", "replay", "--json", *log, **within),
        "log-keys": Command("log", "keys", "--new", *log, **within),
        "version": Command("version"),
        "manual": Command("manual", "screen"),
        "compile": Command("compile", "-o", "new.itd", "our_list=own.csv", "--threads", "1", "--json"),
        "compile-regimes": Command("compile", "-o", "new.itd", "--regimes", "pack", "--threads", "1", "--json"),
    }


def names_of_commands():
    """As src/cli/commands.c has them: the hidden ones too."""
    table = (ROOT / "src" / "cli" / "commands.c").read_text(encoding="utf-8")
    return sorted(set(re.findall(r"&cmd_(\w+),", table)))

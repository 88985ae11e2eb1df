"""Reads regime packs as docs/formats/regime-pack.md describes them, apart from the program: every field with its default.

    words, measures = read("regimes")
"""
import datetime
import pathlib

import yaml

ACTIVITIES = ["export", "import", "transit", "payment", "financing", "insurance", "shipping", "service", "investment",
              "messaging", "brokering"]


def text(value):
    return None if value in (None, "", "null", "~") else value


def texts(value):
    return list(value or [])


def flag(value):
    return None if text(value) is None else value == "true"


def scalar(value):
    """The value of a condition: true and false are booleans, all else text."""
    return {"true": True, "false": False}.get(value, value)


def condition(c):
    when = c.get("when") or {}
    value = c.get("value")
    return {"fact": c["fact"], "op": c["op"],
            "value": [scalar(v) for v in value] if isinstance(value, list) else scalar(value),
            "on_unknown": c.get("on_unknown", "review"), "text": text(c.get("text")),
            "question": text(c.get("question")),
            "when": {"goods_hs": texts(when.get("goods_hs")), "payment_or_bank": when.get("payment_or_bank") == "true",
                     "on_or_after": text(when.get("on_or_after"))}}


def wind_down(w):
    if not w:
        return None
    until = w["until"]
    if text(w.get("last_day")) == "exclusive":
        until = (datetime.date.fromisoformat(until) - datetime.timedelta(1)).isoformat()
    return {"until": until, "contract_before": text(w.get("contract_before")),
            "ask_new_business": w.get("ask_new_business") == "true",
            "conditions": [condition(c) for c in w.get("conditions") or []]}


def period(p):
    notice = p.get("notice")
    return {"from": p["from"], "until": text(p.get("until")), "known_from": text(p.get("known_from")) or p["from"],
            "until_known_from": text(p.get("until_known_from")) or text(p.get("until")),
            "wind_down": wind_down(p.get("wind_down")),
            "notice": {"from": notice["from"], "until": notice["until"]} if notice else None,
            "basis": text(p.get("basis"))}


def named(n):
    spans = [{"from": text(s.get("from")), "until": text(s.get("until"))} for s in n.get("periods") or []]
    return {"name": n["name"], "aliases": texts(n.get("aliases")), "bic": text(n.get("bic")), "periods": spans}


def span_of(n):
    return {"name": n["name"], "from": text(n.get("from")), "until": text(n.get("until"))}


def goods_lines(path):
    """The lines of a list of goods. Codes of older editions have no successors here: the packs hold no concordance."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:] if line and not line.startswith("#"))
    return [{"code": row[0], "from": text(row[3]), "until": text(row[4]), "working": row[5:] == ["working"]}
            for row in (row + [""] * (5 - len(row)) for row in rows)]


def target(t, measure, folder=None):
    goods = t.get("goods")
    parties = t.get("parties") or {}
    activities = texts(t.get("activities"))
    return {"name": text(t.get("name")), "activities": ACTIVITIES if "any" in activities else activities,
            "countries": texts(t.get("countries")), "direction": t.get("direction", "any"),
            "goods": {"hs": texts(goods.get("hs")), "hs_except": texts(goods.get("hs_except")),
                      "hs_basis": text(goods.get("hs_basis")), "annex": text(goods.get("annex")),
                      "file": text(goods.get("file")),
                      "lines": goods_lines(folder / goods["file"]) if text(goods.get("file")) else [],
                      "if_no_goods": goods.get("if_no_goods", "skip")} if goods else None,
            "names": [named(n) for n in parties.get("names") or []], "status": texts(parties.get("status")),
            "lists": [(x["dataset"], x["program"]) for x in parties.get("lists") or []],
            "places": [span_of(p) for p in t.get("places") or []],
            "assets": [span_of(p) for p in t.get("assets") or []],
            "conditions": [condition(c) for c in t.get("conditions") or []],
            "effect": text(t.get("effect")) or measure["effect"], "from": text(t.get("from")),
            "until": text(t.get("until")), "wind_down": wind_down(t.get("wind_down")), "only": text(t.get("only"))}


def duty(d):
    return {"text": d["text"], "provision": text(d.get("provision")), "when": d["when"],
            "within": int(d["within"]) if text(d.get("within")) else None, "unit": text(d.get("unit")),
            "from": text(d.get("from")), "until": text(d.get("until")),
            "before_from_only": text(d.get("before_from_only")), "confidence": text(d.get("confidence"))}


def measure(m, folder=None):
    contested = m.get("contested")
    out = {key: text(m.get(key)) for key in
           ("id", "role", "kind", "regime", "imposer", "authority", "instrument", "provision", "effect", "confidence",
            "from_time", "sunset", "superseded_by", "quota", "source_role", "note")}
    out.update({key: texts(m.get(key)) for key in
                ("bound", "exposes", "acts", "sectors", "defeats", "defeats_effects", "void_if_stands", "lifts",
                 "counters", "implemented_by", "named_acts", "conditions_text", "sources")})
    out["periods"] = [period(p) for p in m["periods"]]
    out["targets"] = [target(t, m, folder) for t in m.get("targets") or []]
    out["contested"] = {"by": contested["by"], "from": contested["from"], "view": text(contested.get("view"))} \
        if contested else None
    out["exposure_wind_down"] = wind_down(m.get("exposure_wind_down"))
    out["duties"] = [duty(d) for d in m.get("duties") or []]
    return out


def documents(path):
    with open(path, encoding="utf-8") as file:
        yield from (d for d in yaml.load_all(file, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader)) if d)


def read(folder):
    """(words, measures by id) of a folder of packs. Words are those of vocabulary.yaml and of documents without an id."""
    words, measures = {}, {}
    for path in sorted(pathlib.Path(folder).rglob("*.yaml")):
        for document in documents(path):
            if path.name == "vocabulary.yaml" or not {"id", "role", "periods"} & set(document):
                for group, members in document.items():
                    if isinstance(members, dict):
                        words.setdefault(group, {}).update(members)
                    else:
                        words.setdefault(group, []).extend(members)
            else:
                m = measure(document, path.parent)
                assert m["id"] not in measures, m["id"]
                measures[m["id"]] = m
    return words, measures

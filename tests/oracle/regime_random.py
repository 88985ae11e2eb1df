"""A pack of random measures: every field of the format in every mixture, so that the packs of this repository are not all
that the engine is tried on. Attackers come first in a random order, so that there are no circles.

    documents = RandomPack(words, seed=1).documents(40)
"""
import random

from regime_cases import ACTIVITIES, shift

COUNTRIES = ["IR", "RU", "KP", "SY"]
CODES = ["27", "2709", "270900", "2710", "30", "3004", "300490", "84", "8471", "8401-8404", "7201-7229", "02-04", "9018-9022"]
NAMES = ["Alpha Bank", "Beta Trading", "Gamma Lines", "Delta Petroleum Company"]
PORTS = ["Ust-Luga", "Primorsk", "Karimun Oil Terminal"]


class RandomPack:
    def __init__(self, words, seed):
        self.random = random.Random(seed)
        self.words = words
        self.booleans = [k for k, w in words["facts"].items() if w["type"] == "boolean"]

    def one(self, options):
        return self.random.choice(options)

    def some(self, options, most):
        return self.random.sample(list(options), min(len(options), self.random.randint(1, most)))

    def chance(self, percent):
        return self.random.randrange(100) < percent

    def day(self):
        return shift("2015-01-01", self.random.randrange(3000))

    def condition(self):
        kind = self.random.randrange(10)
        if kind < 5:
            c = {"fact": self.one(self.booleans[:12] + ["third_country_bank", "new_business"]), "op": "is",
                 "value": self.one(["true", "false"])}
        elif kind == 5:
            c = {"fact": self.one(["actor.country", "route.to"]), "op": self.one(["in", "not_in"]),
                 "value": self.some(["DE", "TR", "CN", "US"], 3)}
        elif kind == 6:
            c = {"fact": "sector", "op": self.one(["in", "not_in"]), "value": self.some(["energy", "shipping", "mining"], 2)}
        elif kind == 7:
            c = {"fact": "@named.role", "op": self.one(["in", "not_in"]), "value": self.some(["buyer", "bank", "seller"], 2)}
        elif kind == 8:
            c = {"fact": self.one(["payment.amount", "twelve_month_total_usd"]), "op": self.one(["le", "ge", "lt", "gt"]),
                 "value": self.one(["1000", "125000", "500000"])}
        else:
            c = {"fact": self.one(["loaded_on", "dates.contract"]), "op": self.one(["le", "ge", "lt", "gt"]),
                 "value": self.one(["2019-05-01", "2016-06-01", "2026-03-20"])}
        c["on_unknown"] = self.one(["review", "review", "review", "assume_met", "not_met"])
        if self.chance(25):
            c["when"] = self.one([{"goods_hs": self.some(CODES, 2)}, {"payment_or_bank": "true"},
                                  {"on_or_after": self.day()}])
        return c

    def conditions(self):
        return [self.condition() for _ in range(self.one([0, 0, 1, 1, 2]))]

    def wind_down(self, begins):
        w = {"until": shift(begins, self.one([0, 30, 90, 400]))}
        if self.chance(70):
            w["contract_before"] = shift(begins, self.one([-10, 0]))
        if self.chance(40):
            w["ask_new_business"] = "true"
        if self.chance(25):
            w["conditions"] = [self.condition()]
        return w

    def periods(self, rule):
        found, begins = [], self.day()
        for _ in range(self.one([1, 1, 1, 2])):
            p = {"from": begins, "known_from": shift(begins, self.one([-40, -3, 0, 0]))}
            ends = shift(begins, self.one([30, 200, 900, 2500]))
            if self.chance(60):
                p.update(until=ends, until_known_from=shift(ends, self.one([-60, 0, 0, 20])))
            if rule and self.chance(25):
                p["wind_down"] = self.wind_down(begins)
            found.append(p)
            if "until" not in p:
                break
            begins = shift(ends, self.one([0, 1, 200]))
        return found

    def names(self):
        found = []
        for name in self.some(NAMES, 2):
            n = {"name": name}
            if self.chance(30):
                n["bic"] = self.one(["AAAAIRTH", "BBBBRUMM"])
            if self.chance(40):
                begins = self.day()
                n["periods"] = [{"from": begins, "until": shift(begins, self.one([60, 700]))}]
            found.append(n)
        return found

    def target(self, rule):
        t = {"activities": ["any"] if self.chance(30) else self.some(ACTIVITIES, 5)}
        if self.chance(85):
            t["countries"] = self.some(COUNTRIES, 2)
            t["direction"] = self.one(["any", "from", "to", "both", "from_not_through", "to_not_through"])
        if self.chance(50):
            t["goods"] = {"hs": self.some(CODES, 3), "if_no_goods": self.one(["skip", "test"])}
            if self.chance(25):
                t["goods"]["hs_except"] = self.some(CODES, 1)
        if self.chance(35):
            t["parties"] = self.one([{"names": self.names()},
                                     {"status": self.some([s for s in self.words["statuses"] if s != "blocked_under_part_594"], 2)},
                                     {"names": self.names(), "status": ["government_of_iran"]}])
        elif self.chance(8):
            t["places"] = [{"name": p, "from": self.day()} for p in self.some(PORTS, 2)]
        elif self.chance(8):
            t["assets"] = [{"name": self.one(["A7A5", "IRR"])}]
        if self.chance(50):
            t["conditions"] = self.conditions()
        if rule:
            if self.chance(30):
                t["effect"] = self.one(["block", "reject", "review"])
            if self.chance(20):
                t["only"] = self.one(["bound", "exposed"])
            if self.chance(15):
                begins = self.day()
                t.update({"from": begins} if self.chance(50) else {"from": begins, "until": shift(begins, 500)})
            if self.chance(8):
                t["wind_down"] = self.wind_down(self.day())
        return t

    def duties(self):
        found = []
        for _ in range(self.one([0, 0, 1, 2])):
            d = {"text": "Report", "provision": self.one(["art. 1", "art. 2"]),
                 "when": self.one(["block", "reject", "licensed", "review", "any"])}
            if self.chance(70):
                d.update(within=str(self.one([1, 5, 10, 30])), unit=self.one(["us_business_days", "days", "years"]))
            if self.chance(30):
                d["from"] = self.day()
                if self.chance(50):
                    d["before_from_only"] = self.one(["us_persons", "us_financial_institutions"])
            found.append(d)
        return found

    def bound(self):
        classes = list(self.words["classes"])
        return self.some(classes[:7] + ["us_persons", "any_person", "eu_persons"], 2)

    def measure(self, key, role):
        rule = role in ("operative", "frame")
        m = {"id": key, "role": role, "kind": "prohibition" if rule else "licence", "regime": "IR",
             "imposer": self.one(["US", "US", "EU", "UN", "INT"]), "instrument": "Act " + key,
             "effect": self.one(["block", "reject", "reject", "review"]) if rule else "permit",
             "confidence": self.one(["verified"] * 5 + ["partly", "general"]),
             "periods": self.periods(rule), "sources": ["https://example.org/" + key],
             "targets": [self.target(rule) for _ in range(self.one([1, 1, 2]))], "duties": self.duties()}
        if self.chance(85) or not rule:
            m["bound"] = self.bound()
        if rule and (self.chance(50) or "bound" not in m):
            m["exposes"] = self.some(["non_us_persons", "foreign_financial_institutions", "any_person"], 2)
        if rule and self.chance(12):
            m["contested"] = {"by": ["CN", "RU"], "from": self.day()}
        if rule and "exposes" in m and self.chance(15):
            m["exposure_wind_down"] = self.wind_down(m["periods"][0]["from"])
        return m

    def documents(self, count):
        roles = [self.one(["operative"] * 8 + ["frame"] + ["permit"] * 6 + ["limit", "lifting", "counter"])
                 for _ in range(count)]
        keys = [f"zz-{i:03}" for i in range(count)]
        found = [self.measure(k, r) for k, r in zip(keys, roles)]
        for i, m in enumerate(found):
            later = found[i + 1:]
            rules = [x["id"] for x in later if x["role"] in ("operative", "frame")]
            if m["role"] in ("permit", "lifting"):
                rules += [x["id"] for x in later if x["role"] == "limit"]
            elif m["role"] == "limit":
                rules = [x["id"] for x in later if x["role"] in ("permit", "lifting")]
            if m["role"] in ("permit", "lifting", "limit") and rules:
                m["defeats"] = self.some(rules, 12)
                if self.chance(20):
                    m["defeats_effects"] = self.some(["block", "reject", "review"], 2)
            earlier = [x["id"] for x in found[:i] if x["role"] in ("operative", "frame")]
            if m["role"] == "permit" and earlier and self.chance(25):
                m["void_if_stands"] = self.some(earlier, 2)
            others = [x["id"] for x in found if x["role"] == "operative"]
            if m["role"] == "frame" and others and self.chance(70):
                m["implemented_by"] = self.some(others, 2)
            if m["role"] == "counter":
                m.update(bound=["eu_persons"], counters=self.some(others, 10) if others else [], targets=[], effect="none")
        return found

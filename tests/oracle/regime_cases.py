"""Random cases near the measures: a target is taken and a case built that it would meet, then bent a little.

    make = Maker(words, measures, seed=1)
    case = make.case()
"""
import datetime
import json
import random

ACTIVITIES = ["export", "import", "transit", "payment", "financing", "insurance", "shipping", "service", "investment",
              "messaging", "brokering"]


def shift(day, days):
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days)).isoformat()


class Maker:
    def __init__(self, words, measures, seed):
        self.random = random.Random(seed)
        self.words, self.measures = words, list(measures.values())
        self.targets = [(m, t) for m in self.measures for t in m["targets"]]
        groups = words["party_roles"]
        self.roles = [r for g in groups.values() for r in g] + [None, "counterparty"]
        self.countries = ["IR", "RU", "KP", "SY", "CU", "VE", "BY", "US", "DE", "TR", "CN", "CH", "IN", "AE"]
        self.banks = groups["bank"]

    def one(self, options):
        return self.random.choice(options)

    def chance(self, percent):
        return self.random.randrange(100) < percent

    def code(self, t):
        goods = t["goods"]
        if not goods or self.chance(15):
            return self.one(["300490", "2709", "270900", "84", "8471", "901890", "100590", "7108", "0303", "49", "", "27"])
        codes = goods["hs"] + [line["code"] for line in goods["lines"]]
        entry = self.one(goods["hs_except"] if goods["hs_except"] and self.chance(30) else codes).split("-")
        code = self.one(entry)
        if self.chance(35):
            # Behind a chapter a heading that exists; the codes of no heading are another matter.
            code += self.one(["0", "00", "10", "1000", "99"]) if len(code) >= 4 else self.one(["01", "02", "0210"])
        elif self.chance(20):
            code = code[:2]
        return code[:10] if len(code) >= 2 else ""

    def day(self, m, t):
        days = [d for p in m["periods"] for d in (p["from"], p["until"], p["wind_down"] and p["wind_down"]["until"]) if d]
        days += [d for d in (t["from"], t["until"], t["wind_down"] and t["wind_down"]["until"]) if d]
        days += [s[k] for n in t["names"] for s in n["periods"] for k in ("from", "until") if s[k]]
        days += [s["from"] for s in t["places"] + t["assets"] if s["from"]]
        if m["contested"]:
            days.append(m["contested"]["from"])
        if m["exposure_wind_down"]:
            days.append(m["exposure_wind_down"]["until"])
        return shift(self.one(days), self.one([-1, 0, 0, 1, 1, 5, 30, 100, 400]))

    def party(self, t):
        p = {}
        role = self.one(self.roles)
        if role:
            p["role"] = role
        if self.chance(80):
            p["country"] = self.one(t["countries"]) if t["countries"] and self.chance(60) else self.one(self.countries)
        return p

    def parties(self, t):
        found = [self.party(t) for _ in range(self.one([1, 1, 2, 2, 3]))]
        if t["names"] and self.chance(75):
            n = self.one(t["names"])
            p = self.one(found)
            if not n["bic"] or self.chance(70):
                p["name"] = self.one([n["name"], *n["aliases"]])
                if self.chance(25):
                    p["name"] = p["name"].upper()
            if n["bic"] and ("name" not in p or self.chance(40)):
                p["bic"] = n["bic"] if self.chance(50) else n["bic"][:7] + self.one(["1", "X", "XABC"])
        by_role = [c["value"] for c in t["conditions"] if c["fact"] == "@named.role"]
        if by_role and self.chance(50):
            found[0]["role"] = self.one(by_role[0])
        if t["status"] and self.chance(70):
            found[0]["role"] = self.one(["government", "bank", "central_bank"])
            found[0].setdefault("country", self.one(t["countries"] or ["IR"]))
        return found

    def fact(self, key):
        word = self.words["facts"][key]
        kind = word["type"]
        if kind == "boolean":
            return self.chance(50)
        if kind == "number":
            return self.one([0, 1000, 500000, 500001, 499999.5])
        if kind == "date":
            return self.one(["2026-03-19", "2026-03-20", "2026-03-21", "2019-05-01"])
        return self.one(word.get("values", []) + ["other"])

    def wanted(self, c):
        """A value that meets a condition, as far as one is easily had."""
        value = c["value"][0] if isinstance(c["value"], list) else c["value"]
        if self.words["facts"][c["fact"]]["type"] == "number":
            if isinstance(value, str) and value.startswith("$"):
                value = self.one(self.words["parameters"][value[1:]]["values"])["value"]
            return float(value)
        if c["op"] != "not_in":
            return value
        return self.one([v for v in self.words["facts"][c["fact"]].get("values", []) if v not in c["value"]] + ["other"])

    def facts(self, m, t):
        met = {c["fact"]: self.wanted(c) for c in t["conditions"]
               if c["fact"] in self.words["facts"] and c["op"] in ("is", "eq", "in", "not_in", "le", "ge")}
        if met and self.chance(60):
            return {k: v for k, v in met.items() if self.chance(93)}
        near = [c["fact"] for c in t["conditions"] if c["fact"] in self.words["facts"]]
        for p in [*m["periods"], t, {"wind_down": m["exposure_wind_down"]}]:
            near += [c["fact"] for c in (p["wind_down"] or {"conditions": []})["conditions"]]
        near += self.random.sample(sorted(self.words["facts"]), self.one([0, 2, 10, 40]))
        near.append("new_business")
        return {k: self.fact(k) for k in near if k in self.words["facts"] and self.chance(65)}

    def actor(self, m):
        classes = m["bound"] + m["exposes"]
        country = self.one(["US", "DE", "TR", "IN", "CN", "CH", "FR", "RU"])
        if any(k.startswith("us_p") or k.startswith("us_f") for k in classes) and self.chance(50):
            country = "US"
        elif any(k.startswith("eu") for k in classes) and self.chance(70):
            country = "DE"
        actor = {"country": country}
        if self.chance(30):
            actor.update(us_person=self.chance(30), eu_person=self.chance(30), us_owned=self.chance(30))
        elif "us_owned_foreign" in classes and self.chance(60):
            actor["us_owned"] = True
        if self.chance(80):
            actor["role"] = self.one(self.words["actor_roles"] + ["bank", "bank"])
        if self.chance(5):
            del actor["country"]
        return actor

    def payment(self, t):
        payment = {}
        if self.chance(80):
            payment["currency"] = self.one([a["name"] for a in t["assets"]] or ["USD", "USD", "EUR", "IRR", "usd"])
        if self.chance(50):
            payment["via"] = [self.one(["US", "DE", "IR", "CH"]) for _ in range(self.one([1, 1, 2]))]
        if self.chance(30):
            payment["amount"] = self.one(["125000.00", 5, 0.5])
        return payment

    def route(self, t):
        route = {}
        near = (t["countries"] or self.countries) + ["US", "DE"]
        for key in ("from", "to"):
            if self.chance(50):
                route[key] = self.one(near)
        if self.chance(20):
            route["via"] = [self.one(near)]
        if t["places"] or self.chance(5):
            port = self.one([p["name"] for p in t["places"]] or ["Ust-Luga"])
            route["ports"] = [self.one([port, port.lower(), "Port of " + port, "RUULU", "IRXYZ", port + "sk"]), "Hamburg"]
        return route

    def pair(self):
        """A measure and a target; a permit where it may help more often than chance has it."""
        if not self.chance(45):
            return self.one(self.targets)
        return self.one([x for x in self.targets if x[0]["role"] in ("permit", "lifting", "limit")])

    def case(self, number=0):
        m, t = self.pair()
        case = {"id": str(number), "on": self.day(m, t), "actor": self.actor(m),
                "activity": self.one(t["activities"]) if self.chance(90) else self.one(ACTIVITIES),
                "parties": self.parties(t)}
        if self.chance(70):
            case["goods"] = []
            for _ in range(self.one([1, 1, 1, 2, 3])):
                line = {"hs": self.code(t)}
                if not line["hs"]:
                    del line["hs"]
                if self.chance(40):
                    line["origin"] = self.one((t["countries"] or ["IR"]) + ["US", "DE"])
                case["goods"].append(line)
        if t["assets"] or self.chance(45):
            case["payment"] = self.payment(t)
        if t["places"] or self.chance(40):
            case["route"] = self.route(t)
        case["facts"] = self.facts(m, t)
        dates = {}
        if self.chance(50):
            dates["contract"] = shift(case["on"], -self.one([0, 1, 20, 60, 100, 300, 2000]))
        if self.chance(20):
            dates["as_of"] = shift(case["on"], self.one([-400, -100, -10, -1, 0, 1, 100]))
        if dates:
            case["dates"] = dates
        return case

    # ---- known cases, bent ----

    def bend(self, known, number=0):
        """A known case with a few changes: another day, fact, actor, party, line of goods, way or act."""
        case = json.loads(json.dumps(known))
        case["id"] = str(number)
        for _ in range(self.one([1, 1, 2, 3])):
            self.one([self.bend_day, self.bend_day, self.bend_fact, self.bend_fact, self.bend_actor, self.bend_party,
                      self.bend_goods, self.bend_payment, self.bend_dates, self.bend_activity])(case)
        return case

    def bend_day(self, case):
        m, t = self.one(self.targets)
        case["on"] = self.day(m, t) if self.chance(40) else shift(case["on"], self.one([-30, -7, -1, 1, 7, 60, 365]))

    def bend_fact(self, case):
        facts = case.setdefault("facts", {})
        if facts and self.chance(70):
            key = self.one(sorted(facts))
            if self.chance(50):
                del facts[key]
            else:
                facts[key] = self.fact(key)
        else:
            key = self.one(sorted(self.words["facts"]))
            facts[key] = self.fact(key)

    def bend_actor(self, case):
        case["actor"] = {"country": self.one(["US", "DE", "TR", "IN", "CN", "CH", "FR", "RU", "SG"])}
        if self.chance(60):
            case["actor"]["role"] = self.one(self.words["actor_roles"] + ["bank"])
        if self.chance(20):
            case["actor"]["us_owned"] = True

    def bend_party(self, case):
        parties = case.setdefault("parties", [])
        _, t = self.one(self.targets)
        if parties and self.chance(40):
            self.one(parties)["role"] = self.one([r for r in self.roles if r])
        elif len(parties) > 1 and self.chance(30):
            parties.pop(self.random.randrange(len(parties)))
        else:
            parties += self.parties(t)

    def bend_goods(self, case):
        goods = case.setdefault("goods", [])
        _, t = self.one(self.targets)
        if goods and self.chance(40):
            line = self.one(goods)
            line["hs"] = line.get("hs", "8471")[:self.one([2, 4, 6])]
        elif goods and self.chance(20):
            self.one(goods).pop("hs", None)
        else:
            goods.append({"hs": self.code(t) or "300490"})

    def bend_payment(self, case):
        _, t = self.one(self.targets)
        case["payment"] = self.payment(t)

    def bend_dates(self, case):
        dates = case.setdefault("dates", {})
        key = self.one(["contract", "as_of"])
        dates[key] = shift(case["on"], -self.one([0, 1, 10, 45, 100, 180, 700]))
        if self.chance(30):
            del dates[key]

    def bend_activity(self, case):
        case["activity"] = self.one(ACTIVITIES)

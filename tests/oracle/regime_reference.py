"""A second reading of docs/formats/regime-pack.md: slow, short, and written apart from the engine.

It tries every measure on every case with nothing prepared, in plain Python. Whatever it answers differently from the
program is a bug in one of the two.

    reference = Reference(*regime_packs.read("regimes"))
    reference.decide(case)["verdict"]
"""
import datetime
import itertools
import pathlib
import re
import unicodedata

NO, MAYBE, YES = 0, 1, 2
STRENGTH = ["PASS", "LICENSED", "REVIEW", "EXPOSURE", "REJECT", "BLOCK"]
RULES = ("operative", "frame")
EFFECTS = ["none", "permit", "review", "exposure", "reject", "block"]
MOVES_GOODS = ("import", "export", "transit")


def fold(text):
    """Case, punctuation and blanks aside."""
    return "".join(c for c in unicodedata.normalize("NFC", text).casefold() if c.isalnum())


def in_span(span, day):
    return (not span["from"] or span["from"] <= day) and (not span["until"] or day < span["until"])


def member(words, country, day):
    """Whether a country is in the Union on the day: a code alone, or {code, from, until}."""
    spans = [m if isinstance(m, dict) else {"code": m} for m in words["eu_members"]]
    return any(m["code"] == country and in_span({"from": m.get("from"), "until": m.get("until")}, day) for m in spans)


def part_span(p):
    return {"from": p.get("from"), "until": p.get("until")}


def digits(code):
    return "".join(c for c in code or "" if c.isdigit())


def subheadings():
    """The last two digits of the subheadings of each heading, of the one edition that data/goods holds."""
    lines = (pathlib.Path(__file__).resolve().parents[2] / "data" / "goods" / "hs_headings.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {row[0]: set(row[1].split()) for row in rows}


SUBHEADINGS = subheadings()


def code_of(goods):
    """Of a code whose subheading is not in the edition only the heading counts."""
    code = digits(goods.get("hs"))
    last = SUBHEADINGS.get(code[:4])
    return code[:4] if last is not None and len(code) >= 6 and code[4:6] not in last else code


def code_state(entries, code):
    """Whether a code falls under one of the entries, each compared on its own length."""
    best = NO
    for entry in entries:
        low, _, high = entry.partition("-")
        high = high or low
        size = len(low)
        if not code:
            state = MAYBE
        elif len(code) >= size:
            state = YES if low <= code[:size] <= high else NO
        else:
            state = MAYBE if low[:len(code)] <= code <= high[:len(code)] else NO
        best = max(best, state)
    return best


def lines_state(lines, code, day):
    """The same for a list of goods: a line counts on its days, one with the mark `working` never surely."""
    best = NO
    for line in lines:
        if in_span(line, day):
            state = code_state([line["code"]], code)
            best = max(best, MAYBE if state == YES and line["working"] else state)
    return best


class Asked:
    """What is not known: facts to ask for, and whether only general knowledge is the matter."""

    def __init__(self):
        self.facts, self.general = [], False

    def add(self, fact):
        if fact not in self.facts:
            self.facts.append(fact)


class Node:
    def __init__(self, measure, target):
        self.measure, self.target = measure, target
        self.state, self.label, self.reach, self.effect = YES, None, None, None
        self.lines, self.perhaps_lines, self.parties = set(), set(), set()
        self.asked, self.by, self.soft, self.assumed = Asked(), [], None, False


class Case:
    def __init__(self, case, words):
        self.case, self.words = case, words
        actor, payment, route = case["actor"], case.get("payment") or {}, case.get("route") or {}
        dates = case.get("dates") or {}
        self.country = actor.get("country")
        # True, False, or None: not said, and no country that it would follow from.
        self.us = self.person(actor, "us_person", self.country == "US")
        self.eu = self.person(actor, "eu_person", member(words, self.country, case["on"]))
        self.owned = bool(actor.get("us_owned"))
        self.role, self.activity = actor.get("role"), case["activity"]
        self.parties, self.goods = case.get("parties") or [], case.get("goods") or []
        self.via = payment.get("via") or []
        self.currency, self.has_payment = payment.get("currency"), case.get("payment") is not None
        self.ports = route.get("ports") or []
        self.route, self.payment, self.dates = route, payment, dates
        self.facts = {k: v for k, v in (case.get("facts") or {}).items() if v is not None}
        self.codes = [code_of(g) for g in self.goods]
        self.groups = words["party_roles"]

    def person(self, actor, key, follows):
        if actor.get(key) is not None:
            return actor[key]
        return follows if self.country else None

    def party_countries(self, p):
        found = {p.get("country")}
        if p.get("bic"):
            found.add(p["bic"][4:6])
        return found - {None}

    def is_bank(self, p):
        return p.get("role") in self.groups["bank"]

    def linked(self, countries):
        here = set(countries)
        return (any(self.party_countries(p) & here for p in self.parties)
                or any(g.get("origin") in here for g in self.goods)
                or any(self.route.get(k) in here for k in ("from", "to"))
                or bool(set(self.route.get("via") or []) & here)
                or any(v.get("flag") in here for v in self.route.get("vessels") or []))

    def side(self, countries, which):
        here = set(countries)
        supply = which == "from"
        if self.route.get(which) in here or (supply and any(g.get("origin") in here for g in self.goods)):
            return True
        for p in self.parties:
            role = p.get("role")
            own = role in self.groups["supply" if supply else "receive"]
            other = role in self.groups["receive" if supply else "supply"]
            by_activity = self.activity == ("import" if supply else "export") and not other and not self.is_bank(p)
            if (own or by_activity) and self.party_countries(p) & here:
                return True
        return False

    def only_through(self, countries, which):
        """The goods only pass these countries, and the case tells their origin, or where they go."""
        here = set(countries)
        met = (any(self.party_countries(p) & here for p in self.parties)
               or any(g.get("origin") in here for g in self.goods)
               or any(self.route.get(k) in here for k in ("from", "to"))
               or any(v.get("flag") in here for v in self.route.get("vessels") or []))
        if met:
            return False
        if which == "from":
            return bool(self.goods) and all(g.get("origin") for g in self.goods)
        everywhere = {self.route.get("to")} | {k for p in self.parties for k in self.party_countries(p)}
        return self.side(everywhere - {None}, "to")

    def path(self, fact):
        head, _, key = fact.partition(".")
        if not key:
            return self.facts.get(fact)
        value = {"actor": self.case["actor"], "payment": self.payment, "dates": self.dates,
                 "route": self.route}[head].get(key)
        return value


class Reference:
    def __init__(self, words, measures):
        self.words, self.measures = words, measures
        self.order = self.in_order()

    # ---- the order in which attackers come first ----

    def attackers_of(self, target_id):
        """(measure, voids) that may attack nodes of a measure."""
        for m in self.measures.values():
            if target_id in m["defeats"]:
                yield m["id"], False
        for other in self.measures[target_id]["void_if_stands"]:
            if other in self.measures:
                yield other, True

    def in_order(self):
        done, order = set(), []

        def visit(one):
            if one in done:
                return
            done.add(one)
            for other, _ in sorted(self.attackers_of(one)):
                visit(other)
            order.append(one)

        for one in sorted(self.measures):
            visit(one)
        return order

    # ---- time ----

    def period(self, m, on, as_of):
        for p in m["periods"]:
            if p["from"] > on or (as_of and p["known_from"] > as_of):
                continue
            if p["until"] and (not as_of or p["until_known_from"] <= as_of) and on >= p["until"]:
                continue
            return p
        return None

    # ---- who is bound ----

    def in_class(self, c, key):
        """(state, nexus, what to ask)"""
        w = self.words["classes"][key]
        person, asks = YES, []
        for flag, is_one in (("us_person", c.us), ("eu_person", c.eu), ("us_owned", c.owned)):
            if flag in w:
                person = min(person, MAYBE if is_one is None else YES if (w[flag] == "true") == is_one else NO)
        if "actor_country" in w and c.country != w["actor_country"]:
            person = min(person, NO if c.country else MAYBE)
        if "us_person_or_route_to" in w and c.us is not True and c.route.get("to") != w["us_person_or_route_to"]:
            person = min(person, MAYBE if c.us is None else NO)
        state = person
        roles = list(itertools.chain.from_iterable(
            c.groups["bank"] if r == "@bank" else [r] for r in w.get("actor_roles", [])))
        if (roles and c.role and c.role not in roles) or ("activity" in w and c.activity != w["activity"]):
            state = NO
        if roles and not c.role:
            state = min(state, MAYBE)
        if "goods_origin" in w and not any(g.get("origin") == w["goods_origin"] for g in c.goods):
            state = NO
        if "fact" in w:
            value = c.facts.get(w["fact"])
            state = min(state, MAYBE if value is None else YES if value else NO)
            if state == MAYBE and value is None:
                asks.append(w["fact"])
        if state == MAYBE and person == MAYBE:
            asks.append("actor.country")
        if state == MAYBE and roles and not c.role:
            asks.append("actor.role")
            if person == YES and ("fact" not in w or c.facts.get(w["fact"])):
                asks.append("only actor.role")
        if state != YES and w.get("nexus") in c.via and "nexus" in w:
            return state, True, []
        if state == NO and "nexus" in w and not c.via and c.currency and c.currency.upper() == w.get("nexus_currency"):
            state, asks = MAYBE, ["payment.via"]
        return state, False, asks

    def reach(self, c, m, only):
        bound = [self.in_class(c, k) for k in m["bound"]] if only != "exposed" else []
        exposed = [self.in_class(c, k) for k in m["exposes"]] if only != "bound" else []
        if any(state == YES for state, _, _ in bound):
            return "bound", []
        if any(nexus for _, nexus, _ in bound):
            return "nexus", []
        if any(state == YES for state, _, _ in exposed):
            return "exposed", []
        asks = [ask for state, _, asked in bound if state == MAYBE for ask in asked if not ask.startswith("only ")]
        for state, _, asked in exposed:
            if state == MAYBE and {"actor.country", "only actor.role"} & set(asked):
                asks += [ask for ask in asked if ask == "actor.country" or "only " + ask in asked]
        return ("unknown", asks) if asks else (None, [])

    # ---- who is named ----

    def bare(self, name):
        """Folded without the words of a legal form; nothing but such words stay as they are."""
        forms = {fold(x) for x in self.words.get("legal_forms", [])}
        words = ["".join(g) for blank, g in itertools.groupby(name, lambda ch: not (ch.isalnum() or not ch.isascii()))
                 if not blank]
        return "".join(w for w in map(fold, words) if w not in forms) or fold(name)

    def is_named(self, names, p, day):
        for n in names:
            if n["periods"] and not any(in_span(s, day) for s in n["periods"]):
                continue
            names = [n["name"], *n["aliases"]]
            if p.get("name") and {fold(p["name"]), self.bare(p["name"])} & {f(x) for x in names for f in (fold, self.bare)}:
                return True
            if p.get("bic") and n["bic"] and p["bic"][:7].upper() == n["bic"][:7].upper():
                return True
        return False

    def named_by(self, c, key, p, day):
        m = self.measures.get(key)
        if m is None or not self.period(m, day, c.dates.get("as_of")):
            return False
        return any(in_span(t, day) and self.is_named(t["names"], p, day) for t in m["targets"])

    def has_status(self, c, key, p, day):
        if key.startswith("listed_by:"):
            return YES if self.named_by(c, key.partition(":")[2], p, day) else NO
        w = self.words["statuses"][key]
        here = "country" not in w or w["country"] in c.party_countries(p)
        roles = list(itertools.chain.from_iterable(
            c.groups["bank"] if r == "@bank" else [r] for r in w.get("roles", [])))
        fixed = "country" in w or roles
        by_role = p.get("role") in roles or (w.get("fact") and c.facts.get(w["fact"]) is True)
        if not roles and "fact" not in w:
            by_role = True
        if fixed and here and by_role:
            return YES
        names = [{"name": n["name"], "aliases": n.get("aliases", []), "bic": n.get("bic"), "periods": []}
                 for n in w.get("names", [])]
        if self.is_named(names, p, day) or any(self.named_by(c, k, p, day) for k in w.get("named_by", [])):
            return YES
        return MAYBE if "country" in w and here and roles and not p.get("role") else NO

    # ---- conditions ----

    def of_day(self, value, day):
        """The value of a parameter on the day; None if it has none then."""
        if not isinstance(value, str) or not value.startswith("$"):
            return value
        return next((v["value"] for v in self.words["parameters"][value[1:]]["values"]
                     if in_span({"from": v.get("from"), "until": v.get("until")}, day)), None)

    def condition_state(self, c, x, t, node, day):
        fact, value = x["fact"], self.of_day(x["value"], day)
        if value is None:
            return MAYBE
        options = value if isinstance(value, list) else [value]
        if fact == "@named.role":
            roles = [c.parties[i].get("role") for i in node.parties]
            if any(r in options for r in roles):
                return YES if x["op"] != "not_in" else NO
            return MAYBE if any(not r for r in roles) else YES if x["op"] == "not_in" else NO
        if fact == "@party_status":
            best = max([self.has_status(c, s, p, day) for s in options for p in c.parties], default=NO)
            return MAYBE if best == MAYBE else YES if (best == YES) == (x["op"] != "not_in") else NO
        given = c.path(fact)
        word = self.words["facts"].get(fact, {})
        if given is None and "payment_via_outside" in word and c.via:
            given = any(v not in word["payment_via_outside"] and v not in t["countries"] for v in c.via)
        if given is None or given == "":
            return MAYBE
        if word.get("type") == "number" or fact == "payment.amount":
            given, options = float(given), [float(o) for o in options]
        elif isinstance(given, str):
            given, options = given.casefold(), [str(o).casefold() for o in options]
        op = x["op"]
        holds = given in options if op in ("is", "eq", "in") else given not in options if op == "not_in" else \
            given <= options[0] if op == "le" else given >= options[0] if op == "ge" else \
            given < options[0] if op == "lt" else given > options[0]
        return YES if holds else NO

    def applies(self, c, when, day):
        if when["on_or_after"] and day < when["on_or_after"]:
            return False
        if when["payment_or_bank"] and not (c.has_payment or c.activity == "payment" or any(map(c.is_bank, c.parties))
                                            or c.role in c.groups["bank"]):
            return False
        return not when["goods_hs"] or any(code_state(when["goods_hs"], code) != NO for code in c.codes)

    def conditions(self, c, conditions, t, node, day, asked):
        state = YES
        for x in conditions:
            one = self.condition_state(c, x, t, node, day) if self.applies(c, x["when"], day) else YES
            if one == MAYBE:
                node.assumed |= x["on_unknown"] == "assume_met"
                one = {"assume_met": YES, "not_met": NO, "review": MAYBE}[x["on_unknown"]]
                if one == MAYBE:
                    asked.add(x["fact"])
            state = min(state, one)
        return state

    # ---- one target ----

    @staticmethod
    def place(t, port, x):
        """The same name; a name that has its words; or a code of a port in the country of the target."""
        words = ["".join(g) for is_letter, g in itertools.groupby(port.casefold(), str.isalnum) if is_letter]
        name = fold(x["name"])
        if fold(port) == name:
            return YES
        runs = {"".join(words[i:k]) for i in range(len(words)) for k in range(i + 1, len(words) + 1)}
        is_code = re.fullmatch("[A-Z]{2}[A-Z2-9]{3}", port) and port[:2] in t["countries"]
        return MAYBE if name in runs or is_code else NO

    def goods(self, c, t, node, day):
        g = t["goods"]
        if g is None:
            node.lines = set(range(len(c.goods)))
            return YES
        if not c.goods:
            return YES if g["if_no_goods"] == "test" else MAYBE if c.activity in MOVES_GOODS else NO
        sure, perhaps = set(), set()
        for i, code in enumerate(c.codes):
            state = max(code_state([digits_and_dash(e) for e in g["hs"]], code), lines_state(g.get("lines", []), code, day))
            if g["hs_except"] and state != NO:
                except_state = code_state([digits_and_dash(e) for e in g["hs_except"]], code)
                state = NO if except_state == YES else MAYBE if except_state == MAYBE else state
            (sure if state == YES else perhaps if state == MAYBE else set()).add(i)
        node.lines, node.perhaps_lines = (sure, perhaps) if sure else (perhaps, set())
        return YES if sure else MAYBE if perhaps else NO

    def match(self, c, m, t, day):
        node = Node(m, t)
        node.reach, asks = self.reach(c, m, t["only"])
        if node.reach is None or not in_span(t, day) or c.activity not in t["activities"]:
            return None
        names_any = t["names"] or t["status"] or t["lists"]
        if t["countries"] and not (names_any or t["places"] or t["assets"]):
            if not c.linked(t["countries"]):
                return None
            sides = {k: c.side(t["countries"], k) for k in ("from", "to")}
            if not any(sides.values()):
                sides = {"from": True, "to": True}
            which = t["direction"].partition("_")[0]
            if which in sides and not sides[which]:
                return None
            if t["direction"].endswith("not_through") and c.only_through(t["countries"], which):
                return None
        if names_any:
            meant = {i: max([YES if self.is_named(t["names"], p, day) else NO,
                             *(self.has_status(c, s, p, day) for s in t["status"])]) for i, p in enumerate(c.parties)}
            best = max(meant.values(), default=NO)
            node.parties = {i for i, state in meant.items() if state == best}
            if best == NO:
                return None
            node.state = best
        place = max([self.place(t, p, x) for p in c.ports for x in t["places"] if in_span(x, day)], default=NO)
        if t["places"] and place == NO:
            return None
        if t["assets"] and not any(c.currency and fold(c.currency) == fold(x["name"]) and in_span(x, day)
                                   for x in t["assets"]):
            return None
        goods = self.goods(c, t, node, day)
        if goods == NO:
            return None
        asked = Asked()
        conditions = self.conditions(c, t["conditions"], t, node, day, asked)
        if conditions == NO:
            return None
        unsure_party = node.state == MAYBE
        node.state = min(node.state, goods, conditions)
        if t["places"]:
            node.state = min(node.state, place)
        if goods == MAYBE:
            asked = Asked()
            asked.add("goods.hs")
        else:
            for ask in asks + (["parties.role"] if unsure_party else []) + (["route.ports"] if t["places"] and place == MAYBE else []):
                asked.add(ask)
        if node.reach == "unknown" or m["confidence"] == "general":
            node.state = min(node.state, MAYBE)
        asked.general = m["confidence"] == "general"
        node.asked, node.goods_known = asked, goods == YES
        node.effect = self.effect(c, m, t, node, day)
        node.matched = node.state
        return node

    def effect(self, c, m, t, node, day):
        effect = t["effect"]
        if effect in ("none", "permit"):
            return effect
        contested = m["contested"]
        if contested and c.country in contested["by"] and day >= contested["from"]:
            return "review"
        if node.reach == "exposed":
            return "exposure"
        return "reject" if node.reach == "nexus" and effect == "block" else effect

    # ---- wind-downs ----

    def soften(self, c, node, period, day):
        m, t = node.measure, node.target
        w = t["wind_down"]
        if not w and node.reach == "exposed":
            w = m["exposure_wind_down"]
        w = w or period["wind_down"]
        if not w or day > w["until"]:
            return
        contract = c.dates.get("contract")
        asked = Asked()
        state, assumed = YES, node.assumed
        if w["contract_before"]:
            if not contract:
                state = MAYBE
                asked.add("dates.contract")
            elif contract >= w["contract_before"]:
                return
        conditions = self.conditions(c, w["conditions"], t, node, day, asked)
        softly, node.assumed = node.assumed, assumed
        business = c.facts.get("new_business")
        if conditions == NO or (w["ask_new_business"] and business is True):
            return
        if w["ask_new_business"] and business is None:
            state = MAYBE
            asked.add("new_business")
        state = min(state, conditions)
        if state == YES:
            node.soft, node.assumed = w["until"], softly
            node.state = NO
        else:
            node.state = min(node.state, MAYBE)
            if node.goods_known:
                for fact in asked.facts:
                    node.asked.add(fact)

    # ---- the graph ----

    def nodes_on(self, c, day):
        as_of = c.dates.get("as_of")
        found = {}
        for key in self.order:
            m = self.measures[key]
            period = self.period(m, day, as_of)
            if m["role"] not in (*RULES, "permit", "limit", "lifting") or not period:
                continue
            if m["role"] == "frame" and any(
                    self.period(self.measures[k], day, as_of) for k in m["implemented_by"] if k in self.measures):
                continue
            for t in m["targets"]:
                node = self.match(c, m, t, day)
                if node is None or (m["role"] in RULES and node.effect in ("none", "permit")):
                    continue
                if m["role"] in RULES:
                    self.soften(c, node, period, day)
                found.setdefault(key, []).append(node)
        for key in self.order:
            for node in found.get(key, []):
                self.label(node, found)
        return [n for key in self.order for n in found.get(key, [])]

    def label(self, node, found):
        node.label = node.state
        node.attackers = []
        for other, voids in self.attackers_of(node.measure["id"]):
            for attacker in found.get(other, []):
                covers = YES if voids else self.covers(attacker, node)
                if covers == NO:
                    continue
                node.attackers.append((attacker, covers))
                if attacker.label == YES and covers == YES:
                    node.by.append(attacker)
                    node.label = NO
                elif attacker.label != NO:
                    node.label = min(node.label, MAYBE)

    def covers(self, q, x):
        if q.target["goods"] is not None and not x.lines <= q.lines:
            return NO
        if (q.target["names"] or q.target["status"] or q.target["lists"]) and not x.parties <= q.parties:
            return NO
        effects = q.measure["defeats_effects"]
        if effects and x.target["effect"] not in effects:
            return NO
        return MAYBE if q.target["goods"] is not None and not x.perhaps_lines <= q.lines else YES

    def ask(self, node, asked):
        for fact in node.asked.facts:
            asked.add(fact)
        asked.general |= node.asked.general
        for attacker, covers in node.attackers:
            if attacker.label == MAYBE:
                self.ask(attacker, asked)
            elif attacker.label == YES and covers == MAYBE:
                asked.add("goods.hs")

    # ---- the answer ----

    # ---- what is held of the law ----

    def places(self, c):
        found = [p for one in c.parties for p in sorted(c.party_countries(one))]
        found += [g.get("origin") for g in c.goods] + [c.route.get("from"), c.route.get("to")]
        found += (c.route.get("via") or []) + [v.get("flag") for v in c.route.get("vessels") or []] + c.via
        for key, value in c.facts.items():
            word = self.words["facts"].get(key, {})
            found += [region for region, text in word.get("regions", {}).items() if text == value]
            found += [word.get("touches")] if value is True else []
        return {p for p in found if p}

    def entry_touches(self, c, entry, code):
        """Whether a regime may forbid the line of goods; code None: no goods are given."""
        if entry.get("comprehensive") == "true":
            return True
        for kind in entry.get("kinds", []):
            w = self.words["regime_kinds"][kind]
            if c.activity not in w.get("activities", []):
                continue
            if not w.get("goods"):
                return True
            if c.activity in MOVES_GOODS if code is None else code_state(w["goods"], code) != NO:
                return True
        return False

    def held(self, c, imposer, place, code, day):
        best = None
        for cover in self.words.get("covers", []):
            if cover["imposer"] != imposer or place not in cover.get("where", []):
                continue
            for part in cover["parts"]:
                activities, goods = part["activities"], part.get("goods", "all")
                if not {"any", c.activity} & set(activities) or not in_span(part_span(part), day):
                    continue
                state = YES if goods == "all" else NO if code is None else code_state(goods, code)
                if state == YES or (state == MAYBE and part["held"] == "none"):
                    best = min(best or "z", {"full": "a", "partly": "b", "none": "c"}[part["held"]])
                    break
        return best in ("a", "b")

    @staticmethod
    def seen(c, span):
        """An end that lay ahead on as_of is not known then."""
        as_of = c.dates.get("as_of")
        return {**span, "until": None} if as_of and span["until"] and span["until"] > as_of else span

    def lacks(self, c, imposer, day):
        """Whether a law that reaches the actor asks something of a place in the case that the packs do not hold."""
        w = self.words["imposers"][imposer]
        states = [self.in_class(c, k) for k in w.get("binds", [])]
        bound = any(state == YES or nexus or "actor.country" in asks for state, nexus, asks in states)
        if not self.words.get("map"):
            return bound
        imposers = w.get("unheld_as") or [imposer]
        for place in self.places(c):
            if w.get("unheld_as") and place == c.country:
                continue
            live = [e for e in self.words["map"] if e["imposer"] in imposers and place in e.get("where", [])
                    and (bound or (e.get("exposes") == "true" and imposers == [imposer]))
                    and any(in_span(self.seen(c, part_span(s)), day) for s in e["periods"])]
            for code in c.codes or [None]:
                if any(self.entry_touches(c, e, code) for e in live) and \
                        (w.get("unheld_as") or not self.held(c, imposer, place, code, day)):
                    return True
        return False

    def judge(self, nodes, imposer, c, day):
        verdict, effect = self.by_rules(nodes, imposer)
        if verdict in ("PASS", "LICENSED") and self.lacks(c, imposer, day):
            verdict = "REVIEW"
        return verdict, effect

    def by_rules(self, nodes, imposer):
        rules = [n for n in nodes if n.measure["role"] in RULES and n.measure["imposer"] == imposer]
        standing = [n for n in rules if n.label == YES]
        open_permit = [n for n in rules if n.label == MAYBE and n.matched == YES]
        strong = ("block", "reject", "exposure")
        for effect in strong:
            weaker = any(n.effect in strong[strong.index(effect):] for n in standing)
            if any(n.effect == effect for n in standing) or (weaker and any(n.effect == effect for n in open_permit)):
                return effect.upper(), effect
        if any(n.label == MAYBE for n in rules):
            return "REVIEW", "review" if standing else None
        if standing:
            return "REVIEW", "review"
        if any(n.soft or any(b.measure["role"] != "lifting" for b in n.by) for n in rules):
            return "LICENSED", None
        return "PASS", None

    def jurisdictions(self):
        return [k for k, w in self.words["imposers"].items() if w.get("jurisdiction") == "true"]

    def verdict(self, c, day):
        nodes = self.nodes_on(c, day)
        return max((self.judge(nodes, j, c, day)[0] for j in self.jurisdictions()), key=STRENGTH.index)

    def decide(self, case):
        c = Case(case, self.words)
        day = case["on"]
        nodes = self.nodes_on(c, day)
        out = {"jurisdictions": {}, "stands": set(), "unsure": set(), "defeated": {}, "missing": set(), "duties": set(),
               "conflicts": set()}
        for j in self.jurisdictions():
            verdict, effect = self.judge(nodes, j, c, day)
            out["jurisdictions"][j] = verdict
            for n in nodes:
                if n.measure["role"] not in RULES or n.measure["imposer"] != j:
                    continue
                key = n.measure["id"]
                if n.label == YES and n.effect == effect:
                    out["stands"].add(key)
                    if n.reach == "bound":
                        self.duties(c, n.measure, verdict, day, out["duties"])
                    self.assumptions(n, out["duties"])
                elif n.label == MAYBE:
                    out["unsure"].add(key)
                    certain = [EFFECTS.index(x.effect) for x in nodes if x.measure["role"] in RULES and
                               x.measure["imposer"] == j and x.label == YES]
                    if verdict == "REVIEW" or EFFECTS.index(n.effect) > max(certain, default=-1):
                        asked = Asked()
                        self.ask(n, asked)
                        out["missing"] |= set(asked.facts)
                elif n.label == NO:
                    by = {b.measure["id"] for b in n.by} | ({"wind-down"} if n.soft else set())
                    certain = [EFFECTS.index(x.effect) for x in nodes if x.measure["role"] in RULES and
                               x.measure["imposer"] == j and x.label == YES]
                    if c.goods and not n.soft and n.by and EFFECTS.index(n.effect) > max(certain, default=0) and \
                            all(self.own_mapping(b) for b in n.by):
                        out["missing"].add("goods.hs")
                    out["defeated"].setdefault(key, set()).update(by)
                    if verdict == "LICENSED":
                        self.licence_duties(c, n, day, out["duties"])
        standing = {n.measure["id"] for n in nodes if n.measure["role"] in RULES and n.label == YES}
        out["defeated"] = {k: v for k, v in out["defeated"].items() if k not in standing}
        out["verdict"] = out["by_law"] = max(out["jurisdictions"].values(), key=STRENGTH.index)
        untold = self.untold(c)
        out["missing"] |= untold
        if untold:
            out["verdict"] = max("REVIEW", out["by_law"], key=STRENGTH.index)
        self.conflicts(c, nodes, day, out["conflicts"])
        return out

    @staticmethod
    def own_mapping(node):
        """A permit whose codes are this project's own reading: it applies, and is asked about."""
        goods = node.target["goods"]
        return node.measure["role"] == "permit" and goods is not None and goods["hs_basis"] == "working_mapping"

    def untold(self, c):
        """What every law asks: the countries of the parties, where goods go to or come from, who else is in it."""
        found = set()
        told = {k: any(self.on_side(c, p, k) for p in c.parties) for k in ("from", "to")}
        told["to"] |= bool(c.route.get("to"))
        told["from"] |= bool(c.route.get("from") or any(g.get("origin") for g in c.goods))
        lacking = any(not p.get("country") and len(p.get("bic") or "") < 6 for p in c.parties)
        if lacking:
            found.add("parties.country")
        elif c.activity in ("export", "transit") and not told["to"]:
            found.add("route.to")
        elif c.activity == "import" and not told["from"]:
            found.add("route.from")
        elif not c.parties:
            found.add("parties")
        if c.activity == "import" and any(not g.get("origin") for g in c.goods):
            found.add("goods.origin")
        return found

    @staticmethod
    def on_side(c, party, side):
        role, (own, other) = party.get("role"), ("supply", "receive") if side == "from" else ("receive", "supply")
        if not any(c.party_countries(party)):
            return False
        moves = c.activity == ("import" if side == "from" else "export")
        return role in c.groups[own] or (moves and role not in c.groups[other] + c.groups["bank"])

    def conflicts(self, c, nodes, day, out):
        for m in self.measures.values():
            if m["role"] == "counter" and self.period(m, day, c.dates.get("as_of")) and \
                    any(self.in_class(c, k)[0] == YES for k in m["bound"]):
                out |= {(m["id"], n.measure["id"]) for n in nodes
                        if n.measure["role"] in RULES and n.label != NO and n.measure["id"] in m["counters"]}

    # ---- duties ----

    def duties(self, c, m, verdict, day, out):
        for d in m["duties"]:
            if d["when"] not in (verdict.lower(), "any") or (d["until"] and day >= d["until"]):
                continue
            if d["from"] and day < d["from"]:
                only = d["before_from_only"]
                if not only or self.in_class(c, only)[0] != YES:
                    continue
            out.add((d["provision"], due(day, d["within"], d["unit"])))

    @staticmethod
    def assumptions(n, out):
        if n.assumed:
            out.add((n.measure["provision"] or n.measure["instrument"], None))

    def licence_duties(self, c, n, day, out):
        if n.soft:
            out.add((n.measure["provision"] or n.measure["instrument"], n.soft))
            self.assumptions(n, out)
        for b in n.by:
            self.assumptions(b, out)
            if b.measure["role"] != "lifting" and b.reach == "bound" and n.reach != "nexus":
                self.duties(c, b.measure, "licensed", day, out)

    # ---- the days on which anything can change ----

    def days(self):
        found = set()

        def walk(value):
            if isinstance(value, dict):
                for v in value.values():
                    walk(v)
            elif isinstance(value, list):
                for v in value:
                    walk(v)
            elif isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
                day = datetime.date.fromisoformat(value)
                found.update((day.isoformat(), (day + datetime.timedelta(1)).isoformat()))

        for m in self.measures.values():
            walk({k: v for k, v in m.items() if k not in ("sources", "note", "conditions_text")})
        walk([{k: v for k, v in x.items() if k in ("periods", "parts")} for x in
              self.words.get("map", []) + self.words.get("covers", [])])
        return sorted(found)


def digits_and_dash(entry):
    return "".join(c for c in entry if c.isdigit() or c == "-")


def is_holiday(day):
    """Federal holidays of the United States: 5 U.S.C. 6103, on the day itself or where it is observed."""
    def nth(month, weekday, n):
        days = [datetime.date(day.year, month, d) for d in range(1, 32)
                if d <= 31 and valid(day.year, month, d) and datetime.date(day.year, month, d).weekday() == weekday]
        return days[n]

    moving = [nth(1, 0, 2), nth(2, 0, 2), nth(5, 0, -1), nth(9, 0, 0), nth(10, 0, 1), nth(11, 3, 3)]
    if day.year < 1986:
        moving = moving[1:]
    if day in moving:
        return True
    for other in (day, day - datetime.timedelta(1), day + datetime.timedelta(1)):
        fixed = (other.month, other.day) in ((1, 1), (7, 4), (11, 11), (12, 25)) or \
            ((other.month, other.day) == (6, 19) and other.year >= 2021)
        if fixed and (other == day or (other < day and other.weekday() == 6) or (other > day and other.weekday() == 5)):
            return True
    return False


def valid(year, month, day):
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True


def due(day, within, unit):
    if within is None or unit is None:
        return None
    date = datetime.date.fromisoformat(day)
    if unit == "days":
        return (date + datetime.timedelta(within)).isoformat()
    if unit == "years":
        try:
            return date.replace(year=date.year + within).isoformat()
        except ValueError:
            return datetime.date(date.year + within, 3, 1).isoformat()
    left = within
    while left:
        date += datetime.timedelta(1)
        left -= date.weekday() < 5 and not is_holiday(date)
    return date.isoformat()

#!/usr/bin/env python3
"""Condenses two public tables into src/model/tables/countries.inc.

    tools/make_countries.py territories.jsonl.gz country-codes.csv > src/model/tables/countries.inc

Sources: OpenSanctions' rigour territories (MIT licence, https://github.com/opensanctions/rigour) and
datasets/country-codes (ODC-PDDL-1.0, https://github.com/datasets/country-codes). The spellings in OWN are those
of sanctions lists that neither table has.
"""
import csv
import gzip
import json
import sys

CODES = """ac ad ae af ag ai al am an ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br bs bt bv
bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cshh csxx cu cv cw cx cy cz dd de dj dk dm do dz ec ee eg eh er es et
eu fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir
is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo
mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re
ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st suhh sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt
tv tw tz ua ug um us uy uz va vc ve vg vi vn vu wf ws xk ye yt yucs za zm zr zw""".split()

OWN = {
    "ir": ["Iran (Islamic Republic of)", "Iran Islamic Republic"],
    "cd": ["Congo (Democratic Republic)", "Congo, Democratic Republic of the", "DR Congo", "DRC", "Congo-Kinshasa",
           "Congo (Kinshasa)", "Democratic Republic of Congo", "Congo, The Democratic Republic of the"],
    "cg": ["Congo, Republic of the", "Congo-Brazzaville", "Congo (Brazzaville)", "Congo Republic"],
    "ps": ["Occupied Palestinian Territories", "Palestinian", "Palestine", "West Bank", "Gaza", "Gaza Strip",
           "Palestinian Territories", "State of Palestine", "Palestinian Authority"],
    "ci": ["Cote d'Ivoire", "Ivory Coast"],
    "vg": ["Virgin Islands (British)", "British Virgin Islands", "Virgin Islands, British"],
    "vi": ["Virgin Islands (US)", "Virgin Islands (U.S.)", "US Virgin Islands"],
    "suhh": ["Former USSR", "Union of Soviet Socialist Republics", "Former Soviet Union"],
    "yucs": ["Former Yugoslavia", "Federal Republic of Yugoslavia", "Socialist Federal Republic of Yugoslavia"],
    "csxx": ["Serbia and Montenegro (former)"],
    "kp": ["North Korea", "DPRK", "Korea, North", "Democratic People's Republic of Korea", "Korea (North)",
           "Korea, Democratic People's Republic of"],
    "kr": ["South Korea", "Korea, South", "Republic of Korea", "Korea (South)", "Korea, Republic of"],
    "mm": ["Burma", "Myanmar (Burma)", "Burma (Myanmar)"],
    "tr": ["Turkey", "Turkiye", "Türkiye"],
    "mk": ["Macedonia", "North Macedonia, The Republic of", "The former Yugoslav Republic of Macedonia", "FYROM"],
    "sz": ["Swaziland", "Eswatini"],
    "cv": ["Cape Verde"],
    "cz": ["Czech Republic", "Czechia"],
    "gb": ["United Kingdom", "UK", "Great Britain", "England", "Scotland", "Wales", "Northern Ireland",
           "United Kingdom of Great Britain and Northern Ireland"],
    "us": ["USA", "U.S.A.", "U.S.", "United States", "United States of America", "America"],
    "ru": ["Russia", "Russian Federation", "RSFSR", "Russian SFSR",
           "Russian Soviet Federative Socialist Republic (RSFSR)"],
    "sy": ["Syria", "Syrian Arab Republic"],
    "la": ["Laos", "Lao PDR", "Lao People's Democratic Republic"],
    "vn": ["Vietnam", "Viet Nam"],
    "bo": ["Bolivia", "Bolivia, Plurinational State of"],
    "ve": ["Venezuela", "Venezuela, Bolivarian Republic of"],
    "tz": ["Tanzania", "Tanzania, United Republic of"],
    "md": ["Moldova", "Moldova, Republic of"],
    "mo": ["Macau", "Macao"],
    "hk": ["Hong Kong", "Hong Kong SAR", "Hong Kong (China)", "Hong Kong, China", "Hong Kong SAR, China"],
    "tw": ["Taiwan", "Taiwan, Province of China", "Chinese Taipei", "Taiwan, China"],
    "cn": ["China", "Peoples Republic of China", "PRC", "China, People's Republic of"],
    "ae": ["UAE", "U.A.E.", "United Arab Emirates"],
    "bn": ["Brunei", "Brunei Darussalam"],
    "tl": ["East Timor", "Timor-Leste"],
    "gm": ["The Gambia", "Gambia, The"],
    "bs": ["The Bahamas", "Bahamas, The"],
    "fm": ["Micronesia", "Micronesia, Federated States of"],
    "sh": ["Saint Helena", "St Helena"],
    "kn": ["Saint Kitts and Nevis", "St Kitts and Nevis", "St. Kitts and Nevis"],
    "vc": ["Saint Vincent and the Grenadines", "St Vincent", "St Vincent and the Grenadines"],
    "lc": ["Saint Lucia", "St Lucia"],
    "st": ["Sao Tome and Principe"],
    "nl": ["Holland", "The Netherlands", "Netherlands, The"],
    "an": ["Netherlands Antilles"],
    "va": ["Holy See", "Vatican City", "Vatican"],
    "by": ["Belarus", "Byelorussia", "Belorussia"],
    "xk": ["Kosovo"],
    "eu": ["European Union"],
    "dd": ["East Germany", "German Democratic Republic", "GDR"],
}

# Words that mean more than one country, or none.
NOT_ONE = {"congo", "korea", "virgin islands", "guinea bissau guinea", "england and wales"}


def key(name):
    """As country_key in src/model/country.c; keep the two alike."""
    out = []
    for c in name:
        if c.isascii():
            if c.isalnum():
                out.append(c.lower())
            elif c in "'`":
                pass
            else:
                out.append(" ")
        elif c in "\u2018\u2019\u02bc\u02bb\u00b4":
            pass
        elif c in "\u00c0\u00c1\u00c2\u00c3\u00c4\u00c5\u00e0\u00e1\u00e2\u00e3\u00e4\u00e5":
            out.append("a")
        elif c in "\u00c7\u00e7":
            out.append("c")
        elif c in "\u00c8\u00c9\u00ca\u00cb\u00e8\u00e9\u00ea\u00eb":
            out.append("e")
        elif c in "\u00cc\u00cd\u00ce\u00cf\u00ec\u00ed\u00ee\u00ef":
            out.append("i")
        elif c in "\u00d1\u00f1":
            out.append("n")
        elif c in "\u00d2\u00d3\u00d4\u00d5\u00d6\u00d8\u00f2\u00f3\u00f4\u00f5\u00f6\u00f8":
            out.append("o")
        elif c in "\u00d9\u00da\u00db\u00dc\u00f9\u00fa\u00fb\u00fc":
            out.append("u")
        elif c in "\u00a0\u2010\u2011\u2012\u2013\u2014\u202f":
            out.append(" ")
        elif "\u0410" <= c <= "\u042f":
            out.append(chr(ord(c) + 32))
        else:
            out.append(c)
    words = "".join(out).split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    if len(words) > 1 and words[-1] == "the":
        words = words[:-1]
    return " ".join(words)


def main():
    territories = {}
    for line in gzip.open(sys.argv[1], "rt", encoding="utf-8"):
        row = json.loads(line)
        territories[row["code"]] = row
    codes = {}
    for row in csv.DictReader(open(sys.argv[2], encoding="utf-8-sig")):
        codes[row["ISO3166-1-Alpha-2"].lower()] = row

    names = {}
    weak = {}

    def add(name, code, table):
        k = key(name)
        if (len(k) > 2 or k == "uk") and len(k.encode()) < 90 and k not in NOT_ONE:
            table.setdefault(k, []).append(code)

    info = []
    for code in sorted(CODES):
        t, c = territories.get(code), codes.get(code)
        title = t["name"] if t else c["CLDR display name"]
        alpha3 = (t or {}).get("alpha3") or (c or {}).get("ISO3166-1-Alpha-3", "").lower()
        info.append((code, alpha3 or "", title))
        strong = [title]
        if t:
            strong += [t.get("full_name") or ""] + (t.get("names_strong") or [])
            for n in t.get("names_weak") or []:
                add(n, code, weak)
        if c:
            for column in c:
                if column and ("UNTERM" in column or column.startswith("official_name") or column == "CLDR display name"):
                    add(c[column].replace(" (l')", "").replace(" (le)", "").replace(" (la)", "").replace(" (el)", ""),
                        code, names)
        for n in strong + OWN.get(code, []):
            add(n, code, names)
        if alpha3 and len(alpha3) == 3:
            add(alpha3, code, names)
        for other in (t or {}).get("other_codes") or []:
            if len(other) > 2 and "-" not in other:
                add(other, code, names)
    titles_of = {code: key(title) for code, _, title in info}
    for k, v in weak.items():  # of the many variants only adjectives: "iranian", "chinese"
        adjective = k.isascii() and " " not in k and len(k) > 4 and k.endswith(("ian", "ese", "ish", "ean", "can", "i"))
        if k not in names and len(set(v)) == 1 and adjective and titles_of[v[0]].startswith(k[:4]):
            names[k] = v
    own = {key(n): code for code, list_ in OWN.items() for n in list_}
    rows = []
    for k, v in names.items():
        choice = own.get(k) or (v[0] if len(set(v)) == 1 else None)
        if choice is None:  # a title wins over a variant
            titles = [c for c, _, title in info if key(title) == k]
            choice = titles[0] if titles else None
        if choice:
            rows.append((k.encode(), choice))
        else:
            print("left out, two meanings:", k, v, file=sys.stderr)

    def literal(b):
        return '"' + "".join(chr(x) if 32 <= x < 127 and x not in (34, 92) else "\\%03o" % x for x in b) + '"'

    print("/* Made by tools/make_countries.py; do not edit. Condensed from OpenSanctions' rigour territories (MIT licence,")
    print(" * copyright OpenSanctions) and datasets/country-codes (ODC-PDDL-1.0). Both tables are sorted by bytes. */")
    print("/* clang-format off */")
    print("static const country_row COUNTRIES[] = {")
    for code, alpha3, title in sorted(info):
        print('    {"%s", "%s", STR(%s)},' % (code, alpha3, literal(title.encode())))
    print("};\n\nstatic const country_name_row COUNTRY_NAMES[] = {")
    for k, code in sorted(rows):
        print('    {STR(%s), "%s"},' % (literal(k), code))
    print("};")


main()

#!/usr/bin/env python3
"""Makes data/places/places.tsv: names of places in territories that have been under comprehensive measures.

usage: place_tables.py NAMES_FOLDER FOLD_LINES   (writes data/places; FOLD_LINES: build/…/tests/fold_lines)

NAMES_FOLDER holds world-cities.csv.gz (GeoNames, CC BY 4.0), rigour_territories.jsonl.gz (MIT) and
the common-…-by-country.csv tables (CC0). A city whose name another country's city, a person or a common word
has as well is left out: it tells nothing without its country, and the country is a name of its own.
"""
import csv
import gzip
import json
import os
import re
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree as ET

import place_names

FOLDER = sys.argv[1].rstrip("/")
CITY_CODES = {"Iran, Islamic Republic of": "IR", "Cuba": "CU", "Korea, Democratic People's Republic of": "KP"}
REGION_CODES = {"Crimea": "UA-43", "Sevastopol City": "UA-40", "Donetsk": "UA-14", "Luhansk": "UA-09"}

# Ports, islands, provinces and the usual other spellings; facts of public gazetteers and port lists.
TYPED = {
    "IR": """iran|islamic republic of iran|i r iran|ir iran|ايران|ایران|إيران|иран|teheran|tehran|tehran iran|تهران|
bandar abbas|bandar e abbas|bandarabbas|shahid rajaee port|bandar imam khomeini|bandar emam khomeini|bandar e emam khomeini|
bandar imam|bushehr|bandar bushehr|bushire|chabahar|chahbahar|bandar chabahar|bandar anzali|bandar lengeh|bandar mahshahr|
bandar khomeini|khorramshahr|abadan iran|kharg island|khark island|lavan island|sirri island|qeshm|qeshm island|kish island|
assaluyeh|asaluyeh|assalouyeh|amirabad port|bandar amirabad|nowshahr port|noshahr port|jask port|mashhad|isfahan|esfahan|
shiraz|tabriz|ahvaz|ahwaz|kermanshah|bandar e jask|persepolis iran|imam khomeini airport|imam khomeini port""",
    "CU": """cuba|republica de cuba|republic of cuba|kuba|куба|habana|la habana|havana cuba|havanna|ciudad de la habana|
mariel|mariel cuba|port of mariel|puerto del mariel|cienfuegos|santiago de cuba|guantanamo|camaguey|holguin|pinar del rio|
nuevitas|antilla cuba|isla de la juventud|sancti spiritus|ciego de avila|bayamo|varadero""",
    "KP": """north korea|dprk|dpr korea|d p r korea|d p r k|democratic people s republic of korea|
democratic peoples republic of korea|korea north|korea dpr|nordkorea|coree du nord|corea del norte|corea del nord|северная корея|кндр|조선민주주의인민공화국|北朝鲜|北朝鮮|
pyongyang|pyong yang|phyongyang|pjongjang|пхеньян|chongjin|ch ongjin|rajin|najin|rason|rajin sonbong|nampo|namp o|wonsan|
hungnam|hamhung|haeju|sinuiju|songnim|tanchon|kimchaek|kaesong|sariwon|sunchon kp|hyesan|kanggye""",
    "UA-43": """crimea|krym|krim|autonomous republic of crimea|republic of crimea|крым|крим|республика крым|автономная республика крым|
автономна республіка крим|simferopol|kerch|feodosia|feodosiya|theodosia|yalta|yevpatoria|evpatoria|eupatoria|jalta|
dzhankoi|dzhankoy|armyansk|armiansk|alushta|sudak crimea|bakhchysarai|bakhchisaray|симферополь|керчь|феодосия|ялта|евпатория|сімферополь|
kerch strait port|port krym|kamysh burun""",
    "UA-40": """sevastopol|sewastopol|sebastopol crimea|севастополь|inkerman sevastopol""",
    "UA-14": """donetsk|doneck|donezk|donetsk people s republic|donetsk peoples republic|донецк|донецьк|днр|донецкая народная республика|
mariupol|mariupol port|мариуполь|маріуполь|horlivka|gorlovka|makiivka|makeevka|makeyevka|yenakiieve|enakievo|debaltseve|
bakhmut|volnovakha|ilovaisk""",
    "UA-09": """luhansk|lugansk|luhansk people s republic|luhansk peoples republic|lugansk people s republic|луганск|луганськ|лнр|
луганская народная республика|alchevsk|severodonetsk|sievierodonetsk|lysychansk|lisichansk|antratsyt|krasnodon|rovenky|sverdlovsk luhansk""",
}
NO_PLACE = set("""florida colon moron trinidad esperanza bolivia venezuela colombia fomento regla banes palmira abreus
sari bam taft ray kish khash paveh shush sonqor mahabad rey behbahan golden fardis miandoab anju nahavand quds
jask qaem darab bandar santa clara cruces jovellanos""".split()) | {"santa clara", "santa cruz del norte", "san luis", "san jose de las lajas"}


def fold(text):
    """Small letters without marks and punctuation, words apart by one blank: as place_screen.c folds."""
    text = unicodedata.normalize("NFKD", text).casefold()
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = re.sub(r"[\u2018\u2019\u02bb\u02bc\u02bf\u02be'`´]", "", text)
    return " ".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text)))


def person_names():
    names = set()
    for table in ("common-forenames-by-country.csv", "common-surnames-by-country.csv"):
        with open(f"{FOLDER}/{table}", encoding="utf-8-sig") as rows:
            for row in csv.DictReader(rows):
                for key, value in row.items():
                    if value and "name" in key.lower():
                        names.add(fold(value))
    return names


def main():
    with gzip.open(f"{FOLDER}/world-cities.csv.gz", "rt", encoding="utf-8") as rows:
        cities = list(csv.DictReader(rows))
    elsewhere, found = set(), {}
    for row in cities:
        code = CITY_CODES.get(row["country"])
        if row["country"] == "Ukraine":
            code = REGION_CODES.get(row["subcountry"])
        key = fold(row["name"])
        if code:
            found.setdefault(key, code)
        else:
            elsewhere.add(key)
    people = person_names()
    countries = set()
    with gzip.open(f"{FOLDER}/rigour_territories.jsonl.gz", "rt", encoding="utf-8") as rows:
        for line in rows:
            countries.add(fold(json.loads(line)["name"]))
    table = {}
    for key, code in found.items():
        bad = key in elsewhere or key in people or key in countries or key in NO_PLACE
        if not bad and len(key) >= 5 and key.isascii():
            table[key] = (code, 0)
    for code, names in TYPED.items():
        for name in names.replace("\n", "").split("|"):
            table[fold(name)] = (code, 1)
    for key, code in spoken().items():
        if fold(key) not in people | NO_CAPITAL and (len(key) >= 5 or not key.isascii()):
            table.setdefault(key, (code, 0 if fold(key) in table else 1))
    for code, names in place_names.MORE.items():
        for name in names.replace("\n", "").split("|"):
            town = name.startswith("~")
            name = name.lstrip("~")
            if not town or fold(name) not in table:
                table[fold(name)] = (code, 0 if town else 1)
    keys = list(table)
    folded = {}
    for key, form in zip(keys, fold_as_program(keys)):
        if form and (form not in folded or table[key][1]):
            folded[form] = table[key]
    write("places.tsv", PLACES_HEAD, [f"{key}\t{code}\t{'anywhere' if anywhere else 'town'}" for key, (code, anywhere) in folded.items()])
    demonyms = [(name, code) for code, names in place_names.DEMONYMS.items() for name in names.split("|")]
    forms = dict(zip(fold_as_program([name for name, _ in demonyms]), (code for _, code in demonyms)))
    write("demonyms.tsv", DEMONYMS_HEAD, [f"{key}\t{code}" for key, code in forms.items()])
    words = set(fold_as_program(place_names.STATE_WORDS.replace("\n", "").split("|")))
    write("state_words.tsv", STATE_HEAD, list(words))


PLACES_HEAD = """# Names of places, folded as src/text folds them, and the country or region (ISO 3166) that each lies in. `anywhere`: the name
# counts in any text; `town`: only as the town of an address or as a port. Sorted by bytes. Made by
# tools/tables/place_tables.py. Cities of more than 15,000 people: GeoNames (https://www.geonames.org/), CC BY 4.0, condensed;
# names of countries and capitals in many languages: CLDR, Unicode licence; the rest are facts of public gazetteers, typed in by hand."""
DEMONYMS_HEAD = """# Adjectives of countries and regions; they count beside a word of state_words.tsv ("Iranian Embassy"). Made by place_tables.py."""
STATE_HEAD = """# Words that make a party a state, one of its offices or a town, in many languages. Made by tools/tables/place_tables.py."""
MAIN = "/usr/share/unicode/cldr/common/main"
ZONES = {"Asia/Tehran": "IR", "America/Havana": "CU", "Asia/Pyongyang": "KP", "Europe/Simferopol": "UA-43", "Asia/Damascus": "SY"}
LANGUAGES = """en de fr es it pt nl sv da nb fi is et lv lt pl cs sk sl hr bs sr ro hu bg mk sq el tr az uk ru be kk uz ar fa he ur ps ku hy ka zh zh_Hant ja ko
vi id ms sw af ca eu ga""".split()

NO_CAPITAL = {"ira", "irana", "teera", "kube", "suri", "siri"}  # names of a country or capital that are words or names elsewhere


def spoken():
    """Countries and capitals as CLDR names them in many languages."""
    found = {}
    for language in LANGUAGES:
        root = ET.parse(f"{MAIN}/{language}.xml")
        for t in root.iterfind(".//territories/territory"):
            if t.get("type") in ("IR", "CU", "KP", "SY") and t.text and t.text != "\u2191\u2191\u2191":
                found[t.text.strip()] = t.get("type")
        for z in root.iterfind(".//timeZoneNames/zone"):
            city = z.find("exemplarCity")
            if z.get("type") in ZONES and city is not None and city.text and city.text != "\u2191\u2191\u2191":
                found[city.text.strip()] = ZONES[z.get("type")]
    return found


def fold_as_program(keys):
    done = subprocess.run([sys.argv[2]], input="\n".join(keys) + "\n", capture_output=True, text=True, check=True)
    return [line.strip() for line in done.stdout.split("\n")[:len(keys)]]


def write(name, head, lines):
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "data", "places", name)
    with open(path, "w", encoding="utf-8") as out:
        out.write(head + "\n" + "".join(line + "\n" for line in sorted(set(lines), key=lambda x: x.split("\t")[0].encode()) if line))


main()

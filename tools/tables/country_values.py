#!/usr/bin/env python3
"""Makes data/values/countries.tsv: what else countries are called, beside the names that src/model knows.

usage: country_values.py FOLD_LINES > data/values/countries.tsv   (FOLD_LINES: build/…/tests/fold_lines)

Names in many languages are those of CLDR (package unicode-cldr-core, Unicode licence); three-digit codes those of ISO 3166-1
(package iso-codes). DEMONYMS, SHORT and REGIONS are facts, typed in. A name that two countries share has both codes; one of three is left out.
"""
import json
import os
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree as ET

MAIN = "/usr/share/unicode/cldr/common/main"
CODES = "/usr/share/iso-codes/json/iso_3166-1.json"
LANGUAGES = """en de fr es it pt nl sv da nb fi is et lv lt pl cs sk sl hr bs sr sr_Latn hu ro bg mk sq el tr az uk ru be kk ky uz tg mn
ar fa he ur ps ckb ku hy ka zh zh_Hant ja ko vi id ms fil sw af ca eu gl ga cy mt so tk tt""".split()
SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARABIC", "HEBREW", "ARMENIAN", "GEORGIAN", "CJK", "HANGUL", "KATAKANA", "HIRAGANA")

DEMONYMS = """ad andorran|ae emirati|af afghan afghani|ag antiguan|al albanian|am armenian|ao angolan|ar argentine argentinian argentinean|at austrian|
au australian|az azerbaijani azeri|ba bosnian|bb barbadian|bd bangladeshi|be belgian|bf burkinabe|bg bulgarian|bh bahraini|bi burundian|bj beninese|
bn bruneian|bo bolivian|br brazilian|bs bahamian|bt bhutanese|bw botswanan|by belarusian belarussian|bz belizean|ca canadian|cf central african|
ch swiss|ci ivorian|cl chilean|cm cameroonian|cn chinese|co colombian|cr costa rican|cu cuban cubano cubana kubanisch|cv cape verdean|
cy cypriot|cz czech|de german|dj djiboutian|dk danish dane|do dominican republic|dz algerian|ec ecuadorian|ee estonian|eg egyptian|er eritrean|
es spanish spaniard|et ethiopian|fi finnish finn|fj fijian|fr french frenchman|ga gabonese|gb british briton scottish welsh english northern irish|ge georgian|
gh ghanaian|gm gambian|gn guinean|gq equatorial guinean|gr greek|gt guatemalan|gw bissau guinean|gy guyanese|hk hong konger|hn honduran|hr croatian croat|ht haitian|
hu hungarian|id indonesian|ie irish|il israeli|in indian|iq iraqi|ir iranian persian iranisch iranien iranienne irani iraniano iraniana иранец иранский|is icelandic icelander|
it italian|jm jamaican|jo jordanian|jp japanese|ke kenyan|kg kyrgyz kyrgyzstani|kh cambodian|kp north korean nordkoreanisch nordcoreano norcoreano nord coreen|kr south korean|
kw kuwaiti|kz kazakh kazakhstani|la laotian lao|lb lebanese|lc saint lucian|li liechtensteiner|lk sri lankan|lr liberian|ls basotho|lt lithuanian|lu luxembourger|
lv latvian|ly libyan|ma moroccan|mc monegasque|md moldovan|me montenegrin|mg malagasy|mh marshallese|mk macedonian|ml malian|mm burmese|mn mongolian|mr mauritanian|
mt maltese|mu mauritian|mv maldivian|mw malawian|mx mexican|my malaysian|mz mozambican|na namibian|ne nigerien|ng nigerian|ni nicaraguan|nl dutch|no norwegian|
np nepalese nepali|nz new zealander|om omani|pa panamanian|pe peruvian|pg papua new guinean|ph filipino filipina philippine|pk pakistani|pl polish pole|ps palestinian|
pt portuguese|py paraguayan|qa qatari|ro romanian|rs serbian serb|ru russian russisch russe russo rossiyanin русский русская российский россиянин|rw rwandan|sa saudi saudi arabian|
sc seychellois|sd sudanese|se swedish swede|sg singaporean|si slovenian slovene|sk slovak slovakian|sl sierra leonean|sn senegalese|so somali somalian|sr surinamese|
ss south sudanese|sv salvadoran salvadorian|sy syrian syrer syrien syrisch sirio сириец|sz swazi|td chadian|tg togolese|th thai|tj tajik tajikistani|tl timorese|tm turkmen|
tn tunisian|to tongan|tr turkish turk|tt trinidadian|tw taiwanese|tz tanzanian|ua ukrainian|ug ugandan|us american|uy uruguayan|uz uzbek uzbekistani|ve venezuelan|vn vietnamese|
vu vanuatuan|ws samoan|xk kosovar kosovan|ye yemeni|za south african|zm zambian|zw zimbabwean"""

SHORT = """ir i r iran|ir ir iran|ir ir of iran|ir i r of iran|ir islamic rep of iran|ir islamic rep iran|ir iran islamic rep|ir iran islamic rep of|kp dpr korea|
kp d p r korea|kp d p r k|kp dpr of korea|kp korea dpr|kp korea north|kp korea dem peoples rep|kp korea dem people s rep|kp n korea|kr rep of korea|kr korea rep|kr s korea|
kr korea republic|cd d r congo|cd dr of congo|cd zaire|cg rep of congo|us u s a|us u s|us united states of america usa|gb u k|gb gt britain|gb gr britain|ae u a e|ru russian fed|
ru r f|ru rf|ru рф|ru rossiya|ru rossija|ru rossia|by belarus republic|by republic of belarus|by bielorussia|by weissrussland|sy s a r syria|sy syrian arab rep|sy syrian a r|
cu rep of cuba|cu republica cuba|ve bolivarian republic of venezuela|cn p r china|cn pr china|cn p r c|cn pr of china|cn mainland china|cn china mainland|la lao p d r|
vn viet nam s r|tw taiwan r o c|tw taiwan roc|mm myanmar burma|mk n macedonia|kp северная корея|kp корейская народно-демократическая республика|kp північна корея|kp 북한|kp 조선|kp 北朝鲜|kp 北朝鮮|kp كوريا الشمالية|kr южная корея|kr 남한|kr 한국|kr 南韩|ir исламская республика иран|ir جمهوری اسلامی ایران|
ir persia|sy сирийская арабская республика|sy الجمهورية العربية السورية|cu республика куба|by республика беларусь|by белоруссия|ru российская федерация|cn китайская народная республика|cn 中华人民共和国|us сша|us соединенные штаты америки|bl st barthelemy|mf st martin|sx st maarten|eu e u"""

REGIONS = {
    "UA-43": "crimea|krim|krym|qrim|crimee|crimea republic|republic of crimea|autonomous republic of crimea|krimea|крым|крим|республика крым|автономна республіка крим",
    "UA-40": "sevastopol|sebastopol|sewastopol|севастополь",
    "UA-14": "donetsk|donetsk oblast|donetsk people s republic|donetsk peoples republic|dnr|dpr donetsk|днр|донецкая народная республика|донецьк|донецк",
    "UA-09": "luhansk|lugansk|luhansk oblast|luhansk people s republic|lugansk people s republic|luhansk peoples republic|lugansk peoples republic|lnr|лнр|луганская народная республика|луганск|луганськ",
    "UA-65": "kherson|kherson oblast|херсон",
    "UA-23": "zaporizhzhia|zaporizhzhia oblast|zaporozhye|запорожье|запоріжжя",
}

BOTH = {"congo": ["cd", "cg"], "korea": ["kp", "kr"], "virgin islands": ["vg", "vi"]}


def fold_all(rows):
    """The rows with their keys as the program folds them."""
    keys = list(rows)
    done = subprocess.run([sys.argv[1]], input="\n".join(keys) + "\n", capture_output=True, text=True, check=True)
    out = {}
    for key, folded in zip(keys, done.stdout.split("\n")):
        for code, strong in rows[key].items():
            here = out.setdefault(folded.strip(), {})
            here[code] = here.get(code, False) or strong
    return out


def known_scripts(text):
    return all(not c.isalpha() or unicodedata.name(c, "").startswith(SCRIPTS) for c in text)


def collect():
    rows, codes = {}, {}
    for entry in json.load(open(CODES, encoding="utf-8"))["3166-1"]:
        codes[entry["alpha_2"].lower()] = entry

    def add(name, code, strong=False):
        key = " ".join(name.split())
        if (len(key) >= 3 or strong or not key.isascii()) and len(key.encode()) < 90 and known_scripts(unicodedata.normalize("NFC", key)):
            rows.setdefault(key, {}).setdefault(code, strong)

    for code, entry in codes.items():
        rows.setdefault(entry["numeric"], {})[code] = True
        for key in ("name", "common_name", "official_name"):
            add(entry.get(key, ""), code)
    for language in LANGUAGES:
        path = f"{MAIN}/{language}.xml"
        if not os.path.exists(path):
            continue
        for t in ET.parse(path).iterfind(".//territories/territory"):
            code = t.get("type").lower()
            if (code in codes or code == "xk") and t.text and t.text != "↑↑↑":
                add(t.text, code)
    for item in DEMONYMS.replace("\n", "").split("|"):
        code, *words = item.split(" ")
        spaced = {"central african", "costa rican", "cape verdean", "dominican republic", "equatorial guinean", "bissau guinean", "hong konger",
                  "saint lucian", "sri lankan", "papua new guinean", "south korean", "north korean", "new zealander", "south sudanese", "sierra leonean",
                  "south african", "saudi arabian", "northern irish", "nord coreen"}
        text = " ".join(words)
        for phrase in sorted(spaced, key=len, reverse=True):
            if phrase in text:
                add(phrase, code, True)
                text = text.replace(phrase, " ")
        for word in text.split():
            add(word, code, True)
    for item in SHORT.replace("\n", "").split("|"):
        add(item[3:], item[:2], True)
    regions = {}
    for code, names in REGIONS.items():
        for name in names.split("|") + [code]:
            regions[name] = {code: True}
    for key, pair in BOTH.items():
        rows[key] = {code: True for code in pair}
    rows = fold_all(rows)
    rows.update(fold_all(regions))
    rows.pop("", None)
    alpha3 = {entry["alpha_3"].lower(): code for code, entry in codes.items()}
    return {key: found for key, found in rows.items() if (key not in alpha3 or alpha3[key] in found) and (len(key) > 2 or not key.isascii())}


def render():
    rows = collect()
    lines = ["# Names, numbers and demonyms of countries, folded as src/text folds them, and the code of ISO 3166 each means. Sorted by",
             "# bytes. Made by tools/tables/country_values.py, from CLDR (Unicode licence), ISO 3166-1 and what is typed in there."]
    for key in sorted(rows, key=lambda k: k.encode()):
        strong = [c for c, s in rows[key].items() if s]
        choice = strong if strong else list(rows[key])
        if len(choice) <= 2:
            lines.append(f"{key}\t{' '.join(sorted(choice))}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(render())

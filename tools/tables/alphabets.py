"""Scripts whose letters have one or two Latin values each, whatever stands around them; and the encoding of syllable scripts.

In scripts with an inherent vowel a value may hold two signs that src/text/spell_syllabic.c reads: a capital A at the end is the vowel
that falls away when a vowel sign or a killer follows; a leading + says that this value takes the place of that vowel.
"""
import re
import unicodedata

import ucd

GEORGIAN = dict(zip("აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
                    "a b g d e v z t i k l m n o p zh r s t u p k gh q sh ch ts dz ts ch kh j h".split()))
GEORGIAN.update({"ყ": ["q", "k"], "ჟ": ["zh", "j"], "ხ": ["kh", "h"], "ფ": ["p", "f"], "წ": ["ts", "tz"], "ღ": ["gh", "g"]})

# Armenian: 0 eastern (BGN/PCGN), 1 western.
ARMENIAN = {
    "ա": "a", "բ": ["b", "p"], "գ": ["g", "k"], "դ": ["d", "t"], "ե": "e", "զ": "z", "է": "e", "ը": ["y", "e"], "թ": "t", "ժ": "zh", "ի": "i",
    "լ": "l", "խ": "kh", "ծ": ["ts", "dz"], "կ": ["k", "g"], "հ": "h", "ձ": ["dz", "ts"], "ղ": "gh", "ճ": ["ch", "j"], "մ": "m", "յ": "y",
    "ն": "n", "շ": "sh", "ո": "o", "չ": "ch", "պ": ["p", "b"], "ջ": ["j", "ch"], "ռ": "r", "ս": "s", "վ": "v", "տ": ["t", "d"], "ր": "r",
    "ց": "ts", "ւ": "v", "փ": "p", "ք": ["k", "q"], "օ": "o", "ֆ": "f", "և": ["ev", "yev"], "ՙ": "",
}

# Hebrew: vowels are rules in C.
HEBREW = {
    "א": "a", "ב": ["b", "v"], "ג": "g", "ד": "d", "ה": "h", "ו": "v", "ז": "z", "ח": ["h", "ch"], "ט": "t", "י": "y", "כ": ["k", "ch"],
    "ך": ["ch", "kh"], "ל": "l", "מ": "m", "ם": "m", "נ": "n", "ן": "n", "ס": "s", "ע": "a", "פ": ["p", "f"], "ף": "f", "צ": ["tz", "ts"],
    "ץ": ["tz", "ts"], "ק": ["k", "q"], "ר": "r", "ש": "sh", "ת": ["t", "th"], "װ": "v", "ױ": "oy", "ײ": "ey",
}

KANA_HEPBURN = {"wi": "i", "we": "e", "si": "shi", "ti": "chi", "tu": "tsu", "hu": "fu", "zi": "ji", "di": "ji", "du": "zu", "wo": "o", "vu": "vu"}

# Thai, the Royal Institute's general system: sound at the start and at the end of a syllable.
THAI = {
    "ก": "k", "ข": "kh k", "ฃ": "kh k", "ค": "kh k", "ฅ": "kh k", "ฆ": "kh k", "ง": "ng", "จ": "ch t", "ฉ": "ch t", "ช": "ch t", "ซ": "s t",
    "ฌ": "ch t", "ญ": "y n", "ฎ": "d t", "ฏ": "t", "ฐ": "th t", "ฑ": "th t", "ฒ": "th t", "ณ": "n", "ด": "d t", "ต": "t", "ถ": "th t", "ท": "th t",
    "ธ": "th t", "น": "n", "บ": "b p", "ป": "p", "ผ": "ph p", "ฝ": "f p", "พ": "ph p", "ฟ": "f p", "ภ": "ph p", "ม": "m", "ย": "y i", "ร": "r n",
    "ล": "l n", "ว": "w o", "ศ": "s t", "ษ": "s t", "ส": "s t", "ห": "h", "ฬ": "l n", "อ": "", "ฮ": "h", "ฤ": "rue", "ฦ": "lue",
    "ะ": "a", "ั": "a", "า": "a", "ำ": "am", "ิ": "i", "ี": "i", "ึ": "ue", "ื": "ue", "ุ": "u", "ู": "u", "เ": "e", "แ": "ae", "โ": "o",
    "ใ": "ai", "ไ": "ai", "ๅ": "", "ํ": "", "็": "", "์": "", "่": "", "้": "", "๊": "", "๋": "", "ฺ": "", "ๆ": "", "ฯ": "",
}
LAO = {
    "ກ": "k", "ຂ": "kh k", "ຄ": "kh k", "ງ": "ng", "ຈ": "ch t", "ສ": "s t", "ຊ": "x t", "ຍ": "ny y", "ດ": "d t", "ຕ": "t", "ຖ": "th t", "ທ": "th t",
    "ນ": "n", "ບ": "b p", "ປ": "p", "ຜ": "ph p", "ຝ": "f p", "ພ": "ph p", "ຟ": "f p", "ມ": "m", "ຢ": "y", "ຣ": "r n", "ລ": "l n", "ວ": "v o",
    "ຫ": "h", "ອ": "", "ຮ": "h", "ະ": "a", "ັ": "a", "າ": "a", "ຳ": "am", "ິ": "i", "ີ": "i", "ຶ": "ue", "ື": "ue", "ຸ": "u", "ູ": "u", "ົ": "o",
    "ຼ": "l", "ຽ": "ia", "ເ": "e", "ແ": "ae", "ໂ": "o", "ໃ": "ai", "ໄ": "ai", "ໜ": "n", "ໝ": "m", "່": "", "້": "", "໊": "", "໋": "", "໌": "", "ໍ": "o",
}

CONSONANTS = {
    "KA": "k", "KHA": "kh", "GA": "g", "GHA": "gh", "NGA": "ng", "CA": "ch", "CHA": "chh", "JA": "j", "JHA": "jh", "NYA": "ny", "NNYA": "ny",
    "TTA": "t", "TTHA": "th", "DDA": "d", "DDHA": "dh", "NNA": "n", "TA": "t", "THA": "th", "DA": "d", "DHA": "dh", "NA": "n", "NNNA": "n",
    "PA": "p", "PHA": "ph", "BA": "b", "BHA": "bh", "MA": "m", "YA": "y", "RA": "r", "RRA": "r", "LA": "l", "LLA": "l", "LLLA": "zh", "VA": "v",
    "WA": "w", "SHA": "sh", "SSA": "sh", "SA": "s", "HA": "h", "QA": "q", "KHHA": "kh", "GHHA": "gh", "ZA": "z", "DDDHA": "rh", "FA": "f",
    "YYA": "y", "GGA": "g", "JJA": "j", "DDDA": "d", "BBA": "b", "KSSA": "ksh", "RHA": "rh", "ZHA": "zh", "MRA": "r", "TTTA": "t",
    "KHANDA TA": "t", "RA WITH MIDDLE DIAGONAL": "r", "RA WITH LOWER DIAGONAL": "v", "GREAT SA": "ss",
}
VOWELS = {
    "A": "a", "SHORT A": "a", "AA": "a", "I": "i", "II": "i", "U": "u", "UU": "u", "VOCALIC R": "ri", "VOCALIC RR": "ri", "VOCALIC L": "li",
    "CANDRA E": "e", "SHORT E": "e", "E": "e", "EE": "e", "AI": "ai", "CANDRA O": "o", "SHORT O": "o", "O": "o", "OO": "o", "AU": "au", "OE": "oe",
    "AW": "au", "AE": "ae", "Y": "oe", "YY": "oe", "UA": "ua", "YA": "oea", "IE": "ie", "UE": "ue", "TALL AA": "a", "PRISHTHAMATRA E": "e",
    "CANDRA LONG E": "e", "CANDRA A": "a", "UUE": "ue", "OOE": "oe", "VOCALIC LL": "li", "MON II": "i", "MON O": "o", "E ABOVE": "e",
}
SIGNS = {"ANUSVARA": "n", "CANDRABINDU": "n", "VISARGA": "h", "BINDI": "n", "TIPPI": "n", "ADAK BINDI": "n", "NUKTA": "", "AVAGRAHA": "",
         "NIKAHIT": "m", "REAHMUK": "h", "ANUSVARAYA": "n", "VISARGAYA": "h", "DOT BELOW": "", "UDATTA": "", "ANUDATTA": "", "YUUKALEAPINTU": "",
         "COENG": "+", "VIRAMA": "+", "ASAT": "+", "AL-LAKUNA": "+", "VIRIAM": "+", "ADDAK": "", "MUUSIKATOAN": "", "TRIISAP": "", "BANTOC": "",
         "ROBAT": "", "TOANDAKHIAT": "+", "KAKABAT": "", "AHSDA": "", "SAMYOK SANNYA": ""}
MYANMAR_CONSONANTS = {"CA": "s", "CHA": "hs", "JA": "z", "JHA": "z", "BHA": "b", "THA": "ht", "KHA": "kh", "PHA": "hp", "SA": "th", "RA": "y", "TTHA": "ht",
                      "GHA": "g", "DHA": "d", "DDHA": "d"}
INDIC = "DEVANAGARI BENGALI GURMUKHI GUJARATI ORIYA TAMIL TELUGU KANNADA MALAYALAM".split()
# Tamil letters stand for voiceless and voiced sounds alike.
TAMIL_SECOND = {"KA": "g", "CA": "s", "TTA": "d", "TA": "th", "PA": "b", "RRA": "tr"}


def indic(script, rest):
    """The value of an Indic character by the rest of its name; None if it has none."""
    if rest.startswith("VOWEL SIGN "):
        value = VOWELS.get(rest[11:])
        return None if value is None else ["+" + value]
    if rest.startswith("SIGN ") or rest in ("TIPPI", "ADDAK"):
        value = SIGNS.get(rest.removeprefix("SIGN "))
        return None if value is None else [value]
    if rest.startswith("LETTER CHILLU "):  # consonants that have no vowel
        value = CONSONANTS.get(rest[14:] + "A")
        return None if value is None else [value]
    if rest.startswith("LETTER "):
        letter = rest[7:]
        if letter in CONSONANTS:
            first = CONSONANTS[letter] + "A"
            if script == "TAMIL" and letter in TAMIL_SECOND:
                return [first, TAMIL_SECOND[letter] + "A"] + ([""] if letter == "RRA" else [])
            if letter in ("CA", "CHA"):
                return ["chA", "cA" if letter == "CA" else "chhA"]
            if letter in ("VA", "WA"):
                return ["vA", "wA"]
            if letter == "PHA":
                return ["phA", "fA"]
            return [first]
        if letter in VOWELS:
            return [VOWELS[letter]]
    return None


def sinhala(rest):
    nasal = {"LETTER KANTAJA NAASIKYAYANNA": "ngA", "LETTER TAALUJA NAASIKYAYANNA": "nyA", "LETTER TAALUJA SANYOOGA NAAKSIKYAYANNA": "gnA",
             "LETTER AMBA BAYANNA": "mbA"}.get(rest)
    if nasal:
        return [nasal]
    prenasalised = "n" if "SANYAKA " in rest else ""
    rest = rest.replace("ALPAPRAANA ", "").replace("SANYAKA ", "").replace("MUURDHAJA ", "").replace("DANTAJA ", "").replace("TAALUJA ", "")
    aspirate = "MAHAAPRAANA " in rest
    rest = rest.replace("MAHAAPRAANA ", "")
    if rest.startswith("SIGN "):
        value = SIGNS.get(rest[5:])
        return None if value is None else [value]
    if rest.startswith("VOWEL SIGN "):
        name = rest[11:]
        table = {"AELA-PILLA": "a", "KETTI AEDA-PILLA": "ae", "DIGA AEDA-PILLA": "ae", "KETTI IS-PILLA": "i", "DIGA IS-PILLA": "i", "KETTI PAA-PILLA": "u",
                 "DIGA PAA-PILLA": "u", "GAETTA-PILLA": "ru", "KOMBUVA": "e", "DIGA KOMBUVA": "e", "KOMBU DEKA": "ai",
                 "KOMBUVA HAA AELA-PILLA": "o", "KOMBUVA HAA DIGA AELA-PILLA": "o", "KOMBUVA HAA GAYANUKITTA": "au", "GAYANUKITTA": "lu"}
        return ["+" + table[name]] if name in table else None
    if not rest.startswith("LETTER ") or not rest.endswith("YANNA"):
        return None
    letter = rest[7:-5]
    vowels = {"A": "a", "AA": "a", "AE": "ae", "AEE": "ae", "I": "i", "II": "i", "U": "u", "UU": "u", "IRU": "ru", "E": "e", "EE": "e", "AI": "ai",
              "O": "o", "OO": "o", "AU": "au", "": "a", "A": "a"}
    if letter in vowels and not aspirate:
        return [vowels[letter]]
    value = CONSONANTS.get(letter)
    if letter == "CA":
        value = "ch"
    if value is None:
        return None
    return [prenasalised + value + ("h" if aspirate and not value.endswith("h") else "") + "A"]


def ethiopic(rest):
    """Syllables: the sixth order has a weak vowel or none. 0 with e and i, 1 a and none, 2 a and e, 3 e and none, 4 a and i, 5 as 0."""
    m = re.fullmatch(r"SYLLABLE ([A-Z]*?)(WAA|WEE|WA|WE|WI|AA|EE|OA|A|U|I|E|O)", rest)
    if not m:
        return None
    syllable = m.groups()
    if syllable[0] == "" and syllable[1].startswith("W"):  # the consonant w, no rounding
        syllable = ("W", syllable[1][1:])
    consonant = {"HH": "h", "X": "h", "SZ": "s", "GLOTTAL ": "", "PHARYNGEAL ": "", "TZ": "ts", "TH": "t", "PH": "p", "Q": "k", "C": "ch", "CH": "ch", "SH": "sh",
                 "ZH": "zh", "NY": "ny", "KX": "k", "QH": "k", "DD": "d", "GG": "ng", "CCH": "ch", "S": "s"}.get(syllable[0], syllable[0].lower())
    vowel = {"A": ["e", "a", "a", "e", "a", "e"], "U": ["u"], "I": ["i"], "AA": ["a"], "EE": ["e"], "E": ["i", "", "e", "", "i", "i"], "O": ["o"],
             "OA": ["o"], "WA": ["wa"], "WI": ["wi"], "WAA": ["wa"], "WEE": ["we"], "WE": ["wi"]}[syllable[1]]
    if consonant == "h" and syllable[1] == "A":  # sounds deep in the throat have a
        vowel = ["a"]
    if consonant == "ny":  # as Ethiopians write it: Desalegn
        vowel = [vowel[min(i, len(vowel) - 1)] for i in range(6)]
        return [("gn" if scheme in (3, 5) else "ny") + v for scheme, v in enumerate(vowel)]
    return [consonant + v for v in vowel]


def ethiopic_vowel(rest):
    m = re.fullmatch(r"SYLLABLE (GLOTTAL|PHARYNGEAL) (AA|EE|A|U|I|E|O|WA)", rest)
    if not m:
        return None
    return {"A": ["a"], "U": ["u"], "I": ["i"], "AA": ["a"], "EE": ["e"], "E": ["e", "i", "e", "i"], "O": ["o"], "WA": ["wa"]}[m.group(2)]


# Khmer vowels after a consonant of the first series and after one of the second, as names are written.
KHMER_SERIES = {"AA": ("a", "ea"), "I": ("e", "i"), "II": ("ey", "i"), "Y": ("oe", "i"), "YY": ("eu", "eu"), "U": ("o", "u"), "UU": ("ou", "ou"),
                "UA": ("uo", "uo"), "OE": ("aeu", "eu"), "YA": ("oea", "oea"), "IE": ("ie", "ea"), "E": ("e", "e"), "AE": ("e", "e"), "AI": ("ai", "ey"),
                "OO": ("o", "o"), "AU": ("au", "ov")}


def khmer(rest):
    if rest.startswith("LETTER "):
        name = rest[7:]
        final = name[-1]
        consonant = {"K": "k", "KH": "kh", "NG": "ng", "C": "ch", "CH": "chh", "NY": "nh", "D": "d", "TTH": "th", "NN": "n", "T": "t", "TH": "th", "N": "n",
                     "B": "b", "PH": "ph", "P": "p", "M": "m", "Y": "y", "R": "r", "L": "l", "V": "v", "SH": "sh", "SS": "s", "S": "s", "H": "h",
                     "Q": ""}.get(name[:-1])
        return None if consonant is None or final not in "AO" else [consonant + "A"]
    if rest.startswith("VOWEL SIGN "):
        value = {"OO": "o", "II": "ei", "UU": "ou"}.get(rest[11:], VOWELS.get(rest[11:]))
        return None if value is None else ["+" + v for v in (value, *KHMER_SERIES.get(rest[11:], ()))]
    if rest.startswith("INDEPENDENT VOWEL Q"):
        return [VOWELS.get(rest[19:].split()[0], "u")]
    if rest.startswith("SIGN "):
        value = SIGNS.get(rest[5:])
        return None if value is None else [value]
    return None


def myanmar(rest):
    if rest.startswith("LETTER ") and rest[7:] in MYANMAR_CONSONANTS:
        return [MYANMAR_CONSONANTS[rest[7:]] + "A"]
    if rest.startswith("CONSONANT SIGN MEDIAL "):
        value = {"YA": "y", "RA": "y", "WA": "w", "HA": "h"}.get(rest[22:])
        return None if value is None else ["+" + value + "A"]
    return indic("MYANMAR", rest)


def kana(name):
    m = re.fullmatch(r"(?:HIRAGANA|KATAKANA) LETTER (SMALL )?([A-Z]+)", name)
    if not m:
        return None
    value = KANA_HEPBURN.get(m.group(2).lower(), m.group(2).lower())
    if m.group(1):
        return {"tu": ["<"], "tsu": ["<"], "ya": ["^ya"], "yu": ["^yu"], "yo": ["^yo"]}.get(m.group(2).lower(), ["^" + value])
    return [value]


def bare(text):
    """Letters of a transliteration with the marks taken off; letters that are a sound of their own for an English reader are spelled."""
    for letter, spelled in (("š", "sh"), ("č", "ch"), ("ǧ", "gh"), ("ʾ", ""), ("ʿ", ""), ("‘", "")):
        text = text.replace(letter, spelled)
    return "".join(c for c in unicodedata.normalize("NFD", text.lower()) if "a" <= c <= "z")


# Vowel signs of Thaana, as a scholar and as a Maldivian writes them.
THAANA_VOWELS = {0x7A6: ["a"], 0x7A7: ["a", "aa"], 0x7A8: ["i"], 0x7A9: ["i", "ee"], 0x7AA: ["u"], 0x7AB: ["u", "oo"], 0x7AC: ["e"],
                 0x7AD: ["e", "ey"], 0x7AE: ["o"], 0x7AF: ["o", "oa"], 0x7B0: [""]}


def thaana(ucd):
    """CLDR's Thaana-Latin has syllables; what is before the short a is the consonant."""
    out = dict(THAANA_VOWELS)
    for rule in ucd.transform_rules("Thaana-Latin"):
        m = re.fullmatch(r"(\S+)a\s*[↔←]\s*([\u0780-\u07a5\u07b1])\u07a6", rule)
        if m:
            out[ord(m.group(2))] = [bare(m.group(1))]
    return out


def by_rules(ucd, name, first, last):
    """Letters between the two code points that stand alone on a side of a rule."""
    out = {}
    for rule in ucd.transform_rules(name):
        m = re.fullmatch(r"(\S+)\s*[↔→←]\s*(\S+)", rule)
        for letter, value in (m.groups(), m.groups()[::-1]) if m else ():
            if len(letter) == 1 and first <= ord(letter) <= last and len(bare(value)) <= 7:
                out.setdefault(ord(letter), [bare(value)])
    return out


def by_name(script, rest):
    """Alphabets whose letters are called after their sound."""
    if script == "CHEROKEE":
        m = re.fullmatch(r"(?:SMALL )?LETTER ([A-Z]+)", rest)
        return [m.group(1).lower()] if m else None
    m = re.fullmatch(r"LETTER (?:[A-Z]+ )*?([A-Z]+)(?: WOLOSO)?", rest)
    if not m:
        return None
    name = m.group(1)
    if script == "NKO":
        vowels = {"A": "a", "EE": "e", "I": "i", "E": "e", "U": "u", "OO": "o", "O": "o", "DAGBASINNA": ""}
        return [vowels.get(name, name.lower().removesuffix("a"))]
    vowels = {"YA": "a", "YEY": "e", "YI": "i", "YO": "o", "YU": "u"}  # Tifinagh
    value = re.sub(r"(.)\1$", r"\1", name.lower().removeprefix("ya"))
    return [vowels.get(name, "gh" if name == "YAGHH" else value[:7])]


def values(chars):
    """Code point -> Latin values for every script of this file."""
    out = {}
    for table in (GEORGIAN, ARMENIAN, HEBREW):
        for letter, value in table.items():
            out[ord(letter)] = [value] if isinstance(value, str) else value
    for table in (THAI, LAO):
        for letter, value in table.items():
            out[ord(letter)] = value.split() or [""]
    for cp, record in chars.items():
        name = record[0]
        script, _, rest = name.partition(" ")
        value = None
        if script in INDIC:
            value = indic(script, rest)
        elif script == "SINHALA":
            value = sinhala(rest)
        elif script == "ETHIOPIC":
            value = ethiopic_vowel(rest) or ethiopic(rest)
        elif script == "KHMER":
            value = khmer(rest)
        elif script == "MYANMAR":
            value = myanmar(rest)
        elif script in ("HIRAGANA", "KATAKANA"):
            value = kana(name)
        elif script in ("CHEROKEE", "NKO", "TIFINAGH"):
            value = by_name(script, rest)
        if value is not None:
            out[cp] = value
    out.update(thaana(ucd))
    out.update(by_rules(ucd, "Syriac-Latin", 0x710, 0x74F))
    out.update(by_rules(ucd, "CanadianAboriginal-Latin", 0x1400, 0x167F))
    out[0x30FC] = ["", "-"]
    return out


def han(chars, ucd):
    """Mandarin, Wade-Giles, Cantonese and Korean reading of each Han character.

    Mandarin is the reading that CLDR's Han-Latin gives, else Unihan's kMandarin. A simplified character without Korean reading has
    that of its traditional form."""
    mandarin, cantonese, korean = {}, {}, {}
    traditional = {}
    for fields in unihan("Unihan_Variants.txt.bz2", ucd):
        if fields[1] == "kTraditionalVariant":
            traditional[fields[0]] = [int(x[2:], 16) for x in fields[2].split()]
    for cp, key, value in unihan("Unihan_Readings.txt.bz2", ucd):
        if key == "kMandarin":
            mandarin[cp] = pinyin(value.split()[0])
        elif key == "kCantonese":
            cantonese[cp] = re.sub(r"\d", "", value.split()[0])
        elif key == "kHangul":
            readings = sorted(value.split(), key=lambda r: "N" not in r.partition(":")[2])
            korean[cp] = readings[0].partition(":")[0]
    for rule in ucd.transform_rules("Han-Latin"):
        left, arrow, right = rule.partition("→")
        left = left.strip()
        if arrow and left.startswith("[") and left.endswith("]"):
            for ch in left[1:-1]:
                if pinyin(right.strip()):
                    mandarin[ord(ch)] = pinyin(right.strip())
    out = {}
    for cp in set(mandarin) | set(korean) | set(cantonese):
        hangul = korean.get(cp) or next((korean[t] for t in traditional.get(cp, []) if t in korean), "")
        canton = cantonese.get(cp) or next((cantonese[t] for t in traditional.get(cp, []) if t in cantonese), "")
        m = mandarin.get(cp, "")
        out[cp] = [m, wade_giles(m), cantonese_spelling(canton), korean_spelling(hangul)]
    return out


def unihan(name, ucd):
    import bz2
    with bz2.open(f"{ucd.UCD}/{name}", "rt", encoding="utf-8") as f:
        for line in f:
            fields = line.rstrip("\n").split("\t")
            if len(fields) == 3:
                yield int(fields[0][2:], 16), fields[1], fields[2]


def pinyin(text):
    """Without tones; u with dots becomes u."""
    text = unicodedata.normalize("NFD", text.lower())
    return "".join(c for c in text if "a" <= c <= "z")


WADE_INITIALS = [("zh", "ch"), ("ch", "ch"), ("sh", "sh"), ("b", "p"), ("p", "p"), ("d", "t"), ("t", "t"), ("g", "k"), ("k", "k"), ("j", "ch"),
                 ("q", "ch"), ("x", "hs"), ("z", "ts"), ("c", "ts"), ("r", "j")]


def wade_giles(syllable):
    """Wade-Giles without apostrophes and marks."""
    if not syllable:
        return ""
    initial, rest = "", syllable
    for mine, theirs in WADE_INITIALS:
        if syllable.startswith(mine):
            initial, rest = theirs, syllable[len(mine):]
            break
    else:
        m = re.match(r"[mnflhsyw]?", syllable)
        initial, rest = m.group(0), syllable[m.end():]
    if syllable in ("zhi", "chi", "shi", "ri"):
        return initial + "ih"
    if syllable in ("zi", "ci", "si"):
        return {"zi": "tzu", "ci": "tzu", "si": "ssu"}[syllable]
    if rest == "ong":
        rest = "ung"
    elif rest == "ian":
        rest = "ien"
    elif rest == "ie":
        rest = "ieh"
    elif rest == "iong":
        rest = "iung"
    elif rest in ("ue", "ve"):
        rest = "ueh"
    elif rest == "uo" and initial in ("t", "l", "n", "ts", "ch", "s", "sh", "j") and syllable != "shuo":
        rest = "o"
    elif rest == "e" and initial in ("k", "h", ""):
        rest = "o" if initial != "h" else "o"
    elif rest == "er":
        rest = "erh"
    elif syllable == "yan":
        return "yen"
    elif syllable == "ye":
        return "yeh"
    elif syllable == "you":
        return "yu"
    elif rest == "ui" and initial == "k":
        rest = "uei"
    return initial + rest


def cantonese_spelling(syllable):
    """Jyutping as Hong Kong identity cards tend to write it."""
    s = syllable
    for mine, theirs in (("oe", "eu"), ("eo", "u"), ("z", "ch"), ("c", "ch"), ("j", "y"), ("gw", "kw"), ("g", "k"), ("aa", "a"), ("yyu", "yu"), ("chh", "ch"),
                         ("b", "p"), ("d", "t")):
        if mine in ("z", "c", "j", "g", "gw", "b", "d"):
            if s.startswith(mine) and not (mine == "c" and s.startswith("ch")):
                s = theirs + s[len(mine):]
        else:
            s = s.replace(mine, theirs)
    return s.replace("kwk", "kwok")


KOREAN_INITIAL = "k kk n t tt r m p pp s ss  ch tch ch k t p h".split(" ")
KOREAN_VOWEL = "a ae ya yae o e yo ye o wa wae oe yo u wo we wi yu u ui i".split()
KOREAN_FINAL = " k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split(" ")


def korean_spelling(hangul):
    if len(hangul) != 1 or not 0xAC00 <= ord(hangul) < 0xAC00 + 11172:
        return ""
    s = ord(hangul) - 0xAC00
    return KOREAN_INITIAL[s // 588] + KOREAN_VOWEL[s % 588 // 28] + KOREAN_FINAL[s % 28]

#include "text/repair.h"

#include "text/ascii.h"
#include "text/unicode.h"

typedef struct twin {
    uint16_t other;
    char latin;
} twin;

/* Letters that look like a Latin one; small letters whose capital does are here too. Sorted. */
static const twin twins[] = {
    {0x391, 'A'}, {0x392, 'B'}, {0x395, 'E'}, {0x396, 'Z'}, {0x397, 'H'}, {0x399, 'I'}, {0x39A, 'K'},
    {0x39C, 'M'}, {0x39D, 'N'}, {0x39F, 'O'}, {0x3A1, 'P'}, {0x3A4, 'T'}, {0x3A5, 'Y'}, {0x3A7, 'X'},
    {0x3B1, 'a'}, {0x3B2, 'b'}, {0x3B3, 'y'}, {0x3B5, 'e'}, {0x3B6, 'z'}, {0x3B7, 'n'}, {0x3B9, 'i'},
    {0x3BA, 'k'}, {0x3BC, 'u'}, {0x3BD, 'v'}, {0x3BF, 'o'}, {0x3C1, 'p'}, {0x3C2, 'c'}, {0x3C4, 't'},
    {0x3C5, 'u'}, {0x3C7, 'x'}, {0x3C9, 'w'}, {0x3F2, 'c'}, {0x3F3, 'j'}, {0x3F9, 'C'}, {0x401, 'E'},
    {0x405, 'S'}, {0x406, 'I'}, {0x407, 'I'}, {0x408, 'J'}, {0x410, 'A'}, {0x412, 'B'}, {0x415, 'E'},
    {0x41A, 'K'}, {0x41C, 'M'}, {0x41D, 'H'}, {0x41E, 'O'}, {0x420, 'P'}, {0x421, 'C'}, {0x422, 'T'},
    {0x423, 'Y'}, {0x425, 'X'}, {0x42C, 'b'}, {0x430, 'a'}, {0x432, 'b'}, {0x435, 'e'}, {0x43A, 'k'},
    {0x43C, 'm'}, {0x43D, 'h'}, {0x43E, 'o'}, {0x440, 'p'}, {0x441, 'c'}, {0x442, 't'}, {0x443, 'y'},
    {0x445, 'x'}, {0x44C, 'b'}, {0x451, 'e'}, {0x455, 's'}, {0x456, 'i'}, {0x457, 'i'}, {0x458, 'j'},
    {0x474, 'V'}, {0x475, 'v'}, {0x4AE, 'Y'}, {0x4AF, 'y'}, {0x4BA, 'h'}, {0x4BB, 'h'}, {0x4C0, 'I'},
    {0x4CF, 'l'}, {0x500, 'd'}, {0x501, 'd'}, {0x51A, 'Q'}, {0x51B, 'q'}, {0x51C, 'W'}, {0x51D, 'w'},
    {0x54F, 'S'}, {0x555, 'O'}, {0x561, 'w'}, {0x563, 'q'}, {0x56C, 'l'}, {0x570, 'h'}, {0x575, 'j'},
    {0x578, 'n'}, {0x57D, 'u'}, {0x581, 'g'}, {0x585, 'o'},
};

static char twin_in_latin(uint32_t cp)
{
    size_t low = 0, high = sizeof twins / sizeof twins[0];
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (twins[middle].other < cp)
            low = middle + 1;
        else
            high = middle;
    }
    return low < sizeof twins / sizeof twins[0] && twins[low].other == cp ? twins[low].latin : 0;
}

/* Latin letters that are taken for Cyrillic ones; small letters only where both look alike. */
static bool passes_for_cyrillic(uint32_t latin)
{
    static const char letters[] = "acekopxyiABCEHKMOPTXYI";
    for (size_t i = 0; letters[i]; i++)
        if ((uint32_t)(unsigned char)letters[i] == latin)
            return true;
    return false;
}

/* The letter of `script` that looks like a Latin letter or sign; 0 if there is none. */
static uint32_t twin_of_latin(uint32_t latin, uint8_t script)
{
    if (latin > 0x7F) {
        /* e and i with two dots are letters of both alphabets; other marks are dropped */
        if (script == SCRIPT_CYRILLIC && (latin == 0xCB || latin == 0xEB || latin == 0xCF || latin == 0xEF))
            return latin == 0xCB ? 0x401 : latin == 0xEB ? 0x451 : latin == 0xCF ? 0x407 : 0x457;
        uint32_t bare[4];
        if (unicode_bare(&latin, 1, bare, 4) == 0 || bare[0] > 0x7F)
            return 0;
        latin = bare[0];
    }
    if (script == SCRIPT_CYRILLIC && !passes_for_cyrillic(latin))
        return 0;
    for (size_t i = 0; i < sizeof twins / sizeof twins[0]; i++)
        if ((uint8_t)twins[i].latin == latin && unicode_of(twins[i].other)->script == script &&
            twins[i].other != 0x451 && twins[i].other != 0x401)
            return twins[i].other;
    return 0;
}

/* `cp` as a letter of `script`; 0 if it has no twin there. */
static uint32_t twin_in(uint32_t cp, uint8_t from, uint8_t script)
{
    if (from == script)
        return cp;
    uint32_t latin = from == SCRIPT_LATIN ? cp : (uint32_t)(unsigned char)twin_in_latin(cp);
    if (latin == 0)
        return 0;
    return script == SCRIPT_LATIN ? latin : twin_of_latin(latin, script);
}

typedef struct letters {
    size_t own;     /* already in the script */
    bool reachable; /* all others have a twin there */
} letters;

static letters count_letters(const raw_word *w, uint8_t script)
{
    letters l = {0, true};
    for (size_t i = 0; i < w->count && l.reachable; i++) {
        const unicode_record *u = unicode_of(w->cps[i]);
        if (u->class != CLASS_LETTER || u->script == SCRIPT_COMMON)
            continue;
        if (u->script == script)
            l.own++;
        else if (!twin_in(w->cps[i], u->script, script))
            l.reachable = false;
    }
    return l;
}

static void cut_at_change(word_reader *r)
{
    const raw_word *w = &r->word;
    uint8_t first = SCRIPT_COMMON;
    for (size_t i = 0; i < w->count; i++) {
        const unicode_record *u = unicode_of(w->cps[i]);
        if (u->class != CLASS_LETTER || u->script == SCRIPT_COMMON)
            continue;
        if (first == SCRIPT_COMMON)
            first = u->script;
        else if (u->script != first) {
            word_reader_cut(r, i);
            return;
        }
    }
}

bool repair_mostly_latin(str raw)
{
    size_t latin = 0, others = 0;
    for (size_t i = 0; i < raw.len; i++) {
        unsigned char c = (unsigned char)raw.data[i];
        latin += (unsigned)((c | 0x20) - 'a') < 26;
        others += c >= 0xC0; /* the first byte of another letter */
    }
    return latin > others;
}

bool repair_has_latin(str raw)
{
    uint64_t any = 0; /* letter of ASCII */
    for (size_t i = 0; i < raw.len; i += 8)
        any |= ascii_look(ascii_load(raw, i)).letters;
    for (size_t i = 0; any && i < raw.len; i++) {
        unsigned char c = (unsigned char)raw.data[i];
        if ((unsigned)((c | 0x20) - 'a') < 26 && !passes_for_cyrillic(c))
            return true;
    }
    return false;
}

void repair_mixed(word_reader *r)
{
    static const uint8_t order[] = {SCRIPT_LATIN, SCRIPT_CYRILLIC, SCRIPT_GREEK, SCRIPT_ARMENIAN};
    raw_word *w = &r->word;
    if ((w->scripts & (w->scripts - 1)) == 0 || (w->scripts & ~SCRIPTS_ALIKE) != 0)
        return;
    uint8_t best = SCRIPT_COMMON;
    size_t most = 0;
    for (size_t i = 0; i < sizeof order; i++) {
        if (!(w->scripts >> order[i] & 1))
            continue;
        letters l = count_letters(w, order[i]);
        if (l.reachable && l.own > most && !(best == SCRIPT_LATIN && repair_mostly_latin(r->raw))) {
            best = order[i];
            most = l.own;
        }
    }
    if (best == SCRIPT_COMMON) {
        cut_at_change(r);
        return;
    }
    for (size_t i = 0; i < w->count; i++) {
        const unicode_record *u = unicode_of(w->cps[i]);
        if (u->class == CLASS_LETTER && u->script != SCRIPT_COMMON)
            w->cps[i] = twin_in(w->cps[i], u->script, best);
    }
    w->simple = false;
    w->scripts = 1u << best;
    w->marks |= TEXT_REPAIRED;
}

size_t repair_look_alike(const raw_word *w, char *out)
{
    size_t n = 0;
    for (size_t i = 0; i < w->count; i++) {
        uint32_t cp = w->cps[i];
        char latin = cp < 0x80 ? (char)cp : twin_in_latin(cp);
        if (latin == 0)
            return 0;
        out[n++] = latin >= 'A' && latin <= 'Z' ? (char)(latin + 32) : latin;
    }
    return n;
}

static bool is_ordinal(str word, size_t digits)
{
    if (word.len - digits != 2)
        return false;
    str end = str_make(word.data + digits, 2);
    return str_is(end, "st") || str_is(end, "nd") || str_is(end, "rd") || str_is(end, "th");
}

/* What is known of the digits in a word. */
typedef struct digit_places {
    size_t digits, zeros, leading, trailing;
} digit_places;

/* Digits are a disguise where letters prevail and they are no number before or behind a word. */
static bool is_disguise(str word, const digit_places *d)
{
    size_t others = word.len - d->digits;
    char last = word.data[word.len - 1];
    if (d->digits == 0 || others == 0)
        return false;
    if (d->zeros == d->digits)
        return word.len >= 2 && (others >= 2 || word.len <= 3) && d->leading < word.len - 1;
    if (others <= d->digits || others < 2)
        return false;
    if (d->leading == d->digits)
        return others >= 3 && d->digits <= 2 && !is_ordinal(word, d->digits);
    if (d->trailing == d->digits)
        return d->digits == 1 && (others >= 3 || last == '1');
    return true;
}

bool repair_digits(str word, int variant, char *out)
{
    static const char letter[10] = {'o', 'i', 0, 'e', 'a', 's', 0, 't', 'b', 'g'};
    digit_places d = {0};
    bool one = false;
    if (word.len < 2 || word.len > 24)
        return false;
    for (size_t i = 0; i < word.len; i++) {
        char c = word.data[i];
        bool digit = c >= '0' && c <= '9';
        if (digit && letter[c - '0'] == 0)
            return false;
        one |= c == '1';
        d.digits += digit;
        d.zeros += c == '0';
        d.leading += digit && d.leading == i;
        d.trailing = digit ? d.trailing + 1 : 0;
        out[i] = digit ? letter[c - '0'] : c;
        if (c == '1' && variant == 1)
            out[i] = 'l';
    }
    return is_disguise(word, &d) && (variant == 0 || one);
}

#include "name/spelling.h"

#include <stdint.h>

enum {
    HABIT_J,
    HABIT_J_ALL,
    HABIT_W,
    HABIT_KH,
    HABIT_LISP,
    HABIT_J_AND_W,
    HABIT_YO,
    HABIT_PRINT,
    HABIT_AV,
    HABIT_EE,
    HABIT_CZECH,
    HABIT_LATVIAN,
    HABIT_DIN
};

#define LETTER(c) (1u << ((c) - 'a'))

uint32_t spelling_letters_of(str letters)
{
    uint32_t bits = 0;
    for (size_t i = 0; i < letters.len; i++)
        if (letters.data[i] >= 'a' && letters.data[i] <= 'z')
            bits |= LETTER(letters.data[i]);
    return bits;
}

bool spelling_may_have_habit(unsigned habit, uint32_t letters)
{
    /* one letter of the first set and one of the second */
    static const uint32_t needed[SPELLING_HABITS][2] = {
        [HABIT_J] = {LETTER('j'), LETTER('j')},
        [HABIT_J_ALL] = {LETTER('j'), LETTER('j')},
        [HABIT_W] = {LETTER('w'), LETTER('w')},
        [HABIT_KH] = {LETTER('k') | LETTER('c'), LETTER('h')},
        [HABIT_LISP] = {LETTER('t') | LETTER('d'), LETTER('h')},
        [HABIT_J_AND_W] = {LETTER('j') | LETTER('w'), LETTER('j') | LETTER('w')},
        [HABIT_YO] = {LETTER('y') | LETTER('j') | LETTER('i'), LETTER('o')},
        [HABIT_PRINT] = {LETTER('r') | LETTER('v') | LETTER('c'), LETTER('n') | LETTER('v') | LETTER('l')},
        [HABIT_AV] = {LETTER('u'), LETTER('a') | LETTER('e')},
        [HABIT_EE] = {LETTER('e'), LETTER('v')},
        [HABIT_CZECH] = {LETTER('o'), LETTER('v')},
        [HABIT_LATVIAN] = {LETTER('s'), LETTER('s')},
        [HABIT_DIN] = {LETTER('d'), LETTER('n')},
    };
    return (needed[habit][0] & letters) && (needed[habit][1] & letters);
}

/* True if j after this letter belongs to it: sj, zj, tj, dj are one sound each. */
static bool takes_j(char c)
{
    return c == 's' || c == 'z' || c == 't' || c == 'd';
}

/* Letters read at `i` for the habit: how many are taken and what is written instead. */
static size_t read_at(str s, size_t i, unsigned habit, char *instead)
{
    char c = s.data[i], next = i + 1 < s.len ? s.data[i + 1] : 0, before = i > 0 ? s.data[i - 1] : 0;
    switch (habit) {
    case HABIT_J:
    case HABIT_J_ALL:
    case HABIT_J_AND_W:
        if (c == 'w' && habit == HABIT_J_AND_W) {
            *instead = 'v';
            return 1;
        }
        if (c == 'j' && (habit == HABIT_J_ALL || !takes_j(before))) {
            *instead = 'y';
            return 1;
        }
        return 0;
    case HABIT_W:
        if (c == 'w') {
            *instead = 'v';
            return 1;
        }
        return 0;
    case HABIT_KH:
        if ((c == 'k' || (c == 'c' && (i > 0 || s.len >= 6))) && next == 'h' && before != 's' &&
            before != 't') {
            *instead = 'h';
            return 2;
        }
        return 0;
    case HABIT_YO: /* the Russian letter that is written with and without its dots */
        if ((c == 'y' || c == 'j' || c == 'i') && next == 'o' && i > 0 && !strchr("aeiouy", before)) {
            *instead = 'e';
            return 2;
        }
        return 0;
    case HABIT_PRINT: /* letters that a reader of print takes for one */
        if ((c == 'r' && next == 'n') || (c == 'v' && next == 'v') || (c == 'c' && next == 'l')) {
            *instead = c == 'r' ? 'm' : c == 'v' ? 'w' : 'd';
            return 2;
        }
        return 0;
    case HABIT_AV: /* Aurora is Avrora, Eugene is Evgeny */
        if (c == 'u' && (before == 'a' || before == 'e') && i <= 2 && next && !strchr("aeiouy", next)) {
            *instead = 'v';
            return 1;
        }
        return 0;
    default:
        if ((c == 't' || c == 'd') && next == 'h') {
            *instead = c == 't' ? 's' : 'z';
            return 2;
        }
        return 0;
    }
}

/* Czech and Slovak put -ova behind every woman's surname, after -ova, -eva and -ina too. */
static size_t without_czech_ending(str s, char *out, size_t cap)
{
    if (s.len < 8 || s.len > cap || !str_ends(s, str_of("ova")) ||
        (s.data[s.len - 4] != 'v' && s.data[s.len - 4] != 'n'))
        return 0;
    memcpy(out, s.data, s.len - 3);
    out[s.len - 3] = 'a';
    return s.len - 2;
}

/* Latvian puts -s behind a man's name: Lavrovs, Sergejs. */
static size_t without_latvian_ending(str s, char *out, size_t cap)
{
    static const char *const ends[] = {"ovs", "evs", "ijs", "ejs", "nins", "kis"};
    for (size_t i = 0; s.len >= 5 && s.len <= cap && i < sizeof ends / sizeof *ends; i++) {
        if (!str_ends(s, str_of(ends[i])))
            continue;
        memcpy(out, s.data, s.len - 1);
        return s.len - 1;
    }
    return 0;
}

/* -al-Din behind a name is written in one with it and takes the sound of its d: Ezzeddine, Saladin, Nureldin.
 */
static size_t with_din(str s, char *out, size_t cap)
{
    static const char *const ends[] = {"eldine", "aldine", "uldine", "eddine", "uddine", "addine",
                                       "iddine", "aldeen", "eldeen", "uddeen", "eddeen", "addeen",
                                       "eldin",  "uldin",  "uddin",  "eddin",  "addin",  "iddin",
                                       "uddyn",  "edine",  "udin",   "edin"};
    static const char din[] = "aldin";
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t stem = s.len - strlen(ends[i]);
        if (!str_ends(s, str_of(ends[i])) || stem < 2 || stem + sizeof din - 1 > cap)
            continue;
        memcpy(out, s.data, stem);
        memcpy(out + stem, din, sizeof din - 1);
        return stem + sizeof din - 1;
    }
    return 0;
}

/* -eev is -eyev. */
static size_t with_glide(str s, char *out, size_t cap)
{
    size_t at = str_find(s, str_of("eev"));
    if (at == SIZE_MAX || s.len + 1 > cap)
        return 0;
    memcpy(out, s.data, at + 1);
    out[at + 1] = 'y';
    memcpy(out + at + 2, s.data + at + 1, s.len - at - 1);
    return s.len + 1;
}

size_t spelling_by_habit(str letters, unsigned habit, char *out, size_t cap)
{
    if (habit == HABIT_CZECH)
        return without_czech_ending(letters, out, cap);
    if (habit == HABIT_LATVIAN)
        return without_latvian_ending(letters, out, cap);
    if (habit == HABIT_DIN)
        return with_din(letters, out, cap);
    if (habit == HABIT_EE)
        return with_glide(letters, out, cap);
    size_t len = 0;
    bool changed = false;
    for (size_t i = 0; i < letters.len;) {
        char instead = letters.data[i];
        size_t taken = read_at(letters, i, habit, &instead);
        if (len == cap)
            return 0;
        out[len++] = instead;
        changed = changed || taken > 0;
        i += taken ? taken : 1;
    }
    return changed ? len : 0;
}

static const char *const PATRONYMIC_ENDINGS[] = {
    "ovich", "evich", "avich", "ovych", "evych", "yovych", "iovych", "ovitch",  "evitch",  "ovits", "evits",
    "ovic",  "evic",  "avic",  "ovitj", "evitj", "ovitsj", "evitsj", "owitsch", "ewitsch", "owicz", "ewicz",
    "ovicz", "evicz", "ovna",  "evna",  "ivna",  "auna",   "ouna",   "owna",    "ewna",    "yivna",
};

/* The father's name behind a stem: Serge-, Andre-, Dmitri-, Vasil-, Nikola-. */
static const lexicon_word *father_of(str stem)
{
    static const char *const ends[] = {"", "y", "i", "iy", "ii", "ey", "ei", "a", "ay", "ai", "l"};
    char name[64];
    if (stem.len > 3 && stem.data[stem.len - 1] == 'y') /* Sergey-evich */
        stem.len--;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t len = strlen(ends[i]);
        if (stem.len + len > sizeof name)
            break;
        memcpy(name, stem.data, stem.len);
        memcpy(name + stem.len, ends[i], len);
        const lexicon_word *w = lexicon_find(str_make(name, stem.len + len));
        if (w && w->variants[0])
            return w;
    }
    return NULL;
}

bool spelling_patronymic(str letters, const lexicon_word **stem)
{
    *stem = NULL;
    for (size_t i = 0; i < sizeof PATRONYMIC_ENDINGS / sizeof *PATRONYMIC_ENDINGS; i++) {
        str end = str_of(PATRONYMIC_ENDINGS[i]);
        if (letters.len < end.len + 2 || !str_ends(letters, end))
            continue;
        *stem = father_of(str_make(letters.data, letters.len - end.len));
        return true;
    }
    return false;
}

/* Cyrillic: the alphabet by scheme and language, with what depends on the neighbours: e and yo after vowels,
 * the endings -iy and -yy, ks for x, French s between vowels.
 *
 * Each letter becomes a form, the letter with what matters of its neighbours; a table that
 * tools/tables/cyrillic_tables.py makes has the value of each form in each manner of writing.
 */
#include "text/spell.h"

/* What a pair of letters adds to the form of the first and to that of the second. */
typedef struct pair_forms {
    uint8_t first, second;
} pair_forms;

/* Where the forms of a letter begin, and what it is to its neighbours. */
typedef struct form_letter {
    uint16_t row;
    uint8_t kind;
} form_letter;

enum { MANNER_COLUMNS = 24 };

typedef struct form_row {
    roman values[MANNER_COLUMNS];
    uint32_t differ; /* the manners that write it otherwise than MANNER_PLAIN, a bit each */
} form_row;

#include "text/tables/cyrillic.inc"

#define LETTERS_END (sizeof letters / sizeof letters[0])
#define FORM_NONE   (&forms[FORM_ROWS]) /* of letters that are not in the table */

/* Letters of the endings, and those that Belarusian and Russian write differently. */
#define A       0x430u
#define DE      0x434u
#define IE      0x435u
#define ZE      0x437u
#define I       0x438u
#define SHORT_I 0x439u
#define EN      0x43Du
#define ER      0x440u
#define TSE     0x446u
#define YERY    0x44Bu
#define SOFT    0x44Cu
#define YU      0x44Eu
#define YA      0x44Fu
#define YO      0x451u
#define UKR_I   0x456u
#define SHORT_U 0x45Eu

static bool softens(uint32_t cp)
{
    return cp == IE || cp == YO || cp == UKR_I || cp == YU || cp == YA || cp == SOFT;
}

static void add_belarusian_forms(const uint32_t *c, size_t count, const form_row **rows)
{
    for (size_t i = 0; i < count; i++) {
        bool soft = i + 1 < count && softens(c[i + 1]);
        if ((c[i] == ZE && i > 0 && c[i - 1] == DE && soft) || (c[i] == TSE && soft) ||
            (c[i] == A && i + 2 == count && c[i + 1] == SHORT_U))
            rows[i]++;
        else if (c[i] == YERY && i > 0 && c[i - 1] == ER)
            rows[i] += 2;
    }
    if (count >= 3 && c[count - 1] == SHORT_I && c[count - 2] == YERY && c[count - 3] == ER)
        rows[count - 1]++;
}

/* -iy, -yy, -in */
static void add_ending_forms(const uint32_t *c, size_t count, const form_row **rows)
{
    if (count < 2)
        return;
    uint32_t last = c[count - 1], before = c[count - 2];
    if (last == SHORT_I && (before == I || before == YERY)) {
        rows[count - 2] += 1;
        rows[count - 1] += 1;
    } else if (last == EN && before == I) {
        rows[count - 2] += 2;
        rows[count - 1] += 1;
    }
}

/* A word as its forms. */
typedef struct form_word {
    const form_row *rows[SPELL_LETTERS_MAX];
    uint32_t differ; /* of all of them */
    bool complete;   /* none is FORM_NONE */
} form_word;

static void find_forms(const speller *s, form_word *f)
{
    static const form_letter none = {FORM_ROWS, KIND_OTHER};
    const uint32_t *c = s->cps;
    size_t last = s->count - 1, row_before = 0;
    unsigned before = KIND_START;
    for (size_t i = 0; i < s->count; i++) {
        const form_letter *l = c[i] < LETTERS_END ? &letters[c[i]] : &none;
        const pair_forms *pair = &pairs[before][l->kind];
        f->rows[i > 0 ? i - 1 : 0] = &forms[row_before + pair->first];
        row_before = (size_t)l->row + pair->second;
        before = l->kind;
    }
    f->rows[last] = &forms[row_before];
    add_ending_forms(c, s->count, f->rows);
    if (s->language == LANGUAGE_BELARUSIAN)
        add_belarusian_forms(c, s->count, f->rows);
    f->differ = 0;
    f->complete = true;
    for (size_t i = 0; i < s->count; i++) {
        f->differ |= f->rows[i]->differ;
        f->complete &= f->rows[i] != FORM_NONE;
    }
}

static void spell_manner(speller *s, const form_word *f, unsigned manner)
{
    char *to = s->start;
    if (f->complete) {
        for (size_t i = 0; i < s->count; i++)
            to = put_roman(to, &f->rows[i]->values[manner]);
    } else {
        for (size_t i = 0; i < s->count; i++)
            to = f->rows[i] == FORM_NONE ? put_letter(to, s->cps[i], manner_schemes[manner])
                                         : put_roman(to, &f->rows[i]->values[manner]);
    }
    spell_end(s, to);
}

static const uint8_t *manners_of(const speller *s)
{
    return language_manners[s->language == LANGUAGE_EASTERN ? LANGUAGE_RUSSIAN : s->language];
}

void spell_cyrillic_first(speller *s)
{
    form_word f;
    find_forms(s, &f);
    spell_manner(s, &f, manners_of(s)[0]);
}

/* Manners that come to the same in this word are written once. */
void spell_cyrillic(speller *s)
{
    form_word f;
    find_forms(s, &f);
    uint32_t differ = f.differ | 1u << MANNER_PLAIN;
    const uint8_t *manners = manners_of(s);
    bool plain_seen = false;
    if (s->language ==
        LANGUAGE_EASTERN) { /* how the word itself reads stays first, but one letter is no initial */
        if (s->count > 1)
            spell_cyrillic_first(s);
        spell_eastern_cyrillic(s);
    }
    for (size_t i = 0; i < MANNERS_MAX; i++) {
        unsigned manner = manners[i];
        bool plain = manner == MANNER_PLAIN || !(differ >> manner & 1);
        if (!(plain && plain_seen))
            spell_manner(s, &f, manner);
        plain_seen |= plain;
    }
}

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

#include "text/tables/cyrillic.inc"

#define LETTERS_MAX 768 /* characters of a word when folded */

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

static void add_belarusian_forms(const uint32_t *c, size_t count, uint16_t *rows)
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
static void add_ending_forms(const uint32_t *c, size_t count, uint16_t *rows)
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

/* A word as the rows of its forms. */
typedef struct form_word {
    const roman *rows[LETTERS_MAX]; /* NULL for a letter that has none */
    size_t count;
    bool complete;   /* every letter has a row */
    uint32_t differ; /* the manners that write some letter otherwise than MANNER_PLAIN, a bit each */
} form_word;

static void find_forms(const speller *s, form_word *f)
{
    const uint32_t *c = s->cps;
    uint16_t numbers[LETTERS_MAX];
    unsigned before = KIND_START;
    for (size_t i = 0; i < s->count; i++) {
        bool cyrillic = c[i] - LETTERS_FIRST < LETTERS_END - LETTERS_FIRST;
        unsigned row = cyrillic ? letter_forms[c[i] - LETTERS_FIRST] : c[i] < 0x80 ? c[i] : FORM_ROWS;
        unsigned kind = cyrillic ? letter_kinds[c[i] - LETTERS_FIRST] : KIND_OTHER;
        const pair_forms *pair = &pairs[before][kind];
        numbers[i] = (uint16_t)(row + pair->second);
        numbers[i > 0 ? i - 1 : 0] += pair->first;
        before = kind;
    }
    add_ending_forms(c, s->count, numbers);
    if (s->language == LANGUAGE_BELARUSIAN)
        add_belarusian_forms(c, s->count, numbers);
    f->count = s->count;
    f->complete = true;
    f->differ = 0;
    for (size_t i = 0; i < s->count; i++) {
        bool known = numbers[i] < FORM_ROWS;
        f->rows[i] = known ? forms[numbers[i]] : NULL;
        f->differ |= known ? form_differs[numbers[i]] : UINT32_MAX;
        f->complete &= known;
    }
}

static void spell_manner(speller *s, const form_word *f, unsigned manner)
{
    char *to = s->start;
    if (f->complete) {
        for (size_t i = 0; i < f->count; i++)
            to = put_roman(to, f->rows[i] + manner);
    } else {
        for (size_t i = 0; i < f->count; i++)
            to = f->rows[i] ? put_roman(to, f->rows[i] + manner)
                            : put_letter(to, s->cps[i], manner_schemes[manner]);
    }
    spell_end(s, to);
}

void spell_cyrillic_first(speller *s)
{
    form_word f;
    find_forms(s, &f);
    spell_manner(s, &f, language_manners[s->language][0]);
}

/* Manners that come to the same in this word are written once. */
void spell_cyrillic(speller *s)
{
    form_word f;
    find_forms(s, &f);
    uint32_t differ = f.differ | 1u << MANNER_PLAIN;
    bool plain_seen = false;
    for (size_t i = 0; i < MANNERS_MAX; i++) {
        unsigned manner = language_manners[s->language][i];
        bool plain = manner == MANNER_PLAIN || !(differ >> manner & 1);
        if (!(plain && plain_seen))
            spell_manner(s, &f, manner);
        plain_seen |= plain;
    }
}

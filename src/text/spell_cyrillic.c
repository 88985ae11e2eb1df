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

/* The row of each letter; FORM_ROWS for a letter that has none. Returns the manners that write some of them
 * otherwise than MANNER_PLAIN, a bit each. */
static uint32_t find_forms(const speller *s, uint16_t *rows)
{
    const uint32_t *c = s->cps;
    unsigned before = KIND_START;
    for (size_t i = 0; i < s->count; i++) {
        bool cyrillic = c[i] - LETTERS_FIRST < LETTERS_END - LETTERS_FIRST;
        unsigned row = cyrillic ? letter_forms[c[i] - LETTERS_FIRST] : c[i] < 0x80 ? c[i] : FORM_ROWS;
        unsigned kind = cyrillic ? letter_kinds[c[i] - LETTERS_FIRST] : KIND_OTHER;
        const pair_forms *pair = &pairs[before][kind];
        rows[i] = (uint16_t)(row + pair->second);
        rows[i > 0 ? i - 1 : 0] += pair->first;
        before = kind;
    }
    add_ending_forms(c, s->count, rows);
    if (s->language == LANGUAGE_BELARUSIAN)
        add_belarusian_forms(c, s->count, rows);
    uint32_t differ = 0;
    for (size_t i = 0; i < s->count; i++)
        differ |= rows[i] < FORM_ROWS ? form_differs[rows[i]] : UINT32_MAX;
    return differ;
}

static void spell_manner(speller *s, const uint16_t *rows, unsigned manner)
{
    char *to = s->start;
    for (size_t i = 0; i < s->count; i++) {
        if (rows[i] < FORM_ROWS)
            to = put_roman(to, &forms[rows[i]][manner]);
        else
            to = put_letter(to, s->cps[i], manner_schemes[manner]);
    }
    spell_end(s, to);
}

void spell_cyrillic_first(speller *s)
{
    uint16_t rows[LETTERS_MAX];
    find_forms(s, rows);
    spell_manner(s, rows, language_manners[s->language][0]);
}

/* Manners that come to the same in this word are written once. */
void spell_cyrillic(speller *s)
{
    uint16_t rows[LETTERS_MAX];
    uint32_t differ = find_forms(s, rows) | 1u << MANNER_PLAIN;
    bool plain_seen = false;
    for (size_t i = 0; i < MANNERS_MAX; i++) {
        unsigned manner = language_manners[s->language][i];
        bool plain = manner == MANNER_PLAIN || !(differ >> manner & 1);
        if (!(plain && plain_seen))
            spell_manner(s, rows, manner);
        plain_seen |= plain;
    }
}

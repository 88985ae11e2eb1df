#include "mention/mention_words.h"

#include "base/error.h"
#include "mention/mention_lists.h"
#include "mention/mention_stems.h"
#include "exact/place_screen.h"
#include "name/ideograph.h"
#include "name/parameters.h"
#include "name/spelling.h"
#include "metric/distance.h"
#include "base/utf8.h"

#include <stdlib.h>

enum {
    SLOT_COUNT = 1 << 17,  /* of one generation */
    ENTRIES_MAX = 3 << 15, /* three quarters of them */
    MEMORY_CAP = 24 << 20, /* bytes of one generation */
    FOUND_MAX = 256,       /* tokens met for one word */
    RELATIONS_MAX = 48,    /* kept */
    SPELLINGS_MAX = TEXT_SPELLINGS_MAX + SPELLING_HABITS,
    RARE_LEVEL = 2,     /* of names of organisations that have a word, at most: no common word */
    STEM_SPELLINGS = 1, /* spellings that stems are taken of */
    LETTERS_MAX = 160,  /* of a spelling; what is longer is no word of a name */
    COST_INFLECTED = 2,
    COST_OTHER_LETTERS = 2, /* other letters for the same sounds */
    COST_CONSONANT = 6,     /* the least of an exchange of consonants of one class */
    FRAME_CONSONANTS = 3,   /* of a word without short vowels that may be spelled otherwise */
    SAME_CONSONANTS = 2,    /* spellings with the same consonants that are compared */
    COST_EDIT = 28,
    SMALL_EDIT_LEN = 9, /* letters of a word in small letters that may have a wrong one */
    CODE_DIGITS = 3,    /* of a word with letters that is rather a code */
};

typedef struct generation {
    const word_entry *slots[SLOT_COUNT];
    size_t count, used;
    char *memory;
} generation;

typedef struct spelling {
    str letters;
    phone_word sound;
    mention_sound key;
    uint8_t cost;
} spelling;

struct mention_words {
    const mention_table *table;
    generation *now, *before;
    word_entry none;

    /* of the word that is looked for */
    spelling spellings[SPELLINGS_MAX];
    size_t spelling_count;
    char habits[SPELLING_HABITS][LETTERS_MAX];
    bool abjad;
    uint8_t script;
    word_relation found[FOUND_MAX];
    size_t found_count;
};

static itd_status generation_new(generation **out, itd_error *error)
{
    generation *g = calloc(1, sizeof *g);
    if (!g)
        return error_memory(error);
    g->memory = malloc(MEMORY_CAP);
    *out = g;
    return g->memory ? ITD_OK : error_memory(error);
}

static void generation_free(generation *g)
{
    if (!g)
        return;
    free(g->memory);
    free(g);
}

/* ---- phrases ---- */

bool mention_words_pair(const mention_words *w, const word_entry *first, const word_entry *second)
{
    return mention_lists_pair(w->table->lists, first->folded_hash, second->folded_hash);
}

itd_status mention_words_new(const mention_table *t, mention_words **out, itd_error *error)
{
    mention_words *w = calloc(1, sizeof *w);
    if (!w)
        return error_memory(error);
    w->table = t;
    w->none.folded = w->none.letters = str_of("");
    itd_status status = generation_new(&w->now, error);
    if (status == ITD_OK)
        status = generation_new(&w->before, error);
    if (status != ITD_OK) {
        mention_words_free(w);
        return status;
    }
    *out = w;
    return ITD_OK;
}

void mention_words_free(mention_words *w)
{
    if (!w)
        return;
    generation_free(w->now);
    generation_free(w->before);
    free(w);
}

/* ---- spellings ---- */

static void put_spelling(mention_words *w, str letters, uint8_t cost)
{
    if (w->spelling_count == SPELLINGS_MAX || letters.len == 0 || letters.len > LETTERS_MAX)
        return;
    spelling *s = &w->spellings[w->spelling_count++];
    s->letters = letters;
    s->cost = cost;
    phone_from_letters(letters, &s->sound);
    s->key = mention_sound_of(&s->sound);
}

static void put_spellings(mention_words *w, const text_word *word)
{
    w->spelling_count = 0;
    w->script = word->script;
    w->abjad = word->script == SCRIPT_ARABIC || word->script == SCRIPT_HEBREW;
    for (size_t i = 0; i < word->spelling_count; i++)
        put_spelling(w, word->spellings[i], i > 0);
    if ((word->script != SCRIPT_LATIN && word->script != SCRIPT_COMMON) || w->spelling_count == 0)
        return;
    for (unsigned habit = 0; habit < SPELLING_HABITS; habit++) {
        size_t len = spelling_by_habit(w->spellings[0].letters, habit, w->habits[habit], LETTERS_MAX);
        if (len)
            put_spelling(w, str_make(w->habits[habit], len), SPELLING_HABIT_COST);
    }
}

/* ---- relations ---- */

static void put_relation(mention_words *w, uint32_t number, int cost, word_grade grade)
{
    word_relation *r = NULL;
    for (size_t i = 0; i < w->found_count && !r; i++)
        if (w->found[i].token == number)
            r = &w->found[i];
    if (r ? r->cost <= cost : w->found_count == FOUND_MAX)
        return;
    if (!r)
        r = &w->found[w->found_count++];
    *r = (word_relation){number, (uint8_t)cost, (uint8_t)grade};
}

/* Cost of another spelling of the same sounds, by the sounds of the shorter word. */
static int like_limit(size_t sounds)
{
    static const int limits[] = {0, 0, 0, 6, 12};
    return sounds < 5 ? limits[sounds] : 16;
}

/* As match/relation.c weighs a frame of consonants. */
static int frame_cost(size_t sounds)
{
    return sounds <= 3 ? 8 : sounds <= 5 ? 5 : 3;
}

static int frame_limit(size_t sounds)
{
    return sounds <= 5 ? ABJAD_LIMIT_5 : sounds <= 7 ? ABJAD_LIMIT_7 : ABJAD_LIMIT_8;
}

static size_t longer_of(const phone_word *a, const phone_word *b)
{
    return a->len > b->len ? a->len : b->len;
}

static size_t shorter_of(const phone_word *a, const phone_word *b)
{
    return a->len < b->len ? a->len : b->len;
}

/* Least cost of the vowels before a consonant where the sketches have these: none, a, e or i, o or u. */
static const uint8_t vowel_costs[4][4] = {{0, 8, 8, 8}, {8, 0, 6, 7}, {8, 6, 0, 9}, {8, 7, 9, 0}};

/* False where the sketches show that the words are further apart than like_limit. */
static bool may_be_like(uint32_t a, uint32_t b)
{
    unsigned shorter = (a < b ? a : b) >> 26;
    uint32_t fields = keys_fields_apart(a, b);
    int cost = COST_OTHER_LETTERS;
    if (keys_lengths_apart(a, b) > (shorter > 3))
        return false;
    for (size_t n = 0; fields; n++, fields &= fields - 1) {
        unsigned at = (unsigned)__builtin_ctz(fields);
        cost += fields & SKETCH_CONSONANTS & -fields ? COST_CONSONANT : vowel_costs[a >> at & 3][b >> at & 3];
        if (n == 2)
            return false;
    }
    return cost <= like_limit(shorter);
}

static void compare_like(mention_words *w, const spelling *s, const table_spelling *listed)
{
    phone_word sound;
    bool frame = w->abjad != listed->frame;
    mention_sounds(w->table, listed, &sound);
    int extra =
        s->cost + listed->cost + (frame ? frame_cost(longer_of(&s->sound, &sound)) : COST_OTHER_LETTERS);
    int limit = frame ? frame_limit(longer_of(&s->sound, &sound)) : like_limit(shorter_of(&s->sound, &sound));
    if (extra > limit)
        return;
    int d = !frame     ? distance_within(&s->sound, &sound, limit - extra, DISTANCE_FULL)
            : w->abjad ? distance_within(&s->sound, &sound, limit - extra, DISTANCE_ABJAD)
                       : distance_within(&sound, &s->sound, limit - extra, DISTANCE_ABJAD);
    if (d != DISTANCE_NONE)
        put_relation(w, listed->token, d + extra, GRADE_LIKE);
}

/* Most of what is asked is not listed: then one look at the bits is enough. */
bool mention_words_listed(const mention_words *w, str letters)
{
    const mention_table *t = w->table;
    uint32_t bit = table_listed_bit(letters);
    if (!(t->listed[bit / 64] >> (bit % 64) & 1))
        return false;
    uint32_t at, end, sketch = keys_letters_sketch(letters);
    for (mention_table_keys(t, keys_by_letters(keys_hash(0, letters)), &at, &end); at < end; at++) {
        const table_spelling *listed = &t->spellings[t->keys[at].spelling];
        if (t->keys[at].sketch == sketch && str_equal(table_letters(t, listed), letters))
            return true;
    }
    return false;
}

/* Tokens with the same letters. */
static void find_equal(mention_words *w)
{
    const mention_table *t = w->table;
    for (size_t i = 0; i < w->spelling_count; i++) {
        const spelling *s = &w->spellings[i];
        uint32_t at, end, key = keys_by_letters(keys_hash(0, s->letters)),
                          sketch = keys_letters_sketch(s->letters);
        for (mention_table_keys(t, key, &at, &end); at < end; at++) {
            const table_spelling *listed = &t->spellings[t->keys[at].spelling];
            if (t->keys[at].sketch == sketch && str_equal(table_letters(t, listed), s->letters))
                put_relation(w, listed->token, s->cost + listed->cost, GRADE_EQUAL);
        }
    }
}

static void find_by_key(mention_words *w, const spelling *s, uint32_t key)
{
    const mention_table *t = w->table;
    uint32_t at, end;
    for (mention_table_keys(t, key, &at, &end); at < end; at++)
        if (w->abjad || may_be_like(s->key.sketch, t->keys[at].sketch))
            compare_like(w, s, &t->spellings[t->keys[at].spelling]);
}

/* Tokens that sound like one of the spellings. A frame of consonants has no vowels to compare. */
static void find_like(mention_words *w)
{
    for (size_t i = 0; i < w->spelling_count; i++) {
        const spelling *s = &w->spellings[i];
        size_t same = 0;
        for (size_t k = 0; k < i; k++)
            same += w->spellings[k].key.consonants == s->key.consonants;
        if (same >= SAME_CONSONANTS || (w->abjad && s->key.consonants >> 4 * (FRAME_CONSONANTS - 1) == 0))
            continue;
        find_by_key(w, s, keys_by_consonants(&s->key));
        if (!w->abjad && s->sound.len >= 4)
            find_by_key(w, s, keys_by_vowels(&s->key));
    }
}

static size_t decode(str s, uint32_t cps[LETTERS_MAX])
{
    size_t count = 0, at = 0;
    bool repaired;
    while (at < s.len && count < LETTERS_MAX)
        cps[count++] = utf8_next(s, &at, &repaired);
    return count;
}

/* True if one letter put in, left out or exchanged, or two neighbours exchanged, make b of a. */
static bool one_edit(str left, str right)
{
    uint32_t a[LETTERS_MAX], b[LETTERS_MAX];
    size_t m = decode(left, a), n = decode(right, b), from = 0, end = 0, shorter = m < n ? m : n;
    while (from < shorter && a[from] == b[from])
        from++;
    while (end < shorter - from && a[m - 1 - end] == b[n - 1 - end])
        end++;
    size_t rest_a = m - from - end, rest_b = n - from - end;
    if (rest_a <= 1 && rest_b <= 1)
        return true;
    return rest_a == 2 && rest_b == 2 && a[from] == b[from + 1] && a[from + 1] == b[from];
}

static void put_edited(mention_words *w, str letters, const table_spelling *theirs)
{
    phone_word a, b;
    str row = table_letters(w->table, theirs);
    int d = DISTANCE_NONE;
    if (!one_edit(letters, row))
        return;
    if (theirs->number != SPELLING_FOLDED) {
        phone_from_letters(letters, &a);
        mention_sounds(w->table, theirs, &b);
        d = distance_within(&a, &b, COST_EDIT, DISTANCE_FULL);
    }
    put_relation(w, theirs->token,
                 d == DISTANCE_NONE ? DISTANCE_UNIT
                 : d > 0            ? d
                                    : 1,
                 d < DISTANCE_UNIT ? GRADE_LIKE : GRADE_EDIT);
}

/* Tokens that one wrong letter makes of the word. */
static void find_edited(mention_words *w, str letters, size_t letter_count)
{
    const mention_table *t = w->table;
    uint32_t at, end, keys[KEYS_PARTS], sketch = keys_letters_sketch(letters);
    if (letter_count + 1 < KEYS_EDIT_LEN || letters.len > LETTERS_MAX)
        return;
    size_t count = keys_by_parts(letters, false, keys);
    for (size_t k = 0; k < count; k++)
        for (mention_table_keys(t, keys[k], &at, &end); at < end; at++) {
            uint32_t other = t->keys[at].sketch;
            bool ascii = letters.len == letter_count;
            if (keys_lengths_apart(sketch, other) > (ascii ? 1 : 2) ||
                (ascii && !keys_at_most_two((sketch ^ other) & 0x3FFFFFF)))
                continue;
            const table_spelling *theirs = &t->spellings[t->keys[at].spelling];
            if (theirs->number == (ascii ? 0 : SPELLING_FOLDED))
                put_edited(w, letters, theirs);
        }
}

/* Tokens that are the stem with an ending of the nominative. */
static void find_stem(mention_words *w, str stem)
{
    const mention_table *t = w->table;
    uint64_t hash = keys_hash(0, stem);
    str rest;
    for (size_t r = 0; mention_stem_rest(w->script, r, &rest); r++) {
        uint32_t at, end, key = keys_by_letters(keys_hash(hash, rest));
        for (mention_table_keys(t, key, &at, &end); at < end; at++) {
            const table_spelling *listed = &t->spellings[t->keys[at].spelling];
            str letters = table_letters(t, listed);
            if (t->keys[at].sketch >> 26 == stem.len + rest.len && str_starts(letters, stem) &&
                str_ends(letters, rest))
                put_relation(w, listed->token, COST_INFLECTED + listed->cost, GRADE_INFLECTED);
        }
    }
}

/* Tokens that the word is with an ending. */
static void find_inflected(mention_words *w)
{
    for (size_t i = 0; i < w->spelling_count && i < STEM_SPELLINGS; i++) {
        uint8_t lens[STEMS_MAX];
        size_t count = mention_stems(w->spellings[i].letters, w->script, lens);
        for (size_t k = 0; k < count; k++)
            find_stem(w, str_make(w->spellings[i].letters.data, lens[k]));
    }
}

static int by_nearness(const void *left, const void *right)
{
    const word_relation *a = left, *b = right;
    if (a->cost != b->cost)
        return a->cost < b->cost ? -1 : 1;
    return a->token < b->token ? -1 : a->token > b->token;
}

/* ---- entries ---- */

static size_t digits_in(str s)
{
    size_t count = 0;
    for (size_t i = 0; i < s.len; i++)
        count += s.data[i] >= '0' && s.data[i] <= '9';
    return count;
}

/* Letters; those of scripts that write a syllable with each count three. */
static size_t letters_in(str s)
{
    size_t count = 0;
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.data[i];
        count += (c & 0xC0) == 0x80 ? 0 : c >= 0xE3 ? 3 : 1;
    }
    return count;
}

/* Japanese writes its grammar in Hiragana, U+3041 to U+309F, and the names of others in Katakana. */
static bool is_hiragana(const text_word *word)
{
    const unsigned char *p = (const unsigned char *)word->folded.data;
    return word->script == SCRIPT_KANA && word->folded.len >= 3 && p[0] == 0xE3 &&
           (p[1] == 0x81 || (p[1] == 0x82 && p[2] < 0xA0));
}

/* A reference. */
static bool is_code(str folded)
{
    size_t digits = digits_in(folded);
    return digits >= CODE_DIGITS && digits < folded.len;
}

/* By its last letter: -ovich, -ovits, -ovic, -ovitj, -owicz, -ovna. */
static bool may_be_patronymic(str letters)
{
    return letters.len >= 6 && memchr("hscjza", letters.data[letters.len - 1], 6) != NULL;
}

/* "al", "abd", "bin". */
static bool is_joining(str folded)
{
    static const str particles[] = {STR("al"),    STR("el"),    STR("ul"),    STR("ur"),  STR("abd"),
                                    STR("abdul"), STR("abdel"), STR("abdal"), STR("abu"), STR("abo"),
                                    STR("ibn"),   STR("bin"),   STR("ben"),   STR("mac"), STR("mc"),
                                    STR("de"),    STR("di"),    STR("la")};
    for (size_t i = 0; i < sizeof particles / sizeof *particles; i++)
        if (str_equal(folded, particles[i]))
            return true;
    return false;
}

/* True for what the lexicon has only because some listed parties bear it: "Qaida", "Taliban". */
static bool is_own_name(const lexicon_word *k)
{
    return k->flags == 0 && k->person_level == 0 && k->organisation_level <= 1 && !k->form && !k->meaning &&
           !k->sphere && !k->filler && !k->place && k->number < 0 &&
           (k->variants[0] || !k->organisation_level);
}

/* True for what only some organisations are called by: "Lukoil", "Basij". */
static bool is_rare(const lexicon_word *k)
{
    return k->person_level == 0 && k->organisation_level > 0 && k->organisation_level <= RARE_LEVEL &&
           !k->form && !k->filler && !k->place && k->number < 0;
}

/* A foreign name in Han characters: a word of letters, not of syllables that mean something. */
static bool is_foreign(const text_word *word)
{
    bool repaired, all = word->script == SCRIPT_HAN && word->folded.len > 3;
    for (size_t at = 0; all && at < word->folded.len;)
        all = text_is_foreign_sign(utf8_next(word->folded, &at, &repaired));
    return all;
}

static unsigned flags_of(const mention_words *w, const text_word *word, const lexicon_word *known)
{
    unsigned listed = mention_lists_find(w->table->lists, word->folded), flags = 0;
    const lexicon_word *stem;
    size_t digits = digits_in(word->folded);
    flags |= (listed & LIST_FUNCTION) || is_hiragana(word) ? WORD_FUNCTION : 0;
    flags |= listed & LIST_LEADS ? WORD_LEADS : 0;
    flags |= listed & LIST_SHIP ? WORD_SHIP : 0;
    flags |= listed & LIST_VOYAGE ? WORD_VOYAGE : 0;
    flags |= listed & LIST_FLAG ? WORD_FLAG : 0;
    flags |= listed & LIST_FORMER ? WORD_FORMER : 0;
    flags |= listed & LIST_SEA ? WORD_SEA : 0;
    flags |= listed & LIST_BREAK ? WORD_BREAK : 0;
    flags |= digits ? WORD_NUMBER : 0;
    flags |= letters_in(word->folded) == 1 ? WORD_SINGLE : 0;
    flags |= is_joining(word->folded) ? WORD_JOINS : 0;
    flags |= place_screen_may_begin(word->folded) ? WORD_PLACE : 0;
    bool syllabic =
        word->script == SCRIPT_HAN || word->script == SCRIPT_HANGUL || word->script == SCRIPT_KANA;
    flags |= syllabic && !is_foreign(word) ? WORD_SYLLABIC : 0;
    if (known) {
        flags |= is_own_name(known) ? 0 : WORD_KNOWN | (mention_is_common(known) ? WORD_COMMON : 0);
        flags |= is_rare(known) ? WORD_UNCOMMON : 0;
        flags |= known->form ? WORD_FORM : 0;
        flags |= known->meaning ? WORD_CLASS : 0;
        flags |= known->place ? WORD_LAND : 0;
        flags |= known->flags & LEXICON_PHRASE_START ? WORD_PHRASE : 0;
        flags |= (known->flags & LEXICON_GIVEN) || known->variants[0] ? WORD_GIVEN : 0;
    }
    if (word->spelling_count && may_be_patronymic(word->spellings[0]) &&
        spelling_patronymic(word->spellings[0], &stem))
        flags |= WORD_FATHER;
    return flags;
}

static const lexicon_word *known_as(const text_word *word)
{
    const lexicon_word *known = lexicon_find(word->folded);
    for (size_t i = 0; !known && i < word->spelling_count; i++)
        known = lexicon_find(word->spellings[i]);
    return known;
}

static void *take(generation *g, size_t size)
{
    size_t start = (g->used + 7) & ~(size_t)7;
    g->used = start + size;
    return g->memory + start;
}

static str keep(generation *g, str s)
{
    char *to = take(g, s.len);
    if (s.len)
        memcpy(to, s.data, s.len);
    return str_make(to, s.len);
}

static bool has_room(const generation *g, size_t size)
{
    return g->count < ENTRIES_MAX && g->used + size <= MEMORY_CAP;
}

/* Room for an entry with all that belongs to it; where there is none the generation that was before is
 * forgotten and a new one begins. */
static void make_room(mention_words *w, size_t size)
{
    generation *g = w->now;
    if (has_room(g, size))
        return;
    w->now = w->before;
    w->before = g;
    memset(w->now->slots, 0, sizeof w->now->slots);
    w->now->count = w->now->used = 0;
}

static size_t size_of(const word_entry *e)
{
    return sizeof *e + e->relation_count * sizeof *e->relations + e->folded.len + e->letters.len + 32;
}

static const word_entry *put_entry(mention_words *w, const word_entry *e)
{
    size_t relations = e->relation_count * sizeof *e->relations;
    make_room(w, size_of(e));
    generation *g = w->now;
    word_entry *kept = take(g, sizeof *kept);
    *kept = *e;
    word_relation *list = take(g, relations);
    if (relations)
        memcpy(list, e->relations, relations);
    kept->relations = list;
    kept->folded = keep(g, e->folded);
    kept->letters = keep(g, e->letters);
    size_t at = e->hash >> 16;
    while (g->slots[at % SLOT_COUNT])
        at++;
    g->slots[at % SLOT_COUNT] = kept;
    g->count++;
    return kept;
}

static const word_entry *find_in(const generation *g, uint64_t hash, str folded)
{
    for (size_t at = hash >> 16;; at++) {
        const word_entry *e = g->slots[at % SLOT_COUNT];
        if (!e || (e->hash == hash && str_equal(e->folded, folded)))
            return e;
    }
}

static uint64_t hash_of(const text_word *word, bool loose)
{
    uint64_t h = 1469598103934665603u ^ word->script ^ (loose ? 256 : 0);
    for (size_t i = 0; i < word->folded.len; i++)
        h = (h ^ (unsigned char)word->folded.data[i]) * 1099511628211u;
    for (size_t k = 0; k < word->spelling_count; k++) { /* they depend on the language of the text */
        h = (h ^ 256) * 1099511628211u;
        if (word->spellings[k].data == word->folded.data)
            continue;
        for (size_t i = 0; i < word->spellings[k].len; i++)
            h = (h ^ (unsigned char)word->spellings[k].data[i]) * 1099511628211u;
    }
    return h ^ h >> 29;
}

/* Tokens that the word is with an ending or a wrong letter. */
static void find_changed(mention_words *w, const text_word *word, bool loose)
{
    size_t letters = letters_in(word->folded);
    if (keys_is_alphabet(word->script) && (loose || letters >= SMALL_EDIT_LEN))
        find_edited(w, word->folded, letters);
    if (w->abjad)
        return;
    if (loose || letters >= SMALL_EDIT_LEN)
        find_edited(w, w->spellings[0].letters, w->spellings[0].letters.len);
    find_inflected(w);
}

/* Within one script the characters decide, not what they sound like. */
static void drop_like_sounds(mention_words *w, const text_word *word)
{
    size_t kept = 0;
    token listed;
    for (size_t i = 0; i < w->found_count; i++) {
        uint32_t number = w->found[i].token;
        if (w->table->tokens[number].script == word->script) {
            index_token(&w->table->index, number, INDEX_DEPTH_LETTERS, &listed);
            if (!ideograph_same(listed.folded, word->folded))
                continue;
        }
        w->found[kept++] = w->found[i];
    }
    w->found_count = kept;
}

static const word_entry *look_up(mention_words *w, const text_word *word, bool loose, uint64_t hash)
{
    const lexicon_word *known = known_as(word);
    word_entry e = {
        .hash = hash, .folded = word->folded, .letters = word->spellings[0], .script = word->script};
    size_t letters = letters_in(word->folded);
    e.letter_count = (uint8_t)(letters < UINT8_MAX ? letters : UINT8_MAX);
    e.flags = flags_of(w, word, known);
    e.folded_hash = mention_fold_hash(word->folded);
    mention_groups(known, e.groups);
    w->found_count = 0;
    put_spellings(w, word);
    bool cased = word->script == SCRIPT_LATIN || word->script == SCRIPT_CYRILLIC ||
                 word->script == SCRIPT_GREEK || word->script == SCRIPT_ARMENIAN;
    bool empty = (e.flags & WORD_BREAK) || ((e.flags & WORD_FUNCTION) && !cased);
    if (w->spelling_count > 0 && !empty) {
        find_equal(w);
        if (loose && !(e.flags & (WORD_FUNCTION | WORD_NUMBER | WORD_SYLLABIC)))
            find_like(w); /* signs for syllables have all their readings */
        if (!(e.flags & (WORD_NUMBER | WORD_SYLLABIC | WORD_FUNCTION)))
            find_changed(w, word, loose);
    }
    if (ideograph_is(word->script))
        drop_like_sounds(w, word);
    if (is_code(word->folded) && w->found_count == 0)
        e.flags |= WORD_BREAK;
    qsort(w->found, w->found_count, sizeof *w->found, by_nearness);
    e.relations = w->found;
    e.relation_count = (uint16_t)(w->found_count < RELATIONS_MAX ? w->found_count : RELATIONS_MAX);
    for (size_t i = 0; i < e.relation_count; i++)
        e.marks |= mention_mark(e.relations[i].token);
    for (size_t i = 0; i < TABLE_GROUPS && e.groups[i]; i++)
        e.marks |= mention_mark(e.groups[i]);
    return put_entry(w, &e);
}

const word_entry *mention_words_find(mention_words *w, const text_word *word, bool loose)
{
    if (word->folded.len > 2 * LETTERS_MAX || word->spelling_count == 0)
        return &w->none;
    uint64_t hash = hash_of(word, loose);
    const word_entry *e = find_in(w->now, hash, word->folded);
    if (e)
        return e;
    e = find_in(w->before, hash, word->folded);
    return e && has_room(w->now, size_of(e)) ? put_entry(w, e) : look_up(w, word, loose, hash);
}

const word_entry *mention_words_none(mention_words *w)
{
    w->none.flags = WORD_FUNCTION;
    return &w->none;
}

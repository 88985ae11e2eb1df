#include "mention/mention_table.h"

#include "base/error.h"
#include "base/limits.h"
#include "name/parameters.h"
#include "text/unicode.h"
#include "base/utf8.h"

#include <stdlib.h>

enum {
    ANCHOR_INFORMATION = 15,
    NUMBER_INFORMATION = 40, /* that a text has a number says little */
    KEY_BITS_LEAST = 10,
};

/* The table while it is made: its arrays, to be written. */
typedef struct table_maker {
    arena *memory;
    const snapshot *snapshot;
    match_index index;
    table_token *tokens;
    uint32_t token_count;
    table_name *names;
    uint32_t name_count;
    uint32_t *name_tokens;
    uint32_t name_token_count;
    table_posting *postings;
    uint32_t posting_count;
    table_spelling *spellings;
    uint32_t spelling_count;
    uint32_t *starts;
    table_key *keys;
    uint32_t key_count, key_mask;
    uint64_t *listed;
} table_maker;

/* ---- tokens ---- */

static void read_token(table_maker *t, uint32_t number, const token *listed)
{
    table_token *to = &t->tokens[number];
    mention_groups(listed->word, to->groups);
    to->flags = listed->flags;
    to->script = listed->script;
    to->len = listed->spelling_count ? listed->spellings[0].sound.len : 0;
    to->given = listed->word && ((listed->word->flags & LEXICON_GIVEN) || listed->word->variants[0] ||
                                 listed->word->nicknames[0]);
    to->common = mention_is_common(listed->word);
    to->patronymic = (listed->flags & TOKEN_PATRONYMIC) != 0;
    to->phrase = memchr(listed->folded.data, ' ', listed->folded.len) != NULL;
    for (unsigned kind = 0; kind < KIND_COUNT; kind++) {
        const index_weight *w = &t->index.weights[t->index.words[number].weights].kind[kind];
        int most = w->role == ROLE_NUMBER ? NUMBER_INFORMATION : w->information;
        to->information[kind] = (uint16_t)(w->information > most ? most : w->information);
        to->contrast[kind] = (uint16_t)(w->contrast > 0 ? w->contrast : 0);
        to->roles[kind] = w->role;
    }
}

static uint32_t place_of(const table_maker *t, str letters)
{
    return (uint32_t)(letters.data - t->index.pool.data);
}

static void put_spellings(table_maker *t, uint32_t number, const token *listed)
{
    for (size_t i = 0; i < listed->spelling_count; i++) {
        const token_spelling *from = &listed->spellings[i];
        if (from->letters.len > UINT8_MAX)
            continue;
        table_spelling *s = &t->spellings[t->spelling_count++];
        *s = (table_spelling){.letters = place_of(t, from->letters),
                              .token = number,
                              .len = (uint8_t)from->letters.len,
                              .cost = from->cost,
                              .number = (uint8_t)i,
                              .frame = (listed->flags & TOKEN_ABJAD) != 0,
                              .sound_len = from->sound.len <= TABLE_SOUNDS ? from->sound.len : 0};
        memcpy(s->sounds, from->sound.phones, s->sound_len);
    }
    if (keys_is_alphabet(listed->script) && listed->folded.len <= UINT8_MAX)
        t->spellings[t->spelling_count++] = (table_spelling){.letters = place_of(t, listed->folded),
                                                             .token = number,
                                                             .len = (uint8_t)listed->folded.len,
                                                             .number = SPELLING_FOLDED};
}

static size_t letters_in(str s)
{
    size_t count = 0;
    for (size_t i = 0; i < s.len; i++)
        count += ((unsigned char)s.data[i] & 0xC0) != 0x80;
    return count;
}

/* Keys while the table is made, with the hashes that select them. */
typedef struct key_rows {
    uint32_t *hashes;
    table_key *keys;
    size_t count, cap;
} key_rows;

enum { KEYS_OF_SPELLING = KEYS_PARTS + 3 };

static bool make_room(key_rows *r)
{
    if (r->count + KEYS_OF_SPELLING <= r->cap)
        return true;
    size_t cap = r->cap ? r->cap * 2 : 1 << 16;
    uint32_t *hashes = realloc(r->hashes, cap * sizeof *hashes);
    if (hashes)
        r->hashes = hashes;
    table_key *keys = realloc(r->keys, cap * sizeof *keys);
    if (keys)
        r->keys = keys;
    r->cap = hashes && keys ? cap : r->cap;
    return hashes && keys;
}

static void put_key(key_rows *r, uint32_t hash, uint32_t spelling, uint32_t sketch)
{
    r->hashes[r->count] = hash;
    r->keys[r->count++] = (table_key){spelling, sketch};
}

static bool put_keys(const table_maker *t, key_rows *r, const table_spelling *s, uint32_t number)
{
    uint32_t parts[KEYS_PARTS];
    str letters = str_make(t->index.pool.data + s->letters, s->len);
    uint32_t sketch = keys_letters_sketch(letters);
    if (!make_room(r))
        return false;
    if ((s->number == 0 || s->number == SPELLING_FOLDED) && letters_in(letters) >= KEYS_EDIT_LEN)
        for (size_t i = keys_by_parts(letters, true, parts); i > 0; i--)
            put_key(r, parts[i - 1], number, sketch);
    if (s->number == SPELLING_FOLDED)
        return true;
    phone_word phones;
    phone_from_letters(letters, &phones);
    mention_sound sound = mention_sound_of(&phones);
    put_key(r, keys_by_consonants(&sound), number, sound.sketch);
    put_key(r, keys_by_vowels(&sound), number, sound.sketch);
    put_key(r, keys_by_letters(keys_hash(0, letters)), number, sketch);
    return true;
}

/* Sorts the keys by what selects them. */
static bool sort_keys(table_maker *t, const key_rows *r)
{
    unsigned bits = KEY_BITS_LEAST;
    while ((UINT32_C(1) << bits) < t->spelling_count * 2 && bits < 24)
        bits++;
    t->key_mask = (UINT32_C(1) << bits) - 1;
    t->key_count = (uint32_t)r->count;
    snapshot_rest(t->snapshot); /* here the table takes most memory, and reads none of it */
    t->starts = arena_array(t->memory, (size_t)t->key_mask + 2, sizeof *t->starts);
    t->keys = arena_array(t->memory, r->count + 1, sizeof *t->keys);
    if (!t->starts || !t->keys)
        return false;
    for (size_t i = 0; i < r->count; i++)
        t->starts[r->hashes[i] & t->key_mask]++;
    for (size_t k = 0; k <= t->key_mask; k++)
        t->starts[k + 1] += t->starts[k];
    for (size_t i = 0; i < r->count; i++)
        t->keys[--t->starts[r->hashes[i] & t->key_mask]] = r->keys[i];
    return true;
}

static bool make_keys(table_maker *t)
{
    key_rows rows = {0};
    bool good = true;
    for (uint32_t i = 0; good && i < t->spelling_count; i++)
        good = put_keys(t, &rows, &t->spellings[i], i);
    good = good && sort_keys(t, &rows);
    free(rows.hashes);
    free(rows.keys);
    return good;
}

/* Those of all tokens, each with one more in its own alphabet. */
static size_t count_spellings(const table_maker *t)
{
    token row;
    size_t count = 1;
    for (uint32_t i = 0; i < t->token_count; i++) {
        index_token(&t->index, i, INDEX_DEPTH_LETTERS, &row);
        count += row.spelling_count + 1u;
    }
    return count;
}

static bool make_tokens(table_maker *t)
{
    token row;
    t->token_count = t->index.word_count;
    size_t most = count_spellings(t);
    t->tokens = arena_array(t->memory, (size_t)t->token_count + 1, sizeof *t->tokens);
    t->spellings = arena_array(t->memory, most, sizeof *t->spellings);
    bool good = t->tokens && t->spellings;
    for (uint32_t i = 0; good && i < t->token_count; i++) {
        index_token(&t->index, i, INDEX_DEPTH_SOUNDS, &row);
        read_token(t, i, &row);
        put_spellings(t, i, &row);
    }
    return good && make_keys(t);
}

/* ---- names ---- */

static bool is_small(uint8_t role)
{
    return align_is_small(role) || role == ROLE_INITIAL;
}

/* What may be an anchor. Each is tried where the ones before give none. */
typedef enum anchor_choice {
    ANCHOR_OWN,   /* one word that tells something */
    ANCHOR_GIVEN, /* a given name or a father's name of a person too */
    ANCHOR_ANY,   /* phrases and words with figures too */
} anchor_choice;

static bool may_anchor(const table_token *k, unsigned kind, anchor_choice choice)
{
    if (is_small(k->roles[kind]))
        return false;
    if (choice == ANCHOR_ANY)
        return true;
    if (k->roles[kind] == ROLE_NUMBER || k->phrase || k->information[kind] < ANCHOR_INFORMATION)
        return false;
    return choice == ANCHOR_GIVEN || kind != KIND_PERSON || !(k->given || k->patronymic);
}

/* The rarest words of the name, each once. */
static void choose_anchors(const table_maker *t, table_name *n, anchor_choice choice, int budget)
{
    const uint32_t *tokens = t->name_tokens + n->first_token;
    int left = 0, taken = 0;
    for (size_t i = 0; i < n->count; i++)
        left += t->tokens[tokens[i]].information[n->kind];
    n->anchor_count = 0;
    while (n->anchor_count < TABLE_ANCHORS) {
        size_t best = n->count;
        for (size_t i = 0; i < n->count; i++) {
            bool used = false;
            for (size_t k = 0; k < n->anchor_count; k++)
                used = used || tokens[n->anchors[k]] == tokens[i];
            if (used || !may_anchor(&t->tokens[tokens[i]], n->kind, choice))
                continue;
            if (best == n->count || t->tokens[tokens[i]].names < t->tokens[tokens[best]].names)
                best = i;
        }
        if (best == n->count)
            return;
        n->anchors[n->anchor_count++] = (uint8_t)best;
        int information = t->tokens[tokens[best]].information[n->kind];
        left -= information;
        taken += information;
        if (left <= 0 || mention_least_penalty(left, taken) > budget)
            return;
    }
}

typedef struct written {
    size_t words, upper; /* words, and those in capitals */
    size_t upper_first;  /* place of the first of these */
    size_t comma;        /* words before the only comma, 0 without */
} written;

static bool is_word_byte(unsigned char c)
{
    return c >= 0x80 || c == '\'' || c == '`' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
           (c >= 'a' && c <= 'z');
}

/* How the words of a published name are written; words as match/tokens.h counts them. */
static written read_writing(str text)
{
    written w = {0};
    size_t commas = 0;
    bool repaired;
    for (size_t i = 0; i < text.len;) {
        if (!is_word_byte((unsigned char)text.data[i])) {
            if (text.data[i++] == ',') {
                commas++;
                w.comma = w.words;
            }
            continue;
        }
        size_t letters = 0, upper = 0;
        while (i < text.len && is_word_byte((unsigned char)text.data[i])) {
            const unicode_record *u = unicode_of(utf8_next(text, &i, &repaired));
            letters += u->class == CLASS_LETTER;
            upper += u->class == CLASS_LETTER && (u->flags & UNICODE_UPPER);
        }
        if (letters >= 2 && upper == letters) {
            if (w.upper++ == 0)
                w.upper_first = w.words;
        }
        w.words++;
    }
    w.comma = commas == 1 ? w.comma : 0;
    return w;
}

/* Lists write the family name before a comma, or alone in capitals. */
static void find_family(table_name *n, str text)
{
    if (n->kind != KIND_PERSON)
        return;
    written w = read_writing(text);
    if (w.words != n->count)
        return;
    if (w.comma) { /* the analysis has turned the name */
        n->family_from = (uint8_t)(n->count - w.comma);
        n->family_to = n->count;
    } else if (w.upper && w.upper < w.words) {
        n->family_from = (uint8_t)w.upper_first;
        n->family_to = (uint8_t)(w.upper_first + w.upper);
    }
}

static bool read_names(table_maker *t)
{
    const match_index *x = &t->index;
    size_t total = 0;
    for (uint32_t i = 0; i < x->name_count; i++)
        total += x->names[i].count;
    t->names = arena_array(t->memory, (size_t)x->name_count + 1, sizeof *t->names);
    t->name_tokens = arena_array(t->memory, total + 1, sizeof *t->name_tokens);
    if (!t->names || !t->name_tokens)
        return false;
    uint32_t used = 0;
    for (uint32_t i = 0; i < x->name_count; i++) {
        const index_name *from = &x->names[i];
        snapshot_name row = snapshot_name_at(t->snapshot, from->row);
        if ((from->flags & INDEX_NAME_WEAK) || row.kind == NAME_WEAK || row.kind == NAME_NOT_A_NAME ||
            from->count == 0)
            continue;
        unsigned kind = index_kind_of(x, i);
        table_name *n = &t->names[t->name_count++];
        *n = (table_name){.first_token = used,
                          .row = from->row,
                          .entity = row.entity,
                          .count = from->count,
                          .kind = (uint8_t)kind};
        n->schema = (uint8_t)snapshot_entity_at(t->snapshot, row.entity).schema;
        n->turned = memchr(row.text.data, ',', row.text.len) != NULL;
        find_family(n, row.text);
        for (size_t k = 0; k < from->count; k++) {
            uint32_t number = index_word_of(index_name_words(x, from)[k]);
            t->name_tokens[used++] = number;
            t->tokens[number].names++;
            n->heavy = (uint8_t)(n->heavy + !is_small(t->tokens[number].roles[kind]));
            n->has_form = n->has_form || t->tokens[number].roles[kind] == ROLE_FORM;
        }
    }
    t->name_token_count = used;
    return true;
}

/* A word of the name without which the rest cannot score, other than this one; the rarest of them. */
static uint32_t partner_of(const table_maker *t, const table_name *n, uint32_t anchor, int budget)
{
    const uint32_t *tokens = t->name_tokens + n->first_token;
    uint32_t best = (uint32_t)TABLE_NO_TOKEN;
    int all = 0;
    for (size_t i = 0; i < n->count; i++)
        all += t->tokens[tokens[i]].information[n->kind];
    for (size_t i = 0; i < n->count; i++) {
        const table_token *k = &t->tokens[tokens[i]];
        int information = k->information[n->kind];
        if (tokens[i] == anchor || is_small(k->roles[n->kind]) || k->phrase ||
            mention_least_penalty(all - information, information) <= budget)
            continue;
        if (best == (uint32_t)TABLE_NO_TOKEN || k->names < t->tokens[best].names)
            best = tokens[i];
    }
    return best;
}

/* More than one word that is no word of all texts. */
static bool may_be_small(const table_maker *t, const table_name *n)
{
    size_t own = 0;
    for (size_t i = 0; i < n->count; i++) {
        const table_token *k = &t->tokens[t->name_tokens[n->first_token + i]];
        own += !is_small(k->roles[n->kind]) && !k->common;
    }
    return own > 1;
}

static void put_postings(table_maker *t, uint32_t number, int budget)
{
    const table_name *n = &t->names[number];
    for (size_t k = 0; k < n->anchor_count; k++) {
        uint32_t anchor = t->name_tokens[n->first_token + n->anchors[k]];
        table_token *to = &t->tokens[anchor];
        t->postings[to->first_posting + to->posting_count++] =
            (table_posting){.name = number & ((UINT32_C(1) << 30) - 1),
                            .small = may_be_small(t, n),
                            .organisation = n->kind == KIND_ORGANISATION,
                            .partner = partner_of(t, n, anchor, budget)};
        if (n->count <= TABLE_SHORT_NAME)
            to->short_count = to->posting_count;
    }
}

/* Names by anchor, in two passes. */
static bool make_postings(table_maker *t)
{
    size_t total = 0;
    int budget = mention_penalty_of(MENTION_SCORE);
    for (uint32_t i = 0; i < t->name_count; i++) {
        table_name *n = &t->names[i];
        for (int choice = ANCHOR_OWN; choice <= ANCHOR_ANY && n->anchor_count == 0; choice++)
            choose_anchors(t, n, (anchor_choice)choice, budget);
        for (size_t k = 0; k < n->anchor_count; k++)
            t->tokens[t->name_tokens[n->first_token + n->anchors[k]]].posting_count++;
        total += n->anchor_count;
    }
    t->posting_count = (uint32_t)total;
    t->postings = arena_array(t->memory, total + 1, sizeof *t->postings);
    if (!t->postings)
        return false;
    uint32_t at = 0;
    for (uint32_t i = 0; i < t->token_count; i++) {
        t->tokens[i].first_posting = at;
        at += t->tokens[i].posting_count;
        t->tokens[i].posting_count = 0;
    }
    for (int longer = 0; longer < 2; longer++)
        for (uint32_t i = 0; i < t->name_count; i++)
            if ((t->names[i].count > TABLE_SHORT_NAME) == (longer == 1))
                put_postings(t, i, budget);
    return true;
}

static bool mark_listed(table_maker *t)
{
    t->listed = arena_array(t->memory, TABLE_LISTED_BITS / 64, sizeof *t->listed);
    for (uint32_t i = 0; t->listed && i < t->spelling_count; i++) {
        const table_spelling *s = &t->spellings[i];
        uint32_t bit = table_listed_bit(str_make(t->index.pool.data + s->letters, s->len));
        t->listed[bit / 64] |= UINT64_C(1) << (bit % 64);
    }
    return t->listed != NULL;
}

itd_status mention_table_make(const snapshot *s, const match_index *index, mention_table **out,
                              itd_error *error)
{
    mention_table *t = calloc(1, sizeof *t);
    *out = NULL;
    if (!t)
        return error_memory(error);
    arena_init(&t->memory, LIMIT_ARENA_SIZE);
    table_maker m = {.memory = &t->memory, .snapshot = s, .index = *index};
    if (!make_tokens(&m) || !read_names(&m) || !make_postings(&m) || !mark_listed(&m)) {
        mention_table_free(t);
        return error_memory(error);
    }
    t->snapshot = s;
    t->index = m.index;
    t->tokens = m.tokens;
    t->token_count = m.token_count;
    t->names = m.names;
    t->name_count = m.name_count;
    t->name_tokens = m.name_tokens;
    t->name_token_count = m.name_token_count;
    t->postings = m.postings;
    t->posting_count = m.posting_count;
    t->spellings = m.spellings;
    t->spelling_count = m.spelling_count;
    t->starts = m.starts;
    t->keys = m.keys;
    t->key_count = m.key_count;
    t->key_mask = m.key_mask;
    t->listed = m.listed;
    *out = t;
    return ITD_OK;
}

#include "decide/mention_table.h"

#include "base/arena.h"
#include "base/error.h"
#include "base/limits.h"
#include "match/parameters.h"
#include "text/unicode.h"
#include "text/utf8.h"

#include <stdlib.h>

enum {
    ANCHOR_INFORMATION = 15,
    NUMBER_INFORMATION = 40, /* that a text has a number says little */
    KEY_BITS_LEAST = 10,
    PART_LETTERS = 20,
};

/* ---- keys ---- */

static uint32_t mix(uint64_t h)
{
    h *= 0x9E3779B97F4A7C15u;
    return (uint32_t)(h >> 32);
}

uint64_t mention_letters_hash(uint64_t hash, str letters)
{
    for (size_t i = 0; i < letters.len; i++)
        hash = (hash ^ (unsigned char)letters.data[i]) * 1099511628211u;
    return hash;
}

uint32_t mention_letters_key(const mention_table *t, uint64_t hash)
{
    return mix(hash | UINT64_C(3) << 62) & t->key_mask;
}

uint32_t mention_consonants_key(const mention_table *t, uint64_t consonants)
{
    return mix(consonants) & t->key_mask;
}

uint32_t mention_vowels_key(const mention_table *t, uint64_t skeleton, uint32_t sketch)
{
    return mix((skeleton << 14 ^ skeleton >> 50 ^ (sketch & SKETCH_VOWELS)) | UINT64_C(2) << 62) &
           t->key_mask;
}

bool mention_is_alphabet(uint8_t script)
{
    return script == SCRIPT_CYRILLIC || script == SCRIPT_GREEK || script == SCRIPT_ARABIC ||
           script == SCRIPT_HEBREW || script == SCRIPT_ARMENIAN || script == SCRIPT_GEORGIAN;
}

/* One that a vowel may take the place of without much harm. */
static bool is_soft(uint32_t cp)
{
    if (cp < 0x80)
        return memchr("aeiouywh", (int)cp, 8) != NULL;
    switch (cp) { /* the Cyrillic vowels and signs */
    case 0x430:
    case 0x435:
    case 0x438:
    case 0x439:
    case 0x43E:
    case 0x443:
    case 0x44A:
    case 0x44B:
    case 0x44C:
    case 0x44D:
    case 0x44E:
    case 0x44F:
    case 0x456:
        return true;
    default:
        return false;
    }
}

/* The letters, and each time without one of them. */
static size_t put_parts(const mention_table *t, const uint16_t *letters, size_t len, uint64_t seed,
                        uint32_t *keys)
{
    uint64_t before = seed;
    for (size_t without = 0; without <= len; without++) {
        uint64_t h = before;
        for (size_t i = without + (without < len); i < len; i++)
            h = (h ^ letters[i]) * 1099511628211u;
        keys[without] = mix(h | UINT64_C(1) << 63) & t->key_mask;
        if (without < len)
            before = (before ^ letters[without]) * 1099511628211u;
    }
    return len + 1;
}

enum { FEW_CONSONANTS = 3 };

size_t mention_part_keys(const mention_table *t, str letters, bool listed_word,
                         uint32_t keys[TABLE_PART_KEYS])
{
    uint16_t all[PART_LETTERS], hard[PART_LETTERS];
    size_t all_len = 0, hard_len = 0, at = 0, count = 0;
    bool repaired;
    while (at < letters.len && all_len < PART_LETTERS) {
        uint32_t cp = utf8_next(letters, &at, &repaired);
        all[all_len++] = (uint16_t)cp;
        if (!is_soft(cp))
            hard[hard_len++] = (uint16_t)cp;
    }
    /* a wrong letter makes a consonant more or less: the other word must be found by one of the two all the
     * same */
    size_t slack = listed_word ? 0 : 1;
    if (hard_len + slack >= FEW_CONSONANTS)
        count += put_parts(t, hard, hard_len, 1, keys);
    if (hard_len <= FEW_CONSONANTS + slack)
        count += put_parts(t, all, all_len, 2, keys + count);
    return count;
}

uint32_t mention_letters_sketch(str letters)
{
    uint32_t bits = 0;
    for (size_t i = 0; i < letters.len; i++) {
        unsigned char c = (unsigned char)letters.data[i];
        bits |= 1u << (c >= 'a' && c <= 'z' ? c - 'a' : c % 26);
    }
    return bits | (uint32_t)(letters.len < 63 ? letters.len : 63) << 26;
}

/* 1 to 3 for a vowel, 0 for h. */
static unsigned vowel_of(uint8_t phone)
{
    switch (phone) {
    case PHONE_A:
        return 1;
    case PHONE_O:
    case PHONE_U:
    case PHONE_OO:
    case PHONE_OU:
    case PHONE_W:
        return 3;
    case PHONE_H:
        return 0;
    default:
        return 2;
    }
}

/* Which of its class a consonant is. */
static unsigned consonant_of(uint8_t phone)
{
    switch (phone) {
    case PHONE_V:
    case PHONE_F:
    case PHONE_PH:
    case PHONE_G:
    case PHONE_GH:
    case PHONE_T:
    case PHONE_TH:
    case PHONE_N:
        return 1;
    case PHONE_Z:
    case PHONE_S:
    case PHONE_SH:
    case PHONE_SHCH:
    case PHONE_TS:
    case PHONE_X:
        return 2;
    case PHONE_J:
    case PHONE_ZH:
    case PHONE_CH:
        return 3;
    default:
        return 0;
    }
}

uint64_t mention_consonants(const phone_word *sound)
{
    /* by class: the number of its first consonant of consonant_of */
    static const uint8_t first[8] = {0, 1, 3, 7, 9, 10, 12, 13};
    uint64_t all = 0;
    unsigned shift = 0;
    for (size_t i = 0; i < sound->len && shift < 64; i++) {
        unsigned class = phone_class(sound->phones[i]);
        if (class == PHONE_CLASS_SOFT)
            continue;
        unsigned code = class == PHONE_CLASS_OTHER ? 13 + sound->phones[i] % 3u
                                                   : first[class] + consonant_of(sound->phones[i]);
        all |= (uint64_t)code << shift;
        shift += 4;
    }
    return all;
}

enum { SKETCH_RUNS = 7, SKETCH_SOUNDS = 6 };

uint32_t mention_sounds_sketch(const phone_word *sound)
{
    uint32_t bits = 0;
    unsigned consonants = 0;
    for (size_t i = 0; i < sound->len && consonants < SKETCH_RUNS; i++) {
        uint8_t phone = sound->phones[i];
        if (phone_class(phone) == PHONE_CLASS_SOFT) {
            if (!(bits >> 2 * consonants & 3))
                bits |= vowel_of(phone) << 2 * consonants;
            continue;
        }
        if (consonants < SKETCH_SOUNDS)
            bits |= consonant_of(phone) << 2 * (SKETCH_RUNS + consonants);
        consonants++;
    }
    return bits | (uint32_t)sound->len << 26;
}

bool mention_is_common(const lexicon_word *known)
{
    static const unsigned names = LEXICON_GIVEN | LEXICON_MALE | LEXICON_FEMALE | LEXICON_FAMILY;
    if (!known)
        return false;
    bool name = (known->flags & names) || known->person_level > 0 || known->variants[0];
    return (known->organisation_level > 0 && !name) || known->form || known->meaning ||
           (known->flags & ~(names | LEXICON_PARTICLE_PERSON));
}

size_t mention_groups(const lexicon_word *w, uint16_t groups[TABLE_GROUPS])
{
    size_t count = 0;
    memset(groups, 0, TABLE_GROUPS * sizeof *groups);
    if (!w)
        return 0;
    const uint16_t all[] = {w->meaning, w->place, w->sphere, w->variants[0], w->variants[1], w->variants[2]};
    static const unsigned types[] = {1, 2, 3, 4, 4, 4};
    for (size_t i = 0; i < sizeof all / sizeof *all && count < TABLE_GROUPS; i++)
        if (all[i]) {
            uint32_t h = (all[i] * 8u + types[i]) * 2654435761u;
            groups[count++] = (uint16_t)(1 + (h >> 16) % (TABLE_GROUP_COUNT - 1));
        }
    return count;
}

int mention_least_penalty(int matched, int missing)
{
    int penalty = missing * PENALTY_MISSING / 100, all = matched + missing;
    if (matched < SHORTAGE_FROM && all > 0) {
        int part = 200 * missing / all;
        penalty +=
            PENALTY_SHORTAGE * (SHORTAGE_FROM - matched) / SHORTAGE_FROM * (part < 100 ? part : 100) / 100;
    }
    return penalty;
}

int mention_penalty_of(int score)
{
    int penalty = 0;
    while (score_of_penalty(penalty + 1) >= score && penalty < 2000)
        penalty++;
    return penalty;
}

/* ---- tokens ---- */

static void read_token(mention_table *t, uint32_t number, const token *listed)
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

static void put_spellings(mention_table *t, uint32_t number, const token *listed)
{
    for (size_t i = 0; i < listed->spelling_count; i++) {
        const token_spelling *from = &listed->spellings[i];
        if (from->letters.len > UINT8_MAX)
            continue;
        table_spelling *s = &t->spellings[t->spelling_count++];
        *s = (table_spelling){.letters = from->letters.data,
                              .token = number,
                              .len = (uint8_t)from->letters.len,
                              .cost = from->cost,
                              .number = (uint8_t)i,
                              .frame = (listed->flags & TOKEN_ABJAD) != 0,
                              .sound_len = from->sound.len <= TABLE_SOUNDS ? from->sound.len : 0};
        memcpy(s->sounds, from->sound.phones, s->sound_len);
    }
    if (mention_is_alphabet(listed->script) && listed->folded.len <= UINT8_MAX)
        t->spellings[t->spelling_count++] = (table_spelling){.letters = listed->folded.data,
                                                             .token = number,
                                                             .len = (uint8_t)listed->folded.len,
                                                             .number = SPELLING_FOLDED};
}

void mention_sounds(const table_spelling *s, phone_word *out)
{
    if (s->sound_len == 0) {
        phone_from_letters(str_make(s->letters, s->len), out);
        return;
    }
    out->len = s->sound_len;
    memcpy(out->phones, s->sounds, sizeof s->sounds);
}

typedef struct key_of_spelling {
    uint32_t key, sketch;
} key_of_spelling;

static uint64_t skeleton_of(const phone_word *sound)
{
    uint64_t skeleton = 0;
    unsigned shift = 0;
    for (size_t i = 0; i < sound->len; i++) {
        unsigned class = phone_class(sound->phones[i]);
        if (class != PHONE_CLASS_SOFT) {
            skeleton |= (uint64_t) class << shift;
            shift += 3;
        }
    }
    return skeleton;
}

static size_t letters_in(str s)
{
    size_t count = 0;
    for (size_t i = 0; i < s.len; i++)
        count += ((unsigned char)s.data[i] & 0xC0) != 0x80;
    return count;
}

static size_t keys_of(const mention_table *t, const table_spelling *s, key_of_spelling keys[TABLE_KEYS])
{
    phone_word sound;
    str letters = str_make(s->letters, s->len);
    uint32_t parts[TABLE_PART_KEYS], sketch = mention_letters_sketch(letters);
    size_t count = 0, part_count = 0;
    if ((s->number == 0 || s->number == SPELLING_FOLDED) && letters_in(letters) >= TABLE_EDIT_LEN)
        part_count = mention_part_keys(t, letters, true, parts);
    for (size_t i = 0; i < part_count; i++)
        keys[count++] = (key_of_spelling){parts[i], sketch};
    if (s->number == SPELLING_FOLDED)
        return count;
    mention_sounds(s, &sound);
    uint32_t sounds = mention_sounds_sketch(&sound);
    keys[count++] = (key_of_spelling){mention_consonants_key(t, mention_consonants(&sound)), sounds};
    keys[count++] = (key_of_spelling){mention_vowels_key(t, skeleton_of(&sound), sounds), sounds};
    keys[count++] = (key_of_spelling){mention_letters_key(t, mention_letters_hash(0, letters)), sketch};
    return count;
}

/* Keys in two passes: counted, then filled. */
static bool make_keys(mention_table *t)
{
    key_of_spelling keys[TABLE_KEYS];
    unsigned bits = KEY_BITS_LEAST;
    while ((UINT32_C(1) << bits) < t->spelling_count * 2 && bits < 24)
        bits++;
    t->key_mask = (UINT32_C(1) << bits) - 1;
    t->starts = arena_array(&t->memory, (size_t)t->key_mask + 2, sizeof *t->starts);
    if (!t->starts)
        return false;
    for (uint32_t i = 0; i < t->spelling_count; i++)
        for (size_t k = keys_of(t, &t->spellings[i], keys); k > 0; k--)
            t->starts[keys[k - 1].key]++;
    for (size_t k = 0; k <= t->key_mask; k++)
        t->starts[k + 1] += t->starts[k];
    t->key_count = t->starts[t->key_mask + 1];
    t->keys = arena_array(&t->memory, (size_t)t->key_count + 1, sizeof *t->keys);
    if (!t->keys)
        return false;
    for (uint32_t i = 0; i < t->spelling_count; i++)
        for (size_t k = keys_of(t, &t->spellings[i], keys); k > 0; k--)
            t->keys[--t->starts[keys[k - 1].key]] = (table_key){i, keys[k - 1].sketch};
    return true;
}

/* Those of all tokens, each with one more in its own alphabet. */
static size_t count_spellings(const mention_table *t)
{
    token row;
    size_t count = 1;
    for (uint32_t i = 0; i < t->token_count; i++) {
        index_token(&t->index, i, INDEX_DEPTH_LETTERS, &row);
        count += row.spelling_count + 1u;
    }
    return count;
}

static bool make_tokens(mention_table *t)
{
    token row;
    t->token_count = t->index.word_count;
    size_t most = count_spellings(t);
    t->tokens = arena_array(&t->memory, (size_t)t->token_count + 1, sizeof *t->tokens);
    t->spellings = arena_array(&t->memory, most, sizeof *t->spellings);
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

/* An anchor tells something, and is one word. A given name or a father's name is one only where the name has
 * nothing else. */
static bool may_anchor(const table_token *k, unsigned kind, bool given_too)
{
    if (is_small(k->roles[kind]) || k->roles[kind] == ROLE_NUMBER || k->phrase ||
        k->information[kind] < ANCHOR_INFORMATION)
        return false;
    return given_too || kind != KIND_PERSON || !(k->given || k->patronymic);
}

/* The rarest words of the name, each once. */
static void choose_anchors(const mention_table *t, table_name *n, bool given_too, int budget)
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
            if (used || !may_anchor(&t->tokens[tokens[i]], n->kind, given_too))
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
    written w = read_writing(text);
    if (n->kind != KIND_PERSON || w.words != n->count)
        return;
    if (w.comma) { /* the analysis has turned the name */
        n->family_from = (uint8_t)(n->count - w.comma);
        n->family_to = n->count;
    } else if (w.upper && w.upper < w.words) {
        n->family_from = (uint8_t)w.upper_first;
        n->family_to = (uint8_t)(w.upper_first + w.upper);
    }
}

static bool read_names(mention_table *t)
{
    const match_index *x = &t->index;
    size_t total = 0;
    for (uint32_t i = 0; i < x->name_count; i++)
        total += x->names[i].count;
    t->names = arena_array(&t->memory, (size_t)x->name_count + 1, sizeof *t->names);
    t->name_tokens = arena_array(&t->memory, total + 1, sizeof *t->name_tokens);
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
            uint32_t number = index_word_of(x->name_words[from->first_word + k]);
            t->name_tokens[used++] = number;
            t->tokens[number].names++;
            n->heavy = (uint8_t)(n->heavy + !is_small(t->tokens[number].roles[kind]));
            n->has_form = n->has_form || t->tokens[number].roles[kind] == ROLE_FORM;
        }
    }
    return true;
}

/* A word of the name without which the rest cannot score, other than this one; the rarest of them. */
static uint32_t partner_of(const mention_table *t, const table_name *n, uint32_t anchor, int budget)
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

static void put_postings(mention_table *t, uint32_t number, int budget)
{
    const table_name *n = &t->names[number];
    for (size_t k = 0; k < n->anchor_count; k++) {
        uint32_t anchor = t->name_tokens[n->first_token + n->anchors[k]];
        table_token *to = &t->tokens[anchor];
        t->postings[to->first_posting + to->posting_count++] =
            (table_posting){number, partner_of(t, n, anchor, budget)};
        if (n->count <= TABLE_SHORT_NAME)
            to->short_count = to->posting_count;
    }
}

/* Names by anchor, in two passes. */
static bool make_postings(mention_table *t)
{
    size_t total = 0;
    int budget = mention_penalty_of(MENTION_SCORE);
    for (uint32_t i = 0; i < t->name_count; i++) {
        table_name *n = &t->names[i];
        choose_anchors(t, n, false, budget);
        if (n->anchor_count == 0)
            choose_anchors(t, n, true, budget);
        for (size_t k = 0; k < n->anchor_count; k++)
            t->tokens[t->name_tokens[n->first_token + n->anchors[k]]].posting_count++;
        total += n->anchor_count;
    }
    t->postings = arena_array(&t->memory, total + 1, sizeof *t->postings);
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

itd_status mention_table_new(const snapshot *s, mention_table **out, itd_error *error)
{
    mention_table *t = calloc(1, sizeof *t);
    if (!t)
        return error_memory(error);
    t->snapshot = s;
    arena_init(&t->memory, LIMIT_ARENA_SIZE);
    itd_status status = index_open(s, &t->index, error);
    if (status == ITD_OK && !(make_tokens(t) && read_names(t) && make_postings(t)))
        status = error_memory(error);
    if (status != ITD_OK) {
        mention_table_free(t);
        return status;
    }
    *out = t;
    return ITD_OK;
}

void mention_table_free(mention_table *t)
{
    if (!t)
        return;
    arena_free(&t->memory);
    free(t);
}

#include "find/matching.h"

#include "base/error.h"
#include "base/limits.h"
#include "text/text.h"

enum { NAME_WEIGHT = 3, WORDS_MAX = 256 };

typedef struct matcher {
    const find_terms *t;
    const snapshot *s;
    arena *a;
    uint32_t *scores;
    size_t count, words; /* entities; 64-bit words of a set */
    bool fuzzy, prefix;
    bool failed;
} matcher;

static uint64_t *new_bits(matcher *m)
{
    uint64_t *bits = arena_array(m->a, m->words + 1, sizeof *bits);
    m->failed |= !bits;
    return bits;
}

static void set_bit(uint64_t *bits, uint32_t index)
{
    bits[index / 64] |= UINT64_C(1) << index % 64;
}

/* Rare words weigh more: the number of halvings from all entities to those that have it. */
static uint32_t rarity(const matcher *m, size_t term)
{
    size_t have = m->t->starts[term + 1] - m->t->starts[term];
    uint32_t weight = 1;
    for (size_t all = m->count; all > have; all /= 2)
        weight++;
    return weight;
}

static void add_term(matcher *m, size_t term, find_field field, uint32_t part, uint64_t *bits)
{
    const uint32_t weight = rarity(m, term) * 16 / part;
    uint32_t scored = UINT32_MAX;
    bool scored_name = false;
    for (uint32_t i = m->t->starts[term]; i < m->t->starts[term + 1]; i++) {
        const term_posting *p = &m->t->postings[i];
        if (!field_has(field, p->property))
            continue;
        bool name = property_get_type(p->property) == TYPE_NAME;
        if (p->entity != scored)
            m->scores[p->entity] += weight * (name ? NAME_WEIGHT : 1);
        else if (name && !scored_name)
            m->scores[p->entity] += weight * (NAME_WEIGHT - 1);
        scored_name = name || (p->entity == scored && scored_name);
        scored = p->entity;
        set_bit(bits, p->entity);
    }
}

/* ---- words that are nearly the same ---- */

/* Edits between two words, neighbours exchanged counting one, up to `limit`. By bytes. */
static bool within(str a, str b, size_t limit)
{
    enum { CAP = 65 };
    uint8_t rows[3][CAP];
    if (a.len >= CAP || b.len >= CAP || a.len > b.len + limit || b.len > a.len + limit)
        return false;
    for (size_t j = 0; j <= b.len; j++)
        rows[0][j] = (uint8_t)j;
    for (size_t i = 1; i <= a.len; i++) {
        uint8_t *now = rows[i % 3];
        const uint8_t *up = rows[(i + 2) % 3], *up2 = rows[(i + 1) % 3];
        uint8_t best = now[0] = (uint8_t)i;
        for (size_t j = 1; j <= b.len; j++) {
            bool same = a.data[i - 1] == b.data[j - 1];
            uint8_t d = (uint8_t)(up[j - 1] + !same);
            if (up[j] + 1 < d)
                d = (uint8_t)(up[j] + 1);
            if (now[j - 1] + 1 < d)
                d = (uint8_t)(now[j - 1] + 1);
            if (i > 1 && j > 1 && a.data[i - 1] == b.data[j - 2] && a.data[i - 2] == b.data[j - 1] &&
                up2[j - 2] + 1 < d)
                d = (uint8_t)(up2[j - 2] + 1);
            now[j] = d;
            if (d < best)
                best = d;
        }
        if (best > limit)
            return false;
    }
    return rows[a.len % 3][b.len] <= limit;
}

static void add_near(matcher *m, str word, find_field field, size_t edits, uint64_t *bits)
{
    for (size_t i = 0; i < m->t->count; i++)
        if (!str_equal(m->t->words[i], word) && within(word, m->t->words[i], edits))
            add_term(m, i, field, 2, bits);
}

/* ---- patterns ---- */

static bool fits_pattern(str pattern, str word)
{
    size_t p = 0, w = 0, star = SIZE_MAX, from = 0;
    while (w < word.len) {
        if (p < pattern.len && pattern.data[p] == '*') {
            star = p++;
            from = w;
        } else if (p < pattern.len && (pattern.data[p] == '?' || pattern.data[p] == word.data[w])) {
            p++;
            w++;
        } else if (star != SIZE_MAX) {
            p = star + 1;
            w = ++from;
        } else {
            return false;
        }
    }
    while (p < pattern.len && pattern.data[p] == '*')
        p++;
    return p == pattern.len;
}

/* Folded, with the signs of the pattern kept. */
static str fold_pattern(matcher *m, str pattern)
{
    buf out;
    buf_init(&out, LIMIT_VALUE_LEN);
    for (size_t i = 0, start = 0; i <= pattern.len; i++) {
        if (i < pattern.len && pattern.data[i] != '*' && pattern.data[i] != '?')
            continue;
        text_fold(str_make(pattern.data + start, i - start), &out);
        if (i < pattern.len)
            buf_putc(&out, pattern.data[i]);
        start = i + 1;
    }
    str folded = out.failed ? STR_NONE : arena_str(m->a, buf_as_str(&out));
    m->failed |= !folded.data;
    buf_free(&out);
    return folded;
}

static bool mark(void *context, property_id p, str text)
{
    (void)p;
    (void)text;
    *(bool *)context = true;
    return false;
}

static void add_pattern(matcher *m, str raw, find_field field, uint64_t *bits)
{
    size_t plain = 0;
    if (str_is(raw, "*")) { /* who has the field at all */
        for (uint32_t i = 0; i < m->count; i++) {
            bool has = field.kind == FIELD_ANY;
            if (!has)
                field_each_of(m->s, i, field, mark, &has);
            if (has)
                set_bit(bits, i);
        }
        return;
    }
    str pattern = fold_pattern(m, raw);
    while (plain < pattern.len && pattern.data[plain] != '*' && pattern.data[plain] != '?')
        plain++;
    const str prefix = str_make(pattern.data, plain);
    for (size_t i = terms_from(m->t, prefix); i < m->t->count && str_starts(m->t->words[i], prefix); i++)
        if (fits_pattern(pattern, m->t->words[i]))
            add_term(m, i, field, 1, bits);
}

/* ---- fields that are looked at value by value ---- */

typedef struct value_test {
    const query_node *n;
    str folded; /* of a phrase: with single blanks */
    buf room;
    bool holds, failed;
} value_test;

static bool in_range(const query_node *n, str value)
{
    int low = n->text.len ? str_compare(value, n->text) : 1;
    bool under_low = n->text.len && (low < 0 || (n->above && (low == 0 || str_starts(value, n->text))));
    int high = n->upper.len ? str_compare(value, n->upper) : -1;
    bool of_upper = n->upper.len && str_starts(value, n->upper); /* 1985-03 lies in 1985 */
    return !under_low && (n->below ? high < 0 && !of_upper : high <= 0 || of_upper);
}

static bool test_range(void *context, property_id p, str text)
{
    value_test *t = context;
    (void)p;
    t->holds = in_range(t->n, text);
    return !t->holds;
}

static bool test_equal(void *context, property_id p, str text)
{
    value_test *t = context;
    (void)p;
    t->holds =
        t->n->kind == QUERY_PATTERN ? fits_pattern(t->n->text, text) : str_equal_nocase(text, t->n->text);
    return !t->holds;
}

/* The words of the phrase stand side by side in the value. */
static bool test_phrase(void *context, property_id p, str text)
{
    value_test *t = context;
    (void)p;
    buf_reset(&t->room);
    buf_putc(&t->room, ' ');
    text_fold(text, &t->room);
    buf_putc(&t->room, ' ');
    t->failed |= t->room.failed;
    t->holds = str_find(buf_as_str(&t->room), t->folded) != SIZE_MAX;
    return !t->holds && !t->failed;
}

static void add_tested(matcher *m, const query_node *n, field_sink *test, uint64_t *bits)
{
    for (uint32_t i = 0; i < m->count; i++) {
        value_test t = {.n = n};
        field_each_of(m->s, i, n->field, test, &t);
        if (t.holds)
            set_bit(bits, i);
    }
}

/* ---- words and phrases ---- */

static size_t fold_words(matcher *m, str text, str words[WORDS_MAX], str *whole)
{
    buf folded;
    size_t count = 0;
    buf_init(&folded, LIMIT_VALUE_LEN * 4);
    text_fold(text, &folded);
    *whole = folded.failed ? STR_NONE : arena_str(m->a, buf_as_str(&folded));
    m->failed |= folded.failed || (folded.len && !whole->data);
    buf_free(&folded);
    str rest = *whole, word;
    while (rest.len && count < WORDS_MAX && str_split(&rest, ' ', &word))
        if (word.len)
            words[count++] = word;
    return count;
}

static void add_word(matcher *m, str word, const query_node *n, bool open_end, uint64_t *bits)
{
    size_t term = terms_find(m->t, word);
    int edits = n->edits ? n->edits : m->fuzzy && word.len > 2 ? (word.len > 5 ? 2 : 1) : 0;
    if (term != SIZE_MAX)
        add_term(m, term, n->field, 1, bits);
    if (edits)
        add_near(m, word, n->field, (size_t)edits, bits);
    for (size_t i = terms_from(m->t, word); open_end && i < m->t->count && str_starts(m->t->words[i], word);
         i++)
        if (i != term)
            add_term(m, i, n->field, 2, bits);
}

/* All words of the text, which may be one that falls into several: "al-Assad". */
static void add_words(matcher *m, const query_node *n, bool phrase, uint64_t *bits)
{
    str words[WORDS_MAX], whole;
    size_t count = fold_words(m, n->text, words, &whole);
    uint64_t *one = NULL;
    for (size_t i = 0; i < count && !m->failed; i++) {
        one = new_bits(m);
        if (!one)
            return;
        add_word(m, words[i], n, m->prefix && !phrase && i + 1 == count, one);
        for (size_t k = 0; k < m->words; k++)
            bits[k] = i ? bits[k] & one[k] : one[k];
    }
    if (!phrase || count < 2 || m->failed)
        return;
    value_test t = {.n = n};
    buf_init(&t.room, LIMIT_VALUE_LEN * 8);
    buf padded;
    buf_init(&padded, LIMIT_VALUE_LEN * 4);
    buf_printf(&padded, " %.*s ", STR_ARG(whole));
    t.folded = buf_as_str(&padded);
    for (uint32_t e = 0; e < m->count && !padded.failed; e++) {
        if (!(bits[e / 64] >> e % 64 & 1))
            continue;
        t.holds = false;
        field_each_of(m->s, e, n->field, test_phrase, &t);
        if (!t.holds)
            bits[e / 64] &= ~(UINT64_C(1) << e % 64);
    }
    m->failed |= t.failed || padded.failed;
    buf_free(&t.room);
    buf_free(&padded);
}

static bool is_indexed(find_field f)
{
    return f.kind == FIELD_ANY || f.kind == FIELD_TYPE || f.kind == FIELD_PROPERTY;
}

static uint64_t *run_leaf(matcher *m, const query_node *n)
{
    uint64_t *bits = new_bits(m);
    if (!bits)
        return NULL;
    if (n->kind == QUERY_ALL)
        for (uint32_t i = 0; i < m->count; i++)
            set_bit(bits, i);
    else if (n->kind == QUERY_RANGE)
        add_tested(m, n, test_range, bits);
    else if (n->kind == QUERY_PATTERN && (is_indexed(n->field) || str_is(n->text, "*")))
        add_pattern(m, n->text, n->field, bits);
    else if (n->kind != QUERY_NONE && !is_indexed(n->field))
        add_tested(m, n, test_equal, bits);
    else if (n->kind == QUERY_WORD || n->kind == QUERY_PHRASE)
        add_words(m, n, n->kind == QUERY_PHRASE, bits);
    return bits;
}

static uint64_t *run(matcher *m, const query_node *n)
{
    if (n->kind != QUERY_AND && n->kind != QUERY_OR && n->kind != QUERY_NOT)
        return run_leaf(m, n);
    uint64_t *left = run(m, n->left);
    uint64_t *right = n->kind == QUERY_NOT ? left : run(m, n->right);
    for (size_t k = 0; left && right && k < m->words; k++)
        left[k] = n->kind == QUERY_AND  ? left[k] & right[k]
                  : n->kind == QUERY_OR ? left[k] | right[k]
                                        : ~left[k];
    return left;
}

itd_status matching_run(const find_terms *t, const snapshot *s, const query_node *root, bool fuzzy,
                        bool prefix, arena *a, found_set *out, itd_error *error)
{
    matcher m = {.t = t, .s = s, .a = a, .fuzzy = fuzzy, .prefix = prefix, .count = snapshot_entity_count(s)};
    m.words = (m.count + 63) / 64;
    m.scores = arena_array(a, m.count + 1, sizeof *m.scores);
    uint64_t *bits = m.scores ? run(&m, root) : NULL;
    if (!bits || m.failed)
        return error_memory(error);
    *out = (found_set){bits, m.scores, m.count};
    return ITD_OK;
}

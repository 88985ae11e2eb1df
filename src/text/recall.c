#include "text/recall.h"

#include "text/ascii.h"
#include "text/unicode.h"
#include "base/utf8.h"

#include <string.h>

_Static_assert(sizeof(recall_entry) == 160, "no holes");

#define TOKEN_MAX 56                           /* bytes of a token, a multiple of eight */
#define OWN_MARKS (TEXT_REPAIRED | TEXT_UPPER) /* those that do not come from around the word */

_Static_assert(OWN_MARKS < 256, "kept in a byte");

/* Flags of the first bytes of U+0080 to U+00BF and of U+2000 to U+2FFF, where quotation marks and dashes are.
 */
static inline uint64_t signs_of(uint64_t lanes)
{
    uint64_t other = (lanes | ASCII_LANES(0x20u)) ^ ASCII_LANES(0xE2u);
    return ~((((other & ~ASCII_FLAGS) + ~ASCII_FLAGS)) | other) & ASCII_FLAGS;
}

/* True if no word goes on with what stands at `at`; *dot tells of a full stop. */
static bool ends_word(str raw, size_t at, bool *dot)
{
    bool ignored = false;
    uint8_t class = at < raw.len ? unicode_of(utf8_next(raw, &at, &ignored))->class : CLASS_SPACE;
    *dot = class == CLASS_DOT;
    return class != CLASS_LETTER && class != CLASS_DIGIT && class != CLASS_MARK && class != CLASS_IGNORE &&
           class != CLASS_APOSTROPHE && class != CLASS_UNKNOWN;
}

bool recall_find_token(const recall_memory *m, const word_reader *r, recall_token *token)
{
    uint64_t hash = 0, stop = 0;
    size_t len = 0, at = r->at;
    unsigned char first = (unsigned char)r->raw.data[at];
    bool joined = r->around & TEXT_JOINED_BEFORE;
    if (first < 0xCD ||
        (joined && first >= 0xE3)) /* Latin; how Han and Hangul are parted depends on `joined` */
        return false;
    for (; len < TOKEN_MAX && at + len < r->raw.len; len += 8) {
        uint64_t lanes = ascii_load(r->raw, at + len);
        ascii_eight e = ascii_look(lanes);
        stop = (((e.letters | e.digits | (lanes & ASCII_FLAGS)) ^ ASCII_FLAGS)) | signs_of(lanes);
        uint64_t inside = ((stop & -stop) >> 7) - 1; /* the lanes before the first stop */
        hash = (hash ^ (lanes & inside)) * 0x9E3779B97F4A7C15u;
        if (stop) {
            len += (size_t)__builtin_ctzll(stop) / 8;
            break;
        }
    }
    if (stop == 0 && at + len < r->raw.len)
        return false;
    token->raw = str_make(r->raw.data + at, len);
    token->start = (uint32_t)at;
    token->slot = (uint32_t)(hash >> (64 - RECALL_BITS));
    __builtin_prefetch(&m->entries[token->slot]);
    __builtin_prefetch(m->entries[token->slot].bytes + 64);
    if (at + len < r->raw.len && r->raw.data[at + len] != ' ')
        return ends_word(r->raw, at + len, &token->dot);
    token->dot = false;
    return true;
}

static inline uint64_t eight_bytes(const char *at)
{
    uint64_t x;
    memcpy(&x, at, sizeof x);
    return x;
}

static bool same_token(const char *a, const char *b, size_t len)
{
    if (len < 8)
        return memcmp(a, b, len) == 0;
    for (size_t i = 0; i + 8 < len; i += 8)
        if (eight_bytes(a + i) != eight_bytes(b + i))
            return false;
    return eight_bytes(a + len - 8) == eight_bytes(b + len - 8);
}

size_t recall_words(const recall_memory *m, const recall_token *token, uint8_t context, word_reader *r,
                    text_word *words, char *out, size_t *used)
{
    const recall_entry *e = &m->entries[token->slot];
    size_t len = token->raw.len;
    if (e->token_len != len || e->context != context ||
        !same_token(e->bytes + sizeof e->bytes - len, token->raw.data, len))
        return 0;
    memcpy(out, e->bytes, sizeof e->bytes);
    const char *start = out;
    uint32_t at = token->start;
    for (size_t i = 0; i < e->word_count; i++) {
        text_word *w = &words[i];
        w->folded = str_make(out, e->words[i].folded_len);
        out += e->words[i].folded_len;
        for (size_t k = 0; k < TEXT_SPELLINGS_MAX; k++) {
            w->spellings[k] = str_make(out, e->words[i].lens[k]);
            out += e->words[i].lens[k];
        }
        w->spelling_count = e->words[i].spelling_count;
        w->script = e->words[i].script;
        w->marks = r->around | e->words[i].marks;
        w->start = at;
        w->end = at += e->words[i].raw_len;
        word_reader_pass(r, at);
    }
    if (token->dot)
        words[e->word_count - 1].marks |= TEXT_WITH_DOT;
    *used = (size_t)(out - start);
    return e->word_count;
}

void recall_keep(recall_memory *m, const recall_token *token, uint8_t context, const text_word *words,
                 size_t count)
{
    recall_entry *e = &m->entries[token->slot];
    const text_word *last = &words[count - 1];
    str end = last->spellings[last->spelling_count - 1];
    size_t len = (size_t)(end.data + end.len - words[0].folded.data);
    if (len + token->raw.len > sizeof e->bytes)
        return;
    e->token_len = (uint8_t)token->raw.len;
    e->context = context;
    e->word_count = (uint8_t)count;
    for (size_t i = 0; i < count; i++) {
        const text_word *w = &words[i];
        e->words[i].raw_len = (uint8_t)(w->end - w->start);
        e->words[i].script = w->script;
        e->words[i].marks = w->marks & OWN_MARKS;
        e->words[i].folded_len = (uint8_t)w->folded.len;
        e->words[i].spelling_count = w->spelling_count;
        for (size_t k = 0; k < TEXT_SPELLINGS_MAX; k++)
            e->words[i].lens[k] = (uint8_t)(k < w->spelling_count ? w->spellings[k].len : 0);
    }
    memcpy(e->bytes, words[0].folded.data, len);
    memcpy(e->bytes + sizeof e->bytes - token->raw.len, token->raw.data, token->raw.len);
}

/* A word in the pool of the index. Byte 0: number of spellings (low four bits) and RECORD_… flags; then,
 * where the flag says so, the number (32 bits), the stem (16 bits, lexicon number), the Roman numeral (8
 * bits), the folded text (16 bits of length, bytes) where it is not the first spelling; then of each spelling
 * its cost (8 bits), its length (16 bits) and its letters. */
#include "base/bytes.h"
#include "match/index.h"

enum { RECORD_COUNT = 15, RECORD_NUMBER = 16, RECORD_STEM = 32, RECORD_ROMAN = 64, RECORD_FOLDED = 128 };

_Static_assert((int)TOKEN_SPELLINGS_MAX <= (int)RECORD_COUNT, "the number of spellings has four bits");

void index_record_put(buf *pool, const token *t)
{
    bool folded = !str_equal(t->folded, t->text);
    buf_putc(pool,
             (char)(t->spelling_count | (t->number >= 0 ? RECORD_NUMBER : 0) | (t->stem ? RECORD_STEM : 0) |
                    (t->roman ? RECORD_ROMAN : 0) | (folded ? RECORD_FOLDED : 0)));
    if (t->number >= 0)
        buf_u32(pool, (uint32_t)t->number);
    if (t->stem)
        buf_u16(pool, (uint16_t)lexicon_number(t->stem));
    if (t->roman)
        buf_putc(pool, (char)t->roman);
    if (folded) {
        buf_u16(pool, (uint16_t)t->folded.len);
        buf_str(pool, t->folded);
    }
    for (size_t i = 0; i < t->spelling_count; i++) {
        buf_putc(pool, (char)t->spellings[i].cost);
        buf_u16(pool, (uint16_t)t->spellings[i].letters.len);
        buf_str(pool, t->spellings[i].letters);
    }
}

/* Bytes between the first and the folded text. */
static size_t size_of_head(unsigned flags)
{
    return 1 + (flags & RECORD_NUMBER ? 4u : 0) + (flags & RECORD_STEM ? 2u : 0) +
           (flags & RECORD_ROMAN ? 1u : 0);
}

bool index_record_fits(str pool, uint64_t at)
{
    if (at >= pool.len)
        return false;
    const unsigned char *p = (const unsigned char *)pool.data;
    unsigned flags = p[at], count = flags & RECORD_COUNT;
    uint64_t stem = at + 1 + (flags & RECORD_NUMBER ? 4u : 0);
    at += size_of_head(flags);
    if (count == 0 || count > TOKEN_SPELLINGS_MAX || at + 2 > pool.len)
        return false;
    if ((flags & RECORD_STEM) && !lexicon_at(read_u16(p + stem)))
        return false;
    if (flags & RECORD_FOLDED)
        at += 2 + (uint64_t)read_u16(p + at);
    for (size_t i = 0; i < count; i++) {
        if (at + 3 > pool.len)
            return false;
        at += 3 + (uint64_t)read_u16(p + at + 1);
    }
    return at <= pool.len;
}

void index_token(const match_index *x, uint32_t number, index_depth depth, token *out)
{
    const index_word *w = &x->words[number];
    const unsigned char *p = (const unsigned char *)x->pool.data + w->record;
    unsigned flags = *p++;
    memset(out, 0, offsetof(token, spellings));
    out->flags = w->flags;
    out->script = w->script;
    out->word = w->known ? lexicon_at(w->known - 1u) : NULL;
    out->number = -1;
    if (flags & RECORD_NUMBER) {
        out->number = (int32_t)read_u32(p);
        p += 4;
    }
    if (flags & RECORD_STEM) {
        out->stem = lexicon_at(read_u16(p));
        p += 2;
    }
    if (flags & RECORD_ROMAN)
        out->roman = *p++;
    if (flags & RECORD_FOLDED) {
        out->folded = str_make((const char *)p + 2, read_u16(p));
        p += 2 + out->folded.len;
    }
    out->text = str_make((const char *)p + 3, read_u16(p + 1));
    if (!(flags & RECORD_FOLDED))
        out->folded = out->text;
    out->spelling_count = (uint8_t)(depth == INDEX_DEPTH_HEAD ? 0 : flags & RECORD_COUNT);
    for (size_t i = 0; i < out->spelling_count; i++) {
        out->spellings[i].cost = p[0];
        out->spellings[i].letters = str_make((const char *)p + 3, read_u16(p + 1));
        p += 3 + out->spellings[i].letters.len;
        if (depth == INDEX_DEPTH_SOUNDS)
            phone_from_letters(out->spellings[i].letters, &out->spellings[i].sound);
    }
}

str index_text(const match_index *x, uint32_t number)
{
    const char *p = x->pool.data + x->words[number].record;
    unsigned flags = (unsigned char)*p;
    p += size_of_head(flags);
    if (flags & RECORD_FOLDED)
        p += 2 + read_u16(p);
    return str_make(p + 3, read_u16(p + 1));
}

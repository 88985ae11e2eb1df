#include "mention/mention_beginnings.h"

#include "base/error.h"

#include <stdlib.h>

struct mention_beginnings {
    str *words; /* in order, each once */
    size_t count;
};

static int by_letters(const void *left, const void *right)
{
    return str_compare(*(const str *)left, *(const str *)right);
}

static bool is_kept(const mention_table *t, const table_spelling *s)
{
    if (s->len <= BEGINNINGS_LETTERS || t->tokens[s->token].common)
        return false;
    str letters = table_letters(t, s);
    for (size_t i = 0; i < letters.len; i++)
        if (letters.data[i] < 'a' || letters.data[i] > 'z')
            return false;
    return true;
}

itd_status mention_beginnings_new(const mention_table *table, mention_beginnings **out, itd_error *error)
{
    size_t count = 0, kept = 0;
    *out = NULL;
    for (uint32_t i = 0; i < table->spelling_count; i++)
        count += is_kept(table, &table->spellings[i]);
    mention_beginnings *b = calloc(1, sizeof *b);
    str *words = calloc(count + 1, sizeof *words);
    if (!b || !words) {
        free(b);
        free(words);
        return error_memory(error);
    }
    for (uint32_t i = 0; i < table->spelling_count; i++)
        if (is_kept(table, &table->spellings[i]))
            words[kept++] = table_letters(table, &table->spellings[i]);
    qsort(words, kept, sizeof *words, by_letters);
    for (size_t i = 0; i < kept; i++)
        if (b->count == 0 || !str_equal(words[i], words[b->count - 1]))
            words[b->count++] = words[i];
    b->words = words;
    *out = b;
    return ITD_OK;
}

void mention_beginnings_free(mention_beginnings *b)
{
    if (b)
        free(b->words);
    free(b);
}

size_t mention_beginnings_find(const mention_beginnings *b, str word, str out[BEGINNINGS_MOST])
{
    size_t at = str_first_from(b->words, b->count, word), count = 0;
    if (word.len < BEGINNINGS_LETTERS || (at < b->count && str_equal(b->words[at], word)))
        return 0;
    for (; at < b->count && str_starts(b->words[at], word); at++) {
        if (count == BEGINNINGS_MOST)
            return 0;
        out[count++] = b->words[at];
    }
    return count;
}

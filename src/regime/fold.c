/* How names of measures and cases are compared: letters and digits in lower case, punctuation and blanks
 * gone, so that "Ust-Luga" is "Ust Luga". Letters of Latin-1, Greek and Cyrillic lose their case too; accents
 * stay. */
#include "regime/program.h"

/* The lower-case letter of a two-byte UTF-8 letter. */
static unsigned lower(unsigned c)
{
    if ((c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F))
        return c + 0x20;
    if (c >= 0x400 && c <= 0x40F)
        return c + 0x50;
    if (c >= 0x100 && c <= 0x137)
        return c | 1;
    return c;
}

static bool is_blank(unsigned char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Marks of the general punctuation block (dashes, quotes) and the no-break space. */
static bool is_mark(const unsigned char *p, size_t left, size_t *size)
{
    if (left >= 2 && p[0] == 0xC2 && p[1] < 0xC0 && p[1] != 0xAA && p[1] != 0xB5 && p[1] != 0xBA) {
        *size = 2;
        return true;
    }
    if (left >= 3 && p[0] == 0xE2 && (p[1] == 0x80 || p[1] == 0x81)) {
        *size = 3;
        return true;
    }
    return false;
}

/* The letter or digit at p in lower case; 0 if something else stands there. *size: the bytes that it takes.
 */
static size_t fold_letter(const unsigned char *p, size_t left, char letter[2], size_t *size)
{
    unsigned char c = p[0];
    *size = 1;
    if (is_mark(p, left, size) || is_blank(c))
        return 0;
    if (c < 0x80 && !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')))
        return 0;
    letter[0] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    if (c < 0xC3 || c > 0xD1 || left < 2)
        return 1;
    unsigned folded = lower((unsigned)(c & 0x1F) << 6 | (p[1] & 0x3F));
    letter[0] = (char)(0xC0 | folded >> 6);
    letter[1] = (char)(0x80 | (folded & 0x3F));
    return *size = 2;
}

size_t regime_fold_words(str text, char *out, size_t cap, bool *begins)
{
    const unsigned char *p = (const unsigned char *)text.data;
    size_t len = 0, size = 1;
    bool gap = true;
    for (size_t i = 0; i < text.len; i += size) {
        char letter[2] = "";
        size_t letter_size = fold_letter(p + i, text.len - i, letter, &size);
        if (letter_size == 0) {
            gap = true;
            continue;
        }
        if (len + letter_size > cap)
            break;
        for (size_t k = 0; k < letter_size && begins; k++)
            begins[len + k] = gap && k == 0;
        gap = false;
        memcpy(out + len, letter, letter_size);
        len += letter_size;
    }
    return len;
}

size_t regime_fold(str text, char *out, size_t cap)
{
    return regime_fold_words(text, out, cap, NULL);
}

static bool is_legal_form(const regime *r, const char *word, size_t len)
{
    char folded[64];
    const str_list *forms = &r->set->words.legal_forms;
    for (size_t i = 0; i < forms->count; i++) {
        size_t size = regime_fold(forms->items[i], folded, sizeof folded);
        if (size == len && memcmp(folded, word, len) == 0)
            return true;
    }
    return false;
}

size_t fold_bare(const regime *r, str name, char *out, size_t cap)
{
    char folded[1024];
    bool begins[1024] = {false};
    size_t len = regime_fold_words(name, folded, sizeof folded, begins), kept = 0;
    for (size_t from = 0, to; from < len; from = to) {
        for (to = from + 1; to < len && !begins[to];)
            to++;
        if (is_legal_form(r, folded + from, to - from) || kept + (to - from) > cap)
            continue;
        memcpy(out + kept, folded + from, to - from);
        kept += to - from;
    }
    return kept == len ? 0 : kept;
}

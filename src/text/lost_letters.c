#include "text/lost_letters.h"

#define SHARE  3 /* one letter in so many */
#define LEAST  2
#define INSIDE 3 /* so many signs in a row stand for letters; more are an ornament */

typedef enum sign_kind { SIGN_NONE, SIGN_TYPED, SIGN_NEVER_TYPED } sign_kind;

/* The sign at `at`; *len: its bytes. */
static sign_kind sign_at(str raw, size_t at, size_t *len)
{
    const unsigned char *p = (const unsigned char *)raw.data + at;
    *len = 1;
    if (p[0] == '?' || p[0] == '*' || p[0] == '_')
        return SIGN_TYPED;
    if (raw.len - at < 3)
        return SIGN_NONE;
    *len = 3;
    static const char *const never_typed[] = {"\uFFFD", "\u25A1", "\u2610"};
    for (size_t i = 0; i < sizeof never_typed / sizeof *never_typed; i++)
        if (memcmp(p, never_typed[i], 3) == 0)
            return SIGN_NEVER_TYPED;
    if (memcmp(p, "\uFF1F", 3) == 0) /* the wide question mark */
        return SIGN_TYPED;
    *len = 1;
    return SIGN_NONE;
}

/* A character is counted by its first byte; letters beyond ASCII are not told from other signs. */
static bool is_letter(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0xC0;
}

unsigned lost_letters_signs(str raw)
{
    unsigned found = 0, open = 0; /* open: signs behind no letter so far */
    bool letter_before = false;
    for (size_t at = 0, len; at < raw.len; at += len) {
        sign_kind sign = sign_at(raw, at, &len);
        unsigned char c = (unsigned char)raw.data[at];
        if (sign == SIGN_NONE) {
            bool letter = is_letter(c) || (c & 0xC0) == 0x80;
            found |= letter ? open : 0;
            open = 0;
            letter_before = letter;
            continue;
        }
        unsigned bit = c == '*' || c == '_' ? LOST_SIGNS_LINE : LOST_SIGNS_ASKED;
        found |= letter_before ? bit : 0;
        open |= bit;
    }
    return found;
}

bool lost_letters_are_many(str raw)
{
    size_t letters = 0, lost = 0, typed = 0, never = 0; /* typed, never: in the run of signs that is open */
    for (size_t at = 0, len; at < raw.len; at += len) {
        sign_kind sign = sign_at(raw, at, &len);
        unsigned char c = (unsigned char)raw.data[at];
        typed += sign == SIGN_TYPED;
        never += sign == SIGN_NEVER_TYPED;
        if (sign != SIGN_NONE)
            continue;
        bool letter = is_letter(c);
        if (letter || (c & 0xC0) != 0x80) { /* the run of signs is closed */
            bool inside = letter && letters && typed <= INSIDE;
            lost += never + (inside ? typed : 0);
            typed = never = 0;
        }
        letters += letter;
        if (!letter && (c & 0xC0) != 0x80) {
            if (letters && lost >= LEAST && SHARE * lost >= letters + lost)
                return true;
            letters = lost = 0;
        }
    }
    lost += never;
    return letters && lost >= LEAST && SHARE * lost >= letters + lost;
}

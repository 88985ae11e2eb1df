#include "metric/phone.h"

#include <stddef.h>

typedef struct letter_group {
    const char *letters;
    uint8_t phone;
} letter_group;

/* Longest first: "shch" before "sh". Groups that romanisers of several countries write for one sound. */
static const letter_group GROUPS[] = {
    {"schtsch", PHONE_SHCH}, {"shtch", PHONE_SHCH}, {"sjtj", PHONE_SHCH}, {"chtch", PHONE_SHCH},
    {"shch", PHONE_SHCH},    {"szcz", PHONE_SHCH},  {"stsj", PHONE_SHCH}, {"tsch", PHONE_CH},
    {"dsch", PHONE_J},       {"sch", PHONE_SH},     {"dzh", PHONE_J},     {"tch", PHONE_CH},
    {"tsj", PHONE_CH},       {"tz", PHONE_TS},      {"ts", PHONE_TS},     {"tj", PHONE_CH},
    {"dj", PHONE_J},         {"dz", PHONE_Z},       {"zh", PHONE_ZH},     {"zj", PHONE_ZH},
    {"sh", PHONE_SH},        {"sj", PHONE_SH},      {"sz", PHONE_SH},     {"cz", PHONE_CH},
    {"ch", PHONE_CH},        {"ck", PHONE_CK},      {"kh", PHONE_KH},     {"gh", PHONE_GH},
    {"ks", PHONE_X},         {"cs", PHONE_X},       {"kz", PHONE_X},      {"ph", PHONE_PH},
    {"th", PHONE_TH},        {"dh", PHONE_DH},      {"ee", PHONE_EE},     {"oo", PHONE_OO},
    {"ou", PHONE_OU},
};

static const uint8_t LETTERS[26] = {
    PHONE_A, PHONE_B, PHONE_C, PHONE_D, PHONE_E, PHONE_F, PHONE_G, PHONE_H, PHONE_I,
    PHONE_J, PHONE_K, PHONE_L, PHONE_M, PHONE_N, PHONE_O, PHONE_P, PHONE_Q, PHONE_R,
    PHONE_S, PHONE_T, PHONE_U, PHONE_V, PHONE_W, PHONE_X, PHONE_Y, PHONE_Z,
};

unsigned phone_class(uint8_t phone)
{
    if (phone <= PHONE_H)
        return PHONE_CLASS_SOFT;
    if (phone <= PHONE_PH)
        return 1;
    if (phone <= PHONE_TS)
        return 2;
    if (phone <= PHONE_TH)
        return 3;
    if (phone == PHONE_L)
        return 4;
    if (phone <= PHONE_N)
        return 5;
    if (phone == PHONE_R)
        return 6;
    return PHONE_CLASS_OTHER;
}

/* The groups as little words to be compared at once: the letters, and a mask of as many bytes. Made before
 * main; a constant afterwards. */
static struct {
    uint64_t letters, mask;
} group_words[sizeof GROUPS / sizeof *GROUPS];

static uint64_t first_letters(const char *data, size_t len)
{
    uint64_t word = 0;
    memcpy(&word, data, len < sizeof word ? len : sizeof word);
    return word;
}

__attribute__((constructor)) static void fill_group_words(void)
{
    for (size_t i = 0; i < sizeof GROUPS / sizeof *GROUPS; i++) {
        size_t len = strlen(GROUPS[i].letters);
        group_words[i].letters = first_letters(GROUPS[i].letters, len);
        memset(&group_words[i].mask, 0xFF, len);
    }
}

static unsigned letter_bit(char c)
{
    return c >= 'a' && c <= 'z' ? 1u << (c - 'a') : 0;
}

/* Length of the group that starts at s, 0 if none; its phone in *phone. */
static size_t group_at(str s, uint8_t *phone)
{
    /* every group begins with one of these letters and goes on with one of those */
    enum {
        BEGIN = 1 << ('s' - 'a') | 1 << ('t' - 'a') | 1 << ('d' - 'a') | 1 << ('z' - 'a') | 1 << ('c' - 'a') |
                1 << ('k' - 'a') | 1 << ('g' - 'a') | 1 << ('p' - 'a') | 1 << ('e' - 'a') | 1 << ('o' - 'a'),
        GO_ON = 1 << ('c' - 'a') | 1 << ('h' - 'a') | 1 << ('j' - 'a') | 1 << ('s' - 'a') | 1 << ('z' - 'a') |
                1 << ('t' - 'a') | 1 << ('k' - 'a') | 1 << ('e' - 'a') | 1 << ('o' - 'a') | 1 << ('u' - 'a'),
    };
    if (s.len < 2 || !(letter_bit(s.data[0]) & BEGIN) || !(letter_bit(s.data[1]) & GO_ON))
        return 0;
    uint64_t word = first_letters(s.data, s.len);
    for (size_t i = 0; i < sizeof GROUPS / sizeof *GROUPS; i++) {
        if ((word & group_words[i].mask) == group_words[i].letters) {
            *phone = GROUPS[i].phone;
            return strlen(GROUPS[i].letters);
        }
    }
    return 0;
}

static uint8_t phone_of_byte(char byte)
{
    unsigned char b = (unsigned char)byte;
    if (b >= 'a' && b <= 'z')
        return LETTERS[b - 'a'];
    if (b >= '0' && b <= '9')
        return (uint8_t)(PHONE_DIGIT_0 + (b - '0'));
    return (uint8_t)(PHONE_BYTE | (b & 127));
}

static bool is_glide(str s, size_t i)
{
    if (s.data[i] != 'y')
        return false;
    char before = i > 0 ? s.data[i - 1] : 0, next = i + 1 < s.len ? s.data[i + 1] : 0;
    return next == 'e' || before == 'e' || before == 'i';
}

void phone_from_letters(str letters, phone_word *out)
{
    memset(out, 0, sizeof *out);
    unsigned shift = 0;
    uint8_t last = PHONE_NONE;
    for (size_t i = 0; i < letters.len && out->len < PHONES_MAX;) {
        uint8_t phone;
        size_t taken = group_at(str_make(letters.data + i, letters.len - i), &phone);
        if (taken == 0) {
            phone = is_glide(letters, i) ? PHONE_GLIDE : phone_of_byte(letters.data[i]);
            taken = 1;
        }
        i += taken;
        unsigned class = phone_class(phone);
        if (phone == last && class != PHONE_CLASS_OTHER)
            continue;
        last = phone;
        out->phones[out->len++] = phone;
        if (class != PHONE_CLASS_SOFT && shift < 63) {
            out->skeleton |= (uint64_t) class << shift;
            out->counts += (uint64_t)1 << (8 * (class - 1));
            shift += 3;
        }
    }
}

unsigned phone_count_gap(const phone_word *a, const phone_word *b)
{
    unsigned gap = 0;
    for (unsigned i = 0; i < 56; i += 8) {
        int x = (int)(a->counts >> i & 255), y = (int)(b->counts >> i & 255);
        gap += (unsigned)(x > y ? x - y : y - x);
    }
    return gap;
}

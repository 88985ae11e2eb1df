#include "mention/mention_keys.h"

#include "text/text.h"
#include "base/utf8.h"

enum {
    PART_LETTERS = 20,
    FEW_CONSONANTS = 3,
    SKETCH_RUNS = 7,  /* vowels, or none, before so many consonants */
    SKETCH_SOUNDS = 6 /* consonants */
};

static uint32_t mix(uint64_t h)
{
    h *= 0x9E3779B97F4A7C15u;
    return (uint32_t)(h >> 32);
}

/* ---- sounds ---- */

/* What a phone is: its class; which of its class, or which vowel; and the number of a consonant. */
typedef struct phone_kind {
    uint8_t class, which, code;
} phone_kind;

static phone_kind kinds[256]; /* made before main; a constant afterwards */

/* 1 to 3 for a vowel, 0 for h. */
static uint8_t vowel_of(unsigned phone)
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
static uint8_t consonant_of(unsigned phone)
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

__attribute__((constructor)) static void fill_kinds(void)
{
    static const uint8_t first[8] = {0, 1,  3,  7,
                                     9, 10, 12, 13}; /* number of the first consonant of a class */
    for (unsigned phone = 0; phone < 256; phone++) {
        unsigned class = phone_class((uint8_t)phone);
        bool soft = class == PHONE_CLASS_SOFT;
        kinds[phone].class = (uint8_t) class;
        kinds[phone].which = soft ? vowel_of(phone) : consonant_of(phone);
        kinds[phone].code =
            (uint8_t)(class == PHONE_CLASS_OTHER ? 13 + phone % 3 : first[class] + kinds[phone].which);
    }
}

mention_sound mention_sound_of(const phone_word *phones)
{
    mention_sound s = {.sketch = (uint32_t)phones->len << 26};
    unsigned consonants = 0;
    for (size_t i = 0; i < phones->len; i++) {
        phone_kind k = kinds[phones->phones[i]];
        if (k.class == PHONE_CLASS_SOFT) {
            if (consonants < SKETCH_RUNS && !(s.sketch >> 2 * consonants & 3))
                s.sketch |= (uint32_t)k.which << 2 * consonants;
            continue;
        }
        if (consonants < SKETCH_SOUNDS)
            s.sketch |= (uint32_t)k.which << 2 * (SKETCH_RUNS + consonants);
        if (consonants < 16)
            s.consonants |= (uint64_t)k.code << 4 * consonants;
        if (consonants < 21)
            s.skeleton |= (uint64_t)k.class << 3 * consonants;
        consonants++;
    }
    return s;
}

uint32_t keys_by_consonants(const mention_sound *s)
{
    return mix(s->consonants);
}

uint32_t keys_by_vowels(const mention_sound *s)
{
    return mix((s->skeleton << 14 ^ s->skeleton >> 50 ^ (s->sketch & SKETCH_VOWELS)) | UINT64_C(2) << 62);
}

/* ---- letters ---- */

uint64_t keys_hash(uint64_t hash, str letters)
{
    for (size_t i = 0; i < letters.len; i++)
        hash = (hash ^ (unsigned char)letters.data[i]) * 1099511628211u;
    return hash;
}

uint32_t keys_by_letters(uint64_t hash)
{
    return mix(hash | UINT64_C(3) << 62);
}

bool keys_is_alphabet(uint8_t script)
{
    return script == SCRIPT_CYRILLIC || script == SCRIPT_GREEK || script == SCRIPT_ARABIC ||
           script == SCRIPT_HEBREW || script == SCRIPT_ARMENIAN || script == SCRIPT_GEORGIAN;
}

/* A letter that is easily another one. */
static bool is_soft(uint32_t cp)
{
    if (cp < 0x80) {
        static const uint32_t vowels = 1u << ('a' - 'a') | 1u << ('e' - 'a') | 1u << ('i' - 'a') |
                                       1u << ('o' - 'a') | 1u << ('u' - 'a') | 1u << ('y' - 'a') |
                                       1u << ('w' - 'a') | 1u << ('h' - 'a');
        return cp >= 'a' && cp <= 'z' && (vowels >> (cp - 'a') & 1);
    }
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
static size_t put_parts(const uint16_t *letters, size_t len, uint64_t seed, uint32_t *keys)
{
    uint64_t before = seed;
    for (size_t without = 0; without <= len; without++) {
        uint64_t h = before;
        for (size_t i = without + (without < len); i < len; i++)
            h = (h ^ letters[i]) * 1099511628211u;
        keys[without] = mix(h | UINT64_C(1) << 63);
        if (without < len)
            before = (before ^ letters[without]) * 1099511628211u;
    }
    return len + 1;
}

size_t keys_by_parts(str letters, bool listed, uint32_t keys[KEYS_PARTS])
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
    size_t slack = listed ? 0 : 1;
    if (hard_len + slack >= FEW_CONSONANTS)
        count += put_parts(hard, hard_len, 1, keys);
    if (hard_len <= FEW_CONSONANTS + slack)
        count += put_parts(all, all_len, 2, keys + count);
    return count;
}

uint32_t keys_letters_sketch(str letters)
{
    uint32_t bits = 0;
    for (size_t i = 0; i < letters.len; i++) {
        unsigned char c = (unsigned char)letters.data[i];
        bits |= 1u << (c >= 'a' && c <= 'z' ? c - 'a' : c % 26);
    }
    return bits | (uint32_t)(letters.len < 63 ? letters.len : 63) << 26;
}

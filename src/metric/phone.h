/* Words as sounds: the letters of a romanised word cut into phones, and their skeleton.
 *
 * A phone is one letter or a group of letters that is spelled in many ways ("sch", "sh"; "tch", "tj", "ch").
 * Each phone has a class: soft (vowels, y, w, h), one of six consonant classes, or digit. The skeleton is the
 * string of the classes of a word without the soft ones. It is what an index looks words up by: every edit
 * of metric/distance.h that costs less than one unit leaves the skeleton as it is, and every other edit
 * changes it by one (an insertion, a deletion, a substitution, or a transposition of neighbours).
 *
 * Knows nothing of names, scripts or languages. Letters are a-z and 0-9; other bytes are phones of their own.
 *
 *     phone_word p;
 *     phone_from_letters(str_of("shcherbakov"), &p);     // SHCH e r b a k o v, skeleton 2 6 1 2 1
 */
#ifndef METRIC_PHONE_H
#define METRIC_PHONE_H

#include "base/str.h"

#include <stdint.h>

#define PHONES_MAX 40

enum {
    PHONE_NONE,
    /* soft */
    PHONE_A,
    PHONE_E,
    PHONE_I,
    PHONE_O,
    PHONE_U,
    PHONE_EE,
    PHONE_OO,
    PHONE_OU,
    PHONE_Y,
    PHONE_GLIDE, /* a y beside an e or after an i: "Yevgeny", "Andreyev" */
    PHONE_W,
    PHONE_H,
    /* lips */
    PHONE_B,
    PHONE_P,
    PHONE_V,
    PHONE_F,
    PHONE_PH,
    /* throat and hiss */
    PHONE_C,
    PHONE_K,
    PHONE_Q,
    PHONE_CK,
    PHONE_KH,
    PHONE_X,
    PHONE_G,
    PHONE_GH,
    PHONE_J,
    PHONE_ZH,
    PHONE_Z,
    PHONE_S,
    PHONE_SH,
    PHONE_CH,
    PHONE_SHCH,
    PHONE_TS,
    /* teeth */
    PHONE_D,
    PHONE_DH,
    PHONE_T,
    PHONE_TH,
    /* the rest */
    PHONE_L,
    PHONE_M,
    PHONE_N,
    PHONE_R,
    PHONE_DIGIT_0,
    PHONE_DIGIT_9 = PHONE_DIGIT_0 + 9,
    PHONE_OTHER, /* any other byte; alike only to itself, so its byte is kept apart */
    PHONE_COUNT = 128,
    PHONE_BYTE = 128, /* with the low seven bits of a byte that is no letter */
};

enum { PHONE_CLASS_SOFT = 0, PHONE_CLASS_OTHER = 7 };

typedef struct phone_word {
    uint8_t phones[PHONES_MAX];
    uint8_t len;
    uint64_t skeleton; /* three bits a class, the first class lowest, 0 after the last; at most 21 classes */
    uint64_t counts;   /* eight bits for each class from 1: how often it is in the skeleton */
} phone_word;

/* Cuts letters into phones; letters beyond PHONES_MAX phones are left out. A doubled letter is one. */
void phone_from_letters(str letters, phone_word *out);

/* Sum of the differences of the class counts: a skeleton edit changes it by two at most. */
unsigned phone_count_gap(const phone_word *a, const phone_word *b);

/* 0 soft, 1 to 6 consonants, 7 digits and other bytes. */
unsigned phone_class(uint8_t phone);

#endif

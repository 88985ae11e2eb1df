#include "metric/distance.h"

#include <stdlib.h>

/* Cost of exchanging two phones, given once per pair; what is not here is a full edit. Within a class only:
 * a pair of two classes would break the promise of the header. */
typedef struct exchange {
    uint8_t a, b, cost;
} exchange;

static const exchange EXCHANGES[] = {
    {PHONE_EE, PHONE_I, 2},    {PHONE_EE, PHONE_E, 3},    {PHONE_OO, PHONE_U, 2},
    {PHONE_OO, PHONE_O, 3},    {PHONE_OU, PHONE_U, 2},    {PHONE_OU, PHONE_O, 4},
    {PHONE_OO, PHONE_OU, 3},   {PHONE_E, PHONE_I, 5},     {PHONE_O, PHONE_U, 5},
    {PHONE_A, PHONE_E, 6},     {PHONE_A, PHONE_O, 7},     {PHONE_Y, PHONE_I, 3},
    {PHONE_GLIDE, PHONE_Y, 0}, {PHONE_GLIDE, PHONE_I, 3}, {PHONE_GLIDE, PHONE_EE, 4},
    {PHONE_GLIDE, PHONE_E, 6}, {PHONE_Y, PHONE_EE, 4},    {PHONE_Y, PHONE_E, 7},
    {PHONE_Y, PHONE_U, 8},     {PHONE_W, PHONE_U, 4},     {PHONE_W, PHONE_OU, 4},
    {PHONE_W, PHONE_OO, 5},    {PHONE_W, PHONE_O, 6},     {PHONE_B, PHONE_P, 9},
    {PHONE_B, PHONE_V, 7},     {PHONE_V, PHONE_F, 6},     {PHONE_P, PHONE_F, 9},
    {PHONE_PH, PHONE_F, 2},    {PHONE_P, PHONE_PH, 8},    {PHONE_V, PHONE_PH, 8},
    {PHONE_C, PHONE_K, 3},     {PHONE_C, PHONE_Q, 4},     {PHONE_C, PHONE_CK, 2},
    {PHONE_K, PHONE_CK, 2},    {PHONE_K, PHONE_Q, 3},     {PHONE_Q, PHONE_CK, 4},
    {PHONE_K, PHONE_KH, 6},    {PHONE_C, PHONE_KH, 7},    {PHONE_Q, PHONE_KH, 7},
    {PHONE_KH, PHONE_CH, 8},   {PHONE_KH, PHONE_GH, 7},   {PHONE_KH, PHONE_G, 11},
    {PHONE_G, PHONE_GH, 3},    {PHONE_G, PHONE_K, 8},     {PHONE_G, PHONE_C, 9},
    {PHONE_G, PHONE_Q, 6},     {PHONE_GH, PHONE_Q, 6},    {PHONE_GH, PHONE_K, 9},
    {PHONE_G, PHONE_J, 8},     {PHONE_G, PHONE_ZH, 11},   {PHONE_J, PHONE_ZH, 4},
    {PHONE_J, PHONE_Z, 9},     {PHONE_J, PHONE_CH, 8},    {PHONE_J, PHONE_SH, 11},
    {PHONE_Z, PHONE_ZH, 6},    {PHONE_Z, PHONE_S, 6},     {PHONE_ZH, PHONE_SH, 8},
    {PHONE_Z, PHONE_TS, 6},    {PHONE_Z, PHONE_X, 9},     {PHONE_Z, PHONE_C, 9},
    {PHONE_ZH, PHONE_S, 10},   {PHONE_S, PHONE_SH, 6},    {PHONE_S, PHONE_C, 6},
    {PHONE_S, PHONE_TS, 7},    {PHONE_S, PHONE_X, 9},     {PHONE_S, PHONE_CH, 11},
    {PHONE_SH, PHONE_CH, 7},   {PHONE_SH, PHONE_SHCH, 4}, {PHONE_SH, PHONE_X, 6},
    {PHONE_CH, PHONE_SHCH, 6}, {PHONE_CH, PHONE_TS, 7},   {PHONE_CH, PHONE_C, 7},
    {PHONE_CH, PHONE_K, 9},    {PHONE_CH, PHONE_Q, 7},    {PHONE_CH, PHONE_X, 9},
    {PHONE_TS, PHONE_C, 4},    {PHONE_X, PHONE_K, 12},    {PHONE_X, PHONE_C, 12},
    {PHONE_X, PHONE_KH, 11},   {PHONE_S, PHONE_SHCH, 9},  {PHONE_D, PHONE_T, 8},
    {PHONE_D, PHONE_DH, 3},    {PHONE_T, PHONE_TH, 3},    {PHONE_D, PHONE_TH, 9},
    {PHONE_T, PHONE_DH, 9},    {PHONE_DH, PHONE_TH, 6},   {PHONE_M, PHONE_N, 10},
};

enum { INDEL_FULL, INDEL_ABJAD, INDEL_VOWELLED };

enum {
    ABJAD_WRITTEN = 9,      /* a vowel that was written, without its like */
    COST_VOWELS = 9,        /* any two vowels not above */
    COST_VOWEL_WITH_H = 14, /* a vowel for h */
    COST_SAME_CLASS = 17,   /* two consonants of a class not above */
    COST_VOWEL = 12,        /* a vowel in or out */
    COST_Y = 9,
    COST_GLIDE = 3,
    COST_W = 11,
    COST_H = 8,
    COST_GROUP = 28, /* a consonant that is written with two letters */
    COST_SWAP_SOFT = DISTANCE_SWAP_SOFT,
    COST_SWAP = DISTANCE_SWAP,
};

/* One row per phone, made before main; a constant afterwards. */
static uint8_t class_of[256];
static uint8_t exchange_cost[PHONE_COUNT][PHONE_COUNT];
static uint8_t indel_cost[3][256];

static bool is_group(unsigned p)
{
    return p == PHONE_PH || p == PHONE_KH || p == PHONE_GH || p == PHONE_ZH || p == PHONE_SH ||
           p == PHONE_CH || p == PHONE_SHCH || p == PHONE_TS || p == PHONE_DH || p == PHONE_TH;
}

static uint8_t default_cost(unsigned a, unsigned b)
{
    unsigned class_a = class_of[a], class_b = class_of[b];
    if (a == b)
        return 0;
    if (class_a != class_b || class_a == PHONE_CLASS_OTHER)
        return is_group(a) || is_group(b) ? COST_GROUP : DISTANCE_UNIT;
    if (class_a != PHONE_CLASS_SOFT)
        return COST_SAME_CLASS;
    return a == PHONE_H || b == PHONE_H ? COST_VOWEL_WITH_H : COST_VOWELS;
}

static void fill_costs(void)
{
    for (unsigned p = 0; p < 256; p++)
        class_of[p] = (uint8_t)phone_class((uint8_t)p);
    for (unsigned a = 0; a < PHONE_COUNT; a++)
        for (unsigned b = 0; b < PHONE_COUNT; b++)
            exchange_cost[a][b] = default_cost(a, b);
    for (size_t i = 0; i < sizeof EXCHANGES / sizeof *EXCHANGES; i++) {
        exchange_cost[EXCHANGES[i].a][EXCHANGES[i].b] = EXCHANGES[i].cost;
        exchange_cost[EXCHANGES[i].b][EXCHANGES[i].a] = EXCHANGES[i].cost;
    }
    for (unsigned p = 0; p < 256; p++) {
        uint8_t cost = is_group(p) ? COST_GROUP : DISTANCE_UNIT;
        if (class_of[p] == PHONE_CLASS_SOFT)
            cost = p == PHONE_H       ? COST_H
                   : p == PHONE_Y     ? COST_Y
                   : p == PHONE_GLIDE ? COST_GLIDE
                   : p == PHONE_W     ? COST_W
                                      : COST_VOWEL;
        indel_cost[INDEL_FULL][p] = cost;
        bool guessed = p == PHONE_A || p == PHONE_E;
        indel_cost[INDEL_ABJAD][p] = cost >= DISTANCE_UNIT ? cost : guessed ? 2 : ABJAD_WRITTEN;
        indel_cost[INDEL_VOWELLED][p] = cost >= DISTANCE_UNIT          ? cost
                                        : p == PHONE_H || p == PHONE_W ? 6
                                        : p == PHONE_Y                 ? 4
                                                                       : 2;
    }
}

static inline int cost_of(uint8_t a, uint8_t b)
{
    if ((a | b) & PHONE_BYTE)
        return a == b ? 0 : DISTANCE_UNIT;
    return exchange_cost[a][b];
}

/* One side (x) without short vowels: an "a" or "e" there was guessed by the romaniser, any other vowel was
 * written; the other side may have vowels that were not. */
static inline int abjad_cost_of(uint8_t x, uint8_t y)
{
    int cost = cost_of(x, y);
    bool soft = class_of[x] == PHONE_CLASS_SOFT && class_of[y] == PHONE_CLASS_SOFT;
    if (!soft || x == PHONE_H || y == PHONE_H)
        return cost;
    if (x == PHONE_A || x == PHONE_E)
        return y == PHONE_W || y == PHONE_Y ? 4 : 1;
    return cost > 6 ? ABJAD_WRITTEN : cost / 2;
}

static inline int first_cost(uint8_t p)
{
    return p == PHONE_GLIDE ? 0 : DISTANCE_FIRST;
}

/* Made before main, after the costs; a constant afterwards. */
static distance_table tables[DISTANCE_MODES];

static void fill_table(distance_mode mode)
{
    distance_table *t = &tables[mode];
    for (uint8_t x = 0; x < DISTANCE_TABLE; x++) {
        for (uint8_t y = 0; y < DISTANCE_TABLE; y++)
            t->exchange[x][y] = (uint8_t)(x == y                      ? 0
                                          : mode == DISTANCE_ABJAD    ? abjad_cost_of(x, y)
                                          : mode == DISTANCE_VOWELLED ? abjad_cost_of(y, x)
                                                                      : cost_of(x, y));
        t->out[x] = indel_cost[mode == DISTANCE_ABJAD      ? INDEL_ABJAD
                               : mode == DISTANCE_VOWELLED ? INDEL_VOWELLED
                                                           : INDEL_FULL][x];
        t->in[x] = indel_cost[mode == DISTANCE_ABJAD      ? INDEL_VOWELLED
                              : mode == DISTANCE_VOWELLED ? INDEL_ABJAD
                                                          : INDEL_FULL][x];
        t->first[x] = (uint8_t)first_cost(x);
    }
}

__attribute__((constructor)) static void fill_tables(void)
{
    fill_costs();
    for (unsigned mode = 0; mode < DISTANCE_MODES; mode++)
        fill_table((distance_mode)mode);
}

const distance_table *distance_get_table(distance_mode mode)
{
    return &tables[mode];
}

static inline int min_of(int a, int b)
{
    return a < b ? a : b;
}

int distance_within(const phone_word *a, const phone_word *b, int limit, distance_mode mode)
{
    if (mode == DISTANCE_VOWELLED)
        return distance_within(b, a, limit, DISTANCE_ABJAD);
    const uint8_t *indel_a = indel_cost[mode == DISTANCE_ABJAD ? INDEL_ABJAD : INDEL_FULL];
    const uint8_t *indel_b = indel_cost[mode == DISTANCE_ABJAD ? INDEL_VOWELLED : INDEL_FULL];
    int rows[3][PHONES_MAX + 1];
    int *before = rows[0], *above = rows[1], *row = rows[2];
    size_t width = b->len;
    int best_above = 0;
    above[0] = 0;
    for (size_t j = 1; j <= width; j++)
        above[j] = above[j - 1] + indel_b[b->phones[j - 1]] + (j == 1 ? first_cost(b->phones[0]) : 0);
    for (size_t i = 1; i <= a->len; i++) {
        uint8_t x = a->phones[i - 1];
        int out = indel_a[x] + (i == 1 ? first_cost(x) : 0);
        int best = row[0] = above[0] + out;
        for (size_t j = 1; j <= width; j++) {
            uint8_t y = b->phones[j - 1];
            bool first = i == 1 && j == 1;
            int swap = x == y ? 0
                              : (mode == DISTANCE_ABJAD ? abjad_cost_of(x, y) : cost_of(x, y)) +
                                    (first ? DISTANCE_FIRST : 0);
            int cost = above[j - 1] + swap;
            cost = min_of(cost, above[j] + indel_a[x] + (i == 1 && j <= 1 ? first_cost(x) : 0));
            cost = min_of(cost, row[j - 1] + indel_b[y] + (j == 1 && i <= 1 ? first_cost(y) : 0));
            if (i > 1 && j > 1 && x != y && x == b->phones[j - 2] && a->phones[i - 2] == y) {
                bool soft = phone_class(x) == PHONE_CLASS_SOFT || phone_class(y) == PHONE_CLASS_SOFT;
                cost = min_of(cost, before[j - 2] + (soft ? COST_SWAP_SOFT : COST_SWAP));
            }
            row[j] = cost;
            best = min_of(best, cost);
        }
        if (best > limit && best_above + COST_SWAP_SOFT > limit)
            return DISTANCE_NONE; /* neither this row nor a transposition over it leads on */
        best_above = best;
        int *free_row = before;
        before = above;
        above = row;
        row = free_row;
    }
    return above[width] <= limit ? above[width] : DISTANCE_NONE;
}

static unsigned skeleton_at(uint64_t s, int i)
{
    return (unsigned)(s >> (3 * i)) & 7;
}

static int skeleton_len(uint64_t s)
{
    int len = 0;
    while (len < 21 && skeleton_at(s, len) != 0)
        len++;
    return len;
}

int distance_of_skeletons(uint64_t a, uint64_t b)
{
    int rows[22][22];
    int m = skeleton_len(a), n = skeleton_len(b);
    for (int i = 0; i <= m; i++) {
        for (int j = 0; j <= n; j++) {
            if (i == 0 || j == 0) {
                rows[i][j] = i + j;
                continue;
            }
            unsigned x = skeleton_at(a, i - 1), y = skeleton_at(b, j - 1);
            int cost = rows[i - 1][j - 1] + (x != y);
            cost = min_of(cost, min_of(rows[i - 1][j], rows[i][j - 1]) + 1);
            if (i > 1 && j > 1 && x == skeleton_at(b, j - 2) && y == skeleton_at(a, i - 2))
                cost = min_of(cost, rows[i - 2][j - 2] + 1);
            rows[i][j] = cost;
        }
    }
    return rows[m][n];
}

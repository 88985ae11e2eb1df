#include "metric/batch_avx2.h"

#include "metric/distance.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define AVX2 __attribute__((target("avx2")))

bool batch_avx2_works(void)
{
    return __builtin_cpu_supports("avx2");
}

/* A byte table of 64 entries, cut in four for the shuffle of sixteen. */
typedef struct table64 {
    __m256i part[4];
} table64;

AVX2 static inline table64 table_load(const uint8_t *bytes)
{
    table64 t;
    for (int k = 0; k < 4; k++)
        t.part[k] =
            _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)(bytes + 16 * k)));
    return t;
}

/* Indexes below 64 made ready for table_look_up: in part k those of other parts have the high bit set and
 * give 0. */
typedef struct index64 {
    __m256i part[4];
} index64;

AVX2 static inline index64 index_make(__m256i phones)
{
    index64 x;
    for (int k = 0; k < 4; k++)
        x.part[k] = _mm256_adds_epu8(_mm256_xor_si256(phones, _mm256_set1_epi8((char)(16 * k))),
                                     _mm256_set1_epi8(0x70));
    return x;
}

AVX2 static inline __m256i table_look_up(const table64 *t, const index64 *x)
{
    __m256i low = _mm256_or_si256(_mm256_shuffle_epi8(t->part[0], x->part[0]),
                                  _mm256_shuffle_epi8(t->part[1], x->part[1]));
    __m256i high = _mm256_or_si256(_mm256_shuffle_epi8(t->part[2], x->part[2]),
                                   _mm256_shuffle_epi8(t->part[3], x->part[3]));
    return _mm256_or_si256(low, high);
}

AVX2 static inline __m256i splat(int byte)
{
    return _mm256_set1_epi8((char)byte);
}

AVX2 static __m256i first_costs(const index64 *x)
{
    uint8_t costs[64];
    for (int p = 0; p < 64; p++)
        costs[p] = (uint8_t)distance_first_cost((uint8_t)p);
    table64 t = table_load(costs);
    return table_look_up(&t, x);
}

typedef struct columns {
    __m256i phones[DISTANCE_BATCH_PHONES + 1];
    index64 index[DISTANCE_BATCH_PHONES + 1];
    __m256i indel[DISTANCE_BATCH_PHONES + 1];
    __m256i soft[DISTANCE_BATCH_PHONES + 1]; /* all bits where the phone is soft */
    size_t width;
} columns;

AVX2 static void read_columns(const distance_batch *b, columns *c)
{
    table64 indel = table_load(distance_indel_row());
    c->width = 0;
    for (size_t i = 0; i < b->count; i++)
        c->width = b->lens[i] > c->width ? b->lens[i] : c->width;
    for (size_t j = 1; j <= c->width; j++) {
        /* Lanes beyond the end of their word hold what they held before: read, computed with, never used. */
        __m256i y =
            _mm256_and_si256(_mm256_loadu_si256((const __m256i *)(const void *)b->phones[j - 1]), splat(63));
        c->phones[j] = y;
        c->index[j] = index_make(y);
        c->indel[j] = table_look_up(&indel, &c->index[j]);
        c->soft[j] = _mm256_cmpeq_epi8(_mm256_max_epu8(y, splat(PHONE_H)), splat(PHONE_H));
    }
}

AVX2 void batch_avx2_run(const phone_word *a, const distance_batch *b, uint8_t distances[DISTANCE_BATCH])
{
    __m256i rows[3][DISTANCE_BATCH_PHONES + 1];
    __m256i *before = rows[0], *above = rows[1], *row = rows[2];
    const uint8_t *indel = distance_indel_row();
    columns c;
    read_columns(b, &c);
    above[0] = _mm256_setzero_si256();
    __m256i first_in =
        c.width ? _mm256_adds_epu8(c.indel[1], first_costs(&c.index[1])) : _mm256_setzero_si256();
    for (size_t j = 1; j <= c.width; j++)
        above[j] = _mm256_adds_epu8(above[j - 1], j == 1 ? first_in : c.indel[j]);
    for (size_t i = 1; i <= a->len; i++) {
        uint8_t x = a->phones[i - 1];
        table64 exchange = table_load(distance_exchange_row(x));
        __m256i here = splat(x), out = splat(indel[x]),
                out_first = splat(indel[x] + (i == 1 ? distance_first_cost(x) : 0));
        __m256i earlier = splat(i > 1 ? a->phones[i - 2] : 0);
        __m256i here_soft = phone_class(x) == PHONE_CLASS_SOFT ? splat(255) : _mm256_setzero_si256();
        row[0] = _mm256_adds_epu8(above[0], out_first);
        for (size_t j = 1; j <= c.width; j++) {
            __m256i same = _mm256_cmpeq_epi8(here, c.phones[j]);
            __m256i swap = table_look_up(&exchange, &c.index[j]);
            if (i == 1 && j == 1)
                swap = _mm256_adds_epu8(swap, splat(DISTANCE_FIRST));
            swap = _mm256_andnot_si256(same, swap);
            __m256i cost = _mm256_adds_epu8(above[j - 1], swap);
            cost = _mm256_min_epu8(cost, _mm256_adds_epu8(above[j], j == 1 ? out_first : out));
            __m256i in = i == 1 && j == 1 ? first_in : c.indel[j];
            cost = _mm256_min_epu8(cost, _mm256_adds_epu8(row[j - 1], in));
            if (i > 1 && j > 1) {
                __m256i crossed = _mm256_and_si256(_mm256_cmpeq_epi8(here, c.phones[j - 1]),
                                                   _mm256_cmpeq_epi8(earlier, c.phones[j]));
                crossed = _mm256_andnot_si256(same, crossed);
                __m256i soft = _mm256_or_si256(here_soft, c.soft[j]);
                __m256i price = _mm256_blendv_epi8(splat(DISTANCE_SWAP), splat(DISTANCE_SWAP_SOFT), soft);
                __m256i over = _mm256_adds_epu8(before[j - 2], price);
                cost = _mm256_min_epu8(cost, _mm256_or_si256(over, _mm256_xor_si256(crossed, splat(255))));
            }
            row[j] = cost;
        }
        __m256i *free_row = before;
        before = above;
        above = row;
        row = free_row;
    }
    __m256i lens = _mm256_loadu_si256((const __m256i *)(const void *)b->lens), result = splat(255);
    for (size_t j = 0; j <= c.width; j++)
        result = _mm256_blendv_epi8(result, above[j], _mm256_cmpeq_epi8(lens, splat((int)j)));
    _mm256_storeu_si256((__m256i *)(void *)distances, result);
}

#else

bool batch_avx2_works(void)
{
    return false;
}

void batch_avx2_run(const phone_word *a, const distance_batch *b, uint8_t distances[DISTANCE_BATCH])
{
    distance_batch_run_portable(a, b, distances);
}

#endif

#include "metric/batch_neon.h"

#if defined(__aarch64__) && defined(__ARM_NEON)

#include <arm_neon.h>

bool batch_neon_works(void)
{
    return true;
}

/* A register holds sixteen words, so each lane-wise step is done for two halves. */
enum { HALF = DISTANCE_BATCH / 2 };

/* A byte table of 64 entries is four registers, which one instruction looks up in. */
static inline uint8x16x4_t table_load(const uint8_t *bytes)
{
    uint8x16x4_t t;
    for (int k = 0; k < 4; k++)
        t.val[k] = vld1q_u8(bytes + 16 * k);
    return t;
}

static inline uint8x16_t splat(int byte)
{
    return vdupq_n_u8((uint8_t)byte);
}

typedef struct columns {
    uint8x16_t phones[DISTANCE_BATCH_PHONES + 1];
    uint8x16_t indel[DISTANCE_BATCH_PHONES + 1];
    uint8x16_t soft[DISTANCE_BATCH_PHONES + 1]; /* all bits where the phone is soft */
    uint8x16_t first_in;                        /* the first phone goes in */
    size_t width;
} columns;

static void read_columns(const distance_batch *b, const distance_columns *turned, const distance_table *costs,
                         size_t half, columns *c)
{
    uint8x16x4_t indel = table_load(costs->in);
    c->width = 0;
    for (size_t i = 0; i < b->count; i++)
        c->width = b->lens[i] > c->width ? b->lens[i] : c->width;
    c->first_in = splat(0);
    for (size_t j = 1; j <= c->width; j++) {
        /* Lanes beyond the end of their word hold anything: read, computed with, never used. */
        uint8x16_t y = vandq_u8(vld1q_u8(turned->phones[j - 1] + half), splat(63));
        c->phones[j] = y;
        c->indel[j] = vqtbl4q_u8(indel, y);
        c->soft[j] = vcleq_u8(y, splat(PHONE_H));
        if (j == 1)
            c->first_in = vqaddq_u8(c->indel[1], vqtbl4q_u8(table_load(costs->first), y));
    }
}

/* What one phone of the word costs against every column. */
typedef struct row_costs {
    uint8x16x4_t exchange;
    uint8x16_t out, here, earlier; /* earlier: the phone before it, no phone for the first */
    bool soft;
} row_costs;

/* The cost of exchanging the phone for that of column j, nothing where it is the same. */
static inline uint8x16_t exchange(const columns *c, const row_costs *r, size_t j, int more)
{
    uint8x16_t cost = vqaddq_u8(vqtbl4q_u8(r->exchange, c->phones[j]), splat(more));
    return vbicq_u8(cost, vceqq_u8(r->here, c->phones[j]));
}

/* Two neighbours of the word stand the other way round in the columns j - 1 and j; 255 where they do not. */
static inline uint8x16_t cross(const columns *c, const row_costs *r, size_t j, uint8x16_t before)
{
    uint8x16_t crossed = vandq_u8(vceqq_u8(r->here, c->phones[j - 1]), vceqq_u8(r->earlier, c->phones[j]));
    crossed = vbicq_u8(crossed, vceqq_u8(r->here, c->phones[j]));
    uint8x16_t soft = r->soft ? splat(255) : c->soft[j];
    uint8x16_t price = vbslq_u8(soft, splat(DISTANCE_SWAP_SOFT), splat(DISTANCE_SWAP));
    return vornq_u8(vqaddq_u8(before, price), crossed);
}

/* One row of the table; `first` is the row of the first phone. */
static inline void next_row(const columns *c, const row_costs *r, bool first, uint8x16_t first_out,
                            const uint8x16_t *before, const uint8x16_t *above, uint8x16_t *row)
{
    row[0] = vqaddq_u8(above[0], first ? first_out : r->out);
    for (size_t j = 1; j <= c->width; j++) {
        bool corner = first && j == 1;
        uint8x16_t in = corner ? c->first_in : c->indel[j];
        uint8x16_t out = first && j == 1 ? first_out : r->out;
        uint8x16_t cost = vqaddq_u8(above[j - 1], exchange(c, r, j, corner ? DISTANCE_FIRST : 0));
        cost = vminq_u8(cost, vqaddq_u8(above[j], out));
        cost = vminq_u8(cost, vqaddq_u8(row[j - 1], in));
        if (!first && j > 1)
            cost = vminq_u8(cost, cross(c, r, j, before[j - 2]));
        row[j] = cost;
    }
}

/* The words from `half` on, sixteen of them. */
static void run_half(const phone_word *a, const distance_batch *b, const distance_columns *turned,
                     const distance_table *costs, size_t half, uint8_t *distances)
{
    uint8x16_t rows[3][DISTANCE_BATCH_PHONES + 1];
    uint8x16_t *before = rows[0], *above = rows[1], *row = rows[2];
    columns c;
    read_columns(b, turned, costs, half, &c);
    above[0] = splat(0);
    for (size_t j = 1; j <= c.width; j++)
        above[j] = vqaddq_u8(above[j - 1], j == 1 ? c.first_in : c.indel[j]);
    for (size_t i = 1; i <= a->len; i++) {
        uint8_t x = a->phones[i - 1];
        row_costs r = {.exchange = table_load(costs->exchange[x]),
                       .out = splat(costs->out[x]),
                       .here = splat(x),
                       .earlier = splat(i > 1 ? a->phones[i - 2] : 0),
                       .soft = phone_class(x) == PHONE_CLASS_SOFT};
        if (i == 1)
            next_row(&c, &r, true, splat(costs->out[x] + costs->first[x]), before, above, row);
        else
            next_row(&c, &r, false, r.out, before, above, row);
        uint8x16_t *free_row = before;
        before = above;
        above = row;
        row = free_row;
    }
    uint8x16_t lens = vld1q_u8(b->lens + half), result = splat(255);
    for (size_t j = 0; j <= c.width; j++)
        result = vbslq_u8(vceqq_u8(lens, splat((int)j)), above[j], result);
    vst1q_u8(distances + half, result);
}

void batch_neon_run(const phone_word *a, const distance_batch *b, distance_mode mode,
                    uint8_t distances[DISTANCE_BATCH])
{
    const distance_table *costs = distance_get_table(mode);
    distance_columns turned;
    distance_batch_turn(b, &turned);
    run_half(a, b, &turned, costs, 0, distances);
    if (b->count > HALF)
        run_half(a, b, &turned, costs, HALF, distances);
}

#else

bool batch_neon_works(void)
{
    return false;
}

void batch_neon_run(const phone_word *a, const distance_batch *b, distance_mode mode,
                    uint8_t distances[DISTANCE_BATCH])
{
    distance_batch_run_portable(a, b, mode, distances);
}

#endif

/* A pack of any bytes, under a small vocabulary: read, checked, encoded, decoded, and put to a case. */
#include "base/limits.h"
#include "pack/pack.h"
#include "regime/regime.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char words[] =
    "imposers:\n  US: {name: A, jurisdiction: true, binds: [all]}\n"
    "classes:\n  all: {everybody: true}\n  us: {us_person: true, nexus: US, nexus_currency: USD}\n"
    "party_roles: {bank: [bank, government], supply: [seller], receive: [buyer]}\n"
    "statuses:\n  state: {roles: [government], country: DE}\n"
    "facts:\n  f: {type: boolean, question: Q}\nkinds: [k]\nsectors: [s]\nacts: {a: [export]}\n"
    "datasets: [d]\n";

static void decide(str section)
{
    regime *r;
    regime_worker *w;
    itd_error error = {0};
    regime_party party = {.role = str_of("buyer"), .name = str_of("A"), .country = str_of("DE")};
    regime_case_goods goods = {.hs = str_of("2709"), .origin = str_of("DE")};
    regime_case c = {.on = 18000,
                     .as_of = DATE_NONE,
                     .contract = DATE_NONE,
                     .shipment = DATE_NONE,
                     .actor_country = str_of("US"),
                     .parties = &party,
                     .party_count = 1,
                     .goods = &goods,
                     .goods_count = 1};
    if (regime_open(section, &r, &error) != ITD_OK)
        return;
    if (regime_worker_new(r, &w, &error) == ITD_OK) {
        for (c.activity = 0; c.activity < ACTIVITY_COUNT; c.activity++)
            if (regime_evaluate(w, &c, REGIME_NEXT_CHANGE)->verdict >= VERDICT_COUNT)
                abort();
        regime_worker_free(w);
    }
    regime_close(r);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    arena a;
    regime_set set;
    pack_findings findings;
    itd_error error = {0};
    buf section;
    str bytes = str_make((const char *)data, size);
    arena_init(&a, (size_t)256 << 20);
    buf_init(&section, LIMIT_BUF_SIZE);
    itd_status status = pack_load_text("pack.yaml", str_of(words), bytes, &a, &set, &findings, &error);
    if (status != ITD_OK && !error.message[0])
        abort();
    if (status == ITD_OK && findings.error_count == 0) {
        regime_encode(&set, &section);
        decide(buf_as_str(&section));
    }
    decide(bytes); /* the same bytes as a section */
    buf_free(&section);
    arena_free(&a);
    return 0;
}

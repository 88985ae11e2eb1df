/* Letters that one language has and its neighbours have not. */
#include "text/spell.h"

#define FIRST 0x400u /* D0 80 in UTF-8 */
#define COUNT 0x300u

#define BIT(language) (uint8_t)(1u << (language))

/* Capital and small letters; the last row is for bytes that begin none of them. */
static const uint8_t telltales[COUNT + 64] = {
    [0x42A - FIRST] = BIT(LANGUAGE_BULGARIAN), /* hard sign: rare in Russian */
    [0x44A - FIRST] = BIT(LANGUAGE_BULGARIAN),  [0x42B - FIRST] = BIT(LANGUAGE_RUSSIAN),
    [0x44B - FIRST] = BIT(LANGUAGE_RUSSIAN),    [0x42D - FIRST] = BIT(LANGUAGE_RUSSIAN),
    [0x44D - FIRST] = BIT(LANGUAGE_RUSSIAN),    [0x401 - FIRST] = BIT(LANGUAGE_RUSSIAN),
    [0x451 - FIRST] = BIT(LANGUAGE_RUSSIAN),    [0x406 - FIRST] = BIT(LANGUAGE_UKRAINIAN),
    [0x456 - FIRST] = BIT(LANGUAGE_UKRAINIAN),  [0x407 - FIRST] = BIT(LANGUAGE_UKRAINIAN),
    [0x457 - FIRST] = BIT(LANGUAGE_UKRAINIAN),  [0x404 - FIRST] = BIT(LANGUAGE_UKRAINIAN),
    [0x454 - FIRST] = BIT(LANGUAGE_UKRAINIAN),  [0x490 - FIRST] = BIT(LANGUAGE_UKRAINIAN),
    [0x491 - FIRST] = BIT(LANGUAGE_UKRAINIAN),  [0x40E - FIRST] = BIT(LANGUAGE_BELARUSIAN),
    [0x45E - FIRST] = BIT(LANGUAGE_BELARUSIAN), [0x408 - FIRST] = BIT(LANGUAGE_SERBIAN),
    [0x458 - FIRST] = BIT(LANGUAGE_SERBIAN),    [0x409 - FIRST] = BIT(LANGUAGE_SERBIAN),
    [0x459 - FIRST] = BIT(LANGUAGE_SERBIAN),    [0x40A - FIRST] = BIT(LANGUAGE_SERBIAN),
    [0x45A - FIRST] = BIT(LANGUAGE_SERBIAN),    [0x40B - FIRST] = BIT(LANGUAGE_SERBIAN),
    [0x45B - FIRST] = BIT(LANGUAGE_SERBIAN),    [0x402 - FIRST] = BIT(LANGUAGE_SERBIAN),
    [0x452 - FIRST] = BIT(LANGUAGE_SERBIAN),    [0x40F - FIRST] = BIT(LANGUAGE_SERBIAN),
    [0x45F - FIRST] = BIT(LANGUAGE_SERBIAN),    [0x403 - FIRST] = BIT(LANGUAGE_SERBIAN),
    [0x453 - FIRST] = BIT(LANGUAGE_SERBIAN),    [0x40C - FIRST] = BIT(LANGUAGE_SERBIAN),
    [0x45C - FIRST] = BIT(LANGUAGE_SERBIAN),    [0x4D8 - FIRST] = BIT(LANGUAGE_TURKIC),
    [0x4D9 - FIRST] = BIT(LANGUAGE_TURKIC),     [0x492 - FIRST] = BIT(LANGUAGE_TURKIC),
    [0x493 - FIRST] = BIT(LANGUAGE_TURKIC),     [0x49A - FIRST] = BIT(LANGUAGE_TURKIC),
    [0x49B - FIRST] = BIT(LANGUAGE_TURKIC),     [0x4A2 - FIRST] = BIT(LANGUAGE_TURKIC),
    [0x4A3 - FIRST] = BIT(LANGUAGE_TURKIC),     [0x4E8 - FIRST] = BIT(LANGUAGE_TURKIC),
    [0x4E9 - FIRST] = BIT(LANGUAGE_TURKIC),     [0x4AE - FIRST] = BIT(LANGUAGE_TURKIC),
    [0x4AF - FIRST] = BIT(LANGUAGE_TURKIC),     [0x4B0 - FIRST] = BIT(LANGUAGE_TURKIC),
    [0x4B1 - FIRST] = BIT(LANGUAGE_TURKIC),     [0x67E - FIRST] = BIT(LANGUAGE_PERSIAN),
    [0x686 - FIRST] = BIT(LANGUAGE_PERSIAN),    [0x698 - FIRST] = BIT(LANGUAGE_PERSIAN),
    [0x6AF - FIRST] = BIT(LANGUAGE_PERSIAN),    [0x6CC - FIRST] = BIT(LANGUAGE_PERSIAN),
    [0x6A9 - FIRST] = BIT(LANGUAGE_PERSIAN),    [0x6C1 - FIRST] = BIT(LANGUAGE_PERSIAN),
    [0x6BA - FIRST] = BIT(LANGUAGE_PERSIAN),
};

text_language spell_language(str raw)
{
    static const text_language order[] = {LANGUAGE_PERSIAN,    LANGUAGE_SERBIAN,   LANGUAGE_TURKIC,
                                          LANGUAGE_BELARUSIAN, LANGUAGE_UKRAINIAN, LANGUAGE_RUSSIAN,
                                          LANGUAGE_BULGARIAN};
    const unsigned char *p = (const unsigned char *)raw.data;
    unsigned seen = 0;
    for (size_t i = 0; i + 1 < raw.len; i++) { /* every byte, without a branch */
        unsigned row = p[i] - 0xD0u < COUNT / 64 ? p[i] - 0xD0u : COUNT / 64;
        seen |= telltales[row * 64 + (p[i + 1] & 0x3Fu)];
    }
    if (!(seen & ~(unsigned)(BIT(LANGUAGE_RUSSIAN) | BIT(LANGUAGE_BULGARIAN))) &&
        spell_is_eastern_cyrillic(raw))
        return LANGUAGE_EASTERN;
    if (seen & BIT(LANGUAGE_UKRAINIAN) && seen & BIT(LANGUAGE_RUSSIAN))
        return LANGUAGE_BELARUSIAN;
    for (size_t i = 0; seen && i < sizeof order / sizeof order[0]; i++)
        if (seen & BIT(order[i]))
            return order[i];
    return LANGUAGE_UNKNOWN;
}

/* Letters that one language has and its neighbours have not. */
#include "text/spell.h"

#include "text/unicode.h"
#include "text/utf8.h"

typedef struct telltale {
    uint16_t letter;
    uint8_t language;
} telltale;

static const telltale telltales[] = {
    {0x044A, LANGUAGE_BULGARIAN}, /* hard sign: rare in Russian */
    {0x044B, LANGUAGE_RUSSIAN},   {0x044D, LANGUAGE_RUSSIAN},    {0x0451, LANGUAGE_RUSSIAN},
    {0x0456, LANGUAGE_UKRAINIAN}, {0x0457, LANGUAGE_UKRAINIAN},  {0x0454, LANGUAGE_UKRAINIAN},
    {0x0491, LANGUAGE_UKRAINIAN}, {0x045E, LANGUAGE_BELARUSIAN}, {0x0458, LANGUAGE_SERBIAN},
    {0x0459, LANGUAGE_SERBIAN},   {0x045A, LANGUAGE_SERBIAN},    {0x045B, LANGUAGE_SERBIAN},
    {0x0452, LANGUAGE_SERBIAN},   {0x045F, LANGUAGE_SERBIAN},    {0x0453, LANGUAGE_SERBIAN},
    {0x045C, LANGUAGE_SERBIAN},   {0x04D9, LANGUAGE_TURKIC},     {0x0493, LANGUAGE_TURKIC},
    {0x049B, LANGUAGE_TURKIC},    {0x04A3, LANGUAGE_TURKIC},     {0x04E9, LANGUAGE_TURKIC},
    {0x04AF, LANGUAGE_TURKIC},    {0x04B1, LANGUAGE_TURKIC},     {0x067E, LANGUAGE_PERSIAN},
    {0x0686, LANGUAGE_PERSIAN},   {0x0698, LANGUAGE_PERSIAN},    {0x06AF, LANGUAGE_PERSIAN},
    {0x06CC, LANGUAGE_PERSIAN},   {0x06A9, LANGUAGE_PERSIAN},    {0x06C1, LANGUAGE_PERSIAN},
    {0x06BA, LANGUAGE_PERSIAN},
};

text_language spell_language(str raw)
{
    unsigned seen = 0;
    size_t at = 0;
    bool ignored = false;
    while (at < raw.len) {
        uint32_t self;
        size_t count;
        const uint32_t *small = unicode_fold_one(utf8_next(raw, &at, &ignored), &count, &self);
        if (count == 0 || small[0] < 0x400 || small[0] > 0x6FF)
            continue;
        for (size_t i = 0; i < sizeof telltales / sizeof telltales[0]; i++)
            if (telltales[i].letter == small[0])
                seen |= 1u << telltales[i].language;
    }
    if (seen >> LANGUAGE_UKRAINIAN & 1 && seen >> LANGUAGE_RUSSIAN & 1)
        return LANGUAGE_BELARUSIAN;
    static const text_language order[] = {LANGUAGE_PERSIAN,    LANGUAGE_SERBIAN,   LANGUAGE_TURKIC,
                                          LANGUAGE_BELARUSIAN, LANGUAGE_UKRAINIAN, LANGUAGE_RUSSIAN,
                                          LANGUAGE_BULGARIAN};
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++)
        if (seen >> order[i] & 1)
            return order[i];
    return LANGUAGE_UNKNOWN;
}

#include "mention/mention_stems.h"

enum { STEM_LEAST = 2, STEM_LEAST_LATIN = 4 };

static const str CYRILLIC[] = {
    STR("a"),    STR("ya"),   STR("ia"),  STR("u"),    STR("yu"),   STR("iu"),   STR("e"),   STR("ye"),
    STR("ie"),   STR("i"),    STR("y"),   STR("yi"),   STR("om"),   STR("em"),   STR("yem"), STR("iem"),
    STR("ym"),   STR("im"),   STR("oy"),  STR("oi"),   STR("ey"),   STR("ei"),   STR("yey"), STR("oyu"),
    STR("eyu"),  STR("ogo"),  STR("ego"), STR("omu"),  STR("emu"),  STR("uyu"),  STR("ov"),  STR("ev"),
    STR("ykh"),  STR("ikh"),  STR("ami"), STR("yami"), STR("ymi"),  STR("imi"),  STR("am"),  STR("yam"),
    STR("akh"),  STR("yakh"), STR("ovi"), STR("evi"),  STR("yevi"), STR("iyei"), STR("nyn"), STR("nin"),
    STR("nyng"), STR("ning"), STR("dyn"), STR("din"),  STR("tyn"),  STR("tin"),  STR("ga"),  STR("ge"),
    STR("ka"),   STR("ke"),   STR("da"),  STR("de"),   STR("ta"),   STR("te"),   STR("dan"), STR("den"),
    STR("tan"),  STR("ten"),  STR("men"), STR("ben"),  STR("pen"),  STR("dy"),   STR("di"),  STR("ty"),
    STR("ti"),   STR("ny"),   STR("ni"),  STR("t"),    STR("to")};
/* Vowels at the end cost little anyway (metric/distance.h); these are the others. */
static const str LATIN[] = {
    STR("s"),   STR("es"),  STR("em"),   STR("om"),   STR("am"),  STR("iem"), STR("ym"),  STR("im"),
    STR("owi"), STR("ovi"), STR("ovom"), STR("owie"), STR("ego"), STR("emu"), STR("imi"), STR("ami"),
    STR("n"),   STR("in"),  STR("en"),   STR("an"),   STR("on"),  STR("ssa"), STR("lla"), STR("lle"),
    STR("lta"), STR("sta"), STR("ksi"),  STR("t"),    STR("et"),  STR("ot"),  STR("at"),  STR("ta"),
    STR("ban"), STR("ben"), STR("nak"),  STR("nek"),  STR("hoz"), STR("hez"), STR("tol"), STR("val"),
    STR("vel"), STR("rol"), STR("nal"),  STR("nel"),  STR("kal"), STR("kel"), STR("ui"),  STR("us"),
    STR("as"),  STR("is"),  STR("os"),   STR("ai"),   STR("ov"),  STR("ova"), STR("ove"), STR("ovo"),
    STR("ovu"), STR("ina"), STR("inin"), STR("nin"),  STR("den"), STR("dan"), STR("ten"), STR("tan"),
    STR("yi"),  STR("yu")};
static const str GREEK[] = {STR("ou"), STR("o"),  STR("on"), STR("e"), STR("i"),
                            STR("a"),  STR("as"), STR("is"), STR("os")};
static const str ARMENIAN[] = {STR("i"),  STR("in"),  STR("n"),  STR("y"),
                               STR("ov"), STR("its"), STR("um"), STR("e")};
static const str GEORGIAN[] = {STR("i"),   STR("is"), STR("ma"),  STR("s"),   STR("it"), STR("ad"),
                               STR("tan"), STR("ze"), STR("shi"), STR("dan"), STR("sa"), STR("isa")};
static const str INDIC[] = {STR("e"), STR("o"), STR("on"), STR("en")};

typedef struct endings {
    const str *list;
    size_t count;
} endings;

#define ENDINGS(list) ((endings){list, sizeof list / sizeof *list})

static endings endings_of(uint8_t script)
{
    switch (script) {
    case SCRIPT_LATIN:
        return ENDINGS(LATIN);
    case SCRIPT_CYRILLIC:
        return ENDINGS(CYRILLIC);
    case SCRIPT_GREEK:
        return ENDINGS(GREEK);
    case SCRIPT_ARMENIAN:
        return ENDINGS(ARMENIAN);
    case SCRIPT_GEORGIAN:
        return ENDINGS(GEORGIAN);
    case SCRIPT_DEVANAGARI:
        return ENDINGS(INDIC);
    default:
        return (endings){NULL, 0};
    }
}

static void put_len(size_t len, uint8_t lens[STEMS_MAX], size_t *count)
{
    size_t at = 0;
    while (at < *count && lens[at] > len)
        at++;
    if ((at < *count && lens[at] == len) || at == STEMS_MAX)
        return;
    size_t last = *count < STEMS_MAX ? (*count)++ : STEMS_MAX - 1;
    for (size_t i = last; i > at; i--)
        lens[i] = lens[i - 1];
    lens[at] = (uint8_t)len;
}

size_t mention_stems(str letters, uint8_t script, uint8_t lens[STEMS_MAX])
{
    size_t count = 0;
    endings all = endings_of(script);
    if (letters.len > UINT8_MAX || letters.len == 0)
        return 0;
    char last = letters.data[letters.len - 1];
    for (size_t i = 0; i < all.count; i++) {
        str ending = all.list[i];
        if (ending.data[ending.len - 1] != last)
            continue;
        bool s = ending.len == 1 && last == 's';
        size_t least = script != SCRIPT_LATIN || s ? STEM_LEAST : STEM_LEAST_LATIN;
        if (letters.len >= least + ending.len && str_ends(letters, ending))
            put_len(letters.len - ending.len, lens, &count);
    }
    return count;
}

bool mention_stem_rest(uint8_t script, size_t number, str *rest)
{
    static const str all[] = {STR(""),   STR("a"),  STR("o"),  STR("y"),  STR("iy"), STR("i"),
                              STR("ii"), STR("oy"), STR("ya"), STR("ey"), STR("ei"), STR("e")};
    static const str greek[] = {STR(""), STR("s"), STR("os"), STR("as"), STR("is")};
    size_t count = script == SCRIPT_CYRILLIC ? sizeof all / sizeof *all : script == SCRIPT_LATIN ? 3 : 1;
    if (script == SCRIPT_GREEK) {
        *rest = number < sizeof greek / sizeof *greek ? greek[number] : STR_NONE;
        return number < sizeof greek / sizeof *greek;
    }
    *rest = number < count ? all[number] : STR_NONE;
    return number < count;
}

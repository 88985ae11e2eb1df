/* Names of China and Korea in Russian letters: "Си Цзиньпин" is Xi Jinping, "Ким Чен Ын" Kim Jong Un.
 *
 * Chinese by the system of Palladius, read back into pinyin. Korean by the system of Kontsevich and the one
 * before it; neither tells the two nasal consonants apart, so both are written, nor always the two vowels of
 * "o" (source: the tables of the systems as encyclopaedias print them). Letter by letter such names come out
 * as nobody writes them. */
#include "text/spell.h"

#include "base/utf8.h"

#include <uchar.h>

enum {
    NAME_WORDS_MAX = 4,
    NAME_SYLLABLES_MAX = 4,
    WORD_SYLLABLES_MAX = 3,
    WORD_LETTERS_MAX = 18,
    PART_LETTERS = 4,
    OUT_CAP = 48,
};

typedef struct sound_pair {
    char16_t from[PART_LETTERS + 1];
    char to[6];
} sound_pair;

/* Before и, е, ю, я the hissing sounds are others. Longer ones first. */
static const sound_pair chinese_initials[] = {
    {u"чж", "zh"}, {u"цз", "z"}, {u"ч", "ch"}, {u"ш", "sh"}, {u"ц", "c"}, {u"с", "s"},
    {u"ж", "r"},   {u"б", "b"},  {u"п", "p"},  {u"м", "m"},  {u"ф", "f"}, {u"д", "d"},
    {u"т", "t"},   {u"н", "n"},  {u"л", "l"},  {u"г", "g"},  {u"к", "k"}, {u"х", "h"},
};
static const sound_pair chinese_soft_initials[] = {{u"цз", "j"}, {u"ц", "q"}, {u"с", "x"}};
static const sound_pair chinese_rimes[] = {
    {u"юань", "uan"}, {u"уань", "uan"}, {u"янь", "ian"},  {u"юнь", "un"},  {u"унь", "un"}, {u"ань", "an"},
    {u"энь", "en"},   {u"инь", "in"},   {u"уан", "uang"}, {u"уай", "uai"}, {u"уэй", "ui"}, {u"яо", "iao"},
    {u"ян", "iang"},  {u"юэ", "ue"},    {u"юй", "u"},     {u"юн", "iong"}, {u"ин", "ing"}, {u"уй", "ui"},
    {u"ун", "ong"},   {u"уа", "ua"},    {u"уо", "uo"},    {u"ай", "ai"},   {u"ан", "ang"}, {u"ао", "ao"},
    {u"эй", "ei"},    {u"эн", "eng"},   {u"оу", "ou"},    {u"ю", "iu"},    {u"я", "ia"},   {u"е", "ie"},
    {u"и", "i"},      {u"у", "u"},      {u"а", "a"},      {u"э", "e"},     {u"о", "uo"},   {u"ы", "i"},
};
static const sound_pair chinese_alone[] = {
    {u"юань", "yuan"}, {u"янь", "yan"}, {u"юнь", "yun"},  {u"инь", "yin"}, {u"вань", "wan"}, {u"вэнь", "wen"},
    {u"ань", "an"},    {u"энь", "en"},  {u"ван", "wang"}, {u"вай", "wai"}, {u"вэй", "wei"},  {u"вэн", "weng"},
    {u"яо", "yao"},    {u"ян", "yang"}, {u"юэ", "yue"},   {u"юй", "yu"},   {u"юн", "yong"},  {u"ин", "ying"},
    {u"ва", "wa"},     {u"во", "wo"},   {u"эр", "er"},    {u"ай", "ai"},   {u"ан", "ang"},   {u"ао", "ao"},
    {u"эн", "eng"},    {u"оу", "ou"},   {u"ю", "you"},    {u"я", "ya"},    {u"е", "ye"},     {u"и", "yi"},
    {u"у", "wu"},      {u"а", "a"},     {u"э", "e"},      {u"о", "o"},
};

/* The second letters are what a scheme with the other voice writes. */
static const sound_pair korean_initials[] = {
    {u"чх", "ch"}, {u"чч", "jj"}, {u"чж", "j"}, {u"дж", "j"},  {u"кх", "k"},  {u"кк", "kk"},
    {u"тх", "t"},  {u"тт", "tt"}, {u"пх", "p"}, {u"пп", "pp"}, {u"сс", "ss"}, {u"ч", "j"},
    {u"к", "k"},   {u"г", "g"},   {u"т", "t"},  {u"д", "d"},   {u"п", "p"},   {u"б", "b"},
    {u"н", "n"},   {u"р", "r"},   {u"л", "r"},  {u"м", "m"},   {u"с", "s"},   {u"х", "h"},
};
static const sound_pair korean_vowels[] = {
    {u"ый", "ui"}, {u"йе", "ye"}, {u"ва", "wa"}, {u"во", "wo"}, {u"вэ", "wae"}, {u"ве", "oe"},
    {u"ви", "wi"}, {u"а", "a"},   {u"я", "ya"},  {u"о", "o"},   {u"ё", "yo"},   {u"у", "u"},
    {u"ю", "yu"},  {u"ы", "u"},   {u"и", "i"},   {u"э", "ae"},  {u"е", "e"},
};
static const sound_pair korean_finals[] = {
    {u"нъ", "n"}, {u"ль", "l"}, {u"н", "ng"}, {u"л", "l"}, {u"к", "k"}, {u"м", "m"}, {u"п", "p"}, {u"т", "t"},
};

/* How a Korean word is written where the Russian letters leave it open. */
typedef enum korean_scheme { KOREAN_NG, KOREAN_N, KOREAN_CH, KOREAN_SCHEMES } korean_scheme;

typedef struct eastern_word {
    const uint32_t *letters;
    size_t count;
    korean_scheme scheme;
    char out[OUT_CAP];
    size_t len;
} eastern_word;

static size_t part_at(const eastern_word *w, size_t at, const sound_pair *p)
{
    size_t len = 0;
    while (p->from[len]) {
        if (at + len >= w->count || w->letters[at + len] != p->from[len])
            return 0;
        len++;
    }
    return len;
}

#define COUNT_OF(table) (sizeof(table) / sizeof *(table))

static const sound_pair *longest_at(const eastern_word *w, size_t at, const sound_pair *table, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (part_at(w, at, &table[i]))
            return &table[i];
    return NULL;
}

static void put_sound(eastern_word *w, const char *sound)
{
    size_t len = strlen(sound);
    if (w->len + len > sizeof w->out)
        return;
    memcpy(w->out + w->len, sound, len);
    w->len += len;
}

static bool is_soft_vowel(uint32_t cp)
{
    return cp == U'и' || cp == U'е' || cp == U'ю' || cp == U'я';
}

/* The rest of the word from `at`, in `left` syllables at most; the number of syllables, 0 if it is none. */
static unsigned read_chinese(eastern_word *w, size_t at, unsigned left)
{
    if (at < w->count && (w->letters[at] == U'ъ') && at > 0)
        at++;
    if (at >= w->count || left == 0)
        return 0;
    size_t written = w->len;
    const sound_pair *head = longest_at(w, at, chinese_initials, COUNT_OF(chinese_initials));
    size_t head_len = head ? part_at(w, at, head) : 0;
    const sound_pair *rimes = head ? chinese_rimes : chinese_alone;
    size_t count = head ? COUNT_OF(chinese_rimes) : COUNT_OF(chinese_alone);
    bool soft = head && at + head_len < w->count && is_soft_vowel(w->letters[at + head_len]);
    const sound_pair *other =
        soft ? longest_at(w, at, chinese_soft_initials, COUNT_OF(chinese_soft_initials)) : NULL;
    for (size_t i = 0; i < count; i++) {
        size_t len = part_at(w, at + head_len, &rimes[i]);
        if (!len)
            continue;
        bool lips = head && strchr("bpmf", head->to[0]) && strcmp(rimes[i].to, "uo") == 0;
        w->len = written;
        put_sound(w, other ? other->to : head ? head->to : "");
        put_sound(w, lips ? "o" : rimes[i].to);
        size_t end = at + head_len + len;
        unsigned more = end == w->count ? 1 : read_chinese(w, end, left - 1);
        if (more)
            return end == w->count ? 1 : 1 + more;
    }
    w->len = written;
    return 0;
}

/* "е" is written for the open "o" behind ч, and for "yo" where it begins. */
static const char *korean_vowel(const eastern_word *w, const sound_pair *head, const sound_pair *vowel)
{
    if (vowel->from[0] != u'е')
        return vowel->to;
    if (!head)
        return w->scheme == KOREAN_N ? "ye" : "yo";
    return head->from[0] == u'ч' ? "o" : vowel->to;
}

static const char *korean_initial(const eastern_word *w, const sound_pair *head)
{
    if (!head)
        return "";
    if (w->scheme == KOREAN_CH && head->from[0] == u'ч')
        return "ch";
    return w->scheme == KOREAN_N && head->from[0] == u'л' ? "l" : head->to;
}

static unsigned read_korean(eastern_word *w, size_t at, unsigned left)
{
    if (at >= w->count || left == 0)
        return 0;
    size_t written = w->len;
    const sound_pair *head = longest_at(w, at, korean_initials, COUNT_OF(korean_initials));
    size_t here = at + (head ? part_at(w, at, head) : 0);
    const sound_pair *vowel = longest_at(w, here, korean_vowels, COUNT_OF(korean_vowels));
    if (!vowel)
        return 0;
    here += part_at(w, here, vowel);
    put_sound(w, korean_initial(w, head));
    put_sound(w, korean_vowel(w, head, vowel));
    if (here == w->count)
        return 1;
    size_t before = w->len;
    const sound_pair *final = longest_at(w, here, korean_finals, COUNT_OF(korean_finals));
    if (final) {
        bool open_nasal = final->from[0] == u'н' && final->from[1] == 0;
        put_sound(w, open_nasal && w->scheme == KOREAN_N ? "n" : final->to);
        size_t end = here + part_at(w, here, final);
        unsigned more = end == w->count ? 1 : read_korean(w, end, left - 1);
        if (more)
            return end == w->count ? 1 : 1 + more;
        w->len = before;
    }
    unsigned more = read_korean(w, here, left - 1);
    if (more)
        return 1 + more;
    w->len = written;
    return 0;
}

static unsigned syllables_of(const uint32_t *letters, size_t count)
{
    eastern_word w = {.letters = letters, .count = count};
    unsigned chinese = read_chinese(&w, 0, WORD_SYLLABLES_MAX);
    w.len = 0;
    unsigned korean = read_korean(&w, 0, WORD_SYLLABLES_MAX);
    return chinese && (!korean || chinese < korean) ? chinese : korean;
}

static uint32_t small_letter(uint32_t cp)
{
    if (cp >= 0x410 && cp < 0x430)
        return cp + 0x20;
    return cp == 0x401 ? 0x451 : cp;
}

bool spell_is_eastern_cyrillic(str raw)
{
    uint32_t letters[WORD_LETTERS_MAX];
    size_t count = 0, at = 0;
    unsigned words = 0, syllables = 0;
    bool repaired = false;
    while (at <= raw.len) {
        uint32_t cp = ' ';
        if (at < raw.len)
            cp = small_letter(utf8_next(raw, &at, &repaired));
        else
            at++; /* what ends the last word */
        bool letter = (cp >= 0x430 && cp <= 0x44F) || cp == 0x451;
        if (letter && count < WORD_LETTERS_MAX) {
            letters[count++] = cp;
            continue;
        }
        if (cp != ' ' && cp != '-' && cp != ',')
            return false;
        if (count == 0)
            continue;
        unsigned more = syllables_of(letters, count);
        words++;
        syllables += more;
        if (!more || words > NAME_WORDS_MAX || syllables > NAME_SYLLABLES_MAX)
            return false;
        count = 0;
    }
    return words >= 2;
}

void spell_eastern_cyrillic(speller *s)
{
    eastern_word w = {.letters = s->cps, .count = s->count};
    if (s->count > WORD_LETTERS_MAX)
        return;
    for (w.scheme = KOREAN_NG; w.scheme < KOREAN_SCHEMES; w.scheme++) {
        w.len = 0;
        if (read_korean(&w, 0, WORD_SYLLABLES_MAX)) {
            memcpy(s->start, w.out, w.len);
            spell_end(s, s->start + w.len);
        }
    }
    w.len = 0;
    if (read_chinese(&w, 0, WORD_SYLLABLES_MAX)) {
        memcpy(s->start, w.out, w.len);
        spell_end(s, s->start + w.len);
    }
}

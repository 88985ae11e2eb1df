/* The encoding of bytes that are not UTF-8: as declared, or by its letters. */
#include "document/stage.h"

#include "base/error.h"

#include <errno.h>
#include <iconv.h>
#include <stdio.h>

enum { NAME_CAP = 40, CHARACTER_MOST = 4, SAMPLE = 64 << 10 };

bool charset_is_known(const char *encoding)
{
    iconv_t cd = iconv_open("UTF-8", encoding);
    if (cd == (iconv_t)-1) // NOLINT
        return false;
    iconv_close(cd);
    return true;
}

/* ---- declared ---- */

/* Names that declarations use; what is declared otherwise is told by its letters. */
static const char *const KNOWN[] = {
    "CP1251",     "windows-1251", "CP1252",      "windows-1252", "CP1250",     "windows-1250",
    "CP1253",     "windows-1253", "CP1254",      "windows-1254", "CP1255",     "windows-1255",
    "CP1256",     "windows-1256", "CP1257",      "windows-1257", "CP1258",     "windows-1258",
    "KOI8-R",     "KOI8-U",       "CP866",       "IBM866",       "ISO-8859-1", "ISO-8859-2",
    "ISO-8859-3", "ISO-8859-4",   "ISO-8859-5",  "ISO-8859-6",   "ISO-8859-7", "ISO-8859-8",
    "ISO-8859-9", "ISO-8859-15",  "GB18030",     "GBK",          "GB2312",     "Big5",
    "Shift_JIS",  "EUC-JP",       "EUC-KR",      "ISO-2022-JP",  "CP949",      "CP932",
    "TIS-620",    "MACINTOSH",    "MAC-CYRILLIC"};

const char *charset_declared(str head)
{
    static const char *const marks[] = {"charset=", "encoding="};
    for (size_t m = 0; m < sizeof marks / sizeof marks[0]; m++) {
        size_t at = str_find_nocase(head, str_of(marks[m]));
        if (at == SIZE_MAX)
            continue;
        at += strlen(marks[m]);
        while (at < head.len && (head.data[at] == '"' || head.data[at] == '\'' || head.data[at] == ' '))
            at++;
        size_t end = at;
        while (end < head.len && end < at + NAME_CAP && !strchr("\"' ;>\r\n\t/?", head.data[end]))
            end++;
        for (size_t i = 0; i < sizeof KNOWN / sizeof KNOWN[0]; i++)
            if (str_equal_nocase(str_make(head.data + at, end - at), str_of(KNOWN[i])))
                return KNOWN[i];
    }
    return NULL;
}

/* ---- decoding ---- */

/* One character at `at` as UTF-8; *taken bytes make it. The length, or 0 where there is none. */
static size_t one_character(iconv_t cd, str s, size_t at, size_t *taken, char out[CHARACTER_MOST * 2])
{
    for (size_t n = 1; n <= CHARACTER_MOST && at + n <= s.len; n++) {
        char bytes[CHARACTER_MOST];
        memcpy(bytes, s.data + at, n);
        char *in = bytes, *to = out;
        size_t left = n, room = (size_t)CHARACTER_MOST * 2;
        size_t result = iconv(cd, &in, &left, &to, &room);
        if (result != (size_t)-1) {
            *taken = n;
            return (size_t)(to - out);
        }
        if (errno != EINVAL)
            break;
    }
    *taken = 1;
    (void)iconv(cd, NULL, NULL, NULL, NULL);
    return 0;
}

itd_status charset_decode(const char *encoding, const stage *from, stage *to, itd_error *error)
{
    iconv_t cd = iconv_open("UTF-8", encoding);
    if (cd == (iconv_t)-1) // NOLINT
        return error_set(error, ITD_ERROR_USAGE, NULL, "unknown encoding '%.60s'", encoding);
    str s = str_make(from->text, from->len);
    for (size_t at = 0, taken; at < s.len; at += taken) {
        char out[CHARACTER_MOST * 2];
        size_t len = one_character(cd, s, at, &taken, out);
        if (len)
            stage_put(to, out, len, from, at, at + taken - 1);
        else
            stage_put_character(to, 0xFFFD, from, at, at);
    }
    iconv_close(cd);
    return ITD_OK;
}

/* ---- by its letters ---- */

typedef struct candidate {
    const char *encoding;
    uint32_t first, last; /* of its letters */
    const char *usual;    /* the most frequent ones, in UTF-8 */
    bool cased;           /* small letters are the rule */
} candidate;

static const candidate CANDIDATES[] = {
    {"CP1251", 0x400, 0x45F, "оеаинтсрвлкмдпуія", true},
    {"KOI8-R", 0x400, 0x45F, "оеаинтсрвлкмдпу", true},
    {"CP866", 0x400, 0x45F, "оеаинтсрвлкмдпу", true},
    {"ISO-8859-5", 0x400, 0x45F, "оеаинтсрвлкмдпу", true},
    {"CP1256", 0x600, 0x6FF, "اليمونرتبدهسعةکیفکپگ", false},
    {"CP1253", 0x370, 0x3FF, "αοιετσνηυρπκλμωςό", true},
    {"CP1255", 0x590, 0x5FF, "יוהלארתבשמנ", false},
    {"GB18030", 0x4E00, 0x9FFF,
     "的是一不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小"
     "么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民"
     "样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正名定女问力机给等几很业最间新什"
     "打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市眼体别处"
     "总才场师书比住员九笑性通目华报立马命张活难神数件安表原车白应路期叫死常提感金何更反合放做系计或司利受光"
     "王果亲界及今京务制解各任至清物台象记边共风战干接它许八特觉望直服毛林题建南度统色字请交爱让认算论百吃义"
     "科怎元社术结六功指思非流每青管夫连远资队跟带花快条院变联权往展该领传近留红治决周保达办运武半候七必城父"
     "强步完革深区即求品士转量空甚众技轻程告江语英基派满式李息写呢识极令黄德收脸钱党倒未持取设始版双历越史商"
     "千片容研像找友孩站广改议形委早房音火际则首单据导影失拿网香似斯专石若兵弟谁校读志飞观争究包组造落视济喜"
     "离虽坏兰",
     false},
};

/* What one decoding of a sample looks like, in thousandths: letters of the script that are usual, less what
 * does not belong there. */
static int fit_of(const candidate *c, str s)
{
    iconv_t cd = iconv_open("UTF-8", c->encoding);
    size_t high = 0, usual = 0, strange = 0, last_small = 0;
    if (cd == (iconv_t)-1) // NOLINT
        return -1000;
    str letters = str_of(c->usual);
    for (size_t at = 0, taken; at < s.len; at += taken) {
        char out[CHARACTER_MOST * 2];
        size_t len = one_character(cd, s, at, &taken, out);
        if ((unsigned char)s.data[at] < 0x80) {
            last_small = 0;
            continue;
        }
        high++;
        const unsigned char *p = (const unsigned char *)out;
        uint32_t cp = len == 2   ? (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3F)
                      : len == 3 ? (uint32_t)(p[0] & 0xF) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F)
                                 : 0;
        bool letter = cp >= c->first && cp <= c->last;
        usual += letter && str_find(letters, str_make(out, len)) != SIZE_MAX;
        bool small = cp >= (c->first == 0x400 ? 0x430u : 0x3ACu);
        strange += !letter || (c->cased && last_small && !small);
        last_small = letter && c->cased && small;
    }
    iconv_close(cd);
    return high ? (int)(usual * 1000 / high) - (int)(strange * 1500 / high) : -1000;
}

/* Letters of other scripts stand beside one another, accented ones of Latin alone. */
static bool looks_latin(str s)
{
    size_t high = 0, beside = 0;
    for (size_t i = 0; i < s.len; i++) {
        if ((unsigned char)s.data[i] < 0x80)
            continue;
        high++;
        bool before = i > 0 && (unsigned char)s.data[i - 1] >= 0x80;
        bool behind = i + 1 < s.len && (unsigned char)s.data[i + 1] >= 0x80;
        beside += before || behind;
    }
    return beside * 2 < high;
}

const char *charset_guess(str bytes, bool *guessed)
{
    str sample = str_make(bytes.data, bytes.len < SAMPLE ? bytes.len : SAMPLE);
    const candidate *best = NULL;
    int best_fit = 300;
    if (looks_latin(bytes))
        return "CP1252";
    for (size_t i = 0; i < sizeof CANDIDATES / sizeof CANDIDATES[0]; i++) {
        int fit = fit_of(&CANDIDATES[i], sample);
        if (fit > best_fit) {
            best_fit = fit;
            best = &CANDIDATES[i];
        }
    }
    *guessed = true;
    return best ? best->encoding : "CP1252";
}

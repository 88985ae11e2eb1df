/* The encoding of bytes that are not UTF-8 and say nothing: by their letters. */
#include "document/charset.h"

enum {
    SAMPLE = 64 << 10,
    FIT_LEAST = 300,
};

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
    {"CP950", 0x4E00, 0x9FFF,
     "的是一不了在人有我他這中大來上國個到說們為子和你地出道也時年得就那要下以生會自著去之過家學對可她裡後小"
     "麼心多天而能好都然沒日於起還發成事只作當想看文無開手十用主行方又如前所本見經頭面公同三已老從動兩長知民"
     "樣現分將外但身些與高意進把法此實回二理美點月明其種聲全工己話兒者向情部正名定女問力機給等幾很業最間新什"
     "打便位因重被走電四第門相次東政海口使教西再平真聽世氣信北少關並內加化由卻代軍產入先山五太水萬市眼體別處"
     "總才場師書比住員九笑性通目華報立馬命張活難神數件安表原車白應路期叫死常提感金何更反合放做系計或司利受光"
     "王果親界及今京務制解各任至清物台象記邊共風戰接它許八特覺望直服林題建南度統色字請交愛讓認算論百吃義銀付"
     "款收石油帳戶匯請確認",
     false},
    {"CP949", 0xAC00, 0xD7A3,
     "이다는의에가을를로고하한지은기사도시리인어자그대나서수있것해정보전일상들부주장공구아으과제면소여성원관"
     "조우"
     "만게동니경비라",
     false},
    {"CP932", 0x3041, 0x9FFF,
     "のにはをがとでたしてるいなりれかもすらさまスンルイトクリアッーラシタレドコマロデ日本国年人会社", false},
    {"EUC-JP", 0x3041, 0x9FFF,
     "のにはをがとでたしてるいなりれかもすらさまスンルイトクリアッーラシタレドコマロデ日本国年人会社", false},
    {"CP874", 0xE01, 0xE5B, "ากรนอมยเลวดทส่้ิีตงะ", false},
    {"ISO-8859-6", 0x620, 0x652, "اليمونرتبدهسعةكفقح", false},
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
    for (size_t at = 0, taken; at < s.len; at += taken + (taken == 0)) {
        char out[CHARACTER_MOST * 2];
        size_t len = charset_character(cd, s, at, &taken, out);
        if ((unsigned char)s.data[at] < 0x80) {
            last_small = 0;
            continue;
        }
        const unsigned char *p = (const unsigned char *)out;
        uint32_t cp = len == 2   ? (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3F)
                      : len == 3 ? (uint32_t)(p[0] & 0xF) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F)
                                 : 0;
        if (cp >= 0x3000 && cp <= 0x303F) /* signs of East Asia */
            continue;
        high++;
        bool letter = cp >= c->first && cp <= c->last;
        usual += letter && str_find(letters, str_make(out, len)) != SIZE_MAX;
        bool small = cp >= (c->first == 0x400 ? 0x430u : 0x3ACu);
        strange += !letter || (c->cased && last_small && !small);
        last_small = letter && c->cased && small;
    }
    iconv_close(cd);
    return high ? (int)(usual * 1000 / high) - (int)(strange * 1500 / high) : -1000;
}

static bool is_small(unsigned char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_ascii_letter(unsigned char c)
{
    return is_small(c | 0x20u);
}

/* A byte that Windows-1252 would not have there: no letter beside letters, a capital within a word, a sign
 * between two letters. */
static bool is_wrong_in_latin(str s, size_t i)
{
    unsigned char c = (unsigned char)s.data[i], before = i ? (unsigned char)s.data[i - 1] : ' ',
                  behind = i + 1 < s.len ? (unsigned char)s.data[i + 1] : ' ';
    bool letter = c >= 0xC0 && c != 0xD7 && c != 0xF7;
    bool rare = c == 0x8A || c == 0x8C || c == 0x8E || c == 0x9A || c == 0x9C || c == 0x9E || c == 0x9F;
    bool none = c == 0x81 || c == 0x8D || c == 0x8F || c == 0x90 || c == 0x9D;
    if (none)
        return true;
    if (!letter && !rare) /* an apostrophe, a dash or a dot may stand in a word */
        return is_ascii_letter(before) && is_ascii_letter(behind) && c != 0x92 && c != 0x96 && c != 0x97 &&
               c != 0xB7 && c != 0xAD && c != 0xB4;
    if (is_small(before) && c < 0xDF && !rare)
        return true;
    return !is_ascii_letter(before) && !is_ascii_letter(behind) && (before >= 0x80 || behind >= 0x80);
}

static bool looks_latin(str s)
{
    size_t high = 0, wrong = 0;
    for (size_t i = 0; i < s.len; i++) {
        if ((unsigned char)s.data[i] < 0x80)
            continue;
        high++;
        wrong += is_wrong_in_latin(s, i);
    }
    return wrong * 8 <= high;
}

const char *charset_shifted(str s)
{
    if (str_find(s, str_of("\x1B$B")) != SIZE_MAX || str_find(s, str_of("\x1B$@")) != SIZE_MAX)
        return "ISO-2022-JP";
    if (str_find(s, str_of("\x1B$)C")) != SIZE_MAX)
        return "ISO-2022-KR";
    return str_find(s, str_of("\x1B$)A")) != SIZE_MAX ? "ISO-2022-CN" : NULL;
}

const char *charset_guess(str bytes, bool *guessed)
{
    str sample = str_make(bytes.data, bytes.len < SAMPLE ? bytes.len : SAMPLE);
    const candidate *best = NULL;
    int best_fit = FIT_LEAST;
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

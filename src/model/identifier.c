#include "model/identifier.h"

#include "model/country.h"

typedef unsigned long long ull;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool all_alnum(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!is_digit(s.data[i]) && !is_upper(s.data[i]))
            return false;
    return true;
}

static bool has_digit(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (is_digit(s.data[i]))
            return true;
    return false;
}

/* ---- the exact form ---- */

static bool is_separator(unsigned char c)
{
    return c <= ' ' || (c < 0x80 && !is_digit((char)c) && !is_upper((char)c) && !(c >= 'a' && c <= 'z'));
}

static str without_prefix(str s, const char *prefix)
{
    str p = str_of(prefix);
    return str_starts(s, p) ? str_make(s.data + p.len, s.len - p.len) : s;
}

/* Words that lists put in front of the number itself. */
static str strip_label(property_id p, str s)
{
    if (p == PROPERTY_IMO_NUMBER)
        return without_prefix(without_prefix(s, "IMO"), "NUMBER");
    if (p == PROPERTY_MMSI)
        return without_prefix(s, "MMSI");
    if (p == PROPERTY_INN_CODE)
        return without_prefix(s, "INN");
    if (p == PROPERTY_OGRN_CODE)
        return without_prefix(s, "OGRN");
    if (p == PROPERTY_IBAN)
        return without_prefix(s, "IBAN");
    return s;
}

static size_t exact_wallet(str text, char *exact, size_t cap)
{
    text = str_trim(text);
    bool lower = text.len > 2 && text.data[0] == '0' && (text.data[1] == 'x' || text.data[1] == 'X');
    lower = lower || (text.len > 3 && str_equal_nocase(str_make(text.data, 3), str_of("bc1")));
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.data[i];
        if ((unsigned char)c <= ' ')
            continue;
        if (len + 1 >= cap)
            return 0;
        exact[len++] = (char)(lower && is_upper(c) ? c + 32 : c);
    }
    return len;
}

/* Length of a word "No" or "Nr", or of a numero sign, between the parts of a number: "8208 No. 555627". */
static size_t number_word(str text, size_t at)
{
    str rest = str_make(text.data + at, text.len - at);
    if (str_starts(rest, str_of("\xE2\x84\x96")))
        return 3;
    if (at == 0 || text.data[at - 1] != ' ' || rest.len < 3 || (rest.data[2] != ' ' && rest.data[2] != '.'))
        return 0;
    bool word = str_equal_nocase(str_make(rest.data, 2), str_of("no")) ||
                str_equal_nocase(str_make(rest.data, 2), str_of("nr"));
    return word ? 2 : 0;
}

size_t identifier_exact(property_id p, str text, char *exact, size_t cap)
{
    if (!cap)
        return 0;
    size_t len = 0;
    if (p == PROPERTY_PUBLIC_KEY) {
        len = exact_wallet(text, exact, cap);
    } else {
        for (size_t i = 0; i < text.len; i++) {
            for (size_t skip = 1; len && i < text.len && skip; i += skip)
                skip = number_word(text, i);
            char c = i < text.len ? text.data[i] : ' ';
            if (is_separator((unsigned char)c))
                continue;
            if (len + 1 >= cap) {
                len = 0;
                break;
            }
            exact[len++] = (char)(c >= 'a' && c <= 'z' ? c - 32 : c);
        }
        str rest = strip_label(p, str_make(exact, len));
        memmove(exact, rest.data, rest.len);
        len = rest.len;
    }
    exact[len] = '\0';
    return len;
}

bool identifier_guess(str text, property_id *p)
{
    static const struct {
        const char *label;
        property_id property;
    } labels[] = {{"IMO", PROPERTY_IMO_NUMBER},
                  {"MMSI", PROPERTY_MMSI},
                  {"INN", PROPERTY_INN_CODE},
                  {"OGRN", PROPERTY_OGRN_CODE},
                  {"IBAN", PROPERTY_IBAN}};
    char exact[IDENTIFIER_CAP];
    text = str_trim(text);
    for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++) {
        str label = str_of(labels[i].label);
        if (text.len > label.len && str_equal_nocase(str_make(text.data, label.len), label) &&
            identifier_check(labels[i].property, text, exact, sizeof exact) != IDENTIFIER_INVALID) {
            *p = labels[i].property;
            return true;
        }
    }
    size_t len = identifier_exact(PROPERTY_PUBLIC_KEY, text, exact, sizeof exact);
    str wallet = str_make(exact, len);
    bool ethereum = len == 42 && str_starts(wallet, str_of("0x"));
    *p = PROPERTY_PUBLIC_KEY;
    return identifier_wallet(wallet) >= (ethereum ? IDENTIFIER_SHAPE_ONLY : IDENTIFIER_VALID);
}

/* ---- check digits ---- */

/* Sum of digit times weight. */
static int weighted(str digits, const int *weights, size_t count)
{
    int sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += (digits.data[i] - '0') * weights[i];
    return sum;
}

bool identifier_imo_valid(str s)
{
    if (s.len != 7 || !str_is_digits(s))
        return false;
    static const int ship[] = {7, 6, 5, 4, 3, 2}, company[] = {8, 6, 4, 2, 9, 7};
    int last = s.data[6] - '0';
    return weighted(s, ship, 6) % 10 == last || (11 - weighted(s, company, 6) % 11) % 10 == last;
}

/* ISO 7064 MOD 97-10 over letters (A is 10) and digits, starting at `from` and going round. */
static bool mod97_is_one(str s, size_t from)
{
    unsigned rest = 0;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.data[(from + i) % s.len];
        if (is_digit(c))
            rest = (rest * 10 + (unsigned)(c - '0')) % 97;
        else if (is_upper(c))
            rest = (rest * 100 + (unsigned)(c - 'A' + 10)) % 97;
        else
            return false;
    }
    return rest == 1;
}

/* Length of an IBAN by country: IBAN registry of SWIFT. */
static const char IBAN_LENGTHS[] =
    "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29ES24FI18FK18FO18"
    "FR27GB22GE22GI23GL18GR27GT28HN28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27"
    "MD24ME22MK19MN20MR27MT31MU30NI28NL18NO15OM23PK24PL28PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27"
    "SO23ST25SV28TL23TN24TR26UA29VA22VG24XK20YE30";

static size_t iban_length(str country)
{
    for (const char *row = IBAN_LENGTHS; *row; row += 4)
        if (memcmp(row, country.data, 2) == 0)
            return (size_t)(row[2] - '0') * 10 + (size_t)(row[3] - '0');
    return 0;
}

bool identifier_iban_shaped(str s)
{
    return s.len >= 15 && s.len <= 34 && is_upper(s.data[0]) && is_upper(s.data[1]) && is_digit(s.data[2]) &&
           is_digit(s.data[3]) && iban_length(s) == s.len;
}

bool identifier_iban_valid(str s)
{
    return identifier_iban_shaped(s) && mod97_is_one(s, 4);
}

bool identifier_lei_valid(str s)
{
    return s.len == 20 && is_digit(s.data[18]) && is_digit(s.data[19]) && mod97_is_one(s, 0);
}

bool identifier_bic_shaped(str s)
{
    if ((s.len != 8 && s.len != 11) || !all_alnum(s))
        return false;
    return is_upper(s.data[4]) && is_upper(s.data[5]) && country_is_alpha2(str_make(s.data + 4, 2));
}

/* Luhn over letters (A is 10, two digits) and digits. */
static bool luhn(str s)
{
    int sum = 0;
    bool twice = false;
    for (size_t i = s.len; i-- > 0;) {
        int value = is_digit(s.data[i]) ? s.data[i] - '0' : is_upper(s.data[i]) ? s.data[i] - 'A' + 10 : -1;
        if (value < 0)
            return false;
        for (int part = value; part >= 0; part = part >= 10 ? part / 10 : -1) {
            int digit = (part % 10) * (twice ? 2 : 1);
            sum += digit / 10 + digit % 10;
            twice = !twice;
        }
    }
    return sum % 10 == 0;
}

bool identifier_isin_valid(str s)
{
    return s.len == 12 && is_upper(s.data[0]) && is_upper(s.data[1]) && is_digit(s.data[11]) && luhn(s);
}

bool identifier_inn_valid(str s)
{
    static const int ten[] = {2, 4, 10, 3, 5, 9, 4, 6, 8};
    static const int eleven[] = {7, 2, 4, 10, 3, 5, 9, 4, 6, 8};
    static const int twelve[] = {3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8};
    if (!str_is_digits(s))
        return false;
    if (s.len == 10)
        return weighted(s, ten, 9) % 11 % 10 == s.data[9] - '0';
    return s.len == 12 && weighted(s, eleven, 10) % 11 % 10 == s.data[10] - '0' &&
           weighted(s, twelve, 11) % 11 % 10 == s.data[11] - '0';
}

/* OGRN: 12 digits modulo 11; OGRNIP of a sole trader: 14 digits modulo 13. */
bool identifier_ogrn_valid(str s)
{
    if (!str_is_digits(s) || (s.len != 13 && s.len != 15))
        return false;
    ull number = 0;
    for (size_t i = 0; i + 1 < s.len; i++)
        number = number * 10 + (ull)(s.data[i] - '0');
    return number % (s.len == 13 ? 11 : 13) % 10 == (ull)(s.data[s.len - 1] - '0');
}

/* Chinese unified social credit code, GB 32100-2015: 18 characters, modulo 31. */
static bool usc_valid(str s)
{
    static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    unsigned sum = 0, weight = 1, last = 0;
    if (s.len != 18)
        return false;
    for (size_t i = 0; i < 18; i++) {
        const char *at = memchr(alphabet, s.data[i], sizeof alphabet - 1);
        if (!at)
            return false;
        last = (unsigned)(at - alphabet);
        if (i < 17)
            sum += last * weight;
        weight = weight * 3 % 31;
    }
    return (31 - sum % 31) % 31 == last;
}

static bool npi_valid(str s)
{
    char digits[16] = "80840";
    if (s.len != 10 || !str_is_digits(s))
        return false;
    memcpy(digits + 5, s.data, 10);
    return luhn(str_make(digits, 15));
}

static identifier_result checked(bool valid)
{
    return valid ? IDENTIFIER_VALID : IDENTIFIER_INVALID;
}

static identifier_result shaped(bool fits)
{
    return fits ? IDENTIFIER_SHAPE_ONLY : IDENTIFIER_INVALID;
}

static bool mmsi_shaped(str s)
{
    return s.len == 9 && str_is_digits(s) && s.data[0] != '0';
}

static bool passport_shaped(str s)
{
    return s.len >= 4 && s.len <= 24 && has_digit(s);
}

identifier_result identifier_check(property_id p, str text, char *exact, size_t cap)
{
    str s = str_make(exact, identifier_exact(p, text, exact, cap));
    if (!s.len)
        return IDENTIFIER_INVALID;
    switch (p) {
    case PROPERTY_IMO_NUMBER:
        return checked(identifier_imo_valid(s));
    case PROPERTY_IBAN:
        return checked(identifier_iban_valid(s));
    case PROPERTY_LEI_CODE:
        return checked(identifier_lei_valid(s));
    case PROPERTY_ISIN:
    case PROPERTY_ISIN_CODE:
        return checked(identifier_isin_valid(s));
    case PROPERTY_INN_CODE:
        return checked(identifier_inn_valid(s));
    case PROPERTY_OGRN_CODE:
        return checked(identifier_ogrn_valid(s));
    case PROPERTY_USC_CODE:
        return checked(usc_valid(s));
    case PROPERTY_NPI_CODE:
        return checked(npi_valid(s));
    case PROPERTY_PUBLIC_KEY:
        return identifier_wallet(s);
    case PROPERTY_SWIFT_BIC:
        return shaped(identifier_bic_shaped(s));
    case PROPERTY_MMSI:
        return shaped(mmsi_shaped(s));
    case PROPERTY_CALL_SIGN:
        return shaped(s.len >= 3 && s.len <= 9 && all_alnum(s));
    case PROPERTY_PASSPORT_NUMBER:
        return shaped(passport_shaped(s));
    case PROPERTY_FIGI_CODE:
    case PROPERTY_UNIQUE_ENTITY_ID:
        return shaped(s.len == 12 && all_alnum(s));
    case PROPERTY_DUNS_CODE:
        return shaped(s.len == 9 && str_is_digits(s));
    default:
        return shaped(s.len >= 3);
    }
}

/* Values of payments: currencies, amounts, days, end-to-end references. */
#include "base/date.h"
#include "model/identifier.h"
#include "value/value.h"

/* ISO 4217: those in use, and those that old messages have. Sorted, four bytes each. */
static const char CURRENCIES[] =
    "ADP AED AFA AFN ALL AMD ANG AOA ARS ATS AUD AWG AZM AZN BAM BBD BDT BEF BGN BHD BIF BMD BND "
    "BOB BOV BRL BSD BTN BWP BYB BYN BYR BZD CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CSD CSK "
    "CUC CUP CVE CYP CZK DEM DJF DKK DOP DZD EEK EGP ERN ESP ETB EUR FIM FJD FKP FRF GBP GEL GHC "
    "GHS GIP GMD GNF GRD GTQ GYD HKD HNL HRK HTG HUF IDR IEP ILS INR IQD IRR ISK ITL JMD JOD JPY "
    "KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LTL LUF LVL LYD MAD MDL MGA MKD MMK "
    "MNT MOP MRO MRU MTL MUR MVR MWK MXN MXV MYR MZM MZN NAD NGN NIO NLG NOK NPR NZD OMR PAB PEN "
    "PGK PHP PKR PLN PTE PYG QAR ROL RON RSD RUB RUR RWF SAR SBD SCR SDD SDG SEK SGD SHP SIT SKK "
    "SLE SLL SOS SRD SSP STD STN SVC SYP SZL THB TJS TMM TMT TND TOP TRL TRY TTD TWD TZS UAH UGX "
    "USD USN UYI UYU UYW UZS VEB VED VEF VES VND VUV WST XAF XAG XAU XBA XBB XBC XBD XCD XDR XOF "
    "XPD XPF XPT XSU XTS XUA YER YUM ZAR ZMK ZMW ZWD ZWL ";

bool value_is_currency(str text)
{
    if (text.len != 3)
        return false;
    for (const char *row = CURRENCIES; *row; row += 4)
        if (memcmp(row, text.data, 3) == 0)
            return true;
    return false;
}

bool value_is_currency_or_token(str text)
{
    if (text.len != 3) { /* a token has a figure or a space in its name, a misspelled currency has not */
        bool token = false;
        for (size_t i = 0; i < text.len; i++)
            token = token || text.data[i] == ' ' || (text.data[i] >= '0' && text.data[i] <= '9');
        return token;
    }
    char upper[3];
    for (size_t i = 0; i < sizeof upper; i++)
        upper[i] =
            (char)(text.data[i] >= 'a' && text.data[i] <= 'z' ? text.data[i] - 'a' + 'A' : text.data[i]);
    return value_is_currency(str_make(upper, sizeof upper));
}

str value_currency_country(str currency)
{
    bool of_none = currency.len != 3 || currency.data[0] == 'X' || str_is(currency, "EUR");
    return of_none || !value_is_currency(currency) ? STR_NONE : str_make(currency.data, 2);
}

static bool is_hexadecimal(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool value_is_uetr(str text)
{
    enum { LENGTH = 36, VERSION = 14 };
    if (text.len != LENGTH || text.data[VERSION] != '4')
        return false;
    for (size_t i = 0; i < LENGTH; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? text.data[i] != '-' : !is_hexadecimal(text.data[i]))
            return false;
    }
    return true;
}

static bool all_of(str text, const char *signs)
{
    for (size_t i = 0; i < text.len; i++)
        if (!memchr(signs, text.data[i], strlen(signs)))
            return false;
    return true;
}

bool value_is_iso_date(str text)
{
    enum { DAY = 10, WITH_MINUTES = 16 };
    calendar_day day;
    if (text.len < DAY || !date_parse(str_make(text.data, DAY), &day))
        return false;
    str rest = str_make(text.data + DAY, text.len - DAY);
    if (rest.len == 0 || str_is(rest, "Z"))
        return true;
    bool zone = rest.data[0] == '+' || rest.data[0] == '-';
    return (zone || (rest.data[0] == 'T' && text.len >= WITH_MINUTES)) && all_of(rest, "0123456789:.,+-TZ");
}

bool value_is_wrong_iban(str text)
{
    char exact[IDENTIFIER_CAP];
    str iban = str_make(exact, identifier_exact(PROPERTY_IBAN, text, exact, sizeof exact));
    return identifier_iban_shaped(iban) && !identifier_iban_valid(iban);
}

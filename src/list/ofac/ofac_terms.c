#include "list/ofac/ofac_terms.h"

#include "model/country.h"
#include "model/identifier.h"
#include "model/partial_date.h"

typedef enum term_kind {
    TERM_ID,      /* an identifier */
    TERM_SHIP_ID, /* an identifier that is an IMO number when it says so */
    TERM_LEI,     /* an LEI, or a national number where it is none */
    TERM_TEXT,
    TERM_COUNTRY,
    TERM_DATE,
    TERM_GENDER,
    TERM_BIRTH_PLACE,
    TERM_LISTED, /* the day on which a directive or list began to name the party */
    TERM_BASIS,  /* the provision under which measures hold */
    TERM_NOTE,
} term_kind;

typedef struct term_rule {
    str label;
    term_kind kind;
    property_id property;
} term_rule;

#define ID(text, p)                                                                                          \
    {                                                                                                        \
        STR(text), TERM_ID, PROPERTY_##p                                                                     \
    }
#define VALUE(text, p)                                                                                       \
    {                                                                                                        \
        STR(text), TERM_TEXT, PROPERTY_##p                                                                   \
    }
#define COUNTRY(text, p)                                                                                     \
    {                                                                                                        \
        STR(text), TERM_COUNTRY, PROPERTY_##p                                                                \
    }
#define DATE(text, p)                                                                                        \
    {                                                                                                        \
        STR(text), TERM_DATE, PROPERTY_##p                                                                   \
    }
#define OTHER(text, k)                                                                                       \
    {                                                                                                        \
        STR(text), k, PROPERTY_NOTES                                                                         \
    }

/* What OFAC calls a passport, a national ID or a tax ID is one; personal documents, tax numbers and numbers
 * of trade registers under any other label are registration numbers here, and the label is the note of the
 * value. */
static const term_rule rules[] = {
    ID("Passport", PASSPORT_NUMBER),
    ID("Diplomatic Passport", PASSPORT_NUMBER),
    ID("British National Overseas Passport", PASSPORT_NUMBER),
    ID("Stateless Person Passport", PASSPORT_NUMBER),
    ID("Stateless Person ID Card", REGISTRATION_NUMBER),
    ID("Travel Document Number", REGISTRATION_NUMBER),
    ID("National ID No.", ID_NUMBER),
    ID("SSN", REGISTRATION_NUMBER),
    ID("Tax ID No.", TAX_NUMBER),
    ID("V.A.T. Number", REGISTRATION_NUMBER),
    ID("SWIFT/BIC", SWIFT_BIC),
    OTHER("Legal Entity Number", TERM_LEI),
    OTHER("Legal Entity Identifier", TERM_LEI),
    OTHER("Vessel Registration Identification", TERM_SHIP_ID),
    OTHER("Identification Number", TERM_SHIP_ID),
    OTHER("Company Number", TERM_SHIP_ID),
    ID("MMSI", MMSI),
    ID("Vessel Call Sign", CALL_SIGN),
    ID("Other Vessel Call Sign", CALL_SIGN),
    ID("Vessel call sign", CALL_SIGN),
    ID("D-U-N-S Number", DUNS_CODE),
    ID("Unified Social Credit Code (USCC)", USC_CODE),
    ID("United Social Credit Code Certificate (USCCC)", USC_CODE),
    ID("Government Gazette Number", OKPO_CODE),
    ID("BIK (RU)", BIK_CODE),
    ID("ISIN", ISIN_CODE),
    ID("Equity Ticker", TICKER),
    ID("MICEX Code", TICKER),
    ID("Aircraft Manufacturer's Serial Number (MSN)", SERIAL_NUMBER),
    ID("Aircraft Construction Number (also called L/N or S/N or F/N)", SERIAL_NUMBER),
    ID("Aircraft Serial Identification", SERIAL_NUMBER),
    ID("Aircraft Tail Number", REGISTRATION_NUMBER),
    ID("Previous Aircraft Tail Number", REGISTRATION_NUMBER),
    ID("Aircraft Mode S Transponder Code", ICAO_CODE),
    ID("Trade License No.", LICENSE_NUMBER),
    ID("License", LICENSE_NUMBER),
    ID("Permit Number", LICENSE_NUMBER),
    ID("SRE Permit No.", LICENSE_NUMBER),
    ID("Tourism License No.", LICENSE_NUMBER),
    ID("Driver's License No.", LICENSE_NUMBER),
    ID("Pilot License Number", LICENSE_NUMBER),
    ID("Afghan Money Service Provider License Number", LICENSE_NUMBER),
    ID("Registration Number", REGISTRATION_NUMBER),
    ID("Registration ID", REGISTRATION_NUMBER),
    ID("Business Registration Number", REGISTRATION_NUMBER),
    ID("Business Registration Document #", REGISTRATION_NUMBER),
    ID("Business Number", REGISTRATION_NUMBER),
    ID("Branch Unit Number", REGISTRATION_NUMBER),
    ID("C.R. No.", REGISTRATION_NUMBER),
    ID("Central Registration System Number", REGISTRATION_NUMBER),
    ID("Certificate of Incorporation Number", REGISTRATION_NUMBER),
    ID("Chamber of Commerce Number", REGISTRATION_NUMBER),
    ID("Commercial Registry Number", REGISTRATION_NUMBER),
    ID("Dubai Chamber of Commerce Membership No.", REGISTRATION_NUMBER),
    ID("Economic Register Number (CBLS)", REGISTRATION_NUMBER),
    ID("Enterprise Number", REGISTRATION_NUMBER),
    ID("File Number", REGISTRATION_NUMBER),
    ID("Folio Mercantil No.", REGISTRATION_NUMBER),
    ID("Istanbul Chamber of Comm. No.", REGISTRATION_NUMBER),
    ID("Matricula Mercantil No", REGISTRATION_NUMBER),
    ID("Public Registration Number", REGISTRATION_NUMBER),
    ID("Registered Charity No.", REGISTRATION_NUMBER),
    ID("Romanian C.R.", REGISTRATION_NUMBER),
    ID("Romanian Tax Registration", REGISTRATION_NUMBER),
    ID("UK Company Number", REGISTRATION_NUMBER),
    ID("C.I.F.", REGISTRATION_NUMBER),
    ID("C.U.I.", REGISTRATION_NUMBER),
    ID("C.U.I.P.", REGISTRATION_NUMBER),
    ID("C.U.I.T.", REGISTRATION_NUMBER),
    ID("C.U.R.P.", REGISTRATION_NUMBER),
    ID("D.N.I.", REGISTRATION_NUMBER),
    ID("I.F.E.", REGISTRATION_NUMBER),
    ID("N.I.E.", REGISTRATION_NUMBER),
    ID("NIT #", REGISTRATION_NUMBER),
    ID("R.F.C.", REGISTRATION_NUMBER),
    ID("RFC", REGISTRATION_NUMBER),
    ID("RIF #", REGISTRATION_NUMBER),
    ID("RTN", REGISTRATION_NUMBER),
    ID("RUC #", REGISTRATION_NUMBER),
    ID("US FEIN", REGISTRATION_NUMBER),
    ID("Fiscal Code", REGISTRATION_NUMBER),
    ID("Italian Fiscal Code", REGISTRATION_NUMBER),
    ID("Italian Fiscal Code:", REGISTRATION_NUMBER),
    ID("Paraguayan tax identification number", REGISTRATION_NUMBER),
    ID("Numero Unico de Identificacao Tributaria (NUIT)", REGISTRATION_NUMBER),
    ID("Cedula No.", REGISTRATION_NUMBER),
    ID("Birth Certificate Number", REGISTRATION_NUMBER),
    ID("Bosnian Personal ID No.", REGISTRATION_NUMBER),
    ID("CNP (Personal Numerical Code)", REGISTRATION_NUMBER),
    ID("Cartilla de Servicio Militar Nacional", REGISTRATION_NUMBER),
    ID("Citizen's Card Number", REGISTRATION_NUMBER),
    ID("Credencial electoral", REGISTRATION_NUMBER),
    ID("Electoral Registry No.", REGISTRATION_NUMBER),
    ID("Immigration No.", REGISTRATION_NUMBER),
    ID("Kenyan ID No.", REGISTRATION_NUMBER),
    ID("LE Number", REGISTRATION_NUMBER),
    ID("Military Registration Number", REGISTRATION_NUMBER),
    ID("Moroccan Personal ID No.", REGISTRATION_NUMBER),
    ID("National Foreign ID Number", REGISTRATION_NUMBER),
    ID("Numero de Identidad", REGISTRATION_NUMBER),
    ID("Personal ID Card", REGISTRATION_NUMBER),
    ID("Public Security and Immigration No.", REGISTRATION_NUMBER),
    ID("Refugee ID Card", REGISTRATION_NUMBER),
    ID("Residency Number", REGISTRATION_NUMBER),
    ID("Romanian Permanent Resident", REGISTRATION_NUMBER),
    ID("Seafarer's Identification Document", REGISTRATION_NUMBER),
    ID("Serial No.", REGISTRATION_NUMBER),
    ID("Tazkira National ID Card", REGISTRATION_NUMBER),
    ID("Turkish Identification Number", REGISTRATION_NUMBER),
    ID("VisaNumberID", REGISTRATION_NUMBER),
    ID("Account Number", REGISTRATION_NUMBER),
    VALUE("Website", WEBSITE),
    VALUE("Website:", WEBSITE),
    VALUE("Email Address", EMAIL),
    VALUE("EMAIL", EMAIL),
    VALUE("Phone Number", PHONE),
    VALUE("PHONE", PHONE),
    VALUE("Telephone", PHONE),
    VALUE("Telephone:", PHONE),
    VALUE("Telephone No.", PHONE),
    VALUE("Aircraft Model", MODEL),
    VALUE("Aircraft Operator", OPERATOR),
    VALUE("Vessel Type", TYPE),
    VALUE("Other Vessel Type", TYPE),
    VALUE("Vessel Owner", OWNER),
    VALUE("Vessel Tonnage", TONNAGE),
    VALUE("Tonnage", TONNAGE),
    VALUE("Gross Registered Tonnage", GROSS_TONNAGE),
    VALUE("Vessel Gross Registered Tonnage", GROSS_TONNAGE),
    VALUE("Vessel Gross Tonnage", GROSS_TONNAGE),
    VALUE("Vessel Deadweight", DEADWEIGHT_TONNAGE),
    VALUE("Organization Type:", SECTOR),
    VALUE("Target Type", LEGAL_FORM),
    VALUE("Position:", POSITION),
    VALUE("Title", POSITION),
    VALUE("Occupation:", POSITION),
    COUNTRY("Vessel Flag", FLAG),
    COUNTRY("Other Vessel Flag", FLAG),
    COUNTRY("Former Vessel Flag", PAST_FLAGS),
    COUNTRY("nationality", NATIONALITY),
    COUNTRY("Nationality Country", NATIONALITY),
    COUNTRY("citizen", CITIZENSHIP),
    COUNTRY("Citizenship", CITIZENSHIP),
    COUNTRY("Citizenship Country", CITIZENSHIP),
    COUNTRY("Nationality of Registration", JURISDICTION),
    COUNTRY("Registration Country", JURISDICTION),
    DATE("DOB", BIRTH_DATE),
    DATE("DOB:", BIRTH_DATE),
    DATE("Birthdate", BIRTH_DATE),
    DATE("Date of Birth", BIRTH_DATE),
    DATE("Organization Established Date", INCORPORATION_DATE),
    DATE("Aircraft Manufacture Date", BUILD_DATE),
    DATE("Vessel Year of Build", BUILD_DATE),
    OTHER("POB", TERM_BIRTH_PLACE),
    OTHER("POB:", TERM_BIRTH_PLACE),
    OTHER("Place of Birth", TERM_BIRTH_PLACE),
    OTHER("Gender", TERM_GENDER),
    OTHER("Listing Date", TERM_LISTED),
    OTHER("Executive Order", TERM_BASIS),
    OTHER("CAATSA Section 235 Information:", TERM_BASIS),
    OTHER("IFCA Determination -", TERM_BASIS),
    OTHER("PEESA Information:", TERM_BASIS),
    OTHER("Additional Sanctions Information -", TERM_NOTE),
    OTHER("Secondary sanctions risk:", TERM_NOTE),
    OTHER("Transactions Prohibited For Persons Owned or Controlled By U.S. Financial Institutions:",
          TERM_NOTE),
    OTHER("Effective Date", TERM_NOTE),
    OTHER("Purchase/Sales For Divestment Date", TERM_NOTE),
    OTHER("Issuer Name", TERM_NOTE),
    OTHER("Chinese Commercial Code", TERM_NOTE),
    OTHER("UN/LOCODE", TERM_NOTE),
    OTHER("Fax", TERM_NOTE),
    OTHER("For more information, please see:", TERM_NOTE),
    OTHER("For more information on directives, please visit the following link:", TERM_NOTE),
};

#define RULE_COUNT   (sizeof rules / sizeof rules[0])
#define WALLET_LABEL "Digital Currency Address"

static const term_rule *find_rule(str label)
{
    for (size_t i = 0; i < RULE_COUNT; i++)
        if (str_equal_nocase(rules[i].label, label))
            return &rules[i];
    /* "Executive Order 13662 Directive Determination -", "Listing Date (CMIC)" carry more in their label. */
    for (size_t i = 0; i < RULE_COUNT; i++)
        if ((rules[i].kind == TERM_BASIS || rules[i].kind == TERM_LISTED) &&
            str_starts(label, rules[i].label))
            return &rules[i];
    return NULL;
}

bool ofac_label_known(str label)
{
    return find_rule(label) || str_starts(label, str_of(WALLET_LABEL));
}

size_t ofac_label_len(str text)
{
    size_t best = 0;
    for (size_t i = 0; i < RULE_COUNT; i++) {
        str label = rules[i].label;
        if (label.len > best && str_starts(text, label) &&
            (text.len == label.len || text.data[label.len] == ' '))
            best = label.len;
    }
    return best;
}

static str join(arena *a, str first, const char *between, str second)
{
    if (str_empty(second))
        return first;
    if (str_empty(first))
        return arena_str(a, second);
    size_t gap = strlen(between), len = first.len + gap + second.len;
    char *text = arena_alloc(a, len + 1);
    if (!text)
        return first;
    memcpy(text, first.data, first.len);
    memcpy(text + first.len, between, gap);
    memcpy(text + first.len + gap, second.data, second.len);
    return str_make(text, len);
}

entity_value *ofac_add_once(entity *e, property_id p, str text)
{
    text = str_trim(text);
    entity_value *v = entity_find(e, (int)p, ENTITY_ANY, text);
    return v ? v : entity_add(e, p, text);
}

void ofac_add_note(entity *e, str label, str text)
{
    str whole = join(e->arena, arena_str(e->arena, label), " ", text);
    if (str_empty(whole) && !(str_empty(label) && str_empty(text)))
        e->failed = true;
    ofac_add_once(e, PROPERTY_NOTES, whole);
}

/* Text before the last comma goes behind what stands after it: "Man, Isle of". */
static str turned(arena *a, str text)
{
    size_t at = str_find(text, str_of(", "));
    if (at == SIZE_MAX)
        return STR_NONE;
    return join(a, arena_str(a, str_make(text.data + at + 2, text.len - at - 2)), " ",
                str_make(text.data, at));
}

str ofac_country(arena *a, str text)
{
    static const struct {
        str region, code;
    } regions[] = {
        {STR("Gaza"), STR("ps")},   {STR("West Bank"), STR("ps")}, {STR("Gaza Strip"), STR("ps")},
        {STR("Crimea"), STR("ua")}, {STR("Donetsk"), STR("ua")},   {STR("Luhansk"), STR("ua")},
    };
    text = str_trim(text);
    if (str_starts(text, str_of("Region: ")))
        text = str_make(text.data + strlen("Region: "), text.len - strlen("Region: "));
    for (size_t i = 0; i < sizeof regions / sizeof regions[0]; i++)
        if (str_equal_nocase(text, regions[i].region))
            return regions[i].code;
    str code = country_find(text);
    return str_empty(code) ? country_find(turned(a, text)) : code;
}

entity_value *ofac_add_country(entity *e, property_id p, str text)
{
    str code = ofac_country(e->arena, text);
    return ofac_add_once(e, p, str_empty(code) ? text : code);
}

void ofac_add_date(entity *e, property_id p, str label, str text)
{
    char date[PARTIAL_DATE_CAP];
    if (partial_date_read(str_trim(text), date))
        ofac_add_once(e, p, str_of(date));
    else
        ofac_add_note(e, label, text);
}

void ofac_add_birth_place(entity *e, str text)
{
    text = str_trim(text);
    ofac_add_once(e, PROPERTY_BIRTH_PLACE, text);
    for (size_t at = text.len; at-- > 0;) {
        if (text.data[at] != ',' && at != 0)
            continue;
        size_t from = at == 0 && text.data[0] != ',' ? 0 : at + 1;
        str country = country_find(str_trim(str_make(text.data + from, text.len - from)));
        if (!str_empty(country)) {
            ofac_add_once(e, PROPERTY_BIRTH_COUNTRY, country);
            return;
        }
        /* "Korea, North": the comma before the last one may belong to the country */
    }
}

entity_value *ofac_add_alias(entity *e, str type, bool weak, str name)
{
    str first = type.len ? str_make(type.data, 1) : STR_NONE;
    bool former = str_equal_nocase(first, str_of("f")), now = str_equal_nocase(first, str_of("n"));
    entity_value *v = weak     ? entity_add_name(e, PROPERTY_WEAK_ALIAS, NAME_WEAK, name)
                      : former ? entity_add_name(e, PROPERTY_PREVIOUS_NAME, NAME_FORMER, name)
                               : entity_add_name(e, PROPERTY_ALIAS, NAME_ALIAS, name);
    if (v && (now || (weak && former)))
        v->note = str_of(now ? "n.k.a." : "f.k.a.");
    return v;
}

static bool is_number_of_a_ship(str value, str *digits)
{
    str rest =
        str_starts(value, str_of("IMO")) ? str_trim(str_make(value.data + 3, value.len - 3)) : STR_NONE;
    *digits = rest;
    return rest.len == 7 && str_is_digits(rest);
}

/* Letters and digits, about as many as an LEI has: OFAC prints a few with a character lost. National numbers
 * that stand under the same label are shorter. */
static bool is_lei_shaped(str value)
{
    for (size_t i = 0; i < value.len; i++)
        if (!((value.data[i] >= '0' && value.data[i] <= '9') ||
              (value.data[i] >= 'A' && value.data[i] <= 'Z')))
            return false;
    return value.len >= 18 && value.len <= 22;
}

static bool has_digit(str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.data[i] >= '0' && text.data[i] <= '9')
            return true;
    return false;
}

/* A document that is named twice with the same things said of it counts once; a wallet counts once for all
 * its currencies, which are its note. */
static void add_identifier(entity *e, property_id p, str value, const ofac_term *t, str kind)
{
    char exact[IDENTIFIER_CAP];
    str country = ofac_country(e->arena, t->country), note = arena_str(e->arena, kind);
    if (str_empty(country))
        note = join(e->arena, note, ", ", t->country);
    note = join(e->arena, note, ", ", t->note);
    if (t->cut)
        note = join(e->arena, note, ", ", str_of("cut off"));
    entity_value *v = entity_find(e, (int)p, ENTITY_ANY, value);
    if (v && p == PROPERTY_PUBLIC_KEY && str_find(v->note, note) == SIZE_MAX)
        v->note = join(e->arena, v->note, ", ", note);
    if (v && (p == PROPERTY_PUBLIC_KEY || str_equal(v->note, note)))
        return;
    v = entity_add(e, p, value);
    if (!v)
        return;
    v->country = country;
    v->note = note;
    v->invalid = t->cut || identifier_check(p, v->text, exact, sizeof exact) == IDENTIFIER_INVALID;
}

/* "Digital Currency Address - XBT": the currency is in the label. */
static void add_wallet(entity *e, const ofac_term *t)
{
    str currency = str_make(t->label.data + strlen(WALLET_LABEL), t->label.len - strlen(WALLET_LABEL));
    while (currency.len && (currency.data[0] == ' ' || currency.data[0] == '-'))
        currency = str_make(currency.data + 1, currency.len - 1);
    add_identifier(e, PROPERTY_PUBLIC_KEY, t->value, t, str_trim(currency));
}

/* "(EO 14024 Directive 2): 24 Feb 2022": sets the earliest date of the listings whose programme is meant, of
 * the only one where there is one. */
static void add_listed(entity *e, str text)
{
    char date[PARTIAL_DATE_CAP], program[32];
    size_t open = str_find(text, str_of("(")), close = str_find(text, str_of(")")), len = 0;
    if (close == SIZE_MAX || open == SIZE_MAX || open > close)
        return;
    str which = str_make(text.data + open + 1, close - open - 1);
    str rest = str_trim(str_make(text.data + close + 1, text.len - close - 1));
    if (str_starts(rest, str_of(":")))
        rest = str_trim(str_make(rest.data + 1, rest.len - 1));
    if (!partial_date_read(rest, date))
        return;
    /* "EO 14024 Directive 2" is the programme "…-EO14024" */
    for (size_t i = 0; i < which.len && len + 1 < sizeof program; i++) {
        if (which.data[i] == ' ' && len > 2)
            break;
        if (which.data[i] != ' ')
            program[len++] = which.data[i];
    }
    for (size_t i = 0; i < e->listing_count; i++) {
        entity_listing *l = &e->listings[i];
        if (e->listing_count > 1 && str_find(l->program, str_make(program, len)) == SIZE_MAX)
            continue;
        if (str_empty(l->listing_date) || str_compare(str_of(date), l->listing_date) < 0)
            l->listing_date = arena_str(e->arena, str_of(date));
    }
}

static void add_gender(entity *e, str value)
{
    if (str_equal_nocase(value, str_of("male")))
        ofac_add_once(e, PROPERTY_GENDER, str_of("male"));
    else if (str_equal_nocase(value, str_of("female")))
        ofac_add_once(e, PROPERTY_GENDER, str_of("female"));
    else
        ofac_add_note(e, str_of("Gender"), value);
}

static void add_basis(entity *e, str label, str value)
{
    str text = join(e->arena, arena_str(e->arena, label), " ", value);
    for (size_t i = 0; i < e->listing_count && i < 1; i++)
        e->listings[i].legal_basis = join(e->arena, e->listings[i].legal_basis, "; ", text);
    ofac_add_note(e, STR_NONE, text);
}

static void add_by_rule(entity *e, const term_rule *rule, const ofac_term *t)
{
    str digits;
    property_id p = rule->property;
    switch (rule->kind) {
    case TERM_ID:
        if (p == PROPERTY_PASSPORT_NUMBER && !has_digit(t->value))
            ofac_add_note(e, t->label, t->value); /* "Passport and National ID were issued in Ulm" */
        else
            add_identifier(e, p, t->value, t, t->label);
        break;
    case TERM_SHIP_ID:
        if (is_number_of_a_ship(t->value, &digits))
            add_identifier(e, PROPERTY_IMO_NUMBER, digits, t, STR_NONE);
        else
            add_identifier(e, PROPERTY_REGISTRATION_NUMBER, t->value, t, t->label);
        break;
    case TERM_LEI:
        add_identifier(e, is_lei_shaped(t->value) ? PROPERTY_LEI_CODE : PROPERTY_REGISTRATION_NUMBER,
                       t->value, t, is_lei_shaped(t->value) ? STR_NONE : t->label);
        break;
    case TERM_TEXT:
        if (property_belongs_to(p, e->schema))
            ofac_add_once(e, p, t->value);
        else
            ofac_add_note(e, t->label, t->value);
        break;
    case TERM_COUNTRY:
        ofac_add_country(e, property_belongs_to(p, e->schema) ? p : PROPERTY_COUNTRY, t->value);
        break;
    case TERM_DATE:
        ofac_add_date(e, p, t->label, t->value);
        break;
    case TERM_GENDER:
        add_gender(e, t->value);
        break;
    case TERM_BIRTH_PLACE:
        ofac_add_birth_place(e, t->value);
        break;
    case TERM_LISTED:
        add_listed(e, join(e->arena, t->label, " ", t->value));
        ofac_add_note(e, t->label, t->value);
        break;
    case TERM_BASIS:
        add_basis(e, t->label, t->value);
        break;
    case TERM_NOTE:
        ofac_add_note(e, t->label, t->value);
        break;
    }
}

void ofac_add_term(entity *e, const ofac_term *t)
{
    ofac_term own = *t;
    own.label = str_trim(t->label);
    own.value = str_trim(t->value);
    const term_rule *rule = find_rule(own.label);
    if (str_starts(own.label, str_of(WALLET_LABEL)))
        add_wallet(e, &own);
    else if (rule)
        add_by_rule(e, rule, &own);
    else
        ofac_add_note(e, own.label, own.value);
}

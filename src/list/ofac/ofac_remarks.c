#include "list/ofac/ofac_remarks.h"

#include "list/ofac/ofac_terms.h"

static str after(str text, size_t len)
{
    return str_trim(str_make(text.data + len, text.len - len));
}

static size_t character_count(str text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += ((unsigned char)text.data[i] & 0xC0) != 0x80;
    return count;
}

/* "a.k.a. 'BNC'", "f.k.a. 'X'", "n.k.a. 'X'": a weak alias. False where the quotes do not close. A trade name
 * ("d.b.a. 'X'") serves as one, but is none of the names that the list counts. */
static bool read_quoted_alias(entity *e, str phrase)
{
    bool trade = str_starts(phrase, str_of("d.b.a. "));
    if (phrase.len < 9 ||
        !(trade || (strchr("afn", phrase.data[0]) && str_starts(after(phrase, 1), str_of(".k.a. ")))))
        return false;
    str rest = after(phrase, 6);
    if (rest.len < 3 || rest.data[0] != '\'' || rest.data[rest.len - 1] != '\'')
        return false;
    entity_value *v = ofac_add_alias(e, phrase, true, str_make(rest.data + 1, rest.len - 2));
    if (v)
        v->derived = trade;
    return v != NULL;
}

static bool read_link(entity *e, str phrase)
{
    if (!str_starts(phrase, str_of("Linked To:")))
        return false;
    str name = after(phrase, strlen("Linked To:"));
    if (str_empty(name))
        return false;
    entity_link *link = entity_add_link(e, SCHEMA_UNKNOWN_LINK);
    if (!link)
        return true;
    link->role = str_of("Linked To");
    link->target_name = arena_str(e->arena, name);
    e->failed |= !link->target_name.data;
    return true;
}

/* The earliest of the words that begin what is said of a document. */
static size_t tail_start(str value)
{
    static const char *const words[] = {" issued ", " expires ", ",issued ", ", issued ", " expired "};
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t at = str_find(value, str_of(words[i]));
        if (at < best)
            best = at;
    }
    if (best == SIZE_MAX && (str_starts(value, str_of("issued ")) || str_starts(value, str_of("expires "))))
        best = 0;
    return best;
}

/* "OR801168 and Kuwaiti National ID No. 281020505755": two documents in one phrase. */
static void read_second_document(entity *e, ofac_term *t)
{
    static const char label[] = "National ID No.";
    size_t at = str_find(t->value, str_of(label)), end = str_find(t->value, str_of(" and "));
    if (at == SIZE_MAX || end == SIZE_MAX || end > at)
        return;
    ofac_add_term(
        e,
        &(ofac_term){.label = str_of(label), .value = after(t->value, at + strlen(label)), .note = t->note});
    t->value = str_make(t->value.data, end);
}

/* "No.: 0310857, Eritrea, Issue Date 21 August 2006" occurs, too. */
static void read_spoken_number(ofac_term *t)
{
    size_t comma;
    if (!str_starts(t->value, str_of("No.: ")))
        return;
    t->value = after(t->value, strlen("No.: "));
    comma = str_find(t->value, str_of(", "));
    if (comma == SIZE_MAX)
        return;
    t->note = after(t->value, comma + 1);
    t->value = str_make(t->value.data, comma);
}

/* "123 (Egypt) issued 1999": number, country, the rest as note. */
static void read_document(entity *e, ofac_term *t)
{
    read_spoken_number(t);
    size_t tail = tail_start(t->value);
    if (tail != SIZE_MAX) {
        t->note = after(t->value, tail);
        if (str_starts(t->note, str_of(",")))
            t->note = after(t->note, 1);
        t->value = str_trim(str_make(t->value.data, tail));
    }
    if (t->value.len && t->value.data[t->value.len - 1] == ')') {
        size_t open = t->value.len - 1;
        while (open > 0 && t->value.data[open] != '(')
            open--;
        if (open > 0) {
            t->country = str_make(t->value.data + open + 1, t->value.len - open - 2);
            t->value = str_trim(str_make(t->value.data, open));
        }
    }
    read_second_document(e, t);
    if (str_empty(t->value))
        ofac_add_note(e, t->label, t->note); /* "Passport issued in Sarajevo" has no number */
    else
        ofac_add_term(e, t);
}

static bool has_document_form(str label)
{
    static const char *const plain[] = {
        "DOB",          "POB",          "nationality",   "citizen",      "Gender",       "Website",
        "Email",        "Phone",        "Telephone",     "PHONE",        "EMAIL",        "Executive Order",
        "Effective",    "Listing Date", "Additional",    "Secondary",    "Transactions", "Target",
        "Organization", "Aircraft M",   "Aircraft O",    "Issuer",       "For more",     "Vessel Y",
        "Vessel T",     "Vessel F",     "Former Vessel", "Other Vessel", "CAATSA",       "IFCA",
        "PEESA",        "Purchase",     "Position",      "Title",        "Fax"};
    if (str_starts(label, str_of("Aircraft Manufacturer's")) || str_starts(label, str_of("Aircraft Mode S")))
        return true;
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++)
        if (str_starts(label, str_of(plain[i])))
            return false;
    return true;
}

static void read_wallet(entity *e, str phrase, size_t label_len, bool cut)
{
    str rest = after(phrase, label_len);
    size_t blank = str_find(rest, str_of(" "));
    if (blank == SIZE_MAX) {
        ofac_add_note(e, STR_NONE, phrase);
        return;
    }
    ofac_term t = {.label = str_make(phrase.data, (size_t)(rest.data - phrase.data) + blank),
                   .value = after(rest, blank),
                   .cut = cut};
    ofac_add_term(e, &t);
}

static void read_phrase(entity *e, str phrase, bool cut)
{
    static const char wallet[] = "Digital Currency Address -";
    str whole = phrase;
    while (str_starts(phrase, str_of("alt. ")) || str_starts(phrase, str_of("Alt. ")))
        phrase = after(phrase, 5);
    if (str_starts(phrase, str_of("(Linked To:")) && phrase.data[phrase.len - 1] == ')')
        phrase = str_make(phrase.data + 1, phrase.len - 2);
    if (str_starts(phrase, str_of(wallet))) {
        read_wallet(e, phrase, strlen(wallet), cut);
        return;
    }
    if (cut) {
        ofac_add_note(e, STR_NONE, whole);
        return;
    }
    if (read_quoted_alias(e, phrase) || read_link(e, phrase))
        return;
    size_t len = ofac_label_len(phrase);
    ofac_term t = {.label = str_make(phrase.data, len), .value = after(phrase, len)};
    if (len == 0 || str_empty(t.value))
        ofac_add_note(e, STR_NONE, whole);
    else if (has_document_form(t.label))
        read_document(e, &t);
    else
        ofac_add_term(e, &t);
}

/* "(Linked To: A; Linked To: B)" is one pair of brackets around several phrases. */
static str unwrap(str text)
{
    size_t open = str_find(text, str_of("(Linked To:"));
    if (open == SIZE_MAX || text.data[text.len - 1] != ')')
        return text;
    str inside = str_make(text.data + open, text.len - open);
    return str_find(inside, str_of("; Linked To:")) != SIZE_MAX && open == 0
               ? str_make(text.data + 1, text.len - 2)
               : text;
}

void ofac_read_remarks(entity *e, str remarks)
{
    bool full = character_count(remarks) >= OFAC_REMARKS_CUT - 1;
    str rest = str_trim(remarks), phrase;
    bool stop = rest.len && rest.data[rest.len - 1] == '.';
    bool cut = full && !stop;
    if (stop)
        rest.len--;
    rest = unwrap(rest);
    while (str_split(&rest, ';', &phrase)) {
        phrase = str_trim(phrase);
        if (!str_empty(phrase))
            read_phrase(e, phrase, cut && !rest.data);
    }
}

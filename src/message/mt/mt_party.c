#include "message/mt/mt_party.h"

#include "field/address_country.h"
#include "field/words.h"
#include "message/mt/mt_text.h"

#define LINES_MAX  64
#define LINE_LEN   1024 /* bytes of a line; what is beyond is not read */
#define NAME_WIDTH 35

static bool upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

bool mt_is_bic(str text)
{
    if (text.len != 8 && text.len != 11)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        bool good = i == 4 || i == 5 ? upper(text.data[i]) : upper(text.data[i]) || digit(text.data[i]);
        if (!good)
            return false;
    }
    /* XE is the European Central Bank's, for TARGET; it is no country */
    str country = str_make(text.data + 4, 2);
    return (address_is_code(country) || str_is(country, "XE")) && upper(text.data[0]);
}

typedef struct party_lines {
    str line[LINES_MAX];
    size_t count;
    bool cut; /* there is more */
} party_lines;

/* At most LINE_LEN bytes, whole characters. */
static str cut_line(str line)
{
    line.len = LINE_LEN;
    while (line.len > 0 && ((unsigned char)line.data[line.len] & 0xC0) == 0x80)
        line.len--;
    return line;
}

/* The lines with something in them. */
static void split_lines(str value, party_lines *out)
{
    str line;
    out->count = 0;
    out->cut = false;
    while (out->count < LINES_MAX && mt_line(&value, &line)) {
        if (str_trim(line).len == 0)
            continue;
        out->cut = out->cut || line.len > LINE_LEN;
        out->line[out->count++] = line.len > LINE_LEN ? cut_line(line) : line;
    }
    out->cut = out->cut || str_trim(value).len > 0;
}

static void drop_first(party_lines *lines)
{
    for (size_t i = 1; i < lines->count; i++)
        lines->line[i - 1] = lines->line[i];
    lines->count--;
}

static str after(str s, size_t n)
{
    return str_make(s.data + n, s.len - n);
}

/* "/C/123", "/D/123": debit or credit account; "//FW021000089": clearing; "/123": account. */
static void party_identifier(str line, message_party *out)
{
    line = str_trim(line);
    if (line.len >= 2 && line.data[1] == '/')
        out->clearing = after(line, 2);
    else if (line.len >= 3 && (line.data[1] == 'C' || line.data[1] == 'D') && line.data[2] == '/')
        out->account = after(line, 3);
    else
        out->account = after(line, 1);
}

static bool has_digit(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (digit(s.data[i]))
            return true;
    return false;
}

/* True if the line goes on with the name that stands before it. */
static bool continues_name(arena *a, const party_lines *lines, size_t at)
{
    str line = lines->line[at];
    bool last = at + 1 == lines->count;
    if (has_digit(line) || (line.len > 3 && line.data[2] == '/' && address_is_code(str_make(line.data, 2))))
        return false;
    if (last) /* the town, unless the name ran over the full line before it and this is no town and country */
        return at == 1 && lines->line[0].len >= NAME_WIDTH && address_country(a, line).len == 0 &&
               line.len < 20 && str_find(line, str_make(",", 1)) == SIZE_MAX;
    return at == 1 || lines->line[at - 1].len >= NAME_WIDTH;
}

static bool join_name(arena *a, const str *lines, size_t count, size_t width, bool reversed,
                      message_party *out)
{
    size_t size = 0;
    for (size_t i = 0; i < count; i++)
        size += lines[i].len + 1;
    mt_joiner j;
    if (!mt_joiner_init(&j, a, size))
        return false;
    for (size_t i = 0; i < count; i++)
        mt_joiner_add(&j, lines[reversed ? count - 1 - i : i], reversed ? 0 : width, ' ');
    out->name = mt_joiner_text(&j, &out->name_alternative);
    if (count > 1)
        out->name_line = str_trim(lines[0]);
    return true;
}

static void add_address(message_party *out, str line)
{
    line = str_trim(line);
    if (line.len && out->address_count < MESSAGE_ADDRESS_LINES_MAX)
        out->address[out->address_count++] = line;
}

/* "BY PAYMENT", "BY NEGOTIATION": how a credit is available, in the last line of field 41a. */
static void drop_availability(const mt_field *field, party_lines *lines)
{
    if (field->number == 41 && lines->count > 0 &&
        str_starts(str_trim(lines->line[lines->count - 1]), str_of("BY ")))
        lines->count--;
}

static bool name_and_address(arena *a, message *m, const mt_field *field, party_lines *lines,
                             message_party *out)
{
    size_t names = lines->count > 0;
    while (names > 0 && names < lines->count && continues_name(a, lines, names))
        names++;
    if (!join_name(a, lines->line, names, NAME_WIDTH, false, out))
        return false;
    for (size_t i = names; i < lines->count; i++)
        add_address(out, lines->line[i]);
    if (out->address_count)
        out->country = address_country(a, out->address[out->address_count - 1]);
    size_t longest = 0;
    for (size_t i = 0; i < lines->count; i++)
        longest = lines->line[i].len > longest ? lines->line[i].len : longest;
    bool narrow = longest <= NAME_WIDTH && lines->count <= (field->number == 41 ? 5u : 4u);
    return narrow ||
           message_problem(a, m, "field %s: expected at most four lines of 35 characters", field->name);
}

/* ---- option F ---- */

static bool is_numbered(str line)
{
    return line.len >= 2 && digit(line.data[0]) && line.data[1] == '/';
}

/* The first line of 50F: an account, or a code, a country and a number ("CCPT/EE/579713677"). */
static bool is_code_identifier(str line)
{
    return line.len > 8 && line.data[4] == '/' && line.data[7] == '/' && upper(line.data[0]) &&
           address_is_code(str_make(line.data + 5, 2));
}

typedef struct numbered_names {
    str line[LINES_MAX];
    size_t count;
} numbered_names;

static void keep_name(numbered_names *names, str text)
{
    if (names->count < LINES_MAX)
        names->line[names->count++] = text;
}

static void numbered_line(message_party *out, numbered_names *names, numbered_names *unknown, str line)
{
    str text = after(line, 2);
    switch (line.data[0]) {
    case '1':
        keep_name(names, text);
        break;
    case '3':
        if (text.len >= 2 && address_is_code(str_make(text.data, 2)))
            out->country = str_make(text.data, 2);
        add_address(out, text);
        break;
    case '2':
        add_address(out, text);
        break;
    case '4':
        out->birth_date = str_trim(text);
        break;
    case '5':
        out->birth_place = str_trim(text);
        break;
    case '6':
    case '7':
        out->identifier = str_trim(text);
        break;
    case '8':
        add_address(out, text);
        break;
    default:
        keep_name(unknown, text);
    }
}

static bool option_f(arena *a, message *m, const mt_field *field, party_lines *lines, message_party *out)
{
    numbered_names names = {.count = 0}, unknown = {.count = 0};
    bool bare = false, falling = false;
    char before = 0, first = 0;
    for (size_t i = 0; i < lines->count; i++) {
        str line = lines->line[i];
        if (!is_numbered(line)) {
            bare = true;
            keep_name(before == '1' || before == 0 ? &names : &unknown, line);
            continue;
        }
        falling = falling || line.data[0] < before;
        before = line.data[0];
        first = first ? first : before;
        numbered_line(out, &names, &unknown, line);
    }
    bool reversed = falling && before == '1' && first != '1';
    bool good = true;
    if (bare)
        good = good &&
               message_problem(a, m, "field %s: expected numbered lines (1/ name, 2/ address, 3/ country)",
                               field->name);
    if (falling)
        good = good && message_problem(a, m, "field %s: the numbered lines are out of order", field->name);
    if (unknown.count && !bare)
        good = good && message_problem(a, m, "field %s: a line has an unknown number", field->name);
    if (names.count == 0 && unknown.count == 0)
        return good;
    const numbered_names *chosen = names.count ? &names : &unknown;
    for (size_t i = 0; names.count && i < unknown.count; i++)
        add_address(out, unknown.line[i]);
    return good && join_name(a, chosen->line, chosen->count, NAME_WIDTH - 2, reversed, out);
}

/* ---- the other options ---- */

/* A BIC, or what stands in its place. */
static bool bic_line(arena *a, message *m, const mt_field *field, const party_lines *lines,
                     message_party *out)
{
    str text = lines->count ? str_trim(lines->line[0]) : STR_NONE;
    if (mt_is_bic(text)) {
        out->bic = text;
        out->country = str_make(text.data + 4, 2);
        for (size_t i = 1; i < lines->count; i++)
            add_address(out, lines->line[i]);
        return lines->count == 1 || field->number == 41 ||
               message_problem(a, m, "field %s: text behind the BIC", field->name);
    }
    out->name = text;
    for (size_t i = 1; i < lines->count; i++)
        add_address(out, lines->line[i]);
    return message_problem(a, m, "field %s: \"%.*s\" is no BIC", field->name, MESSAGE_SHORT(text));
}

/* "/ABIC/…", "/NAME/…" of options J and the like. */
static bool option_j(arena *a, const party_lines *lines, message_party *out)
{
    size_t size = 0;
    for (size_t i = 0; i < lines->count; i++)
        size += lines->line[i].len + 1;
    mt_joiner j;
    if (!mt_joiner_init(&j, a, size))
        return false;
    for (size_t i = 0; i < lines->count; i++)
        mt_joiner_add(&j, lines->line[i], 40, ' ');
    str rest = mt_joiner_text(&j, NULL), code;
    str bare = STR_NONE; /* before all code words: a name */
    if (rest.len && rest.data[0] != '/')
        (void)str_split(&rest, '/', &bare);
    else if (rest.len)
        rest = after(rest, 1);
    while (str_split(&rest, '/', &code)) {
        str value;
        if (!str_split(&rest, '/', &value))
            break;
        if (str_is(code, "ABIC") && mt_is_bic(value))
            out->bic = value;
        else if (str_is(code, "NAME"))
            out->name = value;
        else if (str_is(code, "ACCT"))
            out->account = value;
        else if (str_is(code, "LEIC"))
            out->lei = value;
        else
            add_address(out, value);
    }
    bare = str_trim(bare);
    if (out->name.len == 0)
        out->name = bare;
    else if (bare.len)
        add_address(out, bare);
    return true;
}

/* 95Q and 95R of securities messages: ":DEAG//text", ":DEAG/ISSUER/code". */
static void drop_qualifier(str *value)
{
    if (value->len && value->data[0] == ':') {
        size_t slash = str_find(*value, str_make("//", 2));
        if (slash != SIZE_MAX)
            *value = after(*value, slash + 2);
    }
}

/* 95R: ":DEAG/DAKV/7002", a code of an issuer. Where words stand in it, somebody may have put a name there.
 */
static bool code_of_issuer(arena *a, str value, message_party *out)
{
    size_t slash = str_find(value, str_make("/", 1));
    if (value.len == 0 || value.data[0] != ':' || slash == SIZE_MAX)
        return false;
    out->clearing = str_trim(after(value, slash + 1));
    if (words_may_hold_name(a, out->clearing))
        out->name = out->clearing;
    return true;
}

bool mt_party_read(arena *a, message *m, const mt_field *field, message_party *out)
{
    party_lines lines;
    str value = field->value;
    if (field->number == 95 && field->option == 'R' && code_of_issuer(a, value, out))
        return true;
    if (field->number == 95)
        drop_qualifier(&value);
    split_lines(value, &lines);
    if (lines.cut &&
        !message_problem(a, m, "field %s: longer than any party; the rest was not screened", field->name))
        return false;
    drop_availability(field, &lines);
    if (field->option == 'F' && lines.count && is_code_identifier(lines.line[0])) {
        out->identifier = str_trim(lines.line[0]);
        drop_first(&lines);
    } else if (lines.count && lines.line[0].data[0] == '/' && field->option != 'J') {
        party_identifier(lines.line[0], out);
        drop_first(&lines);
    }
    if (lines.count == 0)
        return true;
    switch (field->option) {
    case 'A':
    case 'G':
    case 'P':
        return bic_line(a, m, field, &lines, out);
    case 'C':
        if (mt_is_bic(str_trim(lines.line[0])) || field->number == 50)
            return bic_line(a, m, field, &lines, out);
        return name_and_address(a, m, field, &lines, out);
    case 'B':
        if (field->number == 50)
            return name_and_address(a, m, field, &lines, out);
        for (size_t i = 0; i < lines.count; i++)
            add_address(out, lines.line[i]);
        out->country = address_country(a, lines.line[lines.count - 1]);
        return true;
    case 'F':
        return option_f(a, m, field, &lines, out);
    case 'J':
        return option_j(a, &lines, out);
    default:
        return name_and_address(a, m, field, &lines, out);
    }
}

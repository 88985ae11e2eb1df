#include "message/mt/mt_fields.h"

/* Length of the line end at `at`: CR LF and LF CR count as one. */
static size_t line_end_len(str s, size_t at)
{
    char c = s.data[at];
    if (at + 1 >= s.len)
        return 1;
    char next = s.data[at + 1];
    if (c == '\r')
        return next == '\n' ? 2 : 1;
    if (next != '\r')
        return 1;
    return at + 2 < s.len && s.data[at + 2] == '\n' ? 1 : 2; /* LF before CR LF is a line of its own */
}

static size_t line_stop(str s, size_t from)
{
    while (from < s.len && s.data[from] != '\n' && s.data[from] != '\r')
        from++;
    return from;
}

bool mt_line(str *rest, str *line)
{
    if (rest->len == 0)
        return false;
    size_t stop = line_stop(*rest, 0);
    *line = str_make(rest->data, stop);
    size_t used = stop < rest->len ? stop + line_end_len(*rest, stop) : stop;
    *rest = str_make(rest->data + used, rest->len - used);
    return true;
}

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* A tag at the start of a line: ':', two digits, perhaps a letter, ':'. The second colon may be missing where
 * a party identifier follows (":59/123"). */
static bool tag_at(str s, size_t at, mt_field *f)
{
    if (s.len - at < 4 || s.data[at] != ':' || !digit(s.data[at + 1]) || !digit(s.data[at + 2]))
        return false;
    size_t len = 2;
    if (letter(s.data[at + 3]))
        len = 3;
    size_t after = at + 1 + len;
    bool colon = after < s.len && s.data[after] == ':';
    if (!colon && !(after < s.len && s.data[after] == '/'))
        return false;
    *f = (mt_field){.prefix = {s.data + at, 1}, .tag = {s.data + at + 1, len}, .odd = !colon};
    f->suffix = str_make(s.data + after, colon ? 1 : 0);
    f->number = (s.data[at + 1] - '0') * 10 + (s.data[at + 2] - '0');
    for (size_t i = 0; i < len; i++) {
        char c = f->tag.data[i];
        bool small = c >= 'a' && c <= 'z';
        f->name[i] = small ? (char)(c - 'a' + 'A') : c;
        f->odd = f->odd || small;
    }
    f->option = len == 3 ? f->name[2] : 0;
    f->value = str_make(f->suffix.data + f->suffix.len, 0);
    return true;
}

static mt_field *add(arena *a, mt_field_list *list)
{
    if (list->count == list->cap) {
        mt_field *items = arena_grow(a, list->items, list->count, &list->cap, sizeof *items);
        if (!items)
            return NULL;
        list->items = items;
    }
    return &list->items[list->count++];
}

/* A field beyond the ceiling is text of the one before, but parties are still parties. */
static bool counts(mt_field_list *list, const mt_field *f)
{
    if (list->count < MT_FIELDS_MAX)
        return true;
    list->too_many = true;
    return f->number >= 50 && f->number <= 59 && list->count < MT_PARTY_FIELDS_MAX;
}

bool mt_fields_append(arena *a, str block, mt_field_list *out)
{
    mt_field *current = NULL;
    size_t at = 0;
    while (at < block.len) {
        mt_field next;
        if (tag_at(block, at, &next) && counts(out, &next)) {
            current = add(a, out);
            if (!current)
                return false;
            *current = next;
            at += 1 + next.tag.len + next.suffix.len;
        } else if (!current) {
            current = add(a, out);
            if (!current)
                return false;
            *current = (mt_field){.value = {block.data + at, 0}, .number = -1};
        }
        size_t stop = line_stop(block, at);
        at = stop < block.len ? stop + line_end_len(block, stop) : stop;
        current->value.len = (size_t)(block.data + at - current->value.data);
    }
    return true;
}

bool mt_fields_read(arena *a, str block, mt_field_list *out)
{
    *out = (mt_field_list){0};
    return mt_fields_append(a, block, out);
}

void mt_fields_print(const mt_field_list *fields, buf *out)
{
    for (size_t i = 0; i < fields->count; i++) {
        const mt_field *f = &fields->items[i];
        buf_str(out, f->prefix);
        buf_str(out, f->tag);
        buf_str(out, f->suffix);
        buf_str(out, f->value);
    }
}

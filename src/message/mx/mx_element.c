/* Open elements, their path, and what opens and closes with them. */
#include "message/mx/mx_read.h"
#include "value/value.h"

/* 0: document, 1: batch, 2: payment or entry. */
static unsigned scope_of(const mx_reading *r)
{
    return r->payment_depth || r->entry_depth ? 2 : r->batch_depth ? 1 : 0;
}

message *mx_message(mx_reading *r)
{
    message *const scopes[] = {&r->group, &r->batch, &r->payment};
    return scopes[scope_of(r)];
}

arena *mx_arena(const mx_reading *r)
{
    arena *const scopes[] = {r->s->document, r->s->batch, r->s->payment[r->room]};
    return scopes[scope_of(r)];
}

void mx_grew(mx_reading *r, size_t size)
{
    r->kept[scope_of(r)] += size;
}

str mx_keep(mx_reading *r, str text)
{
    str copy = arena_str(mx_arena(r), text);
    mx_grew(r, text.len + sizeof(message_text));
    r->failed = r->failed || !copy.data;
    return copy;
}

str mx_where(mx_reading *r, size_t above)
{
    size_t depth = r->depth > MX_DEPTH_MAX ? MX_DEPTH_MAX : r->depth;
    size_t last = depth > above ? depth - above : 0;
    for (size_t i = r->root_depth; i < last; i++)
        if (r->level[i].kind == MX_FOREIGN)
            last = i; /* what stands in it is no element of the standard */
    size_t len = last ? r->level[last].path_len : r->path.len;
    if (r->path.len == 0)
        return mx_keep(r, str_of("/")); /* outside of all elements */
    return mx_keep(r, str_make(r->path.data, len < r->path.len ? len : r->path.len));
}

bool mx_is_full(mx_reading *r)
{
    if (r->kept[scope_of(r)] < MX_KEPT_MAX)
        return false;
    if (!message_problem(mx_arena(r), mx_message(r), "longer than the ceiling; the rest was not screened"))
        r->failed = true;
    return true;
}

str mx_name(const mx_reading *r, size_t above)
{
    if (above >= r->depth || r->depth > MX_DEPTH_MAX)
        return STR_NONE;
    const mx_level *l = &r->level[r->depth - above];
    return str_make(r->path.data + l->name_at, l->path_len - l->name_at);
}

static bool blank_text(str s)
{
    return str_trim(s).len == 0;
}

/* What is no message of its own has the ceiling of a narrative. */
static str within_limit(mx_reading *r, str s)
{
    if (s.len > MESSAGE_TEXT_MAX) {
        s.len = MESSAGE_TEXT_MAX;
        r->text_cut = true;
    }
    return s;
}

/* Text that stands between elements: no ISO 20022 message has it. */
static void flush_mixed(mx_reading *r)
{
    str s = str_trim(buf_as_str(&r->text));
    if (s.len && !mx_embedded(r, s)) {
        s = within_limit(r, s);
        if (r->depth <= MX_DEPTH_MAX && r->depth > 0 &&
            !message_problem(mx_arena(r), mx_message(r), "text between elements: \"%.*s\"", MESSAGE_SHORT(s)))
            r->failed = true;
        mx_leaf(r, MX_TEXT, s);
    }
    buf_reset(&r->text);
    r->text_cut = false;
}

static void push_path(mx_reading *r, str name)
{
    mx_level *l = &r->level[r->depth];
    buf_putc(&r->path, '/');
    l->name_at = r->path.len;
    buf_str(&r->path, name);
    l->path_len = r->path.len;
    r->failed = r->failed || r->path.failed;
}

/* A document or header begins a path of its own, whatever envelope it lies in. */
static bool is_root(const mx_reading *r, str name)
{
    return r->root_depth == 0 &&
           (str_is(name, "Document") || str_is(name, "AppHdr") || mx_format_of_body(name) != NULL);
}

static void open_root(mx_reading *r, str space, str name)
{
    buf_reset(&r->path);
    r->root_depth = r->depth;
    r->in_header = str_is(name, "AppHdr");
    bool bare = !r->in_header && !str_is(name, "Document");
    if (bare)
        buf_puts(&r->path, "/Document");
    push_path(r, name);
    r->waiting = true;
    if (r->in_header)
        mx_open_header(r, space);
    else
        mx_open_document(r, space);
    if (bare)
        mx_open_body(r, name);
}

static message_role role_above(const mx_level *parent)
{
    return parent->kind == MX_PARTY_ABOVE ? (message_role)parent->role : ROLE_OTHER;
}

/* The debtor of a tax is not that of the payment. */
static bool in_tax(const mx_reading *r)
{
    str name = mx_name(r, 1);
    return str_is(name, "Tax") || str_is(name, "TaxRmt");
}

static void open_element(mx_reading *r, size_t offset)
{
    mx_level *l = &r->level[r->depth];
    const mx_level *parent = &r->level[r->depth - 1];
    switch ((mx_kind)l->kind) {
    case MX_PARTY:
        mx_open_party(r, in_tax(r) ? ROLE_OTHER : (message_role)l->role, 0, offset);
        break;
    case MX_GENERIC:
        mx_open_party(r, role_above(parent), 0, offset);
        break;
    case MX_INSTITUTION:
        if (r->depth > r->root_depth + 1 && (parent->kind == MX_PLAIN || parent->kind == MX_PARTY_ABOVE))
            mx_open_party(r, role_above(parent), 1, offset);
        break;
    case MX_PAYMENT:
        mx_open_payment(r);
        break;
    case MX_BATCH:
        mx_open_batch(r);
        break;
    case MX_ENTRY:
        mx_open_entry(r);
        break;
    case MX_DETAILS:
        mx_open_details(r);
        break;
    case MX_HEADER:
        r->saw_group_header = true;
        break;
    case MX_INCLUDE:
        r->failed =
            !message_problem(mx_arena(r), mx_message(r), "XInclude: nothing is included") || r->failed;
        break;
    default:
        break;
    }
}

/* Marks of a text within a name or narrative, "<b>", "<br/>": elements of ISO 20022 begin with a capital. */
static bool is_mark(const mx_reading *r, str name)
{
    if (r->depth == 0 || r->depth >= MX_DEPTH_MAX || !r->root_depth || name.data[0] < 'a' ||
        name.data[0] > 'z')
        return false;
    uint8_t kind = r->level[r->depth].kind;
    return kind == MX_NAME || kind == MX_TEXT || kind == MX_ADDRESS || kind == MX_MARK;
}

/* The text goes on over the mark. */
static void open_mark(mx_reading *r, str name)
{
    mx_problem(r, "element %.*s: a mark within the text", STR_ARG(mx_name(r, 0)));
    r->depth++;
    r->level[r->depth] = (mx_level){.kind = MX_MARK};
    push_path(r, name);
    bool line_end = str_is(name, "br") || str_is(name, "p");
    if (line_end && r->text.len && r->text.len < MESSAGE_TEXT_MAX)
        buf_putc(&r->text, ' ');
}

void mx_start(mx_reading *r, str space, str name, size_t offset)
{
    if (name.len && is_mark(r, name)) {
        open_mark(r, name);
        return;
    }
    flush_mixed(r);
    r->depth++;
    if (r->depth > MX_DEPTH_MAX) {
        r->too_deep = true;
        return;
    }
    r->level[r->depth - 1].has_child = true;
    message_role role;
    mx_kind kind = mx_kind_of(name, &role);
    r->level[r->depth] = (mx_level){.kind = (uint8_t)kind, .role = (uint8_t)role};
    if (is_root(r, name)) {
        open_root(r, space, name);
        return;
    }
    push_path(r, name);
    if (r->root_depth && !r->in_header && r->depth == r->root_depth + 1)
        mx_open_body(r, name);
    if (r->root_depth)
        open_element(r, offset);
}

void mx_end_text(mx_reading *r)
{
    if (r->depth == 0)
        flush_mixed(r);
}

/* Ceiling of one text; outside of all documents it may be a message of its own. */
static size_t text_limit(const mx_reading *r)
{
    return r->root_depth ? MESSAGE_TEXT_MAX : MX_KEPT_MAX;
}

void mx_text(mx_reading *r, str text, size_t offset)
{
    size_t limit = text_limit(r);
    if (r->text.len == 0) {
        if (blank_text(text))
            return;
        r->text_start = offset;
    }
    r->text_end = offset + text.len;
    if (r->text.len >= limit) {
        r->text_cut = true;
        return;
    }
    if (text.len > limit - r->text.len) {
        text.len = limit - r->text.len;
        r->text_cut = true;
    }
    buf_str(&r->text, text);
    r->failed = r->failed || r->text.failed;
}

static void close_leaf(mx_reading *r)
{
    const mx_level *l = &r->level[r->depth];
    str value = str_trim(buf_as_str(&r->text));
    if (!l->has_child && value.len && mx_embedded(r, value))
        value = STR_NONE;
    value = within_limit(r, value);
    if (r->text_cut && !message_problem(mx_arena(r), mx_message(r),
                                        "element %.*s: more text than the ceiling; the rest was not screened",
                                        STR_ARG(mx_name(r, 0))))
        r->failed = true;
    if (l->has_child)
        flush_mixed(r);
    else if (value.len)
        mx_leaf(r, (mx_kind)l->kind, value);
    else if (l->kind == MX_NAME && r->party_depth &&
             !message_problem(mx_arena(r), mx_message(r), "element %.*s/Nm is empty", STR_ARG(mx_name(r, 1))))
        r->failed = true;
    else if (l->kind != MX_NAME && r->root_depth)
        mx_check_empty(r, (mx_kind)l->kind);
    buf_reset(&r->text);
    r->text_cut = false;
}

static void close_element(mx_reading *r, size_t offset)
{
    if (r->party_depth == r->depth)
        mx_close_party(r, offset);
    if (r->payment_depth == r->depth)
        mx_close_payment(r);
    if (r->details_depth == r->depth)
        mx_close_details(r);
    if (r->entry_depth == r->depth)
        mx_close_entry(r);
    if (r->batch_depth == r->depth)
        mx_close_batch(r);
    if (r->root_depth == r->depth) {
        if (!r->in_header)
            mx_close_document(r);
        r->root_depth = 0;
        r->in_header = false;
        buf_reset(&r->path);
    }
}

void mx_end(mx_reading *r, size_t offset)
{
    if (r->depth == 0)
        return;
    if (r->depth > MX_DEPTH_MAX) {
        flush_mixed(r);
        r->depth--;
        return;
    }
    if (r->level[r->depth].kind != MX_MARK) {
        close_leaf(r);
        close_element(r, offset);
    }
    r->depth--;
    if (r->path.len)
        r->path.len = r->level[r->depth].path_len < r->path.len ? r->level[r->depth].path_len : r->path.len;
}

static void read_currency(mx_reading *r, str value)
{
    message *m = mx_message(r);
    if (!value_is_currency(value))
        mx_problem(r, "element %.*s: \"%.*s\" is no currency", STR_ARG(mx_name(r, 0)), MESSAGE_SHORT(value));
    if (r->level[r->depth].kind != MX_AMOUNT)
        return;
    r->level[r->depth].has_currency = true;
    if (m->currency.len == 0)
        m->currency = mx_keep(r, value);
    if (r->item && r->item->amount.len == 0)
        r->item->currency = mx_keep(r, value);
}

void mx_attribute(mx_reading *r, str name, str value)
{
    if (r->depth > MX_DEPTH_MAX || !r->root_depth)
        return;
    if (str_is(name, "Ccy"))
        read_currency(r, value);
    else
        mx_attribute_text(r, value);
}

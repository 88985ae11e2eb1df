/* The goods of a target: codes in the measure, and lists of goods that are too long for it.
 *
 * A list is a file goods/NAME.tsv beside the measures: the columns code, edition, description, from, until
 * and mark, with a header. A mark `working` says that our code is coarser than the law: such a line asks. */
#include "pack/bind.h"

#include "base/file.h"

#include <stdio.h>

#define GOODS_FILE_SIZE ((size_t)4 << 20)
#define GOODS_LINES_MAX 20000
#define GOODS_COLUMNS   6

static bool good_digits(str code)
{
    return str_is_digits(code) && code.len >= 2 && code.len <= 10 && code.len % 2 == 0;
}

/* A single code whose heading exists. */
static bool good_code(str code)
{
    return good_digits(code) && pack_hs_exists(str_make(code.data, code.len < 4 ? code.len : 4));
}

/* "2709", "7201-7229": digits of the same even length, in order, that exist. */
void bind_check_hs(binder *b, const tree_node *map, const char *key, const str_list *codes)
{
    uint32_t line = bind_line(map, key);
    for (size_t i = 0; i < codes->count; i++) {
        str rest = codes->items[i], part, first = STR_NONE;
        size_t parts = 0;
        while (str_split(&rest, '-', &part)) {
            if (++parts > 2 || !good_digits(part) ||
                (parts == 2 && (part.len != first.len || str_compare(part, first) < 0))) {
                bind_note(b, line, false, "%s: %.*s is no code or range of codes", key,
                          STR_ARG(codes->items[i]));
                break;
            }
            first = part;
            if (!pack_hs_exists(str_make(part.data, part.len < 4 ? part.len : 4)))
                bind_note(b, line, false, "%s: there is no code %.*s in the Harmonized System", key,
                          STR_ARG(part));
            else if (part.len > 4 && !pack_hs_exists(str_make(part.data, 6)))
                bind_note(b, line, true, "%s: %.*s is not in this edition of the Harmonized System", key,
                          STR_ARG(part));
        }
    }
}

static const regime_concordance *successors(const binder *b, str edition, str code)
{
    for (size_t i = 0; i < b->words->concordance_count; i++) {
        const regime_concordance *x = &b->words->concordance[i];
        if (str_equal(x->code, code) && str_compare(x->edition, edition) >= 0)
            return x;
    }
    return NULL;
}

static void add_line(binder *b, regime_goods *g, size_t *cap, regime_goods_line line)
{
    if (g->line_count == *cap) {
        regime_goods_line *grown = arena_grow(b->a, g->lines, g->line_count, cap, sizeof *grown);
        if (grown == NULL) {
            b->no_memory = true;
            return;
        }
        g->lines = grown;
    }
    g->lines[g->line_count++] = line;
}

/* A line, and what its code became in later editions. */
static void add_code(binder *b, regime_goods *g, size_t *cap, regime_goods_line line, str edition)
{
    const regime_concordance *next = edition.len ? successors(b, edition, line.hs) : NULL;
    add_line(b, g, cap, line);
    for (size_t i = 0; next && i < next->becomes.count; i++) {
        line.hs = next->becomes.items[i];
        add_line(b, g, cap, line);
    }
}

static void read_line(binder *b, regime_goods *g, size_t *cap, str text, uint32_t line)
{
    str cells[GOODS_COLUMNS] = {{0}}, rest = text;
    size_t count = 0;
    while (count < GOODS_COLUMNS && str_split(&rest, '\t', &cells[count]))
        count++;
    regime_goods_line l = {.hs = cells[0], .span = {DATE_NONE, DATE_NONE}};
    bool days = (cells[3].len == 0 || date_parse(cells[3], &l.span.from)) &&
                (cells[4].len == 0 || date_parse(cells[4], &l.span.until));
    l.working = str_is(cells[5], "working");
    if (count < 3 || rest.len || !days || (cells[5].len && !l.working))
        bind_note(b, line, false, "%.*s: code, edition, description, from, until, mark were expected",
                  STR_ARG(g->file));
    else if (!good_code(cells[0]))
        bind_note(b, line, false, "%.*s: %.*s is no code of the Harmonized System", STR_ARG(g->file),
                  STR_ARG(cells[0]));
    else if (cells[1].len && !bind_is_edition(cells[1]))
        bind_note(b, line, false, "%.*s: %.*s is no edition of the Harmonized System", STR_ARG(g->file),
                  STR_ARG(cells[1]));
    else
        add_code(b, g, cap, l, cells[1]);
}

/* Only names of the form goods/NAME.tsv, so that a pack reads nothing outside of its folder. */
static bool good_name(str file)
{
    if (!str_starts(file, str_of("goods/")) || !str_ends(file, str_of(".tsv")) || file.len > 100)
        return false;
    for (size_t i = 6; i < file.len; i++) {
        char c = file.data[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
              (c == '.' && file.data[i - 1] != '.')))
            return false;
    }
    return true;
}

static void read_file(binder *b, const tree_node *n, regime_goods *g)
{
    char path[4096];
    buf bytes;
    itd_error error = {0};
    const char *slash = strrchr(b->file, '/'), *yaml = b->file;
    size_t cap = 0;
    if (!good_name(g->file)) {
        bind_note(b, bind_line(n, "file"), false, "file: goods/NAME.tsv was expected, not %.*s",
                  STR_ARG(g->file));
        return;
    }
    int len =
        snprintf(path, sizeof path, "%.*s%.*s", slash ? (int)(slash - yaml + 1) : 0, yaml, STR_ARG(g->file));
    buf_init(&bytes, GOODS_FILE_SIZE);
    if (len < 0 || (size_t)len >= sizeof path || file_read(path, GOODS_FILE_SIZE, &bytes, &error) != ITD_OK) {
        bind_note(b, bind_line(n, "file"), false, "file: cannot read %.*s", STR_ARG(g->file));
    } else {
        str text = arena_str(b->a, buf_as_str(&bytes)), line;
        const char *name = arena_copy(b->a, str_of(path));
        uint32_t number = 0;
        b->no_memory |= (text.data == NULL && bytes.len) || name == NULL;
        b->file = name ? name : yaml;
        while (str_split(&text, '\n', &line) && g->line_count < GOODS_LINES_MAX)
            if (++number > 1 && line.len && line.data[0] != '#')
                read_line(b, g, &cap, line, number);
        b->file = yaml;
        if (g->line_count == 0 || g->line_count >= GOODS_LINES_MAX)
            bind_note(b, bind_line(n, "file"), false, "file: %.*s has %s", STR_ARG(g->file),
                      g->line_count ? "too many codes" : "no codes");
    }
    buf_free(&bytes);
}

/* Codes of an older edition: what they became is added. */
static void add_successors(binder *b, regime_goods *g)
{
    size_t cap = g->line_count;
    for (size_t i = 0; i < g->hs.count && g->edition.len; i++) {
        const regime_concordance *next = successors(b, g->edition, g->hs.items[i]);
        for (size_t k = 0; next && k < next->becomes.count; k++)
            add_line(b, g, &cap,
                     (regime_goods_line){.hs = next->becomes.items[k], .span = {DATE_NONE, DATE_NONE}});
    }
}

void bind_goods(binder *b, tree_node *map, regime_goods *g)
{
    tree_node *n = bind_map(b, map, "goods");
    if (n == NULL)
        return;
    g->present = true;
    g->hs = bind_list(b, n, "hs");
    g->hs_except = bind_list(b, n, "hs_except");
    g->hs_basis = bind_text(b, n, "hs_basis", false);
    g->annex = bind_text(b, n, "annex", false);
    g->file = bind_text(b, n, "file", false);
    g->edition = bind_text(b, n, "edition", false);
    g->if_no_goods = bind_word(b, n, "if_no_goods", regime_no_goods_find, NO_GOODS_COUNT, NO_GOODS_SKIP);
    if (g->edition.len && !bind_is_edition(g->edition))
        bind_note(b, bind_line(n, "edition"), false, "edition: %.*s is no edition of the Harmonized System",
                  STR_ARG(g->edition));
    if (g->file.len)
        read_file(b, n, g);
    if (g->hs.count == 0 && g->file.len == 0)
        bind_note(b, n->line, false, "goods: no codes");
    bind_check_hs(b, n, "hs", &g->hs);
    bind_check_hs(b, n, "hs_except", &g->hs_except);
    add_successors(b, g);
    bind_leftover(b, n, "goods");
}

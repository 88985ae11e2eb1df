#include "cli/screening.h"

#include "answer/hit_json.h"
#include "answer/screening_rows.h"
#include "base/limits.h"
#include "model/schema.h"

#define STRONG_SCORE 9000 /* shown in red, weaker ones in yellow */

bool screening_options(const arguments *args, match_options *o)
{
    *o = MATCH_OPTIONS_DEFAULT;
    o->exhaustive = arguments_has(args, "exhaustive");
    o->weak_alone = arguments_has(args, "weak-alone");
    return arguments_score(args, "threshold", &o->threshold) &&
           arguments_unsigned(args, "limit", MATCH_LIMIT_MAX, &o->limit);
}

bool screening_schema(const arguments *args, screening_query *q)
{
    itd_error error = {0};
    if (query_set_schema(q, str_of(arguments_get(args, "schema")), &error) == ITD_OK)
        return true;
    usage_error("--schema: %s", error.message);
    return false;
}

void print_plain(FILE *out, str text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.data[i];
        /* C1 controls are two bytes, C2 80 to C2 9F. */
        bool c1 = c == 0xC2 && i + 1 < text.len && (unsigned char)text.data[i + 1] < 0xA0;
        if (c < 0x20 || c == 0x7F || c1)
            fputc('?', out);
        else
            fputc(c, out);
        i += c1;
    }
}

/* Characters that take a column; marks that combine with the one before take none. */
static int columns(str text)
{
    int count = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.data[i];
        bool mark = (c == 0xCC || c == 0xCD) && i + 1 < text.len;
        count += (c & 0xC0) != 0x80 && !mark;
    }
    return count;
}

static void print_padded(FILE *out, str text, int width)
{
    print_plain(out, text);
    for (int i = columns(text); i < width; i++)
        fputc(' ', out);
}

static void print_score(FILE *out, int score)
{
    fprintf(out, "%s%d.%04d", score < 0 ? "-" : "", abs(score) / MATCH_SCORE_ONE,
            abs(score) % MATCH_SCORE_ONE);
}

static void print_tokens(FILE *out, const match_explanation *x)
{
    static const str none = STR("-");
    int query_width = 1, listed_width = 1;
    for (size_t i = 0; i < x->token_count; i++) {
        int query = columns(x->tokens[i].query), listed = columns(x->tokens[i].listed);
        query_width = query > query_width ? query : query_width;
        listed_width = listed > listed_width ? listed : listed_width;
    }
    for (size_t i = 0; i < x->token_count; i++) {
        const match_token *t = &x->tokens[i];
        fputs("          ", out);
        print_padded(out, str_empty(t->query) ? none : t->query, query_width);
        fputs("  ", out);
        print_padded(out, str_empty(t->listed) ? none : t->listed, listed_width);
        fprintf(out, "  %-13s ", t->relation);
        print_score(out, t->similarity);
        fputs("  weight ", out);
        print_score(out, t->weight);
        fputc('\n', out);
    }
}

static void print_features(FILE *out, const match_explanation *x)
{
    for (size_t i = 0; i < x->feature_count; i++) {
        const match_feature *f = &x->features[i];
        if (!f->effect && f->detail && str_starts(str_of(f->detail), str_of("not compared")))
            continue;
        fprintf(out, "        %-18s ", f->name);
        if (f->effect > 0)
            fputc('+', out);
        if (f->effect)
            print_score(out, f->effect);
        fprintf(out, "%s%s\n", f->effect ? "  " : "", f->detail ? f->detail : "");
    }
}

/* A labelled line, filled to the width of the terminal: it goes on below its text. */
static void print_labelled(FILE *out, const char *label, str text, size_t width)
{
    size_t column = 18, start = 18;
    str word;
    if (text.len == 0)
        return;
    fprintf(out, "        %-9s ", label);
    for (bool first = true; str_split(&text, ' ', &word); first = false) {
        size_t len = (size_t)columns(word);
        if (!first && column + 1 + len > width && len + start < width) {
            fprintf(out, "\n%*s", (int)start, "");
            column = start;
        } else if (!first) {
            fputc(' ', out);
            column++;
        }
        print_plain(out, word);
        column += len;
    }
    fputc('\n', out);
}

/* False without memory. */
static bool print_values(FILE *out, const char *label, const snapshot *s, uint32_t index,
                         void (*values)(const snapshot *, uint32_t, buf *), size_t width)
{
    buf text;
    buf_init(&text, LIMIT_VALUE_LEN);
    values(s, index, &text);
    bool whole = !text.failed;
    print_labelled(out, label, buf_as_str(&text), width);
    buf_free(&text);
    return whole;
}

/* False without memory. */
static bool print_lists(FILE *out, const snapshot *s, uint32_t index, size_t width)
{
    uint16_t datasets[16];
    str programs[16];
    buf text;
    buf_init(&text, LIMIT_VALUE_LEN);
    size_t count = snapshot_entity_datasets(s, index, datasets, 16);
    for (size_t i = 0; i < count && i < 16; i++)
        buf_printf(&text, "%s%.*s", i ? " " : "", STR_ARG(snapshot_source_at(s, datasets[i]).dataset));
    count = hit_programs(s, index, programs, 16);
    for (size_t i = 0; i < count; i++)
        buf_printf(&text, "%s%.*s", i ? ", " : "  under ", STR_ARG(programs[i]));
    bool whole = !text.failed;
    print_labelled(out, "on", buf_as_str(&text), width);
    buf_free(&text);
    return whole;
}

bool print_hit(FILE *out, const snapshot *s, const match_hit *hit, const match_explanation *x, terminal t)
{
    const snapshot_entity e = snapshot_entity_at(s, hit->entity);
    size_t room = t.width > 80 ? t.width - 50 : 30;
    fputs(!t.colours ? "" : hit->score >= STRONG_SCORE ? "\033[1;31m" : "\033[1;33m", out);
    print_score(out, hit->score);
    fputs(t.colours ? "\033[0m  \033[1m" : "  ", out);
    print_padded(out, e.caption, (int)(room < 40 ? room : 40));
    fputs(t.colours ? "\033[0m  " : "  ", out);
    print_padded(out, schema_name(e.schema), 12);
    fputs("  ", out);
    print_plain(out, e.id);
    fputc('\n', out);
    bool whole = print_lists(out, s, hit->entity, t.width) &&
                 print_values(out, "born", s, hit->entity, entity_dates, t.width) &&
                 print_values(out, "country", s, hit->entity, entity_countries, t.width) &&
                 print_values(out, "numbers", s, hit->entity, entity_identifiers, t.width);
    print_labelled(out, "by", x->matched_name, t.width);
    print_tokens(out, x);
    print_features(out, x);
    return whole;
}

#include "pack/pack.h"

#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "pack/bind.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#define FOLDER_DEPTH   8
#define PACK_FILES_MAX 4096
#define PACK_FILE_SIZE ((size_t)64 << 20)
#define VOCABULARY     "vocabulary.yaml"

typedef struct loader {
    arena *a;
    itd_error *error;
    tree_file **files;
    size_t file_count, file_cap;
    binder bind;
    const regime_set *base; /* measures that are there already; NULL: none */
    str_list elsewhere;     /* ids of the packs beside the given folder */
} loader;

static itd_status add_tree(loader *l, tree_file *file)
{
    if (l->file_count >= PACK_FILES_MAX)
        return error_set(l->error, ITD_ERROR_LIMIT, file->path, "more than %d files", PACK_FILES_MAX);
    if (l->file_count == l->file_cap) {
        tree_file **files = arena_grow(l->a, l->files, l->file_count, &l->file_cap, sizeof(tree_file *));
        if (files == NULL)
            return error_memory(l->error);
        l->files = files;
    }
    l->files[l->file_count++] = file;
    return ITD_OK;
}

static itd_status add_file(loader *l, const char *path)
{
    buf bytes;
    tree_file *file = NULL;
    for (size_t i = 0; i < l->file_count; i++)
        if (strcmp(l->files[i]->path, path) == 0)
            return ITD_OK;
    buf_init(&bytes, PACK_FILE_SIZE);
    itd_status status = file_read(path, PACK_FILE_SIZE, &bytes, l->error);
    if (status == ITD_OK)
        status = tree_parse(path, buf_as_str(&bytes), l->a, &file, l->error);
    buf_free(&bytes);
    return status == ITD_OK ? add_tree(l, file) : status;
}

static char *join_path(loader *l, const char *folder, const char *name)
{
    size_t len = strlen(folder) + strlen(name) + 2;
    char *path = arena_alloc(l->a, len);
    if (path)
        snprintf(path, len, "%s%s%s", folder, str_ends(str_of(folder), str_of("/")) ? "" : "/", name);
    return path;
}

static int is_pack_entry(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static itd_status add_path(loader *l, const char *path, int depth);

static itd_status add_folder(loader *l, const char *path, int depth)
{
    struct dirent **entries = NULL;
    if (depth > FOLDER_DEPTH)
        return error_set(l->error, ITD_ERROR_LIMIT, path, "folders nested deeper than %d", FOLDER_DEPTH);
    int count = scandir(path, &entries, is_pack_entry, NULL);
    if (count < 0)
        return error_errno(l->error, ITD_ERROR_IO, path, errno, "cannot read the folder");
    /* By bytes, so that the order does not depend on the locale. */
    for (int i = 1; i < count; i++)
        for (int k = i; k > 0 && strcmp(entries[k - 1]->d_name, entries[k]->d_name) > 0; k--) {
            struct dirent *swap = entries[k];
            entries[k] = entries[k - 1];
            entries[k - 1] = swap;
        }
    itd_status status = ITD_OK;
    for (int i = 0; i < count; i++) {
        char *child = join_path(l, path, entries[i]->d_name);
        struct stat info;
        free(entries[i]);
        if (status != ITD_OK)
            continue;
        if (child == NULL)
            status = error_memory(l->error);
        else if (stat(child, &info) == 0 &&
                 (S_ISDIR(info.st_mode) || str_ends(str_of(child), str_of(".yaml"))))
            status = add_path(l, child, depth + 1);
    }
    free(entries);
    return status;
}

static itd_status add_path(loader *l, const char *path, int depth)
{
    struct stat info;
    if (stat(path, &info) != 0)
        return error_errno(l->error, ITD_ERROR_IO, path, errno, "cannot open");
    return S_ISDIR(info.st_mode) ? add_folder(l, path, depth) : add_file(l, path);
}

static bool is_vocabulary(const char *path)
{
    return str_ends(str_of(path), str_of(VOCABULARY));
}

/* The ids of all packs of a collection, when only a part of it is read: what it names may lie in another. */
static itd_status collect_ids(loader *l, const char *folder)
{
    loader all = {.a = l->a, .error = l->error};
    size_t count = 0;
    itd_status status = add_folder(&all, folder, 0);
    for (size_t i = 0; i < all.file_count && status == ITD_OK; i++)
        for (tree_node *n = all.files[i]->documents; n; n = n->next)
            count++;
    l->elsewhere.items = arena_array(l->a, count + 1, sizeof *l->elsewhere.items);
    if (l->elsewhere.items == NULL)
        return error_memory(l->error);
    for (size_t i = 0; i < all.file_count && status == ITD_OK; i++)
        for (tree_node *n = all.files[i]->documents; n; n = n->next) {
            const tree_node *id = tree_take(n, "id");
            if (id && id->kind == TREE_SCALAR)
                l->elsewhere.items[l->elsewhere.count++] = id->text;
        }
    return status;
}

/* The vocabulary of the folder above, where the given folder has none and none was read yet. */
static itd_status add_vocabulary_above(loader *l, const char *folder)
{
    struct stat info;
    for (size_t i = 0; i < l->file_count; i++)
        if (is_vocabulary(l->files[i]->path))
            return ITD_OK;
    bool file = stat(folder, &info) == 0 && !S_ISDIR(info.st_mode);
    for (int up = file ? 0 : 1; up <= 2; up++) {
        char *path = join_path(l, folder, up == 0 ? "" : up == 1 ? "../" VOCABULARY : "../../" VOCABULARY);
        if (file && path) {
            const char *slash = strrchr(folder, '/');
            size_t len = slash ? (size_t)(slash - folder) : 1;
            char *base = arena_copy(l->a, str_make(slash ? folder : ".", len));
            path = base ? join_path(l, base,
                                    up == 0   ? VOCABULARY
                                    : up == 1 ? "../" VOCABULARY
                                              : "../../" VOCABULARY)
                        : NULL;
        }
        if (path == NULL)
            return error_memory(l->error);
        if (stat(path, &info) != 0)
            continue;
        itd_status status = add_file(l, path);
        char *above = arena_copy(l->a, str_make(path, strlen(path) - strlen(VOCABULARY)));
        if (above == NULL)
            return error_memory(l->error);
        return status == ITD_OK ? collect_ids(l, above) : status;
    }
    return ITD_OK;
}

static int compare_measures(const void *a, const void *b)
{
    const regime_measure *left = a, *right = b;
    int order = str_compare(left->id, right->id);
    if (order == 0)
        order = str_compare(left->file, right->file);
    return order ? order : (left->line > right->line) - (left->line < right->line);
}

/* The measures that were there, but for those that were read anew under the same id. */
static void keep_base(loader *l, regime_set *set)
{
    size_t read = set->measure_count;
    for (size_t i = 0; l->base && i < l->base->measure_count; i++) {
        bool again = false;
        for (size_t k = 0; k < read && !again; k++)
            again = str_equal(set->measures[k].id, l->base->measures[i].id);
        if (!again)
            set->measures[set->measure_count++] = l->base->measures[i];
    }
}

/* A document is one measure, or words: those of a vocabulary, a cover statement, a part of the map … */
static bool is_measure(const char *path, const tree_node *document)
{
    bool words = false, measure = false;
    for (const tree_node *n = document->first; n && document->kind == TREE_MAP; n = n->next) {
        measure |= str_is(n->key, "id") || str_is(n->key, "role") || str_is(n->key, "periods");
        words |= str_is(n->key, "covers") || str_is(n->key, "map") || str_is(n->key, "scenario") ||
                 str_is(n->key, "parameters") || str_is(n->key, "concordance") || str_is(n->key, "facts");
    }
    return !is_vocabulary(path) && (measure || !words);
}

static itd_status read_measures(loader *l, regime_set *set)
{
    size_t count = 0;
    for (size_t i = 0; i < l->file_count; i++)
        for (tree_node *n = l->files[i]->documents; n; n = n->next)
            count += is_measure(l->files[i]->path, n);
    if (count > REGIME_MEASURES_MAX)
        return error_set(l->error, ITD_ERROR_LIMIT, NULL, "more than %d measures", REGIME_MEASURES_MAX);
    size_t kept = l->base ? l->base->measure_count : 0;
    set->measures = arena_array(l->a, count + kept + 1, sizeof *set->measures);
    if (set->measures == NULL)
        return error_memory(l->error);
    for (size_t i = 0; i < l->file_count; i++) {
        l->bind.file = l->files[i]->path;
        for (tree_node *n = l->files[i]->documents; n; n = n->next) {
            l->bind.measure = STR_NONE;
            if (!is_measure(l->files[i]->path, n))
                continue;
            if (n->kind == TREE_MAP)
                bind_measure(&l->bind, n, &set->measures[set->measure_count++]);
            else if (bind_present(n))
                bind_note(&l->bind, n->line, false, "a document must be the fields of one measure");
        }
    }
    keep_base(l, set);
    qsort(set->measures, set->measure_count, sizeof *set->measures, compare_measures);
    return ITD_OK;
}

/* Trees to a set: the words first, so that measures can be checked against them as they are read. */
static itd_status load_trees(loader *l, calendar_day on, regime_set *set, pack_findings *findings)
{
    l->bind =
        (binder){.a = l->a, .on = on, .findings = findings, .words = &set->words, .elsewhere = l->elsewhere};
    l->bind.set = set;
    if (l->base)
        *set = (regime_set){.words = l->base->words,
                            .map = l->base->map,
                            .map_count = l->base->map_count,
                            .covers = l->base->covers,
                            .cover_count = l->base->cover_count,
                            .scenarios = l->base->scenarios,
                            .scenario_count = l->base->scenario_count};
    l->bind.covers_before = set->cover_count;
    for (int vocabulary = 1; vocabulary >= 0; vocabulary--)
        for (size_t i = 0; i < l->file_count; i++) {
            l->bind.file = l->files[i]->path;
            for (tree_node *n = l->files[i]->documents; n; n = n->next)
                if (is_vocabulary(l->files[i]->path) == (vocabulary == 1) &&
                    !is_measure(l->files[i]->path, n))
                    bind_vocabulary(&l->bind, n);
        }
    bind_check_uses(&l->bind);
    itd_status status = read_measures(l, set);
    if (status == ITD_OK)
        bind_check_set(&l->bind, set);
    return status == ITD_OK && l->bind.no_memory ? error_memory(l->error) : status;
}

itd_status pack_load_over(const regime_set *base, const char *const *folders, size_t count, calendar_day on,
                          arena *a, regime_set *out, pack_findings *findings, itd_error *error)
{
    loader l = {.a = a, .error = error, .base = base};
    itd_status status = ITD_OK;
    *out = (regime_set){0};
    *findings = (pack_findings){0};
    for (size_t i = 0; i < count && status == ITD_OK; i++)
        status = add_path(&l, folders[i], 0);
    if (status == ITD_OK && count && (base == NULL || base->words.class_count == 0))
        status = add_vocabulary_above(&l, folders[0]);
    return status == ITD_OK ? load_trees(&l, on, out, findings) : status;
}

itd_status pack_load(const char *const *folders, size_t count, calendar_day on, arena *a, regime_set *out,
                     pack_findings *findings, itd_error *error)
{
    return pack_load_over(NULL, folders, count, on, a, out, findings, error);
}

itd_status pack_load_text(const char *name, str words, str measures, arena *a, regime_set *out,
                          pack_findings *findings, itd_error *error)
{
    loader l = {.a = a, .error = error};
    tree_file *file = NULL;
    *out = (regime_set){0};
    *findings = (pack_findings){0};
    itd_status status = tree_parse(VOCABULARY, words, a, &file, error);
    if (status == ITD_OK)
        status = add_tree(&l, file);
    if (status == ITD_OK)
        status = tree_parse(name, measures, a, &file, error);
    if (status == ITD_OK)
        status = add_tree(&l, file);
    return status == ITD_OK ? load_trees(&l, DATE_NONE, out, findings) : status;
}

itd_status pack_first_error(const pack_findings *findings, itd_error *error)
{
    for (size_t i = 0; i < findings->count; i++) {
        const pack_finding *f = &findings->items[i];
        if (!f->warning)
            return error_at_line(error, ITD_ERROR_INPUT, f->file, f->line, "%.*s%s%s", STR_ARG(f->measure),
                                 f->measure.len ? ": " : "", f->text);
    }
    return ITD_OK;
}

itd_status pack_read(const char *const *folders, size_t count, arena *a, regime_set *out, itd_error *error)
{
    pack_findings findings;
    itd_status status = pack_load(folders, count, DATE_NONE, a, out, &findings, error);
    if (status == ITD_OK)
        status = pack_first_error(&findings, error);
    if (status == ITD_OK && out->measure_count == 0)
        status = error_set(error, ITD_ERROR_INPUT, count ? folders[0] : NULL,
                           "no measures (*.yaml) in the folder");
    return status;
}

itd_status pack_compile(const char *const *folders, size_t count, pack_section_sink *sink, void *context,
                        itd_error *error)
{
    arena a;
    buf section;
    regime_set set;
    arena_init(&a, LIMIT_ARENA_SIZE);
    buf_init(&section, LIMIT_BUF_SIZE);
    itd_status status = pack_read(folders, count, &a, &set, error);
    if (status == ITD_OK) {
        regime_encode(&set, &section);
        status =
            section.failed ? error_memory(error) : sink(context, REGIME_SECTION, buf_as_str(&section), error);
    }
    buf_free(&section);
    arena_free(&a);
    return status;
}

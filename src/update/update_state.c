#include "update/update_state.h"

#include "base/buf.h"
#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define STATE_SIZE_MAX ((size_t)4 << 20)
#define ITEM_MAX       10000

const char *update_keep(update_table *table, const char *text)
{
    return arena_copy(&table->memory, str_of(text));
}

/* folder/file, or folder/.update/file. */
static char *path_in(update_table *table, const char *folder, bool own, const char *file, const char *suffix)
{
    const char *between = own ? "/" UPDATE_FOLDER "/" : "/";
    size_t len = strlen(folder) + strlen(between) + strlen(file) + strlen(suffix) + 1;
    char *path = arena_alloc(&table->memory, len);
    if (path)
        snprintf(path, len, "%s%s%s%s", folder, between, file, suffix);
    return path;
}

/* A plain file name: nothing that leads out of the folder or meets the folder's own files. */
static bool good_file_name(str name)
{
    for (size_t i = 0; i < name.len; i++)
        if (name.data[i] == '/' || (unsigned char)name.data[i] < 0x20)
            return false;
    return name.len > 0 && name.len < 200 && name.data[0] != '.' && !str_ends(name, str_of(".part"));
}

static bool wanted(const update_options *o, str dataset)
{
    for (size_t i = 0; i < o->dataset_count; i++)
        if (str_is(dataset, o->datasets[i]))
            return true;
    return o->dataset_count == 0;
}

static itd_status add_item(const update_options *o, update_table *table, size_t *cap, const str parts[3],
                           itd_error *error)
{
    if (table->count == *cap) {
        update_item *larger = arena_grow(&table->memory, table->items, table->count, cap, sizeof *larger);
        if (!larger)
            return error_memory(error);
        table->items = larger;
    }
    update_item *item = &table->items[table->count];
    *item = (update_item){.dataset = arena_copy(&table->memory, parts[0]),
                          .file = arena_copy(&table->memory, parts[1]),
                          .url = arena_copy(&table->memory, parts[2]),
                          .etag = "",
                          .date = "",
                          .sha256 = ""};
    if (!item->dataset || !item->file || !item->url)
        return error_memory(error);
    item->path = path_in(table, o->folder, false, item->file, "");
    item->part = path_in(table, o->folder, true, item->file, ".part");
    item->part_from = path_in(table, o->folder, true, item->file, ".part.from");
    if (!item->path || !item->part || !item->part_from)
        return error_memory(error);
    table->count++;
    return ITD_OK;
}

static itd_status check_line(const update_options *o, const update_table *table, unsigned long line,
                             const str parts[3], itd_error *error)
{
    if (!good_file_name(parts[1]))
        return error_at_line(error, ITD_ERROR_INPUT, o->table_name, line,
                             "'%.*s' is no file name to use here", STR_ARG(parts[1]));
    if (!str_starts(parts[2], str_of("https://")) && !str_starts(parts[2], str_of("http://")))
        return error_at_line(error, ITD_ERROR_INPUT, o->table_name, line,
                             "'%.*s' is no address; expected https://…", STR_ARG(parts[2]));
    if (parts[2].len >= UPDATE_URL_CAP || table->count >= ITEM_MAX)
        return error_at_line(error, ITD_ERROR_LIMIT, o->table_name, line, "too long");
    for (size_t i = 0; i < table->count; i++)
        if (str_is(parts[1], table->items[i].file))
            return error_at_line(error, ITD_ERROR_INPUT, o->table_name, line,
                                 "the file '%.*s' is there twice", STR_ARG(parts[1]));
    return ITD_OK;
}

static itd_status read_table(const update_options *o, update_table *table, itd_error *error)
{
    str rest = o->table, line;
    unsigned long number = 0;
    size_t cap = 0;
    itd_status status = ITD_OK;
    while (status == ITD_OK && str_split(&rest, '\n', &line)) {
        str parts[3], more;
        number++;
        line = str_trim(line);
        if (str_empty(line) || str_starts(line, str_of("#")))
            continue;
        if (!str_split(&line, '\t', &parts[0]) || !str_split(&line, '\t', &parts[1]) ||
            !str_split(&line, '\t', &parts[2]) || str_split(&line, '\t', &more) || str_empty(parts[0]))
            return error_at_line(error, ITD_ERROR_INPUT, o->table_name, number,
                                 "expected dataset, file name and address divided by tabs");
        status = check_line(o, table, number, parts, error);
        if (status == ITD_OK && wanted(o, parts[0]))
            status = add_item(o, table, &cap, parts, error);
    }
    return status;
}

static itd_status check_datasets(const update_options *o, const update_table *table, itd_error *error)
{
    for (size_t i = 0; i < o->dataset_count; i++) {
        bool found = false;
        for (size_t k = 0; k < table->count; k++)
            found |= strcmp(table->items[k].dataset, o->datasets[i]) == 0;
        if (!found)
            return error_set(error, ITD_ERROR_USAGE, NULL, "no address is known for the dataset '%s'",
                             o->datasets[i]);
    }
    return ITD_OK;
}

/* file, url, etag, date, sha256, entities. A state that can not be read is none. */
static void read_state(const update_options *o, update_table *table)
{
    char *path = path_in(table, o->folder, true, "state", "");
    buf text;
    buf_init(&text, STATE_SIZE_MAX);
    str rest = STR_NONE, line;
    if (path && file_read(path, STATE_SIZE_MAX / 2, &text, NULL) == ITD_OK)
        rest = buf_as_str(&text);
    while (str_split(&rest, '\n', &line)) {
        str part[6];
        size_t count = 0;
        while (count < 6 && str_split(&line, '\t', &part[count]))
            count++;
        for (size_t i = 0; count == 6 && i < table->count; i++) {
            update_item *item = &table->items[i];
            unsigned long long entities;
            if (!str_is(part[0], item->file) || !str_is(part[1], item->url) ||
                !str_to_unsigned(part[5], &entities))
                continue;
            const char *etag = arena_copy(&table->memory, part[2]),
                       *date = arena_copy(&table->memory, part[3]),
                       *sha256 = arena_copy(&table->memory, part[4]);
            if (!etag || !date || !sha256)
                continue;
            item->etag = etag;
            item->date = date;
            item->sha256 = sha256;
            item->entity_count = (size_t)entities;
        }
    }
    buf_free(&text);
}

itd_status update_table_read(const update_options *o, update_table *table, itd_error *error)
{
    *table = (update_table){0};
    arena_init(&table->memory, (size_t)64 << 20);
    itd_status status = read_table(o, table, error);
    if (status == ITD_OK)
        status = check_datasets(o, table, error);
    if (status == ITD_OK && table->count == 0)
        status = error_set(error, ITD_ERROR_INPUT, o->table_name, "no list is in it");
    if (status == ITD_OK)
        read_state(o, table);
    return status;
}

void update_table_free(update_table *table)
{
    arena_free(&table->memory);
}

itd_status update_state_write(const update_options *o, const update_table *table, itd_error *error)
{
    char path[4096];
    buf text;
    if ((size_t)snprintf(path, sizeof path, "%s/" UPDATE_FOLDER "/state", o->folder) >= sizeof path)
        return error_set(error, ITD_ERROR_IO, o->folder, "the path is too long");
    buf_init(&text, STATE_SIZE_MAX);
    for (size_t i = 0; i < table->count; i++) {
        const update_item *item = &table->items[i];
        if (*item->sha256)
            buf_printf(&text, "%s\t%s\t%s\t%s\t%s\t%zu\n", item->file, item->url, item->etag, item->date,
                       item->sha256, item->entity_count);
    }
    str whole = buf_as_str(&text);
    itd_status status = text.failed ? error_memory(error) : file_write(path, &whole, 1, error);
    buf_free(&text);
    return status;
}

void update_part_validator(const update_item *item, char validator[UPDATE_VALIDATOR_CAP])
{
    buf text;
    str rest, url = STR_NONE, line = STR_NONE;
    validator[0] = 0;
    buf_init(&text, UPDATE_URL_CAP + UPDATE_VALIDATOR_CAP + ((size_t)2 << 20));
    if (access(item->part_from, R_OK) == 0 &&
        file_read(item->part_from, UPDATE_URL_CAP * 2, &text, NULL) == ITD_OK) {
        rest = buf_as_str(&text);
        if (str_split(&rest, '\n', &url) && str_is(url, item->url) && str_split(&rest, '\n', &line) &&
            line.len < UPDATE_VALIDATOR_CAP)
            snprintf(validator, UPDATE_VALIDATOR_CAP, "%.*s", STR_ARG(line));
    }
    buf_free(&text);
}

void update_part_note(const update_item *item, const char *validator)
{
    const str parts[] = {str_of(item->url), str_of("\n"), str_of(validator), str_of("\n")};
    if (!*validator || file_write(item->part_from, parts, 4, NULL) != ITD_OK)
        unlink(item->part_from);
}

void update_part_remove(const update_item *item)
{
    unlink(item->part);
    unlink(item->part_from);
}

void update_log(const update_options *o, const update_report *report)
{
    char path[4096], when[32];
    time_t now = time(NULL);
    struct tm utc;
    if ((size_t)snprintf(path, sizeof path, "%s/" UPDATE_FOLDER "/log", o->folder) >= sizeof path ||
        !gmtime_r(&now, &utc))
        return;
    strftime(when, sizeof when, "%Y-%m-%dT%H:%M:%SZ", &utc);
    FILE *log = fopen(path, "a");
    if (!log)
        return;
    fprintf(log, "%s\t%s\t%s\t%s\t%s\t%llu\t%zu\t%s\n", when, report->dataset, report->file,
            update_outcome_name(report->outcome), *report->sha256 ? report->sha256 : "-",
            (unsigned long long)report->size, report->entity_count, report->reason);
    fclose(log);
}

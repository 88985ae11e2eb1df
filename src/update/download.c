#include "update/update.h"

#include "update/update_state.h"
#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/lock.h"
#include "base/sha256.h"
#include "list/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define GROUP_FILE_MAX 16

/* One file of a dataset during the run. */
typedef struct work {
    update_item *item;
    list_file old;
    bool have_old, fetched; /* fetched: the part file holds a whole new one */
    char old_sha256[SHA256_HEX_LEN + 1];
    update_response response;
    update_outcome outcome;
    itd_error error;
} work;

typedef struct group {
    const update_options *o;
    update_table *table;
    work works[GROUP_FILE_MAX];
    size_t count;
    size_t previous_count, entity_count;
} group;

const char *update_outcome_name(update_outcome outcome)
{
    static const char *const names[] = {"unchanged", "updated", "refused", "failed"};
    return names[outcome];
}

static uint64_t size_of(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISREG(info.st_mode) ? (uint64_t)info.st_size : 0;
}

/* One that cannot be read is replaced; without memory it is not known what would be. */
static itd_status open_old(work *w, itd_error *error)
{
    if (access(w->item->path, F_OK) != 0)
        return ITD_OK;
    itd_status status = list_file_open(w->item->path, &w->old, error);
    w->have_old = status == ITD_OK;
    if (w->have_old)
        sha256_hex(w->old.sha256, w->old_sha256);
    return status == ITD_ERROR_MEMORY ? status : ITD_OK;
}

/* A weak ETag does not promise the same bytes. */
static const char *validator_of(const update_response *response)
{
    return *response->etag && strncmp(response->etag, "W/", 2) != 0 ? response->etag : response->date;
}

/* ---- fetching ---- */

static void note_begun(void *context, const update_response *response)
{
    update_part_note(context, validator_of(response));
}

static itd_status ask(const group *g, work *w)
{
    char validator[UPDATE_VALIDATOR_CAP];
    update_item *item = w->item;
    bool known = w->have_old && strcmp(item->sha256, w->old_sha256) == 0;
    update_part_validator(item, validator);
    if (!*validator)
        update_part_remove(item);
    update_request request = {.url = item->url,
                              .path = item->part,
                              .resume_from = *validator ? size_of(item->part) : 0,
                              .validator = validator,
                              .known_etag = known ? item->etag : "",
                              .known_date = known ? item->date : "",
                              .max_size = g->o->max_size,
                              .timeout_seconds = g->o->timeout_seconds,
                              .begun = note_begun,
                              .begun_context = w->item};
    w->response = (update_response){0};
    w->error = (itd_error){0};
    return g->o->fetch(g->o->fetch_context, &request, &w->response, &w->error);
}

/* One answer; true when there is nothing more to try. */
static bool judge(work *w, itd_status status)
{
    const char *url = w->item->url;
    w->outcome = UPDATE_FAILED;
    if (status == ITD_ERROR_LIMIT) {
        w->outcome = UPDATE_REFUSED;
        update_part_remove(w->item);
        return true;
    }
    if (status != ITD_OK)
        return !w->response.retry;
    switch (w->response.code) {
    case 200:
    case 206:
        w->fetched = true;
        w->outcome = UPDATE_UPDATED;
        return true;
    case 304:
        w->outcome = w->have_old ? UPDATE_UNCHANGED : UPDATE_FAILED;
        if (!w->have_old)
            error_set(&w->error, ITD_ERROR_IO, url, "the server answered 304, but nothing was there");
        update_part_remove(w->item);
        return true;
    case 416: /* the unfinished file is none of this one */
        update_part_remove(w->item);
        error_set(&w->error, ITD_ERROR_IO, url, "the server answered 416");
        return false;
    default:
        error_set(&w->error, ITD_ERROR_IO, url, "the server answered %ld; expected 200", w->response.code);
        return !w->response.retry;
    }
}

static void fetch_file(const group *g, work *w)
{
    for (unsigned i = 0; i < g->o->tries; i++) {
        if (i)
            sleep(i);
        if (judge(w, ask(g, w)))
            return;
    }
}

/* ---- checking ---- */

/* Reads the files of the dataset with their own reader. */
static itd_status read_files(const list_file *files, size_t count, const char *dataset, size_t *entity_count,
                             itd_error *error)
{
    const list_format *format = NULL, *other = NULL;
    itd_status status = list_detect(&files[0], &format, error);
    for (size_t i = 1; status == ITD_OK && i < count; i++) {
        status = list_detect(&files[i], &other, error);
        if (status == ITD_OK && (other != format || !format->multi_file))
            status = error_set(error, ITD_ERROR_INPUT, files[i].path, "does not belong to %s", files[0].path);
    }
    if (status != ITD_OK)
        return status;
    const char *found = format->dataset && count == 1 ? format->dataset(&files[0]) : NULL;
    if (!format->dataset)
        found = format->default_dataset;
    if (found && strcmp(found, dataset) != 0)
        return error_set(error, ITD_ERROR_INPUT, files[0].path, "is a list of the dataset %s; expected %s",
                         found, dataset);
    arena memory;
    arena_init(&memory, LIMIT_ARENA_SIZE);
    list_job job = {.arena = &memory,
                    .files = files,
                    .file_count = count,
                    .must_end = true,
                    .dataset_name = str_of(dataset)};
    status = format->read(&job, error);
    *entity_count = 0;
    for (size_t i = 0; status == ITD_OK && i < job.result.entity_count; i++)
        *entity_count += job.result.entities[i]->listed;
    if (status == ITD_OK && *entity_count == 0)
        status = error_set(error, ITD_ERROR_INPUT, files[0].path, "the list has no entries");
    arena_free(&memory);
    return status;
}

/* How many entries the dataset had: from the state where it knows these bytes, else by reading them. */
static itd_status count_previous(group *g, itd_error *error)
{
    list_file files[GROUP_FILE_MAX];
    bool known = true;
    for (size_t i = 0; i < g->count; i++) {
        const work *w = &g->works[i];
        if (!w->have_old)
            return ITD_OK;
        known &= strcmp(w->item->sha256, w->old_sha256) == 0;
        files[i] = w->old;
    }
    g->previous_count = g->works[0].item->entity_count;
    if (known)
        return ITD_OK;
    itd_status status = read_files(files, g->count, g->works[0].item->dataset, &g->previous_count, error);
    if (status != ITD_OK)
        g->previous_count = 0;
    return status == ITD_ERROR_MEMORY ? status : ITD_OK;
}

static itd_status check_shrunk(const group *g, itd_error *error)
{
    if (g->o->allow_shrunken || g->entity_count >= g->previous_count - g->previous_count / 10)
        return ITD_OK;
    return error_set(error, ITD_ERROR_INPUT, g->works[0].item->url,
                     "the list has %zu entries, %zu before: more than a tenth is gone", g->entity_count,
                     g->previous_count);
}

static itd_status check_pin(const group *g, const work *w, const char *hex, itd_error *error)
{
    for (size_t i = 0; i < g->o->pin_count; i++) {
        const update_pin *pin = &g->o->pins[i];
        if (str_is(pin->file, w->item->file) && !str_equal_nocase(pin->sha256, str_of(hex)))
            return error_set(error, ITD_ERROR_INPUT, w->item->url, "its SHA-256 is %s; %.*s is asked for",
                             hex, STR_ARG(pin->sha256));
    }
    return ITD_OK;
}

/* A file that came again with the same bytes is unchanged. */
static itd_status open_new(const group *g, work *w, list_file *file, itd_error *error)
{
    char hex[SHA256_HEX_LEN + 1];
    itd_status status = list_file_open(w->item->part, file, error);
    if (status != ITD_OK)
        return status;
    sha256_hex(file->sha256, hex);
    status = check_pin(g, w, hex, error);
    if (status != ITD_OK)
        return status;
    if (w->have_old && strcmp(hex, w->old_sha256) == 0)
        w->outcome = UPDATE_UNCHANGED;
    return ITD_OK;
}

static itd_status check_new(group *g, char hashes[GROUP_FILE_MAX][SHA256_HEX_LEN + 1], itd_error *error)
{
    list_file files[GROUP_FILE_MAX] = {0};
    itd_status status = ITD_OK;
    size_t opened = 0;
    for (; opened < g->count && status == ITD_OK; opened++) {
        work *w = &g->works[opened];
        files[opened] = w->old;
        if (w->fetched)
            status = open_new(g, w, &files[opened], error);
        sha256_hex(files[opened].sha256, hashes[opened]);
    }
    if (status == ITD_OK)
        status = read_files(files, g->count, g->works[0].item->dataset, &g->entity_count, error);
    if (status == ITD_OK)
        status = check_shrunk(g, error);
    for (size_t i = 0; i < opened; i++)
        if (g->works[i].fetched)
            list_file_close(&files[i]);
    return status;
}

/* ---- putting in place ---- */

static bool sync_file(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool good = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    return good;
}

static void keep(const group *g, work *w, const char *sha256)
{
    update_item *item = w->item;
    const char *etag = update_keep(g->table, w->response.etag),
               *date = update_keep(g->table, w->response.date), *hash = update_keep(g->table, sha256);
    bool same_file = w->response.code == 304; /* it may answer without validators */
    item->etag = same_file && !*w->response.etag ? item->etag : etag ? etag : "";
    item->date = same_file && !*w->response.date ? item->date : date ? date : "";
    item->sha256 = hash ? hash : "";
    item->entity_count = g->entity_count;
}

static void put_in_place(const group *g, work *w, const char *sha256)
{
    if (w->fetched && w->outcome == UPDATE_UPDATED &&
        (!sync_file(w->item->part) || rename(w->item->part, w->item->path) != 0)) {
        w->outcome = UPDATE_FAILED;
        error_errno(&w->error, ITD_ERROR_IO, w->item->path, errno, "cannot replace");
    } else {
        file_sync_folder(w->item->path);
        keep(g, w, sha256);
    }
    if (w->fetched)
        update_part_remove(w->item);
}

/* All files of a dataset came or were there: they are good together, or none is taken. */
static void take(group *g)
{
    char hashes[GROUP_FILE_MAX][SHA256_HEX_LEN + 1];
    itd_error error = {0};
    bool any = false;
    for (size_t i = 0; i < g->count; i++)
        any |= g->works[i].fetched;
    if (!any) {
        g->entity_count = g->previous_count;
        return;
    }
    bool good = check_new(g, hashes, &error) == ITD_OK;
    for (size_t i = 0; i < g->count; i++) {
        work *w = &g->works[i];
        if (good) {
            put_in_place(g, w, hashes[i]);
        } else if (w->fetched) {
            w->outcome = error.status == ITD_ERROR_MEMORY ? UPDATE_FAILED : UPDATE_REFUSED;
            w->error = error;
            update_part_remove(w->item);
        }
    }
}

static void report(const group *g, const work *w, update_summary *summary)
{
    update_report r = {.dataset = w->item->dataset,
                       .file = w->item->file,
                       .url = w->item->url,
                       .outcome = w->outcome,
                       .size = size_of(w->item->path),
                       .entity_count = g->entity_count,
                       .previous_count = g->previous_count,
                       .reason = w->outcome >= UPDATE_REFUSED ? w->error.message : ""};
    snprintf(r.sha256, sizeof r.sha256, "%s", w->outcome == UPDATE_UPDATED ? w->item->sha256 : w->old_sha256);
    size_t *const counts[] = {&summary->unchanged, &summary->updated, &summary->refused, &summary->failed};
    ++*counts[w->outcome];
    update_log(g->o, &r);
    if (g->o->report)
        g->o->report(g->o->report_context, &r);
}

/* What was there already is pinned too. */
static void check_unchanged(group *g)
{
    for (size_t i = 0; i < g->count; i++) {
        work *w = &g->works[i];
        if (w->outcome == UPDATE_UNCHANGED && check_pin(g, w, w->old_sha256, &w->error) != ITD_OK)
            w->outcome = UPDATE_REFUSED;
    }
}

/* What is there already, and how many entries it has. */
static itd_status look_at_old(group *g, itd_error *error)
{
    itd_status status = ITD_OK;
    for (size_t i = 0; i < g->count && status == ITD_OK; i++)
        status = open_old(&g->works[i], error);
    return status == ITD_OK ? count_previous(g, error) : status;
}

static void close_old(group *g)
{
    for (size_t i = 0; i < g->count; i++)
        if (g->works[i].have_old)
            list_file_close(&g->works[i].old);
}

static void fetch_group(group *g, update_summary *summary)
{
    bool whole = true;
    for (size_t i = 0; i < g->count; i++) {
        fetch_file(g, &g->works[i]);
        whole &= g->works[i].fetched || g->works[i].outcome == UPDATE_UNCHANGED;
    }
    if (whole)
        take(g);
    check_unchanged(g);
    for (size_t i = 0; i < g->count; i++) {
        work *w = &g->works[i];
        if (!whole && w->outcome == UPDATE_UPDATED) {
            w->outcome = UPDATE_FAILED;
            error_set(&w->error, ITD_ERROR_IO, w->item->url, "another file of %s did not come",
                      w->item->dataset);
            update_part_remove(w->item);
        }
        report(g, w, summary);
    }
}

static itd_status run_group(group *g, update_summary *summary, itd_error *error)
{
    itd_status status = look_at_old(g, error);
    if (status == ITD_OK)
        fetch_group(g, summary);
    close_old(g);
    return status == ITD_OK ? update_state_write(g->o, g->table, error) : status;
}

static itd_status make_folder(const char *folder, itd_error *error)
{
    char own[4096];
    if ((size_t)snprintf(own, sizeof own, "%s/" UPDATE_FOLDER, folder) >= sizeof own)
        return error_set(error, ITD_ERROR_IO, folder, "the path is too long");
    if (mkdir(folder, 0777) != 0 && errno != EEXIST)
        return error_errno(error, ITD_ERROR_IO, folder, errno, "cannot make the folder");
    if (mkdir(own, 0777) != 0 && errno != EEXIST)
        return error_errno(error, ITD_ERROR_IO, own, errno, "cannot make the folder");
    return ITD_OK;
}

static itd_status lock_folder(const char *folder, file_lock *lock, itd_error *error)
{
    itd_status status = make_folder(folder, error);
    if (status != ITD_OK)
        return status;
    char path[LOCK_PATH_CAP];
    if ((size_t)snprintf(path, sizeof path, "%s/" UPDATE_FOLDER "/lock", folder) >= sizeof path)
        return error_set(error, ITD_ERROR_IO, folder, "the path is too long");
    return lock_take(path, "interdict lists update", lock, error);
}

static itd_status run_all(const update_options *o, update_table *table, update_summary *summary,
                          itd_error *error)
{
    group *g = calloc(1, sizeof *g);
    if (!g)
        return error_memory(error);
    itd_status status = ITD_OK;
    for (size_t i = 0; i < table->count && status == ITD_OK; i += g->count) {
        *g = (group){.o = o, .table = table};
        while (g->count < GROUP_FILE_MAX && i + g->count < table->count &&
               strcmp(table->items[i + g->count].dataset, table->items[i].dataset) == 0) {
            g->works[g->count].item = &table->items[i + g->count];
            g->count++;
        }
        status = run_group(g, summary, error);
    }
    free(g);
    return status;
}

itd_status update_lists(const update_options *o, update_summary *summary, itd_error *error)
{
    update_table table;
    file_lock lock = {.fd = -1};
    *summary = (update_summary){0};
    itd_status status = lock_folder(o->folder, &lock, error);
    if (status == ITD_OK) {
        status = update_table_read(o, &table, error);
        if (status == ITD_OK)
            status = run_all(o, &table, summary, error);
        update_table_free(&table);
    }
    lock_release(&lock);
    return status;
}

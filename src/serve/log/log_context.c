#include "serve/log/log_context.h"

#include "base/error.h"
#include "base/limits.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void free_context(replay_context *c)
{
    if (!c)
        return;
    if (c->serve.service.current)
        service_close(&c->serve.service);
    buf_free(&c->policy_text);
    free(c);
}

void replay_contexts_end(replay_contexts *all)
{
    for (size_t i = 0; i < all->count; i++)
        free_context(all->items[i]);
    all->count = 0;
}

/* ---- the policy ---- */

static itd_status take_text(void *context, const db_value *c, itd_error *error)
{
    buf *text = context;
    (void)error;
    buf_reset(text);
    if (c[0].type == DB_BYTES)
        buf_str(text, c[0].bytes);
    return ITD_OK;
}

/* The text is a record of the log. */
static itd_status find_policy(replay_contexts *all, replay_context *c, str wanted, itd_error *error)
{
    policy read;
    const db_value hash = db_text(wanted);
    policy_init(&read);
    c->serve.service.settings.policy_path = NULL;
    if (!wanted.len || str_is(wanted, read.hash))
        return ITD_OK;
    itd_status status = database_run(audit_log_database(all->log),
                                     "SELECT question FROM personal WHERE subject=$1 AND answer IS NULL",
                                     &hash, 1, take_text, &c->policy_text, error);
    if (status == ITD_OK && !c->policy_text.len)
        return error_set(error, ITD_ERROR_INPUT, NULL, "the policy %.*s is not in the log", STR_ARG(wanted));
    return status;
}

/* ---- the snapshot ---- */

/* The file has that hash; opening it checks all of it. */
static bool is_snapshot(const char *path, str wanted)
{
    itd_snapshot *s = NULL;
    itd_error error = {0};
    if (itd_snapshot_open(path, &s, &error) != ITD_OK)
        return false;
    bool same = str_is(wanted, itd_snapshot_hash(s));
    itd_snapshot_close(s);
    return same;
}

static bool is_sample(str wanted)
{
    itd_snapshot *s = NULL;
    if (itd_snapshot_open_sample(&s, NULL) != ITD_OK)
        return false;
    bool same = str_is(wanted, itd_snapshot_hash(s));
    itd_snapshot_close(s);
    return same;
}

/* By the name that the server gives it, else by looking at every file. */
static bool find_in(const char *folder, str wanted, char path[4096])
{
    const size_t colon = str_find(wanted, str_of(":"));
    const str digits = colon == SIZE_MAX ? wanted : str_make(wanted.data + colon + 1, wanted.len - colon - 1);
    if (!folder)
        return false;
    snprintf(path, 4096, "%s/%.*s.itd", folder, STR_ARG(digits));
    if (access(path, R_OK) == 0 && is_snapshot(path, wanted))
        return true;
    DIR *d = opendir(folder);
    bool found = false;
    for (struct dirent *e = d ? readdir(d) : NULL; e && !found; e = readdir(d)) {
        if (!str_ends(str_of(e->d_name), str_of(".itd")))
            continue;
        snprintf(path, 4096, "%s/%s", folder, e->d_name);
        found = is_snapshot(path, wanted);
    }
    if (d)
        closedir(d);
    return found;
}

static itd_status open_context(replay_contexts *all, replay_context *c, str snapshot_wanted,
                               str policy_wanted, itd_error *error)
{
    char path[4096];
    buf_init(&c->policy_text, LIMIT_BUF_SIZE);
    snprintf(c->snapshot, sizeof c->snapshot, "%.*s", STR_ARG(snapshot_wanted));
    snprintf(c->policy, sizeof c->policy, "%.*s", STR_ARG(policy_wanted));
    const bool sample = is_sample(snapshot_wanted);
    if (!sample && !find_in(all->archive, snapshot_wanted, path) &&
        !find_in(all->folder, snapshot_wanted, path))
        return error_set(error, ITD_ERROR_INPUT, NULL,
                         "the snapshot %.*s is not there; --snapshots DIR names a folder",
                         STR_ARG(snapshot_wanted));
    itd_status status = find_policy(all, c, policy_wanted, error);
    if (status != ITD_OK)
        return status;
    const service_settings settings = {.snapshot_path = sample ? NULL : path,
                                       .policy_path = c->policy_text.len ? "policy" : NULL,
                                       .policy_text = buf_as_str(&c->policy_text)};
    return service_open(&c->serve.service, &settings, error);
}

itd_status replay_context_find(replay_contexts *all, str snapshot_wanted, str policy_wanted,
                               replay_context **out, itd_error *error)
{
    for (size_t i = 0; i < all->count; i++)
        if (str_is(snapshot_wanted, all->items[i]->snapshot) &&
            str_is(policy_wanted, all->items[i]->policy)) {
            *out = all->items[i];
            return ITD_OK;
        }
    replay_context *c = calloc(1, sizeof *c);
    if (!c)
        return error_memory(error);
    itd_status status = open_context(all, c, snapshot_wanted, policy_wanted, error);
    if (status != ITD_OK) {
        free_context(c);
        return status;
    }
    size_t place = all->count;
    if (place == REPLAY_CONTEXTS_MAX) {
        place = all->oldest++ % REPLAY_CONTEXTS_MAX;
        free_context(all->items[place]);
    } else {
        all->count++;
    }
    *out = all->items[place] = c;
    return ITD_OK;
}

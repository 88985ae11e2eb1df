/* GET /catalog, /manifest, /algorithms: what there is. */
#include "yente/routes.h"

#include "match/match.h"
#include "yente/algorithms.h"
#include "yente/scope.h"
#include "yente/site.h"

#include <stdio.h>

enum { TAG_CAP = 48 };

/* The version of a dataset: the day of its list as yente writes times, else the beginning of the snapshot's
 * hash. */
static void version_of(const snapshot *s, const snapshot_source *source, char version[32])
{
    str d = source->date;
    if (d.len == 10)
        snprintf(version, 32, "%.4s%.2s%.2s000000", d.data, d.data + 5, d.data + 8);
    else
        snprintf(version, 32, "%.14s", snapshot_hash(s) + 7);
}

/* Of everything that the answer depends on: names and versions of the snapshot. */
static void make_tag(const snapshot *s, char tag[TAG_CAP])
{
    snprintf(tag, TAG_CAP, "\"%.40s\"", snapshot_hash(s) + 7);
}

static bool is_known(const http_request *q, const char *tag)
{
    str rest = http_header(q, "If-None-Match"), one;
    while (rest.len && str_split(&rest, ',', &one)) {
        one = str_trim(one);
        if (str_starts(one, str_of("W/")))
            one = str_make(one.data + 2, one.len - 2);
        if (str_is(one, "*") || str_is(one, tag))
            return true;
    }
    return false;
}

static void emit_dataset(json_emitter *w, const snapshot *s, const snapshot_source *source)
{
    char version[32];
    version_of(s, source, version);
    emit_object(w);
    emit_pair_str(w, "name", source->dataset);
    emit_pair_str(w, "title", source->title.len ? source->title : source->dataset);
    emit_pair_text(w, "summary", NULL);
    emit_pair_text(w, "url", NULL);
    emit_pair_bool(w, "load", true);
    emit_pair_text(w, "entities_url", NULL);
    emit_pair_text(w, "version", version);
    emit_pair_text(w, "index_version", version);
    emit_pair_bool(w, "index_current", true);
    emit_pair_int(w, "entity_count", source->entity_count);
    emit_key(w, "updated_at");
    if (source->date.len)
        emit_str(w, source->date);
    else
        emit_null(w);
    emit_key(w, "children");
    emit_array(w);
    emit_end_array(w);
    emit_end_object(w);
}

static void emit_source_names(json_emitter *w, const snapshot *s)
{
    emit_array(w);
    for (uint16_t i = 0; i < snapshot_source_count(s); i++)
        emit_str(w, snapshot_source_at(s, i).dataset);
    emit_end_array(w);
}

static void emit_collection(json_emitter *w, const snapshot *s, const char *name)
{
    char version[16];
    snprintf(version, sizeof version, "%.14s", snapshot_hash(s) + 7);
    emit_object(w);
    emit_pair_text(w, "name", name);
    emit_pair_text(w, "title", name);
    emit_pair_text(w, "summary", "all lists of the snapshot");
    emit_pair_text(w, "url", NULL);
    emit_pair_bool(w, "load", false);
    emit_pair_text(w, "entities_url", NULL);
    emit_pair_text(w, "version", version);
    emit_pair_text(w, "index_version", NULL);
    emit_pair_bool(w, "index_current", true);
    emit_key(w, "children");
    emit_source_names(w, s);
    emit_end_object(w);
}

void yente_catalog(void *context, http_request *q, http_response *a)
{
    char tag[TAG_CAP];
    json_emitter w;
    const char *collection;
    generation *g = service_hold(context);
    const snapshot *s = generation_core(g);
    make_tag(s, tag);
    http_add_header(a, "ETag", tag);
    http_add_header(a, "Cache-Control", "public, max-age=300");
    if (is_known(q, tag)) {
        a->status = 304;
        a->type = NULL;
        generation_release(g);
        return;
    }
    emit_init(&w, &a->body);
    emit_object(&w);
    emit_key(&w, "datasets");
    emit_array(&w);
    for (uint16_t i = 0; i < snapshot_source_count(s); i++) {
        const snapshot_source source = snapshot_source_at(s, i);
        emit_dataset(&w, s, &source);
    }
    for (size_t i = 0; (collection = scope_collection(s, i)) != NULL; i++)
        emit_collection(&w, s, collection);
    emit_end_array(&w);
    emit_key(&w, "current");
    emit_source_names(&w, s);
    emit_key(&w, "outdated");
    emit_array(&w);
    emit_end_array(&w);
    emit_pair_bool(&w, "index_stale", false);
    emit_pair_text(&w, "snapshot", snapshot_hash(s));
    emit_end_object(&w);
    generation_release(g);
}

/* The features that /match explains a score by. */
static void emit_features(json_emitter *w)
{
    static const struct {
        const char *name, *text;
    } features[] = {
        {"name_match", "the words of both names against each other"},
        {"birth_date", "dates of birth, incorporation or building"},
        {"country", "countries of both"},
        {"gender", "genders of both"},
        {"address", "a city of the listed party in an address of the query"},
        {"identifier", "numbers and codes that are the same"},
    };
    emit_object(w);
    for (size_t i = 0; i < sizeof features / sizeof features[0]; i++) {
        emit_key(w, features[i].name);
        emit_object(w);
        emit_pair_text(w, "description", features[i].text);
        emit_key(w, "coefficient");
        emit_score(w, 10000);
        emit_pair_text(w, "url", NULL);
        emit_end_object(w);
    }
    emit_end_object(w);
}

void yente_algorithms(void *context, http_request *q, http_response *a)
{
    json_emitter w;
    const char *name;
    (void)context;
    (void)q;
    emit_init(&w, &a->body);
    emit_object(&w);
    emit_key(&w, "algorithms");
    emit_array(&w);
    for (size_t i = 0; (name = algorithm_at(i)) != NULL; i++) {
        emit_object(&w);
        emit_pair_text(&w, "name", name);
        emit_pair_text(&w, "description", "answered by the one matcher of interdict, whatever the name");
        emit_key(&w, "features");
        emit_features(&w);
        emit_key(&w, "docs");
        emit_object(&w);
        emit_pair_text(&w, "name", name);
        emit_pair_text(&w, "description", match_model());
        emit_key(&w, "config");
        emit_object(&w);
        emit_end_object(&w);
        emit_key(&w, "features");
        emit_features(&w);
        emit_end_object(&w);
        emit_end_object(&w);
    }
    emit_end_array(&w);
    emit_pair_text(&w, "default", "best");
    emit_pair_text(&w, "best", "logic-v2");
    emit_end_object(&w);
}

/* Screens the names on the command line and prints what they meet.
 *
 *     cc screen.c $(pkg-config --cflags --libs interdict) -o screen
 *     ./screen lists.itd 'Ibrahim Raisi'        a snapshot of your own
 *     ./screen - 'Ibrahim Raisi'                the built-in sample
 *
 * Exit status: 0 nothing found, 1 a hit, 3 a name that cannot be read, 4 cannot run.
 */
#include <interdict/interdict.h>

#include <stdio.h>
#include <string.h>

static int screen_name(itd_worker *worker, const char *name)
{
    itd_query query = ITD_QUERY_INIT;
    const itd_result *result;
    itd_error error;
    size_t i;

    query.names[0] = name;
    query.name_count = 1;
    if (itd_screen(worker, &query, NULL, &result, &error) != ITD_OK) {
        fprintf(stderr, "%s: %s\n", name, error.message);
        return 3;
    }
    printf("%s: %lu\n", name, (unsigned long)result->total);
    for (i = 0; i < result->hit_count; i++)
        printf("  %d.%04d  %-12s %s (%s)\n", result->hits[i].score / ITD_SCORE_ONE,
               result->hits[i].score % ITD_SCORE_ONE, result->hits[i].schema, result->hits[i].caption,
               result->hits[i].id);
    return result->total != 0;
}

int main(int argc, char **argv)
{
    itd_snapshot *snapshot = NULL;
    itd_worker *worker = NULL;
    itd_error error;
    itd_status status;
    int i, code = 0;

    if (argc < 3) {
        fprintf(stderr, "usage: %s SNAPSHOT|- NAME...\n", argv[0]);
        return 2;
    }
    if (strcmp(argv[1], "-") == 0)
        status = itd_snapshot_open_sample(&snapshot, &error);
    else
        status = itd_snapshot_open(argv[1], &snapshot, &error);
    if (status == ITD_OK)
        status = itd_worker_new(snapshot, &worker, &error);
    if (status != ITD_OK) {
        fprintf(stderr, "%s\n", error.message);
        code = 4;
    }
    for (i = 2; status == ITD_OK && i < argc; i++) {
        int found = screen_name(worker, argv[i]);
        code = found > code ? found : code;
    }
    itd_worker_free(worker);
    itd_snapshot_close(snapshot);
    return code;
}

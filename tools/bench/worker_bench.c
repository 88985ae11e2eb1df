/* What each further worker of one snapshot costs: memory and processor time, after it was asked a message under a
 * policy with an actor, a case and a text.
 *
 *     worker_bench SNAPSHOT MESSAGE CASE [WORKERS]
 */
#include <interdict/interdict.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char ACTOR[] = "actor: {country: DE, eu_person: true, role: bank}\n";
static const char TEXT[] = "A payment to the National Iranian Oil Company.";

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Memory that is the process' own: pages of the snapshot, which all workers share, are not counted. */
static double megabytes(void)
{
    char line[256];
    long kilobytes = 0;
    FILE *f = fopen("/proc/self/status", "r");
    while (f && fgets(line, sizeof line, f))
        if (strncmp(line, "RssAnon:", 8) == 0)
            kilobytes = strtol(line + 8, NULL, 10);
    if (f)
        fclose(f);
    return (double)kilobytes * 1024 / 1e6;
}

static char *read_file(const char *path, size_t *len)
{
    enum { CAP = 1 << 20 };
    char *bytes = malloc(CAP);
    FILE *f = fopen(path, "rb");
    *len = bytes && f ? fread(bytes, 1, CAP, f) : 0;
    if (f)
        fclose(f);
    return bytes;
}

static int failed(const itd_error *error)
{
    fprintf(stderr, "worker_bench: %s\n", error->message);
    return 4;
}

int main(int argc, char **argv)
{
    itd_error error = {0};
    itd_snapshot *snapshot;
    itd_policy *policy;
    itd_worker *worker;
    const char *json;
    size_t message_len, case_len, len;
    if (argc < 4)
        return 2;
    char *message = read_file(argv[2], &message_len), *asked = read_file(argv[3], &case_len);
    int count = argc > 4 ? (int)strtol(argv[4], NULL, 10) : 3;
    if (itd_snapshot_open(argv[1], &snapshot, &error) != ITD_OK ||
        itd_policy_read(snapshot, "actor", ACTOR, sizeof ACTOR - 1, &policy, &error) != ITD_OK)
        return failed(&error);
    itd_context context = {.size = sizeof context, .policy = policy};
    for (int i = 0; i < count; i++) {
        double memory = megabytes(), seconds = now();
        if (itd_worker_new(snapshot, &worker, &error) != ITD_OK ||
            itd_message_json_in(worker, message, message_len, &context, &json, &len, &error) != ITD_OK ||
            itd_decide_json_in(worker, asked, case_len, &context, &json, &len, &error) != ITD_OK ||
            itd_text_json(worker, TEXT, sizeof TEXT - 1, &context, &json, &len, &error) != ITD_OK)
            return failed(&error);
        printf("worker %d: %.1f MB, %.3f s\n", i + 1, megabytes() - memory, now() - seconds);
    }
    free(message); /* the workers live until the process ends */
    free(asked);
    return 0;
}

/* Names per second of processor time of text_analyse over the lines of a file; or, with --show, the words of
 * each line. The first pass, with nothing remembered yet, is told apart.
 *
 *     text_bench names.txt [seconds]
 *     text_bench --show < names.txt
 */
#include "base/file.h"
#include "text/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void show(text_scratch *t)
{
    char line[8192];
    while (fgets(line, sizeof line, stdin)) {
        size_t len = strlen(line);
        while (len && (line[len - 1] == '\n' || line[len - 1] == '\r'))
            len--;
        const text_name *n = text_analyse(t, str_make(line, len));
        printf("%.*s\n", (int)len, line);
        for (size_t i = 0; i < n->word_count; i++) {
            const text_word *w = &n->words[i];
            printf("\t%.*s %d %x:", STR_ARG(w->folded), w->script, w->marks);
            for (size_t k = 0; k < w->spelling_count; k++)
                printf(" %.*s", STR_ARG(w->spellings[k]));
            printf("\n");
        }
    }
}

typedef struct totals {
    uint64_t names, words, spellings;
} totals;

static void pass(text_scratch *t, const char *text, size_t size, totals *sum)
{
    for (size_t at = 0; at < size;) {
        const char *end = memchr(text + at, '\n', size - at);
        size_t len = end ? (size_t)(end - text) - at : size - at;
        const text_name *n = text_analyse(t, str_make(text + at, len));
        sum->names++;
        sum->words += n->word_count;
        for (size_t i = 0; i < n->word_count; i++)
            sum->spellings += n->words[i].spelling_count;
        at += len + 1;
    }
}

static int measure(text_scratch *t, const char *path, double seconds)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        return 1;
    static char text[64 << 20];
    size_t size = fread(text, 1, sizeof text, f);
    fclose(f);
    totals first = {0}, later = {0};
    double start = now(), first_took, took;
    pass(t, text, size, &first);
    first_took = now() - start;
    start = now();
    do {
        pass(t, text, size, &later);
        took = now() - start;
    } while (took < seconds);
    printf("%.0f names/s, first pass %.0f, %.2f words a name, %.2f spellings a word (%" PRIu64 " names)\n",
           (double)later.names / took, (double)first.names / first_took,
           (double)first.words / (double)first.names, (double)first.spellings / (double)first.words, first.names);
    return 0;
}

int main(int argc, char **argv)
{
    text_scratch *t = NULL;
    itd_error error;
    if (argc < 2 || text_scratch_new(&t, &error) != ITD_OK) {
        fprintf(stderr, "usage: text_bench FILE [SECONDS] | --show\n");
        return 2;
    }
    int code = 0;
    if (strcmp(argv[1], "--show") == 0)
        show(t);
    else
        code = measure(t, argv[1], argc > 2 ? strtod(argv[2], NULL) : 1.0);
    text_scratch_free(t);
    return code;
}

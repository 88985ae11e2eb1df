/* Folds each line of standard input as src/text does: for generators of tables that the program looks up folded.
 *
 *     fold_lines < keys > folded
 */
#include "base/limits.h"
#include "text/text.h"

#include <stdio.h>

int main(void)
{
    char line[4096];
    buf folded;
    buf_init(&folded, LIMIT_BUF_SIZE);
    while (fgets(line, sizeof line, stdin)) {
        buf_reset(&folded);
        text_fold(str_trim(str_of(line)), &folded);
        printf("%.*s\n", STR_ARG(buf_as_str(&folded)));
    }
    bool failed = folded.failed;
    buf_free(&folded);
    return failed;
}

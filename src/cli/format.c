#include "cli/format.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

output_format format_asked(const arguments *args)
{
    const char *given = arguments_get(args, "format");
    if (arguments_has(args, "json") || (given && strcmp(given, "json") == 0))
        return FORMAT_JSON;
    return given && strcmp(given, "csv") == 0 ? FORMAT_CSV : FORMAT_TABLE;
}

bool format_colours(const arguments *args)
{
    const char *given = arguments_get(args, "color"), *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    if (given && strcmp(given, "auto") != 0)
        return strcmp(given, "always") == 0;
    return isatty(STDOUT_FILENO) == 1 && !(no_color && *no_color) && !(term && strcmp(term, "dumb") == 0);
}

size_t format_width(void)
{
    struct winsize size;
    unsigned long long columns = 0;
    const char *given = getenv("COLUMNS");
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40)
        return size.ws_col;
    if (given && str_to_unsigned(str_of(given), &columns) && columns >= 40 && columns <= 1000)
        return (size_t)columns;
    return 100;
}

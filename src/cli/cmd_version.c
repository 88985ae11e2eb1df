/* interdict version */
#include "cli/command.h"

#include <stdio.h>

static int run(const arguments *args)
{
    (void)args;
    printf("interdict %s\n", ITD_VERSION);
    return EXIT_NOTHING;
}

extern const command cmd_version;
const command cmd_version = {
    .name = "version",
    .summary = "print the version",
    .usage = "",
    .description = "Prints the version of the program.",
    .run = run,
};

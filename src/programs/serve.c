/* interdict-serve: the server and what reads its store, in a process of its own, so that libmicrohttpd and
 * SQLite stay out of the process of the other commands. `interdict serve` becomes it; its second argument is
 * the command. */
#include "serve/server.h"

#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "serve") == 0)
        return serve_main(argc, argv);
    if (argc > 1 && strcmp(argv[1], "keys") == 0)
        return keys_main(argc, argv);
    if (argc > 1 && strcmp(argv[1], "log") == 0)
        return log_main(argc, argv);
    if (argc > 1 && strcmp(argv[1], "ask") == 0)
        return ask_main(argc, argv);
    fputs("interdict-serve: it is run by 'interdict serve', 'interdict keys' and 'interdict log'\n", stderr);
    return 2;
}

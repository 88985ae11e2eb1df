/* interdict serve */
#include "cli/serve/become.h"

static const option_spec options[] = {
    {"listen", 'l', "ADDR:PORT", "where to listen (default 127.0.0.1:8000); port 0 is any that is free",
     false},
    {"state", 0, "DIR", "folder of what the server keeps (default $XDG_STATE_HOME/interdict)", false},
    {"store", 0, "FILE", "where the decision log lies (default interdict.db of --state)", false},
    {"record", 0, "durable|later|off",
     "an answer waits for its record in the log (default), does not, or there is none", false},
    {"config", 'c', "FILE", "a file with these options as keys, YAML", false},
    {"check", 0, NULL, "say what would be served, and end", false},
    {"quiet", 'q', NULL, "no line of log for each request", false},
    {"need-keys", 0, NULL, "want a key from this machine too", false},
    {"hosts", 0, "NAME,…", "the names that the server goes by; others are refused", false},
    {"tls-certificate", 0, "FILE", "certificate chain, PEM", false},
    {"tls-key", 0, "FILE", "its key, PEM", false},
    {"threads", 0, "N", "threads that answer (default: one a core)", false},
    {"connections", 0, "N", "connections at once (default 16384)", false},
    {"connections-each", 0, "N", "of them from one address (default: no limit)", false},
    {"request-seconds", 0, "N", "until a request is whole (default 30)", false},
    {"answer-seconds", 0, "N", "until an answer is taken (default 300)", false},
    {"idle-seconds", 0, "N", "between two requests of a connection (default 60)", false},
    {"stop-seconds", 0, "N", "at the end, for requests that run (default 30)", false},
    {"body-size", 0, "BYTES", "of one request (default 16 MB)", false},
    {"bodies-size", 0, "BYTES", "of all requests in memory (default 512 MB)", false},
    {"url-length", 0, "BYTES", "of path and query (default 60000)", false},
    {0},
};

static int run(const arguments *args)
{
    return become_server(args, "serve", NULL, options);
}

extern const command cmd_serve;
const command cmd_serve = {
    .name = "serve",
    .summary = "answer over HTTP, as yente does and with our own routes",
    .usage = "",
    .description = "Answers over HTTP. Without any option it serves the built-in sample on 127.0.0.1:8000, "
                   "for trying out; "
                   "--snapshot serves real lists. The routes at the root are those of yente (OpenSanctions), "
                   "so that its "
                   "clients work unchanged; those under /v1/ answer what the commands print with --json. GET "
                   "/openapi.json "
                   "describes them.\n\n"
                   "On an address of this machine no key is wanted as long as none was made. Elsewhere, and "
                   "once there is a "
                   "key, every request but those for health wants one: 'Authorization: ApiKey KEY' (see "
                   "'interdict keys').\n\n"
                   "Every option is also a key of --config (with '_' for '-') and a variable "
                   "INTERDICT_SERVE_NAME; the option goes "
                   "before the variable, the variable before the file.\n\n"
                   "SIGTERM and SIGINT end it: nothing new is taken, requests that run are answered. SIGHUP "
                   "opens the snapshot "
                   "file again; one that is not good changes nothing. Standard error has one line of JSON "
                   "for each request, "
                   "without personal data.\n\n"
                   "Exit status: 0 ended by a signal, 2 a wrong option, 3 a configuration that cannot be "
                   "read, 4 it cannot run.",
    .examples =
        "  interdict serve\n"
        "  interdict serve --snapshot today.itd --policy policy.yaml\n"
        "  interdict serve --listen 0.0.0.0:8443 --tls-certificate chain.pem --tls-key key.pem --state "
        "/var/lib/interdict",
    .options = options,
    .common = COMMON_SNAPSHOT | COMMON_POLICY,
    .run = run,
};

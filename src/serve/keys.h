/* API keys: who may ask, and what.
 *
 * A key is shown once, when it is made. The store keeps its name, role, and a salted SHA-256 of it (a key has
 * 256 random bits: there is nothing to guess slowly). A withdrawn key stays in the store, with the time of
 * it.
 *
 *     key_ring *ring;
 *     status = keys_open("/var/lib/interdict", &ring, &error);
 *     switch (keys_check(ring, text, &role)) …
 */
#ifndef SERVE_KEYS_H
#define SERVE_KEYS_H

#include "base/buf.h"
#include "serve/roles.h"

#include <stdbool.h>

enum { KEY_TEXT_CAP = 96, KEY_NAME_MAX = 100 };

typedef struct key_ring key_ring;

/* Opens the store in the folder. make: makes folder and store where they are not there; else a missing store
 * is a ring without keys. Errors: ITD_ERROR_IO, ITD_ERROR_MEMORY. */
ITD_MUST_CHECK itd_status keys_open(const char *folder, bool make, key_ring **out, itd_error *error);
void keys_close(key_ring *ring);

/* Reads the store again if it was changed. Called before each question; cheap. Errors: ITD_ERROR_IO: nobody
 * is let in. */
ITD_MUST_CHECK itd_status keys_refresh(key_ring *ring, itd_error *error);

/* True if a key was ever made: from then on one is wanted. */
bool keys_any(key_ring *ring);

/* The role of a key, ROLE_NOBODY for one that is unknown or withdrawn. *number (nullable) is that of the key.
 */
serve_role keys_check(key_ring *ring, str text, long long *number);

/* Makes a key. ITD_ERROR_USAGE for a name that is taken or none. */
ITD_MUST_CHECK itd_status keys_add(key_ring *ring, str name, serve_role role, char text[KEY_TEXT_CAP],
                                   itd_error *error);

/* ITD_ERROR_INPUT where there is no such key that holds. */
ITD_MUST_CHECK itd_status keys_withdraw(key_ring *ring, str name, itd_error *error);

typedef struct key_row {
    long long number;
    const char *name, *made, *withdrawn; /* UTC; withdrawn NULL: it holds */
    serve_role role;
} key_row;

typedef void key_sink(void *context, const key_row *row);
ITD_MUST_CHECK itd_status keys_list(key_ring *ring, key_sink *sink, void *context, itd_error *error);

const char *role_name(serve_role role);
bool role_from_name(str name, serve_role *role);

#endif

#include "serve/keys.h"

#include "base/error.h"
#include "base/sha256.h"

#include <errno.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SALT_SIZE = 16, SECRET_SIZE = 32, KEYS_MAX = 100000, BUSY_MS = 5000 };

/* "itd-12-" and 64 digits: the number finds the salt, the digits are the secret. */
#define KEY_PREFIX "itd-"

typedef struct known_key {
    long long number;
    serve_role role;
    bool withdrawn;
    unsigned char salt[SALT_SIZE], hash[SHA256_SIZE];
} known_key;

struct key_ring {
    char path[4096];
    pthread_rwlock_t lock; /* of everything below */
    sqlite3 *db;           /* NULL: no store yet */
    known_key *keys;       /* by number */
    size_t count;
    long long version; /* of the store when it was read */
    struct timespec changed;
    long long size;
};

const char *role_name(serve_role role)
{
    static const char *const names[ROLE_COUNT] = {"nobody", "screen", "review", "admin"};
    return names[role < ROLE_COUNT ? role : ROLE_NOBODY];
}

bool role_from_name(str name, serve_role *role)
{
    for (*role = ROLE_SCREEN; *role < ROLE_COUNT; ++*role)
        if (str_is(name, role_name(*role)))
            return true;
    return false;
}

static itd_status store_error(const key_ring *ring, const char *what, itd_error *error)
{
    return error_set(error, ITD_ERROR_IO, ring->path, "%s: %s", what,
                     ring->db ? sqlite3_errmsg(ring->db) : "no memory");
}

/* ---- reading ---- */

static bool take_blob(sqlite3_stmt *s, int column, unsigned char *to, int size)
{
    const void *bytes = sqlite3_column_blob(s, column);
    if (!bytes || sqlite3_column_bytes(s, column) != size)
        return false;
    memcpy(to, bytes, (size_t)size);
    return true;
}

static itd_status read_keys(key_ring *ring, itd_error *error)
{
    sqlite3_stmt *s = NULL;
    known_key *keys = NULL;
    size_t count = 0, cap = 0;
    itd_status status = ITD_OK;
    if (sqlite3_prepare_v2(ring->db, "SELECT id,role,salt,hash,withdrawn IS NOT NULL FROM keys ORDER BY id",
                           -1, &s, NULL) != SQLITE_OK)
        return store_error(ring, "the keys cannot be read", error);
    int step;
    while (status == ITD_OK && (step = sqlite3_step(s)) == SQLITE_ROW) {
        if (count == cap) {
            cap = cap ? 2 * cap : 64;
            known_key *larger = count < KEYS_MAX ? reallocarray(keys, cap, sizeof *keys) : NULL;
            if (!larger) {
                status = error_memory(error);
                break;
            }
            keys = larger;
        }
        known_key *k = &keys[count];
        *k = (known_key){.number = sqlite3_column_int64(s, 0), .withdrawn = sqlite3_column_int(s, 4) != 0};
        const char *role = (const char *)sqlite3_column_text(s, 1);
        if (role_from_name(str_of(role), &k->role) && take_blob(s, 2, k->salt, SALT_SIZE) &&
            take_blob(s, 3, k->hash, SHA256_SIZE))
            count++;
        else
            status = error_set(error, ITD_ERROR_IO, ring->path, "key %lld cannot be read", k->number);
    }
    if (status == ITD_OK && step != SQLITE_DONE)
        status = store_error(ring, "the keys cannot be read", error);
    sqlite3_finalize(s);
    if (status != ITD_OK) {
        free(keys);
        return status;
    }
    free(ring->keys);
    ring->keys = keys;
    ring->count = count;
    return ITD_OK;
}

static const char SCHEMA[] =
    "CREATE TABLE IF NOT EXISTS keys (id INTEGER PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, "
    "salt BLOB NOT NULL, hash BLOB NOT NULL, made TEXT NOT NULL, withdrawn TEXT);";

static itd_status open_store(key_ring *ring, bool make, itd_error *error)
{
    struct stat info;
    if (!make && stat(ring->path, &info) != 0 && errno == ENOENT)
        return ITD_OK;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_FULLMUTEX | (make ? SQLITE_OPEN_CREATE : 0);
    mode_t before = umask(0077);
    int opened = sqlite3_open_v2(ring->path, &ring->db, flags, NULL);
    bool good = opened == SQLITE_OK && sqlite3_busy_timeout(ring->db, BUSY_MS) == SQLITE_OK &&
                sqlite3_exec(ring->db, SCHEMA, NULL, NULL, NULL) == SQLITE_OK;
    umask(before);
    itd_status status =
        good ? read_keys(ring, error) : store_error(ring, "the store cannot be opened", error);
    if (status != ITD_OK) {
        sqlite3_close(ring->db);
        ring->db = NULL;
    }
    return status;
}

static itd_status make_folder(const char *folder, itd_error *error)
{
    char path[4096];
    size_t len = strlen(folder);
    if (len >= sizeof path)
        return error_set(error, ITD_ERROR_IO, folder, "the path is too long");
    for (size_t i = 1; i <= len; i++) {
        if (i < len && folder[i] != '/')
            continue;
        memcpy(path, folder, i);
        path[i] = 0;
        if (mkdir(path, 0700) != 0 && errno != EEXIST)
            return error_errno(error, ITD_ERROR_IO, path, errno, "cannot make the folder");
    }
    return ITD_OK;
}

/* Made by the superuser for a service that runs as somebody else: the store belongs to whoever has the
 * folder. */
static itd_status give_to_owner(const key_ring *ring, const char *folder, itd_error *error)
{
    struct stat there, store;
    if (geteuid() != 0 || stat(folder, &there) != 0 || stat(ring->path, &store) != 0 ||
        there.st_uid == store.st_uid)
        return ITD_OK;
    if (chown(ring->path, there.st_uid, there.st_gid) != 0)
        return error_errno(error, ITD_ERROR_IO, ring->path, errno,
                           "cannot be given to the owner of the folder");
    return ITD_OK;
}

itd_status keys_open(const char *folder, bool make, key_ring **out, itd_error *error)
{
    key_ring *ring = calloc(1, sizeof *ring);
    if (!ring)
        return error_memory(error);
    pthread_rwlock_init(&ring->lock, NULL);
    int len = snprintf(ring->path, sizeof ring->path, "%s/interdict.db", folder);
    itd_status status = len > 0 && (size_t)len < sizeof ring->path
                            ? ITD_OK
                            : error_set(error, ITD_ERROR_IO, folder, "the path is too long");
    if (status == ITD_OK && make)
        status = make_folder(folder, error);
    if (status == ITD_OK)
        status = open_store(ring, make, error);
    if (status == ITD_OK && make)
        status = give_to_owner(ring, folder, error);
    if (status != ITD_OK) {
        keys_close(ring);
        return status;
    }
    *out = ring;
    return ITD_OK;
}

void keys_close(key_ring *ring)
{
    if (!ring)
        return;
    sqlite3_close(ring->db);
    pthread_rwlock_destroy(&ring->lock);
    free(ring->keys);
    free(ring);
}

/* What SQLite itself counts: changes by other connections. */
static long long data_version(key_ring *ring)
{
    sqlite3_stmt *s = NULL;
    long long version = -1;
    if (sqlite3_prepare_v2(ring->db, "PRAGMA data_version", -1, &s, NULL) == SQLITE_OK &&
        sqlite3_step(s) == SQLITE_ROW)
        version = sqlite3_column_int64(s, 0);
    sqlite3_finalize(s);
    return version;
}

itd_status keys_refresh(key_ring *ring, itd_error *error)
{
    struct stat info;
    itd_status status = ITD_OK;
    if (stat(ring->path, &info) != 0)
        return ring->db ? error_errno(error, ITD_ERROR_IO, ring->path, errno, "the store is gone") : ITD_OK;
    pthread_rwlock_rdlock(&ring->lock);
    bool same = ring->db && info.st_mtim.tv_sec == ring->changed.tv_sec &&
                info.st_mtim.tv_nsec == ring->changed.tv_nsec && info.st_size == ring->size;
    pthread_rwlock_unlock(&ring->lock);
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    /* Two writes within a tick of the clock leave the same time. */
    if (same && now.tv_sec - info.st_mtim.tv_sec > 1)
        return ITD_OK;
    pthread_rwlock_wrlock(&ring->lock);
    if (!ring->db)
        status = open_store(ring, false, error);
    long long version = status == ITD_OK && ring->db ? data_version(ring) : -1;
    if (status == ITD_OK && ring->db && (version < 0 || version != ring->version))
        status = read_keys(ring, error);
    if (status == ITD_OK) {
        ring->version = version;
        ring->changed = info.st_mtim;
        ring->size = info.st_size;
    }
    pthread_rwlock_unlock(&ring->lock);
    return status;
}

/* ---- asking ---- */

bool keys_any(key_ring *ring)
{
    pthread_rwlock_rdlock(&ring->lock);
    bool any = ring->count > 0;
    pthread_rwlock_unlock(&ring->lock);
    return any;
}

static void hash_secret(const unsigned char *salt, str secret, unsigned char hash[SHA256_SIZE])
{
    sha256_state s;
    sha256_init(&s);
    sha256_update(&s, salt, SALT_SIZE);
    sha256_update(&s, secret.data, secret.len);
    sha256_final(&s, hash);
}

/* How long it takes says nothing of where they differ. */
static bool same_bytes(const unsigned char *a, const unsigned char *b, size_t size)
{
    unsigned difference = 0;
    for (size_t i = 0; i < size; i++)
        difference |= (unsigned)(a[i] ^ b[i]);
    return difference == 0;
}

static const known_key *find_key(const key_ring *ring, long long number)
{
    size_t low = 0, high = ring->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (ring->keys[middle].number < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low < ring->count && ring->keys[low].number == number ? &ring->keys[low] : NULL;
}

serve_role keys_check(key_ring *ring, str text, long long *number)
{
    const str prefix = STR(KEY_PREFIX);
    unsigned char hash[SHA256_SIZE];
    unsigned long long id;
    str first;
    serve_role role = ROLE_NOBODY;
    if (!str_starts(text, prefix))
        return ROLE_NOBODY;
    str rest = str_make(text.data + prefix.len, text.len - prefix.len);
    if (!str_split(&rest, '-', &first) || !str_to_unsigned(first, &id) || rest.len != 2 * SECRET_SIZE ||
        id > INT64_MAX)
        return ROLE_NOBODY;
    pthread_rwlock_rdlock(&ring->lock);
    const known_key *k = find_key(ring, (long long)id);
    if (k) {
        hash_secret(k->salt, rest, hash);
        if (same_bytes(hash, k->hash, SHA256_SIZE) && !k->withdrawn)
            role = k->role;
    }
    pthread_rwlock_unlock(&ring->lock);
    if (number)
        *number = role == ROLE_NOBODY ? 0 : (long long)id;
    return role;
}

/* ---- changing ---- */

static bool random_bytes(unsigned char *to, size_t size)
{
    return getrandom(to, size, 0) == (ssize_t)size;
}

static bool bad_name(str name)
{
    for (size_t i = 0; i < name.len; i++)
        if ((unsigned char)name.data[i] < 0x20)
            return true;
    return !name.len || name.len > KEY_NAME_MAX;
}

static itd_status name_is_free(key_ring *ring, str name, itd_error *error)
{
    sqlite3_stmt *s = NULL;
    int step = SQLITE_ERROR;
    if (sqlite3_prepare_v2(ring->db, "SELECT 1 FROM keys WHERE name=? AND withdrawn IS NULL", -1, &s, NULL) ==
            SQLITE_OK &&
        sqlite3_bind_text(s, 1, name.data, (int)name.len, SQLITE_STATIC) == SQLITE_OK)
        step = sqlite3_step(s);
    sqlite3_finalize(s);
    if (step == SQLITE_ROW)
        return error_set(error, ITD_ERROR_USAGE, NULL, "there is a key '%.*s' already", STR_ARG(name));
    return step == SQLITE_DONE ? ITD_OK : store_error(ring, "the keys cannot be read", error);
}

static itd_status insert_key(key_ring *ring, str name, serve_role role, const unsigned char *salt,
                             const unsigned char *hash, itd_error *error)
{
    sqlite3_stmt *s = NULL;
    static const char sql[] =
        "INSERT INTO keys(name,role,salt,hash,made) VALUES(?,?,?,?,strftime('%Y-%m-%dT%H:%M:%SZ','now'))";
    bool good = sqlite3_prepare_v2(ring->db, sql, -1, &s, NULL) == SQLITE_OK &&
                sqlite3_bind_text(s, 1, name.data, (int)name.len, SQLITE_STATIC) == SQLITE_OK &&
                sqlite3_bind_text(s, 2, role_name(role), -1, SQLITE_STATIC) == SQLITE_OK &&
                sqlite3_bind_blob(s, 3, salt, SALT_SIZE, SQLITE_STATIC) == SQLITE_OK &&
                sqlite3_bind_blob(s, 4, hash, SHA256_SIZE, SQLITE_STATIC) == SQLITE_OK &&
                sqlite3_step(s) == SQLITE_DONE;
    sqlite3_finalize(s);
    return good ? ITD_OK : store_error(ring, "the key cannot be stored", error);
}

itd_status keys_add(key_ring *ring, str name, serve_role role, char text[KEY_TEXT_CAP], itd_error *error)
{
    static const char hex[] = "0123456789abcdef";
    unsigned char salt[SALT_SIZE], secret[SECRET_SIZE], hash[SHA256_SIZE];
    char digits[2 * SECRET_SIZE + 1] = "";
    if (bad_name(name))
        return error_set(error, ITD_ERROR_USAGE, NULL,
                         "a name of 1 to %d bytes without control characters was expected", KEY_NAME_MAX);
    itd_status status = name_is_free(ring, name, error);
    if (status != ITD_OK)
        return status;
    if (!random_bytes(salt, sizeof salt) || !random_bytes(secret, sizeof secret))
        return error_set(error, ITD_ERROR_UNSUPPORTED, NULL, "the system gives no random bytes");
    for (size_t i = 0; i < sizeof secret; i++) {
        digits[2 * i] = hex[secret[i] >> 4];
        digits[2 * i + 1] = hex[secret[i] & 15];
    }
    hash_secret(salt, str_make(digits, 2 * SECRET_SIZE), hash);
    status = insert_key(ring, name, role, salt, hash, error);
    if (status == ITD_OK)
        snprintf(text, KEY_TEXT_CAP, KEY_PREFIX "%lld-%s", (long long)sqlite3_last_insert_rowid(ring->db),
                 digits);
    return status;
}

itd_status keys_withdraw(key_ring *ring, str name, itd_error *error)
{
    sqlite3_stmt *s = NULL;
    static const char sql[] =
        "UPDATE keys SET withdrawn=strftime('%Y-%m-%dT%H:%M:%SZ','now') WHERE name=? AND withdrawn IS NULL";
    if (!ring->db)
        return error_set(error, ITD_ERROR_INPUT, ring->path, "there are no keys");
    bool good = sqlite3_prepare_v2(ring->db, sql, -1, &s, NULL) == SQLITE_OK &&
                sqlite3_bind_text(s, 1, name.data, (int)name.len, SQLITE_STATIC) == SQLITE_OK &&
                sqlite3_step(s) == SQLITE_DONE;
    sqlite3_finalize(s);
    if (!good)
        return store_error(ring, "the key cannot be withdrawn", error);
    return sqlite3_changes(ring->db)
               ? ITD_OK
               : error_set(error, ITD_ERROR_INPUT, NULL, "there is no key '%.*s' that holds", STR_ARG(name));
}

itd_status keys_list(key_ring *ring, key_sink *sink, void *context, itd_error *error)
{
    sqlite3_stmt *s = NULL;
    int step = SQLITE_ERROR;
    if (!ring->db)
        return ITD_OK;
    if (sqlite3_prepare_v2(ring->db, "SELECT id,name,role,made,withdrawn FROM keys ORDER BY id", -1, &s,
                           NULL) == SQLITE_OK)
        while ((step = sqlite3_step(s)) == SQLITE_ROW) {
            key_row row = {.number = sqlite3_column_int64(s, 0),
                           .name = (const char *)sqlite3_column_text(s, 1),
                           .made = (const char *)sqlite3_column_text(s, 3),
                           .withdrawn = (const char *)sqlite3_column_text(s, 4)};
            if (role_from_name(str_of((const char *)sqlite3_column_text(s, 2)), &row.role))
                sink(context, &row);
        }
    sqlite3_finalize(s);
    return step == SQLITE_DONE ? ITD_OK : store_error(ring, "the keys cannot be read", error);
}

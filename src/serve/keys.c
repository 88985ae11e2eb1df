#include "serve/keys.h"

#include "audit/key_row.h"
#include "audit/log.h"
#include "base/error.h"
#include "base/json_emit.h"
#include "base/limits.h"
#include "serve/state.h"
#include "base/sha256.h"

#include <errno.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { KEY_SALT_SIZE = 16, SECRET_SIZE = 32, KEYS_MAX = 100000, BUSY_MS = 5000 };

/* "itd-12-" and 64 digits: the number finds the salt, the digits are the secret. */
#define KEY_PREFIX "itd-"

typedef struct known_key {
    long long number;
    serve_role role;
    bool withdrawn;
    unsigned char salt[KEY_SALT_SIZE], hash[SHA256_SIZE];
} known_key;

struct key_ring {
    char path[4096];
    pthread_rwlock_t lock; /* of everything below */
    sqlite3 *db;           /* NULL: no store yet */
    known_key *keys;       /* by number */
    size_t count;
    ino_t file;              /* that is open */
    int version;             /* changes of keys when they were read */
    pthread_mutex_t looking; /* of the statement */
    sqlite3_stmt *look;
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
        if (role_from_name(str_of(role), &k->role) && take_blob(s, 2, k->salt, KEY_SALT_SIZE) &&
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

static void close_store(key_ring *ring)
{
    sqlite3_finalize(ring->look);
    sqlite3_close(ring->db);
    ring->look = NULL;
    ring->db = NULL;
}

/* How often keys were changed; -1: it cannot be read. */
static int count_changes(key_ring *ring)
{
    pthread_mutex_lock(&ring->looking);
    int version = sqlite3_step(ring->look) == SQLITE_ROW ? sqlite3_column_int(ring->look, 0) : -1;
    sqlite3_reset(ring->look);
    pthread_mutex_unlock(&ring->looking);
    return version;
}

static itd_status open_store(key_ring *ring, itd_error *error)
{
    struct stat info;
    if (stat(ring->path, &info) != 0 && errno == ENOENT)
        return ITD_OK;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_FULLMUTEX;
    bool good = sqlite3_open_v2(ring->path, &ring->db, flags, NULL) == SQLITE_OK &&
                sqlite3_busy_timeout(ring->db, BUSY_MS) == SQLITE_OK &&
                sqlite3_prepare_v2(ring->db, "PRAGMA user_version", -1, &ring->look, NULL) == SQLITE_OK;
    const int version = good ? count_changes(ring) : -1;
    itd_status status =
        version >= 0 ? read_keys(ring, error) : store_error(ring, "the store cannot be opened", error);
    ring->version = version;
    ring->file = info.st_ino;
    if (status != ITD_OK)
        close_store(ring);
    return status;
}

/* The store is made by the log, of which the keys are a part. */
static itd_status make_store(const key_ring *ring, itd_error *error)
{
    audit_log *log = NULL;
    itd_status status = audit_log_open(ring->path, DATABASE_MAKE, &log, error);
    audit_log_close(log);
    return status;
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
    pthread_mutex_init(&ring->looking, NULL);
    int len = snprintf(ring->path, sizeof ring->path, "%s/interdict.db", folder);
    itd_status status = len > 0 && (size_t)len < sizeof ring->path
                            ? ITD_OK
                            : error_set(error, ITD_ERROR_IO, folder, "the path is too long");
    if (status == ITD_OK && make)
        status = state_make(folder, error);
    if (status == ITD_OK && make)
        status = make_store(ring, error);
    if (status == ITD_OK && make)
        status = give_to_owner(ring, folder, error);
    if (status == ITD_OK)
        status = open_store(ring, error);
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
    close_store(ring);
    pthread_mutex_destroy(&ring->looking);
    pthread_rwlock_destroy(&ring->lock);
    free(ring->keys);
    free(ring);
}

itd_status keys_refresh(key_ring *ring, itd_error *error)
{
    struct stat info;
    itd_status status = ITD_OK;
    if (stat(ring->path, &info) != 0)
        return ring->db ? error_errno(error, ITD_ERROR_IO, ring->path, errno, "the store is gone") : ITD_OK;
    pthread_rwlock_rdlock(&ring->lock);
    bool same = ring->db && info.st_ino == ring->file && count_changes(ring) == ring->version;
    pthread_rwlock_unlock(&ring->lock);
    if (same)
        return ITD_OK;
    pthread_rwlock_wrlock(&ring->lock);
    close_store(ring);
    status = open_store(ring, error);
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
    sha256_update(&s, salt, KEY_SALT_SIZE);
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

static bool bad_name(str name)
{
    for (size_t i = 0; i < name.len; i++)
        if ((unsigned char)name.data[i] < 0x20)
            return true;
    return !name.len || name.len > KEY_NAME_MAX;
}

/* A change of keys, in one transaction with the record of it. */
typedef struct key_change {
    str name, role;
    bool withdraw;
    unsigned char salt[KEY_SALT_SIZE], hash[SHA256_SIZE];
    long long number;
    char row[SHA256_HEX_LEN + 1];
    bool found;
    log_record *record;
    buf detail;
} key_change;

static itd_status take_number(void *context, const db_value *c, itd_error *error)
{
    key_change *k = context;
    (void)error;
    k->found = true;
    k->number = c[0].number;
    return ITD_OK;
}

static itd_status take_row(void *context, const db_value *c, itd_error *error)
{
    key_change *k = context;
    const key_row_values row = {c[0].number,
                                c[1].bytes,
                                c[2].bytes,
                                c[3].bytes,
                                c[4].bytes,
                                c[5].bytes,
                                c[6].type == DB_NULL ? STR_NONE : c[6].bytes};
    (void)error;
    key_row_hash(&row, k->row);
    return ITD_OK;
}

static itd_status insert_key(key_change *k, database *d, itd_error *error)
{
    return database_run(d,
                        "INSERT INTO keys(name,role,salt,hash,made) "
                        "VALUES($1,$2,$3,$4,strftime('%Y-%m-%dT%H:%M:%SZ','now')) RETURNING id",
                        (db_value[]){db_text(k->name), db_text(k->role), db_bytes(k->salt, sizeof k->salt),
                                     db_bytes(k->hash, sizeof k->hash)},
                        4, take_number, k, error);
}

static itd_status find_key_named(key_change *k, database *d, itd_error *error)
{
    const db_value name = db_text(k->name);
    return database_run(d, "SELECT id FROM keys WHERE name=$1 AND withdrawn IS NULL", &name, 1, take_number,
                        k, error);
}

static itd_status change_row(key_change *k, database *d, itd_error *error)
{
    itd_status status = find_key_named(k, d, error);
    if (status == ITD_OK && k->withdraw && !k->found)
        return error_set(error, ITD_ERROR_INPUT, NULL, "there is no key '%.*s' that holds", STR_ARG(k->name));
    if (status == ITD_OK && !k->withdraw && k->found)
        return error_set(error, ITD_ERROR_USAGE, NULL, "there is a key '%.*s' already", STR_ARG(k->name));
    const db_value id = db_number(k->number);
    if (status == ITD_OK)
        status = k->withdraw ? database_run(d,
                                            "UPDATE keys SET withdrawn=strftime('%Y-%m-%dT%H:%M:%SZ','now') "
                                            "WHERE id=$1",
                                            &id, 1, NULL, NULL, error)
                             : insert_key(k, d, error);
    return status;
}

static itd_status change_key(void *context, database *d, itd_error *error)
{
    key_change *k = context;
    json_emitter w;
    uint64_t version = 0;
    itd_status status = change_row(k, d, error);
    const db_value id = db_number(k->number);
    if (status == ITD_OK)
        status = database_run(d, "SELECT id,name,role,salt,hash,made,withdrawn FROM keys WHERE id=$1", &id, 1,
                              take_row, k, error);
    if (status == ITD_OK)
        status = database_version(d, &version, error);
    if (status == ITD_OK)
        status = database_set_version(d, version + 1, error);
    emit_init(&w, &k->detail);
    emit_object(&w);
    emit_pair_int(&w, "key", k->number);
    emit_pair_text(&w, "done", k->withdraw ? "withdrawn" : "made");
    emit_pair_text(&w, "row", k->row);
    emit_end_object(&w);
    k->record->detail = buf_as_str(&k->detail);
    return status == ITD_OK && k->detail.failed ? error_memory(error) : status;
}

static itd_status write_change(const key_ring *ring, key_change *k, itd_error *error)
{
    audit_log *log = NULL;
    uint64_t number;
    log_record record = {.kind = "key"};
    k->record = &record;
    buf_init(&k->detail, LIMIT_VALUE_LEN);
    itd_status status = audit_log_open(ring->path, DATABASE_WRITE, &log, error);
    if (status == ITD_OK)
        status = audit_log_append_with(log, (log_record *[]){&record}, 1, change_key, k, &number, error);
    audit_log_close(log);
    buf_free(&k->detail);
    return status;
}

itd_status keys_add(key_ring *ring, str name, serve_role role, char text[KEY_TEXT_CAP], itd_error *error)
{
    static const char hex[] = "0123456789abcdef";
    unsigned char secret[SECRET_SIZE];
    key_change k = {.name = name, .role = str_of(role_name(role))};
    char digits[2 * SECRET_SIZE + 1] = "";
    if (bad_name(name))
        return error_set(error, ITD_ERROR_USAGE, NULL,
                         "a name of 1 to %d bytes without control characters was expected", KEY_NAME_MAX);
    itd_status status = random_fill(k.salt, sizeof k.salt, error);
    if (status == ITD_OK)
        status = random_fill(secret, sizeof secret, error);
    if (status != ITD_OK)
        return status;
    for (size_t i = 0; i < sizeof secret; i++) {
        digits[2 * i] = hex[secret[i] >> 4];
        digits[2 * i + 1] = hex[secret[i] & 15];
    }
    hash_secret(k.salt, str_make(digits, 2 * SECRET_SIZE), k.hash);
    status = write_change(ring, &k, error);
    if (status == ITD_OK)
        snprintf(text, KEY_TEXT_CAP, KEY_PREFIX "%lld-%s", k.number, digits);
    return status;
}

itd_status keys_withdraw(key_ring *ring, str name, itd_error *error)
{
    key_change k = {.name = name, .withdraw = true};
    if (!ring->db)
        return error_set(error, ITD_ERROR_INPUT, ring->path, "there are no keys");
    return write_change(ring, &k, error);
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

/* The hash of a snapshot: SHA-256 over the SHA-256 of each chunk, so that chunks can be taken apart. */
#include "snapshot/internal.h"

#define CHUNKS_AT_ONCE 16

void file_hash_init(file_hash *h)
{
    sha256_init(&h->chunk);
    sha256_init(&h->whole);
    h->chunk_len = 0;
}

static void end_chunk(file_hash *h)
{
    unsigned char hash[SHA256_SIZE];
    sha256_final(&h->chunk, hash);
    sha256_update(&h->whole, hash, sizeof hash);
    sha256_init(&h->chunk);
    h->chunk_len = 0;
}

void file_hash_update(file_hash *h, const void *data, size_t size)
{
    const unsigned char *bytes = data;
    while (size) {
        size_t room = SNAPSHOT_CHUNK_SIZE - h->chunk_len;
        size_t take = size < room ? size : room;
        sha256_update(&h->chunk, bytes, take);
        h->chunk_len += take;
        bytes += take;
        size -= take;
        if (h->chunk_len == SNAPSHOT_CHUNK_SIZE)
            end_chunk(h);
    }
}

void file_hash_chunks(file_hash *h, const void *data, size_t size)
{
    const unsigned char *bytes = data;
    unsigned char hashes[CHUNKS_AT_ONCE][SHA256_SIZE];
    while (size >= SNAPSHOT_CHUNK_SIZE) {
        size_t count = size / SNAPSHOT_CHUNK_SIZE;
        count = count < CHUNKS_AT_ONCE ? count : CHUNKS_AT_ONCE;
        sha256_many(bytes, SNAPSHOT_CHUNK_SIZE, count, hashes);
        sha256_update(&h->whole, hashes, count * SHA256_SIZE);
        bytes += count * SNAPSHOT_CHUNK_SIZE;
        size -= count * SNAPSHOT_CHUNK_SIZE;
    }
    file_hash_update(h, bytes, size);
}

void file_hash_final(file_hash *h, unsigned char hash[SHA256_SIZE])
{
    if (h->chunk_len)
        end_chunk(h);
    sha256_final(&h->whole, hash);
}

void file_hash_text(const unsigned char hash[SHA256_SIZE], char text[7 + SHA256_HEX_LEN + 1])
{
    memcpy(text, "sha256:", 7);
    sha256_hex(hash, text + 7);
}

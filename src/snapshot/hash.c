/* The hashes of a snapshot: one of each section, and one of the header and the section table, which hold
 * them. */
#include "snapshot/internal.h"

#define CHUNKS_AT_ONCE 16

void section_hash_add(sha256_state *hash, const void *data, size_t size)
{
    const unsigned char *bytes = data;
    unsigned char chunks[CHUNKS_AT_ONCE][SHA256_SIZE];
    while (size >= SNAPSHOT_CHUNK_SIZE) {
        size_t count = size / SNAPSHOT_CHUNK_SIZE;
        count = count < CHUNKS_AT_ONCE ? count : CHUNKS_AT_ONCE;
        sha256_many(bytes, SNAPSHOT_CHUNK_SIZE, count, chunks);
        sha256_update(hash, chunks, count * SHA256_SIZE);
        bytes += count * SNAPSHOT_CHUNK_SIZE;
        size -= count * SNAPSHOT_CHUNK_SIZE;
    }
    if (size) {
        sha256(bytes, size, chunks[0]);
        sha256_update(hash, chunks[0], SHA256_SIZE);
    }
}

void section_hash(str bytes, unsigned char hash[SHA256_SIZE])
{
    sha256_state whole;
    sha256_init(&whole);
    section_hash_add(&whole, bytes.data, bytes.len);
    sha256_final(&whole, hash);
}

void head_hash(const void *head, size_t size, unsigned char hash[SHA256_SIZE])
{
    static const unsigned char zero[SHA256_SIZE];
    const unsigned char *bytes = head;
    sha256_state whole;
    sha256_init(&whole);
    sha256_update(&whole, bytes, HEADER_HASH);
    sha256_update(&whole, zero, sizeof zero);
    sha256_update(&whole, bytes + HEADER_SIZE, size - HEADER_SIZE);
    sha256_final(&whole, hash);
}

void hash_as_text(const unsigned char hash[SHA256_SIZE], char text[HASH_TEXT_CAP])
{
    memcpy(text, "sha256:", 7);
    sha256_hex(hash, text + 7);
}

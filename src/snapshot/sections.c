/* The section table: where the sections are, and whether each is what the header says. */
#include "base/error.h"
#include "base/limits.h"
#include "snapshot/internal.h"
#include "snapshot/seen.h"

#include <stdlib.h>

static itd_status damaged(const snapshot *s, size_t byte, const char *what, itd_error *error)
{
    return error_at_byte(error, ITD_ERROR_SNAPSHOT, s->name, byte, "%s", what);
}

static itd_status check_header(const snapshot *s, itd_error *error)
{
    size_t magic_len = sizeof SNAPSHOT_MAGIC - 1;
    if (s->size < magic_len || memcmp(s->head, SNAPSHOT_MAGIC, magic_len) != 0)
        return error_set(error, ITD_ERROR_SNAPSHOT, s->name,
                         "is no snapshot: its first bytes are not those of one");
    if (s->size < HEADER_SIZE)
        return damaged(s, s->size, "the file ends inside the header of a snapshot", error);
    uint32_t format = read_u32(s->head + HEADER_FORMAT);
    if (format != SNAPSHOT_FORMAT)
        return error_set(error, ITD_ERROR_SNAPSHOT, s->name,
                         "is a snapshot of format %u, this program reads format %u; compile it again from "
                         "its lists",
                         format, SNAPSHOT_FORMAT);
    uint64_t size = read_u64(s->head + HEADER_FILE_SIZE);
    if (size != s->size)
        return error_set(error, ITD_ERROR_SNAPSHOT, s->name,
                         "has %zu bytes, its header says %llu: cut or damaged", s->size,
                         (unsigned long long)size);
    if (read_u64(s->head + HEADER_ZERO) != 0)
        return damaged(s, HEADER_ZERO, "expected zero bytes in the header", error);
    uint32_t sections = read_u32(s->head + HEADER_SECTIONS);
    if (sections < CORE_COUNT || sections > SNAPSHOT_SECTIONS_MAX ||
        HEADER_SIZE + (size_t)sections * ENTRY_ROW > s->size)
        return damaged(s, HEADER_SECTIONS, "the number of sections is out of range", error);
    return ITD_OK;
}

static itd_status check_head_hash(const snapshot *s, itd_error *error)
{
    unsigned char hash[SHA256_SIZE];
    size_t size = HEADER_SIZE + (size_t)read_u32(s->head + HEADER_SECTIONS) * ENTRY_ROW;
    head_hash(s->head, size, hash);
    if (memcmp(hash, s->head + HEADER_HASH, sizeof hash) != 0)
        return error_set(error, ITD_ERROR_SNAPSHOT, s->name,
                         "is damaged: its section table does not have the SHA-256 that its header states");
    return ITD_OK;
}

static bool all_zero(const unsigned char *data, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (data[i])
            return false;
    return true;
}

/* The section of one row of the table; *end: where the one before it ended, then where it ends. */
static itd_status take_part(snapshot *s, const unsigned char *entry, size_t *end, itd_error *error)
{
    size_t place = (size_t)(entry - s->head);
    uint64_t offset = read_u64(entry + ENTRY_OFFSET), size = read_u64(entry + ENTRY_SIZE);
    size_t expected = (*end + SNAPSHOT_ALIGN - 1) / SNAPSHOT_ALIGN * SNAPSHOT_ALIGN;
    if (read_u32(entry + ENTRY_ZERO) != 0)
        return damaged(s, place + ENTRY_ZERO, "expected zero bytes in the section table", error);
    if (s->part_count && memcmp(entry - ENTRY_ROW, entry, 4) >= 0)
        return damaged(s, place, "the sections are not in the order of their tags", error);
    if (expected > s->size || offset != expected || size > s->size - offset)
        return damaged(s, place + ENTRY_OFFSET, "the section lies outside of its place", error);
    if (!all_zero(s->data + *end, (size_t)offset - *end))
        return damaged(s, *end, "expected zero bytes between sections", error);
    snapshot_part *part = &s->parts[s->part_count++];
    memcpy(part->tag, entry, 4);
    part->bytes = str_make((const char *)s->data + offset, (size_t)size);
    part->hash = entry + ENTRY_HASH;
    *end = (size_t)(offset + size);
    return ITD_OK;
}

/* Sections stand in the order of their tags, each at the next multiple of the alignment, zeros between. */
static itd_status take_parts(snapshot *s, itd_error *error)
{
    uint32_t count = read_u32(s->head + HEADER_SECTIONS);
    size_t end = HEADER_SIZE + (size_t)count * ENTRY_ROW;
    const unsigned char *entry = s->head + HEADER_SIZE;
    unsigned found = 0;
    s->parts = calloc(count, sizeof *s->parts);
    if (!s->parts)
        return error_memory(error);
    for (uint32_t i = 0; i < count; i++, entry += ENTRY_ROW) {
        itd_status status = take_part(s, entry, &end, error);
        if (status != ITD_OK)
            return status;
        core_section core = core_section_find(s->parts[i].tag);
        if (core != CORE_COUNT) {
            s->core[core] = s->parts[i].bytes;
            found++;
        } else if (memcmp(s->parts[i].tag, SEEN_SECTION, 4) == 0) {
            s->seen = s->parts[i].bytes;
        }
    }
    if (found != CORE_COUNT)
        return error_set(error, ITD_ERROR_SNAPSHOT, s->name, "lacks a section that every snapshot has");
    if (end != s->size)
        return damaged(s, end, "bytes follow the last section", error);
    return ITD_OK;
}

itd_status sections_read(snapshot *s, bool trusted, itd_error *error)
{
    memcpy(s->head, s->data, s->size < HEAD_MAX ? s->size : (size_t)HEAD_MAX);
    itd_status status = check_header(s, error);
    if (status == ITD_OK && !trusted)
        status = check_head_hash(s, error);
    if (status == ITD_OK)
        status = take_parts(s, error);
    if (status != ITD_OK)
        return status;
    for (size_t i = 0; i < s->part_count; i++)
        atomic_init(&s->parts[i].verified, trusted);
    core_section wrong = snapshot_count_rows(s);
    if (wrong != CORE_COUNT)
        return error_set(error, ITD_ERROR_SNAPSHOT, s->name,
                         "the size of section %s is no whole number of rows", core_sections[wrong].tag);
    if (s->count[CORE_TEXT_INDEX] < 2 || s->count[CORE_SOURCES] > LIMIT_SOURCES)
        return error_set(error, ITD_ERROR_SNAPSHOT, s->name, "has too few texts or too many sources");
    return ITD_OK;
}

/* ---- hashes ---- */

/* Two threads that come here at once both find the same. */
static itd_status verify(const snapshot *s, snapshot_part *part, itd_error *error)
{
    enum { STEP = 256 * SNAPSHOT_CHUNK_SIZE };
    unsigned char hash[SHA256_SIZE];
    sha256_state whole;
    str rest = part->bytes;
    if (atomic_load(&part->verified))
        return ITD_OK;
    sha256_init(&whole);
    for (; rest.len > STEP; rest = str_make(rest.data + STEP, rest.len - STEP)) {
        section_hash_add(&whole, rest.data, STEP);
        snapshot_rest(s);
    }
    section_hash_add(&whole, rest.data, rest.len);
    sha256_final(&whole, hash);
    if (memcmp(hash, part->hash, sizeof hash) != 0)
        return error_set(error, ITD_ERROR_SNAPSHOT, s->name,
                         "is damaged: section %.4s does not have the SHA-256 that the section table states",
                         part->tag);
    atomic_store(&part->verified, true);
    return ITD_OK;
}

itd_status sections_verify_core(const snapshot *s, itd_error *error)
{
    itd_status status = ITD_OK;
    for (size_t i = 0; i < s->part_count && status == ITD_OK; i++)
        if (core_section_find(s->parts[i].tag) != CORE_COUNT || memcmp(s->parts[i].tag, SEEN_SECTION, 4) == 0)
            status = verify(s, &s->parts[i], error);
    return status;
}

itd_status snapshot_verify(const snapshot *s, itd_error *error)
{
    itd_status status = ITD_OK;
    for (size_t i = 0; i < s->part_count && status == ITD_OK; i++)
        status = verify(s, &s->parts[i], error);
    return status;
}

itd_status snapshot_section(const snapshot *s, const char tag[4], str *out, itd_error *error)
{
    *out = STR_NONE;
    for (size_t i = 0; i < s->part_count; i++) {
        if (memcmp(s->parts[i].tag, tag, 4) != 0)
            continue;
        itd_status status = verify(s, &s->parts[i], error);
        if (status == ITD_OK)
            *out = s->parts[i].bytes;
        return status;
    }
    return ITD_OK;
}

size_t snapshot_section_count(const snapshot *s)
{
    return s->part_count;
}

snapshot_section_info snapshot_section_at(const snapshot *s, size_t index)
{
    snapshot_section_info info = {.size = s->parts[index].bytes.len};
    memcpy(info.tag, s->parts[index].tag, 4);
    sha256_hex(s->parts[index].hash, info.hash);
    return info;
}

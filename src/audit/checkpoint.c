#include "audit/checkpoint.h"

#include "audit/base64.h"
#include "base/error.h"

#include <inttypes.h>

enum { SIGNED_SIZE = 4 + SIGNATURE_SIZE, NUMBER_LEN_MAX = 19 };

#define SIGNATURE_MARK "\xe2\x80\x94 " /* an em dash and a blank */

itd_status checkpoint_write(str origin, uint64_t size, const tree_hash *root, const signer *s, buf *out,
                            itd_error *error)
{
    unsigned char bytes[SIGNED_SIZE];
    const size_t start = out->len;
    buf_printf(out, "%.*s\n%" PRIu64 "\n", STR_ARG(origin), size);
    base64_put(out, root->bytes, SHA256_SIZE);
    buf_putc(out, '\n');
    if (out->failed)
        return error_memory(error);
    signer_key_id(origin, signer_public(s), bytes);
    itd_status status = signer_sign(s, str_make(out->data + start, out->len - start), bytes + 4, error);
    if (status != ITD_OK)
        return status;
    buf_puts(out, "\n" SIGNATURE_MARK);
    buf_str(out, origin);
    buf_putc(out, ' ');
    base64_put(out, bytes, sizeof bytes);
    buf_putc(out, '\n');
    return out->failed ? error_memory(error) : ITD_OK;
}

static bool read_number(str text, uint64_t *out)
{
    unsigned long long number;
    if (text.len > NUMBER_LEN_MAX || (text.len > 1 && text.data[0] == '0') ||
        !str_to_unsigned(text, &number) || number >> TREE_HEIGHT_MAX)
        return false;
    *out = number;
    return true;
}

static bool read_signature(str line, str name, checkpoint *out)
{
    const str mark = STR(SIGNATURE_MARK);
    unsigned char bytes[SIGNED_SIZE];
    str given;
    if (!str_starts(line, mark))
        return false;
    str rest = str_make(line.data + mark.len, line.len - mark.len);
    if (!str_split(&rest, ' ', &given) || !str_equal(given, name) || !base64_take(rest, bytes, sizeof bytes))
        return false;
    memcpy(out->key_id, bytes, 4);
    memcpy(out->signature, bytes + 4, SIGNATURE_SIZE);
    return true;
}

bool checkpoint_read(str text, bool more, checkpoint *out)
{
    str rest = text, size, root, empty, line;
    if (!text.len || text.data[text.len - 1] != '\n')
        return false;
    if (!str_split(&rest, '\n', &out->origin) || !out->origin.len || !str_split(&rest, '\n', &size) ||
        !read_number(size, &out->size) || !str_split(&rest, '\n', &root) ||
        !base64_take(root, out->root.bytes, SHA256_SIZE) || !str_split(&rest, '\n', &empty) || empty.len ||
        !str_split(&rest, '\n', &line))
        return false;
    out->signed_text = str_make(text.data, (size_t)(empty.data - text.data));
    return read_signature(line, out->origin, out) && (more || !rest.len);
}

itd_status checkpoint_check(const checkpoint *c, const signer_key *key, bool *good, itd_error *error)
{
    unsigned char id[4];
    signer_key_id(c->origin, key, id);
    *good = memcmp(id, c->key_id, sizeof id) == 0;
    return *good ? signature_check(key, c->signed_text, c->signature, good, error) : ITD_OK;
}

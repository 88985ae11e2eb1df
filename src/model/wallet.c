/* Addresses of crypto-currencies: base58check with two rounds of SHA-256 (Bitcoin and its relatives, Tron),
 * bech32 and bech32m (BIP 173, BIP 350), and the bare shapes of those that carry no check a libc program can
 * test cheaply (Ethereum's checksum is Keccak in the case of letters; Monero, Solana and others). */
#include "base/sha256.h"
#include "model/identifier.h"

#include <stdint.h>

enum { BASE58_SIZE_MAX = 96 };

static const char BITCOIN[] = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
static const char RIPPLE[] = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz";

/* Decodes into the end of `bytes`; the number of bytes, or 0. */
static size_t base58_decode(str s, const char *alphabet, unsigned char bytes[BASE58_SIZE_MAX])
{
    size_t size = 0, zeros = 0;
    memset(bytes, 0, BASE58_SIZE_MAX);
    while (zeros < s.len && s.data[zeros] == alphabet[0])
        zeros++;
    for (size_t i = zeros; i < s.len; i++) {
        const char *at = memchr(alphabet, s.data[i], 58);
        if (!at)
            return 0;
        unsigned carry = (unsigned)(at - alphabet);
        for (size_t k = 0; k < size || carry; k++) {
            if (k == BASE58_SIZE_MAX)
                return 0;
            carry += 58u * bytes[BASE58_SIZE_MAX - 1 - k];
            bytes[BASE58_SIZE_MAX - 1 - k] = (unsigned char)carry;
            carry >>= 8;
            size = k + 1 > size ? k + 1 : size;
        }
    }
    return size + zeros <= BASE58_SIZE_MAX ? size + zeros : 0;
}

/* A version of one or two bytes, twenty bytes of hash, four of check. */
static bool base58check(str s, const char *alphabet)
{
    unsigned char bytes[BASE58_SIZE_MAX], hash[SHA256_SIZE];
    size_t size = base58_decode(s, alphabet, bytes);
    if (size != 25 && size != 26)
        return false;
    const unsigned char *start = bytes + BASE58_SIZE_MAX - size;
    sha256(start, size - 4, hash);
    sha256(hash, sizeof hash, hash);
    return memcmp(hash, start + size - 4, 4) == 0;
}

static uint32_t bech32_step(uint32_t sum, unsigned value)
{
    static const uint32_t generator[5] = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    uint32_t top = sum >> 25;
    sum = (sum & 0x1ffffff) << 5 ^ value;
    for (int i = 0; i < 5; i++)
        if (top >> i & 1)
            sum ^= generator[i];
    return sum;
}

static char lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

/* prefix, "1", data and six characters of check; `cash` for Bitcoin Cash is not this code. */
static bool bech32(str s, size_t prefix_len)
{
    static const char alphabet[] = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    if (s.len < prefix_len + 8 || s.len > 90)
        return false;
    uint32_t sum = 1;
    for (size_t i = 0; i < prefix_len; i++)
        sum = bech32_step(sum, (unsigned char)lower(s.data[i]) >> 5);
    sum = bech32_step(sum, 0);
    for (size_t i = 0; i < prefix_len; i++)
        sum = bech32_step(sum, (unsigned char)lower(s.data[i]) & 31);
    for (size_t i = prefix_len + 1; i < s.len; i++) {
        const char *at = memchr(alphabet, lower(s.data[i]), 32);
        if (!at)
            return false;
        sum = bech32_step(sum, (unsigned)(at - alphabet));
    }
    return sum == 1 || sum == 0x2bc830a3;
}

static bool all_in(str s, const char *alphabet)
{
    for (size_t i = 0; i < s.len; i++)
        if (!s.data[i] || !strchr(alphabet, s.data[i]))
            return false;
    return true;
}

static bool starts_nocase(str s, const char *prefix)
{
    size_t len = strlen(prefix);
    return s.len > len && str_equal_nocase(str_make(s.data, len), str_of(prefix));
}

identifier_result identifier_wallet(str s)
{
    static const char hex[] = "0123456789abcdefABCDEF";
    static const char words[] = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ:._-";
    if (starts_nocase(s, "bc1") || starts_nocase(s, "tb1"))
        return bech32(s, 2) ? IDENTIFIER_VALID : IDENTIFIER_INVALID;
    if (starts_nocase(s, "ltc1"))
        return bech32(s, 3) ? IDENTIFIER_VALID : IDENTIFIER_INVALID;
    if (starts_nocase(s, "0x")) {
        bool fits = s.len == 42 && all_in(str_make(s.data + 2, s.len - 2), hex);
        return fits ? IDENTIFIER_SHAPE_ONLY : IDENTIFIER_INVALID;
    }
    if (s.len >= 25 && s.len <= 36 &&
        (base58check(s, BITCOIN) || (s.data[0] == 'r' && base58check(s, RIPPLE))))
        return IDENTIFIER_VALID;
    /* of the addresses of this length, those of Bitcoin and Tron always carry the check */
    bool checked = (s.len >= 26 && s.len <= 34 && (s.data[0] == '1' || s.data[0] == '3')) ||
                   (s.len == 34 && s.data[0] == 'T');
    if (checked && all_in(s, BITCOIN))
        return IDENTIFIER_INVALID;
    return s.len >= 20 && s.len <= 128 && all_in(s, words) ? IDENTIFIER_SHAPE_ONLY : IDENTIFIER_INVALID;
}

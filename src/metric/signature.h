/* Signatures that differ in few bits from one: a sieve before distances are measured.
 *
 * The portable code is the definition; the twins for AVX2 and AVX-512 look at four and eight at once and are
 * chosen at run time (INTERDICT_PORTABLE=1 switches it off).
 *
 *     uint32_t hits[64 + SIGNATURE_SPARE];
 *     size_t found = signature_scan(signatures, 64, mine, 4, hits);
 */
#ifndef METRIC_SIGNATURE_H
#define METRIC_SIGNATURE_H

#include <stddef.h>
#include <stdint.h>

enum { SIGNATURE_SPARE = 8 }; /* places that are written to beyond the hits */

/* Places of the signatures that differ from `wanted` in at most `most` bits, ascending; returns how many.
 * Room for `count` places and SIGNATURE_SPARE: the twins store whole registers. */
size_t signature_scan(const uint64_t *signatures, size_t count, uint64_t wanted, int most, uint32_t *places);
size_t signature_scan_portable(const uint64_t *signatures, size_t count, uint64_t wanted, int most,
                               uint32_t *places);

#endif

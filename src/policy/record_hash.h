/* Hashes of records, so that a suppression ends when either side of it changes.
 *
 * A listed record is everything that the snapshot keeps of the entity as published: schema, values with their
 * kinds and notes, addresses, listings, links. A record of ours is what the case says of a party (not its
 * role), an owner or a vessel. The order in which a list or a case gives things does not matter, nor what
 * else is in the snapshot.
 *
 *     char hash[RECORD_HASH_CAP];
 *     record_hash_entity(snapshot, index, &arena, hash);   // "sha256:…"
 */
#ifndef POLICY_RECORD_HASH_H
#define POLICY_RECORD_HASH_H

#include "base/arena.h"
#include "base/sha256.h"
#include "case/case.h"
#include "snapshot/snapshot.h"

#define RECORD_HASH_CAP (8 + SHA256_HEX_LEN)

/* Each writes "sha256:" and 64 digits and a zero; false without memory. */
bool record_hash_entity(const snapshot *s, uint32_t index, arena *a, char out[RECORD_HASH_CAP]);
bool record_hash_party(const regime_party *p, const case_party *d, arena *a, char out[RECORD_HASH_CAP]);
bool record_hash_owner(const case_owner *o, arena *a, char out[RECORD_HASH_CAP]);
bool record_hash_vessel(const case_vessel *v, arena *a, char out[RECORD_HASH_CAP]);

#endif

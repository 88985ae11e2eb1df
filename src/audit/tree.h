/* The Merkle tree of RFC 9162 (SHA-256; a leaf is hashed behind 0x00, two nodes behind 0x01).
 *
 * A tree that grows keeps the hashes of its full subtrees alone, one for each bit of its size. Proofs are
 * made from leaf hashes and from the hashes of full subtrees of TREE_TILE leaves, which whoever stores the
 * tree keeps.
 *
 *     tree t = {0};
 *     tree_leaf(leaf, leaf_len, hash);
 *     tree_append(&t, hash);
 *     tree_root(&t, root);
 */
#ifndef AUDIT_TREE_H
#define AUDIT_TREE_H

#include "base/sha256.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TREE_HEIGHT_MAX = 62, TREE_TILE_HEIGHT = 8, TREE_TILE = 1 << TREE_TILE_HEIGHT };

typedef struct tree_hash {
    unsigned char bytes[SHA256_SIZE];
} tree_hash;

typedef struct tree {
    uint64_t size;
    tree_hash full[TREE_HEIGHT_MAX + 1]; /* [i] holds where bit i of size is set */
    tree_hash tile;                      /* the last tile that was filled */
} tree;

void tree_leaf(const void *data, size_t size, tree_hash *out);
void tree_node(const tree_hash *left, const tree_hash *right, tree_hash *out);

void tree_append(tree *t, const tree_hash *leaf);

/* A full subtree of 2^height leaves; the size of the tree is a multiple of that. */
void tree_append_full(tree *t, unsigned height, const tree_hash *full);

void tree_root(const tree *t, tree_hash *root);

/* True when the leaf that was appended last filled a tile; its hash is in `out`. */
bool tree_filled_tile(const tree *t, tree_hash *out);

/* Where hashes come from; false: it cannot be read. */
typedef struct tree_source {
    bool (*leaf)(void *context, uint64_t number, tree_hash *out);
    bool (*tile)(void *context, uint64_t number, tree_hash *out);
    void *context;
} tree_source;

typedef struct tree_proof {
    tree_hash hashes[2 * TREE_HEIGHT_MAX];
    size_t count;
} tree_proof;

/* RFC 9162, 2.1.3.1: that leaf `number` is in the tree of `size` leaves; number < size. */
bool tree_prove_leaf(const tree_source *s, uint64_t number, uint64_t size, tree_proof *out);

/* RFC 9162, 2.1.4.1: that the tree of `before` leaves is the beginning of that of `size`; 0 < before <= size.
 */
bool tree_prove_growth(const tree_source *s, uint64_t before, uint64_t size, tree_proof *out);

/* The root of the first `size` leaves. */
bool tree_root_of(const tree_source *s, uint64_t size, tree_hash *root);

#endif

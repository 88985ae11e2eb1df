#include "audit/tree.h"

#include <string.h>

void tree_leaf(const void *data, size_t size, tree_hash *out)
{
    static const unsigned char prefix = 0;
    sha256_state s;
    sha256_init(&s);
    sha256_update(&s, &prefix, 1);
    sha256_update(&s, data, size);
    sha256_final(&s, out->bytes);
}

void tree_node(const tree_hash *left, const tree_hash *right, tree_hash *out)
{
    unsigned char bytes[1 + 2 * SHA256_SIZE] = {1};
    memcpy(bytes + 1, left->bytes, SHA256_SIZE);
    memcpy(bytes + 1 + SHA256_SIZE, right->bytes, SHA256_SIZE);
    sha256(bytes, sizeof bytes, out->bytes);
}

void tree_append_full(tree *t, unsigned height, const tree_hash *full)
{
    tree_hash sum = *full;
    unsigned i = height;
    for (;; i++) {
        if (i == TREE_TILE_HEIGHT)
            t->tile = sum;
        if (!(t->size >> i & 1))
            break;
        tree_node(&t->full[i], &sum, &sum);
    }
    t->full[i] = sum;
    t->size += (uint64_t)1 << height;
}

void tree_append(tree *t, const tree_hash *leaf)
{
    tree_append_full(t, 0, leaf);
}

void tree_root(const tree *t, tree_hash *root)
{
    bool any = false;
    for (unsigned i = 0; i <= TREE_HEIGHT_MAX; i++) {
        if (!(t->size >> i & 1))
            continue;
        if (any)
            tree_node(&t->full[i], root, root);
        else
            *root = t->full[i];
        any = true;
    }
    if (!any)
        sha256("", 0, root->bytes);
}

/* The left part of the tree of `size` leaves is full; this is how many it has. */
static uint64_t split_of(uint64_t size)
{
    uint64_t k = 1;
    while (k << 1 < size)
        k <<= 1;
    return k;
}

bool tree_filled_tile(const tree *t, tree_hash *out)
{
    if (!t->size || t->size % TREE_TILE)
        return false;
    *out = t->tile;
    return true;
}

/* The hash over leaves [from, from + count). */
static bool range_hash(const tree_source *s, uint64_t from, uint64_t count, tree_hash *out)
{
    tree_hash left, right;
    if (count == 1)
        return s->leaf(s->context, from, out);
    if (count == TREE_TILE && from % TREE_TILE == 0)
        return s->tile(s->context, from / TREE_TILE, out);
    const uint64_t k = split_of(count);
    if (!range_hash(s, from, k, &left) || !range_hash(s, from + k, count - k, &right))
        return false;
    tree_node(&left, &right, out);
    return true;
}

static bool add(const tree_source *s, uint64_t from, uint64_t count, tree_proof *out)
{
    return range_hash(s, from, count, &out->hashes[out->count++]);
}

static bool leaf_path(const tree_source *s, uint64_t number, uint64_t from, uint64_t count, tree_proof *out)
{
    if (count == 1)
        return true;
    const uint64_t k = split_of(count);
    if (number < k)
        return leaf_path(s, number, from, k, out) && add(s, from + k, count - k, out);
    return leaf_path(s, number - k, from + k, count - k, out) && add(s, from, k, out);
}

bool tree_prove_leaf(const tree_source *s, uint64_t number, uint64_t size, tree_proof *out)
{
    out->count = 0;
    return leaf_path(s, number, 0, size, out);
}

/* whole: the tree before is this very subtree, whose hash the other side knows. */
static bool growth_path(const tree_source *s, uint64_t before, uint64_t from, uint64_t count, bool whole,
                        tree_proof *out)
{
    if (before == count)
        return whole || add(s, from, count, out);
    const uint64_t k = split_of(count);
    if (before <= k)
        return growth_path(s, before, from, k, whole, out) && add(s, from + k, count - k, out);
    return growth_path(s, before - k, from + k, count - k, false, out) && add(s, from, k, out);
}

bool tree_prove_growth(const tree_source *s, uint64_t before, uint64_t size, tree_proof *out)
{
    out->count = 0;
    return growth_path(s, before, 0, size, true, out);
}

bool tree_root_of(const tree_source *s, uint64_t size, tree_hash *root)
{
    const tree none = {0};
    if (size)
        return range_hash(s, 0, size, root);
    tree_root(&none, root);
    return true;
}

/* Brings the entities of a compile into the one order that the file has, whatever order they came in.
 *
 * Datasets are renumbered by name first. Then entities are sorted by id, those of one id become one, and the
 * values, addresses, links and listings of each are sorted and exact duplicates dropped. */
#ifndef SNAPSHOT_MERGE_H
#define SNAPSHOT_MERGE_H

#include "model/entity.h"

/* Rewrites the dataset of the entity and of all its parts by the table. */
void entity_renumber(entity *e, const uint16_t *dataset_numbers);

/* Sorts by id and merges in place; returns how many are left, or SIZE_MAX when there is no memory or one
 * entity has too many parts. Datasets must be final. Merged entities take their memory from the arena. */
size_t entities_merge(arena *a, entity **entities, size_t count);

/* The datasets of a merged entity, ascending: at most `cap`, which LIMIT_SOURCES suffices for. */
size_t entity_datasets(const entity *e, uint16_t *datasets, size_t cap);

#endif

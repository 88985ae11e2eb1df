/* What was listed before: older files of the lists, or older snapshots, narrow when a listing began and keep
 * what is no longer listed, with its last day.
 *
 * An edition is a list of one dataset as of one day. An entry that an edition has and the list of today has
 * not is kept as formerly listed: its end date is the day of the last edition that has it, or, where days lie
 * between that and the next one, the range of both ("2024-05-02/2024-05-09": it ended on one of these days).
 * A listing of today without a date of its own gets what the editions say: "/2024-05-02" (it was listed by
 * then), "2024-05-03/2024-05-10" (it began on one of these days). Dates that the lists state are never
 * changed. A programme that an entry has lost is kept in the same way.
 *
 *     status = history_read(o, &history, error);
 *     status = history_apply(o, &history, list, date, &former, error);   // for each list of today
 */
#ifndef COMPILE_HISTORY_H
#define COMPILE_HISTORY_H

#include "compile/compile_lists.h"
#include "snapshot/snapshot.h"

typedef struct list_edition {
    str dataset, date;
    const char *path;
    bool from_snapshot;
    str known_from; /* of the dataset in a snapshot that had a history itself */
    entity **entities;
    size_t count;
} list_edition;

typedef struct list_history {
    arena memory;
    compiled_lists *lists; /* each of one group of files */
    size_t list_count;
    snapshot **snapshots;
    size_t snapshot_count;
    list_edition *editions;
    size_t edition_count, edition_cap;
} list_history;

/* What the history says of one list of today. */
typedef struct list_past {
    entity **former; /* to be added to the snapshot, in the order of their ids */
    size_t former_count, former_cap;
    str known_from; /* the day of the oldest edition, or empty */
} list_past;

/* Opens o->history: "FILE", "DATASET=FILE", either with "@YYYY-MM-DD" behind it for a list that does not
 * state its date; files of one dataset that belong together have the same. To be freed in any case. Errors:
 * ITD_ERROR_INPUT, ITD_ERROR_SNAPSHOT, ITD_ERROR_USAGE (no date), ITD_ERROR_MEMORY. */
ITD_MUST_CHECK itd_status history_read(const compile_options *o, list_history *out, itd_error *error);

/* Puts what the editions say into the entities of the list, whose date is `date`. Everything lives in the
 * arena of the list or in the history. Errors: ITD_ERROR_USAGE (the list has no date), ITD_ERROR_MEMORY. */
ITD_MUST_CHECK itd_status history_apply(const compile_options *o, const list_history *h,
                                        const compiled_list *list, str date, list_past *past,
                                        itd_error *error);
/* ITD_ERROR_SNAPSHOT if somebody wrote into one of the snapshots while it was read. */
ITD_MUST_CHECK itd_status history_unchanged(const list_history *h, itd_error *error);

void history_free(list_history *h);

#endif

/* Guards a compile against a list that shrank: fewer than nine tenths of the entries of the previous
 * snapshot's same dataset, or a field that vanished. A publisher's bad day must not become ours. */
#ifndef COMPILE_COMPILE_GUARD_H
#define COMPILE_COMPILE_GUARD_H

#include "compile/compile.h"
#include "snapshot/snapshot.h"

/* Compares with the snapshot o->previous, if one is given. A dataset that is missing now is a warning. */
ITD_MUST_CHECK itd_status compile_guard(const compile_options *o, const snapshot *now, itd_error *error);

#endif

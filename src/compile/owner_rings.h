/* Owners that own one another in a circle are told: a share in a circle is none that anybody published. */
#ifndef COMPILE_OWNER_RINGS_H
#define COMPILE_OWNER_RINGS_H

#include "compile/compile.h"
#include "snapshot/snapshot.h"

/* A warning for each of the first circles of Ownership links, with the ids. Errors: ITD_ERROR_MEMORY. */
ITD_MUST_CHECK itd_status owner_rings_warn(const compile_options *o, const snapshot *core, itd_error *error);

#endif

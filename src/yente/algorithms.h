/* The names of yente's algorithms. All are answered by the one matcher here. */
#ifndef YENTE_ALGORITHMS_H
#define YENTE_ALGORITHMS_H

#include "base/str.h"

bool algorithm_known(str name);

/* NULL at the end; "best" is not among them. */
const char *algorithm_at(size_t index);

#endif

#include "yente/algorithms.h"

static const char *const NAMES[] = {"logic-v2",      "logic-v1",      "name-based", "name-qualified",
                                    "regression-v1", "regression-v2", "ofac-249"};

const char *algorithm_at(size_t index)
{
    return index < sizeof NAMES / sizeof NAMES[0] ? NAMES[index] : NULL;
}

bool algorithm_known(str name)
{
    const char *known;
    for (size_t i = 0; (known = algorithm_at(i)) != NULL; i++)
        if (str_is(name, known))
            return true;
    return str_is(name, "best") || str_is(name, "ofac");
}

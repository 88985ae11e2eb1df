/* The table of list formats. */
#include "list/reader.h"

static const list_format *const formats[] = {
    NULL,
};

const list_format *list_format_at(size_t index)
{
    return index < sizeof formats / sizeof formats[0] ? formats[index] : NULL;
}

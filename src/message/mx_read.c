#include "message/mx_read.h"

bool mx_read(arena *a, const decoded_text *text, message_list *out)
{
    (void)text;
    message *m = message_add(a, out);
    return m && message_problem(a, m, "no payment message");
}

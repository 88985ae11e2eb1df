/* `interdict decide --template`: a case with every field that may be given, nothing filled in but what is
 * needed. */
#ifndef CLI_CASE_TEMPLATE_H
#define CLI_CASE_TEMPLATE_H

#include "base/buf.h"
#include "regime/model.h"

/* The facts are those of the measures, null each: as if they were not given. */
void case_template(const regime_set *set, buf *out);

/* `interdict decide --facts`: every fact that the measures ask for: key, type, question, the values it may
 * have. */
void case_facts(const regime_set *set, bool json, buf *out);

#endif

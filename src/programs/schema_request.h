/* What `interdict` and its program interdict-schema agree on. */
#ifndef PROGRAMS_SCHEMA_REQUEST_H
#define PROGRAMS_SCHEMA_REQUEST_H

#define SCHEMA_ADVICE_MAX 32 /* sentences about one file */

#endif

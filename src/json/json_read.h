/* JSON text into a tree (jansson), where 'no memory' and 'not JSON' are told apart.
 *
 * jansson reports an allocation that failed in the middle of a text as bad JSON. Taken for that, a case or a
 * line would be refused as wrong that is right.
 *
 *     status = json_read(text, JSON_REJECT_DUPLICATES, &root, &problem, &error);
 *     if (status == ITD_ERROR_INPUT) ... problem says where
 *     json_decref(root);
 */
#ifndef JSON_JSON_READ_H
#define JSON_JSON_READ_H

#include "base/str.h"

#include <interdict/status.h>
#include <jansson.h>

/* ITD_OK with *root yours; ITD_ERROR_INPUT (only *problem is filled; nullable); ITD_ERROR_MEMORY (error
 * filled). */
ITD_MUST_CHECK itd_status json_read(str text, size_t flags, json_t **root, json_error_t *problem,
                                    itd_error *error);

#endif

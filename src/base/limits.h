/* Ceilings. Everything that grows has one; they are far above any real input and far below what hurts. */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

#include <stddef.h>

#define LIMIT_FILE_SIZE     ((size_t)2 << 30)  /* an input file that is read whole, after decompression */
#define LIMIT_ARENA_SIZE    ((size_t)16 << 30) /* one arena: a whole compile */
#define LIMIT_BUF_SIZE      ((size_t)2 << 30)  /* one buffer */
#define LIMIT_VALUE_LEN     ((size_t)64 << 10) /* one property value, bytes of text */
#define LIMIT_NAME_LEN      ((size_t)4 << 10)  /* one name to be matched, bytes of text */
#define LIMIT_ELEMENT_LEN   ((size_t)1 << 20)  /* the text of one XML element of a list */
#define LIMIT_XML_DEPTH     64                 /* nesting of XML elements */
#define LIMIT_ENTITY_VALUES ((size_t)100000)   /* values of one entity */
#define LIMIT_ENTITIES      ((size_t)8 << 20)  /* entities of one snapshot */
#define LIMIT_SOURCES       256                /* datasets of one snapshot */
#define LIMIT_JSON_LINE_LEN ((size_t)16 << 20) /* one line of JSON Lines */
#define LIMIT_THREADS       256

#endif

/* The numbers of docs/formats/snapshot.md: where each field of the file stands.
 *
 * The page is the definition and this header is its twin; a change here without a change there is a bug. All
 * integers are little-endian. Text is kept once, in a pool, and rows name it by number; text 0 is empty.
 * Row tables have no count of their own: it is the size of the section by the size of a row. */
#ifndef SNAPSHOT_FORMAT_H
#define SNAPSHOT_FORMAT_H

#include "base/str.h"

#include <stdint.h>

#define SNAPSHOT_MAGIC        "\x89ITD\r\n\x1a\n"
#define SNAPSHOT_FORMAT       2
#define SNAPSHOT_CHUNK_SIZE   ((size_t)1 << 16) /* the hash of a section is taken chunk by chunk */
#define SNAPSHOT_ALIGN        64                /* sections begin at multiples of this */
#define SNAPSHOT_SECTIONS_MAX 64

enum {
    HEADER_FORMAT = 8,
    HEADER_SECTIONS = 12,
    HEADER_FILE_SIZE = 16,
    HEADER_ZERO = 24,
    HEADER_HASH = 32,
    HEADER_SIZE = 64
};
enum { ENTRY_TAG = 0, ENTRY_ZERO = 4, ENTRY_OFFSET = 8, ENTRY_SIZE = 16, ENTRY_HASH = 24, ENTRY_ROW = 56 };

enum {
    ENTITY_ID = 0,
    ENTITY_CAPTION = 4,
    ENTITY_SCHEMA = 8, /* u16 */
    ENTITY_FLAGS = 10, /* u16 */
    ENTITY_FIRST_DATASET = 12,
    ENTITY_FIRST_VALUE = 16,
    ENTITY_FIRST_ADDRESS = 20,
    ENTITY_FIRST_LINK = 24,
    ENTITY_FIRST_LISTING = 28,
    ENTITY_FIRST_NAME = 32,
    ENTITY_ROW = 36
};
enum { ENTITY_FLAG_LISTED = 1, ENTITY_FLAG_FORMER = 2 };

enum {
    VALUE_PROPERTY = 0, /* u16 */
    VALUE_DATASET = 2,  /* u16 */
    VALUE_KIND = 4,     /* u8 */
    VALUE_FLAGS = 5,    /* u8 */
    VALUE_ZERO = 6,     /* u16 */
    VALUE_TEXT = 8,
    VALUE_COUNTRY = 12,
    VALUE_LANG = 16,
    VALUE_NOTE = 20,
    VALUE_ROW = 24
};
enum { VALUE_FLAG_INVALID = 1, VALUE_FLAG_DERIVED = 2 };

enum {
    ADDRESS_DATASET = 0, /* u16 */
    ADDRESS_ZERO = 2,    /* u16 */
    ADDRESS_FULL = 4,
    ADDRESS_STREET = 8,
    ADDRESS_CITY = 12,
    ADDRESS_REGION = 16,
    ADDRESS_POSTAL_CODE = 20,
    ADDRESS_COUNTRY = 24,
    ADDRESS_ROW = 28
};

enum {
    LINK_DATASET = 0, /* u16 */
    LINK_SCHEMA = 2,  /* u16 */
    LINK_FLAGS = 4,   /* u32 */
    LINK_TARGET = 8,  /* entity, or all ones */
    LINK_TARGET_ID = 12,
    LINK_TARGET_NAME = 16,
    LINK_ROLE = 20,
    LINK_PERCENTAGE = 24, /* i32 */
    LINK_START_DATE = 28,
    LINK_END_DATE = 32,
    LINK_ROW = 36
};
enum { LINK_FLAG_REVERSED = 1 };

enum {
    LISTING_DATASET = 0, /* u16 */
    LISTING_ZERO = 2,    /* u16 */
    LISTING_PROGRAM = 4,
    LISTING_AUTHORITY = 8,
    LISTING_AUTHORITY_ID = 12,
    LISTING_LISTING_DATE = 16,
    LISTING_END_DATE = 20,
    LISTING_LEGAL_BASIS = 24,
    LISTING_REASON = 28,
    LISTING_ROW = 32
};

enum { NAME_ENTITY = 0, NAME_VALUE = 4, NAME_ROW = 8 };

enum {
    SOURCE_DATASET = 0,
    SOURCE_TITLE = 4,
    SOURCE_PUBLISHER = 8,
    SOURCE_DATE = 12,
    SOURCE_JSON = 16,
    SOURCE_ENTITY_COUNT = 20,
    SOURCE_ROW = 24
};

/* The sections that every snapshot has, in the order of their tags, which is the order in the file. */
typedef enum core_section {
    CORE_ADDRESSES,  /* ADDR */
    CORE_DATASETS,   /* EDAT: u16, the datasets of each entity */
    CORE_ENTITIES,   /* ENTY */
    CORE_LINKS,      /* LINK */
    CORE_LISTINGS,   /* LIST */
    CORE_NAMES,      /* NAME */
    CORE_PROPERTIES, /* PROP: u32 text, the name of each property number */
    CORE_SCHEMATA,   /* SCHM: u32 text, the name of each schema number */
    CORE_SOURCES,    /* SOUR */
    CORE_TEXT,       /* STRD: the bytes of all texts */
    CORE_TEXT_INDEX, /* STRX: u32, where each text begins, and the end of the last */
    CORE_VALUES,     /* VALU */
    CORE_COUNT
} core_section;

typedef struct core_section_info {
    char tag[5];
    uint32_t row; /* bytes of a row */
} core_section_info;

extern const core_section_info core_sections[CORE_COUNT];

#endif

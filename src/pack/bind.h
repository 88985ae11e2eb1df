/* From a tree to fields: every function takes one field of a map, checks it, and notes what is wrong with
 * file, line and field, so that one reading finds everything. Inside src/pack only. */
#ifndef PACK_BIND_H
#define PACK_BIND_H

#include "base/arena.h"
#include "pack/pack.h"
#include "pack/yaml_tree.h"

/* A place where a measure names something that must exist once all files are read. */
typedef struct bind_reference {
    str id;   /* what is named */
    str from; /* the measure that names it */
    const char *field;
    const char *file;
    uint32_t line;
} bind_reference;

/* Words that the vocabulary itself uses, and that must exist once all of it is read. */
typedef enum bind_kind { USE_CLASS, USE_FACT, USE_ROLE } bind_kind;

typedef struct bind_word_use {
    str word;
    const char *field, *file;
    uint32_t line;
    uint8_t kind; /* bind_kind */
} bind_word_use;

typedef struct binder {
    arena *a;
    const char *file;
    str measure; /* being read */
    calendar_day on;
    pack_findings *findings;
    regime_vocabulary *words;
    regime_set *set;
    size_t covers_before; /* those of a base: a draft is not held to their counts */
    bind_reference *references;
    size_t reference_count, reference_cap;
    bind_word_use *uses;
    size_t use_count, use_cap;
    str_list elsewhere; /* ids of packs beside those that are read */
    bool no_memory;
} binder;

void bind_note(binder *b, uint32_t line, bool warning, const char *format, ...) ITD_PRINTF(4, 5);

/* Empty, "null" and "~" count as not given. Unless required, a missing field is fine. */
bool bind_present(const tree_node *n);
str bind_text(binder *b, tree_node *map, const char *key, bool required);
calendar_day bind_day(binder *b, tree_node *map, const char *key, bool required);
bool bind_bool(binder *b, tree_node *map, const char *key);
uint32_t bind_number(binder *b, tree_node *map, const char *key);
uint8_t bind_word(binder *b, tree_node *map, const char *key, unsigned (*find)(str), unsigned count,
                  unsigned missing);

/* A list of texts; a single text is a list of one. */
str_list bind_list(binder *b, tree_node *map, const char *key);
tree_node *bind_map(binder *b, tree_node *map, const char *key);

/* The list under a key whose elements are maps; NULL if there is none. */
tree_node *bind_maps(binder *b, tree_node *map, const char *key);

/* Memory for the children of a list. */
void *bind_array(binder *b, const tree_node *list, size_t size);

/* Reports the fields of a map that nothing took. */
void bind_leftover(binder *b, const tree_node *map, const char *where);

bool bind_in_list(const str_list *list, str text);

/* Country of two letters that exists. */
bool bind_is_country(str code);

/* Checks every element of a list of a field against a predicate over the vocabulary. */
void bind_refer(binder *b, const tree_node *map, const char *key, const str_list *ids);

/* The line of a field, else of the map. */
uint32_t bind_line(const tree_node *map, const char *key);

/* Parts that measures and words share. */
void bind_names(binder *b, tree_node *map, const char *key, regime_name **names, size_t *count);
void bind_joins(binder *b, tree_node *map, const char *key, regime_join **joins, size_t *count);
void bind_countries(binder *b, tree_node *map, const char *key, const str_list *countries);

void bind_vocabulary(binder *b, tree_node *map);

/* check_words.c: words in their places. */
void bind_use(binder *b, uint32_t line, const char *field, bind_kind kind, const str_list *words);
void bind_check_uses(binder *b);
bool bind_known_role(const regime_vocabulary *v, str role);

/* The values of a condition on a text: words that its fact, the roles, the statuses or ISO 3166 know. */
void bind_check_text_values(binder *b, uint32_t line, const regime_condition *c);

/* A span that ends before it begins. */
void bind_check_span(binder *b, uint32_t line, const char *field, regime_span span);
void bind_measure(binder *b, tree_node *map, regime_measure *m);

/* A share in per cent under `from` or `above`, in hundredths. */
uint32_t bind_share(binder *b, tree_node *n, bool *above);

/* bind_goods.c */
void bind_goods(binder *b, tree_node *map, regime_goods *g);
void bind_check_hs(binder *b, const tree_node *map, const char *key, const str_list *codes);

/* bind_dated.c: words that move with the day, and what several files share. */
void *bind_more(binder *b, void *items, size_t count, size_t added, size_t size);
void bind_span(binder *b, tree_node *n, const char *field, regime_span *span);
uint32_t bind_activities(binder *b, tree_node *map, bool required);
bool bind_decimal(str text, int64_t *value);
bool bind_is_edition(str text);
void bind_dated_words(binder *b, tree_node *map);
void bind_parameter(binder *b, tree_node *n, regime_parameter *p);
void bind_regime_kind(binder *b, tree_node *n, regime_kind_word *w);
void bind_beyond(binder *b, tree_node *n, regime_beyond_word *w);

/* bind_cover.c: the map of regimes, cover statements, scenarios. */
void bind_regimes(binder *b, tree_node *map);
void bind_check_covers(binder *b, const regime_set *set);
void bind_check_imposer(binder *b, const tree_node *map, const char *key, str imposer);

/* Countries, and regions of ISO 3166-2. */
void bind_check_territories(binder *b, const tree_node *map, const char *key, const str_list *codes);

/* References, cycles and whatever needs the whole set, which must be sorted by id. */
void bind_check_set(binder *b, const regime_set *set);

#endif

/* A message as JSON: the members of `interdict message --json` up to "text".
 *
 *     emit_object(&w);
 *     message_emit(&w, source, &m);
 *     ... hits, verdict, reasons ...
 *     emit_end_object(&w);
 */
#ifndef ANSWER_MESSAGE_JSON_H
#define ANSWER_MESSAGE_JSON_H

#include "base/json_emit.h"
#include "message/message.h"

/* Members source, format, id, amount, parties, places, goods, vessels, text. */
void message_emit(json_emitter *w, str source, const message *m);

/* The entry of a statement that something belongs to: entry, transaction, reference, amount; nothing for
 * NULL. */
void message_emit_item(json_emitter *w, const message_item *item);

#endif

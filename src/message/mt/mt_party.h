/* One party field of a FIN message, by its option: who, where, which account, which bank.
 *
 *   A  [/account] BIC                       F  [/account or CODE/CC/…] and numbered lines 1/ name, 2/ address
 * … B  [/account] location                  K  [/account] name and address in up to four lines C  /account,
 * //clearing code or BIC     D  as K, for banks G  /account BIC     H  /account name    none  as K
 *
 * Where name and address share lines without numbers, the first line is the name; a following line goes on
 * with it unless it is the last one or has a digit (a street). Names cut at the end of a full line are joined
 * in both ways.
 *
 *     message_party party = {.role = ROLE_DEBTOR, .where = where};
 *     mt_party_read(arena, message, field, &party);
 */
#ifndef MESSAGE_MT_MT_PARTY_H
#define MESSAGE_MT_MT_PARTY_H

#include "message/message.h"
#include "message/mt/mt_fields.h"

/* Fills the party and adds problems to the message; false without memory. */
bool mt_party_read(arena *a, message *m, const mt_field *field, message_party *out);

/* Eight or eleven characters of the form of a BIC: 4!a2!a2!c[3!c] with an assigned country. */
bool mt_is_bic(str text);

#endif

/* Vessels that a text names: "SHIPMENT BY MV NORDIC WREN IMO 9412323 ONLY".
 *
 * Only a number that is marked as an IMO number and whose check digit is right makes a vessel; a number of
 * seven digits alone is an invoice as likely.
 */
#ifndef MESSAGE_VESSEL_H
#define MESSAGE_VESSEL_H

#include "message/message.h"

/* Adds every vessel of the text; slices of it. False without memory. */
bool vessel_scan(arena *a, message *m, str where, str text);

/* Likewise in the name and address of a party. */
bool vessel_scan_party(arena *a, message *m, const message_party *p);

#endif

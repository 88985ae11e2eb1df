/* OFAC's Remarks taken apart.
 *
 * Remarks are phrases divided by semicolons, with one full stop at the end: "DOB 14 Dec 1960; alt. DOB Nov
 * 1960; POB Aleppo, Syria; Passport 123 (Syria) expires 2019; Linked To: HIZBALLAH; a.k.a. 'BNC'." The CSV
 * files hold nearly everything there, cut at 1,000 characters; the XML has free text there. What is not
 * understood stays in the notes, phrase by phrase. Of a cut text the last phrase is not believed: it goes
 * into the notes, but for the address of a wallet, which is kept and marked invalid.
 *
 *     ofac_read_remarks(e, remarks);
 */
#ifndef LIST_OFAC_OFAC_REMARKS_H
#define LIST_OFAC_OFAC_REMARKS_H

#include "model/entity.h"

/* Characters at which OFAC cuts Remarks in its CSV files. */
#define OFAC_REMARKS_CUT 1000

void ofac_read_remarks(entity *e, str remarks);

#endif

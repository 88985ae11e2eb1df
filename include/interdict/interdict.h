/* interdict: sanctions screening and decisions, the whole public interface.
 *
 * Names begin with itd_ or ITD_. Text is UTF-8. A call that can fail returns itd_status and fills a nullable,
 * caller-owned itd_error. What comes back through **out is the caller's; what is returned otherwise is
 * borrowed. A struct that may grow begins with its size: its INIT macro or its function sets it, and a
 * library that knows a longer one reads no further than that. It informs; it gives no legal advice.
 */
#ifndef INTERDICT_INTERDICT_H
#define INTERDICT_INTERDICT_H

#include <interdict/decide.h>
#include <interdict/message.h>
#include <interdict/policy.h>
#include <interdict/regime.h>
#include <interdict/screen.h>
#include <interdict/snapshot.h>
#include <interdict/status.h>
#include <interdict/text.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Returns the version of the library: "0.1.0". */
ITD_API const char *itd_version(void);

#ifdef __cplusplus
}
#endif
#endif

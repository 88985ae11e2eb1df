/* The firm's policy, and what a question is asked under: its policy, its day, its options.
 *
 *     itd_policy *policy = NULL;
 *     itd_context context = ITD_CONTEXT_INIT;
 *     if (itd_policy_read(snapshot, "policy.yaml", text, text_len, &policy, &error) == ITD_OK) {
 *         context.policy = policy;
 *         context.on = "2026-09-01";
 *         status = itd_text_json(worker, bytes, bytes_len, &context, &json, &len, &error);
 *     }
 *     itd_policy_free(policy);
 */
#ifndef INTERDICT_POLICY_H
#define INTERDICT_POLICY_H

#include <interdict/screen.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Thresholds by list and schema, who we are, whose law binds us, stale lists, suppressions (docs/policy.md).
 */
typedef struct itd_policy itd_policy;

/* Reads a policy (YAML, text_len bytes of UTF-8) and checks it against the lists and measures of the
 * snapshot. `name` is used in errors. On success *out is the caller's; the text need not stay. A policy is
 * immutable and may be used by any number of threads. Errors: ITD_ERROR_INPUT with line and field,
 * ITD_ERROR_SNAPSHOT, ITD_ERROR_MEMORY. */
ITD_API ITD_MUST_CHECK itd_status itd_policy_read(const itd_snapshot *snapshot, const char *name,
                                                  const char *text, size_t text_len, itd_policy **out,
                                                  itd_error *error);
ITD_API void itd_policy_free(itd_policy *policy);

/* Returns "sha256:" and 64 hexadecimal digits, as decisions name the policy. Borrowed. */
ITD_API const char *itd_policy_hash(const itd_policy *policy);

/* What one call is asked under. Everything may be left as ITD_CONTEXT_INIT sets it. */
typedef struct itd_context {
    size_t size;                /* sizeof(itd_context); set by ITD_CONTEXT_INIT */
    const itd_policy *policy;   /* NULL: the built-in policy */
    const char *on;             /* "YYYY-MM-DD"; NULL: that of the case, else today (UTC) */
    const itd_options *options; /* NULL: those of the policy, else the defaults. Given, they go before the
                                   thresholds of the policy */
    const char *source;         /* what the answer calls the input; NULL: "message", "text" */
} itd_context;

#ifdef __cplusplus
#define ITD_CONTEXT_INIT                                                                                     \
    {                                                                                                        \
        sizeof(itd_context), nullptr, nullptr, nullptr, nullptr                                              \
    }
#else
#define ITD_CONTEXT_INIT                                                                                     \
    {                                                                                                        \
        sizeof(itd_context), NULL, NULL, NULL, NULL                                                          \
    }
#endif

#ifdef __cplusplus
}
#endif
#endif

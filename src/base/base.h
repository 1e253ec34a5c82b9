/* The few words every folder shares: what must never happen, what can go wrong, how long a table
 * is. Freestanding: nothing here calls the C library; the platform supplies base_bug() alone. May
 * include: nothing. */
#ifndef BASE_BASE_H
#define BASE_BASE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define LENGTH(table)     (sizeof(table) / sizeof((table)[0]))
#define MUST_USE          __attribute__((warn_unused_result))
#define CLEANUP(function) __attribute__((cleanup(function)))

/* Supplied by each platform (server, browser, fuzzer): says where and what, then stops the process.
 */
_Noreturn void base_bug(const char *file, int line, const char *claim);

/* A claim about our own code, checked in production too. Never about data from disk or network:
 * those are refused with an err and a struct trouble. */
#define must(claim) ((claim) ? (void)0 : base_bug(__FILE__, __LINE__, #claim))

/* What can go wrong outside the law. A refusal by the law is not an error: it is a decision. */
typedef enum {
#define ERROR(name, meaning) ERR_##name,
#include "base/errors.def"
    ERR_COUNT
} err;

/* The meaning of an error, in English, for the log. */
const char *err_meaning(err e);

/* Passes a failure on to the caller, which sees its outputs untouched. */
#define TRY(call)                    \
    do {                             \
        err e_ = (call);             \
        if (e_ != ERR_OK) return e_; \
    } while (0)

/* Where bad input went wrong and what was expected there. Never holds the input's own words, so
 * that it can be logged and sent back without repeating personal data. */
struct trouble {
    char where[96];     /* "/documents/0/dated", "foyers.csv:12: column children" */
    char expected[640]; /* "a date as YYYY-MM-DD" */
};

#endif

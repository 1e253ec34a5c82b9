/* Memory by lifetime: one arena for a request, a command or a fold; everything in it dies together.
 * Pass `struct arena *` when the result is kept; pass the struct by value for scratch that is given
 * back on return. There is no free. With -Darena_emulation=true each piece stands alone and is
 * fenced by poisoned bytes, so that AddressSanitizer sees an overrun of one piece into the next.
 * May include: base. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H
#include "base/text.h"

struct arena {
    char *at;
    char *end;
};

/* The room must not be on the stack: emulation leaves its fences where the next call would step. */
struct arena arena_over(void *room, ptrdiff_t size);

/* `size` zeroed bytes, aligned for any type, or NULL when the room is gone. */
void *arena_try(struct arena *a, ptrdiff_t size);

/* The same; must not fail: for sizes the caller has bounded beforehand. */
void *arena_take(struct arena *a, ptrdiff_t size);

#define TAKE(a, type, count) ((type *)arena_take((a), (ptrdiff_t)sizeof(type) * (ptrdiff_t)(count)))

/* A NUL-ended copy that lives as long as the arena. */
text arena_copy(struct arena *a, text from);

#endif

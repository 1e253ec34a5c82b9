#include "law/amount.h"

/* Whole populations: the same answers as law_aid, as columns of 32-bit integers.
 *
 * A row's amount depends on its number of children and on how many thresholds its resources exceed,
 * so every answer stands in one small table that law_aid fills. The loop has no branch, which lets
 * the compiler do 4, 8 or 16 rows at once; target_clones keeps one ordinary binary that picks the
 * widest form the machine has. The table needs no more than 32 bits: 31 children give less than 10
 * 000 euros. */

void law_scale(const struct setting *setting, struct scale *ret)
{
    struct thresholds thresholds;
    law_thresholds(setting, &thresholds);
    struct scale scale;
    for (int i = 0; i < REDUCTION_THRESHOLDS; i++) {
        scale.above_cents[i] = (int32_t)thresholds.reduction[i].cents;
    }
    for (int i = 0; i < LOAN_THRESHOLDS; i++) {
        scale.loan_above_cents[i] = (int32_t)thresholds.loan[i].cents;
    }
    for (int children = 0; children <= REQUEST_CHILDREN_MAX; children++) {
        for (int band = 0; band < SCALE_BANDS; band++) {
            int32_t resources = band == 0 ? 0 : scale.above_cents[band - 1] + 1;
            struct reasoning unread = {.count = 0};
            struct aid aid;
            law_aid(setting, (money){resources}, children, &unread, &aid);
            scale.amount_cents[children][band] = (int32_t)aid.amount.cents;
        }
    }
    *ret = scale;
}

/* gcc alone clones a function by target; AddressSanitizer starts after the clones are chosen, so
 * not there. */
#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && \
    !defined(__SANITIZE_ADDRESS__)
#define WIDE __attribute__((optimize("O3"), target_clones("avx512f", "avx2", "sse4.2", "default")))
#else
#define WIDE
#endif

WIDE void law_amounts(const struct scale *scale, const int32_t *restrict resources_cents,
                      const int32_t *restrict children, int32_t *restrict ret_amount_cents,
                      int32_t *restrict ret_loan, ptrdiff_t count)
{
    const int32_t *amounts = &scale->amount_cents[0][0];
    int32_t low = scale->above_cents[0], middle = scale->above_cents[1];
    int32_t high = scale->above_cents[2];
    int32_t alone = scale->loan_above_cents[0], one = scale->loan_above_cents[1];
    int32_t two = scale->loan_above_cents[2], more = scale->loan_above_cents[3];
    for (ptrdiff_t i = 0; i < count; i++) {
        int32_t r = resources_cents[i], n = children[i];
        int32_t band = (r > low) + (r > middle) + (r > high);
        int32_t loan_above = n >= 3 ? more : n == 2 ? two : n == 1 ? one : alone;
        ret_amount_cents[i] = amounts[n * SCALE_BANDS + band];
        ret_loan[i] = r > loan_above;
    }
}

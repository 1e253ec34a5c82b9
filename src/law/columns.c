#include "law/amount.h"

/* Whole populations: the same answers as law_aid, as columns of 32-bit integers.
 *
 * A row's amount depends on its number of children and on how many thresholds its resources exceed,
 * so every answer stands in one small table that law_aid fills. Looking a table up is slow for many
 * rows at once, choosing between two numbers is not: the columns choose among the first rows of the
 * table and follow a straight line from the fourth. law_scale checks the line against every cell.
 */

/* A line in 256ths of a cent that, cut down to the cent, gives the band's amount for every number
 * of children from SCALE_LINE_FROM on. Steps near the mean are tried; for each, every amount says
 * from where to where the line may start. */
static void find_line(struct scale *scale, int band)
{
    int further = REQUEST_CHILDREN_MAX - SCALE_LINE_FROM;
    int64_t first = scale->amount_cents[SCALE_LINE_FROM][band];
    int64_t last = scale->amount_cents[REQUEST_CHILDREN_MAX][band];
    int64_t mean = (last - first) * 256 / further;
    /* From the third child on each adds the same whole cents; what is kept of them is a line in
     * fifths of a cent, never nearer than a tenth to where rounding turns, and a step of 256ths
     * misses by 28/512 at most: there is one. */
    for (int64_t step = mean > 16 ? mean - 16 : 0;; step++) {
        must(step <= mean + 16);
        int64_t lowest = 0, highest = UINT32_MAX;
        for (int k = 0; k <= further; k++) {
            int64_t from = scale->amount_cents[SCALE_LINE_FROM + k][band] * INT64_C(256) - k * step;
            if (from > lowest) lowest = from;
            if (from + 255 < highest) highest = from + 255;
        }
        if (lowest > highest) continue;
        must(lowest + further * step <= UINT32_MAX);
        scale->line_start[band] = (uint32_t)lowest;
        scale->line_step[band] = (uint32_t)step;
        return;
    }
}

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
    for (int band = 0; band < SCALE_BANDS; band++) {
        find_line(&scale, band);
    }
    *ret = scale;
}

int32_t law_scale_amount(const struct scale *scale, int32_t resources_cents, int32_t children)
{
    const int32_t *above = scale->above_cents;
    int band =
        (resources_cents > above[0]) + (resources_cents > above[1]) + (resources_cents > above[2]);
    return scale->amount_cents[children][band];
}

int32_t law_scale_loan(const struct scale *scale, int32_t resources_cents, int32_t children)
{
    int row = children < LOAN_THRESHOLDS ? children : LOAN_THRESHOLDS - 1;
    return resources_cents > scale->loan_above_cents[row];
}

/* gcc alone clones a function by target, and would turn the choices into jumps, one row at a time,
 * if it were let thread them. The sanitizers start after the clones are chosen: not there. */
#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define WIDE                                       \
    __attribute__((optimize("O3,no-thread-jumps"), \
                   target_clones("avx512f", "avx2", "sse4.2", "default")))
#else
#define WIDE
#endif

/* The value of the band: how many thresholds the resources exceed. */
static inline uint32_t by_band(const uint32_t values[SCALE_BANDS], bool low, bool middle, bool high)
{
    uint32_t value = low ? values[1] : values[0];
    value = middle ? values[2] : value;
    return high ? values[3] : value;
}

/* The value for none, one, two children, or the one for more. */
static inline uint32_t by_children(const uint32_t few[SCALE_LINE_FROM], uint32_t more, int32_t n)
{
    uint32_t value = n == 2 ? few[2] : more;
    value = n == 1 ? few[1] : value;
    return n == 0 ? few[0] : value;
}

WIDE void law_amounts(const struct scale *scale, const int32_t *restrict resources_cents,
                      const int32_t *restrict children, int32_t *restrict ret_amount_cents,
                      int32_t *restrict ret_loan, ptrdiff_t count)
{
    const struct scale s = *scale;
    uint32_t first[SCALE_LINE_FROM][SCALE_BANDS], loan_above[SCALE_LINE_FROM];
    for (int n = 0; n < SCALE_LINE_FROM; n++) {
        for (int band = 0; band < SCALE_BANDS; band++) {
            first[n][band] = (uint32_t)s.amount_cents[n][band] * 256;
        }
        loan_above[n] = (uint32_t)s.loan_above_cents[n];
    }
    for (ptrdiff_t i = 0; i < count; i++) {
        int32_t r = resources_cents[i], n = children[i];
        bool low = r > s.above_cents[0], middle = r > s.above_cents[1], high = r > s.above_cents[2];
        uint32_t more = n > SCALE_LINE_FROM ? (uint32_t)(n - SCALE_LINE_FROM) : 0;
        uint32_t line = by_band(s.line_start, low, middle, high) +
                        more * by_band(s.line_step, low, middle, high);
        uint32_t few[SCALE_LINE_FROM] = {by_band(first[0], low, middle, high),
                                         by_band(first[1], low, middle, high),
                                         by_band(first[2], low, middle, high)};
        ret_amount_cents[i] = (int32_t)(by_children(few, line, n) / 256);
        ret_loan[i] = r > (int32_t)by_children(loan_above, (uint32_t)s.loan_above_cents[3], n);
    }
}

/* How much, and grant or loan: CASF D. 214-13 and D. 214-14, once per claim with its reasons and,
 * for whole populations, as columns of integers. May include: base. */
#ifndef LAW_AMOUNT_H
#define LAW_AMOUNT_H
#include "law/parameters.h"
#include "law/reasoning.h"
#include "law/request.h"

/* Under which tables a claim is computed. */
struct setting {
    date requested_on;
    bool mayotte;
    enum smic_reference smic_reference;
    date known_on;
    const struct reform *reform; /* NULL: the law as it is */
};

struct aid {
    money full;            /* D. 214-14 al. 1 */
    int reduction_percent; /* D. 214-14 al. 2 to 5 */
    money amount;
    enum form form; /* D. 214-13 */
    bool may_be_outdated;
};

/* The day must be one the tables cover: on or after 2023-11-28. */
void law_aid(const struct setting *setting, money resources, int children, struct reasoning *why,
             struct aid *ret);

/* The thresholds of D. 214-13 and D. 214-14 in force for a request, in cents: 50, 100 and 150 % of
 * the minimum wage for the reductions; 150, 225, 270 and 330 % for the loan. */
#define REDUCTION_THRESHOLDS 3
#define LOAN_THRESHOLDS      4
struct thresholds {
    money reduction[REDUCTION_THRESHOLDS];
    money loan[LOAN_THRESHOLDS];
};
void law_thresholds(const struct setting *setting, struct thresholds *ret);

/* Every answer of law_aid under one setting, laid out for columns: amounts by number of children
 * and by how many reduction thresholds the resources exceed. Built by asking law_aid, never written
 * by hand. From SCALE_LINE_FROM children on each further child adds the same, so the table is also
 * kept as one straight line a band, which many rows at once can follow. */
#define SCALE_BANDS     (REDUCTION_THRESHOLDS + 1)
#define SCALE_LINE_FROM 3
struct scale {
    int32_t amount_cents[REQUEST_CHILDREN_MAX + 1][SCALE_BANDS];
    int32_t above_cents[REDUCTION_THRESHOLDS];
    int32_t loan_above_cents[LOAN_THRESHOLDS];
    /* In 256ths of a cent, cut down to the cent: the amount with SCALE_LINE_FROM children, and what
     * one more adds. */
    uint32_t line_start[SCALE_BANDS], line_step[SCALE_BANDS];
};
void law_scale(const struct setting *setting, struct scale *ret);

/* For each row: the amount in cents and whether it is a loan (1) or a grant (0). Resources are
 * cents >= 0, children 0..REQUEST_CHILDREN_MAX, both checked by the caller. Columns must not
 * overlap. */
void law_amounts(const struct scale *scale, const int32_t *resources_cents, const int32_t *children,
                 int32_t *ret_amount_cents, int32_t *ret_loan, ptrdiff_t count);

/* The same for one row: where each has its own scale. */
int32_t law_scale_amount(const struct scale *scale, int32_t resources_cents, int32_t children);
int32_t law_scale_loan(const struct scale *scale, int32_t resources_cents, int32_t children);

#endif

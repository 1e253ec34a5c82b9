/* How much may be withheld each month from her benefits, on which debt, and when that changes: CSS
 * L. 553-2 al. 3, D. 553-1, D. 553-2, D. 553-4 and D. 553-5, which CASF L. 214-14 al. 1 applies to
 * the aid. Every sum is in cents. May include: base. */
#ifndef LAW_WITHHOLDING_H
#define LAW_WITHHOLDING_H
#include "law/parameters.h"
#include "law/reasoning.h"

extern const struct article css_d553_1, css_d553_2, css_d553_4, css_d553_5;

enum territory { TERRITORY_GENERAL, TERRITORY_MAYOTTE, TERRITORY_SPM };

#define HOUSEHOLD_CHILDREN_MAX 30

/* Monthly sums, none negative. There is no field for the income of the person who was violent, and
 * that person never makes a couple: D. 553-1 counts a spouse or cohabitant, but her debt must not
 * grow with the means of the one she flees, who must not be asked either. `income` is hers, with
 * that of a new partner when `new_partner`. */
struct household {
    enum territory territory;
    bool income_known, housing_known;
    money income;
    money benefits; /* of the first month of recovery, without those D. 553-1, I, b) leaves out */
    money housing;  /* rent or instalment of the main home */
    bool new_partner;
    int children; /* 0..HOUSEHOLD_CHILDREN_MAX */
};

struct withholding {
    bool known;     /* false: no scale is known for that day and place, or hers for no income */
    money weighted; /* monthly income by part */
    money monthly;
    bool to_confirm, may_be_outdated;
};

/* The monthly withholding on a day. Rounded to the nearest cent, a half going up, at each of these
 * and nowhere else: the supposed housing, the weighted income, the part of each slice. */
void law_withholding(const struct household *household, date day, struct reasoning *why,
                     struct withholding *ret);

/* D. 553-2: a new amount replaces the old one when it is at least 20 % above or below it; otherwise
 * the old one stays. */
money law_withholding_kept(money old, money fresh, struct reasoning *why);

/* D. 553-5, L. 553-2 al. 3: after fraud the director may add up to 50 %, twice that when it is
 * repeated. Rounded to the nearest cent, a half going up. */
#define FRAUD_PERCENT_MAX 50
money law_withholding_after_fraud(money monthly, int percent, bool repeated, struct reasoning *why);

/* Whether a fraud comes within five years of the notification of a debt whose withholding was
 * raised; NO_DATE when there was none. */
bool law_fraud_is_repeated(date raised_debt_notified_on, date again_on);

/* A debt, and the part of one month's withholding that goes to it. */
struct owed {
    date established_on;
    money amount; /* as established */
    money left;
    money taken;
};
#define OWED_MAX 16

/* D. 553-4: one withholding a month, whatever the number of debts; the oldest is served first, of
 * the same day the smallest, and what it does not need goes to the next. Sets `taken` of each. */
void law_withholding_share(money monthly, struct owed *debts, int count, struct reasoning *why);

#endif

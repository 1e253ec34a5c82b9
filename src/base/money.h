/* Money is an integer number of euro cents. There is no other money in this program.
 * May include: base. */
#ifndef BASE_MONEY_H
#define BASE_MONEY_H
#include "base/base.h"

typedef struct {
    int64_t cents;
} money;

/* Ten billion euros: every sum the program meets is far below, every product stays in 64 bits. */
#define MONEY_CENTS_MAX INT64_C(1000000000000)

/* An amount as texts and sources print it, in thousandths of a euro: the net minimum wage of
 * May 2023 was published to the half cent (1 383.085). Only law's tables hold mils. */
typedef struct {
    int64_t thousandths;
} mils;

/* The nearest cent, a half going up. The amount must not be negative. */
money money_round_half_up(mils amount);

/* `percent` % of an amount, to the nearest cent, a half going up. Neither may be negative. */
money money_percent(money amount, int percent);
money money_percent_of_mils(mils amount, int percent);

#endif

#include "base/money.h"

/* numerator / denominator to the nearest whole, a half going up; both positive or null. */
static int64_t divide_half_up(int64_t numerator, int64_t denominator)
{
    must(numerator >= 0);
    return (numerator + denominator / 2) / denominator;
}

money money_round_half_up(mils amount)
{
    must(amount.thousandths <= MONEY_CENTS_MAX * 10);
    return (money){divide_half_up(amount.thousandths, 10)};
}

money money_percent(money amount, int percent)
{
    must(amount.cents <= MONEY_CENTS_MAX && percent >= 0 && percent <= 1000);
    return (money){divide_half_up(amount.cents * percent, 100)};
}

money money_percent_of_mils(mils amount, int percent)
{
    must(amount.thousandths <= MONEY_CENTS_MAX * 10 && percent >= 0 && percent <= 1000);
    return (money){divide_half_up(amount.thousandths * percent, 1000)};
}

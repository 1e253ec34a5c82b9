#include "wire/bank_reading.h"

#include <string.h>

err bank_refuse(struct bank_reading *r, const char *expected)
{
    struct writer where = WRITER(r->trouble->where), what = WRITER(r->trouble->expected);
    write_string(&where, "line ");
    write_integer(&where, r->reader ? xmlTextReaderGetParserLineNumber(r->reader) : 1);
    if (r->place) {
        write_string(&where, ": ");
        write_string(&where, r->place);
    }
    write_string(&what, expected);
    writer_string(&where);
    writer_string(&what);
    return ERR_BAD_INPUT;
}

#define EXPECTED_DECIMAL "a decimal number with at most five decimals"

/* "1093.96": digits, perhaps a point and decimals, of which all past the fifth are zeros. */
err bank_take_decimal(struct bank_reading *r, text value, void *into)
{
    int64_t units = 0, weight = INT64_C(100) * BANK_UNITS_PER_CENT;
    bool after_point = false, has_digit = false;
    for (ptrdiff_t i = 0; i < value.length; i++) {
        char c = value.at[i];
        if (c == '.' && !after_point) {
            after_point = true;
            continue;
        }
        if (c < '0' || c > '9') return bank_refuse(r, EXPECTED_DECIMAL);
        int64_t digit = c - '0', more;
        has_digit = true;
        if (after_point) {
            weight /= 10;
            if (weight == 0 && digit != 0) return bank_refuse(r, EXPECTED_DECIMAL);
        } else if (__builtin_mul_overflow(units, 10, &units)) {
            return bank_refuse(r, "a smaller number");
        }
        if (__builtin_mul_overflow(digit, weight, &more) ||
            __builtin_add_overflow(units, more, &units))
            return bank_refuse(r, "a smaller number");
    }
    if (!has_digit) return bank_refuse(r, EXPECTED_DECIMAL);
    *(int64_t *)into = units;
    return ERR_OK;
}

err bank_take_amount(struct bank_reading *r, text value, void *into)
{
    struct bank_amount amount = {0};
    TRY(bank_take_decimal(r, value, &amount.units));
    if (!r->currency[0]) return bank_refuse(r, "an amount with its currency");
    memcpy(amount.currency, r->currency, sizeof amount.currency);
    *(struct bank_amount *)into = amount;
    return ERR_OK;
}

err bank_money(struct bank_reading *r, const struct bank_amount *amount, money *ret)
{
    if (memcmp(amount->currency, "EUR", 4) != 0) return bank_refuse(r, "an amount in EUR");
    if (amount->units % BANK_UNITS_PER_CENT != 0) return bank_refuse(r, "whole cents");
    int64_t cents = amount->units / BANK_UNITS_PER_CENT;
    if (cents == 0) return bank_refuse(r, "an amount above zero"); /* zero is "does not say" */
    if (cents > MONEY_CENTS_MAX) return bank_refuse(r, "a smaller amount");
    *ret = (money){cents};
    return ERR_OK;
}

err bank_take_count(struct bank_reading *r, text value, void *into)
{
    if (value.length == 0 || value.length > 15) return bank_refuse(r, "a count");
    int64_t count = 0;
    for (ptrdiff_t i = 0; i < value.length; i++) {
        if (value.at[i] < '0' || value.at[i] > '9') return bank_refuse(r, "a count");
        count = count * 10 + (value.at[i] - '0');
    }
    *(int64_t *)into = count;
    return ERR_OK;
}

/* The day as the bank writes it, whatever hour and offset follow: it is the day it booked. */
err bank_take_day(struct bank_reading *r, text value, void *into)
{
    bool has_end = value.length == 10 ||
                   (value.length > 10 && value.at[10] != '\0' && strchr("TZ+-", value.at[10]));
    if (!has_end || date_read((text){value.at, 10}, into) != ERR_OK)
        return bank_refuse(r, "a day as YYYY-MM-DD, perhaps with an hour");
    return ERR_OK;
}

err bank_take_direction(struct bank_reading *r, text value, void *into)
{
    enum direction *direction = into;
    if (text_equal(value, T("CRDT")))
        *direction = CREDIT;
    else if (text_equal(value, T("DBIT")))
        *direction = DEBIT;
    else
        return bank_refuse(r, "CRDT or DBIT");
    return ERR_OK;
}

err bank_take_flag(struct bank_reading *r, text value, void *into)
{
    bool *flag = into;
    if (text_equal(value, T("true")) || text_equal(value, T("1")))
        *flag = true;
    else if (text_equal(value, T("false")) || text_equal(value, T("0")))
        *flag = false;
    else
        return bank_refuse(r, "true or false");
    return ERR_OK;
}

/* Of several codes (a transaction may have several reasons) the first is kept. */
err bank_take_code(struct bank_reading *r, text value, void *into)
{
    char *code = into;
    bool good = value.length == 4;
    for (ptrdiff_t i = 0; good && i < 4; i++) {
        char c = value.at[i];
        good = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
    if (!good) return bank_refuse(r, "a code of four capital letters or digits");
    if (!code[0]) memcpy(code, value.at, 4);
    return ERR_OK;
}

err bank_take_reference(struct bank_reading *r, text value, void *into)
{
    (void)r;
    if (pay_reference_read(value, into) != ERR_OK) *(int64_t *)into = 0;
    return ERR_OK;
}

err bank_take_batch(struct bank_reading *r, text value, void *into)
{
    (void)r;
    if (pay_batch_read(value, into) != ERR_OK) *(int64_t *)into = 0;
    return ERR_OK;
}

void bank_give_reason(char ret[5], const char *reason)
{
    memcpy(ret, reason[0] ? reason : "MS03", 5);
}

err bank_add_line(struct bank_reading *r, const struct bank_line *line)
{
    if (r->count == r->max) return bank_refuse(r, "fewer transactions in one document");
    r->lines[r->count++] = *line;
    return ERR_OK;
}

#include "pay/message.h"

#include <string.h>

money pay_total(const struct pay_message *message)
{
    int64_t total = 0;
    must(message->count > 0);
    for (int i = 0; i < message->count; i++) {
        int64_t cents = message->orders[i].amount.cents;
        must(cents > 0 && cents <= MONEY_CENTS_MAX - total);
        total += cents;
    }
    return (money){total};
}

static void write_id(char letter, int64_t number, char ret[PAY_ID_LENGTH + 1])
{
    must(number > 0 && number <= PAY_NUMBER_MAX);
    struct writer out = {ret, 0, PAY_ID_LENGTH + 1, false};
    write_character(&out, letter);
    write_padded(&out, number, PAY_ID_LENGTH - 1);
    must(writer_string(&out) == ret && !out.full);
}

void pay_end_to_end_id(int64_t reference, char ret[PAY_ID_LENGTH + 1])
{
    write_id('P', reference, ret);
}

void pay_message_id(int64_t batch, char ret[PAY_ID_LENGTH + 1]) { write_id('B', batch, ret); }

void pay_information_id(int64_t batch, char ret[PAY_INFORMATION_ID_LENGTH + 1])
{
    pay_message_id(batch, ret);
    memcpy(ret + PAY_ID_LENGTH, "-1", sizeof "-1");
}

/* The letter and 15 digits, nothing around them; never number 0. */
static err read_id(char letter, text id, int64_t *ret)
{
    if (id.length != PAY_ID_LENGTH || id.at[0] != letter) return ERR_BAD_INPUT;
    int64_t number = 0;
    for (int i = 1; i < PAY_ID_LENGTH; i++) {
        if (id.at[i] < '0' || id.at[i] > '9') return ERR_BAD_INPUT;
        number = number * 10 + (id.at[i] - '0');
    }
    if (number == 0) return ERR_BAD_INPUT;
    *ret = number;
    return ERR_OK;
}

err pay_reference_read(text id, int64_t *ret) { return read_id('P', id, ret); }

err pay_batch_read(text id, int64_t *ret)
{
    if (id.length == PAY_INFORMATION_ID_LENGTH &&
        text_equal((text){id.at + PAY_ID_LENGTH, 2}, T("-1")))
        id.length = PAY_ID_LENGTH;
    return read_id('B', id, ret);
}

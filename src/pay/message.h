/* Payment messages: which orders leave together, under which neutral words.
 * May include: base, law, case. */
#ifndef PAY_MESSAGE_H
#define PAY_MESSAGE_H
#include "case/fold.h"
#include "pay/iban.h"

/* What her bank statement reads. The same words for every payment of every fund: nothing of the
 * aid. */
#define PAY_LABEL "PRESTATIONS"

/* A name may not exceed 70 characters (ISO 20022 Max70Text as SEPA uses it). */
#define PAY_NAME_MAX 70

struct pay_order {
    int64_t reference; /* EndToEndId "P" and 15 digits */
    money amount;
    char name[PAY_NAME_MAX + 1]; /* SEPA alphabet */
    struct iban iban;
};

struct pay_message {
    int64_t batch;      /* MsgId "B" and 15 digits */
    int64_t created_at; /* microseconds since 1970 of the first sending: a replay writes the same
                           bytes */
    date execution_on;
    char debtor[PAY_NAME_MAX + 1];
    struct iban debtor_iban;
    const struct pay_order *orders; /* in the order of their references, at least one */
    int count;
};

/* Sum of the orders, of which there is at least one, each above zero. */
money pay_total(const struct pay_message *message);

/* UTF-8 text in the SEPA alphabet (a-z A-Z 0-9 / - ? : ( ) . , ' + and the space): each character
 * as transliteration.def has it (é e, Œ OE, ß ss, Ł L), an end of line or tab as a space, any other
 * as a full stop. No letter is lost. */
void write_sepa(struct writer *out, text what);
/* A name in that alphabet: blanks tidied, no slash at either end nor two in a row, cut at 70. Never
 * empty: what leaves nothing is a full stop. */
void pay_name(text name, char ret[PAY_NAME_MAX + 1]);

/* References and batches are numbers from 1 to this. */
#define PAY_NUMBER_MAX INT64_C(999999999999999)
/* "P000123456789012", "B000123456789012" */
#define PAY_ID_LENGTH 16
void pay_end_to_end_id(int64_t reference, char ret[PAY_ID_LENGTH + 1]);
void pay_message_id(int64_t batch, char ret[PAY_ID_LENGTH + 1]);
/* "B000123456789012-1": the PmtInfId, of which a message has one. */
#define PAY_INFORMATION_ID_LENGTH 18
void pay_information_id(int64_t batch, char ret[PAY_INFORMATION_ID_LENGTH + 1]);
/* The reference of an EndToEndId of ours; BAD_INPUT for anything else. */
MUST_USE err pay_reference_read(text id, int64_t *ret);
/* The batch of a MsgId or PmtInfId of ours; BAD_INPUT for anything else. */
MUST_USE err pay_batch_read(text id, int64_t *ret);

#endif

/* What leaves for the bank: pain.001.001.09, one PmtInf a message. Only what a transfer needs: no
 * address, no purpose, no word but the neutral label, so that neither the bank's clerk nor the one
 * who reads her statement learns what is paid. */
#include "wire/out.h"
#include "wire/wire.h"

#include <libxml/xmlwriter.h>

#define NAMESPACE "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"

static void close_writer(xmlTextWriterPtr *w)
{
    if (*w) xmlFreeTextWriter(*w);
}

static void close_buffer(xmlBufferPtr *b)
{
    if (*b) xmlBufferFree(*b);
}

/* The library fails here only when the machine has no memory left: there is nothing to do then. */
static void done(int status) { must(status >= 0); }

static void open_element(xmlTextWriterPtr w, const char *name)
{
    done(xmlTextWriterStartElement(w, (const xmlChar *)name));
}

static void close_elements(xmlTextWriterPtr w, int count)
{
    while (count-- > 0) done(xmlTextWriterEndElement(w));
}

static void leaf(xmlTextWriterPtr w, const char *name, const char *value)
{
    done(xmlTextWriterWriteElement(w, (const xmlChar *)name, (const xmlChar *)value));
}

/* A leaf within the elements that stand alone around it: {"DbtrAcct", "Id", "IBAN", NULL}. */
static void nested(xmlTextWriterPtr w, const char *const *names, const char *value)
{
    int depth = 0;
    while (names[depth + 1]) open_element(w, names[depth++]);
    leaf(w, names[depth], value);
    close_elements(w, depth);
}
#define NESTED(w, value, ...) nested((w), (const char *const[]){__VA_ARGS__, NULL}, (value))

static void number_leaf(xmlTextWriterPtr w, const char *name, int64_t value)
{
    char room[24];
    struct writer out = WRITER(room);
    write_integer(&out, value);
    leaf(w, name, writer_string(&out));
}

/* NbOfTxs and CtrlSum, which stand in the header and again in the PmtInf. */
static void write_control(xmlTextWriterPtr w, const struct pay_message *message)
{
    char room[32];
    struct writer sum = WRITER(room);
    write_money_plain(&sum, pay_total(message));
    number_leaf(w, "NbOfTxs", message->count);
    leaf(w, "CtrlSum", writer_string(&sum));
}

static void write_header(xmlTextWriterPtr w, const struct pay_message *message)
{
    char id[PAY_ID_LENGTH + 1], room[32];
    struct writer moment = WRITER(room);
    pay_message_id(message->batch, id);
    write_utc(&moment, message->created_at);
    open_element(w, "GrpHdr");
    leaf(w, "MsgId", id);
    leaf(w, "CreDtTm", writer_string(&moment));
    write_control(w, message);
    NESTED(w, message->debtor, "InitgPty", "Nm");
    close_elements(w, 1);
}

static void write_order(xmlTextWriterPtr w, const struct pay_order *order)
{
    char id[PAY_ID_LENGTH + 1], room[32];
    struct writer amount = WRITER(room);
    pay_end_to_end_id(order->reference, id);
    write_money_plain(&amount, order->amount);
    open_element(w, "CdtTrfTxInf");
    NESTED(w, id, "PmtId", "EndToEndId");
    open_element(w, "Amt");
    open_element(w, "InstdAmt");
    done(xmlTextWriterWriteAttribute(w, (const xmlChar *)"Ccy", (const xmlChar *)"EUR"));
    done(xmlTextWriterWriteString(w, (const xmlChar *)writer_string(&amount)));
    close_elements(w, 2);
    NESTED(w, order->name, "Cdtr", "Nm");
    NESTED(w, order->iban.digits, "CdtrAcct", "Id", "IBAN");
    NESTED(w, PAY_LABEL, "RmtInf", "Ustrd");
    close_elements(w, 1);
}

static void write_payment(xmlTextWriterPtr w, const struct pay_message *message)
{
    char id[PAY_INFORMATION_ID_LENGTH + 1], room[16];
    struct writer day = WRITER(room);
    pay_information_id(message->batch, id);
    write_date(&day, message->execution_on);
    open_element(w, "PmtInf");
    leaf(w, "PmtInfId", id);
    leaf(w, "PmtMtd", "TRF");
    leaf(w, "BtchBookg", "false"); /* so that our own statement shows each order */
    write_control(w, message);
    NESTED(w, "SEPA", "PmtTpInf", "SvcLvl", "Cd");
    NESTED(w, writer_string(&day), "ReqdExctnDt", "Dt");
    NESTED(w, message->debtor, "Dbtr", "Nm");
    NESTED(w, message->debtor_iban.digits, "DbtrAcct", "Id", "IBAN");
    NESTED(w, "NOTPROVIDED", "DbtrAgt", "FinInstnId", "Othr", "Id");
    leaf(w, "ChrgBr", "SLEV");
    for (int i = 0; i < message->count; i++) write_order(w, &message->orders[i]);
    close_elements(w, 1);
}

text wire_pain_write(const struct pay_message *message, struct arena *a)
{
    for (int i = 1; i < message->count; i++) { /* an order twice would be paid twice */
        must(message->orders[i - 1].reference < message->orders[i].reference);
    }
    CLEANUP(close_buffer) xmlBufferPtr buffer = xmlBufferCreate();
    must(buffer);
    CLEANUP(close_writer) xmlTextWriterPtr w = xmlNewTextWriterMemory(buffer, 0);
    must(w);
    done(xmlTextWriterSetIndent(w, 1));
    done(xmlTextWriterStartDocument(w, NULL, "UTF-8", NULL));
    done(xmlTextWriterStartElementNS(w, NULL, (const xmlChar *)"Document",
                                     (const xmlChar *)NAMESPACE));
    open_element(w, "CstmrCdtTrfInitn");
    write_header(w, message);
    write_payment(w, message);
    close_elements(w, 2);
    done(xmlTextWriterEndDocument(w));
    done(xmlTextWriterFlush(w));
    return arena_copy(a, (text){(const char *)xmlBufferContent(buffer), xmlBufferLength(buffer)});
}

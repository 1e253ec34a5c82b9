/* The message to the bank: its bytes, its schema when one is at hand, and the words it must not
 * hold. */
#include "tests/test.h"

#include "wire/wire.h"

#include <libxml/xmlschemas.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char room[1 << 20];

static struct pay_message message_of(const struct pay_order *orders, int count)
{
    struct pay_message message = {.batch = 7,
                                  .created_at = INT64_C(1764324900123456),
                                  .execution_on = DATE(2025, 11, 28),
                                  .orders = orders,
                                  .count = count};
    pay_name(T("Caf du Nord"), message.debtor);
    assert_int_equal(iban_read(T("FR7699999000010000000000115"), &message.debtor_iban), IBAN_GOOD);
    return message;
}

static struct pay_order order_of(int64_t reference, int64_t cents, text name)
{
    struct pay_order order = {.reference = reference, .amount = {cents}};
    pay_name(name, order.name);
    assert_int_equal(iban_read(T("FR669999900042ABCDEFGHIJK83"), &order.iban), IBAN_GOOD);
    return order;
}

static const char expected[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.09\">\n"
    " <CstmrCdtTrfInitn>\n"
    "  <GrpHdr>\n"
    "   <MsgId>B000000000000007</MsgId>\n"
    "   <CreDtTm>2025-11-28T10:15:00Z</CreDtTm>\n"
    "   <NbOfTxs>2</NbOfTxs>\n"
    "   <CtrlSum>1577.51</CtrlSum>\n"
    "   <InitgPty>\n"
    "    <Nm>Caf du Nord</Nm>\n"
    "   </InitgPty>\n"
    "  </GrpHdr>\n"
    "  <PmtInf>\n"
    "   <PmtInfId>B000000000000007-1</PmtInfId>\n"
    "   <PmtMtd>TRF</PmtMtd>\n"
    "   <BtchBookg>false</BtchBookg>\n"
    "   <NbOfTxs>2</NbOfTxs>\n"
    "   <CtrlSum>1577.51</CtrlSum>\n"
    "   <PmtTpInf>\n    <SvcLvl>\n     <Cd>SEPA</Cd>\n    </SvcLvl>\n   </PmtTpInf>\n"
    "   <ReqdExctnDt>\n    <Dt>2025-11-28</Dt>\n   </ReqdExctnDt>\n"
    "   <Dbtr>\n    <Nm>Caf du Nord</Nm>\n   </Dbtr>\n"
    "   <DbtrAcct>\n    <Id>\n     <IBAN>FR7699999000010000000000115</IBAN>\n    </Id>\n"
    "   </DbtrAcct>\n"
    "   <DbtrAgt>\n    <FinInstnId>\n     <Othr>\n      <Id>NOTPROVIDED</Id>\n     </Othr>\n"
    "    </FinInstnId>\n   </DbtrAgt>\n"
    "   <ChrgBr>SLEV</ChrgBr>\n"
    "   <CdtTrfTxInf>\n"
    "    <PmtId>\n     <EndToEndId>P000000000000001</EndToEndId>\n    </PmtId>\n"
    "    <Amt>\n     <InstdAmt Ccy=\"EUR\">646.52</InstdAmt>\n    </Amt>\n"
    "    <Cdtr>\n     <Nm>Chloe OEuvrard</Nm>\n    </Cdtr>\n"
    "    <CdtrAcct>\n     <Id>\n      <IBAN>FR669999900042ABCDEFGHIJK83</IBAN>\n     </Id>\n"
    "    </CdtrAcct>\n"
    "    <RmtInf>\n     <Ustrd>PRESTATIONS</Ustrd>\n    </RmtInf>\n"
    "   </CdtTrfTxInf>\n"
    "   <CdtTrfTxInf>\n"
    "    <PmtId>\n     <EndToEndId>P000000000000002</EndToEndId>\n    </PmtId>\n"
    "    <Amt>\n     <InstdAmt Ccy=\"EUR\">930.99</InstdAmt>\n    </Amt>\n"
    "    <Cdtr>\n     <Nm>O'Brien + Cie</Nm>\n    </Cdtr>\n"
    "    <CdtrAcct>\n     <Id>\n      <IBAN>FR669999900042ABCDEFGHIJK83</IBAN>\n     </Id>\n"
    "    </CdtrAcct>\n"
    "    <RmtInf>\n     <Ustrd>PRESTATIONS</Ustrd>\n    </RmtInf>\n"
    "   </CdtTrfTxInf>\n"
    "  </PmtInf>\n"
    " </CstmrCdtTrfInitn>\n"
    "</Document>\n";

static text two_orders(struct arena *a)
{
    struct pay_order orders[] = {order_of(1, 64652, T("Chloé Œuvrard")),
                                 order_of(2, 93099, T("O’Brien & Cie"))};
    struct pay_message message = message_of(orders, 2);
    return wire_pain_write(&message, a);
}

static void the_bytes_are_these(void **state)
{
    (void)state;
    struct arena a = arena_over(room, sizeof room);
    assert_string_equal(two_orders(&a).at, expected);
    assert_string_equal(two_orders(&a).at, expected); /* a replay */
}

static text many_orders(struct arena *a, int count)
{
    struct pay_order *orders = TAKE(a, struct pay_order, count);
    char long_name[PAY_NAME_MAX + 1];
    memset(long_name, 'W', PAY_NAME_MAX);
    for (int i = 0; i < count; i++) {
        int64_t reference = PAY_NUMBER_MAX - count + i;
        orders[i] = order_of(reference, 999999999, (text){long_name, PAY_NAME_MAX});
    }
    struct pay_message message = message_of(orders, count);
    message.batch = PAY_NUMBER_MAX;
    return wire_pain_write(&message, a);
}

static void the_room_promised_is_enough(void **state)
{
    (void)state;
    for (int count = 1; count <= 400; count += 133) {
        struct arena a = arena_over(room, sizeof room);
        assert_true(many_orders(&a, count).length < WIRE_PAIN_ROOM(count));
    }
}

/* Nothing of the aid, neither in words nor in an abbreviation. (A name may hold such letters:
 * Adelaide does.) */
static void t08_no_word_tells_what_is_paid(void **state)
{
    (void)state;
    static const char *const forbidden[] = {"violen", "urgence", "conjug",  "victim",
                                            "aide",   "auvvc",   "plainte", "abri"};
    struct arena a = arena_over(room, sizeof room);
    text message = two_orders(&a);
    char *lower = TAKE(&a, char, message.length + 1);
    for (ptrdiff_t i = 0; i < message.length; i++) {
        char c = message.at[i];
        lower[i] = (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    }
    for (size_t i = 0; i < LENGTH(forbidden); i++) assert_null(strstr(lower, forbidden[i]));
}

/* T8: what a transfer needs, by name, and nothing else: no purpose, no address, no words but the
 * one label every payment of every fund has; byte by byte, over messages of every size. */
static void t08_a_message_holds_what_a_transfer_needs_and_the_neutral_label(void **state)
{
    (void)state;
    static const char allowed[] =
        " Document CstmrCdtTrfInitn GrpHdr MsgId CreDtTm NbOfTxs CtrlSum InitgPty Nm PmtInf "
        "PmtInfId"
        " PmtMtd BtchBookg PmtTpInf SvcLvl Cd ReqdExctnDt Dt Dbtr DbtrAcct Id IBAN DbtrAgt "
        "FinInstnId"
        " Othr ChrgBr CdtTrfTxInf PmtId EndToEndId Amt InstdAmt Cdtr CdtrAcct RmtInf Ustrd ";
    for (int orders = 1; orders <= 50; orders += 7) {
        struct arena a = arena_over(room, sizeof room);
        text message = many_orders(&a, orders);
        int labels = 0, elements = 0;
        for (const char *at = message.at; (at = strchr(at, '<')); at++) {
            char name[40] = " ";
            size_t length = strcspn(at + 1, " >/");
            if (at[1] == '/' || at[1] == '?') continue;
            assert_in_range(length, 1, sizeof name - 3);
            memcpy(name + 1, at + 1, length);
            memcpy(name + 1 + length, " ", 2);
            if (!strstr(allowed, name)) fail_msg("an element no transfer needs:%s", name);
            elements++;
            if (strncmp(at, "<Ustrd>", 7) != 0) continue;
            assert_int_equal(strncmp(at + 7, PAY_LABEL "</Ustrd>", strlen(PAY_LABEL) + 8), 0);
            labels++;
        }
        assert_int_equal(labels, orders);
        assert_true(elements > 30);
        assert_string_equal(PAY_LABEL, "PRESTATIONS");
    }
}

static void check_schema(xmlSchemaPtr schema, text message)
{
    xmlSchemaValidCtxtPtr check = xmlSchemaNewValidCtxt(schema);
    xmlDocPtr doc = xmlReadMemory(message.at, (int)message.length, NULL, NULL, XML_PARSE_NONET);
    assert_non_null(doc);
    assert_int_equal(xmlSchemaValidateDoc(check, doc), 0);
    xmlFreeDoc(doc);
    xmlSchemaFreeValidCtxt(check);
}

/* The schema belongs to ISO 20022 and is not in this tree: $ABRI_SHARED says where it is, if it is.
 */
static void the_schema_accepts_it(void **state)
{
    (void)state;
    char path[4096];
    const char *shared = getenv("ABRI_SHARED");
    if (!shared) shared = getenv("ABRI_SHARED_DEFAULT");
    snprintf(path, sizeof path, "%s/iso20022/xsd/pain.001.001.09.xsd", shared ? shared : ".");
    FILE *there = fopen(path, "rb");
    if (!there) {
        print_message("skipped: no pain.001.001.09.xsd\n");
        skip();
    }
    fclose(there);
    xmlSchemaParserCtxtPtr parser = xmlSchemaNewParserCtxt(path);
    xmlSchemaPtr schema = xmlSchemaParse(parser);
    assert_non_null(schema);
    struct arena a = arena_over(room, sizeof room);
    check_schema(schema, two_orders(&a));
    check_schema(schema, many_orders(&a, 50));
    xmlSchemaFree(schema);
    xmlSchemaFreeParserCtxt(parser);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_bytes_are_these),
        cmocka_unit_test(the_room_promised_is_enough),
        cmocka_unit_test(t08_no_word_tells_what_is_paid),
        cmocka_unit_test(t08_a_message_holds_what_a_transfer_needs_and_the_neutral_label),
        cmocka_unit_test(the_schema_accepts_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

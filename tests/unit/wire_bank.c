/* What the bank answers: read exactly, or refused with the place and what was expected. */
#include "tests/test.h"

#include "wire/wire.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char room[1 << 20];
static const struct bank_line *lines;
static int count, foreign;
static struct trouble trouble;

static err read_text(text xml)
{
    struct arena a = arena_over(room, sizeof room);
    struct bank_answer answer = {NULL, -1, -1};
    trouble = (struct trouble){0};
    err e = wire_bank_read(xml, &a, 64, &answer, &trouble);
    lines = answer.lines;
    count = answer.count;
    foreign = answer.foreign;
    return e;
}

static err read_document(const char *xml) { return read_text(text_of(xml)); }

static void expect_refusal(const char *xml, const char *expected)
{
    assert_int_equal(read_document(xml), ERR_BAD_INPUT);
    assert_int_equal(count, -1);
    if (!strstr(trouble.expected, expected)) fail_msg("%s: %s", trouble.where, trouble.expected);
    assert_int_equal(strncmp(trouble.where, "line ", 5), 0);
}

static void expect_line(int place, const struct bank_line *expected)
{
    const struct bank_line *line = &lines[place];
    assert_true(place < count);
    assert_int_equal(line->reference, expected->reference);
    assert_int_equal(line->batch, expected->batch);
    assert_int_equal(line->word, expected->word);
    assert_int_equal(date_compare(line->day, expected->day), 0);
    assert_int_equal(line->amount.cents, expected->amount.cents);
    assert_string_equal(line->reason, expected->reason);
}

#define SPACE "urn:iso:std:iso:20022:tech:xsd:"
#define XML   "<?xml version='1.0' encoding='UTF-8'?>"
#define NOTIFICATION(inside)                                                                   \
    XML "<Document xmlns='" SPACE "camt.054.001.08'><BkToCstmrDbtCdtNtfctn><GrpHdr>"           \
        "<MsgId>M</MsgId><CreDtTm>2025-12-03T08:00:00+01:00</CreDtTm></GrpHdr><Ntfctn><Id>N</" \
        "Id>" inside "</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>"
#define ENTRY(amount, way, status, details)                                               \
    "<Ntry><Amt Ccy='EUR'>" amount "</Amt><CdtDbtInd>" way "</CdtDbtInd><Sts><Cd>" status \
    "</Cd></Sts><BookgDt><Dt>2025-12-02</Dt></BookgDt><NtryDtls>" details "</NtryDtls></Ntry>"
#define TX(id, amount, more) \
    "<TxDtls><Refs><EndToEndId>" id "</EndToEndId></Refs>" amount more "</TxDtls>"
#define EUR(amount) "<Amt Ccy='EUR'>" amount "</Amt>"
#define RETURN      "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>"
#define DAY         DATE(2025, 12, 2)

static void a_debit_settles_and_a_credit_returns(void **state)
{
    (void)state;
    assert_int_equal(
        read_document(NOTIFICATION(
            ENTRY("646.52", "DBIT", "BOOK", TX("P000000000000001", EUR("646.520"), ""))
                ENTRY("930.99", "CRDT", "BOOK", TX("P000000000000002", "", RETURN))
                    ENTRY("5", "CRDT", "BOOK", TX("P000000000000003", EUR("5.00000"), ""))
                        ENTRY("7.1", "DBIT", "PDNG", TX("P000000000000004", "", ""))
                            ENTRY("1.00", "CRDT", "BOOK", TX("NOTPROVIDED", "", "")))),
        ERR_OK);
    assert_int_equal(count, 4);
    assert_int_equal(foreign, 1);
    expect_line(0, &(struct bank_line){1, 0, BANK_SETTLED, DAY, {64652}, ""});
    expect_line(1, &(struct bank_line){2, 0, BANK_RETURNED, DAY, {93099}, "AC04"});
    expect_line(2, &(struct bank_line){3, 0, BANK_RETURNED, DAY, {500}, "MS03"});
    expect_line(3, &(struct bank_line){4, 0, BANK_PENDING, DAY, {710}, ""});
}

/* Version 2 writes the status as text, the amount under AmtDtls; version 1 has no NtryDtls. */
static void older_versions_are_read(void **state)
{
    (void)state;
    assert_int_equal(
        read_document(XML
                      "<Document xmlns='" SPACE "camt.053.001.02'><BkToCstmrStmt><GrpHdr>"
                      "<CreDtTm>2025-12-03T08:00:00</CreDtTm></GrpHdr><Stmt><Ntry>" EUR(
                          "10.00") "<CdtDbtInd>CRDT</CdtDbtInd><RvslInd>true</RvslInd><Sts>BOOK</"
                                   "Sts><BookgDt><DtTm>"
                                   "2025-12-02T23:59:00+01:00</DtTm></BookgDt><NtryDtls>" TX(
                                       "P000000000000001",
                                       "<AmtDtls><TxAmt>" EUR("10.00") "</TxAmt></AmtDtls>",
                                       "") "</NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>"),
        ERR_OK);
    assert_int_equal(count, 1);
    expect_line(0, &(struct bank_line){1, 0, BANK_RETURNED, DAY, {1000}, "MS03"});
    assert_int_equal(
        read_document(
            "<a:Document xmlns:a='" SPACE "camt.052.001.01'><a:BkToCstmrAcctRptV01><a:GrpHdr>"
            "<a:CreDtTm>2025-12-02T08:00:00</a:CreDtTm></a:GrpHdr><a:Rpt><a:Ntry>"
            "<a:Amt Ccy='EUR'>10</a:Amt><a:CdtDbtInd>DBIT</a:CdtDbtInd><a:Sts>BOOK</a:Sts>"
            "<a:TxDtls><a:Refs><a:EndToEndId> P000000000000009 </a:EndToEndId></a:Refs></a:TxDtls>"
            "</a:Ntry></a:Rpt></a:BkToCstmrAcctRptV01></a:Document>"),
        ERR_OK);
    assert_int_equal(count, 1);
    expect_line(0, &(struct bank_line){9, 0, BANK_SETTLED, DAY, {1000}, ""});
}

#define BATCH "<Btch><PmtInfId>B000000000000007-1</PmtInfId><NbOfTxs>2</NbOfTxs></Btch>"
#define TWO   TX("P000000000000001", EUR("6.00"), "") TX("P000000000000002", EUR("4.00"), "")

static void a_batch_is_its_orders_or_itself(void **state)
{
    (void)state;
    assert_int_equal(read_document(NOTIFICATION(ENTRY("10.00", "DBIT", "BOOK", BATCH TWO))),
                     ERR_OK);
    assert_int_equal(count, 2);
    expect_line(1, &(struct bank_line){2, 0, BANK_SETTLED, DAY, {400}, ""});
    assert_int_equal(read_document(NOTIFICATION(ENTRY("10.00", "DBIT", "BOOK", BATCH))), ERR_OK);
    assert_int_equal(count, 1);
    expect_line(0, &(struct bank_line){0, 7, BANK_SETTLED, DAY, {1000}, ""});
    expect_refusal(NOTIFICATION(ENTRY("10.00", "CRDT", "BOOK", BATCH)), "each order that came");
    expect_refusal(
        NOTIFICATION(ENTRY("6.00", "DBIT", "BOOK", BATCH TX("P000000000000001", EUR("6.00"), ""))),
        "as many transactions as the batch states");
    expect_refusal(NOTIFICATION(ENTRY("10.00", "DBIT", "BOOK",
                                      BATCH TX("P000000000000001", EUR("6.00"), "")
                                          TX("NOTPROVIDED", EUR("4.00"), ""))),
                   "EndToEndId of each transaction");
}

static void sums_must_close(void **state)
{
    (void)state;
    expect_refusal(NOTIFICATION(ENTRY("10.01", "DBIT", "BOOK", TWO)), "a sum that closes");
    expect_refusal(NOTIFICATION("<TxsSummry><TtlNtries><NbOfNtries>2</NbOfNtries></TtlNtries>"
                                "</TxsSummry>" ENTRY("10.00", "DBIT", "BOOK", TWO)),
                   "as many entries as stated");
    expect_refusal(NOTIFICATION("<TxsSummry><TtlDbtNtries><Sum>10.1</Sum></TtlDbtNtries>"
                                "</TxsSummry>" ENTRY("10.00", "DBIT", "BOOK", TWO)),
                   "make the stated total");
    expect_refusal(NOTIFICATION("<TxsSummry><TtlCdtNtries><NbOfNtries>1</NbOfNtries>"
                                "</TtlCdtNtries></TxsSummry>" ENTRY("10.00", "DBIT", "BOOK", TWO)),
                   "as many entries as stated");
#define BALANCE(kind, amount)       \
    "<Bal><Tp><CdOrPrtry><Cd>" kind \
    "</Cd></CdOrPrtry></Tp>" EUR(amount) "<CdtDbtInd>CRDT</CdtDbtInd></Bal>"
    expect_refusal(NOTIFICATION(BALANCE("OPBD", "100.00") BALANCE("CLBD", "90.01")
                                    ENTRY("10.00", "DBIT", "BOOK", TWO)),
                   "opening balance and entries");
    assert_int_equal(read_document(NOTIFICATION(BALANCE("OPBD", "100.00") BALANCE("CLBD", "90.00")
                                                    ENTRY("10.00", "DBIT", "BOOK", TWO))),
                     ERR_OK);
    /* a page of several cannot be checked against the totals of all */
    assert_int_equal(read_document(NOTIFICATION(
                         "<NtfctnPgntn><PgNb>1</PgNb><LastPgInd>false</LastPgInd>"
                         "</NtfctnPgntn>" BALANCE("OPBD", "100.00") BALANCE("CLBD", "80.00")
                             ENTRY("10.00", "DBIT", "BOOK", TWO))),
                     ERR_OK);
}

#define OURS(amount) NOTIFICATION(ENTRY(amount, "DBIT", "BOOK", TX("P000000000000001", "", "")))

static void amounts_of_ours_are_euros_and_cents(void **state)
{
    (void)state;
    static const struct {
        const char *document, *expected;
    } cases[] = {
        {OURS("1.005"), "whole cents"},
        {OURS("0.00"), "above zero"},
        {OURS("1.000001"), "at most five decimals"},
        {OURS("-1"), "a decimal number"},
        {OURS("+1"), "a decimal number"},
        {OURS("1,00"), "a decimal number"},
        {OURS("1.0.0"), "a decimal number"},
        {OURS(""), "a decimal number"},
        {OURS("."), "a decimal number"},
        {OURS("1e3"), "a decimal number"},
        {OURS("99999999999999999999"), "a smaller number"},
        {OURS("10000000000.01"), "a smaller amount"},
        {NOTIFICATION("<Ntry><Amt>1</Amt></Ntry>"), "with its currency"},
        {NOTIFICATION("<Ntry><Amt Ccy='CHF'>1</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts>"
                      "<NtryDtls>" TX("P000000000000001", "", "") "</NtryDtls></Ntry>"),
         "in EUR"},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) expect_refusal(cases[i].document, cases[i].expected);
    assert_int_equal(read_document(OURS("10000000000.00000000")), ERR_OK);
    assert_int_equal(lines[0].amount.cents, MONEY_CENTS_MAX);
    assert_int_equal(read_document(OURS("007.")), ERR_OK);
    assert_int_equal(lines[0].amount.cents, 700);
}

static void what_is_not_known_stops_the_reading(void **state)
{
    (void)state;
    static const struct {
        const char *document, *expected;
    } cases[] = {
        {"", "UTF-8"},
        {"\xff\xfe<", "UTF-8"},
        {"hello", "well-formed"},
        {"<Document/>", "a Document of"},
        {"<Document xmlns='http://www.six-interbank-clearing.com/pain.002.001.03.ch.02.xsd'/>",
         "a Document of"},
        {"<Document xmlns='" SPACE "pain.001.001.09'/>", "a Document of"},
        {"<Dokument xmlns='" SPACE "camt.053.001.02'/>", "a Document of"},
        {"<Document xmlns='" SPACE "camt.053.001.02'/>", "a body"},
        {"<Document xmlns='" SPACE "camt.053.001.02'><BkToCstmrAcctRpt/></Document>", "announces"},
        {"<Document xmlns='" SPACE "camt.053.001.02'><BkToCstmrStmt xmlns=''/></Document>",
         "announces"},
        {"<Document xmlns='" SPACE "camt.053.001.02'><BkToCstmrStmt/><BkToCstmrStmt/></Document>",
         "at least one report"},
        {"<Document xmlns='" SPACE "camt.053.001.02'><BkToCstmrStmt><Rpt/></BkToCstmrStmt>"
         "</Document>",
         "at least one report"},
        {NOTIFICATION(ENTRY("1", "DBIT", "DONE", "")), "BOOK"},
        {"<Document xmlns='" SPACE "camt.052.001.08'><BkToCstmrAcctRpt><Rpt><Ntry>" EUR(
             "1") "<CdtDbtInd>DBIT</"
                  "CdtDbtInd><Sts><Cd>BOOK</Cd></"
                  "Sts><NtryDtls>" TX("P000000000000001", "", "") "</NtryDtls></Ntry></"
                                                                  "Rpt></"
                                                                  "BkToCstmrAcctRpt></"
                                                                  "Document>",
         "the day an entry was booked"},
        {NOTIFICATION(ENTRY("1", "OUT", "BOOK", "")), "CRDT or DBIT"},
        {NOTIFICATION("<Ntry>" EUR("1") EUR("1") "</Ntry>"), "once only"},
        {NOTIFICATION("<Ntry>" EUR("1") "</Ntry>"), "amount, direction and status"},
        {NOTIFICATION(ENTRY("1", "DBIT", "BOOK", TX("P000000000000001", "", "")) "<Ntry>"),
         "well-formed"},
        {NOTIFICATION(
             ENTRY("1", "CRDT", "BOOK",
                   TX("P000000000000001", "", "<RtrInf><Rsn><Cd>nope</Cd></Rsn></RtrInf>"))),
         "four capital letters"},
        {"<!DOCTYPE Document><Document xmlns='" SPACE "camt.053.001.02'/>", "no document type"},
        {"<!DOCTYPE d [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]><d>&b;</d>", "no document type"},
        {"<?xml version='1.0' encoding='UTF-7'?>+ADwAIQ-DOCTYPE d+AD4-<d/>", "well-formed"},
        {NOTIFICATION("<Ntry>&undeclared;</Ntry>"), "well-formed"},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) expect_refusal(cases[i].document, cases[i].expected);
    char deep[1024];
    struct writer out = WRITER(deep);
    write_string(&out, "<Document xmlns='" SPACE "camt.053.001.02'><BkToCstmrStmt>");
    for (int i = 0; i < 100; i++) write_string(&out, "<x>");
    writer_string(&out);
    expect_refusal(deep, "less deep");
}

static void other_namespaces_say_nothing(void **state)
{
    (void)state;
    assert_int_equal(
        read_document(NOTIFICATION("<x:Ntry xmlns:x='urn:else'><Amt>1</Amt></x:Ntry>")), ERR_OK);
    assert_int_equal(count, 0);
}

#define REPORT(inside)                                                        \
    XML "<Document xmlns='" SPACE "pain.002.001.10'><CstmrPmtStsRpt><GrpHdr>" \
        "<CreDtTm>2025-12-02T08:00:00Z</CreDtTm></GrpHdr>" inside "</CstmrPmtStsRpt></Document>"
#define ORIGINAL(inside) \
    "<OrgnlGrpInfAndSts><OrgnlMsgId>B000000000000007</OrgnlMsgId>" inside "</OrgnlGrpInfAndSts>"
#define PAYMENT(inside)                                                           \
    "<OrgnlPmtInfAndSts><OrgnlPmtInfId>B000000000000007-1</OrgnlPmtInfId>" inside \
    "</OrgnlPmtInfAndSts>"
#define STATUS(id, status, more)                                                           \
    "<TxInfAndSts><OrgnlEndToEndId>" id "</OrgnlEndToEndId><TxSts>" status "</TxSts>" more \
    "</TxInfAndSts>"
#define REASON(code) "<StsRsnInf><Rsn><Cd>" code "</Cd></Rsn></StsRsnInf>"

static void each_order_has_its_status(void **state)
{
    (void)state;
    assert_int_equal(read_document(REPORT(ORIGINAL("<GrpSts>PART</GrpSts>") PAYMENT(
                         STATUS("P000000000000001", "ACSC", "") STATUS(
                             "P000000000000002", "RJCT", REASON("AC01") REASON("MS02"))
                             STATUS("P000000000000003", "ACCP",
                                    "<OrgnlTxRef><Amt><InstdAmt Ccy='EUR'>3.50"
                                    "</InstdAmt></Amt></OrgnlTxRef>") STATUS("X", "RJCT", "")))),
                     ERR_OK);
    assert_int_equal(count, 3);
    assert_int_equal(foreign, 1);
    expect_line(0, &(struct bank_line){1, 0, BANK_SETTLED, DAY, {0}, ""});
    expect_line(1, &(struct bank_line){2, 0, BANK_RETURNED, DAY, {0}, "AC01"});
    expect_line(2, &(struct bank_line){3, 0, BANK_PENDING, DAY, {350}, ""});
}

/* A bank that speaks of the whole message names no order. */
static void a_whole_message_has_its_status(void **state)
{
    (void)state;
    assert_int_equal(read_document(REPORT(ORIGINAL("<GrpSts>RJCT</GrpSts>" REASON("FF01")))),
                     ERR_OK);
    assert_int_equal(count, 1);
    expect_line(0, &(struct bank_line){0, 7, BANK_RETURNED, DAY, {0}, "FF01"});
    assert_int_equal(
        read_document(REPORT(ORIGINAL("<GrpSts>ACTC</GrpSts>") PAYMENT(
            "<PmtInfSts>RJCT</PmtInfSts>" STATUS("P000000000000001", "RJCT", REASON("AM04"))))),
        ERR_OK);
    assert_int_equal(count, 2);
    expect_line(0, &(struct bank_line){1, 0, BANK_RETURNED, DAY, {0}, "AM04"});
    expect_line(1, &(struct bank_line){0, 7, BANK_RETURNED, DAY, {0}, "MS03"});
    expect_refusal(REPORT(ORIGINAL("")), "transaction statuses");
    expect_refusal(REPORT(ORIGINAL("<GrpSts>PART</GrpSts>")), "transaction statuses");
    expect_refusal(REPORT(""), "original message");
}

static void each_rejection_must_be_listed(void **state)
{
    (void)state;
#define COUNTED(number)                                                                           \
    "<NbOfTxsPerSts><DtldNbOfTxs>" number "</DtldNbOfTxs><DtldSts>RJCT</DtldSts></NbOfTxsPerSts>" \
    "<NbOfTxsPerSts><DtldNbOfTxs>9</DtldNbOfTxs><DtldSts>ACCP</DtldSts></NbOfTxsPerSts>"
    const char *one = REPORT(ORIGINAL("<GrpSts>PART</GrpSts>" COUNTED("1"))
                                 PAYMENT(STATUS("P000000000000001", "RJCT", "")));
    assert_int_equal(read_document(one), ERR_OK);
    expect_refusal(REPORT(ORIGINAL("<GrpSts>PART</GrpSts>" COUNTED("2"))
                              PAYMENT(STATUS("P000000000000001", "RJCT", ""))),
                   "each rejected transaction");
    expect_refusal(REPORT(ORIGINAL("") PAYMENT("<OrgnlNbOfTxs>1</OrgnlNbOfTxs>" STATUS(
                       "P000000000000001", "ACSC", "") STATUS("P000000000000002", "ACSC", ""))),
                   "no more transactions");
    expect_refusal(REPORT(ORIGINAL("") PAYMENT(STATUS("P000000000000001", "BLCK", ""))),
                   "bank_statuses.def");
}

static void too_many_lines_are_refused(void **state)
{
    (void)state;
    struct arena a = arena_over(room, sizeof room);
    text xml = T(NOTIFICATION(ENTRY("10.00", "DBIT", "BOOK", TWO)));
    struct bank_answer answer;
    assert_int_equal(wire_bank_read(xml, &a, 1, &answer, &trouble), ERR_BAD_INPUT);
    assert_int_equal(wire_bank_read(xml, &a, 2, &answer, &trouble), ERR_OK);
}

/* Every document cut short at any byte is refused: half a statement is not a statement. */
static void no_beginning_of_a_document_passes(void **state)
{
    (void)state;
    text whole = T(NOTIFICATION(ENTRY("10.00", "DBIT", "BOOK", BATCH TWO)));
    assert_int_equal(read_text(whole), ERR_OK);
    for (ptrdiff_t length = 0; length < whole.length; length++)
        assert_int_equal(read_text((text){whole.at, length}), ERR_BAD_INPUT);
}

static void read_samples(const char *shared, const char *folder)
{
    static char xml[1 << 17];
    char path[4096];
    int files = 0, good = 0;
    snprintf(path, sizeof path, "%s/iso20022/samples/%s", shared, folder);
    DIR *dir = opendir(path);
    if (!dir) {
        print_message("skipped: no samples\n");
        skip();
        return;
    }
    for (struct dirent *entry = readdir(dir); entry; entry = readdir(dir)) {
        char file[8192];
        snprintf(file, sizeof file, "%s/%s", path, entry->d_name);
        FILE *in = entry->d_name[0] == '.' ? NULL : fopen(file, "rb");
        if (!in) continue;
        size_t length = fread(xml, 1, sizeof xml, in);
        fclose(in);
        err e = read_text((text){xml, (ptrdiff_t)length});
        files++;
        if (e == ERR_OK)
            good++;
        else
            print_message("%s: %s: %s\n", entry->d_name, trouble.where, trouble.expected);
        assert_true(e == ERR_OK || trouble.expected[0]);
        if (e == ERR_OK) assert_int_equal(count, 0); /* none is ours */
    }
    closedir(dir);
    print_message("%s: %d of %d read\n", folder, good, files);
    assert_true(good > 0);
}

/* Statements of other people, when they are at hand: read, or refused in clear words. */
static void samples_are_read_or_refused(void **state)
{
    (void)state;
    const char *shared = getenv("ABRI_SHARED");
    if (!shared) shared = getenv("ABRI_SHARED_DEFAULT");
    read_samples(shared ? shared : ".", "camt");
    read_samples(shared ? shared : ".", "moov");
    read_samples(shared ? shared : ".", "pain");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_debit_settles_and_a_credit_returns),
        cmocka_unit_test(older_versions_are_read),
        cmocka_unit_test(a_batch_is_its_orders_or_itself),
        cmocka_unit_test(sums_must_close),
        cmocka_unit_test(amounts_of_ours_are_euros_and_cents),
        cmocka_unit_test(what_is_not_known_stops_the_reading),
        cmocka_unit_test(other_namespaces_say_nothing),
        cmocka_unit_test(each_order_has_its_status),
        cmocka_unit_test(a_whole_message_has_its_status),
        cmocka_unit_test(each_rejection_must_be_listed),
        cmocka_unit_test(too_many_lines_are_refused),
        cmocka_unit_test(no_beginning_of_a_document_passes),
        cmocka_unit_test(samples_are_read_or_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

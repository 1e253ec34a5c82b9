/* Account numbers: right ones, wrong ones, and that no usual typing error passes. */
#include "tests/test.h"

#include "pay/iban.h"

#include <string.h>

/* Examples of the SWIFT registry, and made-up numbers of the bank 99999, which does not exist. */
static const struct {
    const char *written;
    enum iban_fault expected;
} vectors[] = {
    {"FR1420041010050500013M02606", IBAN_GOOD},
    {"FR7699999000010000000000115", IBAN_GOOD},
    {"FR3599999000010000000000A15", IBAN_GOOD},
    {"FR669999900042ABCDEFGHIJK83", IBAN_GOOD},
    {"FR7699999123459876543210925", IBAN_GOOD},
    {"FR739999999999ZZZZZZZZZZZ44", IBAN_GOOD},
    {"FR1520041010050500013M02606", IBAN_CHECK},
    {"FR1420041010050500013M0260", IBAN_LENGTH},
    {"FR1420041010050500013M026066", IBAN_LENGTH},
    {"fr1420041010050500013m02606", IBAN_GOOD},
    {"FR14 2004 1010 0505 0001 3M02 606", IBAN_GOOD},
    {"XX1420041010050500013M02606", IBAN_COUNTRY},
    {"FR1420041O10050500013M02606", IBAN_STRUCTURE},
    {"FR8420041010050500013M02607", IBAN_RIB},
    {"DE89370400440532013000", IBAN_GOOD},
    {"BE68539007547034", IBAN_GOOD},
    {"ES9121000418450200051332", IBAN_GOOD},
    {"IT60X0542811101000000123456", IBAN_GOOD},
    {"PT50000201231234567890154", IBAN_GOOD},
    {"NL91ABNA0417164300", IBAN_GOOD},
    {"LU280019400644750000", IBAN_GOOD},
    {"CH9300762011623852957", IBAN_GOOD},
    {"GB29NWBK60161331926819", IBAN_GOOD},
    {"MC5811222000010123456789030", IBAN_GOOD},
    {"AD1200012030200359100100", IBAN_GOOD},
    {"PL61109010140000071219812874", IBAN_GOOD},
    {"RO49AAAA1B31007593840000", IBAN_GOOD},
    {"IE29AIBK93115212345678", IBAN_GOOD},
    /* ours */
    {"", IBAN_FORM},
    {"   ", IBAN_FORM},
    {"FR", IBAN_FORM},
    {"14FR20041010050500013M02606", IBAN_FORM},
    {"FR14-2004-1010-0505-0001-3M02-606", IBAN_FORM},
    {"FR14é", IBAN_FORM},
    {"FR14\u00a02004\u202f1010 0505\t0001 3M02 606\r\n", IBAN_GOOD},
    {"FR1420041010050500013M0260600000000000000000000000000000", IBAN_LENGTH},
    {"AE070331234567890123456", IBAN_NOT_SEPA},
    {"MC5711222000010123456789031", IBAN_CHECK},
    {"SE4550000000058398257466", IBAN_GOOD},
    {"FR14{", IBAN_FORM},
    {"F114 2004", IBAN_FORM},
    {"FRX4 2004", IBAN_FORM},
    {"FR1X 2004", IBAN_FORM},
    {"NL911BNA0417164300", IBAN_STRUCTURE},
};

static void each_vector_is_judged(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(vectors); i++) {
        struct iban iban = {"untouched"};
        enum iban_fault fault = iban_read(text_of(vectors[i].written), &iban);
        if (fault != vectors[i].expected)
            fail_msg("%s: %s", vectors[i].written, iban_expected(fault));
        if (fault != IBAN_GOOD) assert_string_equal(iban.digits, "untouched");
    }
}

static void blanks_and_small_letters_are_tidied(void **state)
{
    (void)state;
    struct iban iban;
    assert_int_equal(iban_read(T(" fr14 2004 1010 0505 0001 3m02 606 "), &iban), IBAN_GOOD);
    assert_string_equal(iban.digits, "FR1420041010050500013M02606");
}

static const char *const french[] = {
    "FR1420041010050500013M02606",
    "FR7699999000010000000000115",
    "FR669999900042ABCDEFGHIJK83",
    "FR7699999123459876543210925",
};

static bool is_good(const char *digits)
{
    struct iban iban;
    return iban_read(text_of(digits), &iban) == IBAN_GOOD;
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* A digit written for another digit, a letter for another letter: every such number is refused.
 * A digit for a letter changes the number of digits the remainder is taken of, so one in 97 has the
 * same remainder by chance; the RIB key sees all of these but a K read as the 2 it stands for. */
static void no_single_error_passes(void **state)
{
    (void)state;
    static const char alphabet[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    int passed_same_kind = 0, passed_other_kind = 0;
    for (size_t n = 0; n < LENGTH(french); n++) {
        for (size_t at = 0; at < strlen(french[n]); at++) {
            for (const char *c = alphabet; *c; c++) {
                if (*c == french[n][at]) continue;
                char wrong[IBAN_LENGTH_MAX + 1];
                memcpy(wrong, french[n], strlen(french[n]) + 1);
                wrong[at] = *c;
                if (!is_good(wrong)) continue;
                if (is_digit(*c) == is_digit(french[n][at]))
                    passed_same_kind++;
                else
                    passed_other_kind++;
            }
        }
    }
    assert_int_equal(passed_same_kind, 0);
    assert_int_equal(passed_other_kind, 1);
    assert_true(is_good("FR669999900042ABCDEFGHIJ283"));
}

/* Two neighbours swapped: every such number is refused. */
static void no_swap_of_neighbours_passes(void **state)
{
    (void)state;
    int passed = 0;
    for (size_t n = 0; n < LENGTH(french); n++) {
        for (size_t at = 0; at + 1 < strlen(french[n]); at++) {
            char wrong[IBAN_LENGTH_MAX + 1];
            memcpy(wrong, french[n], strlen(french[n]) + 1);
            wrong[at] = french[n][at + 1];
            wrong[at + 1] = french[n][at];
            if (wrong[at] != wrong[at + 1]) passed += is_good(wrong);
        }
    }
    assert_int_equal(passed, 0);
}

/* The remainder cannot tell check digits 00, 01 and 99 from 97, 98 and 02: ISO 7064 never makes
 * them. */
static void check_digits_outside_02_to_98_are_refused(void **state)
{
    (void)state;
    int twins = 0;
    for (int account = 0; account < 3000; account++) {
        char digits[IBAN_LENGTH_MAX + 1] = "";
        for (int check = 0; check < 100; check++) {
            struct writer out = WRITER(digits);
            write_string(&out, "DE");
            write_padded(&out, check, 2);
            write_padded(&out, account, 18);
            bool good = is_good(writer_string(&out));
            if (check < 2 || check == 99) {
                assert_false(good);
                twins++;
            }
        }
    }
    assert_int_equal(twins, 9000);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_vector_is_judged),
        cmocka_unit_test(blanks_and_small_letters_are_tidied),
        cmocka_unit_test(no_single_error_passes),
        cmocka_unit_test(no_swap_of_neighbours_passes),
        cmocka_unit_test(check_digits_outside_02_to_98_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

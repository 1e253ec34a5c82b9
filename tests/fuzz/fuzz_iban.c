/* An account number that is read is read again to the same; any name gives one that stays as it is.
 */
#include "tests/fuzz/fuzz.h"

#include "pay/message.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    text from = {(const char *)bytes, (ptrdiff_t)size};
    struct iban iban, again;
    enum iban_fault fault = iban_read(from, &iban);
    must(iban_expected(fault)[0]);
    if (fault == IBAN_GOOD) {
        must(iban_read(text_of(iban.digits), &again) == IBAN_GOOD);
        must(text_equal(text_of(iban.digits), text_of(again.digits)));
    }
    if (!text_is_utf8(from)) return 0;
    char name[PAY_NAME_MAX + 1], same[PAY_NAME_MAX + 1];
    pay_name(from, name);
    must(name[0]);
    pay_name(text_of(name), same);
    must(text_equal(text_of(name), text_of(same)));
    return 0;
}

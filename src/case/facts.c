#include "case/facts.h"

#define AT(a)                 STAGE_BIT(STAGE_##a)
#define AT2(a, b)             (AT(a) | AT(b))
#define AT3(a, b, c)          (AT2(a, b) | AT(c))
#define AT4(a, b, c, d)       (AT3(a, b, c) | AT(d))
#define AT5(a, b, c, d, e)    (AT4(a, b, c, d) | AT(e))
#define AT6(a, b, c, d, e, f) (AT5(a, b, c, d, e) | AT(f))
#define ANYWAY                UINT64_C(0)
#define SAME                  STAGE_SAME

const struct fact_kind_row case_fact_kinds[FACT_COUNT] = {
#define FACT(code, name, word, strand, lawful, leads, needs, body, basis, fr) \
    [FACT_##name] = {code, #word, STRAND_##strand, lawful, leads, needs, basis, fr},
#include "case/facts.def"
};

const struct stage_row case_stages[STAGE_COUNT] = {
#define STAGE(strand, name, word, fr) [STAGE_##strand##_##name] = {STRAND_##strand, word, fr},
#include "case/strands.def"
};

const struct strand_row case_strands[STRAND_COUNT] = {
#define STRAND(name, word, fr, first) [STRAND_##name] = {word, fr, STAGE_##name##_##first},
#include "case/strands.def"
};

enum fact_kind fact_kind_find(text word)
{
    for (int i = 0; i < FACT_COUNT; i++) {
        if (text_equal(word, text_of(case_fact_kinds[i].word))) return (enum fact_kind)i;
    }
    return FACT_COUNT;
}

enum fact_kind fact_kind_of_code(int code)
{
    for (int i = 0; i < FACT_COUNT; i++) {
        if (case_fact_kinds[i].code == code) return (enum fact_kind)i;
    }
    return FACT_COUNT;
}

/* ISO 7064 MOD 11,10 over the digits before the last. */
static int check_digit(const int8_t *digits, int count)
{
    int product = 10;
    for (int i = 0; i < count; i++) {
        int sum = (digits[i] + product) % 10;
        product = (sum == 0 ? 10 : sum) * 2 % 11;
    }
    return (11 - product) % 10;
}

static void digits_of(int64_t number, int8_t *digits, int count)
{
    for (int i = count - 1; i >= 0; i--) {
        digits[i] = (int8_t)(number % 10);
        number /= 10;
    }
}

file_number file_number_make(uint64_t random)
{
    int8_t digits[FILE_NUMBER_DIGITS - 1];
    /* Never a leading zero: people drop it over the phone. */
    int64_t number = INT64_C(10000000000) + (int64_t)(random % UINT64_C(90000000000));
    digits_of(number, digits, FILE_NUMBER_DIGITS - 1);
    return (file_number){number * 10 + check_digit(digits, FILE_NUMBER_DIGITS - 1)};
}

err file_number_read(text from, file_number *ret)
{
    int8_t digits[FILE_NUMBER_DIGITS];
    int count = 0;
    int64_t number = 0;
    for (ptrdiff_t i = 0; i < from.length; i++) {
        char c = from.at[i];
        if (c == '-' || c == ' ') continue;
        if (c < '0' || c > '9' || count == FILE_NUMBER_DIGITS) return ERR_BAD_INPUT;
        digits[count++] = (int8_t)(c - '0');
        number = number * 10 + (c - '0');
    }
    if (count < FILE_NUMBER_DIGITS || digits[0] == 0) return ERR_BAD_INPUT;
    if (check_digit(digits, count - 1) != digits[count - 1]) return ERR_BAD_INPUT;
    *ret = (file_number){number};
    return ERR_OK;
}

void write_file_number(struct writer *out, file_number file)
{
    write_padded(out, file.number / 100000000, 4);
    write_character(out, '-');
    write_padded(out, file.number / 10000 % 10000, 4);
    write_character(out, '-');
    write_padded(out, file.number % 10000, 4);
}

/* cmocka with what it needs before it, in the order it needs it. */
#ifndef TESTS_TEST_H
#define TESTS_TEST_H
/* clang-format off */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
/* clang-format on */
#endif

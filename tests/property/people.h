/* People who do not exist, and how their names and numbers come out when others type them. */
#ifndef TESTS_PROPERTY_PEOPLE_H
#define TESTS_PROPERTY_PEOPLE_H
#include "likeness/likeness.h"
#include "tests/property/random.h"

#define LINE_ROOM 80
struct human {
    char family[LINE_ROOM], birth[LINE_ROOM], given[LINE_ROOM];
    date born_on;
    char street[LINE_ROOM], postcode[LINE_ROOM], city[LINE_ROOM];
    char phone[LINE_ROOM], iban[LINE_ROOM];
};
/* One of 55 years of births, with an address in one of twenty towns. */
struct human human_make(struct random *random);
/* As the likeness module takes them; the human outlives it. Empty values are left out. */
struct likeness_person human_person(const struct human *human);

/* What goes wrong between a mouth, a card and a keyboard. */
enum slip {
#define SLIP(name) SLIP_##name,
#include "tests/property/slips.def"
    SLIP_COUNT
};
extern const char *const slip_names[SLIP_COUNT];
/* Changes the human as the slip would; leaves what has nothing to slip on. */
void human_slip(struct human *human, enum slip slip, struct random *random);

#endif

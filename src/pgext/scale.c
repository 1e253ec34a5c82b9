#include "pgext.h"

/* The scales a backend has met. Few are different, for many days have the same amounts in force:
 * a day and a place lead to the number of their scale. */

#define FIRST_DAY   8732  /* 2023-11-28, when the aid began, as days since 2000-01-01 */
#define DAYS        46420 /* up to 2150-12-31 */
#define SCALES_MAX  64
#define TERRITORIES 2
#define PLACES      8192

static struct {
    uint8 of_day[TERRITORIES][DAYS]; /* the number of the scale + 1; 0: not met */
    struct abri_scale scales[SCALES_MAX];
    int count;
    uint32 territory[PLACES]; /* code of the département | (territory + 1) << 24; 0: not met */
} met;

/* The code as a number, 0 when it is none. */
static inline uint32 code_of(const char *department, size_t length)
{
    const unsigned char *at = (const unsigned char *)department;
    if (length < 2 || length > 3) return 0;
    return at[0] | (uint32)at[1] << 8 | (length == 3 ? (uint32)at[2] << 16 : 0);
}

/* Two codes of départements never have the same place: 4 bits of each digit, 5 where A and B are.
 */
static inline uint32 place_of(uint32 code)
{
    return (code & 15) | (code >> 8 & 31) << 4 | (code >> 16 & 15) << 9;
}

static pg_noinline int32 meet_territory(const char *department, size_t length, uint32 code)
{
    struct abri_department found;
    struct abri_trouble trouble;
    if (abri_department(department, length, &found, &trouble) != ABRI_OK) pgext_refuse(&trouble);
    met.territory[place_of(code)] = code | ((uint32)found.territory + 1) << 24;
    return found.territory;
}

static inline int32 territory_of(const char *department, size_t length)
{
    uint32 code = code_of(department, length), known = met.territory[place_of(code)];
    if (likely(code != 0 && (known & 0xFFFFFF) == code)) return (int32)(known >> 24) - 1;
    return meet_territory(department, length, code);
}

/* Makes the day's scale, or finds that another day has the very same. */
static pg_noinline const struct abri_scale *meet_day(DateADT day, int32 territory)
{
    struct abri_scale scale;
    struct abri_trouble trouble;
    if (abri_scale_on(pgext_day(day), (enum abri_territory)territory, ABRI_SMIC_REFERENCE_APRIL, 0,
                      &scale, &trouble) != ABRI_OK)
        pgext_refuse(&trouble);
    int place = 0;
    while (place < met.count && !abri_scale_equal(&met.scales[place], &scale)) place++;
    if (place == SCALES_MAX) { /* begin again: correct, and never seen */
        memset(met.of_day, 0, sizeof met.of_day);
        met.count = place = 0;
    }
    if (place == met.count) met.scales[met.count++] = scale;
    met.of_day[territory][day - FIRST_DAY] = (uint8)(place + 1);
    return &met.scales[place];
}

const struct abri_scale *pgext_scale(DateADT day, const char *department, size_t length)
{
    int32 territory = territory_of(department, length);
    /* Unsigned, so that every day before the first is after the last; a day that is not finite too.
     */
    uint32 since = (uint32)day - FIRST_DAY;
    if (likely(since < DAYS)) {
        uint8 number = met.of_day[territory][since];
        if (likely(number != 0)) return &met.scales[number - 1];
    }
    return meet_day(day, territory);
}

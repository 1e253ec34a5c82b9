#include <string.h>

#include "cli/simulation.h"

/* Rows to amounts: a batch at a time, so that its columns stay near the processor. */

/* ---- what the fields mean ---- */

/* The départements by the characters of their codes ("59", "2A", "971"), filled once: place + 1. */
static int16_t by_code[10][12][11];
static bool in_mayotte[SIMULATION_DEPARTMENTS];

static int16_t *code_cell(text code)
{
    if (code.length < 2 || code.length > 3) return NULL;
    int first = code.at[0] - '0', second = code.at[1] - '0', third = 0;
    if (code.at[1] == 'A' || code.at[1] == 'B') second = 10 + (code.at[1] - 'A');
    if (code.length == 3) third = 1 + (code.at[2] - '0');
    bool inside = first >= 0 && first <= 9 && second >= 0 && second <= 11 && third >= 0 &&
                  third <= 10 && (code.length == 2 || third >= 1);
    return inside ? &by_code[first][second][third] : NULL;
}

static void fill_departments(void)
{
    must(law_department_count() <= SIMULATION_DEPARTMENTS);
    for (int i = 0; i < law_department_count(); i++) {
        const struct department *department = law_department_at(i);
        if (department->coverage == COVERAGE_NOT_COVERED) continue;
        struct reasoning unread = {.count = 0};
        const struct fund *fund = law_competent_fund(department, BENEFICIARY_NONE, &unread);
        in_mayotte[i] = fund->kind == FUND_KIND_CSSM;
        int16_t *cell = code_cell(text_of(department->code));
        must(cell);
        *cell = (int16_t)(i + 1);
    }
}

static bool read_department(text field, int32_t *ret)
{
    const int16_t *cell = code_cell(field);
    if (!cell || *cell == 0) return false;
    *ret = *cell - 1;
    return true;
}

/* The day counted from the first one the aid exists on. */
static bool day_place(date day, int32_t *ret)
{
    bool covered =
        date_compare(day, SIMULATION_FIRST_DAY) >= 0 && date_compare(day, SIMULATION_LAST_DAY) <= 0;
    if (covered) *ret = date_number(day) - date_number(SIMULATION_FIRST_DAY);
    return covered;
}

static bool read_day(text field, int32_t *ret)
{
    date day;
    return date_read(field, &day) == ERR_OK && day_place(day, ret);
}

void simulation_columns(struct simulation *simulation)
{
    fill_departments();
    enum csv_presence ours = simulation->writes_rows ? CSV_FORBIDDEN : CSV_OPTIONAL;
    const struct csv_wanted wanted[SIMULATION_COLUMNS] = {
        [RESOURCES] = {.name = "resources_cents",
                       .expected = "cents from 0 to 100000000, digits only",
                       .max = (int32_t)REQUEST_RESOURCES_CENTS_MAX,
                       .presence = CSV_REQUIRED},
        [CHILDREN] = {.name = "children",
                      .expected = "a whole number from 0 to 30, digits only",
                      .max = REQUEST_CHILDREN_MAX,
                      .presence = CSV_REQUIRED},
        [DAY] = {.name = "requested_on",
                 .expected = "a day from 2023-11-28 to 2150-12-31, as YYYY-MM-DD",
                 .read = read_day},
        [DEPARTMENT] = {.name = "department",
                        .expected = "the code of a département where the aid exists: 01 to 95, "
                                    "2A, 2B, 971 to 978",
                        .read = read_department},
        [AMOUNT] = {.name = "amount_cents",
                    .expected = "no such column: simulate writes it",
                    .presence = ours},
        [FORM] = {.name = "form",
                  .expected = "no such column: simulate writes it",
                  .presence = ours},
    };
    memcpy(simulation->wanted, wanted, sizeof wanted);
}

void simulation_begin(struct work *work, const struct simulation *simulation)
{
    work->simulation = simulation;
    simulation_endings(work);
    int32_t day = 0, department = 0;
    bool has_day = simulation->header.found_at[DAY] >= 0 || day_place(simulation->day, &day);
    must(has_day);
    while (law_department_at(department) != simulation->department) department++;
    for (int i = 0; i < CSV_ROWS; i++) {
        work->rows.cells[DAY][i] = day;
        work->rows.cells[DEPARTMENT][i] = department;
    }
}

/* ---- scales ---- */

/* Makes the day's scales, or finds that another day has the very same. */
static int16_t meet(struct work *work, int32_t day, bool mayotte)
{
    const struct simulation *simulation = work->simulation;
    struct scales *scales = &work->scales;
    struct setting setting = {
        .requested_on = date_from_number(day + date_number(SIMULATION_FIRST_DAY)),
        .mayotte = mayotte,
        .smic_reference = simulation->smic_reference,
        .known_on = ALL_KNOWN,
    };
    struct scale scale[VARIANTS_MAX];
    law_scale(&setting, &scale[BASELINE]);
    setting.reform = simulation->has_reform ? &simulation->reform : NULL;
    law_scale(&setting, &scale[REFORM]);
    for (int i = 0; i < scales->count; i++) {
        if (memcmp(&scale[BASELINE], &scales->met[BASELINE][i], sizeof scale[BASELINE]) == 0 &&
            memcmp(&scale[REFORM], &scales->met[REFORM][i], sizeof scale[REFORM]) == 0) {
            return (int16_t)i;
        }
    }
    must(scales->count < SIMULATION_SCALES_MAX);
    scales->met[BASELINE][scales->count] = scale[BASELINE];
    scales->met[REFORM][scales->count] = scale[REFORM];
    return (int16_t)scales->count++;
}

static int16_t scale_of(struct work *work, int row)
{
    int32_t day = work->rows.cells[DAY][row];
    bool mayotte = in_mayotte[work->rows.cells[DEPARTMENT][row]];
    int16_t *place = &work->scales.of_day[mayotte][day];
    if (*place == 0) *place = (int16_t)(meet(work, day, mayotte) + 1);
    return (int16_t)(*place - 1);
}

/* Finds each row's scale; true when it is the same for all. */
static bool find_scales(struct work *work)
{
    const int16_t *found_at = work->simulation->header.found_at;
    work->scale[0] = scale_of(work, 0);
    if (found_at[DAY] < 0 && found_at[DEPARTMENT] < 0) return true;
    int differ = 0;
    for (int i = 1; i < work->rows.count; i++) {
        work->scale[i] = scale_of(work, i);
        differ |= work->scale[i] ^ work->scale[0];
    }
    return differ == 0;
}

static void amounts(struct work *work, enum variant variant, bool one_scale)
{
    const int32_t *resources = work->rows.cells[RESOURCES], *children = work->rows.cells[CHILDREN];
    const struct scale *met = work->scales.met[variant];
    int32_t *amount = work->amounts[variant], *loan = work->loans[variant];
    if (one_scale) {
        law_amounts(&met[work->scale[0]], resources, children, amount, loan, work->rows.count);
        return;
    }
    for (int i = 0; i < work->rows.count; i++) {
        const struct scale *scale = &met[work->scale[i]];
        amount[i] = law_scale_amount(scale, resources[i], children[i]);
        loan[i] = law_scale_loan(scale, resources[i], children[i]);
    }
}

/* ---- sums ---- */

/* A batch is summed in one number a group, rows, loans and cents side by side. */
#define PACKED_CENTS 40
#define PACKED_LOANS 12
_Static_assert(CSV_ROWS < 1 << PACKED_LOANS, "the rows of a batch fit their place");

static void unpack(struct sum *sum, uint64_t packed)
{
    sum->cents += (int64_t)(packed & ((UINT64_C(1) << PACKED_CENTS) - 1));
    sum->loans += (int64_t)(packed >> PACKED_CENTS & ((1U << PACKED_LOANS) - 1));
    sum->rows += (int64_t)(packed >> (PACKED_CENTS + PACKED_LOANS));
}

static void sum_by(const struct work *work, enum variant variant, enum simulation_column column,
                   struct sum *sums, int groups)
{
    uint64_t packed[SIMULATION_DEPARTMENTS] = {0};
    must(groups <= SIMULATION_DEPARTMENTS);
    const int32_t *group = work->rows.cells[column];
    const int32_t *amount = work->amounts[variant], *loan = work->loans[variant];
    for (int i = 0; i < work->rows.count; i++) {
        packed[group[i]] += UINT64_C(1) << (PACKED_CENTS + PACKED_LOANS) |
                            (uint64_t)loan[i] << PACKED_CENTS | (uint64_t)amount[i];
    }
    for (int i = 0; i < groups; i++) unpack(&sums[i], packed[i]);
}

/* ---- a piece ---- */

static void batch(struct work *work)
{
    const struct simulation *simulation = work->simulation;
    bool one_scale = find_scales(work);
    int variants = simulation->has_reform ? VARIANTS_MAX : 1;
    for (int v = 0; v < variants; v++) {
        amounts(work, (enum variant)v, one_scale);
        if (!simulation->sums) continue;
        struct totals *totals = &work->totals[v];
        sum_by(work, (enum variant)v, CHILDREN, totals->by_children, REQUEST_CHILDREN_MAX + 1);
        sum_by(work, (enum variant)v, DEPARTMENT, totals->by_department, SIMULATION_DEPARTMENTS);
    }
    if (simulation->sums && simulation->has_reform) {
        const struct change_rows rows = {work->rows.cells[DEPARTMENT], work->rows.cells[CHILDREN],
                                         work->rows.cells[RESOURCES],  work->amounts[BASELINE],
                                         work->amounts[REFORM],        work->rows.count};
        changes_count(&work->changes, &rows);
    }
    if (simulation->writes_rows) simulation_write(work);
    work->rows_count += work->rows.count;
}

/* Whether the run goes on after this line. */
static bool note_bad(struct work *work, const struct csv_bad *bad)
{
    work->stop = !work->simulation->skip_bad || bad->fault == CSV_FAULT_OPEN;
    if (work->stop) {
        work->last = *bad;
        return false;
    }
    if (work->bad_count < SIMULATION_BAD_SHOWN) work->bad[work->bad_count] = *bad;
    work->bad_count++;
    return true;
}

void simulation_piece(struct work *work)
{
    work->rows_count = work->bad_count = 0;
    work->stop = false;
    work->out.length = 0;
    struct csv_piece piece = wire_csv_piece((text){work->piece, work->piece_length});
    struct csv_bad bad;
    while (wire_csv_rows(&work->simulation->header, &piece, &work->rows, &bad)) {
        if (work->rows.count > 0) batch(work);
        if (bad.fault != CSV_FAULT_NONE && !note_bad(work, &bad)) break;
    }
    must(!work->out.full);
    work->lines = piece.line;
}

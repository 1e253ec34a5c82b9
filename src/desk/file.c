#include "desk/internal.h"

#include <string.h>

/* Each order ever given, and the batch it left in. */
static void project_orders(const struct journal *journal, struct projection *projection)
{
    for (int i = 0; i < journal->count; i++) {
        const struct fact *fact = &journal->facts[i];
        if (fact->kind == FACT_PAYMENT_ORDERED) {
            must(projection->orders_count < PROJECTED_ORDERS_MAX); /* desk_record refuses more */
            projection->orders[projection->orders_count++] =
                (struct projected_order){.reference = fact->body.reference,
                                         .execution_on = fact->body.execution_on,
                                         .amount = fact->body.amount};
        }
        if (fact->kind == FACT_PAYMENT_SENT) {
            must(projection->orders_count > 0); /* the strand lets none be sent before an order */
            projection->orders[projection->orders_count - 1].batch = fact->body.batch;
        }
    }
}

static date latest_of(date a, date b) { return date_compare(a, b) > 0 ? a : b; }

void desk_project(const struct case_file *file, const struct journal *journal, date day,
                  struct projection *ret)
{
    struct projection projection;
    memset(&projection, 0, sizeof projection);
    projection.fund = file->fund;
    projection.claim = file->stages[STRAND_CLAIM];
    projection.payment = file->stages[STRAND_PAYMENT];
    projection.received_on = file->received_on;
    projection.decided_on = file->decided_on;
    projection.granted = projection.claim == STAGE_CLAIM_GRANTED;
    /* Which duties there are depends on the facts, on what was published since, and on the terms
     * that end; how late they are is told when asked. */
    day = latest_of(day, latest_of(law_last_published(), file->last_day));
    projection.known = law_amounts_known();
    projection.duties_count = case_duties_until(file, day, projection.duties, &projection.turns_on);
    for (int i = 0; i < projection.duties_count; i++) projection.duties[i].late_days = 0;
    project_orders(journal, &projection);
    *ret = projection;
}

err desk_append(struct desk *desk, const struct journal *journal, struct case_file *file,
                const struct desk_append *what)
{
    struct fact *all = TAKE(desk->arena, struct fact, journal->count + what->count);
    if (journal->count > 0) memcpy(all, journal->facts, (size_t)journal->count * sizeof *all);
    struct case_file moved = *file;
    for (int i = 0; i < what->count; i++) {
        TRY(case_admits(&moved, &what->facts[i], desk->today, &desk->trouble));
        TRY(case_apply(&moved, &what->facts[i]));
        all[journal->count + i] = what->facts[i];
    }
    struct journal longer = {journal->file, all, journal->count + what->count};
    struct projection projection;
    desk_project(&moved, &longer, desk->today, &projection);
    struct append append = {
        .file = journal->file,
        .expected = journal->count,
        .facts = what->facts,
        .facts_count = what->count,
        .vault = what->vault,
        .vault_count = what->vault_count,
        .identity = what->identity,
        .projection = &projection,
        .idempotency = what->idempotency,
        .share = what->share,
    };
    TRY(store_append(desk->store, &append));
    *file = moved;
    return ERR_OK;
}

/* The decision the file rests on, or the one the law would give today. */
static err explain(const struct reading *reading, struct dossier *dossier)
{
    const struct case_file *file = &dossier->file;
    date today = reading->desk->today;
    if (!date_is_set(file->received_on)) return ERR_OK;
    if (date_is_set(file->decided_on)) {
        dossier->earlier_award = file->decision.earlier_award;
        case_reassess(file, file->known_on, dossier->earlier_award, &dossier->decision);
    } else {
        TRY(reading_earlier_award(reading, file->file, today, &dossier->earlier_award));
        case_assess(file, today, dossier->earlier_award, &dossier->decision);
    }
    dossier->has_decision = true;
    return ERR_OK;
}

err desk_dossier(const struct reading *reading, file_number number, struct dossier *ret)
{
    struct desk *desk = reading->desk;
    struct dossier *dossier = TAKE(desk->arena, struct dossier, 1);
    TRY(reading_file(reading, number, &dossier->journal, &dossier->file));
    TRY(desk_admit(reading, &dossier->file));
    TRY(explain(reading, dossier));
    dossier->duties_count = case_duties(&dossier->file, desk->today, dossier->duties);
    *ret = *dossier;
    return ERR_OK;
}

/* A kind that the vault does not have is left empty. */
static err disclose(const struct reading *reading, const struct case_file *file,
                    struct disclosed *ret)
{
    for (int kind = 0; kind < VAULT_KIND_COUNT; kind++) {
        if (!(reading->kinds & 1u << kind)) continue;
        err e = desk_disclose_in(reading, file, (enum vault_kind)kind, &ret->words[kind]);
        if (e != ERR_OK && e != ERR_NOT_FOUND) return e;
    }
    return ERR_OK;
}

static err open_all(const struct reading *reading, file_number number, struct dossier *dossier,
                    struct disclosed *disclosed)
{
    TRY(desk_dossier(reading, number, dossier));
    return disclose(reading, &dossier->file, disclosed);
}

/* Of those kinds, what the role may be shown for the purpose stated. */
static uint32_t shown(const struct desk *desk, uint32_t kinds)
{
    for (int kind = 0; kind < VAULT_KIND_COUNT && !desk->console; kind++) {
        if (!desk_may_disclose(&desk->agent, (enum vault_kind)kind, desk->purpose))
            kinds &= ~(1u << kind);
    }
    return kinds;
}

err desk_open_with(struct desk *desk, file_number number, uint32_t kinds, struct dossier *ret,
                   struct disclosed *ret_disclosed)
{
    TRY(desk_check(desk, DEED_READ_FILE));
    TRY(desk_state(desk)); /* before it is looked whether there is such a file */
    struct dossier *dossier = TAKE(desk->arena, struct dossier, 1);
    struct disclosed disclosed = {0};
    CLEANUP(reading_end) struct reading reading = {0};
    TRY(reading_start(desk, READ_FILE, number, shown(desk, kinds), &reading));
    err e = open_all(&reading, number, dossier, &disclosed);
    TRY(reading_finish(&reading, e));
    *ret = *dossier;
    if (ret_disclosed) *ret_disclosed = disclosed;
    return ERR_OK;
}

err desk_open(struct desk *desk, file_number number, struct dossier *ret)
{
    return desk_open_with(desk, number, 0, ret, NULL);
}

err desk_queue(struct desk *desk, const struct queued *after, int skip, int max, struct queued *ret,
               int *ret_count)
{
    TRY(desk_check(desk, DEED_SEE_QUEUE));
    bool all = desk->console || text_equal(text_of(desk->agent.body), T("*"));
    const struct fund *fund = all ? NULL : law_fund(text_of(desk->agent.body));
    if (!all && !fund) {
        *ret_count = 0;
        return ERR_OK;
    }
    struct queue_page page = {
        .fund = fund, .kind = DUTY_COUNT, .skip = skip, .max = max, .after = *after};
    int count = 0;
    CLEANUP(reading_end) struct reading reading = {0};
    TRY(reading_start(desk, READ_QUEUE, NO_FILE, 0, &reading));
    TRY(reading_finish(&reading, reading_queue(&reading, &page, ret, &count)));
    *ret_count = count;
    return ERR_OK;
}

#include "case/rules.h"
#include "law/articles.h"

/* What the proceedings are on a day. CASF L. 214-12, D. 214-21, 1°. */

static bool is_by(date d, date day) { return date_is_set(d) && date_compare(d, day) <= 0; }

/* Whether the fund had an answer by that day: that there were none, or an outcome. */
static bool is_answered_on(const struct penal_life *life, date day)
{
    if (is_by(life->none_on, day)) return true;
    for (int i = 0; i < life->procedures_count; i++) {
        const struct procedure *p = &life->procedures[i];
        if (p->is_over && is_by(p->known_on, day)) return true;
    }
    return false;
}

/* The first opened of those open that day, whose outcome the fund did not know; NULL for none. */
static const struct procedure *open_on(const struct penal_life *life, date day)
{
    const struct procedure *open = NULL;
    for (int i = 0; i < life->procedures_count; i++) {
        const struct procedure *p = &life->procedures[i];
        if (!is_by(p->opened_on, day) || (p->is_over && is_by(p->known_on, day))) continue;
        if (!open || date_compare(p->opened_on, open->opened_on) < 0) open = p;
    }
    return open;
}

bool penal_is_open_on(const struct penal_life *life, date day)
{
    return open_on(life, day) != NULL;
}

bool penal_suspends_on(const struct penal_life *life, date day)
{
    return open_on(life, day) || !is_answered_on(life, day);
}

bool penal_is_pending(const struct penal_life *life)
{
    for (int i = 0; i < life->procedures_count; i++) {
        if (!life->procedures[i].is_over) return true;
    }
    return life->procedures_count == 0 && !date_is_set(life->none_on);
}

static int64_t reach(const struct procedure *p)
{
    return p->states_amount ? p->ordered.cents : MONEY_CENTS_MAX;
}

const struct procedure *penal_binding(const struct penal_life *life, date day)
{
    const struct procedure *binding = NULL;
    for (int i = 0; i < life->procedures_count; i++) {
        const struct procedure *p = &life->procedures[i];
        if (!p->is_over || !law_outcome_binds_author(p->outcome)) continue;
        if (date_is_set(day) && !is_by(p->known_on, day)) continue;
        if (!binding || reach(p) > reach(binding)) binding = p;
    }
    return binding;
}

int penal_proceedings(const struct penal_life *life, struct proceedings ret[PROCEDURES_MAX])
{
    for (int i = 0; i < life->procedures_count; i++) {
        const struct procedure *p = &life->procedures[i];
        int place = i;
        for (; place > 0; place--) {
            if (date_compare(ret[place - 1].opened_on, p->opened_on) <= 0) break;
            ret[place] = ret[place - 1];
        }
        ret[place] = (struct proceedings){.are = PROCEEDINGS_PENDING, .opened_on = p->opened_on};
        if (!p->is_over) continue;
        ret[place].are = PROCEEDINGS_OVER;
        ret[place].outcome_known_on = p->known_on;
    }
    return life->procedures_count;
}

/* The one of which an outcome, final or not, was known last by that day; NULL for none. */
static const struct procedure *latest_known(const struct penal_life *life, date day)
{
    const struct procedure *latest = NULL;
    for (int i = 0; i < life->procedures_count; i++) {
        const struct procedure *p = &life->procedures[i];
        if (!is_by(p->known_on, day)) continue;
        if (!latest || date_compare(p->known_on, latest->known_on) >= 0) latest = p;
    }
    return latest;
}

static void explain(const struct penal_life *life, const struct penal_state *state,
                    struct reasoning *why)
{
    const struct procedure *latest = state->latest;
    if (latest) {
        reasoning_add(why, &casf_l214_12, "II", SENTENCE_PENAL_OUTCOME_KNOWN,
                      (struct mentioned){.d1 = latest->decided_on,
                                         .d2 = latest->known_on,
                                         .w1 = &law_penal_outcomes.words[latest->outcome]});
    }
    if (state->are == STAGE_PENAL_PENDING) {
        reasoning_add(why, &casf_d214_21, "1°", SENTENCE_PENAL_OPENED,
                      (struct mentioned){.d1 = state->since});
    } else if (state->are == STAGE_PENAL_UNKNOWN) {
        reasoning_add(why, &casf_d214_21, "1°", SENTENCE_PENAL_UNKNOWN, (struct mentioned){0});
    } else if (state->are == STAGE_PENAL_NONE) {
        reasoning_add(why, &casf_d214_21, "1°", SENTENCE_PENAL_NONE,
                      (struct mentioned){.d1 = life->none_on});
    }
}

void case_penal(const struct case_file *file, date today, struct reasoning *why,
                struct penal_state *ret)
{
    const struct penal_life *life = &file->penal;
    struct penal_state state = {
        .are = STAGE_PENAL_UNKNOWN,
        .suspends = penal_suspends_on(life, today),
        .latest = latest_known(life, today),
        .binding = penal_binding(life, today),
    };
    const struct procedure *open = open_on(life, today);
    if (open) {
        state.are = STAGE_PENAL_PENDING;
        state.since = open->opened_on;
    } else if (!state.suspends && state.latest) {
        state.are = STAGE_PENAL_ENDED;
        state.since = state.latest->known_on;
    } else if (!state.suspends) {
        state.are = STAGE_PENAL_NONE;
        state.since = life->none_on;
    }
    explain(life, &state, why);
    *ret = state;
}

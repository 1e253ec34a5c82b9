#include "wire/out.h"
#include "wire/wire.h"

/* The decision for reading by people: on a terminal, in a letter's annex, in a court file. */

enum label {
    LABEL_REQUEST,
    LABEL_DECISION,
    LABEL_AMOUNT,
    LABEL_AMOUNT_IF,
    LABEL_REDUCED,
    LABEL_FORM,
    LABEL_PAY_BY,
    LABEL_NEXT,
    LABEL_FUND,
    LABEL_WHY,
    LABEL_GROUNDS,
    LABEL_FLAGS,
    LABEL_REMEDIES,
    LABEL_RULES,
    LABEL_COUNT
};

static const char *const labels[LABEL_COUNT][LANGUAGE_COUNT] = {
    [LABEL_REQUEST] = {"Demande du", "Request of"},
    [LABEL_DECISION] = {"Décision", "Decision"},
    [LABEL_AMOUNT] = {"Montant", "Amount"},
    [LABEL_AMOUNT_IF] = {"Montant qui aurait été dû", "Amount that would have been due"},
    [LABEL_REDUCED] = {"réduit de", "reduced by"},
    [LABEL_FORM] = {"Forme", "Form"},
    [LABEL_PAY_BY] = {"À verser au plus tard le", "To be paid at the latest on"},
    [LABEL_NEXT] = {"Nouvelle aide possible à partir du", "A new aid may be awarded from"},
    [LABEL_FUND] = {"Organisme", "Fund"},
    [LABEL_WHY] = {"Pourquoi", "Why"},
    [LABEL_GROUNDS] = {"Motifs", "Grounds"},
    [LABEL_FLAGS] = {"À noter", "To note"},
    [LABEL_REMEDIES] = {"Recours", "Remedies"},
    [LABEL_RULES] = {"Règles appliquées", "Rules applied"},
};

struct page {
    struct writer out;
    enum language language;
};

static void say(struct page *page, enum label label)
{
    write_string(&page->out, labels[label][page->language]);
}

/* "Forme : " in French, "Form: " in English. */
static void head(struct page *page, enum label label)
{
    say(page, label);
    write_string(&page->out, page->language == LANGUAGE_FR ? "\u00a0: " : ": ");
}

/* A title on its own line, an empty one before it. */
static void title(struct page *page, enum label label)
{
    write_character(&page->out, '\n');
    say(page, label);
    write_string(&page->out, page->language == LANGUAGE_FR ? "\u00a0:\n" : ":\n");
}

static void end_line(struct page *page) { write_character(&page->out, '\n'); }

static void say_day(struct page *page, date day)
{
    if (page->language == LANGUAGE_FR) {
        write_date_fr(&page->out, day);
    } else {
        write_date_en(&page->out, day);
    }
}

static void say_money(struct page *page, money amount)
{
    if (page->language == LANGUAGE_FR) {
        write_money_fr(&page->out, amount);
    } else {
        write_money_en(&page->out, amount);
    }
}

static void say_word(struct page *page, const struct word_list *list, int word)
{
    write_string(&page->out, list->words[word].in[page->language]);
}

static void day_line(struct page *page, enum label label, date day)
{
    if (!date_is_set(day)) return;
    say(page, label);
    write_character(&page->out, ' ');
    say_day(page, day);
    end_line(page);
}

static void amount_lines(struct page *page, const struct decision *decision)
{
    if (!decision->has_amount) return;
    head(page, decision->outcome == OUTCOME_REFUSED ? LABEL_AMOUNT_IF : LABEL_AMOUNT);
    say_money(page, decision->amount);
    if (decision->reduction_percent > 0) {
        write_string(&page->out, " (");
        say_money(page, decision->full);
        write_string(&page->out, page->language == LANGUAGE_FR ? " " : ", ");
        say(page, LABEL_REDUCED);
        write_character(&page->out, ' ');
        write_integer(&page->out, decision->reduction_percent);
        write_string(&page->out, page->language == LANGUAGE_FR ? "\u00a0%)" : "%)");
    }
    end_line(page);
    head(page, LABEL_FORM);
    say_word(page, &law_forms, (int)decision->form);
    end_line(page);
}

static void step_lines(struct page *page, const struct reasoning *why)
{
    title(page, LABEL_WHY);
    for (int i = 0; i < why->count; i++) {
        write_string(&page->out, "  ");
        write_step_article(&page->out, &why->steps[i]);
        write_string(&page->out, " — ");
        write_step_sentence(&page->out, &why->steps[i], page->language);
        if (why->steps[i].source) {
            write_string(&page->out, " (");
            write_string(&page->out, why->steps[i].source);
            write_character(&page->out, ')');
        }
        end_line(page);
    }
}

/* Each word with its code, so that a reader of the JSON finds it again. */
static void set_lines(struct page *page, enum label label, uint32_t bits,
                      const struct word_list *list)
{
    if (bits == 0) return;
    title(page, label);
    for (int i = 0; i < list->count; i++) {
        if (!(bits & 1u << i)) continue;
        write_string(&page->out, "  ");
        say_word(page, list, i);
        write_string(&page->out, " (");
        write_string(&page->out, list->words[i].word);
        write_string(&page->out, ")\n");
    }
}

/* Nothing is contested before it is decided: a review has no remedies yet. */
static void remedy_lines(struct page *page)
{
    title(page, LABEL_REMEDIES);
    for (int i = 0; law_remedy(page->language, i); i++) {
        write_string(&page->out, "  ");
        write_string(&page->out, law_remedy(page->language, i));
        end_line(page);
    }
    end_line(page);
    write_string(&page->out, law_algorithm_mention(page->language));
    end_line(page);
}

text wire_decision_text(const struct request *request, const struct decision *decision,
                        enum language language, struct arena *a)
{
    struct page page = {.out = wire_out_begin(a), .language = language};
    day_line(&page, LABEL_REQUEST, request->requested_on);
    head(&page, LABEL_DECISION);
    say_word(&page, &law_outcomes, (int)decision->outcome);
    end_line(&page);
    amount_lines(&page, decision);
    day_line(&page, LABEL_PAY_BY, decision->pay_by);
    day_line(&page, LABEL_NEXT, decision->next_award_from);
    if (decision->fund) {
        head(&page, LABEL_FUND);
        write_string(&page.out, decision->fund->name);
        end_line(&page);
    }
    step_lines(&page, &decision->why);
    set_lines(&page, LABEL_GROUNDS, decision->grounds, &law_grounds);
    set_lines(&page, LABEL_FLAGS, decision->flags, &law_flags);
    if (decision->outcome != OUTCOME_REVIEW) remedy_lines(&page);
    end_line(&page);
    head(&page, LABEL_RULES);
    write_string(&page.out, law_rules_digest());
    end_line(&page);
    return wire_out_end(a, &page.out);
}
